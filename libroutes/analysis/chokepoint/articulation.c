/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analysis/chokepoint/articulation.h"

#include <stdlib.h>

#include "core/fail.h"
#include "core/memory.h"
#include "core/options.h"
#include "core/run.h"

#define NONE ROUTES_GRAPH_NONE

static int most_first(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a;
    uint32_t y = *(const uint32_t *)b;
    return (x < y) - (x > y);
}

static int bridge_order(const void *a, const void *b)
{
    uint32_t x = ((const routes_bridge *)a)->link;
    uint32_t y = ((const routes_bridge *)b)->link;
    return (x > y) - (x < y);
}

/* Without a node there is a piece for each block that hangs by it, and one above it unless it is a
 * root. */
static size_t count_pieces(const routes_i_blocks *blocks, const uint32_t *hanging, size_t node)
{
    return hanging[node] + (blocks->block[node] != NONE ? 1u : 0u);
}

/* Writes the sizes of the pieces: those that hang from each cut node, then what is left above. */
static void fill_pieces(routes_articulation *found)
{
    const routes_i_blocks *blocks = &found->blocks;
    size_t *cursor = found->piece_start + 1;
    for (size_t b = 0; b < blocks->count; b++) {
        uint32_t number = found->node_number[blocks->top[b]];
        if (number != NONE)
            found->piece[cursor[number]++] = blocks->below[b];
    }
    for (size_t i = 0; i < found->nodes; i++) {
        uint32_t node = found->node[i];
        uint32_t *first = found->piece + found->piece_start[i];
        uint32_t left = blocks->joined[node] - 1;
        for (uint32_t *at = first; at < found->piece + cursor[i]; at++)
            left -= *at;
        if (blocks->block[node] != NONE)
            found->piece[cursor[i]++] = left;
        qsort(first, cursor[i] - found->piece_start[i], sizeof *first, most_first);
    }
}

/* `piece_start` is filled one place ahead, so that filling the pieces moves each start to the end
 * of its row, which is where the next one starts. */
static int find_nodes(routes_articulation *found)
{
    const routes_i_blocks *blocks = &found->blocks;
    size_t pieces = 0;
    uint32_t *hanging = routes_i_calloc(blocks->nodes, sizeof *hanging);
    found->node_number = routes_i_calloc(blocks->nodes, sizeof *found->node_number);
    if (!hanging || !found->node_number) {
        routes_i_free(hanging);
        return 0;
    }
    for (size_t b = 0; b < blocks->count; b++)
        hanging[blocks->top[b]]++;
    for (size_t v = 0; v < blocks->nodes; v++) {
        size_t falls_into = count_pieces(blocks, hanging, v);
        found->node_number[v] = falls_into > 1 ? (uint32_t)found->nodes++ : NONE;
        pieces += falls_into > 1 ? falls_into : 0;
    }
    found->node = routes_i_calloc(found->nodes, sizeof *found->node);
    found->piece_start = routes_i_calloc(found->nodes + 1, sizeof *found->piece_start);
    found->piece = routes_i_calloc(pieces, sizeof *found->piece);
    int enough = found->node && found->piece_start && found->piece;
    size_t start = 0;
    for (size_t v = 0; enough && v < blocks->nodes; v++) {
        uint32_t number = found->node_number[v];
        if (number == NONE)
            continue;
        found->node[number] = (uint32_t)v;
        found->piece_start[number + 1] = start;
        start += count_pieces(blocks, hanging, v);
    }
    routes_i_free(hanging);
    if (enough)
        fill_pieces(found);
    return enough;
}

static int find_bridges(routes_articulation *found, const routes_graph *graph)
{
    const routes_i_blocks *blocks = &found->blocks;
    const uint32_t *from = routes_graph_from(graph);
    for (size_t b = 0; b < blocks->count; b++)
        found->bridges += blocks->bridge[b] != NONE;
    found->bridge = routes_i_calloc(found->bridges, sizeof *found->bridge);
    found->bridge_number = routes_i_calloc(blocks->count, sizeof *found->bridge_number);
    uint32_t *by_link = routes_i_calloc(routes_graph_links(graph), sizeof *by_link);
    int enough = found->bridge && found->bridge_number && by_link;
    size_t size = 0;
    for (size_t b = 0; enough && b < blocks->count; b++) {
        uint32_t link = blocks->bridge[b];
        if (link == NONE)
            continue;
        uint32_t below = blocks->below[b];
        uint32_t above = blocks->joined[blocks->top[b]] - below;
        int down = from[link] == blocks->top[b];
        found->bridge[size++] = (routes_bridge){link, down ? above : below, down ? below : above};
    }
    if (enough) {
        qsort(found->bridge, size, sizeof *found->bridge, bridge_order);
        for (size_t i = 0; i < size; i++)
            by_link[found->bridge[i].link] = (uint32_t)i;
        for (size_t b = 0; b < blocks->count; b++)
            found->bridge_number[b] = blocks->bridge[b] == NONE ? NONE : by_link[blocks->bridge[b]];
    }
    routes_i_free(by_link);
    return enough;
}

/* Members of a block: what hangs by it, in order of number, with its top put in place. */
static int find_members(routes_articulation *found)
{
    const routes_i_blocks *blocks = &found->blocks;
    size_t *start = routes_i_calloc(blocks->count + 2, sizeof *start);
    found->member_start = start;
    if (!start)
        return 0;
    for (size_t v = 0; v < blocks->nodes; v++)
        if (blocks->block[v] != NONE)
            start[blocks->block[v] + 2]++;
    for (size_t b = 0; b < blocks->count; b++)
        start[b + 2] += start[b + 1] + 1;
    found->member = routes_i_calloc(start[blocks->count + 1], sizeof *found->member);
    if (!found->member)
        return 0;

    size_t *cursor = start + 1;
    for (uint32_t v = 0; v < blocks->nodes; v++)
        if (blocks->block[v] != NONE)
            found->member[cursor[blocks->block[v]]++] = v;
    for (size_t b = 0; b < blocks->count; b++) {
        size_t at = cursor[b]++;
        for (; at > start[b] && found->member[at - 1] > blocks->top[b]; at--)
            found->member[at] = found->member[at - 1];
        found->member[at] = blocks->top[b];
    }
    return 1;
}

routes_status routes_articulation_new(routes_articulation **found, const routes_graph *graph,
                                      const routes_articulation_options *options, routes_error *err)
{
    if (!found)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "found must not be null");
    *found = NULL;
    if (!graph)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "graph must not be null");
    routes_articulation_options use;
    routes_run run;
    routes_status status = routes_i_options_read(&use, sizeof use, options, err);
    if (!status)
        status = routes_i_run_read(&run, use.run, err);
    if (status)
        return status;

    routes_articulation *made = routes_i_calloc(1, sizeof *made);
    if (!made)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for cut nodes");
    status = routes_i_blocks_find(&made->blocks, graph, &run, err);
    if (!status && (!find_nodes(made) || !find_bridges(made, graph) || !find_members(made)))
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for the cut nodes of %zu nodes",
                               routes_graph_nodes(graph));
    if (status) {
        routes_articulation_free(made);
        return status;
    }
    *found = made;
    return ROUTES_OK;
}

void routes_articulation_free(routes_articulation *found)
{
    if (!found)
        return;
    routes_i_blocks_free(&found->blocks);
    routes_i_free(found->node);
    routes_i_free(found->piece_start);
    routes_i_free(found->piece);
    routes_i_free(found->node_number);
    routes_i_free(found->bridge);
    routes_i_free(found->bridge_number);
    routes_i_free(found->member_start);
    routes_i_free(found->member);
    routes_i_free(found);
}

size_t routes_articulation_nodes(const routes_articulation *found)
{
    return found->nodes;
}

routes_cut_node routes_articulation_node(const routes_articulation *found, size_t i)
{
    size_t start = found->piece_start[i];
    return (routes_cut_node){found->node[i], found->piece_start[i + 1] - start,
                             found->piece + start};
}

size_t routes_articulation_bridges(const routes_articulation *found)
{
    return found->bridges;
}

routes_bridge routes_articulation_bridge(const routes_articulation *found, size_t i)
{
    return found->bridge[i];
}

size_t routes_articulation_blocks(const routes_articulation *found)
{
    return found->blocks.count;
}

routes_block routes_articulation_block(const routes_articulation *found, size_t i)
{
    size_t start = found->member_start[i];
    return (routes_block){found->member_start[i + 1] - start, found->member + start};
}
