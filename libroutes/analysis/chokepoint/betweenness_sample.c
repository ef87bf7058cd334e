/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/betweenness_sample.h"

#include <math.h>
#include <stdbool.h>

#include "analysis/chokepoint/betweenness.h"
#include "analysis/chokepoint/origins.h"
#include "analysis/chokepoint/tally.h"
#include "core/fail.h"
#include "core/memory.h"
#include "core/options.h"
#include "core/parallel.h"
#include "core/random.h"

#define NONE UINT32_MAX
#define NONE_ASKED SIZE_MAX
#define DESTINATIONS ROUTES_I_TALLY_PARTS

/* Samples between two words to the caller, and items looked at in one go. */
#define BLOCK 4
#define LOOK 65536

/* Samples are added until the bound holds, this part at least and at most. */
#define LEAST_MORE 0.05
#define MOST_MORE 1.0

struct worker {
    routes_i_source source;
    routes_i_tally tally;
    double *link; /* [links] or null */
};

/* Items: what passes the nodes, what passes or ends there, what passes the links, by place and
 * number, each where it is asked for; the last is what has a way. */
struct task {
    const routes_graph *graph;
    routes_betweenness_sample_options use;
    routes_run run;
    routes_i_origins origins;
    double *past; /* [demands + 1] sums of the volumes, by origin; null: every pair */
    double demand;
    size_t links;
    bool whole;                         /* ways are laid all together, not one for each end */
    size_t through, plus, flow, served; /* the first item of each; NONE_ASKED: not asked for */
    routes_i_tally_rule rule;
    struct worker *workers; /* [worker_count] */
    size_t worker_count;
    size_t done;   /* samples of earlier rounds */
    double *error; /* [blocks of items] greatest */
};

/* The last of [0, n) where `past` is at most x: its own stretch holds x. */
static size_t find(const double *past, size_t n, double x)
{
    size_t from = 0;
    while (n - from > 1) {
        size_t middle = from + (n - from) / 2;
        if (past[middle] <= x)
            from = middle;
        else
            n = middle;
    }
    return from;
}

static const routes_i_origin *origin_at(const routes_i_origins *origins, uint32_t place)
{
    size_t from = 0;
    size_t to = origins->count;
    while (to - from > 1) {
        size_t middle = from + (to - from) / 2;
        if (origins->origin[middle].place <= place)
            from = middle;
        else
            to = middle;
    }
    return &origins->origin[from];
}

static const routes_i_origin *draw_origin(routes_i_random *random, const struct task *task)
{
    const routes_i_origins *origins = &task->origins;
    if (!task->past)
        return &origins->origin[routes_i_random_below(random, (uint32_t)origins->count)];
    double x = routes_i_random_unit(random) * task->demand;
    size_t row = find(task->past, origins->use.demands, x);
    if (origins->demand)
        row = origins->demand[row];
    return origin_at(origins, origins->arcs.place[origins->use.from[row]]);
}

static uint32_t draw_end(routes_i_random *random, const struct task *task,
                         const routes_i_origin *origin)
{
    if (!task->past) {
        uint32_t place = routes_i_random_below(random, (uint32_t)task->origins.arcs.nodes - 1);
        return place + (place >= origin->place);
    }
    const double *past = &task->past[origin->first];
    double x = past[0] + routes_i_random_unit(random) * (past[origin->count] - past[0]);
    size_t row = 0;
    return routes_i_origins_end(&task->origins, origin, find(past, origin->count, x), &row);
}

/* One arc back towards the origin; of several, each by the ways over it. */
static routes_i_before step_back(const routes_i_search *search, uint32_t place,
                                 routes_i_random *random)
{
    routes_i_before before = search->before[place];
    if (before.place != NONE)
        return before;
    double left = routes_i_random_unit(random) * search->ways[place];
    uint32_t i = before.arc;
    for (;; i = search->ties[i].next) {
        before = search->ties[i].before;
        left -= search->ways[before.place];
        if (left < 0.0 || search->ties[i].next == NONE)
            return before;
    }
}

/* One shortest way to `to`, each as likely, becomes a part of all that it passes. */
static void lay_way(const struct task *task, struct worker *worker, uint32_t from, uint32_t to,
                    routes_i_random *random)
{
    const uint32_t *link = task->origins.arcs.link;
    routes_i_tally *tally = &worker->tally;
    routes_i_tally_part(tally, task->served);
    for (uint32_t place = to;;) {
        if (task->plus != NONE_ASKED)
            routes_i_tally_part(tally, task->plus + place);
        if (task->through != NONE_ASKED && place != from && place != to)
            routes_i_tally_part(tally, task->through + place);
        if (place == from)
            return;
        routes_i_before before = step_back(&worker->source.search, place, random);
        if (task->flow != NONE_ASKED)
            routes_i_tally_part(tally, task->flow + link[before.arc]);
        place = before.place;
    }
}

/* Where nodes reach each other over no length, and by chance, all best ways are laid, each with its
 * share. */
static routes_status lay_whole(const struct task *task, struct worker *worker, uint32_t from,
                               size_t wanted, routes_error *err)
{
    const routes_i_adjacency *arcs = &task->origins.arcs;
    routes_i_source *source = &worker->source;
    routes_status status = routes_i_source_add(source, from, wanted, err);
    for (uint32_t place = 0; place < arcs->nodes && !status; place++) {
        routes_i_passing *passing = &source->passing[place];
        if (task->through != NONE_ASKED && passing->through > 0.0)
            routes_i_tally_share(&worker->tally, task->through + place, passing->through);
        if (task->plus != NONE_ASKED && passing->through + passing->ends > 0.0)
            routes_i_tally_share(&worker->tally, task->plus + place,
                                 passing->through + passing->ends);
        *passing = (routes_i_passing){0};
    }
    for (size_t arc = 0; arc < arcs->start[arcs->nodes] && !status; arc++) {
        worker->link[arcs->link[arc]] += source->flow[arc];
        source->flow[arc] = 0.0;
    }
    for (size_t link = 0; link < task->links && !status; link++) {
        if (task->flow != NONE_ASKED && worker->link[link] > 0.0)
            routes_i_tally_share(&worker->tally, task->flow + link, worker->link[link]);
        worker->link[link] = 0.0;
    }
    if (!status && source->served > 0.0)
        routes_i_tally_share(&worker->tally, task->served, source->served);
    source->served = 0.0;
    return status;
}

static routes_status search(const struct task *task, struct worker *worker, uint32_t from,
                            const uint32_t *to, size_t wanted, routes_i_random *random,
                            routes_error *err)
{
    routes_i_source *source = &worker->source;
    if (task->whole)
        return lay_whole(task, worker, from, wanted, err);
    const routes_i_search_task what = {.from = &from,
                                       .size = 1,
                                       .farthest = UINT64_MAX,
                                       .wanted = source->wanted,
                                       .wanted_count = wanted};
    routes_i_search_run(&source->search, &what);
    routes_status status = routes_i_search_count(&source->search, err);
    for (size_t i = 0; i < DESTINATIONS && !status; i++)
        if (to[i] != from && routes_i_search_reached(&source->search, to[i]))
            lay_way(task, worker, from, to[i], random);
    routes_i_tally_end(&worker->tally);
    return status;
}

static routes_status add_sample(const struct task *task, struct worker *worker, size_t sample,
                                routes_error *err)
{
    routes_i_source *source = &worker->source;
    routes_i_random random =
        routes_i_random_start(task->use.seed, ROUTES_I_PURPOSE_WAYS, 0, (uint32_t)sample);
    const routes_i_origin *origin = draw_origin(&random, task);
    uint32_t to[DESTINATIONS];
    size_t wanted = 0;
    for (size_t i = 0; i < DESTINATIONS; i++) {
        to[i] = draw_end(&random, task, origin);
        uint64_t *word = &source->wanted[to[i] / 64];
        uint64_t bit = UINT64_C(1) << to[i] % 64;
        wanted += !(*word & bit);
        *word |= bit;
        if (task->whole)
            source->passing[to[i]].demand += 1.0 / DESTINATIONS;
    }
    const unsigned char *closed = task->use.node_closed;
    routes_status status = ROUTES_OK;
    if (!closed || !closed[task->origins.arcs.node[origin->place]])
        status = search(task, worker, origin->place, to, wanted, &random, err);
    for (size_t i = 0; i < DESTINATIONS; i++) {
        source->wanted[to[i] / 64] = 0;
        source->passing[to[i]].demand = 0.0;
    }
    return status;
}

static routes_status add_some(size_t from, size_t to, unsigned worker, void *context,
                              routes_error *err)
{
    struct task *task = context;
    routes_status status = ROUTES_OK;
    for (size_t i = from; i < to && !status; i++)
        status = add_sample(task, &task->workers[worker], task->done + i, err);
    return status;
}

static routes_status look(size_t from, size_t to, unsigned worker, void *context, routes_error *err)
{
    struct task *task = context;
    const routes_i_tally *tally = &task->workers[0].tally;
    double most = 0.0;
    (void)worker;
    (void)err;
    for (size_t item = from; item < to; item++)
        most = fmax(most, routes_i_tally_error(tally, item, task->done));
    task->error[from / LOOK] = most;
    return ROUTES_OK;
}

/* Adds up to `samples` in all, and finds how far off a mean may be. */
static routes_status add_round(struct task *task, size_t samples, double from, double to,
                               double *error, routes_error *err)
{
    routes_i_run_part part;
    size_t items = task->rule.items;
    routes_status status =
        routes_i_parallel(routes_i_run_part_of(&part, &task->run, from, to), samples - task->done,
                          BLOCK, add_some, task, "betweenness", err);
    if (status)
        return status;
    task->done = samples;
    for (size_t i = 1; i < task->worker_count; i++)
        routes_i_tally_move(&task->workers[0].tally, &task->workers[i].tally);
    status = routes_i_parallel(routes_i_run_part_of(&part, &task->run, to, to), items, LOOK, look,
                               task, "betweenness", err);
    *error = 0.0;
    for (size_t i = 0; i * LOOK < items; i++)
        *error = fmax(*error, task->error[i]);
    return status;
}

/* Until the bound holds, or so many would be needed that every origin can be searched. */
static routes_status add_rounds(struct task *task, double *error, routes_error *err)
{
    double told = 0.0;
    size_t samples = (size_t)ceil((double)task->rule.least * (1.0 + LEAST_MORE));
    routes_status status = ROUTES_OK;
    *error = 1.0;
    while (!status && samples < task->origins.count) {
        double to = told + 0.8 * (1.0 - told);
        status = add_round(task, samples, told, to, error, err);
        if (!status && *error <= task->use.error)
            return ROUTES_OK;
        double more = fmin(fmax(*error / task->use.error - 1.0, LEAST_MORE), MOST_MORE);
        samples = (size_t)ceil((double)samples * (1.0 + more));
        told = to;
    }
    task->done = status ? task->done : 0;
    return status;
}

static size_t ask(size_t *items, size_t n, const double *out)
{
    size_t first = *items;
    *items += out ? n : 0;
    return out ? first : NONE_ASKED;
}

/* Sums of the volumes in the order of the origins' rows. */
static routes_status add_volumes(struct task *task, routes_error *err)
{
    const routes_i_origins *origins = &task->origins;
    size_t nodes = origins->arcs.nodes;
    task->demand = nodes > 0 ? (double)nodes * (double)(nodes - 1) : 0.0;
    if (!task->use.from)
        return ROUTES_OK;
    task->past = routes_i_calloc(task->use.demands + 1, sizeof *task->past);
    if (!task->past)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu demands", task->use.demands);
    for (size_t i = 0; i < task->use.demands; i++) {
        size_t row = origins->demand ? origins->demand[i] : i;
        double volume =
            task->use.from[row] == task->use.to[row] ? 0.0 : routes_i_origins_volume(origins, row);
        task->past[i + 1] = task->past[i] + volume;
    }
    task->demand = task->past[task->use.demands];
    return ROUTES_OK;
}

static routes_status make_workers(struct task *task, routes_error *err)
{
    size_t blocks = task->rule.items / LOOK + 1;
    size_t workers = task->run.threads;
    task->error = routes_i_calloc(blocks, sizeof *task->error);
    task->workers = routes_i_calloc(workers, sizeof *task->workers);
    if (!task->error || !task->workers)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu threads", workers);
    routes_status status = ROUTES_OK;
    bool still = task->origins.arcs.largest > 1;
    task->whole = still || task->origins.chance;
    for (size_t i = 0; i < workers && !status; i++) {
        struct worker *worker = &task->workers[task->worker_count++];
        status =
            routes_i_source_make(&worker->source, &task->origins.arcs, task->origins.chance, err);
        if (!status)
            status = routes_i_tally_make(&worker->tally, &task->rule, err);
        if (!status && task->whole &&
            !(worker->link = routes_i_calloc(task->links, sizeof(double))))
            status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu links", task->links);
    }
    return !status && still ? routes_i_still_check(&task->workers[0].source.still, err) : status;
}

static void free_task(struct task *task)
{
    for (size_t i = 0; i < task->worker_count; i++) {
        routes_i_source_free(&task->workers[i].source);
        routes_i_tally_free(&task->workers[i].tally);
        routes_i_free(task->workers[i].link);
    }
    routes_i_free(task->workers);
    routes_i_free(task->error);
    routes_i_free(task->past);
    routes_i_origins_free(&task->origins);
}

static void write_means(double *out, const struct task *task, size_t first, const uint32_t *at,
                        size_t n)
{
    for (size_t i = 0; i < n && first != NONE_ASKED; i++)
        out[i] = task->demand *
                 routes_i_tally_mean(&task->workers[0].tally, first + (at ? at[i] : i), task->done);
}

static routes_status prepare(struct task *task, const routes_betweenness_sample_options *options,
                             routes_error *err)
{
    routes_betweenness_sample_options *use = &task->use;
    routes_status status = routes_i_options_read(use, sizeof *use, options, err);
    if (!status)
        status = routes_i_run_read(&task->run, use->run, err);
    if (status)
        return status;
    use->error = use->error == 0.0 ? 0.01 : use->error;
    use->confidence = use->confidence == 0.0 ? 0.99 : use->confidence;
    if (!(use->error > 0.0 && use->error < 1.0))
        return routes_i_fail(err, ROUTES_E_ARGUMENT,
                             "options.error is %g, must be above 0 and "
                             "below 1",
                             use->error);
    if (!(use->confidence > 0.0 && use->confidence < 1.0))
        return routes_i_fail(err, ROUTES_E_ARGUMENT,
                             "options.confidence is %g, must be above 0 "
                             "and below 1",
                             use->confidence);
    task->origins.use = (routes_betweenness_options){.size = sizeof task->origins.use,
                                                     .kind = use->kind,
                                                     .node_closed = use->node_closed,
                                                     .link_closed = use->link_closed,
                                                     .from = use->from,
                                                     .to = use->to,
                                                     .volume = use->volume,
                                                     .demands = use->demands,
                                                     .run = &task->run};
    status = routes_i_origins_make(&task->origins, task->graph, err);
    return status ? status : add_volumes(task, err);
}

/* Samples; `done` is 0 where it is better to search from every origin. */
static routes_status sample(struct task *task, double *error, routes_error *err)
{
    routes_i_tally_rule_make(&task->rule, task->served + 1, task->use.error, task->use.confidence);
    /* Streams are told apart by 32 bits. */
    if (task->rule.least >= task->origins.count || task->demand == 0.0)
        return ROUTES_OK;
    routes_status status = make_workers(task, err);
    return status ? status : add_rounds(task, error, err);
}

routes_status routes_betweenness_sample(double *through, double *through_plus_ends, double *flow,
                                        routes_betweenness_sampled *sampled,
                                        const routes_graph *graph,
                                        const routes_betweenness_sample_options *options,
                                        routes_error *err)
{
    struct task task = {.graph = graph};
    routes_betweenness_sampled said = {0};
    if (!graph)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "graph must not be null");
    size_t nodes = routes_graph_nodes(graph);
    task.links = routes_graph_links(graph);
    routes_status status = prepare(&task, options, err);
    task.through = ask(&task.served, nodes, through);
    task.plus = ask(&task.served, nodes, through_plus_ends);
    task.flow = ask(&task.served, task.links, flow);
    if (!status)
        status = sample(&task, &said.error, err);
    said.demand = task.demand;
    said.samples = task.done;
    if (!status && task.done > 0) {
        write_means(through, &task, task.through, task.origins.arcs.place, nodes);
        write_means(through_plus_ends, &task, task.plus, task.origins.arcs.place, nodes);
        write_means(flow, &task, task.flow, NULL, task.links);
        said.error *= task.demand;
        write_means(&said.served, &task, task.served, NULL, 1);
    } else if (!status) {
        routes_betweenness_totals totals;
        said.error = 0.0;
        status = routes_betweenness_compute(through, through_plus_ends, flow, &totals, graph,
                                            &task.origins.use, err);
        said.served = status ? 0.0 : totals.served;
    }
    if (!status && sampled)
        *sampled = said;
    free_task(&task);
    return status;
}
