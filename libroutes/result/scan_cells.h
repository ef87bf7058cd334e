/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file result/scan_cells.h
 * @brief The user's rows as what a scan takes: locations in order of their ids, cells, places.
 */
#ifndef ROUTES_RESULT_SCAN_CELLS_H
#define ROUTES_RESULT_SCAN_CELLS_H

#include "result/scan_time.h"

/** @brief Columns of strata, at most. */
#define ROUTES_I_SCAN_STRATA 4

/** @brief A study. */
typedef struct routes_i_scan_cells {
    size_t n;
    const char **ids; /**< [n] In order of their bytes; borrowed from the tables. */
    routes_i_scan_time time;
    double *cases;        /**< [n][time.count] NaN: not reported. */
    double *measure;      /**< [n][time.count] Null for permutation. */
    routes_point *points; /**< [n] Null along a network. */
    uint32_t *nodes;      /**< [n] Null elsewhere. */
    size_t strata;        /**< 1 where there are none. */
    const char *measured; /**< "expected", "population" or null. */
} routes_i_scan_cells;

/**
 * @brief Reads the rows.
 * @param[out] cells To be freed with routes_i_scan_cells_free(), also on failure.
 * @param[in] how    Of its options, the model and the distance are looked at.
 */
routes_status routes_i_scan_cells_read(routes_i_scan_cells *cells, const routes_table *areas,
                                       const routes_hotspot_scan_options *options,
                                       const routes_scan_options *how, routes_error *err);

/** @brief Frees what it holds. */
void routes_i_scan_cells_free(routes_i_scan_cells *cells);

#endif
