/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/resolve.h"

#include "core/memory.h"
#include "model/site.h"

/* What an end of a level may be, in the order in which it is looked for; ROUTES_I_CLASSES ends. */
static const routes_i_class *classes_of(routes_level level)
{
    static const routes_i_class country[] = {ROUTES_I_CLASS_COUNTRY, ROUTES_I_CLASSES};
    static const routes_i_class province[] = {ROUTES_I_CLASS_PROVINCE, ROUTES_I_CLASSES};
    static const routes_i_class district[] = {ROUTES_I_CLASS_DISTRICT, ROUTES_I_CLASS_PLACE,
                                              ROUTES_I_CLASSES};
    static const routes_i_class place[] = {ROUTES_I_CLASS_PLACE, ROUTES_I_CLASS_CROSSING,
                                           ROUTES_I_CLASSES};
    static const routes_i_class town[] = {ROUTES_I_CLASS_PLACE, ROUTES_I_CLASSES};
    static const routes_i_class group[] = {ROUTES_I_CLASS_GROUP, ROUTES_I_CLASSES};
    static const routes_i_class any[] = {ROUTES_I_CLASS_PLACE,    ROUTES_I_CLASS_CROSSING,
                                         ROUTES_I_CLASS_PROVINCE, ROUTES_I_CLASS_DISTRICT,
                                         ROUTES_I_CLASS_COUNTRY,  ROUTES_I_CLASSES};
    switch (level) {
    case ROUTES_LEVEL_COUNTRY:
        return country;
    case ROUTES_LEVEL_PROVINCE:
        return province;
    case ROUTES_LEVEL_DISTRICT:
        return district;
    case ROUTES_LEVEL_PLACE:
        return place;
    case ROUTES_LEVEL_TOWN:
        return town;
    case ROUTES_LEVEL_GROUP:
        return group;
    case ROUTES_LEVEL_NOT_STATED:
        break;
    }
    return any;
}

static routes_entity entity_of(routes_i_class class)
{
    switch (class) {
    case ROUTES_I_CLASS_PLACE:
        return ROUTES_PLACES;
    case ROUTES_I_CLASS_CROSSING:
        return ROUTES_CROSSINGS;
    case ROUTES_I_CLASS_GROUP:
        return ROUTES_GROUPS;
    default:
        return ROUTES_AREAS;
    }
}

const char *routes_i_end_id(const routes_model *model, routes_end end)
{
    const void *row = routes_i_model_row(model, end.entity, end.index);
    return routes_i_field_text(routes_i_schema_key(routes_i_schema_of(end.entity), 0), row);
}

/* A place may stand for a district only when it is one. */
static bool allows(const routes_model *model, routes_level level, routes_end end)
{
    const routes_i_class *class = classes_of(level);
    while (*class != ROUTES_I_CLASSES && *class != routes_i_class_of(model, end))
        class ++;
    if (*class == ROUTES_I_CLASSES)
        return false;
    return level != ROUTES_LEVEL_DISTRICT || end.entity != ROUTES_PLACES ||
           routes_model_places(model, NULL)[end.index].kind == ROUTES_PLACE_DISTRICT;
}

enum { CANDIDATES = 16 };

/* Of areas with one name the latest vintage up to `year`, else the earliest. Leaves those. */
static size_t keep_vintage(const routes_model *model, routes_end *ends, size_t count, int32_t year)
{
    const routes_area *areas = routes_model_areas(model, NULL);
    int32_t best = ROUTES_NO_DATE;
    for (size_t i = 0; i < count; i++) {
        int32_t vintage = areas[ends[i].index].vintage;
        bool past = year == ROUTES_NO_DATE || vintage <= year;
        bool best_past = best != ROUTES_NO_DATE && (year == ROUTES_NO_DATE || best <= year);
        if (best == ROUTES_NO_DATE || (past && (!best_past || vintage > best)) ||
            (!past && !best_past && vintage < best))
            best = vintage;
    }
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (areas[ends[i].index].vintage == best)
            ends[kept++] = ends[i];
    return kept;
}

/* All rows of a class that a name may mean and the level allows; of many the first CANDIDATES. */
static routes_status find_in_class(routes_end ends[CANDIDATES], size_t *count,
                                   const routes_model *model, const routes_i_resolved *resolved,
                                   routes_i_class class, const char *text, routes_level level,
                                   int32_t year, routes_error *err)
{
    const routes_gazetteer *names = resolved->names[class];
    size_t all;
    *count = 0;
    routes_status status = routes_gazetteer_find_all(NULL, 0, &all, names, text, err);
    if (status || all == 0)
        return status;
    routes_place_id *found = routes_i_calloc(all, sizeof *found);
    if (!found)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a name");
    status = routes_gazetteer_find_all(found, all, &all, names, text, err);
    for (size_t i = 0; i < all && !status && *count < CANDIDATES; i++) {
        routes_end end = {entity_of(class), found[i] - 1};
        if (allows(model, level, end))
            ends[(*count)++] = end;
    }
    routes_i_free(found);
    if (*count > 1 && entity_of(class) == ROUTES_AREAS)
        *count = keep_vintage(model, ends, *count, year);
    return status;
}

static void say_ambiguous(routes_i_answer *answer, const routes_model *model,
                          const routes_end ends[CANDIDATES], size_t count, const char *shown)
{
    answer->status = ROUTES_E_AMBIGUOUS;
    routes_i_text_print(&answer->message, "%s may be", shown);
    for (size_t i = 0; i < count; i++)
        routes_i_text_print(&answer->message, "%s %s", i ? " or" : "",
                            routes_i_end_id(model, ends[i]));
    routes_i_text_add(&answer->remedy, "write the id");
}

/* The first class, of those the level allows, that knows a name near `text`. */
static routes_status suggest(routes_i_answer *answer, const routes_model *model,
                             const routes_i_resolved *resolved, const char *text,
                             routes_level level, routes_error *err)
{
    for (const routes_i_class *class = classes_of(level); *class != ROUTES_I_CLASSES; class ++) {
        const char *name;
        routes_place_id place;
        routes_status status =
            routes_gazetteer_suggest(&name, &place, resolved->names[*class], text, err);
        if (status == ROUTES_E_NOT_FOUND)
            continue;
        if (status)
            return status;
        routes_end end = {entity_of(*class), place - 1};
        routes_i_text_print(&answer->remedy, "did you mean %s (%s)?", name,
                            routes_i_end_id(model, end));
        return ROUTES_OK;
    }
    return ROUTES_OK;
}

/* "Poipet" is a place, not a province: where another level knows the id or the name. */
static routes_status look_elsewhere(routes_i_answer *answer, const routes_model *model,
                                    const routes_i_resolved *resolved, const char *text,
                                    routes_error *err)
{
    routes_end end;
    bool found = routes_i_node(resolved, text, &end);
    for (int class = 0; class < ROUTES_I_CLASSES && !found; class ++) {
        routes_end ends[CANDIDATES];
        size_t count;
        routes_level any =
            class == ROUTES_I_CLASS_GROUP ? ROUTES_LEVEL_GROUP : ROUTES_LEVEL_NOT_STATED;
        routes_status status = find_in_class(ends, &count, model, resolved, (routes_i_class) class,
                                             text, any, ROUTES_NO_DATE, err);
        if (status)
            return status;
        found = count > 0;
        if (found)
            end = ends[0];
    }
    if (found)
        routes_i_text_print(&answer->remedy, "%s is a %s", routes_i_end_id(model, end),
                            routes_i_class_text(routes_i_class_of(model, end)));
    return ROUTES_OK;
}

static routes_status say_unknown(routes_i_answer *answer, const routes_model *model,
                                 const routes_i_resolved *resolved, const char *text,
                                 routes_level level, const char *shown, routes_error *err)
{
    const char *kind = level == ROUTES_LEVEL_NOT_STATED
                           ? "place, crossing or area"
                           : routes_codes_text(ROUTES_CODES_LEVEL, (int)level);
    answer->status = ROUTES_E_NOT_FOUND;
    routes_i_text_print(&answer->message, "no %s is known as %s", kind, shown);
    routes_status status = look_elsewhere(answer, model, resolved, text, err);
    if (!status && !answer->remedy.size)
        status = suggest(answer, model, resolved, text, level, err);
    return status;
}

static routes_status resolve(routes_i_answer *answer, const routes_model *model,
                             const routes_i_resolved *resolved, const char *text,
                             routes_level level, int32_t year, routes_error *err)
{
    char shown[ROUTES_I_SHOWN_SIZE];
    answer->status = ROUTES_OK;
    if (routes_i_node(resolved, text, &answer->end) && allows(model, level, answer->end))
        return ROUTES_OK;
    for (const routes_i_class *class = classes_of(level); *class != ROUTES_I_CLASSES; class ++) {
        routes_end ends[CANDIDATES];
        size_t count;
        routes_status status =
            find_in_class(ends, &count, model, resolved, *class, text, level, year, err);
        if (status)
            return status;
        if (count == 1)
            answer->end = ends[0];
        if (count > 1) {
            routes_i_site_show(shown, text);
            say_ambiguous(answer, model, ends, count, shown);
        }
        if (count)
            return ROUTES_OK;
    }
    routes_i_site_show(shown, text);
    return say_unknown(answer, model, resolved, text, level, shown, err);
}

routes_status routes_i_resolve(routes_i_answer *answer, const routes_model *model,
                               const routes_i_resolved *resolved, const char *text,
                               routes_level level, int32_t year, routes_error *err)
{
    routes_i_answer_free(answer);
    routes_status status = resolve(answer, model, resolved, text, level, year, err);
    if (!status && (answer->message.failed || answer->remedy.failed))
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for the ends of a lane");
    return status;
}

void routes_i_answer_free(routes_i_answer *answer)
{
    routes_i_text_free(&answer->message);
    routes_i_text_free(&answer->remedy);
    *answer = (routes_i_answer){0};
}
