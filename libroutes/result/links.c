/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <math.h>

#include "core/fail.h"
#include "core/memory.h"
#include "core/run.h"
#include "core/text.h"
#include "result/answer.h"
#include "result/shape.h"
#include "result/volume.h"
#include "routes/answer_chokepoint.h"

static const routes_column link_columns[] = {
    {"link_id", ROUTES_COLUMN_TEXT, NULL, "Id of the link"},
    {"from", ROUTES_COLUMN_TEXT, NULL, "Where it begins"},
    {"to", ROUTES_COLUMN_TEXT, NULL, "Where it ends"},
    {"mode", ROUTES_COLUMN_TEXT, NULL, "Means of travel"},
    {"class", ROUTES_COLUMN_TEXT, NULL, "What it is"},
    {"length_m", ROUTES_COLUMN_NUMBER, "m", "Length; of a diffuse link times the stated factor"},
    {"time_s", ROUTES_COLUMN_NUMBER, "s", "Travel time"},
    {"lanes", ROUTES_COLUMN_INTEGER, "lanes", "Lanes that pass"},
    {"lanes_surely", ROUTES_COLUMN_INTEGER, "lanes", "Of these, by every branch"},
    ROUTES_I_VOLUME_COLUMNS(""),
    {"source_id", ROUTES_COLUMN_TEXT, NULL, "Source of the link"},
    {"geometry", ROUTES_COLUMN_GEOMETRY, NULL, "Straight line between its ends, WGS 84"},
};

static routes_status add_link(routes_table *table, const routes_model *model,
                              const routes_network *network, size_t at, const routes_through *lanes,
                              const routes_i_volume *volume, routes_error *err)
{
    const routes_graph *graph = routes_network_graph(network);
    const routes_network_link *link = routes_network_link_at(network, at);
    const routes_node *a = routes_network_node(network, routes_graph_from(graph)[at]);
    const routes_node *b = routes_network_node(network, routes_graph_to(graph)[at]);
    const routes_link *stated =
        link->row == SIZE_MAX ? NULL : &routes_model_links(model, NULL)[link->row];
    const routes_point ends[] = {{a->lon, a->lat}, {b->lon, b->lat}};
    routes_i_row row = routes_i_row_start(table, err);
    routes_i_row_text(&row, link->id);
    routes_i_row_text(&row, a->id);
    routes_i_row_text(&row, b->id);
    routes_i_answer_set(&row, ROUTES_CODES_MODE, link->mode);
    routes_i_answer_code(&row, ROUTES_CODES_LINK_CLASS, (int)link->link_class);
    routes_i_row_number(&row, link->length_m);
    routes_i_row_number(&row, stated ? stated->time_s : NAN);
    routes_i_row_integer(&row, (int64_t)lanes->lanes);
    routes_i_row_integer(&row, (int64_t)lanes->surely);
    routes_i_row_volume(&row, volume);
    routes_i_row_text(&row, stated ? stated->origin.source_id : NULL);
    routes_i_row_line(&row, ends, 2);
    return routes_i_row_end(&row);
}

static routes_status fill_links(routes_table *table, const routes_model *model,
                                const routes_network *network, const routes_laying *laying,
                                routes_error *err)
{
    const routes_i_passing_of of = {
        model, network, laying, ROUTES_I_PASSING_LINKS, ROUTES_SIDE_FROM, NULL};
    size_t count = routes_graph_links(routes_network_graph(network));
    routes_i_volume *volumes = NULL;
    routes_through *lanes = routes_i_calloc(count, sizeof *lanes);
    routes_status status =
        lanes ? routes_i_passing_sum(lanes, count, &of, routes_i_wants_lane, NULL, 0, err)
              : routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu links", count);
    if (!status)
        status = routes_i_volume_sum(&volumes, count, &of, err);
    for (size_t i = 0; i < count && !status; i++)
        status = add_link(table, model, network, i, &lanes[i], &volumes[i], err);
    routes_i_free(lanes);
    routes_i_free(volumes);
    return status;
}

/* The checks and the empty table of an answer on laid lanes. */
static routes_status begin(routes_table **out, routes_table **table, const char *name,
                           const routes_column *columns, size_t n, const routes_model *model,
                           const routes_network *network, const routes_laying *laying,
                           routes_error *err)
{
    routes_status status = routes_i_answer_begin(out, model, err);
    if (!status && (!network || !laying))
        status = routes_i_fail(err, ROUTES_E_ARGUMENT, "network and laying must not be null");
    if (!status)
        status = routes_table_new(table, name, columns, n, err);
    if (!status)
        routes_table_set_kind(*table, ROUTES_KIND_OPERATIONAL, ROUTES_SENSITIVITY_HIGH);
    return status;
}

routes_status routes_answer_links(routes_table **out, const routes_model *model,
                                  const routes_network *network, const routes_laying *laying,
                                  const routes_run *run, routes_error *err)
{
    routes_table *table = NULL;
    (void)run;
    routes_status status =
        begin(out, &table, "links", link_columns, sizeof link_columns / sizeof *link_columns, model,
              network, laying, err);
    if (status)
        return status;
    status = fill_links(table, model, network, laying, err);
    return routes_i_answer_end(out, table, model,
                               "lanes on their shortest ways; a fork may carry from nothing to the "
                               "whole on each branch (Frechet 1951)",
                               "link_id", status, err);
}

static const routes_column route_columns[] = {
    {"lane_id", ROUTES_COLUMN_TEXT, NULL, "Id of the lane"},
    {"branch", ROUTES_COLUMN_INTEGER, NULL, "Branch of a fork, from 1; 0 where it is not laid"},
    {"laid", ROUTES_COLUMN_BOOLEAN, NULL, "Whether there is a way"},
    {"reason", ROUTES_COLUMN_TEXT, NULL, "Why not, or why not wholly"},
    {"assumed", ROUTES_COLUMN_BOOLEAN, NULL, "Whether an end is an assumed member of a group"},
    {"nodes", ROUTES_COLUMN_TEXT, NULL, "Nodes passed, in order"},
    {"links", ROUTES_COLUMN_TEXT, NULL, "Links passed, in order"},
    {"length_m", ROUTES_COLUMN_NUMBER, "m", "Length of the way"},
    {"source_id", ROUTES_COLUMN_TEXT, NULL, "Source of the lane"},
    {"geometry", ROUTES_COLUMN_GEOMETRY, NULL, "The way, WGS 84"},
};

static const char *node_name(const routes_network *network, uint32_t item)
{
    return routes_network_node(network, item)->id;
}

static const char *link_name(const routes_network *network, uint32_t item)
{
    return routes_network_link_at(network, item)->id;
}

static void list(routes_i_row *row, const routes_network *network, const uint32_t *items,
                 size_t count, const char *(*name)(const routes_network *, uint32_t))
{
    routes_i_text text = {0};
    for (size_t i = 0; i < count; i++) {
        routes_i_text_add(&text, i ? "|" : "");
        routes_i_text_add(&text, name(network, items[i]));
    }
    if (text.failed && !row->status)
        row->status = routes_i_fail(row->err, ROUTES_E_MEMORY, "no memory for a way");
    routes_i_row_text(row, text.bytes);
    routes_i_text_free(&text);
}

static void way_shape(routes_i_row *row, const routes_network *network, const routes_branch *branch)
{
    routes_point *points = routes_i_calloc(branch->steps + 1, sizeof *points);
    if (!points && !row->status)
        row->status = routes_i_fail(row->err, ROUTES_E_MEMORY, "no memory for a way");
    for (size_t i = 0; points && i <= branch->steps; i++) {
        const routes_node *node = routes_network_node(network, branch->nodes[i]);
        points[i] = (routes_point){node->lon, node->lat};
    }
    routes_i_row_line(row, points, points ? branch->steps + 1 : 0);
    routes_i_free(points);
}

static routes_status add_branch(routes_table *table, const routes_network *network,
                                const routes_lane *lane, const routes_branch *branch, size_t number,
                                const char *reason, routes_error *err)
{
    routes_i_row row = routes_i_row_start(table, err);
    routes_i_row_text(&row, lane->lane_id);
    routes_i_row_integer(&row, (int64_t)number);
    routes_i_row_boolean(&row, 1);
    routes_i_row_text(&row, reason);
    routes_i_row_boolean(&row, branch->assumed);
    list(&row, network, branch->nodes, branch->steps + 1, node_name);
    list(&row, network, branch->links, branch->steps, link_name);
    routes_i_row_number(&row, branch->length_m);
    routes_i_row_text(&row, lane->origin.source_id);
    way_shape(&row, network, branch);
    return routes_i_row_end(&row);
}

static routes_status add_unlaid(routes_table *table, const routes_lane *lane, const char *reason,
                                routes_error *err)
{
    routes_i_row row = routes_i_row_start(table, err);
    routes_i_row_text(&row, lane->lane_id);
    routes_i_row_integer(&row, 0);
    routes_i_row_boolean(&row, 0);
    routes_i_row_text(&row, reason);
    routes_i_row_boolean(&row, 0);
    routes_i_row_text(&row, NULL);
    routes_i_row_text(&row, NULL);
    routes_i_row_number(&row, NAN);
    routes_i_row_text(&row, lane->origin.source_id);
    routes_i_row_geometry(&row, NULL, 0);
    return routes_i_row_end(&row);
}

routes_status routes_answer_lane_routes(routes_table **out, const routes_model *model,
                                        const routes_network *network, const routes_laying *laying,
                                        const routes_run *run, routes_error *err)
{
    routes_table *table = NULL;
    (void)run;
    routes_status status =
        begin(out, &table, "lane_routes", route_columns,
              sizeof route_columns / sizeof *route_columns, model, network, laying, err);
    if (status)
        return status;
    size_t lanes;
    const routes_lane *lane = routes_model_lanes(model, &lanes);
    for (size_t i = 0; i < lanes && !status; i++) {
        size_t first, count;
        const char *reason = routes_laying_lane(laying, i, &first, &count);
        if (count == 0)
            status = add_unlaid(table, &lane[i], reason, err);
        for (size_t k = 0; k < count && !status; k++)
            status = add_branch(table, network, &lane[i], routes_laying_at(laying, first + k),
                                k + 1, reason, err);
    }
    return routes_i_answer_end(out, table, model,
                               "most reliable ways, which are the shortest where no reliability is "
                               "stated (Dijkstra 1959)",
                               "lane_id|branch", status, err);
}
