/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analysis/chokepoint/betweenness.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "core/fail.h"
#include "core/memory.h"
#include "core/options.h"
#include "core/parallel.h"
#include "routes/betweenness.h"

/* Partial sums, whatever the number of threads, so that the bits do not depend on it: every
 * sixteenth source goes to the same one. And the sources that each takes between two words to the
 * caller. */
#define SUMS 16
#define SOURCES_A_SUM 16

/* Sums over sources. */
struct passing {
    double *through; /* [nodes] */
    double *ends;    /* [nodes] */
    double *flow;    /* [links] */
    double served, unserved;
};

struct task {
    const routes_graph *graph;
    routes_betweenness_options use;
    routes_run run;
    routes_i_adjacency arcs;
    uint32_t *sources; /* [source_count] places, ascending */
    size_t source_count;
    size_t *start;  /* [nodes + 1] demands of each place, or null: every pair */
    size_t *demand; /* [demands] by the place of the origin */
    struct passing sums[SUMS];
    size_t sum_count;
    routes_i_source *workers; /* [worker_count] */
    size_t worker_count;
    size_t done; /* sources of earlier rounds */
};

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
    return ROUTES_OK;
}

/* Demands by the place of their origin, each origin's in the order given. */
static void sort_demands(struct task *task)
{
    size_t nodes = task->arcs.nodes;
    const uint32_t *place = task->arcs.place;
    for (size_t i = 0; i < task->use.demands; i++)
        task->start[place[task->use.from[i]] + 1]++;
    for (size_t node = 0; node < nodes; node++)
        task->start[node + 1] += task->start[node];
    for (size_t i = 0; i < task->use.demands; i++)
        task->demand[task->start[place[task->use.from[i]]]++] = i;
    for (size_t node = nodes; node > 0; node--)
        task->start[node] = task->start[node - 1];
    task->start[0] = 0;
}

static routes_status make_arcs(struct task *task, const int64_t *length, routes_error *err)
{
    const routes_i_adjacency_input input = {.graph = task->graph,
                                            .length = length,
                                            .node_closed = task->use.node_closed,
                                            .link_closed = task->use.link_closed};
    return routes_i_adjacency_make(&task->arcs, &input, err);
}

static routes_status list_sources(struct task *task, routes_error *err)
{
    size_t nodes = routes_graph_nodes(task->graph);
    task->sources = routes_i_calloc(nodes, sizeof *task->sources);
    if (!task->sources)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu nodes", nodes);
    if (task->use.from) {
        task->start = routes_i_calloc(nodes + 1, sizeof *task->start);
        task->demand = routes_i_calloc(task->use.demands, sizeof *task->demand);
        if (!task->start || !task->demand)
            return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu demands",
                                 task->use.demands);
        sort_demands(task);
    }
    for (uint32_t node = 0; node < nodes; node++)
        if (!task->start || task->start[node] < task->start[node + 1])
            task->sources[task->source_count++] = node;
    return ROUTES_OK;
}

static routes_status make_buffers(struct task *task, routes_error *err)
{
    size_t nodes = routes_graph_nodes(task->graph);
    task->sum_count = task->source_count < SUMS ? task->source_count : SUMS;
    for (size_t i = 0; i < task->sum_count; i++) {
        struct passing *sum = &task->sums[i];
        sum->through = routes_i_calloc(nodes, sizeof *sum->through);
        sum->ends = routes_i_calloc(nodes, sizeof *sum->ends);
        sum->flow = routes_i_calloc(routes_graph_links(task->graph), sizeof *sum->flow);
        if (!sum->through || !sum->ends || !sum->flow)
            return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for sums over %zu nodes", nodes);
    }
    size_t workers = task->run.threads < task->sum_count ? task->run.threads : task->sum_count;
    task->workers = routes_i_calloc(workers, sizeof *task->workers);
    if (!task->workers)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu threads", workers);
    routes_status status = ROUTES_OK;
    for (; task->worker_count < workers && !status; task->worker_count++)
        status = routes_i_source_make(&task->workers[task->worker_count], &task->arcs, err);
    bool still = workers > 0 && task->arcs.largest > 1;
    return !status && still ? routes_i_still_check(&task->workers[0].still, err) : status;
}

static void want(routes_i_source *source, uint32_t place)
{
    source->wanted[place / 64] |= UINT64_C(1) << place % 64;
}

/* Fills in what the source sends to each place; returns to how many it sends something. */
static size_t load_demand(const struct task *task, routes_i_source *source, uint32_t from)
{
    size_t wanted = 0;
    if (!task->start) {
        for (uint32_t place = 0; place < task->arcs.nodes; place++) {
            source->demand[place] = place != from;
            if (place != from)
                want(source, place);
        }
        return task->arcs.nodes - 1;
    }
    for (size_t i = task->start[from]; i < task->start[from + 1]; i++) {
        uint32_t place = task->arcs.place[task->use.to[task->demand[i]]];
        double volume = task->use.volume ? task->use.volume[task->demand[i]] : 1.0;
        if (place == from || volume == 0.0)
            continue;
        wanted += source->demand[place] == 0.0;
        source->demand[place] += volume;
        want(source, place);
    }
    return wanted;
}

/* Counts the demand for one place at its ends, or as unserved, and clears it. */
static void end_demand(const struct task *task, struct passing *sum, routes_i_source *source,
                       uint32_t from, uint32_t to, bool searched)
{
    double volume = source->demand[to];
    source->demand[to] = 0.0;
    source->wanted[to / 64] &= ~(UINT64_C(1) << to % 64);
    if (searched && routes_i_search_reached(&source->search, to)) {
        sum->ends[task->arcs.node[from]] += volume;
        sum->ends[task->arcs.node[to]] += volume;
        sum->served += volume;
    } else {
        sum->unserved += volume;
    }
}

static void end_demands(const struct task *task, struct passing *sum, routes_i_source *source,
                        uint32_t from, bool searched)
{
    if (!task->start)
        for (uint32_t place = 0; place < task->arcs.nodes; place++)
            end_demand(task, sum, source, from, place, searched);
    else
        for (size_t i = task->start[from]; i < task->start[from + 1]; i++)
            end_demand(task, sum, source, from, task->arcs.place[task->use.to[task->demand[i]]],
                       searched);
}

static routes_status add_source(const struct task *task, struct passing *sum,
                                routes_i_source *source, uint32_t from, routes_error *err)
{
    routes_status status = ROUTES_OK;
    size_t wanted = load_demand(task, source, from);
    bool searched =
        wanted > 0 && (!task->use.node_closed || !task->use.node_closed[task->arcs.node[from]]);
    if (searched)
        status = routes_i_source_add(source, from, wanted, err);
    if (!status)
        end_demands(task, sum, source, from, searched);
    return status;
}

/* Hands what a thread has gathered on to a sum, by the graph's own numbers. */
static void fold(const routes_i_adjacency *arcs, struct passing *sum, routes_i_source *source)
{
    for (size_t place = 0; place < arcs->nodes; place++) {
        sum->through[arcs->node[place]] += source->through[place];
        source->through[place] = 0.0;
    }
    for (size_t arc = 0; arc < arcs->start[arcs->nodes]; arc++) {
        sum->flow[arcs->link[arc]] += source->flow[arc];
        source->flow[arc] = 0.0;
    }
}

static routes_status add_some(size_t from, size_t to, unsigned worker, void *context,
                              routes_error *err)
{
    struct task *task = context;
    routes_i_source *source = &task->workers[worker];
    routes_status status = ROUTES_OK;
    for (size_t sum = from; sum < to && !status; sum++) {
        for (size_t i = 0; i < SOURCES_A_SUM && !status; i++) {
            size_t at = task->done + i * SUMS + sum;
            if (at < task->source_count)
                status = add_source(task, &task->sums[sum], source, task->sources[at], err);
        }
        if (!status)
            fold(&task->arcs, &task->sums[sum], source);
    }
    return status;
}

static routes_status add_all(struct task *task, routes_error *err)
{
    routes_status status = ROUTES_OK;
    const size_t round = (size_t)SUMS * SOURCES_A_SUM;
    for (; task->done < task->source_count && !status; task->done += round) {
        routes_i_run_part part;
        double whole = (double)task->source_count;
        double from = (double)task->done / whole;
        double to = fmin((double)(task->done + round) / whole, 1.0);
        status = routes_i_parallel(routes_i_run_part_of(&part, &task->run, from, to),
                                   task->sum_count, 1, add_some, task, "betweenness", err);
    }
    return status;
}

static void add_up(double *total, const double *part, size_t n)
{
    for (size_t i = 0; total && i < n; i++)
        total[i] += part[i];
}

static void answer(const struct task *task, double *through, double *through_plus_ends,
                   double *flow, routes_betweenness_totals *totals)
{
    size_t nodes = routes_graph_nodes(task->graph);
    size_t links = routes_graph_links(task->graph);
    routes_betweenness_totals sum = {0.0, 0.0};
    if (through)
        memset(through, 0, nodes * sizeof *through);
    if (through_plus_ends)
        memset(through_plus_ends, 0, nodes * sizeof *through_plus_ends);
    if (flow)
        memset(flow, 0, links * sizeof *flow);
    for (size_t i = 0; i < task->sum_count; i++) {
        const struct passing *part = &task->sums[i];
        add_up(through, part->through, nodes);
        add_up(through_plus_ends, part->through, nodes);
        add_up(through_plus_ends, part->ends, nodes);
        add_up(flow, part->flow, links);
        sum.served += part->served;
        sum.unserved += part->unserved;
    }
    if (totals)
        *totals = sum;
}

static void free_task(struct task *task)
{
    for (size_t i = 0; i < SUMS; i++) {
        routes_i_free(task->sums[i].through);
        routes_i_free(task->sums[i].ends);
        routes_i_free(task->sums[i].flow);
    }
    for (size_t i = 0; i < task->worker_count; i++)
        routes_i_source_free(&task->workers[i]);
    routes_i_free(task->workers);
    routes_i_free(task->sources);
    routes_i_free(task->start);
    routes_i_free(task->demand);
    routes_i_adjacency_free(&task->arcs);
}

routes_status routes_betweenness_compute(double *through, double *through_plus_ends, double *flow,
                                         routes_betweenness_totals *totals,
                                         const routes_graph *graph,
                                         const routes_betweenness_options *options,
                                         routes_error *err)
{
    struct task task = {.graph = graph};
    const int64_t *length = NULL;
    if (!graph)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "graph must not be null");
    routes_status status = routes_i_options_read(&task.use, sizeof task.use, options, err);
    if (!status)
        status = routes_i_run_read(&task.run, task.use.run, err);
    if (!status)
        status = choose_length(&length, &task, err);
    if (!status)
        status = check_demands(&task.use, routes_graph_nodes(graph), err);
    if (!status)
        status = make_arcs(&task, length, err);
    if (!status)
        status = list_sources(&task, err);
    if (!status)
        status = make_buffers(&task, err);
    if (!status)
        status = add_all(&task, err);
    if (!status)
        answer(&task, through, through_plus_ends, flow, totals);
    free_task(&task);
    return status;
}
