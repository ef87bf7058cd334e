/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "export/ogr_out.h"

#include <string.h>

#include <cpl_string.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

#include "core/fail.h"
#include "core/run.h"
#include "core/text.h"
#include "export/domain.h"
#include "export/shape_kind.h"

#define TELL_EVERY 4096
#define SHAPEFILE_TEXT 254
#define SHAPEFILE_WIDTH 24
#define SHAPEFILE_DECIMALS 9

static const routes_i_format formats[] = {
    {".gpkg", "GPKG", false, true, true, true},
    {".shp", "ESRI Shapefile", true, false, true, false},
    {".geojson", "GeoJSON", false, true, true, false},
    {".fgb", "FlatGeobuf", false, true, false, false},
};

const routes_i_format *routes_i_format_find(const char *path)
{
    size_t size = strlen(path);
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        size_t length = strlen(formats[i].ending);
        if (size > length && strcmp(path + size - length, formats[i].ending) == 0)
            return &formats[i];
    }
    return NULL;
}

GDALDatasetH routes_i_ogr_create(const routes_i_format *format, const char *path)
{
    /* Version 1.2 is what QGIS 3.22 and ArcGIS read without a word. */
    char *gpkg[] = {(char[]){"VERSION=1.2"}, (char[]){"ADD_GPKG_OGR_CONTENTS=YES"}, NULL};
    GDALDriverH driver = GDALGetDriverByName(format->driver);
    return driver
               ? GDALCreate(driver, path, 0, 0, 0, GDT_Unknown, format->is_database ? gpkg : NULL)
               : NULL;
}

/* Several parts go into any file; single points stay points, for readers that know no other. */
static OGRwkbGeometryType ogr_type(routes_i_shape_kind kind, bool single)
{
    switch (kind) {
    case ROUTES_I_SHAPES_POINTS:
        return single ? wkbPoint : wkbMultiPoint;
    case ROUTES_I_SHAPES_LINES:
        return wkbMultiLineString;
    case ROUTES_I_SHAPES_AREAS:
        return wkbMultiPolygon;
    case ROUTES_I_SHAPES_NONE:
        break;
    }
    return wkbNone;
}

size_t routes_i_ogr_unshaped(const routes_table *table)
{
    const uint8_t *const *bytes = NULL;
    size_t rows = routes_table_rows(table), without = 0;
    for (size_t i = 0; i < routes_table_columns(table) && !bytes; i++)
        bytes = routes_table_geometries(table, i, NULL);
    for (size_t row = 0; row < rows; row++)
        without += !bytes || !bytes[row];
    return without;
}

static char **layer_options(const routes_i_format *format, const routes_layer *layer,
                            const routes_stamp *stamp, const char *description)
{
    char **options = NULL;
    if (format->is_database) {
        options = CSLSetNameValue(options, "FID", "fid");
        options = CSLSetNameValue(options, "GEOMETRY_NAME", "geom");
        options = CSLSetNameValue(options, "IDENTIFIER", routes_layer_title(layer));
        if (description)
            options = CSLSetNameValue(options, "DESCRIPTION", description);
    } else if (format->short_names) {
        options = CSLSetNameValue(options, "ENCODING", "UTF-8");
        options = CSLSetNameValue(options, "DBF_DATE_LAST_UPDATE", stamp->date);
    } else if (strcmp(format->driver, "GeoJSON") == 0) {
        options = CSLSetNameValue(options, "RFC7946", "YES");
        if (description)
            options = CSLSetNameValue(options, "DESCRIPTION", description);
    } else {
        /* Its index knows no row without a shape; without an index no row makes no file. */
        bool shaped = routes_i_ogr_unshaped(routes_layer_table(layer)) == 0;
        options = CSLSetNameValue(options, "SPATIAL_INDEX", shaped ? "YES" : "NO");
    }
    return options;
}

static OGRFieldType ogr_field_type(const routes_i_format *format, routes_column_type type)
{
    switch (type) {
    case ROUTES_COLUMN_INTEGER:
        return OFTInteger64;
    case ROUTES_COLUMN_NUMBER:
        return OFTReal;
    case ROUTES_COLUMN_DATE:
        return format->knows_dates ? OFTDate : OFTString;
    case ROUTES_COLUMN_BOOLEAN:
        return format->knows_booleans ? OFTInteger : OFTString;
    case ROUTES_COLUMN_TEXT:
    case ROUTES_COLUMN_RANGE:
    case ROUTES_COLUMN_GEOMETRY:
        break;
    }
    return OFTString;
}

/* Bytes of the longest text of a field, at least 1. */
static int longest(const routes_i_flat *flat, size_t field)
{
    size_t most = 1;
    for (size_t row = 0; row < routes_table_rows(flat->table); row++) {
        const routes_i_flat_value value = routes_i_flat_at(flat, field, row);
        size_t size = value.text ? strlen(value.text) : 0;
        most = size > most ? size : most;
    }
    return most > SHAPEFILE_TEXT ? SHAPEFILE_TEXT : (int)most;
}

static bool add_field(OGRLayerH to, const routes_i_format *format, const routes_i_flat *flat,
                      size_t field)
{
    const routes_i_flat_field *of = &flat->fields[field];
    OGRFieldDefnH made = OGR_Fld_Create(format->short_names ? of->short_name : of->name,
                                        ogr_field_type(format, of->type));
    if (of->type == ROUTES_COLUMN_BOOLEAN && format->knows_booleans)
        OGR_Fld_SetSubType(made, OFSTBoolean);
    if (format->short_names && of->type == ROUTES_COLUMN_NUMBER) {
        OGR_Fld_SetWidth(made, SHAPEFILE_WIDTH);
        OGR_Fld_SetPrecision(made, SHAPEFILE_DECIMALS);
    }
    if (format->short_names && of->type == ROUTES_COLUMN_BOOLEAN)
        OGR_Fld_SetWidth(made, 3);
    if (format->short_names && of->type == ROUTES_COLUMN_TEXT)
        OGR_Fld_SetWidth(made, longest(flat, field));
    if (format->is_database)
        routes_i_domain_name(made, of);
    OGRErr failed = OGR_L_CreateField(to, made, 0);
    OGR_Fld_Destroy(made);
    return failed == OGRERR_NONE;
}

/* A text cut between characters, as a shapefile's field takes it. */
static void set_cut(OGRFeatureH feature, int field, const char *text)
{
    char cut[SHAPEFILE_TEXT + 1];
    size_t size = strlen(text);
    if (size > SHAPEFILE_TEXT) {
        size = SHAPEFILE_TEXT;
        while (size && ((unsigned char)text[size] & 0xC0) == 0x80)
            size--;
    }
    memcpy(cut, text, size);
    cut[size] = '\0';
    OGR_F_SetFieldString(feature, field, cut);
}

static void set_date(OGRFeatureH feature, const routes_i_format *format, int field, int32_t days)
{
    char text[16];
    int64_t year = 0, month = 0, day = 0;
    routes_i_date_text(text, days);
    if (!format->knows_dates) {
        OGR_F_SetFieldString(feature, field, text);
        return;
    }
    text[4] = text[7] = '\0';
    if (routes_i_integer_read(&year, text) && routes_i_integer_read(&month, text + 5) &&
        routes_i_integer_read(&day, text + 8))
        OGR_F_SetFieldDateTime(feature, field, (int)year, (int)month, (int)day, 0, 0, 0, 0);
}

static void set_value(OGRFeatureH feature, const routes_i_format *format, const routes_i_flat *flat,
                      size_t field, size_t row)
{
    const routes_i_flat_value value = routes_i_flat_at(flat, field, row);
    int at = (int)field;
    if (!value.stated) {
        OGR_F_SetFieldNull(feature, at);
        return;
    }
    switch (flat->fields[field].type) {
    case ROUTES_COLUMN_INTEGER:
        OGR_F_SetFieldInteger64(feature, at, value.integer);
        break;
    case ROUTES_COLUMN_NUMBER:
        OGR_F_SetFieldDouble(feature, at, value.number);
        break;
    case ROUTES_COLUMN_BOOLEAN:
        if (format->knows_booleans)
            OGR_F_SetFieldInteger(feature, at, (int)value.integer);
        else
            OGR_F_SetFieldString(feature, at, value.integer ? "yes" : "no");
        break;
    case ROUTES_COLUMN_DATE:
        set_date(feature, format, at, (int32_t)value.integer);
        break;
    case ROUTES_COLUMN_TEXT:
    case ROUTES_COLUMN_RANGE:
    case ROUTES_COLUMN_GEOMETRY:
        if (format->short_names)
            set_cut(feature, at, value.text);
        else
            OGR_F_SetFieldString(feature, at, value.text);
        break;
    }
}

static bool set_geometry(OGRFeatureH feature, const routes_i_flat *flat, size_t row,
                         OGRwkbGeometryType type)
{
    const size_t *sizes = NULL;
    const uint8_t *const *bytes = routes_table_geometries(flat->table, flat->geometry, &sizes);
    OGRGeometryH geometry = NULL;
    if (!bytes || !bytes[row])
        return true;
    if (OGR_G_CreateFromWkb(bytes[row], NULL, &geometry, (int)sizes[row]) != OGRERR_NONE)
        return false;
    return OGR_F_SetGeometryDirectly(feature, OGR_G_ForceTo(geometry, type, NULL)) == OGRERR_NONE;
}

static routes_status add_row(OGRLayerH to, const routes_i_format *format, const routes_i_flat *flat,
                             size_t row, OGRwkbGeometryType type, const routes_i_writing *writing,
                             routes_error *err)
{
    OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(to));
    bool added = feature && set_geometry(feature, flat, row, type);
    for (size_t i = 0; added && i < flat->count; i++)
        set_value(feature, format, flat, i, row);
    added = added && OGR_L_CreateFeature(to, feature) == OGRERR_NONE && !writing->failures;
    OGR_F_Destroy(feature);
    return added ? ROUTES_OK : routes_i_writing_fail(writing, routes_table_name(flat->table), err);
}

static OGRLayerH create_layer(GDALDatasetH dataset, const routes_i_format *format,
                              const routes_layer *layer, const routes_stamp *stamp,
                              const char *description, OGRwkbGeometryType type)
{
    OGRSpatialReferenceH degrees = OSRNewSpatialReference(NULL);
    char **options = layer_options(format, layer, stamp, description);
    OGRLayerH made = NULL;
    if (degrees && OSRImportFromEPSG(degrees, 4326) == OGRERR_NONE) {
        OSRSetAxisMappingStrategy(degrees, OAMS_TRADITIONAL_GIS_ORDER);
        made = GDALDatasetCreateLayer(dataset, routes_layer_name(layer),
                                      type == wkbNone ? NULL : degrees, type, options);
    }
    CSLDestroy(options);
    OSRDestroySpatialReference(degrees);
    return made;
}

routes_status routes_i_ogr_layer(GDALDatasetH dataset, const routes_i_format *format,
                                 const routes_layer *layer, const routes_i_flat *flat,
                                 const routes_stamp *stamp, const char *description,
                                 const routes_i_writing *writing, const routes_run *run,
                                 routes_error *err)
{
    routes_i_shape_kind kind;
    bool single;
    routes_status status = routes_i_shape_kind_of(&kind, &single, layer, flat, err);
    if (status)
        return status;
    OGRwkbGeometryType type = ogr_type(kind, single);
    OGRLayerH to = create_layer(dataset, format, layer, stamp, description, type);
    bool made = to != NULL;
    for (size_t i = 0; made && i < flat->count; i++)
        made = add_field(to, format, flat, i);
    if (!made)
        return routes_i_writing_fail(writing, routes_layer_name(layer), err);
    size_t rows = routes_table_rows(flat->table);
    for (size_t row = 0; !status && row < rows; row++) {
        if (row % TELL_EVERY == 0)
            status = routes_i_run_tell(run, (double)row / (double)rows, "export", err);
        if (!status)
            status = add_row(to, format, flat, row, type, writing, err);
    }
    return status;
}

routes_status routes_i_ogr_recount(const routes_i_format *format, const char *path,
                                   const char *layer, size_t rows, const routes_i_writing *writing,
                                   routes_error *err)
{
    const char *const drivers[] = {format->driver, NULL};
    GDALDatasetH dataset = GDALOpenEx(
        path, GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR, drivers, NULL, NULL);
    OGRLayerH found = !dataset              ? NULL
                      : format->is_database ? GDALDatasetGetLayerByName(dataset, layer)
                                            : GDALDatasetGetLayer(dataset, 0);
    size_t count = 0;
    OGRFeatureH feature;
    while (found && (feature = OGR_L_GetNextFeature(found))) {
        count++;
        OGR_F_Destroy(feature);
    }
    if (dataset)
        GDALClose(dataset);
    return count == rows && !writing->failures ? ROUTES_OK
                                               : routes_i_writing_fail(writing, path, err);
}
