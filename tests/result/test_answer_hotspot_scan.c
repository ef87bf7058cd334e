/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Labels: unit property memory thread
 *
 * Scans as tables: any order of rows, times, strata, places of their own, networks, shards. */

#include "routes/answer_hotspot_scan.h"

#include <stdlib.h>

#include "core/memory.h"
#include "support/own.h"

enum { AREAS = 20, YEARS = 6, ROWS = AREAS * YEARS };

static const routes_column heads[] = {
    {"id", ROUTES_COLUMN_TEXT, NULL, NULL},      {"time", ROUTES_COLUMN_TEXT, NULL, NULL},
    {"value", ROUTES_COLUMN_NUMBER, NULL, NULL}, {"population", ROUTES_COLUMN_NUMBER, NULL, NULL},
    {"x", ROUTES_COLUMN_NUMBER, NULL, NULL},     {"y", ROUTES_COLUMN_NUMBER, NULL, NULL}};

/* Areas over years, three of them with many cases in 2003 and 2004; rows in order or shuffled. */
static routes_table *reports(int shuffle)
{
    routes_table *table = NULL;
    routes_error err;
    assert_ok(routes_table_new(&table, "reports", heads, 6, &err), &err);
    for (size_t i = 0; i < ROWS; i++) {
        size_t cell = shuffle ? i * 77 % ROWS : i;
        size_t area = cell / YEARS, year = cell % YEARS;
        uint64_t seed = cell * 13 + 7;
        uint64_t at = area * 3 + 1;
        char id[32], time[32];
        snprintf(id, sizeof id, "a%02zu", area);
        snprintf(time, sizeof time, "%zu", 2000 + year);
        double value = (double)(draw(&seed) % 4) + (area < 3 && year >= 3 && year < 5 ? 12 : 0);
        double lon = area < 3 ? 104.0 + 0.01 * (double)area : 100.0 + 6.0 * draw_unit(&at);
        double lat = area < 3 ? 12.0 : 10.0 + 4.0 * draw_unit(&at);
        assert_ok(routes_table_add_row(table, &err), &err);
        assert_ok(routes_table_set_text(table, 0, i, id, &err), &err);
        assert_ok(routes_table_set_text(table, 1, i, time, &err), &err);
        assert_ok(routes_table_set_number(table, 2, i, value, &err), &err);
        assert_ok(routes_table_set_number(table, 3, i, 100.1 + 0.3 * (double)cell, &err), &err);
        assert_ok(routes_table_set_number(table, 4, i, lon, &err), &err);
        assert_ok(routes_table_set_number(table, 5, i, lat, &err), &err);
    }
    assert_ok(routes_table_set_meta(table, "crs", "EPSG:4326", &err), &err);
    return table;
}

static routes_table *scan(const routes_table *areas, routes_scan_options how,
                          routes_hotspot_scan_options options, unsigned threads)
{
    routes_table *table = NULL;
    routes_run run = ROUTES_RUN;
    routes_error err;
    run.threads = threads;
    how.run = &run;
    how.replicates = how.replicates ? how.replicates : 99;
    options.how = &how;
    assert_ok(routes_answer_hotspot_scan(&table, areas, &options, &err), &err);
    return table;
}

static double number_at(const routes_table *table, size_t row, const char *column)
{
    return routes_table_numbers(table, routes_table_find(table, column))[row];
}

static int64_t integer_at(const routes_table *table, size_t row, const char *column)
{
    return routes_table_integers(table, routes_table_find(table, column))[row];
}

static void any_order_and_any_threads_give_the_same_table(void **state)
{
    (void)state;
    static const char *const names[] = {"cluster", "centre",   "radius_m", "start",         "end",
                                        "areas",   "observed", "expected", "relative_risk", "llr",
                                        "p",       "p_gumbel", "geometry"};
    routes_table *rows[] = {reports(0), reports(1)};
    routes_hotspot_scan_options options = ROUTES_HOTSPOT_SCAN_OPTIONS;
    for (int type = 0; type < 4; type++) {
        routes_scan_options how = ROUTES_SCAN_OPTIONS;
        how.type = (routes_scan_type)(type % 3);
        how.model = type == 3 ? ROUTES_SCAN_PERMUTATION : ROUTES_SCAN_POISSON;
        how.type = type == 3 ? ROUTES_SCAN_SPACE_TIME : how.type;
        routes_table *one = scan(rows[0], how, options, 1);
        char *text = own_json(one);
        for (unsigned threads = 1; threads <= 7; threads += 3) {
            routes_table *many = scan(rows[1], how, options, threads);
            char *other = own_json(many);
            assert_string_equal(text, other);
            routes_text_free(other);
            routes_table_free(many);
        }
        assert_int_equal(routes_table_columns(one), 13);
        for (size_t c = 0; c < 13; c++)
            assert_string_equal(routes_table_column(one, c)->name, names[c]);
        assert_int_equal(routes_table_kind(one), ROUTES_KIND_OWN);
        if (type != 2)
            assert_string_equal(routes_table_text_at(one, "areas", 0), "a00|a01|a02");
        routes_text_free(text);
        routes_table_free(one);
    }
    routes_table_free(rows[0]);
    routes_table_free(rows[1]);
}

static void times_are_dates_where_they_can_be(void **state)
{
    (void)state;
    routes_table *rows = reports(0);
    routes_scan_options how = ROUTES_SCAN_OPTIONS;
    routes_hotspot_scan_options options = ROUTES_HOTSPOT_SCAN_OPTIONS;
    how.type = ROUTES_SCAN_SPACE_TIME;
    routes_table *table = scan(rows, how, options, 1);
    assert_string_equal(routes_table_text_at(table, "start", 0), "2003-01-01");
    assert_string_equal(routes_table_text_at(table, "end", 0), "2004-12-31");
    assert_true(number_at(table, 0, "relative_risk") > 2.0);
    assert_true(number_at(table, 0, "p") <= 0.05);
    assert_non_null(strstr(routes_table_meta(table, "parameters"), "\"time_unit\":\"year\""));
    routes_table_free(table);
    options.unit = ROUTES_HOTSPOT_SCAN_GIVEN;
    table = scan(rows, how, options, 1);
    assert_string_equal(routes_table_text_at(table, "start", 0), "2003");
    assert_string_equal(routes_table_text_at(table, "end", 0), "2004");
    routes_table_free(table);
    /* Pairs of years, counted back from 2006, in which nothing happened: 2000 stands alone. */
    options.unit = ROUTES_HOTSPOT_SCAN_AUTO;
    options.aggregate = 2;
    options.last = "2006";
    table = scan(rows, how, options, 1);
    assert_string_equal(routes_table_text_at(table, "start", 0), "2003-01-01");
    assert_string_equal(routes_table_text_at(table, "end", 0), "2004-12-31");
    assert_non_null(strstr(routes_table_meta(table, "parameters"), "\"start\":\"2000-01-01\""));
    assert_non_null(strstr(routes_table_meta(table, "parameters"), "\"end\":\"2006-12-31\""));
    assert_non_null(strstr(routes_table_meta(table, "parameters"), "\"periods\":4"));
    routes_table_free(table);
    how.type = ROUTES_SCAN_SPATIAL;
    table = scan(rows, how, options, 1);
    assert_null(routes_table_text_at(table, "start", 0));
    routes_table_free(table);
    routes_table_free(rows);
}

static const char *const place_cells[] = {"a", "1", "0", "b", "2", "0", "c",
                                          "3", "0", "d", "4", "0", NULL};

static routes_table *places(void)
{
    routes_table *table = answer_make("places", ROUTES_KIND_OWN, "id:T x:N y:N", place_cells);
    routes_error err;
    assert_ok(routes_table_set_meta(table, "crs", "plane", &err), &err);
    return table;
}

/* Days, quarters and months, in which nothing happened in between. */
static void empty_days_are_days(void **state)
{
    (void)state;
    const char *const cells[] = {"a",          "2001-01-31", "3",          "b", "2001-02-02",
                                 "2",          "c",          "2001-02-01", "1", "a",
                                 "2001-02-02", "2",          NULL};
    routes_table *rows = answer_make("rows", ROUTES_KIND_OWN, "id:T time:T value:N", cells);
    routes_table *where = places();
    routes_scan_options how = ROUTES_SCAN_OPTIONS;
    routes_hotspot_scan_options options = ROUTES_HOTSPOT_SCAN_OPTIONS;
    how.model = ROUTES_SCAN_PERMUTATION;
    how.type = ROUTES_SCAN_SPACE_TIME;
    how.distance = ROUTES_SCAN_PLANE;
    options.places = where;
    options.first = "2001-01-29";
    routes_table *table = scan(rows, how, options, 1);
    assert_non_null(strstr(routes_table_meta(table, "parameters"), "\"periods\":5"));
    assert_non_null(strstr(routes_table_meta(table, "parameters"), "\"start\":\"2001-01-29\""));
    assert_int_equal(answer_status(table, "relative_risk", 0), ROUTES_VALUE_NO_DATA);
    routes_table_free(table);
    options.first = NULL;
    options.unit = ROUTES_HOTSPOT_SCAN_MONTH;
    table = scan(rows, how, options, 1);
    assert_non_null(strstr(routes_table_meta(table, "parameters"), "\"end\":\"2001-02-28\""));
    routes_table_free(table);
    options.unit = ROUTES_HOTSPOT_SCAN_QUARTER;
    options.last = "2001-12";
    table = scan(rows, how, options, 1);
    assert_non_null(strstr(routes_table_meta(table, "parameters"), "\"end\":\"2001-12-31\""));
    assert_non_null(strstr(routes_table_meta(table, "parameters"), "\"periods\":4"));
    routes_table_free(table);
    routes_table_free(where);
    routes_table_free(rows);
}

/* Old: 9 of 100; young: 4 of 300, those of nobody knows how many left aside. So 100 young expect
 * 4/3, as d, which has none; b expects 20 x 9/100 + 80 x 4/300 and has 1. Too many people live in
 * a. */
static void strata_are_standardised(void **state)
{
    (void)state;
    const char *const cells[] = {"a", "old",   "f", "8", "80",  "a", "young", "f", "2", "20",
                                 "b", "old",   "f", "1", "20",  "b", "young", "f", "0", "80",
                                 "c", "young", "f", "2", "100", "d", "young", "f", "0", "100",
                                 "d", "young", "m", "0", "-",   NULL};
    routes_table *rows = answer_make("rows", ROUTES_KIND_OWN,
                                     "id:T stratum:T stratum_2:T value:N population:N", cells);
    routes_table *where = places();
    routes_scan_options how = ROUTES_SCAN_OPTIONS;
    routes_hotspot_scan_options options = ROUTES_HOTSPOT_SCAN_OPTIONS;
    how.distance = ROUTES_SCAN_PLANE;
    how.rates = ROUTES_SCAN_BOTH;
    how.least_cases = 1;
    options.places = where;
    routes_table *table = scan(rows, how, options, 1);
    assert_non_null(strstr(routes_table_meta(table, "parameters"), "\"strata\":3"));
    assert_string_equal(routes_table_text_at(table, "areas", 0), "d");
    assert_int_equal(integer_at(table, 0, "observed"), 0);
    assert_near(number_at(table, 0, "expected"), 4.0 / 3.0, 1e-12);
    assert_near(number_at(table, 0, "llr"), 13.0 * log(13.0 / (13.0 - 4.0 / 3.0)), 1e-12);
    assert_string_equal(routes_table_text_at(table, "areas", 1), "b");
    assert_near(number_at(table, 1, "expected"), 1.8 + 320.0 / 300.0, 1e-12);
    routes_table_free(table);
    routes_table_free(where);
    routes_table_free(rows);
}

/* Along the road a - b - d - c: b and d are neighbours there, though c lies between. */
static void windows_follow_a_network(void **state)
{
    (void)state;
    const char *const link_cells[] = {"a", "b", "5000", "b", "d", "100", "d", "c", "7000", NULL};
    const char *const cells[] = {"a", "1",  "50", "b", "9",  "20", "c",
                                 "1", "50", "d",  "9", "20", NULL};
    routes_table *links = answer_make("links", ROUTES_KIND_OWN, "from:T to:T length:T", link_cells);
    routes_table *rows = answer_make("rows", ROUTES_KIND_OWN, "id:T value:N population:N", cells);
    routes_network *network = NULL;
    routes_scan_options how = ROUTES_SCAN_OPTIONS;
    routes_hotspot_scan_options options = ROUTES_HOTSPOT_SCAN_OPTIONS;
    routes_error err;
    assert_ok(routes_network_from_table(&network, links, NULL, 0, &err), &err);
    how.distance = ROUTES_SCAN_NETWORK;
    options.network = network;
    routes_table *table = scan(rows, how, options, 1);
    assert_string_equal(routes_table_text_at(table, "areas", 0), "b|d");
    assert_near(number_at(table, 0, "radius_m"), 100.0, 0.0);
    assert_string_equal(routes_table_text_at(table, "centre", 0), "b");
    routes_table_free(table);
    routes_table *out = NULL;
    options.how = &how;
    options.network = NULL;
    assert_int_equal(routes_answer_hotspot_scan(&out, rows, &options, &err), ROUTES_E_ARGUMENT);
    assert_string_equal(err.message, "distances along a network need the network");
    options.network = network;
    assert_ok(routes_table_set_text(rows, 0, 3, "e", &err), &err);
    assert_int_equal(routes_answer_hotspot_scan(&out, rows, &options, &err), ROUTES_E_DATA);
    assert_string_equal(err.message, "area \"e\" is no node of the network");
    routes_network_free(network);
    routes_table_free(links);
    routes_table_free(rows);
}

static void ellipses_say_their_shape(void **state)
{
    (void)state;
    routes_table *rows = reports(0);
    routes_error err;
    assert_ok(routes_table_set_meta(rows, "crs", "plane", &err), &err);
    routes_scan_options how = ROUTES_SCAN_OPTIONS;
    routes_hotspot_scan_options options = ROUTES_HOTSPOT_SCAN_OPTIONS;
    how.distance = ROUTES_SCAN_PLANE;
    how.window = ROUTES_SCAN_ELLIPSE;
    routes_table *table = scan(rows, how, options, 1);
    assert_true(number_at(table, 0, "shape") >= 1.0);
    double longer = number_at(table, 0, "shape");
    assert_near(number_at(table, 0, "statistic"),
                number_at(table, 0, "llr") * sqrt(4.0 * longer / ((longer + 1) * (longer + 1))),
                1e-12);
    routes_table_free(table);
    routes_table_free(rows);
}

static void shards_are_put_together(void **state)
{
    (void)state;
    enum { R = 99, PARTS = 4 };
    double maxima[R];
    size_t rows_met = 0;
    routes_table *rows = reports(0);
    routes_scan_options how = ROUTES_SCAN_OPTIONS;
    routes_hotspot_scan_options options = ROUTES_HOTSPOT_SCAN_OPTIONS;
    routes_error err;
    how.replicates = R;
    options.how = &how;
    for (size_t part = 0; part < PARTS; part++) {
        routes_table *table = NULL;
        assert_ok(routes_answer_hotspot_scan_part(&table, rows, &options, part, PARTS, &err), &err);
        for (size_t i = 0; i < routes_table_rows(table); i++) {
            assert_int_equal(integer_at(table, i, "replicate"), rows_met);
            maxima[rows_met++] = number_at(table, i, "statistic");
        }
        routes_table_free(table);
    }
    assert_int_equal(rows_met, R);
    routes_table *whole = scan(rows, how, options, 1);
    how.maxima = maxima;
    routes_table *merged = scan(rows, how, options, 1);
    char *a = own_json(whole);
    char *b = own_json(merged);
    assert_string_equal(a, b);
    routes_text_free(a);
    routes_text_free(b);
    routes_table_free(whole);
    routes_table_free(merged);
    routes_table *out = NULL;
    assert_int_equal(routes_answer_hotspot_scan_part(&out, rows, &options, 4, 4, &err),
                     ROUTES_E_ARGUMENT);
    assert_null(out);
    routes_table_free(rows);
}

static void refuses(const char *columns, const char *const *cells, const char *crs,
                    routes_hotspot_scan_options options, routes_status status, const char *message)
{
    routes_table *rows = answer_make("rows", ROUTES_KIND_OWN, columns, cells);
    routes_table *table = NULL;
    routes_error err;
    if (crs)
        assert_ok(routes_table_set_meta(rows, "crs", crs, &err), &err);
    assert_int_equal(routes_answer_hotspot_scan(&table, rows, &options, &err), status);
    assert_string_equal(err.message, message);
    assert_null(table);
    routes_table_free(rows);
}

static void bad_rows_are_named(void **state)
{
    (void)state;
    routes_hotspot_scan_options options = ROUTES_HOTSPOT_SCAN_OPTIONS;
    const char *const all = "id:T value:N population:N time:T x:N y:N";
    const char *const nobody[] = {"-", "1", "9", "2001", "1", "1", NULL};
    refuses(all, nobody, NULL, options, ROUTES_E_DATA, "row 1 has no id");
    const char *const few[] = {"a", "5", "3", "2001", "1", "1", NULL};
    refuses(all, few, NULL, options, ROUTES_E_DATA, "area \"a\" has 5 cases among 3");
    const char *const never[] = {"a", "1", "9", "-", "1", "1", NULL};
    refuses(all, never, NULL, options, ROUTES_E_DATA, "row 1 has no time");
    const char *const two[] = {"a", "1", "9",    "2001", "1", "1", "a",
                               "1", "9", "2002", "1",    "2", NULL};
    refuses(all, two, NULL, options, ROUTES_E_DATA, "area \"a\" lies at (1, 1) and (1, 2)");
    const char *const nowhere[] = {"a", "1", "9", "2001", "-", "1", NULL};
    refuses(all, nowhere, NULL, options, ROUTES_E_DATA,
            "area \"a\" has no place: x or y is not stated");
    const char *const good[] = {"a", "1", "9", "2001", "1", "1", NULL};
    refuses(all, good, "plane", options, ROUTES_E_ARGUMENT,
            "the coordinates are those of a plane: take distances in a plane");
    refuses("id:T value:N x:N y:N", (const char *const[]){"a", "1", "1", "1", NULL}, NULL, options,
            ROUTES_E_ARGUMENT,
            "no row states a population or an expected count; the permutation model needs none");
    refuses("id:T value:N population:N", (const char *const[]){"a", "1", "1", NULL}, NULL, options,
            ROUTES_E_ARGUMENT, "areas need columns x and y of numbers");
    refuses("id:T count:N", (const char *const[]){"a", "1", NULL}, NULL, options, ROUTES_E_ARGUMENT,
            "areas need a column id of texts and a column value of numbers");
    options.unit = ROUTES_HOTSPOT_SCAN_DAY;
    refuses(all, good, NULL, options, ROUTES_E_DATA, "row 1: time \"2001\" is no day");
    options.unit = ROUTES_HOTSPOT_SCAN_AUTO;
    options.last = "1999";
    refuses(all, good, NULL, options, ROUTES_E_DATA,
            "the times lie beyond the study, which is the first of them to 1999");
    options.last = "soon";
    refuses(all, good, NULL, options, ROUTES_E_ARGUMENT, "options.last is \"soon\", no year");
    options.last = "99999";
    refuses(all, good, NULL, options, ROUTES_E_ARGUMENT, "options.last is \"99999\", no year");
    options = (routes_hotspot_scan_options)ROUTES_HOTSPOT_SCAN_OPTIONS;
    options.unit = (routes_hotspot_scan_unit)9;
    refuses(all, good, NULL, options, ROUTES_E_ARGUMENT, "options.unit is 9, not a known choice");
    routes_table *where = places();
    options = (routes_hotspot_scan_options)ROUTES_HOTSPOT_SCAN_OPTIONS;
    options.places = where;
    const char *const stranger[] = {"z", "1", "9", "2001", "1", "1", NULL};
    refuses(all, stranger, NULL, options, ROUTES_E_DATA, "area \"z\" is not among the places");
    routes_table_free(where);
    routes_table *table = NULL;
    routes_error err;
    assert_int_equal(routes_answer_hotspot_scan(&table, NULL, NULL, &err), ROUTES_E_ARGUMENT);
    assert_int_equal(routes_answer_hotspot_scan(NULL, NULL, NULL, &err), ROUTES_E_ARGUMENT);
}

static void an_answer_survives_every_allocation_that_fails(void **state)
{
    (void)state;
    const char *const cells[] = {"a",  "2001", "x",    "5", "20",   "b",  "2002",
                                 "y",  "2",    "30",   "c", "2001", "x",  "1",
                                 "40", "d",    "2003", "y", "0",    "30", NULL};
    routes_table *rows =
        answer_make("rows", ROUTES_KIND_OWN, "id:T time:T stratum:T value:N population:N", cells);
    routes_table *where = places();
    routes_scan_options how = ROUTES_SCAN_OPTIONS;
    routes_hotspot_scan_options options = ROUTES_HOTSPOT_SCAN_OPTIONS;
    routes_error err;
    how.type = ROUTES_SCAN_SPACE_TIME;
    how.distance = ROUTES_SCAN_PLANE;
    how.replicates = 2;
    options.how = &how;
    options.places = where;
    long live = routes_i_memory_live();
    for (int part = 0; part < 2; part++) {
        routes_status status = ROUTES_E_MEMORY;
        for (long allowed = 0; status == ROUTES_E_MEMORY; allowed++) {
            routes_table *table = NULL;
            routes_i_memory_fail_after(allowed);
            status = part ? routes_answer_hotspot_scan_part(&table, rows, &options, 0, 1, &err)
                          : routes_answer_hotspot_scan(&table, rows, &options, &err);
            routes_i_memory_fail_after(-1);
            assert_true(status == ROUTES_OK || !table);
            routes_table_free(table);
            assert_int_equal(routes_i_memory_live(), live);
        }
        assert_ok(status, &err);
    }
    routes_table_free(where);
    routes_table_free(rows);
    assert_int_equal(routes_i_memory_live(), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_order_and_any_threads_give_the_same_table),
        cmocka_unit_test(times_are_dates_where_they_can_be),
        cmocka_unit_test(empty_days_are_days),
        cmocka_unit_test(strata_are_standardised),
        cmocka_unit_test(windows_follow_a_network),
        cmocka_unit_test(ellipses_say_their_shape),
        cmocka_unit_test(shards_are_put_together),
        cmocka_unit_test(bad_rows_are_named),
        cmocka_unit_test(an_answer_survives_every_allocation_that_fails),
    };
    return cmocka_run_group_tests_name("answer_hotspot_scan", tests, NULL, NULL);
}
