/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "core/memory.h"
#include "model/check.h"
#include "model/key.h"

/* The parent of an area, or SIZE_MAX. */
static size_t parent_of(const routes_i_check *check, size_t area)
{
    const char *parent = routes_model_areas(check->model, NULL)[area].parent;
    return parent ? routes_i_index_find(&check->resolved->ids[ROUTES_AREAS], parent) : SIZE_MAX;
}

static const char *own_country(const routes_area *area)
{
    if (area->country)
        return area->country;
    return area->level == ROUTES_LEVEL_COUNTRY ? area->iso : NULL;
}

/* Walks up from an area; more steps than there are areas is a circle. */
static void place_area(routes_i_check *check, size_t area, size_t count)
{
    const routes_area *areas = routes_model_areas(check->model, NULL);
    size_t steps = 0;
    for (size_t at = area; at != SIZE_MAX; at = parent_of(check, at)) {
        if (areas[at].level == ROUTES_LEVEL_PROVINCE &&
            check->resolved->provinces[area] == SIZE_MAX)
            check->resolved->provinces[area] = at;
        if (!check->resolved->countries[area])
            check->resolved->countries[area] = own_country(&areas[at]);
        if (steps++ == count) {
            routes_i_check_at(check, ROUTES_AREAS, area);
            routes_i_site_fault(&check->site, ROUTES_SEVERITY_ERROR, "parent", areas[area].parent,
                                "a larger area", "the area lies in itself");
            return;
        }
    }
}

/* The country with most provinces that have a population; of equals the first. */
static const char *find_home(const routes_i_check *check, bool *failed)
{
    size_t area_count, count;
    const routes_area *areas = routes_model_areas(check->model, &area_count);
    const routes_population *rows = routes_model_populations(check->model, &count);
    bool *counted = routes_i_calloc(area_count + 1, sizeof *counted);
    size_t *tally = counted ? routes_i_calloc(area_count + 1, sizeof *tally) : NULL;
    routes_i_index first = {0}; /* of each country: the first of its areas, which has the tally */
    size_t best = SIZE_MAX;
    *failed = !tally;
    for (size_t i = 0; i < count && !*failed; i++) {
        size_t area = rows[i].area_id ? routes_i_index_find(&check->resolved->ids[ROUTES_AREAS],
                                                            rows[i].area_id)
                                      : SIZE_MAX;
        if (area == SIZE_MAX || counted[area] || areas[area].level != ROUTES_LEVEL_PROVINCE ||
            !check->resolved->countries[area])
            continue;
        size_t before;
        counted[area] = true;
        *failed = !routes_i_index_add(&first, check->resolved->countries[area], area, &before);
        if (*failed)
            break;
        size_t at = before == SIZE_MAX ? area : before;
        tally[at]++;
        bool equal = best != SIZE_MAX && tally[at] == tally[best];
        if (best == SIZE_MAX || tally[at] > tally[best] || (equal && at < best))
            best = at;
    }
    routes_i_index_free(&first);
    routes_i_free(counted);
    routes_i_free(tally);
    return best == SIZE_MAX ? NULL : check->resolved->countries[best];
}

static bool is_home(const routes_i_check *check, size_t area)
{
    const char *country = check->resolved->countries[area];
    return country && check->resolved->home && strcmp(country, check->resolved->home) == 0;
}

/* Cities first, each the capital of its area where that has none yet. */
static void take_cities(routes_i_check *check)
{
    size_t count;
    const routes_place *places = routes_model_places(check->model, &count);
    const routes_area *areas = routes_model_areas(check->model, NULL);
    for (size_t i = 0; i < count; i++) {
        if (places[i].kind != ROUTES_PLACE_CITY || !places[i].area_id)
            continue;
        size_t area = routes_i_index_find(&check->resolved->ids[ROUTES_AREAS], places[i].area_id);
        if (area != SIZE_MAX && areas[area].level != ROUTES_LEVEL_COUNTRY &&
            check->resolved->capitals[area] == SIZE_MAX)
            check->resolved->capitals[area] = i;
    }
}

/* Where a province has no city: the place in it that has its name. */
static void take_namesakes(routes_i_check *check)
{
    size_t count;
    const routes_place *places = routes_model_places(check->model, &count);
    const routes_area *areas = routes_model_areas(check->model, NULL);
    routes_i_text name = {0}, own = {0};
    for (size_t i = 0; i < count && !check->site.status; i++) {
        if (!places[i].area_id || !places[i].name)
            continue;
        size_t area = routes_i_index_find(&check->resolved->ids[ROUTES_AREAS], places[i].area_id);
        if (area == SIZE_MAX || areas[area].level == ROUTES_LEVEL_COUNTRY || !areas[area].name ||
            check->resolved->capitals[area] != SIZE_MAX)
            continue;
        if (routes_i_key_write(&name, places[i].name, NULL) ||
            routes_i_key_write(&own, areas[area].name, NULL))
            routes_i_check_no_memory(check);
        else if (strcmp(name.bytes, own.bytes) == 0)
            check->resolved->capitals[area] = i;
    }
    routes_i_text_free(&name);
    routes_i_text_free(&own);
}

static const char *country_of_place(const routes_i_check *check, const routes_place *place)
{
    if (place->country)
        return place->country;
    size_t area = place->area_id
                      ? routes_i_index_find(&check->resolved->ids[ROUTES_AREAS], place->area_id)
                      : SIZE_MAX;
    return area == SIZE_MAX ? NULL : check->resolved->countries[area];
}

/* A country abroad: its first place with the role hub. */
static void take_hubs(routes_i_check *check)
{
    size_t place_count, count;
    const routes_place *places = routes_model_places(check->model, &place_count);
    const routes_area *areas = routes_model_areas(check->model, &count);
    for (size_t i = 0; i < count; i++) {
        const char *country = check->resolved->countries[i];
        if (areas[i].level != ROUTES_LEVEL_COUNTRY || !country || is_home(check, i))
            continue;
        for (size_t p = 0; p < place_count && check->resolved->capitals[i] == SIZE_MAX; p++) {
            const char *there = country_of_place(check, &places[p]);
            if (places[p].role & ROUTES_ROLE_HUB && there && strcmp(there, country) == 0)
                check->resolved->capitals[i] = p;
        }
    }
}

static void say_missing(routes_i_check *check)
{
    size_t count;
    const routes_area *areas = routes_model_areas(check->model, &count);
    for (size_t i = 0; i < count; i++)
        if (areas[i].level == ROUTES_LEVEL_PROVINCE && is_home(check, i) &&
            check->resolved->capitals[i] == SIZE_MAX) {
            char shown[ROUTES_I_SHOWN_SIZE];
            routes_i_check_at(check, ROUTES_AREAS, i);
            routes_i_site_show(shown, areas[i].name ? areas[i].name : "");
            routes_i_site_fault(&check->site, ROUTES_SEVERITY_NOTE, "area_id", areas[i].area_id,
                                "a place of kind city in this area",
                                "province %s has no capital: its lanes are drawn, not laid", shown);
        }
}

void routes_i_check_capitals(routes_i_check *check)
{
    size_t count = routes_model_size(check->model, ROUTES_AREAS);
    for (size_t i = 0; i < count; i++)
        place_area(check, i, count);
    bool failed = false;
    check->resolved->home = check->model->home ? check->model->home : find_home(check, &failed);
    if (failed)
        routes_i_check_no_memory(check);
    take_cities(check);
    take_namesakes(check);
    take_hubs(check);
    say_missing(check);
}
