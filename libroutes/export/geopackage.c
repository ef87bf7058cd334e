/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "export/geopackage.h"

#include <string.h>

#include <cpl_string.h>
#include <ogr_api.h>

#include "core/fail.h"
#include "export/domain.h"
#include "export/ogr_out.h"
#include "export/qmd.h"
#include "export/qml.h"
#include "export/shape_kind.h"

/* The file being written. */
struct package {
    const routes_release *release;
    const routes_layer *only;
    const char *path;
    const routes_i_format *format;
    GDALDatasetH dataset;
    routes_i_writing writing;
};

static routes_status failed(const struct package *package, routes_error *err)
{
    return routes_i_writing_fail(&package->writing, package->path, err);
}

static const routes_layer *layer_at(const struct package *package, size_t index)
{
    if (package->only)
        return index == 0 ? package->only : NULL;
    return routes_release_at(package->release, index);
}

static routes_status write_layer(struct package *package, const routes_layer *layer,
                                 const routes_run *run, routes_error *err)
{
    const routes_stamp *stamp = routes_release_stamp(package->release);
    routes_i_flat flat;
    routes_i_text about = {0};
    routes_status status = routes_i_flat_make(&flat, layer, stamp, err);
    if (status)
        return status;
    routes_i_qmd_abstract(&about, layer, stamp);
    if (about.failed)
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a description");
    else
        status = routes_i_ogr_layer(package->dataset, package->format, layer, &flat, stamp,
                                    about.bytes, &package->writing, run, err);
    routes_i_text_free(&about);
    routes_i_flat_free(&flat);
    return status;
}

/* A table of texts; null when it could not be made. */
static OGRLayerH make_table(struct package *package, const char *name, const char *const *fields,
                            size_t n)
{
    OGRLayerH table = GDALDatasetCreateLayer(package->dataset, name, NULL, wkbNone, NULL);
    for (size_t i = 0; table && i < n; i++) {
        OGRFieldDefnH field = OGR_Fld_Create(fields[i], OFTString);
        if (OGR_L_CreateField(table, field, 0) != OGRERR_NONE)
            table = NULL;
        OGR_Fld_Destroy(field);
    }
    return table;
}

static bool add_texts(OGRLayerH table, const char *const *texts, size_t n)
{
    OGRFeatureH row = OGR_F_Create(OGR_L_GetLayerDefn(table));
    for (size_t i = 0; i < n; i++)
        if (texts[i])
            OGR_F_SetFieldString(row, (int)i, texts[i]);
    bool added = OGR_L_CreateFeature(table, row) == OGRERR_NONE;
    OGR_F_Destroy(row);
    return added;
}

static routes_status add_style(struct package *package, OGRLayerH table, const routes_layer *layer,
                               routes_error *err)
{
    const routes_stamp *stamp = routes_release_stamp(package->release);
    routes_i_flat flat;
    routes_i_shape_kind kind;
    bool single;
    routes_i_text qml = {0};
    routes_status status = routes_i_flat_make(&flat, layer, stamp, err);
    if (status)
        return status;
    status = routes_i_shape_kind_of(&kind, &single, layer, &flat, err);
    if (!status && kind != ROUTES_I_SHAPES_NONE) {
        routes_i_qml_write(&qml, layer, &flat, kind, false);
        const char *const texts[] = {"",
                                     "",
                                     routes_layer_name(layer),
                                     "geom",
                                     routes_layer_name(layer),
                                     qml.bytes,
                                     "",
                                     "1",
                                     routes_layer_title(layer),
                                     "",
                                     NULL,
                                     stamp->date};
        if (qml.failed)
            status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a style");
        else if (!add_texts(table, texts, sizeof texts / sizeof *texts))
            status = failed(package, err);
    }
    routes_i_text_free(&qml);
    routes_i_flat_free(&flat);
    return status;
}

/* The table in which QGIS looks for styles. */
static routes_status write_styles(struct package *package, routes_error *err)
{
    static const char *const fields[] = {
        "f_table_catalog", "f_table_schema", "f_table_name", "f_geometry_column",
        "styleName",       "styleQML",       "styleSLD",     "useAsDefault",
        "description",     "owner",          "ui",           "update_time"};
    const routes_layer *layer;
    OGRLayerH table = make_table(package, "layer_styles", fields, sizeof fields / sizeof *fields);
    routes_status status = table ? ROUTES_OK : failed(package, err);
    for (size_t i = 0; !status && (layer = layer_at(package, i)); i++)
        status = add_style(package, table, layer, err);
    return status;
}

static routes_status add_descriptions(struct package *package, OGRLayerH table,
                                      const routes_layer *layer, routes_error *err)
{
    routes_i_flat flat;
    routes_status status =
        routes_i_flat_make(&flat, layer, routes_release_stamp(package->release), err);
    if (status)
        return status;
    for (size_t i = 0; !status && i < flat.count; i++) {
        const char *const texts[] = {routes_layer_name(layer), flat.fields[i].name,
                                     flat.fields[i].unit, flat.fields[i].about};
        if (!add_texts(table, texts, sizeof texts / sizeof *texts))
            status = failed(package, err);
    }
    routes_i_flat_free(&flat);
    return status;
}

static routes_status write_descriptions(struct package *package, routes_error *err)
{
    static const char *const fields[] = {"layer", "field", "unit", "description"};
    const routes_layer *layer;
    OGRLayerH table =
        make_table(package, "field_descriptions", fields, sizeof fields / sizeof *fields);
    routes_status status = table ? ROUTES_OK : failed(package, err);
    for (size_t i = 0; !status && (layer = layer_at(package, i)); i++)
        status = add_descriptions(package, table, layer, err);
    return status;
}

/* The stamp of the whole file (S33). */
static routes_status write_metadata(struct package *package, routes_error *err)
{
    const routes_stamp *stamp = routes_release_stamp(package->release);
    const char *const pairs[][2] = {
        {"TIER", routes_tier_text(stamp->tier)},
        {"TLP", stamp->tlp},
        {"RELEASE", stamp->release_id},
        {"DATE", stamp->date},
        {"END_DATE", stamp->end_date},
        {"PURPOSE", stamp->purpose},
        {"APPROVER", stamp->approver},
        {"SOURCES", stamp->sources},
        {"CREDITS", stamp->credits},
        {"NOTICE", stamp->notice},
        {"BOUNDARY", stamp->boundary},
        {"OVERRIDES", stamp->overrides},
    };
    bool done = true;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (pairs[i][1])
            done =
                GDALSetMetadataItem(package->dataset, pairs[i][0], pairs[i][1], NULL) == CE_None &&
                done;
    return done ? ROUTES_OK : failed(package, err);
}

/* One transaction round all of it: thousands of rows a second become hundreds of thousands. */
static routes_status fill(struct package *package, const routes_run *run, routes_error *err)
{
    const routes_layer *layer;
    if (GDALDatasetStartTransaction(package->dataset, 0) != OGRERR_NONE ||
        !routes_i_domain_add(package->dataset))
        return failed(package, err);
    routes_status status = ROUTES_OK;
    for (size_t i = 0; !status && (layer = layer_at(package, i)); i++)
        status = write_layer(package, layer, run, err);
    if (!status)
        status = write_styles(package, err);
    if (!status)
        status = write_descriptions(package, err);
    if (!status)
        status = write_metadata(package, err);
    if (!status && GDALDatasetCommitTransaction(package->dataset) != OGRERR_NONE)
        status = failed(package, err);
    return status;
}

static routes_status recount(struct package *package, routes_error *err)
{
    const routes_layer *layer;
    routes_status status = ROUTES_OK;
    for (size_t i = 0; !status && (layer = layer_at(package, i)); i++)
        status = routes_i_ogr_recount(package->format, package->path, routes_layer_name(layer),
                                      routes_table_rows(routes_layer_table(layer)),
                                      &package->writing, err);
    return status;
}

routes_status routes_i_geopackage_write(const routes_release *release, const routes_layer *only,
                                        const char *path, const routes_run *run, routes_error *err)
{
    struct package package = {
        .release = release, .only = only, .path = path, .format = routes_i_format_find(".x.gpkg")};
    routes_i_writing_begin(&package.writing, routes_release_stamp(release)->date);
    routes_status status = routes_i_writing_driver(package.format->driver, err);
    if (!status) {
        package.dataset = routes_i_ogr_create(package.format, path);
        status = package.dataset ? fill(&package, run, err) : failed(&package, err);
    }
    if (package.dataset)
        GDALClose(package.dataset);
    if (!status && package.writing.failures)
        status = failed(&package, err);
    if (!status)
        status = recount(&package, err);
    routes_i_writing_end(&package.writing);
    return status;
}
