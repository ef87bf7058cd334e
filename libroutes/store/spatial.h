/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file store/spatial.h
 * @brief The spatial index of a table, taken away while many rows are written and made anew behind
 *        them, node by node: kept up row by row it would cost more than all the rest.
 */
#ifndef ROUTES_STORE_SPATIAL_H
#define ROUTES_STORE_SPATIAL_H

#include "store/gpkg.h"
#include "store/sorter.h"

/** @brief An index taken away; start from zero, end with routes_i_spatial_end(). */
typedef struct routes_i_spatial {
    routes_i_gpkg *file;
    const char *table;      /**< Borrowed. */
    char *statements;       /**< That make it anew; null: there was none. */
    routes_i_sorter sorter; /**< Boxes of all rows. */
} routes_i_spatial;

/** @brief Takes the index of a table away, and the boxes of the rows that are there. */
routes_status routes_i_spatial_begin(routes_i_spatial *spatial, routes_i_gpkg *file,
                                     const char *table, routes_error *err);

/** @brief Adds the box of a row that was written. */
routes_status routes_i_spatial_add(routes_i_spatial *spatial, int64_t fid, double west, double east,
                                   double south, double north, routes_error *err);

/** @brief Makes the index anew. */
routes_status routes_i_spatial_make(routes_i_spatial *spatial, routes_error *err);

/** @brief Frees what is held. */
void routes_i_spatial_end(routes_i_spatial *spatial);

#endif
