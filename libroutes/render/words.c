/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "render/words.h"

#include <math.h>
#include <string.h>

void routes_i_words_number(routes_i_text *to, double value)
{
    char digits[ROUTES_I_NUMBER_SIZE];
    /* Six digits, or all of a whole number: no figure is made rounder than it was stated. */
    bool whole = fabs(value) < 1e15 && floor(value) == value;
    routes_i_number_text(digits, value, whole ? 15 : 6);
    size_t sign = digits[0] == '-' ? 1 : 0;
    size_t size = strspn(digits + sign, "0123456789");
    if (strchr(digits, 'e')) {
        routes_i_text_add(to, digits);
        return;
    }
    routes_i_text_bytes(to, digits, sign);
    for (size_t i = 0; i < size; i++) {
        if (i > 0 && (size - i) % 3 == 0)
            routes_i_text_add(to, ",");
        routes_i_text_bytes(to, digits + sign + i, 1);
    }
    routes_i_text_add(to, digits + sign + size);
}

void routes_i_words_range(routes_i_text *to, routes_range range)
{
    switch (range.kind) {
    case ROUTES_RANGE_NOT_STATED:
        break;
    case ROUTES_RANGE_SINGLE:
        routes_i_words_number(to, range.moderate);
        break;
    case ROUTES_RANGE_LOWER_BOUND:
        routes_i_text_add(to, "over ");
        routes_i_words_number(to, range.low);
        break;
    default:
        routes_i_words_number(to, range.low);
        routes_i_text_add(to, "–");
        routes_i_words_number(to, range.high);
        if (!isnan(range.moderate)) {
            routes_i_text_add(to, " (middle ");
            routes_i_words_number(to, range.moderate);
            routes_i_text_add(to, ")");
        }
        break;
    }
}

static bool is_percent(const char *unit)
{
    return unit && strncmp(unit, "percent", 7) == 0;
}

void routes_i_words_amount(routes_i_text *to, const routes_i_lane *lane)
{
    if (!lane->has_volume)
        return;
    routes_i_words_range(to, lane->volume);
    if (is_percent(lane->unit))
        routes_i_text_add(to, " %");
}

void routes_i_words_list(routes_i_text *to, const char *list, const char *between)
{
    for (; list && *list; list++) {
        if (*list == '|')
            routes_i_text_add(to, between);
        else if (*list == '_')
            routes_i_text_add(to, " ");
        else
            routes_i_text_bytes(to, list, 1);
    }
}

static void population(routes_i_text *to, const routes_i_lane *lane)
{
    if (lane->population)
        routes_i_words_list(to, lane->population, ", ");
    else
        routes_i_text_add(to, "persons");
}

void routes_i_words_unit(routes_i_text *to, const routes_i_lane *lane)
{
    const char *unit = lane->unit ? lane->unit : "";
    if (strcmp(unit, "percent_of_total") == 0) {
        routes_i_text_add(to, "of ");
        routes_i_text_add(to, lane->denominator ? lane->denominator : "one total");
        return;
    }
    if (strcmp(unit, "percent_of_group") == 0) {
        routes_i_text_add(to, "of ");
        if (lane->denominator)
            routes_i_text_add(to, lane->denominator);
        else
            population(to, lane);
        return;
    }
    population(to, lane);
    if (strcmp(unit, "persons_per_year") == 0)
        routes_i_text_add(to, " a year");
    else if (strcmp(unit, "persons_per_month") == 0)
        routes_i_text_add(to, " a month");
    else if (strcmp(unit, "persons_total") == 0)
        routes_i_text_add(to, " in all");
}

void routes_i_words_years(routes_i_text *to, const routes_i_lane *lane, const char *period)
{
    routes_i_text years = {0};
    if (!lane->year_first)
        return;
    routes_i_text_print(&years, "%d", lane->year_first);
    if (lane->year_last && lane->year_last != lane->year_first)
        routes_i_text_print(&years, "–%d", lane->year_last);
    if (!routes_i_same(routes_i_text_get(&years), period))
        routes_i_text_add(to, routes_i_text_get(&years));
    to->failed = to->failed || years.failed;
    routes_i_text_free(&years);
}

static void semicolon(routes_i_text *to)
{
    if (to->size > 0)
        routes_i_text_add(to, "; ");
}

static void add_years(routes_i_text *to, const routes_i_lane *lane, const char *period,
                      const char *before)
{
    routes_i_text years = {0};
    routes_i_words_years(&years, lane, period);
    if (years.size > 0) {
        routes_i_text_add(to, before);
        routes_i_text_add(to, routes_i_text_get(&years));
    }
    to->failed = to->failed || years.failed;
    routes_i_text_free(&years);
}

void routes_i_words_span(routes_i_text *to, const routes_i_lane *lane, const char *period)
{
    add_years(to, lane, period, ", ");
}

/* "in all" says over which years of itself. */
static bool says_years(const routes_i_lane *lane)
{
    return lane->has_volume && routes_i_same(lane->unit, "persons_total");
}

void routes_i_words_figure(routes_i_text *to, const routes_i_lane *lane, const char *period)
{
    bool one_case = routes_i_same(lane->basis, "case");
    if (lane->has_volume) {
        routes_i_words_amount(to, lane);
        routes_i_text_add(to, " ");
        routes_i_words_unit(to, lane);
    } else if (one_case)
        routes_i_text_add(to, "one documented case");
    else {
        routes_i_text_add(to, "named, no figure");
        if (lane->population) {
            semicolon(to);
            population(to, lane);
        }
    }
    add_years(to, lane, period, says_years(lane) ? ", " : "; ");
    if (routes_i_same(lane->basis, "estimated"))
        routes_i_text_add(to, "; estimated");
    if (routes_i_same(lane->bidirectional, "yes"))
        routes_i_text_add(to, "; both ways");
    if (routes_i_same(lane->bidirectional, "mostly_forward"))
        routes_i_text_add(to, "; both ways, mostly outward");
    if (lane->mode) {
        routes_i_text_add(to, "; by ");
        routes_i_words_list(to, lane->mode, ", ");
    }
    if (routes_i_same(lane->crime, "smuggling"))
        routes_i_text_add(to, "; smuggling of migrants, not trafficking");
    if (routes_i_same(lane->crime, "mixed"))
        routes_i_text_add(to, "; mixed movement");
}

static void names(routes_i_text *to, const routes_i_ends *ends)
{
    for (size_t i = 0; i < ends->count; i++) {
        routes_i_text_add(to, i > 0 ? ", " : "");
        routes_i_text_add(to, ends->items[i].name);
    }
}

void routes_i_words_ends(routes_i_text *to, const routes_i_lane *lane)
{
    names(to, &lane->from);
    routes_i_text_add(to, routes_i_same(lane->bidirectional, "yes") ? " ↔ " : " → ");
    names(to, &lane->to);
    if (lane->via.count > 0) {
        routes_i_text_add(to, " via ");
        names(to, &lane->via);
    }
}

/* "Section 4 Domestic trafficking" is "§4"; what begins otherwise stays. */
static void section(routes_i_text *to, const char *text)
{
    static const char word[] = "Section ";
    if (strncmp(text, word, sizeof word - 1) != 0) {
        routes_i_text_add(to, text);
        return;
    }
    text += sizeof word - 1;
    routes_i_text_add(to, "§");
    routes_i_text_bytes(to, text, strcspn(text, " "));
}

void routes_i_words_source(routes_i_text *to, const routes_i_lane *lane)
{
    if (lane->attributed_to)
        routes_i_words_list(to, lane->attributed_to, ", ");
    else
        routes_i_text_add(to, "the source itself");
    if (lane->section) {
        routes_i_text_add(to, ", ");
        section(to, lane->section);
    }
}
