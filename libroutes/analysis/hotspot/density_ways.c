/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analysis/hotspot/density_ways.h"

#include "core/fail.h"
#include "core/memory.h"

/* The node an arc leaves from, and the one it leads to. */
static uint32_t tail_of(const routes_i_density_net *net, uint32_t arc)
{
    const uint32_t *ends = arc & 1 ? routes_graph_to(net->graph) : routes_graph_from(net->graph);
    return net->place[ends[arc / 2]];
}

static uint32_t head_of(const routes_i_density_net *net, uint32_t arc)
{
    return tail_of(net, arc ^ 1);
}

static uint32_t root_of(uint32_t *place, uint32_t node)
{
    while (place[node] != node) {
        place[node] = place[place[node]];
        node = place[node];
    }
    return node;
}

/* Ends of links of length 0 become one place, the lowest node of it. */
static void join_ends(routes_i_density_net *net)
{
    const uint32_t *from = routes_graph_from(net->graph);
    const uint32_t *to = routes_graph_to(net->graph);
    for (size_t v = 0; v < net->nodes; v++)
        net->place[v] = (uint32_t)v;
    for (size_t l = 0; l < routes_graph_links(net->graph); l++) {
        if (net->length_um[l] > 0)
            continue;
        uint32_t a = root_of(net->place, from[l]);
        uint32_t b = root_of(net->place, to[l]);
        net->place[a > b ? a : b] = a > b ? b : a;
    }
    for (size_t v = 0; v < net->nodes; v++)
        net->place[v] = root_of(net->place, (uint32_t)v);
}

static void list_arcs(routes_i_density_net *net)
{
    size_t arcs = 2 * routes_graph_links(net->graph);
    for (uint32_t arc = 0; arc < arcs; arc++)
        if (net->length_um[arc / 2] > 0)
            net->start[tail_of(net, arc) + 1]++;
    for (size_t v = 0; v < net->nodes; v++)
        net->start[v + 1] += net->start[v];
    for (uint32_t arc = (uint32_t)arcs; arc-- > 0;)
        if (net->length_um[arc / 2] > 0)
            net->arcs[--net->start[tail_of(net, arc) + 1]] = arc;
    /* Each start moved to that of the place before it: put back. */
    for (size_t v = 0; v < net->nodes; v++)
        net->start[v] = net->start[v + 1];
    net->start[net->nodes] = 0;
    for (size_t l = 0; l < arcs / 2; l++)
        net->start[net->nodes] += net->length_um[l] > 0 ? 2 : 0;
}

routes_status routes_i_density_net_new(routes_i_density_net *net, const routes_graph *graph,
                                       routes_error *err)
{
    size_t links = routes_graph_links(graph);
    *net = (routes_i_density_net){.graph = graph,
                                  .length_um = routes_graph_length_um(graph),
                                  .nodes = routes_graph_nodes(graph)};
    net->place = routes_i_calloc(net->nodes + 1, sizeof *net->place);
    net->start = routes_i_calloc(net->nodes + 1, sizeof *net->start);
    net->arcs = routes_i_calloc(2 * links + 1, sizeof *net->arcs);
    if (!net->place || !net->start || !net->arcs) {
        routes_i_density_net_free(net);
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu links", links);
    }
    join_ends(net);
    list_arcs(net);
    return ROUTES_OK;
}

void routes_i_density_net_free(routes_i_density_net *net)
{
    routes_i_free(net->place);
    routes_i_free(net->start);
    routes_i_free(net->arcs);
    *net = (routes_i_density_net){0};
}

routes_status routes_i_density_finder_new(routes_i_density_finder *finder,
                                          const routes_i_density_net *net, int64_t reach,
                                          const routes_density_options *use, routes_error *err)
{
    *finder = (routes_i_density_finder){.net = net, .use = use, .reach = reach};
    if (use->method != ROUTES_DENSITY_SIMPLE)
        return ROUTES_OK;
    size_t links = routes_graph_links(net->graph);
    finder->cost = routes_i_calloc(net->nodes, sizeof *finder->cost);
    finder->zeros = routes_i_calloc(net->nodes, sizeof *finder->zeros);
    finder->reached = routes_i_calloc(net->nodes, sizeof *finder->reached);
    finder->taken = routes_i_calloc(links, sizeof *finder->taken);
    if (!routes_i_heap_new(&finder->heap, net->nodes, finder->cost, finder->zeros) ||
        !finder->cost || !finder->zeros || !finder->reached || !finder->taken)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a search of %zu nodes",
                             net->nodes);
    for (size_t v = 0; v < net->nodes; v++)
        finder->cost[v] = UINT64_MAX;
    return ROUTES_OK;
}

void routes_i_density_finder_free(routes_i_density_finder *finder)
{
    routes_i_free(finder->walks);
    routes_i_free(finder->cost);
    routes_i_free(finder->zeros);
    routes_i_free(finder->reached);
    routes_i_free(finder->taken);
    routes_i_heap_free(&finder->heap);
    *finder = (routes_i_density_finder){0};
}

static routes_status add_part(routes_i_density_parts *parts, const routes_i_density_finder *finder,
                              routes_i_density_part part, routes_error *err)
{
    if (parts->count == finder->use->most_paths)
        return routes_i_fail(err, ROUTES_E_ARGUMENT,
                             "more than %zu ways within the bandwidth; take a smaller bandwidth, "
                             "or another method",
                             parts->count);
    if (parts->count == parts->capacity) {
        size_t capacity = parts->capacity ? 2 * parts->capacity : 64;
        routes_i_density_part *grown = routes_i_realloc(parts->parts, capacity, sizeof *grown);
        if (!grown)
            return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu ways", capacity);
        parts->parts = grown;
        parts->capacity = capacity;
    }
    parts->parts[parts->count++] = part;
    return ROUTES_OK;
}

static int is_before(const routes_i_density_walk *a, const routes_i_density_walk *b)
{
    return a->length != b->length ? a->length < b->length : a->arc < b->arc;
}

static routes_status put_walk(routes_i_density_finder *finder, routes_i_density_walk walk,
                              routes_error *err)
{
    if (finder->walk_count == finder->walk_capacity) {
        size_t capacity = finder->walk_capacity ? 2 * finder->walk_capacity : 64;
        routes_i_density_walk *grown = routes_i_realloc(finder->walks, capacity, sizeof *grown);
        if (!grown)
            return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu walks", capacity);
        finder->walks = grown;
        finder->walk_capacity = capacity;
    }
    size_t at = finder->walk_count++;
    for (; at > 0 && is_before(&walk, &finder->walks[(at - 1) / 2]); at = (at - 1) / 2)
        finder->walks[at] = finder->walks[(at - 1) / 2];
    finder->walks[at] = walk;
    return ROUTES_OK;
}

static routes_i_density_walk take_walk(routes_i_density_finder *finder)
{
    routes_i_density_walk *walks = finder->walks;
    routes_i_density_walk first = walks[0];
    routes_i_density_walk last = walks[--finder->walk_count];
    size_t at = 0;
    for (;;) {
        size_t child = 2 * at + 1;
        if (child >= finder->walk_count)
            break;
        if (child + 1 < finder->walk_count && is_before(&walks[child + 1], &walks[child]))
            child++;
        if (!is_before(&walks[child], &last))
            break;
        walks[at] = walks[child];
        at = child;
    }
    walks[at] = last;
    return first;
}

/* What part of a walk that arrives by one of `n` link ends leaves by another, or by the same. */
static double passed_on(const routes_density_options *use, size_t n, int turns_back)
{
    if (n == 1)
        return use->ends_lose ? 0.0 : 1.0;
    if (use->method == ROUTES_DENSITY_CONTINUOUS)
        return 2.0 / (double)n - (turns_back ? 1.0 : 0.0);
    return turns_back ? 0.0 : 1.0 / (double)(n - 1);
}

/* A walk at the end of its arc goes on. */
static routes_status go_on(routes_i_density_finder *finder, uint32_t arc, int64_t length,
                           double share, routes_error *err)
{
    const routes_i_density_net *net = finder->net;
    uint32_t node = head_of(net, arc);
    size_t n = net->start[node + 1] - net->start[node];
    routes_status status = ROUTES_OK;
    for (size_t k = net->start[node]; k < net->start[node + 1] && !status; k++) {
        uint32_t next = net->arcs[k];
        double part = passed_on(finder->use, n, next == (arc ^ 1));
        if (part != 0.0)
            status = put_walk(finder, (routes_i_density_walk){length, share * part, next}, err);
    }
    return status;
}

/* The event's own link, and the walks that leave it by both ends. */
static routes_status begin_inside(routes_i_density_parts *parts, routes_i_density_finder *finder,
                                  const routes_i_density_event *event, routes_error *err)
{
    int64_t rest = finder->net->length_um[event->link] - event->offset_um;
    uint32_t arc = 2 * event->link;
    const routes_i_density_part own = {ROUTES_I_DENSITY_NOT, ROUTES_I_DENSITY_NOT, event->offset_um,
                                       event->weight, event->link};
    routes_status status = add_part(parts, finder, own, err);
    if (!status && rest <= finder->reach)
        status = go_on(finder, arc, rest, event->weight, err);
    if (!status && event->offset_um <= finder->reach)
        status = go_on(finder, arc + 1, event->offset_um, event->weight, err);
    return status;
}

/* On a node: both halves of the kernel, shared among all its links. */
static routes_status begin_on_node(routes_i_density_finder *finder, uint32_t node, double weight,
                                   routes_error *err)
{
    const routes_i_density_net *net = finder->net;
    size_t n = net->start[node + 1] - net->start[node];
    routes_status status = ROUTES_OK;
    if (n == 0)
        return routes_i_fail(err, ROUTES_E_DATA,
                             "lies on a link of length 0 that no other link joins");
    for (size_t k = net->start[node]; k < net->start[node + 1] && !status; k++)
        status = put_walk(finder,
                          (routes_i_density_walk){0, weight * 2.0 / (double)n, net->arcs[k]}, err);
    return status;
}

static routes_status walk_all(routes_i_density_parts *parts, routes_i_density_finder *finder,
                              routes_error *err)
{
    routes_status status = ROUTES_OK;
    while (finder->walk_count && !status) {
        routes_i_density_walk walk = take_walk(finder);
        while (finder->walk_count && finder->walks[0].length == walk.length &&
               finder->walks[0].arc == walk.arc)
            walk.share += take_walk(finder).share;
        int from_start = !(walk.arc & 1);
        const routes_i_density_part part = {from_start ? walk.length : ROUTES_I_DENSITY_NOT,
                                            from_start ? ROUTES_I_DENSITY_NOT : walk.length,
                                            ROUTES_I_DENSITY_NOT, walk.share, walk.arc / 2};
        int64_t link = finder->net->length_um[walk.arc / 2];
        status = add_part(parts, finder, part, err);
        if (!status && link <= finder->reach - walk.length)
            status = go_on(finder, walk.arc, walk.length + link, walk.share, err);
    }
    return status;
}

/* The node at which an event lies, or none. */
static uint32_t node_of(const routes_i_density_net *net, const routes_i_density_event *event)
{
    if (event->offset_um == 0)
        return tail_of(net, 2 * event->link);
    if (event->offset_um == net->length_um[event->link])
        return head_of(net, 2 * event->link);
    return ROUTES_GRAPH_NONE;
}

static void reach_node(routes_i_density_finder *finder, uint32_t node, int64_t length)
{
    if (length > finder->reach || (uint64_t)length >= finder->cost[node])
        return;
    if (finder->cost[node] == UINT64_MAX)
        finder->reached[finder->reached_count++] = node;
    finder->cost[node] = (uint64_t)length;
    routes_i_heap_lower(&finder->heap, node);
}

/* Length of the shortest way to the tail of an arc. */
static int64_t length_to(const routes_i_density_finder *finder, uint32_t arc)
{
    uint64_t cost = finder->cost[tail_of(finder->net, arc)];
    return cost == UINT64_MAX ? ROUTES_I_DENSITY_NOT : (int64_t)cost;
}

static routes_status take_link(routes_i_density_parts *parts, routes_i_density_finder *finder,
                               const routes_i_density_event *event, uint32_t link,
                               routes_error *err)
{
    if (finder->taken[link])
        return ROUTES_OK;
    finder->taken[link] = 1;
    const routes_i_density_part part = {
        length_to(finder, 2 * link), length_to(finder, 2 * link + 1),
        link == event->link ? event->offset_um : ROUTES_I_DENSITY_NOT, event->weight, link};
    return add_part(parts, finder, part, err);
}

static routes_status find_simple(routes_i_density_parts *parts, routes_i_density_finder *finder,
                                 const routes_i_density_event *event, routes_error *err)
{
    const routes_i_density_net *net = finder->net;
    uint32_t arc = 2 * event->link;
    reach_node(finder, tail_of(net, arc), event->offset_um);
    reach_node(finder, head_of(net, arc), net->length_um[event->link] - event->offset_um);
    while (finder->heap.size > 0) {
        uint32_t node = routes_i_heap_take(&finder->heap);
        int64_t cost = (int64_t)finder->cost[node];
        for (size_t k = net->start[node]; k < net->start[node + 1]; k++) {
            uint32_t next = net->arcs[k];
            if (net->length_um[next / 2] <= finder->reach - cost)
                reach_node(finder, head_of(net, next), cost + net->length_um[next / 2]);
        }
    }
    routes_status status = take_link(parts, finder, event, event->link, err);
    for (size_t i = 0; i < finder->reached_count && !status; i++) {
        uint32_t node = finder->reached[i];
        for (size_t k = net->start[node]; k < net->start[node + 1] && !status; k++)
            status = take_link(parts, finder, event, net->arcs[k] / 2, err);
    }
    for (size_t i = 0; i < parts->count; i++)
        finder->taken[parts->parts[i].link] = 0;
    for (size_t i = 0; i < finder->reached_count; i++)
        finder->cost[finder->reached[i]] = UINT64_MAX;
    finder->reached_count = 0;
    return status;
}

routes_status routes_i_density_find(routes_i_density_parts *parts, routes_i_density_finder *finder,
                                    const routes_i_density_event *event, routes_error *err)
{
    parts->count = 0;
    if (finder->use->method == ROUTES_DENSITY_SIMPLE)
        return find_simple(parts, finder, event, err);
    uint32_t node = node_of(finder->net, event);
    finder->walk_count = 0;
    routes_status status = node == ROUTES_GRAPH_NONE
                               ? begin_inside(parts, finder, event, err)
                               : begin_on_node(finder, node, event->weight, err);
    return status ? status : walk_all(parts, finder, err);
}
