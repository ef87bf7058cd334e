/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit oracle property memory */

#include "routes/mann_kendall.h"

#include <stdlib.h>

#include "core/memory.h"
#include "support/check.h"

static routes_mann_kendall test(const double *x, size_t n, routes_mann_kendall_kind kind)
{
    routes_mann_kendall trend;
    routes_error err;
    assert_ok(routes_mann_kendall_test(&trend, x, n, kind, &err), &err);
    return trend;
}

/* pymannkendall's original_test (s, variance, z, p); SciPy's kendalltau (tau, exact p). */
static void trends_agree_with_pymannkendall_and_scipy(void **state)
{
    (void)state;
    static const struct {
        size_t n;
        double x[14];
        int64_t s;
        double variance, tau, z, p, exact;
    } known[] = {
        {10,
         {1, 2, 3, 4, 5, 6, 7, 8, 9, 10},
         45,
         125,
         1,
         3.9354796403996297,
         8.3030703326381072e-05,
         5.5114638447971777e-07},
        {12,
         {3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8},
         25,
         207,
         0.3940062612820493,
         1.6681153124565979,
         0.095292838023456561,
         NAN},
        {10,
         {10, 9, 9, 8, 8, 8, 7, 6, 6, 1},
         -40,
         119.33333333333333,
         -0.94280904158206336,
         -3.5701274565295176,
         0.00035680757433587118,
         NAN},
        {11,
         {0, 0, 0, 1, 0, 2, 0, 0, 3, 1, 2},
         22,
         134.66666666666666,
         0.48122650318578786,
         1.8096277173074922,
         0.070353538652351277,
         NAN},
        {14,
         {2.5, -1.3, 0.7, 4.4, -2.2, 3.1, 1.9, 5.0, 0.2, 6.1, 2.8, 7.7, 3.3, 4.1},
         35,
         333.66666666666669,
         0.38461538461538464,
         1.8613262649346203,
         0.062698116260982539,
         0.061658178659046714},
        {2, {5, 4}, -1, 1, -1, 0, 1, 1},
        {3, {1.5, 2.5, 0.5}, -1, 3.6666666666666665, -0.33333333333333337, 0, 1, 1},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        routes_mann_kendall trend = test(known[i].x, known[i].n, ROUTES_MANN_KENDALL_NORMAL);
        assert_int_equal(trend.n, known[i].n);
        assert_int_equal(trend.s, known[i].s);
        assert_near(trend.variance, known[i].variance, 1e-12);
        assert_near(trend.tau, known[i].tau, 1e-12);
        assert_near(trend.z, known[i].z, 1e-12);
        assert_true(fabs(trend.p - known[i].p) <= 1e-10 * known[i].p);
        assert_false(trend.exact);
        trend = test(known[i].x, known[i].n, ROUTES_MANN_KENDALL_EXACT);
        assert_int_equal(trend.exact, !isnan(known[i].exact));
        double wanted = trend.exact ? known[i].exact : known[i].p;
        assert_true(fabs(trend.p - wanted) <= 1e-10 * wanted);
    }
}

/* All orders of 2 to 7 values: the share with an |s| as large is the exact chance. */
static void the_exact_chance_is_that_of_all_orders(void **state)
{
    (void)state;
    for (size_t n = 2; n <= 7; n++) {
        size_t counts[22] = {0}, all = 0;
        size_t order[7] = {0};
        double x[7];
        /* Each value is put in at one of the places among those before it. */
        for (;;) {
            for (size_t i = 0; i < n; i++) {
                for (size_t k = i; k > order[i]; k--)
                    x[k] = x[k - 1];
                x[order[i]] = (double)i;
            }
            counts[llabs(test(x, n, ROUTES_MANN_KENDALL_NORMAL).s)]++;
            all++;
            size_t i = n;
            while (i-- > 0 && ++order[i] > i)
                order[i] = 0;
            if (i == SIZE_MAX)
                break;
        }
        for (size_t i = 0; i < n; i++)
            x[i] = (double)(i * 5 % 7);
        routes_mann_kendall trend = test(x, n, ROUTES_MANN_KENDALL_EXACT);
        size_t as_far = 0;
        for (size_t s = (size_t)llabs(trend.s); s < 22; s++)
            as_far += counts[s];
        assert_near(trend.p, (double)as_far / (double)all, 1e-12);
    }
}

static void what_has_no_trend_says_so(void **state)
{
    (void)state;
    const double alike[] = {3, 3, 3, 3};
    const double rounding[] = {0.1 + 0.2, 0.3, 0.3, 0.1 + 0.2};
    const double gaps[] = {NAN, 1, NAN, 2, 3, NAN};
    const double one[] = {NAN, 4};
    routes_mann_kendall trend = test(alike, 4, ROUTES_MANN_KENDALL_EXACT);
    assert_true(trend.s == 0 && trend.z == 0.0 && trend.p == 1.0 && trend.tau == 0.0);
    assert_true(trend.variance == 0.0 && !trend.exact);
    assert_int_equal(test(rounding, 4, ROUTES_MANN_KENDALL_NORMAL).s, 0);
    trend = test(gaps, 6, ROUTES_MANN_KENDALL_NORMAL);
    assert_true(trend.n == 3 && trend.s == 3);
    trend = test(one, 2, ROUTES_MANN_KENDALL_NORMAL);
    assert_true(trend.n == 1 && trend.s == 0 && isnan(trend.z) && isnan(trend.p));
    assert_int_equal(test(NULL, 0, ROUTES_MANN_KENDALL_NORMAL).n, 0);
}

/* A series turned round has the trend turned round; scale and shift change nothing. */
static void trends_turn_with_the_series(void **state)
{
    (void)state;
    uint64_t seed = 1945;
    for (int round = 0; round < 300; round++) {
        double x[40], back[40], scaled[40];
        size_t n = 2 + draw(&seed) % 39;
        for (size_t i = 0; i < n; i++) {
            x[i] = (double)(draw(&seed) % 12);
            back[n - 1 - i] = x[i];
            scaled[i] = 8 * x[i] - 3;
        }
        for (int kind = 0; kind < 2; kind++) {
            routes_mann_kendall a = test(x, n, (routes_mann_kendall_kind)kind);
            routes_mann_kendall b = test(back, n, (routes_mann_kendall_kind)kind);
            routes_mann_kendall c = test(scaled, n, (routes_mann_kendall_kind)kind);
            assert_true(a.s == -b.s && a.z == -b.z && a.p == b.p && a.variance == b.variance);
            assert_true(a.s == c.s && a.p == c.p && a.variance == c.variance);
            assert_true(a.p >= 0.0 && a.p <= 1.0 && fabs(a.tau) <= 1.0 + 1e-15);
        }
    }
}

static void bad_calls_are_refused(void **state)
{
    (void)state;
    const double x[] = {1, INFINITY}, good[] = {1, 2, 3};
    routes_mann_kendall trend = {.n = 77};
    routes_error err;
    assert_int_equal(routes_mann_kendall_test(&trend, x, 2, 0, &err), ROUTES_E_DATA);
    assert_string_equal(err.message, "x[1] is inf, must be finite");
    assert_int_equal(routes_mann_kendall_test(&trend, good, 3, (routes_mann_kendall_kind)5, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_mann_kendall_test(&trend, good, (size_t)1 << 20, 0, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_mann_kendall_test(NULL, good, 3, 0, &err), ROUTES_E_ARGUMENT);
    assert_int_equal(routes_mann_kendall_test(&trend, NULL, 3, 0, &err), ROUTES_E_ARGUMENT);
    routes_status status = ROUTES_E_MEMORY;
    for (long allowed = 0; status != ROUTES_OK; allowed++) {
        assert_true(allowed < 100 && trend.n == 77);
        routes_i_memory_fail_after(allowed);
        status = routes_mann_kendall_test(&trend, good, 3, ROUTES_MANN_KENDALL_EXACT, &err);
        routes_i_memory_fail_after(-1);
        assert_int_equal(routes_i_memory_live(), 0);
    }
    assert_int_equal(trend.n, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(trends_agree_with_pymannkendall_and_scipy),
        cmocka_unit_test(the_exact_chance_is_that_of_all_orders),
        cmocka_unit_test(what_has_no_trend_says_so),
        cmocka_unit_test(trends_turn_with_the_series),
        cmocka_unit_test(bad_calls_are_refused),
    };
    return cmocka_run_group_tests_name("mann_kendall", tests, NULL, NULL);
}
