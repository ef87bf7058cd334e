/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit oracle memory */

/* HiGHS is looked for in ROUTES_HIGHS (its library), then where the system has it; what needs it
 * is skipped where it is not. */

#include "solve/highs.h"

#include <stdlib.h>

#include "core/memory.h"
#include "support/check.h"

static const char *library(void)
{
    return getenv("ROUTES_HIGHS");
}

static int skip_without(void)
{
    const char *version;
    if (routes_i_highs_version(&version, library(), NULL) == ROUTES_OK)
        return 0;
    print_message("no HiGHS here (ROUTES_HIGHS names its library): skipped\n");
    return 1;
}

static void without_highs_there_is_a_clear_status(void **state)
{
    (void)state;
    routes_error err;
    routes_i_mip mip = {0};
    routes_i_highs_answer answer;
    routes_i_highs_options options = {.library = "/nowhere/libhighs.so"};
    assert_int_equal(routes_i_highs_solve(&answer, NULL, &mip, &options, &err),
                     ROUTES_E_DEPENDENCY);
    assert_string_equal(err.message, "there is no HiGHS in /nowhere/libhighs.so");
    options.library = "libm.so.6";
    assert_int_equal(routes_i_highs_solve(&answer, NULL, &mip, &options, &err),
                     ROUTES_E_DEPENDENCY);
    assert_string_equal(err.message, "libm.so.6 is no HiGHS of version 1.5 or later");
}

/* A knapsack of n things, each with its worth and weight, as a programme. */
static routes_i_mip knapsack(uint64_t *seed, size_t n, int worth[], int weight[], int *limit)
{
    routes_i_mip mip = {0};
    uint32_t col[16];
    double value[16];
    *limit = 0;
    for (size_t j = 0; j < n; j++) {
        worth[j] = 1 + (int)(draw(seed) % 20);
        weight[j] = 1 + (int)(draw(seed) % 20);
        *limit += weight[j];
        col[j] = routes_i_mip_add_col(&mip, -worth[j], 0, 1, true, "x", j);
        value[j] = weight[j];
    }
    *limit /= 2;
    routes_i_mip_add_row(&mip, n, col, value, -INFINITY, *limit);
    return mip;
}

static void knapsacks_agree_with_counting(void **state)
{
    (void)state;
    uint64_t seed = 5;
    routes_error err;
    if (skip_without())
        skip();
    for (int round = 0; round < 20; round++) {
        int worth[10];
        int weight[10];
        int limit;
        int best = 0;
        double value[10];
        routes_i_highs_answer answer;
        routes_i_highs_options options = {.library = library()};
        routes_i_mip mip = knapsack(&seed, 10, worth, weight, &limit);
        for (int set = 0; set < 1 << 10; set++) {
            int total = 0;
            int heavy = 0;
            for (int j = 0; j < 10; j++) {
                total += set >> j & 1 ? worth[j] : 0;
                heavy += set >> j & 1 ? weight[j] : 0;
            }
            if (heavy <= limit && total > best)
                best = total;
        }
        assert_ok(routes_i_highs_solve(&answer, value, &mip, &options, &err), &err);
        assert_true(answer.optimal && answer.feasible && !answer.stopped);
        assert_near(answer.value, -best, 1e-6);
        assert_near(answer.bound, -best, 1e-6);
        double total = 0;
        for (int j = 0; j < 10; j++)
            total += value[j] * worth[j];
        assert_near(total, best, 1e-6);
        routes_i_mip_free(&mip);
    }
}

static void what_cannot_be_is_said(void **state)
{
    (void)state;
    routes_error err;
    routes_i_mip mip = {0};
    routes_i_highs_answer answer;
    routes_i_highs_options options = {.library = library()};
    if (skip_without())
        skip();
    uint32_t x = routes_i_mip_add_col(&mip, 1, 0, 1, true, "x", 0);
    routes_i_mip_add_row(&mip, 1, &x, (double[]){2}, 1, 1);
    assert_ok(routes_i_highs_solve(&answer, NULL, &mip, &options, &err), &err);
    assert_false(answer.optimal || answer.feasible);
    assert_true(answer.value == INFINITY && answer.bound == INFINITY);
    routes_i_mip_free(&mip);
}

static int stop(double done, const char *what, void *user)
{
    (void)done;
    (void)what;
    (void)user;
    return 1;
}

static void a_stop_is_heard(void **state)
{
    (void)state;
    uint64_t seed = 6;
    routes_error err;
    int worth[16];
    int weight[16];
    int limit;
    routes_run run = ROUTES_RUN;
    run.progress = stop;
    run.threads = 1;
    routes_i_highs_answer answer;
    routes_i_highs_options options = {.library = library(), .run = &run};
    if (skip_without())
        skip();
    routes_i_mip mip = knapsack(&seed, 16, worth, weight, &limit);
    assert_int_equal(routes_i_highs_solve(&answer, NULL, &mip, &options, &err), ROUTES_E_CANCELLED);
    routes_i_mip_free(&mip);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    uint64_t seed = 7;
    int worth[8];
    int weight[8];
    int limit;
    routes_error err;
    routes_i_highs_answer answer;
    routes_i_highs_options options = {.library = library()};
    if (skip_without())
        skip();
    routes_i_mip mip = knapsack(&seed, 8, worth, weight, &limit);
    long live = routes_i_memory_live();
    routes_status status = ROUTES_E_MEMORY;
    for (long n = 0; status; n++) {
        routes_i_memory_fail_after(n);
        status = routes_i_highs_solve(&answer, NULL, &mip, &options, &err);
        routes_i_memory_fail_after(-1);
        assert_true(status == ROUTES_OK || status == ROUTES_E_MEMORY);
        assert_int_equal(routes_i_memory_live(), live);
    }
    routes_i_mip_free(&mip);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_highs_there_is_a_clear_status),
        cmocka_unit_test(knapsacks_agree_with_counting),
        cmocka_unit_test(what_cannot_be_is_said),
        cmocka_unit_test(a_stop_is_heard),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
