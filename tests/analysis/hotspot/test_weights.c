/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit property memory */

#include "routes/weights.h"

#include "core/memory.h"
#include "support/check.h"

static void check_row(const routes_weights *weights, uint32_t area, size_t size,
                      const uint32_t *neighbours, const double *values)
{
    const uint32_t *found = NULL;
    const double *found_values = NULL;
    assert_int_equal(routes_weights_row(&found, &found_values, weights, area), size);
    for (size_t i = 0; i < size; i++) {
        assert_int_equal(found[i], neighbours[i]);
        assert_near(found_values[i], values[i], 1e-15);
    }
}

/* 0 - 2, 0 - 1 and 2 - 0 once more; 3 is an island. */
static void weights_come_in_order_and_once(void **state)
{
    (void)state;
    const uint32_t area[] = {0, 0, 2};
    const uint32_t neighbour[] = {2, 1, 0};
    routes_weights_options options = ROUTES_WEIGHTS_OPTIONS;
    routes_weights *weights = NULL;
    routes_error err;

    assert_ok(routes_weights_new(&weights, 4, area, neighbour, NULL, 3, NULL, &err), &err);
    assert_int_equal(routes_weights_areas(weights), 4);
    assert_int_equal(routes_weights_pairs(weights), 3);
    check_row(weights, 0, 2, (uint32_t[]){1, 2}, (double[]){1, 1});
    check_row(weights, 1, 0, NULL, NULL);
    check_row(weights, 2, 1, (uint32_t[]){0}, (double[]){1});
    routes_weights_free(weights);

    options.both_ways = 1;
    options.with_self = 1;
    options.row_standardised = 1;
    assert_ok(routes_weights_new(&weights, 4, area, neighbour, NULL, 3, &options, &err), &err);
    assert_int_equal(routes_weights_pairs(weights), 8);
    check_row(weights, 0, 3, (uint32_t[]){0, 1, 2}, (double[]){1 / 3.0, 1 / 3.0, 1 / 3.0});
    check_row(weights, 1, 2, (uint32_t[]){0, 1}, (double[]){0.5, 0.5});
    check_row(weights, 2, 2, (uint32_t[]){0, 2}, (double[]){0.5, 0.5});
    check_row(weights, 3, 1, (uint32_t[]){3}, (double[]){1});
    routes_weights_free(weights);

    options.with_self = 0;
    const double weight[] = {3, 1, 3};
    assert_ok(routes_weights_new(&weights, 4, area, neighbour, weight, 3, &options, &err), &err);
    check_row(weights, 0, 2, (uint32_t[]){1, 2}, (double[]){0.25, 0.75});
    check_row(weights, 3, 0, NULL, NULL);
    assert_int_equal(routes_weights_row(NULL, NULL, weights, 0), 2);
    routes_weights_free(weights);
    routes_weights_free(NULL);
}

static void weights_of_no_pairs_are_empty(void **state)
{
    (void)state;
    routes_weights *weights = NULL;
    routes_error err;
    assert_ok(routes_weights_new(&weights, 2, NULL, NULL, NULL, 0, NULL, &err), &err);
    assert_int_equal(routes_weights_pairs(weights), 0);
    routes_weights_free(weights);
    assert_ok(routes_weights_new(&weights, 0, NULL, NULL, NULL, 0, NULL, &err), &err);
    routes_weights_free(weights);
}

static void weights_refuse_what_is_wrong(void **state)
{
    (void)state;
    const struct {
        uint32_t area[2];
        uint32_t neighbour[2];
        double weight[2];
        const char *says;
    } bad[] = {
        {{0, 3}, {1, 1}, {1, 1}, "pair 1 is 3 and 1, must be below the 3 areas"},
        {{0, 1}, {9, 1}, {1, 1}, "pair 0 is 0 and 9, must be below the 3 areas"},
        {{0, 1}, {1, 2}, {1, 0}, "weight[1] is 0, must be above 0"},
        {{0, 1}, {1, 2}, {NAN, 1}, "weight[0] is nan, must be above 0"},
        {{0, 1}, {1, 2}, {INFINITY, 1}, "weight[0] is inf, must be above 0"},
        {{0, 0}, {1, 1}, {2, 3}, "areas 0 and 1 have two weights, "},
    };
    routes_weights *weights = NULL;
    routes_error err;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_int_equal(routes_weights_new(&weights, 3, bad[i].area, bad[i].neighbour,
                                            bad[i].weight, 2, NULL, &err),
                         ROUTES_E_DATA);
        assert_non_null(strstr(err.message, bad[i].says));
        assert_null(weights);
    }
    const uint32_t one[] = {0};
    assert_int_equal(routes_weights_new(NULL, 1, one, one, NULL, 1, NULL, &err), ROUTES_E_ARGUMENT);
    assert_int_equal(routes_weights_new(&weights, 1, NULL, one, NULL, 1, NULL, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_weights_new(&weights, UINT32_MAX, one, one, NULL, 1, NULL, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_weights_new(&weights, 1, one, one, NULL, 1,
                                        &(routes_weights_options){.size = 1}, &err),
                     ROUTES_E_ARGUMENT);
}

static void weights_survive_every_allocation_that_fails(void **state)
{
    (void)state;
    const uint32_t area[] = {0, 1};
    const uint32_t neighbour[] = {1, 2};
    routes_status status = ROUTES_E_MEMORY;
    for (long allowed = 0; status == ROUTES_E_MEMORY; allowed++) {
        routes_weights *weights = NULL;
        routes_error err;
        routes_i_memory_fail_after(allowed);
        status = routes_weights_new(&weights, 3, area, neighbour, NULL, 2, NULL, &err);
        routes_i_memory_fail_after(-1);
        assert_true((status == ROUTES_OK) == (weights != NULL));
        routes_weights_free(weights);
        assert_int_equal(routes_i_memory_live(), 0);
    }
    assert_int_equal(status, ROUTES_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(weights_come_in_order_and_once),
        cmocka_unit_test(weights_of_no_pairs_are_empty),
        cmocka_unit_test(weights_refuse_what_is_wrong),
        cmocka_unit_test(weights_survive_every_allocation_that_fails),
    };
    return cmocka_run_group_tests_name("weights", tests, NULL, NULL);
}
