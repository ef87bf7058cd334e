/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit memory */

#include "routes/answer_cut.h"

#include "core/memory.h"
#include "support/answer.h"

/* Two ways from a to d, by b and by c, and one node e beyond. Cuts of 0.3: k1 and k3, or k2 and k3;
 * k3 is in both. */
static const char *const ways[] = {"k1",  "a",  "b", "0.1", "k2", "b",  "d", "0.10", "k3", "a", "c",
                                   "0.2", "k4", "c", "d",   "9",  "k5", "d", "e",    "1",  NULL};

static routes_table *table_of(const char *name, const char *heads, const char *const *cells)
{
    return answer_make(name, ROUTES_KIND_OWN, heads, cells);
}

static routes_network *network_of(const routes_table *links)
{
    routes_network *network = NULL;
    routes_error err;
    assert_ok(routes_network_from_table(&network, links, NULL, 0, &err), &err);
    return network;
}

struct case_of {
    routes_table *links, *ends, *nodes;
    routes_network *network;
    routes_answer_cut_options options;
};

static struct case_of make(const char *const *link_cells, const char *const *end_cells,
                           const char *const *node_cells)
{
    struct case_of made = {.options = ROUTES_ANSWER_CUT_OPTIONS};
    made.links = table_of("links", "id:T from:T to:T capacity:T", link_cells);
    made.ends = table_of("ends", "origin:T destination:T", end_cells);
    made.nodes = node_cells ? table_of("nodes", "id:T capacity:T", node_cells) : NULL;
    made.network = network_of(made.links);
    made.options.links = made.links;
    made.options.nodes = made.nodes;
    return made;
}

static void unmake(struct case_of *made)
{
    routes_network_free(made->network);
    routes_table_free(made->links);
    routes_table_free(made->ends);
    routes_table_free(made->nodes);
}

static routes_status ask(routes_table **table, const struct case_of *made, routes_error *err)
{
    return routes_answer_cut(table, made->network, made->ends, &made->options, err);
}

static void assert_row(const routes_table *table, size_t row, const char *link, const char *node,
                       double capacity, int shared)
{
    const char *found = routes_table_text_at(table, link ? "link" : "node", row);
    assert_string_equal(found, link ? link : node);
    assert_null(routes_table_text_at(table, link ? "node" : "link", row));
    assert_near(routes_table_numbers(table, routes_table_find(table, "capacity"))[row], capacity,
                0.0);
    assert_int_equal(routes_table_booleans(table, routes_table_find(table, "shared"))[row], shared);
}

static void decimals_that_cost_the_same_are_ties(void **state)
{
    (void)state;
    static const char *const ends[] = {"a", "-", "a", "d", NULL};
    struct case_of made = make(ways, ends, NULL);
    routes_table *table = NULL;
    routes_error err;
    assert_ok(ask(&table, &made, &err), &err);
    assert_int_equal(routes_table_rows(table), 2);
    assert_row(table, 0, "k1", NULL, 0.1, 0);
    assert_row(table, 1, "k3", NULL, 0.2, 1);
    assert_string_equal(routes_table_meta(table, "value"), "0.3");
    assert_string_equal(routes_table_meta(table, "unique"), "no");
    assert_string_equal(routes_table_meta(table, "nearest"), "origin");
    assert_int_equal(routes_table_kind(table), ROUTES_KIND_OWN);
    routes_table_free(table);

    made.options.which = ROUTES_CUT_NEAREST_DESTINATION;
    assert_ok(ask(&table, &made, &err), &err);
    assert_row(table, 0, "k2", NULL, 0.1, 0);
    assert_row(table, 1, "k3", NULL, 0.2, 1);
    routes_table_free(table);

    made.options.which = ROUTES_CUT_ANY;
    assert_ok(ask(&table, &made, &err), &err);
    assert_int_equal(routes_table_rows(table), 3);
    assert_row(table, 0, "k1", NULL, 0.1, 0);
    assert_row(table, 1, "k2", NULL, 0.1, 0);
    assert_row(table, 2, "k3", NULL, 0.2, 1);
    assert_string_equal(routes_table_meta(table, "nearest"), "any");
    routes_table_free(table);
    made.options.which = ROUTES_CUT_SHARED;
    assert_ok(ask(&table, &made, &err), &err);
    assert_int_equal(routes_table_rows(table), 1);
    assert_row(table, 0, "k3", NULL, 0.2, 1);
    routes_table_free(table);
    made.options.which = ROUTES_CUT_NEAREST_DESTINATION;

    /* Without capacities each link counts 1: two ways that share none. */
    made.options.links = NULL;
    assert_ok(ask(&table, &made, &err), &err);
    assert_string_equal(routes_table_meta(table, "value"), "2");
    assert_row(table, 0, "k2", NULL, 1, 0);
    routes_table_free(table);
    unmake(&made);
}

/* Node c lets 0.05 pass: 0.1 by b and 0.05 by c. Nodes alone: each link still costs a whole one. */
static void nodes_may_be_what_is_cut(void **state)
{
    (void)state;
    static const char *const ends[] = {"a", "e", "-", "d", NULL};
    static const char *const nodes[] = {"b", "-", "c", "0.05", "a", "unlimited", NULL};
    struct case_of made = make(ways, ends, nodes);
    routes_table *table = NULL;
    routes_error err;
    assert_ok(ask(&table, &made, &err), &err);
    assert_string_equal(routes_table_meta(table, "value"), "0.15");
    assert_int_equal(routes_table_rows(table), 2);
    assert_row(table, 0, "k1", NULL, 0.1, 0);
    assert_row(table, 1, NULL, "c", 0.05, 1);
    routes_table_free(table);
    made.options.links = NULL;
    assert_ok(ask(&table, &made, &err), &err);
    assert_string_equal(routes_table_meta(table, "value"), "1.05");
    assert_row(table, 0, "k1", NULL, 1, 0);
    routes_table_free(table);
    unmake(&made);
}

static void without_a_way_the_value_is_0(void **state)
{
    (void)state;
    static const char *const apart[] = {"k1", "a", "b", "2", "k2", "c", "d", "2", NULL};
    static const char *const ends[] = {"a", "d", NULL};
    struct case_of made = make(apart, ends, NULL);
    routes_table *table = NULL;
    routes_error err;
    assert_ok(ask(&table, &made, &err), &err);
    assert_int_equal(routes_table_rows(table), 0);
    assert_string_equal(routes_table_meta(table, "value"), "0");
    assert_string_equal(routes_table_meta(table, "unique"), "yes");
    routes_table_free(table);
    unmake(&made);
}

static void refuse(const char *const *link_cells, const char *const *end_cells,
                   const char *const *node_cells, routes_status want, const char *message)
{
    struct case_of made = make(link_cells, end_cells, node_cells);
    routes_table *table = NULL;
    routes_error err;
    assert_int_equal(ask(&table, &made, &err), want);
    assert_null(table);
    assert_string_equal(err.message, message);
    unmake(&made);
}

static void what_is_wrong_is_named(void **state)
{
    (void)state;
    static const char *const ends[] = {"a", "d", NULL};
    static const char *const both[] = {"a", "d", "b", "a", NULL};
    static const char *const none[] = {"a", "-", NULL};
    static const char *const unknown[] = {"a", "x", NULL};
    static const char *const less[] = {"k1", "a", "d", "-1", NULL};
    static const char *const word[] = {"k1", "a", "d", "many", NULL};
    static const char *const gap[] = {"k1", "a", "d", "1", "k2", "a", "d", "-", NULL};
    static const char *const open[] = {"k1", "a", "d", "unlimited", NULL};
    static const char *const nodes[] = {"q", "1", NULL};
    static const char *const fine[] = {"k1", "a", "d", "0.0000000000000000001", NULL};
    refuse(ways, both, NULL, ROUTES_E_DATA, "\"a\" is both an origin and a destination");
    refuse(ways, none, NULL, ROUTES_E_DATA, "no destination is named");
    refuse(ways, unknown, NULL, ROUTES_E_NOT_FOUND, "no node is called \"x\"");
    refuse(less, ends, NULL, ROUTES_E_DATA,
           "links row 2 capacity: \"-1\" must be 0 or above, or unlimited");
    refuse(word, ends, NULL, ROUTES_E_DATA, "links row 2 capacity: 'many' is not a decimal number");
    refuse(gap, ends, NULL, ROUTES_E_DATA,
           "links row 3 capacity: must be a number, as in the other rows");
    refuse(open, ends, NULL, ROUTES_E_NOT_FOUND,
           "there is no cut: a way between them has no limited capacity");
    refuse(ways, ends, nodes, ROUTES_E_DATA, "nodes row 2 id: no node is called \"q\"");
    refuse(fine, ends, NULL, ROUTES_E_DATA,
           "links row 2 capacity: '0.0000000000000000001' has more than 18 decimals");

    struct case_of made = make(ways, ends, NULL);
    routes_table *table = NULL;
    routes_error err;
    assert_int_equal(routes_answer_cut(NULL, made.network, made.ends, NULL, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_answer_cut(&table, NULL, made.ends, NULL, &err), ROUTES_E_ARGUMENT);
    assert_int_equal(routes_answer_cut(&table, made.network, NULL, NULL, &err), ROUTES_E_ARGUMENT);
    made.options.which = (routes_cut_which)4;
    assert_int_equal(ask(&table, &made, &err), ROUTES_E_ARGUMENT);
    made.options = (routes_answer_cut_options)ROUTES_ANSWER_CUT_OPTIONS;
    routes_table *other = table_of("links", "capacity:T", (const char *const[]){"1", NULL});
    made.options.links = other;
    assert_int_equal(ask(&table, &made, &err), ROUTES_E_ARGUMENT);
    assert_string_equal(err.message, "links has 1 rows, the network 5 links");
    routes_table_free(other);
    unmake(&made);
}

static void the_answer_survives_every_allocation_that_fails(void **state)
{
    (void)state;
    static const char *const ends[] = {"a", "e", NULL};
    static const char *const nodes[] = {"c", "0.05", NULL};
    struct case_of made = make(ways, ends, nodes);
    long live = routes_i_memory_live();
    routes_status status = ROUTES_E_MEMORY;
    for (long allowed = 0; status == ROUTES_E_MEMORY; allowed++) {
        routes_table *table = NULL;
        routes_error err;
        routes_i_memory_fail_after(allowed);
        status = ask(&table, &made, &err);
        routes_i_memory_fail_after(-1);
        assert_true((status == ROUTES_OK) == (table != NULL));
        routes_table_free(table);
        assert_int_equal(routes_i_memory_live(), live);
    }
    assert_int_equal(status, ROUTES_OK);
    unmake(&made);
    assert_int_equal(routes_i_memory_live(), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decimals_that_cost_the_same_are_ties),
        cmocka_unit_test(nodes_may_be_what_is_cut),
        cmocka_unit_test(without_a_way_the_value_is_0),
        cmocka_unit_test(what_is_wrong_is_named),
        cmocka_unit_test(the_answer_survives_every_allocation_that_fails),
    };
    return cmocka_run_group_tests_name("answer_cut", tests, NULL, NULL);
}
