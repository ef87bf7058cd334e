/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/k_paths.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "core/fail.h"
#include "core/memory.h"
#include "core/options.h"
#include "core/run.h"
#include "graph/graph.h"
#include "graph/spur.h"

/* -ln of a chance is counted in these. */
#define LOG_UNIT 1e-12

/* -ln 1e-320: what is less likely is no way; a sum of few such numbers is far from 2^64. */
#define LEAST_LIKELY ((uint64_t)(736.82 / LOG_UNIT))

/* One way, and where it leaves the way that it was split off from. */
struct way {
    uint64_t cost;
    size_t size;
    size_t apart;
    uint32_t *nodes; /* [size + 1], and behind them the links */
    uint32_t *links; /* [size] */
};

struct list {
    struct way *at;
    size_t size;
    size_t room;
};

struct routes_k_paths {
    routes_path_kind kind;
    struct list ways; /* the best first */
    double *chance;   /* [ways.size] or null */
};

struct task {
    const routes_graph *graph;
    uint32_t source;
    size_t wanted;
    routes_path_options use;
    routes_run run;
    const double *link_chance;
    const double *node_chance;
    uint64_t *step;  /* [links] */
    uint64_t *enter; /* [nodes] or null */
    routes_i_spur spur;
    routes_k_paths *made;
    struct list waiting; /* the best last, as many as may still be wanted */
    size_t *agree;       /* [room of made->ways] links that a way found has in common */
};

static routes_status no_memory(routes_error *err)
{
    return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for the best ways");
}

static bool any_stated(const double *chances, size_t n)
{
    for (size_t i = 0; chances && i < n; i++)
        if (!isnan(chances[i]))
            return true;
    return false;
}

static double stated_or_one(const double *chances, uint32_t i)
{
    return !chances || isnan(chances[i]) ? 1.0 : chances[i];
}

static routes_status check_chances(const double *chances, size_t n, const char *name,
                                   routes_error *err)
{
    for (size_t i = 0; chances && i < n; i++)
        if (chances[i] < 0.0 || chances[i] > 1.0)
            return routes_i_fail(err, ROUTES_E_DATA, "%s[%zu] is %g, must be 0 to 1", name, i,
                                 chances[i]);
    return ROUTES_OK;
}

static routes_status choose_kind(struct task *task, routes_path_kind *kind, routes_error *err)
{
    const routes_path_options *use = &task->use;
    *kind = use->kind;
    task->link_chance = use->link_reliability ? use->link_reliability : task->graph->reliability;
    task->node_chance = use->node_reliability;
    if ((unsigned)use->kind > ROUTES_PATH_RELIABILITY)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "options.kind is %d, not a known choice",
                             (int)use->kind);
    if (use->kind == ROUTES_PATH_TIME && !task->graph->time_ms)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "the graph has no times to search by");
    if (use->kind == ROUTES_PATH_RELIABILITY &&
        !any_stated(task->link_chance, task->graph->links) &&
        !any_stated(task->node_chance, task->graph->nodes))
        *kind = ROUTES_PATH_LENGTH;
    return ROUTES_OK;
}

static uint64_t log_units(double chance)
{
    if (!(chance > 0.0))
        return ROUTES_I_SPUR_NONE;
    return (uint64_t)llround(-log(chance) / LOG_UNIT);
}

static routes_status take_chances(struct task *task, routes_error *err)
{
    const routes_graph *graph = task->graph;
    task->step = routes_i_calloc(graph->links ? graph->links : 1, sizeof *task->step);
    if (task->node_chance)
        task->enter = routes_i_calloc(graph->nodes, sizeof *task->enter);
    if (!task->step || (task->node_chance && !task->enter))
        return no_memory(err);
    for (uint32_t i = 0; i < graph->links; i++)
        task->step[i] = log_units(stated_or_one(task->link_chance, i));
    for (uint32_t i = 0; task->enter && i < graph->nodes; i++)
        task->enter[i] = log_units(stated_or_one(task->node_chance, i));
    return ROUTES_OK;
}

static routes_status make_spur(struct task *task, uint32_t target, routes_error *err)
{
    const routes_graph *graph = task->graph;
    routes_i_spur *spur = &task->spur;
    routes_status status = ROUTES_OK;
    bool by_chance = task->made->kind == ROUTES_PATH_RELIABILITY;
    if (by_chance)
        status = take_chances(task, err);
    if (status)
        return status;
    /* Lengths and times are from 0 up, and read as well without their sign. */
    spur->step = by_chance
                     ? task->step
                     : (const uint64_t *)(task->made->kind == ROUTES_PATH_TIME ? graph->time_ms
                                                                               : graph->length_um);
    spur->enter = task->enter;
    spur->most = by_chance ? LEAST_LIKELY : INT64_MAX;
    spur->graph = graph;
    spur->node_closed = task->use.node_closed;
    spur->link_closed = task->use.link_closed;
    spur->target = target;
    return routes_i_spur_make(spur, err);
}

/* Whether `a` comes before `b`. */
static bool is_before(const struct way *a, const struct way *b)
{
    if (a->cost != b->cost)
        return a->cost < b->cost;
    if (a->size != b->size)
        return a->size < b->size;
    for (size_t i = a->size; i > 0; i--) {
        if (a->nodes[i - 1] != b->nodes[i - 1])
            return a->nodes[i - 1] < b->nodes[i - 1];
        if (a->links[i - 1] != b->links[i - 1])
            return a->links[i - 1] < b->links[i - 1];
    }
    return false;
}

static bool reserve(struct list *list)
{
    if (list->size < list->room)
        return true;
    size_t room = list->room ? 2 * list->room : 16;
    struct way *grown = routes_i_realloc(list->at, room, sizeof *grown);
    if (!grown)
        return false;
    list->at = grown;
    list->room = room;
    return true;
}

static void free_list(struct list *list)
{
    for (size_t i = 0; i < list->size; i++)
        routes_i_free(list->at[i].nodes);
    routes_i_free(list->at);
}

/* How many of those in waiting may still be wanted. */
static size_t still_wanted(const struct task *task)
{
    return task->wanted - task->made->ways.size;
}

/* Puts a way in waiting, unless as many better ones are there as can be wanted. Owns it then. */
static routes_status wait(struct task *task, struct way *way, routes_error *err)
{
    struct list *list = &task->waiting;
    size_t low = 0, high = list->size;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (is_before(&list->at[middle], way))
            high = middle;
        else
            low = middle + 1;
    }
    if (list->size < still_wanted(task)) {
        if (!reserve(list)) {
            routes_i_free(way->nodes);
            return no_memory(err);
        }
        memmove(list->at + low + 1, list->at + low, (list->size - low) * sizeof *list->at);
        list->at[low] = *way;
        list->size++;
    } else if (low == 0) {
        routes_i_free(way->nodes);
    } else {
        routes_i_free(list->at[0].nodes);
        memmove(list->at, list->at + 1, (low - 1) * sizeof *list->at);
        list->at[low - 1] = *way;
    }
    return ROUTES_OK;
}

/* The cost above which a new way is not wanted. */
static uint64_t bound_of(const struct task *task)
{
    const struct list *list = &task->waiting;
    return list->size && list->size >= still_wanted(task) ? list->at[0].cost : UINT64_MAX;
}

/* The best way that begins as `parent` up to its node `apart` and leaves it there by a link that
 * is not banned. */
static routes_status split_at(struct task *task, const struct way *parent, size_t apart,
                              uint64_t cost, routes_error *err)
{
    uint32_t from = parent->nodes[apart];
    uint64_t bound = bound_of(task);
    if (bound < cost)
        return ROUTES_OK;
    uint32_t more = routes_i_spur_find(&task->spur, from, bound - cost);
    if (more == ROUTES_GRAPH_NONE || cost + task->spur.cost[task->spur.target] > task->spur.most)
        return ROUTES_OK;
    struct way way = {cost + task->spur.cost[task->spur.target], apart + more, apart, NULL, NULL};
    way.nodes = routes_i_calloc(2 * way.size + 1, sizeof *way.nodes);
    if (!way.nodes)
        return no_memory(err);
    way.links = way.nodes + way.size + 1;
    memcpy(way.nodes, parent->nodes, apart * sizeof *way.nodes);
    if (apart)
        memcpy(way.links, parent->links, apart * sizeof *way.links);
    routes_i_spur_read(way.nodes + apart, way.links + apart, &task->spur, from);
    return wait(task, &way, err);
}

/* How many of its first links each way found shares with the last one. */
static void find_agreement(struct task *task)
{
    const struct list *ways = &task->made->ways;
    const struct way *last = &ways->at[ways->size - 1];
    for (size_t i = 0; i < ways->size; i++) {
        const struct way *way = &ways->at[i];
        size_t same = 0;
        while (same < way->size && same < last->size && way->links[same] == last->links[same])
            same++;
        task->agree[i] = same;
    }
}

static void ban(struct task *task, size_t apart)
{
    const struct list *ways = &task->made->ways;
    task->spur.search++;
    for (size_t i = 0; i < ways->size; i++)
        if (task->agree[i] >= apart && apart < ways->at[i].size)
            task->spur.banned[ways->at[i].links[apart]] = task->spur.search;
}

/* Splits all ways off from the last one found, from where it left its own parent: what leaves
 * before was split off from that one. */
static routes_status split(struct task *task, routes_error *err)
{
    struct way way = task->made->ways.at[task->made->ways.size - 1];
    routes_status status = ROUTES_OK;
    uint64_t cost = 0;
    find_agreement(task);
    task->spur.way++;
    for (size_t i = 0; i < way.size && !status; i++) {
        if (i >= way.apart) {
            ban(task, i);
            status = split_at(task, &way, i, cost, err);
        }
        task->spur.blocked[way.nodes[i]] = task->spur.way;
        cost += routes_i_spur_step(&task->spur, way.links[i], way.nodes[i + 1]);
    }
    return status;
}

/* Moves the best way in waiting to those found. */
static routes_status accept(struct task *task, routes_error *err)
{
    struct list *ways = &task->made->ways;
    size_t before = ways->room;
    if (!reserve(ways))
        return no_memory(err);
    if (ways->room != before) {
        size_t *grown = routes_i_realloc(task->agree, ways->room, sizeof *grown);
        if (!grown)
            return no_memory(err);
        task->agree = grown;
    }
    ways->at[ways->size++] = task->waiting.at[--task->waiting.size];
    return ROUTES_OK;
}

/* The best way of all. */
static routes_status begin(struct task *task, routes_error *err)
{
    uint32_t at[] = {task->source};
    const struct way empty = {0, 0, 0, at, NULL};
    const unsigned char *closed = task->use.node_closed;
    uint64_t enter = task->enter ? task->enter[task->source] : 0;
    if ((closed && closed[task->source]) || enter == ROUTES_I_SPUR_NONE)
        return ROUTES_OK;
    task->spur.search++;
    task->spur.way++;
    return split_at(task, &empty, 0, 0, err);
}

static routes_status find_all(struct task *task, routes_error *err)
{
    size_t found = 0;
    routes_status status = begin(task, err);
    while (!status && task->waiting.size > 0) {
        status =
            routes_i_run_tell(&task->run, (double)found / (double)task->wanted, "best ways", err);
        if (!status)
            status = accept(task, err);
        found = task->made->ways.size;
        if (found == task->wanted)
            break;
        if (!status)
            status = split(task, err);
    }
    return status;
}

/* Products in the order of the way, its beginning first. */
static routes_status multiply(struct task *task, routes_error *err)
{
    routes_k_paths *made = task->made;
    if (made->kind != ROUTES_PATH_RELIABILITY || made->ways.size == 0)
        return ROUTES_OK;
    made->chance = routes_i_calloc(made->ways.size, sizeof *made->chance);
    if (!made->chance)
        return no_memory(err);
    for (size_t i = 0; i < made->ways.size; i++) {
        const struct way *way = &made->ways.at[i];
        double chance = stated_or_one(task->node_chance, way->nodes[0]);
        for (size_t s = 0; s < way->size; s++) {
            chance *= stated_or_one(task->link_chance, way->links[s]);
            chance *= stated_or_one(task->node_chance, way->nodes[s + 1]);
        }
        made->chance[i] = chance;
    }
    return ROUTES_OK;
}

static routes_status check(struct task *task, uint32_t target, const routes_path_options *options,
                           routes_path_kind *kind, routes_error *err)
{
    size_t nodes = task->graph->nodes;
    if (task->source >= nodes || target >= nodes)
        return routes_i_fail(err, ROUTES_E_ARGUMENT,
                             "source is %lu and target %lu, must be below the %zu nodes",
                             (unsigned long)task->source, (unsigned long)target, nodes);
    if (task->wanted == 0)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "k is 0, must be 1 or above");
    routes_status status = routes_i_options_read(&task->use, sizeof task->use, options, err);
    if (!status)
        status = routes_i_run_read(&task->run, task->use.run, err);
    if (!status)
        status =
            check_chances(task->use.link_reliability, task->graph->links, "link_reliability", err);
    if (!status)
        status = check_chances(task->use.node_reliability, nodes, "node_reliability", err);
    return status ? status : choose_kind(task, kind, err);
}

routes_status routes_k_paths_new(routes_k_paths **paths, const routes_graph *graph, uint32_t source,
                                 uint32_t target, size_t k, const routes_path_options *options,
                                 routes_error *err)
{
    if (!paths)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "paths must not be null");
    *paths = NULL;
    if (!graph)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "graph must not be null");
    struct task task = {.graph = graph, .source = source, .wanted = k};
    routes_path_kind kind = ROUTES_PATH_LENGTH;
    routes_status status = check(&task, target, options, &kind, err);
    if (status)
        return status;
    task.made = routes_i_calloc(1, sizeof *task.made);
    if (!task.made)
        return no_memory(err);
    task.made->kind = kind;
    status = make_spur(&task, target, err);
    if (!status)
        status = find_all(&task, err);
    if (!status)
        status = multiply(&task, err);
    routes_i_spur_free(&task.spur);
    free_list(&task.waiting);
    routes_i_free(task.step);
    routes_i_free(task.enter);
    routes_i_free(task.agree);
    if (status) {
        routes_k_paths_free(task.made);
        return status;
    }
    *paths = task.made;
    return ROUTES_OK;
}

void routes_k_paths_free(routes_k_paths *paths)
{
    if (!paths)
        return;
    free_list(&paths->ways);
    routes_i_free(paths->chance);
    routes_i_free(paths);
}

routes_path_kind routes_k_paths_kind_used(const routes_k_paths *paths)
{
    return paths->kind;
}

size_t routes_k_paths_size(const routes_k_paths *paths)
{
    return paths->ways.size;
}

routes_k_path routes_k_paths_at(const routes_k_paths *paths, size_t index)
{
    const struct way *way = &paths->ways.at[index];
    return (routes_k_path){paths->chance ? -1 : (int64_t)way->cost,
                           paths->chance ? paths->chance[index] : NAN, way->size, way->nodes,
                           way->links};
}
