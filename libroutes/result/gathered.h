/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file result/gathered.h
 * @brief Points with times as reports of hexagons.
 */
#ifndef ROUTES_RESULT_GATHERED_H
#define ROUTES_RESULT_GATHERED_H

#include "routes/run.h"
#include "routes/table.h"
#include "routes/weights.h"

/** @brief What the points became. */
typedef struct routes_i_gathered {
    routes_table *reports;   /**< id, time, value: one row a point. */
    routes_table *areas;     /**< id, geometry: one row a hexagon. */
    routes_weights *weights; /**< Hexagons that share an edge. */
} routes_i_gathered;

/**
 * @brief Gathers points in hexagons.
 * @param[out] gathered To be freed with routes_i_gathered_free(), also on failure.
 * @param[in] points Columns x, y (number), time (text), value (number; 1 where there is none); its
 *                   meta `crs` is "plane" for metres of a plane.
 */
routes_status routes_i_gathered_make(routes_i_gathered *gathered, const routes_table *points,
                                     double spacing_m, const routes_run *run, routes_error *err);

/** @brief Frees what routes_i_gathered_make() made. */
void routes_i_gathered_free(routes_i_gathered *gathered);

#endif
