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

static void files_of_neighbours_are_read(void **state)
{
    static const struct {
        const char *name;
        const char *text;
    } files[] = {
        {"a.gal", "0 3 layer id\na 2\nb \"c d\"\nb 1\na\n\"c d\" 0\n\n"},
        {"b.gal", "3\r\na 2\r\nb \"c d\"\r\n\r\nb 1\r\na\r\n\"c d\" 0"},
    };
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        routes_table *table = NULL;
        routes_faults *faults = NULL;
        assert_int_equal(read_text(&table, files[i].name, files[i].text, NULL, 0, &faults),
                         ROUTES_OK);
        assert_int_equal(routes_table_rows(table), 4);
        assert_string_equal(routes_table_text_at(table, "to", 1), "c d");
        assert_int_equal(routes_table_integers(table, 3)[1], 3);
        assert_string_equal(routes_table_text_at(table, "from", 3), "c d");
        assert_null(routes_table_text_at(table, "to", 3));
        assert_int_equal(routes_table_status(table, 2)[0], ROUTES_VALUE_NOT_STATED);
        assert_string_equal(routes_table_meta(table, "format"), "gal");
        routes_table_free(table);
        routes_faults_free(faults);
    }
    routes_table *table = NULL;
    routes_faults *faults = NULL;
    assert_int_equal(
        read_text(&table, "a.gwt", "0 3 \"my layer\" id\na b 0.5\n\nb a 1e-3", NULL, 0, &faults),
        ROUTES_OK);
    assert_int_equal(routes_table_rows(table), 2);
    assert_true(routes_table_numbers(table, 2)[1] == 1e-3);
    assert_int_equal(routes_table_integers(table, 3)[1], 4);
    assert_string_equal(routes_table_meta(table, "format"), "gwt");
    routes_table_free(table);
    routes_faults_free(faults);
}

static void files_of_neighbours_that_are_wrong_are_refused(void **state)
{
    static const struct {
        const char *name;
        const char *text;
        size_t row;
        const char *says;
    } cases[] = {
        {"e.gal", "", 1, "no header"},
        {"f.gal", "areas\n", 1, "no header"},
        {"g.gal", "0 2 x y\na 1\nb\n", 1, "tells of 2 areas, and 1 follow"},
        {"h.gal", "1\na 2\nb\n", 3, "1 neighbours stand here, and 2 are told of"},
        {"i.gal", "1\na 2", 2, "0 neighbours stand here"},
        {"j.gal", "1\na b c\nb\n", 2, "no area and its count"},
        {"k.gal", "1\na -1\n", 2, "no area and its count"},
        {"l.gwt", "0 2 x y\na b\n", 2, "no pair and its weight"},
        {"m.gwt", "0 2 x y\na b much\n", 2, "no number"},
        {"n.gal", "1\n\xff 0\n", 0, "not UTF-8"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        routes_table *table = NULL;
        routes_faults *faults = NULL;
        assert_int_equal(read_text(&table, cases[i].name, cases[i].text, NULL, 0, &faults),
                         ROUTES_E_DATA);
        assert_null(table);
        assert_int_equal(routes_faults_size(faults), 1);
        assert_int_equal(routes_faults_at(faults, 0)->row, cases[i].row);
        if (!strstr(routes_faults_at(faults, 0)->message, cases[i].says))
            fail_msg("%s", routes_faults_at(faults, 0)->message);
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

static void fail_each(const char *name)
{
    routes_status status = ROUTES_E_MEMORY;
    for (long n = 0; status == ROUTES_E_MEMORY; n++) {
        routes_table *table = NULL;
        routes_faults *faults = NULL;
        routes_i_memory_fail_after(n);
        status = routes_faults_new(&faults, 0, NULL);
        if (!status)
            status = routes_pairs_read(&table, folder_path(&room, name), NULL, 0, faults, NULL);
        routes_i_memory_fail_after(-1);
        assert_true(!status == (table != NULL));
        routes_table_free(table);
        routes_faults_free(faults);
        assert_int_equal(routes_i_memory_live(), 0);
    }
    assert_int_equal(status, ROUTES_OK);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    folder_put(folder_path(&room, "m.csv"), "from,to,weight\na,b,1\nb,a,1\n");
    folder_put(folder_path(&room, "m.gal"), "2\na 1\nb\nb 0\n\n");
    folder_put(folder_path(&room, "m.gwt"), "0 2 x y\na b 1\n");
    fail_each("m.csv");
    fail_each("m.gal");
    fail_each("m.gwt");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_table_gives_pairs_with_or_without_weights),
        cmocka_unit_test(what_is_wrong_is_named),
        cmocka_unit_test(files_of_neighbours_are_read),
        cmocka_unit_test(files_of_neighbours_that_are_wrong_are_refused),
        cmocka_unit_test(wrong_arguments_and_no_file),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests_name("pairs", tests, make_room, nothing_left);
}
