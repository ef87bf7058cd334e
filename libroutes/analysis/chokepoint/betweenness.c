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

/* How far ahead what will be needed is asked for. */
#define AHEAD 16

/* Sums over sources. */
struct passing {
    double *through; /* [nodes] */
    double *ends;    /* [nodes] */
    double *flow;    /* [links] */
    double served, unserved;
};

/* A node with demands. */
struct origin {
    uint32_t place;
    size_t first, count; /* its demands */
};

struct task {
    const routes_graph *graph;
    routes_betweenness_options use;
    routes_run run;
    routes_i_adjacency arcs;
    struct origin *origins; /* [nodes], of which origin_count are used, by place */
    size_t origin_count;
    size_t *demand; /* [demands] by the place of the origin; null: as they are given */
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

/* Finds where the demands of each place lie; true when each has them in one stretch. */
static bool find_stretches(struct origin *origin, const struct task *task)
{
    const uint32_t *from = task->use.from;
    bool together = true;
    for (size_t i = 0; i < task->use.demands;) {
        size_t past = i + 1;
        while (past < task->use.demands && from[past] == from[i])
            past++;
        struct origin *of = &origin[task->arcs.place[from[i]]];
        together = together && of->count == 0;
        of->first = of->count == 0 ? i : of->first;
        of->count += past - i;
        i = past;
    }
    return together;
}

/* Puts the demands of each origin together, in the order given. */
static routes_status sort_demands(struct task *task, struct origin *origin, routes_error *err)
{
    size_t at = 0;
    task->demand = routes_i_calloc(task->use.demands, sizeof *task->demand);
    if (!task->demand)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu demands", task->use.demands);
    for (size_t place = 0; place < task->arcs.nodes; place++) {
        origin[place].first = at;
        at += origin[place].count;
        origin[place].count = 0;
    }
    for (size_t i = 0; i < task->use.demands; i++) {
        struct origin *of = &origin[task->arcs.place[task->use.from[i]]];
        task->demand[of->first + of->count++] = i;
    }
    return ROUTES_OK;
}

static routes_status make_arcs(struct task *task, const int64_t *length, routes_error *err)
{
    const routes_i_adjacency_input input = {.graph = task->graph,
                                            .length = length,
                                            .node_closed = task->use.node_closed,
                                            .link_closed = task->use.link_closed};
    return routes_i_adjacency_make(&task->arcs, &input, err);
}

static routes_status list_origins(struct task *task, routes_error *err)
{
    size_t nodes = routes_graph_nodes(task->graph);
    task->origins = routes_i_calloc(nodes, sizeof *task->origins);
    if (!task->origins)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu nodes", nodes);
    if (task->use.from && !find_stretches(task->origins, task)) {
        routes_status status = sort_demands(task, task->origins, err);
        if (status)
            return status;
    }
    for (uint32_t place = 0; place < nodes; place++) {
        struct origin origin = task->origins[place];
        origin.place = place;
        if (!task->use.from || origin.count > 0)
            task->origins[task->origin_count++] = origin;
    }
    return ROUTES_OK;
}

static routes_status make_buffers(struct task *task, routes_error *err)
{
    size_t nodes = routes_graph_nodes(task->graph);
    task->sum_count = task->origin_count < SUMS ? task->origin_count : SUMS;
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

/* Where a demand of the origin goes to; its number, where there is a table, in `demand`. */
static uint32_t end_of(const struct task *task, const struct origin *origin, size_t i,
                       size_t *demand)
{
    if (!task->use.from)
        return (uint32_t)i;
    *demand = task->demand ? task->demand[origin->first + i] : origin->first + i;
    return task->arcs.place[task->use.to[*demand]];
}

/* Fills in what the origin sends to each place; returns to how many it sends something. */
static size_t load_demand(const struct task *task, routes_i_source *source,
                          const struct origin *origin)
{
    size_t wanted = 0;
    size_t count = task->use.from ? origin->count : task->arcs.nodes;
    for (size_t i = 0; i < count; i++) {
        size_t demand = 0;
        if (i + AHEAD < count)
            __builtin_prefetch(&source->passing[end_of(task, origin, i + AHEAD, &demand)], 1);
        uint32_t place = end_of(task, origin, i, &demand);
        double volume = task->use.from && task->use.volume ? task->use.volume[demand] : 1.0;
        if (place == origin->place || volume == 0.0)
            continue;
        wanted += source->passing[place].demand == 0.0;
        source->passing[place].demand += volume;
        source->wanted[place / 64] |= UINT64_C(1) << place % 64;
    }
    return wanted;
}

/* Counts what was not reached as unserved. */
static void end_demands(const struct task *task, struct passing *sum, routes_i_source *source,
                        const struct origin *origin)
{
    size_t count = task->use.from ? origin->count : task->arcs.nodes;
    bool few = source->missing == 0 && count >= task->arcs.nodes / 64;
    if (few)
        memset(source->wanted, 0, (task->arcs.nodes / 64 + 1) * sizeof *source->wanted);
    for (size_t i = 0; i < count && !few; i++) {
        size_t demand = 0;
        uint32_t place = end_of(task, origin, i, &demand);
        source->wanted[place / 64] = 0;
        sum->unserved += source->passing[place].demand;
        source->passing[place].demand = 0.0;
    }
}

static routes_status add_origin(const struct task *task, struct passing *sum,
                                routes_i_source *source, const struct origin *origin,
                                routes_error *err)
{
    routes_status status = ROUTES_OK;
    source->missing = load_demand(task, source, origin);
    bool open = !task->use.node_closed || !task->use.node_closed[task->arcs.node[origin->place]];
    if (open && source->missing > 0)
        status = routes_i_source_add(source, origin->place, source->missing, err);
    if (!status)
        end_demands(task, sum, source, origin);
    return status;
}

/* Hands what a thread has gathered on to a sum, by the graph's own numbers. */
static void fold(const routes_i_adjacency *arcs, struct passing *sum, routes_i_source *source)
{
    for (size_t place = 0; place < arcs->nodes; place++) {
        sum->through[arcs->node[place]] += source->passing[place].through;
        sum->ends[arcs->node[place]] += source->passing[place].ends;
        source->passing[place].through = source->passing[place].ends = 0.0;
    }
    for (size_t arc = 0; arc < arcs->start[arcs->nodes]; arc++) {
        sum->flow[arcs->link[arc]] += source->flow[arc];
        source->flow[arc] = 0.0;
    }
    sum->served += source->served;
    source->served = 0.0;
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
            if (at < task->origin_count)
                status = add_origin(task, &task->sums[sum], source, &task->origins[at], err);
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
    for (; task->done < task->origin_count && !status; task->done += round) {
        routes_i_run_part part;
        double whole = (double)task->origin_count;
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
    routes_i_free(task->origins);
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
        status = list_origins(&task, err);
    if (!status)
        status = make_buffers(&task, err);
    if (!status)
        status = add_all(&task, err);
    if (!status)
        answer(&task, through, through_plus_ends, flow, totals);
    free_task(&task);
    return status;
}
