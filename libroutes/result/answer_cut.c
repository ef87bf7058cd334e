/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/answer_cut.h"

#include <string.h>

#include "core/fail.h"
#include "core/memory.h"
#include "core/options.h"
#include "core/row.h"
#include "result/decimals.h"
#include "result/network_answer.h"

static const char method[] = "Dinic 1970; cut and flow prove each other, in whole numbers";

/* As a capacity. */
static const char unlimited[] = "unlimited";

static const routes_column columns[] = {
    {"link", ROUTES_COLUMN_TEXT, NULL, "Link of the cut"},
    {"capacity", ROUTES_COLUMN_NUMBER, NULL, "What it costs"},
    {"node", ROUTES_COLUMN_TEXT, NULL, "Node of the cut, where it is no link"},
    {"shared", ROUTES_COLUMN_BOOLEAN, NULL, "Whether it is in every minimum cut"},
};

/* What the kernel takes. */
struct question {
    const routes_network *network;
    routes_i_end_nodes ends;
    int64_t *link_capacity; /* null: 1 each */
    int64_t *node_capacity; /* null: unlimited */
    unsigned decimals;      /* of all capacities */
};

static void free_question(struct question *question)
{
    routes_i_end_nodes_free(&question->ends);
    routes_i_free(question->link_capacity);
    routes_i_free(question->node_capacity);
}

static routes_status read_links(struct question *question, const routes_table *links,
                                routes_error *err)
{
    size_t count = routes_graph_links(routes_network_graph(question->network));
    const char *const *texts = routes_table_texts(links, routes_table_find(links, "capacity"));
    if (!routes_i_decimals_stated(links, "capacity"))
        return ROUTES_OK;
    if (routes_table_rows(links) != count)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "links has %zu rows, the network %zu links",
                             routes_table_rows(links), count);
    question->link_capacity = routes_i_calloc(count, sizeof *question->link_capacity);
    if (!question->link_capacity)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu capacities", count);
    routes_status status = ROUTES_OK;
    for (size_t row = 0; row < count && !status; row++)
        status = texts[row]
                     ? routes_i_decimals_cell(&question->link_capacity[row], links, "capacity", row,
                                              question->decimals, unlimited, err)
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
    if (!routes_i_decimals_stated(nodes, "capacity"))
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
            status = routes_i_decimals_cell(&question->node_capacity[node], nodes, "capacity", row,
                                            question->decimals, unlimited, err);
    }
    return status;
}

static routes_status read_question(struct question *question, const routes_table *ends,
                                   const routes_answer_cut_options *use, routes_error *err)
{
    routes_status status = routes_i_end_nodes_read(&question->ends, question->network, ends, err);
    if (!status)
        status =
            routes_i_decimals_find(&question->decimals, use->links, "capacity", unlimited, err);
    if (!status)
        status =
            routes_i_decimals_find(&question->decimals, use->nodes, "capacity", unlimited, err);
    if (!status && use->links)
        status = read_links(question, use->links, err);
    if (!status && use->nodes)
        status = read_nodes(question, use->nodes, err);
    return status;
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
        question->link_capacity[i] = routes_i_decimals_ten(question->decimals);
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
    return (double)count / (double)routes_i_decimals_ten(question->decimals);
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
    char value[ROUTES_I_DECIMALS_SIZE];
    routes_i_decimals_text(value, routes_cut_value(cut), question->decimals);
    routes_status status = routes_table_set_meta(table, "value", value, err);
    if (!status)
        status = routes_table_set_meta(table, "unique", is_unique(cut) ? "yes" : "no", err);
    if (status)
        return status;
    static const char *const words[] = {"origin", "destination", "shared", "any"};
    return routes_table_set_meta(table, "nearest", words[which], err);
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
                            question->ends.node[0], question->ends.count[0], question->ends.node[1],
                            question->ends.count[1], &options, err);
    if (!status)
        status = add_rows(table, question, cut, use->which, err);
    if (!status)
        status = describe(table, question, cut, use->which, err);
    routes_cut_free(cut);
    return status;
}

routes_status routes_answer_cut(routes_table **out, const routes_network *network,
                                const routes_table *ends, const routes_answer_cut_options *options,
                                routes_error *err)
{
    routes_answer_cut_options use;
    routes_status status = routes_i_options_read(&use, sizeof use, options, err);
    if (!status && (unsigned)use.which > ROUTES_CUT_ANY)
        status = routes_i_fail(err, ROUTES_E_ARGUMENT, "which is %d, must be 0 to 3", use.which);
    if (!out)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "out must not be null");
    *out = NULL;
    if (!status)
        status = routes_i_network_begin(out, "cut", columns, sizeof columns / sizeof *columns,
                                        network, err);
    if (status)
        return status;
    struct question question = {.network = network};
    status = answer(*out, &question, ends, &use, err);
    free_question(&question);
    return routes_i_network_end(out, method, status, err);
}
