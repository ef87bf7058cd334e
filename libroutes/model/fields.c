/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/fields.h"

#include <math.h>

/* One line a column, as docs/package.md has them. `path` is the member in the struct `S`. */
#define FIELD(kind, column, path, ...)                                                             \
    {                                                                                              \
        .name = (column), .type = ROUTES_I_FIELD_##kind, .offset = offsetof(S, path), __VA_ARGS__  \
    }
#define MUST .required = true
#define MAY .required = false
#define ABOUT(text) .about = (text)
#define BETWEEN(low, high) .least = (low), .most = (high)
#define FROM_ZERO BETWEEN(0.0, INFINITY)

#define ID(column, must, about)                                                                    \
    FIELD(TEXT, #column, column, must, .content = ROUTES_I_CONTENT_ID, ABOUT(about))
#define PROSE(column, must, about)                                                                 \
    FIELD(TEXT, #column, column, must, .content = ROUTES_I_CONTENT_PROSE, ABOUT(about))
#define CITATION(column, must, about)                                                              \
    FIELD(TEXT, #column, column, must, .content = ROUTES_I_CONTENT_CITATION, ABOUT(about))
#define CODE(column, must, list, about)                                                            \
    FIELD(CODE, #column, column, must, .codes = ROUTES_CODES_##list, ABOUT(about))
#define SET(column, must, list, about)                                                             \
    FIELD(SET, #column, column, must, .codes = ROUTES_CODES_##list, ABOUT(about))
#define DATE(column, must, about) FIELD(DATE, #column, column, must, ABOUT(about))
#define MOMENT(column, about) FIELD(MOMENT, #column, column, MAY, ABOUT(about))
#define YEAR(column, must, about)                                                                  \
    FIELD(INTEGER, #column, column, must, BETWEEN(1.0, 9999.0), .unit = "year", ABOUT(about))
#define LON(column, must)                                                                          \
    FIELD(NUMBER, #column, column, must, BETWEEN(-180.0, 180.0), .unit = "degrees",                \
          ABOUT("Longitude, WGS 84."))
#define LAT(column, must)                                                                          \
    FIELD(NUMBER, #column, column, must, BETWEEN(-90.0, 90.0), .unit = "degrees",                  \
          ABOUT("Latitude, WGS 84."))
#define AMOUNT(column, must, unit_, about)                                                         \
    FIELD(NUMBER, #column, column, must, FROM_ZERO, .unit = (unit_), ABOUT(about))
#define CHANCE(column, about)                                                                      \
    FIELD(NUMBER, #column, column, MAY, BETWEEN(0.0, 1.0), .unit = "probability", ABOUT(about))
#define HOURS(column, about)                                                                       \
    FIELD(NUMBER, #column, column, MAY, BETWEEN(0.0, 24.0), .unit = "hours a day", ABOUT(about))

#define SOURCE(must)                                                                               \
    FIELD(TEXT, "source_id", origin.source_id, must, .content = ROUTES_I_CONTENT_ID,               \
          ABOUT("Source of the row."))
/* What may stand in every table. */
#define COMMON                                                                                     \
    FIELD(TEXT, "section", origin.section, MAY, .content = ROUTES_I_CONTENT_CITATION,              \
          ABOUT("Where in the source.")),                                                          \
        FIELD(TEXT, "attributed_to", origin.attributed_to, MAY,                                    \
              .content = ROUTES_I_CONTENT_CITATION, ABOUT("Whom the source names.")),              \
        FIELD(TEXT, "note", origin.note, MAY, .content = ROUTES_I_CONTENT_PROSE,                   \
              ABOUT("Remark; never leaves above restricted.")),                                    \
        FIELD(EXTRA, "extra", origin.extra, MAY,                                                   \
              ABOUT("Further columns x_..., a JSON object; never released."))

#define MEASURED(path)                                                                             \
    FIELD(CODE, "measure", path.measure, MAY, .codes = ROUTES_CODES_MEASURE,                       \
          ABOUT("What the number measures; unlike measures never add.")),                          \
        FIELD(CODE, "unit", path.unit, MAY, .codes = ROUTES_CODES_UNIT,                            \
              ABOUT("What is counted, per what."))
#define VALUES(path)                                                                               \
    FIELD(NUMBER, "low", path.range.low, MAY, FROM_ZERO, ABOUT("Lowest value, see unit.")),        \
        FIELD(NUMBER, "moderate", path.range.moderate, MAY, FROM_ZERO,                             \
              ABOUT("Middle or single value, see unit.")),                                         \
        FIELD(NUMBER, "high", path.range.high, MAY, FROM_ZERO, ABOUT("Highest value, see unit.")), \
        FIELD(CODE, "range_kind", path.range.kind, MAY, .codes = ROUTES_CODES_RANGE_KIND,          \
              ABOUT("What the range is."))

#define S routes_source
static const routes_i_field sources[] = {
    SOURCE(MUST),
    CITATION(title, MUST, "Title of the source."),
    YEAR(year, MUST, "Year of publication."),
    CODE(consent_scope, MUST, CONSENT_SCOPE, "How its figures may be used."),
    CITATION(author, MAY, "Who wrote it."),
    CITATION(publisher, MAY, "Who published it."),
    CITATION(owner, MAY, "Who answers for the data."),
    CODE(source_grade, MAY, SOURCE_GRADE, "Reliability, Admiralty A to F."),
    PROSE(lawful_basis, MAY, "On what ground the data are held."),
    PROSE(purpose, MAY, "What the data are held for."),
    DATE(retention_until, MAY, "Last day on which the data may be used."),
    PROSE(licence, MAY, "Terms of use."),
    FIELD(TEXT, "url", url, MAY, .content = ROUTES_I_CONTENT_URL, ABOUT("Where it can be had.")),
    COMMON,
};
#undef S

#define S routes_area
static const routes_i_field areas[] = {
    ID(area_id, MUST, "Key of the area."),
    CODE(level, MUST, LEVEL, "Country, province or district."),
    PROSE(name, MUST, "Name in English."),
    PROSE(name_local, MAY, "Name in the local script."),
    ID(iso, MAY, "ISO 3166 code of the country or subdivision."),
    ID(pcode, MAY, "OCHA code."),
    ID(country, MAY, "ISO 3166 alpha-2."),
    ID(parent, MAY, "Area that this one lies in."),
    ID(pred_pcode, MAY, "P-codes of the areas it was split from or merged from."),
    YEAR(vintage, MAY, "Year for which the boundary holds."),
    DATE(valid_from, MAY, "First day of the area."),
    DATE(valid_to, MAY, "Last day of the area."),
    LON(rep_lon, MAY),
    LAT(rep_lat, MAY),
    SOURCE(MAY),
    COMMON,
    FIELD(GEOMETRY, "geometry", wkb, MAY, .size_offset = offsetof(S, wkb_size),
          ABOUT("Polygon or multipolygon, WGS 84.")),
};
#undef S

#define S routes_group
static const routes_i_field groups[] = {
    ID(group_id, MUST, "Key of the group."),
    PROSE(name, MUST, "Name in English."),
    ID(member, MAY, "Area in the group; none when unknown."),
    CODE(member_basis, MAY, MEMBER_BASIS, "Whether the source states the member."),
    SOURCE(MAY),
    COMMON,
};
#undef S

#define S routes_alias
static const routes_i_field aliases[] = {
    PROSE(alias, MUST, "Another name."),
    ID(target_id, MUST, "Area, place, crossing or group that it means."),
    CODE(kind, MAY, ALIAS_KIND, "Spelling, former, local or short."),
    SOURCE(MAY),
    COMMON,
};
#undef S

#define S routes_population
static const routes_i_field populations[] = {
    ID(area_id, MUST, "Area."),
    YEAR(year, MUST, "Year of the census."),
    AMOUNT(population, MUST, "persons", "Inhabitants."),
    AMOUNT(male, MAY, "persons", "Male inhabitants."),
    AMOUNT(female, MAY, "persons", "Female inhabitants."),
    SOURCE(MAY),
    COMMON,
};
#undef S

#define S routes_place
static const routes_i_field places[] = {
    ID(place_id, MUST, "Key of the place."),
    PROSE(name, MUST, "Name in English."),
    CODE(kind, MUST, PLACE_KIND, "What the place is."),
    LON(lon, MUST),
    LAT(lat, MUST),
    PROSE(name_local, MAY, "Name in the local script."),
    ID(area_id, MAY, "Area it lies in."),
    ID(country, MAY, "ISO 3166 alpha-2."),
    SET(role, MAY, ROLE, "What it does in lanes."),
    AMOUNT(accuracy_m, MAY, "m", "Accuracy of the position."),
    PROSE(position_source, MAY, "Where the position comes from."),
    SOURCE(MAY),
    COMMON,
};
#undef S

#define S routes_crossing
static const routes_i_field crossings[] = {
    ID(crossing_id, MUST, "Key of the crossing."),
    PROSE(name, MUST, "Name in English."),
    ID(country_a, MUST, "ISO 3166 alpha-2 of the one side."),
    ID(country_b, MUST, "ISO 3166 alpha-2 of the other side."),
    LON(lon, MUST),
    LAT(lat, MUST),
    CODE(type, MUST, CROSSING_TYPE, "Who may use it, at the package's date."),
    SET(mode, MUST, MODE, "Means of travel."),
    PROSE(name_other, MAY, "Name on the other side."),
    ID(area_a, MAY, "Area on the one side."),
    ID(area_b, MAY, "Area on the other side."),
    MOMENT(opened, "First known use."),
    MOMENT(closed, "Closed since."),
    HOURS(hours_open, "Hours open."),
    HOURS(hours_monitored, "Hours monitored."),
    CHANCE(reliability, "Chance to pass undetected."),
    CHANCE(reliability_low, "Lowest chance to pass undetected."),
    CHANCE(reliability_high, "Highest chance to pass undetected."),
    CHANCE(reliability_watched, "Chance to pass undetected when watched."),
    CHANCE(reliability_watched_low, "Lowest chance to pass undetected when watched."),
    CHANCE(reliability_watched_high, "Highest chance to pass undetected when watched."),
    AMOUNT(accuracy_m, MAY, "m", "Accuracy of the position."),
    PROSE(status_confidence, MAY, "How sure the type is."),
    SOURCE(MAY),
    COMMON,
};
#undef S

#define S routes_link
static const routes_i_field links[] = {
    ID(link_id, MUST, "Key of the link."),
    ID(from, MUST, "Place or crossing at its start."),
    ID(to, MUST, "Place or crossing at its end."),
    SET(mode, MUST, MODE, "Means of travel."),
    FIELD(CODE, "class", link_class, MUST, .codes = ROUTES_CODES_LINK_CLASS,
          ABOUT("What the link is.")),
    AMOUNT(length_m, MAY, "m", "Length; geodesic where not stated."),
    AMOUNT(time_s, MAY, "s", "Time of travel."),
    CHANCE(reliability, "Chance to pass undetected."),
    CHANCE(reliability_low, "Lowest chance to pass undetected."),
    CHANCE(reliability_high, "Highest chance to pass undetected."),
    CHANCE(reliability_watched, "Chance to pass undetected when watched."),
    CHANCE(reliability_watched_low, "Lowest chance to pass undetected when watched."),
    CHANCE(reliability_watched_high, "Highest chance to pass undetected when watched."),
    CODE(both_ways, MAY, YES_NO, "Whether it can be travelled both ways."),
    DATE(open_from, MAY, "First day of use."),
    DATE(open_to, MAY, "Last day of use."),
    SOURCE(MAY),
    COMMON,
};
#undef S

#define S routes_lane
static const routes_i_field lanes[] = {
    ID(lane_id, MUST, "Key of the lane."),
    PROSE(from, MUST, "Where it begins; several ends are a fork."),
    CODE(from_level, MUST, LEVEL, "What kind of end that is."),
    PROSE(to, MUST, "Where it ends; several ends are a fork."),
    CODE(to_level, MUST, LEVEL, "What kind of end that is."),
    CODE(crime, MUST, CRIME, "Trafficking, smuggling or mixed; never added."),
    CODE(basis, MUST, BASIS, "What kind of evidence it rests on."),
    CODE(bidirectional, MUST, DIRECTION, "Whether it runs both ways."),
    DATE(period_start, MUST, "First day spoken of."),
    DATE(period_end, MUST, "Last day spoken of."),
    SOURCE(MUST),
    PROSE(via, MAY, "Passed on the way."),
    CODE(scope, MAY, SCOPE, "Reach."),
    SET(mode, MAY, MODE, "Means of travel."),
    CODE(purpose, MAY, PURPOSE, "Form of exploitation."),
    ID(population, MAY, "Group the number speaks of."),
    CODE(age_group, MAY, AGE_GROUP, "Ages."),
    MEASURED(volume),
    PROSE(denominator, MAY, "Whole of a share, in words."),
    VALUES(volume),
    CODE(info_grade, MAY, INFO_GRADE, "Credibility, Admiralty 1 to 6."),
    COMMON,
};
#undef S

#define S routes_leg
static const routes_i_field legs[] = {
    ID(lane_id, MUST, "Lane of the leg."),
    FIELD(INTEGER, "leg_no", leg_no, MUST, BETWEEN(1.0, INT32_MAX),
          ABOUT("Place in the order, from 1.")),
    PROSE(from, MUST, "Where it begins."),
    PROSE(to, MUST, "Where it ends."),
    SET(mode, MAY, MODE, "Means of travel."),
    SOURCE(MAY),
    COMMON,
};
#undef S

#define S routes_observation
static const routes_i_field observations[] = {
    ID(observation_id, MUST, "Key of the observation."),
    ID(area_id, MAY, "Area it speaks of; it or a place is required."),
    ID(place_id, MAY, "Place it speaks of."),
    ID(quantity, MUST, "What is counted."),
    FIELD(CODE, "measure", value.measure, MUST, .codes = ROUTES_CODES_MEASURE,
          ABOUT("What the number measures; unlike measures never add.")),
    FIELD(CODE, "unit", value.unit, MUST, .codes = ROUTES_CODES_UNIT,
          ABOUT("What is counted, per what.")),
    DATE(period_start, MUST, "First day spoken of."),
    DATE(period_end, MUST, "Last day spoken of."),
    SOURCE(MUST),
    CODE(crime, MAY, CRIME, "Trafficking, smuggling or mixed; never added."),
    VALUES(value),
    PROSE(denominator, MAY, "What a rate is divided by."),
    ID(denominator_area, MAY, "Area or place of the denominator."),
    CODE(detection, MAY, DETECTION, "Discovered or reported."),
    CODE(victim_status, MAY, VICTIM_STATUS, "Presumed, identified or intercepted; never added."),
    CODE(age_group, MAY, AGE_GROUP, "Ages."),
    ID(population, MAY, "Group the number speaks of."),
    AMOUNT(effort, MAY, "see effort_unit", "Effort behind a count."),
    PROSE(effort_unit, MAY, "Unit of the effort."),
    ID(contributor_id, MAY, "Organisation behind a count, as a code."),
    COMMON,
};
#undef S

#define S routes_service
static const routes_i_field services[] = {
    ID(service_id, MUST, "Key of the service."),
    CITATION(organisation, MUST, "Who runs it."),
    CODE(service_kind, MUST, SERVICE_KIND, "What it offers."),
    ID(area_id, MUST, "Province; never finer."),
    AMOUNT(capacity_low, MAY, "persons", "Lowest number of places."),
    AMOUNT(capacity_high, MAY, "persons", "Highest number of places."),
    AMOUNT(occupancy, MAY, "persons", "Places taken."),
    YEAR(year, MAY, "Year the row speaks of."),
    SOURCE(MAY),
    COMMON,
};
#undef S

#define S routes_override
static const routes_i_field overrides[] = {
    ID(table, MUST, "Table of the row."),
    ID(row_id, MUST, "Key of the row."),
    ID(requirement, MUST, "Rule of disclosure that the row passes."),
    CITATION(citation, MUST, "Where it was published."),
    PROSE(reason, MUST, "Why it may pass."),
    ID(approver, MUST, "Code of who decided."),
    DATE(date, MUST, "Day of the decision."),
    SOURCE(MAY),
    COMMON,
};
#undef S

#define S routes_water
static const routes_i_field waters[] = {
    ID(water_id, MUST, "Key of the water."),
    CODE(kind, MUST, WATER_KIND, "Lake or river."),
    PROSE(name, MUST, "Name in English."),
    PROSE(name_local, MAY, "Name in the local script."),
    SOURCE(MAY),
    COMMON,
    FIELD(GEOMETRY, "geometry", wkb, MAY, .size_offset = offsetof(S, wkb_size),
          ABOUT("Polygon or multipolygon, WGS 84.")),
};
#undef S

#define TABLE(entity_, name_, single_, struct_, ...)                                               \
    [entity_] = {.entity = (entity_),                                                              \
                 .name = #name_,                                                                   \
                 .single = (single_),                                                              \
                 .row_size = sizeof(struct_),                                                      \
                 .fields = (name_),                                                                \
                 .field_count = sizeof(name_) / sizeof *(name_),                                   \
                 .key = {__VA_ARGS__}}

const routes_i_schema routes_i_schemas[ROUTES_ENTITIES] = {
    TABLE(ROUTES_SOURCES, sources, "source", routes_source, "source_id"),
    TABLE(ROUTES_AREAS, areas, "area", routes_area, "area_id"),
    TABLE(ROUTES_GROUPS, groups, "group", routes_group, "group_id", "member"),
    TABLE(ROUTES_ALIASES, aliases, "alias", routes_alias, "alias", "target_id"),
    TABLE(ROUTES_POPULATIONS, populations, "population", routes_population, "area_id", "year"),
    TABLE(ROUTES_PLACES, places, "place", routes_place, "place_id"),
    TABLE(ROUTES_CROSSINGS, crossings, "crossing", routes_crossing, "crossing_id"),
    TABLE(ROUTES_LINKS, links, "link", routes_link, "link_id"),
    TABLE(ROUTES_LANES, lanes, "lane", routes_lane, "lane_id"),
    TABLE(ROUTES_LEGS, legs, "leg", routes_leg, "lane_id", "leg_no"),
    TABLE(ROUTES_OBSERVATIONS, observations, "observation", routes_observation, "observation_id"),
    TABLE(ROUTES_SERVICES, services, "service", routes_service, "service_id"),
    TABLE(ROUTES_OVERRIDES, overrides, "override", routes_override, "table", "row_id",
          "requirement"),
    TABLE(ROUTES_WATERS, waters, "water", routes_water, "water_id"),
};
