/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit memory */

#include "source/rows.h"

#include "core/memory.h"
#include "support/folder.h"
#include "support/layer.h"

static folder room;

static int make_room(void **state)
{
    (void)state;
    folder_make(&room, "rows");
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

static routes_faults *new_faults(void)
{
    routes_faults *faults = NULL;
    routes_error err = {0};
    assert_ok(routes_faults_new(&faults, 0, &err), &err);
    return faults;
}

static routes_i_rows *open_file(const char *name, routes_faults *faults)
{
    routes_i_rows *rows = NULL;
    routes_error err = {0};
    assert_ok(routes_i_rows_open(&rows, folder_path(&room, name), NULL, NULL, faults, &err), &err);
    return rows;
}

static const routes_i_raw *next(routes_i_rows *rows)
{
    const routes_i_raw *row = NULL;
    routes_error err = {0};
    assert_ok(routes_i_rows_next(&row, rows, &err), &err);
    return row;
}

/* Reads to the end. */
static routes_status read_file(size_t *sound, const char *path, routes_faults *faults,
                               routes_error *err)
{
    routes_i_rows *rows = NULL;
    const routes_i_raw *row = NULL;
    *sound = 0;
    routes_status status = routes_i_rows_open(&rows, path, NULL, NULL, faults, err);
    while (!status && !(status = routes_i_rows_next(&row, rows, err)) && row)
        *sound += row->sound;
    routes_i_rows_close(rows);
    return status;
}

static void rows_of_a_table_come_one_by_one(void **state)
{
    (void)state;
    routes_faults *faults = new_faults();
    routes_i_rows *rows = open_file("services.CSV", faults);
    static const char *const wanted[3][3] = {
        {"S01", "A, B", "KH12"}, {"S02", "two\nlines", ""}, {"S03", "", "KH18"}};
    for (size_t i = 0; i < 3; i++) {
        const routes_i_raw *row = next(rows);
        assert_int_equal(row->columns, 3);
        assert_int_equal(row->row, i + 2);
        assert_true(row->sound);
        assert_int_equal(row->geometry.size, 0);
        for (size_t j = 0; j < 3; j++)
            assert_string_equal(row->cells[j], wanted[i][j]);
    }
    assert_null(next(rows));
    routes_i_rows_close(rows);
    assert_int_equal(routes_faults_size(faults), 0);
    routes_faults_free(faults);
}

static void rows_of_a_layer_are_texts_with_a_geometry(void **state)
{
    (void)state;
    routes_faults *faults = new_faults();
    routes_i_rows *rows = open_file("areas.geojson", faults);
    routes_point point = {0};
    routes_error err = {0};
    static const char *const wanted[2][5] = {{"KH01", "2001", "103.0557", "yes", ""},
                                             {"KH02", "", "", "", ""}};
    for (size_t i = 0; i < 2; i++) {
        const routes_i_raw *row = next(rows);
        assert_int_equal(row->columns, 5);
        assert_int_equal(row->row, i + 1);
        for (size_t j = 0; j < 5; j++)
            assert_string_equal(row->cells[j], wanted[i][j]);
        if (i == 0) {
            assert_ok(routes_wkb_read_point(&point, row->geometry, &err), &err);
            assert_near(point.lat, 13.5, 0.0);
        } else {
            assert_int_equal(row->geometry.size, 0);
        }
    }
    assert_null(next(rows));
    routes_i_rows_close(rows);
    assert_int_equal(routes_faults_size(faults), 0);
    routes_faults_free(faults);
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

static void columns_are_known_before_any_row_is_read(void **state)
{
    (void)state;
    routes_faults *faults = new_faults();
    size_t columns = 0;

    /* The row is too long, yet nothing of it may be told once its columns are refused. */
    folder_put(folder_path(&room, "p.csv"), "service_id,phone\nS01,+855 12 345 678,x\n");
    routes_i_rows *rows = open_file("p.csv", faults);
    assert_string_equal(routes_i_rows_names(&columns, rows)[1], "phone");
    routes_i_rows_close(rows);
    assert_int_equal(routes_faults_size(faults), 0);
    routes_faults_free(faults);
}

static void a_faulty_row_is_told_of_in_either_kind_of_file(void **state)
{
    (void)state;
    routes_faults *faults = new_faults();
    routes_error err = {0};
    size_t sound = 0;

    assert_ok(read_file(&sound, ROUTES_TEST_DATA "/bad/csv/short_row.csv", faults, &err), &err);
    assert_int_equal(sound, 1);
    assert_int_equal(routes_faults_count(faults, ROUTES_SEVERITY_ERROR), 1);
    folder_put(folder_path(&room, "empty.geojson"),
               "{\"type\":\"FeatureCollection\",\"features\":["
               "{\"type\":\"Feature\",\"properties\":{\"area_id\":\"KH01\"},"
               "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[]}}]}");
    assert_ok(read_file(&sound, folder_path(&room, "empty.geojson"), faults, &err), &err);
    assert_int_equal(sound, 0);
    assert_int_equal(routes_faults_count(faults, ROUTES_SEVERITY_ERROR), 2);
    /* In another encoding no row can be trusted. */
    assert_int_equal(read_file(&sound, ROUTES_TEST_DATA "/bad/csv/latin1.csv", faults, &err),
                     ROUTES_E_DATA);
    assert_non_null(strstr(err.message, "not UTF-8"));
    routes_faults_free(faults);
}

static void reading_survives_running_out_of_memory(void **state)
{
    (void)state;
    static const char *const names[] = {"services.CSV", "areas.geojson"};
    for (size_t f = 0; f < 2; f++) {
        const char *path = folder_path(&room, names[f]);
        for (long allowed = 0;; allowed++) {
            routes_faults *faults = NULL;
            size_t sound = 0;
            routes_i_memory_fail_after(allowed);
            routes_status status = routes_faults_new(&faults, 0, NULL);
            if (!status)
                status = read_file(&sound, path, faults, NULL);
            routes_i_memory_fail_after(-1);
            routes_faults_free(faults);
            assert_int_equal(routes_i_memory_live(), 0);
            if (!status) {
                assert_int_equal(sound, f ? 2 : 3);
                break;
            }
            assert_int_equal(status, ROUTES_E_MEMORY);
        }
    }
}

#define rows_test(name) cmocka_unit_test_setup_teardown(name, make_room, nothing_left)

int main(void)
{
    const struct CMUnitTest tests[] = {
        rows_test(rows_of_a_table_come_one_by_one),
        rows_test(rows_of_a_layer_are_texts_with_a_geometry),
        rows_test(rows_tell_what_kind_of_file_they_come_from),
        rows_test(columns_are_known_before_any_row_is_read),
        rows_test(a_faulty_row_is_told_of_in_either_kind_of_file),
        rows_test(reading_survives_running_out_of_memory),
    };
    return cmocka_run_group_tests_name("rows", tests, NULL, NULL);
}
