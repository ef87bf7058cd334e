/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit */

#include "routes/observation.h"

#include "support/check.h"

static routes_observation count_of(const char *id, double value)
{
    routes_observation row;
    routes_entity_clear(ROUTES_OBSERVATIONS, &row);
    row.observation_id = id;
    row.quantity = "children_assisted";
    row.crime = ROUTES_CRIME_TRAFFICKING;
    row.victim_status = ROUTES_VICTIM_IDENTIFIED;
    row.value = (routes_quantity){
        {NAN, value, NAN, ROUTES_RANGE_SINGLE}, ROUTES_MEASURE_COUNT, ROUTES_UNIT_PERSONS};
    return row;
}

static void observations_of_one_kind_add(void **state)
{
    (void)state;
    const routes_observation rows[] = {count_of("O1", 6.0), count_of("O2", 13.0),
                                       count_of("O3", 97.0)};
    const size_t which[] = {2, 0};
    routes_quantity sum;
    routes_error err;
    assert_ok(routes_observation_sum(&sum, rows, which, 2, &err), &err);
    assert_near(sum.range.moderate, 103.0, 0.0); /* 97 + 6 */
    assert_int_equal(sum.unit, ROUTES_UNIT_PERSONS);
    assert_ok(routes_observation_sum(&sum, rows, which, 0, &err), &err);
    assert_int_equal(sum.range.kind, ROUTES_RANGE_NOT_STATED);
    assert_ok(routes_observation_sum(&sum, NULL, NULL, 0, &err), &err);
    assert_int_equal(sum.range.kind, ROUTES_RANGE_NOT_STATED);
    assert_ok(routes_observation_sum(&sum, rows, NULL, 3, &err), &err);
    assert_near(sum.range.moderate, 116.0, 0.0); /* 6 + 13 + 97 */
    assert_ok(routes_observation_sum(&sum, rows, &which[1], 1, &err), &err);
    assert_near(sum.range.moderate, 6.0, 0.0);
    assert_int_equal(routes_observation_sum(&sum, NULL, which, 2, &err), ROUTES_E_ARGUMENT);
    assert_int_equal(routes_observation_sum(NULL, rows, which, 2, &err), ROUTES_E_ARGUMENT);
}

/* A lower bound in a sum makes it one. */
static void a_lower_bound_stays_one(void **state)
{
    (void)state;
    routes_observation rows[] = {count_of("O1", 6.0), count_of("O2", 0.0)};
    routes_quantity sum;
    routes_error err;
    rows[1].value.range = (routes_range){100.0, NAN, NAN, ROUTES_RANGE_LOWER_BOUND};
    assert_ok(routes_observation_sum(&sum, rows, NULL, 2, &err), &err);
    assert_int_equal(sum.range.kind, ROUTES_RANGE_LOWER_BOUND);
    assert_near(sum.range.low, 106.0, 0.0);
    assert_true(isnan(sum.range.high));
}

static void assert_refused(const routes_observation *other, const char *message)
{
    const routes_observation rows[] = {count_of("O1", 6.0), *other};
    const size_t which[] = {0, 1};
    routes_quantity sum = {.measure = ROUTES_MEASURE_RATIO};
    routes_error err;
    assert_int_equal(routes_observation_sum(&sum, rows, which, 2, &err), ROUTES_E_DATA);
    assert_string_equal(err.message, message);
    assert_int_equal(sum.measure, ROUTES_MEASURE_RATIO);
}

/* S26, S27 */
static void observations_of_two_kinds_do_not_add(void **state)
{
    (void)state;
    routes_observation other = count_of("O2", 1.0);
    other.victim_status = ROUTES_VICTIM_INTERCEPTED;
    assert_refused(&other, "observations O1 and O2 do not add: victim_status is identified and "
                           "intercepted");
    other = count_of("O2", 1.0);
    other.victim_status = ROUTES_VICTIM_NOT_STATED;
    assert_refused(&other, "observations O1 and O2 do not add: victim_status is identified and not "
                           "stated");
    other = count_of("O2", 1.0);
    other.crime = ROUTES_CRIME_SMUGGLING;
    assert_refused(&other, "observations O1 and O2 do not add: crime is trafficking and smuggling");
    other = count_of("O2", 1.0);
    other.detection = 2;
    assert_refused(&other,
                   "observations O1 and O2 do not add: detection is not stated and reported");
    other = count_of("O2", 1.0);
    other.quantity = "training_participants";
    assert_refused(&other, "observations O1 and O2 do not add: quantity is children_assisted and "
                           "training_participants");
    other = count_of("O2", 1.0);
    other.value.measure = ROUTES_MEASURE_STOCK;
    assert_refused(&other, "count in persons and stock in persons do not add");
}

/* What is not stated may be either: two such numbers of persons may mix what must not be mixed. */
static void persons_of_no_stated_kind_do_not_add(void **state)
{
    (void)state;
    routes_observation rows[] = {count_of("O1", 6.0), count_of("O2", 1.0)};
    routes_quantity sum;
    routes_error err;
    rows[0].victim_status = rows[1].victim_status = ROUTES_VICTIM_NOT_STATED;
    assert_int_equal(routes_observation_sum(&sum, rows, NULL, 2, &err), ROUTES_E_DATA);
    assert_string_equal(err.message, "observations O1 and O2 do not add: persons of which the "
                                     "victim_status is not stated may be of several kinds");
    rows[0].value.unit = rows[1].value.unit = ROUTES_UNIT_EVENTS; /* a raid has no status */
    assert_ok(routes_observation_sum(&sum, rows, NULL, 2, &err), &err);
    assert_near(sum.range.moderate, 7.0, 0.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(observations_of_one_kind_add),
        cmocka_unit_test(a_lower_bound_stays_one),
        cmocka_unit_test(observations_of_two_kinds_do_not_add),
        cmocka_unit_test(persons_of_no_stated_kind_do_not_add),
    };
    return cmocka_run_group_tests_name("observation", tests, NULL, NULL);
}
