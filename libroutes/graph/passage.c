/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "graph/passage.h"

#include <math.h>
#include <string.h>

#include "core/fail.h"
#include "core/memory.h"

static bool same(const char *a, const char *b)
{
    return a && b && strcmp(a, b) == 0;
}

bool routes_i_is_crossing_of(const routes_node *node, const char *country)
{
    return (node->kind == ROUTES_NODE_CROSSING || node->kind == ROUTES_NODE_DIFFUSE) &&
           (same(node->country, country) || same(node->country_other, country));
}

bool routes_i_is_inside(const routes_node *node, const char *country)
{
    return !routes_i_is_crossing_of(node, country) && same(node->country, country);
}

/* A length in whole micrometres is exact in a double below 9e9 m, so that equal stays equal. */
double routes_i_way_cost(const routes_path *path, uint32_t to)
{
    const int64_t *costs = routes_path_costs(path);
    return costs ? (double)costs[to] : -log(routes_path_reliabilities(path)[to]);
}

routes_status routes_i_masks_make(routes_i_masks *masks, const routes_i_ways *ways,
                                  const char *country, routes_error *err)
{
    size_t nodes = routes_graph_nodes(routes_network_graph(ways->network));
    masks->outside = routes_i_calloc(nodes, 1);
    masks->inside = routes_i_calloc(nodes, 1);
    if (!masks->outside || !masks->inside)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a way over a border");
    for (size_t i = 0; i < nodes; i++) {
        const routes_node *node = routes_network_node(ways->network, i);
        bool crossing = routes_i_is_crossing_of(node, country);
        bool within = routes_i_is_inside(node, country);
        bool closed = ways->node_closed && ways->node_closed[i];
        masks->outside[i] = closed || within;
        masks->inside[i] = closed || (!crossing && !within);
    }
    return ROUTES_OK;
}

void routes_i_masks_free(routes_i_masks *masks)
{
    routes_i_free(masks->outside);
    routes_i_free(masks->inside);
}

routes_status routes_i_way_extend_by(routes_i_way *way, const routes_i_ways *ways,
                                     const unsigned char *closed, uint32_t from, uint32_t to,
                                     routes_error *err)
{
    routes_i_ways part = *ways;
    part.node_closed = closed;
    return routes_i_way_extend(way, &part, from, to, err);
}

/* The best place to go over the border found so far: a crossing, or a link between the sides. */
struct gate {
    uint32_t near, far; /* last node before, first node behind; the same for a crossing */
    uint32_t link;      /* or none */
    double cost;
};

/* What a search for the gate needs. */
struct search {
    const routes_i_ways *ways;
    const char *home;
    const unsigned char *before, *after; /* masks of the two legs */
    uint32_t to;
    routes_path *first;
};

static routes_status try_gate(struct gate *best, const struct search *search, uint32_t near,
                              uint32_t far, uint32_t link, double link_cost, routes_error *err)
{
    routes_path *path = NULL;
    double before = routes_i_way_cost(search->first, near) + link_cost;
    if (best->near != ROUTES_GRAPH_NONE && before >= best->cost)
        return ROUTES_OK;
    routes_status status = routes_i_way_search(&path, search->ways, far, search->after, err);
    if (!status && routes_path_reaches(path, search->to)) {
        double cost = before + routes_i_way_cost(path, search->to);
        if (best->near == ROUTES_GRAPH_NONE || cost < best->cost)
            *best = (struct gate){near, far, link, cost};
    }
    routes_path_free(path);
    return status;
}

static routes_status try_crossings(struct gate *best, const struct search *search,
                                   routes_error *err)
{
    size_t nodes = routes_graph_nodes(routes_network_graph(search->ways->network));
    routes_status status = ROUTES_OK;
    for (uint32_t i = 0; i < nodes && !status; i++)
        if (routes_i_is_crossing_of(routes_network_node(search->ways->network, i), search->home) &&
            !search->after[i] && routes_path_reaches(search->first, i))
            status = try_gate(best, search, i, i, ROUTES_GRAPH_NONE, 0.0, err);
    return status;
}

static double link_cost(const struct search *search, uint32_t link)
{
    const routes_graph *graph = routes_network_graph(search->ways->network);
    const double *reliability = routes_graph_reliability(graph);
    if (routes_path_costs(search->first))
        return (double)routes_graph_length_um(graph)[link];
    return isnan(reliability[link]) ? 0.0 : -log(reliability[link]);
}

/* A link by sea or air may join the two sides without a crossing. */
static routes_status try_links(struct gate *best, const struct search *search, routes_error *err)
{
    const routes_graph *graph = routes_network_graph(search->ways->network);
    const unsigned char *closed = search->ways->link_closed;
    routes_status status = ROUTES_OK;
    for (uint32_t link = 0; link < routes_graph_links(graph) && !status; link++) {
        const uint32_t ends[] = {routes_graph_from(graph)[link], routes_graph_to(graph)[link]};
        int ways = routes_graph_both_ways(graph)[link] ? 2 : 1;
        for (int k = 0; k < ways && !status; k++) {
            uint32_t near = ends[k], far = ends[1 - k];
            if ((closed && closed[link]) || search->before[near] || search->after[far] ||
                !search->before[far] || !search->after[near] ||
                !routes_path_reaches(search->first, near))
                continue;
            status = try_gate(best, search, near, far, link, link_cost(search, link), err);
        }
    }
    return status;
}

static routes_status take(routes_i_way *way, const struct search *search, uint32_t from,
                          const struct gate *gate, routes_error *err)
{
    routes_status status =
        routes_i_way_extend_by(way, search->ways, search->before, from, gate->near, err);
    if (!status && gate->link != ROUTES_GRAPH_NONE)
        status = routes_i_way_step(way, gate->link, gate->far, err);
    if (!status)
        status =
            routes_i_way_extend_by(way, search->ways, search->after, gate->far, search->to, err);
    return status;
}

/* Over the border once: one leg on this side, one on the other. */
static routes_status cross_once(routes_i_way *way, const routes_i_ways *ways, uint32_t from,
                                uint32_t to, const char *home, const unsigned char *before,
                                const unsigned char *after, routes_error *err)
{
    struct search search = {ways, home, before, after, to, NULL};
    struct gate best = {ROUTES_GRAPH_NONE, ROUTES_GRAPH_NONE, ROUTES_GRAPH_NONE, 0.0};
    size_t steps = way->steps;
    routes_status status = routes_i_way_search(&search.first, ways, from, before, err);
    if (!status)
        status = try_crossings(&best, &search, err);
    if (!status)
        status = try_links(&best, &search, err);
    if (!status && best.near == ROUTES_GRAPH_NONE)
        status = routes_i_fail(err, ROUTES_E_NOT_FOUND, "no way from %s to %s",
                               routes_network_node(ways->network, from)->id,
                               routes_network_node(ways->network, to)->id);
    if (!status)
        status = take(way, &search, from, &best, err);
    routes_path_free(search.first);
    if (status)
        way->steps = steps;
    return status;
}

routes_status routes_i_way_between(routes_i_way *way, const routes_i_ways *ways, uint32_t from,
                                   uint32_t to, const char *home, routes_error *err)
{
    const routes_node *a = routes_network_node(ways->network, from);
    const routes_node *b = routes_network_node(ways->network, to);
    bool a_inside = home && routes_i_is_inside(a, home),
         b_inside = home && routes_i_is_inside(b, home);
    bool a_both = home && routes_i_is_crossing_of(a, home);
    bool b_both = home && routes_i_is_crossing_of(b, home);
    routes_i_masks masks = {NULL, NULL};
    if (!a_inside && !b_inside)
        return routes_i_way_extend(way, ways, from, to, err);
    routes_status status = routes_i_masks_make(&masks, ways, home, err);
    if (!status && (a_inside || a_both) && (b_inside || b_both))
        status = routes_i_way_extend_by(way, ways, masks.inside, from, to, err);
    else if (!status && a_inside)
        status = cross_once(way, ways, from, to, home, masks.inside, masks.outside, err);
    else if (!status)
        status = cross_once(way, ways, from, to, home, masks.outside, masks.inside, err);
    routes_i_masks_free(&masks);
    return status;
}
