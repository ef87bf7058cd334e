/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/export.h"

#include <stdio.h>
#include <string.h>

#include "core/fail.h"
#include "core/file.h"
#include "core/memory.h"
#include "export/csv_out.h"
#include "export/gpkg_out.h"
#include "export/ogr.h"
#include "export/shape_out.h"

static routes_status no_memory(routes_error *err)
{
    return routes_i_fail(err, ROUTES_E_MEMORY, "no memory to write a release");
}

static routes_status write_text(const char *path, const routes_i_text *text, routes_error *err)
{
    return text->failed || !path
               ? no_memory(err)
               : routes_i_file_write(path, routes_i_text_get(text), text->size, err);
}

static routes_status write_csv(const char *path, const routes_layer *layer, routes_error *err)
{
    routes_i_text text = {0};
    routes_status status = routes_i_csv_print(&text, routes_layer_table(layer), err);
    if (!status)
        status = write_text(path, &text, err);
    routes_i_text_free(&text);
    return status;
}

static routes_status write_tables(const char *folder, const routes_release *release,
                                  routes_error *err)
{
    routes_status status = routes_i_folder_make(folder, err);
    for (size_t i = 0; i < routes_release_size(release) && !status; i++) {
        const routes_layer *layer = routes_release_at(release, i);
        routes_i_text path = {0};
        routes_i_text_print(&path, "%s/%s.csv", folder, routes_layer_name(layer));
        status = path.failed ? no_memory(err) : write_csv(path.bytes, layer, err);
        routes_i_text_free(&path);
    }
    return status;
}

static routes_status write_shapefiles(const char *folder, const routes_release *release,
                                      const routes_run *run, routes_error *err)
{
    routes_i_text fields = {0};
    routes_i_text_add(&fields, "layer,shp,field,unit,description\n");
    routes_status status = routes_i_folder_make(folder, err);
    for (size_t i = 0; i < routes_release_size(release) && !status; i++) {
        const routes_layer *layer = routes_release_at(release, i);
        if (routes_i_flat_geometry(routes_layer_table(layer)) == SIZE_MAX)
            continue;
        status = routes_i_shape_write(folder, release, layer, run, err);
        if (!status)
            status = routes_i_shape_fields(&fields, layer, err);
    }
    char *path = status ? NULL : routes_i_path_join(folder, "fields.csv");
    if (!status)
        status = write_text(path, &fields, err);
    routes_i_free(path);
    routes_i_text_free(&fields);
    return status;
}

routes_status routes_export_release(const routes_release *release, const char *folder,
                                    const routes_run *run, routes_error *err)
{
    if (!release || !folder)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "release and folder must not be null");
    char *package = routes_i_path_join(folder, "layers.gpkg");
    char *shapefiles = routes_i_path_join(folder, "shapefiles");
    char *tables = routes_i_path_join(folder, "tables");
    routes_status status = package && shapefiles && tables
                               ? routes_i_gpkg_write(package, release, NULL, run, err)
                               : no_memory(err);
    if (!status)
        status = write_shapefiles(shapefiles, release, run, err);
    if (!status)
        status = write_tables(tables, release, err);
    routes_i_free(package);
    routes_i_free(shapefiles);
    routes_i_free(tables);
    return status;
}

/* A format of one file that GDAL writes. */
static routes_status write_by_driver(const char *driver, const char *path,
                                     const routes_release *release, const routes_layer *layer,
                                     const routes_run *run, routes_error *err)
{
    routes_i_ogr ogr;
    GDALDatasetH set = NULL;
    const routes_i_ogr_how how = {.driver = driver};
    routes_i_ogr_begin(&ogr, routes_release_stamp(release)->date);
    routes_status status = routes_i_ogr_create(&set, &ogr, driver, path, err);
    if (!status) {
        status = routes_i_ogr_write(set, &ogr, layer, &how, path, run, err);
        routes_status closed = routes_i_ogr_close(set, &ogr, path, status ? NULL : err);
        status = status ? status : closed;
    }
    if (!status)
        status = routes_i_ogr_verify(&ogr, driver, path, routes_layer_name(layer),
                                     routes_table_rows(routes_layer_table(layer)), err);
    routes_i_ogr_end(&ogr);
    return status;
}

static routes_status write_json(const char *path, const routes_layer *layer, routes_error *err)
{
    char *json = NULL;
    routes_status status = routes_table_json(&json, routes_layer_table(layer), err);
    if (!status)
        status = routes_i_file_write(path, json, strlen(json), err);
    routes_text_free(json);
    return status;
}

typedef enum format {
    FORMAT_GPKG,
    FORMAT_SHP,
    FORMAT_GEOJSON,
    FORMAT_FGB,
    FORMAT_CSV,
    FORMAT_JSON,
    FORMATS
} format;

static const char *const endings[] = {".gpkg", ".shp", ".geojson", ".fgb", ".csv", ".json"};

static format format_of(const char *file)
{
    size_t size = strlen(file);
    for (int i = 0; i < FORMATS; i++)
        if (size > strlen(endings[i]) && strcmp(file + size - strlen(endings[i]), endings[i]) == 0)
            return (format)i;
    return FORMATS;
}

/* The files of a shapefile take their place one by one, the .shp last. */
static routes_status move_shapefile(const char *made, const char *layer, const char *file,
                                    routes_error *err)
{
    static const char *const parts[] = {"shx", "dbf", "prj", "cpg", "qml", "qmd", "shp"};
    routes_status status = ROUTES_OK;
    for (size_t i = 0; i < sizeof parts / sizeof *parts && !status; i++) {
        routes_i_text from = {0}, to = {0};
        routes_i_text_print(&from, "%s/%s.%s", made, layer, parts[i]);
        routes_i_text_bytes(&to, file, strlen(file) - 3);
        routes_i_text_add(&to, parts[i]);
        if (from.failed || to.failed)
            status = no_memory(err);
        else if (routes_i_file_exists(from.bytes))
            status = routes_i_file_replace(from.bytes, to.bytes, err);
        routes_i_text_free(&from);
        routes_i_text_free(&to);
    }
    return status;
}

static routes_status write_shapefile(const char *file, const routes_release *release,
                                     const routes_layer *layer, const routes_run *run,
                                     routes_error *err)
{
    char *folder = routes_i_path_beside(file, ".", ".part");
    if (!folder)
        return no_memory(err);
    routes_status status = routes_i_folder_remove(folder, err);
    if (!status)
        status = routes_i_folder_make(folder, err);
    if (!status)
        status = routes_i_shape_write(folder, release, layer, run, err);
    if (!status)
        status = move_shapefile(folder, routes_layer_name(layer), file, err);
    routes_status removed = routes_i_folder_remove(folder, status ? NULL : err);
    routes_i_free(folder);
    return status ? status : removed;
}

/* Writes beside the target and takes its place when whole. */
static routes_status write_beside(format as, const char *file, const routes_release *release,
                                  const routes_layer *layer, const routes_run *run,
                                  routes_error *err)
{
    char *made = routes_i_path_beside(file, ".", as == FORMAT_GPKG ? ".part.gpkg" : ".part");
    if (!made)
        return no_memory(err);
    routes_status status = routes_i_file_remove(made, err);
    if (!status && as == FORMAT_GPKG)
        status = routes_i_gpkg_write(made, release, layer, run, err);
    else if (!status)
        status = write_by_driver(as == FORMAT_FGB ? "FlatGeobuf" : "GeoJSON", made, release, layer,
                                 run, err);
    if (!status)
        status = routes_i_file_replace(made, file, err);
    if (status)
        (void)!routes_i_file_remove(made, NULL);
    routes_i_free(made);
    return status;
}

routes_status routes_export_layer(const routes_release *release, const routes_layer *layer,
                                  const char *file, const routes_run *run, routes_error *err)
{
    if (!release || !layer || !file)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "release, layer and file must not be null");
    format as = format_of(file);
    switch (as) {
    case FORMAT_CSV:
        return write_csv(file, layer, err);
    case FORMAT_JSON:
        return write_json(file, layer, err);
    case FORMAT_SHP:
        return write_shapefile(file, release, layer, run, err);
    case FORMAT_GPKG:
    case FORMAT_GEOJSON:
    case FORMAT_FGB:
        return write_beside(as, file, release, layer, run, err);
    case FORMATS:
        break;
    }
    return routes_i_fail(
        err, ROUTES_E_ARGUMENT,
        "the ending of %s is not known; take .gpkg .shp .geojson .fgb .csv or .json", file);
}
