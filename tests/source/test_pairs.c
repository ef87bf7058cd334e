/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit memory */

#include "routes/pairs.h"

#include "core/memory.h"
#include "support/folder.h"

static folder room;

static int make_room(void **state)
{
    (void)state;
    folder_make(&room, "pairs");
    return 0;
}

static int nothing_left(void **state)
{
    (void)state;
    folder_remove(&room);
    return routes_i_memory_live() == 0 ? 0 : -1;
}

static routes_status read_text(routes_table **table, const char *name, const char *text,
                               const char *const *maps, size_t map_count, routes_faults **faults)
{
    routes_error err = {0};
    assert_ok(routes_faults_new(faults, 0, &err), &err);
    if (text)
        folder_put(folder_path(&room, name), text);
    return routes_pairs_read(table, folder_path(&room, name), maps, map_count, *faults, &err);
}

static void a_table_gives_pairs_with_or_without_weights(void **state)
{
    static const char *const maps[] = {"from=area", "to=neighbour"};
    (void)state;
    routes_table *table = NULL;
    routes_faults *faults = NULL;
    assert_int_equal(read_text(&table, "a.csv", "area,neighbour,weight\na,b,0.5\nb,\"c d\",2\n",
                               maps, 2, &faults),
                     ROUTES_OK);
    assert_int_equal(routes_table_rows(table), 2);
    assert_string_equal(routes_table_text_at(table, "to", 1), "c d");
    assert_true(routes_table_numbers(table, 2)[0] == 0.5);
    assert_int_equal(routes_table_integers(table, 3)[1], 3);
    assert_non_null(routes_table_meta(table, "file"));
    routes_table_free(table);
    routes_faults_free(faults);
    assert_int_equal(read_text(&table, "b.csv", "from,to\na,b\n", NULL, 0, &faults), ROUTES_OK);
    assert_int_equal(routes_table_status(table, 2)[0], ROUTES_VALUE_NOT_STATED);
    routes_table_free(table);
    routes_faults_free(faults);
}

static void what_is_wrong_is_named(void **state)
{
    static const struct {
        const char *text;
        size_t row;
        const char *field;
    } cases[] = {
        {"from,too\na,b\n", 1, "to"},
        {"from,to,weight\na,b,1\na,c,\n", 3, "weight"},
        {"from,to,weight\na,b,one\n", 2, "weight"},
        {"from,to\na,\n", 2, "to"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        routes_table *table = NULL;
        routes_faults *faults = NULL;
        assert_int_equal(read_text(&table, "bad.csv", cases[i].text, NULL, 0, &faults),
                         ROUTES_E_DATA);
        assert_null(table);
        assert_int_equal(routes_faults_size(faults), 1);
        assert_int_equal(routes_faults_at(faults, 0)->row, cases[i].row);
        assert_string_equal(routes_faults_at(faults, 0)->field, cases[i].field);
        assert_non_null(routes_faults_at(faults, 0)->remedy);
        routes_faults_free(faults);
    }
}

static void wrong_arguments_and_no_file(void **state)
{
    (void)state;
    static const char *const maps[] = {"nothing"};
    routes_table *table = NULL;
    routes_faults *faults = NULL;
    assert_int_equal(read_text(&table, "none.csv", NULL, NULL, 0, &faults), ROUTES_E_IO);
    assert_int_equal(routes_pairs_read(NULL, "a", NULL, 0, faults, NULL), ROUTES_E_ARGUMENT);
    assert_int_equal(routes_pairs_read(&table, NULL, NULL, 0, faults, NULL), ROUTES_E_ARGUMENT);
    assert_int_equal(routes_pairs_read(&table, "a", NULL, 0, NULL, NULL), ROUTES_E_ARGUMENT);
    assert_int_equal(routes_pairs_read(&table, "a", maps, 1, faults, NULL), ROUTES_E_ARGUMENT);
    routes_faults_free(faults);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    folder_put(folder_path(&room, "m.csv"), "from,to,weight\na,b,1\nb,a,1\n");
    routes_status status = ROUTES_E_MEMORY;
    for (long n = 0; status == ROUTES_E_MEMORY; n++) {
        routes_table *table = NULL;
        routes_faults *faults = NULL;
        routes_i_memory_fail_after(n);
        status = routes_faults_new(&faults, 0, NULL);
        if (!status)
            status = routes_pairs_read(&table, folder_path(&room, "m.csv"), NULL, 0, faults, NULL);
        routes_i_memory_fail_after(-1);
        assert_true(!status == (table != NULL));
        routes_table_free(table);
        routes_faults_free(faults);
        assert_int_equal(routes_i_memory_live(), 0);
    }
    assert_int_equal(status, ROUTES_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_table_gives_pairs_with_or_without_weights),
        cmocka_unit_test(what_is_wrong_is_named),
        cmocka_unit_test(wrong_arguments_and_no_file),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests_name("pairs", tests, make_room, nothing_left);
}
