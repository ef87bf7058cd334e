/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/answer_placement.h"

#include <stdbool.h>

#include "core/fail.h"
#include "core/memory.h"
#include "core/options.h"
#include "result/answer.h"
#include "result/detection.h"
#include "result/shape.h"
#include "result/ways.h"

#define DEFAULT_TEAMS 5

/* Crossings as sites; a diffuse one is watched by nobody, but counted. */
struct sites {
    uint32_t *nodes;
    double *low, *moderate, *high; /* detection */
    bool *assumed;
    size_t count;
};

struct work {
    const routes_model *model;
    const routes_network *network;
    const routes_laying *laying;
    const routes_run *run;
    size_t teams;
    struct sites sites;
    routes_i_demand_ways ways;
    routes_place_greedy *placement;
    routes_error *err;
};

static void free_work(struct work *work)
{
    routes_i_free(work->sites.nodes);
    routes_i_free(work->sites.low);
    routes_i_free(work->sites.moderate);
    routes_i_free(work->sites.high);
    routes_i_free(work->sites.assumed);
    routes_i_demand_ways_free(&work->ways);
    routes_place_greedy_free(work->placement);
}

static void add_site(struct sites *sites, const struct work *work, uint32_t node)
{
    const routes_node *at = routes_network_node(work->network, node);
    size_t i = sites->count++;
    sites->nodes[i] = node;
    if (at->kind == ROUTES_NODE_DIFFUSE)
        return;
    const routes_i_detection found =
        routes_i_detection_at(&routes_model_crossings(work->model, NULL)[at->row]);
    sites->assumed[i] = found.assumed;
    sites->low[i] = found.low;
    sites->moderate[i] = found.moderate;
    sites->high[i] = found.high;
}

static routes_status find_sites(struct work *work)
{
    struct sites *sites = &work->sites;
    size_t nodes = routes_graph_nodes(routes_network_graph(work->network));
    sites->nodes = routes_i_calloc(nodes, sizeof *sites->nodes);
    sites->low = routes_i_calloc(nodes, sizeof *sites->low);
    sites->moderate = routes_i_calloc(nodes, sizeof *sites->moderate);
    sites->high = routes_i_calloc(nodes, sizeof *sites->high);
    sites->assumed = routes_i_calloc(nodes, sizeof *sites->assumed);
    if (!sites->nodes || !sites->low || !sites->moderate || !sites->high || !sites->assumed)
        return routes_i_fail(work->err, ROUTES_E_MEMORY, "no memory for crossings");
    for (uint32_t i = 0; i < nodes; i++) {
        routes_node_kind kind = routes_network_node(work->network, i)->kind;
        if (kind == ROUTES_NODE_CROSSING || kind == ROUTES_NODE_DIFFUSE)
            add_site(sites, work, i);
    }
    return ROUTES_OK;
}

static routes_status place(struct work *work)
{
    routes_place_greedy_options options = ROUTES_PLACE_GREEDY_OPTIONS;
    routes_place_demands demands;
    routes_place_greedy_free(work->placement);
    work->placement = NULL;
    options.teams = work->teams;
    options.detection_low = work->sites.low;
    options.detection = work->sites.moderate;
    options.detection_high = work->sites.high;
    options.run = work->run;
    options.follow = 1;
    routes_status status = routes_i_demand_ways_read(&demands, &work->ways, work->err);
    if (!status)
        status = routes_place_greedy_new(&work->placement, &demands, work->sites.nodes,
                                         work->sites.count, &options, work->err);
    return status;
}

/* The ways that are left when the first team's crossing is held, the first two, and so on. */
static routes_status find_other_ways(struct work *work)
{
    size_t nodes = routes_graph_nodes(routes_network_graph(work->network));
    unsigned char *closed = routes_i_calloc(nodes, 1);
    routes_status status =
        closed ? ROUTES_OK : routes_i_fail(work->err, ROUTES_E_MEMORY, "no memory for crossings");
    for (size_t i = 0; !status && i < routes_place_greedy_teams(work->placement); i++) {
        closed[routes_place_greedy_team(work->placement, i).site] = 1;
        status =
            routes_i_demand_ways_close(&work->ways, work->model, work->network, closed, work->err);
    }
    routes_i_free(closed);
    return status;
}

/* Where a team goes depends on the ways that are best once those before it stand, so that each
 * placement begins with the teams of the last one: it says besides where the lanes go, and may find
 * teams that follow them there. */
static routes_status solve(struct work *work)
{
    routes_status status = find_sites(work);
    if (!status)
        status = routes_i_demand_ways_begin(&work->ways, work->model, work->laying, work->err);
    if (!status)
        status = place(work);
    size_t teams = 0;
    while (!status && routes_place_greedy_teams(work->placement) > teams) {
        teams = routes_place_greedy_teams(work->placement);
        status = find_other_ways(work);
        if (!status)
            status = place(work);
    }
    return status;
}

static const routes_column placement_columns[] = {
    {"team", ROUTES_COLUMN_INTEGER, NULL, "In the order of placing"},
    {"id", ROUTES_COLUMN_TEXT, NULL, "Crossing"},
    {"name", ROUTES_COLUMN_TEXT, NULL, "Name of the crossing"},
    {"interception", ROUTES_COLUMN_RANGE, "lanes",
     "Lanes met by the teams so far, nobody changing way"},
    {"interception_moving", ROUTES_COLUMN_RANGE, "lanes",
     "The same, everybody who has a better way taking it"},
    {"marginal", ROUTES_COLUMN_NUMBER, "lanes", "What this team adds, nobody changing way"},
    {"marginal_moved", ROUTES_COLUMN_NUMBER, "lanes",
     "What it would meet of the lanes that moved here, if they move no more; 0 where it adds by "
     "the "
     "former count"},
    {"bound", ROUTES_COLUMN_NUMBER, "lanes", "No plan of as many teams as asked for meets more"},
    {"passing", ROUTES_COLUMN_NUMBER, "lanes",
     "Lanes that passed before there were teams; where marginal is 0, before this team stood"},
    {"moved_share", ROUTES_COLUMN_NUMBER, NULL, "Part of these that moves to its next-best ways"},
    {"burden", ROUTES_COLUMN_TEXT, "persons per person", "Travellers stopped per victim found"},
    {"assumed", ROUTES_COLUMN_BOOLEAN, NULL, "Whether the chance of detection is assumed"},
    {"source_id", ROUTES_COLUMN_TEXT, NULL, "Source of the crossing"},
    {"geometry", ROUTES_COLUMN_GEOMETRY, NULL, "Position, WGS 84"},
};

static routes_status add_team(routes_table *table, const struct work *work, size_t number)
{
    routes_place_team team = routes_place_greedy_team(work->placement, number);
    const routes_node *node = routes_network_node(work->network, team.site);
    const routes_crossing *crossing = &routes_model_crossings(work->model, NULL)[node->row];
    routes_i_row row = routes_i_row_start(table, work->err);
    routes_i_row_integer(&row, (int64_t)number + 1);
    routes_i_row_text(&row, node->id);
    routes_i_row_text(&row, node->name);
    routes_i_row_range(&row, team.caught);
    routes_i_row_range(&row, team.caught_moving);
    routes_i_row_number(&row, team.gain);
    routes_i_row_number(&row, team.gain_moved);
    routes_i_row_number(&row, routes_place_greedy_bound(work->placement));
    routes_i_row_number(&row, team.passing);
    routes_i_row_number(&row, team.share_moved);
    routes_i_row_text(&row, "unknown"); /* no traffic counts are part of the model */
    routes_i_row_boolean(&row, work->sites.assumed[team.place]);
    routes_i_row_text(&row, crossing->origin.source_id);
    routes_i_row_point(&row, (routes_point){node->lon, node->lat});
    return routes_i_row_end(&row);
}

static const routes_column displacement_columns[] = {
    {"team", ROUTES_COLUMN_INTEGER, NULL, "Teams that stand"},
    {"id", ROUTES_COLUMN_TEXT, NULL, "Crossing"},
    {"name", ROUTES_COLUMN_TEXT, NULL, "Name of the crossing"},
    {"diffuse", ROUTES_COLUMN_BOOLEAN, NULL, "All other ways over a stretch of border"},
    {"before", ROUTES_COLUMN_NUMBER, "lanes", "Lanes that pass before there are teams"},
    {"after", ROUTES_COLUMN_NUMBER, "lanes", "Lanes that pass when all move who can"},
    {"change", ROUTES_COLUMN_NUMBER, "lanes", "After less before"},
    {"source_id", ROUTES_COLUMN_TEXT, NULL, "Source of the crossing"},
    {"geometry", ROUTES_COLUMN_GEOMETRY, NULL, "Position, WGS 84"},
};

static routes_status add_site_change(routes_table *table, const struct work *work, size_t teams,
                                     size_t site)
{
    double before = routes_place_greedy_flow(work->placement, 0)[site];
    double after = routes_place_greedy_flow(work->placement, teams)[site];
    const routes_node *node = routes_network_node(work->network, work->sites.nodes[site]);
    bool diffuse = node->kind == ROUTES_NODE_DIFFUSE;
    if (!(before > 0.0) && !(after > 0.0))
        return ROUTES_OK;
    const routes_origin *origin =
        diffuse ? &routes_model_areas(work->model, NULL)[node->row].origin
                : &routes_model_crossings(work->model, NULL)[node->row].origin;
    routes_i_row row = routes_i_row_start(table, work->err);
    routes_i_row_integer(&row, (int64_t)teams);
    routes_i_row_text(&row, node->id);
    routes_i_row_text(&row, node->name);
    routes_i_row_boolean(&row, diffuse);
    routes_i_row_number(&row, before);
    routes_i_row_number(&row, after);
    routes_i_row_number(&row, after - before);
    routes_i_row_text(&row, origin->source_id);
    routes_i_row_point(&row, (routes_point){node->lon, node->lat});
    return routes_i_row_end(&row);
}

static routes_status fill(routes_table *placement, routes_table *displacement, struct work *work)
{
    routes_status status = solve(work);
    size_t teams = status ? 0 : routes_place_greedy_teams(work->placement);
    for (size_t i = 0; i < teams && !status; i++)
        status = add_team(placement, work, i);
    for (size_t i = 1; i <= teams && !status; i++)
        for (size_t site = 0; site < work->sites.count && !status; site++)
            status = add_site_change(displacement, work, i, site);
    return status;
}

static routes_status make_table(routes_table **table, const char *name,
                                const routes_column *columns, size_t n, routes_error *err)
{
    routes_status status = routes_table_new(table, name, columns, n, err);
    if (!status)
        routes_table_set_kind(*table, ROUTES_KIND_OPERATIONAL, ROUTES_SENSITIVITY_HIGH);
    return status;
}

static const char method[] =
    "greedy placement (Nemhauser, Wolsey and Fisher 1978) on lanes as weights of 1, forks split "
    "evenly; other ways are the shortest with the teams' crossings closed";

routes_status routes_answer_placement(routes_table **placement, routes_table **displacement,
                                      const routes_model *model, const routes_network *network,
                                      const routes_laying *laying,
                                      const routes_placement_options *options, routes_error *err)
{
    routes_placement_options use;
    routes_table *teams = NULL, *changes = NULL;
    if (placement)
        *placement = NULL;
    routes_status status = routes_i_answer_begin(displacement, model, err);
    if (!status && (!placement || !network || !laying))
        status =
            routes_i_fail(err, ROUTES_E_ARGUMENT, "placement, network and laying must not be null");
    if (!status)
        status = routes_i_options_read(&use, sizeof use, options, err);
    if (!status)
        status = make_table(&teams, "placement", placement_columns,
                            sizeof placement_columns / sizeof *placement_columns, err);
    if (!status)
        status = make_table(&changes, "displacement", displacement_columns,
                            sizeof displacement_columns / sizeof *displacement_columns, err);
    if (status) {
        routes_table_free(teams);
        return status;
    }
    struct work work = {.model = model,
                        .network = network,
                        .laying = laying,
                        .run = use.run,
                        .teams = use.teams ? use.teams : DEFAULT_TEAMS,
                        .err = err};
    status = fill(teams, changes, &work);
    free_work(&work);
    status = routes_i_answer_end(placement, teams, model, method, "team", status, err);
    status = routes_i_answer_end(displacement, changes, model, method, "team|id", status, err);
    if (status) {
        routes_table_free(*placement);
        *placement = NULL;
    }
    return status;
}
