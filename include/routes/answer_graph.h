/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/answer_graph.h
 * @brief Paths, cut nodes and bridges of a network, as tables.
 *
 * Of a network from a model the answers are operational: restricted by kind. Of
 * a plain table they are the user's own.
 */
#ifndef ROUTES_ANSWER_GRAPH_H
#define ROUTES_ANSWER_GRAPH_H

#include "routes/network.h"
#include "routes/path.h"
#include "routes/run.h"
#include "routes/table.h"

ROUTES_BEGIN

/**
 * @brief The best way from one node to another, step by step; or the cost to every node.
 *
 * Columns path, step, node, link, cost (from the start: metres, seconds, or the chance to pass
 * undetected). Without `to` each node that can be reached has one row, its last step.
 *
 * @param[out] out  Owned by the caller: routes_table_free(). Null on failure.
 * @param[in] from  Id of a node.
 * @param[in] to    Id of a node; null: all.
 * @param[in] kind  What makes a way the best.
 * @param[in] run   May be null.
 * @retval ROUTES_E_NOT_FOUND No such node, or no way.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_answer_path(routes_table **out,
                                                         const routes_network *network,
                                                         const char *from, const char *to,
                                                         routes_path_kind kind,
                                                         const routes_run *run, routes_error *err);

/**
 * @brief Cut nodes: id, pieces, piece_sizes, separated_nodes, separated_volume.
 *
 * `separated_nodes` are the nodes outside the largest piece that is left.
 *
 * @param[in] od Text columns origin, destination and volume; null: no volumes.
 * @retval ROUTES_E_DATA A row of `od` is wrong; the message names it.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_answer_articulation(routes_table **out,
                                                                 const routes_network *network,
                                                                 const routes_table *od,
                                                                 const routes_run *run,
                                                                 routes_error *err);

/**
 * @brief Bridges: id, from, to, separated_nodes, separated_volume.
 *
 * `separated_nodes` are those on the smaller side.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_answer_bridges(routes_table **out,
                                                            const routes_network *network,
                                                            const routes_table *od,
                                                            const routes_run *run,
                                                            routes_error *err);

ROUTES_END

#endif
