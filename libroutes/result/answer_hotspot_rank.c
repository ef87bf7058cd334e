/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/answer_hotspot_rank.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "core/fail.h"
#include "core/memory.h"
#include "core/options.h"
#include "result/own.h"
#include "routes/rank.h"

static const routes_column columns[] = {
    {"id", ROUTES_COLUMN_TEXT, NULL, "Id of the area"},
    {"rank", ROUTES_COLUMN_NUMBER, NULL, "Median rank; 1 is the largest"},
    {"rank_lower", ROUTES_COLUMN_NUMBER, NULL, "Best rank of the interval"},
    {"rank_upper", ROUTES_COLUMN_NUMBER, NULL, "Worst rank of the interval"},
    {"share_in_top", ROUTES_COLUMN_NUMBER, NULL, "Chance to be among the first"},
    {"share_error", ROUTES_COLUMN_NUMBER, NULL, "Standard error of that share, or its bound"},
    {"rank_mean", ROUTES_COLUMN_NUMBER, NULL, "Expected rank"},
    {"rank_stated", ROUTES_COLUMN_NUMBER, NULL, "Rank of the moderate figures alone"},
    {"value", ROUTES_COLUMN_RANGE, NULL, "What is ranked, as stated"},
    {"distribution", ROUTES_COLUMN_TEXT, NULL, "How the range is spread: an assumption"},
    {"reason", ROUTES_COLUMN_TEXT, NULL, "Why the area has no rank"},
    {"geometry", ROUTES_COLUMN_GEOMETRY, NULL, "As given"},
};

struct work {
    routes_i_own own;
    routes_hotspot_rank_options use;
    routes_range *values;
    routes_range *people; /* null where the figures are ranked as they are */
    routes_spread_kind *spreads;
    routes_redraw *redraw;
    routes_rank *ranks;
    bool exact;
};

static void free_work(struct work *work)
{
    routes_i_free(work->values);
    routes_i_free(work->people);
    routes_i_free(work->spreads);
    routes_i_free(work->ranks);
    routes_redraw_free(work->redraw);
    routes_i_own_free(&work->own);
}

static routes_status read_options(routes_hotspot_rank_options *use,
                                  const routes_hotspot_rank_options *options, routes_error *err)
{
    routes_status status = routes_i_options_read(use, sizeof *use, options, err);
    if (status)
        return status;
    if ((unsigned)use->method > ROUTES_HOTSPOT_RANK_EXACT ||
        (unsigned)use->sampling > ROUTES_HOTSPOT_RANK_POISSON)
        return routes_i_fail(err, ROUTES_E_ARGUMENT,
                             "options.method %d or sampling %d is not a known choice",
                             (int)use->method, (int)use->sampling);
    return ROUTES_OK;
}

static routes_status read_spread(routes_spread_kind *kind, const char *word, const char *id,
                                 routes_error *err)
{
    for (int k = ROUTES_SPREAD_DEFAULT; k <= ROUTES_SPREAD_PERT; k++)
        if (strcmp(word, routes_spread_kind_text((routes_spread_kind)k)) == 0) {
            *kind = (routes_spread_kind)k;
            return ROUTES_OK;
        }
    return routes_i_fail(err, ROUTES_E_DATA,
                         "area \"%s\": distribution \"%s\" is not uniform, triangular or pert", id,
                         word);
}

/* How each range is spread: by its own word, else as the options say. */
static routes_status read_spreads(struct work *work, routes_error *err)
{
    const routes_i_own *own = &work->own;
    const char *const *words =
        routes_table_texts(own->table, routes_table_find(own->table, "distribution"));
    routes_status status = ROUTES_OK;
    work->spreads = routes_i_calloc(own->n, sizeof *work->spreads);
    if (!work->spreads)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu areas", own->n);
    for (size_t k = 0; k < own->n && !status; k++) {
        const char *word = words ? words[own->row[k]] : NULL;
        work->spreads[k] = work->use.spread;
        if (word)
            status = read_spread(&work->spreads[k], word, own->ids[k], err);
    }
    return status;
}

static routes_status read_figures(struct work *work, routes_error *err)
{
    routes_status status = routes_i_own_ranges(&work->values, &work->own, "value", err);
    if (!status && !work->values)
        status = routes_i_fail(err, ROUTES_E_ARGUMENT, "areas need a column value");
    if (!status)
        status = routes_i_own_ranges(&work->people, &work->own, "population", err);
    if (!status)
        status = read_spreads(work, err);
    if (status)
        return status;
    bool counts = work->use.sampling == ROUTES_HOTSPOT_RANK_POISSON ||
                  (work->use.sampling == ROUTES_HOTSPOT_RANK_COUNTS && work->people);
    routes_redraw_options options = ROUTES_REDRAW_OPTIONS;
    options.seed = work->use.seed;
    options.spread = work->use.spread;
    options.spreads = work->spreads;
    options.sampling = counts ? ROUTES_SAMPLING_POISSON : ROUTES_SAMPLING_NONE;
    work->use.sampling = counts ? ROUTES_HOTSPOT_RANK_POISSON : ROUTES_HOTSPOT_RANK_NOTHING;
    return routes_redraw_new(&work->redraw, work->values, work->people, NULL, work->own.n, &options,
                             err);
}

/* Exact where it is asked, or possible and nothing else is. */
static bool can_be_exact(const struct work *work)
{
    size_t drawn = 0;
    if (work->use.sampling != ROUTES_HOTSPOT_RANK_NOTHING)
        return false;
    for (size_t k = 0; k < work->own.n; k++) {
        if (routes_redraw_state_of(work->redraw, k))
            continue;
        drawn++;
        if (work->people &&
            routes_range_least(work->people[k]) < routes_range_most(work->people[k]))
            return false;
    }
    return drawn <= ROUTES_RANK_EXACT_MOST;
}

static routes_status compute(struct work *work, routes_error *err)
{
    routes_rank_options options = ROUTES_RANK_OPTIONS;
    options.draws = work->use.draws;
    options.top = work->use.top;
    options.level = work->use.level;
    options.run = work->use.run;
    work->ranks = routes_i_calloc(work->own.n, sizeof *work->ranks);
    if (!work->ranks)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu areas", work->own.n);
    work->exact = work->use.method == ROUTES_HOTSPOT_RANK_EXACT ||
                  (work->use.method == ROUTES_HOTSPOT_RANK_AUTO && can_be_exact(work));
    return work->exact ? routes_rank_exact(work->ranks, NULL, work->redraw, &options, err)
                       : routes_rank_draw(work->ranks, work->redraw, &options, err);
}

static void ranked(routes_i_row *row, double value)
{
    if (isnan(value))
        routes_i_row_empty(row, ROUTES_VALUE_NO_DATA);
    else
        routes_i_row_number(row, value);
}

static routes_status add_area(routes_table *table, const struct work *work, size_t k,
                              routes_error *err)
{
    size_t size;
    const uint8_t *shape = routes_i_own_geometry(&size, work->own.table, work->own.row[k]);
    const routes_rank *rank = &work->ranks[k];
    const routes_spread *spread = routes_redraw_spread(work->redraw, k);
    routes_redraw_state state = routes_redraw_state_of(work->redraw, k);
    routes_i_row row = routes_i_row_start(table, err);
    routes_i_row_text(&row, work->own.ids[k]);
    ranked(&row, rank->median);
    ranked(&row, rank->lower);
    ranked(&row, rank->upper);
    ranked(&row, rank->share_in_top);
    ranked(&row, rank->error);
    ranked(&row, rank->mean);
    ranked(&row, rank->stated);
    routes_i_row_range(&row, work->people ? routes_range_divide(work->values[k], work->people[k])
                                          : work->values[k]);
    routes_i_row_text(&row, spread ? routes_spread_kind_text(spread->kind) : NULL);
    routes_i_row_text(&row, state ? routes_redraw_state_text(state) : NULL);
    routes_i_row_geometry(&row, shape, size);
    return routes_i_row_end(&row);
}

static routes_status end(routes_table **out, routes_table *table, const struct work *work,
                         routes_status status, routes_error *err)
{
    routes_i_text parameters = {0};
    const routes_hotspot_rank_options *use = &work->use;
    bool poisson = use->sampling == ROUTES_HOTSPOT_RANK_POISSON;
    routes_i_own_meta meta = {
        work->exact ? "ranks under stated ranges, exact"
                    : "ranks under stated ranges and chance, by draws",
        work->exact ? "Poisson-binomial ranks, integrated by Takahasi and Mori's rule 1974"
                    : "Goldstein and Spiegelhalter 1996",
        "id", &parameters, work->exact ? NULL : &use->seed};
    routes_i_parameter_text(&parameters, "distribution", routes_spread_kind_text(use->spread));
    routes_i_parameter_text(
        &parameters, "sampling",
        routes_sampling_text(poisson ? ROUTES_SAMPLING_POISSON : ROUTES_SAMPLING_NONE));
    routes_i_parameter_text(&parameters, "method", work->exact ? "exact" : "draws");
    if (!work->exact)
        routes_i_parameter_number(&parameters, "draws", use->draws ? use->draws : 9999);
    routes_i_parameter_number(&parameters, "top", use->top ? (double)use->top : 10);
    routes_i_parameter_number(&parameters, "level", use->level != 0.0 ? use->level : 0.95);
    status = routes_i_own_end(out, table, &meta, status, err);
    routes_i_text_free(&parameters);
    return status;
}

static routes_status prepare(struct work *work, const routes_table *areas,
                             const routes_hotspot_rank_options *options, routes_error *err)
{
    routes_status status = read_options(&work->use, options, err);
    if (!status)
        status = routes_i_own_read(&work->own, areas, err);
    if (!status)
        status = read_figures(work, err);
    return status ? status : compute(work, err);
}

routes_status routes_answer_hotspot_rank(routes_table **out, const routes_table *areas,
                                         const routes_hotspot_rank_options *options,
                                         routes_error *err)
{
    struct work work = {0};
    routes_table *table = NULL;
    if (!out)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "out must not be null");
    *out = NULL;
    routes_status status = prepare(&work, areas, options, err);
    if (!status)
        status = routes_table_new(&table, "hotspot_rank", columns, sizeof columns / sizeof *columns,
                                  err);
    for (size_t row = 0; row < work.own.n && !status; row++)
        status = add_area(table, &work, work.own.place[row], err);
    if (table)
        status = end(out, table, &work, status, err);
    free_work(&work);
    return status;
}
