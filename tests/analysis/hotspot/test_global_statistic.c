/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit oracle property memory thread */

#include "routes/global_statistic.h"

#include "core/memory.h"
#include "support/neighbours.h"

#define KINDS 7

static routes_global_options options_of(routes_global_kind kind)
{
    routes_global_options options = ROUTES_GLOBAL_OPTIONS;
    options.kind = kind;
    options.seed = 42;
    options.min_areas = 4;
    return options;
}

/* Figures 1 2 3 6 on a road, weights as given: d = -2 -1 0 3, sum(d^2) = 14, pairs both ways: S0
 * = 6. sum(w d d) = 2 (2 + 0 + 0) = 4: I = 4/6 * 4/14 = 4/21. sum(w gap^2) = 2 (1 + 1 + 9) = 22: C
 * = 3 * 22 / (2 * 6 * 14) = 11/28. sum(w x x) = 2 (2 + 6 + 18) = 52; of all pairs 144 - 50 = 94: G
 * = 26/47. Events 1 1 0 1: one BB, two BW, no WW. */
static void statistics_by_hand(void **state)
{
    (void)state;
    const double values[] = {1, 2, 3, 6};
    const double events[] = {1, 1, 0, 1};
    const double expected[] = {4.0 / 21.0, 0, 11.0 / 28.0, 26.0 / 47.0, 1, 2, 0};
    routes_weights *weights = road(4, 1, 0);
    for (int kind = 0; kind < KINDS; kind++) {
        routes_global answer;
        routes_error err;
        routes_global_options options = options_of((routes_global_kind)kind);
        options.weights = ROUTES_GLOBAL_WEIGHTS_GIVEN;
        if (kind == ROUTES_GLOBAL_MORAN_EB)
            continue;
        assert_ok(routes_global_test(&answer, kind < ROUTES_GLOBAL_JOIN_BB ? values : events, NULL,
                                     weights, &options, &err),
                  &err);
        assert_near(answer.statistic, expected[kind], 1e-15);
        assert_near(answer.s0, 6.0, 0.0);
        assert_int_equal(answer.reported, 4);
        assert_true(isnan(answer.drawn_two));
    }
    routes_weights_free(weights);
}

static void close_to(double value, double wanted)
{
    if (!(fabs(value - wanted) <= 1e-10 * fabs(wanted)))
        fail_msg("%.17g, expected %.17g", value, wanted);
}

static void statistics_agree_with_spdep_on_the_carolina_counties(void **state)
{
    (void)state;
    const struct {
        routes_global_kind kind;
        routes_global_weights weights;
        routes_global_assumption assumption;
        const char *statistic, *expected, *variance, *z, *p_greater;
    } cases[] = {
        {ROUTES_GLOBAL_MORAN, 0, 0, "moran_I_W", "moran_E_W", "moran_var_rand_W", "moran_z_rand_W",
         "moran_p_greater_rand_W"},
        {ROUTES_GLOBAL_MORAN, 0, 1, "moran_I_W", "moran_E_W", "moran_var_norm_W", "moran_z_norm_W",
         NULL},
        {ROUTES_GLOBAL_MORAN, 2, 0, "moran_I_B", "moran_E_B", "moran_var_rand_B", "moran_z_rand_B",
         "moran_p_greater_rand_B"},
        {ROUTES_GLOBAL_MORAN, 2, 1, "moran_I_B", "moran_E_B", "moran_var_norm_B", "moran_z_norm_B",
         NULL},
        {ROUTES_GLOBAL_GEARY, 0, 0, "geary_C_W", NULL, "geary_var_rand_W", NULL, NULL},
        {ROUTES_GLOBAL_GEARY, 2, 0, "geary_C_B", NULL, "geary_var_rand_B", NULL, NULL},
        {ROUTES_GLOBAL_GENERAL_G, 0, 0, "globalG_B", "globalG_E_B", "globalG_var_B", "globalG_z_B",
         NULL},
        {ROUTES_GLOBAL_MORAN_EB, 0, 0, "ebi_moran_I_W", NULL, NULL, NULL, NULL},
    };
    csv counties;
    csv global;
    double rates[100], events[100], people[100];
    read_or_skip(&counties, SIDS "counties.csv");
    assert_true(csv_read(&global, SIDS "expected_global.csv"));
    routes_weights *weights = read_weights(&counties, "fips", SIDS "expected_neighbours.csv", NULL);
    for (size_t i = 0; i < 100; i++) {
        events[i] = csv_number(&counties, i, "sid74");
        people[i] = csv_number(&counties, i, "bir74");
        rates[i] = events[i] / people[i];
    }
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        routes_global answer;
        routes_error err;
        routes_global_options options = options_of(cases[c].kind);
        options.weights = cases[c].weights;
        options.assumption = cases[c].assumption;
        const double *values = cases[c].kind == ROUTES_GLOBAL_MORAN_EB ? events : rates;
        assert_ok(routes_global_test(&answer, values, people, weights, &options, &err), &err);
        const char *keys[] = {cases[c].statistic, cases[c].expected, cases[c].variance, cases[c].z,
                              cases[c].p_greater};
        const double found[] = {answer.statistic, answer.expected, answer.variance, answer.z,
                                answer.p_greater};
        for (size_t k = 0; k < 5; k++)
            if (keys[k])
                close_to(found[k], csv_number(&global, csv_find(&global, "key", keys[k]), "value"));
    }
    routes_weights_free(weights);
    csv_free(&global);
    csv_free(&counties);
}

/* R 4.2.2, spdep 1.2-7: joincount.multi() of counties with five or more deaths in 1974-78, and
 * geary.test(randomisation = FALSE) of the rates; queen neighbours, weights B, then W. */
static void joins_and_normality_agree_with_spdep(void **state)
{
    (void)state;
    const double expected[2][3][3] = {
        {{83, 58.206060606060603, 31.195477170960203},
         {100, 123.687878787878788, 58.682817774748401},
         {62, 63.106060606060609, 32.601840807323242}},
        {{15.27261904761904709, 11.87878787878787890, 0.83607808030771480},
         {19.52202380952380878, 25.24242424242424221, 2.71027912933448079},
         {15.20535714285714235, 12.87878787878787890, 0.84956814822035653}}};
    const double geary[2] = {0.0060318101781023587, 0.0046919484407624565};
    csv counties;
    double values[100], rates[100];
    routes_global answer;
    routes_error err;
    read_or_skip(&counties, SIDS "counties.csv");
    routes_weights *weights = read_weights(&counties, "fips", SIDS "expected_neighbours.csv", NULL);
    for (size_t i = 0; i < 100; i++) {
        values[i] = csv_number(&counties, i, "sid74") >= 5.0;
        rates[i] = csv_number(&counties, i, "sid74") / csv_number(&counties, i, "bir74");
    }
    for (int row = 0; row < 2; row++) {
        routes_global_options options = options_of(ROUTES_GLOBAL_GEARY);
        options.weights = row ? ROUTES_GLOBAL_WEIGHTS_ROW : ROUTES_GLOBAL_WEIGHTS_GIVEN;
        options.assumption = ROUTES_GLOBAL_NORMALITY;
        assert_ok(routes_global_test(&answer, rates, NULL, weights, &options, &err), &err);
        close_to(answer.variance, geary[row]);
        options.assumption = ROUTES_GLOBAL_RANDOMISATION;
        for (int k = 0; k < 3; k++) {
            options.kind = (routes_global_kind)(ROUTES_GLOBAL_JOIN_BB + k);
            assert_ok(routes_global_test(&answer, values, NULL, weights, &options, &err), &err);
            close_to(answer.statistic, expected[row][k][0]);
            close_to(answer.expected, expected[row][k][1]);
            close_to(answer.variance, expected[row][k][2]);
        }
    }
    routes_weights_free(weights);
    csv_free(&counties);
}

/* By the words of the definitions, on all pairs. */
static double slow(routes_global_kind kind, const double *x, size_t n, double w[8][8])
{
    double m = 0, s0 = 0, m2 = 0, sum = 0, all = 0;
    for (size_t i = 0; i < n; i++)
        m += x[i] / (double)n;
    for (size_t i = 0; i < n; i++)
        m2 += (x[i] - m) * (x[i] - m);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) {
            double f = x[i] * x[j];
            if (kind == ROUTES_GLOBAL_MORAN)
                f = (x[i] - m) * (x[j] - m);
            if (kind == ROUTES_GLOBAL_GEARY)
                f = (x[i] - x[j]) * (x[i] - x[j]);
            if (kind == ROUTES_GLOBAL_JOIN_BW)
                f = x[i] != x[j];
            if (kind == ROUTES_GLOBAL_JOIN_WW)
                f = x[i] == 0 && x[j] == 0;
            s0 += w[i][j];
            sum += w[i][j] * f;
            all += i == j ? 0.0 : x[i] * x[j];
        }
    if (kind == ROUTES_GLOBAL_MORAN)
        return (double)n / s0 * sum / m2;
    if (kind == ROUTES_GLOBAL_GEARY)
        return ((double)n - 1.0) * sum / (2.0 * s0 * m2);
    return kind == ROUTES_GLOBAL_GENERAL_G ? sum / all : 0.5 * sum;
}

struct orders {
    double n, mean, square, high, low;
};

static void all_orders(struct orders *orders, double *x, size_t at, size_t n,
                       routes_global_kind kind, double w[8][8], double map)
{
    if (at == n) {
        double s = slow(kind, x, n, w);
        orders->n++;
        orders->mean += s;
        orders->square += s * s;
        orders->high += s >= map - 1e-12;
        orders->low += s <= map + 1e-12;
        return;
    }
    for (size_t k = at; k < n; k++) {
        double kept = x[at];
        x[at] = x[k];
        x[k] = kept;
        all_orders(orders, x, at + 1, n, kind, w, map);
        x[k] = x[at];
        x[at] = kept;
    }
}

/* 720 orders of six areas, weights at random and not symmetric; an area without a figure and an
 * island among them. The share of draws is binomial: 5 standard deviations of 20 000. */
static void moments_and_chances_agree_with_all_orders(void **state)
{
    (void)state;
    enum { N = 7, DRAWS = 20000 };
    uint64_t seed = 6;
    for (int round = 0; round < 8; round++)
        for (int kind = 0; kind < KINDS; kind++) {
            double x[N], known[N - 1];
            double w[8][8] = {{0}};
            struct orders orders = {0};
            routes_global answer;
            routes_error err;
            routes_global_options options = options_of((routes_global_kind)kind);
            if (kind == ROUTES_GLOBAL_MORAN_EB)
                continue;
            options.weights = ROUTES_GLOBAL_WEIGHTS_GIVEN;
            options.replicates = round ? 99 : DRAWS;
            routes_weights *weights = tangle(N, 0.4, &seed);
            for (uint32_t i = 0; i < N; i++) {
                const uint32_t *next;
                const double *values;
                size_t row = routes_weights_row(&next, &values, weights, i);
                x[i] = i == 2 ? NAN : (double)(draw(&seed) % 5);
                if (kind >= ROUTES_GLOBAL_JOIN_BB)
                    x[i] = i == 2 ? NAN : (double)(i < 2 || (i > 4 && draw(&seed) % 2));
                for (size_t k = 0; k < row; k++)
                    if (i != 2 && next[k] != 2)
                        w[i - (i > 2)][next[k] - (next[k] > 2)] = values[k];
                if (i != 2)
                    known[i - (i > 2)] = x[i];
            }
            assert_ok(routes_global_test(&answer, x, NULL, weights, &options, &err), &err);
            double map = slow(options.kind, known, N - 1, w);
            all_orders(&orders, known, 0, N - 1, options.kind, w, map);
            double mean = orders.mean / orders.n;
            assert_int_equal(answer.status, ROUTES_GLOBAL_TESTED);
            assert_near(answer.statistic, map, 1e-13);
            assert_near(answer.expected, mean, 1e-12);
            assert_near(answer.variance, orders.square / orders.n - mean * mean, 1e-11);
            double error = 5.0 * sqrt(0.25 / options.replicates) + 1.0 / options.replicates;
            assert_true(fabs(answer.drawn_greater - orders.high / orders.n) < error);
            assert_true(fabs(answer.drawn_less - orders.low / orders.n) < error);
            assert_true(fabs(answer.drawn_mean - mean) <
                        5.0 * sqrt(answer.variance / options.replicates));
            routes_weights_free(weights);
        }
}

static void any_number_of_threads_gives_the_same_bits(void **state)
{
    (void)state;
    enum { N = 60 };
    double x[N];
    routes_global one, many;
    routes_run run = ROUTES_RUN;
    uint64_t seed = 8;
    routes_error err;
    routes_weights *weights = tangle(N, 0.1, &seed);
    routes_global_options options = options_of(ROUTES_GLOBAL_MORAN);
    options.replicates = 499;
    options.run = &run;
    for (size_t i = 0; i < N; i++)
        x[i] = draw_unit(&seed);
    assert_ok(routes_global_test(&one, x, NULL, weights, &options, &err), &err);
    for (run.threads = 2; run.threads <= 7; run.threads += 5) {
        assert_ok(routes_global_test(&many, x, NULL, weights, &options, &err), &err);
        assert_memory_equal(&one, &many, offsetof(routes_global, status));
    }
    assert_true(fabs(one.drawn_mean - one.expected) < 5.0 * sqrt(one.variance / 499.0));
    assert_true(fabs(one.drawn_variance / one.variance - 1.0) < 5.0 * sqrt(3.0 / 499.0));
    routes_weights_free(weights);
}

static void nothing_is_tested_without_a_reason(void **state)
{
    (void)state;
    const double flat[] = {1, 1, 1, 1, 1};
    const double zeros[] = {0, 0, 0, 0, 0};
    const double few[] = {1, NAN, 0, NAN, 1};
    const double varied[] = {1, 0, 0, 0, 1};
    const double people[] = {5, 5, 5, 5, 5};
    routes_weights *weights = road(5, 1, 0);
    routes_weights *islands = road(5, 0, 0);
    routes_weights *all = road(5, 4, 0);
    for (int kind = 0; kind < KINDS; kind++) {
        const struct {
            const double *x;
            const routes_weights *weights;
            routes_global_status status;
        } cases[] = {{flat, weights, ROUTES_GLOBAL_NO_VARIATION},
                     {zeros, weights, ROUTES_GLOBAL_NO_VARIATION},
                     {few, weights, ROUTES_GLOBAL_TOO_FEW},
                     {varied, islands, ROUTES_GLOBAL_NO_NEIGHBOUR},
                     {varied, all, ROUTES_GLOBAL_NO_VARIATION}};
        for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
            routes_global answer;
            routes_error err;
            routes_global_options options = options_of((routes_global_kind)kind);
            options.replicates = 9;
            assert_ok(
                routes_global_test(&answer, cases[c].x, people, cases[c].weights, &options, &err),
                &err);
            assert_int_equal(answer.status, cases[c].status);
            assert_non_null(routes_global_status_text(answer.status));
            assert_true(isnan(answer.z) && isnan(answer.p_two) && isnan(answer.drawn_two));
        }
    }
    routes_weights_free(all);
    routes_weights_free(islands);
    routes_weights_free(weights);
}

static int stop(double done, const char *what, void *user)
{
    (void)done;
    (void)what;
    (void)user;
    return 1;
}

static void refused(const char *message, routes_status expected, const double *values,
                    const routes_weights *weights, const routes_global_options *options)
{
    routes_global answer = {.z = 7};
    routes_error err;
    assert_int_equal(routes_global_test(&answer, values, NULL, weights, options, &err), expected);
    assert_string_equal(err.message, message);
    assert_near(answer.z, 7.0, 0.0);
}

static void bad_calls_are_refused_and_touch_nothing(void **state)
{
    (void)state;
    const double good[] = {1, 2, 3, 5};
    const double infinite[] = {1, 2, INFINITY, 1};
    const double negative[] = {1, -2, 3, 5};
    routes_weights *weights = road(4, 1, 0);
    routes_global_options options = options_of(ROUTES_GLOBAL_MORAN);
    refused("values[2] is inf, must be finite", ROUTES_E_DATA, infinite, weights, &options);
    refused("out, values and weights must not be null", ROUTES_E_ARGUMENT, NULL, weights, &options);
    options.weights = (routes_global_weights)3;
    refused("options.weights is 3, not a known choice", ROUTES_E_ARGUMENT, good, weights, &options);
    options = options_of(ROUTES_GLOBAL_MORAN_EB);
    refused("moran_eb needs people, which are null", ROUTES_E_ARGUMENT, good, weights, &options);
    options.kind = ROUTES_GLOBAL_GENERAL_G;
    refused("values[1] is -2, general G needs 0 or more", ROUTES_E_DATA, negative, weights,
            &options);
    options.assumption = ROUTES_GLOBAL_NORMALITY;
    refused("options.assumption is 1; normality is for Moran and Geary", ROUTES_E_ARGUMENT, good,
            weights, &options);
    options = options_of(ROUTES_GLOBAL_JOIN_WW);
    refused("values[1] is 2, must be 0 or 1 to be counted as a join", ROUTES_E_DATA, good, weights,
            &options);
    options.kind = (routes_global_kind)7;
    refused("options.kind is 7, not a known choice", ROUTES_E_ARGUMENT, good, weights, &options);
    routes_run run = ROUTES_RUN;
    run.progress = stop;
    options = options_of(ROUTES_GLOBAL_MORAN);
    options.replicates = 9;
    options.run = &run;
    refused("stopped by the caller during: permutations", ROUTES_E_CANCELLED, good, weights,
            &options);
    assert_string_equal(routes_global_kind_text(ROUTES_GLOBAL_GENERAL_G), "general_g");
    assert_null(routes_global_kind_text((routes_global_kind)7));
    assert_null(routes_global_status_text(ROUTES_GLOBAL_TESTED));
    routes_weights_free(weights);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    const double x[] = {1, 2, 3, 5, 4};
    const double people[] = {11, 21, 13, 15, 14};
    routes_weights *weights = road(5, 1, 0);
    long live = routes_i_memory_live();
    for (int kind = 0; kind <= ROUTES_GLOBAL_GENERAL_G; kind++) {
        routes_status status = ROUTES_E_MEMORY;
        routes_global_options options = options_of((routes_global_kind)kind);
        options.replicates = 9;
        for (long allowed = 0; status == ROUTES_E_MEMORY; allowed++) {
            routes_global answer = {.z = 7};
            routes_error err;
            routes_i_memory_fail_after(allowed);
            status = routes_global_test(&answer, x, people, weights, &options, &err);
            routes_i_memory_fail_after(-1);
            assert_true(status == ROUTES_OK || answer.z == 7.0);
            assert_int_equal(routes_i_memory_live(), live);
        }
        assert_int_equal(status, ROUTES_OK);
    }
    routes_weights_free(weights);
    assert_int_equal(routes_i_memory_live(), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(statistics_by_hand),
        cmocka_unit_test(statistics_agree_with_spdep_on_the_carolina_counties),
        cmocka_unit_test(joins_and_normality_agree_with_spdep),
        cmocka_unit_test(moments_and_chances_agree_with_all_orders),
        cmocka_unit_test(any_number_of_threads_gives_the_same_bits),
        cmocka_unit_test(nothing_is_tested_without_a_reason),
        cmocka_unit_test(bad_calls_are_refused_and_touch_nothing),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests_name("global_statistic", tests, NULL, NULL);
}
