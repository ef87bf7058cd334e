/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit memory */
#define _POSIX_C_SOURCE 200809L

#include "source/package_in.h"

#include <unistd.h>

#include "core/memory.h"
#include "source/csv.h"
#include "source/layer_in.h"
#include "source/package_path.h"
#include "support/folder.h"

static folder room;

static int make_room(void **state)
{
    (void)state;
    folder_make(&room, "package-in");
    return 0;
}

static int nothing_left(void **state)
{
    (void)state;
    folder_remove(&room);
    return routes_i_memory_live() == 0 ? 0 : -1;
}

static routes_faults *new_faults(void)
{
    routes_faults *faults = NULL;
    routes_error err = {0};
    assert_ok(routes_faults_new(&faults, 0, &err), &err);
    return faults;
}

/* Rows of a file, read to its end, which has the columns of its schema. */
static size_t count_rows(const routes_i_resource *resource, routes_faults *faults)
{
    routes_error err = {0};
    size_t count = 0;
    if (strstr(resource->path, ".csv")) {
        routes_i_csv *csv = NULL;
        const routes_i_csv_row *row = NULL;
        assert_ok(routes_i_csv_open(&csv, resource->file, resource->path, faults, &err), &err);
        row = routes_i_csv_header(csv);
        assert_ok(
            routes_i_package_in_check_columns(resource, row->cells, row->columns, faults, &err),
            &err);
        while (routes_i_csv_next(&row, csv, &err) == ROUTES_OK && row)
            count++;
        routes_i_csv_close(csv);
        return count;
    }
    routes_i_layer *layer = NULL;
    const routes_i_batch *batch = NULL;
    assert_ok(
        routes_i_layer_open(&layer, resource->file, resource->layer, resource->path, faults, &err),
        &err);
    while (routes_i_layer_next(&batch, layer, faults, &err) == ROUTES_OK && batch)
        count += batch->size;
    assert_int_equal(count, routes_i_layer_size(layer));
    routes_i_layer_close(layer);
    return count;
}

static void the_sample_package_is_read_without_a_fault(void **state)
{
    (void)state;
    routes_i_package_in package = {0};
    routes_faults *faults = new_faults();
    routes_error err = {0};

    assert_ok(routes_i_package_in_open(&package, ROUTES_SAMPLE, faults, &err), &err);
    assert_string_equal(package.name, "cambodia-2001");
    assert_non_null(package.title);
    assert_string_equal(routes_i_package_in_text(&package, "x_home_country"), "KH");
    assert_null(routes_i_package_in_text(&package, "resources"));
    assert_null(routes_i_package_in_text(&package, "none"));
    assert_true(package.licence_count >= 4);
    assert_string_equal(package.licences[0].name, "CC-BY-4.0");
    assert_true(package.source_count >= 6);
    assert_null(package.sources[0].name);
    const routes_i_resource *lanes = routes_i_package_in_find(&package, "lanes");
    assert_string_equal(lanes->path, "lanes.csv");
    assert_string_equal(lanes->file, ROUTES_SAMPLE "/lanes.csv");
    assert_string_equal(lanes->fields[0], "lane_id");
    assert_null(routes_i_package_in_find(&package, "lane"));

    for (size_t i = 0; i < package.resource_count; i++)
        assert_true(count_rows(&package.resources[i], faults) > 0);
    assert_int_equal(count_rows(lanes, faults), 35);
    assert_int_equal(routes_faults_size(faults), 0);
    routes_i_package_in_close(&package);

    assert_ok(routes_i_package_in_open(&package, ROUTES_SAMPLE "/datapackage.json", faults, &err),
              &err);
    assert_string_equal(package.folder, ROUTES_SAMPLE);
    routes_i_package_in_close(&package);
    routes_i_package_in_close(&package);
    routes_faults_free(faults);
}

#define HEAD                                                                                       \
    "{\"name\":\"t\",\"title\":\"T\",\"licenses\":[{\"name\":\"CC0-1.0\"}],"                       \
    "\"sources\":[{\"title\":\"S\"}],\"resources\":["
#define LANES                                                                                      \
    "{\"name\":\"lanes\",\"path\":\"lanes.csv\",\"schema\":{\"fields\":[{\"name\":\"a\"}]}"
#define SCHEMA "\"schema\":{\"fields\":[{\"name\":\"a\"}]}"

static void what_is_wrong_in_the_json_is_told_with_its_place(void **state)
{
    (void)state;
    static const struct {
        const char *json, *field, *value, *message;
    } cases[] = {
        {"", NULL, NULL, "JSON ends too early"},
        {"{\"name\":\"t\"", NULL, NULL, "JSON ends too early"},
        {"{'name':1}", NULL, NULL, "unexpected '''"},
        {"{\"name\":\"\xE9\"}", NULL, NULL, "not UTF-8"},
        {"{\"title\":\"T\",\"licenses\":[{}],\"sources\":[{}],\"resources\":[" LANES "}]}", "name",
         NULL, "the package has no name"},
        {HEAD "]}", "resources", NULL, "the package names no files"},
        {HEAD "{\"path\":\"a.csv\"," SCHEMA "}]}", "resources[0].name", NULL,
         "the resource has no name"},
        {HEAD LANES "}," LANES "}]}", "resources[1].name", "lanes", "two resources have this name"},
        {HEAD "{\"name\":\"a\"," SCHEMA "}]}", "resources[0].path", NULL, "names no single file"},
        {HEAD "{\"name\":\"a\",\"path\":[\"a.csv\",\"b.csv\"]," SCHEMA "}]}", "resources[0].path",
         NULL, "names no single file"},
        {HEAD "{\"name\":\"a\",\"data\":[{\"a\":1}]," SCHEMA "}]}", "resources[0].data", NULL,
         "data within datapackage.json"},
        {HEAD "{\"name\":\"a\",\"path\":\"../a.csv\"," SCHEMA "}]}", "resources[0].path",
         "../a.csv", "the path leaves the package"},
        {HEAD "{\"name\":\"a\",\"path\":\"https://a.org/a.csv\"," SCHEMA "}]}", "resources[0].path",
         "https://a.org/a.csv", "the path is an address of a network"},
        {HEAD LANES ",\"encoding\":\"windows-1252\"}]}", "resources[0].encoding", "windows-1252",
         "the encoding is not UTF-8"},
        {HEAD LANES ",\"dialect\":{\"delimiter\":\";\"}}]}", "resources[0].dialect.delimiter", ";",
         "separated by commas only"},
        {HEAD LANES ",\"dialect\":{\"quoteChar\":\"'\"}}]}", "resources[0].dialect.quoteChar", "'",
         "quoted by \" only"},
        {HEAD LANES ",\"dialect\":{\"header\":false}}]}", "resources[0].dialect.header", "false",
         "a table has a header row"},
        {HEAD LANES ",\"dialect\":{\"doubleQuote\":false}}]}", "resources[0].dialect.doubleQuote",
         "false", "written twice"},
        {HEAD LANES ",\"dialect\":{\"skipInitialSpace\":true}}]}",
         "resources[0].dialect.skipInitialSpace", "true", "blanks are part of a cell"},
        {HEAD LANES ",\"dialect\":{\"escapeChar\":\"\\\\\"}}]}", "resources[0].dialect", NULL,
         "escape and comment characters"},
        {HEAD LANES ",\"dialect\":\"d.json\"}]}", "resources[0].dialect", "d.json",
         "in a file of its own"},
        {HEAD "{\"name\":\"a\",\"path\":\"a.csv\",\"schema\":\"s.json\"}]}", "resources[0].schema",
         "s.json", "in a file of its own"},
        {HEAD "{\"name\":\"a\",\"path\":\"a.csv\",\"schema\":{\"fields\":[{\"name\":\"a\"},{}]}}]}",
         "resources[0].schema.fields[1].name", NULL, "the field has no name"},
        {HEAD "{\"name\":\"a\",\"path\":\"a.csv\",\"schema\":{\"fields\":[{\"name\":\"a\"}],"
              "\"missingValues\":[\"\",\"NA\"]}}]}",
         "resources[0].schema.missingValues", "NA", "only an empty cell"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        routes_i_package_in package = {0};
        routes_faults *faults = new_faults();
        routes_error err = {0};
        routes_status status = routes_i_package_in_parse(
            &package, cases[i].json, strlen(cases[i].json), "datapackage.json", faults, &err);
        if (status != ROUTES_E_DATA || routes_faults_size(faults) != 1)
            fail_msg("%s: %d, %zu faults", cases[i].json, status, routes_faults_size(faults));
        const routes_fault *fault = routes_faults_at(faults, 0);
        assert_string_equal(fault->file, "datapackage.json");
        if ((fault->field || cases[i].field) &&
            (!fault->field || !cases[i].field || strcmp(fault->field, cases[i].field) != 0))
            fail_msg("%s: field %s", cases[i].json, fault->field);
        if (cases[i].value)
            assert_string_equal(fault->value, cases[i].value);
        else
            assert_null(fault->value);
        if (!strstr(fault->message, cases[i].message) || !fault->remedy)
            fail_msg("%s: %s", cases[i].json, fault->message);
        assert_non_null(strstr(err.message, cases[i].message));
        assert_null(package.json);
        routes_faults_free(faults);
    }
}

static void all_faults_and_warnings_come_out_together(void **state)
{
    (void)state;
    const char *json = "{\"resources\":[{\"path\":\"a.csv\"},{\"name\":\"b\",\"path\":\"/b\"},"
                       "{\"name\":\"c\",\"path\":\"c.csv\",\"encoding\":\"latin1\"},5]}";
    routes_i_package_in package = {0};
    routes_faults *faults = new_faults();
    routes_error err = {0};
    assert_int_equal(
        routes_i_package_in_parse(&package, json, strlen(json), "datapackage.json", faults, &err),
        ROUTES_E_DATA);
    /* name; resources 0 name; 1 path; 2 encoding; 3 name and path. */
    assert_int_equal(routes_faults_count(faults, ROUTES_SEVERITY_ERROR), 6);
    /* title, licenses, sources, and four schemas. */
    assert_int_equal(routes_faults_count(faults, ROUTES_SEVERITY_WARNING), 7);
    routes_faults_free(faults);
}

static void a_path_stays_in_the_package_by_its_words(void **state)
{
    (void)state;
    static const char *const good[] = {"a.csv", "sub/a.csv",   "a..b.csv", "..a/b",
                                       "a/.b",  "./a/./b.csv", "a...csv",  "\xE1\x9E\x97.csv"};
    static const char *const bad[] = {
        "",      "/a.csv", "..",       "../a", "a/../b",    "a/..",       "~/a",
        "C:/a",  "a\\b",   "\\\\host", "a\nb", "file:///a", "http://a/b", "/vsicurl/http://a",
        "./../a"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        if (routes_i_package_path_fault(good[i]))
            fail_msg("%s: %s", good[i], routes_i_package_path_fault(good[i]));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (!routes_i_package_path_fault(bad[i]))
            fail_msg("%s is taken", bad[i]);
}

static void put_package(const char *path)
{
    char json[512];
    snprintf(json, sizeof json,
             HEAD "{\"name\":\"lanes\",\"path\":\"%s\"," SCHEMA ",\"x_layer\":\"l\"}]}", path);
    folder_put(folder_path(&room, "datapackage.json"), json);
}

static routes_status open_package(routes_faults *faults, routes_error *err)
{
    routes_i_package_in package = {0};
    routes_status status = routes_i_package_in_open(&package, room.path, faults, err);
    routes_i_package_in_close(&package);
    return status;
}

static void files_must_be_there_and_in_the_package(void **state)
{
    (void)state;
    routes_faults *faults = new_faults();
    routes_error err = {0};
    folder outside = {0};
    folder_make(&outside, "package-outside");
    folder_put(folder_path(&outside, "secret.csv"), "a\n1\n");

    assert_int_equal(open_package(faults, &err), ROUTES_E_IO);
    assert_non_null(strstr(err.message, "datapackage.json: No such file"));
    put_package("lanes.csv");
    assert_int_equal(open_package(faults, &err), ROUTES_E_IO);
    assert_string_equal(err.message, "cannot open lanes.csv: No such file or directory");
    assert_int_equal(symlink("m.csv", folder_path(&room, "lanes.csv")), 0);
    assert_int_equal(symlink("lanes.csv", folder_path(&room, "m.csv")), 0);
    assert_int_equal(open_package(faults, &err), ROUTES_E_IO);
    assert_non_null(strstr(err.message, "cannot open lanes.csv"));
    assert_int_equal(routes_faults_size(faults), 0);

    /* A link within the package is fine, one that leaves it is not. */
    assert_int_equal(remove(folder_path(&room, "m.csv")), 0);
    folder_put(folder_path(&room, "m.csv"), "a\n1\n");
    assert_ok(open_package(faults, &err), &err);
    assert_int_equal(remove(folder_path(&room, "m.csv")), 0);
    assert_int_equal(
        symlink("../test-folder-package-outside/secret.csv", folder_path(&room, "m.csv")), 0);
    assert_int_equal(open_package(faults, &err), ROUTES_E_DATA);
    assert_string_equal(err.message, "lanes.csv: the file is a link that leaves the package; put "
                                     "the file itself into the package");
    assert_int_equal(routes_faults_size(faults), 1);
    assert_string_equal(routes_faults_at(faults, 0)->file, "lanes.csv");
    folder_remove(&outside);
    routes_faults_free(faults);

    /* A folder whose name begins like the package's is outside too. */
    faults = new_faults();
    assert_int_equal(remove(folder_path(&room, "m.csv")), 0);
    folder_make(&outside, "package-in-2");
    folder_put(folder_path(&outside, "secret.csv"), "a\n1\n");
    assert_int_equal(symlink("../test-folder-package-in-2/secret.csv", folder_path(&room, "m.csv")),
                     0);
    assert_int_equal(open_package(faults, &err), ROUTES_E_DATA);
    folder_remove(&outside);
    routes_faults_free(faults);
}

static void an_endless_or_strange_json_is_refused(void **state)
{
    (void)state;
    routes_faults *faults = new_faults();
    routes_error err = {0};
    assert_int_equal(symlink("/dev/zero", folder_path(&room, "datapackage.json")), 0);
    assert_int_equal(open_package(faults, &err), ROUTES_E_DATA);
    assert_int_equal(routes_faults_size(faults), 1);
    assert_int_equal(remove(folder_path(&room, "datapackage.json")), 0);
    assert_ok(routes_i_folder_make(folder_path(&room, "datapackage.json"), &err), &err);
    assert_int_equal(open_package(faults, &err), ROUTES_E_IO);
    assert_non_null(strstr(err.message, "Is a directory"));
    routes_faults_free(faults);
}

static void columns_are_those_of_the_schema(void **state)
{
    (void)state;
    static const char *const fields[] = {"a", "b", "c"};
    static const char *const names[] = {"c", "x", "a", "y"};
    const routes_i_resource resource = {
        .name = "t", .path = "t.csv", .fields = fields, .field_count = 3};
    const routes_i_resource open = {.name = "t", .path = "t.csv"};
    routes_faults *faults = new_faults();
    routes_error err = {0};
    assert_ok(routes_i_package_in_check_columns(&resource, fields, 3, faults, &err), &err);
    assert_ok(routes_i_package_in_check_columns(&open, names, 4, faults, &err), &err);
    assert_int_equal(routes_i_package_in_check_columns(&resource, names, 4, faults, &err),
                     ROUTES_E_DATA);
    assert_int_equal(routes_faults_size(faults), 3);
    assert_string_equal(routes_faults_at(faults, 0)->field, "b");
    assert_int_equal(routes_faults_at(faults, 0)->row, 1);
    assert_string_equal(routes_faults_at(faults, 1)->field, "x");
    assert_string_equal(routes_faults_at(faults, 2)->field, "y");
    routes_faults_free(faults);
}

static void reading_survives_running_out_of_memory(void **state)
{
    (void)state;
    put_package("lanes.csv");
    folder_put(folder_path(&room, "lanes.csv"), "a\n1\n");
    for (long allowed = 0;; allowed++) {
        routes_i_package_in package = {0};
        routes_faults *faults = NULL;
        routes_i_memory_fail_after(allowed);
        routes_status status = routes_faults_new(&faults, 0, NULL);
        if (!status)
            status = routes_i_package_in_open(&package, room.path, faults, NULL);
        routes_i_memory_fail_after(-1);
        assert_true(!package.json == (status != ROUTES_OK));
        routes_i_package_in_close(&package);
        routes_faults_free(faults);
        assert_int_equal(routes_i_memory_live(), 0);
        if (!status)
            break;
        assert_int_equal(status, ROUTES_E_MEMORY);
    }
}

#define package_test(name) cmocka_unit_test_setup_teardown(name, make_room, nothing_left)

int main(void)
{
    const struct CMUnitTest tests[] = {
        package_test(the_sample_package_is_read_without_a_fault),
        package_test(what_is_wrong_in_the_json_is_told_with_its_place),
        package_test(all_faults_and_warnings_come_out_together),
        package_test(a_path_stays_in_the_package_by_its_words),
        package_test(files_must_be_there_and_in_the_package),
        package_test(an_endless_or_strange_json_is_refused),
        package_test(columns_are_those_of_the_schema),
        package_test(reading_survives_running_out_of_memory),
    };
    return cmocka_run_group_tests_name("package_in", tests, NULL, NULL);
}
