/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit memory */

#include "routes/package.h"

#include "core/memory.h"
#include "routes/workspace.h"
#include "support/folder.h"
#include "support/same_model.h"
#include "support/three_provinces.h"

static folder here;

static int enter(void **state)
{
    (void)state;
    folder_make(&here, "package");
    return 0;
}

static int leave(void **state)
{
    (void)state;
    routes_i_memory_fail_after(-1);
    folder_remove(&here);
    return routes_i_memory_live() == 0 ? 0 : -1;
}

/* Reads a package, shows what is wrong if it must be sound. */
static routes_status read_any(routes_model **model, const char *path, routes_faults **faults,
                              routes_error *err)
{
    *model = NULL;
    assert_ok(routes_faults_new(faults, 0, err), err);
    return routes_package_read(model, path, NULL, *faults, err);
}

/* The fault of that severity at `index`; fails where there is none. */
static const routes_fault *fault_at(const routes_faults *faults, routes_severity severity,
                                    size_t index)
{
    for (size_t i = 0; i < routes_faults_size(faults); i++)
        if (routes_faults_at(faults, i)->severity == severity && index-- == 0)
            return routes_faults_at(faults, i);
    fail_msg("there are fewer faults");
    return NULL;
}

static routes_model *read_sound(const char *path)
{
    routes_model *model;
    routes_faults *faults;
    routes_error err;
    routes_status status = read_any(&model, path, &faults, &err);
    for (size_t i = 0; i < routes_faults_size(faults); i++) {
        const routes_fault *fault = routes_faults_at(faults, i);
        if (fault->severity == ROUTES_SEVERITY_ERROR)
            print_message("%s row %zu %s: %s\n", fault->file, fault->row, fault->field,
                          fault->message);
    }
    routes_faults_free(faults);
    assert_ok(status, &err);
    assert_true(routes_model_is_checked(model));
    return model;
}

/* The package in tests/data/three says what tests/support/three_provinces.h says in C. */
static void the_three_provinces_are_read_as_made_in_code(void **state)
{
    (void)state;
    routes_error err;
    routes_model *read_one = read_sound(ROUTES_TEST_DATA "/three"), *made = NULL;
    assert_ok(routes_model_new(&made, &err), &err);
    assert_ok(three_provinces(made, &err), &err);
    assert_ok(routes_model_set_home(made, "AA", &err), &err);
    assert_same_model(made, read_one, 0);
    const routes_place *places = routes_model_places(read_one, NULL);
    assert_string_equal(places[1].origin.file, "places.csv");
    assert_int_equal(places[1].origin.row, 3);
    routes_model_free(made);
    routes_model_free(read_one);

    read_one = read_sound(ROUTES_TEST_DATA "/three/datapackage.json");
    assert_int_equal(routes_model_size(read_one, ROUTES_LANES), 4);
    routes_model_free(read_one);
}

/* Counts that the data's README states: 24 provinces, 35 lanes. */
static void the_sample_is_sound(void **state)
{
    (void)state;
    routes_model *model = read_sound(ROUTES_SAMPLE);
    size_t count, provinces = 0;
    const routes_area *areas = routes_model_areas(model, &count);
    for (size_t i = 0; i < count; i++)
        provinces += areas[i].level == ROUTES_LEVEL_PROVINCE && strcmp(areas[i].country, "KH") == 0;
    assert_int_equal(provinces, 24);
    assert_int_equal(routes_model_size(model, ROUTES_LANES), 35);
    assert_string_equal(routes_model_home(model), "KH");
    routes_model_free(model);
}

static void write_package(const char *resources)
{
    char json[2048];
    snprintf(json, sizeof json, "{\"name\": \"p\", \"resources\": [%s]}", resources);
    folder_put(folder_path(&here, "datapackage.json"), json);
    folder_put(folder_path(&here, "sources.csv"),
               "source_id,title,year,consent_scope\nS1,Report,2001,aggregate_public\n");
}

#define SOURCES "{\"name\": \"sources\", \"path\": \"sources.csv\"}"

static void tables_of_ones_own_are_left_alone(void **state)
{
    (void)state;
    routes_model *model;
    routes_faults *faults;
    routes_error err;
    folder_put(folder_path(&here, "own.csv"), "a\n1\n");
    write_package(SOURCES ", {\"name\": \"x_own\", \"path\": \"own.csv\"}");
    assert_ok(read_any(&model, here.path, &faults, &err), &err);
    for (size_t i = 0; i < routes_faults_size(faults); i++)
        assert_null(strstr(routes_faults_at(faults, i)->message, "there is no table"));
    assert_int_equal(routes_model_size(model, ROUTES_SOURCES), 1);
    routes_model_free(model);
    routes_faults_free(faults);

    write_package(SOURCES ", {\"name\": \"lane\", \"path\": \"own.csv\"}");
    assert_ok(read_any(&model, here.path, &faults, &err), &err);
    size_t i = 0;
    while (!strstr(fault_at(faults, ROUTES_SEVERITY_WARNING, i)->message, "there is no table"))
        i++;
    const routes_fault *fault = fault_at(faults, ROUTES_SEVERITY_WARNING, i);
    assert_string_equal(fault->value, "lane");
    assert_string_equal(fault->file, "datapackage.json");
    assert_non_null(strstr(fault->message, "there is no table \"lane\""));
    assert_non_null(strstr(fault->remedy, "lanes"));
    routes_model_free(model);
    routes_faults_free(faults);
}

/* Faults of different tables come out together, each once, though one row stands on the other. */
static void faults_of_all_tables_come_out_at_once(void **state)
{
    (void)state;
    routes_model *model;
    routes_faults *faults;
    routes_error err;
    write_package(SOURCES ", {\"name\": \"places\", \"path\": \"places.csv\"}"
                          ", {\"name\": \"links\", \"path\": \"links.csv\"}");
    folder_put(folder_path(&here, "places.csv"), "place_id,name,kind,lon,lat,source_id\n"
                                                 "P1,One,hamlet,100,10,S1\n"
                                                 "P2,Two,town,100,10,S1\n"
                                                 "P3,Three,town,500,10,S9\n");
    folder_put(folder_path(&here, "links.csv"), "link_id,from,to,mode,class\n"
                                                "K1,P1,P2,land,bridge\n"
                                                "K2,P2,P4,land,bridge\n");
    assert_int_equal(read_any(&model, here.path, &faults, &err), ROUTES_E_DATA);
    assert_null(model);
    assert_int_equal(routes_faults_count(faults, ROUTES_SEVERITY_ERROR), 3);
    static const struct {
        const char *file, *field;
        size_t row;
    } wanted[] = {{"places.csv", "kind", 2}, {"places.csv", "lon", 4}, {"links.csv", "to", 3}};
    for (size_t i = 0; i < 3; i++) {
        const routes_fault *fault = fault_at(faults, ROUTES_SEVERITY_ERROR, i);
        assert_string_equal(fault->file, wanted[i].file);
        assert_string_equal(fault->field, wanted[i].field);
        assert_int_equal(fault->row, wanted[i].row);
    }
    routes_faults_free(faults);
}

/* Where a row is missing altogether nothing is said of what names it. */
static void names_wait_for_rows_that_are_missing(void **state)
{
    (void)state;
    routes_model *model;
    routes_faults *faults;
    routes_error err;
    write_package(SOURCES ", {\"name\": \"places\", \"path\": \"places.csv\"}"
                          ", {\"name\": \"links\", \"path\": \"links.csv\"}");
    folder_put(folder_path(&here, "places.csv"), "place_id,name,kind,lon,lat\n"
                                                 "P1,One,town,100,10\n"
                                                 "P2,Two,town,100\n");
    folder_put(folder_path(&here, "links.csv"), "link_id,from,to,mode,class\n"
                                                "K1,P1,P2,land,bridge\n");
    assert_int_equal(read_any(&model, here.path, &faults, &err), ROUTES_E_DATA);
    assert_int_equal(routes_faults_count(faults, ROUTES_SEVERITY_ERROR), 1);
    assert_non_null(strstr(fault_at(faults, ROUTES_SEVERITY_ERROR, 0)->message, "too short"));
    assert_non_null(strstr(fault_at(faults, ROUTES_SEVERITY_NOTE, 0)->message, "not checked yet"));
    routes_faults_free(faults);
}

static int stop(double done, const char *what, void *user)
{
    double *last = user;
    (void)what;
    assert_true(done >= *last && done <= 1.0);
    *last = done;
    return done > 0.6;
}

static void the_caller_can_stop_it(void **state)
{
    (void)state;
    routes_model *model = NULL;
    routes_faults *faults = NULL;
    routes_error err;
    double last = 0.0;
    routes_run run = ROUTES_RUN;
    run.progress = stop;
    run.progress_user = &last;
    assert_ok(routes_faults_new(&faults, 0, &err), &err);
    assert_int_equal(routes_package_read(&model, ROUTES_TEST_DATA "/three", &run, faults, &err),
                     ROUTES_E_CANCELLED);
    assert_null(model);
    assert_true(last > 0.6);
    routes_faults_free(faults);
}

static void bad_calls_are_refused(void **state)
{
    (void)state;
    routes_model *model = NULL;
    routes_faults *faults = NULL;
    routes_error err;
    routes_run run = ROUTES_RUN;
    const char *path = ROUTES_TEST_DATA "/three";
    assert_ok(routes_faults_new(&faults, 0, &err), &err);
    assert_int_equal(routes_package_read(NULL, path, NULL, faults, &err), ROUTES_E_ARGUMENT);
    assert_int_equal(routes_package_read(&model, NULL, NULL, faults, &err), ROUTES_E_ARGUMENT);
    assert_int_equal(routes_package_read(&model, path, NULL, NULL, &err), ROUTES_E_ARGUMENT);
    run.size = 1;
    assert_int_equal(routes_package_read(&model, path, &run, faults, &err), ROUTES_E_ARGUMENT);
    run = (routes_run)ROUTES_RUN;
    run.date = "yesterday";
    assert_int_equal(routes_package_read(&model, path, &run, faults, &err), ROUTES_E_ARGUMENT);
    routes_faults_free(faults);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_three_provinces_are_read_as_made_in_code, enter, leave),
        cmocka_unit_test_setup_teardown(the_sample_is_sound, enter, leave),
        cmocka_unit_test_setup_teardown(tables_of_ones_own_are_left_alone, enter, leave),
        cmocka_unit_test_setup_teardown(faults_of_all_tables_come_out_at_once, enter, leave),
        cmocka_unit_test_setup_teardown(names_wait_for_rows_that_are_missing, enter, leave),
        cmocka_unit_test_setup_teardown(the_caller_can_stop_it, enter, leave),
        cmocka_unit_test_setup_teardown(bad_calls_are_refused, enter, leave),
    };
    return cmocka_run_group_tests_name("package", tests, NULL, NULL);
}
