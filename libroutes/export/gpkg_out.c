/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "export/gpkg_out.h"

#include <cpl_string.h>
#include <ogr_api.h>
#include <stdio.h>

#include "core/fail.h"
#include "export/qml.h"

/* The table in which QGIS looks for styles, its columns in QGIS's own order. */
static const char *const style_fields[] = {
    "f_table_catalog", "f_table_schema", "f_table_name", "f_geometry_column",
    "styleName",       "styleQML",       "styleSLD",     "useAsDefault",
    "description",     "owner",          "ui",           "update_time"};

struct writer {
    const routes_release *release;
    const routes_layer *only;
    const routes_run *run;
    const char *path;
    GDALDatasetH set;
    routes_i_ogr *ogr;
    routes_error *err;
};

static size_t layer_count(const struct writer *writer)
{
    return writer->only ? 1 : routes_release_size(writer->release);
}

static const routes_layer *layer_at(const struct writer *writer, size_t i)
{
    return writer->only ? writer->only : routes_release_at(writer->release, i);
}

static routes_status write_layer(const struct writer *writer, const routes_layer *layer)
{
    char **options = CSLSetNameValue(NULL, "IDENTIFIER", routes_layer_title(layer));
    options = CSLSetNameValue(options, "DESCRIPTION", routes_layer_abstract(layer));
    options = CSLSetNameValue(options, "GEOMETRY_NAME", "geometry");
    options = CSLSetNameValue(options, "FID", "fid");
    const routes_i_ogr_how how = {.driver = "GPKG", .layer_options = options};
    routes_status status = routes_i_ogr_write(writer->set, writer->ogr, layer, &how, writer->path,
                                              writer->run, writer->err);
    CSLDestroy(options);
    return status;
}

static routes_status add_style(const struct writer *writer, OGRLayerH styles,
                               const routes_layer *layer)
{
    routes_i_text qml = {0};
    routes_i_qml_print(&qml, layer, NULL, NULL);
    if (qml.failed) {
        routes_i_text_free(&qml);
        return routes_i_fail(writer->err, ROUTES_E_MEMORY, "no memory for a style");
    }
    const routes_stamp *stamp = routes_release_stamp(writer->release);
    const char *values[] = {"",
                            "",
                            routes_layer_name(layer),
                            "geometry",
                            routes_layer_name(layer),
                            qml.bytes,
                            "",
                            "1",
                            stamp->tlp,
                            "libroutes",
                            "",
                            NULL};
    OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(styles));
    for (int i = 0; i < 11; i++)
        OGR_F_SetFieldString(feature, i, values[i]);
    char time[40];
    snprintf(time, sizeof time, "%sT00:00:00Z", stamp->date);
    OGR_F_SetFieldString(feature, 11, time);
    OGRErr failed = OGR_L_CreateFeature(styles, feature);
    OGR_F_Destroy(feature);
    routes_i_text_free(&qml);
    return failed == OGRERR_NONE
               ? ROUTES_OK
               : routes_i_ogr_fail(writer->ogr, "write", writer->path, writer->err);
}

static OGRFieldType style_type(int field)
{
    return field == 7 ? OFTInteger : field == 11 ? OFTDateTime : OFTString;
}

static routes_status write_styles(const struct writer *writer)
{
    OGRLayerH styles = GDALDatasetCreateLayer(writer->set, "layer_styles", NULL, wkbNone, NULL);
    if (!styles)
        return routes_i_ogr_fail(writer->ogr, "write", writer->path, writer->err);
    for (int i = 0; i < 12; i++) {
        OGRFieldDefnH field = OGR_Fld_Create(style_fields[i], style_type(i));
        if (i == 7)
            OGR_Fld_SetSubType(field, OFSTBoolean);
        OGR_L_CreateField(styles, field, TRUE);
        OGR_Fld_Destroy(field);
    }
    routes_status status = ROUTES_OK;
    for (size_t i = 0; i < layer_count(writer) && !status; i++)
        if (routes_i_flat_geometry(routes_layer_table(layer_at(writer, i))) != SIZE_MAX)
            status = add_style(writer, styles, layer_at(writer, i));
    return status;
}

static void write_stamp(const struct writer *writer)
{
    const routes_stamp *stamp = routes_release_stamp(writer->release);
    const struct {
        const char *key;
        const char *value;
    } items[] = {{"TIER", routes_tier_text(stamp->tier)},
                 {"TLP", stamp->tlp},
                 {"RELEASE_ID", stamp->release_id},
                 {"DATE", stamp->date},
                 {"END_DATE", stamp->end_date},
                 {"PURPOSE", stamp->purpose},
                 {"APPROVER", stamp->approver},
                 {"SOURCES", stamp->sources},
                 {"CREDITS", stamp->credits},
                 {"PERIOD", stamp->period},
                 {"NOTICE", stamp->notice},
                 {"BOUNDARY", stamp->boundary},
                 {"OVERRIDES", stamp->overrides}};
    for (size_t i = 0; i < sizeof items / sizeof *items; i++)
        if (items[i].value)
            GDALSetMetadataItem(writer->set, items[i].key, items[i].value, NULL);
}

static routes_status write_all(struct writer *writer)
{
    routes_status status =
        routes_i_ogr_create(&writer->set, writer->ogr, "GPKG", writer->path, writer->err);
    if (status)
        return status;
    if (GDALDatasetStartTransaction(writer->set, FALSE) != OGRERR_NONE)
        status = routes_i_ogr_fail(writer->ogr, "write", writer->path, writer->err);
    for (size_t i = 0; i < layer_count(writer) && !status; i++)
        status = write_layer(writer, layer_at(writer, i));
    if (!status)
        status = write_styles(writer);
    if (!status)
        write_stamp(writer);
    if (!status && GDALDatasetCommitTransaction(writer->set) != OGRERR_NONE)
        status = routes_i_ogr_fail(writer->ogr, "write", writer->path, writer->err);
    routes_status closed =
        routes_i_ogr_close(writer->set, writer->ogr, writer->path, status ? NULL : writer->err);
    return status ? status : closed;
}

static routes_status verify(const struct writer *writer)
{
    routes_status status = ROUTES_OK;
    for (size_t i = 0; i < layer_count(writer) && !status; i++) {
        const routes_layer *layer = layer_at(writer, i);
        status = routes_i_ogr_verify(writer->ogr, "GPKG", writer->path, routes_layer_name(layer),
                                     routes_table_rows(routes_layer_table(layer)), writer->err);
    }
    return status;
}

routes_status routes_i_gpkg_write(const char *path, const routes_release *release,
                                  const routes_layer *only, const routes_run *run,
                                  routes_error *err)
{
    routes_i_ogr ogr;
    struct writer writer = {release, only, run, path, NULL, &ogr, err};
    routes_i_ogr_begin(&ogr, routes_release_stamp(release)->date);
    routes_status status = write_all(&writer);
    if (!status)
        status = verify(&writer);
    routes_i_ogr_end(&ogr);
    return status;
}
