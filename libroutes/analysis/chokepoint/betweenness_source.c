/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analysis/chokepoint/betweenness.h"

#include <stdbool.h>

#include "core/fail.h"
#include "core/memory.h"

/* Beyond this the share of one way is no longer a normal number. */
#define MOST_WAYS 1e280

routes_status routes_i_source_make(routes_i_source *source, const routes_i_steps *steps,
                                   routes_error *err)
{
    size_t nodes = steps->nodes;
    *source = (routes_i_source){.steps = steps};
    double **numbers[] = {&source->ways, &source->entering, &source->each,
                          &source->out,  &source->ending,   &source->demand};
    bool made = true;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        *numbers[i] = routes_i_calloc(nodes, sizeof **numbers[i]);
        made = made && *numbers[i];
    }
    source->distance = routes_i_calloc(nodes, sizeof *source->distance);
    source->order = routes_i_calloc(nodes, sizeof *source->order);
    made = made && source->distance && source->order;
    if (!made || !routes_i_heap_new(&source->heap, nodes, source->distance, steps->rank))
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a search among %zu nodes", nodes);
    for (size_t node = 0; node < nodes; node++)
        source->distance[node] = UINT64_MAX;
    return routes_i_still_make(&source->still, steps, err);
}

void routes_i_source_free(routes_i_source *source)
{
    routes_i_free(source->distance);
    routes_i_free(source->ways);
    routes_i_free(source->entering);
    routes_i_free(source->each);
    routes_i_free(source->out);
    routes_i_free(source->ending);
    routes_i_free(source->demand);
    routes_i_free(source->order);
    routes_i_heap_free(&source->heap);
    routes_i_still_free(&source->still);
}

/* Nodes in order of distance, then rank: all, or up to the last one wanted and its group. */
static void settle(routes_i_source *source, uint32_t from, size_t wanted)
{
    const routes_i_steps *steps = source->steps;
    uint32_t last = UINT32_MAX;
    source->distance[from] = 0;
    routes_i_heap_lower(&source->heap, from);
    while (source->heap.size > 0) {
        if (wanted == 0 && (last == UINT32_MAX || steps->rank[source->heap.items[0]] != last))
            break;
        uint32_t node = routes_i_heap_take(&source->heap);
        uint64_t here = source->distance[node];
        source->order[source->settled++] = node;
        if (source->demand[node] > 0.0 && --wanted == 0)
            last = steps->rank[node];
        for (uint32_t i = steps->start[node]; i < steps->start[node + 1]; i++) {
            const routes_i_step *step = &steps->steps[i];
            if (here + step->length < source->distance[step->end]) {
                source->distance[step->end] = here + step->length;
                routes_i_heap_lower(&source->heap, step->end);
            }
        }
    }
}

/* Whether a step lies on a shortest way and leaves the group. */
static bool leads_on(const routes_i_source *source, uint32_t node, const routes_i_step *step)
{
    return source->distance[node] + step->length == source->distance[step->end] &&
           source->steps->rank[node] != source->steps->rank[step->end];
}

/* Past the last node in `order` of the group of the node at `at`. */
static size_t group_end(const routes_i_source *source, size_t at)
{
    const uint32_t *rank = source->steps->rank;
    size_t end = at + 1;
    while (source->steps->shared[source->order[at]] && end < source->settled &&
           rank[source->order[end]] == rank[source->order[at]])
        end++;
    return end;
}

static void hand_on(routes_i_source *source, uint32_t node)
{
    const routes_i_steps *steps = source->steps;
    for (uint32_t i = steps->start[node]; i < steps->start[node + 1]; i++)
        if (leads_on(source, node, &steps->steps[i]))
            source->ways[steps->steps[i].end] += source->ways[node];
}

/* Counts the shortest ways to each node, in the order of `order`. */
static routes_status count_ways(routes_i_source *source, routes_error *err)
{
    const uint32_t *order = source->order;
    source->ways[order[0]] = 1.0;
    for (size_t at = 0, end; at < source->settled; at = end) {
        end = group_end(source, at);
        if (source->steps->shared[order[at]]) {
            for (size_t i = at; i < end; i++) {
                source->entering[order[i]] = source->ways[order[i]];
                source->ways[order[i]] = 0.0;
            }
            for (size_t i = at; i < end; i++)
                if (source->entering[order[i]] > 0.0)
                    routes_i_still_reach(&source->still, order[i], source->entering[order[i]],
                                         source->ways);
        }
        for (size_t i = at; i < end; i++) {
            if (!(source->ways[order[i]] <= MOST_WAYS))
                return routes_i_fail(err, ROUTES_E_DATA,
                                     "node %lu has more than %g shortest ways from node %lu",
                                     (unsigned long)order[i], MOST_WAYS, (unsigned long)order[0]);
            hand_on(source, order[i]);
        }
    }
    return ROUTES_OK;
}

/* What goes on from a node to the nodes behind it, each way; fills the links in between. */
static double send_on(routes_i_passing *passing, routes_i_source *source, uint32_t node)
{
    const routes_i_steps *steps = source->steps;
    double on = 0.0;
    for (uint32_t i = steps->start[node]; i < steps->start[node + 1]; i++) {
        const routes_i_step *step = &steps->steps[i];
        double each = source->each[step->end];
        if (each > 0.0 && leads_on(source, node, step)) {
            passing->flow[step->link] += source->ways[node] * each;
            on += each;
        }
    }
    return on;
}

/* Gathers demands from the far end back to the source, in the order against `order`. */
static void gather(routes_i_passing *passing, routes_i_source *source)
{
    const uint32_t *order = source->order;
    const routes_i_still_load load = {source->out, source->ending, passing->through, passing->flow};
    for (size_t at = source->settled; at-- > 0;) {
        uint32_t node = order[at];
        source->out[node] = send_on(passing, source, node);
        source->ending[node] = source->demand[node] / source->ways[node];
        if (!source->steps->shared[node]) {
            passing->through[node] += source->ways[node] * source->out[node];
            source->each[node] = source->out[node] + source->ending[node];
        } else if (at == 0 || source->steps->rank[order[at - 1]] != source->steps->rank[node]) {
            size_t end = group_end(source, at);
            for (size_t i = at; i < end; i++)
                if (source->entering[order[i]] > 0.0)
                    source->each[order[i]] = routes_i_still_load_on(
                        &source->still, order[i], source->entering[order[i]], &load);
        }
    }
}

routes_status routes_i_source_add(routes_i_passing *passing, routes_i_source *source, uint32_t from,
                                  size_t wanted, routes_error *err)
{
    settle(source, from, wanted);
    if (source->settled == 0)
        return ROUTES_OK;
    routes_status status = count_ways(source, err);
    if (status)
        return status;
    /* All that begins at the source leaves it, and none of it passes. */
    double before = passing->through[from];
    gather(passing, source);
    passing->through[from] = before;
    return ROUTES_OK;
}

static void clear(routes_i_source *source, uint32_t node)
{
    source->distance[node] = UINT64_MAX;
    source->ways[node] = 0.0;
    source->entering[node] = 0.0;
    source->each[node] = 0.0;
}

void routes_i_source_clear(routes_i_source *source)
{
    for (size_t i = 0; i < source->settled; i++)
        clear(source, source->order[i]);
    for (size_t i = 0; i < source->heap.size; i++) {
        clear(source, source->heap.items[i]);
        source->heap.place[source->heap.items[i]] = 0;
    }
    source->heap.size = 0;
    source->settled = 0;
}
