/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit property memory */

#include "routes/redraw.h"

#include <stdbool.h>

#include "analysis/hotspot/redraw.h"
#include "core/memory.h"
#include "support/check.h"

static routes_range spread(double low, double moderate, double high)
{
    return (routes_range){low, moderate, high, ROUTES_RANGE_SOURCE_SPREAD};
}

static routes_range single(double moderate)
{
    return (routes_range){NAN, moderate, NAN, ROUTES_RANGE_SINGLE};
}

static routes_range over(double low)
{
    return (routes_range){low, NAN, NAN, ROUTES_RANGE_LOWER_BOUND};
}

static routes_redraw *make(const routes_range *values, const routes_range *exposures,
                           const uint32_t *sites, size_t n, routes_sampling sampling)
{
    routes_redraw_options options = ROUTES_REDRAW_OPTIONS;
    routes_redraw *redraw = NULL;
    routes_error err;
    options.seed = 11;
    options.sampling = sampling;
    assert_ok(routes_redraw_new(&redraw, values, exposures, sites, n, &options, &err), &err);
    return redraw;
}

static void an_area_is_drawn_or_says_why_not(void **state)
{
    (void)state;
    const routes_range values[] = {spread(10, 20, 40), routes_range_none(), over(100),
                                   single(5),          single(5),           single(5)};
    const routes_range exposures[] = {single(100),         single(100),     single(100),
                                      routes_range_none(), spread(0, 5, 9), over(50)};
    const routes_redraw_state states[] = {
        ROUTES_REDRAW_DRAWN,          ROUTES_REDRAW_NOT_STATED,     ROUTES_REDRAW_OPEN,
        ROUTES_REDRAW_NO_DENOMINATOR, ROUTES_REDRAW_NO_DENOMINATOR, ROUTES_REDRAW_NO_DENOMINATOR};
    routes_redraw *redraw = make(values, exposures, NULL, 6, ROUTES_SAMPLING_NONE);
    assert_int_equal(routes_redraw_areas(redraw), 6);
    for (size_t i = 0; i < 6; i++) {
        assert_int_equal(routes_redraw_state_of(redraw, i), states[i]);
        assert_int_equal(isnan(routes_redraw_value(redraw, i, 3)), states[i] != 0);
        assert_int_equal(isnan(routes_redraw_stated(redraw, i)), states[i] != 0);
        assert_int_equal(routes_redraw_spread(redraw, i) == NULL, states[i] != 0);
    }
    assert_near(routes_redraw_stated(redraw, 0), 0.2, 1e-15);
    for (uint32_t r = 0; r < 500; r++) {
        double x = routes_redraw_value(redraw, 0, r);
        assert_true(x >= 0.1 && x <= 0.4);
    }
    routes_spread closed;
    assert_true(routes_i_redraw_closed(&closed, redraw, 0));
    assert_near(closed.high, 0.4, 1e-15);
    assert_false(routes_i_redraw_closed(&closed, redraw, 1));
    routes_redraw_free(redraw);
    routes_redraw_free(NULL);
    assert_string_equal(routes_redraw_state_text(ROUTES_REDRAW_OPEN), "lower_bound");
    assert_null(routes_redraw_state_text((routes_redraw_state)9));
    assert_null(routes_sampling_text((routes_sampling)9));
}

/* Numbers by site go with the area, wherever it stands. */
static void a_draw_belongs_to_its_site(void **state)
{
    (void)state;
    const routes_range values[] = {spread(1, 2, 4), spread(10, 20, 40), spread(5, NAN, 6)};
    const routes_range turned[] = {values[2], values[0], values[1]};
    const routes_range people[] = {spread(50, 60, 90), single(100), spread(10, 11, 12)};
    const routes_range people_turned[] = {people[2], people[0], people[1]};
    const uint32_t sites[] = {7, 8, 9}, sites_turned[] = {9, 7, 8};
    routes_redraw *a = make(values, people, sites, 3, ROUTES_SAMPLING_POISSON);
    routes_redraw *b = make(turned, people_turned, sites_turned, 3, ROUTES_SAMPLING_POISSON);
    for (uint32_t r = 0; r < 50; r++)
        for (size_t i = 0; i < 3; i++)
            assert_true(routes_redraw_value(a, i, r) == routes_redraw_value(b, (i + 1) % 3, r));
    routes_redraw_free(a);
    routes_redraw_free(b);
}

/* A count of 8 has a mean of shape 8.5: its draws have mean 8.5 and variance 8.5, divided by the
 * exposure. A count of 0 has a mean above 0. */
static void sampling_spreads_a_single_count(void **state)
{
    (void)state;
    enum { N = 20000 };
    const routes_range values[] = {single(8), single(0)};
    const routes_range people[] = {single(4), single(1)};
    routes_redraw *redraw = make(values, people, NULL, 2, ROUTES_SAMPLING_POISSON);
    double sum = 0, squares = 0, zero_sum = 0;
    for (uint32_t r = 0; r < N; r++) {
        double x = routes_redraw_value(redraw, 0, r) - 8.5 / 4;
        sum += x;
        squares += x * x;
        zero_sum += routes_redraw_value(redraw, 1, r);
    }
    assert_true(fabs(sum / N) < 4 * sqrt(8.5 / 16 / N));
    assert_true(fabs(squares / N - 8.5 / 16) < 4 * (8.5 / 16) * sqrt((2 + 6 / 8.5) / N));
    assert_true(fabs(zero_sum / N - 0.5) < 4 * sqrt(0.5 / N));
    assert_true(routes_redraw_stated(redraw, 0) == 2.0);
    routes_spread closed;
    assert_false(routes_i_redraw_closed(&closed, redraw, 0));
    routes_redraw_free(redraw);
}

static void bad_calls_are_refused(void **state)
{
    (void)state;
    const routes_range values[] = {single(1), single(2)};
    const routes_range wrong[] = {single(1), spread(5, 4, 9)};
    const uint32_t twice[] = {4, 4};
    routes_redraw_options options = ROUTES_REDRAW_OPTIONS;
    routes_redraw *redraw = (routes_redraw *)&options;
    routes_error err;
    assert_int_equal(routes_redraw_new(&redraw, wrong, NULL, NULL, 2, NULL, &err), ROUTES_E_DATA);
    assert_string_equal(err.message, "area 1: low 5 is above moderate 4");
    assert_null(redraw);
    assert_int_equal(routes_redraw_new(&redraw, values, wrong, NULL, 2, NULL, &err), ROUTES_E_DATA);
    assert_int_equal(routes_redraw_new(&redraw, values, NULL, twice, 2, NULL, &err), ROUTES_E_DATA);
    assert_string_equal(err.message, "site 4 stands twice");
    assert_int_equal(routes_redraw_new(&redraw, NULL, NULL, NULL, 2, NULL, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_redraw_new(&redraw, values, NULL, NULL, 0, NULL, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_redraw_new(NULL, values, NULL, NULL, 2, NULL, &err), ROUTES_E_ARGUMENT);
    options.sampling = (routes_sampling)5;
    assert_int_equal(routes_redraw_new(&redraw, values, NULL, NULL, 2, &options, &err),
                     ROUTES_E_ARGUMENT);
    options.sampling = ROUTES_SAMPLING_NONE;
    options.spread = ROUTES_SPREAD_POINT;
    assert_int_equal(routes_redraw_new(&redraw, values, NULL, NULL, 2, &options, &err),
                     ROUTES_E_ARGUMENT);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    const routes_range values[] = {single(1), single(2)};
    const uint32_t sites[] = {4, 5};
    routes_status status = ROUTES_E_MEMORY;
    for (long allowed = 0; status != ROUTES_OK; allowed++) {
        routes_redraw *redraw = NULL;
        routes_error err;
        assert_true(allowed < 100);
        routes_i_memory_fail_after(allowed);
        status = routes_redraw_new(&redraw, values, NULL, sites, 2, NULL, &err);
        routes_i_memory_fail_after(-1);
        assert_true(status == ROUTES_OK || (status == ROUTES_E_MEMORY && !redraw));
        routes_redraw_free(redraw);
        assert_int_equal(routes_i_memory_live(), 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_area_is_drawn_or_says_why_not),
        cmocka_unit_test(a_draw_belongs_to_its_site),
        cmocka_unit_test(sampling_spreads_a_single_count),
        cmocka_unit_test(bad_calls_are_refused),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests_name("redraw", tests, NULL, NULL);
}
