/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: property */
/* Timeout: 300 */
#define _POSIX_C_SOURCE 200809L
/* A file that was cut off or has a byte changed is never read as a shorter one. */

#include "source/layer_in.h"

#include <unistd.h>

#include "core/memory.h"
#include "support/folder.h"
#include "support/layer.h"

#define ROWS 12

static folder room;

static int make_room(void **state)
{
    (void)state;
    folder_make(&room, "layer-cut");
    return 0;
}

static int nothing_left(void **state)
{
    (void)state;
    folder_remove(&room);
    return routes_i_memory_live() == 0 ? 0 : -1;
}

/* What reading gave: a status, rows, and whether anything was said. */
typedef struct outcome {
    routes_status status;
    size_t rows;
    size_t sound;
    size_t faults;
    char message[ROUTES_ERROR_MESSAGE_SIZE];
} outcome;

static outcome read_all(const char *path)
{
    outcome seen = {0};
    routes_i_layer *layer = NULL;
    const routes_i_batch *batch = NULL;
    routes_faults *faults = NULL;
    routes_error err = {0};
    assert_ok(routes_faults_new(&faults, 0, &err), &err);
    seen.status = routes_i_layer_open(&layer, path, NULL, NULL, faults, &err);
    while (!seen.status) {
        seen.status = routes_i_layer_next(&batch, layer, faults, &err);
        if (seen.status || !batch)
            break;
        seen.rows += batch->size;
        for (size_t i = 0; i < batch->size; i++)
            seen.sound += batch->sound[i];
    }
    routes_i_layer_close(layer);
    seen.faults = routes_faults_count(faults, ROUTES_SEVERITY_ERROR);
    memcpy(seen.message, err.message, sizeof seen.message);
    routes_faults_free(faults);
    return seen;
}

static void put_bytes(const char *path, const char *bytes, size_t size)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
}

/* A result that may stand: refused in words, or all rows there, each sound or told of. */
static bool is_honest(outcome seen)
{
    if (seen.status)
        return (seen.status == ROUTES_E_DATA || seen.status == ROUTES_E_IO) && seen.message[0];
    return seen.rows == ROWS && seen.sound + seen.faults >= ROWS;
}

/* Cuts `part` of the layer at `path`, from its end, by `step` bytes again and again. */
static void cut_everywhere(const char *path, const char *part, size_t step)
{
    char *bytes = NULL;
    size_t size = 0;
    routes_error err = {0};
    size_t whole = 0;
    assert_ok(routes_i_file_read(&bytes, &size, part, &err), &err);
    assert_int_equal(read_all(path).sound, ROWS);
    for (size_t cut = (size - 1) / step * step + step; cut;) {
        cut -= step;
        assert_int_equal(truncate(part, (off_t)cut), 0);
        outcome seen = read_all(path);
        if (!is_honest(seen))
            fail_msg("%s cut at %zu of %zu: %d, %zu rows, %zu sound, %zu faults", part, cut, size,
                     seen.status, seen.rows, seen.sound, seen.faults);
        whole += !seen.status && seen.sound == ROWS;
    }
    put_bytes(part, bytes, size);
    routes_i_free(bytes);
    /* A line end or an end mark may be missed, nothing else. */
    assert_true(whole < 3);
}

/* Changes bytes of `part` here and there. Values may differ then; rows must not be missing. */
static void change_bytes(const char *path, const char *part, int rounds)
{
    char *bytes = NULL;
    size_t size = 0;
    uint64_t seed = 2001;
    routes_error err = {0};
    assert_ok(routes_i_file_read(&bytes, &size, part, &err), &err);
    FILE *file = fopen(part, "r+b");
    assert_non_null(file);
    setvbuf(file, NULL, _IONBF, 0);
    for (int round = 0; round < rounds; round++) {
        /* Headers are short and decide most. */
        size_t at = draw(&seed) % (round % 2 ? size : size < 120 ? size : 120);
        int value = (int)(draw(&seed) % 256);
        fseek(file, (long)at, SEEK_SET);
        fputc(value, file);
        outcome seen = read_all(path);
        if (!is_honest(seen))
            fail_msg("%s byte %zu = %d: %d, %zu rows, %zu sound, %zu faults", part, at, value,
                     seen.status, seen.rows, seen.sound, seen.faults);
        fseek(file, (long)at, SEEK_SET);
        fputc((unsigned char)bytes[at], file);
    }
    fclose(file);
    routes_i_free(bytes);
}

static void cut_geopackage(void **state)
{
    (void)state;
    const char *path = folder_path(&room, "c.gpkg");
    layer_points("GPKG", path, ROWS);
    cut_everywhere(path, path, 512);
    change_bytes(path, path, 400);
}

static void cut_shapefile(void **state)
{
    (void)state;
    char path[512];
    snprintf(path, sizeof path, "%s", folder_path(&room, "c.shp"));
    layer_points("ESRI Shapefile", path, ROWS);
    cut_everywhere(path, path, 1);
    cut_everywhere(path, folder_path(&room, "c.shx"), 1);
    cut_everywhere(path, folder_path(&room, "c.dbf"), 1);
    change_bytes(path, path, 400);
    change_bytes(path, folder_path(&room, "c.shx"), 400);
    change_bytes(path, folder_path(&room, "c.dbf"), 400);
}

static void cut_geojson(void **state)
{
    (void)state;
    const char *path = folder_path(&room, "c.geojson");
    layer_points("GeoJSON", path, ROWS);
    cut_everywhere(path, path, 1);
    change_bytes(path, path, 400);
}

static void cut_flatgeobuf(void **state)
{
    (void)state;
    const char *path = folder_path(&room, "c.fgb");
    layer_points("FlatGeobuf", path, ROWS);
    cut_everywhere(path, path, 1);
    change_bytes(path, path, 400);
}

static void cut_kml(void **state)
{
    (void)state;
    const char *path = folder_path(&room, "c.kml");
    layer_points("LIBKML", path, ROWS);
    cut_everywhere(path, path, 7);
}

#define cut_test(name) cmocka_unit_test_setup_teardown(name, make_room, nothing_left)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cut_test(cut_geopackage), cut_test(cut_shapefile), cut_test(cut_geojson),
        cut_test(cut_flatgeobuf), cut_test(cut_kml),
    };
    return cmocka_run_group_tests_name("layer_cut", tests, NULL, NULL);
}
