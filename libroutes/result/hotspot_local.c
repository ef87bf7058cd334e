/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "result/hotspot_local.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/fail.h"
#include "core/memory.h"
#include "core/options.h"

void routes_i_hotspot_local_free(routes_i_hotspot_local *made)
{
    routes_i_free(made->rows);
    routes_i_free(made->here);
    routes_i_free(made->held);
    routes_i_tested_free(&made->tested);
}

static bool takes_both(routes_local_kind kind)
{
    return kind == ROUTES_LOCAL_MORAN_EB || kind == ROUTES_LOCAL_MORAN_BIVARIATE;
}

static routes_status read_options(routes_i_hotspot_local *made,
                                  const routes_hotspot_local_options *options, routes_error *err)
{
    routes_hotspot_local_options *use = &made->use;
    routes_status status = routes_i_options_read(use, sizeof *use, options, err);
    if (!status)
        status = routes_i_options_read(&made->test, sizeof made->test, use->test, err);
    if (!status)
        status = routes_i_run_read(&made->run, made->test.run, err);
    if (status)
        return status;
    if ((made->test.from || made->test.to) && use->redraws)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "redraws need all areas, not a shard");
    if (!routes_local_kind_text(made->test.kind))
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "options.kind is %d, not a known choice",
                             (int)made->test.kind);
    if (!(use->min_cases >= 0.0) || !(use->least_share >= 0.0 && use->least_share <= 1.0))
        return routes_i_fail(
            err, ROUTES_E_ARGUMENT,
            "min_cases is %g and least_share %g, must be 0 or above, the latter at "
            "most 1",
            use->min_cases, use->least_share);
    return ROUTES_OK;
}

static routes_i_tested_need need_of(routes_local_kind kind)
{
    switch (kind) {
    case ROUTES_LOCAL_MORAN_EB:
        return ROUTES_I_TESTED_EVENTS;
    case ROUTES_LOCAL_MORAN_BIVARIATE:
        return ROUTES_I_TESTED_PAIR;
    case ROUTES_LOCAL_JOIN_COUNT:
        return ROUTES_I_TESTED_JOIN;
    case ROUTES_LOCAL_GI_STAR:
    case ROUTES_LOCAL_GI:
    case ROUTES_LOCAL_MORAN:
    case ROUTES_LOCAL_GEARY:
        break;
    }
    return ROUTES_I_TESTED_ANY;
}

/* What the classes are asked again with. */
struct again {
    const routes_weights *weights;
    routes_local_options test;
};

static routes_status classify(routes_hot_class *classes, const double *values, size_t n, void *user,
                              routes_error *err)
{
    const struct again *again = user;
    routes_local *rows = routes_i_calloc(n, sizeof *rows);
    if (!rows)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu areas", n);
    routes_status status =
        routes_local_test(rows, NULL, values, NULL, again->weights, &again->test, err);
    for (size_t k = 0; k < n && !status; k++)
        classes[k] = rows[k].hot;
    routes_i_free(rows);
    return status;
}

/* Which of the classes hold when the figures are drawn again from their ranges. */
static routes_status hold(routes_i_hotspot_local *made, const routes_range *counts,
                          const routes_range *people, routes_error *err)
{
    routes_redraw_options how = ROUTES_REDRAW_OPTIONS;
    routes_stability_options stability = ROUTES_STABILITY_OPTIONS;
    struct again again = {made->tested.weights, made->test};
    routes_redraw *figures = NULL;
    again.test.run = NULL;
    how.seed = made->test.seed;
    how.spread = made->use.spread;
    how.sampling = people ? ROUTES_SAMPLING_POISSON : ROUTES_SAMPLING_NONE;
    stability.draws = made->use.redraws;
    stability.least_share = made->use.least_share;
    stability.run = &made->run;
    routes_status status =
        routes_redraw_new(&figures, counts, people, NULL, made->tested.own.n, &how, err);
    if (!status)
        status = routes_stability_test(made->held, figures, classify, &again, &stability, err);
    routes_redraw_free(figures);
    return status;
}

static routes_status redraw(routes_i_hotspot_local *made, routes_error *err)
{
    routes_range *counts = NULL;
    routes_range *people = NULL;
    const char *by = made->tested.divisor;
    if (takes_both(made->test.kind))
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "%s cannot be drawn again",
                             routes_local_kind_text(made->test.kind));
    made->held = routes_i_calloc(made->tested.own.n, sizeof *made->held);
    if (!made->held)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu areas", made->tested.own.n);
    routes_status status = routes_i_own_ranges(&counts, &made->tested.own, "value", err);
    if (!status && by)
        status = routes_i_own_ranges(&people, &made->tested.own, by, err);
    if (!status)
        status = hold(made, counts, people, err);
    routes_i_free(counts);
    routes_i_free(people);
    return status;
}

static routes_status compute(routes_i_hotspot_local *made, routes_error *err)
{
    routes_local_options test = made->test;
    /* Below the floor the rows still say what they hold, and why no more. */
    if (made->few_cases)
        test.min_areas = SIZE_MAX;
    routes_status status = routes_local_test(made->rows, &made->summary, made->tested.values,
                                             made->tested.second, made->tested.weights, &test, err);
    bool all = test.from == 0 && test.to == 0;
    for (size_t k = 0; k < made->tested.own.n; k++)
        made->here[k] = all || (k >= test.from && k < test.to);
    if (!status && made->use.redraws && !made->few_cases)
        status = redraw(made, err);
    return status;
}

/* Reads what is tested, and makes room for the rows. */
static routes_status prepare(routes_i_hotspot_local *made, const routes_table *areas,
                             const routes_weights *weights,
                             const routes_hotspot_local_options *options, routes_error *err)
{
    *made = (routes_i_hotspot_local){0};
    routes_status status = read_options(made, options, err);
    if (!status)
        status = routes_i_tested_read(&made->tested, areas, weights, need_of(made->test.kind), err);
    if (status)
        return status;
    size_t n = made->tested.own.n;
    made->rows = routes_i_calloc(n, sizeof *made->rows);
    made->here = routes_i_calloc(n, sizeof *made->here);
    if (!made->rows || !made->here)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu areas", n);
    made->few_cases = made->tested.cases < made->use.min_cases;
    return ROUTES_OK;
}

routes_status routes_i_hotspot_local_make(routes_i_hotspot_local *made, const routes_table *areas,
                                          const routes_weights *weights,
                                          const routes_hotspot_local_options *options,
                                          routes_error *err)
{
    routes_status status = prepare(made, areas, weights, options, err);
    return status ? status : compute(made, err);
}

/* The words of `reason`, by what they say of an area. */
static const char *const words[] = {
    [ROUTES_LOCAL_NOT_REPORTED] = "not_stated",   [ROUTES_LOCAL_TOO_FEW] = "too_few_areas",
    [ROUTES_LOCAL_NO_NEIGHBOUR] = "no_neighbour", [ROUTES_LOCAL_NO_VARIATION] = "no_variation",
    [ROUTES_LOCAL_AT_MEAN] = "at_mean",           [ROUTES_LOCAL_NO_EVENT] = "no_event",
};

#define WORDS (sizeof words / sizeof *words)

/* The numbers that pass from a shard to the whole, by their columns. */
static const struct {
    const char *name;
    size_t at;
} carried[] = {
    {"value", offsetof(routes_local, value)},
    {"statistic", offsetof(routes_local, statistic)},
    {"expected", offsetof(routes_local, expected)},
    {"variance", offsetof(routes_local, variance)},
    {"z", offsetof(routes_local, z)},
    {"p", offsetof(routes_local, p)},
    {"lag", offsetof(routes_local, lag)},
    {"p_high", offsetof(routes_local, p_high)},
    {"p_low", offsetof(routes_local, p_low)},
    {"p_normal", offsetof(routes_local, p_normal)},
    {"drawn_mean", offsetof(routes_local, drawn_mean)},
    {"drawn_variance", offsetof(routes_local, drawn_variance)},
    {"deviation", offsetof(routes_local, deviation)},
};

/* Why a row of a shard has no p; a floor of cases is one of areas to the kernel. */
static routes_local_status status_of(const routes_table *part, size_t row, const routes_local *area)
{
    const char *reason = routes_table_text_at(part, "reason", row);
    if (!isnan(area->p))
        return ROUTES_LOCAL_TESTED;
    for (size_t i = ROUTES_LOCAL_TOO_FEW; reason && i < WORDS; i++)
        if (strcmp(reason, words[i]) == 0)
            return (routes_local_status)i;
    return isnan(area->value) ? ROUTES_LOCAL_NOT_REPORTED : ROUTES_LOCAL_TOO_FEW;
}

static void take_row(routes_local *area, const routes_table *part, size_t row)
{
    const int64_t *near = routes_table_integers(part, routes_table_find(part, "neighbours"));
    const int64_t *draws = routes_table_integers(part, routes_table_find(part, "draws"));
    for (size_t i = 0; i < sizeof carried / sizeof *carried; i++) {
        size_t column = routes_table_find(part, carried[i].name);
        const double *numbers = routes_table_numbers(part, column);
        memcpy((char *)area + carried[i].at, &numbers[row], sizeof *numbers);
    }
    area->p_adjusted = NAN;
    area->neighbours = (uint32_t)near[row];
    area->draws = (uint32_t)draws[row];
    area->status = status_of(part, row, area);
}

static int by_text(const void *key, const void *element)
{
    return strcmp(key, *(const char *const *)element);
}

static routes_status take_part(routes_i_hotspot_local *made, const routes_table *part,
                               routes_error *err)
{
    const routes_i_own *own = &made->tested.own;
    if (!part || strcmp(routes_table_name(part), "hotspot_local") != 0)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "a part is not a table hotspot_local");
    for (size_t row = 0; row < routes_table_rows(part); row++) {
        const char *id = routes_table_text_at(part, "id", row);
        const char **found = bsearch(id, own->ids, own->n, sizeof *own->ids, by_text);
        if (!found)
            return routes_i_fail(err, ROUTES_E_DATA, "area \"%s\" of a part is not on the map", id);
        size_t k = (size_t)(found - own->ids);
        if (made->here[k])
            return routes_i_fail(err, ROUTES_E_DATA, "area \"%s\" is in two parts", id);
        made->here[k] = 1;
        take_row(&made->rows[k], part, row);
    }
    return ROUTES_OK;
}

routes_status routes_i_hotspot_local_merge(routes_i_hotspot_local *made, const routes_table *areas,
                                           const routes_weights *weights,
                                           const routes_table *const *parts, size_t count,
                                           const routes_hotspot_local_options *options,
                                           routes_error *err)
{
    routes_status status = prepare(made, areas, weights, options, err);
    if (!status && ((count && !parts) || made->use.redraws))
        status = routes_i_fail(err, ROUTES_E_ARGUMENT, "parts must not be null, nor have redraws");
    for (size_t i = 0; i < count && !status; i++)
        status = take_part(made, parts[i], err);
    for (size_t k = 0; !status && k < made->tested.own.n; k++)
        if (!made->here[k])
            status = routes_i_fail(err, ROUTES_E_DATA, "area \"%s\" is in no part",
                                   made->tested.own.ids[k]);
    if (status)
        return status;
    return routes_local_conclude(made->rows, &made->summary, made->tested.own.n, &made->test, err);
}

routes_hot_class routes_i_hotspot_local_class(const routes_i_hotspot_local *made, size_t k)
{
    return made->held && made->held[k].hot == ROUTES_HOT_UNCERTAIN ? ROUTES_HOT_UNCERTAIN
                                                                   : made->rows[k].hot;
}

const char *routes_i_hotspot_local_reason(const routes_i_hotspot_local *made, size_t k)
{
    routes_local_status status = made->rows[k].status;
    if (status == ROUTES_LOCAL_NOT_REPORTED)
        return routes_i_tested_missing(&made->tested, k);
    if (status == ROUTES_LOCAL_TOO_FEW && made->few_cases)
        return "too_few_cases";
    if (status == ROUTES_LOCAL_TESTED)
        return isnan(made->rows[k].statistic) ? "no_sum" : NULL;
    return (size_t)status < WORDS ? words[status] : NULL;
}
