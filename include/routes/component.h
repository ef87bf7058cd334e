/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/component.h
 * @brief Which parts of a graph hang together, whatever the direction of the links.
 *
 * A lane whose ends lie in two parts cannot be laid; a part that nothing joins
 * is most often a mistake in the data.
 */
#ifndef ROUTES_COMPONENT_H
#define ROUTES_COMPONENT_H

#include "routes/graph.h"

ROUTES_BEGIN

/**
 * @brief Numbers the connected components, the direction of links left aside.
 *
 * Components are numbered from 0 by their lowest node.
 *
 * @param[out] component  [nodes] Number of each node's component; ROUTES_GRAPH_NONE where closed.
 * @param[out] count      How many there are; may be null.
 * @param[in] graph       The graph.
 * @param[in] node_closed [nodes] Other than 0: left out with its links. Null: all open.
 * @param[in] link_closed [links] Other than 0: left out. Null: all open.
 * @param[out] err        May be null.
 * @retval ROUTES_E_ARGUMENT A required argument is null.
 * @retval ROUTES_E_MEMORY   No memory left; the outputs are untouched.
 *
 * Cost: O(nodes + links). Thread safety: no shared state.
 * Source: J. Hopcroft and R. Tarjan, "Algorithm 447: efficient algorithms for
 * graph manipulation", Communications of the ACM 16(6), 1973, pp. 372-378.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_component_find(uint32_t *component, size_t *count,
                                                            const routes_graph *graph,
                                                            const unsigned char *node_closed,
                                                            const unsigned char *link_closed,
                                                            routes_error *err);

ROUTES_END

#endif
