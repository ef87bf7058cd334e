/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "release/areas.h"

#include <math.h>
#include <string.h>

#include "core/fail.h"
#include "core/memory.h"
#include "core/text.h"

/* The year of a day, from its text, so that the calendar stays in one place. */
static int32_t year_of(int32_t date)
{
    char text[16];
    int64_t year = 0;
    routes_i_date_text(text, date);
    text[4] = '\0';
    return routes_i_integer_read(&year, text) ? (int32_t)year : 0;
}

/* Whether census `year` tells more of `now` than census `before`: the latest that is not later
 * than now, else the earliest. */
static bool is_better(int32_t year, int32_t before, int32_t now)
{
    if (before == ROUTES_NO_DATE)
        return true;
    if ((year <= now) != (before <= now))
        return year <= now;
    return year <= now ? year > before : year < before;
}

routes_status routes_i_areas_start(routes_i_review *review, routes_error *err)
{
    size_t areas = routes_model_size(review->model, ROUTES_AREAS), n = 0;
    const routes_population *rows = routes_model_populations(review->model, &n);
    int32_t now = year_of(review->date);
    int32_t *years = routes_i_calloc(areas + 1, sizeof *years);
    review->inhabitants = routes_i_calloc(areas + 1, sizeof *review->inhabitants);
    if (!years || !review->inhabitants) {
        routes_i_free(years);
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu areas", areas);
    }
    for (size_t i = 0; i < areas; i++) {
        years[i] = ROUTES_NO_DATE;
        review->inhabitants[i] = NAN;
    }
    for (size_t i = 0; i < n; i++) {
        size_t area = routes_model_find(review->model, ROUTES_AREAS, rows[i].area_id);
        if (area >= areas || isnan(rows[i].population) ||
            !is_better(rows[i].year, years[area], now))
            continue;
        years[area] = rows[i].year;
        review->inhabitants[area] = rows[i].population;
    }
    routes_i_free(years);
    return ROUTES_OK;
}

bool routes_i_areas_pass(const routes_i_review *review, size_t area)
{
    size_t areas = 0;
    const routes_area *rows = routes_model_areas(review->model, &areas);
    if (area >= areas || rows[area].level == ROUTES_LEVEL_NOT_STATED ||
        rows[area].level > review->tier->finest)
        return false;
    return rows[area].level == ROUTES_LEVEL_COUNTRY || review->tier->inhabitants <= 0.0 ||
           review->inhabitants[area] >= review->tier->inhabitants;
}

static bool same(const char *a, const char *b)
{
    return a && b && strcmp(a, b) == 0;
}

/* The area of level country with this code, or SIZE_MAX. */
static size_t country_area(const routes_model *model, const char *code)
{
    size_t n = 0;
    const routes_area *areas = routes_model_areas(model, &n);
    for (size_t i = 0; code && i < n; i++)
        if (areas[i].level == ROUTES_LEVEL_COUNTRY &&
            (same(areas[i].country, code) || same(areas[i].iso, code) ||
             same(areas[i].area_id, code)))
            return i;
    return SIZE_MAX;
}

/* All members pass, or none is known. The rows of a group follow one another in no fixed way. */
static bool group_passes(const routes_i_review *review, size_t first)
{
    size_t n = 0;
    const routes_group *groups = routes_model_groups(review->model, &n);
    for (size_t i = first; i < n; i++) {
        if (!groups[i].member || !same(groups[i].group_id, groups[first].group_id))
            continue;
        if (!routes_i_areas_pass(review,
                                 routes_model_find(review->model, ROUTES_AREAS, groups[i].member)))
            return false;
    }
    return first < n;
}

bool routes_i_areas_generalise(const routes_i_review *review, routes_end *end)
{
    if (end->entity == ROUTES_GROUPS)
        return group_passes(review, end->index);
    if (end->entity == ROUTES_AREAS && routes_i_areas_pass(review, end->index))
        return true;
    size_t area = routes_model_end_province(review->model, *end);
    if (!routes_i_areas_pass(review, area))
        area = country_area(review->model, routes_model_end_country(review->model, *end));
    if (!routes_i_areas_pass(review, area))
        return false;
    *end = (routes_end){ROUTES_AREAS, area};
    return true;
}

routes_level routes_i_areas_level(const routes_model *model, routes_end end)
{
    size_t n = 0;
    const routes_area *areas = routes_model_areas(model, &n);
    if (end.entity == ROUTES_GROUPS)
        return ROUTES_LEVEL_GROUP;
    if (end.entity == ROUTES_AREAS)
        return end.index < n ? areas[end.index].level : ROUTES_LEVEL_NOT_STATED;
    return ROUTES_LEVEL_PLACE;
}

/* The middle of the members' points; a group has no geometry of its own. */
static bool group_point(routes_point *point, const routes_model *model, size_t first)
{
    size_t n = 0, areas = 0, count = 0;
    const routes_group *groups = routes_model_groups(model, &n);
    const routes_area *rows = routes_model_areas(model, &areas);
    routes_point sum = {0.0, 0.0};
    for (size_t i = first; i < n; i++) {
        if (!groups[i].member || !same(groups[i].group_id, groups[first].group_id))
            continue;
        size_t area = routes_model_find(model, ROUTES_AREAS, groups[i].member);
        if (area >= areas || isnan(rows[area].rep_lon) || isnan(rows[area].rep_lat))
            continue;
        sum.lon += rows[area].rep_lon;
        sum.lat += rows[area].rep_lat;
        count++;
    }
    if (count)
        *point = (routes_point){sum.lon / (double)count, sum.lat / (double)count};
    return count > 0;
}

bool routes_i_areas_point(routes_point *point, const routes_model *model, routes_end end)
{
    size_t n = 0;
    if (end.entity == ROUTES_GROUPS)
        return group_point(point, model, end.index);
    if (end.entity == ROUTES_AREAS) {
        const routes_area *areas = routes_model_areas(model, &n);
        if (end.index >= n)
            return false;
        *point = (routes_point){areas[end.index].rep_lon, areas[end.index].rep_lat};
    } else if (end.entity == ROUTES_PLACES) {
        const routes_place *places = routes_model_places(model, &n);
        if (end.index >= n)
            return false;
        *point = (routes_point){places[end.index].lon, places[end.index].lat};
    } else {
        const routes_crossing *crossings = routes_model_crossings(model, &n);
        if (end.entity != ROUTES_CROSSINGS || end.index >= n)
            return false;
        *point = (routes_point){crossings[end.index].lon, crossings[end.index].lat};
    }
    return isfinite(point->lon) && isfinite(point->lat);
}
