/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analysis/interdiction/interdict_net.h"

#include <stdlib.h>

#include "core/fail.h"
#include "core/memory.h"
#include "graph/heap.h"

#define NONE ROUTES_I_NONE
#define FAR UINT64_MAX

/* What the arcs are made of: the graph with every node that is a site in two, `v` to enter and
 * `out[v]` to leave. */
struct work {
    routes_i_interdict_net *net;
    const routes_graph *graph;
    const int64_t *length;
    const int64_t *link_delay;
    const routes_interdict_options *use;
    uint32_t *out;        /* [graph's nodes] */
    routes_i_detour *arc; /* [arcs] `detour` is still a length */
    size_t arcs;
    uint64_t *ahead;     /* [nodes] length left to the sink */
    uint32_t *hops;      /* [nodes] */
    unsigned char *seen; /* [nodes] can be reached from the source */
};

static int64_t common_divisor(int64_t a, int64_t b)
{
    while (b) {
        int64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

static int64_t delay_at(const struct work *work, size_t at)
{
    size_t links = routes_graph_links(work->graph);
    if (at < links)
        return work->link_delay[at];
    return work->use->node_delay ? work->use->node_delay[at - links] : 0;
}

static int64_t cost_at(const struct work *work, size_t at)
{
    size_t links = routes_graph_links(work->graph);
    const int64_t *cost = at < links ? work->use->link_cost : work->use->node_cost;
    return cost ? cost[at < links ? at : at - links] : 1;
}

/* Whether a link or node can be watched and makes a difference. The ends of the way cannot. */
static int is_site(const struct work *work, size_t at)
{
    size_t links = routes_graph_links(work->graph);
    if (at >= links && (at - links == work->net->source || at - links == work->net->sink))
        return 0;
    return delay_at(work, at) > 0;
}

/* What everything is measured in, and the length that nothing reaches. */
static routes_status find_units(struct work *work, routes_error *err)
{
    routes_i_interdict_net *net = work->net;
    size_t links = routes_graph_links(work->graph);
    size_t all = links + routes_graph_nodes(work->graph);
    int64_t sum = 0;
    for (size_t at = 0; at < all; at++) {
        int64_t delay = is_site(work, at) ? delay_at(work, at) : 0;
        int64_t length = at < links ? work->length[at] : 0;
        delay = delay == ROUTES_INTERDICT_CLOSED ? 0 : delay;
        if (length > ROUTES_INTERDICT_MOST - sum || delay > ROUTES_INTERDICT_MOST - sum - length)
            return routes_i_fail(err, ROUTES_E_DATA,
                                 "all lengths and delays together must not be above %lld",
                                 (long long)ROUTES_INTERDICT_MOST);
        sum += length + delay;
        net->unit = common_divisor(net->unit, common_divisor(length, delay));
        if (is_site(work, at))
            net->cost_unit = common_divisor(net->cost_unit, cost_at(work, at));
    }
    net->unit += net->unit == 0;
    net->cost_unit += net->cost_unit == 0;
    net->closed = sum / net->unit + 1;
    return ROUTES_OK;
}

static routes_status list_sites(struct work *work, uint32_t *site_of, routes_error *err)
{
    routes_i_interdict_net *net = work->net;
    size_t all = routes_graph_links(work->graph) + routes_graph_nodes(work->graph);
    size_t count = 0;
    for (size_t at = 0; at < all; at++)
        count += (size_t)is_site(work, at);
    net->site = routes_i_calloc(count + 1, sizeof *net->site);
    if (!net->site)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu sites", count);
    for (size_t at = 0; at < all; at++) {
        site_of[at] = NONE;
        if (!is_site(work, at))
            continue;
        int64_t delay = delay_at(work, at);
        site_of[at] = (uint32_t)net->sites;
        net->site[net->sites++] = (routes_i_interdict_site){
            (uint32_t)at, cost_at(work, at) / net->cost_unit,
            delay == ROUTES_INTERDICT_CLOSED ? net->closed : delay / net->unit};
    }
    return ROUTES_OK;
}

static void add_arc(struct work *work, uint32_t tail, uint32_t head, int64_t length, uint32_t site)
{
    work->arc[work->arcs++] = (routes_i_detour){length / work->net->unit, head, tail, site};
}

static void add_arcs(struct work *work, const uint32_t *site_of)
{
    const uint32_t *from = routes_graph_from(work->graph);
    const uint32_t *to = routes_graph_to(work->graph);
    const unsigned char *both = routes_graph_both_ways(work->graph);
    size_t links = routes_graph_links(work->graph);
    size_t nodes = routes_graph_nodes(work->graph);
    work->net->nodes = nodes;
    for (size_t v = 0; v < nodes; v++)
        work->out[v] = is_site(work, links + v) ? (uint32_t)work->net->nodes++ : (uint32_t)v;
    for (size_t i = 0; i < links; i++) {
        if (from[i] == to[i])
            continue;
        add_arc(work, work->out[from[i]], to[i], work->length[i], site_of[i]);
        if (both[i])
            add_arc(work, work->out[to[i]], from[i], work->length[i], site_of[i]);
    }
    for (size_t v = 0; v < nodes; v++)
        if (work->out[v] != v)
            add_arc(work, (uint32_t)v, work->out[v], 0, site_of[links + v]);
}

/* Rows of arcs by tail or, with `by_head`, by head: numbers of arcs, to be freed with `start`. */
static routes_status index_arcs(size_t **start, uint32_t **row, const struct work *work,
                                int by_head, routes_error *err)
{
    size_t nodes = work->net->nodes;
    *start = routes_i_calloc(nodes + 2, sizeof **start);
    *row = routes_i_calloc(work->arcs + 1, sizeof **row);
    if (!*start || !*row)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu arcs", work->arcs);
    for (size_t a = 0; a < work->arcs; a++)
        (*start)[(by_head ? work->arc[a].head : work->arc[a].tail) + 2]++;
    for (size_t v = 2; v < nodes + 2; v++)
        (*start)[v] += (*start)[v - 1];
    for (size_t a = 0; a < work->arcs; a++)
        (*row)[(*start)[(by_head ? work->arc[a].head : work->arc[a].tail) + 1]++] = (uint32_t)a;
    return ROUTES_OK;
}

/* Lengths left to the sink, by Dijkstra's search backwards. */
static routes_status look_back(struct work *work, routes_error *err)
{
    size_t *start = NULL;
    uint32_t *row = NULL;
    routes_i_heap heap = {0};
    routes_status status = index_arcs(&start, &row, work, 1, err);
    if (!status && !routes_i_heap_new(&heap, work->net->nodes, work->ahead, work->hops))
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu nodes", work->net->nodes);
    if (!status) {
        for (size_t v = 0; v < work->net->nodes; v++)
            work->ahead[v] = FAR;
        work->ahead[work->net->sink] = 0;
        routes_i_heap_lower(&heap, work->net->sink);
    }
    while (!status && heap.size) {
        uint32_t v = routes_i_heap_take(&heap);
        for (size_t i = start[v]; i < start[v + 1]; i++) {
            const routes_i_detour *arc = &work->arc[row[i]];
            uint64_t length = work->ahead[v] + (uint64_t)arc->detour;
            if (length >= work->ahead[arc->tail])
                continue;
            work->ahead[arc->tail] = length;
            work->hops[arc->tail] = work->hops[v] + 1;
            routes_i_heap_lower(&heap, arc->tail);
        }
    }
    routes_i_heap_free(&heap);
    routes_i_free(start);
    routes_i_free(row);
    return status;
}

/* What can be reached from the source and can reach the sink. */
static routes_status look_ahead(struct work *work, routes_error *err)
{
    size_t *start = NULL;
    uint32_t *row = NULL;
    size_t size = 0;
    routes_status status = index_arcs(&start, &row, work, 0, err);
    uint32_t *list = routes_i_calloc(work->net->nodes, sizeof *list);
    if (!status && !list)
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu nodes", work->net->nodes);
    if (!status && work->ahead[work->net->source] != FAR) {
        list[size++] = work->net->source;
        work->seen[work->net->source] = 1;
    }
    for (size_t at = 0; at < size; at++)
        for (size_t i = start[list[at]]; i < start[list[at] + 1]; i++) {
            uint32_t head = work->arc[row[i]].head;
            if (work->seen[head] || work->ahead[head] == FAR)
                continue;
            work->seen[head] = 1;
            list[size++] = head;
        }
    routes_i_free(start);
    routes_i_free(row);
    routes_i_free(list);
    return status;
}

static int by_detour(const void *a, const void *b)
{
    const routes_i_detour *one = a, *other = b;
    if (one->tail != other->tail)
        return one->tail < other->tail ? -1 : 1;
    if (one->detour != other->detour)
        return one->detour < other->detour ? -1 : 1;
    return one->head < other->head ? -1 : one->head > other->head;
}

/* Keeps the arcs on ways, as detours. Arcs back into the source or out of the sink are on none. */
static void keep_arcs(struct work *work)
{
    routes_i_interdict_net *net = work->net;
    net->reached = work->seen[net->sink] || net->source == net->sink;
    for (size_t a = 0; a < work->arcs; a++) {
        routes_i_detour arc = work->arc[a];
        if (!work->seen[arc.tail] || !work->seen[arc.head] || arc.head == net->source ||
            arc.tail == net->sink)
            continue;
        arc.detour += (int64_t)work->ahead[arc.head] - (int64_t)work->ahead[arc.tail];
        net->arc[net->arcs++] = arc;
    }
    if (net->reached)
        net->base = (int64_t)work->ahead[net->source];
    if (net->arcs)
        qsort(net->arc, net->arcs, sizeof *net->arc, by_detour);
    for (size_t a = 0; a < net->arcs; a++)
        net->start[net->arc[a].tail + 1]++;
    for (size_t v = 0; v < net->nodes; v++)
        net->start[v + 1] += net->start[v];
}

static routes_status make(struct work *work, uint32_t *site_of, routes_error *err)
{
    routes_i_interdict_net *net = work->net;
    routes_status status = find_units(work, err);
    if (!status)
        status = list_sites(work, site_of, err);
    if (status)
        return status;
    add_arcs(work, site_of);
    work->ahead = routes_i_calloc(net->nodes, sizeof *work->ahead);
    work->hops = routes_i_calloc(net->nodes, sizeof *work->hops);
    work->seen = routes_i_calloc(net->nodes, 1);
    net->start = routes_i_calloc(net->nodes + 1, sizeof *net->start);
    net->arc = routes_i_calloc(work->arcs + 1, sizeof *net->arc);
    if (!work->ahead || !work->hops || !work->seen || !net->start || !net->arc)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu arcs", work->arcs);
    status = look_back(work, err);
    if (!status)
        status = look_ahead(work, err);
    if (!status)
        keep_arcs(work);
    return status;
}

routes_status routes_i_interdict_net_make(routes_i_interdict_net *net, const routes_graph *graph,
                                          uint32_t from, uint32_t to, const int64_t *link_delay,
                                          const routes_interdict_options *options,
                                          routes_error *err)
{
    size_t nodes = routes_graph_nodes(graph);
    size_t links = routes_graph_links(graph);
    struct work work = {.net = net, .graph = graph, .link_delay = link_delay, .use = options};
    work.length = options->kind == ROUTES_PATH_TIME ? routes_graph_time_ms(graph)
                                                    : routes_graph_length_um(graph);
    *net = (routes_i_interdict_net){.source = from, .sink = to};
    work.out = routes_i_calloc(nodes, sizeof *work.out);
    work.arc = routes_i_calloc(2 * links + nodes, sizeof *work.arc);
    uint32_t *site_of = routes_i_calloc(links + nodes, sizeof *site_of);
    routes_status status = ROUTES_OK;
    if (!work.out || !work.arc || !site_of)
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu links", links);
    if (!status)
        status = make(&work, site_of, err);
    routes_i_free(work.out);
    routes_i_free(work.arc);
    routes_i_free(work.ahead);
    routes_i_free(work.hops);
    routes_i_free(work.seen);
    routes_i_free(site_of);
    return status;
}

void routes_i_interdict_net_free(routes_i_interdict_net *net)
{
    routes_i_free(net->start);
    routes_i_free(net->arc);
    routes_i_free(net->site);
    *net = (routes_i_interdict_net){0};
}
