/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analysis/flow/toward.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "core/fail.h"
#include "core/memory.h"

routes_status routes_i_toward_make(routes_i_toward *toward, size_t nodes, routes_error *err)
{
    *toward = (routes_i_toward){.nodes = nodes};
    toward->cost = routes_i_calloc(nodes, sizeof *toward->cost);
    toward->order = routes_i_calloc(nodes, sizeof *toward->order);
    toward->key = routes_i_calloc(nodes, sizeof *toward->key);
    toward->hops = routes_i_calloc(nodes, sizeof *toward->hops);
    if (toward->cost && toward->order && toward->key && toward->hops &&
        routes_i_heap_new(&toward->heap, nodes, toward->key, toward->hops))
        return ROUTES_OK;
    return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a search over %zu nodes", nodes);
}

void routes_i_toward_free(routes_i_toward *toward)
{
    routes_i_free(toward->cost);
    routes_i_free(toward->order);
    routes_i_free(toward->key);
    routes_i_free(toward->hops);
    routes_i_heap_free(&toward->heap);
}

/* Doubles from 0 up order as their bits do. */
static void set_cost(routes_i_toward *toward, uint32_t node, double cost, uint32_t hops)
{
    toward->cost[node] = cost;
    memcpy(&toward->key[node], &cost, sizeof cost);
    toward->hops[node] = hops;
}

void routes_i_toward_run(routes_i_toward *toward, const routes_graph *graph, const double *cost,
                         uint32_t node)
{
    for (uint32_t i = 0; i < toward->nodes; i++)
        set_cost(toward, i, INFINITY, 0);
    toward->count = 0;
    set_cost(toward, node, 0.0, 0);
    routes_i_heap_lower(&toward->heap, node);
    while (toward->heap.size > 0) {
        const uint32_t *ends;
        const uint32_t *links;
        uint32_t at = routes_i_heap_take(&toward->heap);
        size_t count = routes_graph_entering(&ends, &links, graph, at);
        toward->order[toward->count++] = at;
        for (size_t i = 0; i < count; i++) {
            double from = cost[links[i]] + toward->cost[at];
            uint32_t hops = toward->hops[at] + 1;
            bool same = from <= toward->cost[ends[i]] && hops < toward->hops[ends[i]];
            if (!(from < toward->cost[ends[i]] || same))
                continue;
            set_cost(toward, ends[i], from, hops);
            routes_i_heap_lower(&toward->heap, ends[i]);
        }
    }
}

static routes_status check_ends(const routes_logit_demands *demands, size_t nodes,
                                routes_error *err)
{
    for (size_t i = 0; i < demands->count; i++) {
        double volume = demands->volume ? demands->volume[i] : 1.0;
        if (demands->from[i] >= nodes || demands->to[i] >= nodes)
            return routes_i_fail(err, ROUTES_E_DATA,
                                 "demand %zu joins %u and %u, must be below the %zu nodes", i,
                                 demands->from[i], demands->to[i], nodes);
        if (!(volume >= 0.0 && volume < INFINITY))
            return routes_i_fail(err, ROUTES_E_DATA, "volume[%zu] is %g, must be from 0 up", i,
                                 volume);
    }
    return ROUTES_OK;
}

routes_status routes_i_logit_check(const routes_graph *graph, const double *cost,
                                   const routes_logit_demands *demands, routes_error *err)
{
    size_t links = graph ? routes_graph_links(graph) : 0;
    if (!graph || !demands || (!cost && links > 0) ||
        (demands->count > 0 && (!demands->from || !demands->to)))
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "graph, cost and demands must not be null");
    for (size_t i = 0; i < links; i++)
        if (!(cost[i] >= 0.0 && cost[i] < INFINITY))
            return routes_i_fail(err, ROUTES_E_DATA, "cost[%zu] is %g, must be from 0 up", i,
                                 cost[i]);
    return check_ends(demands, routes_graph_nodes(graph), err);
}
