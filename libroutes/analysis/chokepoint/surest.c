/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analysis/chokepoint/surest.h"

#include <math.h>
#include <string.h>

#include "core/fail.h"
#include "core/memory.h"
#include "graph/search.h"

#define NONE UINT32_MAX

/* Products this near to each other, relative, are equal; as in graph/path. */
#define SAME_CHANCE 1e-12

routes_status routes_i_surest_make(routes_i_surest *search, const routes_i_adjacency *arcs,
                                   const double *link_chance, routes_error *err)
{
    size_t nodes = arcs->nodes;
    *search = (routes_i_surest){.arcs = arcs, .link_chance = link_chance};
    search->chance = routes_i_calloc(nodes, sizeof *search->chance);
    search->key = routes_i_calloc(nodes, sizeof *search->key);
    search->hops = routes_i_calloc(nodes, sizeof *search->hops);
    search->ways = routes_i_calloc(nodes, sizeof *search->ways);
    search->order = routes_i_calloc(nodes, sizeof *search->order);
    bool made = routes_i_heap_new(&search->heap, nodes, search->key, search->hops);
    if (!made || !search->chance || !search->key || !search->hops || !search->ways ||
        !search->order)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a search among %zu nodes", nodes);
    return ROUTES_OK;
}

void routes_i_surest_free(routes_i_surest *search)
{
    routes_i_free(search->chance);
    routes_i_free(search->key);
    routes_i_free(search->hops);
    routes_i_free(search->ways);
    routes_i_free(search->order);
    routes_i_heap_free(&search->heap);
}

/* Positive doubles order as their bits do. */
static uint64_t key_of(double chance)
{
    const double one = 1.0;
    uint64_t bits;
    uint64_t most;
    memcpy(&bits, &chance, sizeof bits);
    memcpy(&most, &one, sizeof most);
    return most - bits;
}

/* Chance to pass to the end of an arc. */
static double chance_over(const routes_i_surest *search, uint32_t place, uint32_t arc)
{
    double chance = search->link_chance[search->arcs->link[arc]];
    return search->chance[place] * (isnan(chance) ? 1.0 : chance);
}

bool routes_i_surest_leads_on(const routes_i_surest *search, uint32_t place, uint32_t arc)
{
    uint32_t head = search->arcs->arc[arc].head;
    double chance = chance_over(search, place, arc);
    return search->hops[head] == search->hops[place] + 1 && chance > 0.0 &&
           chance >= search->chance[head] * (1.0 - SAME_CHANCE);
}

static void find_chances(routes_i_surest *search, uint32_t from)
{
    const routes_i_adjacency *arcs = search->arcs;
    search->chance[from] = 1.0;
    search->key[from] = key_of(1.0);
    routes_i_heap_lower(&search->heap, from);
    while (search->heap.size > 0) {
        uint32_t place = routes_i_heap_take(&search->heap);
        for (uint32_t arc = arcs->start[place]; arc < arcs->start[place + 1]; arc++) {
            uint32_t head = arcs->arc[arc].head;
            double chance = chance_over(search, place, arc);
            if (!(chance > search->chance[head]))
                continue;
            search->chance[head] = chance;
            search->key[head] = key_of(chance);
            routes_i_heap_lower(&search->heap, head);
        }
    }
}

/* Breadth first over the arcs that lose nothing. */
static routes_status count_ways(routes_i_surest *search, uint32_t from, routes_error *err)
{
    const routes_i_adjacency *arcs = search->arcs;
    memset(search->hops, 0xff, arcs->nodes * sizeof *search->hops);
    search->settled = 0;
    search->order[search->settled++] = from;
    search->hops[from] = 0;
    search->ways[from] = 1.0;
    for (size_t at = 0; at < search->settled; at++) {
        uint32_t place = search->order[at];
        if (!(search->ways[place] <= ROUTES_I_SEARCH_MOST_WAYS))
            return routes_i_fail(err, ROUTES_E_DATA,
                                 "node %lu has more than %g most reliable ways from node %lu",
                                 (unsigned long)arcs->node[place], ROUTES_I_SEARCH_MOST_WAYS,
                                 (unsigned long)arcs->node[from]);
        for (uint32_t arc = arcs->start[place]; arc < arcs->start[place + 1]; arc++) {
            uint32_t head = arcs->arc[arc].head;
            bool is_new = search->hops[head] == NONE;
            if (is_new)
                search->hops[head] = search->hops[place] + 1;
            bool leads_on = routes_i_surest_leads_on(search, place, arc);
            if (is_new && !leads_on)
                search->hops[head] = NONE;
            if (!leads_on)
                continue;
            if (is_new) {
                search->ways[head] = 0.0;
                search->order[search->settled++] = head;
            }
            search->ways[head] += search->ways[place];
        }
    }
    return ROUTES_OK;
}

routes_status routes_i_surest_run(routes_i_surest *search, uint32_t from, routes_error *err)
{
    size_t nodes = search->arcs->nodes;
    memset(search->chance, 0, nodes * sizeof *search->chance);
    /* No second key while chances are sought. */
    memset(search->hops, 0, nodes * sizeof *search->hops);
    find_chances(search, from);
    return count_ways(search, from, err);
}
