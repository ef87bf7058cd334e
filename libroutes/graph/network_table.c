/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The network of a plain table. */

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/fail.h"
#include "core/memory.h"
#include "core/text.h"
#include "graph/network.h"
#include "routes/decimal.h"

/* The node of an id, made when it is met for the first time. */
static routes_status node_of(uint32_t *number, routes_network *network, const char *id,
                             routes_error *err)
{
    *number = routes_network_find(network, id);
    if (*number != ROUTES_GRAPH_NONE)
        return ROUTES_OK;
    routes_node node = {
        .kind = ROUTES_NODE_PLAIN, .id = id, .row = network->node_count, .lon = NAN, .lat = NAN};
    return routes_i_network_add_node(number, network, &node, err);
}

static routes_status wrong(size_t row, const char *field, const char *value, const char *right,
                           routes_error *err)
{
    return routes_i_fail(err, ROUTES_E_DATA, "links row %zu %s: \"%s\" %s", row + 2, field, value,
                         right);
}

/* Whether a column has a value in any row. */
static int is_stated(const routes_table *links, const char *field)
{
    size_t column = routes_table_find(links, field);
    const char *const *texts = routes_table_texts(links, column);
    for (size_t row = 0; texts && row < routes_table_rows(links); row++)
        if (texts[row])
            return 1;
    return 0;
}

/* A decimal >= 0 as a count. */
static routes_status count_of(int64_t *count, const routes_table *links, const char *field,
                              size_t row, unsigned decimals, routes_error *err)
{
    const char *text = routes_table_text_at(links, field, row);
    routes_error why;
    if (!text)
        return wrong(row, field, "", "must be a number, as in the other rows", err);
    if (routes_decimal_read(count, text, decimals, &why))
        return wrong(row, field, text, why.message, err);
    if (*count < 0)
        return wrong(row, field, text, "must be 0 or above", err);
    return ROUTES_OK;
}

static routes_status read_direction(unsigned char *both_ways, const routes_table *links, size_t row,
                                    int directed, routes_error *err)
{
    const char *text = routes_table_text_at(links, "directed", row);
    *both_ways = !directed;
    if (!text)
        return ROUTES_OK;
    int yes = !strcmp(text, "yes") || !strcmp(text, "true") || !strcmp(text, "1");
    int no = !strcmp(text, "no") || !strcmp(text, "false") || !strcmp(text, "0");
    if (!yes && !no)
        return wrong(row, "directed", text, "must be yes or no", err);
    *both_ways = (unsigned char)no;
    return ROUTES_OK;
}

/* Which weights the table has; without lengths every link counts 1. */
struct weights {
    int lengths, times;
};

static routes_status read_link(routes_network *network, routes_i_links *waiting,
                               const routes_table *links, size_t row, int directed,
                               const struct weights *weights, routes_error *err)
{
    char number[24];
    const char *from = routes_table_text_at(links, "from", row);
    const char *to = routes_table_text_at(links, "to", row);
    const char *id = routes_table_text_at(links, "id", row);
    const char *reliability = routes_table_text_at(links, "reliability", row);
    routes_i_link link = {.length_um = 1000000, .time_ms = -1, .reliability = NAN};
    if (!from || !to)
        return wrong(row, from ? "to" : "from", "", "must name a node", err);
    snprintf(number, sizeof number, "%zu", row + 1);
    link.about = (routes_network_link){.id = id ? id : number, .row = SIZE_MAX};
    routes_status status = node_of(&link.from, network, from, err);
    if (!status)
        status = node_of(&link.to, network, to, err);
    if (!status && weights->lengths)
        status = count_of(&link.length_um, links, "length", row, 6, err);
    if (!status && weights->times)
        status = count_of(&link.time_ms, links, "time", row, 3, err);
    if (!status)
        status = read_direction(&link.both_ways, links, row, directed, err);
    if (!status && reliability &&
        (!routes_i_number_read(&link.reliability, reliability) || link.reliability < 0.0 ||
         link.reliability > 1.0))
        status = wrong(row, "reliability", reliability, "must be a chance from 0 to 1", err);
    link.about.length_m = (double)link.length_um / 1e6;
    return status ? status : routes_i_network_add_link(network, waiting, &link, err);
}

static routes_status read_nodes(routes_network *network, const routes_table *nodes,
                                routes_error *err)
{
    routes_status status = ROUTES_OK;
    for (size_t row = 0; row < routes_table_rows(nodes) && !status; row++) {
        const char *id = routes_table_text_at(nodes, "id", row);
        uint32_t number;
        if (!id)
            return routes_i_fail(err, ROUTES_E_DATA, "nodes row %zu id: must not be empty",
                                 row + 2);
        status = node_of(&number, network, id, err);
    }
    return status;
}

routes_status routes_network_from_table(routes_network **out, const routes_table *links,
                                        const routes_table *nodes, int directed, routes_error *err)
{
    if (!out)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "out must not be null");
    *out = NULL;
    if (!links || !routes_table_texts(links, routes_table_find(links, "from")) ||
        !routes_table_texts(links, routes_table_find(links, "to")))
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "links needs text columns from and to");
    if (nodes && !routes_table_texts(nodes, routes_table_find(nodes, "id")))
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "nodes needs a text column id");

    routes_network *network = NULL;
    routes_i_links waiting = {0};
    const struct weights weights = {is_stated(links, "length"), is_stated(links, "time")};
    routes_status status = routes_i_network_new(&network, err);
    if (!status && nodes)
        status = read_nodes(network, nodes, err);
    for (size_t row = 0; row < routes_table_rows(links) && !status; row++)
        status = read_link(network, &waiting, links, row, directed, &weights, err);
    if (!status)
        status = routes_i_network_freeze(network, &waiting, err);
    if (status) {
        routes_i_free(waiting.links);
        routes_network_free(network);
        return status;
    }
    *out = network;
    return ROUTES_OK;
}
