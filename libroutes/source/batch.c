/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "source/batch.h"

#include <stdio.h>
#include <string.h>

#include "core/fault.h"
#include "core/json.h"
#include "source/excerpt.h"

/* A batch of large polygons ends early. */
#define HEAVY ((size_t)8 * 1024 * 1024)

/* What routes_i_layer_values shows, to be written; and how GDAL holds the field. */
struct routes_i_column {
    OGRFieldType type;
    uint8_t *given;
    int64_t *integers;
    double *numbers;
    const char **texts;
};

static routes_status out_of_memory(const routes_i_filling *filling, routes_error *err)
{
    return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for the rows of %s", filling->file);
}

static routes_i_layer_type type_of(OGRFieldDefnH field)
{
    switch (OGR_Fld_GetType(field)) {
    case OFTInteger:
        return OGR_Fld_GetSubType(field) == OFSTBoolean ? ROUTES_I_LAYER_BOOLEAN
                                                        : ROUTES_I_LAYER_INTEGER;
    case OFTInteger64:
        return ROUTES_I_LAYER_INTEGER;
    case OFTReal:
        return ROUTES_I_LAYER_NUMBER;
    default:
        return ROUTES_I_LAYER_TEXT;
    }
}

static bool start_column(routes_i_filling *filling, struct routes_i_column *column,
                         routes_i_layer_field *field, OGRFieldDefnH from)
{
    routes_i_arena *arena = &filling->fixed;
    const size_t n = ROUTES_I_BATCH_ROWS;
    field->name = routes_i_arena_text(arena, OGR_Fld_GetNameRef(from));
    field->type = type_of(from);
    column->type = OGR_Fld_GetType(from);
    column->given = routes_i_arena_take(arena, n);
    if (!field->name || !column->given)
        return false;
    if (field->type == ROUTES_I_LAYER_NUMBER)
        return (column->numbers = routes_i_arena_take(arena, n * sizeof(double))) != NULL;
    if (field->type == ROUTES_I_LAYER_TEXT)
        return (column->texts = routes_i_arena_take(arena, n * sizeof(char *))) != NULL;
    return (column->integers = routes_i_arena_take(arena, n * sizeof(int64_t))) != NULL;
}

routes_status routes_i_filling_start(routes_i_filling *filling, OGRFeatureDefnH definition,
                                     routes_error *err)
{
    routes_i_arena *arena = &filling->fixed;
    int count = OGR_FD_GetFieldCount(definition);
    size_t n = count > 0 ? (size_t)count : 0;
    routes_i_layer_field *fields = routes_i_arena_take(arena, n * sizeof *fields);
    routes_i_layer_values *values = routes_i_arena_take(arena, n * sizeof *values);
    filling->filled = routes_i_arena_take(arena, n * sizeof *filling->filled);
    filling->geometry = routes_i_arena_take(arena, ROUTES_I_BATCH_ROWS * sizeof(routes_wkb));
    filling->sound = routes_i_arena_take(arena, ROUTES_I_BATCH_ROWS);
    if (!fields || !values || !filling->filled || !filling->geometry || !filling->sound)
        return out_of_memory(filling, err);
    for (size_t i = 0; i < n; i++) {
        struct routes_i_column *column = &filling->filled[i];
        if (!start_column(filling, column, &fields[i], OGR_FD_GetFieldDefn(definition, (int)i)))
            return out_of_memory(filling, err);
        values[i] = (routes_i_layer_values){column->given, column->integers, column->numbers,
                                            column->texts};
    }
    filling->batch = (routes_i_batch){1, 0, n, fields, values, filling->geometry, filling->sound};
    return ROUTES_OK;
}

void routes_i_filling_free(routes_i_filling *filling)
{
    routes_i_arena_free(&filling->fixed);
    routes_i_arena_free(&filling->pieces);
}

void routes_i_filling_clear(routes_i_filling *filling, size_t first_row)
{
    routes_i_arena_free(&filling->pieces);
    filling->bytes = 0;
    filling->batch.first_row = first_row;
    filling->batch.size = 0;
}

bool routes_i_filling_is_full(const routes_i_filling *filling)
{
    return filling->batch.size == ROUTES_I_BATCH_ROWS || filling->bytes >= HEAVY;
}

routes_status routes_i_filling_fault(routes_i_filling *filling, const char *field,
                                     const char *value, const char *message, const char *remedy,
                                     routes_error *err)
{
    size_t at = filling->batch.size - 1;
    routes_fault where = {.file = filling->file,
                          .row = filling->batch.first_row + at,
                          .field = field,
                          .value = value,
                          .remedy = remedy};
    filling->sound[at] = 0;
    return routes_i_fault(filling->faults, &where, err, "%s", message);
}

/* Bytes for a piece of the batch. */
static void *take(routes_i_filling *filling, size_t size)
{
    filling->bytes += size;
    return routes_i_arena_take(&filling->pieces, size);
}

/* Bytes of a date and a time in ISO 8601. */
#define MOMENT_SIZE 64

/* A date, or a date with its time and zone as far as they are stated. */
static const char *moment(char *out, OGRFeatureH feature, int field, OGRFieldType type)
{
    int year, month, day, hour, minute, zone;
    float second;
    if (!OGR_F_GetFieldAsDateTimeEx(feature, field, &year, &month, &day, &hour, &minute, &second,
                                    &zone))
        return "";
    int used = snprintf(out, MOMENT_SIZE, "%04d-%02d-%02d", year, month, day);
    if (type == OFTDate)
        return out;
    int thousandths = (int)(second * 1000.0f + 0.5f);
    used += snprintf(out + used, (size_t)(MOMENT_SIZE - used), "T%02d:%02d:%02d", hour, minute,
                     thousandths / 1000);
    if (thousandths % 1000)
        used += snprintf(out + used, (size_t)(MOMENT_SIZE - used), ".%03d", thousandths % 1000);
    /* 100 is UTC, and each step from it a quarter of an hour; 0 and 1 say nothing. */
    int quarters = zone - 100;
    if (zone == 100)
        snprintf(out + used, (size_t)(MOMENT_SIZE - used), "Z");
    else if (zone > 1)
        snprintf(out + used, (size_t)(MOMENT_SIZE - used), "%c%02d:%02d", quarters < 0 ? '-' : '+',
                 (quarters < 0 ? -quarters : quarters) / 4,
                 (quarters < 0 ? -quarters : quarters) % 4 * 15);
    return out;
}

static routes_status take_text(routes_i_filling *filling, size_t field, const char *text,
                               routes_error *err)
{
    size_t size = strlen(text);
    char *copy = take(filling, size + 1);
    if (!copy)
        return out_of_memory(filling, err);
    memcpy(copy, text, size + 1);
    filling->filled[field].texts[filling->batch.size - 1] = copy;
    if (routes_i_utf8_valid(text, size))
        return ROUTES_OK;
    char value[ROUTES_I_EXCERPT_SIZE];
    return routes_i_filling_fault(filling, filling->batch.fields[field].name,
                                  routes_i_excerpt(value, text, size), "the text is not UTF-8",
                                  "save the layer with the encoding UTF-8", err);
}

static routes_status take_value(routes_i_filling *filling, OGRFeatureH feature, size_t field,
                                routes_error *err)
{
    struct routes_i_column *to = &filling->filled[field];
    size_t row = filling->batch.size - 1;
    int from = (int)field;
    to->given[row] = OGR_F_IsFieldSetAndNotNull(feature, from) != 0;
    if (to->texts) {
        to->texts[row] = NULL;
        if (!to->given[row])
            return ROUTES_OK;
        if (to->type != OFTDate && to->type != OFTDateTime)
            return take_text(filling, field, OGR_F_GetFieldAsString(feature, from), err);
        char text[MOMENT_SIZE];
        return take_text(filling, field, moment(text, feature, from, to->type), err);
    }
    if (to->numbers)
        to->numbers[row] = to->given[row] ? OGR_F_GetFieldAsDouble(feature, from) : 0.0;
    else
        to->integers[row] = to->given[row] ? OGR_F_GetFieldAsInteger64(feature, from) : 0;
    return ROUTES_OK;
}

static bool is_simple_kind(OGRGeometryH geometry)
{
    OGRwkbGeometryType kind = OGR_GT_Flatten(OGR_G_GetGeometryType(geometry));
    return kind >= wkbPoint && kind <= wkbMultiPolygon;
}

static routes_status take_wkb(routes_i_filling *filling, OGRGeometryH geometry, routes_error *err)
{
    size_t size = OGR_G_WkbSizeEx(geometry);
    uint8_t *bytes = take(filling, size);
    if (!bytes)
        return out_of_memory(filling, err);
    if (OGR_G_ExportToIsoWkb(geometry, wkbNDR, bytes) != OGRERR_NONE)
        return routes_i_filling_fault(filling, "geometry", OGR_G_GetGeometryName(geometry),
                                      "the geometry cannot be read", "draw it anew", err);
    filling->geometry[filling->batch.size - 1] = (routes_wkb){bytes, size};
    return ROUTES_OK;
}

/* GDAL found no geometry. In GeoJSON that may also be one it did not understand. */
static routes_status check_none(routes_i_filling *filling, OGRFeatureH feature, routes_error *err)
{
    const char *written = OGR_F_GetNativeData(feature);
    if (!written)
        return ROUTES_OK;
    routes_i_json *json = NULL;
    routes_status status = routes_i_json_read(&json, written, strlen(written), err);
    if (status == ROUTES_E_MEMORY)
        return status;
    const routes_i_json_value *geometry =
        routes_i_json_member(routes_i_json_root(json), "geometry");
    char value[ROUTES_I_EXCERPT_SIZE] = "";
    const char *type = routes_i_json_string(routes_i_json_member(geometry, "type"));
    if (type)
        routes_i_excerpt(value, type, strlen(type));
    routes_i_json_free(json);
    if (!status && !geometry)
        return ROUTES_OK;
    return routes_i_filling_fault(filling, "geometry", value,
                                  "the geometry is empty or cannot be read",
                                  "draw it, or write null for none", err);
}

/* Points, lines and polygons without arcs, in two dimensions. */
static routes_status take_geometry(routes_i_filling *filling, OGRFeatureH feature,
                                   routes_error *err)
{
    filling->geometry[filling->batch.size - 1] = (routes_wkb){NULL, 0};
    OGRGeometryH geometry = OGR_F_GetGeometryRef(feature);
    if (!geometry)
        return check_none(filling, feature, err);
    char value[ROUTES_I_EXCERPT_SIZE];
    const char *kind = OGR_G_GetGeometryName(geometry);
    snprintf(value, sizeof value, "%s EMPTY", kind);
    if (OGR_G_IsEmpty(geometry))
        return routes_i_filling_fault(filling, "geometry", value, "the geometry is empty",
                                      "draw it, or remove the row", err);
    OGRGeometryH straight = NULL;
    if (OGR_G_HasCurveGeometry(geometry, 0))
        geometry = straight = OGR_G_GetLinearGeometry(geometry, 0.0, NULL);
    routes_status status = ROUTES_OK;
    if (!geometry || !is_simple_kind(geometry)) {
        status =
            routes_i_filling_fault(filling, "geometry", kind, "geometry of this kind is not read",
                                   "use points, lines or polygons", err);
    } else {
        OGR_G_FlattenTo2D(geometry);
        status = take_wkb(filling, geometry, err);
    }
    OGR_G_DestroyGeometry(straight);
    return status;
}

routes_status routes_i_filling_add(routes_i_filling *filling, OGRFeatureH feature,
                                   routes_error *err)
{
    filling->sound[filling->batch.size++] = 1;
    routes_status status = take_geometry(filling, feature, err);
    for (size_t i = 0; i < filling->batch.columns && !status; i++)
        status = take_value(filling, feature, i, err);
    return status;
}

const char *routes_i_batch_text(char *digits, const routes_i_batch *batch, size_t column,
                                size_t row)
{
    const routes_i_layer_values *values = &batch->values[column];
    if (!values->given[row])
        return "";
    if (values->texts)
        return values->texts[row];
    if (batch->fields[column].type == ROUTES_I_LAYER_BOOLEAN)
        return values->integers[row] ? "yes" : "no";
    if (values->numbers)
        routes_i_number_text(digits, values->numbers[row], 0);
    else
        snprintf(digits, ROUTES_I_NUMBER_SIZE, "%lld", (long long)values->integers[row]);
    return digits;
}
