/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/resolved.h"

#include "core/memory.h"

/* `count` sizes of SIZE_MAX, or null. */
static size_t *none(routes_i_arena *arena, size_t count)
{
    if (count > SIZE_MAX / sizeof(size_t) - 1)
        return NULL;
    size_t *list = routes_i_arena_take(arena, (count + 1) * sizeof *list);
    for (size_t i = 0; list && i < count; i++)
        list[i] = SIZE_MAX;
    return list;
}

static void *zeroes(routes_i_arena *arena, size_t count, size_t each, size_t width)
{
    if (count > SIZE_MAX / each / width - 1)
        return NULL;
    return routes_i_arena_take(arena, (count + 1) * each * width);
}

routes_i_resolved *routes_i_resolved_new(const routes_model *model)
{
    routes_i_resolved *to = routes_i_calloc(1, sizeof *to);
    if (!to)
        return NULL;
    size_t areas = routes_model_size(model, ROUTES_AREAS);
    to->countries = zeroes(&to->arena, areas, 1, sizeof(const char *));
    to->provinces = none(&to->arena, areas);
    to->capitals = none(&to->arena, areas);
    to->lane_ends =
        zeroes(&to->arena, routes_model_size(model, ROUTES_LANES), 3, sizeof *to->lane_ends);
    to->leg_ends =
        zeroes(&to->arena, routes_model_size(model, ROUTES_LEGS), 2, sizeof *to->leg_ends);
    bool whole = to->countries && to->provinces && to->capitals && to->lane_ends && to->leg_ends;
    for (int i = 0; i < ROUTES_I_CLASSES && whole; i++)
        whole = !routes_gazetteer_new(&to->names[i], NULL);
    if (whole)
        return to;
    routes_i_resolved_free(to);
    return NULL;
}

void routes_i_resolved_free(routes_i_resolved *resolved)
{
    if (!resolved)
        return;
    for (int i = 0; i < ROUTES_ENTITIES; i++)
        routes_i_index_free(&resolved->ids[i]);
    routes_i_index_free(&resolved->nodes);
    for (int i = 0; i < ROUTES_I_CLASSES; i++)
        routes_gazetteer_free(resolved->names[i]);
    routes_i_arena_free(&resolved->arena);
    routes_i_free(resolved);
}

size_t routes_i_node_value(routes_end end)
{
    return end.index * ROUTES_ENTITIES + (size_t)end.entity;
}

bool routes_i_node(const routes_i_resolved *resolved, const char *id, routes_end *end)
{
    size_t value = routes_i_index_find(&resolved->nodes, id);
    if (value == SIZE_MAX)
        return false;
    *end = (routes_end){(routes_entity)(value % ROUTES_ENTITIES), value / ROUTES_ENTITIES};
    return true;
}

routes_i_class routes_i_class_of(const routes_model *model, routes_end end)
{
    switch (end.entity) {
    case ROUTES_PLACES:
        return ROUTES_I_CLASS_PLACE;
    case ROUTES_CROSSINGS:
        return ROUTES_I_CLASS_CROSSING;
    case ROUTES_AREAS: {
        routes_level level = routes_model_areas(model, NULL)[end.index].level;
        return level == ROUTES_LEVEL_COUNTRY    ? ROUTES_I_CLASS_COUNTRY
               : level == ROUTES_LEVEL_PROVINCE ? ROUTES_I_CLASS_PROVINCE
                                                : ROUTES_I_CLASS_DISTRICT;
    }
    default:
        return ROUTES_I_CLASS_GROUP;
    }
}

const char *routes_i_class_text(routes_i_class class)
{
    static const char *const texts[] = {"country", "province", "district",
                                        "place",   "crossing", "group"};
    return (unsigned)class < ROUTES_I_CLASSES ? texts[class] : NULL;
}

bool routes_i_country_valid(const char *code)
{
    return code[0] >= 'A' && code[0] <= 'Z' && code[1] >= 'A' && code[1] <= 'Z' && !code[2];
}
