/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit oracle property memory thread */

#include "routes/weights.h"

#include "core/memory.h"
#include "support/expected_weights.h"

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

/* Rows of all lengths, pairs said twice, in any order, against a matrix. */
static void random_pairs_make_the_matrix(void **state)
{
    (void)state;
    enum { N = 120, PAIRS = 6000 };
    static uint32_t area[PAIRS], neighbour[PAIRS];
    static double weight[PAIRS], matrix[N][N];
    uint64_t seed = 1;
    for (int round = 0; round < 60; round++) {
        size_t n = 1 + (size_t)(draw(&seed) % N), pairs = (size_t)(draw(&seed) % PAIRS), size = 0;
        routes_weights_options options = ROUTES_WEIGHTS_OPTIONS;
        routes_weights *weights = NULL, *copy = NULL;
        routes_error err;
        options.both_ways = round % 2;
        options.with_self = round % 3 == 0;
        memset(matrix, 0, sizeof matrix);
        for (size_t i = 0; i < pairs; i++) {
            uint32_t a = (uint32_t)(draw(&seed) % n), b = (uint32_t)(draw(&seed) % n);
            if (round % 5 == 0)
                a = 0; /* one long row */
            area[i] = a;
            neighbour[i] = b;
            uint32_t low = a < b ? a : b, high = a < b ? b : a;
            weight[i] = a == b ? 1.0 : 1.0 + low + 1000.0 * high;
            matrix[a][b] = weight[i];
            if (options.both_ways)
                matrix[b][a] = weight[i];
        }
        for (size_t i = 0; options.with_self && i < n; i++)
            matrix[i][i] = 1.0;
        assert_ok(routes_weights_new(&weights, n, area, neighbour, weight, pairs, &options, &err),
                  &err);
        for (uint32_t i = 0; i < n; i++) {
            const uint32_t *row;
            const double *values;
            size_t count = routes_weights_row(&row, &values, weights, i), at = 0;
            for (uint32_t j = 0; j < n; j++) {
                if (matrix[i][j] == 0.0)
                    continue;
                assert_true(at < count && row[at] == j && values[at] == matrix[i][j]);
                at++;
                size++;
            }
            assert_int_equal(at, count);
        }
        assert_int_equal(routes_weights_pairs(weights), size);
        options.both_ways = options.with_self = 0;
        assert_ok(routes_weights_copy(&copy, weights, &options, &err), &err);
        assert_int_equal(routes_weights_pairs(copy), size);
        routes_weights_free(copy);
        routes_weights_free(weights);
    }
}

static routes_weights *line_of(size_t n, routes_error *err)
{
    uint32_t area[16], neighbour[16];
    routes_weights_options options = ROUTES_WEIGHTS_OPTIONS;
    routes_weights *weights = NULL;
    options.both_ways = 1;
    for (uint32_t i = 0; i + 1 < n; i++) {
        area[i] = i;
        neighbour[i] = i + 1;
    }
    assert_ok(routes_weights_new(&weights, n, area, neighbour, NULL, n - 1, &options, err), err);
    return weights;
}

static void a_copy_takes_another_form(void **state)
{
    (void)state;
    const uint32_t area[] = {0, 1, 1}, neighbour[] = {1, 1, 2};
    const double weight[] = {2, 3, 5};
    routes_weights_options options = ROUTES_WEIGHTS_OPTIONS;
    routes_weights *weights = NULL, *copy = NULL;
    routes_error err;
    assert_ok(routes_weights_new(&weights, 3, area, neighbour, weight, 3, NULL, &err), &err);
    options.both_ways = 1;
    options.with_self = 1;
    assert_ok(routes_weights_copy(&copy, weights, &options, &err), &err);
    check_row(copy, 0, 2, (uint32_t[]){0, 1}, (double[]){1, 2});
    check_row(copy, 1, 3, (uint32_t[]){0, 1, 2}, (double[]){2, 3, 5}); /* keeps its own */
    check_row(copy, 2, 2, (uint32_t[]){1, 2}, (double[]){5, 1});
    routes_weights_free(copy);
    options.both_ways = options.with_self = 0;
    options.row_standardised = 1;
    assert_ok(routes_weights_copy(&copy, weights, &options, &err), &err);
    check_row(copy, 1, 2, (uint32_t[]){1, 2}, (double[]){0.375, 0.625});
    routes_weights_free(copy);
    assert_int_equal(routes_weights_copy(NULL, weights, NULL, &err), ROUTES_E_ARGUMENT);
    assert_int_equal(routes_weights_copy(&copy, NULL, NULL, &err), ROUTES_E_ARGUMENT);
    assert_null(copy);
    routes_weights_free(weights);
}

static void steps_are_counted_along_a_line(void **state)
{
    (void)state;
    routes_weights_higher_options options = ROUTES_WEIGHTS_HIGHER_OPTIONS;
    routes_error err;
    routes_weights *line = line_of(6, &err), *higher = NULL;
    assert_ok(routes_weights_higher(&higher, line, 2, NULL, &err), &err);
    check_row(higher, 0, 1, (uint32_t[]){2}, (double[]){1});
    check_row(higher, 2, 2, (uint32_t[]){0, 4}, (double[]){1, 1});
    routes_weights_free(higher);
    options.lower = 1;
    options.with_self = 1;
    options.row_standardised = 1;
    assert_ok(routes_weights_higher(&higher, line, 2, &options, &err), &err);
    check_row(higher, 0, 3, (uint32_t[]){0, 1, 2}, (double[]){1 / 3.0, 1 / 3.0, 1 / 3.0});
    routes_weights_free(higher);
    assert_ok(routes_weights_higher(&higher, line, 9, NULL, &err), &err);
    assert_int_equal(routes_weights_pairs(higher), 0);
    routes_weights_free(higher);
    assert_int_equal(routes_weights_higher(&higher, line, 0, NULL, &err), ROUTES_E_ARGUMENT);
    assert_int_equal(routes_weights_higher(&higher, NULL, 1, NULL, &err), ROUTES_E_ARGUMENT);
    assert_int_equal(routes_weights_higher(NULL, line, 1, NULL, &err), ROUTES_E_ARGUMENT);
    routes_weights_free(line);
}

static void higher_orders_are_those_of_libpysal(void **state)
{
    (void)state;
    csv expected;
    uint32_t area[512], neighbour[512];
    size_t pairs = 0;
    assert_true(csv_read(&expected, ROUTES_TEST_DATA "/weights/expected.csv"));
    routes_error err;
    routes_weights *weights = NULL;
    /* The neighbours themselves are those of order 1 to 2 that are not of order 2. */
    for (size_t i = 0; i < expected.rows; i++) {
        if (strcmp(csv_at(&expected, i, "rule"), "order 1 to 2 of plane knn:3") != 0)
            continue;
        area[pairs] = expected_number(csv_at(&expected, i, "from"), NULL);
        neighbour[pairs] = expected_number(csv_at(&expected, i, "to"), NULL);
        for (size_t j = 0; j < expected.rows && area[pairs] != UINT32_MAX; j++)
            if (strcmp(csv_at(&expected, j, "rule"), "order 2 of plane knn:3") == 0 &&
                expected_number(csv_at(&expected, j, "from"), NULL) == area[pairs] &&
                expected_number(csv_at(&expected, j, "to"), NULL) == neighbour[pairs])
                area[pairs] = UINT32_MAX;
        pairs += area[pairs] != UINT32_MAX;
    }
    assert_ok(routes_weights_new(&weights, 30, area, neighbour, NULL, pairs, NULL, &err), &err);
    assert_int_equal(pairs, 90);
    for (size_t order = 2; order < 4; order++)
        for (int lower = 0; lower < 2; lower++) {
            char rule[64];
            routes_weights_higher_options options = ROUTES_WEIGHTS_HIGHER_OPTIONS;
            routes_weights *higher = NULL;
            options.lower = lower;
            snprintf(rule, sizeof rule, "order %s%zu of plane knn:3", lower ? "1 to " : "", order);
            assert_ok(routes_weights_higher(&higher, weights, order, &options, &err), &err);
            expected_check(higher, &expected, rule, expected_number, NULL, 0);
            routes_weights_free(higher);
        }
    routes_weights_free(weights);
    csv_free(&expected);
}

static void islands_are_found(void **state)
{
    (void)state;
    const uint32_t area[] = {0, 2, 4}, neighbour[] = {1, 2, 4};
    routes_weights *weights = NULL;
    routes_error err;
    uint32_t islands[5];
    assert_ok(routes_weights_new(&weights, 5, area, neighbour, NULL, 3, NULL, &err), &err);
    assert_int_equal(routes_weights_islands(NULL, weights), 4);
    assert_int_equal(routes_weights_islands(islands, weights), 4);
    assert_int_equal(islands[0], 1);
    assert_int_equal(islands[3], 4);
    routes_weights_free(weights);
}

static void copies_and_steps_survive_every_allocation_that_fails(void **state)
{
    (void)state;
    routes_error err;
    routes_weights *line = line_of(4, &err);
    long live = routes_i_memory_live();
    for (int steps = 0; steps < 2; steps++) {
        routes_status status = ROUTES_E_MEMORY;
        for (long n = 0; status == ROUTES_E_MEMORY; n++) {
            routes_weights *made = NULL;
            routes_i_memory_fail_after(n);
            status = steps ? routes_weights_higher(&made, line, 2, NULL, NULL)
                           : routes_weights_copy(&made, line, NULL, NULL);
            routes_i_memory_fail_after(-1);
            assert_true(!status == (made != NULL));
            routes_weights_free(made);
            assert_int_equal(routes_i_memory_live(), live);
        }
        assert_int_equal(status, ROUTES_OK);
    }
    routes_weights_free(line);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(weights_come_in_order_and_once),
        cmocka_unit_test(weights_of_no_pairs_are_empty),
        cmocka_unit_test(weights_refuse_what_is_wrong),
        cmocka_unit_test(weights_survive_every_allocation_that_fails),
        cmocka_unit_test(random_pairs_make_the_matrix),
        cmocka_unit_test(a_copy_takes_another_form),
        cmocka_unit_test(steps_are_counted_along_a_line),
        cmocka_unit_test(higher_orders_are_those_of_libpysal),
        cmocka_unit_test(islands_are_found),
        cmocka_unit_test(copies_and_steps_survive_every_allocation_that_fails),
    };
    return cmocka_run_group_tests_name("weights", tests, NULL, NULL);
}
