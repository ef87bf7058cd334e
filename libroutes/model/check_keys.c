/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "model/check.h"

const char *routes_i_check_key(routes_i_check *check, const routes_i_schema *schema,
                               const void *row)
{
    if (!schema->key[1]) {
        const char *id = routes_i_field_text(routes_i_schema_key(schema, 0), row);
        return id ? id : "";
    }
    routes_i_text key = {0};
    for (size_t i = 0; routes_i_schema_key(schema, i); i++) {
        if (i)
            routes_i_text_add(&key, "\x1F");
        routes_i_field_write(&key, routes_i_schema_key(schema, i), row);
    }
    const char *kept = key.failed ? NULL : routes_i_arena_text(&check->texts, key.bytes);
    routes_i_text_free(&key);
    return kept;
}

/* Rows without their key were reported one by one. */
static bool has_key(const routes_i_schema *schema, const void *row)
{
    for (size_t i = 0; routes_i_schema_key(schema, i); i++) {
        const routes_i_field *field = routes_i_schema_key(schema, i);
        if (field->required && !routes_i_field_stated(field, row))
            return false;
    }
    return true;
}

static void say_twice(routes_i_check *check, const routes_i_schema *schema, const void *row,
                      size_t before)
{
    const void *first = routes_i_model_row(check->model, schema->entity, before);
    routes_i_site there = {0};
    routes_i_site_at(&there, schema, first, before);
    routes_i_text key = {0};
    for (size_t i = 0; routes_i_schema_key(schema, i); i++) {
        routes_i_text_add(&key, i ? ", " : "");
        routes_i_field_write(&key, routes_i_schema_key(schema, i), row);
    }
    char shown[ROUTES_I_SHOWN_SIZE];
    routes_i_site_show(shown, routes_i_text_get(&key));
    if (key.failed)
        routes_i_check_no_memory(check);
    routes_i_site_fault(&check->site, ROUTES_SEVERITY_ERROR, schema->key[0],
                        routes_i_text_get(&key), "keep one of them",
                        "%s stands twice: in row %zu too", shown, there.row);
    routes_i_text_free(&key);
}

/* Whether other tables refer to rows of this one as nodes. */
static bool is_node(routes_entity entity)
{
    return entity == ROUTES_AREAS || entity == ROUTES_PLACES || entity == ROUTES_CROSSINGS ||
           entity == ROUTES_GROUPS;
}

static void file_node(routes_i_check *check, const char *id, routes_entity entity, size_t index)
{
    routes_end end = {entity, index};
    size_t before;
    if (!routes_i_index_add(&check->resolved->nodes, id, routes_i_node_value(end), &before)) {
        routes_i_check_no_memory(check);
        return;
    }
    routes_end first;
    if (before == SIZE_MAX || !routes_i_node(check->resolved, id, &first) || first.entity == entity)
        return;
    char shown[ROUTES_I_SHOWN_SIZE];
    routes_i_site_show(shown, id);
    routes_i_site_fault(&check->site, ROUTES_SEVERITY_ERROR, routes_i_schema_of(entity)->key[0], id,
                        "ids of areas, places, crossings and groups are one set",
                        "%s is the id of a %s too", shown,
                        routes_i_schema_of(first.entity)->single);
}

static void check_row(routes_i_check *check, const routes_i_schema *schema, size_t index)
{
    const void *row = routes_i_check_at(check, schema->entity, index);
    if (!has_key(schema, row))
        return;
    const char *key = routes_i_check_key(check, schema, row);
    const char *id = routes_i_field_text(routes_i_schema_key(schema, 0), row);
    size_t twice, before;
    if (!key || !routes_i_index_add(&check->keys[schema->entity], key, index, &twice) ||
        !routes_i_index_add(&check->resolved->ids[schema->entity], id, index, &before)) {
        routes_i_check_no_memory(check);
        return;
    }
    if (twice != SIZE_MAX)
        say_twice(check, schema, row, twice);
    else if (is_node(schema->entity) && before == SIZE_MAX)
        file_node(check, id, schema->entity, index);
}

void routes_i_check_keys(routes_i_check *check)
{
    for (routes_entity entity = ROUTES_SOURCES; entity < ROUTES_ENTITIES; entity++)
        for (size_t i = 0; i < routes_model_size(check->model, entity) && !check->site.status; i++)
            check_row(check, routes_i_schema_of(entity), i);
}

void routes_i_check_groups(routes_i_check *check)
{
    size_t count;
    const routes_group *groups = routes_model_groups(check->model, &count);
    for (size_t i = 0; i < count; i++) {
        routes_i_check_at(check, ROUTES_GROUPS, i);
        if (!groups[i].group_id || !groups[i].name)
            continue;
        size_t first =
            routes_i_index_find(&check->resolved->ids[ROUTES_GROUPS], groups[i].group_id);
        if (first == SIZE_MAX || first == i || !groups[first].name)
            continue;
        char shown[ROUTES_I_SHOWN_SIZE];
        routes_i_site_show(shown, groups[first].name);
        if (strcmp(groups[first].name, groups[i].name) != 0)
            routes_i_site_fault(&check->site, ROUTES_SEVERITY_ERROR, "name", groups[i].name, NULL,
                                "group %s is named %s before", groups[i].group_id, shown);
        if (!groups[i].member || !groups[first].member)
            routes_i_site_fault(&check->site, ROUTES_SEVERITY_ERROR, "member", NULL,
                                "one row without a member, or a row for each",
                                "group %s has rows with and without a member", groups[i].group_id);
    }
}
