/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit oracle property */

#include "routes/rate.h"

#include "support/check.h"

/* Worked by hand. m = 40/200 = 0.2; r = 0.1, 0.3; s2 = 0.01;
 * a = 0.01 - 0.2/100 = 0.008; w = 0.008 / (0.008 + 0.002) = 0.8. */
static void rate_eb_matches_hand_calculation(void **state)
{
    (void)state;
    const double events[] = {10, 30};
    const double exposure[] = {100, 100};
    double rate[2];
    double weight[2];
    routes_rate_eb_prior prior;
    routes_error err;

    assert_ok(routes_rate_eb(rate, weight, &prior, events, exposure, 2, NULL, &err), &err);
    assert_near(prior.mean, 0.2, 1e-15);
    assert_near(prior.variance, 0.008, 1e-15);
    assert_int_equal(prior.used, 2);
    assert_near(weight[0], 0.8, 1e-14);
    assert_near(rate[0], 0.12, 1e-14);
    assert_near(rate[1], 0.28, 1e-14);
}

static void rate_eb_is_the_mean_when_areas_differ_by_chance_only(void **state)
{
    (void)state;
    const double events[] = {1, 3};
    const double exposure[] = {10, 10};
    double rate[2];
    double weight[2];
    routes_rate_eb_prior prior;
    routes_error err;

    assert_ok(routes_rate_eb(rate, weight, &prior, events, exposure, 2, NULL, &err), &err);
    assert_near(prior.variance, 0.0, 0.0);
    assert_near(rate[0], 0.2, 1e-15);
    assert_near(rate[1], 0.2, 1e-15);
    assert_near(weight[0], 0.0, 0.0);
}

static void rate_eb_of_no_events_is_zero(void **state)
{
    (void)state;
    const double events[] = {0, 0, 0};
    const double exposure[] = {5, 50, 500};
    double rate[3];
    routes_error err;

    assert_ok(routes_rate_eb(rate, NULL, NULL, events, exposure, 3, NULL, &err), &err);
    for (size_t i = 0; i < 3; i++)
        assert_near(rate[i], 0.0, 0.0);
}

static void rate_eb_leaves_out_what_is_not_reported(void **state)
{
    (void)state;
    const double with[] = {10, NAN, 30};
    const double exposure[] = {100, 9999, 100};
    double rate[3];
    double weight[3];
    routes_rate_eb_prior prior;
    routes_error err;

    assert_ok(routes_rate_eb(rate, weight, &prior, with, exposure, 3, NULL, &err), &err);
    assert_near(rate[0], 0.12, 1e-14);
    assert_true(isnan(rate[1]));
    assert_true(isnan(weight[1]));
    assert_near(rate[2], 0.28, 1e-14);
    assert_int_equal(prior.used, 2);
}

/* As above, with an area in which nobody lives and one of which nobody knows how many do. */
static void rate_eb_divides_by_no_zero(void **state)
{
    (void)state;
    const double events[] = {10, 3, 30, 4};
    const double exposure[] = {100, 0, 100, NAN};
    double rate[4];
    routes_rate_eb_prior prior;
    routes_error err;
    assert_ok(routes_rate_eb(rate, NULL, &prior, events, exposure, 4, NULL, &err), &err);
    assert_near(rate[0], 0.12, 1e-14);
    assert_true(isnan(rate[1]) && isnan(rate[3]));
    assert_int_equal(prior.used, 2);

    routes_rate_eb_options options = ROUTES_RATE_EB_OPTIONS;
    options.missing = ROUTES_MISSING_FAIL;
    assert_int_equal(routes_rate_eb(rate, NULL, NULL, events, exposure, 4, &options, &err),
                     ROUTES_E_DATA);
    assert_string_equal(err.message, "exposure[1] is not reported");
}

/* m = 50/250 = 0.2: expected 20, 20 and 10; the fourth area is not reported, the fifth empty. */
static void raw_rates_by_hand(void **state)
{
    (void)state;
    const double events[] = {10, 30, 10, NAN, 0};
    const double exposure[] = {100, 100, 50, 20, 0};
    double rate[5], ratio[5], expected[5];
    routes_error err;
    assert_ok(routes_rate_raw(rate, ratio, expected, events, exposure, 5, &err), &err);
    assert_near(rate[0], 0.1, 1e-15);
    assert_near(ratio[0], 0.5, 1e-15);
    assert_near(ratio[1], 1.5, 1e-15);
    assert_near(expected[2], 10.0, 1e-15);
    assert_near(expected[3], 4.0, 1e-15);
    assert_true(isnan(rate[3]) && isnan(ratio[3]) && isnan(rate[4]) && isnan(expected[4]));

    /* Nothing happened anywhere: rates of 0, and no ratio of 0 by 0. */
    const double none[] = {0, 0};
    assert_ok(routes_rate_raw(rate, ratio, NULL, none, exposure, 2, &err), &err);
    assert_true(rate[0] == 0.0 && isnan(ratio[0]));
    assert_int_equal(routes_rate_raw(rate, NULL, NULL, NULL, exposure, 2, &err), ROUTES_E_ARGUMENT);
    assert_int_equal(routes_rate_raw(rate, NULL, NULL, none, exposure, 0, &err), ROUTES_E_ARGUMENT);
    assert_int_equal(routes_rate_raw(rate, NULL, NULL, &exposure[4], &exposure[4], 1, &err),
                     ROUTES_E_DATA);
}

/* Everybody in the first area and nobody in the second: both speak for themselves. Equal shares:
 * none does. */
static void rate_eb_binomial_keeps_to_its_ends(void **state)
{
    (void)state;
    const double apart[] = {100, 0};
    const double alike[] = {50, 50};
    const double above[] = {101, 0};
    const double exposure[] = {100, 100};
    double rate[2], weight[2];
    routes_error err;
    routes_rate_eb_options options = ROUTES_RATE_EB_OPTIONS;
    options.family = ROUTES_RATE_EB_BINOMIAL;
    assert_ok(routes_rate_eb(rate, weight, NULL, apart, exposure, 2, &options, &err), &err);
    assert_near(weight[0], 1.0, 1e-14);
    assert_near(rate[0], 1.0, 1e-14);
    assert_ok(routes_rate_eb(rate, weight, NULL, alike, exposure, 2, &options, &err), &err);
    assert_true(weight[0] == 0.0 && rate[0] == 0.5);
    assert_int_equal(routes_rate_eb(rate, weight, NULL, above, exposure, 2, &options, &err),
                     ROUTES_E_DATA);
    assert_string_equal(err.message, "events[0] is 101, above its exposure 100");
    options.family = (routes_rate_eb_family)7;
    assert_int_equal(routes_rate_eb(rate, weight, NULL, alike, exposure, 2, &options, &err),
                     ROUTES_E_ARGUMENT);
}

/* SciPy: gamma.ppf(0.025, 10 + 0.2^2 / 0.008) / (100 + 0.2 / 0.008), and likewise above; without
 * variance chi2 of all 40 events by 200. */
static void rate_eb_intervals_agree_with_scipy(void **state)
{
    (void)state;
    routes_rate_eb_prior prior = {0.2, 0.008, 2, 40, 200};
    double lower, upper;
    routes_error err;
    assert_ok(routes_rate_eb_interval(&lower, &upper, 10, 100, &prior, 0, &err), &err);
    assert_near(lower, 0.067163089062266521, 1e-12);
    assert_near(upper, 0.18791696897468463, 1e-12);
    prior.variance = 0;
    assert_ok(routes_rate_eb_interval(&lower, &upper, 10, 100, &prior, 0.95, &err), &err);
    assert_near(lower, 0.14288293220894482, 1e-12);
    assert_near(upper, 0.2723432348199204, 1e-12);
    assert_ok(routes_rate_eb_interval(&lower, &upper, NAN, 100, &prior, 0, &err), &err);
    assert_true(isnan(lower) && isnan(upper));
    assert_ok(routes_rate_eb_interval(NULL, NULL, 1, 100, &prior, 0, &err), &err);
    assert_int_equal(routes_rate_eb_interval(&lower, &upper, 1, 0, &prior, 0, &err), ROUTES_E_DATA);
    assert_int_equal(routes_rate_eb_interval(&lower, &upper, 1, 9, &prior, 2, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_rate_eb_interval(&lower, &upper, 1, 9, NULL, 0, &err),
                     ROUTES_E_ARGUMENT);
}

static void rate_eb_refuses_bad_calls_and_touches_nothing(void **state)
{
    (void)state;
    const double good[] = {1, 2};
    const struct {
        double events[2];
        double exposure[2];
        const char *says;
    } bad[] = {
        {{1, -2}, {10, 10}, "events[1] is -2"},
        {{1, INFINITY}, {10, 10}, "events[1] is inf"},
        {{1, 2}, {10, -3}, "exposure[1] is -3, must be 0 or above"},
        {{1, 2}, {INFINITY, 10}, "exposure[0] is inf"},
        {{NAN, NAN}, {10, 10}, "none of the 2 areas has both a count and a denominator"},
        {{1, 2}, {0, NAN}, "none of the 2 areas"},
    };
    double rate[2] = {7, 7};
    routes_error err = {0};

    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_int_equal(
            routes_rate_eb(rate, NULL, NULL, bad[i].events, bad[i].exposure, 2, NULL, &err),
            ROUTES_E_DATA);
        assert_int_equal(err.status, ROUTES_E_DATA);
        assert_non_null(strstr(err.message, bad[i].says));
    }
    assert_int_equal(routes_rate_eb(NULL, NULL, NULL, good, good, 2, NULL, NULL),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_rate_eb(rate, NULL, NULL, good, good, 0, NULL, NULL),
                     ROUTES_E_ARGUMENT);
    assert_near(rate[0], 7.0, 0.0);
    assert_near(rate[1], 7.0, 0.0);
}

static void rate_eb_obeys_its_options(void **state)
{
    (void)state;
    const double events[] = {10, NAN};
    const double exposure[] = {100, 100};
    double rate[2];
    routes_error err = {0};

    routes_rate_eb_options options = ROUTES_RATE_EB_OPTIONS;
    options.missing = ROUTES_MISSING_FAIL;
    assert_int_equal(routes_rate_eb(rate, NULL, NULL, events, exposure, 2, &options, &err),
                     ROUTES_E_DATA);
    assert_string_equal(err.message, "events[1] is not reported");

    options.missing = (routes_missing)99;
    assert_int_equal(routes_rate_eb(rate, NULL, NULL, events, exposure, 2, &options, &err),
                     ROUTES_E_ARGUMENT);

    options = (routes_rate_eb_options){0};
    assert_int_equal(routes_rate_eb(rate, NULL, NULL, events, exposure, 2, &options, &err),
                     ROUTES_E_ARGUMENT);
}

/* Oracle: the formula of the header, written down once more without care for
 * speed, in long double. */
static void oracle(long double *rate, const double *events, const double *exposure, size_t n)
{
    long double o = 0, p = 0, s = 0;
    for (size_t i = 0; i < n; i++) {
        o += events[i];
        p += exposure[i];
    }
    long double m = o / p;
    for (size_t i = 0; i < n; i++) {
        long double gap = (long double)events[i] / exposure[i] - m;
        s += exposure[i] / p * gap * gap;
    }
    long double a = s - m / (p / n);
    for (size_t i = 0; i < n; i++) {
        long double w = a > 0 ? a / (a + m / exposure[i]) : 0;
        rate[i] = w * events[i] / exposure[i] + (1 - w) * m;
    }
}

static void rate_eb_agrees_with_oracle_and_lies_between_raw_and_mean(void **state)
{
    (void)state;
    enum { N = 40, ROUNDS = 500 };
    uint64_t seed = 20010601;

    for (int round = 0; round < ROUNDS; round++) {
        double events[N], exposure[N], rate[N], weight[N];
        long double expected[N];
        routes_rate_eb_prior prior;
        routes_error err;
        size_t n = 1 + (size_t)(draw(&seed) % N);
        for (size_t i = 0; i < n; i++) {
            exposure[i] = 1.0 + floor(1e6 * draw_unit(&seed));
            events[i] = floor(exposure[i] * 1e-3 * draw_unit(&seed));
        }
        oracle(expected, events, exposure, n);
        assert_ok(routes_rate_eb(rate, weight, &prior, events, exposure, n, NULL, &err), &err);
        for (size_t i = 0; i < n; i++) {
            double raw = events[i] / exposure[i];
            assert_near(rate[i], (double)expected[i], 1e-12);
            assert_true(weight[i] >= 0.0 && weight[i] <= 1.0);
            assert_true(rate[i] >= fmin(raw, prior.mean) - 1e-15);
            assert_true(rate[i] <= fmax(raw, prior.mean) + 1e-15);
        }
    }
}

static void rate_eb_may_write_over_its_input(void **state)
{
    (void)state;
    double values[] = {10, 30};
    const double exposure[] = {100, 100};
    routes_error err;

    assert_ok(routes_rate_eb(values, NULL, NULL, values, exposure, 2, NULL, &err), &err);
    assert_near(values[0], 0.12, 1e-14);
    assert_near(values[1], 0.28, 1e-14);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rate_eb_matches_hand_calculation),
        cmocka_unit_test(rate_eb_is_the_mean_when_areas_differ_by_chance_only),
        cmocka_unit_test(rate_eb_of_no_events_is_zero),
        cmocka_unit_test(rate_eb_leaves_out_what_is_not_reported),
        cmocka_unit_test(rate_eb_divides_by_no_zero),
        cmocka_unit_test(raw_rates_by_hand),
        cmocka_unit_test(rate_eb_binomial_keeps_to_its_ends),
        cmocka_unit_test(rate_eb_intervals_agree_with_scipy),
        cmocka_unit_test(rate_eb_refuses_bad_calls_and_touches_nothing),
        cmocka_unit_test(rate_eb_obeys_its_options),
        cmocka_unit_test(rate_eb_agrees_with_oracle_and_lies_between_raw_and_mean),
        cmocka_unit_test(rate_eb_may_write_over_its_input),
    };
    return cmocka_run_group_tests_name("rate", tests, NULL, NULL);
}
