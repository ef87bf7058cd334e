/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit oracle memory */

#include "store/sorter.h"

#include <stdlib.h>

#include "core/memory.h"
#include "support/folder.h"

static folder here;

static int enter(void **state)
{
    (void)state;
    folder_make(&here, "sorter");
    return 0;
}

static int leave(void **state)
{
    (void)state;
    routes_i_memory_fail_after(-1);
    folder_remove(&here);
    return routes_i_memory_live() == 0 ? 0 : -1;
}

/* The curve of order 1, stretched over the earth: south-west, north-west, north-east, south-east;
 * each quarter is a square of 2^31 by 2^31 cells and takes 2^62 places. */
static void the_curve_goes_from_quarter_to_quarter(void **state)
{
    (void)state;
    static const double quarters[4][2] = {{-90, -45}, {-90, 45}, {90, 45}, {90, -45}};
    for (uint64_t i = 0; i < 4; i++) {
        double lon = quarters[i][0], lat = quarters[i][1];
        assert_int_equal(routes_i_boxed_make(1, lon, lon, lat, lat).place >> 62, i);
    }
    /* South-western corner first, south-eastern last. */
    assert_true(routes_i_boxed_make(1, -180, -180, -90, -90).place == 0);
    assert_true(routes_i_boxed_make(1, 180, 180, -90, -90).place == UINT64_MAX);
    /* What lies outside is put at the edge. */
    assert_true(routes_i_boxed_make(1, -500, -500, -90, -90).place == 0);
}

/* Cells one behind the other on the curve touch: walked through on a grid of 64 by 64. */
static void the_curve_never_jumps(void **state)
{
    (void)state;
    enum { SIDE = 64 };
    static int at[SIDE * SIDE];
    for (int x = 0; x < SIDE; x++)
        for (int y = 0; y < SIDE; y++) {
            double lon = -180.0 + 360.0 * (x + 0.5) / SIDE, lat = -90.0 + 180.0 * (y + 0.5) / SIDE;
            uint64_t place = routes_i_boxed_make(1, lon, lon, lat, lat).place >> 52;
            assert_true(place < SIDE * SIDE);
            at[place] = x * SIDE + y + 1;
        }
    for (int i = 0; i < SIDE * SIDE; i++)
        assert_true(at[i] > 0);
    for (int i = 1; i < SIDE * SIDE; i++) {
        int dx = abs((at[i] - 1) / SIDE - (at[i - 1] - 1) / SIDE);
        int dy = abs((at[i] - 1) % SIDE - (at[i - 1] - 1) % SIDE);
        assert_int_equal(dx + dy, 1);
    }
}

static void boxes_are_rounded_outwards(void **state)
{
    (void)state;
    uint64_t draws = 5;
    for (int i = 0; i < 1000; i++) {
        double west = draw_unit(&draws) * 360.0 - 180.0, east = west + draw_unit(&draws);
        double south = draw_unit(&draws) * 180.0 - 90.0, north = south + draw_unit(&draws);
        routes_i_boxed boxed = routes_i_boxed_make(i, west, east, south, north);
        assert_true((double)boxed.box[0] <= west && west - (double)boxed.box[0] < 1e-4);
        assert_true((double)boxed.box[1] >= east && (double)boxed.box[1] - east < 1e-4);
        assert_true((double)boxed.box[2] <= south && (double)boxed.box[3] >= north);
    }
    /* What fits exactly is left as it is. */
    routes_i_boxed exact = routes_i_boxed_make(1, 0.5, 0.5, -0.25, -0.25);
    assert_true(exact.box[0] == 0.5f && exact.box[1] == 0.5f && exact.box[2] == -0.25f);
}

static int compare(const void *a, const void *b)
{
    const routes_i_boxed *x = a, *y = b;
    if (x->place != y->place)
        return x->place < y->place ? -1 : 1;
    return x->id < y->id ? -1 : x->id > y->id;
}

/* Sorts `n` boxes of which some are equal, in memory for `capacity`; the twin is qsort(). */
static routes_status sort(size_t n, size_t capacity, routes_error *err)
{
    routes_i_sorter sorter = {.beside = folder_path(&here, "w"), .capacity = capacity};
    routes_i_boxed *twin = calloc(n + 1, sizeof *twin);
    uint64_t draws = n * 31 + capacity;
    assert_non_null(twin);
    routes_status status = ROUTES_OK;
    for (size_t i = 0; i < n && !status; i++) {
        double lon = (double)(draw(&draws) % 100), lat = (double)(draw(&draws) % 90);
        twin[i] = routes_i_boxed_make((int64_t)(draw(&draws) % 1000), lon, lon, lat, lat);
        status = routes_i_sorter_add(&sorter, &twin[i], err);
    }
    if (!status)
        status = routes_i_sorter_turn(&sorter, err);
    qsort(twin, n, sizeof *twin, compare);
    bool more = !status;
    size_t got = 0;
    while (more && !status) {
        routes_i_boxed boxed;
        status = routes_i_sorter_next(&boxed, &more, &sorter, err);
        if (status || !more)
            break;
        assert_true(got < n);
        assert_int_equal(compare(&boxed, &twin[got]), 0);
        got++;
    }
    if (!status)
        assert_int_equal(got, n);
    routes_i_sorter_end(&sorter);
    free(twin);
    return status;
}

static void any_number_comes_out_in_order(void **state)
{
    (void)state;
    static const size_t counts[] = {0, 1, 2, 7, 8, 9, 64, 1000, 20000};
    static const size_t capacities[] = {0, 1, 8, 1000, 3000};
    routes_error err;
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        for (size_t k = 0; k < sizeof capacities / sizeof *capacities; k++)
            if (capacities[k] != 1 || counts[i] <= 64)
                assert_ok(sort(counts[i], capacities[k], &err), &err);
    assert_false(routes_i_file_exists(folder_path(&here, ".w.sort")));
}

static void a_folder_that_takes_no_file_is_told(void **state)
{
    (void)state;
    routes_error err;
    routes_i_sorter sorter = {.beside = folder_path(&here, "absent/w"), .capacity = 1};
    routes_i_boxed boxed = routes_i_boxed_make(1, 0, 0, 0, 0);
    assert_ok(routes_i_sorter_add(&sorter, &boxed, &err), &err);
    assert_int_equal(routes_i_sorter_add(&sorter, &boxed, &err), ROUTES_E_IO);
    assert_non_null(strstr(err.message, "absent/w"));
    routes_i_sorter_end(&sorter);
}

static void sorting_survives_running_out_of_memory(void **state)
{
    (void)state;
    for (long allowed = 0;; allowed++) {
        routes_error err;
        routes_i_memory_fail_after(allowed);
        routes_status status = sort(100, 16, &err);
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
        cmocka_unit_test_setup_teardown(the_curve_goes_from_quarter_to_quarter, enter, leave),
        cmocka_unit_test_setup_teardown(the_curve_never_jumps, enter, leave),
        cmocka_unit_test_setup_teardown(boxes_are_rounded_outwards, enter, leave),
        cmocka_unit_test_setup_teardown(any_number_comes_out_in_order, enter, leave),
        cmocka_unit_test_setup_teardown(a_folder_that_takes_no_file_is_told, enter, leave),
        cmocka_unit_test_setup_teardown(sorting_survives_running_out_of_memory, enter, leave),
    };
    return cmocka_run_group_tests_name("sorter", tests, NULL, NULL);
}
