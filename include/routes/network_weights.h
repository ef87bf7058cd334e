/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/network_weights.h
 * @brief Weights by the way that is travelled: near is what roads and rivers make near.
 *
 * The areas stand at nodes of the geo-graph. Two towns on both banks of a river are far from each
 * other where the bridge is far.
 */
#ifndef ROUTES_NETWORK_WEIGHTS_H
#define ROUTES_NETWORK_WEIGHTS_H

#include "routes/distance_weights.h"
#include "routes/graph.h"

ROUTES_BEGIN

/**
 * @brief The `k` nearest of each area by the shortest way to them, weight 1.
 *
 * Of those as far as the k-th, to the micrometre, the first by `rank` are taken. Where fewer than
 * `k` can be reached, these.
 *
 * @param[out] out    Set to null on failure.
 * @param[in] graph
 * @param[in] nodes   [n] Node of each area; several may stand at one.
 * @param[in] n
 * @param[in] k       At least 1, below `n`.
 * @param[in] options `plane` and `sphere` say nothing here. Null for the defaults.
 * @param[out] err    May be null.
 * @retval ROUTES_E_ARGUMENT  A null, or `k` is 0, or not below `n`.
 * @retval ROUTES_E_DATA      An area stands at no node of the graph.
 * @retval ROUTES_E_CANCELLED The caller's progress function said stop.
 * @retval ROUTES_E_MEMORY
 *
 * Cost: O((nodes + links) log nodes) within reach of each area; 25 bytes a node and thread. Same
 * bits for any number of threads. Thread safety: no shared state.
 * Source: E. W. Dijkstra, "A note on two problems in connexion with graphs", Numerische Mathematik
 * 1, 1959, pp. 269-271; weights by network distance: A. Okabe and K. Sugihara, "Spatial analysis
 * along networks", 2012, chapter 8.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_network_weights_nearest(
    routes_weights **out, const routes_graph *graph, const uint32_t *nodes, size_t n, size_t k,
    const routes_distance_weights_options *options, routes_error *err);

/**
 * @brief All to whom the way is no longer than `distance_m`, weight 1.
 *
 * @param[out] out       Set to null on failure.
 * @param[in] graph
 * @param[in] nodes      [n] Node of each area.
 * @param[in] n
 * @param[in] distance_m Above 0; taken to the micrometre, which counts as within.
 * @param[in] options    As above.
 * @param[out] err       May be null.
 * @retval ROUTES_E_ARGUMENT A null, or a distance that is not above 0.
 * @retval others            As above.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_network_weights_band(
    routes_weights **out, const routes_graph *graph, const uint32_t *nodes, size_t n,
    double distance_m, const routes_distance_weights_options *options, routes_error *err);

/**
 * @brief Less weight with the length of the way, by a kernel; as routes_distance_weights_kernel().
 *
 * @param[out] out        Set to null on failure.
 * @param[in] graph
 * @param[in] nodes       [n] Node of each area.
 * @param[in] n
 * @param[in] shape
 * @param[in] bandwidth_m Above 0, or 0: adaptive.
 * @param[in] k           Of an adaptive kernel.
 * @param[in] options     As above.
 * @param[out] err        May be null.
 * @retval ROUTES_E_ARGUMENT A null, an unknown shape, a bandwidth or `k` out of range.
 * @retval ROUTES_E_DATA     As above, or the `k` nearest stand at one node.
 * @retval others            As above.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_network_weights_kernel(
    routes_weights **out, const routes_graph *graph, const uint32_t *nodes, size_t n,
    routes_kernel shape, double bandwidth_m, size_t k,
    const routes_distance_weights_options *options, routes_error *err);

ROUTES_END

#endif
