/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "store/sheet.h"

#include <math.h>
#include <string.h>

#include <ogr_srs_api.h>

#include "core/memory.h"
#include "core/text.h"

static bool is_point(const routes_i_schema *schema)
{
    return routes_i_schema_find(schema, "lon") && routes_i_schema_find(schema, "lat");
}

bool routes_i_sheet_is_spatial(const routes_i_schema *schema)
{
    return is_point(schema) || routes_i_schema_find(schema, "geometry");
}

/* Whether a field stands in a column of its own, not in the geometry. */
static bool is_column(const routes_i_schema *schema, const routes_i_field *field)
{
    if (field->type == ROUTES_I_FIELD_GEOMETRY)
        return false;
    return !is_point(schema) ||
           (strcmp(field->name, "lon") != 0 && strcmp(field->name, "lat") != 0);
}

static OGRFieldType column_type(const routes_i_field *field)
{
    switch (field->type) {
    case ROUTES_I_FIELD_NUMBER:
        return OFTReal;
    case ROUTES_I_FIELD_INTEGER:
        return OFTInteger;
    case ROUTES_I_FIELD_DATE:
        return OFTDate;
    case ROUTES_I_FIELD_TEXT:
    case ROUTES_I_FIELD_MOMENT:
    case ROUTES_I_FIELD_CODE:
    case ROUTES_I_FIELD_SET:
    case ROUTES_I_FIELD_EXTRA:
    case ROUTES_I_FIELD_GEOMETRY:
        break;
    }
    return OFTString;
}

static bool add_column(OGRLayerH layer, const char *name, OGRFieldType type)
{
    OGRFieldDefnH column = OGR_Fld_Create(name, type);
    OGRErr failed = OGR_L_CreateField(layer, column, 0);
    OGR_Fld_Destroy(column);
    return failed == OGRERR_NONE;
}

static bool add_columns(OGRLayerH layer, const routes_i_schema *schema)
{
    bool added = true;
    for (size_t i = 0; i < schema->field_count && added; i++)
        if (is_column(schema, &schema->fields[i]))
            added = add_column(layer, schema->fields[i].name, column_type(&schema->fields[i]));
    return added && add_column(layer, ROUTES_I_SHEET_FILE, OFTString) &&
           add_column(layer, ROUTES_I_SHEET_ROW, OFTInteger64);
}

static OGRLayerH make_layer(const routes_i_gpkg *file, const routes_i_schema *schema)
{
    char *options[] = {"FID=fid", "GEOMETRY_NAME=" ROUTES_I_SHEET_GEOMETRY, NULL};
    if (!routes_i_sheet_is_spatial(schema))
        return GDALDatasetCreateLayer(file->dataset, schema->name, NULL, wkbNone, options);
    OGRSpatialReferenceH system = OSRNewSpatialReference(NULL);
    OGRLayerH layer = NULL;
    if (system && OSRSetWellKnownGeogCS(system, "WGS84") == OGRERR_NONE) {
        OSRSetAxisMappingStrategy(system, OAMS_TRADITIONAL_GIS_ORDER);
        layer = GDALDatasetCreateLayer(file->dataset, schema->name, system,
                                       is_point(schema) ? wkbPoint : wkbUnknown, options);
    }
    if (system)
        OSRRelease(system);
    return layer;
}

/* Null is not equal to null in SQL: a group without members would stand twice unnoticed. */
static routes_status make_key(routes_i_gpkg *file, const routes_i_schema *schema, routes_error *err)
{
    routes_i_text columns = {0};
    const routes_i_field *field;
    for (size_t i = 0; (field = routes_i_schema_key(schema, i)); i++)
        routes_i_text_print(&columns, field->required ? "%s\"%s\"" : "%scoalesce(\"%s\", '')",
                            i ? ", " : "", field->name);
    routes_status status =
        columns.failed
            ? routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a statement")
            : routes_i_gpkg_do(file, err, "CREATE UNIQUE INDEX \"%s_key\" ON \"%s\" (%s)",
                               schema->name, schema->name, columns.bytes);
    routes_i_text_free(&columns);
    return status;
}

/* Finds the columns and makes the row to be filled. */
static routes_status prepare(routes_i_sheet *sheet, routes_error *err)
{
    const routes_i_schema *schema = sheet->schema;
    sheet->columns = routes_i_calloc(schema->field_count, sizeof *sheet->columns);
    if (!sheet->columns)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for the table %s", schema->name);
    OGRFeatureDefnH definition = OGR_L_GetLayerDefn(sheet->layer);
    for (size_t i = 0; i < schema->field_count; i++) {
        const routes_i_field *field = &schema->fields[i];
        bool is_one = is_column(schema, field);
        sheet->columns[i] = is_one ? OGR_FD_GetFieldIndex(definition, field->name) : -1;
        if (is_one && sheet->columns[i] < 0)
            return routes_i_fail(err, ROUTES_E_DATA, "table %s of %s has no column %s",
                                 schema->name, sheet->file->path, field->name);
    }
    sheet->file_column = OGR_FD_GetFieldIndex(definition, ROUTES_I_SHEET_FILE);
    sheet->row_column = OGR_FD_GetFieldIndex(definition, ROUTES_I_SHEET_ROW);
    if (is_point(schema)) {
        sheet->lon = routes_i_schema_find(schema, "lon");
        sheet->lat = routes_i_schema_find(schema, "lat");
        sheet->point = OGR_G_CreateGeometry(wkbPoint);
    }
    sheet->outline = routes_i_schema_find(schema, "geometry");
    sheet->feature = OGR_F_Create(definition);
    if (!sheet->feature || (sheet->lon && !sheet->point))
        return routes_i_gpkg_fail(sheet->file, "write to", err);
    return ROUTES_OK;
}

routes_status routes_i_sheet_make(routes_i_sheet *sheet, routes_i_gpkg *file,
                                  const routes_i_schema *schema, routes_error *err)
{
    *sheet = (routes_i_sheet){.schema = schema, .file = file};
    sheet->layer = make_layer(file, schema);
    if (!sheet->layer || !add_columns(sheet->layer, schema))
        return routes_i_gpkg_fail(file, "write", err);
    routes_status status = make_key(file, schema, err);
    return status ? status : prepare(sheet, err);
}

routes_status routes_i_sheet_open(routes_i_sheet *sheet, routes_i_gpkg *file,
                                  const routes_i_schema *schema, routes_error *err)
{
    *sheet = (routes_i_sheet){.schema = schema, .file = file};
    sheet->layer = GDALDatasetGetLayerByName(file->dataset, schema->name);
    if (!sheet->layer)
        return routes_i_fail(err, ROUTES_E_DATA, "%s has no table %s", file->path, schema->name);
    return prepare(sheet, err);
}

static void put_field(routes_i_sheet *sheet, const routes_i_field *field, int column,
                      const void *row)
{
    OGRFeatureH feature = sheet->feature;
    if (!routes_i_field_stated(field, row)) {
        OGR_F_SetFieldNull(feature, column);
        return;
    }
    switch (field->type) {
    case ROUTES_I_FIELD_TEXT:
    case ROUTES_I_FIELD_MOMENT:
    case ROUTES_I_FIELD_EXTRA:
        OGR_F_SetFieldString(feature, column, routes_i_field_text(field, row));
        break;
    case ROUTES_I_FIELD_NUMBER:
        OGR_F_SetFieldDouble(feature, column, routes_i_field_number(field, row));
        break;
    case ROUTES_I_FIELD_INTEGER:
        OGR_F_SetFieldInteger(feature, column, routes_i_field_integer(field, row));
        break;
    case ROUTES_I_FIELD_DATE:
    case ROUTES_I_FIELD_CODE:
    case ROUTES_I_FIELD_SET:
        sheet->words.size = 0;
        routes_i_field_write(&sheet->words, field, row);
        OGR_F_SetFieldString(feature, column, routes_i_text_get(&sheet->words));
        break;
    case ROUTES_I_FIELD_GEOMETRY:
        break;
    }
}

static void put_origin(routes_i_sheet *sheet, const routes_origin *origin)
{
    if (sheet->file_column >= 0 && origin->file)
        OGR_F_SetFieldString(sheet->feature, sheet->file_column, origin->file);
    else if (sheet->file_column >= 0)
        OGR_F_SetFieldNull(sheet->feature, sheet->file_column);
    if (sheet->row_column >= 0 && origin->row)
        OGR_F_SetFieldInteger64(sheet->feature, sheet->row_column, (GIntBig)origin->row);
    else if (sheet->row_column >= 0)
        OGR_F_SetFieldNull(sheet->feature, sheet->row_column);
}

static bool put_geometry(routes_i_sheet *sheet, const void *row)
{
    if (sheet->lon) {
        OGR_G_SetPoint_2D(sheet->point, 0, routes_i_field_number(sheet->lon, row),
                          routes_i_field_number(sheet->lat, row));
        return OGR_F_SetGeometry(sheet->feature, sheet->point) == OGRERR_NONE;
    }
    if (!sheet->outline)
        return true;
    size_t size = 0;
    const uint8_t *wkb = routes_i_field_geometry(sheet->outline, row, &size);
    OGRGeometryH geometry = NULL;
    if (wkb && size &&
        OGR_G_CreateFromWkb(wkb, NULL, &geometry, size > INT32_MAX ? -1 : (int)size) != OGRERR_NONE)
        return false;
    return OGR_F_SetGeometryDirectly(sheet->feature, geometry) == OGRERR_NONE;
}

routes_status routes_i_sheet_put(bool *doubled, routes_i_sheet *sheet, const void *row,
                                 routes_error *err)
{
    if (doubled)
        *doubled = false;
    OGR_F_SetFID(sheet->feature, OGRNullFID);
    for (size_t i = 0; i < sheet->schema->field_count; i++)
        if (sheet->columns[i] >= 0)
            put_field(sheet, &sheet->schema->fields[i], sheet->columns[i], row);
    put_origin(sheet, routes_i_row_origin(row));
    if (sheet->words.failed)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a row of %s",
                             sheet->schema->name);
    if (!put_geometry(sheet, row))
        return routes_i_gpkg_fail(sheet->file, "write to", err);

    size_t before = sheet->file->call.failures;
    if (OGR_L_CreateFeature(sheet->layer, sheet->feature) == OGRERR_NONE) {
        sheet->fid = OGR_F_GetFID(sheet->feature);
        return ROUTES_OK;
    }
    /* The database refuses a second row with the key, and only that, in these words. */
    if (doubled && before == 0 && strstr(sheet->file->call.failure, "UNIQUE constraint failed")) {
        sheet->file->call.failures = 0;
        *doubled = true;
        return ROUTES_OK;
    }
    return routes_i_gpkg_fail(sheet->file, "write to", err);
}

void routes_i_sheet_close(routes_i_sheet *sheet)
{
    if (sheet->feature)
        OGR_F_Destroy(sheet->feature);
    if (sheet->point)
        OGR_G_DestroyGeometry(sheet->point);
    routes_i_free(sheet->columns);
    routes_i_text_free(&sheet->words);
    *sheet = (routes_i_sheet){0};
}
