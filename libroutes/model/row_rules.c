/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/row_rules.h"

#include <math.h>
#include <string.h>

#include "model/resolved.h"

/* What a rule looks at. */
struct rule {
    routes_i_site *site;
    const routes_i_schema *schema;
    const void *row;
    const bool *bad;
};

/* Whether a field could be read. */
static bool readable(const struct rule *rule, const char *name)
{
    const routes_i_field *field = routes_i_schema_find(rule->schema, name);
    return field && !(rule->bad && rule->bad[field - rule->schema->fields]);
}

static void fault(const struct rule *rule, const char *field, const char *value, const char *remedy,
                  const char *message)
{
    routes_i_site_fault(rule->site, ROUTES_SEVERITY_ERROR, field, value, remedy, "%s", message);
}

bool routes_i_unit_fits(routes_measure measure, routes_unit unit)
{
    switch (measure) {
    case ROUTES_MEASURE_STOCK:
        return unit == ROUTES_UNIT_PERSONS;
    case ROUTES_MEASURE_FLOW:
        return unit == ROUTES_UNIT_PERSONS_PER_YEAR || unit == ROUTES_UNIT_PERSONS_PER_MONTH;
    case ROUTES_MEASURE_CUMULATIVE:
        return unit == ROUTES_UNIT_PERSONS_TOTAL;
    case ROUTES_MEASURE_SHARE:
    case ROUTES_MEASURE_RATIO:
        return unit == ROUTES_UNIT_PERCENT_OF_TOTAL || unit == ROUTES_UNIT_PERCENT_OF_GROUP;
    case ROUTES_MEASURE_COUNT:
        return unit == ROUTES_UNIT_EVENTS || unit == ROUTES_UNIT_PERSONS;
    case ROUTES_MEASURE_VALUATION:
        return unit == ROUTES_UNIT_USD_PER_YEAR;
    case ROUTES_MEASURE_NOT_STATED:
        break;
    }
    return true;
}

static const char *units_of(routes_measure measure)
{
    switch (measure) {
    case ROUTES_MEASURE_STOCK:
        return "a stock is counted in persons";
    case ROUTES_MEASURE_FLOW:
        return "a flow is counted in persons_per_year or persons_per_month";
    case ROUTES_MEASURE_CUMULATIVE:
        return "a cumulative figure is counted in persons_total";
    case ROUTES_MEASURE_SHARE:
    case ROUTES_MEASURE_RATIO:
        return "it is counted in percent_of_total or percent_of_group";
    case ROUTES_MEASURE_COUNT:
        return "a count is of events or persons";
    case ROUTES_MEASURE_VALUATION:
        return "a valuation is counted in USD_per_year";
    case ROUTES_MEASURE_NOT_STATED:
        break;
    }
    return NULL;
}

static void check_measure(const struct rule *rule, const routes_quantity *quantity)
{
    const char *remedy = "a number needs its measure and its unit";
    bool numbers = !isnan(quantity->range.low) || !isnan(quantity->range.moderate) ||
                   !isnan(quantity->range.high);
    bool measured = readable(rule, "measure"), counted = readable(rule, "unit");
    const routes_i_field *measure = routes_i_schema_find(rule->schema, "measure");
    if (numbers && !measure->required && measured && !quantity->measure)
        fault(rule, "measure", NULL, remedy, "is empty beside a number");
    if (numbers && !measure->required && counted && !quantity->unit)
        fault(rule, "unit", NULL, remedy, "is empty beside a number");
    const char *unit = routes_unit_text(quantity->unit);
    const char *word = routes_measure_text(quantity->measure);
    if (measured && counted && quantity->measure && quantity->unit && unit && word &&
        !routes_i_unit_fits(quantity->measure, quantity->unit))
        routes_i_site_fault(rule->site, ROUTES_SEVERITY_ERROR, "unit", unit,
                            units_of(quantity->measure), "unit %s does not fit measure %s", unit,
                            word);
}

static bool countable(double value)
{
    return isnan(value) || (isfinite(value) && value >= 0.0);
}

static void check_range(const struct rule *rule, const routes_quantity *quantity)
{
    const routes_range *range = &quantity->range;
    bool apart = countable(range->low) && countable(range->moderate) && countable(range->high) &&
                 routes_range_kind_text(range->kind);
    if (!apart || !readable(rule, "low") || !readable(rule, "moderate") ||
        !readable(rule, "high") || !readable(rule, "range_kind"))
        return;
    routes_error why;
    if (routes_range_check(*range, &why))
        fault(rule, range->kind == ROUTES_RANGE_NOT_STATED ? "range_kind" : "low", NULL,
              "low alone is lower_bound, moderate alone single, low and high source_spread, "
              "interval95 or bounds",
              why.message);
    bool percent = quantity->unit == ROUTES_UNIT_PERCENT_OF_TOTAL ||
                   quantity->unit == ROUTES_UNIT_PERCENT_OF_GROUP;
    double most = fmax(fmax(range->low, range->moderate), range->high);
    if (percent && most > 100.0)
        routes_i_site_fault(rule->site, ROUTES_SEVERITY_ERROR, "unit", NULL, NULL,
                            "%.15g is above 100 per cent", most);
}

static void check_quantity(const struct rule *rule, const routes_quantity *quantity)
{
    check_measure(rule, quantity);
    check_range(rule, quantity);
}

static void check_dates(const struct rule *rule, const char *first, int32_t start,
                        const char *second, int32_t end)
{
    if (start == ROUTES_NO_DATE || end == ROUTES_NO_DATE || start <= end)
        return;
    char from[16], to[16];
    routes_i_date_text(from, start);
    routes_i_date_text(to, end);
    routes_i_site_fault(rule->site, ROUTES_SEVERITY_ERROR, first, from, NULL,
                        "%s %s is after %s %s", first, from, second, to);
}

static void check_position(const struct rule *rule, double lon, double lat)
{
    if (fabs(lat) > 90.0 && fabs(lat) <= 180.0 && fabs(lon) <= 90.0)
        fault(rule, "lat", NULL, "longitude first, then latitude, in degrees",
              "lon and lat look swapped");
}

static void check_country(const struct rule *rule, const char *field, const char *code)
{
    char shown[ROUTES_I_SHOWN_SIZE];
    if (!code || routes_i_country_valid(code))
        return;
    routes_i_site_show(shown, code);
    routes_i_site_fault(rule->site, ROUTES_SEVERITY_ERROR, field, code,
                        "two capital letters, such as KH", "%s is no ISO 3166 alpha-2 code", shown);
}

/* A chance with its range: both ends or none, in order. */
static void check_chance(const struct rule *rule, const char *field, double low, double middle,
                         double high)
{
    if (isnan(low) != isnan(high))
        routes_i_site_fault(rule->site, ROUTES_SEVERITY_ERROR, field, NULL, NULL,
                            "%s has one end of a range, must have both or none", field);
    else if (low > high || low > middle || middle > high)
        routes_i_site_fault(rule->site, ROUTES_SEVERITY_ERROR, field, NULL, NULL,
                            "%s is not in order: low %.15g, value %.15g, high %.15g", field, low,
                            middle, high);
}

static void area(const struct rule *rule, const routes_area *row)
{
    bool known = row->level == ROUTES_LEVEL_COUNTRY || row->level == ROUTES_LEVEL_PROVINCE ||
                 row->level == ROUTES_LEVEL_DISTRICT || row->level == ROUTES_LEVEL_NOT_STATED;
    const char *level = routes_codes_text(ROUTES_CODES_LEVEL, (int)row->level);
    if (!known && level)
        fault(rule, "level", level, "country, province or district",
              "an area is a country, province or district");
    if (isnan(row->rep_lon) != isnan(row->rep_lat))
        fault(rule, "rep_lon", NULL, "both or none", "one of rep_lon and rep_lat is empty");
    check_position(rule, row->rep_lon, row->rep_lat);
    check_country(rule, "country", row->country);
    if (row->level == ROUTES_LEVEL_COUNTRY)
        check_country(rule, "iso", row->iso);
    check_dates(rule, "valid_from", row->valid_from, "valid_to", row->valid_to);
}

static void place(const struct rule *rule, const routes_place *row)
{
    check_position(rule, row->lon, row->lat);
    check_country(rule, "country", row->country);
}

static void crossing(const struct rule *rule, const routes_crossing *row)
{
    check_position(rule, row->lon, row->lat);
    check_country(rule, "country_a", row->country_a);
    check_country(rule, "country_b", row->country_b);
    if (row->country_a && row->country_b && strcmp(row->country_a, row->country_b) == 0)
        fault(rule, "country_b", row->country_b, "the country on the other side",
              "country_a and country_b are the same");
    check_chance(rule, "reliability", row->reliability_low, row->reliability,
                 row->reliability_high);
    check_chance(rule, "reliability_watched", row->reliability_watched_low,
                 row->reliability_watched, row->reliability_watched_high);
    if (row->opened && row->closed) {
        size_t common =
            strlen(row->opened) < strlen(row->closed) ? strlen(row->opened) : strlen(row->closed);
        if (strncmp(row->opened, row->closed, common) > 0)
            fault(rule, "closed", row->closed, NULL, "closed is before opened");
    }
}

static void link(const struct rule *rule, const routes_link *row)
{
    if (row->from && row->to && strcmp(row->from, row->to) == 0)
        fault(rule, "to", row->to, "two nodes", "from and to are the same node");
    check_chance(rule, "reliability", row->reliability_low, row->reliability,
                 row->reliability_high);
    check_chance(rule, "reliability_watched", row->reliability_watched_low,
                 row->reliability_watched, row->reliability_watched_high);
    check_dates(rule, "open_from", row->open_from, "open_to", row->open_to);
}

static void lane(const struct rule *rule, const routes_lane *row)
{
    check_dates(rule, "period_start", row->period_start, "period_end", row->period_end);
    check_quantity(rule, &row->volume);
}

static void observation(const struct rule *rule, const routes_observation *row)
{
    if (!row->area_id && !row->place_id && readable(rule, "area_id") && readable(rule, "place_id"))
        fault(rule, "area_id", NULL, "the area or the place that was observed",
              "area_id and place_id are both empty");
    check_dates(rule, "period_start", row->period_start, "period_end", row->period_end);
    check_quantity(rule, &row->value);
}

static void service(const struct rule *rule, const routes_service *row)
{
    if (row->capacity_low > row->capacity_high)
        routes_i_site_fault(rule->site, ROUTES_SEVERITY_ERROR, "capacity_low", NULL, NULL,
                            "capacity_low %.15g is above capacity_high %.15g", row->capacity_low,
                            row->capacity_high);
}

static bool is_one_of(const char *const *list, const char *word)
{
    for (; *list; list++)
        if (strcmp(*list, word) == 0)
            return true;
    return false;
}

/* S40: what may pass by a recorded override, and what never. */
static void override(const struct rule *rule, const routes_override *row)
{
    static const char *const allowed[] = {"S04", "S17", "S19", "S29", NULL};
    static const char *const never[] = {"S01", "S02", "S18", "S20", "S21", NULL};
    char shown[ROUTES_I_SHOWN_SIZE];
    if (row->table && routes_i_schema_entity(row->table) == ROUTES_ENTITIES) {
        routes_i_site_show(shown, row->table);
        routes_i_site_fault(rule->site, ROUTES_SEVERITY_ERROR, "table", row->table,
                            "a table of the package, such as lanes", "there is no table %s", shown);
    }
    if (!row->requirement || is_one_of(allowed, row->requirement))
        return;
    routes_i_site_show(shown, row->requirement);
    routes_i_site_fault(
        rule->site, ROUTES_SEVERITY_ERROR, "requirement", row->requirement, "S04, S17, S19 or S29",
        is_one_of(never, row->requirement) ? "%s is never overridden" : "%s cannot be overridden",
        shown);
}

void routes_i_row_rules(routes_i_site *site, const routes_i_schema *schema, const void *row,
                        const bool *bad)
{
    const struct rule rule = {site, schema, row, bad};
    switch (schema->entity) {
    case ROUTES_AREAS:
        area(&rule, row);
        break;
    case ROUTES_PLACES:
        place(&rule, row);
        break;
    case ROUTES_CROSSINGS:
        crossing(&rule, row);
        break;
    case ROUTES_LINKS:
        link(&rule, row);
        break;
    case ROUTES_LANES:
        lane(&rule, row);
        break;
    case ROUTES_OBSERVATIONS:
        observation(&rule, row);
        break;
    case ROUTES_SERVICES:
        service(&rule, row);
        break;
    case ROUTES_OVERRIDES:
        override(&rule, row);
        break;
    case ROUTES_SOURCES:
    case ROUTES_GROUPS:
    case ROUTES_ALIASES:
    case ROUTES_POPULATIONS:
    case ROUTES_LEGS:
    case ROUTES_WATERS:
    case ROUTES_ENTITIES:
        break;
    }
}
