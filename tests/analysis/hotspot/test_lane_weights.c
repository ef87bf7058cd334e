/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit oracle property memory */

#include "routes/lane_weights.h"

#include <stdlib.h>

#include "core/memory.h"
#include "support/check.h"

/* Weight of a pair, 0 where they are no neighbours. */
static double weight_of(const routes_weights *weights, uint32_t lane, uint32_t other)
{
    const uint32_t *neighbours;
    const double *values;
    size_t row = routes_weights_row(&neighbours, &values, weights, lane);
    for (size_t k = 0; k < row; k++)
        if (neighbours[k] == other)
            return values[k];
    return 0.0;
}

/* Lanes a-b, b-c, c-b and d-e: the first three share b, the second and third c too. */
static const size_t start[] = {0, 2, 4, 6, 8};
static const uint32_t thing[] = {0, 1, 1, 2, 2, 1, 3, 4};

static void lanes_that_share_a_place_are_neighbours(void **state)
{
    (void)state;
    routes_weights *weights = NULL;
    routes_lane_weights_options options = ROUTES_LANE_WEIGHTS_OPTIONS;
    routes_error err;
    assert_ok(routes_lane_weights_new(&weights, 4, start, thing, 5, NULL, &err), &err);
    assert_int_equal(routes_weights_pairs(weights), 6);
    assert_true(weight_of(weights, 0, 1) == 1.0 && weight_of(weights, 1, 2) == 1.0);
    assert_int_equal(routes_weights_row(NULL, NULL, weights, 3), 0);
    routes_weights_free(weights);

    options.counted = 1;
    options.with_self = 1;
    assert_ok(routes_lane_weights_new(&weights, 4, start, thing, 5, &options, &err), &err);
    assert_true(weight_of(weights, 1, 2) == 2.0 && weight_of(weights, 2, 1) == 2.0);
    assert_true(weight_of(weights, 1, 0) == 1.0 && weight_of(weights, 3, 3) == 1.0);
    routes_weights_free(weights);

    options = (routes_lane_weights_options)ROUTES_LANE_WEIGHTS_OPTIONS;
    options.row_standardised = 1;
    assert_ok(routes_lane_weights_new(&weights, 4, start, thing, 5, &options, &err), &err);
    assert_near(weight_of(weights, 0, 2), 0.5, 1e-15);
    routes_weights_free(weights);
}

/* The table of lanes by things, squared. */
static void agrees_with_the_squared_table(void **state)
{
    (void)state;
    uint64_t seed = 31;
    for (int round = 0; round < 200; round++) {
        enum { LANES = 12, THINGS = 8 };
        int has[LANES][THINGS] = {{0}};
        size_t starts[LANES + 1] = {0};
        uint32_t things[LANES * THINGS];
        size_t count = 0;
        size_t lanes = 1 + draw(&seed) % LANES;
        for (size_t i = 0; i < lanes; i++) {
            for (size_t k = draw(&seed) % 5; k > 0; k--) {
                things[count] = (uint32_t)(draw(&seed) % THINGS);
                has[i][things[count++]] = 1;
            }
            starts[i + 1] = count;
        }
        routes_weights *weights = NULL;
        routes_lane_weights_options options = ROUTES_LANE_WEIGHTS_OPTIONS;
        routes_error err;
        options.counted = round % 2;
        assert_ok(routes_lane_weights_new(&weights, lanes, starts, things, THINGS, &options, &err),
                  &err);
        for (uint32_t i = 0; i < lanes; i++)
            for (uint32_t j = 0; j < lanes; j++) {
                int shared = 0;
                for (int t = 0; t < THINGS; t++)
                    shared += i != j && has[i][t] && has[j][t];
                assert_true(weight_of(weights, i, j) == (options.counted ? shared
                                                         : shared > 0    ? 1
                                                                         : 0));
            }
        routes_weights_free(weights);
    }
}

static void none_and_one(void **state)
{
    (void)state;
    routes_weights *weights = NULL;
    routes_error err;
    assert_ok(routes_lane_weights_new(&weights, 0, NULL, NULL, 0, NULL, &err), &err);
    assert_int_equal(routes_weights_areas(weights), 0);
    routes_weights_free(weights);
    assert_ok(routes_lane_weights_new(&weights, 1, start, thing, 5, NULL, &err), &err);
    assert_int_equal(routes_weights_pairs(weights), 0);
    routes_weights_free(weights);
}

static void refuses_what_is_wrong(void **state)
{
    (void)state;
    const size_t falling[] = {0, 2, 1}, late[] = {1, 2};
    routes_weights *weights = NULL;
    routes_error err;
    assert_int_equal(routes_lane_weights_new(&weights, 2, falling, thing, 5, NULL, &err),
                     ROUTES_E_ARGUMENT);
    assert_string_equal(err.message, "start[2] is 1, must be at least 2");
    assert_int_equal(routes_lane_weights_new(&weights, 1, late, thing, 5, NULL, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_lane_weights_new(&weights, 1, NULL, thing, 5, NULL, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_lane_weights_new(&weights, 4, start, NULL, 5, NULL, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_lane_weights_new(&weights, 4, start, thing, 4, NULL, &err),
                     ROUTES_E_DATA);
    assert_string_equal(err.message, "thing[7] is 4, must be below 4");
    assert_int_equal(routes_lane_weights_new(NULL, 4, start, thing, 5, NULL, &err),
                     ROUTES_E_ARGUMENT);
    assert_null(weights);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    routes_error err;
    long before = routes_i_memory_live();
    routes_status status = ROUTES_E_MEMORY;
    for (long n = 0; status; n++) {
        routes_weights *weights = NULL;
        assert_true(n < 100);
        routes_i_memory_fail_after(n);
        status = routes_lane_weights_new(&weights, 4, start, thing, 5, NULL, &err);
        routes_i_memory_fail_after(-1);
        assert_true(status == ROUTES_OK ? weights != NULL : status == ROUTES_E_MEMORY && !weights);
        routes_weights_free(weights);
        assert_int_equal(routes_i_memory_live(), before);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lanes_that_share_a_place_are_neighbours),
        cmocka_unit_test(agrees_with_the_squared_table),
        cmocka_unit_test(none_and_one),
        cmocka_unit_test(refuses_what_is_wrong),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
