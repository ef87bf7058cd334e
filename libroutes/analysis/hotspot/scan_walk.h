/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file analysis/hotspot/scan_walk.h
 * @brief The best window of each of 64 data sets, among those round one centre.
 *
 * Counts only grow with the window, and so do the counts that a window needs.
 * So a run of windows is passed over when the count of the last does not reach
 * what the first needs; only else each is looked at.
 */
#ifndef ROUTES_ANALYSIS_HOTSPOT_SCAN_WALK_H
#define ROUTES_ANALYSIS_HOTSPOT_SCAN_WALK_H

#include "analysis/hotspot/scan_block.h"
#include "analysis/hotspot/scan_level.h"

/** @brief Windows that are passed over together. */
typedef struct routes_i_scan_run {
    uint32_t end;         /**< Place in the order, one past the last. */
    uint16_t first, last; /**< Levels of its first and last window. */
    double before;        /**< Measure before its first location. */
} routes_i_scan_run;

/** @brief An order of locations, and its runs. */
typedef struct routes_i_scan_path {
    const uint32_t *order; /**< With ROUTES_I_SCAN_TIED. */
    const routes_i_scan_run *runs;
    size_t run_count;
} routes_i_scan_path;

/** @brief What a block's data sets have reached, in the eyes of one thread. */
typedef struct routes_i_scan_bar {
    double best[ROUTES_I_SCAN_LANES]; /**< Statistic of the best window so far. */
    double penalty;                   /**< Of the windows that the thresholds are for. */
    uint64_t stale;                   /**< Lanes whose thresholds are lower than need be. */
    unsigned looks;                   /**< Runs looked at since they were set. */
    int32_t *high;                    /**< [levels][64] Null: no interest. */
    int32_t *low;
} routes_i_scan_bar;

/** @brief What walking needs; the scratch is one thread's. */
typedef struct routes_i_scan_walk {
    const routes_i_scan_study *study;
    const routes_i_scan_levels *levels;
    routes_i_scan_lanes lanes;
    int32_t *counts;  /**< [3][periods][64] Periods alone, as below. */
    int32_t *sums;    /**< [2][periods + 1][64] */
    double *measures; /**< [3][periods] */
} routes_i_scan_walk;

/** @brief Scratch for a thread; to be freed on failure too. */
routes_status routes_i_scan_walk_new(routes_i_scan_walk *walk, const routes_i_scan_study *study,
                                     const routes_i_scan_levels *levels, routes_error *err);

/** @brief Frees what it holds. */
void routes_i_scan_walk_free(routes_i_scan_walk *walk);

/** @brief A bar for `lanes` data sets, nothing reached; to be freed on failure too. */
routes_status routes_i_scan_bar_new(routes_i_scan_bar *bar, const routes_i_scan_levels *levels,
                                    routes_error *err);

/** @brief Nothing reached, by `lanes` data sets. */
void routes_i_scan_bar_begin(routes_i_scan_bar *bar, const routes_i_scan_levels *levels,
                             size_t lanes);

/** @brief Frees what it holds. */
void routes_i_scan_bar_free(routes_i_scan_bar *bar);

/** @brief Looks at all windows of a path in all data sets of a block and raises `bar->best`. */
void routes_i_scan_walk_path(routes_i_scan_walk *walk, routes_i_scan_bar *bar,
                             const routes_i_scan_block *block, const routes_i_scan_path *path,
                             double penalty);

#endif
