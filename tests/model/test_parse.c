/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit memory */

#include "model/parse.h"

#include <stdio.h>

#include "core/memory.h"
#include "routes/wkb.h"
#include "support/check.h"
#include "support/three_provinces.h"

enum { MOST = 24 };

/* Cuts "a,b,c" in place; cells hold no comma. */
static size_t cut(const char *cells[MOST], char *line)
{
    size_t count = 0;
    while (count < MOST) {
        cells[count++] = line;
        line = strchr(line, ',');
        if (!line)
            break;
        *line++ = '\0';
    }
    return count;
}

/* Any row of any table fits. */
union any_row {
    routes_source source;
    routes_area area;
    routes_place place;
    routes_crossing crossing;
    routes_link link;
    routes_lane lane;
    routes_leg leg;
    routes_observation observation;
    routes_service service;
    routes_override override;
    routes_population population;
};

struct outcome {
    routes_faults *faults;
    routes_i_parser parser;
    union any_row row;
    bool good;
    char head[600], cells[1200];
};

/* Reads one row below a head; the caller ends the outcome. */
static routes_status read_one(struct outcome *to, routes_entity entity, const char *head,
                              const char *cells, routes_error *err)
{
    const char *names[MOST];
    snprintf(to->head, sizeof to->head, "%s", head);
    snprintf(to->cells, sizeof to->cells, "%s", cells);
    const routes_i_header header = {.names = names, .count = cut(names, to->head)};
    to->faults = NULL;
    to->good = false;
    to->parser = (routes_i_parser){0};
    routes_status status = routes_faults_new(&to->faults, 0, err);
    if (!status)
        status = routes_i_parser_start(&to->parser, entity, "in.csv", &header, to->faults, err);
    if (!status && !to->parser.refused) {
        const char *values[MOST];
        assert_int_equal(cut(values, to->cells), header.count);
        status = routes_i_parser_row(&to->parser, 7, values, NULL, 0, &to->row, &to->good,
                                     to->faults, err);
    }
    return status;
}

static void end(struct outcome *outcome)
{
    routes_i_parser_end(&outcome->parser);
    routes_faults_free(outcome->faults);
}

/* "row field: message; remedy", a line each. */
static void assert_faults(routes_entity entity, const char *head, const char *cells,
                          const char *expected)
{
    struct outcome outcome;
    routes_error err;
    char found[4000] = "";
    assert_ok(read_one(&outcome, entity, head, cells, &err), &err);
    for (size_t i = 0; i < routes_faults_size(outcome.faults); i++) {
        const routes_fault *fault = routes_faults_at(outcome.faults, i);
        assert_string_equal(fault->file, "in.csv");
        size_t used = strlen(found);
        snprintf(found + used, sizeof found - used, "%s%zu %s: %s%s%s", used ? "\n" : "",
                 fault->row, fault->field ? fault->field : "-", fault->message,
                 fault->remedy ? "; " : "", fault->remedy ? fault->remedy : "");
    }
    assert_string_equal(found, expected);
    assert_int_equal(outcome.good, !*expected);
    end(&outcome);
}

static const char place_head[] = "place_id,name,kind,lon,lat,role,accuracy_m,note,x_road";
static const char lane_head[] = "lane_id,from,from_level,to,to_level,crime,basis,bidirectional,"
                                "period_start,period_end,source_id,mode,measure,unit,low,moderate,"
                                "high,range_kind";
#define LANE_START "L1,A,province,B,province,trafficking,"
#define LANE "no,2001-01-01,2001-12-31,S1,"

static void parse_reads_every_type(void **state)
{
    (void)state;
    struct outcome outcome;
    routes_error err;
    assert_ok(read_one(&outcome, ROUTES_PLACES, place_head,
                       "P03,Poipet,town,102.56365,13.65805,hub|transit,1500,,NR5", &err),
              &err);
    assert_true(outcome.good);
    const routes_place *place = &outcome.row.place;
    assert_string_equal(place->place_id, "P03");
    assert_int_equal(place->kind, ROUTES_PLACE_TOWN);
    assert_near(place->lon, 102.56365, 0.0);
    assert_int_equal(place->role, ROUTES_ROLE_HUB | ROUTES_ROLE_TRANSIT);
    assert_null(place->origin.note);
    assert_string_equal(place->origin.extra, "{\"x_road\": \"NR5\"}");
    assert_string_equal(place->origin.file, "in.csv");
    assert_int_equal(place->origin.row, 7);
    end(&outcome);

    assert_ok(read_one(&outcome, ROUTES_LANES, lane_head,
                       LANE_START "stated," LANE "land|sea,flow,persons_per_month,100,,,"
                                  "lower_bound",
                       &err),
              &err);
    assert_true(outcome.good);
    const routes_lane *lane = &outcome.row.lane;
    assert_int_equal(lane->bidirectional, ROUTES_DIRECTION_ONE_WAY);
    assert_int_equal(lane->period_start, 11323); /* 31 years of 365 days and 8 leap days */
    assert_int_equal(lane->mode, ROUTES_MODE_LAND | ROUTES_MODE_SEA);
    assert_int_equal(lane->volume.range.kind, ROUTES_RANGE_LOWER_BOUND);
    assert_true(isnan(lane->volume.range.moderate));
    end(&outcome);
}

/* The package's rule: one value is single, low and high are a spread; low alone must say what. */
static void parse_infers_the_range_kind(void **state)
{
    (void)state;
    struct outcome outcome;
    routes_error err;
    assert_ok(read_one(&outcome, ROUTES_LANES, lane_head,
                       LANE_START "share," LANE ",share,percent_of_total,,10,,", &err),
              &err);
    assert_true(outcome.good);
    assert_int_equal(outcome.row.lane.volume.range.kind, ROUTES_RANGE_SINGLE);
    end(&outcome);
    assert_ok(read_one(&outcome, ROUTES_LANES, lane_head,
                       LANE_START "share," LANE ",share,percent_of_total,30,,35,", &err),
              &err);
    assert_true(outcome.good);
    assert_int_equal(outcome.row.lane.volume.range.kind, ROUTES_RANGE_SOURCE_SPREAD);
    end(&outcome);
    assert_faults(ROUTES_LANES, lane_head,
                  LANE_START "stated," LANE ",flow,persons_per_year,100,,,",
                  "7 range_kind: a number is given without its range kind; low alone is "
                  "lower_bound, moderate alone single, low and high source_spread, interval95 or "
                  "bounds");
}

static void parse_names_every_bad_cell(void **state)
{
    (void)state;
    assert_faults(ROUTES_PLACES, place_head, "P1,A,twon,abc,91,hub|hubb,-1,,",
                  "7 kind: \"twon\" is not known; did you mean town? one of city, town, district, "
                  "site, airport, port, junction\n"
                  "7 lon: \"abc\" is not a number; digits with a point for the decimals, such as "
                  "12.5\n"
                  "7 role: \"hubb\" is not known; did you mean hub? one of origin, transit, "
                  "destination, hub, rallying_point, border_crossing, informal_crossing, "
                  "air_gateway, sea_gateway, tourism\n"
                  "7 lat: 91 is not between -90 and 90; a number from -90 to 90\n"
                  "7 accuracy_m: -1 is below 0; 0 or more");
    assert_faults(ROUTES_PLACES, place_head, ",,town,13.6,102.5,,,,",
                  "7 place_id: is empty, must be stated; Key of the place.\n"
                  "7 name: is empty, must be stated; Name in English.\n"
                  "7 lat: 102.5 is not between -90 and 90; a number from -90 to 90\n"
                  "7 lat: lon and lat look swapped; longitude first, then latitude, in degrees");
    assert_faults(ROUTES_PLACES, place_head, "P1,A,town,NaN,1e999,hub||transit,1.2.3,,",
                  "7 lon: \"NaN\" is not a finite number; leave it empty where it is not stated\n"
                  "7 lat: \"1e999\" is not a finite number; leave it empty where it is not stated\n"
                  "7 role: \"hub||transit\" has an empty item; a list is written a|b\n"
                  "7 accuracy_m: \"1.2.3\" is not a number; digits with a point for the decimals, "
                  "such as 12.5");
    assert_faults(ROUTES_PLACES, place_head,
                  " P1,A,town,\xE2\x88\x92"
                  "1,1,hub|hub,,,",
                  "7 lon: \"\xE2\x88\x92"
                  "1\" is not a number; digits with a point for the "
                  "decimals, such as 12.5\n"
                  "7 role: \"hub|hub\" names an item twice; once each\n"
                  "7 place_id: has blanks at its ends; take the blanks out");
    assert_faults(ROUTES_PLACES, place_head, "P1,A\xC3,town,1,1,,,,\xFF",
                  "7 name: (not shown) is not UTF-8; write the file in UTF-8\n"
                  "7 x_road: (not shown) is not UTF-8; write the file in UTF-8");
    assert_faults(ROUTES_LANES, lane_head,
                  "L1,A,provnce,B,province,theft,existence,maybe,2001-02-29,2001-12-31,S1,,,,,,,",
                  "7 from_level: \"provnce\" is not known; did you mean province? one of country, "
                  "province, district, place, town, group\n"
                  "7 crime: \"theft\" is not known; one of trafficking, smuggling, mixed\n"
                  "7 bidirectional: \"maybe\" is not known; one of no, yes, mostly_forward\n"
                  "7 period_start: \"2001-02-29\" is not a date that exists; YYYY-MM-DD");
    assert_faults(ROUTES_POPULATIONS, "area_id,year,population", "KH01,98.5,1e3",
                  "7 year: \"98.5\" is not a whole number; Year of the census.");
    assert_faults(ROUTES_POPULATIONS, "area_id,year,population", "KH01,0,inf",
                  "7 population: \"inf\" is not a finite number; leave it empty where it is not "
                  "stated\n"
                  "7 year: 0 is not between 1 and 9999; a number from 1 to 9999");
    assert_faults(ROUTES_CROSSINGS,
                  "crossing_id,name,country_a,country_b,lon,lat,type,mode,opened,closed,"
                  "reliability_low,reliability",
                  "X1,A,KH,KHM,1,1,local,land,1998-13,1990,0.5,1.5",
                  "7 opened: \"1998-13\" is no year, month or date that exists; YYYY, YYYY-MM or "
                  "YYYY-MM-DD\n"
                  "7 reliability: 1.5 is not between 0 and 1; a number from 0 to 1\n"
                  "7 country_b: \"KHM\" is no ISO 3166 alpha-2 code; two capital letters, such as "
                  "KH\n"
                  "7 reliability: reliability has one end of a range, must have both or none\n"
                  "7 closed: closed is before opened");
}

static void parse_judges_fields_against_each_other(void **state)
{
    (void)state;
    assert_faults(
        ROUTES_LANES, lane_head,
        LANE_START "stated,no,2001-12-31,2001-01-01,S1,,stock,persons_per_year,50,,40,",
        "7 period_start: period_start 2001-12-31 is after period_end 2001-01-01\n"
        "7 unit: unit persons_per_year does not fit measure stock; a stock is counted in "
        "persons\n"
        "7 low: low 50 is above high 40; low alone is lower_bound, moderate alone single, "
        "low and high source_spread, interval95 or bounds");
    assert_faults(ROUTES_LANES, lane_head, LANE_START "stated," LANE ",,,,12000,,single",
                  "7 measure: is empty beside a number; a number needs its measure and its unit\n"
                  "7 unit: is empty beside a number; a number needs its measure and its unit");
    assert_faults(ROUTES_LANES, lane_head,
                  LANE_START "share," LANE ",share,percent_of_total,,120,,single",
                  "7 unit: 120 is above 100 per cent");
    assert_faults(ROUTES_LANES, lane_head,
                  LANE_START "stated," LANE ",flow,persons,,120,,lower_bound",
                  "7 unit: unit persons does not fit measure flow; a flow is counted in "
                  "persons_per_year or persons_per_month\n"
                  "7 low: lower_bound means low alone; low alone is lower_bound, moderate alone "
                  "single, low and high source_spread, interval95 or bounds");
    /* what could not be read is not judged a second time */
    assert_faults(ROUTES_LANES, lane_head, LANE_START "stated," LANE ",flw,persons,x,120,,single",
                  "7 measure: \"flw\" is not known; did you mean flow? one of stock, flow, "
                  "cumulative, share, count, valuation, ratio\n"
                  "7 low: \"x\" is not a number; digits with a point for the decimals, such as "
                  "12.5");
    assert_faults(ROUTES_LINKS, "link_id,from,to,mode,class,open_from,open_to",
                  "K1,A,A,land,bridge,2002-01-01,2001-01-01",
                  "7 to: from and to are the same node; two nodes\n"
                  "7 open_from: open_from 2002-01-01 is after open_to 2001-01-01");
    assert_faults(ROUTES_AREAS, "area_id,level,name,rep_lon,country,iso", "A,town,B,1,kh,KHM",
                  "7 level: an area is a country, province or district; country, province or "
                  "district\n"
                  "7 rep_lon: one of rep_lon and rep_lat is empty; both or none\n"
                  "7 country: \"kh\" is no ISO 3166 alpha-2 code; two capital letters, such as KH");
    assert_faults(ROUTES_OBSERVATIONS,
                  "observation_id,quantity,measure,unit,period_start,period_end,source_id,moderate",
                  "O1,reports,count,events,2001-01-01,2001-06-30,S1,5",
                  "7 area_id: area_id and place_id are both empty; the area or the place that was "
                  "observed");
    assert_faults(ROUTES_SERVICES,
                  "service_id,organisation,service_kind,area_id,capacity_low,capacity_high",
                  "V1,O,hotline,KH01,50,40",
                  "7 capacity_low: capacity_low 50 is above "
                  "capacity_high 40");
}

/* S40 */
static void parse_knows_what_may_be_overridden(void **state)
{
    (void)state;
    static const char head[] = "table,row_id,requirement,citation,reason,approver,date";
    assert_faults(ROUTES_OVERRIDES, head, "lanes,L1,S17,a,b,c,2001-01-01", "");
    assert_faults(ROUTES_OVERRIDES, head, "lanes,L1,S17,,,,2001-01-01",
                  "7 citation: is empty, must be stated; Where it was published.\n"
                  "7 reason: is empty, must be stated; Why it may pass.\n"
                  "7 approver: is empty, must be stated; Code of who decided.");
    const char *const never[] = {"S01", "S02", "S18", "S20", "S21"};
    for (size_t i = 0; i < 5; i++) {
        char cells[80], expected[160];
        snprintf(cells, sizeof cells, "lanes,L1,%s,a,b,c,2001-01-01", never[i]);
        snprintf(expected, sizeof expected,
                 "7 requirement: \"%s\" is never overridden; S04, S17, S19 or S29", never[i]);
        assert_faults(ROUTES_OVERRIDES, head, cells, expected);
    }
    assert_faults(ROUTES_OVERRIDES, head, "lane,L1,4 S,a,b,c,2001-01-01",
                  "7 table: there is no table \"lane\"; a table of the package, such as lanes\n"
                  "7 requirement: \"4 S\" cannot be overridden; S04, S17, S19 or S29");
}

static void parse_judges_the_head(void **state)
{
    (void)state;
    assert_faults(ROUTES_PLACES, "place_id,nmae,kind,lon,lat,lat,speed,", "",
                  "1 nmae: column \"nmae\" is not known; did you mean name? a column of your own "
                  "begins with x_\n"
                  "1 lat: column \"lat\" stands twice; keep one of them\n"
                  "1 speed: column \"speed\" is not known; a column of your own begins with x_\n"
                  "1 -: column 8 has no name; give it a name\n"
                  "1 name: column \"name\" is missing; Name in English.");
    /* what a store writes is no column of a package */
    assert_faults(ROUTES_GROUPS, "group_id,name,extra,geometry", "",
                  "1 extra: column \"extra\" is not known; a column of your own begins with x_\n"
                  "1 geometry: column \"geometry\" is not known; a column of your own begins with "
                  "x_");
    assert_faults(ROUTES_GROUPS, "group_id,na\xC3me", "",
                  "1 -: the name of column 2 is not UTF-8; write the file in UTF-8\n"
                  "1 name: column \"name\" is missing; Name in English.");
}

/* S01, S02: refused by the head, and no cell is ever read. */
static void parse_refuses_persons_and_positions(void **state)
{
    (void)state;
    assert_faults(ROUTES_OBSERVATIONS,
                  "observation_id,area_id,quantity,measure,unit,period_start,period_end,source_id,"
                  "victim_name,x_phone",
                  "",
                  "1 victim_name: column \"victim_name\" would hold the name of a person; take it "
                  "out: only counts of many are held, nothing about a person\n"
                  "1 x_phone: column \"x_phone\" would hold a phone number; take it out: only "
                  "counts of many are held, nothing about a person");
    assert_faults(ROUTES_SERVICES, "service_id,organisation,service_kind,area_id,lon,lat,x_gps", "",
                  "1 lon: column \"lon\" would hold the position of a service; take it out: a "
                  "service has its province in area_id\n"
                  "1 lat: column \"lat\" would hold the position of a service; take it out: a "
                  "service has its province in area_id\n"
                  "1 x_gps: column \"x_gps\" would hold the position of a service; take it out: a "
                  "service has its province in area_id");
    assert_faults(
        ROUTES_SERVICES, "service_id,organisation,service_kind,area_id,note",
        "V1,O,hotline,KH01,at 11.5564 104.9282",
        "7 note: holds what looks like coordinates; take it out: a service has a province "
        "and no position");

    const char *names[] = {"service_id", "organisation", "service_kind", "area_id"};
    const routes_i_header header = {.names = names, .count = 4, .has_geometry = true};
    routes_faults *faults = NULL;
    routes_i_parser parser;
    routes_error err;
    assert_ok(routes_faults_new(&faults, 0, &err), &err);
    assert_ok(routes_i_parser_start(&parser, ROUTES_SERVICES, "s.gpkg", &header, faults, &err),
              &err);
    assert_true(parser.refused);
    assert_string_equal(routes_faults_at(faults, 0)->message, "services have no geometry");
    routes_i_parser_end(&parser);
    routes_faults_free(faults);
}

/* No message, value or remedy repeats what a cell says of a person, wherever it stands. */
static void parse_never_repeats_personal_cells(void **state)
{
    (void)state;
    static const char *const secrets[] = {
        "sok.dara@example.org", "+855 12 345 678",        "012 345 678",
        "passport N1234567",    "Sok Dara 12/03/1987",    "born 12/03/1987",
        "a girl aged 14",       "#12 St. 271 Phnom Penh", "Mrs. Chan Thy",
        "she was taken away",   "facebook.com/sok.dara",  "photo_sok.jpg"};
    for (size_t s = 0; s < sizeof secrets / sizeof *secrets; s++)
        for (size_t column = 0; column < 9; column++) {
            const char *cells[9] = {"P1", "A", "town", "1", "1", "hub", "5", "", ""};
            char line[300] = "";
            cells[column] = secrets[s];
            for (size_t i = 0; i < 9; i++)
                snprintf(line + strlen(line), sizeof line - strlen(line), "%s%s", i ? "," : "",
                         cells[i]);
            struct outcome outcome;
            routes_error err;
            assert_ok(read_one(&outcome, ROUTES_PLACES, place_head, line, &err), &err);
            bool id = column == 0; /* an id may look like much */
            assert_true(id || !outcome.good);
            for (size_t i = 0; i < routes_faults_size(outcome.faults); i++) {
                const routes_fault *fault = routes_faults_at(outcome.faults, i);
                assert_null(fault->value);
                char word[16]; /* a piece of the secret is a leak too */
                snprintf(word, sizeof word, "%.6s", secrets[s]);
                assert_null(strstr(fault->message, word));
                assert_true(!fault->remedy || !strstr(fault->remedy, word));
            }
            end(&outcome);
        }
}

/* A layer of points gives lon and lat; an area takes its polygon. */
static void parse_takes_geometry(void **state)
{
    (void)state;
    const char *names[] = {"place_id", "name", "kind"};
    const char *cells[] = {"P1", "A", "town"};
    routes_i_header header = {.names = names, .count = 3, .has_geometry = true};
    uint8_t point[ROUTES_WKB_POINT_SIZE], square[SQUARE_SIZE];
    routes_wkb_write_point(point, (routes_point){102.5, 13.6});
    square_wkb(square, 100.0, 10.0);
    routes_faults *faults = NULL;
    routes_i_parser parser;
    routes_place place;
    routes_error err;
    bool good;
    assert_ok(routes_faults_new(&faults, 0, &err), &err);
    assert_ok(routes_i_parser_start(&parser, ROUTES_PLACES, "p.gpkg", &header, faults, &err), &err);
    assert_false(parser.refused);
    assert_ok(
        routes_i_parser_row(&parser, 2, cells, point, sizeof point, &place, &good, faults, &err),
        &err);
    assert_true(good);
    assert_near(place.lon, 102.5, 0.0);
    assert_near(place.lat, 13.6, 0.0);
    assert_ok(
        routes_i_parser_row(&parser, 3, cells, square, sizeof square, &place, &good, faults, &err),
        &err);
    assert_false(good);
    assert_string_equal(routes_faults_at(faults, 0)->remedy, "a point");
    assert_ok(routes_i_parser_row(&parser, 4, cells, NULL, 0, &place, &good, faults, &err), &err);
    assert_false(good);
    assert_string_equal(routes_faults_at(faults, 1)->field, "lon");
    assert_int_equal(routes_faults_size(faults), 3);
    routes_i_parser_end(&parser);

    const char *area_names[] = {"area_id", "level", "name"};
    const char *area_cells[] = {"KH01", "province", "A"};
    header.names = area_names;
    routes_area area;
    assert_ok(routes_i_parser_start(&parser, ROUTES_AREAS, "a.gpkg", &header, faults, &err), &err);
    assert_ok(routes_i_parser_row(&parser, 2, area_cells, square, sizeof square, &area, &good,
                                  faults, &err),
              &err);
    assert_true(good);
    assert_int_equal(area.wkb_size, sizeof square);
    routes_i_parser_end(&parser);
    routes_faults_free(faults);
}

/* What the store wrote comes back, further columns too. */
static void parse_reads_what_a_store_wrote(void **state)
{
    (void)state;
    const char *names[] = {"group_id", "name", "extra"};
    const routes_i_header header = {.names = names, .count = 3, .is_stored = true};
    routes_faults *faults = NULL;
    routes_i_parser parser;
    routes_group group;
    routes_error err;
    bool good;
    assert_ok(routes_faults_new(&faults, 0, &err), &err);
    assert_ok(routes_i_parser_start(&parser, ROUTES_GROUPS, "w.gpkg", &header, faults, &err), &err);
    const char *cells[] = {"G1", "a", "{\"x_a\": \"b\"}"};
    assert_ok(routes_i_parser_row(&parser, 2, cells, NULL, 0, &group, &good, faults, &err), &err);
    assert_true(good);
    assert_string_equal(group.origin.extra, "{\"x_a\": \"b\"}");
    const char *broken[] = {"G1", "a", "[1]"};
    assert_ok(routes_i_parser_row(&parser, 3, broken, NULL, 0, &group, &good, faults, &err), &err);
    assert_false(good);
    assert_string_equal(routes_faults_at(faults, 0)->message, "is no JSON object");
    routes_i_parser_end(&parser);
    routes_faults_free(faults);
}

static void parse_survives_running_out_of_memory(void **state)
{
    (void)state;
    struct outcome outcome;
    routes_error err;
    for (long allowed = 0;; allowed++) {
        routes_i_memory_fail_after(allowed);
        routes_status status =
            read_one(&outcome, ROUTES_PLACES, "place_id,nmae,name,kind,lon,lat", "", &err);
        end(&outcome);
        if (!status) {
            status = read_one(&outcome, ROUTES_PLACES, place_head,
                              "P1,Pâris,twon,abc,91,hub|hubb,-1,,a", &err);
            end(&outcome);
        }
        routes_i_memory_fail_after(-1);
        assert_int_equal(routes_i_memory_live(), 0);
        if (status == ROUTES_OK)
            break;
        assert_int_equal(status, ROUTES_E_MEMORY);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parse_reads_every_type),
        cmocka_unit_test(parse_infers_the_range_kind),
        cmocka_unit_test(parse_names_every_bad_cell),
        cmocka_unit_test(parse_judges_fields_against_each_other),
        cmocka_unit_test(parse_knows_what_may_be_overridden),
        cmocka_unit_test(parse_judges_the_head),
        cmocka_unit_test(parse_refuses_persons_and_positions),
        cmocka_unit_test(parse_never_repeats_personal_cells),
        cmocka_unit_test(parse_takes_geometry),
        cmocka_unit_test(parse_reads_what_a_store_wrote),
        cmocka_unit_test(parse_survives_running_out_of_memory),
    };
    return cmocka_run_group_tests_name("parse", tests, NULL, NULL);
}
