/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit memory */

#include "source/record.h"

#include "core/fail.h"
#include "core/memory.h"
#include "support/folder.h"
#include "support/layer.h"

static folder room;

static int make_room(void **state)
{
    (void)state;
    folder_make(&room, "record");
    folder_put(folder_path(&room, "services.CSV"), "service_id,organisation,area_id\n"
                                                   "S01,\"A, B\",KH12\n"
                                                   "S02,\"two\nlines\",\n"
                                                   "S03,,KH18\n");
    folder_put(folder_path(&room, "areas.geojson"),
               "{\"type\":\"FeatureCollection\",\"features\":["
               "{\"type\":\"Feature\",\"properties\":{\"area_id\":\"KH01\",\"vintage\":2001,"
               "\"rep_lon\":103.0557,\"x_lake\":true,\"note\":null},"
               "\"geometry\":{\"type\":\"Point\",\"coordinates\":[103,13.5]}},"
               "{\"type\":\"Feature\",\"properties\":{\"area_id\":\"KH02\"},\"geometry\":null}]}");
    return 0;
}

static int nothing_left(void **state)
{
    (void)state;
    folder_remove(&room);
    return routes_i_memory_live() == 0 ? 0 : -1;
}

/* Reads a file whole. */
static routes_status read_file(routes_i_records **out, const char *path, const char *name,
                               routes_i_columns_check check, void *user, routes_faults *faults,
                               routes_error *err)
{
    routes_i_rows *rows = NULL;
    *out = NULL;
    routes_status status = routes_i_rows_open(&rows, path, NULL, name, faults, err);
    if (!status)
        status = routes_i_records_read(out, rows, check, user, err);
    routes_i_rows_close(rows);
    return status;
}

static routes_faults *new_faults(void)
{
    routes_faults *faults = NULL;
    routes_error err = {0};
    assert_ok(routes_faults_new(&faults, 0, &err), &err);
    return faults;
}

static void a_table_is_held_whole_with_its_rows(void **state)
{
    (void)state;
    routes_i_records *records = NULL;
    routes_faults *faults = new_faults();
    routes_error err = {0};

    assert_ok(
        read_file(&records, folder_path(&room, "services.CSV"), NULL, NULL, NULL, faults, &err),
        &err);
    routes_faults_free(faults);
    assert_int_equal(routes_i_records_size(records), 3);
    assert_int_equal(routes_i_records_columns(records), 3);
    assert_string_equal(routes_i_records_names(records)[1], "organisation");
    assert_int_equal(routes_i_records_find(records, "area_id"), 2);
    assert_int_equal(routes_i_records_find(records, "lon"), SIZE_MAX);
    assert_string_equal(routes_i_records_cell(records, 0, 1), "A, B");
    assert_string_equal(routes_i_records_cell(records, 1, 2), "");
    assert_string_equal(routes_i_records_cell(records, 2, 0), "S03");
    assert_int_equal(routes_i_records_at(records, 2)->row, 4);
    assert_int_equal(routes_i_records_at(records, 2)->geometry.size, 0);
    routes_i_records_free(records);
    routes_i_records_free(NULL);
}

static void a_layer_is_held_as_texts_with_its_geometry(void **state)
{
    (void)state;
    routes_i_records *records = NULL;
    routes_faults *faults = new_faults();
    routes_error err = {0};
    routes_point point = {0};

    assert_ok(
        read_file(&records, folder_path(&room, "areas.geojson"), NULL, NULL, NULL, faults, &err),
        &err);
    assert_int_equal(routes_faults_size(faults), 0);
    routes_faults_free(faults);
    static const char *const wanted[2][5] = {{"KH01", "2001", "103.0557", "yes", ""},
                                             {"KH02", "", "", "", ""}};
    assert_int_equal(routes_i_records_size(records), 2);
    assert_int_equal(routes_i_records_columns(records), 5);
    for (size_t i = 0; i < 2; i++)
        for (size_t j = 0; j < 5; j++)
            assert_string_equal(routes_i_records_cell(records, i, j), wanted[i][j]);
    assert_int_equal(routes_i_records_at(records, 1)->row, 2);
    assert_ok(routes_wkb_read_point(&point, routes_i_records_at(records, 0)->geometry, &err), &err);
    assert_near(point.lat, 13.5, 0.0);
    assert_int_equal(routes_i_records_at(records, 1)->geometry.size, 0);
    routes_i_records_free(records);
}

static void rows_tell_what_kind_of_file_they_come_from(void **state)
{
    (void)state;
    routes_i_rows *rows = NULL;
    const routes_i_raw *row = NULL;
    routes_faults *faults = new_faults();
    routes_error err = {0};
    size_t columns = 0;

    assert_ok(
        routes_i_rows_open(&rows, folder_path(&room, "services.CSV"), NULL, NULL, faults, &err),
        &err);
    assert_false(routes_i_rows_has_geometry(rows));
    assert_null(routes_i_rows_crs(rows));
    assert_string_equal(routes_i_rows_names(&columns, rows)[0], "service_id");
    assert_int_equal(columns, 3);
    routes_i_rows_close(rows);

    layer_points("GPKG", folder_path(&room, "p.gpkg"), 10);
    assert_ok(routes_i_rows_open(&rows, folder_path(&room, "p.gpkg"), NULL, NULL, faults, &err),
              &err);
    assert_true(routes_i_rows_has_geometry(rows));
    assert_string_equal(routes_i_rows_crs(rows), "EPSG:4326");
    for (size_t i = 0; i < 10; i++) {
        assert_near(routes_i_rows_done(rows), (double)i / 10.0, 1e-12);
        assert_ok(routes_i_rows_next(&row, rows, &err), &err);
        assert_int_equal(row->row, i + 1);
    }
    assert_ok(routes_i_rows_next(&row, rows, &err), &err);
    assert_null(row);
    assert_near(routes_i_rows_done(rows), 1.0, 0.0);
    routes_i_rows_close(rows);
    routes_i_rows_close(NULL);

    assert_int_equal(
        routes_i_rows_open(&rows, folder_path(&room, "a.xlsx"), NULL, "a.xlsx", faults, &err),
        ROUTES_E_DATA);
    assert_string_equal(err.message, "a.xlsx: files of this kind are not read; save a table as "
                                     ".csv, a layer as .gpkg, .shp, .geojson, .fgb or .kml");
    assert_int_equal(
        routes_i_rows_open(&rows, folder_path(&room, "none.csv"), NULL, NULL, faults, &err),
        ROUTES_E_IO);
    assert_null(rows);
    routes_faults_free(faults);
}

static routes_status refuse_phone(const char *const *names, size_t columns, void *user,
                                  routes_error *err)
{
    ++*(int *)user;
    for (size_t i = 0; i < columns; i++)
        if (strcmp(names[i], "phone") == 0)
            return routes_i_fail(err, ROUTES_E_DATA, "column %s is personal", names[i]);
    return ROUTES_OK;
}

static void columns_are_judged_before_any_row_is_read(void **state)
{
    (void)state;
    routes_i_records *records = NULL;
    routes_faults *faults = new_faults();
    routes_error err = {0};
    int asked = 0;

    /* The row is too long, yet nothing of it may be told once its columns are refused. */
    folder_put(folder_path(&room, "p.csv"), "service_id,phone\nS01,+855 12 345 678,x\n");
    assert_int_equal(
        read_file(&records, folder_path(&room, "p.csv"), NULL, refuse_phone, &asked, faults, &err),
        ROUTES_E_DATA);
    assert_null(records);
    assert_int_equal(asked, 1);
    assert_string_equal(err.message, "column phone is personal");
    assert_int_equal(routes_faults_size(faults), 0);
    routes_faults_free(faults);
}

static void a_faulty_row_refuses_the_whole(void **state)
{
    (void)state;
    routes_i_records *records = NULL;
    routes_faults *faults = new_faults();
    routes_error err = {0};

    assert_int_equal(read_file(&records, ROUTES_TEST_DATA "/bad/csv/short_row.csv", NULL, NULL,
                               NULL, faults, &err),
                     ROUTES_E_DATA);
    assert_null(records);
    assert_int_equal(routes_faults_count(faults, ROUTES_SEVERITY_ERROR), 1);
    folder_put(folder_path(&room, "empty.geojson"),
               "{\"type\":\"FeatureCollection\",\"features\":["
               "{\"type\":\"Feature\",\"properties\":{\"area_id\":\"KH01\"},"
               "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[]}}]}");
    assert_int_equal(
        read_file(&records, folder_path(&room, "empty.geojson"), NULL, NULL, NULL, faults, &err),
        ROUTES_E_DATA);
    assert_null(records);
    assert_int_equal(routes_faults_count(faults, ROUTES_SEVERITY_ERROR), 2);
    routes_faults_free(faults);
}

static void reading_survives_running_out_of_memory(void **state)
{
    (void)state;
    static const char *const names[] = {"services.CSV", "areas.geojson"};
    for (size_t f = 0; f < 2; f++) {
        const char *path = folder_path(&room, names[f]);
        for (long allowed = 0;; allowed++) {
            routes_i_records *records = NULL;
            routes_faults *faults = NULL;
            routes_i_memory_fail_after(allowed);
            routes_status status = routes_faults_new(&faults, 0, NULL);
            if (!status)
                status = read_file(&records, path, NULL, NULL, NULL, faults, NULL);
            routes_i_memory_fail_after(-1);
            assert_true(!records == (status != ROUTES_OK));
            routes_i_records_free(records);
            routes_faults_free(faults);
            assert_int_equal(routes_i_memory_live(), 0);
            if (!status)
                break;
            assert_int_equal(status, ROUTES_E_MEMORY);
        }
    }
}

#define record_test(name) cmocka_unit_test_setup_teardown(name, make_room, nothing_left)

int main(void)
{
    const struct CMUnitTest tests[] = {
        record_test(a_table_is_held_whole_with_its_rows),
        record_test(a_layer_is_held_as_texts_with_its_geometry),
        record_test(rows_tell_what_kind_of_file_they_come_from),
        record_test(columns_are_judged_before_any_row_is_read),
        record_test(a_faulty_row_refuses_the_whole),
        record_test(reading_survives_running_out_of_memory),
    };
    return cmocka_run_group_tests_name("record", tests, NULL, NULL);
}
