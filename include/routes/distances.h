/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/distances.h
 * @brief How far it is from nodes to all others, and to the nearest of a set, without the ways.
 *
 * For the ways themselves: routes_path_new(). For the border: the set of crossings.
 */
#ifndef ROUTES_DISTANCES_H
#define ROUTES_DISTANCES_H

#include "routes/path.h"

ROUTES_BEGIN

/**
 * @brief Settings of routes_distances_compute() and routes_distances_nearest(). Start from
 *        ROUTES_DISTANCES_OPTIONS.
 *
 * The arrays are borrowed for the time of the call.
 */
typedef struct routes_distances_options {
    size_t size;                      /**< sizeof this struct, set by ROUTES_DISTANCES_OPTIONS. */
    routes_path_kind kind;            /**< Length or time. Default: length. */
    const unsigned char *node_closed; /**< [nodes] Other than 0: no way begins, passes or ends
                                           there. Null: all open. */
    const unsigned char *link_closed; /**< [links] Other than 0: not used. Null: all open. */
    int backward;                     /**< Other than 0: towards the given nodes, against the
                                           direction of links. */
    int64_t farthest;                 /**< Nothing beyond is reached, micrometres or milliseconds.
                                           0: all. */
    const routes_run *run;            /**< Null: one thread, silence. Threads do not change the
                                           answer. */
} routes_distances_options;

/** @brief The defaults, as an initialiser. */
#define ROUTES_DISTANCES_OPTIONS                                                                   \
    {                                                                                              \
        sizeof(routes_distances_options), ROUTES_PATH_LENGTH, NULL, NULL, 0, 0, NULL               \
    }

/**
 * @brief The distance from each of `from` to every node.
 *
 * @param[out] distance [count][nodes] Micrometres or milliseconds, -1 where there is no way; a row
 *                      for each of `from`.
 * @param[in] graph     The graph.
 * @param[in] from      [count] Nodes; one may be named again.
 * @param[in] count     How many.
 * @param[in] options   Null for the defaults.
 * @param[out] err      May be null.
 * @retval ROUTES_E_ARGUMENT  A null, `farthest` is below 0, the kind is unknown or has no times.
 * @retval ROUTES_E_DATA      There is no such node.
 * @retval ROUTES_E_MEMORY    No memory left.
 * @retval ROUTES_E_CANCELLED The caller said stop.
 *
 * Cost: a path search for each of `from`, shared among threads, after the graph is laid out once:
 * by buckets of the least length where lengths span fewer than 2^16 of these, else by a heap.
 * Memory for each thread: linear in nodes and links. Thread safety: no shared state.
 * Source: E. W. Dijkstra, "A note on two problems in connexion with graphs", Numerische Mathematik
 * 1, 1959, pp. 269-271; the queue: A. V. Goldberg, "A simple shortest path algorithm with linear
 * average time", ESA 2001, pp. 230-241.
 * Oracle: routes_path_new(), all pairs by R. W. Floyd 1962, and igraph.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status
routes_distances_compute(int64_t *distance, const routes_graph *graph, const uint32_t *from,
                         size_t count, const routes_distances_options *options, routes_error *err);

/**
 * @brief The distance from the nearest of `from` to every node, or with `backward` from every node
 *        to the nearest of them.
 *
 * @param[out] distance [nodes] As above.
 * @param[out] nearest  [nodes] Which of `from` it is, the first named of those equally near;
 *                      ROUTES_GRAPH_NONE without a way. May be null.
 * @param[in] graph     The graph.
 * @param[in] from      [count] Nodes.
 * @param[in] count     How many; of none no node has a way.
 * @param[in] options   Null for the defaults.
 * @param[out] err      May be null.
 * @retval others       As routes_distances_compute().
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_distances_nearest(
    int64_t *distance, uint32_t *nearest, const routes_graph *graph, const uint32_t *from,
    size_t count, const routes_distances_options *options, routes_error *err);

ROUTES_END

#endif
