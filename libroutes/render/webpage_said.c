/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "render/webpage_said.h"

#include <string.h>

#include "render/webpage_text.h"
#include "render/words.h"

static bool is(const char *text, const char *word)
{
    return text && strcmp(text, word) == 0;
}

static bool begins(const char *text, const char *word)
{
    return text && strncmp(text, word, strlen(word)) == 0;
}

static const char *at(const routes_layer *layer, const char *column, size_t row)
{
    return routes_table_text_at(routes_layer_table(layer), column, row);
}

static bool has(const routes_layer *layer, const char *column)
{
    return routes_table_find(routes_layer_table(layer), column) != SIZE_MAX;
}

size_t routes_i_webpage_class(const routes_layer *layer, size_t row)
{
    const routes_style *style = routes_layer_style(layer);
    const char *value = style->column ? at(layer, style->column, row) : NULL;
    size_t rest = SIZE_MAX;
    for (size_t i = 0; i < style->count; i++) {
        if (!style->classes[i].value)
            rest = i;
        else if (is(value, style->classes[i].value))
            return i;
    }
    return rest;
}

static void join(routes_i_text *to, const char *separator, const char *text)
{
    if (!text || !*text)
        return;
    if (to->size)
        routes_i_text_add(to, separator);
    routes_i_webpage_words(to, text);
}

static void add_lane(routes_i_text *to, const routes_layer *layer, size_t row)
{
    const char *id = at(layer, "lane_id", row), *from = at(layer, "from", row);
    const char *until = at(layer, "to", row), *via = at(layer, "via", row);
    routes_i_webpage_words(to, id);
    if (!from || !until)
        return;
    routes_i_text_add(to, id ? ": " : "");
    routes_i_webpage_words(to, from);
    routes_i_text_add(to, is(at(layer, "bidirectional", row), "yes") ? " ↔ " : " → ");
    routes_i_webpage_words(to, until);
    if (via) {
        routes_i_text_add(to, " via ");
        routes_i_webpage_words(to, via);
    }
}

/* A link: "Neak Loeung – Svay Rieng". */
static void add_pair(routes_i_text *to, const char *a, const char *b)
{
    routes_i_webpage_words(to, a);
    routes_i_text_add(to, a && b ? " – " : "");
    routes_i_webpage_words(to, b);
}

void routes_i_webpage_title(routes_i_text *to, const routes_layer *layer, size_t row)
{
    const routes_table *table = routes_layer_table(layer);
    const char *label = routes_layer_style(layer)->label_column;
    const char *name = label ? at(layer, label, row) : NULL;
    if (has(layer, "lane_id"))
        add_lane(to, layer, row);
    else if (at(layer, "name", row))
        routes_i_webpage_words(to, at(layer, "name", row));
    else if (at(layer, "place", row))
        routes_i_webpage_words(to, at(layer, "place", row));
    else if (at(layer, "from", row) && at(layer, "to", row))
        add_pair(to, at(layer, "from", row), at(layer, "to", row));
    else if (at(layer, "name_a", row) && at(layer, "name_b", row))
        add_pair(to, at(layer, "name_a", row), at(layer, "name_b", row));
    else if (name)
        routes_i_webpage_words(to, name);
    else
        routes_i_webpage_value(to, table, 0, row);
}

/* Whom the number counts: "women and children", or persons. */
static void add_counted(routes_i_text *to, const routes_layer *layer, size_t row)
{
    const char *population = at(layer, "population", row);
    routes_i_webpage_words(to, population && !is(population, "all") ? population : "persons");
}

/* What stands behind a number: " children a month"; " % of all children sold". */
static void add_unit(routes_i_text *to, const routes_layer *layer, const char *unit, size_t row)
{
    const char *denominator = at(layer, "denominator", row);
    if (begins(unit, "percent")) {
        routes_i_text_add(to, " % of ");
        if (denominator)
            routes_i_webpage_words(to, denominator);
        else if (is(unit, "percent_of_group") && at(layer, "population", row))
            add_counted(to, layer, row);
        else
            routes_i_text_add(to, "a whole that is not stated");
        return;
    }
    routes_i_text_add(to, " ");
    if (begins(unit, "persons")) {
        add_counted(to, layer, row);
        routes_i_text_add(to, is(unit, "persons_per_year")    ? " a year"
                              : is(unit, "persons_per_month") ? " a month"
                              : is(unit, "persons_total")     ? " in all"
                                                              : "");
    } else if (is(unit, "USD_per_year"))
        routes_i_text_add(to, "US dollars a year");
    else
        routes_i_webpage_words(to, unit);
}

/* The number of a row with its unit; whether there is one. */
static bool add_figure(routes_i_text *to, const routes_layer *layer, const char *value,
                       const char *unit, size_t row)
{
    const routes_table *table = routes_layer_table(layer);
    size_t column = routes_table_find(table, value);
    const routes_range *ranges = routes_table_ranges(table, column);
    if (!ranges || routes_table_status(table, column)[row] != ROUTES_VALUE_OK)
        return false;
    routes_i_words_range(to, ranges[row]);
    add_unit(to, layer, at(layer, unit, row), row);
    return true;
}

static void add_no_figure(routes_i_text *to, const routes_layer *layer, size_t row)
{
    const routes_table *table = routes_layer_table(layer);
    size_t column = routes_table_find(table, "volume");
    const char *population = at(layer, "population", row);
    bool held = column != SIZE_MAX && routes_table_status(table, column)[row] != ROUTES_VALUE_OK &&
                routes_table_status(table, column)[row] != ROUTES_VALUE_NOT_STATED;
    if (held) {
        routes_i_text_add(to, "figure: ");
        routes_i_webpage_value(to, table, column, row);
    } else
        routes_i_text_add(to, is(at(layer, "basis", row), "case") ? "one documented case"
                                                                  : "named, no figure");
    if (population) {
        routes_i_text_add(to, "; ");
        routes_i_webpage_words(to, population);
    }
}

static void add_lane_said(routes_i_text *to, const routes_layer *layer, size_t row)
{
    const char *both = at(layer, "bidirectional", row), *crime = at(layer, "crime", row);
    if (!add_figure(to, layer, "volume", "volume_unit", row))
        add_no_figure(to, layer, row);
    if (is(at(layer, "basis", row), "estimated"))
        routes_i_text_add(to, "; estimated");
    if (is(both, "yes"))
        routes_i_text_add(to, "; both ways");
    if (is(both, "mostly_forward"))
        routes_i_text_add(to, "; both ways, mostly outward");
    if (is(crime, "smuggling"))
        routes_i_text_add(to, "; smuggling of migrants, not trafficking");
    if (is(crime, "mixed"))
        routes_i_text_add(to, "; mixed movement, not trafficking alone");
}

void routes_i_webpage_said(routes_i_text *to, const routes_layer *layer, size_t row)
{
    size_t in = routes_i_webpage_class(layer, row);
    const routes_style *style = routes_layer_style(layer);
    if (has(layer, "volume") && has(layer, "basis"))
        add_lane_said(to, layer, row);
    else if (has(layer, "quantity") && has(layer, "value")) {
        routes_i_webpage_words(to, at(layer, "quantity", row));
        routes_i_text_add(to, ": ");
        if (!add_figure(to, layer, "value", "value_unit", row))
            routes_i_webpage_value(to, routes_layer_table(layer),
                                   routes_table_find(routes_layer_table(layer), "value"), row);
    } else if (style->column && in != SIZE_MAX)
        routes_i_text_add(to, style->classes[in].label);
}

void routes_i_webpage_source(routes_i_text *to, const routes_layer *layer, size_t row)
{
    const char *source = at(layer, "source_id", row);
    routes_i_text line = {0};
    join(&line, ", ", at(layer, "attributed_to", row));
    join(&line, ", in ", source);
    join(&line, ", ", at(layer, "section", row));
    to->failed = to->failed || line.failed;
    routes_i_text_add(to, routes_i_text_get(&line));
    routes_i_text_free(&line);
}
