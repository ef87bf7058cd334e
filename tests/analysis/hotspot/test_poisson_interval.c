/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit oracle property */

#include "routes/poisson_interval.h"

#include "support/check.h"

/* SciPy: chi2.ppf((1 - level) / 2, 2 c) / 2 and chi2.isf((1 - level) / 2, 2 c + 2) / 2; the rows
 * of 0 and 10 stand in R's poisson.test too. */
static void intervals_agree_with_scipy(void **state)
{
    (void)state;
    const struct {
        double count, level, lower, upper;
    } known[] = {
        {0, 0.95, 0, 3.6888794541139354},
        {1, 0.95, 0.025317807984289897, 5.571643390938898},
        {2, 0.95, 0.24220927854396507, 7.22468766772396},
        {3, 0.9, 0.81769144716395326, 7.7536565279327272},
        {10, 0.95, 4.7953886961324335, 18.390356042017778},
        {10, 0.99, 3.7169221314671161, 21.397827499654273},
        {57, 0.95, 43.171243362924741, 73.85011140296281},
        {1000, 0.95, 938.97301840769524, 1063.9521360163019},
        {250000, 0.95, 249020.96550432124, 250981.93076097712},
        {2.5, 0.95, 0.41560580674333147, 8.0063821373146631},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        double lower, upper;
        routes_error err;
        assert_ok(routes_poisson_interval(&lower, &upper, known[i].count, known[i].level, &err),
                  &err);
        assert_true(fabs(lower - known[i].lower) <= 1e-10 * known[i].lower);
        assert_true(fabs(upper - known[i].upper) <= 1e-10 * known[i].upper);
    }
}

/* The limits are the means under which the count, or a more extreme one, has chance 0.025: with
 * sums of Poisson terms, written down once more. */
static void limits_leave_a_fortieth_on_each_side(void **state)
{
    (void)state;
    for (int count = 0; count <= 60; count++) {
        double lower, upper;
        routes_error err;
        assert_ok(routes_poisson_interval(&lower, &upper, count, 0.0, &err), &err);
        double at_most = 0.0;
        double below = 0.0;
        double term_upper = exp(-upper);
        double term_lower = exp(-lower);
        for (int k = 0; k <= count; k++) {
            at_most += term_upper;
            below += k < count ? term_lower : 0.0;
            term_upper *= upper / (k + 1);
            term_lower *= lower / (k + 1);
        }
        assert_near(at_most, 0.025, 1e-12);
        if (count)
            assert_near(1.0 - below, 0.025, 1e-12);
    }
}

static void intervals_of_sums_agree_with_scipy(void **state)
{
    (void)state;
    const double counts[] = {0, 3, 1, 7};
    const double weights[] = {0.001, 0.0005, 0.002, 0.00025};
    double lower, upper;
    routes_error err;
    assert_ok(routes_poisson_interval_sum(&lower, &upper, counts, weights, 4, 0.95, &err), &err);
    assert_true(fabs(lower - 0.0017790249165286762) < 1e-13);
    assert_true(fabs(upper - 0.014287370469268297) < 1e-13);
    assert_ok(routes_poisson_interval_sum(&lower, &upper, counts, weights, 4, 0.8, &err), &err);
    assert_true(fabs(lower - 0.0026233723608117478) < 1e-13);
    assert_true(fabs(upper - 0.011303820803590671) < 1e-13);
}

static void equal_weights_give_the_exact_interval(void **state)
{
    (void)state;
    const double counts[] = {2, 0, 5};
    const double weights[] = {0.5, 0.5, 0.5};
    double lower, upper, exact_lower, exact_upper;
    routes_error err;
    assert_ok(routes_poisson_interval_sum(&lower, &upper, counts, weights, 3, 0.0, &err), &err);
    assert_ok(routes_poisson_interval(&exact_lower, &exact_upper, 7, 0.0, &err), &err);
    assert_near(lower, 0.5 * exact_lower, 1e-13);
    assert_near(upper, 0.5 * exact_upper, 1e-13);
}

static void bad_calls_are_refused(void **state)
{
    (void)state;
    const double one[] = {1};
    const double zero[] = {0};
    const double minus[] = {-1};
    double lower = 7, upper = 7;
    routes_error err;
    assert_int_equal(routes_poisson_interval(&lower, &upper, -1, 0.95, &err), ROUTES_E_DATA);
    assert_string_equal(err.message, "count is -1, must be 0 or above");
    assert_int_equal(routes_poisson_interval(&lower, &upper, INFINITY, 0.95, &err), ROUTES_E_DATA);
    assert_int_equal(routes_poisson_interval(&lower, &upper, 1, 1.0, &err), ROUTES_E_ARGUMENT);
    assert_string_equal(err.message, "level is 1, must be above 0 and below 1");
    assert_int_equal(routes_poisson_interval(&lower, &upper, 1, NAN, &err), ROUTES_E_ARGUMENT);
    assert_int_equal(routes_poisson_interval_sum(&lower, &upper, NULL, one, 1, 0, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_poisson_interval_sum(&lower, &upper, one, one, 0, 0, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_poisson_interval_sum(&lower, &upper, minus, one, 1, 0, &err),
                     ROUTES_E_DATA);
    assert_int_equal(routes_poisson_interval_sum(&lower, &upper, one, zero, 1, 0, &err),
                     ROUTES_E_DATA);
    assert_true(lower == 7 && upper == 7);
    assert_ok(routes_poisson_interval(&lower, &upper, NAN, 0.95, &err), &err);
    assert_true(isnan(lower) && isnan(upper));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(intervals_agree_with_scipy),
        cmocka_unit_test(limits_leave_a_fortieth_on_each_side),
        cmocka_unit_test(intervals_of_sums_agree_with_scipy),
        cmocka_unit_test(equal_weights_give_the_exact_interval),
        cmocka_unit_test(bad_calls_are_refused),
    };
    return cmocka_run_group_tests_name("poisson_interval", tests, NULL, NULL);
}
