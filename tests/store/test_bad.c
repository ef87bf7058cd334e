/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit */
#define _POSIX_C_SOURCE 200809L

/*
 * Bad input, case by case, as tests/store/bad.csv says: what is done to a copy of tests/data/three,
 * and which status, file, row, field, value, message and remedy must come of it. `message` and
 * `remedy` are parts of what is said; an empty cell asks for nothing.
 */
#include "routes/package.h"

#include <dirent.h>
#include <unistd.h>

#include <gdal.h>
#include <gdal_utils.h>

#include "core/memory.h"
#include "source/rows.h"
#include "support/folder.h"

static folder here;

static int enter(void **state)
{
    (void)state;
    folder_make(&here, "bad");
    return 0;
}

static int leave(void **state)
{
    (void)state;
    folder_remove(&here);
    return routes_i_memory_live() == 0 ? 0 : -1;
}

static routes_i_rows *cases;
static const routes_i_raw *now; /* the case that is tried */

static const char *cell(const char *column)
{
    size_t columns, at = 0;
    const char *const *names = routes_i_rows_names(&columns, cases);
    while (at < columns && strcmp(names[at], column) != 0)
        at++;
    assert_true(at < columns);
    return now->cells[at];
}

static void copy_package(void)
{
    DIR *from_folder = opendir(ROUTES_TEST_DATA "/three");
    struct dirent *entry;
    assert_non_null(from_folder);
    while ((entry = readdir(from_folder))) {
        char from[512];
        char *bytes = NULL;
        size_t size;
        routes_error err;
        if (entry->d_name[0] == '.')
            continue;
        assert_true(snprintf(from, sizeof from, ROUTES_TEST_DATA "/three/%s", entry->d_name) < 512);
        assert_ok(routes_i_file_read(&bytes, &size, from, &err), &err);
        assert_ok(routes_i_file_write(folder_path(&here, entry->d_name), bytes, size, &err), &err);
        routes_i_free(bytes);
    }
    closedir(from_folder);
}

/* \xHH stands for a byte. */
static void add_unescaped(routes_i_text *to, const char *text)
{
    for (; *text; text++) {
        unsigned byte;
        if (text[0] == '\\' && text[1] == 'x' && sscanf(text + 2, "%2x", &byte) == 1) {
            char c = (char)byte;
            routes_i_text_bytes(to, &c, 1);
            text += 3;
        } else {
            routes_i_text_bytes(to, text, 1);
        }
    }
}

static void replace(const char *name, const char *find, const char *put)
{
    routes_error err;
    routes_i_text to = {0};
    const char *path = folder_path(&here, name);
    char *text = folder_get(path), *at = strstr(text, find);
    if (!at)
        fail_msg("%s does not hold \"%s\"", name, find);
    routes_i_text_bytes(&to, text, (size_t)(at - text));
    add_unescaped(&to, put);
    routes_i_text_add(&to, at + strlen(find));
    assert_ok(routes_i_file_write(path, to.bytes, to.size, &err), &err);
    routes_i_text_free(&to);
    routes_i_free(text);
}

static void make_long(const char *name, const char *find)
{
    size_t size = 1024 * 1024 + 1;
    char *put = malloc(size + 1);
    assert_non_null(put);
    memset(put, 'x', size);
    put[size] = '\0';
    replace(name, find, put);
    free(put);
}

static void cut(const char *name)
{
    char *bytes = NULL;
    size_t size;
    routes_error err;
    const char *path = folder_path(&here, name);
    assert_ok(routes_i_file_read(&bytes, &size, path, &err), &err);
    assert_ok(routes_i_file_write(path, bytes, size - size / 3, &err), &err);
    routes_i_free(bytes);
}

/* The areas in another format, by GDAL itself. */
static void convert(const char *driver, const char *name)
{
    char format[32], encoding[] = "ENCODING=UTF-8", lco[] = "-lco", f[] = "-f", q[] = "-q";
    snprintf(format, sizeof format, "%s", driver);
    char *words[] = {q, f, format, strcmp(driver, "GPKG") ? lco : NULL, encoding, NULL};
    GDALAllRegister();
    GDALDatasetH from =
        GDALOpenEx(folder_path(&here, "areas.geojson"), GDAL_OF_VECTOR, NULL, NULL, NULL);
    assert_non_null(from);
    GDALVectorTranslateOptions *options = GDALVectorTranslateOptionsNew(words, NULL);
    GDALDatasetH to = GDALVectorTranslate(folder_path(&here, name), NULL, 1, &from, options, NULL);
    assert_non_null(to);
    GDALClose(to);
    GDALClose(from);
    GDALVectorTranslateOptionsFree(options);
    char path[64];
    snprintf(path, sizeof path, "\"%s\"", name);
    replace("datapackage.json", "\"areas.geojson\"", path);
}

static void spoil(void)
{
    const char *what = cell("do"), *file = cell("file"), *put = cell("put");
    if (strcmp(what, "replace") == 0)
        replace(file, cell("find"), put);
    else if (strcmp(what, "long") == 0)
        make_long(file, cell("find"));
    else if (strcmp(what, "gpkg") == 0)
        convert("GPKG", "areas.gpkg");
    else if (strcmp(what, "shp") == 0)
        convert("ESRI Shapefile", "areas.shp");
    else if (strcmp(what, "remove") == 0)
        assert_int_equal(unlink(folder_path(&here, file)), 0);
    else if (strcmp(what, "loop") == 0)
        assert_int_equal(
            unlink(folder_path(&here, file)) || symlink(file, folder_path(&here, file)), 0);
    else
        assert_string_equal(what, "proj");
    if (strcmp(what, "gpkg") == 0 || strcmp(what, "shp") == 0) {
        if (strcmp(put, "cut") == 0)
            cut(file);
        else if (strcmp(put, "remove") == 0)
            assert_int_equal(unlink(folder_path(&here, file)), 0);
    }
}

static routes_status status_of(const char *word)
{
    if (strcmp(word, "DATA") == 0)
        return ROUTES_E_DATA;
    if (strcmp(word, "IO") == 0)
        return ROUTES_E_IO;
    assert_string_equal(word, "DEPENDENCY");
    return ROUTES_E_DEPENDENCY;
}

static bool says(const char *text, const char *part)
{
    return !*part || (text && strstr(text, part));
}

static bool fits(const routes_fault *fault)
{
    const char *number = cell("row");
    const char *field = cell("field"), *value = cell("value");
    return fault->severity == ROUTES_SEVERITY_ERROR && says(fault->file, cell("fault_file")) &&
           (!*number || fault->row == strtoul(number, NULL, 10)) &&
           (!*field || (fault->field && strcmp(fault->field, field) == 0)) &&
           says(fault->value, value) && says(fault->message, cell("message")) &&
           says(fault->remedy, cell("remedy"));
}

static bool show(const routes_faults *faults, const routes_error *err, routes_status status)
{
    print_message("   status %d: %s\n", (int)status, err->message);
    for (size_t i = 0; i < routes_faults_size(faults); i++) {
        const routes_fault *fault = routes_faults_at(faults, i);
        if (fault->severity == ROUTES_SEVERITY_ERROR)
            print_message("   %s | %zu | %s | %s | %s | %s\n", fault->file, fault->row,
                          fault->field, fault->value, fault->message, fault->remedy);
    }
    return false;
}

static bool judge(void)
{
    routes_model *model = NULL;
    routes_faults *faults = NULL;
    routes_error err = {ROUTES_OK, ""};
    routes_run run = ROUTES_RUN;
    if (strcmp(cell("do"), "proj") == 0)
        run.proj_path = here.path;
    assert_ok(routes_faults_new(&faults, 0, &err), &err);
    routes_status status = routes_package_read(&model, here.path, &run, faults, &err);
    routes_model_free(model);
    routes_status expected = status_of(cell("status"));
    bool found = false;
    for (size_t i = 0; i < routes_faults_size(faults); i++)
        found = found || fits(routes_faults_at(faults, i));
    if (expected != ROUTES_E_DATA)
        found = says(err.message, cell("message"));
    bool passed = status == expected && found;
    if (!passed || getenv("ROUTES_TEST_SHOW")) {
        print_message("%s%s\n", passed ? "" : "FAILED: ", cell("case"));
        show(faults, &err, status);
    }
    routes_faults_free(faults);
    return passed;
}

static void bad_input_is_told_with_file_row_field_value_and_remedy(void **state)
{
    (void)state;
    routes_faults *faults = NULL;
    routes_error err;
    size_t tried = 0, failed = 0;
    assert_ok(routes_faults_new(&faults, 0, &err), &err);
    assert_ok(
        routes_i_rows_open(&cases, ROUTES_TEST_DATA "/../store/bad.csv", NULL, NULL, faults, &err),
        &err);
    for (;; tried++) {
        assert_ok(routes_i_rows_next(&now, cases, &err), &err);
        if (!now)
            break;
        assert_true(now->sound);
        folder_make(&here, "bad");
        copy_package();
        spoil();
        failed += !judge();
    }
    routes_i_rows_close(cases);
    routes_faults_free(faults);
    assert_true(tried >= 40);
    assert_int_equal(failed, 0);
}

/* The copy as it is passes: what is refused above is refused for what was done to it. */
static void the_copy_as_it_is_passes(void **state)
{
    (void)state;
    routes_model *model = NULL;
    routes_faults *faults = NULL;
    routes_error err;
    copy_package();
    assert_ok(routes_faults_new(&faults, 0, &err), &err);
    assert_ok(routes_package_read(&model, here.path, NULL, faults, &err), &err);
    routes_model_free(model);
    convert("GPKG", "areas.gpkg");
    assert_ok(routes_package_read(&model, here.path, NULL, faults, &err), &err);
    routes_model_free(model);
    copy_package();
    convert("ESRI Shapefile", "areas.shp");
    routes_status status = routes_package_read(&model, here.path, NULL, faults, &err);
    if (status)
        show(faults, &err, status);
    assert_int_equal(status, ROUTES_OK);
    routes_model_free(model);
    routes_faults_free(faults);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(bad_input_is_told_with_file_row_field_value_and_remedy,
                                        enter, leave),
        cmocka_unit_test_setup_teardown(the_copy_as_it_is_passes, enter, leave),
    };
    return cmocka_run_group_tests_name("bad", tests, NULL, NULL);
}
