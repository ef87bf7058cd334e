/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Strongly connected parts after R. Tarjan, "Depth-first search and linear graph algorithms", SIAM
 * Journal on Computing 1(2), 1972, pp. 146-160, without recursion. */

#include "analysis/flow/max_flow.h"

/* A depth-first search. Numbers begin with 1; 0 is not seen yet. */
struct search {
    routes_i_flow *flow;
    uint32_t *part;   /* UINT32_MAX: in none yet */
    uint32_t *number; /* of seeing */
    uint32_t *low;    /* the least number that is reached and in no part yet */
    uint32_t *way;    /* from the root to where the search is */
    uint32_t *open;   /* seen and in no part yet; the flow's list */
    size_t steps, opened;
    uint32_t seen, parts;
};

static void see(struct search *search, uint32_t node)
{
    search->number[node] = search->low[node] = ++search->seen;
    search->flow->next[node] = search->flow->start[node];
    search->open[search->opened++] = node;
    search->way[search->steps++] = node;
}

static void close_part(struct search *search, uint32_t root)
{
    uint32_t node;
    do {
        node = search->open[--search->opened];
        search->part[node] = search->parts;
    } while (node != root);
    search->parts++;
}

/* Leaves a node whose arcs have all been tried. */
static void leave(struct search *search)
{
    uint32_t node = search->way[--search->steps];
    if (search->low[node] == search->number[node])
        close_part(search, node);
    if (search->steps) {
        uint32_t before = search->way[search->steps - 1];
        if (search->low[node] < search->low[before])
            search->low[before] = search->low[node];
    }
}

static void step(struct search *search)
{
    routes_i_flow *flow = search->flow;
    uint32_t node = search->way[search->steps - 1];
    if (flow->next[node] == flow->start[node + 1]) {
        leave(search);
        return;
    }
    uint32_t arc = flow->leaving[flow->next[node]++];
    uint32_t to = flow->head[arc];
    if (flow->room[arc] == 0)
        return;
    if (search->number[to] == 0)
        see(search, to);
    else if (search->part[to] == UINT32_MAX && search->number[to] < search->low[node])
        search->low[node] = search->number[to];
}

void routes_i_flow_parts(uint32_t *part, uint32_t *room, routes_i_flow *flow)
{
    struct search search = {.flow = flow,
                            .part = part,
                            .number = room,
                            .low = room + flow->nodes,
                            .way = room + 2 * flow->nodes,
                            .open = flow->list};
    for (size_t v = 0; v < flow->nodes; v++) {
        part[v] = UINT32_MAX;
        search.number[v] = 0;
    }
    for (uint32_t v = 0; v < flow->nodes; v++) {
        if (search.number[v])
            continue;
        see(&search, v);
        while (search.steps)
            step(&search);
    }
}
