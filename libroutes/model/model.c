/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/model.h"

#include <string.h>

#include "core/fail.h"
#include "core/memory.h"
#include "model/model.h"
#include "model/resolved.h"

routes_status routes_model_new(routes_model **out, routes_error *err)
{
    if (!out)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "out must not be null");
    *out = routes_i_calloc(1, sizeof **out);
    if (!*out)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a model");
    return ROUTES_OK;
}

void routes_model_free(routes_model *model)
{
    if (!model)
        return;
    routes_i_resolved_free(model->resolved);
    for (int i = 0; i < ROUTES_ENTITIES; i++)
        routes_i_free(model->tables[i].bytes);
    routes_i_arena_free(&model->texts);
    routes_i_free(model);
}

/* Answers hold no longer once the model changes. */
static void forget_check(routes_model *model)
{
    routes_i_resolved_free(model->resolved);
    model->resolved = NULL;
}

static bool reserve_one(routes_i_rows *rows, size_t row_size)
{
    if (rows->size < rows->capacity)
        return true;
    size_t capacity = rows->capacity ? rows->capacity * 2 : 16;
    unsigned char *grown = routes_i_realloc(rows->bytes, capacity, row_size);
    if (!grown)
        return false;
    rows->bytes = grown;
    rows->capacity = capacity;
    return true;
}

static routes_status check_text(const routes_i_schema *schema, const char *name, const char *text,
                                routes_error *err)
{
    if (text && !routes_i_utf8_valid(text, strlen(text)))
        return routes_i_fail(err, ROUTES_E_DATA, "%s of a row of %s is not UTF-8", name,
                             schema->name);
    return ROUTES_OK;
}

static routes_status check_texts(const routes_i_schema *schema, const void *row, routes_error *err)
{
    routes_status status = check_text(schema, "file", routes_i_row_origin(row)->file, err);
    for (size_t i = 0; i < schema->field_count && !status; i++)
        if (routes_i_field_is_text(&schema->fields[i]))
            status = check_text(schema, schema->fields[i].name,
                                routes_i_field_text(&schema->fields[i], row), err);
    return status;
}

/* Rows of one file share its name: a copy for each of a million rows would be waste. */
static const char *keep_file(routes_model *model, routes_entity entity, const char *file)
{
    const routes_i_rows *rows = &model->tables[entity];
    if (!file)
        return NULL;
    if (rows->size) {
        const void *last = routes_i_model_row(model, entity, rows->size - 1);
        const char *before = routes_i_row_origin(last)->file;
        if (before && strcmp(before, file) == 0)
            return before;
    }
    return routes_i_arena_text(&model->texts, file);
}

/* Lets the texts and the geometry of `row` point into the model. False when memory is out. */
static bool keep_field(routes_model *model, const routes_i_field *field, void *row)
{
    if (routes_i_field_is_text(field)) {
        const char *text = routes_i_field_text(field, row);
        const char *copy = text && *text ? routes_i_arena_text(&model->texts, text) : NULL;
        routes_i_field_set_text(field, row, copy);
        return copy || !text || !*text;
    }
    if (field->type == ROUTES_I_FIELD_GEOMETRY) {
        size_t size;
        const uint8_t *wkb = routes_i_field_geometry(field, row, &size);
        const uint8_t *copy = wkb && size ? routes_i_arena_copy(&model->texts, wkb, size) : NULL;
        routes_i_field_set_geometry(field, row, copy, copy ? size : 0);
        return copy || !wkb || !size;
    }
    return true;
}

const void *routes_i_model_row(const routes_model *model, routes_entity entity, size_t index)
{
    return model->tables[entity].bytes + index * routes_i_schema_of(entity)->row_size;
}

routes_status routes_i_model_add(routes_model *model, routes_entity entity, const void *row,
                                 routes_error *err)
{
    const routes_i_schema *schema = routes_i_schema_of(entity);
    if (!model || !row || !schema)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "model and row must not be null");
    routes_status status = check_texts(schema, row, err);
    if (status)
        return status;

    routes_i_rows *rows = &model->tables[entity];
    bool kept = reserve_one(rows, schema->row_size);
    if (kept) {
        unsigned char *slot = rows->bytes + rows->size * schema->row_size;
        memcpy(slot, row, schema->row_size);
        routes_origin *origin = (routes_origin *)(void *)slot;
        const char *file = routes_i_row_origin(row)->file;
        origin->file = keep_file(model, entity, file);
        kept = origin->file || !file;
        for (size_t i = 0; i < schema->field_count && kept; i++)
            kept = keep_field(model, &schema->fields[i], slot);
    }
    if (!kept)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a row of %s", schema->name);
    rows->size++;
    forget_check(model);
    return ROUTES_OK;
}

size_t routes_model_size(const routes_model *model, routes_entity entity)
{
    return model && routes_i_schema_of(entity) ? model->tables[entity].size : 0;
}

static const void *rows_of(const routes_model *model, routes_entity entity, size_t *count)
{
    if (count)
        *count = routes_model_size(model, entity);
    return model ? model->tables[entity].bytes : NULL;
}

/* The typed doors to the two functions above. */
#define DOORS(single, plural, entity)                                                              \
    routes_status routes_model_add_##single(routes_model *model, const routes_##single *row,       \
                                            routes_error *err)                                     \
    {                                                                                              \
        return routes_i_model_add(model, entity, row, err);                                        \
    }                                                                                              \
    const routes_##single *routes_model_##plural(const routes_model *model, size_t *count)         \
    {                                                                                              \
        return rows_of(model, entity, count);                                                      \
    }

DOORS(source, sources, ROUTES_SOURCES)
DOORS(area, areas, ROUTES_AREAS)
DOORS(group, groups, ROUTES_GROUPS)
DOORS(alias, aliases, ROUTES_ALIASES)
DOORS(population, populations, ROUTES_POPULATIONS)
DOORS(place, places, ROUTES_PLACES)
DOORS(crossing, crossings, ROUTES_CROSSINGS)
DOORS(link, links, ROUTES_LINKS)
DOORS(lane, lanes, ROUTES_LANES)
DOORS(leg, legs, ROUTES_LEGS)
DOORS(observation, observations, ROUTES_OBSERVATIONS)
DOORS(service, services, ROUTES_SERVICES)
DOORS(override, overrides, ROUTES_OVERRIDES)
DOORS(water, waters, ROUTES_WATERS)

routes_status routes_model_set_home(routes_model *model, const char *country, routes_error *err)
{
    if (!model || !country)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "model and country must not be null");
    if (!routes_i_country_valid(country))
        return routes_i_fail(err, ROUTES_E_DATA,
                             "home country \"%s\" must be two capital letters, ISO 3166 alpha-2",
                             country);
    const char *copy = routes_i_arena_text(&model->texts, country);
    if (!copy)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for the home country");
    model->home = copy;
    forget_check(model);
    return ROUTES_OK;
}

const char *routes_model_home(const routes_model *model)
{
    if (!model)
        return NULL;
    return model->resolved && model->resolved->home ? model->resolved->home : model->home;
}

int routes_model_is_checked(const routes_model *model)
{
    return model && model->resolved;
}
