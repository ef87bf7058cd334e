/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file store/sweep.h
 * @brief Every allocation of the store made to fail in turn, on the three provinces: a status each
 *        time, nothing leaked, no file changed or left behind.
 *
 * The including file defines SWEEP_POINTS: how many allocations of each piece of work are tried, or
 * 0 for all of them.
 */
#ifndef ROUTES_TESTS_STORE_SWEEP_H
#define ROUTES_TESTS_STORE_SWEEP_H

#include "core/memory.h"
#include "support/folder.h"
#include "support/stored.h"

static folder here;
static char target[512], given[512];
static const routes_model *held; /* for who writes it */

/** A piece of work; `faults` is empty. */
typedef routes_status (*sweep_work)(routes_faults *faults, routes_error *err);

/* Bytes of the target, or null where it is not. */
static char *target_bytes(size_t *size)
{
    char *bytes = NULL;
    *size = 0;
    if (routes_i_file_exists(target))
        assert_int_equal(routes_i_file_read(&bytes, size, target, NULL), ROUTES_OK);
    return bytes;
}

/* One run in which `allowed` allocations succeed. */
static routes_status run_once(sweep_work work, long allowed)
{
    routes_faults *faults = NULL;
    routes_error err = {ROUTES_OK, ""};
    assert_ok(routes_faults_new(&faults, 0, &err), &err);
    routes_i_memory_fail_after(allowed);
    routes_status status = work(faults, &err);
    routes_i_memory_fail_after(-1);
    routes_faults_free(faults);
    if (status && status != ROUTES_E_MEMORY)
        fail_msg("after %ld allocations: status %d, %s", allowed, (int)status, err.message);
    return status;
}

static routes_status try(sweep_work work, void (*reset)(void), long allowed)
{
    if (reset)
        reset();
    return run_once(work, allowed);
}

/* The fewest allocations with which the work succeeds, found by halving. */
static long count_allocations(sweep_work work, void (*reset)(void))
{
    long low = 0, high = 1;
    while (try(work, reset, high)) {
        low = high;
        high *= 2;
    }
    while (high - low > 1) {
        long middle = low + (high - low) / 2;
        if (try(work, reset, middle))
            low = middle;
        else
            high = middle;
    }
    return high;
}

/* Every allocation in the whole sweep, SWEEP_POINTS of them in the sample. */
static long sweep_step(long needed)
{
#if SWEEP_POINTS
    return 1 + needed / SWEEP_POINTS;
#else
    (void)needed;
    return 1;
#endif
}

/* `reset` makes the target anew where the work changes it. */
static void sweep(sweep_work work, void (*reset)(void))
{
    long needed = count_allocations(work, reset);
    long step = sweep_step(needed);
    if (reset)
        reset();
    size_t before_size, after_size;
    char *before = target_bytes(&before_size);
    long live = routes_i_memory_live();
    for (long allowed = 0; allowed < needed; allowed += step) {
        assert_int_equal(run_once(work, allowed), ROUTES_E_MEMORY);
        assert_int_equal(routes_i_memory_live(), live);
        char *after = target_bytes(&after_size);
        if (before_size != after_size)
            fail_msg("after %ld allocations the file has %zu bytes", allowed, after_size);
        assert_true(!before_size || memcmp(before, after, before_size) == 0);
        routes_i_free(after);
        assert_false(routes_i_file_exists(folder_path(&here, ".w.gpkg.part.gpkg")));
        assert_false(routes_i_file_exists(folder_path(&here, ".in.csv.rejects.csv.part")));
    }
    routes_i_free(before);
    print_message("%ld allocations, every %ld.\n", needed, step);
}

static int enter(void **state)
{
    (void)state;
    folder_make(&here, SWEEP_POINTS ? "sweep" : "sweep-whole");
    snprintf(target, sizeof target, "%s", folder_path(&here, "w.gpkg"));
    snprintf(given, sizeof given, "%s", folder_path(&here, "in.csv"));
    return 0;
}

static int leave(void **state)
{
    (void)state;
    routes_i_memory_fail_after(-1);
    folder_remove(&here);
    return routes_i_memory_live() == 0 ? 0 : -1;
}

static routes_status read_package(routes_faults *faults, routes_error *err)
{
    routes_model *model = NULL;
    routes_status status =
        routes_package_read(&model, ROUTES_TEST_DATA "/three", NULL, faults, err);
    routes_model_free(model);
    return status;
}

static void reading_a_package_survives_running_out_of_memory(void **state)
{
    (void)state;
    sweep(read_package, NULL);
}

static routes_status write_workspace(routes_faults *faults, routes_error *err)
{
    (void)faults;
    return routes_workspace_write(target, held, &stored_run, err);
}

/* Over a file that is there, and of the same bytes: what is left is compared with it. */
static void writing_a_workspace_survives_running_out_of_memory(void **state)
{
    (void)state;
    routes_model *model = stored_model(three_provinces);
    held = model;
    stored_three(target);
    sweep(write_workspace, NULL);
    routes_model_free(model);
}

static routes_status read_workspace(routes_faults *faults, routes_error *err)
{
    routes_model *model = NULL;
    routes_status status = routes_workspace_read(&model, target, &stored_run, faults, err);
    routes_model_free(model);
    return status;
}

static void reading_a_workspace_survives_running_out_of_memory(void **state)
{
    (void)state;
    stored_three(target);
    sweep(read_workspace, NULL);
}

static void reset_target(void)
{
    assert_int_equal(routes_i_file_remove(target, NULL), ROUTES_OK);
    assert_int_equal(routes_i_file_remove(folder_path(&here, "in.csv.rejects.csv"), NULL),
                     ROUTES_OK);
    stored_three(target);
}

/* With a row that is kept, one that is not, and one that comes twice. */
static routes_status import_rows(routes_faults *faults, routes_error *err)
{
    static const char *const maps[] = {"place_id=id"};
    routes_import_options options = ROUTES_IMPORT_OPTIONS;
    options.maps = maps;
    options.map_count = 1;
    return routes_workspace_import(NULL, target, "places", given, &options, faults, err);
}

static void importing_survives_running_out_of_memory(void **state)
{
    (void)state;
    folder_put(given, "id,name,kind,lon,lat,area_id,x_own\n"
                      "N1,Newtown,town,100.25,10.25,AA1,a\n"
                      "N2,Far,town,500,10.25,AA1,\n"
                      "M1,Midtown again,town,101.5,10.25,AA2,b\n");
    sweep(import_rows, reset_target);
}

static int sweep_main(const char *name)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(reading_a_package_survives_running_out_of_memory, enter,
                                        leave),
        cmocka_unit_test_setup_teardown(writing_a_workspace_survives_running_out_of_memory, enter,
                                        leave),
        cmocka_unit_test_setup_teardown(reading_a_workspace_survives_running_out_of_memory, enter,
                                        leave),
        cmocka_unit_test_setup_teardown(importing_survives_running_out_of_memory, enter, leave),
    };
    return cmocka_run_group_tests_name(name, tests, NULL, NULL);
}

#endif
