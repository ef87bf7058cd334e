/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit memory */

#include "routes/table.h"

#include "core/json.h"
#include "core/memory.h"
#include "core/row.h"
#include "core/text.h"
#include "support/check.h"

enum { ID, COUNT, RATE, SEEN, DAY, VOLUME, SHAPE };

static const routes_column columns[] = {
    {"id", ROUTES_COLUMN_TEXT, NULL, "Area"},
    {"count", ROUTES_COLUMN_INTEGER, "persons", NULL},
    {"rate", ROUTES_COLUMN_NUMBER, "per 100 000", NULL},
    {"seen", ROUTES_COLUMN_BOOLEAN, NULL, NULL},
    {"day", ROUTES_COLUMN_DATE, NULL, NULL},
    {"volume", ROUTES_COLUMN_RANGE, "persons_per_year", NULL},
    {"geometry", ROUTES_COLUMN_GEOMETRY, NULL, NULL},
};

static const uint8_t wkb[] = {1, 1, 0, 0, 0, 9, 9};

/* Two rows: a full one, and one that states nothing but its id. */
static routes_status make(routes_table **table, routes_error *err)
{
    routes_status status =
        routes_table_new(table, "areas", columns, sizeof columns / sizeof *columns, err);
    if (status)
        return status;
    routes_i_row row = routes_i_row_start(*table, err);
    routes_i_row_text(&row, "KH\"03");
    routes_i_row_integer(&row, 12);
    routes_i_row_number(&row, 0.1);
    routes_i_row_boolean(&row, 1);
    routes_i_row_date(&row, 11017);
    routes_i_row_range(&row, (routes_range){40000, NAN, NAN, ROUTES_RANGE_LOWER_BOUND});
    routes_i_row_geometry(&row, wkb, sizeof wkb);
    if ((status = routes_i_row_end(&row)))
        return status;
    row = routes_i_row_start(*table, err);
    routes_i_row_text(&row, "KH25");
    routes_i_row_empty(&row, ROUTES_VALUE_SUPPRESSED);
    routes_i_row_number(&row, NAN);
    routes_i_row_empty(&row, ROUTES_VALUE_NO_DATA);
    routes_i_row_date(&row, ROUTES_I_NO_DATE);
    routes_i_row_range(&row, routes_range_none());
    routes_i_row_geometry(&row, NULL, 0);
    if ((status = routes_i_row_end(&row)))
        return status;
    if ((status = routes_table_set_meta(*table, "method", "first", err)) ||
        (status = routes_table_set_meta(*table, "method", "by hand", err)) ||
        (status = routes_table_set_meta(*table, "primary_key", "id|day", err)))
        return status;
    return routes_table_set_meta(*table, "parameters", "{\"k\":11}", err);
}

static int nothing_left(void **state)
{
    (void)state;
    return routes_i_memory_live() == 0 ? 0 : -1;
}

static void a_table_is_read_column_by_column(void **state)
{
    (void)state;
    routes_table *table = NULL;
    routes_error err;
    const size_t *sizes = NULL;
    assert_ok(make(&table, &err), &err);

    assert_int_equal(routes_table_rows(table), 2);
    assert_int_equal(routes_table_find(table, "volume"), VOLUME);
    assert_true(routes_table_find(table, "absent") == SIZE_MAX);
    assert_int_equal(routes_table_integers(table, COUNT)[0], 12);
    assert_null(routes_table_numbers(table, COUNT));
    assert_int_equal(routes_table_status(table, COUNT)[1], ROUTES_VALUE_SUPPRESSED);
    assert_int_equal(routes_table_status(table, RATE)[1], ROUTES_VALUE_NOT_STATED);
    assert_true(isnan(routes_table_numbers(table, RATE)[1]));
    assert_int_equal(routes_table_status(table, SEEN)[1], ROUTES_VALUE_NO_DATA);
    assert_int_equal(routes_table_status(table, DAY)[1], ROUTES_VALUE_NOT_STATED);
    assert_near(routes_table_ranges(table, VOLUME)[0].low, 40000.0, 0.0);
    const uint8_t *const *shapes = routes_table_geometries(table, SHAPE, &sizes);
    assert_int_equal(sizes[0], sizeof wkb);
    assert_memory_equal(shapes[0], wkb, sizeof wkb);
    assert_int_equal(sizes[1], 0);
    assert_null(shapes[1]);
    assert_string_equal(routes_table_text_at(table, "id", 1), "KH25");
    assert_null(routes_table_text_at(table, "id", 2));
    assert_int_equal(routes_table_kind(table), ROUTES_KIND_OPERATIONAL);
    assert_string_equal(routes_table_meta(table, "method"), "by hand");
    routes_table_free(table);
}

static void a_table_refuses_bad_calls(void **state)
{
    (void)state;
    routes_table *table = NULL;
    routes_error err;
    const routes_column twice[] = {{"a", ROUTES_COLUMN_TEXT, NULL, NULL},
                                   {"a", ROUTES_COLUMN_TEXT, NULL, NULL}};
    const routes_column upper[] = {{"A", ROUTES_COLUMN_TEXT, NULL, NULL}};
    const routes_column shapes[] = {{"a", ROUTES_COLUMN_GEOMETRY, NULL, NULL},
                                    {"b", ROUTES_COLUMN_GEOMETRY, NULL, NULL}};
    assert_int_equal(routes_table_new(&table, "t", twice, 2, &err), ROUTES_E_ARGUMENT);
    assert_string_equal(err.message, "column \"a\" stands twice");
    assert_int_equal(routes_table_new(&table, "t", upper, 1, &err), ROUTES_E_ARGUMENT);
    assert_int_equal(routes_table_new(&table, "t", shapes, 2, &err), ROUTES_E_ARGUMENT);
    assert_int_equal(routes_table_new(&table, "t", shapes, 0, &err), ROUTES_E_ARGUMENT);

    assert_ok(make(&table, &err), &err);
    assert_int_equal(routes_table_set_number(table, COUNT, 0, 1.0, &err), ROUTES_E_ARGUMENT);
    assert_string_equal(err.message, "column \"count\" of \"areas\" has another type");
    assert_int_equal(routes_table_set_integer(table, COUNT, 2, 1, &err), ROUTES_E_ARGUMENT);
    assert_int_equal(routes_table_set_text(table, ID, 0, "\xFF", &err), ROUTES_E_DATA);
    routes_range bad = {5, NAN, 1, ROUTES_RANGE_BOUNDS};
    assert_int_equal(routes_table_set_range(table, VOLUME, 0, bad, &err), ROUTES_E_DATA);
    assert_int_equal(routes_table_set_status(table, COUNT, 0, ROUTES_VALUE_OK, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_table_integers(table, COUNT)[0], 12);
    routes_i_row row = routes_i_row_start(table, &err);
    routes_i_row_text(&row, "short");
    assert_int_equal(routes_i_row_end(&row), ROUTES_E_ARGUMENT);
    assert_string_equal(err.message, "1 of 7 columns of \"areas\" were given");
    routes_table_free(table);
    routes_table_free(NULL);
}

static const char expected[] =
    "{\"schema\":{\"fields\":["
    "{\"name\":\"id\",\"type\":\"string\",\"description\":\"Area\"},"
    "{\"name\":\"count\",\"type\":\"number\",\"unit\":\"persons\"},"
    "{\"name\":\"count_status\",\"type\":\"string\"},"
    "{\"name\":\"rate\",\"type\":\"number\",\"unit\":\"per 100 000\"},"
    "{\"name\":\"rate_status\",\"type\":\"string\"},"
    "{\"name\":\"seen\",\"type\":\"string\"},{\"name\":\"day\",\"type\":\"string\"},"
    "{\"name\":\"volume_low\",\"type\":\"number\",\"unit\":\"persons_per_year\"},"
    "{\"name\":\"volume_moderate\",\"type\":\"number\",\"unit\":\"persons_per_year\"},"
    "{\"name\":\"volume_high\",\"type\":\"number\",\"unit\":\"persons_per_year\"},"
    "{\"name\":\"volume_kind\",\"type\":\"string\"},"
    "{\"name\":\"volume_status\",\"type\":\"string\"}],\"primaryKey\":[\"id\",\"day\"]},\n"
    "\"data\":[\n"
    "{\"id\":\"KH\\\"03\",\"count\":12,\"count_status\":\"ok\",\"rate\":0.10000000000000001,"
    "\"rate_status\":\"ok\",\"seen\":\"yes\",\"day\":\"2000-03-01\",\"volume_low\":40000,"
    "\"volume_moderate\":null,\"volume_high\":null,\"volume_kind\":\"lower_bound\","
    "\"volume_status\":\"ok\"},\n"
    "{\"id\":\"KH25\",\"count\":null,\"count_status\":\"suppressed\",\"rate\":null,"
    "\"rate_status\":\"not_stated\",\"seen\":null,\"day\":null,\"volume_low\":null,"
    "\"volume_moderate\":null,\"volume_high\":null,\"volume_kind\":null,"
    "\"volume_status\":\"not_stated\"}],\n"
    "\"meta\":{\"method\":\"by hand\",\"parameters\":{\"k\":11}}}\n";

static void json_says_why_a_value_is_missing(void **state)
{
    (void)state;
    routes_table *table = NULL;
    routes_i_json *back = NULL;
    routes_error err;
    char *json = NULL;
    assert_ok(make(&table, &err), &err);
    assert_ok(routes_table_json(&json, table, &err), &err);
    assert_string_equal(json, expected);
    assert_ok(routes_i_json_read(&back, json, strlen(json), &err), &err);
    const routes_i_json_value *data = routes_i_json_member(routes_i_json_root(back), "data");
    assert_int_equal(routes_i_json_size(data), 2);
    const routes_i_json_value *first = routes_i_json_item(data, 0);
    assert_string_equal(routes_i_json_string(routes_i_json_member(first, "id")), "KH\"03");
    assert_near(routes_i_json_double(routes_i_json_member(first, "rate")), 0.1, 0.0);
    assert_true(isnan(routes_i_json_double(routes_i_json_member(first, "id"))));
    assert_null(routes_i_json_member(first, "absent"));
    routes_i_json_free(back);
    routes_text_free(json);
    routes_table_free(table);
}

static void json_that_is_wrong_is_refused(void **state)
{
    (void)state;
    const char *bad[] = {"",         "{",     "{\"a\":1}x", "[1,]", "{'a':1}",
                         "\"\xFF\"", "[NaN]", "{\"a\" 1}",  "nul",  "[-Infinity]"};
    routes_i_json *json = NULL;
    routes_error err;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_int_equal(routes_i_json_read(&json, bad[i], strlen(bad[i]), &err), ROUTES_E_DATA);
        assert_null(json);
    }
    assert_ok(routes_i_json_read(&json, " [true, 2] \n", 12, &err), &err);
    assert_int_equal(routes_i_json_truth(routes_i_json_item(routes_i_json_root(json), 0)), 1);
    assert_int_equal(routes_i_json_truth(routes_i_json_item(routes_i_json_root(json), 1)), -1);
    routes_i_json_free(json);
}

static void a_table_survives_running_out_of_memory(void **state)
{
    (void)state;
    for (long allowed = 0;; allowed++) {
        routes_table *table = NULL;
        char *json = NULL;
        routes_i_memory_fail_after(allowed);
        routes_status status = make(&table, NULL);
        if (!status)
            status = routes_table_json(&json, table, NULL);
        routes_i_memory_fail_after(-1);
        routes_text_free(json);
        routes_table_free(table);
        assert_int_equal(routes_i_memory_live(), 0);
        if (!status)
            break;
        assert_int_equal(status, ROUTES_E_MEMORY);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(a_table_is_read_column_by_column, nothing_left),
        cmocka_unit_test_teardown(a_table_refuses_bad_calls, nothing_left),
        cmocka_unit_test_teardown(json_says_why_a_value_is_missing, nothing_left),
        cmocka_unit_test_teardown(json_that_is_wrong_is_refused, nothing_left),
        cmocka_unit_test_teardown(a_table_survives_running_out_of_memory, nothing_left),
    };
    return cmocka_run_group_tests_name("table", tests, NULL, NULL);
}
