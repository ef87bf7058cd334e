/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Builds a small imagined country in code, lays its one lane and prints the ways.
 * Expect: South to North: 2 branches */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include <routes.h>

/* Keeps the first failure; later steps do nothing. */
static routes_status add_place(routes_model *model, routes_status before, const char *id,
                               double lon, double lat, routes_error *err)
{
    routes_place place;
    if (before)
        return before;
    routes_entity_clear(ROUTES_PLACES, &place);
    place.place_id = place.name = id;
    place.kind = ROUTES_PLACE_TOWN;
    place.country = "AA";
    place.lon = lon;
    place.lat = lat;
    place.origin.source_id = "S";
    return routes_model_add_place(model, &place, err);
}

static routes_status add_link(routes_model *model, routes_status before, const char *id,
                              const char *from, const char *to, routes_error *err)
{
    routes_link link;
    if (before)
        return before;
    routes_entity_clear(ROUTES_LINKS, &link);
    link.link_id = id;
    link.from = from;
    link.to = to;
    link.mode = ROUTES_MODE_LAND;
    link.link_class = ROUTES_LINK_NATIONAL_ROAD;
    link.origin.source_id = "S";
    return routes_model_add_link(model, &link, err);
}

static routes_status add_source(routes_model *model, routes_error *err)
{
    routes_source source;
    routes_entity_clear(ROUTES_SOURCES, &source);
    source.origin.source_id = "S";
    source.title = "An imagined report";
    source.year = 2001;
    source.consent_scope = ROUTES_CONSENT_AGGREGATE_PUBLIC;
    return routes_model_add_source(model, &source, err);
}

/* One lane with a fork: from South to North or to East; how it splits is not stated. */
static routes_status add_lane(routes_model *model, routes_status before, routes_error *err)
{
    routes_lane lane;
    if (before)
        return before;
    routes_entity_clear(ROUTES_LANES, &lane);
    lane.lane_id = "L1";
    lane.from = "South";
    lane.to = "North|East";
    lane.from_level = lane.to_level = ROUTES_LEVEL_PLACE;
    lane.crime = ROUTES_CRIME_TRAFFICKING;
    lane.basis = ROUTES_BASIS_EXISTENCE;
    lane.bidirectional = ROUTES_DIRECTION_ONE_WAY;
    lane.scope = ROUTES_SCOPE_DOMESTIC;
    if (!routes_date_read(&lane.period_start, "2001-01-01") ||
        !routes_date_read(&lane.period_end, "2001-12-31"))
        return ROUTES_E_ARGUMENT;
    lane.origin.source_id = "S";
    return routes_model_add_lane(model, &lane, err);
}

static routes_status build(routes_model *model, routes_error *err)
{
    routes_status status = routes_model_set_home(model, "AA", err);
    if (!status)
        status = add_source(model, err);
    status = add_place(model, status, "South", 100.0, 10.0, err);
    status = add_place(model, status, "Middle", 100.5, 10.5, err);
    status = add_place(model, status, "North", 100.5, 11.0, err);
    status = add_place(model, status, "East", 101.0, 10.5, err);
    status = add_link(model, status, "K1", "South", "Middle", err);
    status = add_link(model, status, "K2", "Middle", "North", err);
    status = add_link(model, status, "K3", "Middle", "East", err);
    return add_lane(model, status, err);
}

static void print(const routes_network *network, const routes_laying *laying)
{
    printf("South to North: %zu branches\n", routes_laying_size(laying));
    for (size_t i = 0; i < routes_laying_size(laying); i++) {
        const routes_branch *branch = routes_laying_at(laying, i);
        for (size_t k = 0; k <= branch->steps; k++)
            printf("%s%s", k ? " - " : "  ", routes_network_node(network, branch->nodes[k])->id);
        printf(": %.1f km\n", branch->length_m / 1e3);
    }
}

int main(void)
{
    routes_model *model = NULL;
    routes_faults *faults = NULL;
    routes_network *network = NULL;
    routes_laying *laying = NULL;
    routes_error err;
    routes_status status = routes_model_new(&model, &err);
    if (!status)
        status = routes_faults_new(&faults, 0, &err);
    if (!status)
        status = build(model, &err);
    if (!status)
        status = routes_model_check(model, NULL, faults, &err);
    if (!status)
        status = routes_network_new(&network, model, NULL, &err);
    if (!status)
        status = routes_laying_new(&laying, model, network, NULL, &err);
    if (status)
        fprintf(stderr, "%s\n", err.message);
    else
        print(network, laying);
    routes_laying_free(laying);
    routes_network_free(network);
    routes_faults_free(faults);
    routes_model_free(model);
    return status ? EXIT_FAILURE : EXIT_SUCCESS;
}
