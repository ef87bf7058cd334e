/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analysis/chokepoint/betweenness.h"

#include "core/fail.h"
#include "core/memory.h"

#define NONE UINT32_MAX

/* How far ahead, on the way back, what will be needed is asked for. */
#define AHEAD 8

static bool make_numbers(double ***numbers, size_t count, size_t nodes)
{
    bool made = true;
    for (size_t i = 0; i < count; i++) {
        *numbers[i] = routes_i_calloc(nodes, sizeof **numbers[i]);
        made = made && *numbers[i];
    }
    return made;
}

routes_status routes_i_source_make(routes_i_source *source, const routes_i_adjacency *arcs,
                                   const double *chance, routes_error *err)
{
    size_t nodes = arcs->nodes;
    bool still = arcs->largest > 1;
    *source = (routes_i_source){.arcs = arcs, .farthest = UINT64_MAX};
    double **for_still[] = {&source->ways, &source->entering, &source->each, &source->out,
                            &source->ending};
    bool made = !still || make_numbers(for_still, 5, nodes);
    source->passing = routes_i_calloc(nodes, sizeof *source->passing);
    source->wanted = routes_i_calloc(nodes / 64 + 1, sizeof *source->wanted);
    source->flow = routes_i_calloc(arcs->start[nodes], sizeof *source->flow);
    if (!made || !source->passing || !source->wanted || !source->flow)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a search among %zu nodes", nodes);
    if (chance)
        return routes_i_surest_make(&source->surest, arcs, chance, err);
    routes_status status = routes_i_search_make(&source->search, arcs, !still, err);
    return status || !still ? status : routes_i_still_make(&source->still, arcs, err);
}

void routes_i_source_free(routes_i_source *source)
{
    routes_i_search_free(&source->search);
    routes_i_surest_free(&source->surest);
    routes_i_free(source->passing);
    routes_i_free(source->wanted);
    routes_i_free(source->flow);
    routes_i_free(source->ways);
    routes_i_free(source->entering);
    routes_i_free(source->each);
    routes_i_free(source->out);
    routes_i_free(source->ending);
    routes_i_still_free(&source->still);
}

/* Shares what comes to a place among the arcs of all equal ways to it. */
static void share(routes_i_source *source, uint32_t place, double volume)
{
    const routes_i_search *search = &source->search;
    double whole = search->ways[place];
    for (uint32_t i = search->before[place].arc; i != NONE; i = search->ties[i].next) {
        routes_i_before before = search->ties[i].before;
        double part = volume * (search->ways[before.place] / whole);
        source->passing[before.place].load += part;
        source->flow[before.arc] += part;
    }
}

/* Gathers demands from the far end back to the source, in the order against `order`. */
static void gather(routes_i_source *source)
{
    const routes_i_search *search = &source->search;
    const uint32_t *order = search->order;
    double sent = 0.0;
    for (size_t at = search->settled; at-- > 1;) {
        uint32_t place = order[at];
        if (at > AHEAD) {
            routes_i_before later = search->before[order[at - AHEAD / 2]];
            __builtin_prefetch(&search->before[order[at - AHEAD]]);
            if (later.place != NONE)
                __builtin_prefetch(&source->flow[later.arc], 1);
        }
        routes_i_passing *passing = &source->passing[place];
        double load = passing->load;
        double demand = passing->demand;
        double volume = load + demand;
        if (volume == 0.0)
            continue;
        passing->load = 0.0;
        passing->demand = 0.0;
        passing->through += load;
        passing->ends += demand;
        sent += demand;
        routes_i_before before = search->before[place];
        if (before.place != NONE) {
            source->passing[before.place].load += volume;
            source->flow[before.arc] += volume;
        } else {
            share(source, place, volume);
        }
    }
    /* All that begins at the source leaves it, and none of it passes. */
    source->passing[order[0]].load = 0.0;
    source->passing[order[0]].ends += sent;
    source->served += sent;
}

/* Gathers as above; which arcs lead on is found again. */
static routes_status add_reliable(routes_i_source *source, uint32_t from, size_t wanted,
                                  routes_error *err)
{
    const routes_i_adjacency *arcs = source->arcs;
    routes_i_surest *search = &source->surest;
    routes_status status = routes_i_surest_run(search, from, err);
    double sent = 0.0;
    source->missing = wanted;
    for (size_t at = search->settled; !status && at-- > 1;) {
        uint32_t place = search->order[at];
        routes_i_passing *passing = &source->passing[place];
        double load = 0.0;
        for (uint32_t arc = arcs->start[place]; arc < arcs->start[place + 1]; arc++) {
            uint32_t head = arcs->arc[arc].head;
            if (source->passing[head].load == 0.0 || !routes_i_surest_leads_on(search, place, arc))
                continue;
            double part = source->passing[head].load * (search->ways[place] / search->ways[head]);
            source->flow[arc] += part;
            load += part;
        }
        source->missing -= passing->demand > 0.0;
        passing->through += load;
        passing->ends += passing->demand;
        sent += passing->demand;
        passing->load = load + passing->demand;
        passing->demand = 0.0;
    }
    for (uint32_t arc = arcs->start[from]; !status && arc < arcs->start[from + 1]; arc++)
        if (routes_i_surest_leads_on(search, from, arc)) {
            uint32_t head = arcs->arc[arc].head;
            source->flow[arc] += source->passing[head].load / search->ways[head];
        }
    for (size_t at = 0; at < search->settled; at++)
        source->passing[search->order[at]].load = 0.0;
    source->passing[from].ends += sent;
    source->served += sent;
    return status;
}

routes_status routes_i_source_add(routes_i_source *source, uint32_t from, size_t wanted,
                                  routes_error *err)
{
    routes_i_search_task task = {.from = &from,
                                 .size = 1,
                                 .farthest = source->farthest,
                                 .wanted = source->wanted,
                                 .wanted_count = wanted};
    if (source->surest.chance)
        return add_reliable(source, from, wanted, err);
    source->missing = routes_i_search_run(&source->search, &task);
    if (source->ways)
        return routes_i_source_add_still(source, err);
    routes_status status = routes_i_search_count(&source->search, err);
    if (!status)
        gather(source);
    return status;
}
