/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file analysis/chokepoint/betweenness.h
 * @brief What the ways from one source add to betweenness.
 */
#ifndef ROUTES_ANALYSIS_CHOKEPOINT_BETWEENNESS_H
#define ROUTES_ANALYSIS_CHOKEPOINT_BETWEENNESS_H

#include "analysis/chokepoint/surest.h"
#include "analysis/chokepoint/still.h"
#include "graph/search.h"

/** @brief The buffers of one thread; nodes stand by their places. */
typedef struct routes_i_source {
    const routes_i_adjacency *arcs;
    routes_i_search search;
    routes_i_surest surest;    /**< Of a search by chance, in the place of `search`. */
    routes_i_passing *passing; /**< [nodes] */
    uint64_t farthest;         /**< Ways beyond count as none. */
    uint64_t *wanted;          /**< A bit a place: has a demand above 0; filled by the caller. */
    double *flow;              /**< [arcs] Grows by what passes. */
    double served;             /**< Grows by what has a way. */
    size_t missing;            /**< Places with a demand that were not found by the last search. */

    /* Where nodes reach each other over no length, or null: */
    double *ways;     /**< [nodes] Shortest ways from the source. */
    double *entering; /**< [nodes] Of these, those that enter a group there. */
    double *each;     /**< [nodes] What goes to a node and on, each way. */
    double *out;      /**< [nodes] What leaves a group there, each way. */
    double *ending;   /**< [nodes] What ends there, each way. */
    routes_i_still still;
} routes_i_source;

/** @brief Makes the buffers; with [links] chances, to search for the most reliable ways. */
routes_status routes_i_source_make(routes_i_source *source, const routes_i_adjacency *arcs,
                                   const double *chance, routes_error *err);

/** @brief Frees the buffers; also after a failure. */
void routes_i_source_free(routes_i_source *source);

/**
 * @brief Searches from the place `from` and adds what passes.
 * @param[in] wanted Places with a demand above 0, at which the search may end.
 * @retval ROUTES_E_DATA More equal ways than can be counted.
 */
routes_status routes_i_source_add(routes_i_source *source, uint32_t from, size_t wanted,
                                  routes_error *err);

/** @brief As the last step of routes_i_source_add() where nodes reach each other over no length. */
routes_status routes_i_source_add_still(routes_i_source *source, routes_error *err);

#endif
