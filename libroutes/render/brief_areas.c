/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is said of provinces: what lanes name them for, and stated figures. */

#include <string.h>

#include "render/brief_parts.h"
#include "render/words.h"

/* Names of the rows of a class, in one item. */
static void add_class(routes_i_document *document, const routes_table *table, const char *wanted,
                      const char *words)
{
    routes_i_text text = {0};
    size_t count = 0;
    for (size_t row = 0; row < routes_table_rows(table); row++) {
        const char *name = routes_table_text_at(table, "name", row);
        if (!name || !routes_i_same(routes_table_text_at(table, "class", row), wanted))
            continue;
        routes_i_text_add(&text, count++ ? ", " : words);
        routes_i_text_add(&text, name);
    }
    document->failed = document->failed || text.failed;
    routes_i_document_add(document, ROUTES_I_PART_ITEM, routes_i_text_get(&text));
    routes_i_text_free(&text);
}

void routes_i_brief_provinces(routes_i_document *document, const routes_table *hotspots)
{
    if (!hotspots)
        return;
    routes_i_document_add(document, ROUTES_I_PART_HEADING, "Provinces that lanes name");
    add_class(document, hotspots, "named as origin and destination", "Origin and destination: ");
    add_class(document, hotspots, "named as origin", "Origin: ");
    add_class(document, hotspots, "named as destination", "Destination: ");
    add_class(document, hotspots, "named as passed through", "Passed on the way: ");
    add_class(document, hotspots, "not named", "Not named by any lane: ");
    routes_i_document_add(
        document, ROUTES_I_PART_PARAGRAPH,
        "Not named means that nothing is known, not that nothing happens. Too few "
        "provinces have figures for a test of hotspots: none is claimed.");
}

static void value_words(routes_i_text *to, const routes_table *table, size_t row)
{
    size_t column = routes_table_find(table, "value");
    const routes_range *ranges = routes_table_ranges(table, column);
    const uint8_t *status = routes_table_status(table, column);
    if (!ranges || status[row] != ROUTES_VALUE_OK) {
        routes_i_text_add(to, status ? routes_value_status_text((routes_value_status)status[row])
                                     : "not stated");
        return;
    }
    routes_i_words_range(to, ranges[row]);
    routes_i_text_add(to, " ");
    const char *unit = routes_table_text_at(table, "value_unit", row);
    if (routes_i_same(unit, "percent_of_group") || routes_i_same(unit, "percent_of_total"))
        routes_i_text_add(to, "%");
    else if (unit)
        routes_i_words_list(to, unit, ", ");
}

static void add_estimate(routes_i_document *document, const routes_table *table, size_t row)
{
    routes_i_text quantity = {0}, value = {0}, period = {0};
    char start[16] = "";
    const int32_t *starts = routes_table_dates(table, routes_table_find(table, "period_start"));
    const char *words = routes_table_text_at(table, "quantity", row);
    routes_i_words_list(&quantity, words ? words : "", ", ");
    value_words(&value, table, row);
    if (starts)
        routes_i_date_text(start, starts[row]);
    routes_i_text_bytes(&period, start, strlen(start) < 4 ? strlen(start) : 4);
    const char *named = routes_table_text_at(table, "attributed_to", row);
    const char *cells[] = {routes_table_text_at(table, "place", row), routes_i_text_get(&quantity),
                           routes_i_text_get(&value), routes_i_text_get(&period),
                           named ? named : "report"};
    document->failed = document->failed || quantity.failed || value.failed || period.failed;
    routes_i_document_row(document, ROUTES_I_PART_ROW, cells, 5);
    routes_i_text_free(&quantity);
    routes_i_text_free(&value);
    routes_i_text_free(&period);
}

void routes_i_brief_estimates(routes_i_document *document, const routes_table *estimates)
{
    static const char *const head[] = {"Where", "What", "As stated", "Year", "Source named"};
    if (!estimates || routes_table_rows(estimates) == 0)
        return;
    routes_i_document_add(document, ROUTES_I_PART_HEADING, "Figures as stated");
    routes_i_document_row(document, ROUTES_I_PART_HEAD, head, 5);
    for (size_t row = 0; row < routes_table_rows(estimates); row++)
        add_estimate(document, estimates, row);
}
