/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit oracle property memory thread */

#include "routes/getis_ord.h"

#include "core/memory.h"
#include "support/neighbours.h"

/* Values 1 2 3 on a road: m = 2, s = sqrt(2/3), n = 3.
 * Area 0, Gi*: sum 3, W = S = 2: (3 - 4) / (s sqrt((6 - 4) / 2)) = -1 / s = -sqrt(3/2).
 * Area 1, Gi*: all are neighbours, nothing is left to vary.
 * Area 0, Gi: m of 2 and 3 = 2.5, s = 0.5: (2 - 2.5) / (0.5 sqrt((2 - 1) / 1)) = -1. */
static void scores_by_hand(void **state)
{
    (void)state;
    const double values[] = {1, 2, 3};
    double z[3];
    routes_error err;
    routes_weights *weights = road(3, 1, 1);
    assert_ok(routes_getis_ord_score(z, values, weights, ROUTES_GETIS_ORD_STAR, &err), &err);
    assert_near(z[0], -sqrt(1.5), 1e-15);
    assert_true(isnan(z[1]));
    assert_near(z[2], sqrt(1.5), 1e-15);
    assert_ok(routes_getis_ord_score(z, values, weights, ROUTES_GETIS_ORD_PLAIN, &err), &err);
    assert_near(z[0], -1.0, 1e-15);
    assert_near(z[2], 1.0, 1e-15);
    routes_weights_free(weights);
}

/* spdep and NumPy (see the oracle's README), 100 counties. */
static void scores_agree_with_spdep_on_the_carolina_counties(void **state)
{
    (void)state;
    csv counties;
    csv expected;
    read_or_skip(&counties, SIDS "counties.csv");
    assert_true(csv_read(&expected, SIDS "expected.csv"));
    const struct {
        const char *events;
        const char *births;
        int freeman_tukey;
        routes_getis_ord_kind kind;
        const char *column;
    } cases[] = {
        {"sid74", "bir74", 0, ROUTES_GETIS_ORD_STAR, "gistar_r74"},
        {"sid74", "bir74", 0, ROUTES_GETIS_ORD_PLAIN, "gi_r74"},
        {"sid74", "bir74", 1, ROUTES_GETIS_ORD_STAR, "gistar_ft74"},
        {"sid74", "bir74", 1, ROUTES_GETIS_ORD_PLAIN, "gi_ft74"},
        {"sid79", "bir79", 0, ROUTES_GETIS_ORD_STAR, "gistar_r79"},
    };
    routes_weights_options options = ROUTES_WEIGHTS_OPTIONS;
    options.with_self = 1;
    for (options.row_standardised = 0; options.row_standardised < 2; options.row_standardised++) {
        routes_weights *weights =
            read_weights(&counties, "fips", SIDS "expected_neighbours.csv", &options);
        assert_int_equal(routes_weights_pairs(weights), 490 + 100);
        for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
            double values[100];
            double z[100];
            routes_error err;
            for (size_t i = 0; i < 100; i++) {
                double s = csv_number(&counties, i, cases[c].events);
                double b = csv_number(&counties, i, cases[c].births);
                values[i] = cases[c].freeman_tukey
                                ? sqrt(1000.0) * (sqrt(s / b) + sqrt((s + 1.0) / b))
                                : s / b;
            }
            assert_ok(routes_getis_ord_score(z, values, weights, cases[c].kind, &err), &err);
            for (size_t i = 0; i < 100; i++) {
                size_t row = csv_find(&expected, "fips", csv_at(&counties, i, "fips"));
                assert_near(z[i], csv_number(&expected, row, cases[c].column), 1e-10);
            }
        }
        routes_weights_free(weights);
    }
    csv_free(&expected);
    csv_free(&counties);
}

/* spdep and NumPy, 85 departments, six variables. */
static void scores_agree_with_spdep_on_guerrys_departments(void **state)
{
    (void)state;
    csv departments;
    csv expected;
    read_or_skip(&departments, GUERRY "departments.csv");
    assert_true(csv_read(&expected, GUERRY "expected.csv"));
    routes_weights_options options = ROUTES_WEIGHTS_OPTIONS;
    options.with_self = 1;
    routes_weights *weights = read_weights(&departments, "dept", GUERRY "neighbours.csv", &options);
    size_t checked = 0;
    for (size_t begin = 0; begin < expected.rows; begin++) {
        const char *variable = csv_at(&expected, begin, "variable");
        if (strcmp(csv_at(&expected, begin, "dept"), csv_at(&departments, 0, "dept")) != 0)
            continue;
        double values[85];
        double star[85];
        double plain[85];
        routes_error err;
        for (size_t i = 0; i < 85; i++)
            values[i] = csv_number(&departments, i, variable);
        assert_ok(routes_getis_ord_score(star, values, weights, ROUTES_GETIS_ORD_STAR, &err), &err);
        assert_ok(routes_getis_ord_score(plain, values, weights, ROUTES_GETIS_ORD_PLAIN, &err),
                  &err);
        for (size_t row = 0; row < expected.rows; row++) {
            if (strcmp(csv_at(&expected, row, "variable"), variable) != 0)
                continue;
            size_t i = csv_find(&departments, "dept", csv_at(&expected, row, "dept"));
            assert_near(star[i], csv_number(&expected, row, "gistar_z"), 1e-9);
            assert_near(plain[i], csv_number(&expected, row, "gi_z"), 1e-9);
            checked++;
        }
    }
    assert_int_equal(checked, expected.rows);
    print_message("%zu scores of each kind\n", checked);
    routes_weights_free(weights);
    csv_free(&expected);
    csv_free(&departments);
}

/* Areas without a figure change nothing for the others: the same scores as on a map without them.
 * On the road of five, 2 is not reported: 0 - 1 and 3 - 4 remain. */
static void areas_without_a_figure_are_not_on_the_map(void **state)
{
    (void)state;
    const double with[] = {1, 4, NAN, 2, 9};
    const double without[] = {1, 4, 2, 9};
    const uint32_t area[] = {0, 2};
    const uint32_t next[] = {1, 3};
    double z[5];
    double expected[4];
    routes_error err;
    for (int kind = 0; kind < 2; kind++) {
        routes_weights *five = road(5, 1, 1);
        routes_weights *four = NULL;
        routes_weights_options options = ROUTES_WEIGHTS_OPTIONS;
        options.both_ways = 1;
        options.with_self = 1;
        assert_ok(routes_weights_new(&four, 4, area, next, NULL, 2, &options, &err), &err);
        assert_ok(routes_getis_ord_score(z, with, five, (routes_getis_ord_kind)kind, &err), &err);
        assert_ok(
            routes_getis_ord_score(expected, without, four, (routes_getis_ord_kind)kind, &err),
            &err);
        assert_near(z[0], expected[0], 1e-14);
        assert_near(z[1], expected[1], 1e-14);
        assert_true(isnan(z[2]));
        assert_near(z[3], expected[2], 1e-14);
        assert_near(z[4], expected[3], 1e-14);
        routes_weights_free(five);
        routes_weights_free(four);
    }
}

static routes_getis_ord_options options_of(uint32_t replicates, size_t min_areas)
{
    routes_getis_ord_options options = ROUTES_GETIS_ORD_OPTIONS;
    options.replicates = replicates;
    options.min_areas = min_areas;
    options.seed = 42;
    return options;
}

static void with_too_few_figures_nothing_is_tested_and_nothing_invented(void **state)
{
    (void)state;
    double values[24];
    routes_getis_ord areas[24];
    size_t tested = 99;
    routes_error err;
    routes_weights *weights = road(24, 1, 1);
    for (size_t i = 0; i < 24; i++)
        values[i] = i < 5 ? (double)(i * i) : NAN;
    assert_ok(routes_getis_ord_test(areas, &tested, values, weights, NULL, &err), &err);
    assert_int_equal(tested, 0);
    for (size_t i = 0; i < 24; i++) {
        assert_int_equal(areas[i].hot, ROUTES_HOT_NOT_TESTED);
        assert_int_equal(areas[i].status,
                         i < 5 ? ROUTES_GETIS_ORD_TOO_FEW : ROUTES_GETIS_ORD_NOT_REPORTED);
        assert_true(isnan(areas[i].z) && isnan(areas[i].p_high) && isnan(areas[i].p_low));
        assert_true(isnan(areas[i].p) && isnan(areas[i].p_adjusted));
    }
    /* Twenty are enough, nineteen are not. */
    for (size_t i = 0; i < 24; i++)
        values[i] = i < 19 ? (double)(i * i) : NAN;
    assert_ok(routes_getis_ord_test(areas, &tested, values, weights, NULL, &err), &err);
    assert_int_equal(tested, 0);
    values[19] = 5;
    assert_ok(routes_getis_ord_test(areas, &tested, values, weights, NULL, &err), &err);
    assert_int_equal(tested, 20);
    assert_int_equal(areas[23].status, ROUTES_GETIS_ORD_NOT_REPORTED);
    for (size_t i = 0; i < 24; i++)
        values[i] = NAN;
    assert_ok(routes_getis_ord_test(areas, &tested, values, weights, NULL, &err), &err);
    assert_int_equal(tested, 0);
    routes_weights_free(weights);
}

static void why_an_area_is_not_tested_is_said(void **state)
{
    (void)state;
    /* The road breaks at 2: area 1 has a neighbour, 0; area 3 has 4. All others alike but 4. */
    const double values[] = {1, 1, NAN, 1, 7};
    routes_getis_ord areas[5];
    routes_getis_ord_options options = options_of(99, 2);
    routes_error err;
    routes_weights *weights = road(5, 1, 0);
    options.kind = ROUTES_GETIS_ORD_PLAIN;
    assert_ok(routes_getis_ord_test(areas, NULL, values, weights, &options, &err), &err);
    assert_int_equal(areas[0].status, ROUTES_GETIS_ORD_TESTED);
    assert_int_equal(areas[2].status, ROUTES_GETIS_ORD_NOT_REPORTED);
    assert_int_equal(areas[4].status, ROUTES_GETIS_ORD_NO_VARIATION);
    assert_true(isnan(areas[4].z) && isnan(areas[4].p));

    const double island[] = {1, NAN, 3, 4, 5};
    assert_ok(routes_getis_ord_test(areas, NULL, island, weights, &options, &err), &err);
    assert_int_equal(areas[0].status, ROUTES_GETIS_ORD_NO_NEIGHBOUR);

    const double flat[] = {0.1, 0.1, 0.1, 0.1, 0.1};
    assert_ok(routes_getis_ord_test(areas, NULL, flat, weights, &options, &err), &err);
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(areas[i].status, ROUTES_GETIS_ORD_NO_VARIATION);
    routes_weights_free(weights);
}

/* Oracle: every way to choose an area's neighbours among the others. With ten areas there are 9
 * for an end of the road and 36 for the rest. The share of draws is binomial about the exact
 * chance: 5 standard deviations of 20 000 draws. */
static void chances_agree_with_all_choices_of_neighbours(void **state)
{
    (void)state;
    enum { N = 10, DRAWS = 20000 };
    const double values[N] = {3, 1, 4, 1, 5, 9, 2, 6, 5, 3};
    for (int kind = 0; kind < 2; kind++) {
        routes_getis_ord areas[N];
        routes_getis_ord_options options = options_of(DRAWS, 2);
        routes_error err;
        routes_weights *weights = road(N, 1, 1);
        options.kind = (routes_getis_ord_kind)kind;
        assert_ok(routes_getis_ord_test(areas, NULL, values, weights, &options, &err), &err);
        for (size_t i = 0; i < N; i++) {
            size_t ways = 0;
            size_t high = 0;
            size_t low = 0;
            int at_end = i == 0 || i == N - 1;
            double sum = (i > 0 ? values[i - 1] : 0) + (i < N - 1 ? values[i + 1] : 0);
            for (size_t a = 0; a < N; a++)
                for (size_t b = at_end ? a : a + 1; b < (at_end ? a + 1 : N); b++) {
                    if (a == i || b == i)
                        continue;
                    double drawn = at_end ? values[a] : values[a] + values[b];
                    ways++;
                    high += drawn >= sum;
                    low += drawn <= sum;
                }
            assert_int_equal(ways, at_end ? 9 : 36);
            double p_high = (double)high / (double)ways;
            double p_low = (double)low / (double)ways;
            double error = 5.0 * sqrt(0.25 / DRAWS) + 1.0 / DRAWS;
            assert_true(fabs(areas[i].p_high - p_high) < error);
            assert_true(fabs(areas[i].p_low - p_low) < error);
            assert_near(areas[i].p, fmin(1.0, 2.0 * fmin(areas[i].p_high, areas[i].p_low)), 1e-15);
        }
        routes_weights_free(weights);
    }
}

/* A hot end and a cold end on a road of 100, noise between. Four neighbours on either side: chance
 * gives an area of the hot end such neighbours less than once in 10^8 draws. */
static void hot_and_cold_ends_are_found(void **state)
{
    (void)state;
    enum { N = 100 };
    double values[N];
    routes_getis_ord areas[N];
    routes_getis_ord_options options = options_of(9999, 0);
    size_t tested = 0;
    uint64_t seed = 8;
    routes_error err;
    routes_weights *weights = road(N, 4, 1);
    for (size_t i = 0; i < N; i++)
        values[i] = draw_unit(&seed) + (i < 12 ? 10 : 0) - (i >= N - 12 ? 10 : 0);
    assert_ok(routes_getis_ord_test(areas, &tested, values, weights, &options, &err), &err);
    assert_int_equal(tested, N);
    assert_int_equal(areas[5].hot, ROUTES_HOT_HOT);
    assert_int_equal(areas[50].hot, ROUTES_HOT_NONE);
    assert_int_equal(areas[N - 6].hot, ROUTES_HOT_COLD);
    assert_true(areas[5].z > 3 && areas[N - 6].z < -3);
    for (size_t i = 0; i < N; i++) {
        double counts = areas[i].p_high * 10000.0;
        assert_near(counts, round(counts), 1e-9);
        assert_true(counts >= 1.0);
        assert_true(areas[i].p_high + areas[i].p_low >= 1.0);
        assert_true(areas[i].p_adjusted >= areas[i].p);
    }
    routes_weights_free(weights);
}

static void any_number_of_threads_gives_the_same_bits(void **state)
{
    (void)state;
    enum { N = 60 };
    double values[N];
    routes_getis_ord one[N];
    routes_getis_ord many[N];
    routes_getis_ord_options options = options_of(499, 0);
    routes_run run = ROUTES_RUN;
    uint64_t seed = 8;
    routes_error err;
    routes_weights *weights = road(N, 1, 1);
    for (size_t i = 0; i < N; i++)
        values[i] = i == 7 ? NAN : draw_unit(&seed);
    options.run = &run;
    assert_ok(routes_getis_ord_test(one, NULL, values, weights, &options, &err), &err);
    for (run.threads = 2; run.threads <= 100; run.threads += 49) {
        assert_ok(routes_getis_ord_test(many, NULL, values, weights, &options, &err), &err);
        for (size_t i = 0; i < N; i++) {
            assert_memory_equal(&one[i].z, &many[i].z, 5 * sizeof(double));
            assert_int_equal(one[i].hot, many[i].hot);
        }
    }
    options.seed++;
    size_t differ = 0;
    assert_ok(routes_getis_ord_test(many, NULL, values, weights, &options, &err), &err);
    for (size_t i = 0; i < N; i++)
        differ += one[i].p_high != many[i].p_high;
    assert_true(differ > N / 2);
    routes_weights_free(weights);
}

static int stop(double done, const char *what, void *user)
{
    (void)done;
    (void)user;
    assert_string_equal(what, "permutations");
    return 1;
}

static void getis_ord_refuses_bad_calls_and_touches_nothing(void **state)
{
    (void)state;
    const double values[] = {1, 2, 3, INFINITY};
    const double good[] = {1, 2, 3, 5};
    double z[] = {7, 7, 7, 7};
    routes_getis_ord areas[4] = {{.z = 7}};
    routes_error err;
    routes_weights *without = road(4, 1, 0);
    routes_weights *weights = road(4, 1, 1);
    assert_int_equal(routes_getis_ord_score(z, good, without, ROUTES_GETIS_ORD_STAR, &err),
                     ROUTES_E_ARGUMENT);
    assert_string_equal(err.message, "the weights of area 0 lack the area itself, which Gi* needs");
    assert_int_equal(routes_getis_ord_score(z, values, weights, ROUTES_GETIS_ORD_STAR, &err),
                     ROUTES_E_DATA);
    assert_string_equal(err.message, "values[3] is inf, must be finite");
    assert_int_equal(routes_getis_ord_score(z, good, weights, (routes_getis_ord_kind)5, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_getis_ord_score(NULL, good, weights, ROUTES_GETIS_ORD_STAR, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_getis_ord_score(z, NULL, weights, ROUTES_GETIS_ORD_STAR, &err),
                     ROUTES_E_ARGUMENT);
    routes_getis_ord_options options = options_of(9, 2);
    assert_int_equal(routes_getis_ord_test(NULL, NULL, good, weights, &options, &err),
                     ROUTES_E_ARGUMENT);
    options.alpha = 1.5;
    assert_int_equal(routes_getis_ord_test(areas, NULL, good, weights, &options, &err),
                     ROUTES_E_ARGUMENT);
    assert_string_equal(err.message, "options.alpha is 1.5, must be above 0 and below 1");
    options = options_of(9, 2);
    routes_run run = ROUTES_RUN;
    run.progress = stop;
    options.run = &run;
    assert_int_equal(routes_getis_ord_test(areas, NULL, good, weights, &options, &err),
                     ROUTES_E_CANCELLED);
    assert_near(z[0], 7.0, 0.0);
    assert_near(areas[0].z, 7.0, 0.0);
    routes_weights_free(without);
    routes_weights_free(weights);
    assert_string_equal(routes_hot_class_text(ROUTES_HOT_COLD), "cold");
    assert_string_equal(routes_hot_class_text(ROUTES_HOT_NOT_TESTED), "not_tested");
    assert_string_equal(routes_hot_class_text(ROUTES_HOT_UNCERTAIN), "uncertain");
    assert_null(routes_hot_class_text((routes_hot_class)77));
}

static void getis_ord_survives_every_allocation_that_fails(void **state)
{
    (void)state;
    const double values[] = {1, 2, 3, 5, 4};
    routes_getis_ord_options options = options_of(9, 2);
    routes_status status = ROUTES_E_MEMORY;
    routes_weights *weights = road(5, 1, 1);
    long live = routes_i_memory_live();
    for (long allowed = 0; status == ROUTES_E_MEMORY; allowed++) {
        routes_getis_ord areas[5] = {{.z = 7}};
        routes_error err;
        routes_i_memory_fail_after(allowed);
        status = routes_getis_ord_test(areas, NULL, values, weights, &options, &err);
        routes_i_memory_fail_after(-1);
        assert_true(status == ROUTES_OK || areas[0].z == 7.0);
        assert_int_equal(routes_i_memory_live(), live);
    }
    assert_int_equal(status, ROUTES_OK);
    routes_weights_free(weights);
    assert_int_equal(routes_i_memory_live(), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scores_by_hand),
        cmocka_unit_test(scores_agree_with_spdep_on_the_carolina_counties),
        cmocka_unit_test(scores_agree_with_spdep_on_guerrys_departments),
        cmocka_unit_test(areas_without_a_figure_are_not_on_the_map),
        cmocka_unit_test(with_too_few_figures_nothing_is_tested_and_nothing_invented),
        cmocka_unit_test(why_an_area_is_not_tested_is_said),
        cmocka_unit_test(chances_agree_with_all_choices_of_neighbours),
        cmocka_unit_test(hot_and_cold_ends_are_found),
        cmocka_unit_test(any_number_of_threads_gives_the_same_bits),
        cmocka_unit_test(getis_ord_refuses_bad_calls_and_touches_nothing),
        cmocka_unit_test(getis_ord_survives_every_allocation_that_fails),
    };
    return cmocka_run_group_tests_name("getis_ord", tests, NULL, NULL);
}
