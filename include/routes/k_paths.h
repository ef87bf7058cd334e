/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/k_paths.h
 * @brief The k best ways between two nodes: shortest, quickest or most reliable.
 *
 * Who holds one road asks for the next ones. These are all ways that visit no
 * node twice, the best first, as many as are asked for or as there are.
 */
#ifndef ROUTES_K_PATHS_H
#define ROUTES_K_PATHS_H

#include "routes/path.h"

ROUTES_BEGIN

/** @brief One way; the arrays are borrowed. */
typedef struct routes_k_path {
    int64_t cost;          /**< Micrometres or milliseconds; -1 for most reliable ways. */
    double reliability;    /**< Chance to pass undetected; NaN for length and time. */
    size_t size;           /**< Number of links. */
    const uint32_t *nodes; /**< [size + 1] From the source to the target. */
    const uint32_t *links; /**< [size] */
} routes_k_path;

/** @brief The best ways between two nodes. Made by routes_k_paths_new(), never changed. */
typedef struct routes_k_paths routes_k_paths;

/**
 * @brief Finds the `k` best ways from `source` to `target` that visit no node twice.
 *
 * Of two ways the better has the lower cost, then fewer links; then, read back
 * from the end, the lower node before, then the lower link: the order of
 * routes_path_new(), so that the first way is the one found there. Parallel
 * links make different ways; a link from a node to itself is in none. From a
 * node to itself there is one way, without links.
 *
 * Lengths and times are whole numbers: equal means equal. Most reliable: by the
 * sum of -ln of the chances, each rounded to a whole number of 1e-12, so that
 * products of the same chances are equal in any order; ways whose products
 * agree to 1e-12 for each link, but are of other chances, may stand in either
 * order. What is not stated counts as 1; where nothing is stated at all, the
 * ways are the shortest, and routes_k_paths_kind_used() says so. A way with a
 * chance of 0, or below 1e-320, is no way.
 *
 * @param[out] paths   Set to null on failure.
 * @param[in] graph    Needed only during the call.
 * @param[in] source   Node of the graph.
 * @param[in] target   Node of the graph.
 * @param[in] k        How many, at least 1; where there are fewer, all.
 * @param[in] options  As for routes_path_new(). Null for the defaults.
 * @param[out] err     May be null.
 * @retval ROUTES_E_ARGUMENT  `source` or `target` is no node, `k` is 0, an option is unknown, or
 *                            the graph has no times.
 * @retval ROUTES_E_DATA      A chance is not 0 to 1.
 * @retval ROUTES_E_MEMORY    No memory left.
 * @retval ROUTES_E_CANCELLED The caller said stop.
 *
 * Cost: a search of the whole graph, then one for each node of each way from
 * where it leaves its parent, which looks no further than it must: O(k nodes
 * (nodes + links) log nodes) at worst. Memory: linear in the graph, and k ways
 * found and k in waiting. Thread safety: no shared state.
 * Source: J. Y. Yen, "Finding the k shortest loopless paths in a network",
 * Management Science 17(11), 1971, pp. 712-716, with E. L. Lawler, "A procedure
 * for computing the k best solutions to discrete optimization problems and its
 * application to the shortest path problem", Management Science 18(7), 1972,
 * pp. 401-405: each way is split off once. The searches are led by the cost
 * from every node to the target (P. E. Hart, N. J. Nilsson and B. Raphael, "A
 * formal basis for the heuristic determination of minimum cost paths", IEEE
 * Transactions on Systems Science and Cybernetics 4(2), 1968, pp. 100-107).
 * Oracle: all simple ways of small graphs by enumeration; networkx
 * shortest_simple_paths.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_k_paths_new(routes_k_paths **paths,
                                                         const routes_graph *graph, uint32_t source,
                                                         uint32_t target, size_t k,
                                                         const routes_path_options *options,
                                                         routes_error *err);

/** @brief Frees the ways and all that was borrowed from them. Null is allowed. @since 0.1 */
ROUTES_API void routes_k_paths_free(routes_k_paths *paths);

/** @brief What the ways are best in; ROUTES_PATH_LENGTH where no chance was stated. @since 0.1 */
ROUTES_API routes_path_kind routes_k_paths_kind_used(const routes_k_paths *paths);

/** @brief How many there are; 0 where there is no way. @since 0.1 */
ROUTES_API size_t routes_k_paths_size(const routes_k_paths *paths);

/** @brief The way number `index`, below routes_k_paths_size(), the best first. @since 0.1 */
ROUTES_API routes_k_path routes_k_paths_at(const routes_k_paths *paths, size_t index);

ROUTES_END

#endif
