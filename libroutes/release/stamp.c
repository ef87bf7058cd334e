/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "core/fail.h"
#include "core/text.h"
#include "release/contents.h"
#include "release/tier.h"

/* S34. Said in the same words on every map and in every file. */
static const char notice[] =
    "Reported and detected, not prevalence: what is shown is what sources state, and where nobody "
    "looked nothing is shown. Not named means no information, not none.";
static const char boundary[] =
    "Boundaries and names are those of the stated year, drawn as they stood in practice and not "
    "settled everywhere; no opinion on the status of any territory is meant.";

#define DEFAULT_DAYS 90

static void join(routes_i_text *to, const char *separator, const char *word)
{
    if (!word || !*word)
        return;
    if (to->size)
        routes_i_text_add(to, separator);
    routes_i_text_add(to, word);
}

/* "The Future Group, The Future of ..., 2001; ..." */
static void write_sources(routes_i_text *to, const routes_release *release)
{
    for (size_t i = 0; i < release->source_count; i++) {
        const routes_source *source = &release->sources[i];
        if (!source->origin.row)
            continue;
        routes_i_text one = {0};
        join(&one, ", ", source->author ? source->author : source->publisher);
        join(&one, ", ", source->title);
        if (source->year != ROUTES_NO_DATE)
            routes_i_text_print(&one, "%s%d", one.size ? ", " : "", (int)source->year);
        to->failed = to->failed || one.failed;
        join(to, "; ", routes_i_text_get(&one));
        routes_i_text_free(&one);
    }
}

static void write_credits(routes_i_text *to, const routes_release *release)
{
    for (size_t i = 0; i < release->source_count; i++) {
        const routes_source *source = &release->sources[i];
        if (source->origin.row)
            continue;
        join(to, "; ", source->title);
        if (source->licence && *source->licence)
            routes_i_text_print(to, " (%s)", source->licence);
    }
}

static int year_of(int32_t date)
{
    char text[16];
    int64_t year = 0;
    routes_i_date_text(text, date);
    text[strlen(text) - 6] = '\0';
    routes_i_integer_read(&year, text);
    return (int)year;
}

/* The first and the last year that a released row speaks of. */
static void write_period(routes_i_text *to, const routes_release *release)
{
    int32_t first = INT32_MAX, last = INT32_MIN;
    for (size_t i = 0; i < release->count; i++) {
        const routes_table *table = release->layers[i].table;
        size_t start = routes_table_find(table, "period_start");
        size_t end = routes_table_find(table, "period_end");
        const int32_t *starts = routes_table_dates(table, start);
        const int32_t *ends = routes_table_dates(table, end);
        for (size_t row = 0; starts && ends && row < routes_table_rows(table); row++) {
            if (routes_table_status(table, start)[row] == ROUTES_VALUE_OK && starts[row] < first)
                first = starts[row];
            if (routes_table_status(table, end)[row] == ROUTES_VALUE_OK && ends[row] > last)
                last = ends[row];
        }
    }
    if (first == INT32_MAX || last == INT32_MIN)
        return;
    int from = year_of(first), until = year_of(last);
    routes_i_text_print(to, from == until ? "%d" : "%d-%d", from, until);
}

/* "61 overrides of S17, S19: already published in The Future Group 2001": each word once. */
static void write_overrides(routes_i_text *to, const routes_release *release)
{
    routes_i_text rules = {0}, where = {0};
    for (size_t i = 0; i < release->override_count; i++) {
        const routes_override *one = &release->overrides[i];
        routes_i_text work = {0};
        routes_i_text_bytes(&work, one->citation, strcspn(one->citation, ","));
        if (!strstr(routes_i_text_get(&rules), one->requirement))
            join(&rules, ", ", one->requirement);
        if (!strstr(routes_i_text_get(&where), routes_i_text_get(&work)))
            join(&where, "; ", routes_i_text_get(&work));
        to->failed = to->failed || work.failed;
        routes_i_text_free(&work);
    }
    to->failed = to->failed || rules.failed || where.failed;
    if (release->override_count)
        routes_i_text_print(to, "%zu overrides of %s, row by row: already published in %s",
                            release->override_count, routes_i_text_get(&rules),
                            routes_i_text_get(&where));
    routes_i_text_free(&rules);
    routes_i_text_free(&where);
}

/* Units of the lanes and figures shown, each once. */
static void write_units(routes_i_text *to, const routes_release *release)
{
    static const char *const columns[] = {"volume_unit", "value_unit"};
    for (size_t i = 0; i < release->count; i++)
        for (size_t j = 0; j < sizeof columns / sizeof *columns; j++)
            for (size_t row = 0; row < routes_table_rows(release->layers[i].table); row++) {
                const char *unit = routes_table_text_at(release->layers[i].table, columns[j], row);
                if (unit && !strstr(routes_i_text_get(to), unit))
                    join(to, ", ", unit);
            }
}

static void count_rows(routes_release *release)
{
    for (size_t i = 0; i < release->count; i++) {
        routes_kind kind = routes_table_kind(release->layers[i].table);
        size_t rows = routes_table_rows(release->layers[i].table);
        if (kind == ROUTES_KIND_LANES)
            release->stamp.lanes_shown += rows;
        if (kind == ROUTES_KIND_ESTIMATES)
            release->stamp.figures_shown += rows;
    }
    for (size_t i = 0; i < release->held_count; i++) {
        const routes_i_held *held = &release->held[i];
        bool lanes = strcmp(held->layer, "lanes") == 0;
        bool places = held->counts[ROUTES_I_HELD_ROLE] > 0;
        for (int reason = 0; reason < ROUTES_I_REASONS && !places; reason++) {
            if (lanes && reason != ROUTES_I_HELD_SMALL)
                release->stamp.lanes_withheld += held->counts[reason];
            else
                release->stamp.cells_withheld += held->counts[reason];
        }
    }
}

/* A written line goes into the release; an empty one is null. */
static bool keep(routes_release *release, const char **to, routes_i_text *line)
{
    bool done = !line->failed && routes_i_contents_text(release, to, line->bytes);
    routes_i_text_free(line);
    return done;
}

static bool write_end(routes_release *release, const routes_release_options *options)
{
    char text[16];
    int32_t date;
    if (release->stamp.tier == ROUTES_TIER_PUBLIC || release->stamp.tier == ROUTES_TIER_OWN ||
        !routes_i_date_read(&date, options->date))
        return true;
    routes_i_date_text(text, date + (int32_t)(options->days ? options->days : DEFAULT_DAYS));
    return routes_i_contents_text(release, &release->stamp.end_date, text) &&
           routes_i_contents_text(release, &release->stamp.purpose, options->purpose) &&
           routes_i_contents_text(release, &release->stamp.approver, options->approver);
}

/* The id follows from what is released, the tier and the date. Not from the data: who holds the
 * public id could try out guesses at a hidden value until the id comes out. */
static bool write_id(routes_release *release)
{
    routes_stamp *stamp = &release->stamp;
    const char *lines[] = {stamp->sources, stamp->credits, stamp->period, stamp->overrides};
    char id[ROUTES_I_DIGEST_SIZE];
    routes_i_text text = {0};
    routes_i_digest digest = routes_i_digest_start();
    for (size_t i = 0; i < release->count; i++)
        routes_i_digest_text(&digest, release->layers[i].digest);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        routes_i_digest_text(&digest, lines[i]);
    routes_i_digest_end(release->output_digest, digest);

    digest = routes_i_digest_start();
    routes_i_digest_text(&digest, release->output_digest);
    routes_i_digest_text(&digest, routes_tier_text(stamp->tier));
    routes_i_digest_text(&digest, stamp->date);
    routes_i_digest_end(id, digest);
    routes_i_text_print(&text, "%s-%s-%.12s", routes_tier_text(stamp->tier), stamp->date, id);
    return keep(release, &stamp->release_id, &text);
}

routes_status routes_i_stamp_make(routes_release *release, const routes_release_options *options,
                                  routes_error *err)
{
    routes_stamp *stamp = &release->stamp;
    const routes_i_tier *tier = routes_i_tier_of(stamp->tier);
    const struct {
        const char **to;
        void (*write)(routes_i_text *to, const routes_release *release);
    } lines[] = {
        {&stamp->sources, write_sources},     {&stamp->credits, write_credits},
        {&stamp->period, write_period},       {&stamp->units, write_units},
        {&stamp->overrides, write_overrides},
    };
    stamp->tlp = tier ? tier->tlp : "";
    stamp->notice = notice;
    stamp->boundary = boundary;
    bool done = routes_i_contents_text(release, &stamp->date, options->date);
    for (size_t i = 0; done && i < sizeof lines / sizeof *lines; i++) {
        routes_i_text line = {0};
        lines[i].write(&line, release);
        done = keep(release, lines[i].to, &line);
    }
    count_rows(release);
    if (done && write_end(release, options) && write_id(release))
        return ROUTES_OK;
    return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a stamp");
}
