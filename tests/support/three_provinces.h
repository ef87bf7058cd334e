/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file support/three_provinces.h
 * @brief A small country made by hand, with a neighbour, that passes every check.
 *
 *     lon 100   101   102   103          Three square provinces of Aland (AA): West, Middle, East.
 *     lat 11 +-----+-----+-----+-----+   Beeland (BB) lies west of 100, its hub at 99.
 *            |  W  |  M  |  E  |         Crossing X1 at (100, 10.5), on the border of West.
 *     lat 10 +-----+-----+-----+         Links: BEE - X1 - W1 - M1 - E1, and W1 - E1 by river.
 */
#ifndef ROUTES_TESTS_SUPPORT_THREE_PROVINCES_H
#define ROUTES_TESTS_SUPPORT_THREE_PROVINCES_H

#include "routes/model.h"
#include "support/check.h"

#define SQUARE_SIZE (1 + 4 + 4 + 4 + 5 * 16)

/** Writes a one-degree square with its lower left corner at (lon, lat), as little-endian WKB. */
static inline void square_wkb(uint8_t bytes[SQUARE_SIZE], double lon, double lat)
{
    const double corners[10] = {lon,       lat, lon + 1.0, lat, lon + 1.0,
                                lat + 1.0, lon, lat + 1.0, lon, lat};
    const uint8_t head[13] = {1, 3, 0, 0, 0, 1, 0, 0, 0, 5, 0, 0, 0};
    memcpy(bytes, head, sizeof head);
    for (int i = 0; i < 10; i++) {
        uint64_t bits;
        memcpy(&bits, &corners[i], sizeof bits);
        for (int b = 0; b < 8; b++)
            bytes[13 + i * 8 + b] = (uint8_t)(bits >> (8 * b));
    }
}

/** Runs a step unless an earlier one failed. */
#define step(call)                                                                                 \
    do {                                                                                           \
        if (!status)                                                                               \
            status = (call);                                                                       \
    } while (0)

static inline routes_status three_areas(routes_model *model, routes_error *err)
{
    static const char *const ids[] = {"AA", "BB", "AA1", "AA2", "AA3"};
    static const char *const names[] = {"Aland", "Beeland", "West", "Middle", "East"};
    routes_status status = ROUTES_OK;
    for (int i = 0; i < 5; i++) {
        uint8_t wkb[SQUARE_SIZE];
        routes_area area;
        routes_entity_clear(ROUTES_AREAS, &area);
        area.origin.source_id = "S1";
        area.area_id = ids[i];
        area.name = names[i];
        area.level = i < 2 ? ROUTES_LEVEL_COUNTRY : ROUTES_LEVEL_PROVINCE;
        area.country = i == 1 ? "BB" : "AA";
        area.iso = i < 2 ? ids[i] : NULL;
        area.pcode = i < 2 ? NULL : ids[i];
        area.parent = i < 2 ? NULL : "AA";
        if (i >= 2) {
            square_wkb(wkb, 98.0 + i, 10.0);
            area.wkb = wkb;
            area.wkb_size = sizeof wkb;
        } else if (i == 1) {
            square_wkb(wkb, 99.0, 10.0);
            area.wkb = wkb;
            area.wkb_size = sizeof wkb;
        }
        step(routes_model_add_area(model, &area, err));
    }
    for (int i = 2; i < 5; i++) {
        routes_population census;
        routes_entity_clear(ROUTES_POPULATIONS, &census);
        census.origin.source_id = "S1";
        census.area_id = ids[i];
        census.year = 1998;
        census.population = 100000.0 * i;
        census.male = 40000.0 * i;
        census.female = 60000.0 * i;
        step(routes_model_add_population(model, &census, err));
    }
    return status;
}

static inline routes_status three_points(routes_model *model, routes_error *err)
{
    static const struct {
        const char *id, *name, *area, *country;
        double lon, lat;
        routes_place_kind kind;
        unsigned role;
    } places[] = {
        {"W1", "Westville", "AA1", "AA", 100.5, 10.5, ROUTES_PLACE_CITY, 0},
        {"M1", "Midtown", "AA2", "AA", 101.5, 10.5, ROUTES_PLACE_CITY, ROUTES_ROLE_HUB},
        {"E1", "Eastham", "AA3", "AA", 102.5, 10.5, ROUTES_PLACE_TOWN, ROUTES_ROLE_RALLYING_POINT},
        {"E2", "East", "AA3", "AA", 102.6, 10.6, ROUTES_PLACE_TOWN, 0},
        {"BEE", "Beetown", "BB", "BB", 99.5, 10.5, ROUTES_PLACE_CITY, ROUTES_ROLE_HUB},
    };
    routes_status status = ROUTES_OK;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        routes_place place;
        routes_entity_clear(ROUTES_PLACES, &place);
        place.origin.source_id = "S1";
        place.place_id = places[i].id;
        place.name = places[i].name;
        place.area_id = places[i].area;
        place.country = places[i].country;
        place.lon = places[i].lon;
        place.lat = places[i].lat;
        place.kind = places[i].kind;
        place.role = places[i].role;
        place.accuracy_m = 1000.0;
        step(routes_model_add_place(model, &place, err));
    }
    routes_crossing crossing;
    routes_entity_clear(ROUTES_CROSSINGS, &crossing);
    crossing.origin.source_id = "S1";
    crossing.crossing_id = "X1";
    crossing.name = "West Gate";
    crossing.country_a = "AA";
    crossing.country_b = "BB";
    crossing.area_a = "AA1";
    crossing.area_b = "BB";
    crossing.lon = 100.0;
    crossing.lat = 10.5;
    crossing.type = ROUTES_CROSSING_INTERNATIONAL;
    crossing.mode = ROUTES_MODE_LAND;
    crossing.opened = "1998";
    step(routes_model_add_crossing(model, &crossing, err));
    return status;
}

static inline routes_status three_links(routes_model *model, routes_error *err)
{
    static const struct {
        const char *id, *from, *to;
        unsigned mode;
        routes_link_class link_class;
    } links[] = {
        {"K1", "BEE", "X1", ROUTES_MODE_LAND, ROUTES_LINK_NATIONAL_ROAD},
        {"K2", "X1", "W1", ROUTES_MODE_LAND, ROUTES_LINK_NATIONAL_ROAD},
        {"K3", "W1", "M1", ROUTES_MODE_LAND, ROUTES_LINK_NATIONAL_ROAD},
        {"K4", "M1", "E1", ROUTES_MODE_LAND, ROUTES_LINK_PROVINCIAL_ROAD},
        {"K5", "W1", "E1", ROUTES_MODE_WATER, ROUTES_LINK_RIVER},
        {"K6", "E1", "E2", ROUTES_MODE_LAND, ROUTES_LINK_PROVINCIAL_ROAD},
    };
    routes_status status = ROUTES_OK;
    for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
        routes_link link;
        routes_entity_clear(ROUTES_LINKS, &link);
        link.origin.source_id = "S1";
        link.link_id = links[i].id;
        link.from = links[i].from;
        link.to = links[i].to;
        link.mode = links[i].mode;
        link.link_class = links[i].link_class;
        link.both_ways = ROUTES_YES;
        step(routes_model_add_link(model, &link, err));
    }
    return status;
}

/** A lane without a number over the year 2001. */
static inline routes_lane plain_lane(const char *id, const char *from, routes_level from_level,
                                     const char *to, routes_level to_level)
{
    routes_lane lane;
    routes_entity_clear(ROUTES_LANES, &lane);
    lane.origin.source_id = "S1";
    lane.lane_id = id;
    lane.from = from;
    lane.from_level = from_level;
    lane.to = to;
    lane.to_level = to_level;
    lane.crime = ROUTES_CRIME_TRAFFICKING;
    lane.basis = ROUTES_BASIS_EXISTENCE;
    lane.bidirectional = ROUTES_DIRECTION_ONE_WAY;
    lane.period_start = 11323; /* 2001-01-01 */
    lane.period_end = 11687;   /* 2001-12-31 */
    return lane;
}

static inline routes_status three_lanes(routes_model *model, routes_error *err)
{
    const routes_level country = ROUTES_LEVEL_COUNTRY, province = ROUTES_LEVEL_PROVINCE;
    routes_status status = ROUTES_OK;

    routes_lane lane = plain_lane("L1", "West", province, "East", province);
    step(routes_model_add_lane(model, &lane, err));

    lane = plain_lane("L2", "AA", country, "Beeland", country);
    lane.via = "West Gate";
    lane.basis = ROUTES_BASIS_STATED;
    lane.volume = (routes_quantity){{100.0, NAN, NAN, ROUTES_RANGE_LOWER_BOUND},
                                    ROUTES_MEASURE_FLOW,
                                    ROUTES_UNIT_PERSONS_PER_MONTH};
    step(routes_model_add_lane(model, &lane, err));

    lane = plain_lane("L3", "Occident", province, "M1|Eastham", ROUTES_LEVEL_PLACE);
    lane.basis = ROUTES_BASIS_SHARE;
    lane.denominator = "all of whom the source speaks";
    lane.volume = (routes_quantity){{30.0, NAN, 35.0, ROUTES_RANGE_SOURCE_SPREAD},
                                    ROUTES_MEASURE_SHARE,
                                    ROUTES_UNIT_PERCENT_OF_TOTAL};
    step(routes_model_add_lane(model, &lane, err));

    lane = plain_lane("L4", "inland provinces", ROUTES_LEVEL_GROUP, "East", ROUTES_LEVEL_PLACE);
    step(routes_model_add_lane(model, &lane, err));

    static const char *const stops[] = {"W1", "Midtown", "E1"};
    for (int32_t i = 0; i < 2; i++) {
        routes_leg leg;
        routes_entity_clear(ROUTES_LEGS, &leg);
        leg.lane_id = "L1";
        leg.leg_no = i + 1;
        leg.from = stops[i];
        leg.to = stops[i + 1];
        leg.mode = ROUTES_MODE_LAND;
        step(routes_model_add_leg(model, &leg, err));
    }
    return status;
}

static inline routes_status three_names(routes_model *model, routes_error *err)
{
    routes_status status = ROUTES_OK;
    static const char *const members[] = {"AA2", "AA3"};
    for (int i = 0; i < 2; i++) {
        routes_group group;
        routes_entity_clear(ROUTES_GROUPS, &group);
        group.origin.source_id = "S1";
        group.group_id = "G1";
        group.name = "inland provinces";
        group.member = members[i];
        group.member_basis = 2;
        step(routes_model_add_group(model, &group, err));
    }
    routes_alias alias;
    routes_entity_clear(ROUTES_ALIASES, &alias);
    alias.alias = "Occident";
    alias.target_id = "AA1";
    alias.kind = 2;
    step(routes_model_add_alias(model, &alias, err));
    return status;
}

static inline routes_status three_counts(routes_model *model, routes_error *err)
{
    routes_status status = ROUTES_OK;
    routes_observation seen;
    routes_entity_clear(ROUTES_OBSERVATIONS, &seen);
    seen.origin.source_id = "S1";
    seen.observation_id = "O1";
    seen.area_id = "AA2";
    seen.quantity = "persons_exploited";
    seen.period_start = 11323;
    seen.period_end = 11687;
    seen.value = (routes_quantity){
        {NAN, 1500.0, NAN, ROUTES_RANGE_SINGLE}, ROUTES_MEASURE_STOCK, ROUTES_UNIT_PERSONS};
    step(routes_model_add_observation(model, &seen, err));

    routes_service service;
    routes_entity_clear(ROUTES_SERVICES, &service);
    service.origin.source_id = "S1";
    service.service_id = "V1";
    service.organisation = "Open House";
    service.service_kind = ROUTES_SERVICE_RECOVERY_CENTRE;
    service.area_id = "AA2";
    service.capacity_low = 40.0;
    service.capacity_high = 50.0;
    service.occupancy = 28.0;
    service.year = 2001;
    step(routes_model_add_service(model, &service, err));

    routes_override pass;
    routes_entity_clear(ROUTES_OVERRIDES, &pass);
    pass.table = "lanes";
    pass.row_id = "L1";
    pass.requirement = "S17";
    pass.citation = "Report of 2001, section 2";
    pass.reason = "published in 2001; no count stands behind it";
    pass.approver = "DATA-1";
    pass.date = 11688; /* 2002-01-01 */
    step(routes_model_add_override(model, &pass, err));
    return status;
}

/** Fills an empty model. */
static inline routes_status three_provinces(routes_model *model, routes_error *err)
{
    routes_status status = ROUTES_OK;
    routes_source source;
    routes_entity_clear(ROUTES_SOURCES, &source);
    source.origin.source_id = "S1";
    source.title = "Report of 2001";
    source.year = 2001;
    source.consent_scope = ROUTES_CONSENT_AGGREGATE_PUBLIC;
    step(routes_model_add_source(model, &source, err));
    step(three_areas(model, err));
    step(three_names(model, err));
    step(three_points(model, err));
    step(three_links(model, err));
    step(three_lanes(model, err));
    step(three_counts(model, err));
    return status;
}

#endif
