/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analysis/interdiction/interdict_flow_net.h"

#include "core/fail.h"
#include "core/memory.h"
#include "routes/cut.h"

/* What all capacities together stay below, shifted. */
#define MOST_FLOW (INT64_C(1) << 60)
#define MOST_SHIFT 20

enum { NO_ROLE, ORIGIN, DESTINATION };

struct work {
    routes_i_flow_net *net;
    const routes_graph *graph;
    const routes_interdict_options *use;
    unsigned char *role; /* [graph's nodes] */
    uint32_t *out;       /* [graph's nodes] the node to leave by, itself where it is not in two */
    uint32_t *site_of;   /* [links + nodes] */
    size_t links, nodes, all;
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

static int64_t capacity_at(const struct work *work, size_t at)
{
    if (at < work->links)
        return work->use->capacity ? work->use->capacity[at] : 1;
    return work->use->node_capacity ? work->use->node_capacity[at - work->links]
                                    : ROUTES_CUT_UNLIMITED;
}

static int64_t cost_at(const struct work *work, size_t at)
{
    const int64_t *cost = at < work->links ? work->use->link_cost : work->use->node_cost;
    return cost ? cost[at < work->links ? at : at - work->links] : 1;
}

/* Whether a link or node can be watched and carries anything. */
static int is_site(const struct work *work, size_t at)
{
    const int64_t *delay = at < work->links ? work->use->link_delay : work->use->node_delay;
    if (at >= work->links && work->role[at - work->links] != NO_ROLE)
        return 0;
    return delay && delay[at < work->links ? at : at - work->links] > 0 &&
           capacity_at(work, at) > 0;
}

static routes_status set_roles(struct work *work, const uint32_t *node, size_t count,
                               unsigned char role, routes_error *err)
{
    const char *what = role == ORIGIN ? "origin" : "destination";
    if (!node || count == 0)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "%s must name at least one node", what);
    for (size_t i = 0; i < count; i++) {
        if (node[i] >= work->nodes)
            return routes_i_fail(err, ROUTES_E_ARGUMENT,
                                 "%s[%zu] is %lu, must be below the %zu nodes", what, i,
                                 (unsigned long)node[i], work->nodes);
        if (work->role[node[i]] != NO_ROLE && work->role[node[i]] != role)
            return routes_i_fail(err, ROUTES_E_DATA,
                                 "%s[%zu]: node %lu is an origin too, and nothing parts it from "
                                 "itself",
                                 what, i, (unsigned long)node[i]);
        work->role[node[i]] = role;
    }
    return ROUTES_OK;
}

/* What everything is measured in, and what is without limit. */
static routes_status find_units(struct work *work, routes_error *err)
{
    routes_i_flow_net *net = work->net;
    int64_t sum = 0, costs = 0, unlimited_sites = 0;
    for (size_t at = 0; at < work->all; at++) {
        int64_t capacity = capacity_at(work, at);
        if (is_site(work, at)) {
            if (cost_at(work, at) > INT64_MAX / 4 - costs)
                return routes_i_fail(err, ROUTES_E_DATA, "all costs together are too large");
            costs += cost_at(work, at);
            net->cost_unit = common_divisor(net->cost_unit, cost_at(work, at));
            net->sites++;
            unlimited_sites += capacity == ROUTES_CUT_UNLIMITED;
        }
        if (capacity == ROUTES_CUT_UNLIMITED)
            continue;
        if (capacity > ROUTES_INTERDICT_MOST - sum)
            return routes_i_fail(err, ROUTES_E_DATA,
                                 "all capacities together must not be above %lld",
                                 (long long)ROUTES_INTERDICT_MOST);
        sum += capacity;
        net->unit = common_divisor(net->unit, capacity);
    }
    net->unit += net->unit == 0;
    net->cost_unit += net->cost_unit == 0;
    net->unlimited = sum / net->unit + 1;
    if (net->unlimited > MOST_FLOW / 4 / (unlimited_sites + 1))
        return routes_i_fail(err, ROUTES_E_DATA,
                             "capacities are too large beside %lld sites without limit",
                             (long long)unlimited_sites);
    net->infinite = 2 * net->unlimited * (unlimited_sites + 1) + 1;
    while (net->shift < MOST_SHIFT && net->infinite < MOST_FLOW >> (net->shift + 1))
        net->shift++;
    return ROUTES_OK;
}

static void list_sites(struct work *work)
{
    uint32_t count = 0;
    for (size_t at = 0; at < work->all; at++) {
        work->site_of[at] = ROUTES_I_NO_SITE;
        if (!is_site(work, at))
            continue;
        int64_t capacity = capacity_at(work, at);
        work->net->site[count] = (routes_i_flow_site){
            (uint32_t)at, cost_at(work, at) / work->net->cost_unit,
            capacity == ROUTES_CUT_UNLIMITED ? work->net->unlimited : capacity / work->net->unit};
        work->site_of[at] = count++;
    }
}

/* Whether the way back of a link needs arcs of its own, its ends being in two. */
static int has_back(const struct work *work, size_t link)
{
    uint32_t from = routes_graph_from(work->graph)[link];
    uint32_t to = routes_graph_to(work->graph)[link];
    return routes_graph_both_ways(work->graph)[link] &&
           (work->out[from] != from || work->out[to] != to);
}

/* Numbers the nodes of the flow; returns how many there are, and counts the pairs of arcs. */
static size_t number_nodes(struct work *work)
{
    size_t count = work->nodes;
    for (size_t v = 0; v < work->nodes; v++) {
        size_t at = work->links + v;
        int in_two = is_site(work, at) || capacity_at(work, at) != ROUTES_CUT_UNLIMITED;
        work->out[v] = (uint32_t)(in_two ? count++ : v);
        work->net->pairs += (size_t)in_two + (work->role[v] != NO_ROLE);
    }
    for (size_t i = 0; i < work->links; i++)
        work->net->pairs += 1 + (size_t)has_back(work, i);
    work->net->source = (uint32_t)count++;
    work->net->sink = (uint32_t)count++;
    return count;
}

static void add_pair(struct work *work, uint32_t from, uint32_t to, int64_t there, int64_t back,
                     uint32_t site)
{
    routes_i_flow_net *net = work->net;
    size_t pair = net->pairs++;
    net->flow.head[2 * pair] = to;
    net->flow.head[2 * pair + 1] = from;
    net->there[pair] = from == to ? 0 : there;
    net->back[pair] = from == to ? 0 : back;
    net->of[pair] = site;
}

/* The capacity of what is at a place, as the net counts it. */
static int64_t room_at(const struct work *work, size_t at)
{
    int64_t capacity = capacity_at(work, at);
    if (work->site_of[at] != ROUTES_I_NO_SITE)
        return work->net->site[work->site_of[at]].capacity;
    return capacity == ROUTES_CUT_UNLIMITED ? work->net->infinite : capacity / work->net->unit;
}

static void add_pairs(struct work *work)
{
    const uint32_t *from = routes_graph_from(work->graph);
    const uint32_t *to = routes_graph_to(work->graph);
    work->net->pairs = 0;
    for (size_t i = 0; i < work->links; i++) {
        int64_t room = room_at(work, i);
        int back = has_back(work, i);
        int64_t same = routes_graph_both_ways(work->graph)[i] && !back ? room : 0;
        add_pair(work, work->out[from[i]], to[i], room, same, work->site_of[i]);
        if (back)
            add_pair(work, work->out[to[i]], from[i], room, 0, work->site_of[i]);
    }
    for (uint32_t v = 0; v < work->nodes; v++) {
        size_t at = work->links + v;
        if (work->out[v] != v)
            add_pair(work, v, work->out[v], room_at(work, at), 0, work->site_of[at]);
        if (work->role[v] == ORIGIN)
            add_pair(work, work->net->source, v, work->net->infinite, 0, ROUTES_I_NO_SITE);
        if (work->role[v] == DESTINATION)
            add_pair(work, work->out[v], work->net->sink, work->net->infinite, 0, ROUTES_I_NO_SITE);
    }
}

static routes_status make(struct work *work, routes_error *err)
{
    routes_i_flow_net *net = work->net;
    routes_status status = find_units(work, err);
    if (status)
        return status;
    net->site = routes_i_calloc(net->sites + 1, sizeof *net->site);
    net->state = routes_i_calloc(net->sites + 1, 1);
    net->is_cut = routes_i_calloc(net->sites + 1, 1);
    if (!net->site || !net->state || !net->is_cut)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu sites", net->sites);
    list_sites(work);
    size_t nodes = number_nodes(work);
    net->there = routes_i_calloc(net->pairs + 1, sizeof *net->there);
    net->back = routes_i_calloc(net->pairs + 1, sizeof *net->back);
    net->of = routes_i_calloc(net->pairs + 1, sizeof *net->of);
    net->reached = routes_i_calloc(nodes, 1);
    if (!net->there || !net->back || !net->of || !net->reached)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu arcs", net->pairs);
    status = routes_i_flow_new(&net->flow, nodes, 2 * net->pairs, err);
    if (!status)
        add_pairs(work);
    return status;
}

routes_status routes_i_flow_net_make(routes_i_flow_net *net, const routes_graph *graph,
                                     const uint32_t *origin, size_t origins,
                                     const uint32_t *destination, size_t destinations,
                                     const routes_interdict_options *options, routes_error *err)
{
    struct work work = {.net = net, .graph = graph, .use = options};
    *net = (routes_i_flow_net){0};
    work.links = routes_graph_links(graph);
    work.nodes = routes_graph_nodes(graph);
    work.all = work.links + work.nodes;
    work.role = routes_i_calloc(work.nodes + 1, 1);
    work.out = routes_i_calloc(work.nodes + 1, sizeof *work.out);
    work.site_of = routes_i_calloc(work.all + 1, sizeof *work.site_of);
    routes_status status = ROUTES_OK;
    if (!work.role || !work.out || !work.site_of)
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu links", work.links);
    if (!status)
        status = set_roles(&work, origin, origins, ORIGIN, err);
    if (!status)
        status = set_roles(&work, destination, destinations, DESTINATION, err);
    if (!status)
        status = make(&work, err);
    routes_i_free(work.role);
    routes_i_free(work.out);
    routes_i_free(work.site_of);
    return status;
}

void routes_i_flow_net_free(routes_i_flow_net *net)
{
    routes_i_flow_free(&net->flow);
    routes_i_free(net->there);
    routes_i_free(net->back);
    routes_i_free(net->of);
    routes_i_free(net->site);
    routes_i_free(net->state);
    routes_i_free(net->reached);
    routes_i_free(net->is_cut);
    *net = (routes_i_flow_net){0};
}

routes_status routes_i_flow_net_value(int64_t *value, routes_i_flow_net *net, routes_error *err)
{
    net->flows++;
    for (size_t i = 0; i < net->pairs; i++) {
        int open = net->of[i] == ROUTES_I_NO_SITE || net->state[net->of[i]] != ROUTES_I_WATCHED;
        net->flow.room[2 * i] = open ? net->there[i] : 0;
        net->flow.room[2 * i + 1] = open ? net->back[i] : 0;
    }
    return routes_i_flow_run(value, &net->flow, net->source, net->sink, net->unlimited, net->run,
                             err);
}

/* What an open site is priced at; whether that is less than it carries. */
static int64_t price_of(int *pays, const routes_i_flow_net *net, uint32_t site, int64_t price)
{
    int64_t capacity = net->site[site].capacity << net->shift;
    int64_t cost = net->site[site].cost;
    *pays = cost == 0 || price <= (capacity - 1) / cost;
    return *pays ? price * cost : capacity;
}

static void fill_priced(routes_i_flow_net *net, int64_t price)
{
    for (size_t i = 0; i < net->pairs; i++) {
        uint32_t site = net->of[i];
        int64_t there = net->there[i] << net->shift;
        int64_t back = net->back[i] << net->shift;
        if (site != ROUTES_I_NO_SITE && net->state[site] != ROUTES_I_LEFT) {
            int pays = 0;
            int64_t room =
                net->state[site] == ROUTES_I_WATCHED ? 0 : price_of(&pays, net, site, price);
            there = there ? room : 0;
            back = back ? room : 0;
        }
        net->flow.room[2 * i] = there;
        net->flow.room[2 * i + 1] = back;
    }
}

static void read_priced(routes_i_priced_cut *cut, routes_i_flow_net *net, int64_t price)
{
    routes_i_flow_reach(net->reached, &net->flow, net->source, 0);
    for (size_t a = 0; a < net->sites; a++)
        net->is_cut[a] = 0;
    for (size_t i = 0; i < net->pairs; i++) {
        int ahead = net->reached[net->flow.head[2 * i + 1]];
        int behind = net->reached[net->flow.head[2 * i]];
        int64_t capacity = ahead ? net->there[i] : net->back[i];
        uint32_t site = net->of[i];
        int pays = 0;
        if (ahead == behind || capacity == 0)
            continue;
        if (site != ROUTES_I_NO_SITE && net->state[site] == ROUTES_I_WATCHED)
            continue;
        if (site != ROUTES_I_NO_SITE && net->state[site] == ROUTES_I_OPEN_SITE)
            price_of(&pays, net, site, price);
        if (!pays) {
            cut->capacity += capacity;
        } else if (!net->is_cut[site]) {
            net->is_cut[site] = 1;
            cut->cost += net->site[site].cost;
        }
    }
}

routes_status routes_i_flow_net_price(routes_i_priced_cut *cut, routes_i_flow_net *net,
                                      int64_t price, routes_error *err)
{
    *cut = (routes_i_priced_cut){0, 0, 0};
    net->flows++;
    fill_priced(net, price);
    routes_status status = routes_i_flow_run(&cut->flow, &net->flow, net->source, net->sink,
                                             net->infinite << net->shift, net->run, err);
    if (!status)
        read_priced(cut, net, price);
    return status;
}
