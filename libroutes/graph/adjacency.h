/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file graph/adjacency.h
 * @brief A graph laid out for many searches: nodes near each other lie near each other, and an arc
 *        is one word.
 */
#ifndef ROUTES_GRAPH_ADJACENCY_H
#define ROUTES_GRAPH_ADJACENCY_H

#include <stdint.h>

#include "routes/graph.h"

/** @brief What is laid out; arrays are borrowed while the arcs live. */
typedef struct routes_i_adjacency_input {
    const routes_graph *graph;
    const int64_t *length;            /**< [links] */
    const unsigned char *node_closed; /**< [nodes] or null. */
    const unsigned char *link_closed; /**< [links] or null. */
    int backward;                     /**< 1: against the direction of links. */
} routes_i_adjacency_input;

/** @brief Stands for this length and all above it. */
#define ROUTES_I_LONG UINT32_MAX

/** @brief A link in one direction. */
typedef struct routes_i_arc {
    uint32_t head; /**< Place. */
    uint32_t length;
} routes_i_arc;

/**
 * @brief The open links as arcs, by the place of the node they leave.
 *
 * Places are nodes in breadth-first order, cell after cell. A length that does not fit an arc is
 * cut down to ROUTES_I_LONG, so that a comparison by it errs to one side, and is then looked up.
 *
 * Nodes that reach each other over no length share a rank. An arc of no length to another group
 * leads to a higher rank, so that nodes in order of distance, then of rank, are in the order in
 * which ways pass them. Without arcs of no length there are no ranks.
 */
typedef struct routes_i_adjacency {
    size_t nodes;
    uint32_t *place;   /**< [nodes] of the graph's nodes */
    uint32_t *node;    /**< [nodes] at each place */
    uint32_t placed;   /**< Nodes that have one; all, when it is made. */
    uint32_t *start;   /**< [nodes + 1] First arc of each place. */
    routes_i_arc *arc; /**< [start[nodes]] */
    uint32_t *link;    /**< [start[nodes]] */
    const int64_t *length;
    uint64_t least; /**< Least length above 0; UINT64_MAX without. */
    uint64_t most;
    uint64_t sum;    /**< Of the lengths of all links. */
    uint32_t widest; /**< Most arcs that leave a place. */
    size_t still;    /**< Arcs of no length. */

    uint32_t *rank;        /**< [nodes] or null. */
    unsigned char *shared; /**< [nodes] or null. 1: there are others in its group. */
    size_t largest;        /**< Nodes in the largest group; 0 without ranks. */
} routes_i_adjacency;

/** @brief Lays a graph out. */
routes_status routes_i_adjacency_make(routes_i_adjacency *arcs,
                                      const routes_i_adjacency_input *input, routes_error *err);

/** @brief Frees what it holds; also after a failure. */
void routes_i_adjacency_free(routes_i_adjacency *arcs);

/** @brief Finds the ranks; part of routes_i_adjacency_make(). */
routes_status routes_i_adjacency_rank(routes_i_adjacency *arcs, routes_error *err);

/** @brief The length of arc `i`. */
static inline uint64_t routes_i_adjacency_length(const routes_i_adjacency *arcs, uint32_t i)
{
    uint32_t length = arcs->arc[i].length;
    return length == ROUTES_I_LONG ? (uint64_t)arcs->length[arcs->link[i]] : length;
}

#endif
