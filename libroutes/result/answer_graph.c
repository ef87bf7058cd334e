/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/answer_graph.h"

#include <math.h>
#include <string.h>

#include "core/fail.h"
#include "core/memory.h"
#include "core/row.h"
#include "core/text.h"
#include "result/network_answer.h"
#include "routes/articulation.h"

static routes_status find(uint32_t *node, const routes_network *network, const char *id,
                          routes_error *err)
{
    *node = routes_network_find(network, id);
    if (*node == ROUTES_GRAPH_NONE)
        return routes_i_fail(err, ROUTES_E_NOT_FOUND, "no node is called \"%s\"", id ? id : "");
    return ROUTES_OK;
}

/* Cost from the start to a node: metres, seconds, or a chance. */
static double cost_to(const routes_path *path, uint32_t node)
{
    const int64_t *costs = routes_path_costs(path);
    if (!costs)
        return routes_path_reliabilities(path)[node];
    return (double)costs[node] / (routes_path_kind_used(path) == ROUTES_PATH_TIME ? 1e3 : 1e6);
}

static routes_status add_step(routes_table *table, const routes_network *network,
                              const routes_path *path, int64_t number, int64_t step, uint32_t node,
                              uint32_t link, routes_error *err)
{
    routes_i_row row = routes_i_row_start(table, err);
    routes_i_row_integer(&row, number);
    routes_i_row_integer(&row, step);
    routes_i_row_text(&row, routes_network_node(network, node)->id);
    routes_i_row_text(&row,
                      link == ROUTES_GRAPH_NONE ? NULL : routes_network_link_at(network, link)->id);
    routes_i_row_number(&row, cost_to(path, node));
    return routes_i_row_end(&row);
}

/* The way to one node; all its steps, or with `last` the last one alone. */
static routes_status add_way(routes_table *table, const routes_network *network,
                             const routes_path *path, int64_t number, uint32_t to, int last,
                             routes_error *err)
{
    size_t steps = routes_path_size(path, to);
    uint32_t *nodes = routes_i_calloc(steps + 1, sizeof *nodes);
    uint32_t *links = routes_i_calloc(steps, sizeof *links);
    routes_status status = nodes && links ? routes_path_read(nodes, links, path, to, err)
                                          : routes_i_fail(err, ROUTES_E_MEMORY, "no memory");
    for (size_t i = last ? steps : 0; i <= steps && !status; i++)
        status = add_step(table, network, path, number, (int64_t)i, nodes[i],
                          i ? links[i - 1] : ROUTES_GRAPH_NONE, err);
    routes_i_free(nodes);
    routes_i_free(links);
    return status;
}

static routes_status add_ways(routes_table *table, const routes_network *network,
                              const routes_path *path, const char *from, const char *to,
                              routes_error *err)
{
    uint32_t target;
    routes_status status = ROUTES_OK;
    if (to) {
        status = find(&target, network, to, err);
        if (!status && !routes_path_reaches(path, target))
            status = routes_i_fail(err, ROUTES_E_NOT_FOUND, "there is no way from \"%s\" to \"%s\"",
                                   from, to);
        return status ? status : add_way(table, network, path, 1, target, 0, err);
    }
    int64_t number = 0;
    size_t nodes = routes_graph_nodes(routes_network_graph(network));
    for (target = 0; target < nodes && !status; target++)
        if (routes_path_reaches(path, target))
            status = add_way(table, network, path, ++number, target, 1, err);
    return status;
}

routes_status routes_answer_path(routes_table **out, const routes_network *network,
                                 const char *from, const char *to, routes_path_kind kind,
                                 const routes_run *run, routes_error *err)
{
    static const char *const units[] = {"m", "s", "chance"};
    const routes_column columns[] = {
        {"path", ROUTES_COLUMN_INTEGER, NULL, "Number of the path"},
        {"step", ROUTES_COLUMN_INTEGER, NULL, "Links passed so far"},
        {"node", ROUTES_COLUMN_TEXT, NULL, "Node reached"},
        {"link", ROUTES_COLUMN_TEXT, NULL, "Link by which it is reached"},
        {"cost", ROUTES_COLUMN_NUMBER, units[kind <= ROUTES_PATH_RELIABILITY ? kind : 0],
         "From the start to the node"},
    };
    uint32_t source;
    routes_path *path = NULL;
    routes_path_options options = ROUTES_PATH_OPTIONS;
    routes_status status = routes_i_network_begin(out, "path", columns, 5, network, err);
    if (status)
        return status;
    options.kind = kind;
    options.run = run;
    status = find(&source, network, from, err);
    if (!status)
        status = routes_path_new(&path, routes_network_graph(network), source, &options, err);
    if (!status)
        status = add_ways(*out, network, path, from, to, err);
    routes_path_free(path);
    return routes_i_network_end(
        out, "Dijkstra 1959 on whole micrometres, milliseconds, or products of chances", status,
        err);
}

/* What a search for cut nodes and bridges gives, with what they part. */
struct structure {
    routes_articulation *found;
    routes_parted *by_node, *by_bridge;
};

static void free_structure(struct structure *structure)
{
    routes_articulation_free(structure->found);
    routes_i_free(structure->by_node);
    routes_i_free(structure->by_bridge);
}

static routes_status find_structure(struct structure *structure, const routes_network *network,
                                    const routes_table *od, const routes_run *run,
                                    routes_error *err)
{
    routes_i_demands demands = {0};
    routes_articulation_options options = ROUTES_ARTICULATION_OPTIONS;
    options.run = run;
    *structure = (struct structure){0};
    routes_status status =
        routes_articulation_new(&structure->found, routes_network_graph(network), &options, err);
    if (!status && od) {
        structure->by_node = routes_i_calloc(routes_articulation_nodes(structure->found),
                                             sizeof *structure->by_node);
        structure->by_bridge = routes_i_calloc(routes_articulation_bridges(structure->found),
                                               sizeof *structure->by_bridge);
        status = routes_i_demands_read(&demands, network, od, err);
        if (!status && (!structure->by_node || !structure->by_bridge))
            status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for cut nodes");
        if (!status)
            status = routes_articulation_part(structure->by_node, structure->by_bridge,
                                              structure->found, demands.from, demands.to,
                                              demands.volume, demands.count, err);
        routes_i_demands_free(&demands);
    }
    return status;
}

/* The volume that is parted; without any known volume it is not stated. */
static double parted_volume(const routes_parted *parted)
{
    return !parted || parted->unknown ? NAN : parted->volume;
}

static void piece_sizes(routes_i_row *row, const routes_cut_node *cut)
{
    routes_i_text text = {0};
    for (size_t i = 0; i < cut->pieces; i++)
        routes_i_text_print(&text, "%s%lu", i ? "|" : "", (unsigned long)cut->sizes[i]);
    if (text.failed && !row->status)
        row->status = routes_i_fail(row->err, ROUTES_E_MEMORY, "no memory for the sizes of pieces");
    routes_i_row_text(row, text.bytes);
    routes_i_text_free(&text);
}

static routes_status add_cut_node(routes_table *table, const routes_network *network,
                                  const struct structure *structure, size_t i, routes_error *err)
{
    routes_cut_node cut = routes_articulation_node(structure->found, i);
    int64_t separated = 0;
    for (size_t k = 1; k < cut.pieces; k++)
        separated += cut.sizes[k];
    routes_i_row row = routes_i_row_start(table, err);
    routes_i_row_text(&row, routes_network_node(network, cut.node)->id);
    routes_i_row_integer(&row, (int64_t)cut.pieces);
    piece_sizes(&row, &cut);
    routes_i_row_integer(&row, separated);
    routes_i_row_number(&row, parted_volume(structure->by_node ? &structure->by_node[i] : NULL));
    return routes_i_row_end(&row);
}

routes_status routes_answer_articulation(routes_table **out, const routes_network *network,
                                         const routes_table *od, const routes_run *run,
                                         routes_error *err)
{
    static const routes_column columns[] = {
        {"id", ROUTES_COLUMN_TEXT, NULL, "Cut node"},
        {"pieces", ROUTES_COLUMN_INTEGER, NULL, "Pieces that are left without it"},
        {"piece_sizes", ROUTES_COLUMN_TEXT, "nodes", "Nodes in each piece, most first"},
        {"separated_nodes", ROUTES_COLUMN_INTEGER, "nodes", "Nodes outside the largest piece"},
        {"separated_volume", ROUTES_COLUMN_NUMBER, NULL, "Volume whose ends are parted"},
    };
    struct structure structure = {0};
    routes_status status = routes_i_network_begin(out, "articulation", columns, 5, network, err);
    if (status)
        return status;
    status = find_structure(&structure, network, od, run, err);
    for (size_t i = 0; !status && i < routes_articulation_nodes(structure.found); i++)
        status = add_cut_node(*out, network, &structure, i, err);
    free_structure(&structure);
    return routes_i_network_end(out, "Tarjan 1972; the direction of links is left aside", status,
                                err);
}

static routes_status add_bridge(routes_table *table, const routes_network *network,
                                const struct structure *structure, size_t i, routes_error *err)
{
    const routes_graph *graph = routes_network_graph(network);
    routes_bridge bridge = routes_articulation_bridge(structure->found, i);
    routes_i_row row = routes_i_row_start(table, err);
    routes_i_row_text(&row, routes_network_link_at(network, bridge.link)->id);
    routes_i_row_text(&row,
                      routes_network_node(network, routes_graph_from(graph)[bridge.link])->id);
    routes_i_row_text(&row, routes_network_node(network, routes_graph_to(graph)[bridge.link])->id);
    routes_i_row_integer(&row,
                         bridge.from_side < bridge.to_side ? bridge.from_side : bridge.to_side);
    routes_i_row_number(&row,
                        parted_volume(structure->by_bridge ? &structure->by_bridge[i] : NULL));
    return routes_i_row_end(&row);
}

routes_status routes_answer_bridges(routes_table **out, const routes_network *network,
                                    const routes_table *od, const routes_run *run,
                                    routes_error *err)
{
    static const routes_column columns[] = {
        {"id", ROUTES_COLUMN_TEXT, NULL, "Bridge: a link without another way beside it"},
        {"from", ROUTES_COLUMN_TEXT, NULL, "Where it begins"},
        {"to", ROUTES_COLUMN_TEXT, NULL, "Where it ends"},
        {"separated_nodes", ROUTES_COLUMN_INTEGER, "nodes", "Nodes on the smaller side"},
        {"separated_volume", ROUTES_COLUMN_NUMBER, NULL, "Volume whose ends are parted"},
    };
    struct structure structure = {0};
    routes_status status = routes_i_network_begin(out, "bridges", columns, 5, network, err);
    if (status)
        return status;
    status = find_structure(&structure, network, od, run, err);
    for (size_t i = 0; !status && i < routes_articulation_bridges(structure.found); i++)
        status = add_bridge(*out, network, &structure, i, err);
    free_structure(&structure);
    return routes_i_network_end(out, "Tarjan 1972; a link with another beside it is no bridge",
                                status, err);
}
