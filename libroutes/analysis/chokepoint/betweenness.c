/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/betweenness.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "analysis/chokepoint/betweenness.h"
#include "analysis/chokepoint/origins.h"
#include "core/fail.h"
#include "core/memory.h"
#include "core/options.h"
#include "core/parallel.h"

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

struct task {
    const routes_graph *graph;
    routes_run run;
    routes_i_origins origins;
    struct passing sums[SUMS];
    size_t sum_count;
    routes_i_source *workers; /* [worker_count] */
    size_t worker_count;
    size_t done; /* sources of earlier rounds */
};

static routes_status make_buffers(struct task *task, routes_error *err)
{
    size_t nodes = routes_graph_nodes(task->graph);
    task->sum_count = task->origins.count < SUMS ? task->origins.count : SUMS;
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
        status = routes_i_source_make(&task->workers[task->worker_count], &task->origins.arcs,
                                      task->origins.chance, err);
    for (size_t i = 0; i < task->worker_count && task->origins.use.farthest > 0; i++)
        task->workers[i].farthest = (uint64_t)task->origins.use.farthest;
    bool still = workers > 0 && task->origins.arcs.largest > 1;
    return !status && still ? routes_i_still_check(&task->workers[0].still, err) : status;
}

/* Fills in what the origin sends to each place; returns to how many it sends something. */
static size_t load_demand(const struct task *task, routes_i_source *source,
                          const routes_i_origin *origin)
{
    size_t wanted = 0;
    size_t count = routes_i_origins_size(&task->origins, origin);
    for (size_t i = 0; i < count; i++) {
        size_t row = 0;
        if (i + AHEAD < count)
            __builtin_prefetch(
                &source->passing[routes_i_origins_end(&task->origins, origin, i + AHEAD, &row)], 1);
        uint32_t place = routes_i_origins_end(&task->origins, origin, i, &row);
        double volume = routes_i_origins_volume(&task->origins, row);
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
                        const routes_i_origin *origin)
{
    size_t count = routes_i_origins_size(&task->origins, origin);
    bool few = source->missing == 0 && count >= task->origins.arcs.nodes / 64;
    if (few)
        memset(source->wanted, 0, (task->origins.arcs.nodes / 64 + 1) * sizeof *source->wanted);
    for (size_t i = 0; i < count && !few; i++) {
        size_t row = 0;
        uint32_t place = routes_i_origins_end(&task->origins, origin, i, &row);
        source->wanted[place / 64] = 0;
        sum->unserved += source->passing[place].demand;
        source->passing[place].demand = 0.0;
    }
}

static routes_status add_origin(const struct task *task, struct passing *sum,
                                routes_i_source *source, const routes_i_origin *origin,
                                routes_error *err)
{
    routes_status status = ROUTES_OK;
    source->missing = load_demand(task, source, origin);
    bool open = !task->origins.use.node_closed ||
                !task->origins.use.node_closed[task->origins.arcs.node[origin->place]];
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
            if (at < task->origins.count)
                status = add_origin(task, &task->sums[sum], source, &task->origins.origin[at], err);
        }
        if (!status)
            fold(&task->origins.arcs, &task->sums[sum], source);
    }
    return status;
}

static routes_status add_all(struct task *task, routes_error *err)
{
    routes_status status = ROUTES_OK;
    const size_t round = (size_t)SUMS * SOURCES_A_SUM;
    for (; task->done < task->origins.count && !status; task->done += round) {
        routes_i_run_part part;
        double whole = (double)task->origins.count;
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
    routes_i_origins_free(&task->origins);
}

static routes_status check_farthest(const routes_betweenness_options *use, routes_error *err)
{
    if (use->farthest < 0)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "options.farthest is %lld, must be from 0 up",
                             (long long)use->farthest);
    if (use->farthest > 0 && use->kind == ROUTES_PATH_RELIABILITY)
        return routes_i_fail(err, ROUTES_E_ARGUMENT,
                             "options.farthest goes with lengths and times, not with reliability");
    return ROUTES_OK;
}

routes_status routes_betweenness_compute(double *through, double *through_plus_ends, double *flow,
                                         routes_betweenness_totals *totals,
                                         const routes_graph *graph,
                                         const routes_betweenness_options *options,
                                         routes_error *err)
{
    struct task task = {.graph = graph};
    if (!graph)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "graph must not be null");
    routes_status status =
        routes_i_options_read(&task.origins.use, sizeof task.origins.use, options, err);
    if (!status)
        status = routes_i_run_read(&task.run, task.origins.use.run, err);
    if (!status)
        status = check_farthest(&task.origins.use, err);
    if (!status)
        status = routes_i_origins_make(&task.origins, graph, err);
    if (!status)
        status = make_buffers(&task, err);
    if (!status)
        status = add_all(&task, err);
    if (!status)
        answer(&task, through, through_plus_ends, flow, totals);
    free_task(&task);
    return status;
}
