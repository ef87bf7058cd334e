/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file geo/edges.h
 * @brief The edges of many shapes in flat arrays, in strips that can be passed over quickly.
 */
#ifndef ROUTES_GEO_EDGES_H
#define ROUTES_GEO_EDGES_H

#include "core/run.h"
#include "routes/wkb.h"

/** @brief Up to ROUTES_I_STRIP edges that follow one another in a ring or line. */
typedef struct routes_i_strip {
    size_t from; /**< First edge; edge k runs from point k to point k + 1. */
    size_t to;   /**< One past the last edge. */
    size_t run;  /**< Ring or line it belongs to, counted within the shape. */
    routes_box box;
} routes_i_strip;

/** @brief Edges in a strip, at most. */
#define ROUTES_I_STRIP 16

/** @brief The edges of `n` shapes. */
typedef struct routes_i_edges {
    size_t n;
    routes_point *points;
    size_t points_size;
    size_t points_capacity;
    routes_i_strip *strips;
    size_t strips_size;
    size_t strips_capacity;
    size_t *shape_strip; /**< [n + 1] Where the strips of each shape begin. */
    routes_box *box;     /**< [n] */
} routes_i_edges;

/**
 * @brief Reads all shapes; a single point becomes an edge without length.
 *
 * @param[out] edges To be freed with routes_i_edges_free(), also on failure.
 * @retval ROUTES_E_DATA A shape cannot be read: which one, and why.
 */
routes_status routes_i_edges_read(routes_i_edges *edges, const routes_wkb *set, size_t n,
                                  routes_error *err);

/** @brief Frees the arrays. */
void routes_i_edges_free(routes_i_edges *edges);

#endif
