/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "graph/graph_health.h"

#include <igraph/igraph.h>

routes_status routes_i_graph_health(routes_table *table, routes_error *err)
{
    const char *version = NULL;
    igraph_version(&version, NULL, NULL, NULL);
    return routes_i_health_add(table, "igraph", version, NULL, err);
}
