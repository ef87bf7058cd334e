/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "model/check.h"

/* Files a name of a row; the field is the one it stands in. */
static void file_name(routes_i_check *check, routes_end end, const char *field, const char *name,
                      routes_name_kind kind)
{
    if (!name || check->site.status)
        return;
    routes_gazetteer *to = check->resolved->names[routes_i_class_of(check->model, end)];
    routes_error why;
    routes_status status =
        routes_gazetteer_add_name(to, name, (routes_place_id)end.index + 1, kind, &why);
    if (status == ROUTES_E_ARGUMENT)
        routes_i_site_fault(&check->site, ROUTES_SEVERITY_ERROR, field, name, "a name with letters",
                            "the name holds blanks, hyphens and apostrophes only");
    else if (status)
        routes_i_check_no_memory(check);
}

static void file_areas(routes_i_check *check)
{
    size_t count;
    const routes_area *areas = routes_model_areas(check->model, &count);
    for (size_t i = 0; i < count; i++) {
        const routes_end end = {ROUTES_AREAS, i};
        routes_i_check_at(check, ROUTES_AREAS, i);
        file_name(check, end, "name", areas[i].name, ROUTES_NAME_CANONICAL);
        file_name(check, end, "name_local", areas[i].name_local, ROUTES_NAME_LOCAL);
        file_name(check, end, "iso", areas[i].iso, ROUTES_NAME_CODE);
        file_name(check, end, "pcode", areas[i].pcode, ROUTES_NAME_CODE);
        if (areas[i].level == ROUTES_LEVEL_COUNTRY)
            file_name(check, end, "country", areas[i].country, ROUTES_NAME_CODE);
    }
}

static void file_points(routes_i_check *check)
{
    size_t count;
    const routes_place *places = routes_model_places(check->model, &count);
    for (size_t i = 0; i < count; i++) {
        const routes_end end = {ROUTES_PLACES, i};
        routes_i_check_at(check, ROUTES_PLACES, i);
        file_name(check, end, "name", places[i].name, ROUTES_NAME_CANONICAL);
        file_name(check, end, "name_local", places[i].name_local, ROUTES_NAME_LOCAL);
    }
    const routes_crossing *crossings = routes_model_crossings(check->model, &count);
    for (size_t i = 0; i < count; i++) {
        const routes_end end = {ROUTES_CROSSINGS, i};
        routes_i_check_at(check, ROUTES_CROSSINGS, i);
        file_name(check, end, "name", crossings[i].name, ROUTES_NAME_CANONICAL);
        file_name(check, end, "name_other", crossings[i].name_other, ROUTES_NAME_SPELLING);
    }
}

/* By the first row of each group; the further rows are its members. */
static void file_groups(routes_i_check *check)
{
    size_t count;
    const routes_group *groups = routes_model_groups(check->model, &count);
    for (size_t i = 0; i < count; i++) {
        routes_i_check_at(check, ROUTES_GROUPS, i);
        if (groups[i].group_id &&
            routes_i_index_find(&check->resolved->ids[ROUTES_GROUPS], groups[i].group_id) == i)
            file_name(check, (routes_end){ROUTES_GROUPS, i}, "name", groups[i].name,
                      ROUTES_NAME_CANONICAL);
    }
}

static routes_name_kind kind_of_alias(int kind)
{
    switch (kind) {
    case 2:
        return ROUTES_NAME_FORMER;
    case 3:
        return ROUTES_NAME_LOCAL;
    case 4:
        return ROUTES_NAME_SHORT;
    default:
        return ROUTES_NAME_SPELLING;
    }
}

/* An alias of nothing is reported with the other references. */
static void file_aliases(routes_i_check *check)
{
    size_t count;
    const routes_alias *aliases = routes_model_aliases(check->model, &count);
    for (size_t i = 0; i < count; i++) {
        routes_end end;
        routes_i_check_at(check, ROUTES_ALIASES, i);
        if (aliases[i].target_id && routes_i_node(check->resolved, aliases[i].target_id, &end))
            file_name(check, end, "alias", aliases[i].alias, kind_of_alias(aliases[i].kind));
    }
}

/* The area of this level and P-code with the latest vintage before `vintage`, or SIZE_MAX. */
static size_t area_before(const routes_i_check *check, const routes_area *area, const char *pcode,
                          size_t size)
{
    size_t count;
    const routes_area *areas = routes_model_areas(check->model, &count);
    size_t best = SIZE_MAX;
    for (size_t i = 0; i < count; i++)
        if (areas[i].level == area->level && areas[i].pcode && strlen(areas[i].pcode) == size &&
            strncmp(areas[i].pcode, pcode, size) == 0 && areas[i].vintage < area->vintage &&
            (best == SIZE_MAX || areas[i].vintage > areas[best].vintage))
            best = i;
    return best;
}

/* A predecessor that the model does not hold is no fault: few models hold several vintages. */
static void file_successors(routes_i_check *check)
{
    size_t count;
    const routes_area *areas = routes_model_areas(check->model, &count);
    for (size_t i = 0; i < count && !check->site.status; i++) {
        if (!areas[i].pred_pcode || areas[i].vintage == ROUTES_NO_DATE)
            continue;
        routes_i_class class = routes_i_class_of(check->model, (routes_end){ROUTES_AREAS, i});
        for (const char *at = areas[i].pred_pcode; *at; at += *at == '|') {
            size_t size = strcspn(at, "|");
            size_t before = area_before(check, &areas[i], at, size);
            if (before != SIZE_MAX &&
                routes_gazetteer_add_successor(check->resolved->names[class],
                                               (routes_place_id)before + 1, (routes_place_id)i + 1,
                                               areas[i].vintage, NULL))
                routes_i_check_no_memory(check);
            at += size;
        }
    }
}

void routes_i_check_names(routes_i_check *check)
{
    file_areas(check);
    file_points(check);
    file_groups(check);
    file_aliases(check);
    file_successors(check);
}
