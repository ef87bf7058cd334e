/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/answer_graph_closeness.h
 * @brief How far each node of a network is from the nearest crossing, or from a set of nodes.
 *
 * Of a network from a model the answer is operational: restricted by kind. Of a plain table it is
 * the user's own.
 */
#ifndef ROUTES_ANSWER_GRAPH_CLOSENESS_H
#define ROUTES_ANSWER_GRAPH_CLOSENESS_H

#include "routes/distances.h"
#include "routes/network.h"
#include "routes/table.h"

ROUTES_BEGIN

/** @brief Settings of routes_answer_closeness(). Start from ROUTES_ANSWER_CLOSENESS_OPTIONS. */
typedef struct routes_answer_closeness_options {
    size_t size;           /**< sizeof this struct. */
    routes_path_kind kind; /**< Length or time. Default: length. */
    int diffuse;           /**< Other than 0: the other ways over the border count as crossings. */
    const routes_run *run; /**< Null: silence. */
} routes_answer_closeness_options;

/** @brief The defaults, as an initialiser. */
#define ROUTES_ANSWER_CLOSENESS_OPTIONS                                                            \
    {                                                                                              \
        sizeof(routes_answer_closeness_options), ROUTES_PATH_LENGTH, 0, NULL                       \
    }

/**
 * @brief Columns id, nearest, distance_m; by time id, nearest, time_s. Empty where there is no way.
 *
 * The distance is that on the shortest way from the node to the nearest of the set; of those
 * equally near the first named, of crossings the first in the network's order. Meta: `targets`, how
 * many the set has, and `unreached`, from how many nodes there is no way to any.
 *
 * @param[out] out     Owned by the caller: routes_table_free(). Null on failure. A row for each
 *                     node, in the network's order.
 * @param[in] network  The network.
 * @param[in] to       [count] Ids of nodes.
 * @param[in] count    0: the known crossings of the network.
 * @param[in] options  Null for the defaults.
 * @param[out] err     May be null.
 * @retval ROUTES_E_ARGUMENT  A null; or the kind is unknown or has no times.
 * @retval ROUTES_E_NOT_FOUND No node has such an id, or the network has no crossing.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_answer_closeness(
    routes_table **out, const routes_network *network, const char *const *to, size_t count,
    const routes_answer_closeness_options *options, routes_error *err);

ROUTES_END

#endif
