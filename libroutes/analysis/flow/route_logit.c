/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/route_logit.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/flow/toward.h"
#include "core/fail.h"
#include "core/memory.h"
#include "core/options.h"
#include "core/parallel.h"

#define MOST_WAYS 100000
/* Costs this near to each other, relative, are equal. */
#define SAME 1e-12
/* A search that tries so many links for each way that is allowed has lost itself. */
#define TRIES_A_WAY 1000

/* The ways of one demand. */
struct ways {
    struct way *way;
    size_t count, capacity;
    uint32_t *links;
    size_t size, room; /* of links */
};

struct way {
    double cost, share, path_size;
    size_t first, steps; /* in the links of its demand */
};

struct routes_route_logit {
    size_t demands;
    size_t *way_start;
    double *cost, *share, *path_size;
    size_t *link_start;
    uint32_t *links;
    double *load;
};

struct task {
    const routes_graph *graph;
    const double *cost;
    const routes_logit_demands *demands;
    double theta;
    routes_route_logit_options use;
    struct ways *ways; /* [demands] */
};

/* A search for all ways of one demand after another. */
struct work {
    routes_i_toward toward;
    unsigned char *on; /* [nodes] on the way so far */
    uint32_t *node;    /* [nodes] the way so far */
    uint32_t *link;    /* [nodes] by which each was reached */
    size_t *next;      /* [nodes] which link is tried next */
    double *spent;     /* [nodes] */
    uint32_t *users;   /* [links] ways of the demand that use it; 0 in between */
};

static routes_status no_memory(routes_error *err)
{
    return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for the ways of demands");
}

static routes_status make_work(struct work *work, const routes_graph *graph, routes_error *err)
{
    size_t nodes = routes_graph_nodes(graph);
    *work = (struct work){0};
    routes_status status = routes_i_toward_make(&work->toward, nodes, err);
    if (status)
        return status;
    work->on = routes_i_calloc(nodes, sizeof *work->on);
    work->node = routes_i_calloc(nodes, sizeof *work->node);
    work->link = routes_i_calloc(nodes, sizeof *work->link);
    work->next = routes_i_calloc(nodes, sizeof *work->next);
    work->spent = routes_i_calloc(nodes, sizeof *work->spent);
    work->users = routes_i_calloc(routes_graph_links(graph) + 1, sizeof *work->users);
    return work->on && work->node && work->link && work->next && work->spent && work->users
               ? ROUTES_OK
               : no_memory(err);
}

static void free_work(struct work *work)
{
    routes_i_toward_free(&work->toward);
    routes_i_free(work->on);
    routes_i_free(work->node);
    routes_i_free(work->link);
    routes_i_free(work->next);
    routes_i_free(work->spent);
    routes_i_free(work->users);
}

/* Keeps the way of `steps` links that the search stands at the end of. */
static routes_status keep(struct ways *ways, const struct work *work, size_t steps,
                          routes_error *err)
{
    if (ways->count == ways->capacity) {
        size_t capacity = ways->capacity ? 2 * ways->capacity : 16;
        struct way *grown = routes_i_realloc(ways->way, capacity, sizeof *grown);
        if (!grown)
            return no_memory(err);
        ways->way = grown;
        ways->capacity = capacity;
    }
    if (ways->size + steps > ways->room || !ways->links) {
        size_t room = 2 * ways->room + steps + 64;
        uint32_t *grown = routes_i_realloc(ways->links, room, sizeof *grown);
        if (!grown)
            return no_memory(err);
        ways->links = grown;
        ways->room = room;
    }
    ways->way[ways->count++] =
        (struct way){.cost = work->spent[steps], .first = ways->size, .steps = steps};
    for (size_t i = 1; i <= steps; i++)
        ways->links[ways->size++] = work->link[i];
    return ROUTES_OK;
}

/* The next link from the end of the way so far that may still come in time; false: go back. */
static bool step(struct work *work, const struct task *task, size_t deep, double limit,
                 size_t *tries)
{
    const uint32_t *ends;
    const uint32_t *links;
    size_t count = routes_graph_leaving(&ends, &links, task->graph, work->node[deep]);
    while (work->next[deep] < count) {
        size_t i = work->next[deep]++;
        double spent = work->spent[deep] + task->cost[links[i]];
        ++*tries;
        if (work->on[ends[i]] || !(spent + work->toward.cost[ends[i]] <= limit) ||
            isinf(work->toward.cost[ends[i]]))
            continue;
        work->node[deep + 1] = ends[i];
        work->link[deep + 1] = links[i];
        work->spent[deep + 1] = spent;
        work->next[deep + 1] = 0;
        work->on[ends[i]] = 1;
        return true;
    }
    return false;
}

static routes_status list_ways(struct ways *ways, struct work *work, const struct task *task,
                               size_t demand, routes_error *err)
{
    uint32_t from = task->demands->from[demand], to = task->demands->to[demand];
    size_t most = task->use.most_ways, tries = 0, deep = 0;
    routes_i_toward_run(&work->toward, task->graph, task->cost, to);
    double least = work->toward.cost[from];
    if (isinf(least))
        return ROUTES_OK;
    double limit = task->use.cutoff > 0.0 ? task->use.cutoff * least * (1.0 + SAME) : INFINITY;
    routes_status status = ROUTES_OK;
    work->node[0] = from;
    work->spent[0] = 0.0;
    work->next[0] = 0;
    work->on[from] = 1;
    for (bool on = true; on && !status;) {
        bool is_there = work->node[deep] == to;
        if (is_there && ways->count == most)
            status = routes_i_fail(err, ROUTES_E_DATA,
                                   "demand %zu has over %zu ways; take a "
                                   "cutoff, or a lower one",
                                   demand, most);
        else if (is_there)
            status = keep(ways, work, deep, err);
        else if (tries / TRIES_A_WAY > most)
            status = routes_i_fail(err, ROUTES_E_DATA,
                                   "the ways of demand %zu were not listed in "
                                   "%zu tries; take a cutoff, or a lower one",
                                   demand, tries);
        if (!status && !is_there && step(work, task, deep, limit, &tries)) {
            deep++;
            continue;
        }
        work->on[work->node[deep]] = 0;
        on = deep > 0;
        deep -= on;
    }
    for (size_t i = 0; status && i <= deep; i++)
        work->on[work->node[i]] = 0;
    return status;
}

struct ordered {
    struct way way;
    const uint32_t *links;
};

static int cheapest_first(const void *left, const void *right)
{
    const struct ordered *a = left;
    const struct ordered *b = right;
    if (a->way.cost != b->way.cost)
        return a->way.cost < b->way.cost ? -1 : 1;
    if (a->way.steps != b->way.steps)
        return a->way.steps < b->way.steps ? -1 : 1;
    for (size_t i = 0; i < a->way.steps; i++)
        if (a->links[i] != b->links[i])
            return a->links[i] < b->links[i] ? -1 : 1;
    return 0;
}

static routes_status sort_ways(struct ways *ways, routes_error *err)
{
    struct ordered *order = routes_i_calloc(ways->count + 1, sizeof *order);
    if (!order)
        return no_memory(err);
    for (size_t i = 0; i < ways->count; i++)
        order[i] = (struct ordered){ways->way[i], ways->links + ways->way[i].first};
    qsort(order, ways->count, sizeof *order, cheapest_first);
    for (size_t i = 0; i < ways->count; i++)
        ways->way[i] = order[i].way;
    routes_i_free(order);
    return ROUTES_OK;
}

static void find_path_sizes(struct ways *ways, struct work *work, const double *cost)
{
    for (size_t i = 0; i < ways->size; i++)
        work->users[ways->links[i]]++;
    for (size_t w = 0; w < ways->count; w++) {
        struct way *way = &ways->way[w];
        const uint32_t *links = ways->links + way->first;
        way->path_size = way->steps ? 0.0 : 1.0;
        for (size_t i = 0; i < way->steps; i++) {
            double part = way->cost > 0.0 ? cost[links[i]] / way->cost : 1.0 / (double)way->steps;
            way->path_size += part / (double)work->users[links[i]];
        }
    }
    for (size_t i = 0; i < ways->size; i++)
        work->users[ways->links[i]] = 0;
}

static double weight_of(const struct way *way, double least, const struct task *task)
{
    double size = task->use.kind == ROUTES_ROUTE_LOGIT_PATH_SIZE
                      ? pow(way->path_size, task->use.exponent)
                      : 1.0;
    if (isinf(task->theta))
        return way->cost <= least * (1.0 + SAME) ? size : 0.0;
    return size * exp(-task->theta * (way->cost - least));
}

static void share_out(struct ways *ways, const struct task *task)
{
    double sum = 0.0;
    for (size_t w = 0; w < ways->count; w++) {
        ways->way[w].share = weight_of(&ways->way[w], ways->way[0].cost, task);
        sum += ways->way[w].share;
    }
    for (size_t w = 0; w < ways->count; w++)
        ways->way[w].share /= sum;
}

static routes_status lay_some(size_t from, size_t to, unsigned worker, void *context,
                              routes_error *err)
{
    struct task *task = context;
    struct work work;
    (void)worker;
    routes_status status = make_work(&work, task->graph, err);
    for (size_t i = from; i < to && !status; i++) {
        struct ways *ways = &task->ways[i];
        status = list_ways(ways, &work, task, i, err);
        if (!status)
            status = sort_ways(ways, err);
        if (status)
            break;
        find_path_sizes(ways, &work, task->cost);
        share_out(ways, task);
    }
    free_work(&work);
    return status;
}

static routes_status make_rows(struct routes_route_logit *logit, const struct task *task,
                               routes_error *err)
{
    size_t count = 0, steps = 0;
    logit->demands = task->demands->count;
    for (size_t i = 0; i < logit->demands; i++) {
        count += task->ways[i].count;
        steps += task->ways[i].size;
    }
    logit->way_start = routes_i_calloc(logit->demands + 1, sizeof *logit->way_start);
    logit->cost = routes_i_calloc(count + 1, sizeof *logit->cost);
    logit->share = routes_i_calloc(count + 1, sizeof *logit->share);
    logit->path_size = routes_i_calloc(count + 1, sizeof *logit->path_size);
    logit->link_start = routes_i_calloc(count + 1, sizeof *logit->link_start);
    logit->links = routes_i_calloc(steps + 1, sizeof *logit->links);
    logit->load = routes_i_calloc(routes_graph_links(task->graph) + 1, sizeof *logit->load);
    return logit->way_start && logit->cost && logit->share && logit->path_size &&
                   logit->link_start && logit->links && logit->load
               ? ROUTES_OK
               : no_memory(err);
}

static void fill_rows(struct routes_route_logit *logit, const struct task *task)
{
    size_t row = 0, size = 0;
    for (size_t i = 0; i < logit->demands; i++) {
        const struct ways *ways = &task->ways[i];
        double volume = task->demands->volume ? task->demands->volume[i] : 1.0;
        for (size_t w = 0; w < ways->count; w++, row++) {
            const struct way *way = &ways->way[w];
            logit->cost[row] = way->cost;
            logit->share[row] = way->share;
            logit->path_size[row] = way->path_size;
            for (size_t k = 0; k < way->steps; k++) {
                uint32_t link = ways->links[way->first + k];
                logit->links[size++] = link;
                logit->load[link] += volume * way->share;
            }
            logit->link_start[row + 1] = size;
        }
        logit->way_start[i + 1] = row;
    }
}

static routes_status read_options(struct task *task, routes_run *run,
                                  const routes_route_logit_options *options, routes_error *err)
{
    routes_status status = routes_i_options_read(&task->use, sizeof task->use, options, err);
    if (!status)
        status = routes_i_run_read(run, task->use.run, err);
    if (status)
        return status;
    routes_route_logit_options *use = &task->use;
    use->exponent = use->exponent != 0.0 ? use->exponent : 1.0;
    use->most_ways = use->most_ways ? use->most_ways : MOST_WAYS;
    if (use->kind != ROUTES_ROUTE_LOGIT_PLAIN && use->kind != ROUTES_ROUTE_LOGIT_PATH_SIZE)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "options.kind %d is not known",
                             (int)use->kind);
    if (!(use->cutoff == 0.0 || (use->cutoff >= 1.0 && use->cutoff < INFINITY)))
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "options.cutoff is %g, must be from 1 up",
                             use->cutoff);
    if (!(use->exponent > 0.0 && use->exponent < INFINITY))
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "options.exponent is %g, must be above 0",
                             use->exponent);
    if (!(task->theta >= 0.0))
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "theta is %g, must be from 0 up", task->theta);
    return ROUTES_OK;
}

static void free_task(struct task *task)
{
    for (size_t i = 0; task->ways && i < task->demands->count; i++) {
        routes_i_free(task->ways[i].way);
        routes_i_free(task->ways[i].links);
    }
    routes_i_free(task->ways);
}

routes_status routes_route_logit_new(routes_route_logit **logit, const routes_graph *graph,
                                     const double *cost, const routes_logit_demands *demands,
                                     double theta, const routes_route_logit_options *options,
                                     routes_error *err)
{
    struct task task = {.graph = graph, .cost = cost, .demands = demands, .theta = theta};
    routes_run run;
    if (!logit)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "logit must not be null");
    *logit = NULL;
    routes_status status = routes_i_logit_check(graph, cost, demands, err);
    if (!status)
        status = read_options(&task, &run, options, err);
    if (status)
        return status;
    struct routes_route_logit *made = routes_i_calloc(1, sizeof *made);
    task.ways = routes_i_calloc(demands->count + 1, sizeof *task.ways);
    if (!made || !task.ways)
        status = no_memory(err);
    if (!status)
        status = routes_i_parallel(&run, demands->count, 16, lay_some, &task, "ways", err);
    if (!status)
        status = make_rows(made, &task, err);
    if (status) {
        routes_route_logit_free(made);
    } else {
        fill_rows(made, &task);
        *logit = made;
    }
    free_task(&task);
    return status;
}

void routes_route_logit_free(routes_route_logit *logit)
{
    if (!logit)
        return;
    routes_i_free(logit->way_start);
    routes_i_free(logit->cost);
    routes_i_free(logit->share);
    routes_i_free(logit->path_size);
    routes_i_free(logit->link_start);
    routes_i_free(logit->links);
    routes_i_free(logit->load);
    routes_i_free(logit);
}

routes_route_logit_rows routes_route_logit_read(const routes_route_logit *logit)
{
    return (routes_route_logit_rows){logit->demands, logit->way_start, logit->cost,
                                     logit->share,   logit->path_size, logit->link_start,
                                     logit->links,   logit->load};
}
