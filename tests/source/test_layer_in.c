/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit memory */
#define _POSIX_C_SOURCE 200809L

#include "source/layer_in.h"

#include <stdlib.h>
#include <unistd.h>

#include "core/memory.h"
#include "support/folder.h"
#include "support/layer.h"

static folder room;

static int make_room(void **state)
{
    (void)state;
    folder_make(&room, "layer-in");
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

/* A layer that must open. */
static routes_i_layer *open_file(const char *path, const char *name, routes_faults *faults)
{
    routes_i_layer *layer = NULL;
    routes_error err = {0};
    assert_ok(routes_i_layer_open(&layer, path, NULL, name, faults, &err), &err);
    return layer;
}

static const routes_i_batch *next(routes_i_layer *layer, routes_faults *faults)
{
    const routes_i_batch *batch = NULL;
    routes_error err = {0};
    assert_ok(routes_i_layer_next(&batch, layer, faults, &err), &err);
    return batch;
}

/* A value of a batch as text, by the name of its field. */
static const char *cell(const routes_i_batch *batch, size_t row, const char *field)
{
    static char digits[ROUTES_I_NUMBER_SIZE];
    for (size_t i = 0; i < batch->columns; i++)
        if (strcmp(batch->fields[i].name, field) == 0)
            return routes_i_batch_text(digits, batch, i, row);
    fail_msg("no field %s", field);
    return "";
}

static void assert_point(routes_wkb wkb, double lon, double lat)
{
    routes_point point = {0};
    routes_error err = {0};
    assert_ok(routes_wkb_read_point(&point, wkb, &err), &err);
    assert_near(point.lon, lon, 1e-12);
    assert_near(point.lat, lat, 1e-12);
}

static const struct {
    const char *driver, *file;
} formats[] = {{"GPKG", "t.gpkg"},
               {"ESRI Shapefile", "t.shp"},
               {"GeoJSON", "t.geojson"},
               {"FlatGeobuf", "t.fgb"},
               {"LIBKML", "t.kml"}};

#define FORMATS (sizeof formats / sizeof *formats)
#define KHMER "\xE1\x9E\x97\xE1\x9F\x92\xE1\x9E\x93\xE1\x9F\x86"

static void write_three(const char *driver, const char *path)
{
    layer_file file = layer_create(driver, path, "t", 4326, wkbPoint);
    layer_field(&file, "id", OFTString, OFSTNone);
    layer_field(&file, "native", OFTString, OFSTNone);
    layer_field(&file, "count", OFTInteger, OFSTNone);
    layer_field(&file, "rate", OFTReal, OFSTNone);
    for (int i = 0; i < 3; i++) {
        OGRFeatureH feature =
            layer_feature(&file, i == 1 ? "POINT (104.5 11.25)" : "POINT (-3 52)");
        OGR_F_SetFieldString(feature, 0, i == 0 ? "A1" : i == 1 ? "007" : "1e5");
        if (i != 2)
            OGR_F_SetFieldString(feature, 1, i ? "a \"b\", c" : KHMER);
        OGR_F_SetFieldInteger(feature, 2, 10 * i - 5);
        OGR_F_SetFieldDouble(feature, 3, i + 0.5);
        layer_put(&file, feature);
    }
    layer_close(&file);
}

static void every_format_gives_the_same_rows(void **state)
{
    (void)state;
    for (size_t f = 0; f < FORMATS; f++) {
        routes_faults *faults = new_faults();
        const char *path = folder_path(&room, formats[f].file);
        write_three(formats[f].driver, path);
        routes_i_layer *layer = open_file(path, formats[f].file, faults);
        const routes_i_batch *batch = next(layer, faults);
        print_message("%s\n", formats[f].driver);
        assert_non_null(batch);
        assert_int_equal(batch->size, 3);
        assert_int_equal(batch->first_row, 1);
        assert_string_equal(routes_i_layer_crs(layer), "EPSG:4326");
        /* FlatGeobuf sorts its features by place. */
        bool in_order = strcmp(cell(batch, 0, "id"), "A1") == 0;
        assert_true(in_order || strcmp(formats[f].driver, "FlatGeobuf") == 0);
        for (size_t row = 0; row < 3; row++) {
            assert_true(batch->sound[row]);
            bool first = strcmp(cell(batch, row, "id"), "A1") == 0;
            bool second = strcmp(cell(batch, row, "id"), "007") == 0;
            assert_point(batch->geometry[row], second ? 104.5 : -3.0, second ? 11.25 : 52.0);
            assert_string_equal(cell(batch, row, "native"), first    ? KHMER
                                                            : second ? "a \"b\", c"
                                                                     : "");
            assert_string_equal(cell(batch, row, "count"), first ? "-5" : second ? "5" : "15");
            assert_string_equal(cell(batch, row, "rate"), first ? "0.5" : second ? "1.5" : "2.5");
        }
        assert_null(next(layer, faults));
        assert_null(next(layer, faults));
        assert_int_equal(routes_faults_size(faults), 0);
        routes_i_layer_close(layer);
        routes_faults_free(faults);
    }
}

static void types_are_kept_and_null_is_null(void **state)
{
    (void)state;
    const char *path = folder_path(&room, "types.gpkg");
    layer_file file = layer_create("GPKG", path, "types", 0, wkbPoint);
    layer_field(&file, "day", OFTDate, OFSTNone);
    layer_field(&file, "moment", OFTDateTime, OFSTNone);
    layer_field(&file, "yes", OFTInteger, OFSTBoolean);
    layer_field(&file, "large", OFTInteger64, OFSTNone);
    layer_field(&file, "real", OFTReal, OFSTNone);
    OGRFeatureH feature = layer_feature(&file, "POINT (1 2)");
    OGR_F_SetFieldDateTime(feature, 0, 2001, 6, 30, 0, 0, 0, 0);
    OGR_F_SetFieldDateTimeEx(feature, 1, 2001, 6, 30, 23, 5, 7.25f, 100);
    OGR_F_SetFieldInteger(feature, 2, 1);
    OGR_F_SetFieldInteger64(feature, 3, INT64_C(9007199254740993));
    OGR_F_SetFieldDouble(feature, 4, 0.1);
    layer_put(&file, feature);
    feature = layer_feature(&file, NULL);
    OGR_F_SetFieldNull(feature, 4);
    layer_put(&file, feature);
    layer_close(&file);

    routes_faults *faults = new_faults();
    routes_i_layer *layer = open_file(path, NULL, faults);
    size_t columns = 0;
    const routes_i_layer_field *fields = routes_i_layer_fields(&columns, layer);
    assert_int_equal(columns, 5);
    assert_int_equal(fields[0].type, ROUTES_I_LAYER_TEXT);
    assert_int_equal(fields[2].type, ROUTES_I_LAYER_BOOLEAN);
    assert_int_equal(fields[3].type, ROUTES_I_LAYER_INTEGER);
    assert_int_equal(fields[4].type, ROUTES_I_LAYER_NUMBER);
    assert_null(routes_i_layer_crs(layer));
    assert_int_equal(routes_i_layer_size(layer), 2);
    const routes_i_batch *batch = next(layer, faults);
    assert_string_equal(cell(batch, 0, "day"), "2001-06-30");
    assert_string_equal(cell(batch, 0, "moment"), "2001-06-30T23:05:07.250Z");
    assert_string_equal(cell(batch, 0, "yes"), "yes");
    assert_string_equal(cell(batch, 0, "large"), "9007199254740993");
    assert_string_equal(cell(batch, 0, "real"), "0.1");
    for (size_t i = 0; i < columns; i++) {
        assert_true(batch->values[i].given[0]);
        assert_false(batch->values[i].given[1]);
        assert_string_equal(cell(batch, 1, fields[i].name), "");
    }
    /* No geometry is a thing not stated, and no fault of the file. */
    assert_true(batch->sound[1]);
    assert_int_equal(batch->geometry[1].size, 0);
    assert_int_equal(routes_faults_size(faults), 0);
    routes_i_layer_close(layer);
    routes_i_layer_close(NULL);
    routes_faults_free(faults);
}

static void texts_of_geojson_stay_texts(void **state)
{
    (void)state;
    const char *path = folder_path(&room, "texts.geojson");
    folder_put(path, "{\"type\":\"FeatureCollection\",\"features\":[\n"
                     "{\"type\":\"Feature\",\"properties\":{\"day\":\"2001-06-30\",\"n\":1,"
                     "\"b\":true,\"list\":[\"a\",\"b\"],\"no\":\"no\",\"nan\":\"nan\"},"
                     "\"geometry\":{\"type\":\"Point\",\"coordinates\":[104,11,7]}},\n"
                     "{\"type\":\"Feature\",\"properties\":{\"day\":\"2001-02-30\"},"
                     "\"geometry\":null}]}\n");
    routes_faults *faults = new_faults();
    routes_i_layer *layer = open_file(path, NULL, faults);
    const routes_i_batch *batch = next(layer, faults);
    assert_int_equal(batch->size, 2);
    assert_string_equal(cell(batch, 0, "day"), "2001-06-30");
    assert_string_equal(cell(batch, 1, "day"), "2001-02-30");
    assert_string_equal(cell(batch, 0, "n"), "1");
    assert_string_equal(cell(batch, 0, "b"), "yes");
    assert_string_equal(cell(batch, 0, "list"), "[ \"a\", \"b\" ]");
    assert_string_equal(cell(batch, 0, "no"), "no");
    assert_string_equal(cell(batch, 0, "nan"), "nan");
    assert_string_equal(cell(batch, 1, "no"), "");
    assert_int_equal(batch->geometry[0].size, ROUTES_WKB_POINT_SIZE);
    assert_int_equal(batch->geometry[1].size, 0);
    routes_i_layer_close(layer);
    routes_faults_free(faults);
}

static void geometry_is_flat_and_of_simple_kinds(void **state)
{
    (void)state;
    static const struct {
        const char *wkt;
        routes_geometry_kind kind;
        const char *fault, *value;
    } cases[] = {
        {"POLYGON Z ((0 0 5,1 0 5,1 1 5,0 0 5))", ROUTES_POLYGON, NULL, NULL},
        {"LINESTRING ZM (0 0 1 2,1 1 3 4)", ROUTES_LINE, NULL, NULL},
        {"MULTIPOINT (0 0,1 1)", ROUTES_MULTIPOINT, NULL, NULL},
        {"CIRCULARSTRING (0 0,1 1,2 0)", ROUTES_LINE, NULL, NULL},
        {"POLYGON EMPTY", 0, "the geometry is empty", "POLYGON EMPTY"},
        {"MULTILINESTRING EMPTY", 0, "the geometry is empty", "MULTILINESTRING EMPTY"},
        {"GEOMETRYCOLLECTION (POINT (0 0))", 0, "geometry of this kind is not read",
         "GEOMETRYCOLLECTION"},
        {"POINT (3 4)", ROUTES_POINT, NULL, NULL},
    };
    const size_t n = sizeof cases / sizeof *cases;
    const char *path = folder_path(&room, "kinds.gpkg");
    layer_file file = layer_create("GPKG", path, "kinds", 4326, wkbUnknown);
    for (size_t i = 0; i < n; i++)
        layer_put(&file, layer_feature(&file, cases[i].wkt));
    layer_close(&file);

    routes_faults *faults = new_faults();
    routes_i_layer *layer = open_file(path, "kinds.gpkg", faults);
    const routes_i_batch *batch = next(layer, faults);
    size_t fault = 0;
    assert_int_equal(batch->size, n);
    for (size_t i = 0; i < n; i++) {
        routes_error err = {0};
        assert_int_equal(batch->sound[i], cases[i].fault == NULL);
        if (cases[i].fault) {
            const routes_fault *told = routes_faults_at(faults, fault++);
            assert_string_equal(told->file, "kinds.gpkg");
            assert_int_equal(told->row, i + 1);
            assert_string_equal(told->field, "geometry");
            assert_string_equal(told->value, cases[i].value);
            assert_string_equal(told->message, cases[i].fault);
            assert_non_null(told->remedy);
        } else {
            routes_geometry_kind kind = 0;
            assert_ok(routes_wkb_describe(&kind, NULL, NULL, batch->geometry[i], &err), &err);
            assert_int_equal(kind, cases[i].kind);
        }
    }
    assert_int_equal(batch->geometry[0].size, 1 + 4 + 4 + 4 + 4 * 16);
    assert_int_equal(routes_faults_size(faults), fault);
    /* The rows are at fault, the file is not. */
    assert_null(next(layer, faults));
    routes_i_layer_close(layer);
    routes_faults_free(faults);
}

static void geometry_that_gdal_drops_is_a_fault(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "null",
        "{\"type\":\"Polygon\",\"coordinates\":[]}",
        "{\"type\":\"Polygon\",\"coordinates\":[[]]}",
        "{\"type\":\"Point\",\"coordinates\":[]}",
        "{\"type\":\"Circle\",\"coordinates\":[1,2]}",
        "{}",
        "[]",
        "\"x\"",
    };
    const char *path = folder_path(&room, "dropped.geojson");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[512];
        snprintf(text, sizeof text,
                 "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\","
                 "\"properties\":{\"a\":1},\"geometry\":%s}]}",
                 cases[i]);
        folder_put(path, text);
        routes_faults *faults = new_faults();
        routes_i_layer *layer = open_file(path, NULL, faults);
        const routes_i_batch *batch = next(layer, faults);
        assert_int_equal(batch->size, 1);
        assert_int_equal(batch->geometry[0].size, 0);
        if (batch->sound[0] != (i == 0) || routes_faults_size(faults) != (i != 0))
            fail_msg("%s is sound: %d", cases[i], batch->sound[0]);
        routes_i_layer_close(layer);
        routes_faults_free(faults);
    }
}

static void coordinate_systems_are_told_by_code(void **state)
{
    (void)state;
    static const int codes[] = {4326, 32648, 3857, 4240};
    for (size_t f = 0; f < 2; f++) {
        for (size_t i = 0; i < 4; i++) {
            char wanted[32];
            char wkt[64];
            bool projected = codes[i] == 32648 || codes[i] == 3857;
            double x = projected ? 500000 : 105;
            double y = projected ? 1300000 : 12;
            const char *path = folder_path(&room, f ? "crs.shp" : "crs.gpkg");
            snprintf(wkt, sizeof wkt, "POINT (%g %g)", x, y);
            layer_file file = layer_create(formats[f].driver, path, "crs", codes[i], wkbPoint);
            layer_field(&file, "id", OFTInteger, OFSTNone);
            layer_put(&file, layer_feature(&file, wkt));
            layer_close(&file);

            routes_faults *faults = new_faults();
            routes_i_layer *layer = open_file(path, NULL, faults);
            snprintf(wanted, sizeof wanted, "EPSG:%d", codes[i]);
            assert_string_equal(routes_i_layer_crs(layer), wanted);
            assert_point(next(layer, faults)->geometry[0], x, y);
            routes_i_layer_close(layer);
            routes_faults_free(faults);
            folder_remove(&room);
            folder_make(&room, "layer-in");
        }
    }
}

/* Opens or reads a file that must be refused; the fault is the caller's to look at. */
static void assert_refused(const char *path, const char *name, routes_status wanted,
                           const char *message)
{
    routes_i_layer *layer = NULL;
    const routes_i_batch *batch = NULL;
    routes_faults *faults = new_faults();
    routes_error err = {0};
    routes_status status = routes_i_layer_open(&layer, path, NULL, name, faults, &err);
    while (!status) {
        status = routes_i_layer_next(&batch, layer, faults, &err);
        if (!status && !batch)
            fail_msg("%s was read", path);
    }
    routes_i_layer_close(layer);
    if (status != wanted || !strstr(err.message, message))
        fail_msg("%s: %d \"%s\", expected %d \"%s\"", path, status, err.message, wanted, message);
    if (wanted == ROUTES_E_DATA) {
        assert_int_equal(routes_faults_size(faults), 1);
        const routes_fault *fault = routes_faults_at(faults, 0);
        /* Of a Shapefile the part that is wrong. */
        assert_memory_equal(fault->file, name, strlen(name) > 4 ? strlen(name) - 4 : 1);
        assert_non_null(fault->remedy);
    } else {
        assert_int_equal(routes_faults_size(faults), 0);
    }
    routes_faults_free(faults);
}

static void only_files_of_this_machine_and_known_kinds_are_opened(void **state)
{
    (void)state;
    const char *local = "only files of this machine";
    assert_refused("/vsicurl/http://127.0.0.1/a.gpkg", "a", ROUTES_E_IO, local);
    assert_refused("/vsimem/a.geojson", "a", ROUTES_E_IO, local);
    assert_refused("/vsizip/a.zip/a.shp", "a", ROUTES_E_IO, local);
    assert_refused("http://127.0.0.1:9/a.geojson", "a", ROUTES_E_IO, local);
    assert_refused("PG:host=127.0.0.1 dbname=x", "a", ROUTES_E_DATA, "kind are not read");
    assert_refused("<OGRVRTDataSource/>", "a", ROUTES_E_DATA, "kind are not read");
    assert_refused("{\"type\":\"Point\",\"coordinates\":[0,0]}", "a", ROUTES_E_DATA,
                   "kind are not read");
    assert_refused(folder_path(&room, "a.vrt"), "a", ROUTES_E_DATA, "a layer as .gpkg");
    assert_refused(folder_path(&room, "a.csv"), "a", ROUTES_E_DATA, "a layer as .gpkg");
    assert_refused("PG:host=127.0.0.1 dbname=x.gpkg", "a", ROUTES_E_IO, "No such file");
    assert_refused(folder_path(&room, "none.fgb"), "none.fgb", ROUTES_E_IO,
                   "cannot open none.fgb: No such file");
    assert_refused(room.path, "a", ROUTES_E_DATA, "kind are not read");

    const char *path = folder_path(&room, "folder.gpkg");
    routes_error err = {0};
    assert_ok(routes_i_folder_make(path, &err), &err);
    assert_refused(path, "a", ROUTES_E_IO, "Is a directory");
    assert_int_equal(symlink("b.shp", folder_path(&room, "a.shp")), 0);
    assert_int_equal(symlink("a.shp", folder_path(&room, "b.shp")), 0);
    assert_refused(folder_path(&room, "a.shp"), "a.shp", ROUTES_E_IO, "cannot open a.shp");
}

static void a_name_decides_the_driver_not_the_content(void **state)
{
    (void)state;
    const char *vrt = "<OGRVRTDataSource><OGRVRTLayer name=\"a\"><SrcDataSource>/etc/passwd"
                      "</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>";
    static const char *const names[] = {"v.geojson", "v.kml", "v.fgb"};
    for (size_t i = 0; i < 3; i++) {
        folder_put(folder_path(&room, names[i]), vrt);
        assert_refused(folder_path(&room, names[i]), names[i], ROUTES_E_DATA, "cannot be read");
    }
    folder_put(folder_path(&room, "v.gpkg"), vrt);
    assert_refused(folder_path(&room, "v.gpkg"), "v.gpkg", ROUTES_E_DATA, "no GeoPackage");
    folder_put(folder_path(&room, "v.shp"), vrt);
    assert_refused(folder_path(&room, "v.shp"), "v.shp", ROUTES_E_DATA, "no Shapefile");
    /* A path that begins like the name of something else is still a path. */
    write_three("GeoJSON", folder_path(&room, "GeoJSON.geojson"));
    routes_faults *faults = new_faults();
    routes_i_layer *layer = open_file(folder_path(&room, "GeoJSON.geojson"), NULL, faults);
    assert_int_equal(next(layer, faults)->size, 3);
    routes_i_layer_close(layer);
    routes_faults_free(faults);
}

static void a_file_cannot_make_us_use_the_network(void **state)
{
    (void)state;
    const char *path = folder_path(&room, "link.geojson");
    folder_put(path, "{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"link\",\"properties\":"
                     "{\"href\":\"http://127.0.0.1:9/crs\",\"type\":\"ogcwkt\"}},\"features\":["
                     "{\"type\":\"Feature\",\"properties\":{\"a\":1},\"geometry\":"
                     "{\"type\":\"Point\",\"coordinates\":[104,11]}}]}");
    assert_refused(path, "link.geojson", ROUTES_E_DATA, "the network is not used");
}

static void a_shapefile_needs_its_parts(void **state)
{
    (void)state;
    write_three("ESRI Shapefile", folder_path(&room, "p.shp"));
    assert_int_equal(rename(folder_path(&room, "p.dbf"), folder_path(&room, "q.dbf")), 0);
    assert_refused(folder_path(&room, "p.shp"), "p.shp", ROUTES_E_IO, "cannot open p.dbf");
    assert_int_equal(rename(folder_path(&room, "q.dbf"), folder_path(&room, "p.dbf")), 0);
    assert_int_equal(rename(folder_path(&room, "p.shx"), folder_path(&room, "q.shx")), 0);
    assert_refused(folder_path(&room, "p.shp"), "p.shp", ROUTES_E_IO, "cannot open p.shx");
    layer_points("ESRI Shapefile", folder_path(&room, "two.shp"), 2);
    assert_int_equal(rename(folder_path(&room, "two.shx"), folder_path(&room, "p.shx")), 0);
    assert_refused(folder_path(&room, "p.shp"), "p.shp", ROUTES_E_DATA,
                   "p.dbf: the file has 3 rows for 2 shapes");
}

static void rows_deleted_from_a_shapefile_are_told_of(void **state)
{
    (void)state;
    layer_points("ESRI Shapefile", folder_path(&room, "d.shp"), 5);
    FILE *file = fopen(folder_path(&room, "d.dbf"), "r+b");
    assert_non_null(file);
    fseek(file, 8, SEEK_SET);
    int header = fgetc(file);
    header += 256 * fgetc(file);
    int width = fgetc(file);
    width += 256 * fgetc(file);
    fseek(file, header + 3 * width, SEEK_SET);
    fputc('*', file);
    fclose(file);
    routes_faults *faults = new_faults();
    routes_i_layer *layer = open_file(folder_path(&room, "d.shp"), "d.shp", faults);
    const routes_i_batch *batch = next(layer, faults);
    assert_int_equal(batch->size, 4);
    assert_string_equal(cell(batch, 3, "id"), "P4");
    assert_null(next(layer, faults));
    assert_int_equal(routes_faults_size(faults), 1);
    assert_int_equal(routes_faults_at(faults, 0)->severity, ROUTES_SEVERITY_WARNING);
    assert_non_null(strstr(routes_faults_at(faults, 0)->message, "1 rows are marked as deleted"));
    routes_i_layer_close(layer);
    routes_faults_free(faults);
}

static void texts_must_be_utf8(void **state)
{
    (void)state;
    /* The .cpg lost, the table says nothing of its code page: the bytes are taken as UTF-8. */
    layer_points("ESRI Shapefile", folder_path(&room, "w.shp"), 3);
    const char *dbf = folder_path(&room, "w.dbf");
    remove(folder_path(&room, "w.cpg"));
    FILE *file = fopen(dbf, "r+b");
    assert_non_null(file);
    fseek(file, 29, SEEK_SET);
    fputc(0, file);
    fseek(file, 8, SEEK_SET);
    int header = fgetc(file);
    header += 256 * fgetc(file);
    int width = fgetc(file);
    width += 256 * fgetc(file);
    /* The second row, whose id begins behind the mark of deletion. */
    fseek(file, header + width + 1, SEEK_SET);
    fwrite("Kr\xE9ong", 1, 6, file);
    fseek(file, header + 1, SEEK_SET);
    fwrite(KHMER, 1, 12, file);
    fclose(file);

    routes_faults *faults = new_faults();
    routes_i_layer *layer = open_file(folder_path(&room, "w.shp"), "w.shp", faults);
    const routes_i_batch *batch = next(layer, faults);
    assert_string_equal(cell(batch, 0, "id"), KHMER);
    assert_true(batch->sound[0]);
    assert_false(batch->sound[1]);
    assert_true(batch->sound[2]);
    assert_int_equal(routes_faults_size(faults), 1);
    const routes_fault *fault = routes_faults_at(faults, 0);
    assert_int_equal(fault->row, 2);
    assert_string_equal(fault->field, "id");
    assert_string_equal(fault->value, "Kr\xEF\xBF\xBDong");
    assert_string_equal(fault->message, "the text is not UTF-8");
    assert_string_equal(fault->remedy, "save the layer with the encoding UTF-8");
    routes_i_layer_close(layer);
    routes_faults_free(faults);
}

static void of_several_layers_one_is_named(void **state)
{
    (void)state;
    const char *path = folder_path(&room, "several.gpkg");
    layer_file file = layer_create("GPKG", path, "one", 4326, wkbPoint);
    layer_add(&file, "layer_styles", 0, wkbNone);
    layer_close(&file);
    routes_faults *faults = new_faults();
    routes_i_layer *layer = open_file(path, NULL, faults);
    routes_i_layer_close(layer);
    routes_faults_free(faults);

    path = folder_path(&room, "three.gpkg");
    file = layer_create("GPKG", path, "one", 4326, wkbPoint);
    layer_add(&file, "two", 4326, wkbPoint);
    layer_field(&file, "b", OFTInteger, OFSTNone);
    layer_close(&file);
    assert_refused(path, "three.gpkg", ROUTES_E_DATA, "the file holds 2 layers");
    faults = new_faults();
    layer = NULL;
    routes_error err = {0};
    size_t columns = 0;
    assert_ok(routes_i_layer_open(&layer, path, "two", NULL, faults, &err), &err);
    assert_string_equal(routes_i_layer_fields(&columns, layer)[0].name, "b");
    assert_null(next(layer, faults));
    routes_i_layer_close(layer);
    assert_int_equal(routes_i_layer_open(&layer, path, "four", NULL, faults, &err), ROUTES_E_DATA);
    assert_string_equal(routes_faults_at(faults, 0)->value, "one, two");
    assert_null(layer);
    routes_faults_free(faults);
}

static void a_large_layer_comes_in_batches(void **state)
{
    (void)state;
    const size_t n = 2 * ROUTES_I_BATCH_ROWS + 7;
    const char *path = folder_path(&room, "large.gpkg");
    layer_points("GPKG", path, n);
    routes_faults *faults = new_faults();
    routes_i_layer *layer = open_file(path, NULL, faults);
    size_t rows = 0;
    size_t batches = 0;
    for (const routes_i_batch *batch; (batch = next(layer, faults)); batches++) {
        assert_int_equal(batch->first_row, rows + 1);
        for (size_t i = 0; i < batch->size; i++, rows++)
            assert_int_equal(batch->values[1].integers[i], rows);
    }
    assert_int_equal(rows, n);
    assert_int_equal(batches, 3);
    routes_i_layer_close(layer);
    routes_faults_free(faults);
}

static void heavy_geometry_ends_a_batch_early(void **state)
{
    (void)state;
    const char *path = folder_path(&room, "heavy.fgb");
    layer_file file = layer_create("FlatGeobuf", path, "heavy", 4326, wkbLineString);
    for (int i = 0; i < 5; i++) {
        OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(file.layer));
        OGRGeometryH line = OGR_G_CreateGeometry(wkbLineString);
        OGR_G_SetPointCount(line, 200000);
        for (int j = 0; j < 200000; j++)
            OGR_G_SetPoint_2D(line, j, 100 + j * 1e-6, 10 + i);
        OGR_F_SetGeometryDirectly(feature, line);
        layer_put(&file, feature);
    }
    layer_close(&file);
    routes_faults *faults = new_faults();
    routes_i_layer *layer = open_file(path, NULL, faults);
    assert_int_equal(next(layer, faults)->size, 3);
    assert_int_equal(next(layer, faults)->size, 2);
    assert_null(next(layer, faults));
    routes_i_layer_close(layer);
    routes_faults_free(faults);
}

static int heard;

static void CPL_STDCALL hear(CPLErr level, CPLErrorNum number, const char *words)
{
    (void)level;
    (void)number;
    (void)words;
    heard++;
}

static void gdal_is_left_as_it_was(void **state)
{
    (void)state;
    CPLErrorHandler before = CPLSetErrorHandler(hear);
    write_three("GeoJSON", folder_path(&room, "t.geojson"));
    folder_put(folder_path(&room, "bad.geojson"), "{\"type\":\"FeatureCollection\",");
    routes_faults *faults = new_faults();
    routes_i_layer *layer = NULL;
    heard = 0;
    assert_int_equal(
        routes_i_layer_open(&layer, folder_path(&room, "bad.geojson"), NULL, NULL, faults, NULL),
        ROUTES_E_DATA);
    layer = open_file(folder_path(&room, "t.geojson"), NULL, faults);
    assert_non_null(next(layer, faults));
    routes_i_layer_close(layer);
    assert_int_equal(heard, 0);
    CPLError(CE_Warning, CPLE_AppDefined, "for the test");
    assert_int_equal(heard, 1);
    CPLSetErrorHandler(before);
    routes_faults_free(faults);
}

static void reading_survives_running_out_of_memory(void **state)
{
    (void)state;
    static const char *const names[] = {"t.gpkg", "t.shp"};
    write_three("GPKG", folder_path(&room, "t.gpkg"));
    write_three("ESRI Shapefile", folder_path(&room, "t.shp"));
    for (size_t f = 0; f < 2; f++) {
        const char *path = folder_path(&room, names[f]);
        for (long allowed = 0;; allowed++) {
            routes_i_layer *layer = NULL;
            routes_faults *faults = NULL;
            const routes_i_batch *batch = NULL;
            routes_i_memory_fail_after(allowed);
            routes_status status = routes_faults_new(&faults, 0, NULL);
            if (!status)
                status = routes_i_layer_open(&layer, path, NULL, NULL, faults, NULL);
            if (!status)
                status = routes_i_layer_next(&batch, layer, faults, NULL);
            routes_i_memory_fail_after(-1);
            assert_true(!batch == (status != ROUTES_OK));
            routes_i_layer_close(layer);
            routes_faults_free(faults);
            assert_int_equal(routes_i_memory_live(), 0);
            if (!status)
                break;
            assert_int_equal(status, ROUTES_E_MEMORY);
        }
    }
}

#define layer_test(name) cmocka_unit_test_setup_teardown(name, make_room, nothing_left)

int main(void)
{
    const struct CMUnitTest tests[] = {
        layer_test(every_format_gives_the_same_rows),
        layer_test(types_are_kept_and_null_is_null),
        layer_test(texts_of_geojson_stay_texts),
        layer_test(geometry_is_flat_and_of_simple_kinds),
        layer_test(geometry_that_gdal_drops_is_a_fault),
        layer_test(coordinate_systems_are_told_by_code),
        layer_test(only_files_of_this_machine_and_known_kinds_are_opened),
        layer_test(a_name_decides_the_driver_not_the_content),
        layer_test(a_file_cannot_make_us_use_the_network),
        layer_test(a_shapefile_needs_its_parts),
        layer_test(rows_deleted_from_a_shapefile_are_told_of),
        layer_test(texts_must_be_utf8),
        layer_test(of_several_layers_one_is_named),
        layer_test(a_large_layer_comes_in_batches),
        layer_test(heavy_geometry_ends_a_batch_early),
        layer_test(gdal_is_left_as_it_was),
        layer_test(reading_survives_running_out_of_memory),
    };
    return cmocka_run_group_tests_name("layer_in", tests, NULL, NULL);
}
