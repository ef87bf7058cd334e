/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/bypass.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/fail.h"
#include "core/memory.h"
#include "core/options.h"
#include "core/parallel.h"

#define NONE UINT32_MAX

/* A demand at a site, with its origin, so that those of one origin share a search. */
struct entry {
    size_t site;
    uint32_t origin;
    routes_bypass_case what;
};

struct routes_bypass {
    size_t sites;
    size_t *start;             /* [sites + 1] */
    routes_bypass_case *cases; /* [start[sites]] */
    size_t *cut_off;           /* [sites] */
    size_t *ends;              /* [sites] */
};

struct task {
    const routes_graph *graph;
    const uint32_t *sites;
    size_t site_count;
    const uint32_t *from;
    const uint32_t *to;
    size_t demands;
    routes_bypass_options use;
    routes_run run;
    uint32_t *site_of;     /* [nodes or links] the site there, or none */
    struct entry *entries; /* [size] */
    size_t size;
    size_t room;
    size_t *start;         /* [site_count + 1] entries of each site */
    unsigned char *closed; /* [workers][closable] what is closed, each worker's own */
};

static size_t closable(const struct task *task)
{
    return task->use.sites_are_links ? routes_graph_links(task->graph)
                                     : routes_graph_nodes(task->graph);
}

static routes_status check(const struct task *task, routes_error *err)
{
    if (!task->graph || (task->site_count && !task->sites) ||
        (task->demands && (!task->from || !task->to)))
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "graph, sites, from and to must not be null");
    if (task->use.kind != ROUTES_PATH_LENGTH && task->use.kind != ROUTES_PATH_TIME)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "options.kind is %d, must be length or time",
                             (int)task->use.kind);
    if (task->site_count >= NONE)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "%zu sites are too many", task->site_count);
    for (size_t i = 0; i < task->site_count; i++)
        if (task->sites[i] >= closable(task))
            return routes_i_fail(err, ROUTES_E_DATA, "sites[%zu] is %lu, must be below %zu", i,
                                 (unsigned long)task->sites[i], closable(task));
    size_t nodes = routes_graph_nodes(task->graph);
    for (size_t i = 0; i < task->demands; i++)
        if (task->from[i] >= nodes || task->to[i] >= nodes)
            return routes_i_fail(err, ROUTES_E_DATA,
                                 "demand %zu joins %lu and %lu, must be below the %zu nodes", i,
                                 (unsigned long)task->from[i], (unsigned long)task->to[i], nodes);
    return ROUTES_OK;
}

static routes_status number_sites(struct task *task, routes_error *err)
{
    task->site_of = routes_i_calloc(closable(task), sizeof *task->site_of);
    if (!task->site_of)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu sites", task->site_count);
    for (size_t i = 0; i < closable(task); i++)
        task->site_of[i] = NONE;
    for (size_t i = 0; i < task->site_count; i++) {
        if (task->site_of[task->sites[i]] != NONE)
            return routes_i_fail(err, ROUTES_E_DATA, "sites[%zu] and sites[%lu] are both %lu", i,
                                 (unsigned long)task->site_of[task->sites[i]],
                                 (unsigned long)task->sites[i]);
        task->site_of[task->sites[i]] = (uint32_t)i;
    }
    return ROUTES_OK;
}

static routes_status add_entry(struct task *task, struct entry entry, routes_error *err)
{
    if (task->size == task->room) {
        size_t room = task->room ? task->room * 2 : 64;
        struct entry *grown = routes_i_realloc(task->entries, room, sizeof *grown);
        if (!grown)
            return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu demands at sites", room);
        task->entries = grown;
        task->room = room;
    }
    task->entries[task->size++] = entry;
    return ROUTES_OK;
}

/* Notes a demand at every site on its best way; `way` has room for any. */
static routes_status note_way(struct task *task, const routes_path *path, size_t demand,
                              uint32_t *way, routes_error *err)
{
    uint32_t from = task->from[demand];
    uint32_t to = task->to[demand];
    if (!routes_path_reaches(path, to))
        return ROUTES_OK;
    int links = task->use.sites_are_links;
    size_t size = routes_path_size(path, to) + (links ? 0 : 1);
    routes_status status = links ? routes_path_read(NULL, way, path, to, err)
                                 : routes_path_read(way, NULL, path, to, err);
    for (size_t i = 0; !status && i < size; i++) {
        uint32_t site = task->site_of[way[i]];
        if (site == NONE)
            continue;
        int is_end = !links && (way[i] == from || way[i] == to);
        routes_bypass_case what = {demand, is_end ? ROUTES_BYPASS_END : ROUTES_BYPASS_CUT_OFF,
                                   routes_path_costs(path)[to], -1, NAN};
        status = add_entry(task, (struct entry){site, from, what}, err);
    }
    return status;
}

static routes_path_options path_options(const struct task *task)
{
    routes_path_options options = ROUTES_PATH_OPTIONS;
    options.kind = task->use.kind;
    options.node_closed = task->use.node_closed;
    options.link_closed = task->use.link_closed;
    return options;
}

struct origin {
    uint32_t node;
    size_t demand;
};

static int by_origin(const void *left, const void *right)
{
    const struct origin *a = left;
    const struct origin *b = right;
    if (a->node != b->node)
        return a->node < b->node ? -1 : 1;
    return (a->demand > b->demand) - (a->demand < b->demand);
}

/* Lays every demand on its best way: one search for each origin. */
static routes_status lay_demands(struct task *task, routes_error *err)
{
    routes_status status = ROUTES_OK;
    routes_path *path = NULL;
    routes_path_options options = path_options(task);
    struct origin *order = routes_i_calloc(task->demands, sizeof *order);
    uint32_t *way = routes_i_calloc(routes_graph_nodes(task->graph), sizeof *way);
    if (!order || !way)
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu demands", task->demands);
    for (size_t i = 0; !status && i < task->demands; i++)
        order[i] = (struct origin){task->from[i], i};
    if (!status)
        qsort(order, task->demands, sizeof *order, by_origin);
    for (size_t i = 0; !status && i < task->demands; i++) {
        if (i == 0 || order[i].node != order[i - 1].node) {
            routes_path_free(path);
            path = NULL;
            status = routes_i_run_tell(&task->run, 0.0, "ways round", err);
            if (!status)
                status = routes_path_new(&path, task->graph, order[i].node, &options, err);
        }
        if (!status)
            status = note_way(task, path, order[i].demand, way, err);
    }
    routes_path_free(path);
    routes_i_free(order);
    routes_i_free(way);
    return status;
}

static int by_site_and_origin(const void *left, const void *right)
{
    const struct entry *a = left;
    const struct entry *b = right;
    if (a->site != b->site)
        return a->site < b->site ? -1 : 1;
    if (a->origin != b->origin)
        return a->origin < b->origin ? -1 : 1;
    return (a->what.demand > b->what.demand) - (a->what.demand < b->what.demand);
}

static int by_demand(const void *left, const void *right)
{
    size_t a = ((const struct entry *)left)->what.demand;
    size_t b = ((const struct entry *)right)->what.demand;
    return (a > b) - (a < b);
}

static double ratio_of(int64_t without, int64_t cost)
{
    if (cost == 0)
        return without == 0 ? 1.0 : INFINITY;
    return (double)without / (double)cost;
}

static void go_round(routes_bypass_case *what, const routes_path *path, uint32_t to)
{
    if (!routes_path_reaches(path, to))
        return;
    what->kind = ROUTES_BYPASS_ROUND;
    what->cost_without = routes_path_costs(path)[to];
    what->ratio = ratio_of(what->cost_without, what->cost);
}

/* Holds one site: a search for each origin of a demand that might go round it. */
static routes_status hold(struct task *task, size_t site, unsigned char *closed, routes_error *err)
{
    routes_status status = ROUTES_OK;
    routes_path *path = NULL;
    routes_path_options options = path_options(task);
    if (task->use.sites_are_links)
        options.link_closed = closed;
    else
        options.node_closed = closed;
    unsigned char before = closed[task->sites[site]];
    closed[task->sites[site]] = 1;
    uint32_t origin = NONE;
    for (size_t i = task->start[site]; !status && i < task->start[site + 1]; i++) {
        struct entry *entry = &task->entries[i];
        if (entry->what.kind == ROUTES_BYPASS_END)
            continue;
        if (!path || entry->origin != origin) {
            routes_path_free(path);
            origin = entry->origin;
            status = routes_path_new(&path, task->graph, origin, &options, err);
        }
        if (!status)
            go_round(&entry->what, path, task->to[entry->what.demand]);
    }
    routes_path_free(path);
    closed[task->sites[site]] = before;
    if (!status)
        qsort(task->entries + task->start[site], task->start[site + 1] - task->start[site],
              sizeof *task->entries, by_demand);
    return status;
}

static routes_status hold_some(size_t from, size_t to, unsigned worker, void *context,
                               routes_error *err)
{
    struct task *task = context;
    routes_status status = ROUTES_OK;
    for (size_t site = from; !status && site < to; site++)
        if (task->start[site] < task->start[site + 1])
            status = hold(task, site, task->closed + worker * closable(task), err);
    return status;
}

static routes_status hold_all(struct task *task, routes_error *err)
{
    const unsigned char *anyway =
        task->use.sites_are_links ? task->use.link_closed : task->use.node_closed;
    size_t workers = task->run.threads < task->site_count ? task->run.threads : task->site_count;
    if (task->size)
        qsort(task->entries, task->size, sizeof *task->entries, by_site_and_origin);
    task->start = routes_i_calloc(task->site_count + 1, sizeof *task->start);
    task->closed = routes_i_calloc(workers, closable(task));
    if (!task->start || !task->closed)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory to hold %zu sites", task->site_count);
    for (size_t i = 0; i < task->size; i++)
        task->start[task->entries[i].site + 1]++;
    for (size_t i = 0; i < task->site_count; i++)
        task->start[i + 1] += task->start[i];
    for (size_t w = 0; anyway && w < workers; w++)
        memcpy(task->closed + w * closable(task), anyway, closable(task));
    return routes_i_parallel(&task->run, task->site_count, 1, hold_some, task, "ways round", err);
}

static routes_bypass *answer(const struct task *task)
{
    routes_bypass *made = routes_i_calloc(1, sizeof *made);
    if (!made)
        return NULL;
    made->sites = task->site_count;
    made->start = routes_i_calloc(task->site_count + 1, sizeof *made->start);
    made->cases = routes_i_calloc(task->size, sizeof *made->cases);
    made->cut_off = routes_i_calloc(task->site_count, sizeof *made->cut_off);
    made->ends = routes_i_calloc(task->site_count, sizeof *made->ends);
    if (!made->start || !made->cases || !made->cut_off || !made->ends) {
        routes_bypass_free(made);
        return NULL;
    }
    memcpy(made->start, task->start, (task->site_count + 1) * sizeof *made->start);
    for (size_t i = 0; i < task->size; i++) {
        const struct entry *entry = &task->entries[i];
        made->cases[i] = entry->what;
        made->cut_off[entry->site] += entry->what.kind == ROUTES_BYPASS_CUT_OFF ? 1 : 0;
        made->ends[entry->site] += entry->what.kind == ROUTES_BYPASS_END ? 1 : 0;
    }
    return made;
}

routes_status routes_bypass_new(routes_bypass **bypass, const routes_graph *graph,
                                const uint32_t *sites, size_t site_count, const uint32_t *from,
                                const uint32_t *to, size_t demands,
                                const routes_bypass_options *options, routes_error *err)
{
    if (!bypass)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "bypass must not be null");
    *bypass = NULL;
    struct task task = {graph, sites, site_count, from, to, demands, .site_of = NULL};
    routes_status status = routes_i_options_read(&task.use, sizeof task.use, options, err);
    if (!status)
        status = routes_i_run_read(&task.run, task.use.run, err);
    if (!status)
        status = check(&task, err);
    if (!status)
        status = number_sites(&task, err);
    if (!status)
        status = lay_demands(&task, err);
    if (!status)
        status = hold_all(&task, err);
    if (!status) {
        *bypass = answer(&task);
        if (!*bypass)
            status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu demands at sites",
                                   task.size);
    }
    routes_i_free(task.site_of);
    routes_i_free(task.entries);
    routes_i_free(task.start);
    routes_i_free(task.closed);
    return status;
}

void routes_bypass_free(routes_bypass *bypass)
{
    if (!bypass)
        return;
    routes_i_free(bypass->start);
    routes_i_free(bypass->cases);
    routes_i_free(bypass->cut_off);
    routes_i_free(bypass->ends);
    routes_i_free(bypass);
}

routes_bypass_site routes_bypass_at(const routes_bypass *bypass, size_t site)
{
    size_t start = bypass->start[site];
    return (routes_bypass_site){bypass->start[site + 1] - start, bypass->cut_off[site],
                                bypass->ends[site], bypass->cases + start};
}
