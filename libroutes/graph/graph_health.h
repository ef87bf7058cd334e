/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file graph/graph_health.h
 * @brief Which igraph is here.
 */
#ifndef ROUTES_GRAPH_GRAPH_HEALTH_H
#define ROUTES_GRAPH_GRAPH_HEALTH_H

#include "core/health.h"

/** @brief Adds the row of igraph. */
routes_status routes_i_graph_health(routes_table *table, routes_error *err);

#endif
