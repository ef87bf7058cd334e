/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file geo/geometry.h
 * @brief The inside of a geometry, for the kernels of this room.
 */
#ifndef ROUTES_GEO_GEOMETRY_H
#define ROUTES_GEO_GEOMETRY_H

#include "routes/geometry.h"

/** @brief All points in one array; runs (rings, lines, points) and parts are stretches of it. */
struct routes_geometry {
    routes_geometry_kind kind;
    routes_point *points; /**< [n] */
    size_t n;
    size_t points_capacity;
    size_t *run_start; /**< [runs] First point of each run; it ends where the next begins. */
    size_t runs;
    size_t runs_capacity;
    size_t *part_start; /**< [parts] First run of each part. */
    size_t parts;
    size_t parts_capacity;
};

/** @brief End of run `run` in `points`. */
size_t routes_i_geometry_run_end(const routes_geometry *geometry, size_t run);

/** @brief End of part `part` in the runs. */
size_t routes_i_geometry_part_end(const routes_geometry *geometry, size_t part);

/** @brief Whether runs are rings. */
int routes_i_geometry_is_polygonal(const routes_geometry *geometry);

/** @brief Makes room for `need` elements of `size` bytes; false when there is no memory. */
int routes_i_reserve(void **array, size_t *capacity, size_t need, size_t size);

#endif
