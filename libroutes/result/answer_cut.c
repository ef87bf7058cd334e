/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/answer_cut.h"

#include <stdio.h>
#include <string.h>

#include "core/fail.h"
#include "core/memory.h"
#include "core/options.h"
#include "core/row.h"
#include "core/text.h"
#include "routes/decimal.h"

static const routes_column columns[] = {
    {"link", ROUTES_COLUMN_TEXT, NULL, "Link of the cut"},
    {"capacity", ROUTES_COLUMN_NUMBER, NULL, "What it costs"},
    {"node", ROUTES_COLUMN_TEXT, NULL, "Node of the cut, where it is no link"},
    {"shared", ROUTES_COLUMN_BOOLEAN, NULL, "Whether it is in every minimum cut"},
};

/* What the kernel takes. */
struct question {
    const routes_network *network;
    uint32_t *node[2]; /* origins, destinations */
    size_t count[2];
    int64_t *link_capacity; /* null: 1 each */
    int64_t *node_capacity; /* null: unlimited */
    unsigned decimals;      /* of all capacities */
};

static void free_question(struct question *question)
{
    routes_i_free(question->node[0]);
    routes_i_free(question->node[1]);
    routes_i_free(question->link_capacity);
    routes_i_free(question->node_capacity);
}

static routes_status read_ends(struct question *question, int which, const routes_table *ends,
                               routes_error *err)
{
    const char *name = which ? "destination" : "origin";
    const char *const *ids = routes_table_texts(ends, routes_table_find(ends, name));
    size_t rows = routes_table_rows(ends);
    if (!ends || (rows && !ids))
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "ends needs a text column %s", name);
    question->node[which] = routes_i_calloc(rows, sizeof *question->node[which]);
    if (!question->node[which])
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu ends", rows);
    for (size_t row = 0; row < rows; row++) {
        if (!ids[row])
            continue;
        uint32_t node = routes_network_find(question->network, ids[row]);
        if (node == ROUTES_GRAPH_NONE)
            return routes_i_fail(err, ROUTES_E_NOT_FOUND, "no node is called \"%s\"", ids[row]);
        question->node[which][question->count[which]++] = node;
    }
    if (question->count[which] == 0)
        return routes_i_fail(err, ROUTES_E_DATA, "no %s is named", name);
    return ROUTES_OK;
}

/* The kernel would say which number it is; here it has a name. */
static routes_status check_ends(const struct question *question, routes_error *err)
{
    size_t nodes = routes_graph_nodes(routes_network_graph(question->network));
    unsigned char *is_origin = routes_i_calloc(nodes, 1);
    routes_status status = ROUTES_OK;
    if (!is_origin)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu nodes", nodes);
    for (size_t i = 0; i < question->count[0]; i++)
        is_origin[question->node[0][i]] = 1;
    for (size_t i = 0; i < question->count[1] && !status; i++)
        if (is_origin[question->node[1][i]])
            status =
                routes_i_fail(err, ROUTES_E_DATA, "\"%s\" is both an origin and a destination",
                              routes_network_node(question->network, question->node[1][i])->id);
    routes_i_free(is_origin);
    return status;
}

static int is_unlimited(const char *text)
{
    return strcmp(text, "unlimited") == 0;
}

static int any_stated(const char *const *texts, size_t rows)
{
    for (size_t row = 0; texts && row < rows; row++)
        if (texts[row])
            return 1;
    return 0;
}

/* Raises the decimals to what the texts of a column need. */
static routes_status find_decimals(unsigned *decimals, const routes_table *table, routes_error *err)
{
    const char *const *texts = routes_table_texts(table, routes_table_find(table, "capacity"));
    for (size_t row = 0; texts && row < routes_table_rows(table); row++) {
        int64_t count;
        routes_error why;
        if (!texts[row] || is_unlimited(texts[row]))
            continue;
        while (routes_decimal_read(&count, texts[row], *decimals, &why)) {
            if (++*decimals > ROUTES_DECIMAL_MOST)
                return routes_i_fail(err, ROUTES_E_DATA, "%s row %zu capacity: %s",
                                     routes_table_name(table), row + 2, why.message);
        }
    }
    return ROUTES_OK;
}

static routes_status read_capacity(int64_t *capacity, const char *text, const char *table,
                                   size_t row, unsigned decimals, routes_error *err)
{
    routes_error why;
    *capacity = ROUTES_CUT_UNLIMITED;
    if (is_unlimited(text))
        return ROUTES_OK;
    if (routes_decimal_read(capacity, text, decimals, &why))
        return routes_i_fail(err, ROUTES_E_DATA, "%s row %zu capacity: %s", table, row + 2,
                             why.message);
    if (*capacity < 0)
        return routes_i_fail(err, ROUTES_E_DATA,
                             "%s row %zu capacity: \"%s\" must be 0 or above, or unlimited", table,
                             row + 2, text);
    return ROUTES_OK;
}

static routes_status read_links(struct question *question, const routes_table *links,
                                routes_error *err)
{
    size_t count = routes_graph_links(routes_network_graph(question->network));
    const char *const *texts = routes_table_texts(links, routes_table_find(links, "capacity"));
    if (!any_stated(texts, routes_table_rows(links)))
        return ROUTES_OK;
    if (routes_table_rows(links) != count)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "links has %zu rows, the network %zu links",
                             routes_table_rows(links), count);
    question->link_capacity = routes_i_calloc(count, sizeof *question->link_capacity);
    if (!question->link_capacity)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu capacities", count);
    routes_status status = ROUTES_OK;
    for (size_t row = 0; row < count && !status; row++)
        status = texts[row] ? read_capacity(&question->link_capacity[row], texts[row], "links", row,
                                            question->decimals, err)
                            : routes_i_fail(err, ROUTES_E_DATA,
                                            "links row %zu capacity: must be a number, as in the "
                                            "other rows",
                                            row + 2);
    return status;
}

static routes_status read_nodes(struct question *question, const routes_table *nodes,
                                routes_error *err)
{
    size_t count = routes_graph_nodes(routes_network_graph(question->network));
    const char *const *texts = routes_table_texts(nodes, routes_table_find(nodes, "capacity"));
    if (!any_stated(texts, routes_table_rows(nodes)))
        return ROUTES_OK;
    question->node_capacity = routes_i_calloc(count, sizeof *question->node_capacity);
    if (!question->node_capacity)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu capacities", count);
    for (size_t v = 0; v < count; v++)
        question->node_capacity[v] = ROUTES_CUT_UNLIMITED;
    routes_status status = ROUTES_OK;
    for (size_t row = 0; row < routes_table_rows(nodes) && !status; row++) {
        const char *id = routes_table_text_at(nodes, "id", row);
        uint32_t node = id ? routes_network_find(question->network, id) : ROUTES_GRAPH_NONE;
        if (node == ROUTES_GRAPH_NONE)
            status = routes_i_fail(err, ROUTES_E_DATA, "nodes row %zu id: no node is called \"%s\"",
                                   row + 2, id ? id : "");
        else if (texts[row])
            status = read_capacity(&question->node_capacity[node], texts[row], "nodes", row,
                                   question->decimals, err);
    }
    return status;
}

static routes_status read_question(struct question *question, const routes_table *ends,
                                   const routes_answer_cut_options *use, routes_error *err)
{
    routes_status status = ROUTES_OK;
    for (int which = 0; which < 2 && !status; which++)
        status = read_ends(question, which, ends, err);
    if (!status)
        status = check_ends(question, err);
    if (!status && use->links)
        status = find_decimals(&question->decimals, use->links, err);
    if (!status && use->nodes)
        status = find_decimals(&question->decimals, use->nodes, err);
    if (!status && use->links)
        status = read_links(question, use->links, err);
    if (!status && use->nodes)
        status = read_nodes(question, use->nodes, err);
    return status;
}

static int64_t ten_to(unsigned power)
{
    int64_t ten = 1;
    while (power--)
        ten *= 10;
    return ten;
}

/* Where only nodes have capacities, the links' own are still 1 each in their decimals. */
static routes_status fill_links(struct question *question, routes_error *err)
{
    size_t count = routes_graph_links(routes_network_graph(question->network));
    if (question->link_capacity || question->decimals == 0)
        return ROUTES_OK;
    question->link_capacity = routes_i_calloc(count, sizeof *question->link_capacity);
    if (!question->link_capacity)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu capacities", count);
    for (size_t i = 0; i < count; i++)
        question->link_capacity[i] = ten_to(question->decimals);
    return ROUTES_OK;
}

static int holds(const uint32_t *numbers, size_t count, uint32_t number)
{
    size_t low = 0;
    while (low < count) {
        size_t middle = low + (count - low) / 2;
        if (numbers[middle] == number)
            return 1;
        if (numbers[middle] < number)
            low = middle + 1;
        else
            count = middle;
    }
    return 0;
}

static double number_of(const struct question *question, int64_t count)
{
    return (double)count / (double)ten_to(question->decimals);
}

static routes_status add_rows(routes_table *table, const struct question *question,
                              const routes_cut *cut, routes_cut_which which, routes_error *err)
{
    routes_cut_members members = routes_cut_find(cut, which);
    routes_cut_members shared = routes_cut_find(cut, ROUTES_CUT_SHARED);
    routes_status status = ROUTES_OK;
    for (size_t i = 0; i < members.links && !status; i++) {
        uint32_t link = members.link[i];
        routes_i_row row = routes_i_row_start(table, err);
        routes_i_row_text(&row, routes_network_link_at(question->network, link)->id);
        routes_i_row_number(
            &row, number_of(question, question->link_capacity ? question->link_capacity[link] : 1));
        routes_i_row_text(&row, NULL);
        routes_i_row_boolean(&row, holds(shared.link, shared.links, link));
        status = routes_i_row_end(&row);
    }
    for (size_t i = 0; i < members.nodes && !status; i++) {
        uint32_t node = members.node[i];
        routes_i_row row = routes_i_row_start(table, err);
        routes_i_row_text(&row, NULL);
        routes_i_row_number(&row, number_of(question, question->node_capacity[node]));
        routes_i_row_text(&row, routes_network_node(question->network, node)->id);
        routes_i_row_boolean(&row, holds(shared.node, shared.nodes, node));
        status = routes_i_row_end(&row);
    }
    return status;
}

/* Every digit of the value: a double may have too few. */
static void value_text(char *out, size_t size, int64_t value, unsigned decimals)
{
    int64_t ten = ten_to(decimals);
    int at = snprintf(out, size, "%lld", (long long)(value / ten));
    if (value % ten == 0)
        return;
    at += snprintf(out + at, size - (size_t)at, ".%0*lld", (int)decimals, (long long)(value % ten));
    while (out[at - 1] == '0')
        out[--at] = '\0';
}

static int is_unique(const routes_cut *cut)
{
    routes_cut_members a = routes_cut_find(cut, ROUTES_CUT_NEAREST_ORIGIN);
    routes_cut_members b = routes_cut_find(cut, ROUTES_CUT_NEAREST_DESTINATION);
    return a.links == b.links && a.nodes == b.nodes &&
           (!a.links || memcmp(a.link, b.link, a.links * sizeof *a.link) == 0) &&
           (!a.nodes || memcmp(a.node, b.node, a.nodes * sizeof *a.node) == 0);
}

static routes_status describe(routes_table *table, const struct question *question,
                              const routes_cut *cut, routes_cut_which which, routes_error *err)
{
    char value[64];
    value_text(value, sizeof value, routes_cut_value(cut), question->decimals);
    routes_status status = routes_table_set_meta(table, "value", value, err);
    if (!status)
        status = routes_table_set_meta(table, "unique", is_unique(cut) ? "yes" : "no", err);
    if (!status)
        status = routes_table_set_meta(table, "nearest",
                                       which == ROUTES_CUT_NEAREST_ORIGIN        ? "origin"
                                       : which == ROUTES_CUT_NEAREST_DESTINATION ? "destination"
                                                                                 : "shared",
                                       err);
    if (!status)
        status = routes_table_set_meta(
            table, "method", "Dinic 1970; cut and flow prove each other, in whole numbers", err);
    return status;
}

static routes_status answer(routes_table *table, struct question *question,
                            const routes_table *ends, const routes_answer_cut_options *use,
                            routes_error *err)
{
    routes_cut *cut = NULL;
    routes_cut_options options = ROUTES_CUT_OPTIONS;
    routes_status status = read_question(question, ends, use, err);
    if (!status)
        status = fill_links(question, err);
    if (status)
        return status;
    options.node_capacity = question->node_capacity;
    options.run = use->run;
    status = routes_cut_new(&cut, routes_network_graph(question->network), question->link_capacity,
                            question->node[0], question->count[0], question->node[1],
                            question->count[1], &options, err);
    if (!status)
        status = add_rows(table, question, cut, use->which, err);
    if (!status)
        status = describe(table, question, cut, use->which, err);
    routes_cut_free(cut);
    return status;
}

/* A plain table's answer is its owner's; that of a model stays inside. */
static void set_kind(routes_table *table, const routes_network *network)
{
    const routes_node *first = routes_network_node(network, 0);
    if (first && first->kind == ROUTES_NODE_PLAIN)
        routes_table_set_kind(table, ROUTES_KIND_OWN, ROUTES_SENSITIVITY_LOW);
    else
        routes_table_set_kind(table, ROUTES_KIND_OPERATIONAL, ROUTES_SENSITIVITY_HIGH);
}

routes_status routes_answer_cut(routes_table **out, const routes_network *network,
                                const routes_table *ends, const routes_answer_cut_options *options,
                                routes_error *err)
{
    if (!out)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "out must not be null");
    *out = NULL;
    if (!network)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "network must not be null");
    routes_answer_cut_options use;
    routes_table *table = NULL;
    routes_status status = routes_i_options_read(&use, sizeof use, options, err);
    if (!status && (unsigned)use.which > ROUTES_CUT_SHARED)
        status = routes_i_fail(err, ROUTES_E_ARGUMENT, "which is %d, must be 0 to 2", use.which);
    if (!status)
        status = routes_table_new(&table, "cut", columns, sizeof columns / sizeof *columns, err);
    if (status)
        return status;
    set_kind(table, network);
    struct question question = {.network = network};
    status = answer(table, &question, ends, &use, err);
    free_question(&question);
    if (status) {
        routes_table_free(table);
        return status;
    }
    *out = table;
    return ROUTES_OK;
}
