/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit oracle property memory */

#include "routes/through.h"

#include "core/memory.h"
#include "support/check.h"

static routes_range single(double value)
{
    return (routes_range){NAN, value, NAN, ROUTES_RANGE_SINGLE};
}

static routes_range spread(double low, double high)
{
    return (routes_range){low, NAN, high, ROUTES_RANGE_SOURCE_SPREAD};
}

static routes_range at_least(double low)
{
    return (routes_range){low, NAN, NAN, ROUTES_RANGE_LOWER_BOUND};
}

static void check_item(const routes_through *item, size_t lanes, size_t surely, size_t stated,
                       routes_range_kind kind, double low, double high)
{
    assert_int_equal(item->lanes, lanes);
    assert_int_equal(item->surely, surely);
    assert_int_equal(item->stated, stated);
    assert_int_equal(item->volume.kind, kind);
    if (kind == ROUTES_RANGE_NOT_STATED)
        return;
    assert_near(routes_range_least(item->volume), low, 1e-12);
    if (isinf(high))
        assert_true(isinf(routes_range_most(item->volume)));
    else
        assert_near(routes_range_most(item->volume), high, 1e-12);
}

/* Lane 0, 30 to 35, forks after node 0: 0-1, 0-2, and 0-2-2 met twice.
 * Lane 1, 10, one way over 0 and 2. Lane 2 is not laid. Lane 3, over 100, over 3.
 * Lane 4, over 100, forks: 4, and 5. Lane 5, no number, over 5.
 *     0: both surely, 40 to 45     1: of lane 0 nothing to all, 0 to 35
 *     2: 10 to 45                  3: at least 100
 *     4: at least 0                5: at least 0, one lane without a number
 *     6: nothing */
static void forked_lanes_carry_nothing_to_the_whole(void **state)
{
    (void)state;
    const size_t branch_start[] = {0, 3, 4, 4, 5, 7, 8};
    const size_t step_start[] = {0, 2, 4, 7, 9, 10, 11, 12, 13};
    const uint32_t steps[] = {0, 1, 0, 2, 0, 2, 2, 0, 2, 3, 4, 5, 5};
    const routes_range volume[] = {spread(30, 35), single(10),    single(99),
                                   at_least(100),  at_least(100), routes_range_none()};
    const routes_through_lanes lanes = {6, branch_start, step_start, steps, volume};
    routes_through items[7];
    routes_error err;

    assert_ok(routes_through_sum(items, 7, &lanes, &err), &err);
    check_item(&items[0], 2, 2, 2, ROUTES_RANGE_BOUNDS, 40, 45);
    check_item(&items[1], 1, 0, 1, ROUTES_RANGE_BOUNDS, 0, 35);
    check_item(&items[2], 2, 1, 2, ROUTES_RANGE_BOUNDS, 10, 45);
    check_item(&items[3], 1, 1, 1, ROUTES_RANGE_LOWER_BOUND, 100, INFINITY);
    check_item(&items[4], 1, 0, 1, ROUTES_RANGE_LOWER_BOUND, 0, INFINITY);
    check_item(&items[5], 2, 1, 1, ROUTES_RANGE_LOWER_BOUND, 0, INFINITY);
    check_item(&items[6], 0, 0, 0, ROUTES_RANGE_NOT_STATED, 0, 0);

    /* A lane alone keeps the kind of its range. */
    const routes_through_lanes alone = {1, (size_t[]){0, 1}, (size_t[]){0, 1}, (uint32_t[]){3},
                                        volume + 1};
    assert_ok(routes_through_sum(items, 7, &alone, &err), &err);
    check_item(&items[3], 1, 1, 1, ROUTES_RANGE_SINGLE, 10, 10);

    const routes_through_lanes counted = {6, branch_start, step_start, steps, NULL};
    assert_ok(routes_through_sum(items, 7, &counted, &err), &err);
    check_item(&items[2], 2, 1, 0, ROUTES_RANGE_NOT_STATED, 0, 0);
}

static void no_lanes_pass_nothing(void **state)
{
    (void)state;
    const size_t zero[] = {0};
    const routes_through_lanes none = {0, zero, zero, NULL, NULL};
    routes_through items[2];
    routes_error err;
    assert_ok(routes_through_sum(items, 2, &none, &err), &err);
    check_item(&items[1], 0, 0, 0, ROUTES_RANGE_NOT_STATED, 0, 0);
    assert_ok(routes_through_sum(NULL, 0, &none, &err), &err);
}

static void through_refuses_bad_calls_and_touches_nothing(void **state)
{
    (void)state;
    const size_t starts[] = {0, 1, 2};
    const size_t falls[] = {0, 2, 1};
    const size_t late[] = {1, 1, 2};
    const uint32_t steps[] = {0, 5};
    const routes_range bad[] = {spread(1, 2), spread(3, 1)};
    const routes_range negative[] = {single(-1), single(1)};
    routes_through items[2] = {{.lanes = 7}, {.lanes = 7}};
    routes_error err;

    assert_int_equal(
        routes_through_sum(items, 2, &(routes_through_lanes){2, falls, starts, steps, NULL}, &err),
        ROUTES_E_ARGUMENT);
    assert_string_equal(err.message, "branch_start[2] is 1, must be at least 2");
    assert_int_equal(
        routes_through_sum(items, 2, &(routes_through_lanes){2, starts, falls, steps, NULL}, &err),
        ROUTES_E_ARGUMENT);
    assert_int_equal(
        routes_through_sum(items, 2, &(routes_through_lanes){2, late, starts, steps, NULL}, &err),
        ROUTES_E_ARGUMENT);
    assert_int_equal(
        routes_through_sum(items, 2, &(routes_through_lanes){2, starts, NULL, steps, NULL}, &err),
        ROUTES_E_ARGUMENT);
    assert_string_equal(err.message, "step_start must be given and begin with 0");
    assert_int_equal(
        routes_through_sum(items, 2, &(routes_through_lanes){2, starts, starts, NULL, NULL}, &err),
        ROUTES_E_ARGUMENT);
    assert_int_equal(
        routes_through_sum(items, 2, &(routes_through_lanes){2, starts, starts, steps, NULL}, &err),
        ROUTES_E_DATA);
    assert_string_equal(err.message, "steps[1] is 5, must be below 2");
    assert_int_equal(
        routes_through_sum(items, 6, &(routes_through_lanes){2, starts, starts, steps, bad}, &err),
        ROUTES_E_DATA);
    assert_non_null(strstr(err.message, "volume[1]: "));
    assert_int_equal(routes_through_sum(items, 6,
                                        &(routes_through_lanes){2, starts, starts, steps, negative},
                                        &err),
                     ROUTES_E_DATA);
    assert_int_equal(routes_through_sum(items, 2, NULL, &err), ROUTES_E_ARGUMENT);
    const routes_through_lanes good = {1, starts, starts, steps, NULL};
    assert_int_equal(routes_through_sum(NULL, 2, &good, &err), ROUTES_E_ARGUMENT);
    for (long allowed = 0; allowed < 3; allowed++) {
        routes_i_memory_fail_after(allowed);
        routes_status status = routes_through_sum(items, 2, &good, &err);
        routes_i_memory_fail_after(-1);
        assert_int_equal(status, ROUTES_E_MEMORY);
        assert_int_equal(routes_i_memory_live(), 0);
    }
    assert_int_equal(items[0].lanes, 7);
}

/* Oracle: for each item, look through every branch of every lane. Property: each of the branches
 * of a lane carrying all of it, in turn, keeps every item within its bounds. */
static void sums_agree_with_a_look_at_every_branch(void **state)
{
    (void)state;
    enum { ITEMS = 6, LANES = 8 };
    uint64_t seed = 1951;
    for (int round = 0; round < 500; round++) {
        size_t branch_start[LANES + 1] = {0};
        size_t step_start[LANES * 3 + 1] = {0};
        uint32_t steps[LANES * 3 * 5];
        routes_range volume[LANES];
        size_t chosen[LANES];
        size_t branches = 0;
        size_t size = 0;
        for (size_t lane = 0; lane < LANES; lane++) {
            size_t forks = draw(&seed) % 4;
            for (size_t f = 0; f < forks; f++, branches++) {
                size_t length = draw(&seed) % 6;
                for (size_t k = 0; k < length; k++)
                    steps[size++] = (uint32_t)(draw(&seed) % ITEMS);
                step_start[branches + 1] = size;
            }
            branch_start[lane + 1] = branches;
            double low = (double)(draw(&seed) % 50);
            volume[lane] = draw(&seed) % 2 ? spread(low, low + 10) : single(low);
            chosen[lane] = forks ? draw(&seed) % forks : 0;
        }
        const routes_through_lanes lanes = {LANES, branch_start, step_start, steps, volume};
        routes_through items[ITEMS];
        routes_error err;
        assert_ok(routes_through_sum(items, ITEMS, &lanes, &err), &err);

        for (uint32_t item = 0; item < ITEMS; item++) {
            size_t passing = 0;
            size_t surely = 0;
            double low = 0.0;
            double high = 0.0;
            double one_world = 0.0;
            for (size_t lane = 0; lane < LANES; lane++) {
                size_t forks = branch_start[lane + 1] - branch_start[lane];
                size_t pass = 0;
                for (size_t f = 0; f < forks; f++) {
                    size_t b = branch_start[lane] + f;
                    int met = 0;
                    for (size_t k = step_start[b]; k < step_start[b + 1]; k++)
                        met = met || steps[k] == item;
                    pass += met ? 1 : 0;
                    if (met && f == chosen[lane])
                        one_world += routes_range_least(volume[lane]);
                }
                if (pass == 0)
                    continue;
                passing++;
                surely += pass == forks ? 1 : 0;
                low += pass == forks ? routes_range_least(volume[lane]) : 0.0;
                high += routes_range_most(volume[lane]);
            }
            assert_int_equal(items[item].lanes, passing);
            assert_int_equal(items[item].surely, surely);
            assert_int_equal(items[item].stated, passing);
            if (passing == 0)
                continue;
            assert_near(routes_range_least(items[item].volume), low, 1e-12);
            assert_near(routes_range_most(items[item].volume), high, 1e-12);
            assert_true(one_world >= low && one_world <= high);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forked_lanes_carry_nothing_to_the_whole),
        cmocka_unit_test(no_lanes_pass_nothing),
        cmocka_unit_test(through_refuses_bad_calls_and_touches_nothing),
        cmocka_unit_test(sums_agree_with_a_look_at_every_branch),
    };
    return cmocka_run_group_tests_name("through", tests, NULL, NULL);
}
