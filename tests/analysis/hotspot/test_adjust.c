/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit oracle property memory */

#include "routes/adjust.h"

#include "core/memory.h"
#include "support/csv.h"

#define ORACLE ROUTES_SHARED "/oracles/emerging/expected_bh.csv"

/* .01 * 4/1 = .04, .02 * 4/2 = .04, .03 * 4/3 = .04, .5: the third bounds the first two; one is
 * not tested and does not count. */
static void adjusted_values_by_hand(void **state)
{
    (void)state;
    double p[] = {0.5, 0.03, NAN, 0.01, 0.02};
    routes_error err;
    assert_ok(routes_adjust_bh(p, p, 5, &err), &err);
    assert_near(p[0], 0.5, 1e-15);
    assert_near(p[1], 0.04, 1e-15);
    assert_true(isnan(p[2]));
    assert_near(p[3], 0.04, 1e-15);
    assert_near(p[4], 0.04, 1e-15);
}

static void adjusted_values_agree_with_p_adjust(void **state)
{
    (void)state;
    csv table;
    if (!csv_read(&table, ORACLE)) {
        print_message("skipped: no %s\n", ORACLE);
        skip();
    }
    size_t begin = 0;
    size_t scopes = 0;
    while (begin < table.rows) {
        const char *scope = csv_at(&table, begin, "scope");
        double p[256];
        double adjusted[256];
        routes_error err;
        size_t n = 0;
        for (; begin + n < table.rows && !strcmp(csv_at(&table, begin + n, "scope"), scope); n++)
            p[n] = csv_number(&table, begin + n, "p_gamma_poisson");
        assert_ok(routes_adjust_bh(adjusted, p, n, &err), &err);
        for (size_t i = 0; i < n; i++) {
            assert_near(adjusted[i], csv_number(&table, begin + i, "p_adjusted"), 1e-10);
            assert_int_equal(adjusted[i] <= 0.05,
                             !strcmp(csv_at(&table, begin + i, "alarm_05"), "yes"));
        }
        begin += n;
        scopes++;
    }
    print_message("%zu p-values in %zu families\n", table.rows, scopes);
    csv_free(&table);
}

/* Oracle: the step-up rule itself. The k-th least p is a find at level a when some j >= k has
 * p_j <= a j / m. */
static void finds_are_those_of_the_step_up_rule(void **state)
{
    (void)state;
    enum { N = 30 };
    uint64_t seed = 1995;
    for (int round = 0; round < 300; round++) {
        double p[N];
        double adjusted[N];
        routes_error err;
        size_t n = 1 + draw(&seed) % N;
        double level = 0.01 + 0.2 * draw_unit(&seed);
        for (size_t i = 0; i < n; i++)
            p[i] = draw(&seed) % 3 ? 0.1 * draw_unit(&seed) : 0.05;
        assert_ok(routes_adjust_bh(adjusted, p, n, &err), &err);
        double limit = -1.0;
        for (size_t i = 0; i < n; i++) {
            size_t rank = 0;
            for (size_t k = 0; k < n; k++)
                rank += p[k] <= p[i];
            if (p[i] <= level * (double)rank / (double)n && p[i] > limit)
                limit = p[i];
        }
        for (size_t i = 0; i < n; i++) {
            assert_int_equal(adjusted[i] <= level, p[i] <= limit);
            assert_true(adjusted[i] >= p[i] && adjusted[i] <= 1.0);
        }
    }
}

/* R 4.2.2: p.adjust(c(.5,.03,.01,.02,.001,.9,.04), ...). */
static void every_method_agrees_with_p_adjust(void **state)
{
    (void)state;
    const double p[] = {0.5, 0.03, 0.01, 0.02, 0.001, 0.9, 0.04};
    const double expected[4][7] = {
        {0.5833333333333333703, 0.0525, 0.035, 0.0466666666666666688, 0.007, 0.9, 0.056},
        {1, 0.136125, 0.09075, 0.121, 0.01815, 1, 0.1452},
        {1, 0.21, 0.07, 0.14, 0.007, 1, 0.28},
        {0.5, 0.03, 0.01, 0.02, 0.001, 0.9, 0.04},
    };
    double adjusted[7];
    routes_error err;
    for (int method = 0; method < 4; method++) {
        assert_ok(routes_adjust(adjusted, p, 7, (routes_adjust_method)method, &err), &err);
        for (size_t i = 0; i < 7; i++)
            assert_near(adjusted[i], expected[method][i], 1e-14);
    }
    assert_string_equal(routes_adjust_method_text(ROUTES_ADJUST_BY), "by");
    assert_null(routes_adjust_method_text((routes_adjust_method)4));
    assert_int_equal(routes_adjust(adjusted, p, 7, (routes_adjust_method)4, &err),
                     ROUTES_E_ARGUMENT);
    assert_string_equal(err.message, "method is 4, not a known choice");
}

/* 50 tests of p 0.001 reach 0.05 alone, 51 do not; by Yekutieli's rule 50 become
 * 0.05 (1 + 1/2 + ... + 1/50) = 0.05 * 4.4992 = 0.22496. */
static void what_a_lone_test_becomes(void **state)
{
    (void)state;
    assert_near(0.001 * routes_adjust_factor(50, ROUTES_ADJUST_BH), 0.05, 1e-15);
    assert_near(0.001 * routes_adjust_factor(51, ROUTES_ADJUST_BONFERRONI), 0.051, 1e-15);
    assert_near(0.001 * routes_adjust_factor(50, ROUTES_ADJUST_BY), 0.22496, 1e-5);
    assert_near(0.001 * routes_adjust_factor(50, ROUTES_ADJUST_NONE), 0.001, 0.0);
}

static void adjust_refuses_bad_calls_and_touches_nothing(void **state)
{
    (void)state;
    const double bad[] = {0.5, 1.5};
    double adjusted[] = {7, 7};
    routes_error err;
    assert_int_equal(routes_adjust_bh(adjusted, bad, 2, &err), ROUTES_E_DATA);
    assert_string_equal(err.message, "p[1] is 1.5, must be 0 to 1");
    assert_int_equal(routes_adjust_bh(NULL, bad, 2, &err), ROUTES_E_ARGUMENT);
    assert_int_equal(routes_adjust_bh(adjusted, NULL, 2, &err), ROUTES_E_ARGUMENT);
    routes_i_memory_fail_after(0);
    routes_status status = routes_adjust_bh(adjusted, bad, 1, &err);
    routes_i_memory_fail_after(-1);
    assert_int_equal(status, ROUTES_E_MEMORY);
    assert_near(adjusted[0], 7.0, 0.0);
    assert_ok(routes_adjust_bh(NULL, NULL, 0, &err), &err);
    assert_int_equal(routes_i_memory_live(), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(adjusted_values_by_hand),
        cmocka_unit_test(adjusted_values_agree_with_p_adjust),
        cmocka_unit_test(finds_are_those_of_the_step_up_rule),
        cmocka_unit_test(every_method_agrees_with_p_adjust),
        cmocka_unit_test(what_a_lone_test_becomes),
        cmocka_unit_test(adjust_refuses_bad_calls_and_touches_nothing),
    };
    return cmocka_run_group_tests_name("adjust", tests, NULL, NULL);
}
