/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit oracle property */

#include "core/gamma.h"

#include "support/check.h"

/* Computed in 60 digits by mpmath's gammainc, and for shapes above 1e5 by its series. */
static const struct {
    double a, x, lower, upper;
} known[] = {
    {0.3, 0.01, 0.27924099635901486, 0.72075900364098514},
    {0.5, 0.5, 0.6826894921370859, 0.3173105078629141},
    {1, 3, 0.95021293163213606, 0.049787068367863943},
    {2.5, 2.5, 0.58411981300449208, 0.41588018699550792},
    {10, 3, 0.0011024881301154797, 0.99889751186988452},
    {10, 25, 0.99977852336175122, 0.00022147663824878358},
    {29.5, 40, 0.96422295573112772, 0.035777044268872285},
    {31, 15, 0.00019731314968825098, 0.99980268685031175},
    {100, 100, 0.51329879827914866, 0.48670120172085134},
    {1000, 900, 0.00054990226571178292, 0.99945009773428822},
    {12345.5, 12500, 0.91739316021542527, 0.082606839784574733},
    {200000, 199000, 0.012576006291331174, 0.98742399370866883},
    {200000, 201000, 0.98722872829062778, 0.012771271709372219},
    {5e6, 5e6, 0.50005947080393784, 0.49994052919606216},
};

static void assert_relative(double value, double wanted, double tolerance)
{
    if (!(fabs(value - wanted) <= tolerance * fabs(wanted)))
        fail_msg("%.17g, expected %.17g", value, wanted);
}

static void tails_agree_with_mpmath(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        assert_relative(routes_i_gamma_lower(known[i].a, known[i].x), known[i].lower, 1e-13);
        assert_relative(routes_i_gamma_upper(known[i].a, known[i].x), known[i].upper, 1e-13);
    }
}

/* Shape 1 is the exponential distribution: Q(1, x) = exp(-x). */
static void shape_one_is_the_exponential(void **state)
{
    (void)state;
    for (int k = 0; k < 21; k++) {
        double x = 0.01 * pow(1.7, k);
        assert_relative(routes_i_gamma_upper(1.0, x), exp(-x), 1e-13);
        assert_relative(routes_i_gamma_upper_inverse(1.0, exp(-x)), x, 1e-13);
    }
}

static void ends_are_exact(void **state)
{
    (void)state;
    assert_true(routes_i_gamma_lower(3.0, 0.0) == 0.0);
    assert_true(routes_i_gamma_upper(3.0, 0.0) == 1.0);
    assert_true(routes_i_gamma_lower(3.0, INFINITY) == 1.0);
    assert_true(routes_i_gamma_upper(3.0, INFINITY) == 0.0);
    assert_true(routes_i_gamma_lower_inverse(3.0, 0.0) == 0.0);
    assert_true(isinf(routes_i_gamma_lower_inverse(3.0, 1.0)));
    assert_true(routes_i_gamma_upper_inverse(3.0, 1.0) == 0.0);
    assert_true(isinf(routes_i_gamma_upper_inverse(3.0, 0.0)));
    assert_true(routes_i_gamma_upper(0.5, 1e6) == 0.0);
}

static void inverses_bring_back_the_chance(void **state)
{
    (void)state;
    uint64_t seed = 1936;
    for (int round = 0; round < 2000; round++) {
        double a = exp(log(0.02) + draw_unit(&seed) * (log(1e9) - log(0.02)));
        double p = fmax(1e-9, draw_unit(&seed));
        double low = routes_i_gamma_lower_inverse(a, p);
        double high = routes_i_gamma_upper_inverse(a, p);
        /* A chance can be no nearer than the last bit of x allows: that of the density. */
        double slack = 1e-12 + 4e-16 * sqrt(a) / p;
        assert_relative(routes_i_gamma_lower(a, low), p, slack);
        assert_relative(routes_i_gamma_upper(a, high), p, slack);
    }
}

static void tails_sum_to_one_and_fall(void **state)
{
    (void)state;
    uint64_t seed = 7;
    for (int round = 0; round < 2000; round++) {
        double a = exp(draw_unit(&seed) * 16.0 - 2.0);
        double x = a * (0.2 + 2.0 * draw_unit(&seed));
        double upper = routes_i_gamma_upper(a, x);
        assert_near(routes_i_gamma_lower(a, x) + upper, 1.0, 1e-13);
        assert_true(routes_i_gamma_upper(a, x * 1.01) <= upper);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tails_agree_with_mpmath),
        cmocka_unit_test(shape_one_is_the_exponential),
        cmocka_unit_test(ends_are_exact),
        cmocka_unit_test(inverses_bring_back_the_chance),
        cmocka_unit_test(tails_sum_to_one_and_fall),
    };
    return cmocka_run_group_tests_name("gamma", tests, NULL, NULL);
}
