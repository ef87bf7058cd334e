/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file analysis/chokepoint/betweenness.h
 * @brief What the ways from one source add to betweenness.
 */
#ifndef ROUTES_ANALYSIS_CHOKEPOINT_BETWEENNESS_H
#define ROUTES_ANALYSIS_CHOKEPOINT_BETWEENNESS_H

#include "analysis/chokepoint/still.h"
#include "graph/heap.h"

/** @brief Sums over sources. */
typedef struct routes_i_passing {
    double *through; /**< [nodes] */
    double *ends;    /**< [nodes] */
    double *flow;    /**< [links] */
    double served, unserved;
} routes_i_passing;

/** @brief The buffers of one search; zero, but for `distance`, between two searches. */
typedef struct routes_i_source {
    const routes_i_steps *steps;
    uint64_t *distance; /**< [nodes] UINT64_MAX: not reached. */
    double *ways;       /**< [nodes] Shortest ways from the source. */
    double *entering;   /**< [nodes] Of these, those that enter a group there. */
    double *each;       /**< [nodes] What goes to a node and on, each way. */
    double *out;        /**< [nodes] What leaves a group there, each way. */
    double *ending;     /**< [nodes] What ends there, each way. */
    double *demand;     /**< [nodes] What the source sends there; filled by the caller. */
    uint32_t *order;    /**< [nodes] As settled. */
    size_t settled;
    routes_i_heap heap;
    routes_i_still still;
} routes_i_source;

/** @brief Makes the buffers. */
routes_status routes_i_source_make(routes_i_source *source, const routes_i_steps *steps,
                                   routes_error *err);

/** @brief Frees the buffers; also after a failure. */
void routes_i_source_free(routes_i_source *source);

/**
 * @brief Searches from `from` and adds what passes.
 * @param[in] wanted Nodes with a demand above 0, at which the search may end.
 * @retval ROUTES_E_DATA More equal ways than can be counted.
 */
routes_status routes_i_source_add(routes_i_passing *passing, routes_i_source *source, uint32_t from,
                                  size_t wanted, routes_error *err);

/** @brief Makes the buffers ready for the next search; the caller clears `demand`. */
void routes_i_source_clear(routes_i_source *source);

#endif
