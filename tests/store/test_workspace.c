/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit property memory */

#include "routes/workspace.h"

#include "core/memory.h"
#include "support/folder.h"
#include "support/random_model.h"
#include "support/same_model.h"
#include "support/sample.h"
#include "support/stored.h"

static folder here;

static int enter(void **state)
{
    (void)state;
    folder_make(&here, "workspace");
    return 0;
}

static int leave(void **state)
{
    (void)state;
    routes_i_memory_fail_after(-1);
    folder_remove(&here);
    return routes_i_memory_live() == 0 ? 0 : -1;
}

static void assert_round_trip(const routes_model *model)
{
    routes_error err;
    const char *path = folder_path(&here, "a.gpkg");
    assert_ok(routes_workspace_write(path, model, &stored_run, &err), &err);
    routes_model *back = stored_read(path);
    assert_same_model(model, back, 1);
    routes_model_free(back);
}

static void three_provinces_come_back_as_they_were(void **state)
{
    (void)state;
    routes_model *model = stored_model(three_provinces);
    assert_round_trip(model);
    routes_model_free(model);
}

static routes_status fill_sample(routes_model *model, routes_error *err)
{
    routes_faults *faults = NULL;
    routes_status status = routes_faults_new(&faults, 0, err);
    if (!status)
        status = sample_read(model, ROUTES_SAMPLE, faults, err);
    if (!status)
        status = routes_model_set_home(model, "KH", err);
    routes_faults_free(faults);
    return status;
}

static void the_sample_comes_back_as_it_was(void **state)
{
    (void)state;
    routes_model *model = stored_model(fill_sample);
    assert_round_trip(model);
    routes_model_free(model);
}

static uint64_t seed;

static routes_status fill_random(routes_model *model, routes_error *err)
{
    return random_model(model, seed, err);
}

static void random_models_come_back_as_they_were(void **state)
{
    (void)state;
    for (seed = 1; seed <= 12; seed++) {
        routes_model *model = stored_model(fill_random);
        assert_round_trip(model);
        routes_model_free(model);
    }
}

/* The date stands in the file, and nothing else that could differ. */
static void the_same_model_and_date_give_the_same_bytes(void **state)
{
    (void)state;
    routes_error err;
    routes_model *model = stored_model(three_provinces);
    const char *a = folder_path(&here, "a.gpkg"), *b = folder_path(&here, "b.gpkg");
    char *a_bytes = NULL, *b_bytes = NULL;
    size_t a_size, b_size;
    assert_ok(routes_workspace_write(a, model, &stored_run, &err), &err);
    assert_ok(routes_workspace_write(b, model, &stored_run, &err), &err);
    assert_ok(routes_i_file_read(&a_bytes, &a_size, a, &err), &err);
    assert_ok(routes_i_file_read(&b_bytes, &b_size, b, &err), &err);
    assert_int_equal(a_size, b_size);
    assert_memory_equal(a_bytes, b_bytes, a_size);
    routes_i_free(b_bytes);

    routes_run other = stored_run;
    other.date = "2001-07-01";
    assert_ok(routes_workspace_write(b, model, &other, &err), &err);
    assert_ok(routes_i_file_read(&b_bytes, &b_size, b, &err), &err);
    assert_true(a_size != b_size || memcmp(a_bytes, b_bytes, a_size) != 0);
    routes_i_free(a_bytes);
    routes_i_free(b_bytes);
    routes_model_free(model);
}

static void a_workspace_is_named_gpkg(void **state)
{
    (void)state;
    assert_true(routes_workspace_is("a.gpkg"));
    assert_true(routes_workspace_is("/data/a.gpkg"));
    assert_false(routes_workspace_is(".gpkg"));
    assert_false(routes_workspace_is("data/cambodia-2001"));
    assert_false(routes_workspace_is("a.gpkg/datapackage.json"));
    assert_false(routes_workspace_is(NULL));
}

static void bad_calls_are_refused(void **state)
{
    (void)state;
    routes_error err;
    routes_model *model = stored_model(three_provinces), *raw = NULL;
    routes_faults *faults = NULL;
    const char *path = folder_path(&here, "a.gpkg");
    assert_ok(routes_faults_new(&faults, 0, &err), &err);
    assert_int_equal(routes_workspace_write(NULL, model, &stored_run, &err), ROUTES_E_ARGUMENT);
    assert_int_equal(routes_workspace_write(path, NULL, &stored_run, &err), ROUTES_E_ARGUMENT);
    assert_int_equal(routes_workspace_write(folder_path(&here, "a.db"), model, &stored_run, &err),
                     ROUTES_E_ARGUMENT);
    assert_non_null(strstr(err.message, ".gpkg"));
    assert_ok(routes_model_new(&raw, &err), &err);
    assert_int_equal(routes_workspace_write(path, raw, &stored_run, &err), ROUTES_E_ARGUMENT);
    assert_non_null(strstr(err.message, "not checked"));
    routes_model_free(raw);
    raw = NULL;
    assert_int_equal(routes_workspace_read(NULL, path, &stored_run, faults, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_workspace_read(&raw, NULL, &stored_run, faults, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_workspace_read(&raw, path, &stored_run, NULL, &err), ROUTES_E_ARGUMENT);
    assert_false(routes_i_file_exists(path));
    routes_faults_free(faults);
    routes_model_free(model);
}

/* What stands at the path and is none of ours stays as it is. */
static void a_strangers_file_is_not_replaced(void **state)
{
    (void)state;
    routes_error err;
    routes_model *model = stored_model(three_provinces);
    const char *path = folder_path(&here, "a.gpkg");
    folder_put(path, "minutes of a meeting");
    assert_int_equal(routes_workspace_write(path, model, &stored_run, &err), ROUTES_E_ARGUMENT);
    assert_non_null(strstr(err.message, "not a workspace"));
    char *bytes = folder_get(path);
    assert_string_equal(bytes, "minutes of a meeting");
    routes_i_free(bytes);
    routes_model_free(model);
}

static routes_status read_fails(const char *path, const char *words)
{
    routes_model *model = NULL;
    routes_faults *faults = NULL;
    routes_error err;
    assert_ok(routes_faults_new(&faults, 0, &err), &err);
    routes_status status = routes_workspace_read(&model, path, &stored_run, faults, &err);
    assert_null(model);
    if (!strstr(err.message, words))
        fail_msg("\"%s\" is not in: %s", words, err.message);
    if (status == ROUTES_E_DATA)
        assert_true(routes_faults_count(faults, ROUTES_SEVERITY_ERROR) > 0);
    routes_faults_free(faults);
    return status;
}

static void what_is_no_workspace_is_told(void **state)
{
    (void)state;
    routes_error err;
    assert_int_equal(read_fails(folder_path(&here, "absent.gpkg"), "No such file"), ROUTES_E_IO);
    const char *path = folder_path(&here, "a.gpkg");
    folder_put(path, "minutes of a meeting");
    assert_int_equal(read_fails(path, "no GeoPackage"), ROUTES_E_DATA);

    routes_model *model = stored_model(three_provinces);
    const char *whole = folder_path(&here, "whole.gpkg");
    char *bytes = NULL;
    size_t size;
    assert_ok(routes_workspace_write(whole, model, &stored_run, &err), &err);
    assert_ok(routes_i_file_read(&bytes, &size, whole, &err), &err);
    /* Cut at any place it is refused, with a fault. */
    for (size_t cut = 0; cut < size; cut += 8191) {
        assert_ok(routes_i_file_write(path, bytes, cut, &err), &err);
        assert_int_equal(read_fails(path, "a.gpkg"), ROUTES_E_DATA);
    }
    routes_i_free(bytes);
    routes_model_free(model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(three_provinces_come_back_as_they_were, enter, leave),
        cmocka_unit_test_setup_teardown(the_sample_comes_back_as_it_was, enter, leave),
        cmocka_unit_test_setup_teardown(random_models_come_back_as_they_were, enter, leave),
        cmocka_unit_test_setup_teardown(the_same_model_and_date_give_the_same_bytes, enter, leave),
        cmocka_unit_test_setup_teardown(a_workspace_is_named_gpkg, enter, leave),
        cmocka_unit_test_setup_teardown(bad_calls_are_refused, enter, leave),
        cmocka_unit_test_setup_teardown(a_strangers_file_is_not_replaced, enter, leave),
        cmocka_unit_test_setup_teardown(what_is_no_workspace_is_told, enter, leave),
    };
    return cmocka_run_group_tests_name("workspace", tests, NULL, NULL);
}
