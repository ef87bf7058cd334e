/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "export/single.h"

#include <string.h>

#include "core/fail.h"
#include "core/file.h"
#include "core/memory.h"
#include "export/csv_out.h"
#include "export/geopackage.h"
#include "export/ogr_out.h"
#include "export/qmd.h"
#include "export/qml.h"

static bool ends_with(const char *path, const char *ending)
{
    size_t size = strlen(path), length = strlen(ending);
    return size > length && strcmp(path + size - length, ending) == 0;
}

int routes_i_single_knows(const char *path)
{
    return routes_i_format_find(path) || ends_with(path, ".csv") || ends_with(path, ".json");
}

int routes_i_single_suits(const routes_layer *layer, const char *path)
{
    const routes_table *table = routes_layer_table(layer);
    bool shaped = !ends_with(path, ".shp") && !ends_with(path, ".fgb");
    for (size_t i = 0; i < routes_table_columns(table); i++)
        shaped = shaped || routes_table_column(table, i)->type == ROUTES_COLUMN_GEOMETRY;
    return shaped;
}

/* A finished text as a file; the text is freed. */
static routes_status put(routes_i_text *text, const char *path, routes_error *err)
{
    routes_status status =
        text->failed ? routes_i_fail(err, ROUTES_E_MEMORY, "no memory to write %s", path)
                     : routes_i_file_write(path, routes_i_text_get(text), text->size, err);
    routes_i_text_free(text);
    return status;
}

/* `path` with another ending, behind the last dot. */
static char *companion(const char *path, const char *ending)
{
    const char *dot = strrchr(path, '.');
    routes_i_text text = {0};
    routes_i_text_bytes(&text, path, (size_t)(dot - path));
    routes_i_text_add(&text, ending);
    if (text.failed)
        routes_i_text_free(&text);
    return text.bytes;
}

static routes_status put_companion(routes_i_text *text, const char *path, const char *ending,
                                   routes_error *err)
{
    char *beside = companion(path, ending);
    if (!beside) {
        routes_i_text_free(text);
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory to write %s", path);
    }
    routes_status status = put(text, beside, err);
    routes_i_free(beside);
    return status;
}

/* Counts what is in the file. A table without geometry has no .shp, only the .dbf. */
static routes_status recount(const routes_i_format *format, const char *path,
                             const routes_layer *layer, const routes_i_writing *writing,
                             routes_error *err)
{
    size_t rows = routes_table_rows(routes_layer_table(layer));
    if (!format->short_names || routes_i_file_exists(path))
        return routes_i_ogr_recount(format, path, routes_layer_name(layer), rows, writing, err);
    char *dbf = companion(path, ".dbf");
    if (!dbf)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory to write %s", path);
    routes_status status =
        routes_i_ogr_recount(format, dbf, routes_layer_name(layer), rows, writing, err);
    routes_i_free(dbf);
    return status;
}

/* Rows that did not arrive and that GDAL said nothing of: those that a FlatGeobuf does not keep. */
static routes_status explain(routes_status status, const routes_layer *layer, const char *path,
                             const routes_i_writing *writing, routes_error *err)
{
    const routes_table *table = routes_layer_table(layer);
    size_t unshaped = routes_i_ogr_unshaped(table);
    if (status != ROUTES_E_IO || writing->failures || !unshaped || !ends_with(path, ".fgb"))
        return status;
    return routes_i_fail(
        err, ROUTES_E_ARGUMENT,
        "%zu of %zu rows of layer \"%s\" have no geometry, and a .fgb keeps no such "
        "row: ask for .gpkg, .geojson or .csv",
        unshaped, routes_table_rows(table), routes_layer_name(layer));
}

/* One layer through GDAL. */
static routes_status write_ogr(const routes_release *release, const routes_layer *layer,
                               const routes_i_flat *flat, const char *path, const routes_run *run,
                               routes_error *err)
{
    const routes_i_format *format = routes_i_format_find(path);
    const routes_stamp *stamp = routes_release_stamp(release);
    routes_i_writing writing;
    routes_i_text about = {0};
    routes_i_qmd_abstract(&about, layer, stamp);
    if (about.failed) {
        routes_i_text_free(&about);
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a description");
    }
    routes_i_writing_begin(&writing, stamp->date);
    routes_status status = routes_i_writing_driver(format->driver, err);
    GDALDatasetH dataset = status ? NULL : routes_i_ogr_create(format, path);
    if (dataset)
        status = routes_i_ogr_layer(dataset, format, layer, flat, stamp, about.bytes, &writing, run,
                                    err);
    else if (!status)
        status = routes_i_writing_fail(&writing, path, err);
    if (dataset)
        GDALClose(dataset);
    if (!status && writing.failures)
        status = routes_i_writing_fail(&writing, path, err);
    if (!status)
        status = explain(recount(format, path, layer, &writing, err), layer, path, &writing, err);
    routes_i_writing_end(&writing);
    routes_i_text_free(&about);
    return status;
}

routes_status routes_i_single_shapefile(const routes_release *release, const routes_layer *layer,
                                        const char *path, const routes_run *run, routes_error *err)
{
    const routes_stamp *stamp = routes_release_stamp(release);
    routes_i_flat flat;
    routes_i_shape_kind kind;
    bool single;
    routes_i_text qml = {0}, qmd = {0};
    routes_status status = routes_i_flat_make(&flat, layer, stamp, err);
    if (status)
        return status;
    status = write_ogr(release, layer, &flat, path, run, err);
    if (!status)
        status = routes_i_shape_kind_of(&kind, &single, layer, &flat, err);
    if (!status && kind != ROUTES_I_SHAPES_NONE) {
        routes_i_qml_write(&qml, layer, &flat, kind, true);
        status = put_companion(&qml, path, ".qml", err);
    }
    if (!status) {
        routes_i_qmd_write(&qmd, layer, stamp);
        status = put_companion(&qmd, path, ".qmd", err);
    }
    routes_i_flat_free(&flat);
    return status;
}

routes_status routes_i_single_fields(const routes_release *release, const routes_layer *only,
                                     const char *path, routes_error *err)
{
    routes_i_text csv = {0};
    routes_status status = ROUTES_OK;
    routes_i_csv_fields_head(&csv);
    for (size_t i = 0; !status && i < (only ? 1 : routes_release_size(release)); i++) {
        const routes_layer *layer = only ? only : routes_release_at(release, i);
        routes_i_flat flat;
        status = routes_i_flat_make(&flat, layer, routes_release_stamp(release), err);
        if (status)
            break;
        routes_i_csv_fields(&csv, &flat);
        routes_i_flat_free(&flat);
    }
    if (!status)
        return put(&csv, path, err);
    routes_i_text_free(&csv);
    return status;
}

routes_status routes_i_single_csv(const routes_release *release, const routes_layer *layer,
                                  const char *path, routes_error *err)
{
    routes_i_flat flat;
    routes_i_text csv = {0};
    routes_status status = routes_i_flat_make(&flat, layer, routes_release_stamp(release), err);
    if (status)
        return status;
    routes_i_csv_table(&csv, &flat);
    routes_i_flat_free(&flat);
    return put(&csv, path, err);
}

static routes_status write_json(const routes_layer *layer, const char *path, routes_error *err)
{
    char *json = NULL;
    routes_status status = routes_table_json(&json, routes_layer_table(layer), err);
    if (!status)
        status = routes_i_file_write(path, json, strlen(json), err);
    routes_text_free(json);
    return status;
}

static routes_status write_plain(const routes_release *release, const routes_layer *layer,
                                 const char *path, const routes_run *run, routes_error *err)
{
    routes_i_flat flat;
    routes_status status = routes_i_flat_make(&flat, layer, routes_release_stamp(release), err);
    if (!status) {
        status = write_ogr(release, layer, &flat, path, run, err);
        routes_i_flat_free(&flat);
    }
    return status;
}

routes_status routes_i_single_write(const routes_release *release, const routes_layer *layer,
                                    const char *path, const routes_run *run, routes_error *err)
{
    if (ends_with(path, ".csv"))
        return routes_i_single_csv(release, layer, path, err);
    if (ends_with(path, ".json"))
        return write_json(layer, path, err);
    if (ends_with(path, ".gpkg"))
        return routes_i_geopackage_write(release, layer, path, run, err);
    if (!ends_with(path, ".shp"))
        return write_plain(release, layer, path, run, err);
    routes_status status = routes_i_single_shapefile(release, layer, path, run, err);
    if (status)
        return status;
    char *fields = companion(path, ".fields.csv");
    if (!fields)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory to write %s", path);
    status = routes_i_single_fields(release, layer, fields, err);
    routes_i_free(fields);
    return status;
}
