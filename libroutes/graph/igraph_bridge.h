/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file graph/igraph_bridge.h
 * @brief The one door to igraph: its errors become ours, its graphs become ours and back.
 *
 * Work with igraph stands in a function that routes_i_igraph_run() calls. Left
 * to itself igraph prints and ends the process on an error; inside the call it
 * reports to us, and the host's own handlers are back afterwards. Fatal errors
 * (igraph's own assertions) cannot return: check what you pass it.
 */
#ifndef ROUTES_GRAPH_IGRAPH_BRIDGE_H
#define ROUTES_GRAPH_IGRAPH_BRIDGE_H

#include <igraph/igraph.h>

#include "core/run.h"
#include "routes/graph.h"

/**
 * @brief Work with igraph. Frees what it made, also on failure, and returns igraph's code.
 *
 * Uses no IGRAPH_CHECK and no IGRAPH_FINALLY of its own: looks at each return value.
 */
typedef igraph_error_t (*routes_i_igraph_work)(void *context);

/**
 * @brief Does a piece of work with igraph under our handlers, and under a lock where igraph is not
 * safe with threads. Not to be nested.
 *
 * @param[in] run  Its log gets igraph's warnings; may be null.
 * @retval ROUTES_E_MEMORY     igraph had no memory.
 * @retval ROUTES_E_DEPENDENCY igraph failed; the message has its first words.
 */
routes_status routes_i_igraph_run(routes_i_igraph_work work, void *context, const routes_run *run,
                                  routes_error *err);

/** @brief One of our graphs as igraph has it. */
typedef struct routes_i_igraph {
    igraph_t graph;
    igraph_vector_t length_um; /**< [edges] Whole numbers; exact up to 2^53. */
    igraph_vector_int_t link;  /**< [edges] Our link behind each edge. */
} routes_i_igraph;

/**
 * @brief Makes an igraph graph; only inside work.
 *
 * Undirected, edge i is link i. Directed, a link used both ways becomes two
 * edges, there and back. Nothing is left behind on failure.
 */
igraph_error_t routes_i_igraph_make(routes_i_igraph *made, const routes_graph *graph,
                                    igraph_bool_t directed);

/** @brief Frees what routes_i_igraph_make() made. */
void routes_i_igraph_destroy(routes_i_igraph *made);

/**
 * @brief Makes one of our graphs of an igraph graph; edge i is link i. Inside or outside of work.
 *
 * @param[out] graph     Set to null on failure. Links go one way where `source` is directed.
 * @param[in] source     The igraph graph.
 * @param[in] length_um  [edges] Whole numbers, 0 to 2^53; null: all 0.
 * @retval ROUTES_E_DATA A length is not such a number.
 * @retval other         As routes_graph_new().
 */
routes_status routes_i_igraph_read(routes_graph **graph, const igraph_t *source,
                                   const igraph_vector_t *length_um, routes_error *err);

#endif
