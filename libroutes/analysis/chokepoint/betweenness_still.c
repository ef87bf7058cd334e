/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analysis/chokepoint/betweenness.h"

#include "core/fail.h"

/* Whether an arc lies on a shortest way and leaves the group. */
static bool leads_on(const routes_i_source *source, uint32_t place, uint32_t arc)
{
    const routes_i_adjacency *arcs = source->arcs;
    const uint64_t *distance = source->search.distance;
    uint32_t head = arcs->arc[arc].head;
    return distance[place] + routes_i_adjacency_length(arcs, arc) == distance[head] &&
           arcs->rank[place] != arcs->rank[head];
}

/* Past the last place in `order` of the group of the one at `at`. */
static size_t group_end(const routes_i_source *source, size_t at)
{
    const uint32_t *rank = source->arcs->rank;
    const uint32_t *order = source->search.order;
    size_t end = at + 1;
    while (source->arcs->shared[order[at]] && end < source->search.settled &&
           rank[order[end]] == rank[order[at]])
        end++;
    return end;
}

static void hand_on(routes_i_source *source, uint32_t place)
{
    const routes_i_adjacency *arcs = source->arcs;
    for (uint32_t i = arcs->start[place]; i < arcs->start[place + 1]; i++)
        if (leads_on(source, place, i))
            source->ways[arcs->arc[i].head] += source->ways[place];
}

/* The numbers of all places that ways were handed on to. */
static void clear(routes_i_source *source)
{
    const routes_i_adjacency *arcs = source->arcs;
    for (size_t at = 0; at < source->search.settled; at++) {
        uint32_t place = source->search.order[at];
        source->ways[place] = source->entering[place] = source->each[place] = 0.0;
        for (uint32_t i = arcs->start[place]; i < arcs->start[place + 1]; i++) {
            uint32_t head = arcs->arc[i].head;
            source->ways[head] = source->entering[head] = source->each[head] = 0.0;
        }
    }
}

/* Counts the shortest ways to each place, in the order of `order`. */
static routes_status count_ways(routes_i_source *source, routes_error *err)
{
    const uint32_t *order = source->search.order;
    source->ways[order[0]] = 1.0;
    for (size_t at = 0, end; at < source->search.settled; at = end) {
        end = group_end(source, at);
        if (source->arcs->shared[order[at]]) {
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
            if (!(source->ways[order[i]] <= ROUTES_I_SEARCH_MOST_WAYS))
                return routes_i_fail(
                    err, ROUTES_E_DATA, "node %lu has more than %g shortest ways from node %lu",
                    (unsigned long)source->arcs->node[order[i]], ROUTES_I_SEARCH_MOST_WAYS,
                    (unsigned long)source->arcs->node[order[0]]);
            hand_on(source, order[i]);
        }
    }
    return ROUTES_OK;
}

/* What goes on from a place to those behind it, each way; fills the arcs in between. */
static double send_on(routes_i_source *source, uint32_t place)
{
    const routes_i_adjacency *arcs = source->arcs;
    double on = 0.0;
    for (uint32_t i = arcs->start[place]; i < arcs->start[place + 1]; i++) {
        double each = source->each[arcs->arc[i].head];
        if (each > 0.0 && leads_on(source, place, i)) {
            source->flow[i] += source->ways[place] * each;
            on += each;
        }
    }
    return on;
}

/* Gathers demands from the far end back to the source, in the order against `order`. */
static void gather(routes_i_source *source)
{
    const uint32_t *order = source->search.order;
    const routes_i_adjacency *arcs = source->arcs;
    double sent = 0.0;
    const routes_i_still_load load = {source->out, source->ending, source->passing, source->flow};
    for (size_t at = source->search.settled; at-- > 0;) {
        uint32_t place = order[at];
        routes_i_passing *passing = &source->passing[place];
        source->out[place] = send_on(source, place);
        source->ending[place] = passing->demand / source->ways[place];
        passing->ends += passing->demand;
        source->served += passing->demand;
        sent += passing->demand;
        passing->demand = 0.0;
        if (!arcs->shared[place]) {
            passing->through += source->ways[place] * source->out[place];
            source->each[place] = source->out[place] + source->ending[place];
        } else if (at == 0 || arcs->rank[order[at - 1]] != arcs->rank[place]) {
            size_t end = group_end(source, at);
            for (size_t i = at; i < end; i++)
                if (source->entering[order[i]] > 0.0)
                    source->each[order[i]] = routes_i_still_load_on(
                        &source->still, order[i], source->entering[order[i]], &load);
        }
    }
    source->passing[order[0]].ends += sent;
}

routes_status routes_i_source_add_still(routes_i_source *source, routes_error *err)
{
    routes_status status = count_ways(source, err);
    if (!status) {
        /* All that begins at the source leaves it, and none of it passes. */
        uint32_t from = source->search.order[0];
        double before = source->passing[from].through;
        gather(source);
        source->passing[from].through = before;
    }
    clear(source);
    return status;
}
