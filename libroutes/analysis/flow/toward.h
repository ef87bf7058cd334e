/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file analysis/flow/toward.h
 * @brief Least costs to one node from all others, and the nodes in that order; checks of what is
 *        laid.
 */
#ifndef ROUTES_ANALYSIS_FLOW_TOWARD_H
#define ROUTES_ANALYSIS_FLOW_TOWARD_H

#include "graph/heap.h"
#include "routes/route_logit.h"

/** @brief A search, to be made once and run for many nodes. */
typedef struct routes_i_toward {
    size_t nodes;
    double *cost;    /**< [nodes] To the node; infinite where there is no way. */
    uint32_t *order; /**< [count] Those with a way, the nearest first; each behind the next node of
                          its cheapest way. */
    size_t count;
    uint64_t *key; /**< [nodes] The cost as the queue reads it. */
    uint32_t *hops;
    routes_i_heap heap;
} routes_i_toward;

/** @brief Makes the room. */
routes_status routes_i_toward_make(routes_i_toward *toward, size_t nodes, routes_error *err);

/** @brief Frees what it holds; also after a failure. */
void routes_i_toward_free(routes_i_toward *toward);

/** @brief Searches back from `node` over all links. */
void routes_i_toward_run(routes_i_toward *toward, const routes_graph *graph, const double *cost,
                         uint32_t node);

/** @brief Judges what all of these models take. */
routes_status routes_i_logit_check(const routes_graph *graph, const double *cost,
                                   const routes_logit_demands *demands, routes_error *err);

#endif
