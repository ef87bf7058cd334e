/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/distances.h"

#include <stdbool.h>

#include "core/fail.h"
#include "core/memory.h"
#include "core/options.h"
#include "core/parallel.h"
#include "graph/search.h"

struct task {
    const routes_graph *graph;
    routes_distances_options use;
    routes_run run;
    const uint32_t *from;
    size_t count;
    routes_i_adjacency arcs;
    routes_i_search *searches; /* [search_count] one a thread */
    size_t search_count;
    int64_t *distance;
};

static routes_status choose_length(const int64_t **length, const struct task *task,
                                   routes_error *err)
{
    *length = routes_graph_length_um(task->graph);
    if (task->use.kind == ROUTES_PATH_TIME) {
        *length = routes_graph_time_ms(task->graph);
        if (!*length)
            return routes_i_fail(err, ROUTES_E_ARGUMENT, "the graph has no times to search by");
    } else if (task->use.kind != ROUTES_PATH_LENGTH) {
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "options.kind is %d, must be length or time",
                             (int)task->use.kind);
    }
    if (task->use.farthest < 0)
        return routes_i_fail(err, ROUTES_E_ARGUMENT,
                             "options.farthest is %lld, must not be below 0",
                             (long long)task->use.farthest);
    return ROUTES_OK;
}

static routes_status check_nodes(const struct task *task, routes_error *err)
{
    size_t nodes = routes_graph_nodes(task->graph);
    if (task->count && !task->from)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "from must not be null");
    for (size_t i = 0; i < task->count; i++)
        if (task->from[i] >= nodes)
            return routes_i_fail(err, ROUTES_E_DATA,
                                 "from[%zu] is %lu, must be below the %zu nodes", i,
                                 (unsigned long)task->from[i], nodes);
    return ROUTES_OK;
}

/* Reads the options, lays the graph out and makes `searches` searches, or one a thread. */
static routes_status prepare(struct task *task, const routes_distances_options *options,
                             size_t searches, routes_error *err)
{
    routes_i_adjacency_input input = {.graph = task->graph};
    routes_status status = routes_i_options_read(&task->use, sizeof task->use, options, err);
    if (!status)
        status = routes_i_run_read(&task->run, task->use.run, err);
    if (!status && !task->graph)
        status = routes_i_fail(err, ROUTES_E_ARGUMENT, "graph must not be null");
    if (!status)
        status = choose_length(&input.length, task, err);
    if (!status)
        status = check_nodes(task, err);
    if (status)
        return status;
    input.node_closed = task->use.node_closed;
    input.link_closed = task->use.link_closed;
    input.backward = task->use.backward != 0;
    status = routes_i_adjacency_make(&task->arcs, &input, err);
    size_t count = task->run.threads < searches ? task->run.threads : searches;
    task->searches = routes_i_calloc(count, sizeof *task->searches);
    if (!status && !task->searches)
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu threads", count);
    while (!status && task->search_count < count)
        status =
            routes_i_search_make(&task->searches[task->search_count++], &task->arcs, false, err);
    return status;
}

static void free_task(struct task *task)
{
    for (size_t i = 0; i < task->search_count; i++)
        routes_i_search_free(&task->searches[i]);
    routes_i_free(task->searches);
    routes_i_adjacency_free(&task->arcs);
}

static void search_from(const struct task *task, routes_i_search *search, const uint32_t *places,
                        size_t size)
{
    const routes_i_search_task what = {.from = places,
                                       .size = size,
                                       .farthest = task->use.farthest ? (uint64_t)task->use.farthest
                                                                      : UINT64_MAX};
    routes_i_search_run(search, &what);
}

static bool is_open(const struct task *task, uint32_t node)
{
    return !task->use.node_closed || !task->use.node_closed[node];
}

/* What the search found, by the graph's own numbers. */
static void write_distances(int64_t *distance, const routes_i_search *search)
{
    const uint32_t *place = search->arcs->place;
    for (size_t node = 0; node < search->arcs->nodes; node++) {
        uint64_t at = search->distance[place[node]];
        distance[node] = at < search->past ? (int64_t)(at - search->zero) : -1;
    }
}

static routes_status compute_some(size_t from, size_t to, unsigned worker, void *context,
                                  routes_error *err)
{
    struct task *task = context;
    size_t nodes = task->arcs.nodes;
    (void)err;
    for (size_t i = from; i < to; i++) {
        search_from(task, &task->searches[worker], &task->arcs.place[task->from[i]],
                    is_open(task, task->from[i]));
        write_distances(&task->distance[i * nodes], &task->searches[worker]);
    }
    return ROUTES_OK;
}

routes_status routes_distances_compute(int64_t *distance, const routes_graph *graph,
                                       const uint32_t *from, size_t count,
                                       const routes_distances_options *options, routes_error *err)
{
    struct task task = {.graph = graph, .from = from, .count = count, .distance = distance};
    if (!distance && count > 0)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "distance must not be null");
    routes_status status = prepare(&task, options, count, err);
    if (!status)
        status = routes_i_parallel(&task.run, count, 1, compute_some, &task, "distances", err);
    free_task(&task);
    return status;
}

/* All of a group over no length stand as near as the one that is nearest to the first of `from`. */
static size_t join_group(const struct task *task, uint32_t *nearest, size_t at)
{
    const routes_i_search *search = &task->searches[0];
    const uint32_t *order = search->order;
    size_t end = at + 1;
    uint32_t first = nearest[order[at]];
    if (!task->arcs.rank || !task->arcs.shared[order[at]])
        return end;
    for (; end < search->settled && task->arcs.rank[order[end]] == task->arcs.rank[order[at]];
         end++)
        first = nearest[order[end]] < first ? nearest[order[end]] : first;
    for (size_t i = at; i < end; i++)
        nearest[order[i]] = first;
    return end;
}

/* By place: the first of `from` from which a shortest way comes, in the order of the search. */
static void find_nearest(const struct task *task, uint32_t *nearest)
{
    const routes_i_search *search = &task->searches[0];
    const routes_i_adjacency *arcs = &task->arcs;
    for (size_t i = 0; i < arcs->nodes; i++)
        nearest[i] = ROUTES_GRAPH_NONE;
    for (size_t i = task->count; i-- > 0;)
        nearest[arcs->place[task->from[i]]] = (uint32_t)i;
    for (size_t at = 0, end; at < search->settled; at = end) {
        end = join_group(task, nearest, at);
        for (size_t i = at; i < end; i++) {
            uint32_t place = search->order[i];
            for (uint32_t arc = arcs->start[place]; arc < arcs->start[place + 1]; arc++) {
                uint32_t head = arcs->arc[arc].head;
                if (search->distance[place] + routes_i_adjacency_length(arcs, arc) ==
                        search->distance[head] &&
                    nearest[place] < nearest[head])
                    nearest[head] = nearest[place];
            }
        }
    }
}

static routes_status search_from_all(struct task *task, routes_error *err)
{
    uint32_t *places = routes_i_calloc(task->count, sizeof *places);
    size_t size = 0;
    if (!places)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu nodes", task->count);
    for (size_t i = 0; i < task->count; i++)
        if (is_open(task, task->from[i]))
            places[size++] = task->arcs.place[task->from[i]];
    search_from(task, &task->searches[0], places, size);
    routes_i_free(places);
    return ROUTES_OK;
}

static void write_nearest(uint32_t *nearest, const struct task *task, const uint32_t *first)
{
    for (size_t node = 0; node < task->arcs.nodes; node++) {
        uint32_t place = task->arcs.place[node];
        bool reached = routes_i_search_reached(&task->searches[0], place);
        nearest[node] = reached ? task->from[first[place]] : ROUTES_GRAPH_NONE;
    }
}

routes_status routes_distances_nearest(int64_t *distance, uint32_t *nearest,
                                       const routes_graph *graph, const uint32_t *from,
                                       size_t count, const routes_distances_options *options,
                                       routes_error *err)
{
    struct task task = {.graph = graph, .from = from, .count = count};
    uint32_t *first = NULL;
    if (!distance)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "distance must not be null");
    routes_status status = prepare(&task, options, 1, err);
    if (!status && nearest) {
        first = routes_i_calloc(task.arcs.nodes, sizeof *first);
        if (!first)
            status =
                routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu nodes", task.arcs.nodes);
    }
    if (!status)
        status = routes_i_run_tell(&task.run, 0.0, "distances", err);
    if (!status)
        status = search_from_all(&task, err);
    if (!status) {
        write_distances(distance, &task.searches[0]);
        if (nearest) {
            find_nearest(&task, first);
            write_nearest(nearest, &task, first);
        }
    }
    routes_i_free(first);
    free_task(&task);
    return status;
}
