/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/cut.h"

#include "analysis/flow/max_flow.h"
#include "core/fail.h"
#include "core/memory.h"
#include "core/options.h"
#include "core/run.h"

struct routes_cut {
    int64_t value;
    routes_cut_members members[4]; /* by routes_cut_which */
    uint32_t *numbers;             /* what they point into */
    uint32_t *any;                 /* and what the last one does */
    unsigned char *side;           /* [nodes] */
    int64_t *flow;                 /* [links] */
};

/* The graph with every node of limited capacity in two, `v` to enter and `out[v]` to leave, joined
 * by an arc of that capacity. Pairs of arcs: one a link, a second for the way back where an end is
 * in two, then the inner ones of nodes, then those from the source and to the sink. */
struct work {
    const routes_graph *graph;
    const int64_t *link_capacity;
    const int64_t *node_capacity;
    unsigned char *role; /* [nodes] */
    uint32_t *out;       /* [nodes] */
    size_t split;
    size_t arcs;
    int64_t infinite; /* above every cut that is one */
    routes_i_flow flow;
    unsigned char *first; /* [flow.nodes] the origins' side of the cut nearest to them */
    unsigned char *last;  /* [flow.nodes] 1: not on the origins' side of the cut farthest off */
    uint32_t *part;       /* [flow.nodes] strongly connected parts of the room that is left */
    uint32_t *scratch;    /* [3 * flow.nodes] */
    unsigned char *reach; /* [flow.nodes] */
};

enum role { NO_ROLE, ORIGIN, DESTINATION };

static void free_work(struct work *work)
{
    routes_i_free(work->role);
    routes_i_free(work->out);
    routes_i_free(work->first);
    routes_i_free(work->last);
    routes_i_free(work->part);
    routes_i_free(work->scratch);
    routes_i_free(work->reach);
    routes_i_flow_free(&work->flow);
}

static int64_t capacity_of(const struct work *work, size_t link)
{
    return work->link_capacity ? work->link_capacity[link] : 1;
}

static routes_status add_capacity(int64_t *sum, int64_t capacity, const char *what, size_t at,
                                  routes_error *err)
{
    if (capacity == ROUTES_CUT_UNLIMITED)
        return ROUTES_OK;
    if (capacity < 0)
        return routes_i_fail(err, ROUTES_E_DATA, "%s[%zu] is %lld, must be 0 or above", what, at,
                             (long long)capacity);
    if (capacity > ROUTES_CUT_MOST - *sum)
        return routes_i_fail(err, ROUTES_E_DATA,
                             "%s[%zu] is %lld; all capacities together must not be above %lld",
                             what, at, (long long)capacity, (long long)ROUTES_CUT_MOST);
    *sum += capacity;
    return ROUTES_OK;
}

static routes_status sum_capacities(struct work *work, routes_error *err)
{
    int64_t sum = 0;
    routes_status status = ROUTES_OK;
    for (size_t i = 0; i < routes_graph_links(work->graph) && !status; i++)
        status = add_capacity(&sum, capacity_of(work, i), "link_capacity", i, err);
    for (size_t v = 0; work->node_capacity && v < routes_graph_nodes(work->graph) && !status; v++)
        status = add_capacity(&sum, work->node_capacity[v], "node_capacity", v, err);
    work->infinite = sum + 1;
    return status;
}

static routes_status set_roles(struct work *work, const uint32_t *node, size_t count,
                               unsigned char role, routes_error *err)
{
    const char *what = role == ORIGIN ? "origin" : "destination";
    size_t nodes = routes_graph_nodes(work->graph);
    if (!node || count == 0)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "%s must name at least one node", what);
    for (size_t i = 0; i < count; i++) {
        if (node[i] >= nodes)
            return routes_i_fail(err, ROUTES_E_ARGUMENT,
                                 "%s[%zu] is %lu, must be below the %zu nodes", what, i,
                                 (unsigned long)node[i], nodes);
        if (work->role[node[i]] != NO_ROLE && work->role[node[i]] != role)
            return routes_i_fail(err, ROUTES_E_DATA,
                                 "%s[%zu]: node %lu is an origin too, and nothing parts it from "
                                 "itself",
                                 what, i, (unsigned long)node[i]);
        work->role[node[i]] = role;
    }
    return ROUTES_OK;
}

static int is_split(const struct work *work, uint32_t node)
{
    return work->out[node] != node;
}

/* Whether the way back of a link needs arcs of its own. */
static int has_back(const struct work *work, size_t link)
{
    return routes_graph_both_ways(work->graph)[link] &&
           (is_split(work, routes_graph_from(work->graph)[link]) ||
            is_split(work, routes_graph_to(work->graph)[link]));
}

static void number_nodes(struct work *work)
{
    size_t nodes = routes_graph_nodes(work->graph);
    size_t pairs = routes_graph_links(work->graph);
    for (size_t v = 0; v < nodes; v++) {
        int limited = work->node_capacity && work->node_capacity[v] != ROUTES_CUT_UNLIMITED;
        work->out[v] = (uint32_t)(limited ? nodes + work->split++ : v);
        pairs += work->role[v] != NO_ROLE;
    }
    for (size_t i = 0; i < routes_graph_links(work->graph); i++)
        pairs += (size_t)has_back(work, i);
    work->arcs = 2 * (pairs + work->split);
}

static uint32_t source_of(const struct work *work)
{
    return (uint32_t)(work->flow.nodes - 2);
}

static uint32_t sink_of(const struct work *work)
{
    return (uint32_t)(work->flow.nodes - 1);
}

static void fill_arcs(struct work *work)
{
    const uint32_t *from = routes_graph_from(work->graph);
    const uint32_t *to = routes_graph_to(work->graph);
    const unsigned char *both = routes_graph_both_ways(work->graph);
    size_t links = routes_graph_links(work->graph);
    size_t arc = 2 * links;
    for (size_t i = 0; i < links; i++) {
        int64_t given = capacity_of(work, i);
        int64_t room = given == ROUTES_CUT_UNLIMITED ? work->infinite : given;
        if (from[i] == to[i])
            room = 0;
        int back = has_back(work, i);
        routes_i_flow_set(&work->flow, 2 * i, work->out[from[i]], to[i], room,
                          both[i] && !back ? room : 0);
        if (back) {
            routes_i_flow_set(&work->flow, arc, work->out[to[i]], from[i], room, 0);
            arc += 2;
        }
    }
    for (uint32_t v = 0; v < routes_graph_nodes(work->graph); v++) {
        if (is_split(work, v)) {
            routes_i_flow_set(&work->flow, arc, v, work->out[v], work->node_capacity[v], 0);
            arc += 2;
        }
        if (work->role[v] == ORIGIN)
            routes_i_flow_set(&work->flow, arc, source_of(work), v, work->infinite, 0);
        else if (work->role[v] == DESTINATION)
            routes_i_flow_set(&work->flow, arc, work->out[v], sink_of(work), work->infinite, 0);
        arc += work->role[v] == NO_ROLE ? 0 : 2;
    }
}

static routes_status make_flow(struct work *work, const uint32_t *origin, size_t origins,
                               const uint32_t *destination, size_t destinations, routes_error *err)
{
    size_t nodes = routes_graph_nodes(work->graph);
    work->role = routes_i_calloc(nodes, 1);
    work->out = routes_i_calloc(nodes, sizeof *work->out);
    if (!work->role || !work->out)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a cut of %zu nodes", nodes);
    routes_status status = set_roles(work, origin, origins, ORIGIN, err);
    if (!status)
        status = set_roles(work, destination, destinations, DESTINATION, err);
    if (!status)
        status = sum_capacities(work, err);
    if (status)
        return status;
    number_nodes(work);
    status = routes_i_flow_new(&work->flow, nodes + work->split + 2, work->arcs, err);
    if (status)
        return status;
    fill_arcs(work);
    work->first = routes_i_calloc(work->flow.nodes, 1);
    work->last = routes_i_calloc(work->flow.nodes, 1);
    work->part = routes_i_calloc(work->flow.nodes, sizeof *work->part);
    work->scratch = routes_i_calloc(work->flow.nodes, 3 * sizeof *work->scratch);
    work->reach = routes_i_calloc(work->flow.nodes, 1);
    if (!work->first || !work->last || !work->part || !work->scratch || !work->reach)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a cut of %zu nodes", nodes);
    return ROUTES_OK;
}

/* What flows along the links. The room of both arcs of a pair sums to what it was at first. */
static void read_flow(int64_t *flow, const struct work *work)
{
    const int64_t *room = work->flow.room;
    size_t links = routes_graph_links(work->graph);
    size_t arc = 2 * links;
    for (size_t i = 0; i < links; i++) {
        int back = has_back(work, i);
        if (routes_graph_both_ways(work->graph)[i] && !back)
            flow[i] = (room[2 * i + 1] - room[2 * i]) / 2;
        else
            flow[i] = room[2 * i + 1];
        if (back) {
            flow[i] -= room[arc + 1];
            arc += 2;
        }
    }
}

/* Where a cut runs: it takes what begins in the origins' side of one set and ends outside the
 * origins' side of another. The two are the same for the extreme cuts; what begins in the smallest
 * side and ends outside the largest is in every minimum cut. */
struct sides {
    const unsigned char *from;
    unsigned char from_in; /* what `from` says of nodes on the origins' side */
    const unsigned char *to;
    unsigned char to_in;
};

static struct sides sides_of(const struct work *work, routes_cut_which which)
{
    const struct sides sides[] = {
        {work->first, 1, work->first, 1},
        {work->last, 0, work->last, 0},
        {work->first, 1, work->last, 0},
    };
    return sides[which];
}

static int leads_out(const struct sides *sides, uint32_t from, uint32_t to)
{
    return sides->from[from] == sides->from_in && sides->to[to] != sides->to_in;
}

static int link_is_cut(const struct work *work, const struct sides *sides, size_t link)
{
    uint32_t from = routes_graph_from(work->graph)[link];
    uint32_t to = routes_graph_to(work->graph)[link];
    if (from == to)
        return 0;
    return leads_out(sides, work->out[from], to) ||
           (routes_graph_both_ways(work->graph)[link] && leads_out(sides, work->out[to], from));
}

static int node_is_cut(const struct work *work, const struct sides *sides, uint32_t node)
{
    return is_split(work, node) && leads_out(sides, node, work->out[node]);
}

/* Whether some minimum cut runs between two nodes: whether a set that nothing leaves along room
 * that is left can hold the one, with the origins, and not the other, nor a destination. Where
 * something flows from the one to the other, the way back has room, and it is enough that they are
 * in two parts (Picard and Queyranne). A capacity of 0 is looked at by a search of its own. */
static int may_part(struct work *work, uint32_t from, uint32_t to, int64_t capacity)
{
    if (work->last[from] || work->first[to])
        return 0;
    if (capacity > 0)
        return work->part[from] != work->part[to];
    routes_i_flow_reach(work->reach, &work->flow, from, 0);
    return !work->reach[to];
}

/* The room left from one node to the other, of the pair that starts at `arc`. */
static int is_full(const struct work *work, size_t arc)
{
    return work->flow.room[arc] == 0;
}

static int link_may_be_cut(struct work *work, size_t link, size_t back)
{
    uint32_t from = routes_graph_from(work->graph)[link];
    uint32_t to = routes_graph_to(work->graph)[link];
    int64_t capacity = capacity_of(work, link);
    if (from == to || capacity == ROUTES_CUT_UNLIMITED)
        return 0;
    if (is_full(work, 2 * link) && may_part(work, work->out[from], to, capacity))
        return 1;
    if (!routes_graph_both_ways(work->graph)[link])
        return 0;
    return is_full(work, back ? back : 2 * link + 1) &&
           may_part(work, work->out[to], from, capacity);
}

/* Marks what is in at least one minimum cut: links, then nodes. */
static void find_any(unsigned char *any, struct work *work)
{
    size_t links = routes_graph_links(work->graph);
    size_t arc = 2 * links;
    for (size_t i = 0; i < links; i++) {
        int back = has_back(work, i);
        any[i] = (unsigned char)link_may_be_cut(work, i, back ? arc : 0);
        arc += back ? 2 : 0;
    }
    for (uint32_t v = 0; v < routes_graph_nodes(work->graph); v++) {
        if (is_split(work, v)) {
            any[links + v] =
                is_full(work, arc) && may_part(work, v, work->out[v], work->node_capacity[v]);
            arc += 2;
        }
        arc += work->role[v] == NO_ROLE ? 0 : 2;
    }
}

/* Writes the members at `numbers` when there are any to write; returns how many there are and adds
 * up what they cost. */
static size_t list_members(routes_cut_members *members, uint32_t *numbers, int64_t *cost,
                           const struct work *work, routes_cut_which which)
{
    struct sides sides = sides_of(work, which);
    size_t size = 0;
    *cost = 0;
    for (size_t i = 0; i < routes_graph_links(work->graph); i++) {
        if (!link_is_cut(work, &sides, i))
            continue;
        *cost += capacity_of(work, i);
        if (numbers)
            numbers[size] = (uint32_t)i;
        size++;
    }
    *members = (routes_cut_members){.links = size, .link = numbers};
    for (uint32_t v = 0; v < routes_graph_nodes(work->graph); v++) {
        if (!node_is_cut(work, &sides, v))
            continue;
        *cost += work->node_capacity[v];
        if (numbers)
            numbers[size] = v;
        size++;
    }
    members->nodes = size - members->links;
    members->node = numbers ? numbers + members->links : NULL;
    return size;
}

static routes_status keep_any(routes_cut *cut, struct work *work, routes_error *err)
{
    size_t links = routes_graph_links(work->graph), nodes = routes_graph_nodes(work->graph);
    routes_cut_members *members = &cut->members[ROUTES_CUT_ANY];
    unsigned char *any = routes_i_calloc(links + nodes, 1);
    size_t size = 0;
    if (!any)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for the links of all cuts");
    routes_i_flow_parts(work->part, work->scratch, &work->flow);
    find_any(any, work);
    for (size_t i = 0; i < links + nodes; i++)
        size += any[i];
    cut->any = routes_i_calloc(size, sizeof *cut->any);
    if (!cut->any) {
        routes_i_free(any);
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for the links of all cuts");
    }
    size = 0;
    for (size_t i = 0; i < links; i++)
        if (any[i])
            cut->any[size++] = (uint32_t)i;
    *members = (routes_cut_members){.links = size, .link = cut->any, .node = cut->any + size};
    for (size_t v = 0; v < nodes; v++)
        if (any[links + v])
            cut->any[size++] = (uint32_t)v;
    members->nodes = size - members->links;
    routes_i_free(any);
    return ROUTES_OK;
}

static routes_status keep_members(routes_cut *cut, const struct work *work, routes_error *err)
{
    size_t sizes[3];
    int64_t cost;
    for (int which = 0; which < 3; which++)
        sizes[which] =
            list_members(&cut->members[which], NULL, &cost, work, (routes_cut_which)which);
    cut->numbers = routes_i_calloc(sizes[0] + sizes[1] + sizes[2], sizeof *cut->numbers);
    if (!cut->numbers)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for the links of a cut");
    uint32_t *at = cut->numbers;
    for (int which = 0; which < 3; which++) {
        list_members(&cut->members[which], at, &cost, work, (routes_cut_which)which);
        at += sizes[which];
        if (which != ROUTES_CUT_SHARED && cost != cut->value)
            return routes_i_fail(err, ROUTES_E_DEPENDENCY,
                                 "a cut of %lld does not prove a flow of %lld: a fault of "
                                 "libroutes",
                                 (long long)cost, (long long)cut->value);
    }
    return ROUTES_OK;
}

/* A flow within capacities, in balance at every node but the ends, which balance it together. */
static routes_status check_flow(const routes_cut *cut, const struct work *work, routes_error *err)
{
    size_t nodes = routes_graph_nodes(work->graph);
    int64_t sent = 0;
    int64_t taken = 0;
    int64_t *gain = routes_i_calloc(nodes, sizeof *gain);
    if (!gain)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory to check a flow");
    int sound = 1;
    for (size_t i = 0; i < routes_graph_links(work->graph); i++) {
        int64_t flow = cut->flow[i];
        int64_t most = capacity_of(work, i);
        sound &= flow <= most && flow >= (routes_graph_both_ways(work->graph)[i] ? -most : 0);
        gain[routes_graph_from(work->graph)[i]] -= flow;
        gain[routes_graph_to(work->graph)[i]] += flow;
    }
    for (size_t v = 0; v < nodes; v++) {
        sent -= work->role[v] == ORIGIN ? gain[v] : 0;
        taken += work->role[v] == DESTINATION ? gain[v] : 0;
        sound &= work->role[v] != NO_ROLE || gain[v] == 0;
    }
    routes_i_free(gain);
    if (sound && sent == cut->value && taken == cut->value)
        return ROUTES_OK;
    return routes_i_fail(err, ROUTES_E_DEPENDENCY, "a flow of %lld is none: a fault of libroutes",
                         (long long)cut->value);
}

static routes_status read_cut(routes_cut *cut, struct work *work, routes_error *err)
{
    size_t nodes = routes_graph_nodes(work->graph);
    cut->side = routes_i_calloc(nodes, 1);
    cut->flow = routes_i_calloc(routes_graph_links(work->graph), sizeof *cut->flow);
    if (!cut->side || !cut->flow)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for the sides of a cut");
    routes_i_flow_reach(work->first, &work->flow, source_of(work), 0);
    routes_i_flow_reach(work->last, &work->flow, sink_of(work), 1);
    for (size_t v = 0; v < nodes; v++)
        cut->side[v] = work->first[work->out[v]]  ? ROUTES_CUT_WITH_ORIGINS
                       : work->last[work->out[v]] ? ROUTES_CUT_WITH_DESTINATIONS
                                                  : ROUTES_CUT_BETWEEN;
    read_flow(cut->flow, work);
    routes_status status = check_flow(cut, work, err);
    if (!status)
        status = keep_members(cut, work, err);
    return status ? status : keep_any(cut, work, err);
}

static routes_status find_cut(routes_cut *cut, struct work *work, const routes_run *run,
                              routes_error *err)
{
    routes_status status = routes_i_flow_run(&cut->value, &work->flow, source_of(work),
                                             sink_of(work), work->infinite, run, err);
    if (!status && cut->value == work->infinite)
        status = routes_i_fail(err, ROUTES_E_NOT_FOUND,
                               "there is no cut: a way between them has no limited capacity");
    return status ? status : read_cut(cut, work, err);
}

routes_status routes_cut_new(routes_cut **cut, const routes_graph *graph,
                             const int64_t *link_capacity, const uint32_t *origin, size_t origins,
                             const uint32_t *destination, size_t destinations,
                             const routes_cut_options *options, routes_error *err)
{
    if (!cut)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "cut must not be null");
    *cut = NULL;
    if (!graph)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "graph must not be null");
    routes_cut_options use;
    routes_run run;
    routes_status status = routes_i_options_read(&use, sizeof use, options, err);
    if (!status)
        status = routes_i_run_read(&run, use.run, err);
    if (status)
        return status;

    struct work work = {
        .graph = graph, .link_capacity = link_capacity, .node_capacity = use.node_capacity};
    routes_cut *made = routes_i_calloc(1, sizeof *made);
    if (!made)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a cut");
    status = make_flow(&work, origin, origins, destination, destinations, err);
    if (!status)
        status = find_cut(made, &work, &run, err);
    free_work(&work);
    if (status) {
        routes_cut_free(made);
        return status;
    }
    *cut = made;
    return ROUTES_OK;
}

void routes_cut_free(routes_cut *cut)
{
    if (!cut)
        return;
    routes_i_free(cut->numbers);
    routes_i_free(cut->any);
    routes_i_free(cut->side);
    routes_i_free(cut->flow);
    routes_i_free(cut);
}

int64_t routes_cut_value(const routes_cut *cut)
{
    return cut->value;
}

routes_cut_members routes_cut_find(const routes_cut *cut, routes_cut_which which)
{
    return cut->members[which];
}

const unsigned char *routes_cut_sides(const routes_cut *cut)
{
    return cut->side;
}

const int64_t *routes_cut_flow(const routes_cut *cut)
{
    return cut->flow;
}
