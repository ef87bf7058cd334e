/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file analysis/hotspot/scan_level.h
 * @brief Which counts a window needs so that it can beat what a data set has already, by the size
 *        of the window.
 *
 * Sizes are cut into levels, even in the root of the cases expected, so that a
 * level is a fraction of a standard deviation of the count. Tables hold a row
 * of 64 data sets a level.
 */
#ifndef ROUTES_ANALYSIS_HOTSPOT_SCAN_LEVEL_H
#define ROUTES_ANALYSIS_HOTSPOT_SCAN_LEVEL_H

#include "analysis/hotspot/scan_study.h"

/** @brief The levels of a study; read by many threads. */
typedef struct routes_i_scan_levels {
    const routes_i_scan_ratio *ratio;
    size_t size;
    double per_root; /**< Levels to a unit of the root. */
    double *from;    /**< [size + 1] Measure at which each begins. */
} routes_i_scan_levels;

/** @brief Makes the levels; to be freed on failure too. */
routes_status routes_i_scan_levels_new(routes_i_scan_levels *levels,
                                       const routes_i_scan_study *study, routes_error *err);

/** @brief Frees what it holds. */
void routes_i_scan_levels_free(routes_i_scan_levels *levels);

/** @brief The level of a measure within the cap. */
size_t routes_i_scan_level_of(const routes_i_scan_levels *levels, double measure);

/**
 * @brief Sets a data set's thresholds: windows of a level with less than `high`, or more than
 * `low`, have a ratio below `least`.
 * @param[out] high [size][64] Column `lane` is set. May be null, as `low`.
 */
void routes_i_scan_levels_set(int32_t *high, int32_t *low, const routes_i_scan_levels *levels,
                              size_t lane, double least);

#endif
