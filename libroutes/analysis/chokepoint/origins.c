/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analysis/chokepoint/origins.h"

#include <math.h>
#include <stdbool.h>

#include "core/fail.h"
#include "core/memory.h"

static routes_status check_demands(const routes_betweenness_options *use, size_t nodes,
                                   routes_error *err)
{
    if (!use->from)
        return ROUTES_OK;
    if (use->demands && !use->to)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "options.to must not be null");
    for (size_t i = 0; i < use->demands; i++) {
        if (use->from[i] >= nodes || use->to[i] >= nodes)
            return routes_i_fail(err, ROUTES_E_DATA,
                                 "demand %zu joins %lu and %lu, must be below the %zu nodes", i,
                                 (unsigned long)use->from[i], (unsigned long)use->to[i], nodes);
        if (use->volume && !(use->volume[i] >= 0.0 && use->volume[i] < INFINITY))
            return routes_i_fail(err, ROUTES_E_DATA,
                                 "volume[%zu] is %g, must be a number from 0 up", i,
                                 use->volume[i]);
    }
    return ROUTES_OK;
}

static bool any_stated(const double *chance, size_t n)
{
    for (size_t i = 0; chance && i < n; i++)
        if (!isnan(chance[i]))
            return true;
    return false;
}

/* By chance every link is as long; where none is stated, the shortest ways are the most reliable.
 */
static routes_status choose_length(const int64_t **length, routes_i_origins *origins,
                                   const routes_graph *graph, routes_error *err)
{
    routes_path_kind kind = origins->use.kind;
    size_t links = routes_graph_links(graph);
    *length = routes_graph_length_um(graph);
    if (kind == ROUTES_PATH_TIME) {
        *length = routes_graph_time_ms(graph);
        if (!*length)
            return routes_i_fail(err, ROUTES_E_ARGUMENT, "the graph has no times to search by");
    } else if (kind == ROUTES_PATH_RELIABILITY &&
               any_stated(routes_graph_reliability(graph), links)) {
        origins->chance = routes_graph_reliability(graph);
        origins->ones = routes_i_calloc(links, sizeof *origins->ones);
        if (!origins->ones)
            return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu links", links);
        for (size_t i = 0; i < links; i++)
            origins->ones[i] = 1;
        *length = origins->ones;
    } else if (kind != ROUTES_PATH_LENGTH && kind != ROUTES_PATH_RELIABILITY) {
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "options.kind is %d, not a known choice",
                             (int)kind);
    }
    return ROUTES_OK;
}

/* Finds where the demands of each place lie; true when each has them in one stretch. */
static bool find_stretches(routes_i_origins *origins)
{
    const uint32_t *from = origins->use.from;
    bool together = true;
    for (size_t i = 0; i < origins->use.demands;) {
        size_t past = i + 1;
        while (past < origins->use.demands && from[past] == from[i])
            past++;
        routes_i_origin *of = &origins->origin[origins->arcs.place[from[i]]];
        together = together && of->count == 0;
        of->first = of->count == 0 ? i : of->first;
        of->count += past - i;
        i = past;
    }
    return together;
}

/* Puts the demands of each origin together, in the order given. */
static routes_status sort_demands(routes_i_origins *origins, routes_error *err)
{
    size_t at = 0;
    routes_i_origin *origin = origins->origin;
    origins->demand = routes_i_calloc(origins->use.demands, sizeof *origins->demand);
    if (!origins->demand)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu demands",
                             origins->use.demands);
    for (size_t place = 0; place < origins->arcs.nodes; place++) {
        origin[place].first = at;
        at += origin[place].count;
        origin[place].count = 0;
    }
    for (size_t i = 0; i < origins->use.demands; i++) {
        routes_i_origin *of = &origins->origin[origins->arcs.place[origins->use.from[i]]];
        origins->demand[of->first + of->count++] = i;
    }
    return ROUTES_OK;
}

static routes_status list_origins(routes_i_origins *origins, routes_error *err)
{
    size_t nodes = origins->arcs.nodes;
    origins->origin = routes_i_calloc(nodes, sizeof *origins->origin);
    if (!origins->origin)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu nodes", nodes);
    if (origins->use.from && !find_stretches(origins)) {
        routes_status status = sort_demands(origins, err);
        if (status)
            return status;
    }
    for (uint32_t place = 0; place < nodes; place++) {
        routes_i_origin origin = origins->origin[place];
        origin.place = place;
        if (!origins->use.from || origin.count > 0)
            origins->origin[origins->count++] = origin;
    }
    return ROUTES_OK;
}

routes_status routes_i_origins_make(routes_i_origins *origins, const routes_graph *graph,
                                    routes_error *err)
{
    const routes_betweenness_options *use = &origins->use;
    routes_i_adjacency_input input = {
        .graph = graph, .node_closed = use->node_closed, .link_closed = use->link_closed};
    routes_status status = choose_length(&input.length, origins, graph, err);
    if (!status)
        status = check_demands(use, routes_graph_nodes(graph), err);
    if (!status)
        status = routes_i_adjacency_make(&origins->arcs, &input, err);
    return status ? status : list_origins(origins, err);
}

void routes_i_origins_free(routes_i_origins *origins)
{
    routes_i_free(origins->origin);
    routes_i_free(origins->ones);
    routes_i_free(origins->demand);
    routes_i_adjacency_free(&origins->arcs);
}
