/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/answer_graph_paths.h"

#include <math.h>
#include <stdio.h>

#include "core/fail.h"
#include "core/options.h"
#include "core/row.h"
#include "result/network_answer.h"

static const char best_method[] =
    "Yen 1971 with Lawler 1972, on whole micrometres, milliseconds, or 1e-12 of -ln of a chance";
static const char disjoint_method[] =
    "Suurballe 1974: shortest augmenting ways, on whole micrometres or milliseconds";

/* The ways of either search. */
struct found {
    routes_k_paths *best;
    routes_disjoint *disjoint;
    routes_path_kind kind;
    size_t size;
};

static routes_k_path way_at(const struct found *found, size_t index)
{
    return found->best ? routes_k_paths_at(found->best, index)
                       : routes_disjoint_at(found->disjoint, index);
}

static routes_status search(struct found *found, const routes_graph *graph, uint32_t source,
                            uint32_t target, const routes_answer_paths_options *use,
                            routes_error *err)
{
    routes_status status;
    found->kind = use->kind;
    if (use->of == ROUTES_PATHS_BEST) {
        routes_path_options options = ROUTES_PATH_OPTIONS;
        options.kind = use->kind;
        options.run = use->run;
        status = routes_k_paths_new(&found->best, graph, source, target, use->k ? use->k : 1,
                                    &options, err);
        if (!status)
            found->kind = routes_k_paths_kind_used(found->best);
        found->size = status ? 0 : routes_k_paths_size(found->best);
        return status;
    }
    routes_disjoint_options options = ROUTES_DISJOINT_OPTIONS;
    options.of =
        use->of == ROUTES_PATHS_DISJOINT_NODES ? ROUTES_DISJOINT_NODES : ROUTES_DISJOINT_LINKS;
    options.kind = use->kind;
    options.most = use->k;
    options.run = use->run;
    status = routes_disjoint_new(&found->disjoint, graph, source, target, &options, err);
    found->size = status ? 0 : routes_disjoint_size(found->disjoint);
    return status;
}

/* What one link adds, in the unit of the search; whole numbers below 2^53 stay exact. */
static double longer(const struct found *found, const routes_graph *graph, double cost,
                     uint32_t link)
{
    if (found->kind == ROUTES_PATH_TIME)
        return cost + (double)routes_graph_time_ms(graph)[link];
    if (found->kind == ROUTES_PATH_LENGTH)
        return cost + (double)routes_graph_length_um(graph)[link];
    double chance = routes_graph_reliability(graph)[link];
    return isnan(chance) ? cost : cost * chance;
}

static routes_status add_step(routes_table *table, const routes_network *network, size_t number,
                              size_t step, uint32_t node, const char *link, double cost,
                              routes_error *err)
{
    routes_i_row row = routes_i_row_start(table, err);
    routes_i_row_integer(&row, (int64_t)number);
    routes_i_row_integer(&row, (int64_t)step);
    routes_i_row_text(&row, routes_network_node(network, node)->id);
    routes_i_row_text(&row, link);
    routes_i_row_number(&row, cost);
    return routes_i_row_end(&row);
}

static routes_status add_way(routes_table *table, const routes_network *network,
                             const struct found *found, size_t index, routes_error *err)
{
    static const double units[] = {1e6, 1e3, 1.0};
    const routes_graph *graph = routes_network_graph(network);
    routes_k_path way = way_at(found, index);
    double cost = found->kind == ROUTES_PATH_RELIABILITY ? 1.0 : 0.0;
    routes_status status = add_step(table, network, index + 1, 0, way.nodes[0], NULL, cost, err);
    for (size_t i = 0; i < way.size && !status; i++) {
        cost = longer(found, graph, cost, way.links[i]);
        status = add_step(table, network, index + 1, i + 1, way.nodes[i + 1],
                          routes_network_link_at(network, way.links[i])->id,
                          cost / units[found->kind], err);
    }
    return status;
}

static routes_status describe(routes_table *table, const struct found *found, routes_error *err)
{
    char text[64];
    snprintf(text, sizeof text, "%zu", found->size);
    routes_status status = routes_table_set_meta(table, "paths", text, err);
    if (status || !found->disjoint)
        return status;
    snprintf(text, sizeof text, "%zu", routes_disjoint_number(found->disjoint));
    status = routes_table_set_meta(table, "value", text, err);
    snprintf(text, sizeof text, "%.17g",
             (double)routes_disjoint_total(found->disjoint) /
                 (found->kind == ROUTES_PATH_TIME ? 1e3 : 1e6));
    return status ? status : routes_table_set_meta(table, "total", text, err);
}

static routes_status find_node(uint32_t *node, const routes_network *network, const char *id,
                               routes_error *err)
{
    *node = id ? routes_network_find(network, id) : ROUTES_GRAPH_NONE;
    if (*node == ROUTES_GRAPH_NONE)
        return routes_i_fail(err, ROUTES_E_NOT_FOUND, "no node is called \"%s\"", id ? id : "");
    return ROUTES_OK;
}

static routes_status fill(routes_table *table, const routes_network *network,
                          const struct found *found, const char *from, const char *to,
                          routes_error *err)
{
    routes_status status = ROUTES_OK;
    if (found->size == 0)
        return routes_i_fail(err, ROUTES_E_NOT_FOUND, "there is no way from \"%s\" to \"%s\"", from,
                             to);
    for (size_t i = 0; i < found->size && !status; i++)
        status = add_way(table, network, found, i, err);
    return status ? status : describe(table, found, err);
}

/* The table is made when the unit of the costs is known. */
static routes_status answer(routes_table **out, const routes_network *network, const char *from,
                            const char *to, struct found *found,
                            const routes_answer_paths_options *use, routes_error *err)
{
    static const char *const units[] = {"m", "s", "chance"};
    uint32_t source = 0, target = 0;
    routes_status status = find_node(&source, network, from, err);
    if (!status)
        status = find_node(&target, network, to, err);
    if (!status)
        status = search(found, routes_network_graph(network), source, target, use, err);
    if (status)
        return status;
    const routes_column columns[] = {
        {"path", ROUTES_COLUMN_INTEGER, NULL, "Number of the path, the best first"},
        {"step", ROUTES_COLUMN_INTEGER, NULL, "Links passed so far"},
        {"node", ROUTES_COLUMN_TEXT, NULL, "Node reached"},
        {"link", ROUTES_COLUMN_TEXT, NULL, "Link by which it is reached"},
        {"cost", ROUTES_COLUMN_NUMBER, units[found->kind], "From the start to the node"},
    };
    status = routes_i_network_begin(out, "path", columns, 5, network, err);
    if (status)
        return status;
    status = fill(*out, network, found, from, to, err);
    return routes_i_network_end(out, found->best ? best_method : disjoint_method, status, err);
}

routes_status routes_answer_paths(routes_table **out, const routes_network *network,
                                  const char *from, const char *to,
                                  const routes_answer_paths_options *options, routes_error *err)
{
    if (!out)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "out must not be null");
    *out = NULL;
    if (!network)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "network must not be null");
    routes_answer_paths_options use;
    routes_status status = routes_i_options_read(&use, sizeof use, options, err);
    if (!status && (unsigned)use.of > ROUTES_PATHS_DISJOINT_NODES)
        status =
            routes_i_fail(err, ROUTES_E_ARGUMENT, "options.of is %d, must be 0 to 2", (int)use.of);
    if (status)
        return status;
    struct found found = {0};
    status = answer(out, network, from, to, &found, &use, err);
    routes_k_paths_free(found.best);
    routes_disjoint_free(found.disjoint);
    return status;
}
