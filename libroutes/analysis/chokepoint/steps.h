/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file analysis/chokepoint/steps.h
 * @brief A graph laid out for many searches: open links by node, and those without length told
 *        apart.
 */
#ifndef ROUTES_ANALYSIS_CHOKEPOINT_STEPS_H
#define ROUTES_ANALYSIS_CHOKEPOINT_STEPS_H

#include <stdint.h>

#include "routes/graph.h"

/** @brief One link as it is left from one of its ends. */
typedef struct routes_i_step {
    uint64_t length;
    uint32_t end;
    uint32_t link;
} routes_i_step;

/**
 * @brief The steps, and groups of nodes that reach each other over no length.
 *
 * Nodes of one group share a rank. A step of no length to another group leads to a higher rank, so
 * that nodes in order of distance, then of rank, are in the order in which ways pass them.
 */
typedef struct routes_i_steps {
    size_t nodes;
    uint32_t *start;       /**< [nodes + 1] First step of each node. */
    routes_i_step *steps;  /**< [start[nodes]] */
    uint32_t *rank;        /**< [nodes] */
    unsigned char *shared; /**< [nodes] 1: there are others in its group. */
    size_t largest;        /**< Nodes in the largest group; 0 without nodes. */
} routes_i_steps;

/**
 * @brief Lays a graph out.
 * @param[in] length  [links]
 * @param[in] node_closed [nodes] or null.
 * @param[in] link_closed [links] or null.
 */
routes_status routes_i_steps_make(routes_i_steps *steps, const routes_graph *graph,
                                  const int64_t *length, const unsigned char *node_closed,
                                  const unsigned char *link_closed, routes_error *err);

/** @brief Frees what it holds; also after a failure. */
void routes_i_steps_free(routes_i_steps *steps);

#endif
