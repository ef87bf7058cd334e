/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit memory */

#include "routes/answer_graph_closeness.h"

#include "core/memory.h"
#include "support/own.h"

/* a -1- b -2- c, one way from c to d over 5, and e alone with itself. */
static routes_network *five_nodes(void)
{
    static const char *const names[] = {"from", "to", "length", "directed"};
    static const char *const cells[][4] = {{"a", "b", "1", "no"},
                                           {"b", "c", "2", "no"},
                                           {"c", "d", "5", "yes"},
                                           {"e", "e", "1", "no"}};
    routes_column columns[4];
    routes_table *links = NULL;
    routes_network *network = NULL;
    routes_error err;
    for (size_t i = 0; i < 4; i++)
        columns[i] = (routes_column){names[i], ROUTES_COLUMN_TEXT, NULL, "A column"};
    assert_ok(routes_table_new(&links, "links", columns, 4, &err), &err);
    for (size_t row = 0; row < 4; row++) {
        assert_ok(routes_table_add_row(links, &err), &err);
        for (size_t i = 0; i < 4; i++)
            assert_ok(routes_table_set_text(links, i, row, cells[row][i], &err), &err);
    }
    assert_ok(routes_network_from_table(&network, links, NULL, 0, &err), &err);
    routes_table_free(links);
    return network;
}

static void each_node_has_its_nearest_and_the_way_to_it(void **state)
{
    (void)state;
    static const char *const to[] = {"d", "a"};
    routes_network *network = five_nodes();
    routes_table *table = NULL;
    routes_error err;
    assert_ok(routes_answer_closeness(&table, network, to, 2, NULL, &err), &err);
    assert_int_equal(routes_table_rows(table), 5);
    assert_int_equal(routes_table_kind(table), ROUTES_KIND_OWN);
    assert_near(own_number(table, "a", "distance_m"), 0.0, 0.0);
    assert_near(own_number(table, "c", "distance_m"), 3.0, 0.0);
    assert_near(own_number(table, "d", "distance_m"), 0.0, 0.0);
    assert_true(isnan(own_number(table, "e", "distance_m")));
    assert_string_equal(routes_table_meta(table, "targets"), "2");
    assert_string_equal(routes_table_meta(table, "unreached"), "1");
    routes_table_free(table);
    /* Nothing leads from d. */
    assert_ok(routes_answer_closeness(&table, network, &to[1], 1, NULL, &err), &err);
    assert_true(isnan(own_number(table, "d", "distance_m")));
    assert_string_equal(routes_table_meta(table, "unreached"), "2");
    routes_table_free(table);
    routes_network_free(network);
}

static void bad_calls_are_refused(void **state)
{
    (void)state;
    static const char *const to[] = {"z"};
    routes_network *network = five_nodes();
    routes_table *table = NULL;
    routes_error err;
    routes_answer_closeness_options options = ROUTES_ANSWER_CLOSENESS_OPTIONS;
    assert_int_equal(routes_answer_closeness(&table, network, to, 1, NULL, &err),
                     ROUTES_E_NOT_FOUND);
    assert_string_equal(err.message, "no node is called \"z\"");
    assert_int_equal(routes_answer_closeness(&table, network, NULL, 0, NULL, &err),
                     ROUTES_E_NOT_FOUND);
    assert_int_equal(routes_answer_closeness(&table, network, NULL, 1, NULL, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_answer_closeness(NULL, network, to, 1, NULL, &err), ROUTES_E_ARGUMENT);
    assert_int_equal(routes_answer_closeness(&table, NULL, to, 1, NULL, &err), ROUTES_E_ARGUMENT);
    options.kind = ROUTES_PATH_RELIABILITY;
    static const char *const a[] = {"a"};
    assert_int_equal(routes_answer_closeness(&table, network, a, 1, &options, &err),
                     ROUTES_E_ARGUMENT);
    assert_null(table);
    routes_network_free(network);
}

static void the_answer_survives_every_allocation_that_fails(void **state)
{
    (void)state;
    static const char *const to[] = {"d", "a"};
    routes_network *network = five_nodes();
    long live = routes_i_memory_live();
    routes_status status = ROUTES_E_MEMORY;
    for (long allowed = 0; status == ROUTES_E_MEMORY; allowed++) {
        routes_table *table = NULL;
        routes_error err;
        routes_i_memory_fail_after(allowed);
        status = routes_answer_closeness(&table, network, to, 2, NULL, &err);
        routes_i_memory_fail_after(-1);
        assert_true((status == ROUTES_OK) == (table != NULL));
        routes_table_free(table);
        assert_int_equal(routes_i_memory_live(), live);
    }
    assert_int_equal(status, ROUTES_OK);
    routes_network_free(network);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_node_has_its_nearest_and_the_way_to_it),
        cmocka_unit_test(bad_calls_are_refused),
        cmocka_unit_test(the_answer_survives_every_allocation_that_fails),
    };
    return cmocka_run_group_tests_name("answer_graph_closeness", tests, NULL, NULL);
}
