/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file analysis/hotspot/scan_best.h
 * @brief The best window round each centre, in the cases as they are.
 */
#ifndef ROUTES_ANALYSIS_HOTSPOT_SCAN_BEST_H
#define ROUTES_ANALYSIS_HOTSPOT_SCAN_BEST_H

#include "analysis/hotspot/scan_study.h"

/** @brief Ratios so near to each other are equal. */
#define ROUTES_I_SCAN_EQUAL 1e-9

/** @brief A window. */
typedef struct routes_i_scan_best {
    double statistic; /**< 0: none of interest. */
    uint32_t centre;
    uint32_t size; /**< Locations. */
    uint32_t shape;
    uint32_t angle;
    size_t first, last; /**< Periods. */
} routes_i_scan_best;

/** @brief Looks at all windows. @param[out] best [locations] In order of centre. */
routes_status routes_i_scan_best_find(routes_i_scan_best *best, const routes_i_scan_study *study,
                                      const routes_run *run, routes_error *err);

/** @brief Orders windows: the greatest statistic first, of equal ones the lower centre. */
void routes_i_scan_best_sort(routes_i_scan_best *best, size_t size);

#endif
