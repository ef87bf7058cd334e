/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analysis/chokepoint/articulation.h"

#include <math.h>
#include <stdbool.h>

#include "core/fail.h"

#define NONE ROUTES_GRAPH_NONE

/* What one demand adds to. */
struct counts {
    const routes_articulation *found;
    routes_parted *by_node;
    routes_parted *by_bridge;
    uint32_t from;
    uint32_t to;
    double volume;
};

static void add(routes_parted *parted, uint32_t number, double volume)
{
    if (!parted || number == NONE)
        return;
    parted[number].demands++;
    if (isnan(volume))
        parted[number].unknown++;
    else
        parted[number].volume += volume;
}

/* Goes from `node` up to the top of its block: over the bridge, if the block is one, and through
 * the top, unless the demand ends there or `other` stands there and has counted it. */
static uint32_t climb(const struct counts *counts, uint32_t node, uint32_t other)
{
    const routes_articulation *found = counts->found;
    uint32_t block = found->blocks.block[node];
    uint32_t top = found->blocks.top[block];
    add(counts->by_bridge, found->bridge_number[block], counts->volume);
    if (top != other && top != counts->from && top != counts->to)
        add(counts->by_node, found->node_number[top], counts->volume);
    return top;
}

/* The cut nodes between two nodes are the tops met on the way up from both until they stand in one
 * block: no node of a block parts two others of it. */
static void part_one(const struct counts *counts)
{
    const routes_i_blocks *blocks = &counts->found->blocks;
    uint32_t a = counts->from;
    uint32_t b = counts->to;
    while (a != b && (blocks->block[a] != blocks->block[b])) {
        if (blocks->depth[a] >= blocks->depth[b])
            a = climb(counts, a, b);
        else
            b = climb(counts, b, a);
    }
}

/* Whether both ends hang from one root. */
static bool are_joined(const routes_i_blocks *blocks, uint32_t a, uint32_t b)
{
    while (blocks->block[a] != NONE)
        a = blocks->top[blocks->block[a]];
    while (blocks->block[b] != NONE)
        b = blocks->top[blocks->block[b]];
    return a == b;
}

routes_status routes_articulation_part(routes_parted *by_node, routes_parted *by_bridge,
                                       const routes_articulation *found, const uint32_t *from,
                                       const uint32_t *to, const double *volume, size_t demands,
                                       routes_error *err)
{
    if (!found || (demands && (!from || !to)))
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "found, from and to must not be null");
    const routes_i_blocks *blocks = &found->blocks;
    for (size_t i = 0; i < demands; i++) {
        if (from[i] >= blocks->nodes || to[i] >= blocks->nodes)
            return routes_i_fail(err, ROUTES_E_DATA,
                                 "demand %zu joins %lu and %lu, must be below the %zu nodes", i,
                                 (unsigned long)from[i], (unsigned long)to[i], blocks->nodes);
        if (volume && (volume[i] < 0.0 || isinf(volume[i])))
            return routes_i_fail(err, ROUTES_E_DATA,
                                 "volume[%zu] is %g, must be finite, 0 or above", i, volume[i]);
    }
    for (size_t i = 0; by_node && i < found->nodes; i++)
        by_node[i] = (routes_parted){0};
    for (size_t i = 0; by_bridge && i < found->bridges; i++)
        by_bridge[i] = (routes_parted){0};
    for (size_t i = 0; i < demands; i++)
        if (are_joined(blocks, from[i], to[i]))
            part_one(&(struct counts){found, by_node, by_bridge, from[i], to[i],
                                      volume ? volume[i] : NAN});
    return ROUTES_OK;
}
