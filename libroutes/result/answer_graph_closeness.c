/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/answer_graph_closeness.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>

#include "core/fail.h"
#include "core/memory.h"
#include "core/options.h"
#include "core/row.h"
#include "result/network_answer.h"

struct asked {
    const routes_network *network;
    routes_answer_closeness_options use;
    size_t nodes;
    uint32_t *to; /* [nodes or those named] */
    size_t count;
    int64_t *distance; /* [nodes] */
    uint32_t *nearest; /* [nodes] */
    size_t unreached;
};

static routes_status read_named(struct asked *asked, const char *const *to, size_t count,
                                routes_error *err)
{
    for (size_t i = 0; i < count; i++) {
        uint32_t node = to[i] ? routes_network_find(asked->network, to[i]) : ROUTES_GRAPH_NONE;
        if (node == ROUTES_GRAPH_NONE)
            return routes_i_fail(err, ROUTES_E_NOT_FOUND, "no node is called \"%s\"",
                                 to[i] ? to[i] : "");
        asked->to[asked->count++] = node;
    }
    return ROUTES_OK;
}

static routes_status list_crossings(struct asked *asked, routes_error *err)
{
    for (uint32_t node = 0; node < asked->nodes; node++) {
        routes_node_kind kind = routes_network_node(asked->network, node)->kind;
        if (kind == ROUTES_NODE_CROSSING || (kind == ROUTES_NODE_DIFFUSE && asked->use.diffuse))
            asked->to[asked->count++] = node;
    }
    if (asked->count == 0)
        return routes_i_fail(err, ROUTES_E_NOT_FOUND,
                             "the network has no crossing; name the nodes to be reached");
    return ROUTES_OK;
}

static routes_status compute(struct asked *asked, const char *const *to, size_t count,
                             routes_error *err)
{
    routes_distances_options options = ROUTES_DISTANCES_OPTIONS;
    const routes_graph *graph = routes_network_graph(asked->network);
    asked->nodes = routes_graph_nodes(graph);
    asked->to = routes_i_calloc(count ? count : asked->nodes, sizeof *asked->to);
    asked->distance = routes_i_calloc(asked->nodes, sizeof *asked->distance);
    asked->nearest = routes_i_calloc(asked->nodes, sizeof *asked->nearest);
    if (!asked->to || !asked->distance || !asked->nearest)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu nodes", asked->nodes);
    routes_status status = count ? read_named(asked, to, count, err) : list_crossings(asked, err);
    if (status)
        return status;
    options.kind = asked->use.kind;
    options.backward = 1;
    options.run = asked->use.run;
    return routes_distances_nearest(asked->distance, asked->nearest, graph, asked->to, asked->count,
                                    &options, err);
}

static routes_status add_rows(routes_table *table, struct asked *asked, routes_error *err)
{
    const double unit = asked->use.kind == ROUTES_PATH_TIME ? 1e3 : 1e6;
    routes_status status = ROUTES_OK;
    for (size_t i = 0; i < asked->nodes && !status; i++) {
        bool reached = asked->distance[i] >= 0;
        routes_i_row row = routes_i_row_start(table, err);
        routes_i_row_text(&row, routes_network_node(asked->network, i)->id);
        routes_i_row_text(&row, reached ? routes_network_node(asked->network, asked->nearest[i])->id
                                        : NULL);
        routes_i_row_number(&row, reached ? (double)asked->distance[i] / unit : NAN);
        asked->unreached += !reached;
        status = routes_i_row_end(&row);
    }
    return status;
}

static routes_status note_count(routes_table *table, const char *key, size_t count,
                                routes_error *err)
{
    char text[24];
    snprintf(text, sizeof text, "%zu", count);
    return routes_table_set_meta(table, key, text, err);
}

static routes_status begin(routes_table **out, const struct asked *asked, routes_error *err)
{
    const routes_column columns[] = {
        {"id", ROUTES_COLUMN_TEXT, NULL, "Node"},
        {"nearest", ROUTES_COLUMN_TEXT, NULL, "Node of the set to which it is nearest"},
        asked->use.kind == ROUTES_PATH_TIME
            ? (routes_column){"time_s", ROUTES_COLUMN_NUMBER, "s", "Time to it"}
            : (routes_column){"distance_m", ROUTES_COLUMN_NUMBER, "m", "Distance to it"},
    };
    return routes_i_network_begin(out, "closeness", columns, 3, asked->network, err);
}

routes_status routes_answer_closeness(routes_table **out, const routes_network *network,
                                      const char *const *to, size_t count,
                                      const routes_answer_closeness_options *options,
                                      routes_error *err)
{
    struct asked asked = {.network = network};
    if (!out)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "out must not be null");
    *out = NULL;
    if (count && !to)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "to must not be null");
    routes_status status = routes_i_options_read(&asked.use, sizeof asked.use, options, err);
    if (!status)
        status = begin(out, &asked, err);
    if (status)
        return status;
    status = compute(&asked, to, count, err);
    if (!status)
        status = add_rows(*out, &asked, err);
    if (!status)
        status = routes_table_set_meta(*out, "reference", "Dijkstra 1959", err);
    if (!status)
        status = routes_table_set_meta(*out, "primary_key", "id", err);
    if (!status)
        status = note_count(*out, "targets", asked.count, err);
    if (!status)
        status = note_count(*out, "unreached", asked.unreached, err);
    routes_i_free(asked.to);
    routes_i_free(asked.distance);
    routes_i_free(asked.nearest);
    return routes_i_network_end(out, "shortest way to the nearest node of the set", status, err);
}
