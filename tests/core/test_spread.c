/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit oracle property */

#include "routes/spread.h"

#include "core/variate.h"
#include "support/check.h"

static routes_range spread_range(double low, double moderate, double high)
{
    return (routes_range){low, moderate, high, ROUTES_RANGE_SOURCE_SPREAD};
}

static routes_spread make(double low, double moderate, double high, routes_spread_kind kind)
{
    routes_spread spread;
    routes_error err;
    assert_ok(routes_spread_of(&spread, spread_range(low, moderate, high), kind, &err), &err);
    return spread;
}

/* SciPy's triang and beta. */
static void spreads_agree_with_scipy(void **state)
{
    (void)state;
    static const struct {
        double low, moderate, high, x, triangular, density, pert, pert_density;
    } known[] = {
        {28, 50, 72, 30.2, 0.0049999999999999966, 0.0045454545454545435, 0.0011581249999999986,
         0.0015383522727272713},
        {28, 50, 72, 45.6, 0.32, 0.036363636363636369, 0.31744, 0.039272727272727279},
        {28, 50, 72, 67.6, 0.98, 0.0090909090909090991, 0.99144, 0.0055227272727272824},
        {0, 0, 10, 0.5, 0.0975, 0.19, 0.2262190625, 0.40725312500000016},
        {0, 0, 10, 4, 0.64, 0.12, 0.92224, 0.064800000000000052},
        {0, 0, 10, 9, 0.99, 0.02, 0.99999, 5e-05},
        {0, 10, 10, 0.5, 0.0025, 0.01, 3.125e-07, 3.125e-06},
        {0, 10, 10, 4, 0.16, 0.08, 0.01024, 0.0128},
        {0, 10, 10, 9, 0.81, 0.18, 0.59049, 0.32805},
        {40000, 80000, 100000, 43000, 0.00375, 2.5e-06, 0.00011018022013475957,
         1.326636275803752e-07},
        {40000, 80000, 100000, 64000, 0.24, 2e-05, 0.14424927843325996, 1.8403285374922427e-05},
        {40000, 80000, 100000, 94000, 0.97, 1e-05, 0.95877078612393651, 1.4672825133734876e-05},
        {1, 1.7, 9, 1.4, 0.02857142857142856, 0.14285714285714282, 0.10949451324007382,
         0.34052487928815245},
        {1, 1.7, 9, 4.2, 0.60547945205479448, 0.16438356164383561, 0.85278178395488102,
         0.13176232444255476},
        {1, 1.7, 9, 8.2, 0.989041095890411, 0.027397260273972629, 0.99995620872333413,
         0.00025281513227852953},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        routes_spread triangle =
            make(known[i].low, known[i].moderate, known[i].high, ROUTES_SPREAD_TRIANGULAR);
        routes_spread pert =
            make(known[i].low, known[i].moderate, known[i].high, ROUTES_SPREAD_PERT);
        double x = known[i].x;
        assert_near(routes_spread_at_most(&triangle, x), known[i].triangular, 1e-14);
        assert_true(fabs(routes_spread_density(&triangle, x) - known[i].density) <=
                    1e-12 * known[i].density);
        assert_near(routes_spread_at_most(&pert, x), known[i].pert, 1e-14);
        assert_true(fabs(routes_spread_density(&pert, x) - known[i].pert_density) <=
                    1e-10 * known[i].pert_density);
    }
    routes_spread uniform = make(20, NAN, 30, ROUTES_SPREAD_UNIFORM);
    assert_near(routes_spread_at_most(&uniform, 23), 0.3, 1e-15);
    assert_near(routes_spread_density(&uniform, 23), 0.1, 1e-15);
}

static void a_spread_is_what_was_stated(void **state)
{
    (void)state;
    routes_spread spread;
    routes_error err;
    assert_int_equal(make(1, 2, 4, ROUTES_SPREAD_DEFAULT).kind, ROUTES_SPREAD_TRIANGULAR);
    assert_int_equal(make(1, NAN, 4, ROUTES_SPREAD_DEFAULT).kind, ROUTES_SPREAD_UNIFORM);
    assert_int_equal(make(1, NAN, 4, ROUTES_SPREAD_PERT).kind, ROUTES_SPREAD_UNIFORM);
    assert_true(make(1, 2, 4, ROUTES_SPREAD_UNIFORM).moderate == 2.5);
    assert_int_equal(make(3, 3, 3, ROUTES_SPREAD_PERT).kind, ROUTES_SPREAD_POINT);
    const routes_range single = {NAN, 7, NAN, ROUTES_RANGE_SINGLE};
    assert_ok(routes_spread_of(&spread, single, ROUTES_SPREAD_DEFAULT, &err), &err);
    assert_true(spread.kind == ROUTES_SPREAD_POINT && spread.moderate == 7.0);
    assert_true(routes_spread_at_most(&spread, 7.0) == 1.0);
    assert_true(routes_spread_at_most(&spread, 6.9) == 0.0);
    assert_true(routes_spread_density(&spread, 7.0) == 0.0);

    const routes_range over = {100, NAN, NAN, ROUTES_RANGE_LOWER_BOUND};
    assert_int_equal(routes_spread_of(&spread, over, ROUTES_SPREAD_DEFAULT, &err), ROUTES_E_DATA);
    assert_string_equal(err.message, "100 or more has no upper end and cannot be spread");
    assert_int_equal(routes_spread_of(&spread, routes_range_none(), ROUTES_SPREAD_DEFAULT, &err),
                     ROUTES_E_DATA);
    assert_int_equal(routes_spread_of(&spread, spread_range(5, 4, 9), ROUTES_SPREAD_DEFAULT, &err),
                     ROUTES_E_DATA);
    assert_string_equal(err.message, "low 5 is above moderate 4");
    assert_int_equal(routes_spread_of(&spread, single, ROUTES_SPREAD_POINT, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_spread_of(NULL, single, ROUTES_SPREAD_DEFAULT, &err),
                     ROUTES_E_ARGUMENT);
    assert_string_equal(routes_spread_kind_text(ROUTES_SPREAD_PERT), "pert");
    assert_null(routes_spread_kind_text((routes_spread_kind)9));
}

/* Kolmogorov and Smirnov's distance of 20 000 draws from the distribution: below 1.95 / sqrt(n)
 * in all but 1 of 1 000 cases. */
static void draws_follow_their_spread(void **state)
{
    (void)state;
    enum { N = 20000, CELLS = 400 };
    const routes_spread spreads[] = {
        make(20, NAN, 30, ROUTES_SPREAD_UNIFORM), make(1, 2, 9, ROUTES_SPREAD_TRIANGULAR),
        make(1, 1, 9, ROUTES_SPREAD_TRIANGULAR),  make(1, 9, 9, ROUTES_SPREAD_TRIANGULAR),
        make(28, 50, 72, ROUTES_SPREAD_PERT),     make(1, 1.7, 9, ROUTES_SPREAD_PERT),
        make(1, 9, 9, ROUTES_SPREAD_PERT),
    };
    for (size_t s = 0; s < sizeof spreads / sizeof *spreads; s++) {
        size_t counts[CELLS + 1] = {0};
        const routes_spread *spread = &spreads[s];
        for (uint32_t r = 0; r < N; r++) {
            routes_i_random stream =
                routes_i_random_start(3, ROUTES_I_PURPOSE_TEST, (uint32_t)s, r);
            double x = routes_i_variate_spread(&stream, spread);
            assert_true(x >= spread->low && x <= spread->high);
            counts[(size_t)((x - spread->low) / (spread->high - spread->low) * CELLS)]++;
        }
        double sum = 0;
        for (size_t c = 0; c < CELLS; c++) {
            sum += (double)counts[c];
            double x = spread->low + (spread->high - spread->low) * (double)(c + 1) / CELLS;
            assert_true(fabs(sum / N - routes_spread_at_most(spread, x)) < 1.95 / sqrt(N));
        }
    }
}

/* Mean and variance of a gamma variate of shape a are a. */
static void gamma_draws_have_their_moments(void **state)
{
    (void)state;
    enum { N = 20000 };
    const double shapes[] = {0.1, 0.5, 1, 3.5, 80, 1e5};
    for (uint32_t s = 0; s < 6; s++) {
        double sum = 0, squares = 0, a = shapes[s];
        for (uint32_t r = 0; r < N; r++) {
            routes_i_random stream = routes_i_random_start(5, ROUTES_I_PURPOSE_TEST, s, r);
            double gap = routes_i_variate_gamma(&stream, a) - a;
            sum += gap;
            squares += gap * gap;
        }
        assert_true(fabs(sum / N) < 4.0 * sqrt(a / N));
        /* The fourth central moment is 3 a^2 + 6 a. */
        assert_true(fabs(squares / N - a) < 4.0 * sqrt((2 * a * a + 6 * a) / N));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spreads_agree_with_scipy),
        cmocka_unit_test(a_spread_is_what_was_stated),
        cmocka_unit_test(draws_follow_their_spread),
        cmocka_unit_test(gamma_draws_have_their_moments),
    };
    return cmocka_run_group_tests_name("spread", tests, NULL, NULL);
}
