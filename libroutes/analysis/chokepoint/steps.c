/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analysis/chokepoint/steps.h"

#include <stdbool.h>

#include "core/fail.h"
#include "core/memory.h"

#define NONE UINT32_MAX

/* The depth-first search for groups. */
struct groups {
    uint32_t *met;   /* [nodes] when a node was met, from 1; 0: not yet */
    uint32_t *low;   /* [nodes] the earliest one still open that is reached from it */
    uint32_t *at;    /* [nodes] the step to be tried next */
    uint32_t *trail; /* [nodes] nodes on the way down */
    uint32_t *open;  /* [nodes] nodes not yet in a group */
    size_t deep, waiting;
    uint32_t clock, count;
};

static bool is_open(const unsigned char *closed, uint32_t i)
{
    return !closed || !closed[i];
}

static void lay_out(routes_i_steps *steps, const routes_graph *graph, const int64_t *length,
                    const unsigned char *node_closed, const unsigned char *link_closed)
{
    uint32_t size = 0;
    for (uint32_t node = 0; node < steps->nodes; node++) {
        const uint32_t *ends;
        const uint32_t *links;
        size_t count = routes_graph_leaving(&ends, &links, graph, node);
        steps->start[node] = size;
        for (size_t i = 0; i < count && is_open(node_closed, node); i++)
            if (ends[i] != node && is_open(node_closed, ends[i]) && is_open(link_closed, links[i]))
                steps->steps[size++] =
                    (routes_i_step){(uint64_t)length[links[i]], ends[i], links[i]};
    }
    steps->start[steps->nodes] = size;
}

static void meet(struct groups *groups, const routes_i_steps *steps, uint32_t node)
{
    groups->met[node] = groups->low[node] = ++groups->clock;
    groups->at[node] = steps->start[node];
    groups->trail[groups->deep++] = node;
    groups->open[groups->waiting++] = node;
}

/* All that is open from `node` on makes a group. */
static void close_group(struct groups *groups, routes_i_steps *steps, uint32_t node)
{
    size_t size = 0;
    uint32_t member;
    do {
        member = groups->open[groups->waiting - ++size];
        steps->rank[member] = groups->count;
    } while (member != node);
    for (size_t i = 0; i < size && size > 1; i++)
        steps->shared[groups->open[groups->waiting - 1 - i]] = 1;
    groups->waiting -= size;
    groups->count++;
    if (size > steps->largest)
        steps->largest = size;
}

/* One step of no length down from the last node of the trail, or back up from it. */
static void go_on(struct groups *groups, routes_i_steps *steps)
{
    uint32_t node = groups->trail[groups->deep - 1];
    while (groups->at[node] < steps->start[node + 1]) {
        const routes_i_step *step = &steps->steps[groups->at[node]++];
        if (step->length > 0)
            continue;
        if (!groups->met[step->end]) {
            meet(groups, steps, step->end);
            return;
        }
        if (steps->rank[step->end] == NONE && groups->met[step->end] < groups->low[node])
            groups->low[node] = groups->met[step->end];
    }
    if (groups->low[node] == groups->met[node])
        close_group(groups, steps, node);
    groups->deep--;
    if (groups->deep > 0) {
        uint32_t above = groups->trail[groups->deep - 1];
        if (steps->rank[node] == NONE && groups->low[node] < groups->low[above])
            groups->low[above] = groups->low[node];
    }
}

/* Strongly connected parts over the steps of no length (Tarjan 1972), which are found last to
 * first. */
static routes_status find_groups(routes_i_steps *steps, routes_error *err)
{
    size_t nodes = steps->nodes;
    uint32_t *room = routes_i_calloc(5 * nodes, sizeof *room);
    if (!room)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu nodes", nodes);
    struct groups groups = {.met = room,
                            .low = room + nodes,
                            .at = room + 2 * nodes,
                            .trail = room + 3 * nodes,
                            .open = room + 4 * nodes};
    for (uint32_t node = 0; node < nodes; node++)
        steps->rank[node] = NONE;
    for (uint32_t node = 0; node < nodes; node++) {
        if (!groups.met[node])
            meet(&groups, steps, node);
        while (groups.deep > 0)
            go_on(&groups, steps);
    }
    for (uint32_t node = 0; node < nodes; node++)
        steps->rank[node] = groups.count - 1 - steps->rank[node];
    routes_i_free(room);
    return ROUTES_OK;
}

routes_status routes_i_steps_make(routes_i_steps *steps, const routes_graph *graph,
                                  const int64_t *length, const unsigned char *node_closed,
                                  const unsigned char *link_closed, routes_error *err)
{
    *steps = (routes_i_steps){.nodes = routes_graph_nodes(graph)};
    size_t links = routes_graph_links(graph);
    steps->start = routes_i_calloc(steps->nodes + 1, sizeof *steps->start);
    steps->steps = routes_i_calloc(2 * links, sizeof *steps->steps);
    steps->rank = routes_i_calloc(steps->nodes, sizeof *steps->rank);
    steps->shared = routes_i_calloc(steps->nodes, 1);
    if (!steps->start || !steps->steps || !steps->rank || !steps->shared)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for the steps of %zu links", links);
    lay_out(steps, graph, length, node_closed, link_closed);
    return find_groups(steps, err);
}

void routes_i_steps_free(routes_i_steps *steps)
{
    routes_i_free(steps->start);
    routes_i_free(steps->steps);
    routes_i_free(steps->rank);
    routes_i_free(steps->shared);
}
