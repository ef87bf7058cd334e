/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit memory */

#include "routes/answer_graph_betweenness.h"

#include "core/memory.h"
#include "support/own.h"

static void fill(routes_table **table, const char *name, const char *const *columns, size_t n,
                 const char *const *cells, size_t rows)
{
    routes_column wanted[4];
    routes_error err;
    for (size_t i = 0; i < n; i++)
        wanted[i] = (routes_column){columns[i], ROUTES_COLUMN_TEXT, NULL, "A column"};
    assert_ok(routes_table_new(table, name, wanted, n, &err), &err);
    for (size_t row = 0; row < rows; row++) {
        assert_ok(routes_table_add_row(*table, &err), &err);
        for (size_t i = 0; i < n; i++)
            if (cells[row * n + i])
                assert_ok(routes_table_set_text(*table, i, row, cells[row * n + i], &err), &err);
    }
}

/* a-b-c of 0.1 and 0.2, a-c of 0.3: two ways from a to c, and d alone. */
static routes_network *three_ways(void)
{
    static const char *const columns[] = {"id", "from", "to", "length"};
    static const char *const cells[] = {"k1", "a", "b", "0.1", "k2", "b", "c", "0.2",
                                        "k3", "a", "c", "0.3", "k4", "d", "d", "1"};
    routes_table *links = NULL;
    routes_network *network = NULL;
    routes_error err;
    fill(&links, "links", columns, 4, cells, 4);
    assert_ok(routes_network_from_table(&network, links, NULL, 0, &err), &err);
    routes_table_free(links);
    return network;
}

static routes_table *demands(const char *const *cells, size_t rows)
{
    static const char *const columns[] = {"origin", "destination", "volume"};
    routes_table *od = NULL;
    fill(&od, "od", columns, 3, cells, rows);
    return od;
}

static routes_status ask(routes_table **table, const routes_network *network,
                         routes_betweenness_of of, const routes_table *od, routes_error *err)
{
    routes_answer_betweenness_options options = ROUTES_ANSWER_BETWEENNESS_OPTIONS;
    options.of = of;
    return routes_answer_betweenness(table, network, od, &options, err);
}

static void volumes_pass_and_unknown_ones_are_counted(void **state)
{
    (void)state;
    static const char *const cells[] = {"a", "c", "8", "a", "d", "5", "b", "c", NULL};
    routes_network *network = three_ways();
    routes_table *od = demands(cells, 3);
    routes_table *table = NULL;
    routes_error err;
    assert_ok(ask(&table, network, ROUTES_BETWEENNESS_NODES, od, &err), &err);
    assert_int_equal(routes_table_rows(table), 4);
    assert_int_equal(routes_table_kind(table), ROUTES_KIND_OWN);
    assert_near(own_number(table, "b", "through"), 4.0, 0.0);
    assert_near(own_number(table, "a", "through_plus_ends"), 8.0, 0.0);
    assert_near(own_number(table, "d", "through_plus_ends"), 0.0, 0.0);
    assert_string_equal(routes_table_meta(table, "served"), "8");
    assert_string_equal(routes_table_meta(table, "unserved"), "5");
    assert_string_equal(routes_table_meta(table, "unknown_demands"), "1");
    routes_table_free(table);
    assert_ok(ask(&table, network, ROUTES_BETWEENNESS_LINKS, od, &err), &err);
    assert_near(own_number(table, "k2", "flow"), 4.0, 0.0);
    assert_near(own_number(table, "k4", "flow"), 0.0, 0.0);
    routes_table_free(table);
    routes_table_free(od);
    routes_network_free(network);
}

/* Six ordered pairs of a, b and c, one each; and d, that has no way to any of them. */
static void without_volumes_each_row_or_pair_counts_one(void **state)
{
    (void)state;
    static const char *const cells[] = {"a", "c", NULL, "c", "a", NULL};
    routes_network *network = three_ways();
    routes_table *od = demands(cells, 2);
    routes_table *table = NULL;
    routes_error err;
    assert_ok(ask(&table, network, ROUTES_BETWEENNESS_NODES, od, &err), &err);
    assert_near(own_number(table, "b", "through"), 1.0, 0.0);
    assert_string_equal(routes_table_meta(table, "unknown_demands"), "0");
    routes_table_free(table);
    assert_ok(ask(&table, network, ROUTES_BETWEENNESS_NODES, NULL, &err), &err);
    assert_near(own_number(table, "b", "through"), 1.0, 0.0);
    assert_near(own_number(table, "b", "through_plus_ends"), 5.0, 0.0);
    assert_string_equal(routes_table_meta(table, "served"), "6");
    assert_string_equal(routes_table_meta(table, "unserved"), "6");
    routes_table_free(table);
    routes_table_free(od);
    od = demands(NULL, 0);
    assert_ok(ask(&table, network, ROUTES_BETWEENNESS_LINKS, od, &err), &err);
    assert_near(own_number(table, "k3", "flow"), 0.0, 0.0);
    routes_table_free(table);
    routes_table_free(od);
    routes_network_free(network);
}

/* A circle of 300 with a spoke to each from one node more: the sample says how far off it may be,
 * and is not farther off. */
static void a_sample_says_how_far_off_it_may_be(void **state)
{
    (void)state;
    enum { RIM = 300 };
    static char names[RIM][8];
    static const char *cells[2 * RIM * 3];
    static const char *const columns[] = {"from", "to", "length"};
    for (int i = 0; i < RIM; i++)
        snprintf(names[i], sizeof names[i], "n%d", i);
    for (size_t i = 0; i < RIM; i++) {
        const char *const rim[] = {names[i], names[(i + 1) % RIM], "2"};
        const char *const spoke[] = {names[i], "hub", "3"};
        memcpy(&cells[6 * i], rim, sizeof rim);
        memcpy(&cells[6 * i + 3], spoke, sizeof spoke);
    }
    routes_table *links = NULL, *exact = NULL, *table = NULL;
    routes_network *network = NULL;
    routes_error err;
    fill(&links, "links", columns, 3, cells, (size_t)2 * RIM);
    assert_ok(routes_network_from_table(&network, links, NULL, 0, &err), &err);
    routes_answer_betweenness_options options = ROUTES_ANSWER_BETWEENNESS_OPTIONS;
    options.error = 0.1;
    options.seed = 3;
    assert_ok(ask(&exact, network, ROUTES_BETWEENNESS_NODES, NULL, &err), &err);
    assert_ok(routes_answer_betweenness(&table, network, NULL, &options, &err), &err);
    double error = strtod(routes_table_meta(table, "error"), NULL);
    assert_true(error > 0.0 && error <= 0.1 * (RIM + 1) * RIM);
    assert_true(strtod(routes_table_meta(table, "samples"), NULL) > 0.0);
    assert_string_equal(routes_table_meta(table, "seed"), "3");
    assert_true(strtod(routes_table_meta(table, "confidence"), NULL) == 0.99);
    assert_null(routes_table_meta(exact, "samples"));
    assert_true(fabs(own_number(table, "hub", "through") - own_number(exact, "hub", "through")) <=
                error);
    assert_true(own_number(exact, "hub", "through") > 0.9 * RIM * (RIM - 1));
    routes_table_free(table);
    options.error = 2.0;
    assert_int_equal(routes_answer_betweenness(&table, network, NULL, &options, &err),
                     ROUTES_E_ARGUMENT);
    assert_null(table);
    routes_table_free(exact);
    routes_table_free(links);
    routes_network_free(network);
}

static void wrong_rows_are_named(void **state)
{
    (void)state;
    static const char *const nowhere[] = {"a", "z", "1"};
    static const char *const below[] = {"a", "c", "-1"};
    routes_network *network = three_ways();
    routes_table *table = NULL;
    routes_error err;
    routes_table *od = demands(nowhere, 1);
    assert_int_equal(ask(&table, network, ROUTES_BETWEENNESS_NODES, od, &err), ROUTES_E_DATA);
    assert_string_equal(err.message, "od row 2 destination: no node is called \"z\"");
    routes_table_free(od);
    od = demands(below, 1);
    assert_int_equal(ask(&table, network, ROUTES_BETWEENNESS_NODES, od, &err), ROUTES_E_DATA);
    assert_null(table);
    assert_int_equal(ask(&table, network, (routes_betweenness_of)7, od, &err), ROUTES_E_ARGUMENT);
    assert_int_equal(ask(&table, NULL, ROUTES_BETWEENNESS_NODES, od, &err), ROUTES_E_ARGUMENT);
    routes_table_free(od);
    routes_network_free(network);
}

static void the_answer_survives_every_allocation_that_fails(void **state)
{
    (void)state;
    static const char *const cells[] = {"a", "c", "8", "a", "d", "5"};
    routes_network *network = three_ways();
    routes_table *od = demands(cells, 2);
    long live = routes_i_memory_live();
    routes_status status = ROUTES_E_MEMORY;
    for (long allowed = 0; status == ROUTES_E_MEMORY; allowed++) {
        routes_table *table = NULL;
        routes_error err;
        routes_i_memory_fail_after(allowed);
        status = ask(&table, network, ROUTES_BETWEENNESS_NODES, od, &err);
        routes_i_memory_fail_after(-1);
        assert_true((status == ROUTES_OK) == (table != NULL));
        routes_table_free(table);
        assert_int_equal(routes_i_memory_live(), live);
    }
    assert_int_equal(status, ROUTES_OK);
    routes_table_free(od);
    routes_network_free(network);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(volumes_pass_and_unknown_ones_are_counted),
        cmocka_unit_test(without_volumes_each_row_or_pair_counts_one),
        cmocka_unit_test(a_sample_says_how_far_off_it_may_be),
        cmocka_unit_test(wrong_rows_are_named),
        cmocka_unit_test(the_answer_survives_every_allocation_that_fails),
    };
    return cmocka_run_group_tests_name("answer_graph_betweenness", tests, NULL, NULL);
}
