/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/release.h"

#include <string.h>

#include "core/fail.h"
#include "core/memory.h"
#include "core/options.h"
#include "core/run.h"
#include "core/text.h"
#include "release/contents.h"
#include "release/kinds.h"
#include "release/persons.h"
#include "release/placement.h"
#include "release/rules.h"
#include "release/sift.h"
#include "release/sources.h"
#include "release/sums.h"
#include "release/words.h"

static bool is_stated(const char *text)
{
    return text && *text;
}

/* What came of one answer; null: nothing leaves. */
struct outcome {
    routes_table *table;
};

/* S03, S33. */
static routes_status check_options(const routes_release_options *options, routes_error *err)
{
    int32_t date;
    const char *tier = routes_tier_text(options->tier);
    if (!tier)
        return routes_i_fail(err, ROUTES_E_ARGUMENT,
                             "tier %d is none: public, partner, restricted or own",
                             (int)options->tier);
    if (!is_stated(options->date) || !routes_i_date_read(&date, options->date))
        return routes_i_fail(err, ROUTES_E_ARGUMENT,
                             "a release needs its date, YYYY-MM-DD, not \"%s\"",
                             options->date ? options->date : "");
    bool asks = options->tier == ROUTES_TIER_PARTNER || options->tier == ROUTES_TIER_RESTRICTED;
    if (asks && (!is_stated(options->purpose) || !is_stated(options->approver)))
        return routes_i_fail(err, ROUTES_E_ARGUMENT,
                             "a %s release needs a purpose and the code of its approver", tier);
    return ROUTES_OK;
}

static routes_status check_call(const routes_model *model, const routes_table *const *answers,
                                size_t n, const routes_release_options *options, routes_error *err)
{
    routes_status status = check_options(options, err);
    if (status)
        return status;
    if (!answers && n)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "answers must not be null");
    for (size_t i = 0; i < n; i++)
        if (!answers[i])
            return routes_i_fail(err, ROUTES_E_ARGUMENT, "answer %zu must not be null", i);
    if (options->tier == ROUTES_TIER_OWN)
        return model ? routes_i_fail(err, ROUTES_E_ARGUMENT,
                                     "what comes from a model is never of tier own")
                     : ROUTES_OK;
    if (!model || !routes_model_is_checked(model))
        return routes_i_fail(err, ROUTES_E_ARGUMENT,
                             "a %s release needs the model behind the answers, checked",
                             routes_tier_text(options->tier));
    return ROUTES_OK;
}

static routes_status apply_rule(routes_table **out, routes_i_review *review,
                                const routes_table *answer, bool *rows, routes_error *err)
{
    switch (routes_table_kind(answer)) {
    case ROUTES_KIND_PLACES:
        return routes_i_rule_places(out, review, answer, rows, err);
    case ROUTES_KIND_LANES:
        return routes_i_rule_lanes(out, review, answer, rows, err);
    case ROUTES_KIND_ESTIMATES:
        return routes_i_rule_estimates(out, review, answer, rows, err);
    case ROUTES_KIND_HOTSPOTS:
        return routes_i_rule_hotspots(out, review, answer, rows, err);
    case ROUTES_KIND_OPERATIONAL:
        return routes_i_rule_operational(out, review, answer, rows, err);
    case ROUTES_KIND_OWN:
        break;
    }
    return routes_i_fail(err, ROUTES_E_DATA, "a kind without a rule");
}

/* What may leave of one answer; null when nothing may. */
static routes_status review_answer(routes_table **out, routes_i_review *review,
                                   const routes_table *answer, routes_error *err)
{
    *out = NULL;
    routes_status status = routes_i_persons_check(answer, err);
    if (status)
        return status;
    if (routes_i_kinds_admit(routes_table_kind(answer), review->tier->tier, NULL)) {
        routes_i_review_hold_all(review, ROUTES_I_HELD_KIND);
        return ROUTES_OK;
    }
    size_t n = routes_table_rows(answer);
    bool *rows = routes_i_calloc(n + 1, sizeof *rows);
    if (!rows)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu rows", n);
    for (size_t i = 0; i < n; i++)
        rows[i] = true;
    status = routes_i_sums_check(answer, err);
    if (!status)
        status = routes_i_sources_sift(review, answer, rows, err);
    if (!status && !review->now->whole)
        status = apply_rule(out, review, answer, rows, err);
    routes_i_free(rows);
    if (!status && *out)
        status = routes_i_words_check(review, *out, err);
    if (!status && *out) {
        routes_table_set_kind(*out, routes_table_kind(answer), review->tier->sensitivity);
        status = routes_i_sources_show(review, *out, err);
    }
    if (status) {
        routes_table_free(*out);
        *out = NULL;
    }
    return status;
}

/* The lanes come first, since other layers may only say what the released lanes say; the layers
 * stand in the order of the answers all the same. */
static routes_status review_all(struct outcome *outcomes, routes_i_review *review,
                                const routes_table *const *answers, size_t n, routes_error *err)
{
    for (int lanes = 1; lanes >= 0; lanes--)
        for (size_t i = 0; i < n; i++) {
            if ((routes_table_kind(answers[i]) == ROUTES_KIND_LANES) != lanes)
                continue;
            review->now = &review->held[i];
            review->now->layer = routes_table_name(answers[i]);
            routes_status status =
                routes_i_run_tell(review->run, (double)i / (double)n, "release", err);
            if (!status)
                status = review_answer(&outcomes[i].table, review, answers[i], err);
            if (status)
                return status;
            if (outcomes[i].table && lanes &&
                strcmp(routes_table_name(outcomes[i].table), "lanes") == 0)
                review->lanes = outcomes[i].table;
        }
    return ROUTES_OK;
}

/* Hands the tables over to the release's layers. */
static routes_status make_layers(routes_release *release, struct outcome *outcomes,
                                 const routes_table *const *answers, size_t n, routes_error *err)
{
    release->layers = routes_i_calloc(n + 1, sizeof *release->layers);
    if (!release->layers)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu layers", n);
    for (size_t i = 0; i < n; i++) {
        routes_table *table = outcomes[i].table;
        if (!table)
            continue;
        size_t withheld = routes_table_rows(answers[i]) - routes_table_rows(table);
        outcomes[i].table = NULL;
        routes_status status = routes_i_layer_make(release, table, withheld, err);
        if (status)
            return status;
    }
    return ROUTES_OK;
}

static void digest_data(routes_release *release, const routes_table *const *answers, size_t n)
{
    routes_i_digest digest = routes_i_digest_start();
    for (size_t i = 0; i < n; i++)
        routes_i_contents_digest(&digest, answers[i]);
    routes_i_digest_end(release->data_digest, digest);
}

/* From a model, by the rules of the tier. */
static routes_status fill_from_model(routes_release *release, struct outcome *outcomes,
                                     const routes_model *model, const routes_table *const *answers,
                                     size_t n, const routes_release_options *options,
                                     const routes_run *run, routes_error *err)
{
    routes_i_review review = {.tier = routes_i_tier_of(options->tier), .model = model, .run = run};
    routes_i_date_read(&review.date, options->date);
    routes_status status = routes_i_review_start(&review, n, err);
    if (!status && review.tier->operational)
        status = routes_i_placement_check(answers, n, err);
    if (!status)
        status = review_all(outcomes, &review, answers, n, err);
    if (!status)
        status = routes_i_contents_take(release, &review, err);
    routes_i_review_end(&review);
    return status;
}

/* The user's own tables, printed back as they are. */
static routes_status fill_own(struct outcome *outcomes, const routes_table *const *answers,
                              size_t n, routes_error *err)
{
    for (size_t i = 0; i < n; i++) {
        const routes_i_sift all = {.from = answers[i]};
        routes_status status =
            routes_i_kinds_admit(routes_table_kind(answers[i]), ROUTES_TIER_OWN, err);
        if (!status)
            status = routes_i_sift_take(&outcomes[i].table, &all, err);
        if (status)
            return status;
    }
    return ROUTES_OK;
}

static routes_status fill(routes_release *release, const routes_model *model,
                          const routes_table *const *answers, size_t n,
                          const routes_release_options *options, const routes_run *run,
                          routes_error *err)
{
    struct outcome *outcomes = routes_i_calloc(n + 1, sizeof *outcomes);
    if (!outcomes)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu answers", n);
    release->stamp.tier = options->tier;
    routes_status status =
        model ? fill_from_model(release, outcomes, model, answers, n, options, run, err)
              : fill_own(outcomes, answers, n, err);
    if (!status)
        status = make_layers(release, outcomes, answers, n, err);
    digest_data(release, answers, n);
    if (!status)
        status = routes_i_stamp_make(release, options, err);
    for (size_t i = 0; i < n; i++)
        routes_table_free(outcomes[i].table);
    routes_i_free(outcomes);
    return status;
}

routes_status routes_release_new(routes_release **out, const routes_model *model,
                                 const routes_table *const *answers, size_t n,
                                 const routes_release_options *options, const routes_run *run,
                                 routes_error *err)
{
    routes_release_options known;
    if (!out)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "out must not be null");
    *out = NULL;
    routes_status status = routes_i_options_read(&known, sizeof known, options, err);
    if (!status)
        status = check_call(model, answers, n, &known, err);
    if (status)
        return status;
    routes_release *release = routes_i_calloc(1, sizeof *release);
    if (!release)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a release");
    status = fill(release, model, answers, n, &known, run, err);
    if (status)
        routes_release_free(release);
    else
        *out = release;
    return status;
}

void routes_release_free(routes_release *release)
{
    if (!release)
        return;
    for (size_t i = 0; i < release->count; i++)
        routes_table_free(release->layers[i].table);
    routes_i_free(release->layers);
    routes_i_free(release->sources);
    routes_i_free(release->overrides);
    routes_i_free(release->held);
    routes_i_arena_free(&release->arena);
    routes_i_free(release);
}

const routes_stamp *routes_release_stamp(const routes_release *release)
{
    return release ? &release->stamp : NULL;
}

size_t routes_release_size(const routes_release *release)
{
    return release ? release->count : 0;
}

const routes_layer *routes_release_at(const routes_release *release, size_t index)
{
    return index < routes_release_size(release) ? &release->layers[index] : NULL;
}

const routes_layer *routes_release_find(const routes_release *release, const char *name)
{
    for (size_t i = 0; name && i < routes_release_size(release); i++)
        if (strcmp(release->layers[i].name, name) == 0)
            return &release->layers[i];
    return NULL;
}

routes_status routes_release_admits(routes_kind kind, routes_tier tier, routes_error *err)
{
    return routes_i_kinds_admit(kind, tier, err);
}
