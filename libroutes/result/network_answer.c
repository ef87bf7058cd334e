/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "result/network_answer.h"

#include <math.h>

#include "core/fail.h"
#include "core/memory.h"
#include "core/text.h"

/* A plain table's answer is its owner's; that of a model stays inside. */
static void set_kind(routes_table *table, const routes_network *network)
{
    const routes_node *first = routes_network_node(network, 0);
    if (first && first->kind == ROUTES_NODE_PLAIN)
        routes_table_set_kind(table, ROUTES_KIND_OWN, ROUTES_SENSITIVITY_LOW);
    else
        routes_table_set_kind(table, ROUTES_KIND_OPERATIONAL, ROUTES_SENSITIVITY_HIGH);
}

routes_status routes_i_network_begin(routes_table **out, const char *name,
                                     const routes_column *columns, size_t n,
                                     const routes_network *network, routes_error *err)
{
    if (!out)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "out must not be null");
    *out = NULL;
    if (!network)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "network must not be null");
    routes_status status = routes_table_new(out, name, columns, n, err);
    if (!status)
        set_kind(*out, network);
    return status;
}

routes_status routes_i_network_end(routes_table **out, const char *method, routes_status status,
                                   routes_error *err)
{
    if (!status)
        status = routes_table_set_meta(*out, "method", method, err);
    if (status) {
        routes_table_free(*out);
        *out = NULL;
    }
    return status;
}

void routes_i_end_nodes_free(routes_i_end_nodes *ends)
{
    routes_i_free(ends->node[0]);
    routes_i_free(ends->node[1]);
}

static routes_status read_ends(routes_i_end_nodes *read, int which, const routes_network *network,
                               const routes_table *ends, routes_error *err)
{
    const char *name = which ? "destination" : "origin";
    const char *const *ids = ends ? routes_table_texts(ends, routes_table_find(ends, name)) : NULL;
    size_t rows = ends ? routes_table_rows(ends) : 0;
    if (!ends || (rows && !ids))
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "ends needs a text column %s", name);
    read->node[which] = routes_i_calloc(rows, sizeof *read->node[which]);
    if (!read->node[which])
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu ends", rows);
    for (size_t row = 0; row < rows; row++) {
        if (!ids[row])
            continue;
        uint32_t node = routes_network_find(network, ids[row]);
        if (node == ROUTES_GRAPH_NONE)
            return routes_i_fail(err, ROUTES_E_NOT_FOUND, "no node is called \"%s\"", ids[row]);
        read->node[which][read->count[which]++] = node;
    }
    if (read->count[which] == 0)
        return routes_i_fail(err, ROUTES_E_DATA, "no %s is named", name);
    return ROUTES_OK;
}

/* A kernel would say which number it is; here it has a name. */
static routes_status check_ends(const routes_i_end_nodes *ends, const routes_network *network,
                                routes_error *err)
{
    size_t nodes = routes_graph_nodes(routes_network_graph(network));
    unsigned char *is_origin = routes_i_calloc(nodes, 1);
    routes_status status = ROUTES_OK;
    if (!is_origin)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu nodes", nodes);
    for (size_t i = 0; i < ends->count[0]; i++)
        is_origin[ends->node[0][i]] = 1;
    for (size_t i = 0; i < ends->count[1] && !status; i++)
        if (is_origin[ends->node[1][i]])
            status = routes_i_fail(err, ROUTES_E_DATA, "\"%s\" is both an origin and a destination",
                                   routes_network_node(network, ends->node[1][i])->id);
    routes_i_free(is_origin);
    return status;
}

routes_status routes_i_end_nodes_read(routes_i_end_nodes *read, const routes_network *network,
                                      const routes_table *ends, routes_error *err)
{
    *read = (routes_i_end_nodes){{NULL, NULL}, {0, 0}};
    routes_status status = read_ends(read, 0, network, ends, err);
    if (!status)
        status = read_ends(read, 1, network, ends, err);
    return status ? status : check_ends(read, network, err);
}

void routes_i_demands_free(routes_i_demands *demands)
{
    routes_i_free(demands->from);
    routes_i_free(demands->to);
    routes_i_free(demands->volume);
}

static routes_status read_demand(routes_i_demands *demands, const routes_network *network,
                                 const routes_table *od, size_t row, routes_error *err)
{
    const char *ends[] = {routes_table_text_at(od, "origin", row),
                          routes_table_text_at(od, "destination", row)};
    const char *volume = routes_table_text_at(od, "volume", row);
    uint32_t *nodes[] = {&demands->from[row], &demands->to[row]};
    for (int i = 0; i < 2; i++) {
        *nodes[i] = routes_network_find(network, ends[i]);
        if (*nodes[i] == ROUTES_GRAPH_NONE)
            return routes_i_fail(err, ROUTES_E_DATA, "od row %zu %s: no node is called \"%s\"",
                                 row + 2, i ? "destination" : "origin", ends[i] ? ends[i] : "");
    }
    demands->volume[row] = NAN;
    if (volume &&
        (!routes_i_number_read(&demands->volume[row], volume) || demands->volume[row] < 0.0))
        return routes_i_fail(err, ROUTES_E_DATA,
                             "od row %zu volume: \"%s\" must be a number from 0 up", row + 2,
                             volume);
    return ROUTES_OK;
}

routes_status routes_i_demands_read(routes_i_demands *demands, const routes_network *network,
                                    const routes_table *od, routes_error *err)
{
    size_t count = routes_table_rows(od);
    *demands = (routes_i_demands){routes_i_calloc(count, sizeof *demands->from),
                                  routes_i_calloc(count, sizeof *demands->to),
                                  routes_i_calloc(count, sizeof *demands->volume), count};
    routes_status status = ROUTES_OK;
    if (!demands->from || !demands->to || !demands->volume)
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu demands", count);
    for (size_t row = 0; row < count && !status; row++)
        status = read_demand(demands, network, od, row, err);
    return status;
}
