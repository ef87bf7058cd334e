/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "model/check.h"

/* A column that holds the id of another row. */
struct reference {
    routes_entity from;
    const char *field;
    unsigned to; /* bits of routes_entity */
    const char *kind;
};

#define IN(entity) (1U << (entity))
#define POINT (IN(ROUTES_PLACES) | IN(ROUTES_CROSSINGS))

static const struct reference references[] = {
    {ROUTES_AREAS, "parent", IN(ROUTES_AREAS), "area"},
    {ROUTES_GROUPS, "member", IN(ROUTES_AREAS), "area"},
    {ROUTES_ALIASES, "target_id", POINT | IN(ROUTES_AREAS) | IN(ROUTES_GROUPS),
     "area, place, crossing or group"},
    {ROUTES_POPULATIONS, "area_id", IN(ROUTES_AREAS), "area"},
    {ROUTES_PLACES, "area_id", IN(ROUTES_AREAS), "area"},
    {ROUTES_CROSSINGS, "area_a", IN(ROUTES_AREAS), "area"},
    {ROUTES_CROSSINGS, "area_b", IN(ROUTES_AREAS), "area"},
    {ROUTES_LINKS, "from", POINT, "place or crossing"},
    {ROUTES_LINKS, "to", POINT, "place or crossing"},
    {ROUTES_LEGS, "lane_id", IN(ROUTES_LANES), "lane"},
    {ROUTES_OBSERVATIONS, "area_id", IN(ROUTES_AREAS), "area"},
    {ROUTES_OBSERVATIONS, "place_id", POINT, "place or crossing"},
    {ROUTES_OBSERVATIONS, "denominator_area", POINT | IN(ROUTES_AREAS), "area, place or crossing"},
    {ROUTES_SERVICES, "area_id", IN(ROUTES_AREAS), "area"},
};

static bool is_known(const routes_i_check *check, unsigned to, const char *id)
{
    for (int entity = 0; entity < ROUTES_ENTITIES; entity++)
        if (to & 1U << entity && routes_i_index_find(&check->resolved->ids[entity], id) != SIZE_MAX)
            return true;
    return false;
}

/* Beyond so many errors nobody reads suggestions, and each looks through all names. */
#define MOST_SUGGESTIONS 200

/* Someone wrote a name where the id belongs: which id would that be? */
static void find_id(routes_i_check *check, routes_i_text *remedy, const char *name)
{
    static const routes_level levels[] = {ROUTES_LEVEL_NOT_STATED, ROUTES_LEVEL_GROUP};
    for (size_t i = 0; i < 2 && !remedy->size && check->site.errors < MOST_SUGGESTIONS; i++) {
        routes_i_answer answer = {0};
        if (routes_i_resolve(&answer, check->model, check->resolved, name, levels[i],
                             ROUTES_NO_DATE, NULL))
            routes_i_check_no_memory(check);
        else if (answer.status == ROUTES_OK)
            routes_i_text_print(remedy, "write the id, %s",
                                routes_i_end_id(check->model, answer.end));
        routes_i_answer_free(&answer);
    }
}

static void say_unknown(routes_i_check *check, const char *field, const char *id, const char *kind)
{
    char shown[ROUTES_I_SHOWN_SIZE];
    routes_i_text remedy = {0};
    routes_i_site_show(shown, id);
    find_id(check, &remedy, id);
    if (remedy.failed)
        routes_i_check_no_memory(check);
    routes_i_site_fault(&check->site, ROUTES_SEVERITY_ERROR, field, id, remedy.bytes,
                        "there is no %s %s", kind, shown);
    routes_i_text_free(&remedy);
}

static void check_reference(routes_i_check *check, const struct reference *reference)
{
    const routes_i_schema *schema = routes_i_schema_of(reference->from);
    const routes_i_field *field = routes_i_schema_find(schema, reference->field);
    size_t count = routes_model_size(check->model, reference->from);
    for (size_t i = 0; i < count && !check->site.status; i++) {
        const char *id = routes_i_field_text(field, routes_i_check_at(check, schema->entity, i));
        if (id && !is_known(check, reference->to, id))
            say_unknown(check, field->name, id, reference->kind);
    }
}

static void check_source(routes_i_check *check, routes_entity entity)
{
    for (size_t i = 0; i < routes_model_size(check->model, entity); i++) {
        const char *id = routes_i_row_origin(routes_i_check_at(check, entity, i))->source_id;
        char shown[ROUTES_I_SHOWN_SIZE];
        if (!id || is_known(check, IN(ROUTES_SOURCES), id))
            continue;
        routes_i_site_show(shown, id);
        routes_i_site_fault(&check->site, ROUTES_SEVERITY_ERROR, "source_id", id,
                            "add it to sources", "there is no source %s", shown);
    }
}

static void check_overrides(routes_i_check *check)
{
    size_t count;
    const routes_override *overrides = routes_model_overrides(check->model, &count);
    for (size_t i = 0; i < count; i++) {
        const char *id = overrides[i].row_id;
        routes_entity table =
            overrides[i].table ? routes_i_schema_entity(overrides[i].table) : ROUTES_ENTITIES;
        char shown[ROUTES_I_SHOWN_SIZE];
        routes_i_check_at(check, ROUTES_OVERRIDES, i);
        if (!id || table == ROUTES_ENTITIES || is_known(check, IN(table), id))
            continue;
        routes_i_site_show(shown, id);
        routes_i_site_fault(&check->site, ROUTES_SEVERITY_ERROR, "row_id", id, NULL,
                            "there is no %s %s", routes_i_schema_of(table)->single, shown);
    }
}

void routes_i_check_references(routes_i_check *check)
{
    for (routes_entity entity = ROUTES_AREAS; entity < ROUTES_ENTITIES; entity++)
        check_source(check, entity);
    for (size_t i = 0; i < sizeof references / sizeof *references; i++)
        check_reference(check, &references[i]);
    check_overrides(check);
}
