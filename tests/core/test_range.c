/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit property */

#include "routes/range.h"

#include "support/check.h"

static routes_range spread(double low, double moderate, double high)
{
    return (routes_range){low, moderate, high, ROUTES_RANGE_SOURCE_SPREAD};
}

static routes_range over(double low)
{
    return (routes_range){low, NAN, NAN, ROUTES_RANGE_LOWER_BOUND};
}

static routes_range single(double moderate)
{
    return (routes_range){NAN, moderate, NAN, ROUTES_RANGE_SINGLE};
}

static void a_range_keeps_its_rules(void **state)
{
    (void)state;
    routes_error err;
    assert_ok(routes_range_check(spread(40000, 80000, 100000), &err), &err);
    assert_ok(routes_range_check(spread(30, NAN, 35), &err), &err);
    assert_ok(routes_range_check(over(100), &err), &err);
    assert_ok(routes_range_check(single(12000), &err), &err);
    assert_ok(routes_range_check(routes_range_none(), &err), &err);

    const struct {
        routes_range range;
        const char *message;
    } bad[] = {
        {spread(35, NAN, 30), "low 35 is above high 30"},
        {spread(1, 9, 5), "moderate 9 is above high 5"},
        {spread(1, NAN, NAN), "source_spread needs low and high"},
        {spread(-1, NAN, 5), "low is -1, must be a number from 0 up"},
        {spread(1, NAN, INFINITY), "high is inf, must be a number from 0 up"},
        {{5, 6, NAN, ROUTES_RANGE_LOWER_BOUND}, "lower_bound means low alone"},
        {{NAN, NAN, 6, ROUTES_RANGE_SINGLE}, "single means moderate alone"},
        {{5, NAN, NAN, ROUTES_RANGE_NOT_STATED}, "a number is given without its range kind"},
        {{5, NAN, 6, (routes_range_kind)9}, "range kind 9 is not known"},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_int_equal(routes_range_check(bad[i].range, &err), ROUTES_E_DATA);
        assert_string_equal(err.message, bad[i].message);
    }
}

/* The origin shares of the field report: 30-35, 10, 8, 4, about 25. Lows 30+10+8+4+25 = 77,
 * highs 35+47 = 82; the remainder is 18 to 23 (methods.md 1.1). */
static void shares_leave_what_is_not_stated(void **state)
{
    (void)state;
    routes_error err;
    const routes_range shares[] = {spread(30, NAN, 35), single(10), single(8), single(4),
                                   single(25)};
    routes_range rest;
    assert_ok(routes_range_remainder(&rest, shares, 5, &err), &err);
    assert_near(rest.low, 18.0, 0.0);
    assert_near(rest.high, 23.0, 0.0);
    assert_true(isnan(rest.moderate));

    const routes_range much[] = {single(70), single(40)};
    assert_int_equal(routes_range_remainder(&rest, much, 2, &err), ROUTES_E_DATA);
    assert_string_equal(err.message, "the shares sum to 110 %, must be 100 at most");
    const routes_range open[] = {over(70)};
    assert_int_equal(routes_range_remainder(&rest, open, 1, &err), ROUTES_E_DATA);
    assert_near(rest.low, 18.0, 0.0);
}

static void lower_bounds_stay_lower_bounds(void **state)
{
    (void)state;
    routes_range sum = routes_range_add(over(100), spread(10, 20, 30));
    assert_int_equal(sum.kind, ROUTES_RANGE_LOWER_BOUND);
    assert_near(sum.low, 110.0, 0.0);
    assert_true(isnan(sum.moderate) && isnan(sum.high));
    assert_true(isinf(routes_range_most(sum)));

    sum = routes_range_add(single(5), routes_range_none());
    assert_int_equal(sum.kind, ROUTES_RANGE_LOWER_BOUND);
    assert_near(sum.low, 5.0, 0.0);
    assert_int_equal(routes_range_add(routes_range_none(), routes_range_none()).kind,
                     ROUTES_RANGE_NOT_STATED);
}

static void ranges_add_end_by_end(void **state)
{
    (void)state;
    routes_range sum = routes_range_add(spread(1, 2, 3), spread(10, 20, 30));
    assert_int_equal(sum.kind, ROUTES_RANGE_SOURCE_SPREAD);
    assert_near(sum.low, 11.0, 0.0);
    assert_near(sum.moderate, 22.0, 0.0);
    assert_near(sum.high, 33.0, 0.0);
    sum = routes_range_add(spread(1, NAN, 3), single(10));
    assert_int_equal(sum.kind, ROUTES_RANGE_BOUNDS);
    assert_near(sum.low, 11.0, 0.0);
    assert_near(sum.high, 13.0, 0.0);
    assert_true(isnan(sum.moderate));
    assert_near(routes_range_add(single(1), single(2)).moderate, 3.0, 0.0);

    /* methods.md section 3: merge of 30 and 20 is 30..50. */
    routes_range both = routes_range_overlap(single(30), single(20));
    assert_near(both.low, 30.0, 0.0);
    assert_near(both.high, 50.0, 0.0);
}

/* methods.md section 3: over 100 a month is over 1 200 a year, and does not add to 40 000 a year
 * of another kind of number unless someone converts it. */
static void unlike_quantities_do_not_add(void **state)
{
    (void)state;
    routes_error err;
    routes_quantity poipet = {over(100), ROUTES_MEASURE_FLOW, ROUTES_UNIT_PERSONS_PER_MONTH};
    routes_quantity country = {over(40000), ROUTES_MEASURE_FLOW, ROUTES_UNIT_PERSONS_PER_YEAR};
    routes_quantity vietnam = {single(12000), ROUTES_MEASURE_CUMULATIVE, ROUTES_UNIT_PERSONS_TOTAL};
    routes_quantity sum = vietnam;

    assert_int_equal(routes_quantity_add(&sum, poipet, country, &err), ROUTES_E_DATA);
    assert_string_equal(err.message,
                        "flow in persons_per_month and flow in persons_per_year do not add");
    assert_int_equal(routes_quantity_add(&sum, vietnam, country, &err), ROUTES_E_DATA);
    assert_near(sum.range.moderate, 12000.0, 0.0);

    assert_ok(routes_quantity_per_year(&poipet, poipet, &err), &err);
    assert_near(poipet.range.low, 1200.0, 0.0);
    assert_int_equal(poipet.range.kind, ROUTES_RANGE_LOWER_BOUND);
    assert_ok(routes_quantity_add(&sum, poipet, country, &err), &err);
    assert_near(sum.range.low, 41200.0, 0.0);
    assert_int_equal(routes_quantity_per_year(&sum, vietnam, &err), ROUTES_E_DATA);
}

/* 12 000 persons staying 2 to 4 years: 3 000 to 6 000 a year. */
static void a_stock_becomes_a_flow_by_a_stated_stay(void **state)
{
    (void)state;
    routes_error err;
    routes_quantity stock = {single(12000), ROUTES_MEASURE_STOCK, ROUTES_UNIT_PERSONS};
    routes_quantity flow;
    routes_range stay = {2, NAN, 4, ROUTES_RANGE_BOUNDS};

    assert_ok(routes_quantity_from_stock(&flow, stock, stay, &err), &err);
    assert_near(flow.range.low, 3000.0, 0.0);
    assert_near(flow.range.high, 6000.0, 0.0);
    assert_int_equal(flow.unit, ROUTES_UNIT_PERSONS_PER_YEAR);
    assert_int_equal(routes_quantity_from_stock(&flow, stock, routes_range_none(), &err),
                     ROUTES_E_DATA);
    stock.measure = ROUTES_MEASURE_CUMULATIVE;
    assert_int_equal(routes_quantity_from_stock(&flow, stock, stay, &err), ROUTES_E_DATA);
    assert_string_equal(err.message, "cumulative is no stock");
}

/* Drawn numbers within two ranges have their sum within the range of the sum. */
static void a_sum_holds_every_sum(void **state)
{
    (void)state;
    uint64_t seed = 11;
    for (int i = 0; i < 2000; i++) {
        double a = 100 * draw_unit(&seed), b = a + 50 * draw_unit(&seed);
        double c = 100 * draw_unit(&seed), d = c + 50 * draw_unit(&seed);
        double x = a + (b - a) * draw_unit(&seed), y = c + (d - c) * draw_unit(&seed);
        routes_range left = draw(&seed) % 3 ? spread(a, NAN, b) : over(a);
        routes_range sum = routes_range_add(left, spread(c, NAN, d));
        assert_true(routes_range_least(sum) <= x + y && x + y <= routes_range_most(sum) + 1e-9);
    }
}

/* 10-20-30 cases by 100-200-400 people: 10/400 to 30/100, 20/200 between. */
static void a_quotient_runs_from_least_by_most_to_most_by_least(void **state)
{
    (void)state;
    routes_range rate = routes_range_divide(spread(10, 20, 30), spread(100, 200, 400));
    assert_near(rate.low, 0.025, 1e-15);
    assert_near(rate.moderate, 0.1, 1e-15);
    assert_near(rate.high, 0.3, 1e-15);
    assert_int_equal(rate.kind, ROUTES_RANGE_SOURCE_SPREAD);

    rate = routes_range_divide(single(6), single(12));
    assert_true(rate.moderate == 0.5 && rate.kind == ROUTES_RANGE_SINGLE);
    rate = routes_range_divide(spread(10, NAN, 30), single(100));
    assert_near(rate.low, 0.1, 1e-15);
    assert_true(isnan(rate.moderate));
    assert_int_equal(rate.kind, ROUTES_RANGE_SOURCE_SPREAD);
    rate = routes_range_divide(over(100), spread(1000, 1500, 2000));
    assert_near(rate.low, 0.05, 1e-15);
    assert_int_equal(rate.kind, ROUTES_RANGE_LOWER_BOUND);
    rate = routes_range_divide(spread(1, 2, 4), over(100));
    assert_true(rate.low == 0.0 && rate.high == 0.04 && rate.kind == ROUTES_RANGE_BOUNDS);
}

static void nothing_is_divided_by_zero(void **state)
{
    (void)state;
    const routes_range none[] = {routes_range_none(), single(0), spread(0, 0, 0)};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        routes_range rate = routes_range_divide(single(3), none[i]);
        assert_int_equal(rate.kind, ROUTES_RANGE_NOT_STATED);
        assert_true(isnan(rate.low) && isnan(rate.moderate) && isnan(rate.high));
    }
    routes_range rate = routes_range_divide(single(3), spread(0, 10, 30));
    assert_near(rate.low, 0.1, 1e-15);
    assert_int_equal(rate.kind, ROUTES_RANGE_LOWER_BOUND);
    assert_int_equal(routes_range_divide(over(3), over(5)).kind, ROUTES_RANGE_NOT_STATED);
    assert_int_equal(routes_range_divide(routes_range_none(), single(5)).kind,
                     ROUTES_RANGE_NOT_STATED);
}

/* Every quotient keeps the rules of a range and holds every quotient of two numbers inside. */
static void quotients_hold_what_their_parts_may_be(void **state)
{
    (void)state;
    uint64_t seed = 8;
    for (int round = 0; round < 500; round++) {
        double a = floor(draw_unit(&seed) * 9), b = floor(draw_unit(&seed) * 9);
        const routes_range tops[] = {single(a), spread(a, a + 1, a + 3), over(a),
                                     spread(a, NAN, a + 2)};
        const routes_range bottoms[] = {single(b), spread(b, b + 2, b + 2), over(b)};
        routes_range top = tops[draw(&seed) % 4], bottom = bottoms[draw(&seed) % 3];
        routes_range rate = routes_range_divide(top, bottom);
        routes_error err;
        assert_ok(routes_range_check(rate, &err), &err);
        double x = fmin(routes_range_most(top), a + 1), y = fmin(routes_range_most(bottom), b + 1);
        if (rate.kind != ROUTES_RANGE_NOT_STATED && y > 0.0) {
            assert_true(x / y >= routes_range_least(rate) * (1.0 - 1e-15));
            assert_true(x / y <= routes_range_most(rate) * (1.0 + 1e-15));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_quotient_runs_from_least_by_most_to_most_by_least),
        cmocka_unit_test(nothing_is_divided_by_zero),
        cmocka_unit_test(quotients_hold_what_their_parts_may_be),
        cmocka_unit_test(a_range_keeps_its_rules),
        cmocka_unit_test(shares_leave_what_is_not_stated),
        cmocka_unit_test(lower_bounds_stay_lower_bounds),
        cmocka_unit_test(ranges_add_end_by_end),
        cmocka_unit_test(unlike_quantities_do_not_add),
        cmocka_unit_test(a_stock_becomes_a_flow_by_a_stated_stay),
        cmocka_unit_test(a_sum_holds_every_sum),
    };
    return cmocka_run_group_tests_name("range", tests, NULL, NULL);
}
