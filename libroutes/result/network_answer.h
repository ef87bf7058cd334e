/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file result/network_answer.h
 * @brief What the answers on a network share: the kind of their tables, and demands between nodes.
 */
#ifndef ROUTES_RESULT_NETWORK_ANSWER_H
#define ROUTES_RESULT_NETWORK_ANSWER_H

#include "routes/network.h"
#include "routes/table.h"

/**
 * @brief An empty table: of a plain network its owner's, of a model's operational.
 * @retval ROUTES_E_ARGUMENT `out` or `network` is null.
 */
routes_status routes_i_network_begin(routes_table **out, const char *name,
                                     const routes_column *columns, size_t n,
                                     const routes_network *network, routes_error *err);

/** @brief Notes the method, or frees the table after a failure; returns the status. */
routes_status routes_i_network_end(routes_table **out, const char *method, routes_status status,
                                   routes_error *err);

/** @brief Origins and destinations as numbers of nodes. */
typedef struct routes_i_end_nodes {
    uint32_t *node[2]; /**< [count] Origins, destinations. */
    size_t count[2];
} routes_i_end_nodes;

/**
 * @brief Reads text columns `origin` and `destination`, each of whose cells may be empty.
 * @param[out] read To be freed, also after a failure.
 * @retval ROUTES_E_ARGUMENT  There is no such column.
 * @retval ROUTES_E_NOT_FOUND No such node.
 * @retval ROUTES_E_DATA      No origin or no destination is named; a node is both.
 */
routes_status routes_i_end_nodes_read(routes_i_end_nodes *read, const routes_network *network,
                                      const routes_table *ends, routes_error *err);

/** @brief Frees them. */
void routes_i_end_nodes_free(routes_i_end_nodes *ends);

/** @brief The rows of an origin-destination table as numbers of nodes. */
typedef struct routes_i_demands {
    uint32_t *from, *to; /**< [count] */
    double *volume;      /**< [count] NaN: not stated. */
    size_t count;
} routes_i_demands;

/**
 * @brief Reads text columns origin, destination and, where there is one, volume.
 * @param[out] demands To be freed, also after a failure.
 * @retval ROUTES_E_DATA A row is wrong; the message names it.
 */
routes_status routes_i_demands_read(routes_i_demands *demands, const routes_network *network,
                                    const routes_table *od, routes_error *err);

/** @brief Frees them. */
void routes_i_demands_free(routes_i_demands *demands);

#endif
