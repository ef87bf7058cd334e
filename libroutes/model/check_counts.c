/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <math.h>
#include <string.h>

#include "model/check.h"

/* S30: what is past its time stays out of every release. */
static void check_sources(routes_i_check *check)
{
    size_t count;
    const routes_source *sources = routes_model_sources(check->model, &count);
    for (size_t i = 0; i < count; i++) {
        int32_t until = sources[i].retention_until;
        if (until == ROUTES_NO_DATE || check->date == ROUTES_NO_DATE || until >= check->date)
            continue;
        char shown[16];
        routes_i_date_text(shown, until);
        routes_i_check_at(check, ROUTES_SOURCES, i);
        routes_i_site_fault(&check->site, ROUTES_SEVERITY_WARNING, "retention_until", shown,
                            "delete what comes from it, or agree on a later day",
                            "the source was to be kept until %s: nothing of it is released", shown);
    }
}

static void check_populations(routes_i_check *check)
{
    size_t count;
    const routes_population *rows = routes_model_populations(check->model, &count);
    for (size_t i = 0; i < count; i++) {
        double sum = rows[i].male + rows[i].female;
        if (isnan(sum) || isnan(rows[i].population) || fabs(sum - rows[i].population) < 0.5)
            continue;
        routes_i_check_at(check, ROUTES_POPULATIONS, i);
        routes_i_site_fault(&check->site, ROUTES_SEVERITY_WARNING, "population", NULL, NULL,
                            "male and female sum to %.15g, the population is %.15g", sum,
                            rows[i].population);
    }
}

static void check_services(routes_i_check *check)
{
    size_t count;
    const routes_service *rows = routes_model_services(check->model, &count);
    const routes_area *areas = routes_model_areas(check->model, NULL);
    for (size_t i = 0; i < count; i++) {
        routes_i_check_at(check, ROUTES_SERVICES, i);
        double most = isnan(rows[i].capacity_high) ? rows[i].capacity_low : rows[i].capacity_high;
        if (rows[i].occupancy > most)
            routes_i_site_fault(&check->site, ROUTES_SEVERITY_WARNING, "occupancy", NULL, NULL,
                                "occupancy %.15g is above capacity %.15g", rows[i].occupancy, most);
        size_t area = rows[i].area_id ? routes_i_index_find(&check->resolved->ids[ROUTES_AREAS],
                                                            rows[i].area_id)
                                      : SIZE_MAX;
        if (area != SIZE_MAX && areas[area].level == ROUTES_LEVEL_DISTRICT)
            routes_i_site_fault(&check->site, ROUTES_SEVERITY_ERROR, "area_id", rows[i].area_id,
                                "the province",
                                "%s is a district: a service has a province and "
                                "nothing finer",
                                rows[i].area_id);
        else if (area != SIZE_MAX && areas[area].level != ROUTES_LEVEL_PROVINCE)
            routes_i_site_fault(&check->site, ROUTES_SEVERITY_ERROR, "area_id", rows[i].area_id,
                                "the province", "%s is no province", rows[i].area_id);
    }
}

/* Whether a row says of itself another country than the area it names. */
static void check_country(routes_i_check *check, const char *field, const char *country,
                          const char *area_id)
{
    size_t area =
        area_id ? routes_i_index_find(&check->resolved->ids[ROUTES_AREAS], area_id) : SIZE_MAX;
    const char *there = area == SIZE_MAX ? NULL : check->resolved->countries[area];
    if (country && there && strcmp(country, there) != 0)
        routes_i_site_fault(&check->site, ROUTES_SEVERITY_WARNING, field, country, NULL,
                            "the country is %s, %s lies in %s", country, area_id, there);
}

static void check_countries(routes_i_check *check)
{
    size_t count;
    const routes_place *places = routes_model_places(check->model, &count);
    for (size_t i = 0; i < count; i++) {
        routes_i_check_at(check, ROUTES_PLACES, i);
        check_country(check, "country", places[i].country, places[i].area_id);
    }
    const routes_crossing *crossings = routes_model_crossings(check->model, &count);
    for (size_t i = 0; i < count; i++) {
        routes_i_check_at(check, ROUTES_CROSSINGS, i);
        check_country(check, "country_a", crossings[i].country_a, crossings[i].area_a);
        check_country(check, "country_b", crossings[i].country_b, crossings[i].area_b);
    }
}

void routes_i_check_counts(routes_i_check *check)
{
    check_countries(check);
    check_sources(check);
    check_populations(check);
    check_services(check);
}
