/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/fail.h"
#include "core/memory.h"
#include "core/row.h"
#include "core/text.h"
#include "model/model.h"

static routes_column_type column_type(routes_i_field_type type)
{
    switch (type) {
    case ROUTES_I_FIELD_NUMBER:
        return ROUTES_COLUMN_NUMBER;
    case ROUTES_I_FIELD_INTEGER:
        return ROUTES_COLUMN_INTEGER;
    case ROUTES_I_FIELD_DATE:
        return ROUTES_COLUMN_DATE;
    case ROUTES_I_FIELD_GEOMETRY:
        return ROUTES_COLUMN_GEOMETRY;
    case ROUTES_I_FIELD_TEXT:
    case ROUTES_I_FIELD_MOMENT:
    case ROUTES_I_FIELD_CODE:
    case ROUTES_I_FIELD_SET:
    case ROUTES_I_FIELD_EXTRA:
        break;
    }
    return ROUTES_COLUMN_TEXT;
}

static routes_status new_table(routes_table **out, const routes_i_schema *schema, routes_error *err)
{
    routes_column *columns = routes_i_calloc(schema->field_count, sizeof *columns);
    if (!columns)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a table of %s", schema->name);
    for (size_t i = 0; i < schema->field_count; i++) {
        const routes_i_field *field = &schema->fields[i];
        columns[i] =
            (routes_column){field->name, column_type(field->type), field->unit, field->about};
    }
    routes_status status = routes_table_new(out, schema->name, columns, schema->field_count, err);
    routes_i_free(columns);
    return status;
}

/* Words of codes and sets, by way of `words`, which is emptied. */
static void put_words(routes_i_row *to, const routes_i_field *field, const void *row,
                      routes_i_text *words)
{
    words->size = 0;
    routes_i_text_add(words, "");
    routes_i_field_write(words, field, row);
    if (words->failed)
        to->status = routes_i_fail(to->err, ROUTES_E_MEMORY, "no memory for a word");
    else
        routes_i_row_text(to, routes_i_text_get(words));
}

static void put(routes_i_row *to, const routes_i_field *field, const void *row,
                routes_i_text *words)
{
    if (!routes_i_field_stated(field, row)) {
        routes_i_row_empty(to, ROUTES_VALUE_NOT_STATED);
        return;
    }
    size_t size;
    const uint8_t *wkb;
    switch (field->type) {
    case ROUTES_I_FIELD_TEXT:
    case ROUTES_I_FIELD_MOMENT:
    case ROUTES_I_FIELD_EXTRA:
        routes_i_row_text(to, routes_i_field_text(field, row));
        break;
    case ROUTES_I_FIELD_NUMBER:
        routes_i_row_number(to, routes_i_field_number(field, row));
        break;
    case ROUTES_I_FIELD_INTEGER:
        routes_i_row_integer(to, routes_i_field_integer(field, row));
        break;
    case ROUTES_I_FIELD_DATE:
        routes_i_row_date(to, routes_i_field_integer(field, row));
        break;
    case ROUTES_I_FIELD_CODE:
    case ROUTES_I_FIELD_SET:
        put_words(to, field, row, words);
        break;
    case ROUTES_I_FIELD_GEOMETRY:
        wkb = routes_i_field_geometry(field, row, &size);
        routes_i_row_geometry(to, wkb, size);
        break;
    }
}

static routes_status fill(routes_table *table, const routes_model *model,
                          const routes_i_schema *schema, routes_error *err)
{
    routes_i_text words = {0};
    routes_status status = ROUTES_OK;
    size_t count = routes_model_size(model, schema->entity);
    for (size_t i = 0; i < count && !status; i++) {
        const void *from = routes_i_model_row(model, schema->entity, i);
        routes_i_row to = routes_i_row_start(table, err);
        for (size_t f = 0; f < schema->field_count; f++)
            put(&to, &schema->fields[f], from, &words);
        status = routes_i_row_end(&to);
    }
    routes_i_text_free(&words);
    return status;
}

static routes_status set_key(routes_table *table, const routes_i_schema *schema, routes_error *err)
{
    routes_i_text key = {0};
    for (size_t i = 0; routes_i_schema_key(schema, i); i++) {
        routes_i_text_add(&key, i ? "|" : "");
        routes_i_text_add(&key, schema->key[i]);
    }
    routes_status status =
        key.failed ? routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a key")
                   : routes_table_set_meta(table, "primary_key", routes_i_text_get(&key), err);
    routes_i_text_free(&key);
    return status;
}

/* What is not named here stays operational, the kind that never leaves above restricted. */
static void set_kind(routes_table *table, routes_entity entity)
{
    switch (entity) {
    case ROUTES_SOURCES:
    case ROUTES_AREAS:
    case ROUTES_GROUPS:
    case ROUTES_ALIASES:
    case ROUTES_POPULATIONS:
    case ROUTES_WATERS:
        routes_table_set_kind(table, ROUTES_KIND_PLACES, ROUTES_SENSITIVITY_LOW);
        break;
    case ROUTES_LANES:
    case ROUTES_LEGS:
        routes_table_set_kind(table, ROUTES_KIND_LANES, ROUTES_SENSITIVITY_HIGH);
        break;
    case ROUTES_OBSERVATIONS:
        routes_table_set_kind(table, ROUTES_KIND_ESTIMATES, ROUTES_SENSITIVITY_HIGH);
        break;
    case ROUTES_PLACES:
    case ROUTES_CROSSINGS:
    case ROUTES_LINKS:
    case ROUTES_SERVICES:
    case ROUTES_OVERRIDES:
    case ROUTES_ENTITIES:
        break;
    }
}

routes_status routes_model_table(routes_table **out, const routes_model *model,
                                 routes_entity entity, routes_error *err)
{
    if (!out)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "out must not be null");
    *out = NULL;
    const routes_i_schema *schema = routes_i_schema_of(entity);
    if (!model || !schema)
        return routes_i_fail(err, ROUTES_E_ARGUMENT,
                             "model must not be null, entity one of its "
                             "tables");
    routes_table *table = NULL;
    routes_status status = new_table(&table, schema, err);
    if (!status)
        status = fill(table, model, schema, err);
    if (!status)
        status = set_key(table, schema, err);
    if (status) {
        routes_table_free(table);
        return status;
    }
    set_kind(table, entity);
    *out = table;
    return ROUTES_OK;
}
