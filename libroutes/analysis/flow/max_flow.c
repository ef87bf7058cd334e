/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analysis/flow/max_flow.h"

#include "core/fail.h"
#include "core/memory.h"

#define NONE UINT32_MAX

/* Steps between two looks at whether the caller wants to stop. */
#define STEPS_A_LOOK 4000000

routes_status routes_i_flow_new(routes_i_flow *flow, size_t nodes, size_t arcs, routes_error *err)
{
    *flow = (routes_i_flow){.nodes = nodes, .arcs = arcs};
    if (nodes >= NONE || arcs >= NONE)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "a flow over %zu nodes and %zu arcs", nodes,
                             arcs);
    flow->head = routes_i_calloc(arcs, sizeof *flow->head);
    flow->room = routes_i_calloc(arcs, sizeof *flow->room);
    flow->start = routes_i_calloc(nodes + 2, sizeof *flow->start);
    flow->leaving = routes_i_calloc(arcs, sizeof *flow->leaving);
    flow->level = routes_i_calloc(nodes, sizeof *flow->level);
    flow->next = routes_i_calloc(nodes, sizeof *flow->next);
    flow->list = routes_i_calloc(nodes, sizeof *flow->list);
    if (flow->head && flow->room && flow->start && flow->leaving && flow->level && flow->next &&
        flow->list)
        return ROUTES_OK;
    routes_i_flow_free(flow);
    return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a flow over %zu arcs", arcs);
}

void routes_i_flow_free(routes_i_flow *flow)
{
    routes_i_free(flow->head);
    routes_i_free(flow->room);
    routes_i_free(flow->start);
    routes_i_free(flow->leaving);
    routes_i_free(flow->level);
    routes_i_free(flow->next);
    routes_i_free(flow->list);
    *flow = (routes_i_flow){0};
}

void routes_i_flow_set(routes_i_flow *flow, size_t arc, uint32_t from, uint32_t to, int64_t there,
                       int64_t back)
{
    flow->head[arc] = to;
    flow->head[arc + 1] = from;
    flow->room[arc] = there;
    flow->room[arc + 1] = back;
}

/* Rows of arcs by the node they leave. `start` is filled two places ahead, so that filling the rows
 * moves each start to where the next row begins. */
static void index_arcs(routes_i_flow *flow)
{
    for (size_t v = 0; v < flow->nodes + 2; v++)
        flow->start[v] = 0;
    for (size_t a = 0; a < flow->arcs; a++)
        flow->start[flow->head[a ^ 1] + 2]++;
    for (size_t v = 2; v < flow->nodes + 2; v++)
        flow->start[v] += flow->start[v - 1];
    for (size_t a = 0; a < flow->arcs; a++)
        flow->leaving[flow->start[flow->head[a ^ 1] + 1]++] = (uint32_t)a;
}

/* Arcs from each node to the sink, until the source has its own. */
static int find_levels(routes_i_flow *flow, uint32_t source, uint32_t sink)
{
    size_t size = 0;
    for (size_t v = 0; v < flow->nodes; v++)
        flow->level[v] = NONE;
    flow->level[sink] = 0;
    flow->list[size++] = sink;
    for (size_t at = 0; at < size && flow->level[source] == NONE; at++) {
        uint32_t v = flow->list[at];
        for (size_t i = flow->start[v]; i < flow->start[v + 1]; i++) {
            uint32_t arc = flow->leaving[i];
            uint32_t u = flow->head[arc];
            if (flow->level[u] != NONE || flow->room[arc ^ 1] == 0)
                continue;
            flow->level[u] = flow->level[v] + 1;
            flow->list[size++] = u;
        }
    }
    return flow->level[source] != NONE;
}

/* Sends what the way holds; returns how much of the way is before the first full arc. */
static size_t send(routes_i_flow *flow, size_t size, int64_t *value, int64_t most)
{
    int64_t amount = most - *value;
    size_t keep = 0;
    for (size_t i = 0; i < size; i++)
        if (flow->room[flow->list[i]] < amount)
            amount = flow->room[flow->list[i]];
    for (size_t i = size; i-- > 0;) {
        uint32_t arc = flow->list[i];
        flow->room[arc] -= amount;
        flow->room[arc ^ 1] += amount;
        if (flow->room[arc] == 0)
            keep = i;
    }
    *value += amount;
    return keep;
}

/* The next arc one level down from `v`, or none. */
static uint32_t step(routes_i_flow *flow, uint32_t v)
{
    for (; flow->next[v] < flow->start[v + 1]; flow->next[v]++) {
        uint32_t arc = flow->leaving[flow->next[v]];
        uint32_t u = flow->head[arc];
        if (flow->room[arc] > 0 && flow->level[u] != NONE && flow->level[u] + 1 == flow->level[v])
            return arc;
    }
    return NONE;
}

/* Fills all ways of the fewest arcs, until one arc of each is full. */
static routes_status fill_levels(int64_t *value, routes_i_flow *flow, uint32_t source,
                                 uint32_t sink, int64_t most, const routes_run *run,
                                 routes_error *err)
{
    size_t size = 0;
    size_t steps = 0;
    uint32_t v = source;
    for (size_t u = 0; u < flow->nodes; u++)
        flow->next[u] = flow->start[u];
    while (*value < most) {
        if (++steps % STEPS_A_LOOK == 0) {
            routes_status status = routes_i_run_tell(run, 0.5, "minimum cut", err);
            if (status)
                return status;
        }
        if (v == sink) {
            size = send(flow, size, value, most);
            v = size ? flow->head[flow->list[size - 1]] : source;
            continue;
        }
        uint32_t arc = step(flow, v);
        if (arc != NONE) {
            flow->list[size++] = arc;
            v = flow->head[arc];
        } else if (v == source) {
            break;
        } else {
            v = flow->head[flow->list[--size] ^ 1];
            flow->next[v]++;
        }
    }
    return ROUTES_OK;
}

routes_status routes_i_flow_run(int64_t *value, routes_i_flow *flow, uint32_t source, uint32_t sink,
                                int64_t most, const routes_run *run, routes_error *err)
{
    *value = 0;
    index_arcs(flow);
    routes_status status = routes_i_run_tell(run, 0.0, "minimum cut", err);
    while (!status && *value < most && find_levels(flow, source, sink)) {
        status = fill_levels(value, flow, source, sink, most, run, err);
        if (!status)
            status = routes_i_run_tell(run, 0.5, "minimum cut", err);
    }
    return status;
}

void routes_i_flow_reach(unsigned char *reached, routes_i_flow *flow, uint32_t node, int backwards)
{
    size_t size = 0;
    for (size_t v = 0; v < flow->nodes; v++)
        reached[v] = 0;
    reached[node] = 1;
    flow->list[size++] = node;
    for (size_t at = 0; at < size; at++) {
        uint32_t v = flow->list[at];
        for (size_t i = flow->start[v]; i < flow->start[v + 1]; i++) {
            uint32_t arc = flow->leaving[i];
            uint32_t u = flow->head[arc];
            if (reached[u] || flow->room[backwards ? arc ^ 1 : arc] == 0)
                continue;
            reached[u] = 1;
            flow->list[size++] = u;
        }
    }
}
