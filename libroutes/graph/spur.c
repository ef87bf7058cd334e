/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "graph/spur.h"

#include <stdbool.h>

#include "core/fail.h"
#include "core/memory.h"
#include "graph/graph.h"

static bool is_closed(const unsigned char *closed, uint32_t item)
{
    return closed && closed[item];
}

uint64_t routes_i_spur_step(const routes_i_spur *spur, uint32_t link, uint32_t end)
{
    uint64_t enter = spur->enter ? spur->enter[end] : 0;
    if (is_closed(spur->link_closed, link) || is_closed(spur->node_closed, end) ||
        spur->step[link] == ROUTES_I_SPUR_NONE || enter == ROUTES_I_SPUR_NONE)
        return ROUTES_I_SPUR_NONE;
    return spur->step[link] + enter;
}

/* Whether a way of this cost and so many links is better than another. */
static bool is_better(uint64_t cost, uint32_t links, uint64_t than, uint32_t than_links)
{
    return cost < than || (cost == than && links < than_links);
}

/* Enters a node on the way to the target by one of its links, seen from the target. */
static void come_before(routes_i_spur *spur, uint32_t node, uint32_t link, uint32_t before)
{
    uint64_t step = routes_i_spur_step(spur, link, node);
    if (step == ROUTES_I_SPUR_NONE || is_closed(spur->node_closed, before) ||
        spur->rest[node] + step > spur->most)
        return;
    uint64_t cost = spur->rest[node] + step;
    uint32_t links = spur->rest_links[node] + 1;
    if (!is_better(cost, links, spur->rest[before], spur->rest_links[before]))
        return;
    spur->rest[before] = cost;
    spur->rest_links[before] = links;
    routes_i_heap_lower(&spur->heap, before);
}

/* From the target back to all nodes. */
static void find_rests(routes_i_spur *spur)
{
    const routes_graph *graph = spur->graph;
    for (size_t v = 0; v < graph->nodes; v++)
        spur->rest[v] = ROUTES_I_SPUR_NONE;
    if (is_closed(spur->node_closed, spur->target))
        return;
    spur->heap.cost = spur->rest;
    spur->heap.links = spur->rest_links;
    spur->rest[spur->target] = 0;
    routes_i_heap_lower(&spur->heap, spur->target);
    while (spur->heap.size > 0) {
        const uint32_t *ends, *links;
        uint32_t node = routes_i_heap_take(&spur->heap);
        size_t count = routes_graph_entering(&ends, &links, graph, node);
        for (size_t i = 0; i < count; i++)
            come_before(spur, node, links[i], ends[i]);
    }
    spur->heap.cost = spur->key;
    spur->heap.links = spur->key_links;
}

routes_status routes_i_spur_make(routes_i_spur *spur, routes_error *err)
{
    size_t nodes = spur->graph->nodes;
    size_t links = spur->graph->links;
    spur->rest = routes_i_calloc(nodes, sizeof *spur->rest);
    spur->rest_links = routes_i_calloc(nodes, sizeof *spur->rest_links);
    spur->cost = routes_i_calloc(nodes, sizeof *spur->cost);
    spur->links = routes_i_calloc(nodes, sizeof *spur->links);
    spur->key = routes_i_calloc(nodes, sizeof *spur->key);
    spur->key_links = routes_i_calloc(nodes, sizeof *spur->key_links);
    spur->seen = routes_i_calloc(nodes, sizeof *spur->seen);
    spur->blocked = routes_i_calloc(nodes, sizeof *spur->blocked);
    spur->banned = routes_i_calloc(links ? links : 1, sizeof *spur->banned);
    bool room = routes_i_heap_new(&spur->heap, nodes, spur->key, spur->key_links);
    if (!room || !spur->rest || !spur->rest_links || !spur->cost || !spur->links || !spur->key ||
        !spur->key_links || !spur->seen || !spur->blocked || !spur->banned)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for ways among %zu nodes", nodes);
    find_rests(spur);
    return ROUTES_OK;
}

void routes_i_spur_free(routes_i_spur *spur)
{
    routes_i_free(spur->rest);
    routes_i_free(spur->rest_links);
    routes_i_free(spur->cost);
    routes_i_free(spur->links);
    routes_i_free(spur->key);
    routes_i_free(spur->key_links);
    routes_i_free(spur->seen);
    routes_i_free(spur->blocked);
    routes_i_free(spur->banned);
    routes_i_heap_free(&spur->heap);
}

static void meet(routes_i_spur *spur, uint32_t node, uint64_t cost, uint32_t links)
{
    spur->seen[node] = spur->search;
    spur->cost[node] = cost;
    spur->links[node] = links;
    spur->key[node] = cost + spur->rest[node];
    spur->key_links[node] = links + spur->rest_links[node];
    routes_i_heap_lower(&spur->heap, node);
}

static void leave(routes_i_spur *spur, uint32_t from, uint32_t node, uint64_t bound)
{
    const uint32_t *ends, *links;
    size_t count = routes_graph_leaving(&ends, &links, spur->graph, node);
    for (size_t i = 0; i < count; i++) {
        uint32_t end = ends[i];
        uint64_t step = routes_i_spur_step(spur, links[i], end);
        if (step == ROUTES_I_SPUR_NONE || spur->blocked[end] == spur->way ||
            spur->rest[end] == ROUTES_I_SPUR_NONE ||
            (node == from && spur->banned[links[i]] == spur->search))
            continue;
        uint64_t cost = spur->cost[node] + step;
        if (cost + spur->rest[end] > bound)
            continue;
        if (spur->seen[end] != spur->search ||
            is_better(cost, spur->links[node] + 1, spur->cost[end], spur->links[end]))
            meet(spur, end, cost, spur->links[node] + 1);
    }
}

/* Nodes that are still queued are of no use: every node on a way as good as the best was taken. */
static void empty_heap(routes_i_heap *heap)
{
    for (size_t i = 0; i < heap->size; i++)
        heap->place[heap->items[i]] = 0;
    heap->size = 0;
}

uint32_t routes_i_spur_find(routes_i_spur *spur, uint32_t from, uint64_t bound)
{
    uint32_t target = spur->target;
    bound = bound < spur->most ? bound : spur->most;
    if (spur->rest[from] == ROUTES_I_SPUR_NONE || spur->rest[from] > bound)
        return ROUTES_GRAPH_NONE;
    meet(spur, from, 0, 0);
    while (spur->heap.size > 0) {
        uint32_t node = spur->heap.items[0];
        if (spur->seen[target] == spur->search && is_better(spur->cost[target], spur->links[target],
                                                            spur->key[node], spur->key_links[node]))
            break;
        node = routes_i_heap_take(&spur->heap);
        if (node != target)
            leave(spur, from, node, bound);
    }
    empty_heap(&spur->heap);
    return spur->seen[target] == spur->search ? spur->links[target] : ROUTES_GRAPH_NONE;
}

/* The lowest node before `node` on a best way, and the lowest link from it. */
static void step_back(uint32_t *before, uint32_t *by, const routes_i_spur *spur, uint32_t from,
                      uint32_t node)
{
    const uint32_t *ends, *links;
    size_t count = routes_graph_entering(&ends, &links, spur->graph, node);
    *before = *by = ROUTES_GRAPH_NONE;
    for (size_t i = 0; i < count; i++) {
        uint32_t end = ends[i];
        uint64_t step = routes_i_spur_step(spur, links[i], node);
        if (step == ROUTES_I_SPUR_NONE || spur->seen[end] != spur->search ||
            (end == from && spur->banned[links[i]] == spur->search) ||
            spur->cost[end] + step != spur->cost[node] || spur->links[end] + 1 != spur->links[node])
            continue;
        if (end < *before || (end == *before && links[i] < *by)) {
            *before = end;
            *by = links[i];
        }
    }
}

void routes_i_spur_read(uint32_t *nodes, uint32_t *links, const routes_i_spur *spur, uint32_t from)
{
    uint32_t at = spur->target;
    for (size_t i = spur->links[at]; i > 0; i--) {
        nodes[i] = at;
        step_back(&at, &links[i - 1], spur, from, at);
    }
    nodes[0] = at;
}
