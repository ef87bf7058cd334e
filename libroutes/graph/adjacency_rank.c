/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "graph/adjacency.h"

#include "core/fail.h"
#include "core/memory.h"

#define NONE UINT32_MAX

/* The depth-first search for groups. */
struct groups {
    uint32_t *met;   /* [nodes] when a node was met, from 1; 0: not yet */
    uint32_t *low;   /* [nodes] the earliest one still open that is reached from it */
    uint32_t *at;    /* [nodes] the arc to be tried next */
    uint32_t *trail; /* [nodes] nodes on the way down */
    uint32_t *open;  /* [nodes] nodes not yet in a group */
    size_t deep, waiting;
    uint32_t clock, count;
};

static void meet(struct groups *groups, const routes_i_adjacency *arcs, uint32_t node)
{
    groups->met[node] = groups->low[node] = ++groups->clock;
    groups->at[node] = arcs->start[node];
    groups->trail[groups->deep++] = node;
    groups->open[groups->waiting++] = node;
}

/* All that is open from `node` on makes a group. */
static void close_group(struct groups *groups, routes_i_adjacency *arcs, uint32_t node)
{
    size_t size = 0;
    uint32_t member;
    do {
        member = groups->open[groups->waiting - ++size];
        arcs->rank[member] = groups->count;
    } while (member != node);
    for (size_t i = 0; i < size && size > 1; i++)
        arcs->shared[groups->open[groups->waiting - 1 - i]] = 1;
    groups->waiting -= size;
    groups->count++;
    if (size > arcs->largest)
        arcs->largest = size;
}

/* One arc of no length down from the last node of the trail, or back up from it. */
static void go_on(struct groups *groups, routes_i_adjacency *arcs)
{
    uint32_t node = groups->trail[groups->deep - 1];
    while (groups->at[node] < arcs->start[node + 1]) {
        uint32_t arc = groups->at[node]++;
        uint32_t head = arcs->arc[arc].head;
        if (routes_i_adjacency_length(arcs, arc) > 0)
            continue;
        if (!groups->met[head]) {
            meet(groups, arcs, head);
            return;
        }
        if (arcs->rank[head] == NONE && groups->met[head] < groups->low[node])
            groups->low[node] = groups->met[head];
    }
    if (groups->low[node] == groups->met[node])
        close_group(groups, arcs, node);
    groups->deep--;
    if (groups->deep > 0) {
        uint32_t above = groups->trail[groups->deep - 1];
        if (arcs->rank[node] == NONE && groups->low[node] < groups->low[above])
            groups->low[above] = groups->low[node];
    }
}

/* Strongly connected parts over the arcs of no length (Tarjan 1972), which are found last to
 * first. */
routes_status routes_i_adjacency_rank(routes_i_adjacency *arcs, routes_error *err)
{
    size_t nodes = arcs->nodes;
    uint32_t *room = routes_i_calloc(5 * nodes, sizeof *room);
    arcs->rank = routes_i_calloc(nodes, sizeof *arcs->rank);
    arcs->shared = routes_i_calloc(nodes, 1);
    if (!room || !arcs->rank || !arcs->shared) {
        routes_i_free(room);
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu nodes", nodes);
    }
    struct groups groups = {.met = room,
                            .low = room + nodes,
                            .at = room + 2 * nodes,
                            .trail = room + 3 * nodes,
                            .open = room + 4 * nodes};
    for (uint32_t node = 0; node < nodes; node++)
        arcs->rank[node] = NONE;
    for (uint32_t node = 0; node < nodes; node++) {
        if (!groups.met[node])
            meet(&groups, arcs, node);
        while (groups.deep > 0)
            go_on(&groups, arcs);
    }
    for (uint32_t node = 0; node < nodes; node++)
        arcs->rank[node] = groups.count - 1 - arcs->rank[node];
    routes_i_free(room);
    return ROUTES_OK;
}
