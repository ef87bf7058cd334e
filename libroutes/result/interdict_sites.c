/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "result/interdict_sites.h"

#include <math.h>
#include <string.h>

#include "core/fail.h"
#include "core/memory.h"
#include "core/text.h"
#include "result/decimals.h"
#include "routes/decimal.h"

#define NO_ROW SIZE_MAX

static const routes_table *table_of(const routes_i_sites *sites, size_t at)
{
    return at < sites->links ? sites->use->links : sites->use->nodes;
}

/* What a column says of a link or node; null where it says nothing. */
static const char *cell(const routes_i_sites *sites, size_t at, const char *column)
{
    const routes_table *table = table_of(sites, at);
    return table && sites->row[at] != NO_ROW ? routes_table_text_at(table, column, sites->row[at])
                                             : NULL;
}

static routes_status find_rows(routes_i_sites *sites, routes_error *err)
{
    const routes_table *nodes = sites->use->nodes;
    if (sites->use->links && routes_table_rows(sites->use->links) != sites->links)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "links has %zu rows, the network %zu links",
                             routes_table_rows(sites->use->links), sites->links);
    for (size_t at = 0; at < sites->all; at++)
        sites->row[at] = at < sites->links ? at : NO_ROW;
    for (size_t row = 0; nodes && row < routes_table_rows(nodes); row++) {
        const char *id = routes_table_text_at(nodes, "id", row);
        uint32_t node = id ? routes_network_find(sites->network, id) : ROUTES_GRAPH_NONE;
        if (node == ROUTES_GRAPH_NONE)
            return routes_i_fail(err, ROUTES_E_DATA, "nodes row %zu id: no node is called \"%s\"",
                                 row + 2, id ? id : "");
        sites->row[sites->links + node] = row;
    }
    return ROUTES_OK;
}

/* Whether a link or node is of what was asked for. */
static int is_asked(const routes_i_sites *sites, size_t at)
{
    routes_interdict_sites asked = sites->use->sites;
    if (at < sites->links)
        return asked == ROUTES_INTERDICT_LINKS || asked == ROUTES_INTERDICT_BOTH;
    routes_node_kind kind = routes_network_node(sites->network, at - sites->links)->kind;
    if (asked == ROUTES_INTERDICT_CROSSINGS)
        return kind == ROUTES_NODE_CROSSING;
    return asked != ROUTES_INTERDICT_LINKS && kind != ROUTES_NODE_DIFFUSE;
}

static routes_status read_watchable(unsigned char *may, const routes_i_sites *sites, size_t at,
                                    routes_error *err)
{
    const char *text = cell(sites, at, "watchable");
    int yes = text && (!strcmp(text, "yes") || !strcmp(text, "true") || !strcmp(text, "1"));
    int no = !text || !strcmp(text, "no") || !strcmp(text, "false") || !strcmp(text, "0");
    if (!yes && !no)
        return routes_i_fail(err, ROUTES_E_DATA, "%s row %zu watchable: \"%s\" must be yes or no",
                             routes_table_name(table_of(sites, at)), sites->row[at] + 2, text);
    *may = (unsigned char)yes;
    return ROUTES_OK;
}

static routes_status find_sites(routes_i_sites *sites, routes_error *err)
{
    const int stated[] = {routes_i_decimals_stated(sites->use->links, "watchable"),
                          routes_i_decimals_stated(sites->use->nodes, "watchable")};
    routes_status status = ROUTES_OK;
    for (size_t at = 0; at < sites->all && !status; at++) {
        sites->may[at] = (unsigned char)is_asked(sites, at);
        if (sites->may[at] && stated[at >= sites->links])
            status = read_watchable(&sites->may[at], sites, at, err);
    }
    return status;
}

/* A number of the caller's as a decimal, raising the decimals to what it needs. */
static routes_status need_decimals(unsigned *decimals, double value, const char *what,
                                   routes_error *err)
{
    char text[ROUTES_I_NUMBER_SIZE];
    int64_t count;
    routes_error why;
    routes_i_number_text(text, value, 15);
    if (!(value >= 0.0))
        return routes_i_fail(err, ROUTES_E_DATA, "%s is %s, must be 0 or above", what, text);
    while (value < 1e15 && routes_decimal_read(&count, text, *decimals, &why))
        if (++*decimals > ROUTES_DECIMAL_MOST)
            return routes_i_fail(err, ROUTES_E_DATA, "%s: %s", what, why.message);
    return ROUTES_OK;
}

/* What is too large to count pays for everything. */
static int64_t count_of(double value, unsigned decimals)
{
    char text[ROUTES_I_NUMBER_SIZE];
    int64_t count = INT64_MAX;
    routes_i_number_text(text, value, 15);
    if (value < 1e15 && routes_decimal_read(&count, text, decimals, NULL))
        count = INT64_MAX;
    return count;
}

static routes_status read_costs(routes_i_sites *sites, routes_error *err)
{
    const routes_answer_interdict_options *use = sites->use;
    routes_status status =
        routes_i_decimals_find(&sites->decimals, use->links, "watch_cost", NULL, err);
    if (!status)
        status = routes_i_decimals_find(&sites->decimals, use->nodes, "watch_cost", NULL, err);
    if (!status)
        status = need_decimals(&sites->decimals, use->budget, "budget", err);
    if (!status)
        status = need_decimals(&sites->decimals, use->step, "step", err);
    for (size_t at = 0; at < sites->all && !status; at++) {
        sites->cost[at] = routes_i_decimals_ten(sites->decimals);
        if (sites->may[at] && cell(sites, at, "watch_cost"))
            status = routes_i_decimals_cell(&sites->cost[at], table_of(sites, at), "watch_cost",
                                            sites->row[at], sites->decimals, NULL, err);
    }
    sites->budget = count_of(use->budget, sites->decimals);
    sites->step = count_of(use->step, sites->decimals);
    return status;
}

routes_status routes_i_sites_read(routes_i_sites *sites, const routes_network *network,
                                  const routes_answer_interdict_options *use, routes_error *err)
{
    const routes_graph *graph = routes_network_graph(network);
    *sites = (routes_i_sites){.network = network, .use = use};
    sites->links = routes_graph_links(graph);
    sites->all = sites->links + routes_graph_nodes(graph);
    sites->row = routes_i_calloc(sites->all + 1, sizeof *sites->row);
    sites->may = routes_i_calloc(sites->all + 1, 1);
    sites->cost = routes_i_calloc(sites->all + 1, sizeof *sites->cost);
    if (!sites->row || !sites->may || !sites->cost)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu sites", sites->all);
    routes_status status = find_rows(sites, err);
    if (!status)
        status = find_sites(sites, err);
    return status ? status : read_costs(sites, err);
}

routes_status routes_i_sites_read_delays(routes_i_sites *sites, routes_error *err)
{
    const routes_answer_interdict_options *use = sites->use;
    int delays = !use->remove && use->kind == ROUTES_INTERDICT_PATH;
    const int stated[] = {delays && routes_i_decimals_stated(use->links, "delay"),
                          delays && routes_i_decimals_stated(use->nodes, "delay")};
    unsigned decimals = use->by == ROUTES_PATH_TIME ? 3 : 6;
    routes_status status = ROUTES_OK;
    sites->delay = routes_i_calloc(sites->all + 1, sizeof *sites->delay);
    if (!sites->delay)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu delays", sites->all);
    for (size_t at = 0; at < sites->all && !status; at++) {
        if (!sites->may[at])
            continue;
        if (!stated[at >= sites->links])
            sites->delay[at] = ROUTES_INTERDICT_CLOSED;
        else if (cell(sites, at, "delay"))
            status = routes_i_decimals_cell(&sites->delay[at], table_of(sites, at), "delay",
                                            sites->row[at], decimals, "closed", err);
    }
    return status;
}

routes_status routes_i_sites_read_capacities(routes_i_sites *sites, unsigned *decimals,
                                             routes_error *err)
{
    static const char column[] = "capacity", unlimited[] = "unlimited";
    const routes_answer_interdict_options *use = sites->use;
    int stated = routes_i_decimals_stated(use->links, column);
    *decimals = 0;
    routes_status status = routes_i_decimals_find(decimals, use->links, column, unlimited, err);
    if (!status)
        status = routes_i_decimals_find(decimals, use->nodes, column, unlimited, err);
    sites->capacity = routes_i_calloc(sites->all + 1, sizeof *sites->capacity);
    if (!sites->capacity)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu capacities", sites->all);
    for (size_t at = 0; at < sites->all && !status; at++) {
        int is_link = at < sites->links;
        sites->capacity[at] = is_link ? routes_i_decimals_ten(*decimals) : INT64_MAX;
        if (cell(sites, at, column))
            status = routes_i_decimals_cell(&sites->capacity[at], table_of(sites, at), column,
                                            sites->row[at], *decimals, unlimited, err);
        else if (is_link && stated)
            status = routes_i_fail(err, ROUTES_E_DATA,
                                   "links row %zu capacity: must be a number, as in the other rows",
                                   at + 2);
    }
    return status;
}

/* The chance to pass a site that is not watched; 1 where nobody says. */
static double unwatched(const routes_i_sites *sites, size_t at)
{
    const double *chance = routes_graph_reliability(routes_network_graph(sites->network));
    return at < sites->links && chance && !isnan(chance[at]) ? chance[at] : 1.0;
}

/* The chance that a cell states of a watched site. */
static routes_status read_watched(double *watched, const routes_i_sites *sites, size_t at,
                                  routes_error *err)
{
    const char *text = cell(sites, at, "reliability_watched");
    if (routes_i_number_read(watched, text) && *watched >= 0.0 && *watched <= unwatched(sites, at))
        return ROUTES_OK;
    return routes_i_fail(err, ROUTES_E_DATA,
                         "%s row %zu reliability_watched: \"%s\" must be a chance from 0 to %.15g, "
                         "that of passing unwatched",
                         routes_table_name(table_of(sites, at)), sites->row[at] + 2, text,
                         unwatched(sites, at));
}

routes_status routes_i_sites_read_watched(routes_i_sites *sites, routes_error *err)
{
    static const char column[] = "reliability_watched";
    const routes_answer_interdict_options *use = sites->use;
    const int stated[] = {routes_i_decimals_stated(use->links, column),
                          routes_i_decimals_stated(use->nodes, column)};
    routes_status status = ROUTES_OK;
    sites->watched = routes_i_calloc(sites->all + 1, sizeof *sites->watched);
    if (!sites->watched)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu sites", sites->all);
    for (size_t at = 0; at < sites->all && !status; at++) {
        int has = stated[at >= sites->links];
        if (!sites->may[at] || (has && !cell(sites, at, column)))
            sites->watched[at] = NAN;
        else if (use->remove)
            sites->watched[at] = 0.0;
        else if (use->use_watched_factor)
            sites->watched[at] = use->watched_factor * unwatched(sites, at);
        else if (has)
            status = read_watched(&sites->watched[at], sites, at, err);
    }
    return status;
}

void routes_i_sites_free(routes_i_sites *sites)
{
    routes_i_free(sites->row);
    routes_i_free(sites->may);
    routes_i_free(sites->cost);
    routes_i_free(sites->delay);
    routes_i_free(sites->capacity);
    routes_i_free(sites->watched);
}
