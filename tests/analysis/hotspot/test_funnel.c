/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit oracle */

#include "routes/funnel.h"

#include "support/check.h"

/* scipy.stats.poisson of SciPy 1.17.1: r = ppf(p, E), F = cdf(r, E), G = cdf(r - 1, E), and
 * max(0, r - (F - p) / (F - G)), at p = 0.001, 0.025, 0.975, 0.999. */
static const struct {
    double mean;
    double limits[4];
} cases[] = {
    {0.01, {0, 0, 0, 0.904011691708}},
    {0.5, {0, 0, 1.86002591146, 3.4758589809}},
    {3.0, {0, 0, 6.39384016486, 9.12650494465}},
    {20.0, {7.16918710777, 11.2050010384, 28.74576867, 34.7135285738}},
    {1234.5, {1126.85723308, 1165.60721224, 1303.33946812, 1343.98834492}},
    {1000000.0, {996910.692784, 998040.009742, 1001959.93746, 1003091.15694}},
};

static void limits_are_those_of_scipy(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double low, high;
        double people = 250.0;
        double rate = cases[i].mean / people;
        routes_error err;
        assert_ok(routes_funnel_limits(&low, &high, &people, 1, rate, 0.998, &err), &err);
        assert_near(low * people, cases[i].limits[0], 1e-9);
        assert_near(high * people, cases[i].limits[3], 1e-9);
        assert_ok(routes_funnel_limits(&low, &high, &people, 1, rate, 0.95, &err), &err);
        assert_near(low * people, cases[i].limits[1], 1e-9);
        assert_near(high * people, cases[i].limits[2], 1e-9);
    }
}

/* By hand, E = ln 2: F(0) = 1/2. At p = 1/4: r = 0, (1/2 - 1/4) / (1/2) = 1/2, so -1/2, hence 0. At
 * p = 3/4: F(1) = (1 + ln 2) / 2 = 0.8466; 1 - 0.0966 / 0.3466 = 0.7213. */
static void limits_by_hand(void **state)
{
    (void)state;
    double low, high, people = 10.0, mean = log(2.0);
    routes_error err;
    assert_ok(routes_funnel_limits(&low, &high, &people, 1, mean / people, 0.5, &err), &err);
    assert_near(low, 0.0, 0);
    assert_near(high * people, 1.0 - ((1.0 + mean) / 2.0 - 0.75) / (mean / 2.0), 1e-12);
}

static void the_funnel_narrows(void **state)
{
    (void)state;
    double people[400], low[400], high[400];
    routes_error err;
    for (int i = 0; i < 400; i++)
        people[i] = 1000.0 * (i + 1);
    assert_ok(routes_funnel_limits(low, high, people, 400, 0.01, 0.95, &err), &err);
    for (int i = 0; i < 400; i++)
        assert_true(low[i] < 0.01 && high[i] > 0.01);
    for (int i = 40; i < 400; i++)
        assert_true(low[i] > low[i - 40] && high[i] < high[i - 40]);
    /* Nothing happens anywhere. */
    assert_ok(routes_funnel_limits(low, high, people, 1, 0.0, 0.95, &err), &err);
    assert_near(low[0], 0.0, 0);
    assert_near(high[0], 0.0, 0);
}

static void what_is_out_of_range_is_refused(void **state)
{
    (void)state;
    double low = 7.0, high = 8.0, people = 0.0, unknown = NAN;
    routes_error err;
    assert_int_equal(routes_funnel_limits(&low, &high, &people, 1, 1.0, 0.95, &err), ROUTES_E_DATA);
    assert_string_equal(err.message, "exposure[0] is 0, must be above 0");
    people = 1.0;
    assert_int_equal(routes_funnel_limits(&low, &high, &people, 1, -1.0, 0.95, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_funnel_limits(&low, &high, &people, 1, NAN, 0.95, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_funnel_limits(&low, &high, &people, 1, 1.0, 1.0, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_funnel_limits(NULL, &high, &people, 1, 1.0, 0.5, &err),
                     ROUTES_E_ARGUMENT);
    assert_near(low + high, 15.0, 0);
    assert_ok(routes_funnel_limits(&low, &high, &unknown, 1, 1.0, 0.95, &err), &err);
    assert_true(isnan(low) && isnan(high));
    assert_ok(routes_funnel_limits(NULL, NULL, NULL, 0, 1.0, 0.95, &err), &err);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(limits_are_those_of_scipy),
        cmocka_unit_test(limits_by_hand),
        cmocka_unit_test(the_funnel_narrows),
        cmocka_unit_test(what_is_out_of_range_is_refused),
    };
    return cmocka_run_group_tests_name("funnel", tests, NULL, NULL);
}
