/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/recursive_logit.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "analysis/flow/toward.h"
#include "core/fail.h"
#include "core/memory.h"
#include "core/options.h"
#include "core/parallel.h"

/* Of each value of z, what the sweeps may leave out. */
#define LEFT_OUT 1e-13
/* Of the volume to a destination, what may still be on its way. */
#define STILL_GOING 1e-18
/* After so many sweeps it is asked whether there is an end to them at all. */
#define SWEEPS_UNASKED 64
#define MOST_SWEEPS 200000
/* Powers for the spectral radius, and how near its bounds must come. */
#define MOST_POWERS 20000
#define RADIUS_KNOWN 1e-9
/* Parts of a power vector below this, of the largest, are not of the part that grows most. */
#define NO_PART 1e-9
#define LEAST_PART 1e-200
/* Partial sums of loads, whatever the threads. */
#define SUMS 16

#define NONE UINT32_MAX

/* A link as it leaves a node. Nodes are counted in order of their least cost: 0 is the destination,
 * a head below the tail is nearer to it. */
struct arc {
    double weight; /* exp(-theta (cost + least cost of the head - that of the tail)) */
    uint32_t head;
    uint32_t link;
};

struct sums {
    double *load; /* [links] */
};

struct task {
    const routes_graph *graph;
    const double *cost;
    const routes_logit_demands *demands;
    double theta;
    size_t *start;   /* [nodes + 1] demands by destination */
    uint32_t *by_to; /* [demands] */
    uint32_t *to;    /* [to_count] destinations */
    size_t to_count;
    struct sums sums[SUMS];
    double *expected; /* [demands] */
};

/* One destination. */
struct work {
    routes_i_toward toward;
    uint32_t *at;    /* [nodes] place in the order, or none */
    size_t *start;   /* [nodes + 1] arcs of each place */
    struct arc *arc; /* [2 links] */
    double *first;   /* [nodes] first term */
    double *term;    /* [nodes] term of the last sweep */
    double *value;   /* [nodes] z over exp(-theta least cost): 1 or more */
    double *coming;  /* [nodes] volume that arrives and has not left */
    double shrink;   /* each sweep's term is at most so much of the one before, below 1 */
};

static void free_work(struct work *work)
{
    routes_i_toward_free(&work->toward);
    routes_i_free(work->at);
    routes_i_free(work->start);
    routes_i_free(work->arc);
    routes_i_free(work->first);
    routes_i_free(work->term);
    routes_i_free(work->value);
    routes_i_free(work->coming);
}

static routes_status make_work(struct work *work, const routes_graph *graph, routes_error *err)
{
    size_t nodes = routes_graph_nodes(graph), links = routes_graph_links(graph);
    *work = (struct work){0};
    routes_status status = routes_i_toward_make(&work->toward, nodes, err);
    if (status)
        return status;
    work->at = routes_i_calloc(nodes, sizeof *work->at);
    work->start = routes_i_calloc(nodes + 1, sizeof *work->start);
    work->arc = routes_i_calloc(2 * links + 1, sizeof *work->arc);
    work->first = routes_i_calloc(nodes, sizeof *work->first);
    work->term = routes_i_calloc(nodes, sizeof *work->term);
    work->value = routes_i_calloc(nodes, sizeof *work->value);
    work->coming = routes_i_calloc(nodes, sizeof *work->coming);
    if (work->at && work->start && work->arc && work->first && work->term && work->value &&
        work->coming)
        return ROUTES_OK;
    return routes_i_fail(err, ROUTES_E_MEMORY, "no memory to lay demands on %zu nodes", nodes);
}

/* The links between nodes that reach the destination, which nothing leaves. */
static void lay_out(struct work *work, const struct task *task)
{
    const routes_i_toward *toward = &work->toward;
    size_t size = 0;
    for (size_t i = 0; i < toward->nodes; i++)
        work->at[i] = NONE;
    for (size_t i = 0; i < toward->count; i++)
        work->at[toward->order[i]] = (uint32_t)i;
    for (size_t i = 0; i < toward->count; i++) {
        uint32_t node = toward->order[i];
        const uint32_t *ends;
        const uint32_t *links;
        size_t count = routes_graph_leaving(&ends, &links, task->graph, node);
        work->start[i] = size;
        for (size_t k = 0; k < count && i > 0; k++) {
            if (work->at[ends[k]] == NONE)
                continue;
            double more = task->cost[links[k]] + toward->cost[ends[k]] - toward->cost[node];
            work->arc[size++] = (struct arc){exp(-task->theta * more), work->at[ends[k]], links[k]};
        }
    }
    work->start[toward->count] = size;
}

/* The next term: walks with one more link that leads away. In place: what lies nearer has its new
 * term already, what lies farther its old one. */
static void sweep(struct work *work)
{
    for (size_t i = 1; i < work->toward.count; i++) {
        double sum = 0.0;
        for (size_t k = work->start[i]; k < work->start[i + 1]; k++)
            sum += work->arc[k].weight * work->term[work->arc[k].head];
        work->term[i] = sum;
    }
}

/* Adds the term. With T the work of a sweep: T value = value + next term - first term; where that
 * is at most q value, q below 1, all terms still to come are at most q / (1 - q) times what the
 * next one is of the value. Returns that share. */
static double add_term(struct work *work)
{
    double shrink = 0.0, part = 0.0;
    for (size_t i = 1; i < work->toward.count; i++) {
        double before = work->value[i];
        work->value[i] += work->term[i];
        shrink = fmax(shrink, (work->value[i] - work->first[i]) / before);
        part = fmax(part, work->term[i] / before);
    }
    work->shrink = shrink;
    return part == 0.0 ? 0.0 : shrink < 1.0 ? part * shrink / (1.0 - shrink) : INFINITY;
}

/* Bounds of the spectral radius from a vector that is all above 0: least and most of its growth.
 * The lower one holds for any part of the vector alone, so that parts that do not grow as fast are
 * left out. `next` becomes the vector's image. */
static void bound_radius(double *low, double *high, const struct work *work, const double *x,
                         double *next)
{
    size_t n = work->toward.count;
    *low = INFINITY;
    *high = 0.0;
    for (size_t i = 1; i < n; i++) {
        double sum = 0.0, sum_of_part = 0.0;
        for (size_t k = work->start[i]; k < work->start[i + 1]; k++) {
            uint32_t head = work->arc[k].head;
            double add = head ? work->arc[k].weight * x[head] : 0.0;
            sum += add;
            sum_of_part += x[head] >= NO_PART ? add : 0.0;
        }
        next[i] = sum;
        *high = fmax(*high, sum / x[i]);
        if (x[i] >= NO_PART)
            *low = fmin(*low, sum_of_part / x[i]);
    }
}

/* Whether the radius is below 1, by powers of (M + 1) / 2, which do not run in circles. */
static routes_status check_radius(struct work *work, const routes_run *run, routes_error *err)
{
    size_t n = work->toward.count;
    double low = 0.0, high = INFINITY, *x = work->coming, *next = work->term;
    for (size_t i = 0; i < n; i++)
        x[i] = 1.0;
    for (int power = 0; power < MOST_POWERS; power++) {
        if (power > 0 && high - low <= RADIUS_KNOWN * high)
            break;
        double most = 0.0, now_low, now_high;
        routes_status status =
            power % 256 ? ROUTES_OK : routes_i_run_tell(run, 0.0, "spectral radius", err);
        if (status)
            return status;
        bound_radius(&now_low, &now_high, work, x, next);
        low = fmax(low, now_low);
        high = fmin(high, now_high);
        for (size_t i = 1; i < n; i++) {
            x[i] = 0.5 * (x[i] + next[i]);
            most = fmax(most, x[i]);
        }
        for (size_t i = 1; i < n; i++)
            x[i] = fmax(LEAST_PART, x[i] / most);
    }
    if (high < 1.0)
        return ROUTES_OK;
    if (low >= 1.0)
        return routes_i_fail(err, ROUTES_E_DATA,
                             "spectral radius %.6f is not below 1: circles cost so little that "
                             "walks do not end; take a larger theta",
                             0.5 * (low + high));
    return routes_i_fail(err, ROUTES_E_DATA,
                         "spectral radius is %.9f to %.9f, which is not surely below 1; take a "
                         "larger theta",
                         low, high);
}

/* Starts z with the walks of which every link leads nearer. */
static void begin(struct work *work)
{
    size_t n = work->toward.count;
    memset(work->term, 0, n * sizeof *work->term);
    work->term[0] = 1.0;
    sweep(work);
    memcpy(work->first, work->term, n * sizeof *work->first);
    memcpy(work->value, work->term, n * sizeof *work->value);
    work->term[0] = 0.0;
}

static routes_status solve(struct work *work, const routes_run *run, routes_error *err)
{
    bool asked = false;
    begin(work);
    for (int sweeps = 1; sweeps <= MOST_SWEEPS; sweeps++) {
        sweep(work);
        double missing = add_term(work);
        if (missing <= LEFT_OUT)
            return ROUTES_OK;
        if (!asked && (sweeps == SWEEPS_UNASKED || !(work->shrink < 1e100))) {
            routes_status status = check_radius(work, run, err);
            if (status)
                return status;
            asked = true;
            sweeps = 0;
            begin(work);
        }
    }
    return routes_i_fail(err, ROUTES_E_DATA,
                         "spectral radius is too near 1 to be laid in %d sweeps; take a larger "
                         "theta",
                         MOST_SWEEPS);
}

/* Volume on its way, sent on from the farthest node to the nearest; what went away waits for the
 * next round. Each round leaves at most `shrink` of it, and each part of it passes a link once. */
static void send(struct work *work, double volume, double *load)
{
    double going = volume;
    while (going > STILL_GOING * (1.0 - work->shrink) * volume && going > 0.0) {
        for (size_t i = work->toward.count; i-- > 1;) {
            double here = work->coming[i];
            work->coming[i] = 0.0;
            for (size_t k = work->start[i]; here > 0.0 && k < work->start[i + 1]; k++) {
                const struct arc *arc = &work->arc[k];
                double part = here * arc->weight * work->value[arc->head] / work->value[i];
                load[arc->link] += part;
                work->coming[arc->head] += part;
            }
        }
        work->coming[0] = 0.0;
        going = 0.0;
        for (size_t i = 1; i < work->toward.count; i++)
            going += work->coming[i];
    }
}

static routes_status lay_to(struct task *task, struct work *work, double *load, uint32_t to,
                            routes_error *err)
{
    routes_i_toward_run(&work->toward, task->graph, task->cost, to);
    lay_out(work, task);
    routes_status status = solve(work, NULL, err);
    if (status)
        return status;
    double volume = 0.0;
    memset(work->coming, 0, work->toward.count * sizeof *work->coming);
    for (size_t i = task->start[to]; i < task->start[to + 1]; i++) {
        uint32_t demand = task->by_to[i];
        uint32_t at = work->at[task->demands->from[demand]];
        task->expected[demand] = NAN;
        if (at == NONE)
            continue;
        double more = task->demands->volume ? task->demands->volume[demand] : 1.0;
        task->expected[demand] =
            work->toward.cost[task->demands->from[demand]] - log(work->value[at]) / task->theta;
        work->coming[at] += at ? more : 0.0;
        volume += at ? more : 0.0;
    }
    send(work, volume, load);
    return ROUTES_OK;
}

static routes_status lay_some(size_t from, size_t to, unsigned worker, void *context,
                              routes_error *err)
{
    struct task *task = context;
    struct work work;
    (void)worker;
    routes_status status = make_work(&work, task->graph, err);
    for (size_t sum = from; sum < to; sum++)
        for (size_t i = sum; i < task->to_count && !status; i += SUMS)
            status = lay_to(task, &work, task->sums[sum].load, task->to[i], err);
    free_work(&work);
    return status;
}

/* Demands by destination. */
static routes_status make_task(struct task *task, routes_error *err)
{
    size_t nodes = routes_graph_nodes(task->graph), count = task->demands->count;
    task->start = routes_i_calloc(nodes + 2, sizeof *task->start);
    task->by_to = routes_i_calloc(count + 1, sizeof *task->by_to);
    task->to = routes_i_calloc(nodes + 1, sizeof *task->to);
    task->expected = routes_i_calloc(count + 1, sizeof *task->expected);
    bool enough = task->start && task->by_to && task->to && task->expected;
    for (size_t i = 0; i < SUMS && enough; i++) {
        task->sums[i].load = routes_i_calloc(routes_graph_links(task->graph) + 1, sizeof(double));
        enough = task->sums[i].load != NULL;
    }
    if (!enough)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory to lay %zu demands", count);
    for (size_t i = 0; i < count; i++)
        task->start[task->demands->to[i] + 2]++;
    for (size_t v = 0; v < nodes; v++) {
        if (task->start[v + 2] > 0)
            task->to[task->to_count++] = (uint32_t)v;
        task->start[v + 2] += task->start[v + 1];
    }
    for (size_t i = 0; i < count; i++)
        task->by_to[task->start[task->demands->to[i] + 1]++] = (uint32_t)i;
    return ROUTES_OK;
}

static void free_task(struct task *task)
{
    routes_i_free(task->start);
    routes_i_free(task->by_to);
    routes_i_free(task->to);
    routes_i_free(task->expected);
    for (size_t i = 0; i < SUMS; i++)
        routes_i_free(task->sums[i].load);
}

static void answer(double *load, double *expected_cost, const struct task *task)
{
    size_t links = routes_graph_links(task->graph);
    for (size_t link = 0; load && link < links; link++) {
        load[link] = 0.0;
        for (size_t i = 0; i < SUMS; i++)
            load[link] += task->sums[i].load[link];
    }
    if (expected_cost)
        memcpy(expected_cost, task->expected, task->demands->count * sizeof *expected_cost);
}

routes_status routes_recursive_logit_compute(double *load, double *expected_cost,
                                             const routes_graph *graph, const double *cost,
                                             const routes_logit_demands *demands, double theta,
                                             const routes_recursive_logit_options *options,
                                             routes_error *err)
{
    routes_recursive_logit_options use;
    routes_run run;
    struct task task = {.graph = graph, .cost = cost, .demands = demands, .theta = theta};
    routes_status status = routes_i_logit_check(graph, cost, demands, err);
    if (!status && !(theta > 0.0 && theta < INFINITY))
        status =
            routes_i_fail(err, ROUTES_E_ARGUMENT, "theta is %g, must be above 0 and finite", theta);
    if (!status)
        status = routes_i_options_read(&use, sizeof use, options, err);
    if (!status)
        status = routes_i_run_read(&run, use.run, err);
    if (!status)
        status = make_task(&task, err);
    if (!status)
        status = routes_i_parallel(&run, SUMS, 1, lay_some, &task, "recursive logit", err);
    if (!status)
        answer(load, expected_cost, &task);
    free_task(&task);
    return status;
}
