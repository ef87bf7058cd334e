/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/emerging.h"

#include <math.h>
#include <stdbool.h>

#include "core/memory.h"
#include "core/options.h"
#include "core/run.h"
#include "routes/adjust.h"

#define LAGS 1
#define ALPHA 0.05
#define REPLICATES 9999
#define MIN_AREAS 20
#define MIN_PERIODS 10
#define MIN_CASES 20.0

struct cube {
    const double *values; /* [areas][periods] */
    const routes_weights *weights;
    const routes_emerging_options *use;
    const routes_run *run;
    size_t areas;
    size_t periods;
    size_t lags;
    routes_getis_ord *cells; /* [areas][periods] */
};

static routes_status read_options(routes_emerging_options *use, routes_run *run,
                                  const routes_emerging_options *options, routes_error *err)
{
    routes_status status = routes_i_options_read(use, sizeof *use, options, err);
    if (!status)
        status = routes_i_run_read(run, use->run, err);
    if (status)
        return status;
    use->lags = use->lags ? use->lags : LAGS;
    use->alpha = use->alpha != 0.0 ? use->alpha : ALPHA;
    use->trend_alpha = use->trend_alpha != 0.0 ? use->trend_alpha : use->alpha;
    use->replicates = use->replicates ? use->replicates : REPLICATES;
    use->min_areas = use->min_areas ? use->min_areas : MIN_AREAS;
    use->min_periods = use->min_periods ? use->min_periods : MIN_PERIODS;
    use->min_cases = use->min_cases != 0.0 ? use->min_cases : MIN_CASES;
    if (!(use->alpha > 0.0 && use->alpha < 1.0) ||
        !(use->trend_alpha > 0.0 && use->trend_alpha < 1.0))
        return routes_i_fail(err, ROUTES_E_ARGUMENT,
                             "options.alpha is %g and trend_alpha %g, must be above 0 and below 1",
                             use->alpha, use->trend_alpha);
    if ((unsigned)use->kind > ROUTES_EMERGING_SFDEP ||
        (unsigned)use->window > ROUTES_EMERGING_PERIODS ||
        (unsigned)use->inference > ROUTES_EMERGING_NORMAL)
        return routes_i_fail(err, ROUTES_E_ARGUMENT,
                             "options.kind %d, window %d or inference %d is not a known choice",
                             (int)use->kind, (int)use->window, (int)use->inference);
    return ROUTES_OK;
}

static double self_weight(const routes_weights *weights, uint32_t area)
{
    const uint32_t *neighbours;
    const double *values;
    size_t row = routes_weights_row(&neighbours, &values, weights, area);
    double largest = row ? 0.0 : 1.0;
    for (size_t k = 0; k < row; k++) {
        if (neighbours[k] == area)
            return values[k];
        largest = fmax(largest, values[k]);
    }
    return largest;
}

/* Pairs of cells under construction. */
struct pairs {
    uint32_t *cell;
    uint32_t *neighbour;
    double *weight;
    size_t size;
};

/* The row of an area in period `from`, for its cell in period `to`. Cells are numbered period by
 * period within the part of the cube that begins with period `start`. */
static void add_row(struct pairs *pairs, const struct cube *cube, uint32_t area, size_t to,
                    size_t from, size_t start)
{
    const uint32_t *neighbours;
    const double *values;
    size_t row = routes_weights_row(&neighbours, &values, cube->weights, area);
    uint32_t cell = (uint32_t)((to - start) * cube->areas + area);
    uint32_t base = (uint32_t)((from - start) * cube->areas);
    for (size_t k = 0; k <= row; k++) {
        if (k < row && neighbours[k] == area)
            continue;
        pairs->cell[pairs->size] = cell;
        pairs->neighbour[pairs->size] = base + (k < row ? neighbours[k] : area);
        pairs->weight[pairs->size++] = k < row ? values[k] : self_weight(cube->weights, area);
    }
}

static void drop_pairs(struct pairs *pairs)
{
    routes_i_free(pairs->cell);
    routes_i_free(pairs->neighbour);
    routes_i_free(pairs->weight);
}

/* Weights of the cells of periods `start` to `end`, with rows from period `first` on. In the others
 * an area is its own neighbour, as Gi* asks, and is not looked at. */
static routes_status weigh(routes_weights **out, const struct cube *cube, size_t start,
                           size_t first, size_t end, routes_error *err)
{
    size_t periods = end - start;
    size_t most = (routes_weights_pairs(cube->weights) + cube->areas) * (cube->lags + 1) * periods;
    struct pairs pairs = {0};
    routes_weights_options options = ROUTES_WEIGHTS_OPTIONS;
    routes_status status = ROUTES_OK;
    pairs.cell = routes_i_calloc(most, sizeof *pairs.cell);
    pairs.neighbour = routes_i_calloc(most, sizeof *pairs.neighbour);
    pairs.weight = routes_i_calloc(most, sizeof *pairs.weight);
    if (!pairs.cell || !pairs.neighbour || !pairs.weight)
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu pairs of a cube", most);
    for (size_t t = start; t < end && !status; t++)
        for (uint32_t i = 0; i < cube->areas; i++) {
            size_t oldest = t >= first && t - start > cube->lags ? t - cube->lags : start;
            for (size_t from = t >= first ? oldest : t; from <= t; from++)
                add_row(&pairs, cube, i, t, from, start);
        }
    if (!status)
        status = routes_weights_new(out, periods * cube->areas, pairs.cell, pairs.neighbour,
                                    pairs.weight, pairs.size, &options, err);
    drop_pairs(&pairs);
    return status;
}

/* The part of the cube from `start` to `end`, period by period. */
static void copy_values(double *part, const struct cube *cube, size_t start, size_t end)
{
    for (size_t t = start; t < end; t++)
        for (size_t i = 0; i < cube->areas; i++)
            part[(t - start) * cube->areas + i] = cube->values[i * cube->periods + t];
}

static routes_status score_normal(routes_getis_ord *found, const double *values,
                                  const routes_weights *weights, double *z, routes_error *err)
{
    routes_status status = routes_getis_ord_score(z, values, weights, ROUTES_GETIS_ORD_STAR, err);
    for (size_t k = 0; k < routes_weights_areas(weights) && !status; k++) {
        routes_getis_ord_status why = isnan(values[k]) ? ROUTES_GETIS_ORD_NOT_REPORTED
                                      : isnan(z[k])    ? ROUTES_GETIS_ORD_NO_VARIATION
                                                       : ROUTES_GETIS_ORD_TESTED;
        double high = 0.5 * erfc(z[k] / sqrt(2.0));
        double low = 0.5 * erfc(-z[k] / sqrt(2.0));
        found[k] = (routes_getis_ord){.z = z[k],
                                      .p_high = high,
                                      .p_low = low,
                                      .p = erfc(fabs(z[k]) / sqrt(2.0)),
                                      .p_adjusted = NAN,
                                      .hot = ROUTES_HOT_NOT_TESTED,
                                      .status = why};
    }
    return status;
}

/* Scores and chances of the periods from `first` to `end`, measured by those from `start`. */
static routes_status test_part(struct cube *cube, size_t start, size_t first, size_t end,
                               const routes_run *run, routes_error *err)
{
    size_t cells = (end - start) * cube->areas;
    routes_weights *weights = NULL;
    double *values = routes_i_calloc(cells, sizeof *values);
    double *z = routes_i_calloc(cells, sizeof *z);
    routes_getis_ord *found = routes_i_calloc(cells, sizeof *found);
    routes_status status = ROUTES_OK;
    if (!values || !z || !found)
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu cells", cells);
    if (!status)
        status = weigh(&weights, cube, start, first, end, err);
    if (!status)
        copy_values(values, cube, start, end);
    if (!status && cube->use->inference == ROUTES_EMERGING_NORMAL) {
        status = score_normal(found, values, weights, z, err);
    } else if (!status) {
        routes_getis_ord_options options = ROUTES_GETIS_ORD_OPTIONS;
        options.replicates = cube->use->replicates;
        options.seed = cube->use->seed + first;
        options.min_areas = 1;
        options.run = run;
        status = routes_getis_ord_test(found, NULL, values, weights, &options, err);
    }
    for (size_t t = first; t < end && !status; t++)
        for (size_t i = 0; i < cube->areas; i++)
            cube->cells[i * cube->periods + t] = found[(t - start) * cube->areas + i];
    routes_weights_free(weights);
    routes_i_free(values);
    routes_i_free(z);
    routes_i_free(found);
    return status;
}

static routes_status test_cells(struct cube *cube, routes_error *err)
{
    if (cube->use->window == ROUTES_EMERGING_CUBE)
        return test_part(cube, 0, 0, cube->periods, cube->run, err);
    routes_status status = ROUTES_OK;
    for (size_t t = 0; t < cube->periods && !status; t++) {
        routes_i_run_part part;
        size_t start = t > cube->lags ? t - cube->lags : 0;
        status = test_part(cube, start, t, t + 1,
                           routes_i_run_part_of(&part, cube->run, (double)t / (double)cube->periods,
                                                ((double)t + 1.0) / (double)cube->periods),
                           err);
    }
    return status;
}

/* The chances of all cells together, corrected, and what they say. */
static routes_status class_cells(struct cube *cube, routes_error *err)
{
    size_t cells = cube->areas * cube->periods;
    double *p = routes_i_calloc(cells, sizeof *p);
    routes_status status = ROUTES_OK;
    if (!p)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu cells", cells);
    for (size_t k = 0; k < cells; k++)
        p[k] = cube->cells[k].status ? NAN : cube->cells[k].p;
    if (!cube->use->unadjusted)
        status = routes_adjust_bh(p, p, cells, err);
    for (size_t k = 0; k < cells && !status; k++) {
        routes_getis_ord *cell = &cube->cells[k];
        cell->p_adjusted = p[k];
        cell->hot = cell->status                  ? ROUTES_HOT_NOT_TESTED
                    : !(p[k] <= cube->use->alpha) ? ROUTES_HOT_NONE
                    : cell->p_high < cell->p_low  ? ROUTES_HOT_HOT
                                                  : ROUTES_HOT_COLD;
    }
    routes_i_free(p);
    return status;
}

/* Counts the answers of an area and tests the trend of its scores. */
static routes_status sum_up(routes_emerging *area, const routes_getis_ord *cells, size_t periods,
                            double *z, routes_hot_class *hot, routes_error *err)
{
    for (size_t t = 0; t < periods; t++) {
        z[t] = cells[t].status ? NAN : cells[t].z;
        hot[t] = cells[t].hot;
        area->periods += hot[t] != ROUTES_HOT_NOT_TESTED;
        area->periods_hot += hot[t] == ROUTES_HOT_HOT;
        area->periods_cold += hot[t] == ROUTES_HOT_COLD;
    }
    return routes_mann_kendall_test(&area->trend, z, periods, ROUTES_MANN_KENDALL_NORMAL, err);
}

static routes_status class_areas(routes_emerging *areas, const struct cube *cube, routes_error *err)
{
    double *z = routes_i_calloc(cube->periods, sizeof *z);
    routes_hot_class *hot = routes_i_calloc(cube->periods, sizeof *hot);
    routes_status status = ROUTES_OK;
    if (!z || !hot)
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu periods", cube->periods);
    for (size_t i = 0; i < cube->areas && !status; i++) {
        routes_emerging *area = &areas[i];
        const routes_getis_ord *cells = cube->cells + i * cube->periods;
        if (area->status)
            continue;
        status = sum_up(area, cells, cube->periods, z, hot, err);
        if (cells[cube->periods - 1].status == ROUTES_GETIS_ORD_NO_VARIATION)
            area->status = ROUTES_EMERGING_NO_VARIATION;
        else if (area->periods < cube->use->min_periods)
            area->status = ROUTES_EMERGING_TOO_FEW_PERIODS;
        else if (hot[cube->periods - 1] == ROUTES_HOT_NOT_TESTED)
            area->status = ROUTES_EMERGING_LAST_NOT_REPORTED;
        else
            area->hot = routes_emerging_classify(hot, z, cube->periods, &area->trend,
                                                 cube->use->trend_alpha, cube->use->kind);
    }
    routes_i_free(z);
    routes_i_free(hot);
    return status;
}

/* Why nothing is tested at all, or that something is. */
static routes_emerging_status floors(const struct cube *cube, size_t reported, const double *cases)
{
    double sum = 0.0;
    for (size_t k = 0; cases && k < cube->areas * cube->periods; k++)
        sum += isnan(cases[k]) ? 0.0 : cases[k];
    if (reported < cube->use->min_areas)
        return ROUTES_EMERGING_TOO_FEW_AREAS;
    if (cube->periods < cube->use->min_periods)
        return ROUTES_EMERGING_TOO_FEW_PERIODS;
    return cases && sum < cube->use->min_cases ? ROUTES_EMERGING_TOO_FEW_CASES
                                               : ROUTES_EMERGING_TESTED;
}

/* Everything not tested yet, and the areas that never are. Returns whether any will be. */
static bool begin(routes_emerging *areas, struct cube *cube, const double *cases)
{
    size_t reported = 0;
    for (size_t i = 0; i < cube->areas; i++) {
        bool any = false;
        areas[i] = (routes_emerging){.trend = {0, 0, NAN, NAN, NAN, NAN, 0}};
        for (size_t t = 0; t < cube->periods; t++) {
            any = any || !isnan(cube->values[i * cube->periods + t]);
            cube->cells[i * cube->periods + t] = (routes_getis_ord){
                NAN, NAN, NAN, NAN, NAN, ROUTES_HOT_NOT_TESTED, ROUTES_GETIS_ORD_NOT_REPORTED};
        }
        if (!any)
            areas[i].status = ROUTES_EMERGING_NOT_REPORTED;
        reported += any;
    }
    routes_emerging_status why = floors(cube, reported, cases);
    for (size_t i = 0; i < cube->areas; i++)
        if (!areas[i].status)
            areas[i].status = why;
    return why == ROUTES_EMERGING_TESTED;
}

static routes_status check(const double *values, const double *cases, size_t periods,
                           const routes_weights *weights, routes_error *err)
{
    if (!values || !weights)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "values and weights must not be null");
    size_t areas = routes_weights_areas(weights);
    if (periods == 0 || areas == 0 || periods >= UINT32_MAX / areas)
        return routes_i_fail(err, ROUTES_E_ARGUMENT,
                             "%zu areas in %zu periods: at least one of each, below 2^32 together",
                             areas, periods);
    for (size_t k = 0; k < areas * periods; k++) {
        if (isinf(values[k]))
            return routes_i_fail(err, ROUTES_E_DATA,
                                 "values[%zu] of period %zu is %g, must be finite", k / periods,
                                 k % periods, values[k]);
        if (cases && (isinf(cases[k]) || cases[k] < 0.0))
            return routes_i_fail(err, ROUTES_E_DATA,
                                 "cases[%zu] of period %zu is %g, must be 0 or above", k / periods,
                                 k % periods, cases[k]);
    }
    return ROUTES_OK;
}

routes_status routes_emerging_test(routes_emerging *areas, routes_getis_ord *cube,
                                   const double *values, const double *cases, size_t periods,
                                   const routes_weights *weights,
                                   const routes_emerging_options *options, routes_error *err)
{
    routes_emerging_options use;
    routes_run run;
    routes_status status = read_options(&use, &run, options, err);
    if (!status)
        status = check(values, cases, periods, weights, err);
    if (!status && !areas)
        status = routes_i_fail(err, ROUTES_E_ARGUMENT, "areas must not be null");
    if (status)
        return status;
    struct cube all = {.values = values,
                       .weights = weights,
                       .use = &use,
                       .run = &run,
                       .areas = routes_weights_areas(weights),
                       .periods = periods,
                       .lags = use.lags > 0 ? (size_t)use.lags : 0};
    size_t cells = all.areas * periods;
    routes_emerging *made = routes_i_calloc(all.areas, sizeof *made);
    all.cells = routes_i_calloc(cells, sizeof *all.cells);
    if (!made || !all.cells)
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu cells", cells);
    if (!status && begin(made, &all, cases)) {
        status = test_cells(&all, err);
        if (!status)
            status = class_cells(&all, err);
        if (!status)
            status = class_areas(made, &all, err);
    }
    for (size_t i = 0; i < all.areas && !status; i++)
        areas[i] = made[i];
    for (size_t k = 0; cube && k < cells && !status; k++)
        cube[k] = all.cells[k];
    routes_i_free(made);
    routes_i_free(all.cells);
    return status;
}
