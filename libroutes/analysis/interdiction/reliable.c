/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analysis/interdiction/reliable.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/fail.h"
#include "core/memory.h"

/* What is laid out. */
struct given {
    const routes_graph *graph;
    const routes_interdict_scenarios *scenarios;
    const routes_interdict_reliable_options *options;
    size_t links, nodes;
    uint32_t *ours;  /* [links + nodes] our number of each site that matters */
    uint32_t *front; /* [nodes] what ways enter before the node: itself, or the node before it */
};

static double open_of(const struct given *given, size_t link)
{
    const double *reliability = routes_graph_reliability(given->graph);
    return reliability && !isnan(reliability[link]) ? reliability[link] : 1;
}

/* Chance to pass a site when it is watched; NaN: it is none. Links come first, then nodes. */
static double watched_of(const struct given *given, size_t site)
{
    const double *link = given->options->link_watched;
    const double *node = given->options->node_watched;
    if (site < given->links)
        return link ? link[site] : NAN;
    return node ? node[site - given->links] : NAN;
}

static double cost_of(const struct given *given, size_t site)
{
    const double *link = given->options->link_cost;
    const double *node = given->options->node_cost;
    if (site < given->links)
        return link ? link[site] : 1;
    return node ? node[site - given->links] : 1;
}

static int rule_of(const struct given *given, size_t site)
{
    const unsigned char *link = given->options->link_rule;
    const unsigned char *node = given->options->node_rule;
    if (site < given->links)
        return link ? link[site] : ROUTES_INTERDICT_FREE;
    return node ? node[site - given->links] : ROUTES_INTERDICT_FREE;
}

static routes_status check_site(const struct given *given, size_t site, routes_error *err)
{
    bool is_link = site < given->links;
    const char *what = is_link ? "link" : "node";
    size_t number = is_link ? site : site - given->links;
    double open = is_link ? open_of(given, site) : 1;
    double watched = watched_of(given, site);
    double cost = cost_of(given, site);
    if (watched < 0 || watched > open)
        return routes_i_fail(err, ROUTES_E_DATA,
                             "%s_watched[%zu] is %g, must be 0 to the chance without, %g", what,
                             number, watched, open);
    if (!(cost >= 0 && cost < INFINITY))
        return routes_i_fail(err, ROUTES_E_DATA, "%s_cost[%zu] is %g, must be at least 0", what,
                             number, cost);
    if (rule_of(given, site) > ROUTES_INTERDICT_FORBIDDEN)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "%s_rule[%zu] is %d, which is none", what,
                             number, rule_of(given, site));
    if (isnan(watched) && rule_of(given, site) == ROUTES_INTERDICT_FIXED)
        return routes_i_fail(err, ROUTES_E_DATA, "%s %zu is fixed, but cannot be watched", what,
                             number);
    return ROUTES_OK;
}

static routes_status check_scenarios(const struct given *given, routes_error *err)
{
    const routes_interdict_scenarios *scenarios = given->scenarios;
    for (size_t i = 0; i < scenarios->count; i++) {
        if (scenarios->origin[i] >= given->nodes || scenarios->destination[i] >= given->nodes)
            return routes_i_fail(
                err, ROUTES_E_DATA, "scenario %zu goes from node %u to %u, there are %zu", i,
                (unsigned)scenarios->origin[i], (unsigned)scenarios->destination[i], given->nodes);
        if (scenarios->weight && !(scenarios->weight[i] >= 0 && scenarios->weight[i] < INFINITY))
            return routes_i_fail(err, ROUTES_E_DATA, "weight[%zu] is %g, must be at least 0", i,
                                 scenarios->weight[i]);
    }
    return ROUTES_OK;
}

static routes_status check(const struct given *given, routes_error *err)
{
    routes_status status = ROUTES_OK;
    for (size_t s = 0; !status && s < given->links + given->nodes; s++)
        status = check_site(given, s, err);
    return status ? status : check_scenarios(given, err);
}

/* Whether watching a site changes a chance. */
static bool counts(const struct given *given, size_t site)
{
    double watched = watched_of(given, site);
    double open = site < given->links ? open_of(given, site) : 1;
    bool loop = site < given->links &&
                routes_graph_from(given->graph)[site] == routes_graph_to(given->graph)[site];
    return !loop && watched < open && rule_of(given, site) != ROUTES_INTERDICT_FORBIDDEN;
}

/* Numbers the sites that matter. */
static routes_status number_sites(routes_i_reliable *made, struct given *given, routes_error *err)
{
    size_t all = given->links + given->nodes;
    for (size_t s = 0; s < all; s++) {
        bool fixed = rule_of(given, s) == ROUTES_INTERDICT_FIXED;
        made->sites += counts(given, s);
        made->idle_count += fixed && !counts(given, s);
        made->fixed_cost += fixed ? cost_of(given, s) : 0;
    }
    made->given_site = routes_i_calloc(made->sites + 1, sizeof *made->given_site);
    made->cost = routes_i_calloc(made->sites + 1, sizeof *made->cost);
    made->fixed = routes_i_calloc(made->sites + 1, 1);
    made->idle = routes_i_calloc(made->idle_count + 1, sizeof *made->idle);
    if (!made->given_site || !made->cost || !made->fixed || !made->idle)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu sites", all);
    uint32_t next = 0;
    size_t idle = 0;
    for (size_t s = 0; s < all; s++) {
        bool fixed = rule_of(given, s) == ROUTES_INTERDICT_FIXED;
        given->ours[s] = ROUTES_GRAPH_NONE;
        if (!counts(given, s)) {
            if (fixed)
                made->idle[idle++] = (uint32_t)s;
            continue;
        }
        made->given_site[next] = (uint32_t)s;
        made->cost[next] = cost_of(given, s);
        made->fixed[next] = fixed;
        given->ours[s] = next++;
    }
    return ROUTES_OK;
}

/* A node that can be watched has another before it, which all ways to it enter. */
static void place_fronts(routes_i_reliable *made, struct given *given)
{
    made->given_nodes = given->nodes;
    made->given_links = given->links;
    made->nodes = given->nodes;
    for (size_t v = 0; v < given->nodes; v++)
        given->front[v] = given->ours[given->links + v] == ROUTES_GRAPH_NONE
                              ? (uint32_t)v
                              : (uint32_t)made->nodes++;
}

/* Arcs in order of links, each there and back, then of nodes: counts them by head, or puts each
 * where its head's next one stands. */
static void walk_arcs(routes_i_reliable *made, uint32_t *at, const struct given *given, bool put)
{
    const unsigned char *both = routes_graph_both_ways(given->graph);
    for (size_t i = 0; i < given->links; i++) {
        uint32_t from = routes_graph_from(given->graph)[i];
        uint32_t to = routes_graph_to(given->graph)[i];
        double open = open_of(given, i);
        uint32_t site = given->ours[i];
        double watched = site == ROUTES_GRAPH_NONE ? open : watched_of(given, i);
        for (int back = 0; from != to && open > 0 && back < 1 + (both[i] != 0); back++) {
            uint32_t head = given->front[back ? from : to];
            uint32_t place = at[head]++;
            if (put)
                made->arc[place] = (routes_i_reliable_arc){open, watched, back ? to : from,
                                                           head, site,    (uint32_t)i};
        }
    }
    for (uint32_t v = 0; v < given->nodes; v++) {
        if (given->front[v] == v)
            continue;
        uint32_t place = at[v]++;
        if (put)
            made->arc[place] =
                (routes_i_reliable_arc){1, watched_of(given, given->links + v), given->front[v],
                                        v, given->ours[given->links + v],       ROUTES_GRAPH_NONE};
    }
}

/* Arcs by head; those that nobody takes are left out. */
static routes_status lay_arcs(routes_i_reliable *made, struct given *given, routes_error *err)
{
    size_t most = 2 * given->links + given->nodes + 1;
    place_fronts(made, given);
    made->start = routes_i_calloc(made->nodes + 2, sizeof *made->start);
    made->arc = routes_i_calloc(most, sizeof *made->arc);
    if (!made->start || !made->arc)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu links", given->links);
    /* Counted two places on; filling then leaves each start where the next begins. */
    walk_arcs(made, made->start + 2, given, false);
    for (size_t v = 2; v < made->nodes + 2; v++)
        made->start[v] += made->start[v - 1];
    walk_arcs(made, made->start + 1, given, true);
    made->arcs = made->start[made->nodes];
    return ROUTES_OK;
}

/* A scenario as given, for sorting. */
struct pair {
    uint32_t destination, origin;
    size_t given;
};

static int compare(const void *left, const void *right)
{
    const struct pair *a = left;
    const struct pair *b = right;
    if (a->destination != b->destination)
        return a->destination < b->destination ? -1 : 1;
    if (a->origin != b->origin)
        return a->origin < b->origin ? -1 : 1;
    return a->given < b->given ? -1 : a->given > b->given;
}

static void merge(routes_i_reliable *made, const struct pair *pairs, const double *weight)
{
    for (size_t i = 0; i < made->given; i++) {
        bool first = i == 0 || pairs[i].destination != pairs[i - 1].destination;
        if (first) {
            made->destination[made->groups] = pairs[i].destination;
            made->first[made->groups++] = made->scenarios;
        }
        if (first || pairs[i].origin != pairs[i - 1].origin)
            made->origin[made->scenarios++] = pairs[i].origin;
        size_t at = made->scenarios - 1;
        made->weight[at] += weight ? weight[pairs[i].given] : 1;
        made->merged[pairs[i].given] = at;
    }
    made->first[made->groups] = made->scenarios;
}

static routes_status group(routes_i_reliable *made, const routes_interdict_scenarios *scenarios,
                           routes_error *err)
{
    size_t n = scenarios->count;
    made->given = n;
    made->origin = routes_i_calloc(n + 1, sizeof *made->origin);
    made->weight = routes_i_calloc(n + 1, sizeof *made->weight);
    made->destination = routes_i_calloc(n + 1, sizeof *made->destination);
    made->first = routes_i_calloc(n + 2, sizeof *made->first);
    made->merged = routes_i_calloc(n + 1, sizeof *made->merged);
    struct pair *pairs = routes_i_calloc(n + 1, sizeof *pairs);
    bool whole =
        made->origin && made->weight && made->destination && made->first && made->merged && pairs;
    if (whole) {
        for (size_t i = 0; i < n; i++)
            pairs[i] = (struct pair){scenarios->destination[i], scenarios->origin[i], i};
        qsort(pairs, n, sizeof *pairs, compare);
        merge(made, pairs, scenarios->weight);
    }
    routes_i_free(pairs);
    if (whole)
        return ROUTES_OK;
    return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu scenarios", n);
}

/* The chances with nothing watched and with everything watched. */
static routes_status bound(routes_i_reliable *made, routes_error *err)
{
    routes_i_reliable_search search;
    made->best = routes_i_calloc(made->groups * made->nodes + 1, sizeof *made->best);
    made->most = routes_i_calloc(made->scenarios + 1, sizeof *made->most);
    made->least = routes_i_calloc(made->scenarios + 1, sizeof *made->least);
    if (!made->best || !made->most || !made->least)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu destinations of %zu nodes",
                             made->groups, made->nodes);
    routes_status status = routes_i_reliable_search_make(&search, made, err);
    if (status)
        return status;
    for (size_t g = 0; g < made->groups; g++) {
        for (size_t a = 0; a < made->arcs; a++)
            search.factor[a] = made->arc[a].open;
        routes_i_reliable_search_run(&search, g);
        memcpy(made->best + g * made->nodes, search.chance, made->nodes * sizeof *made->best);
        for (size_t i = made->first[g]; i < made->first[g + 1]; i++)
            made->most[i] = search.chance[made->origin[i]];
        for (size_t a = 0; a < made->arcs; a++)
            search.factor[a] = made->arc[a].watched;
        routes_i_reliable_search_run(&search, g);
        for (size_t i = made->first[g]; i < made->first[g + 1]; i++)
            made->least[i] = search.chance[made->origin[i]];
    }
    routes_i_reliable_search_free(&search);
    return ROUTES_OK;
}

static routes_status make(routes_i_reliable *made, struct given *given, routes_error *err)
{
    given->ours = routes_i_calloc(given->links + given->nodes + 1, sizeof *given->ours);
    given->front = routes_i_calloc(given->nodes + 1, sizeof *given->front);
    routes_status status = ROUTES_OK;
    if (!given->ours || !given->front)
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu links", given->links);
    if (!status)
        status = number_sites(made, given, err);
    if (!status)
        status = lay_arcs(made, given, err);
    if (!status)
        status = group(made, given->scenarios, err);
    if (!status)
        status = bound(made, err);
    routes_i_free(given->ours);
    routes_i_free(given->front);
    return status;
}

routes_status routes_i_reliable_make(routes_i_reliable *made, const routes_graph *graph,
                                     const routes_interdict_scenarios *scenarios,
                                     const routes_interdict_reliable_options *options,
                                     routes_error *err)
{
    *made = (routes_i_reliable){0};
    if (!graph || !scenarios ||
        (scenarios->count && (!scenarios->origin || !scenarios->destination)))
        return routes_i_fail(err, ROUTES_E_ARGUMENT,
                             "graph, scenarios, origin and destination must not be null");
    struct given given = {.graph = graph, .scenarios = scenarios, .options = options};
    given.links = routes_graph_links(graph);
    given.nodes = routes_graph_nodes(graph);
    routes_status status = check(&given, err);
    if (!status && 2 * given.nodes >= ROUTES_GRAPH_NONE)
        status = routes_i_fail(err, ROUTES_E_ARGUMENT, "%zu nodes are too many", given.nodes);
    if (!status)
        status = make(made, &given, err);
    if (status)
        routes_i_reliable_free(made);
    return status;
}

void routes_i_reliable_free(routes_i_reliable *problem)
{
    routes_i_free(problem->start);
    routes_i_free(problem->arc);
    routes_i_free(problem->given_site);
    routes_i_free(problem->cost);
    routes_i_free(problem->fixed);
    routes_i_free(problem->idle);
    routes_i_free(problem->origin);
    routes_i_free(problem->weight);
    routes_i_free(problem->destination);
    routes_i_free(problem->first);
    routes_i_free(problem->merged);
    routes_i_free(problem->best);
    routes_i_free(problem->most);
    routes_i_free(problem->least);
    *problem = (routes_i_reliable){0};
}
