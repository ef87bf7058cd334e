/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/disjoint.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "core/fail.h"
#include "core/memory.h"
#include "core/options.h"
#include "core/run.h"
#include "graph/graph.h"
#include "graph/heap.h"

#define NONE UINT32_MAX

/* An arc of the residual network. Its partner, the same arc backward, is `number ^ 1`; of a pair
 * the even one is the arc itself. */
struct arc {
    uint32_t head;
    uint32_t link; /* NONE: through a node */
    int64_t cost;
    unsigned char open;
};

struct way {
    int64_t cost;
    size_t size;
    uint32_t *nodes; /* [size + 1], and behind them the links */
    uint32_t *links;
};

struct routes_disjoint {
    size_t number;
    int64_t total;
    struct way *ways;
    size_t size;
};

/* The network: of links alone its vertices are the nodes; else each node v is entered at v and left
 * at nodes + v. */
struct task {
    const routes_graph *graph;
    uint32_t source, target;
    routes_disjoint_options use;
    routes_run run;
    const int64_t *step;
    uint32_t start, end; /* vertices */
    size_t vertices;
    struct arc *arcs;
    size_t arc_count;
    uint32_t *first, *next; /* [vertices], [arc_count] arcs that leave a vertex */
    uint64_t *potential;    /* [vertices] */
    uint64_t *cost;         /* [vertices] */
    uint32_t *links;        /* [vertices] */
    uint32_t *by;           /* [vertices] arc by which it is reached */
    unsigned char *used;    /* [arc_count] of the ways listed */
    routes_i_heap heap;
    routes_disjoint *made;
};

static routes_status no_memory(routes_error *err)
{
    return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for ways without a common link");
}

static bool is_closed(const unsigned char *closed, uint32_t item)
{
    return closed && closed[item];
}

static bool by_nodes(const struct task *task)
{
    return task->use.of == ROUTES_DISJOINT_NODES;
}

static uint32_t leaving_of(const struct task *task, uint32_t node)
{
    return by_nodes(task) ? node + (uint32_t)task->graph->nodes : node;
}

static void add_half(struct task *task, uint32_t tail, struct arc arc)
{
    uint32_t number = (uint32_t)task->arc_count++;
    task->arcs[number] = arc;
    task->next[number] = task->first[tail];
    task->first[tail] = number;
}

static void add_arc(struct task *task, uint32_t tail, uint32_t head, uint32_t link, int64_t cost)
{
    add_half(task, tail, (struct arc){head, link, cost, 1});
    add_half(task, head, (struct arc){tail, link, -cost, 0});
}

/* A link in one direction; what leads into the source or out of the target is on no way. */
static void add_link(struct task *task, uint32_t link, uint32_t from, uint32_t to)
{
    const unsigned char *closed = task->use.node_closed;
    if (from == to || to == task->source || from == task->target ||
        is_closed(task->use.link_closed, link) || is_closed(closed, from) || is_closed(closed, to))
        return;
    add_arc(task, leaving_of(task, from), to, link, task->step[link]);
}

static routes_status build(struct task *task, routes_error *err)
{
    const routes_graph *graph = task->graph;
    task->vertices = by_nodes(task) ? 2 * graph->nodes : graph->nodes;
    task->start = leaving_of(task, task->source);
    task->end = task->target;
    size_t most = 4 * graph->links + (by_nodes(task) ? 2 * graph->nodes : 0) + 1;
    if (task->vertices >= NONE || most >= NONE)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "%zu nodes and %zu links are too many",
                             graph->nodes, graph->links);
    task->arcs = routes_i_calloc(most, sizeof *task->arcs);
    task->next = routes_i_calloc(most, sizeof *task->next);
    task->used = routes_i_calloc(most, 1);
    task->first = routes_i_calloc(task->vertices, sizeof *task->first);
    task->potential = routes_i_calloc(task->vertices, sizeof *task->potential);
    task->cost = routes_i_calloc(task->vertices, sizeof *task->cost);
    task->links = routes_i_calloc(task->vertices, sizeof *task->links);
    task->by = routes_i_calloc(task->vertices, sizeof *task->by);
    bool room = routes_i_heap_new(&task->heap, task->vertices, task->cost, task->links);
    if (!room || !task->arcs || !task->next || !task->used || !task->first || !task->potential ||
        !task->cost || !task->links || !task->by)
        return no_memory(err);
    for (size_t v = 0; v < task->vertices; v++)
        task->first[v] = NONE;
    for (uint32_t i = 0; i < graph->links; i++) {
        add_link(task, i, graph->from[i], graph->to[i]);
        if (graph->both_ways[i])
            add_link(task, i, graph->to[i], graph->from[i]);
    }
    for (uint32_t v = 0; by_nodes(task) && v < graph->nodes; v++)
        add_arc(task, v, leaving_of(task, v), NONE, 0);
    return ROUTES_OK;
}

static void leave(struct task *task, uint32_t vertex)
{
    for (uint32_t a = task->first[vertex]; a != NONE; a = task->next[a]) {
        const struct arc *arc = &task->arcs[a];
        if (!arc->open)
            continue;
        /* Never below 0, the potentials being least costs of the searches before; unsigned, so that
         * what is added first may be above 63 bits. */
        uint64_t step = (uint64_t)arc->cost + task->potential[vertex] - task->potential[arc->head];
        uint64_t cost = task->cost[vertex] + step;
        uint32_t links = task->links[vertex] + 1;
        if (cost > task->cost[arc->head] ||
            (cost == task->cost[arc->head] && links >= task->links[arc->head]))
            continue;
        task->cost[arc->head] = cost;
        task->links[arc->head] = links;
        task->by[arc->head] = a;
        routes_i_heap_lower(&task->heap, arc->head);
    }
}

/* The shortest way in the residual network; false where there is none. */
static bool search(struct task *task)
{
    for (size_t v = 0; v < task->vertices; v++)
        task->cost[v] = UINT64_MAX;
    task->cost[task->start] = 0;
    task->links[task->start] = 0;
    routes_i_heap_lower(&task->heap, task->start);
    while (task->heap.size > 0 && task->heap.items[0] != task->end)
        leave(task, routes_i_heap_take(&task->heap));
    bool found = task->heap.size > 0;
    uint64_t whole = task->cost[task->end];
    /* Nodes that are still queued, or were not met, are as far as the target at the least. */
    for (size_t v = 0; found && v < task->vertices; v++)
        task->potential[v] += task->cost[v] < whole ? task->cost[v] : whole;
    for (size_t i = 0; i < task->heap.size; i++)
        task->heap.place[task->heap.items[i]] = 0;
    task->heap.size = 0;
    return found;
}

static void send_one(struct task *task)
{
    for (uint32_t v = task->end; v != task->start;) {
        uint32_t a = task->by[v];
        task->arcs[a].open = 0;
        task->arcs[a ^ 1].open = 1;
        v = task->arcs[a ^ 1].head;
    }
}

/* Notes what is in use, when as many ways as are wanted are there. */
static void note_used(struct task *task)
{
    for (size_t a = 0; a < task->arc_count; a += 2)
        task->used[a] = task->arcs[a].link != NONE && !task->arcs[a].open;
    /* A link of no length may run both ways: that is none. Its two directions follow another. */
    for (size_t a = 0; a + 2 < task->arc_count; a += 2)
        if (task->used[a] && task->used[a + 2] && task->arcs[a].link == task->arcs[a + 2].link)
            task->used[a] = task->used[a + 2] = 0;
    task->made->size = task->made->number;
}

static routes_status find_flow(struct task *task, routes_error *err)
{
    routes_status status = ROUTES_OK;
    size_t most = task->use.most ? task->use.most : SIZE_MAX;
    while (!(status = routes_i_run_tell(&task->run, 0.0, "disjoint ways", err)) && search(task)) {
        send_one(task);
        if (++task->made->number == most)
            note_used(task);
    }
    if (task->made->number < most)
        note_used(task);
    return status;
}

/* The arc in use by which a node is left, that of the lowest link; NONE where there is none. */
static uint32_t way_on(const struct task *task, uint32_t node)
{
    uint32_t found = NONE;
    for (uint32_t a = task->first[leaving_of(task, node)]; a != NONE; a = task->next[a])
        if (task->used[a] && (found == NONE || task->arcs[a].link < task->arcs[found].link))
            found = a;
    return found;
}

/* Follows what is in use from the source; circles, which are of no length, are left out. `at` is
 * the place of each node on the way plus 1. */
static void follow(struct task *task, struct way *way, uint32_t *at)
{
    uint32_t node = task->source;
    way->nodes[0] = node;
    at[node] = 1;
    while (node != task->target) {
        uint32_t a = way_on(task, node);
        task->used[a] = 0;
        node = task->arcs[a].head;
        while (at[node] && way->size >= at[node])
            at[way->nodes[way->size--]] = 0;
        if (at[node])
            continue;
        way->links[way->size++] = task->arcs[a].link;
        way->nodes[way->size] = node;
        at[node] = (uint32_t)way->size + 1;
    }
    for (size_t i = 0; i < way->size; i++)
        way->cost += task->step[way->links[i]];
    for (size_t i = 0; i <= way->size; i++)
        at[way->nodes[i]] = 0;
}

/* Keeps the way in room of its own size; `way` is drawn in room for any. */
static bool keep(struct way *kept, const struct way *way)
{
    *kept = *way;
    kept->nodes = routes_i_calloc(2 * way->size + 1, sizeof *kept->nodes);
    if (!kept->nodes)
        return false;
    kept->links = kept->nodes + way->size + 1;
    memcpy(kept->nodes, way->nodes, (way->size + 1) * sizeof *kept->nodes);
    memcpy(kept->links, way->links, way->size * sizeof *kept->links);
    return true;
}

static int by_cost(const void *left, const void *right)
{
    const struct way *a = left, *b = right;
    if (a->cost != b->cost)
        return a->cost < b->cost ? -1 : 1;
    if (a->size != b->size)
        return a->size < b->size ? -1 : 1;
    return a->links[0] < b->links[0] ? -1 : 1;
}

static routes_status read_ways(struct task *task, routes_error *err)
{
    routes_disjoint *made = task->made;
    size_t nodes = task->graph->nodes;
    size_t size = made->size;
    if (size == 0)
        return ROUTES_OK;
    struct way any = {.nodes = routes_i_calloc(nodes, sizeof *any.nodes),
                      .links = routes_i_calloc(nodes, sizeof *any.links)};
    uint32_t *at = routes_i_calloc(nodes, sizeof *at);
    made->ways = routes_i_calloc(size, sizeof *made->ways);
    routes_status status = any.nodes && any.links && at && made->ways ? ROUTES_OK : no_memory(err);
    for (made->size = 0; !status && made->size < size; made->size++) {
        any.cost = 0;
        any.size = 0;
        follow(task, &any, at);
        made->total += any.cost;
        if (!keep(&made->ways[made->size], &any))
            status = no_memory(err);
    }
    if (!status)
        qsort(made->ways, made->size, sizeof *made->ways, by_cost);
    routes_i_free(any.nodes);
    routes_i_free(any.links);
    routes_i_free(at);
    return status;
}

static routes_status check(struct task *task, const routes_disjoint_options *options,
                           routes_error *err)
{
    const routes_graph *graph = task->graph;
    if (!graph)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "graph must not be null");
    if (task->source >= graph->nodes || task->target >= graph->nodes)
        return routes_i_fail(
            err, ROUTES_E_ARGUMENT, "source is %lu and target %lu, must be below the %zu nodes",
            (unsigned long)task->source, (unsigned long)task->target, graph->nodes);
    if (task->source == task->target)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "source and target are both %lu",
                             (unsigned long)task->source);
    routes_status status = routes_i_options_read(&task->use, sizeof task->use, options, err);
    if (!status)
        status = routes_i_run_read(&task->run, task->use.run, err);
    if (status)
        return status;
    if ((unsigned)task->use.of > ROUTES_DISJOINT_NODES)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "options.of is %d, not a known choice",
                             (int)task->use.of);
    if (task->use.kind != ROUTES_PATH_LENGTH && task->use.kind != ROUTES_PATH_TIME)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "options.kind is %d, must be length or time",
                             (int)task->use.kind);
    if (task->use.kind == ROUTES_PATH_TIME && !graph->time_ms)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "the graph has no times to search by");
    task->step = task->use.kind == ROUTES_PATH_TIME ? graph->time_ms : graph->length_um;
    return ROUTES_OK;
}

static void free_task(struct task *task)
{
    routes_i_free(task->arcs);
    routes_i_free(task->next);
    routes_i_free(task->used);
    routes_i_free(task->first);
    routes_i_free(task->potential);
    routes_i_free(task->cost);
    routes_i_free(task->links);
    routes_i_free(task->by);
    routes_i_heap_free(&task->heap);
}

routes_status routes_disjoint_new(routes_disjoint **ways, const routes_graph *graph,
                                  uint32_t source, uint32_t target,
                                  const routes_disjoint_options *options, routes_error *err)
{
    if (!ways)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "ways must not be null");
    *ways = NULL;
    struct task task = {.graph = graph, .source = source, .target = target};
    routes_status status = check(&task, options, err);
    if (status)
        return status;
    task.made = routes_i_calloc(1, sizeof *task.made);
    if (!task.made)
        return no_memory(err);
    status = build(&task, err);
    if (!status)
        status = find_flow(&task, err);
    if (!status)
        status = read_ways(&task, err);
    free_task(&task);
    if (status) {
        routes_disjoint_free(task.made);
        return status;
    }
    *ways = task.made;
    return ROUTES_OK;
}

void routes_disjoint_free(routes_disjoint *ways)
{
    if (!ways)
        return;
    for (size_t i = 0; ways->ways && i < ways->size; i++)
        routes_i_free(ways->ways[i].nodes);
    routes_i_free(ways->ways);
    routes_i_free(ways);
}

size_t routes_disjoint_number(const routes_disjoint *ways)
{
    return ways->number;
}

size_t routes_disjoint_size(const routes_disjoint *ways)
{
    return ways->size;
}

int64_t routes_disjoint_total(const routes_disjoint *ways)
{
    return ways->total;
}

routes_k_path routes_disjoint_at(const routes_disjoint *ways, size_t index)
{
    const struct way *way = &ways->ways[index];
    return (routes_k_path){way->cost, NAN, way->size, way->nodes, way->links};
}
