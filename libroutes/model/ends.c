/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "model/resolve.h"

const routes_end *routes_model_ends(const routes_model *model, size_t lane, routes_side side,
                                    size_t *count)
{
    if (count)
        *count = 0;
    if (!routes_model_is_checked(model) || lane >= routes_model_size(model, ROUTES_LANES) ||
        (unsigned)side > ROUTES_SIDE_VIA)
        return NULL;
    const routes_i_ends *ends = &model->resolved->lane_ends[3 * lane + (size_t)side];
    if (count)
        *count = ends->count;
    return ends->ends;
}

routes_end routes_model_leg_end(const routes_model *model, size_t leg, routes_side side)
{
    if (!routes_model_is_checked(model) || leg >= routes_model_size(model, ROUTES_LEGS) ||
        (unsigned)side > ROUTES_SIDE_TO)
        return (routes_end){ROUTES_ENTITIES, SIZE_MAX};
    return model->resolved->leg_ends[2 * leg + (size_t)side];
}

size_t routes_model_find(const routes_model *model, routes_entity entity, const char *id)
{
    if (!routes_model_is_checked(model) || !routes_i_schema_of(entity) || !id)
        return SIZE_MAX;
    return routes_i_index_find(&model->resolved->ids[entity], id);
}

static bool is_end(const routes_model *model, routes_end end)
{
    bool node = end.entity == ROUTES_AREAS || end.entity == ROUTES_PLACES ||
                end.entity == ROUTES_CROSSINGS || end.entity == ROUTES_GROUPS;
    return model && node && end.index < routes_model_size(model, end.entity);
}

const char *routes_model_end_id(const routes_model *model, routes_end end)
{
    return is_end(model, end) ? routes_i_end_id(model, end) : NULL;
}

const char *routes_model_end_name(const routes_model *model, routes_end end)
{
    if (!is_end(model, end))
        return NULL;
    const routes_i_field *name = routes_i_schema_find(routes_i_schema_of(end.entity), "name");
    return routes_i_field_text(name, routes_i_model_row(model, end.entity, end.index));
}

/* The row of an area's id, or SIZE_MAX. */
static size_t area_of(const routes_model *model, const char *area_id)
{
    return routes_model_find(model, ROUTES_AREAS, area_id);
}

static bool is_home(const routes_model *model, const char *country)
{
    const char *home = model->resolved->home;
    return home && country && strcmp(home, country) == 0;
}

/* The area of the side that lies at home, or SIZE_MAX. */
static size_t area_of_crossing(const routes_model *model, size_t crossing)
{
    const routes_crossing *row = &routes_model_crossings(model, NULL)[crossing];
    if (is_home(model, row->country_a))
        return area_of(model, row->area_a);
    return is_home(model, row->country_b) ? area_of(model, row->area_b) : SIZE_MAX;
}

const char *routes_model_end_country(const routes_model *model, routes_end end)
{
    if (!is_end(model, end) || !routes_model_is_checked(model))
        return NULL;
    if (end.entity == ROUTES_AREAS)
        return model->resolved->countries[end.index];
    if (end.entity == ROUTES_CROSSINGS) {
        const routes_crossing *crossing = &routes_model_crossings(model, NULL)[end.index];
        return is_home(model, crossing->country_b) ? crossing->country_b : crossing->country_a;
    }
    if (end.entity != ROUTES_PLACES)
        return NULL;
    const routes_place *place = &routes_model_places(model, NULL)[end.index];
    size_t area = area_of(model, place->area_id);
    if (place->country || area == SIZE_MAX)
        return place->country;
    return model->resolved->countries[area];
}

size_t routes_model_end_province(const routes_model *model, routes_end end)
{
    if (!is_end(model, end) || !routes_model_is_checked(model))
        return SIZE_MAX;
    size_t area = end.index;
    if (end.entity == ROUTES_PLACES)
        area = area_of(model, routes_model_places(model, NULL)[end.index].area_id);
    else if (end.entity == ROUTES_CROSSINGS)
        area = area_of_crossing(model, end.index);
    else if (end.entity == ROUTES_GROUPS)
        area = SIZE_MAX;
    return area == SIZE_MAX ? SIZE_MAX : model->resolved->provinces[area];
}

size_t routes_model_capital(const routes_model *model, size_t area)
{
    if (!routes_model_is_checked(model) || area >= routes_model_size(model, ROUTES_AREAS))
        return SIZE_MAX;
    return model->resolved->capitals[area];
}

routes_status routes_model_resolve(routes_end *end, const routes_model *model, const char *text,
                                   routes_level level, routes_error *err)
{
    if (!end || !model || !text)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "end, model and text must not be null");
    if (!routes_model_is_checked(model))
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "the model must be checked first");
    if (!routes_codes_text(ROUTES_CODES_LEVEL, (int)level))
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "level %d is not known", (int)level);
    if (!routes_i_utf8_valid(text, strlen(text)))
        return routes_i_fail(err, ROUTES_E_DATA, "a name is not UTF-8");
    routes_i_answer answer = {0};
    routes_status status =
        routes_i_resolve(&answer, model, model->resolved, text, level, ROUTES_NO_DATE, err);
    if (!status && answer.status)
        status = routes_i_fail(err, answer.status, "%s%s%s", routes_i_text_get(&answer.message),
                               answer.remedy.size ? "; " : "", routes_i_text_get(&answer.remedy));
    else if (!status)
        *end = answer.end;
    routes_i_answer_free(&answer);
    return status;
}

const routes_gazetteer *routes_model_names(const routes_model *model, routes_level level)
{
    if (!routes_model_is_checked(model))
        return NULL;
    switch (level) {
    case ROUTES_LEVEL_COUNTRY:
        return model->resolved->names[ROUTES_I_CLASS_COUNTRY];
    case ROUTES_LEVEL_PROVINCE:
        return model->resolved->names[ROUTES_I_CLASS_PROVINCE];
    case ROUTES_LEVEL_DISTRICT:
        return model->resolved->names[ROUTES_I_CLASS_DISTRICT];
    case ROUTES_LEVEL_PLACE:
    case ROUTES_LEVEL_TOWN:
        return model->resolved->names[ROUTES_I_CLASS_PLACE];
    case ROUTES_LEVEL_GROUP:
        return model->resolved->names[ROUTES_I_CLASS_GROUP];
    case ROUTES_LEVEL_NOT_STATED:
        break;
    }
    return NULL;
}
