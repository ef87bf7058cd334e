/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analysis/chokepoint/blocks.h"

#include "core/memory.h"
#include "graph/graph.h"

#define NONE ROUTES_GRAPH_NONE

/* The caller is told after so many nodes were met. */
#define TELL_EACH 4096

/* A depth-first walk. `met` and `low` are Tarjan's numbers: when a node was met, and the earliest
 * node that can be reached from below it by one link that is not of the tree. */
struct walk {
    const routes_graph *graph;
    routes_i_blocks *blocks;
    uint32_t *met; /* [nodes] from 1; 0: not yet */
    uint32_t *low;
    uint32_t *parent;
    uint32_t *parent_link;
    uint32_t *cursor; /* [nodes] the next link to look at */
    uint32_t *below;  /* [nodes] size of the subtree */
    uint32_t *order;  /* [nodes] as they were met */
    uint32_t *open;   /* [nodes] met, and not yet in a block */
    size_t met_size;
    size_t open_size;
};

static int new_walk(struct walk *walk, size_t nodes)
{
    uint32_t **arrays[] = {&walk->met,    &walk->low,   &walk->parent, &walk->parent_link,
                           &walk->cursor, &walk->below, &walk->order,  &walk->open};
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++) {
        *arrays[i] = routes_i_calloc(nodes, sizeof **arrays[i]);
        if (!*arrays[i])
            return 0;
    }
    return 1;
}

static void free_walk(struct walk *walk)
{
    routes_i_free(walk->met);
    routes_i_free(walk->low);
    routes_i_free(walk->parent);
    routes_i_free(walk->parent_link);
    routes_i_free(walk->cursor);
    routes_i_free(walk->below);
    routes_i_free(walk->order);
    routes_i_free(walk->open);
}

/* There are fewer blocks than nodes: each has a node that hangs by it. */
static int new_blocks(routes_i_blocks *blocks, size_t nodes)
{
    *blocks = (routes_i_blocks){.nodes = nodes};
    uint32_t **arrays[] = {&blocks->top,   &blocks->below, &blocks->bridge,
                           &blocks->block, &blocks->depth, &blocks->joined};
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++) {
        *arrays[i] = routes_i_calloc(nodes, sizeof **arrays[i]);
        if (!*arrays[i])
            return 0;
    }
    return 1;
}

static void meet(struct walk *walk, uint32_t node, uint32_t parent, uint32_t link)
{
    walk->order[walk->met_size++] = node;
    walk->open[walk->open_size++] = node;
    walk->met[node] = walk->low[node] = (uint32_t)walk->met_size;
    walk->parent[node] = parent;
    walk->parent_link[node] = link;
    walk->cursor[node] = walk->graph->start[node];
    walk->below[node] = 1;
    walk->blocks->block[node] = NONE;
}

/* Nothing below `node` reaches above its parent, so what is still open down to `node` is a block
 * that hangs by the parent. */
static void close_block(struct walk *walk, uint32_t node)
{
    routes_i_blocks *blocks = walk->blocks;
    uint32_t parent = walk->parent[node];
    uint32_t number = (uint32_t)blocks->count++;
    uint32_t taken;
    blocks->top[number] = parent;
    blocks->below[number] = walk->below[node];
    blocks->bridge[number] = walk->low[node] > walk->met[parent] ? walk->parent_link[node] : NONE;
    do {
        taken = walk->open[--walk->open_size];
        blocks->block[taken] = number;
    } while (taken != node);
}

static uint32_t lower(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

/* Goes on from `node` by its next link, down, or back up when there is none; returns where it
 * stands then, or none when the root is done. A parallel link to the parent counts, the link it
 * came by does not. */
static uint32_t go_on(struct walk *walk, uint32_t node)
{
    const routes_graph *graph = walk->graph;
    while (walk->cursor[node] < graph->start[node + 1]) {
        uint32_t i = walk->cursor[node]++;
        uint32_t end = graph->end[i];
        if (graph->link[i] == walk->parent_link[node])
            continue;
        if (!walk->met[end]) {
            meet(walk, end, node, graph->link[i]);
            return end;
        }
        walk->low[node] = lower(walk->low[node], walk->met[end]);
    }
    uint32_t parent = walk->parent[node];
    if (parent == NONE)
        return NONE;
    walk->low[parent] = lower(walk->low[parent], walk->low[node]);
    walk->below[parent] += walk->below[node];
    if (walk->low[node] >= walk->met[parent])
        close_block(walk, node);
    return parent;
}

static routes_status walk_all(struct walk *walk, const routes_run *run, routes_error *err)
{
    size_t nodes = walk->graph->nodes;
    size_t told = 0;
    routes_status status = routes_i_run_tell(run, 0.0, "cut nodes", err);
    for (uint32_t root = 0; !status && root < nodes; root++) {
        if (walk->met[root])
            continue;
        meet(walk, root, NONE, NONE);
        for (uint32_t at = root; !status && at != NONE; at = go_on(walk, at)) {
            if (walk->met_size - told < TELL_EACH)
                continue;
            told = walk->met_size;
            status = routes_i_run_tell(run, (double)told / (double)nodes, "cut nodes", err);
        }
        walk->open_size = 0;
    }
    return status;
}

/* A top was met before whatever hangs by it, so that one pass in order of meeting will do. */
static void measure(const struct walk *walk)
{
    routes_i_blocks *blocks = walk->blocks;
    for (size_t i = 0; i < walk->met_size; i++) {
        uint32_t node = walk->order[i];
        uint32_t block = blocks->block[node];
        if (block == NONE) {
            blocks->joined[node] = walk->below[node];
        } else {
            blocks->depth[node] = blocks->depth[blocks->top[block]] + 1;
            blocks->joined[node] = blocks->joined[blocks->top[block]];
        }
    }
}

routes_status routes_i_blocks_find(routes_i_blocks *blocks, const routes_graph *graph,
                                   const routes_run *run, routes_error *err)
{
    struct walk walk = {.graph = graph, .blocks = blocks};
    routes_status status = ROUTES_OK;
    if (!new_blocks(blocks, graph->nodes) || !new_walk(&walk, graph->nodes))
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for the blocks of %zu nodes",
                               graph->nodes);
    if (!status)
        status = walk_all(&walk, run, err);
    if (!status)
        measure(&walk);
    free_walk(&walk);
    if (status) {
        routes_i_blocks_free(blocks);
        *blocks = (routes_i_blocks){0};
    }
    return status;
}

void routes_i_blocks_free(routes_i_blocks *blocks)
{
    routes_i_free(blocks->top);
    routes_i_free(blocks->below);
    routes_i_free(blocks->bridge);
    routes_i_free(blocks->block);
    routes_i_free(blocks->depth);
    routes_i_free(blocks->joined);
}
