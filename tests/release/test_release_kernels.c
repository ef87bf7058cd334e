/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit property memory */

#include "core/memory.h"
#include "release/breaks.h"
#include "release/contributors.h"
#include "release/suppress.h"
#include "support/check.h"

static int nothing_left(void **state)
{
    (void)state;
    return routes_i_memory_live() == 0 ? 0 : -1;
}

static double shown(double count, routes_tier tier)
{
    routes_range value = {NAN, count, NAN, ROUTES_RANGE_SINGLE};
    const routes_i_count plain = {.searched = true};
    if (routes_i_suppress_value(&value, routes_i_tier_of(tier), plain) != ROUTES_VALUE_OK)
        return NAN;
    return value.moderate;
}

/* The table of methods.md, section 3: 11 and 12 read 15, nothing rounded falls below k. */
static void s04_rounding_gives_no_figure_below_k(void **state)
{
    (void)state;
    assert_true(isnan(shown(0, ROUTES_TIER_PUBLIC)));
    assert_true(isnan(shown(1, ROUTES_TIER_PUBLIC)));
    assert_true(isnan(shown(10, ROUTES_TIER_PUBLIC)));
    assert_near(shown(11, ROUTES_TIER_PUBLIC), 15.0, 0.0);
    assert_near(shown(12, ROUTES_TIER_PUBLIC), 15.0, 0.0);
    assert_near(shown(17, ROUTES_TIER_PUBLIC), 15.0, 0.0);
    assert_near(shown(18, ROUTES_TIER_PUBLIC), 20.0, 0.0);
    for (int count = 0; count < 500; count++) {
        double rounded = shown(count, ROUTES_TIER_PUBLIC);
        assert_true(isnan(rounded) == (count < 11));
        if (count >= 11) {
            assert_true(rounded >= 15.0 && fmod(rounded, 5.0) == 0.0);
            assert_true(fabs(rounded - count) <= (count < 13 ? 4.0 : 2.5));
        }
        rounded = shown(count, ROUTES_TIER_PARTNER);
        assert_true(isnan(rounded) == (count >= 1 && count <= 4));
        assert_near(shown(count, ROUTES_TIER_RESTRICTED), (double)count, 0.0);
    }
}

static void s04_a_range_is_hidden_when_any_of_it_is_small(void **state)
{
    (void)state;
    const routes_i_tier *tier = routes_i_tier_of(ROUTES_TIER_PUBLIC);
    const routes_i_count plain = {0}, passes = {.passes = true}, exact = {.exact = true};
    routes_range spread = {8, 20, 40, ROUTES_RANGE_SOURCE_SPREAD};
    assert_int_equal(routes_i_suppress_value(&spread, tier, plain), ROUTES_VALUE_MERGED);
    assert_int_equal(routes_i_suppress_value(&spread, tier, passes), ROUTES_VALUE_OK);
    assert_near(spread.moderate, 20.0, 0.0);
    spread.low = 12;
    assert_int_equal(routes_i_suppress_value(&spread, tier, exact), ROUTES_VALUE_OK);
    assert_near(spread.low, 12.0, 0.0);
    assert_int_equal(routes_i_suppress_value(&spread, tier, plain), ROUTES_VALUE_OK);
    assert_near(spread.low, 15.0, 0.0);
    assert_near(spread.high, 40.0, 0.0);
}

/* A zero is a finding only where somebody looked. */
static void s08_a_zero_at_partner_needs_effort(void **state)
{
    (void)state;
    const routes_i_tier *tier = routes_i_tier_of(ROUTES_TIER_PARTNER);
    const routes_i_count looked = {.searched = true}, nobody = {0};
    routes_range zero = {NAN, 0, NAN, ROUTES_RANGE_SINGLE};
    assert_int_equal(routes_i_suppress_value(&zero, tier, looked), ROUTES_VALUE_OK);
    assert_int_equal(routes_i_suppress_value(&zero, tier, nobody), ROUTES_VALUE_SUPPRESSED);
}

static void only_persons_are_counted(void **state)
{
    (void)state;
    assert_true(routes_i_suppress_counts("persons"));
    assert_true(routes_i_suppress_counts("persons_per_month"));
    assert_false(routes_i_suppress_counts("percent_of_total"));
    assert_false(routes_i_suppress_counts("personsx"));
    assert_false(routes_i_suppress_counts(NULL));
}

static bool contributors_pass(const routes_i_gift *gifts, size_t n, routes_tier tier)
{
    bool pass = false;
    routes_error err;
    assert_ok(routes_i_contributors_pass(&pass, gifts, n, routes_i_tier_of(tier), &err), &err);
    return pass;
}

static void s19_three_contributors_none_above_four_fifths(void **state)
{
    (void)state;
    const routes_i_gift one[] = {{"A", 400}};
    const routes_i_gift two[] = {{"A", 200}, {"B", 100}, {"A", 100}};
    const routes_i_gift three[] = {{"C", 10}, {"A", 80}, {"B", 10}};           /* 80 of 100 */
    const routes_i_gift above[] = {{"C", 9}, {"A", 41}, {"A", 40}, {"B", 10}}; /* 81 of 100 */
    const routes_i_gift nobody[] = {{"A", 50}, {"B", 50}, {NULL, 50}};
    const routes_i_gift unsaid[] = {{"A", 50}, {"B", 50}, {"C", NAN}};
    assert_false(contributors_pass(one, 1, ROUTES_TIER_PUBLIC));
    assert_false(contributors_pass(two, 3, ROUTES_TIER_PUBLIC));
    assert_true(contributors_pass(three, 3, ROUTES_TIER_PUBLIC));
    assert_false(contributors_pass(above, 4, ROUTES_TIER_PUBLIC));
    assert_false(contributors_pass(nobody, 3, ROUTES_TIER_PUBLIC));
    assert_false(contributors_pass(unsaid, 3, ROUTES_TIER_PUBLIC));
    assert_false(contributors_pass(NULL, 0, ROUTES_TIER_PUBLIC));
    assert_true(contributors_pass(above, 4, ROUTES_TIER_PARTNER));
    assert_false(contributors_pass(two, 3, ROUTES_TIER_PARTNER));
    assert_true(contributors_pass(one, 1, ROUTES_TIER_RESTRICTED));
}

static const char *label(const routes_i_breaks *breaks, size_t index, routes_i_text *text)
{
    routes_i_text_free(text);
    routes_i_breaks_label(text, breaks, index);
    return routes_i_text_get(text);
}

/* Ten values from 11 on: classes of two each. */
static void s12_s13_classes_are_few_and_start_at_released_values(void **state)
{
    (void)state;
    const double values[] = {19, 2, 11, 12, 13, 14, 15, 16, 17, 18, 20, NAN, 11, 13};
    routes_i_breaks breaks;
    routes_i_text text = {0};
    routes_error err;
    assert_ok(routes_i_breaks_make(&breaks, values, 14, 11.0, &err), &err);
    assert_int_equal(breaks.count, 5);
    assert_string_equal(label(&breaks, 0, &text), "11 to 12");
    assert_string_equal(label(&breaks, 1, &text), "13 to 14");
    assert_string_equal(label(&breaks, 4, &text), "19 or more");
    assert_int_equal(routes_i_breaks_class(&breaks, 2), SIZE_MAX);
    assert_int_equal(routes_i_breaks_class(&breaks, NAN), SIZE_MAX);
    assert_int_equal(routes_i_breaks_class(&breaks, 12), 0);
    assert_int_equal(routes_i_breaks_class(&breaks, 400), 4);

    const double scores[] = {0.25, 0.5, 0.75};
    assert_ok(routes_i_breaks_make(&breaks, scores, 3, 0.0, &err), &err);
    assert_int_equal(breaks.count, 3);
    assert_string_equal(label(&breaks, 0, &text), "0 to under 0.5");
    const double long_ones[] = {0.04446276431191643, 0.0088275641, 0.0447, 1.0 / 3.0};
    assert_ok(routes_i_breaks_make(&breaks, long_ones, 4, 0.0, &err), &err);
    assert_int_equal(breaks.count, 3);
    assert_string_equal(label(&breaks, 1, &text), "0.044 to under 0.33");
    for (size_t i = 0; i < 4; i++)
        assert_true(routes_i_breaks_class(&breaks, long_ones[i]) != SIZE_MAX);
    assert_ok(routes_i_breaks_make(&breaks, scores, 0, 0.0, &err), &err);
    assert_int_equal(breaks.count, 0);
    const double same[] = {3, 3, 3};
    assert_ok(routes_i_breaks_make(&breaks, same, 3, 1.0, &err), &err);
    assert_int_equal(breaks.count, 1);
    assert_string_equal(label(&breaks, 0, &text), "1 or more");
    routes_i_text_free(&text);
}

static void s13_no_legend_figure_is_below_k_or_not_released(void **state)
{
    (void)state;
    uint64_t seed = 3;
    routes_error err;
    for (int round = 0; round < 300; round++) {
        double values[40];
        size_t n = (size_t)(draw(&seed) % 40);
        routes_i_breaks breaks;
        for (size_t i = 0; i < n; i++)
            values[i] = (double)(draw(&seed) % 60);
        assert_ok(routes_i_breaks_make(&breaks, values, n, 11.0, &err), &err);
        assert_true(breaks.count <= 5);
        for (size_t i = 0; i < breaks.count; i++) {
            bool released = i == 0;
            for (size_t j = 0; j < n; j++)
                released = released || values[j] == breaks.starts[i];
            assert_true(released && breaks.starts[i] >= 11.0);
            assert_true(i == 0 || breaks.starts[i] > breaks.starts[i - 1]);
        }
    }
}

static void kernels_survive_running_out_of_memory(void **state)
{
    (void)state;
    const routes_i_gift gifts[] = {{"C", 10}, {"A", 80}, {"B", 10}};
    const double values[] = {1, 2, 3};
    for (long allowed = 0;; allowed++) {
        routes_i_breaks breaks;
        bool pass;
        routes_i_memory_fail_after(allowed);
        routes_status status =
            routes_i_contributors_pass(&pass, gifts, 3, routes_i_tier_of(ROUTES_TIER_PUBLIC), NULL);
        if (!status)
            status = routes_i_breaks_make(&breaks, values, 3, 1.0, NULL);
        routes_i_memory_fail_after(-1);
        assert_int_equal(routes_i_memory_live(), 0);
        if (!status)
            break;
        assert_int_equal(status, ROUTES_E_MEMORY);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(s04_rounding_gives_no_figure_below_k),
        cmocka_unit_test(s04_a_range_is_hidden_when_any_of_it_is_small),
        cmocka_unit_test(s08_a_zero_at_partner_needs_effort),
        cmocka_unit_test(only_persons_are_counted),
        cmocka_unit_test_teardown(s19_three_contributors_none_above_four_fifths, nothing_left),
        cmocka_unit_test_teardown(s12_s13_classes_are_few_and_start_at_released_values,
                                  nothing_left),
        cmocka_unit_test_teardown(s13_no_legend_figure_is_below_k_or_not_released, nothing_left),
        cmocka_unit_test_teardown(kernels_survive_running_out_of_memory, nothing_left),
    };
    return cmocka_run_group_tests_name("release_kernels", tests, NULL, NULL);
}
