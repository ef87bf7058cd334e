/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file geo/arcs.h
 * @brief The borders of a layer taken apart into arcs, each of which stands once.
 *
 * An arc runs from one point where borders meet or part to the next. Two areas
 * that share a border, point by point, share its arcs.
 */
#ifndef ROUTES_GEO_ARCS_H
#define ROUTES_GEO_ARCS_H

#include <stdbool.h>

#include "geo/geometry.h"

/** @brief Points that follow one another; a ring without meeting points is one closed arc. */
typedef struct routes_i_arc {
    size_t start; /**< In the points of the arcs. */
    size_t n;
} routes_i_arc;

/** @brief An arc as a ring or line uses it. */
typedef struct routes_i_arc_use {
    size_t arc;
    bool backward;
} routes_i_arc_use;

/** @brief All arcs of a layer, and of which arcs each run (ring or line) consists. */
typedef struct routes_i_arcs {
    routes_point *points;
    size_t points_size;
    size_t points_capacity;
    routes_i_arc *arcs;
    size_t size;
    size_t capacity;
    routes_i_arc_use *uses;
    size_t uses_size;
    size_t uses_capacity;
    size_t *run_use; /**< [runs + 1] Where the uses of each run begin, runs of all shapes on end. */
    size_t runs;
} routes_i_arcs;

/**
 * @brief Takes shapes apart. Runs of points are left out: they use no arcs.
 * @param[out] arcs To be freed with routes_i_arcs_free(), also on failure.
 * @param[in] shapes [n]
 */
routes_status routes_i_arcs_make(routes_i_arcs *arcs, routes_geometry *const *shapes, size_t n,
                                 routes_error *err);

/** @brief Frees the arrays. */
void routes_i_arcs_free(routes_i_arcs *arcs);

#endif
