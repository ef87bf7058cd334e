/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "graph/adjacency.h"

#include <stdbool.h>

#include "core/fail.h"
#include "core/memory.h"

#define NONE UINT32_MAX
#define WAITS (UINT32_MAX - 1)

/* Nodes that lie together: their arcs fill about a page. */
#define CELL 128

static bool is_open(const unsigned char *closed, uint32_t i)
{
    return !closed || !closed[i];
}

/* Takes what hangs together with `first`, breadth first, until the cell is full; what is next to
 * the cell then waits to begin one. */
static size_t fill_cell(routes_i_adjacency *arcs, const routes_graph *graph, uint32_t first,
                        uint32_t *waiting, size_t waits)
{
    uint32_t begin = arcs->placed;
    arcs->place[first] = arcs->placed;
    arcs->node[arcs->placed++] = first;
    for (uint32_t at = begin; at < arcs->placed; at++) {
        const uint32_t *ends;
        size_t count = routes_graph_touching(&ends, NULL, graph, arcs->node[at]);
        for (size_t i = 0; i < count; i++) {
            bool is_new = arcs->place[ends[i]] == NONE;
            if (arcs->placed - begin < CELL && (is_new || arcs->place[ends[i]] == WAITS)) {
                arcs->place[ends[i]] = arcs->placed;
                arcs->node[arcs->placed++] = ends[i];
            } else if (is_new) {
                arcs->place[ends[i]] = WAITS;
                waiting[waits++] = ends[i];
            }
        }
    }
    return waits;
}

/* Cell after cell, breadth first over links in either direction, so that what is near in the graph
 * is near in memory: in the cache, and on the same page. `waiting` holds every node once. */
static void choose_places(routes_i_adjacency *arcs, const routes_graph *graph, uint32_t *waiting)
{
    size_t waits = 0;
    size_t next = 0;
    for (size_t i = 0; i < arcs->nodes; i++)
        arcs->place[i] = NONE;
    for (uint32_t first = 0; first < arcs->nodes; first++) {
        if (arcs->place[first] == NONE)
            waits = fill_cell(arcs, graph, first, waiting, waits);
        for (; next < waits; next++)
            if (arcs->place[waiting[next]] == WAITS)
                waits = fill_cell(arcs, graph, waiting[next], waiting, waits);
    }
}

static void add(routes_i_adjacency *arcs, uint32_t at, uint32_t head, uint32_t link)
{
    uint64_t length = (uint64_t)arcs->length[link];
    uint32_t cut = length < ROUTES_I_LONG ? (uint32_t)length : ROUTES_I_LONG;
    arcs->arc[at] = (routes_i_arc){arcs->place[head], cut};
    arcs->link[at] = link;
    arcs->still += length == 0;
    if (length > 0 && length < arcs->least)
        arcs->least = length;
    if (length > arcs->most)
        arcs->most = length;
}

static void lay_out(routes_i_adjacency *arcs, const routes_i_adjacency_input *input)
{
    uint32_t size = 0;
    for (uint32_t at = 0; at < arcs->nodes; at++) {
        const uint32_t *ends;
        const uint32_t *links;
        uint32_t node = arcs->node[at];
        size_t count = input->backward ? routes_graph_entering(&ends, &links, input->graph, node)
                                       : routes_graph_leaving(&ends, &links, input->graph, node);
        arcs->start[at] = size;
        for (size_t i = 0; i < count && is_open(input->node_closed, node); i++)
            if (ends[i] != node && is_open(input->node_closed, ends[i]) &&
                is_open(input->link_closed, links[i]))
                add(arcs, size++, ends[i], links[i]);
        if (size - arcs->start[at] > arcs->widest)
            arcs->widest = size - arcs->start[at];
    }
    arcs->start[arcs->nodes] = size;
}

routes_status routes_i_adjacency_make(routes_i_adjacency *arcs,
                                      const routes_i_adjacency_input *input, routes_error *err)
{
    *arcs = (routes_i_adjacency){
        .nodes = routes_graph_nodes(input->graph), .length = input->length, .least = UINT64_MAX};
    size_t links = routes_graph_links(input->graph);
    for (size_t i = 0; i < links; i++)
        arcs->sum += (uint64_t)input->length[i];

    arcs->place = routes_i_calloc(arcs->nodes, sizeof *arcs->place);
    arcs->node = routes_i_calloc(arcs->nodes, sizeof *arcs->node);
    arcs->start = routes_i_calloc(arcs->nodes + 1, sizeof *arcs->start);
    arcs->arc = routes_i_calloc(2 * links, sizeof *arcs->arc);
    arcs->link = routes_i_calloc(2 * links, sizeof *arcs->link);
    if (!arcs->place || !arcs->node || !arcs->start || !arcs->arc || !arcs->link)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for the arcs of %zu links", links);
    uint32_t *waiting = routes_i_calloc(arcs->nodes, sizeof *waiting);
    if (!waiting)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu nodes", arcs->nodes);
    choose_places(arcs, input->graph, waiting);
    routes_i_free(waiting);
    lay_out(arcs, input);
    return arcs->still ? routes_i_adjacency_rank(arcs, err) : ROUTES_OK;
}

void routes_i_adjacency_free(routes_i_adjacency *arcs)
{
    routes_i_free(arcs->place);
    routes_i_free(arcs->node);
    routes_i_free(arcs->start);
    routes_i_free(arcs->arc);
    routes_i_free(arcs->link);
    routes_i_free(arcs->rank);
    routes_i_free(arcs->shared);
}
