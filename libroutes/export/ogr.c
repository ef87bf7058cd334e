/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "export/ogr.h"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_string.h>
#include <math.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>
#include <stdio.h>
#include <string.h>

#include "core/fail.h"
#include "core/lock.h"
#include "core/memory.h"

static void CPL_STDCALL listen(CPLErr class, CPLErrorNum number, const char *words)
{
    routes_i_ogr *ogr = CPLGetErrorHandlerUserData();
    (void)number;
    if (class >= CE_Failure && !*ogr->words)
        snprintf(ogr->words, sizeof ogr->words, "%s", words);
}

void routes_i_ogr_begin(routes_i_ogr *ogr, const char *date)
{
    char stamp[40] = "";
    *ogr = (routes_i_ogr){""};
    if (date)
        snprintf(stamp, sizeof stamp, "%sT00:00:00.000Z", date);
    CPLPushErrorHandlerEx(listen, ogr);
    CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", date ? stamp : NULL);
    CPLSetThreadLocalConfigOption("OGR_SQLITE_SYNCHRONOUS", "OFF");
    /* Two threads that register at once crash: docs/decisions/0003-gdal.md. */
    routes_i_lock_take(ROUTES_I_LOCK_GDAL_DRIVERS);
    if (!GDALGetDriverByName("GPKG"))
        GDALAllRegister();
    routes_i_lock_give(ROUTES_I_LOCK_GDAL_DRIVERS);
}

void routes_i_ogr_end(routes_i_ogr *ogr)
{
    (void)ogr;
    CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", NULL);
    CPLSetThreadLocalConfigOption("OGR_SQLITE_SYNCHRONOUS", NULL);
    CPLPopErrorHandler();
}

routes_status routes_i_ogr_fail(const routes_i_ogr *ogr, const char *what, const char *path,
                                routes_error *err)
{
    int proj = strstr(ogr->words, "PROJ") || strstr(ogr->words, "proj");
    return routes_i_fail(err, proj ? ROUTES_E_DEPENDENCY : ROUTES_E_IO, "cannot %s %s: %s", what,
                         path, *ogr->words ? ogr->words : "the disk may be full");
}

routes_status routes_i_ogr_create(GDALDatasetH *out, const routes_i_ogr *ogr, const char *driver,
                                  const char *path, routes_error *err)
{
    GDALDriverH found = GDALGetDriverByName(driver);
    if (!found)
        return routes_i_fail(err, ROUTES_E_DEPENDENCY, "this GDAL has no driver %s", driver);
    *out = GDALCreate(found, path, 0, 0, 0, GDT_Unknown, NULL);
    return *out ? ROUTES_OK : routes_i_ogr_fail(ogr, "write", path, err);
}

/* The one kind that holds all shapes of a table. */
static OGRwkbGeometryType shape_type(const routes_table *table, size_t column)
{
    const size_t *sizes = NULL;
    const uint8_t *const *wkb = routes_table_geometries(table, column, &sizes);
    for (size_t row = 0; wkb && row < routes_table_rows(table); row++) {
        if (!sizes[row])
            continue;
        switch (wkb[row][1]) { /* little endian: the low byte of the kind */
        case 1:
            return wkbPoint;
        case 2:
        case 5:
            return wkbMultiLineString;
        case 3:
        case 6:
            return wkbMultiPolygon;
        default:
            return wkbUnknown;
        }
    }
    return wkb ? wkbUnknown : wkbNone;
}

static OGRFieldType field_type(routes_i_flat_type type)
{
    switch (type) {
    case ROUTES_I_FLAT_INTEGER:
        return OFTInteger64;
    case ROUTES_I_FLAT_NUMBER:
        return OFTReal;
    case ROUTES_I_FLAT_DATE:
        return OFTDate;
    case ROUTES_I_FLAT_TEXT:
    case ROUTES_I_FLAT_BOOLEAN:
        break;
    }
    return OFTString;
}

/* One layer under way. */
struct writer {
    const routes_i_ogr *ogr;
    const routes_table *table;
    const routes_i_ogr_how *how;
    routes_i_flat *fields;
    size_t count;
    size_t geometry;
    OGRwkbGeometryType shape;
    OGRLayerH layer;
    const char *path;
    size_t cut; /* texts that were too long */
    routes_i_text text;
    routes_error *err;
};

static routes_status create_fields(struct writer *writer)
{
    for (size_t i = 0; i < writer->count; i++) {
        const routes_i_flat *field = &writer->fields[i];
        const routes_column *head = routes_table_column(writer->table, field->column);
        const char *name = writer->how->field_names ? writer->how->field_names[i] : field->name;
        OGRFieldDefnH made = OGR_Fld_Create(name, field_type(field->type));
        if (writer->how->text_bytes && field_type(field->type) == OFTString)
            OGR_Fld_SetWidth(made, field->type == ROUTES_I_FLAT_BOOLEAN ||
                                           field->part != ROUTES_I_FLAT_VALUE
                                       ? 16
                                       : (int)writer->how->text_bytes);
        if (head->description)
            OGR_Fld_SetAlternativeName(made, head->description);
        OGRErr failed = OGR_L_CreateField(writer->layer, made, TRUE);
        OGR_Fld_Destroy(made);
        if (failed != OGRERR_NONE)
            return routes_i_ogr_fail(writer->ogr, "write", writer->path, writer->err);
    }
    return ROUTES_OK;
}

static routes_status create_layer(struct writer *writer, GDALDatasetH set, const char *name)
{
    OGRSpatialReferenceH wgs84 = OSRNewSpatialReference(NULL);
    OGRErr found = OSRImportFromEPSG(wgs84, 4326);
    OSRSetAxisMappingStrategy(wgs84, OAMS_TRADITIONAL_GIS_ORDER);
    writer->layer = found == OGRERR_NONE
                        ? GDALDatasetCreateLayer(set, name, writer->shape == wkbNone ? NULL : wgs84,
                                                 writer->shape, writer->how->layer_options)
                        : NULL;
    OSRDestroySpatialReference(wgs84);
    if (found != OGRERR_NONE)
        return routes_i_fail(writer->err, ROUTES_E_DEPENDENCY, "PROJ does not know EPSG:4326: %s",
                             writer->ogr->words);
    if (!writer->layer)
        return routes_i_ogr_fail(writer->ogr, "write", writer->path, writer->err);
    return create_fields(writer);
}

/* The text cut to what the format holds, between characters. */
static const char *fitted(struct writer *writer, const char *text)
{
    size_t most = writer->how->text_bytes, size = strlen(text);
    if (!most || size <= most)
        return text;
    while (most > 0 && ((unsigned char)text[most] & 0xC0) == 0x80)
        most--;
    writer->cut++;
    writer->text.size = 0;
    routes_i_text_bytes(&writer->text, text, most);
    return routes_i_text_get(&writer->text);
}

static void set_field(struct writer *writer, OGRFeatureH feature, size_t i, size_t row)
{
    const routes_i_flat *field = &writer->fields[i];
    const routes_table *table = writer->table;
    int at = (int)i;
    char date[16];
    double number;
    const char *text;
    bool has = routes_i_flat_has(field, table, row);
    switch (field->type) {
    case ROUTES_I_FLAT_INTEGER:
        if (has)
            OGR_F_SetFieldInteger64(feature, at, routes_table_integers(table, field->column)[row]);
        else if (writer->how->no_nulls)
            OGR_F_SetFieldInteger64(feature, at, 0);
        return;
    case ROUTES_I_FLAT_NUMBER:
        number = routes_i_flat_number(field, table, row);
        if (!isnan(number))
            OGR_F_SetFieldDouble(feature, at, number);
        else if (writer->how->no_nulls)
            OGR_F_SetFieldDouble(feature, at, 0.0);
        return;
    case ROUTES_I_FLAT_TEXT:
        if ((text = routes_i_flat_text(field, table, row)))
            OGR_F_SetFieldString(feature, at, fitted(writer, text));
        return;
    case ROUTES_I_FLAT_BOOLEAN:
        if (has)
            OGR_F_SetFieldString(feature, at,
                                 routes_table_booleans(table, field->column)[row] ? "yes" : "no");
        return;
    case ROUTES_I_FLAT_DATE:
        if (has) {
            routes_i_date_text(date, routes_table_dates(table, field->column)[row]);
            OGR_F_SetFieldString(feature, at, date);
        }
        return;
    }
}

static OGRErr set_shape(struct writer *writer, OGRFeatureH feature, size_t row)
{
    const size_t *sizes = NULL;
    const uint8_t *const *wkb = routes_table_geometries(writer->table, writer->geometry, &sizes);
    OGRGeometryH shape = NULL;
    if (!wkb || !sizes[row])
        return OGRERR_NONE;
    OGRErr failed = OGR_G_CreateFromWkb(wkb[row], NULL, &shape, (int)sizes[row]);
    if (failed != OGRERR_NONE)
        return failed;
    if (writer->shape == wkbMultiPolygon)
        shape = OGR_G_ForceToMultiPolygon(shape);
    else if (writer->shape == wkbMultiLineString)
        shape = OGR_G_ForceToMultiLineString(shape);
    return OGR_F_SetGeometryDirectly(feature, shape);
}

static routes_status write_row(struct writer *writer, size_t row)
{
    OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(writer->layer));
    if (!feature)
        return routes_i_fail(writer->err, ROUTES_E_MEMORY, "no memory for a row of %s",
                             writer->path);
    for (size_t i = 0; i < writer->count; i++)
        set_field(writer, feature, i, row);
    OGRErr failed = set_shape(writer, feature, row);
    if (failed == OGRERR_NONE)
        failed = OGR_L_CreateFeature(writer->layer, feature);
    OGR_F_Destroy(feature);
    if (failed != OGRERR_NONE || *writer->ogr->words)
        return routes_i_ogr_fail(writer->ogr, "write", writer->path, writer->err);
    return ROUTES_OK;
}

routes_status routes_i_ogr_write(GDALDatasetH set, const routes_i_ogr *ogr,
                                 const routes_layer *layer, const routes_i_ogr_how *how,
                                 const char *path, const routes_run *run, routes_error *err)
{
    const routes_table *table = routes_layer_table(layer);
    struct writer writer = {.ogr = ogr, .table = table, .how = how, .path = path, .err = err};
    writer.geometry = routes_i_flat_geometry(table);
    writer.shape = shape_type(table, writer.geometry);
    routes_status status = routes_i_flat_make(&writer.fields, &writer.count, table, err);
    if (!status)
        status = create_layer(&writer, set, routes_layer_name(layer));
    for (size_t row = 0; row < routes_table_rows(table) && !status; row++)
        status = write_row(&writer, row);
    if (!status && writer.text.failed)
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a text of %s", path);
    if (!status && writer.cut)
        routes_i_run_log(run, ROUTES_LOG_WARNING, "%s: %zu texts were cut to %zu bytes", path,
                         writer.cut, how->text_bytes);
    routes_i_text_free(&writer.text);
    routes_i_free(writer.fields);
    return status;
}

routes_status routes_i_ogr_close(GDALDatasetH set, const routes_i_ogr *ogr, const char *path,
                                 routes_error *err)
{
    GDALClose(set);
    return *ogr->words ? routes_i_ogr_fail(ogr, "write", path, err) : ROUTES_OK;
}

routes_status routes_i_ogr_verify(const routes_i_ogr *ogr, const char *driver, const char *path,
                                  const char *layer, size_t rows, routes_error *err)
{
    const char *drivers[] = {driver, NULL};
    GDALDatasetH set = GDALOpenEx(path, GDAL_OF_VECTOR | GDAL_OF_READONLY, drivers, NULL, NULL);
    OGRLayerH found = set ? GDALDatasetGetLayerByName(set, layer) : NULL;
    if (set && !found && GDALDatasetGetLayerCount(set) == 1)
        found = GDALDatasetGetLayer(set, 0);
    GIntBig count = found ? OGR_L_GetFeatureCount(found, TRUE) : -1;
    if (set)
        GDALClose(set);
    if (count != (GIntBig)rows || *ogr->words)
        return routes_i_fail(err, ROUTES_E_IO,
                             "%s holds %lld of %zu rows after writing: the disk may be full", path,
                             (long long)count, rows);
    return ROUTES_OK;
}
