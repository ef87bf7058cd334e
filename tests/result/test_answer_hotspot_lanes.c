/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit memory thread
 * Timeout: 120 */

#include "routes/answer_hotspot_lanes.h"

#include "support/laid_lanes.h"

#define LANES 24

/* 8 lanes from the capital of the west to Beeland, 10 a year each; 16 from the middle to the east,
 * 1 each: two groups that share nothing. */
static void two_groups(laid_lane lanes[LANES])
{
    for (int i = 0; i < LANES; i++) {
        lanes[i] = i < 8 ? (laid_lane){"Westville", "Beetown", NAN, 10.0, NAN}
                         : (laid_lane){"Midtown", "Eastham", NAN, 1.0, NAN};
    }
}

static size_t row_of(const routes_table *table, const char *id)
{
    for (size_t row = 0; row < routes_table_rows(table); row++)
        if (strcmp(routes_table_text_at(table, "lane_id", row), id) == 0)
            return row;
    fail_msg("no row %s", id);
    return 0;
}

static double number(const routes_table *table, const char *column, const char *id)
{
    return routes_table_numbers(table, routes_table_find(table, column))[row_of(table, id)];
}

static int64_t integer(const routes_table *table, const char *column, const char *id)
{
    return routes_table_integers(table, routes_table_find(table, column))[row_of(table, id)];
}

static routes_range range(const routes_table *table, const char *column, const char *id)
{
    return routes_table_ranges(table, routes_table_find(table, column))[row_of(table, id)];
}

static const char *text(const routes_table *table, const char *column, const char *id)
{
    return routes_table_text_at(table, column, row_of(table, id));
}

/* With few permutations and draws, unless the options say how many. */
static routes_table *answer(const struct laid *of, const routes_hotspot_lanes_options *options)
{
    routes_hotspot_lanes_options few = ROUTES_HOTSPOT_LANES_OPTIONS;
    routes_table *table = NULL;
    routes_error err;
    few = options ? *options : few;
    few.replicates = few.replicates ? few.replicates : 999;
    few.draws = few.draws ? few.draws : 9;
    assert_ok(routes_answer_hotspots_lanes(&table, of->model, of->network, of->laying, &few, &err),
              &err);
    return table;
}

/* n = 24, m = (8 * 10 + 16) / 24 = 4, s^2 = (8 * 36 + 16 * 9) / 24 = 18. Of the first group W = S =
 * 8: z = (80 - 8 * 4) / (sqrt(18) sqrt((24 * 8 - 64) / 23)) = 48 / sqrt(18 * 128 / 23). Of the
 * second W = S = 16: (16 - 64) / sqrt(18 * (384 - 256) / 23): as much below. */
static void groups_stand_out_as_by_hand(void **state)
{
    (void)state;
    laid_lane lanes[LANES];
    two_groups(lanes);
    struct laid made = laid_begin(lanes, LANES, 0);
    laid_finish(&made);
    routes_table *table = answer(&made, NULL);
    const double z = 48.0 / sqrt(18.0 * 128.0 / 23.0);
    assert_int_equal(routes_table_rows(table), LANES + 4);
    assert_near(number(table, "z", "N000"), z, 1e-12);
    assert_near(number(table, "z", "N010"), -z, 1e-12);
    assert_int_equal(integer(table, "alike", "N000"), 24);
    assert_int_equal(integer(table, "neighbours", "N000"), 7);
    assert_int_equal(integer(table, "neighbours", "N010"), 15);
    assert_string_equal(text(table, "hot_class", "N003"), "hot");
    assert_string_equal(text(table, "hot_class", "N020"), "cold");
    assert_null(text(table, "reason", "N003"));
    assert_near(number(table, "share_of_draws", "N003"), 1.0, 0.0);
    /* The three provinces' own lanes: without a number, a lower bound, and a share alone. */
    assert_string_equal(text(table, "hot_class", "L1"), "not_tested");
    assert_string_equal(text(table, "reason", "L1"), "no figure is stated");
    assert_string_equal(text(table, "reason", "L2"), "a lower bound alone is no figure");
    assert_string_equal(text(table, "reason", "L3"), "too few lanes have figures of this kind");
    assert_int_equal(routes_table_kind(table), ROUTES_KIND_OPERATIONAL);
    routes_table_free(table);
    laid_drop(&made);
}

/* The same by local Moran: all of a group are alike, and like their neighbours. */
static void local_moran_may_be_asked(void **state)
{
    (void)state;
    laid_lane lanes[LANES];
    two_groups(lanes);
    struct laid made = laid_begin(lanes, LANES, 0);
    routes_hotspot_lanes_options options = ROUTES_HOTSPOT_LANES_OPTIONS;
    options.statistic = ROUTES_LOCAL_MORAN;
    laid_finish(&made);
    routes_table *table = answer(&made, &options);
    assert_string_equal(text(table, "hot_class", "N000"), "high_high");
    assert_string_equal(text(table, "hot_class", "N010"), "low_low");
    assert_non_null(strstr(routes_table_meta(table, "parameters"), "\"statistic\":\"moran\""));
    routes_table_free(table);
    laid_drop(&made);
}

/* By links: the ways of the two groups have none in common either; those of a lane right through
 * share some with both. */
static void neighbours_may_share_a_way(void **state)
{
    (void)state;
    laid_lane lanes[LANES + 1];
    two_groups(lanes);
    lanes[LANES] = (laid_lane){"East", "Beetown", NAN, 4.0, NAN};
    struct laid made = laid_begin(lanes, LANES + 1, 0);
    laid_finish(&made);
    routes_hotspot_lanes_options options = ROUTES_HOTSPOT_LANES_OPTIONS;
    routes_table *ends = answer(&made, &options);
    options.neighbours = ROUTES_LANE_NEIGHBOURS_LINKS;
    routes_table *ways = answer(&made, &options);
    /* Its ends are in the east, as those of 16 lanes, and in Beeland, as those of 8. */
    assert_int_equal(integer(ends, "neighbours", "N024"), 24);
    assert_int_equal(integer(ways, "neighbours", "N000"), 8);
    assert_true(integer(ways, "neighbours", "N024") >= 8);
    assert_non_null(strstr(routes_table_meta(ways, "parameters"), "\"neighbours\":\"links\""));
    routes_table_free(ways);
    routes_table_free(ends);
    laid_drop(&made);
}

/* A wide range: in many draws the first group is no higher than the second. */
static void a_class_that_does_not_hold_is_uncertain(void **state)
{
    (void)state;
    laid_lane lanes[LANES];
    two_groups(lanes);
    for (int i = 0; i < LANES; i++) {
        lanes[i].low = 0.0;
        lanes[i].high = 30.0;
        lanes[i].moderate = i < 8 ? 10.0 : 5.0;
    }
    struct laid made = laid_begin(lanes, LANES, 0);
    laid_finish(&made);
    routes_table *table = answer(&made, NULL);
    assert_string_equal(text(table, "hot_class", "N000"), "uncertain");
    assert_true(number(table, "share_of_draws", "N000") < 0.9);
    routes_table_free(table);
    laid_drop(&made);
}

/* One lane fewer than a test needs: nothing is tested, no score is given. */
static void below_the_floor_nothing_is_tested(void **state)
{
    (void)state;
    laid_lane lanes[LANES];
    two_groups(lanes);
    struct laid made = laid_begin(lanes, 19, 0);
    laid_finish(&made);
    routes_table *table = answer(&made, NULL);
    assert_string_equal(text(table, "hot_class", "N000"), "not_tested");
    assert_string_equal(text(table, "reason", "N000"), "too few lanes have figures of this kind");
    assert_true(isnan(number(table, "z", "N000")));
    routes_table_free(table);
    routes_hotspot_lanes_options options = ROUTES_HOTSPOT_LANES_OPTIONS;
    options.min_lanes = 19;
    table = answer(&made, &options);
    assert_string_equal(text(table, "hot_class", "N000"), "hot");
    routes_table_free(table);
    laid_drop(&made);
}

/* In the west 30 are discovered in 300 hours and 8 reported in 400; in the east 2 in 200 and 40
 * in 400: rates of 100 and 20, 10 and 100 per 1 000 hours. */
static void discovered_and_reported_stay_apart(void **state)
{
    (void)state;
    laid_lane lanes[LANES];
    routes_error err;
    two_groups(lanes);
    struct laid made = laid_begin(lanes, LANES, 0);
    assert_ok(laid_count(made.model, "C1", "X1", NULL, "discovered", 30, 300, &err), &err);
    assert_ok(laid_count(made.model, "C2", "E1", NULL, "discovered", 2, 200, &err), &err);
    assert_ok(laid_count(made.model, "C3", NULL, "AA1", "reported", 8, 400, &err), &err);
    assert_ok(laid_count(made.model, "C4", NULL, "AA3", "reported", 40, 400, &err), &err);
    laid_finish(&made);
    routes_table *table = answer(&made, NULL);
    /* N000 is laid through the crossing, and begins in the west. */
    assert_near(range(table, "discovered", "N000").moderate, 30, 0);
    assert_near(range(table, "discovered_rate", "N000").moderate, 100, 1e-12);
    assert_near(range(table, "reported", "N000").moderate, 8, 0);
    assert_near(range(table, "reported_rate", "N000").moderate, 20, 1e-12);
    assert_near(range(table, "discovered_rate", "N010").moderate, 10, 1e-12);
    assert_near(range(table, "reported_rate", "N010").moderate, 100, 1e-12);
    assert_string_equal(text(table, "discovered_class", "N000"), "hot");
    assert_string_equal(text(table, "reported_class", "N000"), "cold");
    assert_string_equal(text(table, "discovered_class", "N010"), "cold");
    assert_string_equal(text(table, "reported_class", "N010"), "hot");
    assert_non_null(strstr(routes_table_meta(table, "parameters"), "\"quantity\":\"reports\""));
    routes_table_free(table);

    routes_hotspot_lanes_options options = ROUTES_HOTSPOT_LANES_OPTIONS;
    options.min_cases = 1e6;
    table = answer(&made, &options);
    assert_string_equal(text(table, "discovered_class", "N000"), "not_tested");
    assert_string_equal(text(table, "discovered_reason", "N000"), "too few cases are counted");
    assert_near(range(table, "discovered_rate", "N000").moderate, 100, 1e-12);
    routes_table_free(table);
    laid_drop(&made);
}

/* No hours, no hours at all, unlike kinds, two periods of one contributor: no rate, and why. */
static void counts_without_effort_are_not_tested(void **state)
{
    (void)state;
    laid_lane lanes[LANES];
    routes_error err;
    two_groups(lanes);
    struct laid made = laid_begin(lanes, LANES, 0);
    assert_ok(laid_count(made.model, "C1", "X1", NULL, "discovered", 30, NAN, &err), &err);
    assert_ok(laid_count(made.model, "C2", "E1", NULL, "discovered", 2, 0, &err), &err);
    assert_ok(laid_count(made.model, "C3", "E1", NULL, "reported", 4, 100, &err), &err);
    assert_ok(laid_count(made.model, "C4", "E1", NULL, "reported", 5, 100, &err), &err);
    laid_finish(&made);
    routes_table *table = answer(&made, NULL);
    assert_near(range(table, "discovered", "N000").moderate, 30, 0);
    assert_true(isnan(range(table, "discovered_rate", "N000").moderate));
    assert_string_equal(text(table, "discovered_reason", "N000"), "monitored hours are not stated");
    assert_string_equal(text(table, "discovered_reason", "N010"),
                        "nobody looked: 0 monitored hours");
    assert_string_equal(text(table, "reported_reason", "N010"),
                        "periods of one contributor overlap");
    assert_string_equal(text(table, "reported_reason", "N000"), "nothing is counted here");
    assert_string_equal(text(table, "discovered_class", "N000"), "not_tested");
    routes_table_free(table);

    routes_hotspot_lanes_options options = ROUTES_HOTSPOT_LANES_OPTIONS;
    options.quantity = "arrests";
    table = answer(&made, &options);
    assert_string_equal(text(table, "discovered_reason", "N000"), "nothing is counted here");
    routes_table_free(table);
    laid_drop(&made);
}

static void same_cells(const routes_table *a, const routes_table *b)
{
    static const char *const columns[] = {"z", "p", "p_adjusted", "share_of_draws"};
    assert_int_equal(routes_table_rows(a), routes_table_rows(b));
    for (size_t row = 0; row < routes_table_rows(a); row++) {
        assert_string_equal(routes_table_text_at(a, "lane_id", row),
                            routes_table_text_at(b, "lane_id", row));
        for (size_t i = 0; i < 4; i++) {
            size_t column = routes_table_find(a, columns[i]);
            assert_memory_equal(&routes_table_numbers(a, column)[row],
                                &routes_table_numbers(b, column)[row], sizeof(double));
        }
    }
}

static void order_and_threads_change_no_bit(void **state)
{
    (void)state;
    laid_lane lanes[LANES];
    two_groups(lanes);
    for (int i = 0; i < LANES; i++) {
        lanes[i].low = lanes[i].moderate - 1.0;
        lanes[i].high = lanes[i].moderate + 1.0 + i;
    }
    routes_table *tables[3];
    const unsigned threads[] = {1, 2, 7};
    for (int i = 0; i < 3; i++) {
        struct laid made = laid_begin(lanes, LANES, i);
        routes_hotspot_lanes_options options = ROUTES_HOTSPOT_LANES_OPTIONS;
        routes_run run = ROUTES_RUN;
        run.threads = threads[i];
        options.run = &run;
        options.replicates = 499;
        options.draws = 29;
        laid_finish(&made);
        tables[i] = answer(&made, &options);
        laid_drop(&made);
    }
    same_cells(tables[0], tables[1]);
    same_cells(tables[0], tables[2]);
    for (int i = 0; i < 3; i++)
        routes_table_free(tables[i]);
}

static void wrong_settings_are_refused(void **state)
{
    (void)state;
    struct laid made = laid_begin(NULL, 0, 0);
    routes_table *table = NULL;
    routes_hotspot_lanes_options options = ROUTES_HOTSPOT_LANES_OPTIONS;
    routes_error err;
    assert_int_equal(routes_answer_hotspots_lanes(&table, made.model, NULL, NULL, NULL, &err),
                     ROUTES_E_ARGUMENT);
    laid_finish(&made);
    options.neighbours = (routes_lane_neighbours)5;
    assert_int_equal(
        routes_answer_hotspots_lanes(&table, made.model, made.network, made.laying, &options, &err),
        ROUTES_E_ARGUMENT);
    options.neighbours = ROUTES_LANE_NEIGHBOURS_ENDS;
    options.statistic = ROUTES_LOCAL_GEARY;
    assert_int_equal(
        routes_answer_hotspots_lanes(&table, made.model, made.network, made.laying, &options, &err),
        ROUTES_E_ARGUMENT);
    options.statistic = ROUTES_LOCAL_GI_STAR;
    options.min_cases = -1.0;
    assert_int_equal(
        routes_answer_hotspots_lanes(&table, made.model, made.network, made.laying, &options, &err),
        ROUTES_E_ARGUMENT);
    assert_null(table);
    laid_drop(&made);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    const laid_lane lanes[] = {{"Westville", "Beetown", NAN, 10.0, NAN},
                               {"Westville", "Midtown", NAN, 3.0, NAN}};
    routes_error err;
    struct laid made = laid_begin(lanes, 2, 0);
    assert_ok(laid_count(made.model, "C1", "X1", NULL, "discovered", 30, 300, &err), &err);
    laid_finish(&made);
    routes_hotspot_lanes_options options = ROUTES_HOTSPOT_LANES_OPTIONS;
    options.min_lanes = 2;
    options.replicates = 9;
    options.draws = 3;
    long before = routes_i_memory_live();
    routes_status status = ROUTES_E_MEMORY;
    for (long n = 0; status; n++) {
        routes_table *table = NULL;
        assert_true(n < 3000);
        routes_i_memory_fail_after(n);
        status = routes_answer_hotspots_lanes(&table, made.model, made.network, made.laying,
                                              &options, &err);
        routes_i_memory_fail_after(-1);
        assert_true(status ? status == ROUTES_E_MEMORY && !table : table != NULL);
        routes_table_free(table);
        assert_int_equal(routes_i_memory_live(), before);
    }
    laid_drop(&made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(groups_stand_out_as_by_hand),
        cmocka_unit_test(local_moran_may_be_asked),
        cmocka_unit_test(neighbours_may_share_a_way),
        cmocka_unit_test(a_class_that_does_not_hold_is_uncertain),
        cmocka_unit_test(below_the_floor_nothing_is_tested),
        cmocka_unit_test(discovered_and_reported_stay_apart),
        cmocka_unit_test(counts_without_effort_are_not_tested),
        cmocka_unit_test(order_and_threads_change_no_bit),
        cmocka_unit_test(wrong_settings_are_refused),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
