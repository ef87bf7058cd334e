/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/schema.h"

#include <math.h>
#include <string.h>

#include "model/fields.h"

/* Codes are read and written as int, whatever the enumeration. */
_Static_assert(sizeof(routes_level) == sizeof(int), "enumerations are as wide as int");
_Static_assert(offsetof(routes_lane, origin) == 0, "the origin comes first");

const routes_i_schema *routes_i_schema_of(routes_entity entity)
{
    return (unsigned)entity < ROUTES_ENTITIES ? &routes_i_schemas[entity] : NULL;
}

const char *routes_entity_text(routes_entity entity)
{
    const routes_i_schema *schema = routes_i_schema_of(entity);
    return schema ? schema->name : NULL;
}

routes_entity routes_i_schema_entity(const char *name)
{
    routes_entity entity = ROUTES_SOURCES;
    while (entity < ROUTES_ENTITIES && strcmp(routes_i_schemas[entity].name, name) != 0)
        entity++;
    return entity;
}

const routes_i_field *routes_i_schema_find(const routes_i_schema *schema, const char *name)
{
    for (size_t i = 0; i < schema->field_count; i++)
        if (strcmp(schema->fields[i].name, name) == 0)
            return &schema->fields[i];
    return NULL;
}

const routes_i_field *routes_i_schema_key(const routes_i_schema *schema, size_t at)
{
    bool known = at < sizeof schema->key / sizeof *schema->key && schema->key[at];
    return known ? routes_i_schema_find(schema, schema->key[at]) : NULL;
}

static const void *at(const routes_i_field *field, const void *row)
{
    return (const unsigned char *)row + field->offset;
}

static void *at_writable(const routes_i_field *field, void *row)
{
    return (unsigned char *)row + field->offset;
}

const char *routes_i_field_text(const routes_i_field *field, const void *row)
{
    const char *value;
    memcpy(&value, at(field, row), sizeof value);
    return value;
}

double routes_i_field_number(const routes_i_field *field, const void *row)
{
    double value;
    memcpy(&value, at(field, row), sizeof value);
    return value;
}

int32_t routes_i_field_integer(const routes_i_field *field, const void *row)
{
    int32_t value;
    memcpy(&value, at(field, row), sizeof value);
    return value;
}

int routes_i_field_code(const routes_i_field *field, const void *row)
{
    int value;
    memcpy(&value, at(field, row), sizeof value);
    return value;
}

const uint8_t *routes_i_field_geometry(const routes_i_field *field, const void *row, size_t *size)
{
    const uint8_t *value;
    memcpy(&value, at(field, row), sizeof value);
    memcpy(size, (const unsigned char *)row + field->size_offset, sizeof *size);
    return value;
}

void routes_i_field_set_text(const routes_i_field *field, void *row, const char *value)
{
    memcpy(at_writable(field, row), &value, sizeof value);
}

void routes_i_field_set_number(const routes_i_field *field, void *row, double value)
{
    memcpy(at_writable(field, row), &value, sizeof value);
}

void routes_i_field_set_integer(const routes_i_field *field, void *row, int32_t value)
{
    memcpy(at_writable(field, row), &value, sizeof value);
}

void routes_i_field_set_code(const routes_i_field *field, void *row, int value)
{
    memcpy(at_writable(field, row), &value, sizeof value);
}

void routes_i_field_set_geometry(const routes_i_field *field, void *row, const uint8_t *wkb,
                                 size_t size)
{
    memcpy(at_writable(field, row), &wkb, sizeof wkb);
    memcpy((unsigned char *)row + field->size_offset, &size, sizeof size);
}

bool routes_i_field_is_text(const routes_i_field *field)
{
    return field->type == ROUTES_I_FIELD_TEXT || field->type == ROUTES_I_FIELD_MOMENT ||
           field->type == ROUTES_I_FIELD_EXTRA;
}

bool routes_i_field_stated(const routes_i_field *field, const void *row)
{
    size_t size;
    switch (field->type) {
    case ROUTES_I_FIELD_TEXT:
    case ROUTES_I_FIELD_MOMENT:
    case ROUTES_I_FIELD_EXTRA: {
        const char *text = routes_i_field_text(field, row);
        return text && *text;
    }
    case ROUTES_I_FIELD_NUMBER:
        return !isnan(routes_i_field_number(field, row));
    case ROUTES_I_FIELD_INTEGER:
    case ROUTES_I_FIELD_DATE:
        return routes_i_field_integer(field, row) != ROUTES_NO_DATE;
    case ROUTES_I_FIELD_CODE:
    case ROUTES_I_FIELD_SET:
        return routes_i_field_code(field, row) != 0;
    case ROUTES_I_FIELD_GEOMETRY:
        return routes_i_field_geometry(field, row, &size) && size;
    }
    return false;
}

static void clear(const routes_i_field *field, void *row)
{
    switch (field->type) {
    case ROUTES_I_FIELD_TEXT:
    case ROUTES_I_FIELD_MOMENT:
    case ROUTES_I_FIELD_EXTRA:
        routes_i_field_set_text(field, row, NULL);
        break;
    case ROUTES_I_FIELD_NUMBER:
        routes_i_field_set_number(field, row, NAN);
        break;
    case ROUTES_I_FIELD_INTEGER:
    case ROUTES_I_FIELD_DATE:
        routes_i_field_set_integer(field, row, ROUTES_NO_DATE);
        break;
    case ROUTES_I_FIELD_CODE:
    case ROUTES_I_FIELD_SET:
        routes_i_field_set_code(field, row, 0);
        break;
    case ROUTES_I_FIELD_GEOMETRY:
        routes_i_field_set_geometry(field, row, NULL, 0);
        break;
    }
}

void routes_entity_clear(routes_entity entity, void *row)
{
    const routes_i_schema *schema = routes_i_schema_of(entity);
    if (!schema || !row)
        return;
    memset(row, 0, schema->row_size);
    for (size_t i = 0; i < schema->field_count; i++)
        clear(&schema->fields[i], row);
}

/* The words of a set, joined by `|`. */
static void write_set(routes_i_text *to, const routes_i_field *field, unsigned bits)
{
    const char *word;
    const char *joint = "";
    for (int i = 0; (word = routes_codes_at(field->codes, i)); i++)
        if (bits & 1U << i) {
            routes_i_text_add(to, joint);
            routes_i_text_add(to, word);
            joint = "|";
        }
}

void routes_i_field_write(routes_i_text *to, const routes_i_field *field, const void *row)
{
    if (!routes_i_field_stated(field, row))
        return;
    char date[16];
    const char *word;
    switch (field->type) {
    case ROUTES_I_FIELD_TEXT:
    case ROUTES_I_FIELD_MOMENT:
    case ROUTES_I_FIELD_EXTRA:
        routes_i_text_add(to, routes_i_field_text(field, row));
        break;
    case ROUTES_I_FIELD_NUMBER:
        routes_i_text_number(to, routes_i_field_number(field, row));
        break;
    case ROUTES_I_FIELD_INTEGER:
        routes_i_text_print(to, "%d", (int)routes_i_field_integer(field, row));
        break;
    case ROUTES_I_FIELD_DATE:
        routes_i_date_text(date, routes_i_field_integer(field, row));
        routes_i_text_add(to, date);
        break;
    case ROUTES_I_FIELD_CODE:
        word = routes_codes_text(field->codes, routes_i_field_code(field, row));
        if (word)
            routes_i_text_add(to, word);
        else
            routes_i_text_print(to, "%d", routes_i_field_code(field, row));
        break;
    case ROUTES_I_FIELD_SET:
        write_set(to, field, (unsigned)routes_i_field_code(field, row));
        break;
    case ROUTES_I_FIELD_GEOMETRY:
        break;
    }
}
