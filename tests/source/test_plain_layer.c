/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit memory */

#include "routes/plain.h"

#include "core/memory.h"
#include "support/folder.h"
#include "support/layer.h"

static folder room;

static const routes_plain_field fields[] = {
    {"id", "fips", 0, 1, 1, NULL, "The area"},
    {"value", NULL, 1, 0, 0, "cases", NULL},
    {"time", NULL, 0, 0, 0, NULL, NULL},
};

static void put_square(const layer_file *file, const char *id, double value, const char *wkt)
{
    OGRFeatureH feature = layer_feature(file, wkt);
    OGR_F_SetFieldString(feature, OGR_F_GetFieldIndex(feature, "fips"), id);
    if (value >= 0)
        OGR_F_SetFieldDouble(feature, OGR_F_GetFieldIndex(feature, "value"), value);
    layer_put(file, feature);
}

static void make_layer(const char *driver, const char *name, int epsg, const char *first,
                       const char *second)
{
    layer_file file = layer_create(driver, folder_path(&room, name), "areas", epsg, wkbPolygon);
    layer_field(&file, "fips", OFTString, OFSTNone);
    layer_field(&file, "value", OFTReal, OFSTNone);
    put_square(&file, "b", 0.1, first);
    put_square(&file, "a", -1, second);
    layer_close(&file);
}

static int make_room(void **state)
{
    static const char west[] = "POLYGON ((104 12, 105 12, 105 13, 104 13, 104 12))";
    static const char east[] = "POLYGON ((105 12, 106 12, 106 13, 105 13, 105 12))";
    static const char far[] =
        "POLYGON ((400000 1300000, 500000 1300000, 500000 1400000, 400000 1300000))";
    static const char near[] =
        "POLYGON ((500000 1300000, 600000 1300000, 500000 1400000, 500000 1300000))";
    (void)state;
    folder_make(&room, "plain-layer");
    make_layer("GPKG", "areas.gpkg", 4326, west, east);
    make_layer("ESRI Shapefile", "areas.shp", 4326, west, east);
    make_layer("GeoJSON", "areas.geojson", 4326, west, east);
    make_layer("FlatGeobuf", "areas.fgb", 4326, west, east);
    make_layer("GPKG", "utm.gpkg", 32648, far, near);
    make_layer("ESRI Shapefile", "utm_bare.shp", 0, far, near);
    make_layer("ESRI Shapefile", "bare.shp", 0, west, east);
    make_layer("GPKG", "wrong.gpkg", 32648, west, east);
    folder_put(folder_path(&room, "points.csv"), "fips,count,lon,lat,time\n"
                                                 "b,0.1,104.5,12.5,2001\n"
                                                 "a,,105.5,12.5,\n");
    return 0;
}

static int nothing_left(void **state)
{
    (void)state;
    folder_remove(&room);
    return routes_i_memory_live() == 0 ? 0 : -1;
}

static routes_plain_layer_options with_geometry(void)
{
    routes_plain_layer_options options = ROUTES_PLAIN_LAYER_OPTIONS;
    options.geometry = ROUTES_PLAIN_EACH_GEOMETRY;
    return options;
}

static routes_table *read_file(const char *name, const routes_plain_layer_options *options)
{
    routes_table *table = NULL;
    routes_faults *faults = NULL;
    routes_error err = {0};
    assert_ok(routes_faults_new(&faults, 0, &err), &err);
    assert_ok(
        routes_plain_layer_read(&table, folder_path(&room, name), fields, 3, options, faults, &err),
        &err);
    routes_faults_free(faults);
    return table;
}

/* Expects one fault with this row (0: the file), field, value and beginning of its message. */
static void refused(const char *name, const routes_plain_layer_options *options, size_t row,
                    const char *field, const char *value, const char *message)
{
    routes_table *table = NULL;
    routes_faults *faults = NULL;
    routes_error err = {0};
    assert_ok(routes_faults_new(&faults, 0, &err), &err);
    routes_status status =
        routes_plain_layer_read(&table, folder_path(&room, name), fields, 3, options, faults, &err);
    assert_int_equal(status, ROUTES_E_DATA);
    assert_null(table);
    assert_int_equal(routes_faults_size(faults), 1);
    const routes_fault *fault = routes_faults_at(faults, 0);
    assert_int_equal(fault->row, row);
    if (field)
        assert_string_equal(fault->field, field);
    if (value)
        assert_string_equal(fault->value, value);
    if (!strstr(fault->message, message))
        fail_msg("%s", fault->message);
    assert_non_null(fault->remedy);
    routes_faults_free(faults);
}

static void every_format_says_the_same(void **state)
{
    static const char *const names[] = {"areas.gpkg", "areas.shp", "areas.geojson", "areas.fgb"};
    (void)state;
    routes_plain_layer_options options = with_geometry();
    for (size_t i = 0; i < 4; i++) {
        routes_table *table = read_file(names[i], &options);
        assert_int_equal(routes_table_rows(table), 2);
        assert_int_equal(routes_table_kind(table), ROUTES_KIND_OWN);
        /* FlatGeobuf keeps rows in an order of its own. */
        size_t b = strcmp(routes_table_text_at(table, "id", 0), "b") == 0 ? 0 : 1;
        assert_true(i == 3 || b == 0);
        assert_string_equal(routes_table_text_at(table, "id", 1 - b), "a");
        assert_true(routes_table_numbers(table, 1)[b] == 0.1);
        assert_int_equal(routes_table_status(table, 1)[1 - b], ROUTES_VALUE_NOT_STATED);
        assert_int_equal(routes_table_status(table, 2)[b], ROUTES_VALUE_NOT_STATED);
        assert_near(routes_table_numbers(table, routes_table_find(table, "x"))[b], 104.5, 1e-13);
        assert_near(routes_table_numbers(table, routes_table_find(table, "y"))[b], 12.5, 1e-13);
        assert_string_equal(routes_table_meta(table, "crs"), "EPSG:4326");
        assert_null(routes_table_meta(table, "crs_file"));
        assert_string_equal(routes_table_column(table, 1)->unit, "cases");
        routes_table_free(table);
    }
}

static void a_table_gives_points_by_its_columns(void **state)
{
    static const char *const maps[] = {"value=count"};
    (void)state;
    routes_plain_layer_options options = with_geometry();
    options.maps = maps;
    options.map_count = 1;
    options.x = "lon";
    options.y = "lat";
    options.crs = "EPSG:4326";
    routes_table *table = read_file("points.csv", &options);
    assert_true(routes_table_numbers(table, 1)[0] == 0.1);
    assert_string_equal(routes_table_text_at(table, "time", 0), "2001");
    assert_true(routes_table_numbers(table, routes_table_find(table, "x"))[1] == 105.5);
    assert_int_equal(routes_table_status(table, 5)[0], ROUTES_VALUE_NOT_STATED);
    routes_table_free(table);
    options.crs = "plane";
    table = read_file("points.csv", &options);
    assert_string_equal(routes_table_meta(table, "crs"), "plane");
    assert_string_equal(routes_table_column(table, 3)->unit, "m");
    routes_table_free(table);
    options.crs = NULL;
    refused("points.csv", &options, 0, NULL, NULL, "of no stated system");
    options.crs = "EPSG:32648";
    refused("points.csv", &options, 0, NULL, NULL, "look like degrees");
    options = with_geometry();
    options.geometry = ROUTES_PLAIN_NO_GEOMETRY;
    table = read_file("points.csv", &options); /* without the map value is nowhere */
    assert_int_equal(routes_table_columns(table), 3);
    assert_int_equal(routes_table_status(table, 1)[0], ROUTES_VALUE_NOT_STATED);
    routes_table_free(table);
}

static void a_projected_layer_is_brought_to_degrees_or_kept(void **state)
{
    (void)state;
    routes_plain_layer_options options = with_geometry();
    routes_table *table = read_file("utm.gpkg", &options);
    assert_string_equal(routes_table_meta(table, "crs"), "EPSG:4326");
    assert_string_equal(routes_table_meta(table, "crs_file"), "WGS 84 / UTM zone 48N");
    const double *x = routes_table_numbers(table, routes_table_find(table, "x"));
    assert_true(x[0] > 104.0 && x[0] < 105.0 && x[1] > 105.0 && x[1] < 106.0);
    routes_table_free(table);

    options.crs = "plane";
    table = read_file("utm.gpkg", &options);
    assert_string_equal(routes_table_meta(table, "crs"), "plane");
    assert_near(routes_table_numbers(table, routes_table_find(table, "x"))[1], 1600000.0 / 3.0,
                1e-14);
    routes_table_free(table);
}

static void a_layer_without_a_system_is_a_plane_or_refused(void **state)
{
    (void)state;
    routes_plain_layer_options options = with_geometry();
    routes_table *table = NULL;
    routes_faults *faults = NULL;
    routes_error err = {0};
    assert_ok(routes_faults_new(&faults, 0, &err), &err);
    assert_ok(routes_plain_layer_read(&table, folder_path(&room, "utm_bare.shp"), fields, 2,
                                      &options, faults, &err),
              &err);
    assert_string_equal(routes_table_meta(table, "crs"), "plane");
    assert_int_equal(routes_faults_count(faults, ROUTES_SEVERITY_WARNING), 1);
    routes_faults_free(faults);
    routes_table_free(table);
    refused("bare.shp", &options, 0, NULL, NULL, "of no stated system");
    refused("wrong.gpkg", &options, 0, NULL, NULL, "look like degrees");
    options.crs = "EPSG:4326"; /* stands over what the file says */
    routes_table_free(read_file("bare.shp", &options));
    routes_table_free(read_file("wrong.gpkg", &options));
    refused("utm.gpkg", &options, 0, NULL, NULL, "look projected");
}

static void faults_name_row_field_and_value(void **state)
{
    (void)state;
    routes_plain_layer_options options = ROUTES_PLAIN_LAYER_OPTIONS;
    folder_put(folder_path(&room, "number.csv"), "fips,value\na,1\nb,many\n");
    refused("number.csv", &options, 3, "value", "many", "no number");
    folder_put(folder_path(&room, "empty.csv"), "fips,value\na,1\n,2\n");
    refused("empty.csv", &options, 3, "fips", NULL, "is empty");
    folder_put(folder_path(&room, "twice.csv"), "fips,value\na,1\nb,2\na,3\n");
    refused("twice.csv", &options, 4, "fips", "a", "row 2");
    folder_put(folder_path(&room, "named.csv"), "code,value\na,1\n");
    refused("named.csv", &options, 0, "fips", NULL, "no column \"fips\"");
    options.geometry = ROUTES_PLAIN_EACH_GEOMETRY;
    options.x = "lon";
    options.y = "lat";
    options.crs = "EPSG:4326";
    folder_put(folder_path(&room, "place.csv"), "fips,lon,lat\na,1,2\nb,3,\n");
    refused("place.csv", &options, 3, "lat", NULL, "no position");
    folder_put(folder_path(&room, "swapped.csv"), "fips,lon,lat\na,12,104\n");
    refused("swapped.csv", &options, 0, NULL, NULL, "swapped");
    options = with_geometry();
    options.layer = "other";
    refused("areas.gpkg", &options, 0, NULL, "areas", "no layer \"other\"");
}

static void keys_of_several_columns_repeat_only_together(void **state)
{
    static const routes_plain_field keyed[] = {{"id", NULL, 0, 1, 1, NULL, NULL},
                                               {"time", NULL, 0, 0, 1, NULL, NULL}};
    (void)state;
    routes_table *table = NULL;
    routes_faults *faults = NULL;
    routes_error err = {0};
    assert_ok(routes_faults_new(&faults, 0, &err), &err);
    folder_put(folder_path(&room, "times.csv"), "id,time\na,1\nb,1\na,2\na,\n");
    assert_ok(routes_plain_layer_read(&table, folder_path(&room, "times.csv"), keyed, 2, NULL,
                                      faults, &err),
              &err);
    routes_table_free(table);
    FILE *file = fopen(folder_path(&room, "many.csv"), "wb");
    assert_non_null(file);
    fprintf(file, "id,time\n");
    for (int i = 0; i < 5000; i++)
        fprintf(file, "a%d,t%d\n", i / 7, i % 7);
    fprintf(file, "a3,t5\n");
    fclose(file);
    assert_int_equal(routes_plain_layer_read(&table, folder_path(&room, "many.csv"), keyed, 2, NULL,
                                             faults, &err),
                     ROUTES_E_DATA);
    assert_int_equal(routes_faults_size(faults), 1);
    assert_int_equal(routes_faults_at(faults, 0)->row, 5002);
    assert_string_equal(routes_faults_at(faults, 0)->message, "stands in row 28 too");
    routes_faults_free(faults);
}

static void wrong_arguments_are_refused(void **state)
{
    static const routes_plain_field taken[] = {{"x", NULL, 1, 0, 0, NULL, NULL}};
    static const routes_plain_field number_key[] = {{"id", NULL, 1, 0, 1, NULL, NULL}};
    static const char *const maps[] = {"length"};
    (void)state;
    routes_plain_layer_options options = with_geometry();
    routes_table *table = NULL;
    routes_faults *faults = NULL;
    routes_error err = {0};
    const char *path = folder_path(&room, "points.csv");
    assert_ok(routes_faults_new(&faults, 0, &err), &err);
#define REFUSED(call) assert_int_equal(call, ROUTES_E_ARGUMENT)
    REFUSED(routes_plain_layer_read(NULL, path, fields, 3, NULL, faults, &err));
    REFUSED(routes_plain_layer_read(&table, NULL, fields, 3, NULL, faults, &err));
    REFUSED(routes_plain_layer_read(&table, path, fields, 0, NULL, faults, &err));
    REFUSED(routes_plain_layer_read(&table, path, fields, 3, NULL, NULL, &err));
    REFUSED(routes_plain_layer_read(&table, path, taken, 1, &options, faults, &err));
    REFUSED(routes_plain_layer_read(&table, path, number_key, 1, &options, faults, &err));
    options.x = "lon";
    REFUSED(routes_plain_layer_read(&table, path, fields, 3, &options, faults, &err));
    options = with_geometry();
    options.maps = maps;
    options.map_count = 1;
    REFUSED(routes_plain_layer_read(&table, path, fields, 3, &options, faults, &err));
#undef REFUSED
    routes_faults_free(faults);
}

static void every_allocation_may_fail(void **state)
{
    static const char *const names[] = {"points.csv", "utm.gpkg", "twice.csv"};
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        routes_plain_layer_options options = with_geometry();
        if (i == 0) {
            options.x = "lon";
            options.y = "lat";
            options.crs = "EPSG:4326";
        }
        folder_put(folder_path(&room, "twice.csv"), "fips,value\na,1\nb,2\na,3\n");
        const char *path = folder_path(&room, names[i]);
        long live = routes_i_memory_live();
        routes_status status = ROUTES_E_MEMORY;
        for (long n = 0; status == ROUTES_E_MEMORY; n++) {
            routes_table *table = NULL;
            routes_faults *faults = NULL;
            routes_i_memory_fail_after(n);
            status = routes_faults_new(&faults, 0, NULL);
            if (!status)
                status = routes_plain_layer_read(&table, path, fields, 3, &options, faults, NULL);
            routes_i_memory_fail_after(-1);
            assert_true(!status == (table != NULL));
            routes_table_free(table);
            routes_faults_free(faults);
            assert_int_equal(routes_i_memory_live(), live);
        }
        assert_int_equal(status, i == 2 ? ROUTES_E_DATA : ROUTES_OK);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_format_says_the_same),
        cmocka_unit_test(a_table_gives_points_by_its_columns),
        cmocka_unit_test(a_projected_layer_is_brought_to_degrees_or_kept),
        cmocka_unit_test(a_layer_without_a_system_is_a_plane_or_refused),
        cmocka_unit_test(faults_name_row_field_and_value),
        cmocka_unit_test(keys_of_several_columns_repeat_only_together),
        cmocka_unit_test(wrong_arguments_are_refused),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests_name("plain_layer", tests, make_room, nothing_left);
}
