/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analysis/hotspot/scan_walk.h"

#include <math.h>
#include <string.h>

#include "core/memory.h"

#define LANES ROUTES_I_SCAN_LANES

/* Runs looked at before the thresholds are set anew within a path. */
#define PATIENCE 16

routes_status routes_i_scan_walk_new(routes_i_scan_walk *walk, const routes_i_scan_study *study,
                                     const routes_i_scan_levels *levels, routes_error *err)
{
    *walk = (routes_i_scan_walk){.study = study, .levels = levels};
    walk->lanes = routes_i_scan_lanes_of(routes_i_scan_widest());
    size_t row = LANES * sizeof(int32_t);
    walk->counts = routes_i_calloc(3 * study->periods, row);
    walk->sums = routes_i_calloc(2 * (study->periods + 1), row);
    walk->measures = routes_i_calloc(3 * study->periods, sizeof *walk->measures);
    if (!walk->counts || !walk->sums || !walk->measures)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory to scan %zu periods", study->periods);
    return ROUTES_OK;
}

void routes_i_scan_walk_free(routes_i_scan_walk *walk)
{
    routes_i_free(walk->counts);
    routes_i_free(walk->sums);
    routes_i_free(walk->measures);
    *walk = (routes_i_scan_walk){0};
}

routes_status routes_i_scan_bar_new(routes_i_scan_bar *bar, const routes_i_scan_levels *levels,
                                    routes_error *err)
{
    *bar = (routes_i_scan_bar){0};
    size_t row = LANES * sizeof(int32_t);
    if (levels->ratio->high)
        bar->high = routes_i_calloc(levels->size, row);
    if (levels->ratio->low)
        bar->low = routes_i_calloc(levels->size, row);
    if ((levels->ratio->high && !bar->high) || (levels->ratio->low && !bar->low))
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu levels", levels->size);
    return ROUTES_OK;
}

void routes_i_scan_bar_begin(routes_i_scan_bar *bar, const routes_i_scan_levels *levels,
                             size_t lanes)
{
    memset(bar->best, 0, sizeof bar->best);
    bar->penalty = 0.0;
    bar->looks = 0;
    bar->stale = lanes < 64 ? (UINT64_C(1) << lanes) - 1 : UINT64_MAX;
    /* Lanes without a data set reach nothing. */
    for (size_t k = 0; k < levels->size * LANES; k++) {
        if (bar->high)
            bar->high[k] = INT32_MAX;
        if (bar->low)
            bar->low[k] = INT32_MIN;
    }
}

void routes_i_scan_bar_free(routes_i_scan_bar *bar)
{
    routes_i_free(bar->high);
    routes_i_free(bar->low);
    *bar = (routes_i_scan_bar){0};
}

static void refresh(routes_i_scan_bar *bar, const routes_i_scan_levels *levels)
{
    for (size_t lane = 0; lane < LANES && bar->stale; lane++) {
        uint64_t bit = UINT64_C(1) << lane;
        if (bar->stale & bit)
            routes_i_scan_levels_set(bar->high, bar->low, levels, lane,
                                     bar->best[lane] / bar->penalty);
        bar->stale &= ~bit;
    }
    bar->looks = 0;
}

/* Evaluates a window in the lanes whose count may beat what they have. */
static void weigh(routes_i_scan_bar *bar, const routes_i_scan_walk *walk, const int32_t *more,
                  const int32_t *less, double measure, size_t level)
{
    const int32_t *high = bar->high ? bar->high + level * LANES : NULL;
    const int32_t *low = bar->low ? bar->low + level * LANES : NULL;
    for (size_t lane = 0; lane < LANES; lane++) {
        int32_t count = more[lane] - less[lane];
        if (!(high && count >= high[lane]) && !(low && count <= low[lane]))
            continue;
        double ratio = routes_i_scan_ratio_of(&walk->study->ratio, count, measure) * bar->penalty;
        if (ratio > bar->best[lane]) {
            bar->best[lane] = ratio;
            bar->stale |= UINT64_C(1) << lane;
        }
    }
}

/* Whether any lane may beat what it has with a count of a window of this level, or more. */
static int may_beat(const routes_i_scan_bar *bar, const routes_i_scan_walk *walk,
                    const int32_t *more, const int32_t *less, size_t level)
{
    return (bar->high && walk->lanes.any_from(more, less, bar->high + level * LANES)) ||
           (bar->low && walk->lanes.any_to(more, less, bar->low + level * LANES));
}

static const int32_t none[LANES];
static const int32_t never[LANES] = {
    INT32_MAX, INT32_MAX, INT32_MAX, INT32_MAX, INT32_MAX, INT32_MAX, INT32_MAX, INT32_MAX,
    INT32_MAX, INT32_MAX, INT32_MAX, INT32_MAX, INT32_MAX, INT32_MAX, INT32_MAX, INT32_MAX,
    INT32_MAX, INT32_MAX, INT32_MAX, INT32_MAX, INT32_MAX, INT32_MAX, INT32_MAX, INT32_MAX,
    INT32_MAX, INT32_MAX, INT32_MAX, INT32_MAX, INT32_MAX, INT32_MAX, INT32_MAX, INT32_MAX,
    INT32_MAX, INT32_MAX, INT32_MAX, INT32_MAX, INT32_MAX, INT32_MAX, INT32_MAX, INT32_MAX,
    INT32_MAX, INT32_MAX, INT32_MAX, INT32_MAX, INT32_MAX, INT32_MAX, INT32_MAX, INT32_MAX,
    INT32_MAX, INT32_MAX, INT32_MAX, INT32_MAX, INT32_MAX, INT32_MAX, INT32_MAX, INT32_MAX,
    INT32_MAX, INT32_MAX, INT32_MAX, INT32_MAX, INT32_MAX, INT32_MAX, INT32_MAX, INT32_MAX};

/* Adds the cells of some locations in one period. */
static int add(int32_t *next, const int32_t *count, const routes_i_scan_walk *walk,
               const routes_i_scan_block *block, size_t period, const uint32_t *order, size_t size,
               const int32_t *least)
{
    size_t stride = walk->study->periods * LANES;
    if (block->words)
        return walk->lanes.add_words(next, count, block->words + period * LANES, stride, order,
                                     size, least);
    return walk->lanes.add_bytes(next, count, block->bytes + period * LANES, stride, order, size,
                                 least);
}

/* Every window of a run. */
static void look(const routes_i_scan_walk *walk, routes_i_scan_bar *bar,
                 const routes_i_scan_block *block, const uint32_t *order, size_t size,
                 double measure, const int32_t *count)
{
    int32_t both[2][LANES];
    memcpy(both[0], count, sizeof *both);
    for (size_t k = 0; k < size; k++) {
        int32_t *next = both[(k + 1) % 2];
        measure += walk->study->weight[order[k] & ~ROUTES_I_SCAN_TIED];
        add(next, both[k % 2], walk, block, 0, order + k, 1, never);
        if (order[k] & ROUTES_I_SCAN_TIED)
            continue;
        size_t level = routes_i_scan_level_of(walk->levels, measure);
        if (may_beat(bar, walk, next, none, level))
            weigh(bar, walk, next, none, measure, level);
    }
}

static void walk_space(const routes_i_scan_walk *walk, routes_i_scan_bar *bar,
                       const routes_i_scan_block *block, const routes_i_scan_path *path)
{
    int32_t both[2][LANES];
    memset(both[0], 0, sizeof *both);
    size_t from = 0;
    for (size_t r = 0; r < path->run_count; r++) {
        const routes_i_scan_run *run = &path->runs[r];
        const int32_t *count = both[r % 2];
        int32_t *next = both[(r + 1) % 2];
        const uint32_t *order = path->order + from;
        size_t size = run->end - from;
        const int32_t *least = bar->high ? bar->high + run->first * LANES : never;
        int any = add(next, count, walk, block, 0, order, size, least);
        any = any || (bar->low && walk->lanes.any_to(count, none, bar->low + run->last * LANES));
        if (any) {
            look(walk, bar, block, order, size, run->before, count);
            if (++bar->looks >= PATIENCE)
                refresh(bar, walk->levels);
        }
        from = run->end;
    }
}

/* Counts up to each period, [periods + 1][64], from those of each. */
static void sum_up(int32_t *sums, const int32_t *counts, size_t periods)
{
    memset(sums, 0, LANES * sizeof *sums);
    for (size_t t = 0; t < periods; t++)
        for (size_t l = 0; l < LANES; l++)
            sums[(t + 1) * LANES + l] = sums[t * LANES + l] + counts[t * LANES + l];
}

/* Whether any window of a run may beat what a lane has: `fewest` and `least` before it, `most` and
 * `largest` after it. */
static int may_beat_in_time(const routes_i_scan_walk *walk, const routes_i_scan_bar *bar,
                            const int32_t *fewest, const double *least, const int32_t *most,
                            const double *largest)
{
    const routes_i_scan_study *study = walk->study;
    for (size_t last = routes_i_scan_study_end(study); last < study->periods; last++) {
        double lower = 0.0;
        double upper = 0.0;
        for (size_t first = last + 1; first-- > routes_i_scan_study_first(study, last);) {
            lower += least[first];
            upper += largest[first];
            size_t past = (last + 1) * LANES;
            if (bar->high && walk->lanes.any_from(
                                 most + past, most + first * LANES,
                                 bar->high + routes_i_scan_level_of(walk->levels, lower) * LANES))
                return 1;
            if (bar->low &&
                walk->lanes.any_to(fewest + past, fewest + first * LANES,
                                   bar->low + routes_i_scan_level_of(walk->levels, upper) * LANES))
                return 1;
        }
    }
    return 0;
}

static void weigh_in_time(const routes_i_scan_walk *walk, routes_i_scan_bar *bar,
                          const int32_t *sums, const double *measures)
{
    const routes_i_scan_study *study = walk->study;
    for (size_t last = routes_i_scan_study_end(study); last < study->periods; last++) {
        double measure = 0.0;
        for (size_t first = last + 1; first-- > routes_i_scan_study_first(study, last);) {
            measure += measures[first];
            size_t level = routes_i_scan_level_of(walk->levels, measure);
            const int32_t *more = sums + (last + 1) * LANES;
            const int32_t *less = sums + first * LANES;
            if (may_beat(bar, walk, more, less, level))
                weigh(bar, walk, more, less, measure, level);
        }
    }
}

static void add_periods(int32_t *next, const int32_t *count, const routes_i_scan_walk *walk,
                        const routes_i_scan_block *block, const uint32_t *order, size_t size)
{
    for (size_t t = 0; t < walk->study->periods; t++)
        add(next + t * LANES, count + t * LANES, walk, block, t, order, size, never);
}

static void add_measures(double *measures, const routes_i_scan_study *study, uint32_t entry)
{
    const double *own = study->measure + (entry & ~ROUTES_I_SCAN_TIED) * study->periods;
    for (size_t t = 0; t < study->periods; t++)
        measures[t] += own[t];
}

/* Every cylinder of a run; `count` and `measures` are moved to its end. */
static void look_in_time(const routes_i_scan_walk *walk, routes_i_scan_bar *bar,
                         const routes_i_scan_block *block, const uint32_t *order, size_t size,
                         int32_t *count, double *measures)
{
    size_t periods = walk->study->periods;
    int32_t *next = walk->counts + 2 * periods * LANES;
    for (size_t k = 0; k < size; k++) {
        add_measures(measures, walk->study, order[k]);
        add_periods(next, count, walk, block, order + k, 1);
        memcpy(count, next, periods * LANES * sizeof *count);
        if (order[k] & ROUTES_I_SCAN_TIED)
            continue;
        sum_up(walk->sums, count, periods);
        weigh_in_time(walk, bar, walk->sums, measures);
    }
}

static void walk_time(const routes_i_scan_walk *walk, routes_i_scan_bar *bar,
                      const routes_i_scan_block *block, const routes_i_scan_path *path)
{
    size_t periods = walk->study->periods;
    size_t table = periods * LANES;
    int32_t *count = walk->counts;
    int32_t *next = walk->counts + table;
    int32_t *sums = walk->sums;
    int32_t *next_sums = walk->sums + table + LANES;
    double *measures = walk->measures;
    double *after = walk->measures + periods;
    memset(count, 0, table * sizeof *count);
    memset(measures, 0, periods * sizeof *measures);
    size_t from = 0;
    for (size_t r = 0; r < path->run_count; r++) {
        const uint32_t *order = path->order + from;
        size_t size = path->runs[r].end - from;
        int any = size == 1;
        if (!any) {
            memcpy(after, measures, periods * sizeof *after);
            for (size_t k = 0; k < size; k++)
                add_measures(after, walk->study, order[k]);
            add_periods(next, count, walk, block, order, size);
            sum_up(sums, count, periods);
            sum_up(next_sums, next, periods);
            any = may_beat_in_time(walk, bar, sums, measures, next_sums, after);
        }
        if (any) {
            look_in_time(walk, bar, block, order, size, count, measures);
            if (++bar->looks >= PATIENCE)
                refresh(bar, walk->levels);
        } else {
            memcpy(count, next, table * sizeof *count);
            memcpy(measures, after, periods * sizeof *measures);
        }
        from = path->runs[r].end;
    }
}

void routes_i_scan_walk_path(routes_i_scan_walk *walk, routes_i_scan_bar *bar,
                             const routes_i_scan_block *block, const routes_i_scan_path *path,
                             double penalty)
{
    if (bar->penalty != penalty) {
        bar->penalty = penalty;
        bar->stale |= block->lanes < 64 ? (UINT64_C(1) << block->lanes) - 1 : UINT64_MAX;
    }
    refresh(bar, walk->levels);
    if (walk->study->periods > 1)
        walk_time(walk, bar, block, path);
    else
        walk_space(walk, bar, block, path);
}
