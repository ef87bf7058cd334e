/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit memory thread */

#include "routes/answer_hotspot_nodes.h"

#include "support/laid_lanes.h"

/* Yearly flows of like groups add: Westville sends 10 + 5; Midtown 8 to 12; Beetown gets all. The
 * crossing and, for Midtown's, Westville are passed. */
static const laid_lane flows[] = {{"Westville", "Beetown", NAN, 10.0, NAN},
                                  {"Westville", "Beetown", NAN, 5.0, NAN},
                                  {"Midtown", "Beetown", 8.0, 10.0, 12.0},
                                  {"Eastham", "Midtown", 8.0, NAN, 18.0}};

static size_t row_of(const routes_table *table, const char *id, const char *role)
{
    for (size_t row = 0; row < routes_table_rows(table); row++)
        if (strcmp(routes_table_text_at(table, "id", row), id) == 0 &&
            strcmp(routes_table_text_at(table, "role", row), role) == 0)
            return row;
    fail_msg("no row %s %s", id, role);
    return 0;
}

static double number(const routes_table *table, const char *column, size_t row)
{
    return routes_table_numbers(table, routes_table_find(table, column))[row];
}

static routes_range range(const routes_table *table, const char *column, size_t row)
{
    return routes_table_ranges(table, routes_table_find(table, column))[row];
}

static routes_table *answer(const struct laid *of, const routes_hotspot_nodes_options *options)
{
    routes_table *table = NULL;
    routes_error err;
    assert_ok(
        routes_answer_hotspots_nodes(&table, of->model, of->network, of->laying, options, &err),
        &err);
    return table;
}

/* As origin: Westville 15, Midtown 8 to 12, Eastham 8 to 18. Westville is beaten only by Eastham,
 * uniform on 8 to 18, above 15 in 3 of 10 draws: rank 1 in 70 %. */
static void ranks_by_hand(void **state)
{
    (void)state;
    struct laid made = laid_begin(flows, 4, 0);
    routes_hotspot_nodes_options options = ROUTES_HOTSPOT_NODES_OPTIONS;
    routes_error err;
    assert_ok(laid_count(made.model, "C1", "X1", NULL, "discovered", 30, 300, &err), &err);
    assert_ok(laid_count(made.model, "C2", "X1", NULL, "reported", 4, NAN, &err), &err);
    laid_finish(&made);
    options.top = 1;
    options.min_nodes = 3;
    options.min_lanes = 4;
    routes_table *table = answer(&made, &options);
    size_t west = row_of(table, "W1", "origin");
    assert_near(range(table, "volume", west).moderate, 15, 0);
    assert_string_equal(routes_table_text_at(table, "volume_unit", west), "persons_per_year");
    assert_near(number(table, "rank", west), 1, 0);
    assert_near(number(table, "rank_lower", west), 1, 0);
    assert_near(number(table, "rank_upper", west), 2, 0);
    assert_true(fabs(number(table, "share_in_top", west) - 0.7) < 4 * sqrt(0.21 / 9999));
    assert_string_equal(routes_table_text_at(table, "hot_class", west), "uncertain");
    assert_string_equal(routes_table_text_at(table, "hot_class", row_of(table, "M1", "origin")),
                        "none");
    /* In transit: the crossing has 10 + 5 + (8 to 12), Westville the last of these. */
    size_t gate = row_of(table, "X1", "transit");
    assert_string_equal(routes_table_text_at(table, "kind", gate), "crossing");
    assert_near(range(table, "volume", gate).low, 23, 0);
    assert_near(range(table, "volume", gate).high, 27, 0);
    assert_near(range(table, "discovered", gate).moderate, 30, 0);
    assert_near(range(table, "discovered_rate", gate).moderate, 100, 1e-12);
    assert_near(range(table, "reported", gate).moderate, 4, 0);
    assert_true(isnan(range(table, "reported_rate", gate).moderate));
    /* Its rivals are two: fewer than the three that a class needs. */
    assert_near(number(table, "share_in_top", gate), 1, 0);
    assert_string_equal(routes_table_text_at(table, "hot_class", gate), "not_tested");
    assert_int_equal(routes_table_kind(table), ROUTES_KIND_OPERATIONAL);
    routes_table_free(table);

    options.least_share = 0.6;
    table = answer(&made, &options);
    assert_string_equal(routes_table_text_at(table, "hot_class", row_of(table, "W1", "origin")),
                        "hot");
    routes_table_free(table);
    laid_drop(&made);
}

static void below_the_floor_no_class_is_given(void **state)
{
    (void)state;
    struct laid made = laid_begin(flows, 4, 0);
    laid_finish(&made);
    const struct {
        size_t min_nodes, min_lanes, top;
        const char *reason;
    } cases[] = {
        {0, 0, 1, "too few lanes have numbers in this unit"},
        {0, 4, 1, "too few places and crossings have volumes in this unit"},
        {3, 4, 3, "no more are ranked than the top holds"},
    };
    for (size_t i = 0; i < 3; i++) {
        routes_hotspot_nodes_options options = ROUTES_HOTSPOT_NODES_OPTIONS;
        options.min_nodes = cases[i].min_nodes;
        options.min_lanes = cases[i].min_lanes;
        options.top = cases[i].top;
        routes_table *table = answer(&made, &options);
        size_t west = row_of(table, "W1", "origin");
        assert_string_equal(routes_table_text_at(table, "hot_class", west), "not_tested");
        assert_string_equal(routes_table_text_at(table, "reason", west), cases[i].reason);
        assert_near(number(table, "rank", west), 1, 0);
        routes_table_free(table);
    }
    laid_drop(&made);
}

/* Lower bounds and lanes without a number have no rank, and are nobody's rival. */
static void what_has_no_figure_has_no_rank(void **state)
{
    (void)state;
    struct laid made = laid_begin(flows, 4, 0);
    laid_finish(&made);
    routes_hotspot_nodes_options options = ROUTES_HOTSPOT_NODES_OPTIONS;
    options.unit = ROUTES_UNIT_PERSONS_PER_MONTH;
    routes_table *table = answer(&made, &options);
    size_t gate = row_of(table, "X1", "transit");
    assert_near(range(table, "volume", gate).low, 100, 0);
    assert_true(isnan(number(table, "rank", gate)));
    assert_string_equal(routes_table_text_at(table, "reason", gate),
                        "a lower bound alone has no rank");
    assert_string_equal(routes_table_text_at(table, "reason", row_of(table, "W1", "origin")),
                        "no volume is stated in this unit");
    routes_table_free(table);
    routes_error err;
    options.unit = ROUTES_UNIT_USD_PER_YEAR;
    table = NULL;
    assert_int_equal(
        routes_answer_hotspots_nodes(&table, made.model, made.network, made.laying, &options, &err),
        ROUTES_E_ARGUMENT);
    options.unit = ROUTES_UNIT_NOT_STATED;
    options.least_share = 1.5;
    assert_int_equal(
        routes_answer_hotspots_nodes(&table, made.model, made.network, made.laying, &options, &err),
        ROUTES_E_ARGUMENT);
    assert_int_equal(
        routes_answer_hotspots_nodes(&table, made.model, NULL, made.laying, NULL, &err),
        ROUTES_E_ARGUMENT);
    laid_drop(&made);
}

static void order_and_threads_change_no_bit(void **state)
{
    (void)state;
    routes_table *tables[3];
    const unsigned threads[] = {1, 2, 7};
    for (int i = 0; i < 3; i++) {
        struct laid made = laid_begin(flows, 4, i);
        routes_hotspot_nodes_options options = ROUTES_HOTSPOT_NODES_OPTIONS;
        routes_run run = ROUTES_RUN;
        run.threads = threads[i];
        options.run = &run;
        options.top = 1;
        laid_finish(&made);
        tables[i] = answer(&made, &options);
        laid_drop(&made);
    }
    size_t column = routes_table_find(tables[0], "share_in_top");
    for (int i = 1; i < 3; i++) {
        assert_int_equal(routes_table_rows(tables[0]), routes_table_rows(tables[i]));
        for (size_t row = 0; row < routes_table_rows(tables[0]); row++)
            assert_memory_equal(&routes_table_numbers(tables[0], column)[row],
                                &routes_table_numbers(tables[i], column)[row], sizeof(double));
    }
    for (int i = 0; i < 3; i++)
        routes_table_free(tables[i]);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    struct laid made = laid_begin(flows, 4, 0);
    laid_finish(&made);
    routes_hotspot_nodes_options options = ROUTES_HOTSPOT_NODES_OPTIONS;
    routes_error err;
    options.draws = 3;
    long before = routes_i_memory_live();
    routes_status status = ROUTES_E_MEMORY;
    for (long n = 0; status; n++) {
        routes_table *table = NULL;
        assert_true(n < 3000);
        routes_i_memory_fail_after(n);
        status = routes_answer_hotspots_nodes(&table, made.model, made.network, made.laying,
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
        cmocka_unit_test(ranks_by_hand),
        cmocka_unit_test(below_the_floor_no_class_is_given),
        cmocka_unit_test(what_has_no_figure_has_no_rank),
        cmocka_unit_test(order_and_threads_change_no_bit),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
