/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file analysis/chokepoint/surest.h
 * @brief The most reliable ways from one place: of those that keep the best product within 1e-12 a
 *        link, the ones with the fewest links, as routes_path_new() has them.
 */
#ifndef ROUTES_ANALYSIS_CHOKEPOINT_SUREST_H
#define ROUTES_ANALYSIS_CHOKEPOINT_SUREST_H

#include <stdbool.h>

#include "graph/adjacency.h"
#include "graph/heap.h"

/** @brief What a search writes. */
typedef struct routes_i_surest {
    const routes_i_adjacency *arcs;
    const double *link_chance; /**< [links] NaN: not stated, which is 1. */
    double *chance;            /**< [nodes] 0: not reached. */
    uint64_t *key;             /**< [nodes] Orders as chances do, the greatest first. */
    uint32_t *hops;            /**< [nodes] Links on the ways; UINT32_MAX: not reached. */
    double *ways;              /**< [nodes] How many there are. */
    uint32_t *order;           /**< [nodes] Places by their links. */
    size_t settled;
    routes_i_heap heap;
} routes_i_surest;

/** @brief Makes the buffers. */
routes_status routes_i_surest_make(routes_i_surest *search, const routes_i_adjacency *arcs,
                                   const double *link_chance, routes_error *err);

/** @brief Frees the buffers; also after a failure. */
void routes_i_surest_free(routes_i_surest *search);

/**
 * @brief Searches.
 * @retval ROUTES_E_DATA More equal ways than can be counted.
 */
routes_status routes_i_surest_run(routes_i_surest *search, uint32_t from, routes_error *err);

/** @brief Whether an arc lies on one of the ways. */
bool routes_i_surest_leads_on(const routes_i_surest *search, uint32_t place, uint32_t arc);

#endif
