/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit memory */

/* Each test breaks the model of three provinces in one way and reads the whole list of faults. */

#include "routes/model.h"

#include <stdio.h>

#include "core/memory.h"
#include "routes/box.h"
#include "routes/wkb.h"
#include "support/check.h"
#include "support/three_provinces.h"

struct bench {
    routes_model *model;
    routes_faults *faults;
};

static int setup(void **state)
{
    static struct bench bench;
    bench = (struct bench){0};
    if (routes_model_new(&bench.model, NULL) || routes_faults_new(&bench.faults, 0, NULL) ||
        three_provinces(bench.model, NULL))
        return -1;
    *state = &bench;
    return 0;
}

static int teardown(void **state)
{
    struct bench *bench = *state;
    routes_i_memory_fail_after(-1);
    routes_faults_free(bench->faults);
    routes_model_free(bench->model);
    return routes_i_memory_live() == 0 ? 0 : -1;
}

/* "E table row field: message; remedy", a line each; E error, W warning, N note. */
static void assert_faults(const struct bench *bench, const char *date, const char *expected)
{
    const routes_run run = {.size = sizeof run, .date = date};
    char found[6000] = "";
    routes_error err;
    routes_status status = routes_model_check(bench->model, &run, bench->faults, &err);
    for (size_t i = 0; i < routes_faults_size(bench->faults); i++) {
        const routes_fault *fault = routes_faults_at(bench->faults, i);
        size_t used = strlen(found);
        snprintf(found + used, sizeof found - used, "%s%c %s %zu %s: %s%s%s", used ? "\n" : "",
                 "EWN"[fault->severity], fault -> file, fault -> row,
                 fault -> field ? fault -> field : "-", fault->message, fault->remedy ? "; " : "",
                 fault->remedy ? fault->remedy : "");
    }
    assert_string_equal(found, expected);
    size_t errors = routes_faults_count(bench->faults, ROUTES_SEVERITY_ERROR);
    assert_int_equal(status, errors ? ROUTES_E_DATA : ROUTES_OK);
    assert_int_equal(routes_model_is_checked(bench->model), errors == 0);
}

static void add_lane(const struct bench *bench, const routes_lane *lane)
{
    routes_error err;
    assert_ok(routes_model_add_lane(bench->model, lane, &err), &err);
}

#define REMAINDER                                                                                  \
    "N lanes 4 denominator: 65 to 70 % of \"all of whom the source speaks\" is not stated"

static void check_passes_three_provinces(void **state)
{
    const struct bench *bench = *state;
    assert_faults(bench, NULL, REMAINDER);
    assert_string_equal(routes_model_home(bench->model), "AA");
}

static void check_resolves_the_ends_of_lanes(void **state)
{
    const struct bench *bench = *state;
    routes_model *model = bench->model;
    routes_error err;
    assert_ok(routes_model_check(model, NULL, bench->faults, &err), &err);
    static const struct {
        size_t lane;
        routes_side side;
        const char *ids, *names, *countries;
    } expected[] = {
        {0, ROUTES_SIDE_FROM, "AA1", "West", "AA"},
        {0, ROUTES_SIDE_TO, "AA3", "East", "AA"}, /* the province, not the town East */
        {0, ROUTES_SIDE_VIA, "", "", ""},
        {1, ROUTES_SIDE_FROM, "AA", "Aland", "AA"},
        {1, ROUTES_SIDE_TO, "BB", "Beeland", "BB"},
        {1, ROUTES_SIDE_VIA, "X1", "West Gate", "AA"},
        {2, ROUTES_SIDE_FROM, "AA1", "West", "AA"}, /* by its alias Occident */
        {2, ROUTES_SIDE_TO, "M1 E1", "Midtown Eastham", "AA AA"},
        {3, ROUTES_SIDE_FROM, "G1", "inland provinces", "-"},
        {3, ROUTES_SIDE_TO, "E2", "East", "AA"}, /* the town */
    };
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        char ids[80] = "", names[80] = "", countries[80] = "";
        size_t count;
        const routes_end *ends =
            routes_model_ends(model, expected[i].lane, expected[i].side, &count);
        for (size_t e = 0; e < count; e++) {
            const char *country = routes_model_end_country(model, ends[e]);
            strcat(strcat(ids, e ? " " : ""), routes_model_end_id(model, ends[e]));
            strcat(strcat(names, e ? " " : ""), routes_model_end_name(model, ends[e]));
            strcat(strcat(countries, e ? " " : ""), country ? country : "-");
        }
        assert_string_equal(ids, expected[i].ids);
        assert_string_equal(names, expected[i].names);
        assert_string_equal(countries, expected[i].countries);
    }
    routes_end start = routes_model_leg_end(model, 1, ROUTES_SIDE_FROM);
    assert_string_equal(routes_model_end_id(model, start), "M1");
    assert_int_equal(routes_model_leg_end(model, 2, ROUTES_SIDE_FROM).entity, ROUTES_ENTITIES);
    assert_null(routes_model_ends(model, 4, ROUTES_SIDE_FROM, NULL));
}

static void check_finds_provinces_and_capitals(void **state)
{
    const struct bench *bench = *state;
    routes_model *model = bench->model;
    routes_error err;
    assert_ok(routes_model_check(model, NULL, bench->faults, &err), &err);
    const routes_place *places = routes_model_places(model, NULL);
    size_t west = routes_model_find(model, ROUTES_AREAS, "AA1");
    size_t east = routes_model_find(model, ROUTES_AREAS, "AA3");
    assert_string_equal(places[routes_model_capital(model, west)].place_id, "W1"); /* its city */
    assert_string_equal(places[routes_model_capital(model, east)].place_id,
                        "E2"); /* its namesake */
    size_t abroad = routes_model_find(model, ROUTES_AREAS, "BB");
    assert_string_equal(places[routes_model_capital(model, abroad)].place_id, "BEE");
    size_t home = routes_model_find(model, ROUTES_AREAS, "AA");
    assert_int_equal(routes_model_capital(model, home), SIZE_MAX); /* its hub is not used */
    assert_int_equal(routes_model_capital(model, 99), SIZE_MAX);

    const routes_end town = {ROUTES_PLACES, routes_model_find(model, ROUTES_PLACES, "E1")};
    const routes_end gate = {ROUTES_CROSSINGS, routes_model_find(model, ROUTES_CROSSINGS, "X1")};
    const routes_end hub = {ROUTES_PLACES, routes_model_find(model, ROUTES_PLACES, "BEE")};
    const routes_end group = {ROUTES_GROUPS, routes_model_find(model, ROUTES_GROUPS, "G1")};
    assert_int_equal(routes_model_end_province(model, town), east);
    assert_int_equal(routes_model_end_province(model, gate), west);
    assert_int_equal(routes_model_end_province(model, hub), SIZE_MAX);
    assert_int_equal(routes_model_end_province(model, group), SIZE_MAX);
    assert_int_equal(routes_model_end_province(model, (routes_end){ROUTES_AREAS, home}), SIZE_MAX);
    assert_int_equal(routes_model_end_province(model, (routes_end){ROUTES_AREAS, west}), west);
    assert_int_equal(routes_model_find(model, ROUTES_GROUPS, "G1"), 0);
    assert_int_equal(routes_model_find(model, ROUTES_PLACES, "AA1"), SIZE_MAX);
}

static void check_is_forgotten_when_a_row_is_added(void **state)
{
    const struct bench *bench = *state;
    routes_model *model = bench->model;
    routes_error err;
    assert_ok(routes_model_check(model, NULL, bench->faults, &err), &err);
    routes_lane lane =
        plain_lane("L9", "East", ROUTES_LEVEL_PROVINCE, "West", ROUTES_LEVEL_PROVINCE);
    add_lane(bench, &lane);
    assert_int_equal(routes_model_is_checked(model), 0);
    assert_null(routes_model_ends(model, 0, ROUTES_SIDE_FROM, NULL));
    assert_int_equal(routes_model_find(model, ROUTES_AREAS, "AA1"), SIZE_MAX);
    assert_null(routes_model_home(model));
    assert_null(routes_model_names(model, ROUTES_LEVEL_PROVINCE));
    assert_ok(routes_model_check(model, NULL, bench->faults, &err), &err);
    assert_non_null(routes_model_ends(model, 4, ROUTES_SIDE_FROM, NULL));
}

static void check_names_unknown_ends(void **state)
{
    const struct bench *bench = *state;
    const routes_level place = ROUTES_LEVEL_PLACE, province = ROUTES_LEVEL_PROVINCE;
    routes_lane lane = plain_lane("L5", "Wset", province, "Poipet", place);
    lane.via = "West Gat";
    add_lane(bench, &lane);
    lane = plain_lane("L6", "Midtown", province, "AA2", place);
    add_lane(bench, &lane);
    lane = plain_lane("L7", "West||East", province, "M1| Midtown", place);
    add_lane(bench, &lane);
    assert_faults(
        bench, NULL,
        "E lanes 6 from: no province is known as \"Wset\"; did you mean West (AA1)?\n"
        "E lanes 6 to: no place is known as \"Poipet\"\n"
        "E lanes 6 via: no place, crossing or area is known as \"West Gat\"; did you mean "
        "West Gate (X1)?\n"
        "E lanes 7 from: no province is known as \"Midtown\"; M1 is a place\n"
        "E lanes 7 to: no place is known as \"AA2\"; AA2 is a province\n"
        "E lanes 8 from: the list has an empty item; several ends are written A|B\n"
        "E lanes 8 to: \"Midtown\" stands twice in the list; each end once\n" REMAINDER);
}

static void check_does_not_guess_between_two_ends(void **state)
{
    const struct bench *bench = *state;
    routes_error err;
    routes_place place = routes_model_places(bench->model, NULL)[0];
    place.place_id = "M2";
    place.name = "MIDTOWN";
    place.area_id = "AA2";
    place.lon = 101.6;
    assert_ok(routes_model_add_place(bench->model, &place, &err), &err);
    routes_lane lane = plain_lane("L5", "Midtown", ROUTES_LEVEL_TOWN, "W1", ROUTES_LEVEL_TOWN);
    add_lane(bench, &lane);
    routes_leg leg = routes_model_legs(bench->model, NULL)[0];
    assert_string_equal(leg.to, "Midtown"); /* the leg of the fixture meets it too */
    assert_faults(bench, NULL,
                  "E lanes 6 from: \"Midtown\" may be M1 or M2; write the id\n"
                  "E legs 2 to: \"Midtown\" may be M1 or M2; write the id\n"
                  "E legs 3 from: \"Midtown\" may be M1 or M2; write the id\n" REMAINDER);
}

/* Twenty towns and one district share a name; only the last may stand for a district. */
static void check_looks_at_all_who_share_a_name(void **state)
{
    const struct bench *bench = *state;
    routes_error err;
    routes_place place = routes_model_places(bench->model, NULL)[0];
    place.kind = ROUTES_PLACE_TOWN;
    for (int i = 0; i < 21; i++) {
        char id[8];
        snprintf(id, sizeof id, "T%d", i);
        place.place_id = id;
        place.name = "Twin";
        if (i == 20)
            place.kind = ROUTES_PLACE_DISTRICT;
        assert_ok(routes_model_add_place(bench->model, &place, &err), &err);
    }
    routes_lane lane =
        plain_lane("L5", "Twin", ROUTES_LEVEL_DISTRICT, "East", ROUTES_LEVEL_PROVINCE);
    add_lane(bench, &lane);
    assert_ok(routes_model_check(bench->model, NULL, bench->faults, &err), &err);
    const routes_end *ends = routes_model_ends(bench->model, 4, ROUTES_SIDE_FROM, NULL);
    assert_string_equal(routes_model_end_id(bench->model, ends[0]), "T20");
    lane = plain_lane("L6", "Twin", ROUTES_LEVEL_TOWN, "M1", ROUTES_LEVEL_TOWN);
    add_lane(bench, &lane);
    assert_int_equal(routes_model_check(bench->model, NULL, bench->faults, &err), ROUTES_E_DATA);
    assert_non_null(strstr(err.message, "\"Twin\" may be T0 or T1 or T2 or"));
}

/* Refused between places; within a country, province or group a lane is a loop. */
static void check_refuses_lanes_to_the_same_place(void **state)
{
    const struct bench *bench = *state;
    routes_lane lane = plain_lane("L5", "Eastham", ROUTES_LEVEL_PLACE, "W1|E1", ROUTES_LEVEL_PLACE);
    add_lane(bench, &lane);
    lane = plain_lane("L6", "AA", ROUTES_LEVEL_COUNTRY, "Aland", ROUTES_LEVEL_COUNTRY);
    add_lane(bench, &lane);
    lane = plain_lane("L7", "West", ROUTES_LEVEL_PROVINCE, "AA1|East", ROUTES_LEVEL_PROVINCE);
    add_lane(bench, &lane);
    lane = plain_lane("L8", "G1", ROUTES_LEVEL_GROUP, "G1", ROUTES_LEVEL_GROUP);
    add_lane(bench, &lane);
    assert_faults(bench, NULL,
                  "E lanes 6 to: the lane goes from one place to the same, E1; two places, or a "
                  "lane within a province or country\n" REMAINDER);
}

static void check_wants_keys_once(void **state)
{
    const struct bench *bench = *state;
    routes_error err;
    routes_lane lane =
        plain_lane("L1", "East", ROUTES_LEVEL_PROVINCE, "West", ROUTES_LEVEL_PROVINCE);
    lane.origin.file = "lanes.csv";
    lane.origin.row = 17;
    add_lane(bench, &lane);
    routes_group group = routes_model_groups(bench->model, NULL)[1];
    assert_ok(routes_model_add_group(bench->model, &group, &err), &err);
    group.member = NULL;
    group.name = "coastal provinces";
    assert_ok(routes_model_add_group(bench->model, &group, &err), &err);
    routes_place place = routes_model_places(bench->model, NULL)[0];
    place.place_id = "X1";
    assert_ok(routes_model_add_place(bench->model, &place, &err), &err);
    routes_population census = routes_model_populations(bench->model, NULL)[0];
    assert_ok(routes_model_add_population(bench->model, &census, &err), &err);
    assert_faults(bench, NULL,
                  "E groups 4 group_id: \"G1, AA3\" stands twice: in row 3 too; keep one of them\n"
                  "E populations 5 area_id: \"AA1, 1998\" stands twice: in row 2 too; keep one of "
                  "them\n"
                  "E crossings 2 crossing_id: \"X1\" is the id of a place too; ids of areas, "
                  "places, crossings and groups are one set\n"
                  "E lanes.csv 17 lane_id: \"L1\" stands twice: in row 2 too; keep one of them\n"
                  "E groups 5 name: group G1 is named \"inland provinces\" before\n"
                  "E groups 5 member: group G1 has rows with and without a member; one row without "
                  "a member, or a row for each\n" REMAINDER);
}

static void check_wants_references_known(void **state)
{
    const struct bench *bench = *state;
    routes_model *model = bench->model;
    routes_error err;
    routes_place place = routes_model_places(model, NULL)[0];
    place.place_id = "N1";
    place.name = "Newtown";
    place.area_id = "Occident";
    place.origin.source_id = "S9";
    assert_ok(routes_model_add_place(model, &place, &err), &err);
    routes_link link = routes_model_links(model, NULL)[0];
    link.link_id = "K9";
    link.from = "Eastham";
    link.to = "nowhere";
    assert_ok(routes_model_add_link(model, &link, &err), &err);
    routes_alias alias = routes_model_aliases(model, NULL)[0];
    alias.alias = "Orient";
    alias.target_id = "AA9";
    assert_ok(routes_model_add_alias(model, &alias, &err), &err);
    routes_override pass = routes_model_overrides(model, NULL)[0];
    pass.row_id = "L77";
    assert_ok(routes_model_add_override(model, &pass, &err), &err);
    routes_leg leg = routes_model_legs(model, NULL)[0];
    leg.lane_id = "L78";
    assert_ok(routes_model_add_leg(model, &leg, &err), &err);
    assert_faults(bench, NULL,
                  "E places 7 source_id: there is no source \"S9\"; add it to sources\n"
                  "E aliases 3 target_id: there is no area, place, crossing or group \"AA9\"\n"
                  "E places 7 area_id: there is no area \"Occident\"; write the id, AA1\n"
                  "E links 8 from: there is no place or crossing \"Eastham\"; write the id, E1\n"
                  "E links 8 to: there is no place or crossing \"nowhere\"\n"
                  "E legs 4 lane_id: there is no lane \"L78\"\n"
                  "E overrides 3 row_id: there is no lane \"L77\"\n" REMAINDER);
}

static void check_wants_legs_in_order(void **state)
{
    const struct bench *bench = *state;
    routes_error err;
    routes_leg leg = routes_model_legs(bench->model, NULL)[0];
    leg.lane_id = "L2";
    leg.leg_no = 2;
    assert_ok(routes_model_add_leg(bench->model, &leg, &err), &err);
    leg.leg_no = 3;
    leg.from = "W1";
    leg.to = "Westville";
    assert_ok(routes_model_add_leg(bench->model, &leg, &err), &err);
    assert_faults(
        bench, NULL,
        "E legs 5 to: the leg goes from W1 to the same\n"
        "E legs 4 leg_no: lane L2 has a leg 2 and none before it; legs are numbered 1, 2, "
        "3 without a gap\n"
        "E legs 5 from: the leg begins at W1, the one before it ends at M1\n" REMAINDER);
}

/* 30-35, 10, 8, 4 and 25 leave 18 to 23 of 100, as the sample has it; above 100 is refused. */
static void check_says_what_shares_leave_out(void **state)
{
    const struct bench *bench = *state;
    const double parts[] = {10.0, 8.0, 4.0, 25.0};
    routes_lane lane = routes_model_lanes(bench->model, NULL)[2];
    for (int i = 0; i < 4; i++) {
        char id[8];
        snprintf(id, sizeof id, "P%d", i);
        lane.lane_id = id;
        lane.volume.range = (routes_range){NAN, parts[i], NAN, ROUTES_RANGE_SINGLE};
        add_lane(bench, &lane);
    }
    assert_faults(bench, NULL,
                  "N lanes 4 denominator: 18 to 23 % of \"all of whom the source speaks\" is not "
                  "stated");
}

static void check_refuses_shares_above_the_whole(void **state)
{
    const struct bench *bench = *state;
    routes_lane lane = routes_model_lanes(bench->model, NULL)[2];
    lane.lane_id = "P1";
    lane.volume.range = (routes_range){NAN, 71.0, NAN, ROUTES_RANGE_SINGLE};
    add_lane(bench, &lane);
    /* another source may state the same whole otherwise */
    lane.lane_id = "P2";
    lane.origin.attributed_to = "another";
    add_lane(bench, &lane);
    assert_faults(bench, NULL,
                  "E lanes 4 denominator: the shares of \"all of whom the source speaks\" sum to "
                  "101 %; parts of one whole: 100 % at most\n"
                  "N lanes 7 denominator: 29 % of \"all of whom the source speaks\" is not stated");
}

static void check_looks_at_counts(void **state)
{
    const struct bench *bench = *state;
    routes_model *model = bench->model;
    routes_error err;
    routes_service service = routes_model_services(model, NULL)[0];
    service.service_id = "V2";
    service.occupancy = 51.0;
    assert_ok(routes_model_add_service(model, &service, &err), &err);
    service.service_id = "V3";
    service.area_id = "AA";
    service.occupancy = NAN;
    assert_ok(routes_model_add_service(model, &service, &err), &err);
    routes_population census = routes_model_populations(model, NULL)[0];
    census.year = 2008;
    census.male = 1.0;
    assert_ok(routes_model_add_population(model, &census, &err), &err);
    routes_source source = routes_model_sources(model, NULL)[0];
    source.origin.source_id = "S2";
    source.retention_until = 11687; /* 2001-12-31 */
    assert_ok(routes_model_add_source(model, &source, &err), &err);
    assert_faults(
        bench, "2002-01-01",
        REMAINDER
        "\n"
        "W sources 3 retention_until: the source was to be kept until 2001-12-31: nothing "
        "of it is released; delete what comes from it, or agree on a later day\n"
        "W populations 5 population: male and female sum to 120001, the population is "
        "200000\n"
        "W services 3 occupancy: occupancy 51 is above capacity 50\n"
        "E services 4 area_id: AA is no province; the province");
}

static void check_notes_what_cannot_be_laid(void **state)
{
    const struct bench *bench = *state;
    routes_model *model = bench->model;
    routes_error err;
    routes_crossing crossing = routes_model_crossings(model, NULL)[0];
    crossing.crossing_id = "X2";
    crossing.name = "North Gate";
    crossing.lat = 10.9;
    assert_ok(routes_model_add_crossing(model, &crossing, &err), &err);
    routes_area area = routes_model_areas(model, NULL)[4];
    uint8_t wkb[SQUARE_SIZE];
    square_wkb(wkb, 103.0, 10.0);
    area.area_id = "AA4";
    area.name = "Far East";
    area.pcode = "AA4";
    area.wkb = wkb;
    assert_ok(routes_model_add_area(model, &area, &err), &err);
    assert_faults(bench, NULL,
                  "N areas 7 area_id: province \"Far East\" has no capital: its lanes are drawn, "
                  "not laid; a place of kind city in this area\n" REMAINDER "\n"
                  "N crossings 3 crossing_id: no link leads to the crossing: no lane is laid over "
                  "it; a link from or to it");
}

static void check_notes_countries_without_a_hub(void **state)
{
    const struct bench *bench = *state;
    routes_error err;
    routes_area area = routes_model_areas(bench->model, NULL)[0];
    area.area_id = area.iso = area.country = "CC";
    area.name = "Ceeland";
    assert_ok(routes_model_add_area(bench->model, &area, &err), &err);
    area.area_id = area.iso = area.country = "DD"; /* no lane goes there */
    area.name = "Deeland";
    assert_ok(routes_model_add_area(bench->model, &area, &err), &err);
    routes_lane lane =
        plain_lane("L5", "Ceeland", ROUTES_LEVEL_COUNTRY, "AA", ROUTES_LEVEL_COUNTRY);
    lane.via = "X1";
    add_lane(bench, &lane);
    assert_faults(bench, NULL,
                  REMAINDER
                  "\n"
                  "N areas 7 area_id: country \"Ceeland\" has no hub: its lanes are drawn, not "
                  "laid; a place there with the role hub");
}

static void check_warns_of_two_countries(void **state)
{
    const struct bench *bench = *state;
    routes_error err;
    routes_place place = routes_model_places(bench->model, NULL)[0];
    place.place_id = place.name = "N1";
    place.country = "BB";
    assert_ok(routes_model_add_place(bench->model, &place, &err), &err);
    routes_crossing crossing = routes_model_crossings(bench->model, NULL)[0];
    crossing.crossing_id = crossing.name = "X2";
    crossing.country_a = "BB";
    crossing.country_b = "AA";
    assert_ok(routes_model_add_crossing(bench->model, &crossing, &err), &err);
    routes_link link = routes_model_links(bench->model, NULL)[0];
    link.link_id = "K9";
    link.to = "X2";
    assert_ok(routes_model_add_link(bench->model, &link, &err), &err);
    assert_faults(bench, NULL,
                  REMAINDER "\n"
                            "W places 7 country: the country is BB, AA1 lies in AA\n"
                            "W crossings 3 country_a: the country is BB, AA1 lies in AA\n"
                            "W crossings 3 country_b: the country is AA, BB lies in BB");
}

/* Exchanges two corners of a square: its border then crosses itself in the middle. */
static void twist(uint8_t square[SQUARE_SIZE])
{
    uint8_t corner[16];
    memcpy(corner, square + 13 + 16, sizeof corner);
    memcpy(square + 13 + 16, square + 13 + 32, sizeof corner);
    memcpy(square + 13 + 32, corner, sizeof corner);
}

static void add_area(const struct bench *bench, const char *id, const uint8_t *wkb, size_t size)
{
    routes_error err;
    routes_area area = routes_model_areas(bench->model, NULL)[1]; /* abroad: no capital needed */
    area.level = ROUTES_LEVEL_PROVINCE;
    area.parent = "BB";
    area.area_id = area.name = id;
    area.iso = NULL;
    area.wkb = wkb;
    area.wkb_size = size;
    assert_ok(routes_model_add_area(bench->model, &area, &err), &err);
}

#define POLYGON_REMEDY "; a valid polygon or multipolygon in longitude and latitude\n"

static void check_refuses_broken_geometry(void **state)
{
    const struct bench *bench = *state;
    uint8_t wkb[SQUARE_SIZE];
    square_wkb(wkb, 90.0, 10.0);
    twist(wkb);
    add_area(bench, "B1", wkb, sizeof wkb);
    const uint8_t empty[9] = {1, 3};
    add_area(bench, "B2", empty, sizeof empty);
    square_wkb(wkb, 10.0, 100.0);
    add_area(bench, "B3", wkb, sizeof wkb);
    square_wkb(wkb, 500000.0, 1200000.0);
    add_area(bench, "B4", wkb, sizeof wkb);
    add_area(bench, "B5", wkb, sizeof wkb - 1);
    const uint8_t point[21] = {1, 1};
    add_area(bench, "B6", point, sizeof point);
    add_area(bench, "B7", NULL, 0);
    routes_error swapped, metres, cut;
    assert_int_equal(routes_box_check((routes_box){10.0, 100.0, 11.0, 101.0}, NULL, &swapped),
                     ROUTES_E_DATA);
    assert_int_equal(
        routes_box_check((routes_box){500000.0, 1200000.0, 500001.0, 1200001.0}, NULL, &metres),
        ROUTES_E_DATA);
    assert_int_equal(routes_wkb_describe(NULL, NULL, NULL, (routes_wkb){wkb, sizeof wkb - 1}, &cut),
                     ROUTES_E_DATA);
    char expected[3000];
    snprintf(expected, sizeof expected,
             "%s\n"
             "E areas 7 geometry: the polygon is not valid: Self-intersection at 90.500000 "
             "10.500000" POLYGON_REMEDY "E areas 8 geometry: the polygon is empty" POLYGON_REMEDY
             "E areas 9 geometry: %s" POLYGON_REMEDY "E areas 10 geometry: %s" POLYGON_REMEDY
             "E areas 11 geometry: %s" POLYGON_REMEDY
             "E areas 12 geometry: the geometry is no polygon" POLYGON_REMEDY
             "W areas 13 geometry: the area has no geometry; a polygon or multipolygon",
             REMAINDER, swapped.message, metres.message, cut.message);
    assert_faults(bench, NULL, expected);
}

static void add_water(const struct bench *bench, const char *id, const uint8_t *wkb, size_t size)
{
    routes_error err;
    routes_water water;
    routes_entity_clear(ROUTES_WATERS, &water);
    water.origin.source_id = "S1";
    water.water_id = water.name = id;
    water.kind = 1;
    water.wkb = wkb;
    water.wkb_size = size;
    assert_ok(routes_model_add_water(bench->model, &water, &err), &err);
}

static void check_looks_at_the_shapes_of_waters(void **state)
{
    const struct bench *bench = *state;
    uint8_t wkb[SQUARE_SIZE];
    square_wkb(wkb, 101.0, 10.0);
    add_water(bench, "Lake", wkb, sizeof wkb);
    const uint8_t point[21] = {1, 1};
    add_water(bench, "Spring", point, sizeof point);
    add_water(bench, "Brook", NULL, 0);
    add_water(bench, "Lake", wkb, sizeof wkb);
    assert_faults(
        bench, NULL,
        "E waters 5 water_id: \"Lake\" stands twice: in row 2 too; keep one of them\n" REMAINDER
        "\nE waters 3 geometry: the geometry is no polygon" POLYGON_REMEDY
        "W waters 4 geometry: the water has no geometry; a polygon or multipolygon");
}

/* One hundredth of a degree of latitude is 1106 m at 10 degrees north (WGS 84: 110,608 m a degree);
 * the accuracy of the places is 1000 m. */
static void check_looks_whether_points_lie_in_their_areas(void **state)
{
    const struct bench *bench = *state;
    routes_error err;
    routes_place place = routes_model_places(bench->model, NULL)[0];
    place.place_id = place.name = "N1";
    place.lat = 9.99;
    assert_ok(routes_model_add_place(bench->model, &place, &err), &err);
    place.place_id = place.name = "N2";
    place.lat = 9.992; /* 885 m */
    assert_ok(routes_model_add_place(bench->model, &place, &err), &err);
    place.place_id = place.name = "N3";
    place.accuracy_m = NAN;
    assert_ok(routes_model_add_place(bench->model, &place, &err), &err);
    routes_crossing crossing = routes_model_crossings(bench->model, NULL)[0];
    crossing.crossing_id = crossing.name = "X2";
    crossing.lon = 100.01; /* in West, outside of Beeland; its accuracy is not stated */
    assert_ok(routes_model_add_crossing(bench->model, &crossing, &err), &err);
    assert_faults(
        bench, NULL,
        REMAINDER
        "\n"
        "W crossings 3 area_b: the point lies 1095 m outside of BB, more than its accuracy "
        "allows\n"
        "W places 7 area_id: the point lies 1106 m outside of AA1, more than its accuracy "
        "allows\n"
        "W places 9 area_id: the point lies 885 m outside of AA1, more than its accuracy "
        "allows\n"
        "N crossings 3 crossing_id: no link leads to the crossing: no lane is laid over "
        "it; a link from or to it");
}

/* Both within the range of degrees: only the area can tell. */
static void check_finds_coordinates_swapped(void **state)
{
    const struct bench *bench = *state;
    routes_error err;
    uint8_t wkb[SQUARE_SIZE];
    square_wkb(wkb, 85.0, 27.0);
    add_area(bench, "B1", wkb, sizeof wkb);
    routes_place place = routes_model_places(bench->model, NULL)[4];
    place.place_id = place.name = "N1";
    place.area_id = "B1";
    place.lon = 27.5;
    place.lat = 85.5;
    assert_ok(routes_model_add_place(bench->model, &place, &err), &err);
    assert_faults(bench, NULL,
                  REMAINDER
                  "\n"
                  "E places 7 lon: lon and lat look swapped: the other way round they lie in B1; "
                  "longitude first, then latitude, in degrees");
}

static void check_refuses_areas_in_a_circle(void **state)
{
    const struct bench *bench = *state;
    routes_error err;
    routes_area area = routes_model_areas(bench->model, NULL)[0];
    area.area_id = "CC";
    area.name = "Ceeland";
    area.iso = area.country = "CC";
    area.parent = "CC";
    assert_ok(routes_model_add_area(bench->model, &area, &err), &err);
    assert_faults(bench, NULL,
                  "E areas 7 parent: the area lies in itself; a larger area\n" REMAINDER);
}

/* Rows made in code pass the same rules as rows from files. */
static void check_judges_rows_made_in_code(void **state)
{
    const struct bench *bench = *state;
    routes_model *model = bench->model;
    routes_error err;
    routes_lane lane =
        plain_lane("L5", "West", ROUTES_LEVEL_PROVINCE, "East", ROUTES_LEVEL_PROVINCE);
    lane.crime = ROUTES_CRIME_NOT_STATED; /* S27 */
    lane.basis = (routes_basis)77;
    lane.mode = 1U << 9;
    lane.volume.measure = ROUTES_MEASURE_STOCK;
    lane.volume.unit = ROUTES_UNIT_PERSONS_PER_YEAR;
    lane.origin.note = "told by Mrs. Chan Thy";
    add_lane(bench, &lane);
    routes_place place = routes_model_places(model, NULL)[0];
    place.place_id = "N1";
    place.lat = 100.5;
    place.lon = 10.5;
    assert_ok(routes_model_add_place(model, &place, &err), &err);
    place.place_id = NULL;
    place.lat = INFINITY;
    place.origin.extra = "{\"x_a\": \"012 345 678\"";
    assert_ok(routes_model_add_place(model, &place, &err), &err);
    routes_source source = routes_model_sources(model, NULL)[0];
    source.origin.source_id = "S2";
    source.consent_scope = ROUTES_CONSENT_NOT_STATED; /* S30 */
    assert_ok(routes_model_add_source(model, &source, &err), &err);
    assert_faults(
        bench, NULL,
        "E sources 3 consent_scope: is empty, must be stated; How its figures may be used.\n"
        "E places 7 lat: 100.5 is not between -90 and 90; a number from -90 to 90\n"
        "E places 7 lat: lon and lat look swapped; longitude first, then latitude, in degrees\n"
        "E places 8 place_id: is empty, must be stated; Key of the place.\n"
        "E places 8 lat: inf is not a finite number; leave it empty where it is not stated\n"
        "E places 8 extra: is no JSON object; {\"x_column\": \"text\", ...}\n"
        "E places 8 extra: holds what looks like a phone number; take it out: only counts of many "
        "are held, nothing about a person\n"
        "E lanes 6 crime: is empty, must be stated; Trafficking, smuggling or mixed; never added.\n"
        "E lanes 6 basis: 77 is no value of this list\n"
        "E lanes 6 mode: 512 has bits beyond this list\n"
        "E lanes 6 note: holds what looks like the name of a person; take it out: only counts of "
        "many are held, nothing about a person\n"
        "E lanes 6 unit: unit persons_per_year does not fit measure stock; a stock is counted in "
        "persons\n" REMAINDER);
}

static void check_puts_the_first_error_into_words(void **state)
{
    const struct bench *bench = *state;
    routes_error err;
    routes_lane lane =
        plain_lane("L5", "Wset", ROUTES_LEVEL_PROVINCE, "Eats", ROUTES_LEVEL_PROVINCE);
    lane.origin.file = "lanes.csv";
    lane.origin.row = 9;
    add_lane(bench, &lane);
    assert_int_equal(routes_model_check(bench->model, NULL, bench->faults, &err), ROUTES_E_DATA);
    assert_string_equal(err.message, "lanes.csv row 9 from: no province is known as \"Wset\"; did "
                                     "you mean West (AA1)? (and 1 more)");
    /* what an earlier pass found is not counted again */
    assert_int_equal(routes_model_check(bench->model, NULL, bench->faults, &err), ROUTES_E_DATA);
    assert_string_equal(err.message, "lanes.csv row 9 from: no province is known as \"Wset\"; did "
                                     "you mean West (AA1)? (and 1 more)");
}

static void model_resolves_names_for_its_users(void **state)
{
    const struct bench *bench = *state;
    routes_model *model = bench->model;
    routes_end end = {ROUTES_LANES, 7};
    routes_error err;
    assert_int_equal(routes_model_resolve(&end, model, "West", ROUTES_LEVEL_PROVINCE, &err),
                     ROUTES_E_ARGUMENT);
    assert_string_equal(err.message, "the model must be checked first");
    assert_ok(routes_model_check(model, NULL, bench->faults, &err), &err);
    assert_ok(routes_model_resolve(&end, model, "occident", ROUTES_LEVEL_PROVINCE, &err), &err);
    assert_string_equal(routes_model_end_id(model, end), "AA1");
    assert_ok(routes_model_resolve(&end, model, "East", ROUTES_LEVEL_NOT_STATED, &err), &err);
    assert_string_equal(routes_model_end_id(model, end), "E2"); /* a place comes first */
    assert_ok(routes_model_resolve(&end, model, "bb", ROUTES_LEVEL_COUNTRY, &err), &err);
    assert_string_equal(routes_model_end_id(model, end), "BB"); /* by its ISO code */
    assert_int_equal(routes_model_resolve(&end, model, "Midtwon", ROUTES_LEVEL_TOWN, &err),
                     ROUTES_E_NOT_FOUND);
    assert_string_equal(err.message, "no town is known as \"Midtwon\"; did you mean Midtown (M1)?");
    assert_string_equal(routes_model_end_id(model, end), "BB");
    assert_int_equal(routes_model_resolve(&end, model, "a\xFF", ROUTES_LEVEL_TOWN, &err),
                     ROUTES_E_DATA);
    assert_int_equal(routes_model_resolve(&end, model, "a", (routes_level)9, &err),
                     ROUTES_E_ARGUMENT);
}

/* KH03 of 2001 is KH03 and KH25 of 2014; a lane of 2001 means the one of 2001. */
static void model_knows_areas_of_several_vintages(void **state)
{
    const struct bench *bench = *state;
    routes_model *model = bench->model;
    routes_error err;
    routes_area area = routes_model_areas(model, NULL)[4];
    uint8_t wkb[SQUARE_SIZE];
    static const struct {
        const char *id, *pcode, *name, *before;
        int32_t vintage;
    } areas[] = {{"Z-2001", "AA9", "Zee", NULL, 2001},
                 {"Z-2014", "AA9", "Zee", "AA9", 2014},
                 {"Y-2014", "AA10", "Yee", "AA9|AA77", 2014}};
    for (int i = 0; i < 3; i++) {
        square_wkb(wkb, 104.0 + i, 10.0);
        area.area_id = areas[i].id;
        area.pcode = areas[i].pcode;
        area.name = areas[i].name;
        area.pred_pcode = areas[i].before;
        area.vintage = areas[i].vintage;
        area.wkb = wkb;
        assert_ok(routes_model_add_area(model, &area, &err), &err);
    }
    routes_lane lane =
        plain_lane("L5", "Zee", ROUTES_LEVEL_PROVINCE, "East", ROUTES_LEVEL_PROVINCE);
    add_lane(bench, &lane);
    assert_ok(routes_model_check(model, NULL, bench->faults, &err), &err);
    size_t count;
    const routes_end *ends = routes_model_ends(model, 4, ROUTES_SIDE_FROM, &count);
    assert_string_equal(routes_model_end_id(model, ends[0]), "Z-2001");

    const routes_gazetteer *names = routes_model_names(model, ROUTES_LEVEL_PROVINCE);
    routes_place_id places[4];
    routes_place_id before = (routes_place_id)ends[0].index + 1;
    assert_ok(routes_gazetteer_successors(places, 4, &count, names, before, 2020, &err), &err);
    assert_int_equal(count, 2);
    assert_string_equal(routes_model_areas(model, NULL)[places[0] - 1].area_id, "Z-2014");
    assert_string_equal(routes_model_areas(model, NULL)[places[1] - 1].area_id, "Y-2014");
    assert_ok(routes_gazetteer_successors(places, 4, &count, names, before, 2010, &err), &err);
    assert_int_equal(count, 1);
}

static int stop(double done, const char *what, void *user)
{
    (void)done;
    (void)what;
    int *left = user;
    return (*left)-- == 0;
}

static void check_stops_when_told(void **state)
{
    const struct bench *bench = *state;
    routes_error err;
    int left = 5;
    const routes_run run = {.size = sizeof run, .progress = stop, .progress_user = &left};
    assert_int_equal(routes_model_check(bench->model, &run, bench->faults, &err),
                     ROUTES_E_CANCELLED);
    assert_int_equal(routes_model_is_checked(bench->model), 0);
    const routes_run bad = {.size = sizeof bad, .date = "2001-02-30"};
    assert_int_equal(routes_model_check(bench->model, &bad, bench->faults, &err),
                     ROUTES_E_ARGUMENT);
    assert_string_equal(err.message, "date of the run is \"2001-02-30\", must be YYYY-MM-DD");
    assert_int_equal(routes_model_check(NULL, NULL, bench->faults, &err), ROUTES_E_ARGUMENT);
}

/* Every allocation of building and checking is made to fail in turn. */
static void check_survives_running_out_of_memory(void **state)
{
    (void)state;
    for (long allowed = 0;; allowed++) {
        routes_model *model = NULL;
        routes_faults *faults = NULL;
        routes_error err;
        routes_i_memory_fail_after(allowed);
        routes_status status = routes_model_new(&model, &err);
        if (!status)
            status = routes_faults_new(&faults, 0, &err);
        if (!status)
            status = three_provinces(model, &err);
        routes_lane lane =
            plain_lane("L5", "Wést|nowhere", ROUTES_LEVEL_PROVINCE, "Eats", ROUTES_LEVEL_PROVINCE);
        if (!status)
            status = routes_model_add_lane(model, &lane, &err);
        if (!status)
            status = routes_model_check(model, NULL, faults, &err);
        routes_i_memory_fail_after(-1);
        size_t size = routes_faults_size(faults);
        routes_faults_free(faults);
        routes_model_free(model);
        assert_int_equal(routes_i_memory_live(), 0);
        if (status == ROUTES_E_DATA) {
            assert_int_equal(size, 3);
            break;
        }
        assert_int_equal(status, ROUTES_E_MEMORY);
    }
}

int main(void)
{
#define with_bench(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
    const struct CMUnitTest tests[] = {
        with_bench(check_passes_three_provinces),
        with_bench(check_resolves_the_ends_of_lanes),
        with_bench(check_finds_provinces_and_capitals),
        with_bench(check_is_forgotten_when_a_row_is_added),
        with_bench(check_names_unknown_ends),
        with_bench(check_does_not_guess_between_two_ends),
        with_bench(check_looks_at_all_who_share_a_name),
        with_bench(check_refuses_lanes_to_the_same_place),
        with_bench(check_wants_keys_once),
        with_bench(check_wants_references_known),
        with_bench(check_wants_legs_in_order),
        with_bench(check_says_what_shares_leave_out),
        with_bench(check_refuses_shares_above_the_whole),
        with_bench(check_looks_at_counts),
        with_bench(check_notes_what_cannot_be_laid),
        with_bench(check_notes_countries_without_a_hub),
        with_bench(check_warns_of_two_countries),
        with_bench(check_refuses_broken_geometry),
        with_bench(check_looks_at_the_shapes_of_waters),
        with_bench(check_looks_whether_points_lie_in_their_areas),
        with_bench(check_finds_coordinates_swapped),
        with_bench(check_refuses_areas_in_a_circle),
        with_bench(check_judges_rows_made_in_code),
        with_bench(check_puts_the_first_error_into_words),
        with_bench(model_resolves_names_for_its_users),
        with_bench(model_knows_areas_of_several_vintages),
        with_bench(check_stops_when_told),
        cmocka_unit_test(check_survives_running_out_of_memory),
    };
    return cmocka_run_group_tests_name("check", tests, NULL, NULL);
}
