/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit memory */

#include "routes/answer_graph_paths.h"

#include "core/memory.h"
#include "support/own.h"

static void put(routes_table *table, size_t rows, size_t columns, const char *const *cells)
{
    routes_error err;
    for (size_t row = 0; row < rows; row++) {
        assert_ok(routes_table_add_row(table, &err), &err);
        for (size_t i = 0; i < columns; i++)
            if (cells[row * columns + i])
                assert_ok(routes_table_set_text(table, i, row, cells[row * columns + i], &err),
                          &err);
    }
}

/* a-b-d of 0.1 and 0.2, a-c-d of 0.25 each, a-d of 0.5; e alone. Chances .9 on a-b and .5 on a-d;
 * times of 2 s each. */
static routes_network *diamond(void)
{
    static const routes_column columns[] = {
        {"id", ROUTES_COLUMN_TEXT, NULL, NULL},   {"from", ROUTES_COLUMN_TEXT, NULL, NULL},
        {"to", ROUTES_COLUMN_TEXT, NULL, NULL},   {"length", ROUTES_COLUMN_TEXT, NULL, NULL},
        {"time", ROUTES_COLUMN_TEXT, NULL, NULL}, {"reliability", ROUTES_COLUMN_TEXT, NULL, NULL}};
    static const char *const cells[] = {"k1",  "a", "b",   "0.1",  "2", "0.9", "k2",   "b", "d",
                                        "0.2", "2", NULL,  "k3",   "a", "c",   "0.25", "2", NULL,
                                        "k4",  "c", "d",   "0.25", "2", NULL,  "k5",   "a", "d",
                                        "0.5", "2", "0.5", "k6",   "e", "e",   "1",    "2", NULL};
    routes_table *links = NULL;
    routes_network *network = NULL;
    routes_error err;
    assert_ok(routes_table_new(&links, "links", columns, 6, &err), &err);
    put(links, 6, 6, cells);
    assert_ok(routes_network_from_table(&network, links, NULL, 0, &err), &err);
    routes_table_free(links);
    return network;
}

/* path:node=cost of every row, one after the other. */
static void check(const routes_network *network, const char *from, const char *to,
                  const routes_answer_paths_options *options, const char *expected)
{
    char text[1024] = "";
    routes_table *table = NULL;
    routes_error err;
    assert_ok(routes_answer_paths(&table, network, from, to, options, &err), &err);
    for (size_t row = 0; row < routes_table_rows(table); row++)
        snprintf(text + strlen(text), sizeof text - strlen(text), "%lld%s%s%g ",
                 (long long)routes_table_integers(table, 0)[row], routes_table_texts(table, 2)[row],
                 routes_table_integers(table, 1)[row] ? routes_table_texts(table, 3)[row] : "",
                 routes_table_numbers(table, 4)[row]);
    assert_string_equal(text, expected);
    assert_int_equal(routes_table_kind(table), ROUTES_KIND_OWN);
    routes_table_free(table);
}

static void ways_are_told_step_by_step(void **state)
{
    (void)state;
    routes_network *network = diamond();
    routes_answer_paths_options options = ROUTES_ANSWER_PATHS_OPTIONS;
    check(network, "a", "d", NULL, "1a0 1bk10.1 1dk20.3 ");
    options.k = 9;
    check(network, "a", "d", &options, "1a0 1bk10.1 1dk20.3 2a0 2dk50.5 3a0 3ck30.25 3dk40.5 ");
    options.kind = ROUTES_PATH_TIME;
    options.k = 2;
    check(network, "a", "d", &options, "1a0 1dk52 2a0 2bk12 2dk24 ");
    options.kind = ROUTES_PATH_RELIABILITY;
    options.k = 3;
    check(network, "a", "d", &options, "1a1 1ck31 1dk41 2a1 2bk10.9 2dk20.9 3a1 3dk50.5 ");
    options = (routes_answer_paths_options)ROUTES_ANSWER_PATHS_OPTIONS;
    options.of = ROUTES_PATHS_DISJOINT_NODES;
    check(network, "a", "d", &options, "1a0 1bk10.1 1dk20.3 2a0 2dk50.5 3a0 3ck30.25 3dk40.5 ");
    routes_network_free(network);
}

static void disjoint_ways_say_how_many_there_are(void **state)
{
    (void)state;
    routes_network *network = diamond();
    routes_answer_paths_options options = ROUTES_ANSWER_PATHS_OPTIONS;
    routes_table *table = NULL;
    routes_error err;
    options.of = ROUTES_PATHS_DISJOINT_LINKS;
    options.k = 2;
    assert_ok(routes_answer_paths(&table, network, "a", "d", &options, &err), &err);
    assert_string_equal(routes_table_meta(table, "paths"), "2");
    assert_string_equal(routes_table_meta(table, "value"), "3");
    assert_near(strtod(routes_table_meta(table, "total"), NULL), 0.8, 1e-15);
    assert_string_equal(routes_table_column(table, 4)->unit, "m");
    routes_table_free(table);
    options.kind = ROUTES_PATH_TIME;
    assert_ok(routes_answer_paths(&table, network, "a", "d", &options, &err), &err);
    assert_string_equal(routes_table_meta(table, "total"), "6");
    routes_table_free(table);
    routes_network_free(network);
}

static void paths_refuses_what_it_cannot_answer(void **state)
{
    (void)state;
    routes_network *network = diamond();
    routes_answer_paths_options options = ROUTES_ANSWER_PATHS_OPTIONS;
    routes_table *table = NULL;
    routes_error err;
    assert_int_equal(routes_answer_paths(NULL, network, "a", "d", NULL, &err), ROUTES_E_ARGUMENT);
    assert_int_equal(routes_answer_paths(&table, NULL, "a", "d", NULL, &err), ROUTES_E_ARGUMENT);
    assert_int_equal(routes_answer_paths(&table, network, "z", "d", NULL, &err),
                     ROUTES_E_NOT_FOUND);
    assert_string_equal(err.message, "no node is called \"z\"");
    assert_int_equal(routes_answer_paths(&table, network, "a", NULL, NULL, &err),
                     ROUTES_E_NOT_FOUND);
    assert_int_equal(routes_answer_paths(&table, network, "a", "e", NULL, &err),
                     ROUTES_E_NOT_FOUND);
    assert_string_equal(err.message, "there is no way from \"a\" to \"e\"");
    options.of = (routes_paths_of)7;
    assert_int_equal(routes_answer_paths(&table, network, "a", "d", &options, &err),
                     ROUTES_E_ARGUMENT);
    options.of = ROUTES_PATHS_DISJOINT_LINKS;
    assert_int_equal(routes_answer_paths(&table, network, "a", "e", &options, &err),
                     ROUTES_E_NOT_FOUND);
    assert_int_equal(routes_answer_paths(&table, network, "a", "a", &options, &err),
                     ROUTES_E_ARGUMENT);
    assert_null(table);
    routes_network_free(network);
}

static void every_allocation_of_paths_may_fail(void **state)
{
    (void)state;
    routes_network *network = diamond();
    long before = routes_i_memory_live();
    for (int of = 0; of < 2; of++) {
        routes_answer_paths_options options = ROUTES_ANSWER_PATHS_OPTIONS;
        options.of = (routes_paths_of)of;
        options.k = 3;
        routes_table *table = NULL;
        for (long n = 0;; n++) {
            routes_error err;
            routes_i_memory_fail_after(n);
            routes_status status = routes_answer_paths(&table, network, "a", "d", &options, &err);
            routes_i_memory_fail_after(-1);
            if (status == ROUTES_OK)
                break;
            assert_int_equal(status, ROUTES_E_MEMORY);
            assert_null(table);
            assert_int_equal(routes_i_memory_live(), before);
        }
        routes_table_free(table);
    }
    routes_network_free(network);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ways_are_told_step_by_step),
        cmocka_unit_test(disjoint_ways_say_how_many_there_are),
        cmocka_unit_test(paths_refuses_what_it_cannot_answer),
        cmocka_unit_test(every_allocation_of_paths_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
