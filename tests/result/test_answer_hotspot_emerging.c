/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit property memory thread */

#include "routes/answer_hotspot_emerging.h"

#include <stdio.h>
#include <stdlib.h>

#include "core/memory.h"
#include "support/own.h"

enum { SIDE = 5, AREAS = SIDE * SIDE, MONTHS = 12 };

static const routes_column heads[] = {{"id", ROUTES_COLUMN_TEXT, NULL, NULL},
                                      {"time", ROUTES_COLUMN_TEXT, NULL, NULL},
                                      {"value", ROUTES_COLUMN_NUMBER, NULL, NULL},
                                      {"population", ROUTES_COLUMN_NUMBER, NULL, NULL}};

/* Which area and which month stand in a row: in order, or shuffled. */
static size_t shuffled(size_t i, int shuffle)
{
    return shuffle ? i * 77 % (AREAS * MONTHS) : i;
}

/* A board of 25 areas over a year: noise about 20, and a corner that grows from July. `people`
 * makes the counts those of 10 people each. */
static routes_table *board(int shuffle, int people)
{
    routes_table *reports = NULL;
    routes_error err;
    assert_ok(routes_table_new(&reports, "reports", heads, people ? 4 : 3, &err), &err);
    for (size_t i = 0; i < AREAS * MONTHS; i++) {
        size_t cell = shuffled(i, shuffle);
        size_t area = cell / MONTHS, month = cell % MONTHS;
        uint64_t seed = cell * 31 + 5;
        double up =
            area % SIDE < 3 && area / SIDE < 3 && month >= 6 ? 8.0 * (double)(month - 4) : 0.0;
        char id[32], time[48];
        snprintf(id, sizeof id, "a%02zu", area);
        snprintf(time, sizeof time, "2001-%02zu-15", month + 1);
        assert_ok(routes_table_add_row(reports, &err), &err);
        assert_ok(routes_table_set_text(reports, 0, i, id, &err), &err);
        assert_ok(routes_table_set_text(reports, 1, i, time, &err), &err);
        assert_ok(
            routes_table_set_number(reports, 2, i, 20 + floor(5 * draw_unit(&seed)) + up, &err),
            &err);
        if (people)
            assert_ok(routes_table_set_number(reports, 3, i, 10, &err), &err);
    }
    return reports;
}

/* Neighbours across edges, of areas in the order in which they first stand in the table. */
static routes_weights *neighbours(int shuffle)
{
    uint32_t place[AREAS], area[2 * AREAS], next[2 * AREAS];
    unsigned char met[AREAS] = {0};
    size_t pairs = 0;
    uint32_t count = 0;
    for (size_t i = 0; i < AREAS * MONTHS; i++) {
        size_t at = shuffled(i, shuffle) / MONTHS;
        if (!met[at])
            place[at] = count++;
        met[at] = 1;
    }
    for (size_t i = 0; i < AREAS; i++) {
        if (i % SIDE + 1 < SIDE) {
            area[pairs] = place[i];
            next[pairs++] = place[i + 1];
        }
        if (i + SIDE < AREAS) {
            area[pairs] = place[i];
            next[pairs++] = place[i + SIDE];
        }
    }
    return own_weights(AREAS, area, next, pairs);
}

static routes_table *emerging(const routes_table *reports, const routes_weights *weights,
                              routes_hotspot_period period, unsigned threads)
{
    routes_table *table = NULL;
    routes_emerging_options how = ROUTES_EMERGING_OPTIONS;
    routes_hotspot_emerging_options options = ROUTES_HOTSPOT_EMERGING_OPTIONS;
    routes_run run = ROUTES_RUN;
    routes_error err;
    run.threads = threads;
    how.run = &run;
    how.replicates = 499;
    how.seed = 1;
    options.how = &how;
    options.period = period;
    assert_ok(routes_answer_hotspot_emerging(&table, reports, NULL, weights, &options, &err), &err);
    return table;
}

static int64_t own_integer(const routes_table *table, const char *id, const char *column)
{
    return routes_table_integers(table,
                                 routes_table_find(table, column))[answer_row(table, "id", id)];
}

static void a_growing_corner_is_found_in_any_order(void **state)
{
    (void)state;
    static const char *const columns[] = {"trend_z", "trend_p", "trend_tau", "cases"};
    routes_table *reports[] = {board(0, 0), board(1, 0)};
    routes_weights *weights[] = {neighbours(0), neighbours(1)};
    routes_table *one = emerging(reports[0], weights[0], ROUTES_HOTSPOT_PERIOD_MONTH, 1);
    assert_int_equal(routes_table_rows(one), AREAS);
    assert_string_equal(own_text(one, "a00", "hot_class"), "consecutive_hot");
    assert_true(own_number(one, "a00", "trend_z") > 2);
    assert_true(own_integer(one, "a00", "periods_hot") >= 2);
    assert_int_equal(own_integer(one, "a00", "periods"), MONTHS);
    assert_int_equal(strlen(own_text(one, "a00", "hot")), MONTHS);
    assert_int_equal(own_text(one, "a00", "hot")[MONTHS - 1], 'H');
    assert_int_equal(own_integer(one, "a24", "periods_hot"), 0);
    assert_non_null(strstr(routes_table_meta(one, "parameters"), "\"last_period\":\"2001-12\""));
    assert_string_equal(routes_table_meta(one, "seed"), "1");
    for (unsigned threads = 2; threads <= 7; threads += 5) {
        routes_table *many = emerging(reports[1], weights[1], ROUTES_HOTSPOT_PERIOD_MONTH, threads);
        for (size_t i = 0; i < AREAS; i++) {
            char id[32];
            snprintf(id, sizeof id, "a%02zu", i);
            for (size_t c = 0; c < 4; c++)
                assert_true(own_number(one, id, columns[c]) == own_number(many, id, columns[c]));
            assert_string_equal(own_text(one, id, "hot_class"), own_text(many, id, "hot_class"));
            assert_string_equal(own_text(one, id, "hot"), own_text(many, id, "hot"));
        }
        routes_table_free(many);
    }
    /* The times as they stand are the same periods; quarters are too few. */
    routes_table *other = emerging(reports[0], weights[0], ROUTES_HOTSPOT_PERIOD_GIVEN, 1);
    assert_true(own_number(one, "a06", "trend_z") == own_number(other, "a06", "trend_z"));
    routes_table_free(other);
    other = emerging(reports[0], weights[0], ROUTES_HOTSPOT_PERIOD_QUARTER, 1);
    assert_string_equal(own_text(other, "a06", "hot_class"), "not_tested");
    assert_string_equal(own_text(other, "a06", "reason"), "too_few_periods");
    assert_string_equal(own_text(other, "a06", "hot"), "....");
    assert_true(own_number(other, "a06", "cases") == own_number(one, "a06", "cases"));
    routes_table_free(other);
    routes_table_free(one);
    for (int i = 0; i < 2; i++) {
        routes_table_free(reports[i]);
        routes_weights_free(weights[i]);
    }
}

/* Rates of equal populations have the scores of their counts. */
static void populations_make_rates(void **state)
{
    (void)state;
    routes_table *counts = board(0, 0), *people = board(0, 1);
    routes_weights *weights = neighbours(0);
    routes_table *a = emerging(counts, weights, ROUTES_HOTSPOT_PERIOD_MONTH, 1);
    routes_table *b = emerging(people, weights, ROUTES_HOTSPOT_PERIOD_MONTH, 1);
    for (size_t i = 0; i < AREAS; i++) {
        char id[32];
        snprintf(id, sizeof id, "a%02zu", i);
        assert_near(own_number(a, id, "trend_z"), own_number(b, id, "trend_z"), 1e-9);
        assert_string_equal(own_text(a, id, "hot"), own_text(b, id, "hot"));
    }
    assert_non_null(strstr(routes_table_meta(b, "parameters"), "\"value\":\"rate\""));
    routes_table_free(a);
    routes_table_free(b);
    routes_table_free(counts);
    routes_table_free(people);
    routes_weights_free(weights);
}

/* Points on a plane: the middles of a board of hexagons 10 m wide, each with one point a month and
 * the first rows with four from September on; their cells are the areas, and absence is no case. */
static void points_are_gathered_in_hexagons(void **state)
{
    (void)state;
    static const routes_column columns[] = {{"time", ROUTES_COLUMN_TEXT, NULL, NULL},
                                            {"value", ROUTES_COLUMN_NUMBER, NULL, NULL},
                                            {"x", ROUTES_COLUMN_NUMBER, NULL, NULL},
                                            {"y", ROUTES_COLUMN_NUMBER, NULL, NULL}};
    routes_table *points = NULL, *table = NULL;
    routes_error err;
    routes_emerging_options how = ROUTES_EMERGING_OPTIONS;
    routes_hotspot_emerging_options options = ROUTES_HOTSPOT_EMERGING_OPTIONS;
    assert_ok(routes_table_new(&points, "points", columns, 4, &err), &err);
    assert_ok(routes_table_set_meta(points, "crs", "plane", &err), &err);
    size_t row = 0;
    for (int month = 1; month <= MONTHS; month++)
        for (int at = 0; at < 36; at++) {
            char time[48];
            int line = at / 6;
            snprintf(time, sizeof time, "2001-%02d", month);
            if (at == 35 && month < 12)
                continue;
            assert_ok(routes_table_add_row(points, &err), &err);
            assert_ok(routes_table_set_text(points, 0, row, time, &err), &err);
            if (at < 12 && month > 8)
                assert_ok(routes_table_set_number(points, 1, row, 4, &err), &err);
            assert_ok(routes_table_set_number(points, 2, row, 10 * (at % 6 + 0.5 * line), &err),
                      &err);
            assert_ok(routes_table_set_number(points, 3, row++, 8.6602540378 * line, &err), &err);
        }
    how.inference = ROUTES_EMERGING_NORMAL;
    options.how = &how;
    options.period = ROUTES_HOTSPOT_PERIOD_MONTH;
    options.hexagon_m = 10;
    assert_ok(routes_answer_hotspot_emerging(&table, points, NULL, NULL, &options, &err), &err);
    assert_int_equal(routes_table_rows(table), 36);
    assert_string_equal(own_text(table, "1_0", "hot_class"), "consecutive_hot");
    assert_near(own_number(table, "1_0", "cases"), 8 + 16, 0);
    assert_near(own_number(table, "5_5", "cases"), 1, 0);
    assert_int_equal(own_integer(table, "5_5", "periods"), MONTHS);
    const size_t *sizes;
    assert_non_null(
        routes_table_geometries(table, routes_table_find(table, "geometry"), &sizes)[0]);
    assert_int_equal(sizes[0], 1 + 4 + 4 + 4 + 7 * 16);
    assert_non_null(strstr(routes_table_meta(table, "parameters"), "\"hexagon_m\":10"));
    routes_table_free(table);

    routes_weights *weights = own_weights(1, NULL, NULL, 0);
    assert_int_equal(routes_answer_hotspot_emerging(&table, points, NULL, weights, &options, &err),
                     ROUTES_E_ARGUMENT);
    options.hexagon_m = -1;
    assert_int_equal(routes_answer_hotspot_emerging(&table, points, NULL, weights, &options, &err),
                     ROUTES_E_ARGUMENT);
    options.hexagon_m = 10;
    long live = routes_i_memory_live();
    routes_status status = ROUTES_E_MEMORY;
    for (long allowed = 0; status != ROUTES_OK; allowed += 3) {
        assert_true(allowed < 20000);
        routes_i_memory_fail_after(allowed);
        status = routes_answer_hotspot_emerging(&table, points, NULL, NULL, &options, &err);
        routes_i_memory_fail_after(-1);
        assert_true(status == ROUTES_OK || (status == ROUTES_E_MEMORY && !table));
        routes_table_free(table);
        assert_int_equal(routes_i_memory_live(), live);
    }
    routes_weights_free(weights);
    assert_ok(routes_table_add_row(points, &err), &err);
    assert_int_equal(routes_answer_hotspot_emerging(&table, points, NULL, NULL, &options, &err),
                     ROUTES_E_DATA);
    assert_non_null(strstr(err.message, "has no position"));
    routes_table_free(points);
}

/* Numbers stand in the order of numbers, months of the calendar without a gap; rows of one cell
 * add. */
static void periods_are_what_is_asked(void **state)
{
    (void)state;
    static const char *const numbered[] = {"a", "10", "1", "b", "9", "2", "a",
                                           "2", "3",  "a", "2", "4", NULL};
    static const char *const gaps[] = {"a", "2001-11", "1", "b", "2002-02-28", "2", NULL};
    const uint32_t from[] = {0}, to[] = {1};
    routes_weights *weights = own_weights(2, from, to, 1);
    routes_table *reports =
        answer_make("reports", ROUTES_KIND_OWN, "id:T time:T value:N", numbered);
    routes_table *table = emerging(reports, weights, ROUTES_HOTSPOT_PERIOD_GIVEN, 1);
    assert_string_equal(own_text(table, "a", "reason"), "too_few_areas");
    assert_int_equal(strlen(own_text(table, "a", "hot")), 3);
    assert_near(own_number(table, "a", "cases"), 8, 0);
    assert_non_null(strstr(routes_table_meta(table, "parameters"),
                           "\"first_period\":\"2\",\"last_period\":\"10\""));
    routes_table_free(table);
    routes_table_free(reports);
    reports = answer_make("reports", ROUTES_KIND_OWN, "id:T time:T value:N", gaps);
    table = emerging(reports, weights, ROUTES_HOTSPOT_PERIOD_MONTH, 1);
    assert_int_equal(strlen(own_text(table, "a", "hot")), 4);
    routes_table_free(table);
    table = emerging(reports, weights, ROUTES_HOTSPOT_PERIOD_YEAR, 1);
    assert_int_equal(strlen(own_text(table, "a", "hot")), 2);
    routes_table_free(table);
    table = emerging(reports, weights, ROUTES_HOTSPOT_PERIOD_QUARTER, 1);
    assert_non_null(strstr(routes_table_meta(table, "parameters"),
                           "\"first_period\":\"2001-Q4\",\"last_period\":\"2002-Q1\""));
    routes_table_free(table);
    routes_table_free(reports);
    routes_weights_free(weights);
}

static void bad_calls_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *heads;
        const char *cells[8];
        routes_hotspot_period period;
        routes_status status;
        const char *message;
    } bad[] = {
        {"id:T time:T value:N",
         {"a", "soon", "1"},
         ROUTES_HOTSPOT_PERIOD_MONTH,
         ROUTES_E_DATA,
         "row 1: time \"soon\" does not begin with YYYY-MM"},
        {"id:T time:T value:N",
         {"a", "2001-13", "1"},
         ROUTES_HOTSPOT_PERIOD_QUARTER,
         ROUTES_E_DATA,
         "row 1: time \"2001-13\" does not begin with YYYY-MM"},
        {"id:T time:T value:N",
         {"a", "201", "1"},
         ROUTES_HOTSPOT_PERIOD_YEAR,
         ROUTES_E_DATA,
         "row 1: time \"201\" does not begin with YYYY"},
        {"id:T time:T value:N",
         {"a", "-", "1"},
         ROUTES_HOTSPOT_PERIOD_GIVEN,
         ROUTES_E_DATA,
         "row 1 has no time"},
        {"id:T time:T value:N",
         {"a", "1", "-2"},
         ROUTES_HOTSPOT_PERIOD_GIVEN,
         ROUTES_E_DATA,
         "row 1: value is -2, must be 0 or above"},
        {"id:T time:T value:N",
         {"-", "1", "2"},
         ROUTES_HOTSPOT_PERIOD_GIVEN,
         ROUTES_E_DATA,
         "row 1 has no id"},
        {"id:T time:T value:N",
         {NULL},
         ROUTES_HOTSPOT_PERIOD_GIVEN,
         ROUTES_E_DATA,
         "there are no reports"},
        {"id:T value:N",
         {"a", "1"},
         ROUTES_HOTSPOT_PERIOD_GIVEN,
         ROUTES_E_ARGUMENT,
         "reports need columns id and time of texts, and value of numbers"},
        {"id:T time:T value:N",
         {"a", "1", "2"},
         (routes_hotspot_period)9,
         ROUTES_E_ARGUMENT,
         "options.period is 9, not a known choice"},
        {"id:T time:T value:N",
         {"a", "0001-01", "2", "a", "9999-12", "2"},
         ROUTES_HOTSPOT_PERIOD_MONTH,
         ROUTES_E_DATA,
         "the times span 119988 periods, 100000 at most"},
    };
    routes_weights *weights = own_weights(1, NULL, NULL, 0);
    routes_table *table = NULL;
    routes_error err;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        routes_table *reports = answer_make("reports", ROUTES_KIND_OWN, bad[i].heads, bad[i].cells);
        routes_hotspot_emerging_options options = ROUTES_HOTSPOT_EMERGING_OPTIONS;
        options.period = bad[i].period;
        assert_int_equal(
            routes_answer_hotspot_emerging(&table, reports, NULL, weights, &options, &err),
            bad[i].status);
        assert_string_equal(err.message, bad[i].message);
        assert_null(table);
        routes_table_free(reports);
    }
    static const char *const cells[] = {"a", "1", "2", NULL};
    static const char *const others[] = {"b", NULL};
    routes_table *reports = answer_make("reports", ROUTES_KIND_OWN, "id:T time:T value:N", cells);
    routes_table *areas = answer_make("areas", ROUTES_KIND_OWN, "id:T", others);
    assert_int_equal(routes_answer_hotspot_emerging(&table, reports, areas, weights, NULL, &err),
                     ROUTES_E_DATA);
    assert_string_equal(err.message, "row 1: \"a\" is none of the areas");
    assert_int_equal(routes_answer_hotspot_emerging(&table, reports, NULL, NULL, NULL, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_answer_hotspot_emerging(NULL, reports, NULL, weights, NULL, &err),
                     ROUTES_E_ARGUMENT);
    routes_table_free(reports);
    routes_table_free(areas);
    routes_weights_free(weights);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    routes_table *reports = board(0, 1);
    routes_weights *weights = neighbours(0);
    routes_emerging_options how = ROUTES_EMERGING_OPTIONS;
    routes_hotspot_emerging_options options = ROUTES_HOTSPOT_EMERGING_OPTIONS;
    routes_status status = ROUTES_E_MEMORY;
    long live = routes_i_memory_live();
    how.replicates = 1;
    options.how = &how;
    for (long allowed = 0; status != ROUTES_OK; allowed++) {
        routes_table *table = NULL;
        routes_error err;
        assert_true(allowed < 5000);
        routes_i_memory_fail_after(allowed);
        status = routes_answer_hotspot_emerging(&table, reports, NULL, weights, &options, &err);
        routes_i_memory_fail_after(-1);
        assert_true(status == ROUTES_OK || (status == ROUTES_E_MEMORY && !table));
        routes_table_free(table);
        assert_int_equal(routes_i_memory_live(), live);
    }
    routes_table_free(reports);
    routes_weights_free(weights);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_growing_corner_is_found_in_any_order),
        cmocka_unit_test(populations_make_rates),
        cmocka_unit_test(points_are_gathered_in_hexagons),
        cmocka_unit_test(periods_are_what_is_asked),
        cmocka_unit_test(bad_calls_are_refused),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests_name("answer_hotspot_emerging", tests, NULL, NULL);
}
