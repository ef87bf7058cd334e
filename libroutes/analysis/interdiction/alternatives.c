/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/alternatives.h"

#include <stdbool.h>
#include <string.h>

#include "core/fail.h"
#include "core/memory.h"
#include "core/options.h"
#include "core/parallel.h"

/* Numbers that grow in number. */
struct list {
    uint32_t *at;
    size_t size;
    size_t room;
};

/* One way of a demand, from stop to stop. */
struct way {
    int64_t cost;
    struct list nodes;
    struct list links;
};

/* The ways of one demand, the best first. */
struct ways {
    struct way *at;
    size_t size;
    size_t room;
};

struct task {
    const routes_graph *graph;
    const routes_demand_stops *demands;
    const uint32_t *sites;
    size_t site_count;
    routes_alternatives_options use;
    routes_run run;
    struct ways *ways;     /* [demands] */
    unsigned char *closed; /* [workers][nodes] what is closed, each worker's own */
};

struct routes_alternatives {
    size_t demands;
    size_t *route_start;
    int64_t *cost;
    size_t *node_start;
    uint32_t *nodes;
    size_t *link_start;
    uint32_t *links;
};

/* Makes room for `more` numbers. */
static bool reserve(struct list *list, size_t more)
{
    if (list->room - list->size >= more)
        return true;
    size_t room = list->size + more > 2 * list->room ? list->size + more : 2 * list->room;
    uint32_t *grown = routes_i_realloc(list->at, room, sizeof *grown);
    if (!grown)
        return false;
    list->at = grown;
    list->room = room;
    return true;
}

static void free_way(struct way *way)
{
    routes_i_free(way->nodes.at);
    routes_i_free(way->links.at);
}

static void free_ways(struct ways *ways)
{
    for (size_t i = 0; i < ways->size; i++)
        free_way(&ways->at[i]);
    routes_i_free(ways->at);
}

static routes_status check(const struct task *task, routes_error *err)
{
    const routes_demand_stops *demands = task->demands;
    if (!task->graph || !demands || !demands->start || demands->start[0] != 0 ||
        (task->site_count && !task->sites))
        return routes_i_fail(err, ROUTES_E_ARGUMENT,
                             "graph, demands and sites must be given, and starts begin with 0");
    if (task->use.kind != ROUTES_PATH_LENGTH && task->use.kind != ROUTES_PATH_TIME)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "options.kind is %d, must be length or time",
                             (int)task->use.kind);
    size_t nodes = routes_graph_nodes(task->graph);
    for (size_t i = 0; i < demands->demands; i++)
        if (demands->start[i + 1] < demands->start[i])
            return routes_i_fail(err, ROUTES_E_ARGUMENT, "start[%zu] is %zu, must be at least %zu",
                                 i + 1, demands->start[i + 1], demands->start[i]);
    if (demands->start[demands->demands] && !demands->stops)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "stops must not be null");
    for (size_t i = 0; i < demands->start[demands->demands]; i++)
        if (demands->stops[i] >= nodes)
            return routes_i_fail(err, ROUTES_E_DATA, "stops[%zu] is %lu, must be below %zu", i,
                                 (unsigned long)demands->stops[i], nodes);
    for (size_t i = 0; i < task->site_count; i++)
        if (task->sites[i] >= nodes)
            return routes_i_fail(err, ROUTES_E_DATA, "sites[%zu] is %lu, must be below %zu", i,
                                 (unsigned long)task->sites[i], nodes);
    return ROUTES_OK;
}

/* Adds the best way to the next stop; `found` becomes false where there is none. */
static routes_status add_leg(struct way *way, bool *found, const struct task *task,
                             const unsigned char *closed, uint32_t from, uint32_t to,
                             routes_error *err)
{
    routes_path *path = NULL;
    routes_path_options options = ROUTES_PATH_OPTIONS;
    options.kind = task->use.kind;
    options.node_closed = closed;
    options.link_closed = task->use.link_closed;
    routes_status status = routes_path_new(&path, task->graph, from, &options, err);
    *found = !status && routes_path_reaches(path, to);
    if (*found) {
        size_t size = routes_path_size(path, to);
        int64_t cost = routes_path_costs(path)[to];
        if (cost > INT64_MAX - way->cost)
            status = routes_i_fail(err, ROUTES_E_DATA, "a way is longer than 2^63");
        else if (!reserve(&way->nodes, size) || !reserve(&way->links, size))
            status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a way of %zu links", size);
        if (!status) {
            /* The way begins where the last leg ended: that node is written once more. */
            status = routes_path_read(way->nodes.at + way->nodes.size - 1,
                                      way->links.at + way->links.size, path, to, err);
            way->nodes.size += size;
            way->links.size += size;
            way->cost += cost;
        }
    }
    routes_path_free(path);
    return status;
}

/* The best way of a demand with these nodes closed. */
static routes_status lay(struct way *way, bool *found, const struct task *task, size_t demand,
                         const unsigned char *closed, routes_error *err)
{
    const uint32_t *stop = task->demands->stops + task->demands->start[demand];
    size_t stops = task->demands->start[demand + 1] - task->demands->start[demand];
    *way = (struct way){0};
    *found = !closed[stop[0]];
    if (!reserve(&way->nodes, 1))
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a way");
    way->nodes.at[way->nodes.size++] = stop[0];
    routes_status status = ROUTES_OK;
    for (size_t i = 1; !status && *found && i < stops; i++)
        status = add_leg(way, found, task, closed, stop[i - 1], stop[i], err);
    return status;
}

static bool passes(const struct way *way, uint32_t node)
{
    for (size_t i = 0; i < way->nodes.size; i++)
        if (way->nodes.at[i] == node)
            return true;
    return false;
}

static bool is_stop(const struct task *task, size_t demand, uint32_t node)
{
    for (size_t i = task->demands->start[demand]; i < task->demands->start[demand + 1]; i++)
        if (task->demands->stops[i] == node)
            return true;
    return false;
}

/* The list owns the way then; it is freed on failure. */
static routes_status keep(struct ways *ways, struct way *way, routes_error *err)
{
    if (ways->size == ways->room) {
        size_t room = ways->room ? 2 * ways->room : 2;
        struct way *grown = routes_i_realloc(ways->at, room, sizeof *grown);
        if (!grown) {
            free_way(way);
            return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu ways", room);
        }
        ways->at = grown;
        ways->room = room;
    }
    ways->at[ways->size++] = *way;
    return ROUTES_OK;
}

static routes_status lay_and_keep(bool *found, const struct task *task, size_t demand,
                                  const unsigned char *closed, routes_error *err)
{
    struct way way;
    routes_status status = lay(&way, found, task, demand, closed, err);
    if (status || !*found) {
        free_way(&way);
        return status;
    }
    return keep(&task->ways[demand], &way, err);
}

/* The best way, and the best ways with one more site closed each time. Closing a site that is not
 * on the way in use, which is the last one kept, changes nothing; closing one that is makes a way
 * that was not there before, since each former one passes a closed site. */
static routes_status lay_demand(const struct task *task, size_t demand, unsigned char *closed,
                                routes_error *err)
{
    const struct ways *ways = &task->ways[demand];
    bool found = false;
    size_t shut = 0;
    routes_status status = lay_and_keep(&found, task, demand, closed, err);
    for (; !status && found && shut < task->site_count; shut++) {
        uint32_t site = task->sites[shut];
        if (closed[site] || is_stop(task, demand, site))
            continue;
        closed[site] = 2;
        if (passes(&ways->at[ways->size - 1], site))
            status = lay_and_keep(&found, task, demand, closed, err);
    }
    for (size_t i = 0; i < shut; i++)
        if (closed[task->sites[i]] == 2)
            closed[task->sites[i]] = 0;
    return status;
}

static routes_status lay_some(size_t from, size_t to, unsigned worker, void *context,
                              routes_error *err)
{
    const struct task *task = context;
    routes_status status = ROUTES_OK;
    unsigned char *closed = task->closed + worker * routes_graph_nodes(task->graph);
    for (size_t i = from; !status && i < to; i++)
        if (task->demands->start[i] < task->demands->start[i + 1])
            status = lay_demand(task, i, closed, err);
    return status;
}

static routes_status lay_all(struct task *task, routes_error *err)
{
    size_t demands = task->demands->demands;
    size_t nodes = routes_graph_nodes(task->graph);
    size_t workers = task->run.threads < demands ? task->run.threads : demands;
    task->ways = routes_i_calloc(demands, sizeof *task->ways);
    task->closed = routes_i_calloc(workers, nodes);
    if (!task->ways || !task->closed)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory to lay %zu demands", demands);
    for (size_t w = 0; task->use.node_closed && w < workers; w++)
        for (size_t v = 0; v < nodes; v++)
            task->closed[w * nodes + v] = task->use.node_closed[v] != 0;
    return routes_i_parallel(&task->run, demands, 1, lay_some, task, "laying lanes", err);
}

static void pack_way(routes_alternatives *made, size_t route, const struct way *way)
{
    size_t node = made->node_start[route];
    size_t link = made->link_start[route];
    made->cost[route] = way->cost;
    memcpy(made->nodes + node, way->nodes.at, way->nodes.size * sizeof *made->nodes);
    if (way->links.size)
        memcpy(made->links + link, way->links.at, way->links.size * sizeof *made->links);
    made->node_start[route + 1] = node + way->nodes.size;
    made->link_start[route + 1] = link + way->links.size;
}

static routes_alternatives *pack(const struct task *task)
{
    size_t demands = task->demands->demands;
    size_t routes = 0;
    size_t nodes = 0;
    size_t links = 0;
    for (size_t i = 0; i < demands; i++)
        for (size_t k = 0; k < task->ways[i].size; k++) {
            routes++;
            nodes += task->ways[i].at[k].nodes.size;
            links += task->ways[i].at[k].links.size;
        }
    routes_alternatives *made = routes_i_calloc(1, sizeof *made);
    if (!made)
        return NULL;
    made->demands = demands;
    made->route_start = routes_i_calloc(demands + 1, sizeof *made->route_start);
    made->cost = routes_i_calloc(routes, sizeof *made->cost);
    made->node_start = routes_i_calloc(routes + 1, sizeof *made->node_start);
    made->nodes = routes_i_calloc(nodes, sizeof *made->nodes);
    made->link_start = routes_i_calloc(routes + 1, sizeof *made->link_start);
    made->links = routes_i_calloc(links, sizeof *made->links);
    if (!made->route_start || !made->cost || !made->node_start || !made->nodes ||
        !made->link_start || !made->links) {
        routes_alternatives_free(made);
        return NULL;
    }
    size_t route = 0;
    for (size_t i = 0; i < demands; i++) {
        for (size_t k = 0; k < task->ways[i].size; k++)
            pack_way(made, route++, &task->ways[i].at[k]);
        made->route_start[i + 1] = route;
    }
    return made;
}

routes_status routes_alternatives_new(routes_alternatives **alternatives, const routes_graph *graph,
                                      const routes_demand_stops *demands, const uint32_t *sites,
                                      size_t site_count, const routes_alternatives_options *options,
                                      routes_error *err)
{
    if (!alternatives)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "alternatives must not be null");
    *alternatives = NULL;
    struct task task = {
        .graph = graph, .demands = demands, .sites = sites, .site_count = site_count};
    routes_status status = routes_i_options_read(&task.use, sizeof task.use, options, err);
    if (!status)
        status = routes_i_run_read(&task.run, task.use.run, err);
    if (!status)
        status = check(&task, err);
    if (status)
        return status;
    status = lay_all(&task, err);
    if (!status) {
        *alternatives = pack(&task);
        if (!*alternatives)
            status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for the ways of %zu demands",
                                   demands->demands);
    }
    for (size_t i = 0; task.ways && i < demands->demands; i++)
        free_ways(&task.ways[i]);
    routes_i_free(task.ways);
    routes_i_free(task.closed);
    return status;
}

void routes_alternatives_free(routes_alternatives *alternatives)
{
    if (!alternatives)
        return;
    routes_i_free(alternatives->route_start);
    routes_i_free(alternatives->cost);
    routes_i_free(alternatives->node_start);
    routes_i_free(alternatives->nodes);
    routes_i_free(alternatives->link_start);
    routes_i_free(alternatives->links);
    routes_i_free(alternatives);
}

routes_alternatives_rows routes_alternatives_read(const routes_alternatives *alternatives)
{
    return (routes_alternatives_rows){alternatives->demands, alternatives->route_start,
                                      alternatives->cost,    alternatives->node_start,
                                      alternatives->nodes,   alternatives->link_start,
                                      alternatives->links};
}
