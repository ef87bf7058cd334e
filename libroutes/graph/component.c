/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/component.h"

#include <stdbool.h>

#include "core/fail.h"
#include "core/memory.h"
#include "graph/graph.h"

static bool is_closed(const unsigned char *closed, uint32_t i)
{
    return closed && closed[i];
}

routes_status routes_component_find(uint32_t *component, size_t *count, const routes_graph *graph,
                                    const unsigned char *node_closed,
                                    const unsigned char *link_closed, routes_error *err)
{
    if (!graph || (graph->nodes && !component))
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "component and graph must not be null");
    uint32_t *queue = routes_i_calloc(graph->nodes, sizeof *queue);
    if (!queue)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu nodes", graph->nodes);

    uint32_t number = 0;
    for (size_t v = 0; v < graph->nodes; v++)
        component[v] = ROUTES_GRAPH_NONE;
    for (uint32_t first = 0; first < graph->nodes; first++) {
        if (component[first] != ROUTES_GRAPH_NONE || is_closed(node_closed, first))
            continue;
        size_t size = 0;
        component[first] = number;
        queue[size++] = first;
        for (size_t at = 0; at < size; at++) {
            uint32_t node = queue[at];
            for (uint32_t i = graph->start[node]; i < graph->start[node + 1]; i++) {
                uint32_t end = graph->end[i];
                if (component[end] != ROUTES_GRAPH_NONE || is_closed(node_closed, end) ||
                    is_closed(link_closed, graph->link[i]))
                    continue;
                component[end] = number;
                queue[size++] = end;
            }
        }
        number++;
    }
    routes_i_free(queue);
    if (count)
        *count = number;
    return ROUTES_OK;
}
