/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file analysis/chokepoint/origins.h
 * @brief The demands of betweenness by the place where they begin, and the arcs they go over.
 */
#ifndef ROUTES_ANALYSIS_CHOKEPOINT_ORIGINS_H
#define ROUTES_ANALYSIS_CHOKEPOINT_ORIGINS_H

#include "graph/adjacency.h"
#include "routes/betweenness.h"

/** @brief A node with demands. */
typedef struct routes_i_origin {
    uint32_t place;
    size_t first, count; /**< Its demands; 0 where every pair is one. */
} routes_i_origin;

/** @brief All of them. */
typedef struct routes_i_origins {
    routes_betweenness_options use; /**< As given; arrays are borrowed. */
    routes_i_adjacency arcs;
    const double *chance;    /**< [links] Of a search by chance, or null. */
    int64_t *ones;           /**< [links] Lengths of a search by chance, or null. */
    routes_i_origin *origin; /**< [count] By place. */
    size_t count;
    size_t *demand; /**< [demands] By the place of the origin; null: as they are given. */
} routes_i_origins;

/**
 * @brief Lays out the arcs and finds the origins; `use` is filled.
 * @retval others As routes_betweenness_compute().
 */
routes_status routes_i_origins_make(routes_i_origins *origins, const routes_graph *graph,
                                    routes_error *err);

/** @brief Frees what it holds; also after a failure. */
void routes_i_origins_free(routes_i_origins *origins);

/** @brief How many demands an origin has, those to itself included. */
static inline size_t routes_i_origins_size(const routes_i_origins *origins,
                                           const routes_i_origin *origin)
{
    return origins->use.from ? origin->count : origins->arcs.nodes;
}

/** @brief Where demand `i` of an origin goes to; its row, where there is a table, in `row`. */
static inline uint32_t routes_i_origins_end(const routes_i_origins *origins,
                                            const routes_i_origin *origin, size_t i, size_t *row)
{
    if (!origins->use.from)
        return (uint32_t)i;
    *row = origins->demand ? origins->demand[origin->first + i] : origin->first + i;
    return origins->arcs.place[origins->use.to[*row]];
}

/** @brief How much a demand is. */
static inline double routes_i_origins_volume(const routes_i_origins *origins, size_t row)
{
    return origins->use.from && origins->use.volume ? origins->use.volume[row] : 1.0;
}

#endif
