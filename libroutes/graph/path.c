/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/path.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "core/fail.h"
#include "core/memory.h"
#include "core/options.h"
#include "core/run.h"
#include "graph/graph.h"
#include "graph/heap.h"

/* Products this near to each other, relative, are equal. */
#define SAME_CHANCE 1e-12

/* The caller is told after so many nodes settled. */
#define TELL_EACH 4096

struct routes_path {
    size_t nodes;
    uint32_t source;
    routes_path_kind kind;
    uint64_t *cost;   /* [nodes] key of the search: UINT64_MAX, read as -1, where there is no way */
    double *chance;   /* [nodes] or null */
    uint32_t *hops;   /* [nodes] links on the way */
    uint32_t *before; /* [nodes] the node before, or none */
    uint32_t *before_link; /* [nodes] the link by which it is reached */
};

/* What a search reads and writes. */
struct search {
    const routes_graph *graph;
    routes_path_options use;
    routes_run run;
    const int64_t *step;       /* [links] cost, for length and time */
    const double *link_chance; /* [links] or null */
    const double *node_chance; /* [nodes] or null */
    routes_path *path;
    routes_i_heap heap;
};

/* Positive doubles order as their bits do, so that one heap of whole numbers serves chances too:
 * the greater the chance, the lower the key. */
static uint64_t key_of(double chance)
{
    const double one = 1.0;
    uint64_t bits;
    uint64_t most;
    memcpy(&bits, &chance, sizeof bits);
    memcpy(&most, &one, sizeof most);
    return most - bits;
}

static double stated_or_one(const double *chances, uint32_t i)
{
    return !chances || isnan(chances[i]) ? 1.0 : chances[i];
}

static bool any_stated(const double *chances, size_t n)
{
    for (size_t i = 0; chances && i < n; i++)
        if (!isnan(chances[i]))
            return true;
    return false;
}

static bool is_open(const struct search *search, uint32_t node, uint32_t link)
{
    return !(search->use.link_closed && search->use.link_closed[link]) &&
           !(search->use.node_closed && search->use.node_closed[node]);
}

/* Chance to reach `end` by `link` from a node reached with `chance`. */
static double chance_by(const struct search *search, double chance, uint32_t link, uint32_t end)
{
    return chance * stated_or_one(search->link_chance, link) *
           stated_or_one(search->node_chance, end);
}

static bool is_lower_before(const routes_path *path, uint32_t node, uint32_t before, uint32_t link)
{
    if (before != path->before[node])
        return before < path->before[node];
    return link < path->before_link[node];
}

static void come_from(routes_path *path, uint32_t node, uint32_t before, uint32_t link)
{
    path->before[node] = before;
    path->before_link[node] = link;
    path->hops[node] = path->hops[before] + 1;
}

/* One link of a search by length or time. Every node before `end` on an equal way is settled
 * first, having fewer links, so that the lowest of them is found. */
static void try_step(struct search *search, uint32_t node, uint32_t link, uint32_t end)
{
    routes_path *path = search->path;
    uint64_t cost = path->cost[node] + (uint64_t)search->step[link];
    uint32_t hops = path->hops[node] + 1;
    bool same = cost == path->cost[end] && hops == path->hops[end];
    if (same && is_lower_before(path, end, node, link)) {
        come_from(path, end, node, link);
    } else if (cost < path->cost[end] || (cost == path->cost[end] && hops < path->hops[end])) {
        path->cost[end] = cost;
        come_from(path, end, node, link);
        routes_i_heap_lower(&search->heap, end);
    }
}

/* One link of a search by chance; which of several equal ways is taken is settled afterwards. */
static void try_chance(struct search *search, uint32_t node, uint32_t link, uint32_t end)
{
    routes_path *path = search->path;
    double chance = chance_by(search, path->chance[node], link, end);
    if (!(chance > path->chance[end]))
        return;
    path->chance[end] = chance;
    path->cost[end] = key_of(chance);
    routes_i_heap_lower(&search->heap, end);
}

static routes_status settle_all(struct search *search, routes_error *err)
{
    const routes_graph *graph = search->graph;
    for (size_t settled = 0; search->heap.size > 0; settled++) {
        if (settled % TELL_EACH == 0) {
            double done = (double)settled / (double)graph->nodes;
            routes_status status = routes_i_run_tell(&search->run, done, "path search", err);
            if (status)
                return status;
        }
        uint32_t node = routes_i_heap_take(&search->heap);
        for (uint32_t i = graph->start[node]; i < graph->in[node]; i++) {
            if (!is_open(search, graph->end[i], graph->link[i]))
                continue;
            if (search->path->chance)
                try_chance(search, node, graph->link[i], graph->end[i]);
            else
                try_step(search, node, graph->link[i], graph->end[i]);
        }
    }
    return ROUTES_OK;
}

/* Of the ways that are as reliable as the best, the one with the fewest links: breadth first over
 * the links that lose nothing. `queue` holds every node once. */
static void choose_fewest_links(struct search *search, uint32_t *queue)
{
    const routes_graph *graph = search->graph;
    routes_path *path = search->path;
    size_t size = 0;
    queue[size++] = path->source;
    for (size_t at = 0; at < size; at++) {
        uint32_t node = queue[at];
        for (uint32_t i = graph->start[node]; i < graph->in[node]; i++) {
            uint32_t end = graph->end[i];
            uint32_t link = graph->link[i];
            double chance = chance_by(search, path->chance[node], link, end);
            if (end == path->source || !is_open(search, end, link) || chance <= 0.0 ||
                chance < path->chance[end] * (1.0 - SAME_CHANCE))
                continue;
            bool is_new = path->before[end] == ROUTES_GRAPH_NONE;
            if (is_new)
                queue[size++] = end;
            if (is_new ||
                (path->hops[end] == path->hops[node] + 1 && is_lower_before(path, end, node, link)))
                come_from(path, end, node, link);
        }
    }
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

/* What the search goes by: a step of each link, or chances. */
static routes_status choose_kind(struct search *search, routes_path_kind *kind, routes_error *err)
{
    const routes_graph *graph = search->graph;
    const routes_path_options *use = &search->use;
    search->link_chance = use->link_reliability ? use->link_reliability : graph->reliability;
    search->node_chance = use->node_reliability;
    search->step = graph->length_um;
    *kind = use->kind;
    switch (use->kind) {
    case ROUTES_PATH_LENGTH:
        return ROUTES_OK;
    case ROUTES_PATH_TIME:
        if (!graph->time_ms)
            return routes_i_fail(err, ROUTES_E_ARGUMENT, "the graph has no times to search by");
        search->step = graph->time_ms;
        return ROUTES_OK;
    case ROUTES_PATH_RELIABILITY:
        if (!any_stated(search->link_chance, graph->links) &&
            !any_stated(search->node_chance, graph->nodes))
            *kind = ROUTES_PATH_LENGTH;
        return ROUTES_OK;
    }
    return routes_i_fail(err, ROUTES_E_ARGUMENT, "options.kind is %d, not a known choice",
                         (int)use->kind);
}

static routes_path *new_path(size_t nodes, uint32_t source, routes_path_kind kind)
{
    routes_path *path = routes_i_calloc(1, sizeof *path);
    if (!path)
        return NULL;
    path->nodes = nodes;
    path->source = source;
    path->kind = kind;
    path->cost = routes_i_calloc(nodes, sizeof *path->cost);
    path->hops = routes_i_calloc(nodes, sizeof *path->hops);
    path->before = routes_i_calloc(nodes, sizeof *path->before);
    path->before_link = routes_i_calloc(nodes, sizeof *path->before_link);
    if (kind == ROUTES_PATH_RELIABILITY)
        path->chance = routes_i_calloc(nodes, sizeof *path->chance);
    if (!path->cost || !path->hops || !path->before || !path->before_link ||
        (kind == ROUTES_PATH_RELIABILITY && !path->chance)) {
        routes_path_free(path);
        return NULL;
    }
    for (size_t v = 0; v < nodes; v++) {
        path->cost[v] = UINT64_MAX;
        path->before[v] = ROUTES_GRAPH_NONE;
        path->before_link[v] = ROUTES_GRAPH_NONE;
    }
    return path;
}

/* Puts the source into the heap, unless no way may begin there. */
static void begin(struct search *search)
{
    routes_path *path = search->path;
    if (search->use.node_closed && search->use.node_closed[path->source])
        return;
    path->cost[path->source] = 0;
    if (path->chance) {
        double chance = stated_or_one(search->node_chance, path->source);
        if (chance <= 0.0) {
            path->cost[path->source] = UINT64_MAX;
            return;
        }
        path->chance[path->source] = chance;
        path->cost[path->source] = key_of(chance);
    }
    routes_i_heap_lower(&search->heap, path->source);
}

static routes_status run_search(struct search *search, routes_error *err)
{
    size_t nodes = search->graph->nodes;
    routes_status status;
    if (!routes_i_heap_new(&search->heap, nodes, search->path->cost, search->path->hops)) {
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a search of %zu nodes", nodes);
    } else {
        begin(search);
        bool any = search->heap.size > 0;
        status = settle_all(search, err);
        /* The heap is empty now, and its place is as large as a queue of all nodes. */
        if (!status && any && search->path->chance)
            choose_fewest_links(search, search->heap.items);
    }
    routes_i_heap_free(&search->heap);
    return status;
}

routes_status routes_path_new(routes_path **path, const routes_graph *graph, uint32_t source,
                              const routes_path_options *options, routes_error *err)
{
    if (!path)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "path must not be null");
    *path = NULL;
    if (!graph)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "graph must not be null");
    if (source >= graph->nodes)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "source is %lu, must be below the %zu nodes",
                             (unsigned long)source, graph->nodes);
    struct search search = {.graph = graph};
    routes_path_kind kind = ROUTES_PATH_LENGTH;
    routes_status status = routes_i_options_read(&search.use, sizeof search.use, options, err);
    if (!status)
        status = routes_i_run_read(&search.run, search.use.run, err);
    if (!status)
        status = check_chances(search.use.link_reliability, graph->links, "link_reliability", err);
    if (!status)
        status = check_chances(search.use.node_reliability, graph->nodes, "node_reliability", err);
    if (!status)
        status = choose_kind(&search, &kind, err);
    if (status)
        return status;

    search.path = new_path(graph->nodes, source, kind);
    if (!search.path)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for ways to %zu nodes", graph->nodes);
    status = run_search(&search, err);
    if (status) {
        routes_path_free(search.path);
        return status;
    }
    *path = search.path;
    return ROUTES_OK;
}

void routes_path_free(routes_path *path)
{
    if (!path)
        return;
    routes_i_free(path->cost);
    routes_i_free(path->chance);
    routes_i_free(path->hops);
    routes_i_free(path->before);
    routes_i_free(path->before_link);
    routes_i_free(path);
}

routes_path_kind routes_path_kind_used(const routes_path *path)
{
    return path->kind;
}

const int64_t *routes_path_costs(const routes_path *path)
{
    /* No way is UINT64_MAX, which reads as -1; every other cost fits 63 bits. */
    return path->chance ? NULL : (const int64_t *)path->cost;
}

const double *routes_path_reliabilities(const routes_path *path)
{
    return path->chance;
}

int routes_path_reaches(const routes_path *path, uint32_t target)
{
    return target < path->nodes && path->cost[target] != UINT64_MAX;
}

size_t routes_path_size(const routes_path *path, uint32_t target)
{
    return target < path->nodes ? path->hops[target] : 0;
}

routes_status routes_path_read(uint32_t *nodes, uint32_t *links, const routes_path *path,
                               uint32_t target, routes_error *err)
{
    if (!path)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "path must not be null");
    if (target >= path->nodes)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "target is %lu, must be below the %zu nodes",
                             (unsigned long)target, path->nodes);
    if (!routes_path_reaches(path, target))
        return routes_i_fail(err, ROUTES_E_NOT_FOUND, "no way leads from node %lu to node %lu",
                             (unsigned long)path->source, (unsigned long)target);
    uint32_t at = target;
    for (size_t i = path->hops[target]; i > 0; i--) {
        if (nodes)
            nodes[i] = at;
        if (links)
            links[i - 1] = path->before_link[at];
        at = path->before[at];
    }
    if (nodes)
        nodes[0] = at;
    return ROUTES_OK;
}
