/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "render/webpage_table.h"

#include <string.h>

#include "render/webpage_text.h"

#define WIDE 10 /* columns */

/* Whether a column is for programs: the page shows the same in words. */
static bool is_for_programs(const routes_column *head)
{
    static const char *const names[] = {"rep_lon", "rep_lat", "line_class"};
    size_t size = strlen(head->name);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i], head->name) == 0)
            return true;
    return head->type == ROUTES_COLUMN_GEOMETRY ||
           (size > 4 && strcmp(head->name + size - 4, "_ids") == 0);
}

static bool is_stated(const routes_table *table, size_t column)
{
    const uint8_t *status = routes_table_status(table, column);
    for (size_t row = 0; row < routes_table_rows(table); row++)
        if (status[row] != ROUTES_VALUE_NOT_STATED)
            return true;
    return routes_table_rows(table) == 0;
}

static bool is_shown(const routes_table *table, size_t column)
{
    return !is_for_programs(routes_table_column(table, column)) && is_stated(table, column);
}

/* "Lane id", "Shared m": the column's name as words. */
static void add_name(routes_i_text *to, const routes_column *head)
{
    char first[2] = {head->name[0], '\0'};
    if (first[0] >= 'a' && first[0] <= 'z')
        first[0] = (char)(first[0] - 'a' + 'A');
    routes_i_text_add(to, first);
    routes_i_webpage_words(to, head->name + 1);
}

static bool is_number(const routes_column *head)
{
    return head->type == ROUTES_COLUMN_INTEGER || head->type == ROUTES_COLUMN_NUMBER ||
           head->type == ROUTES_COLUMN_RANGE;
}

static void add_heads(routes_i_text *to, const routes_table *table)
{
    routes_i_text_add(to, "<thead><tr>");
    for (size_t i = 0; i < routes_table_columns(table); i++) {
        const routes_column *head = routes_table_column(table, i);
        if (!is_shown(table, i))
            continue;
        routes_i_text_add(to, is_number(head) ? "<th scope=\"col\" class=\"n\">"
                                              : "<th scope=\"col\">");
        add_name(to, head);
        if (head->unit && strcmp(head->unit, "year") != 0) {
            routes_i_text_add(to, " <small>");
            routes_i_webpage_html(to, head->unit);
            routes_i_text_add(to, "</small>");
        }
        routes_i_text_add(to, "</th>");
    }
    routes_i_text_add(to, "</tr></thead>\n");
}

/* The language of a name, by its first letter: a voice must know it. Null for the page's own. */
static const char *language(const char *text)
{
    static const struct {
        const char *first, *last, *code;
    } scripts[] = {
        {"\xE0\xB8\x80", "\xE0\xB9\xBF", "th"},
        {"\xE0\xBA\x80", "\xE0\xBB\xBF", "lo"},
        {"\xE1\x80\x80", "\xE1\x82\x9F", "my"},
        {"\xE1\x9E\x80", "\xE1\x9F\xBF", "km"},
    };
    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++)
        if (strlen(text) >= 3 && memcmp(text, scripts[i].first, 3) >= 0 &&
            memcmp(text, scripts[i].last, 3) <= 0)
            return scripts[i].code;
    return NULL;
}

static void add_cell(routes_i_text *to, const routes_table *table, size_t column, size_t row,
                     bool first)
{
    const routes_column *head = routes_table_column(table, column);
    bool stated = routes_table_status(table, column)[row] == ROUTES_VALUE_OK;
    routes_i_text value = {0};
    routes_i_webpage_value(&value, table, column, row);
    to->failed = to->failed || value.failed;
    const char *code = stated ? language(routes_i_text_get(&value)) : NULL;
    routes_i_text_add(to, first ? "<th scope=\"row\"" : "<td");
    if (!stated || is_number(head))
        routes_i_text_add(to, !stated ? " class=\"u\"" : " class=\"n\"");
    if (code)
        routes_i_text_print(to, " lang=\"%s\"", code);
    routes_i_text_add(to, ">");
    routes_i_webpage_html(to, routes_i_text_get(&value));
    routes_i_text_add(to, first ? "</th>" : "</td>");
    routes_i_text_free(&value);
}

static void add_rows(routes_i_text *to, const routes_table *table, size_t index)
{
    routes_i_text_add(to, "<tbody>\n");
    for (size_t row = 0; row < routes_table_rows(table); row++) {
        bool first = true;
        routes_i_text_print(to, "<tr id=\"t%zu-%zu\">", index, row);
        for (size_t i = 0; i < routes_table_columns(table); i++) {
            if (!is_shown(table, i))
                continue;
            add_cell(to, table, i, row, first);
            first = false;
        }
        routes_i_text_add(to, "</tr>\n");
    }
    routes_i_text_add(to, "</tbody>");
}

static void add_unstated(routes_i_text *to, const routes_table *table)
{
    const char *before = "<p>Not stated in any row: ";
    for (size_t i = 0; i < routes_table_columns(table); i++) {
        if (is_for_programs(routes_table_column(table, i)) || is_stated(table, i))
            continue;
        routes_i_text_add(to, before);
        routes_i_webpage_words(to, routes_table_column(table, i)->name);
        before = ", ";
    }
    routes_i_text_add(to, *before == ',' ? ".</p>\n" : "");
}

static void add_meanings(routes_i_text *to, const routes_table *table)
{
    routes_i_text_add(to, "<details><summary>What the columns mean</summary><dl>\n");
    for (size_t i = 0; i < routes_table_columns(table); i++) {
        const routes_column *head = routes_table_column(table, i);
        if (!is_shown(table, i) || !head->description)
            continue;
        routes_i_text_add(to, "<dt>");
        add_name(to, head);
        routes_i_text_add(to, "</dt><dd>");
        routes_i_webpage_html(to, head->description);
        routes_i_text_add(to, "</dd>\n");
    }
    routes_i_text_add(to, "</dl></details>\n");
}

/* Whether a table asks for the broad side of the paper. */
static bool is_wide(const routes_table *table)
{
    size_t shown = 0;
    for (size_t i = 0; i < routes_table_columns(table); i++)
        shown += is_shown(table, i);
    return shown > WIDE;
}

void routes_i_webpage_table(routes_i_text *to, const routes_layer *layer, size_t index)
{
    const routes_table *table = routes_layer_table(layer);
    size_t rows = routes_table_rows(table);
    routes_i_text_print(to, "<section id=\"t%zu\"%s>\n<h3 id=\"h%zu\">", index,
                        is_wide(table) ? " class=\"wide\"" : "", index);
    routes_i_webpage_html(to, routes_layer_title(layer));
    routes_i_text_print(to, " <small>%zu %s</small></h3>\n<p>", rows, rows == 1 ? "row" : "rows");
    routes_i_webpage_html(to, routes_layer_abstract(layer));
    routes_i_text_print(to,
                        "</p>\n<div class=\"scroll\" role=\"group\" tabindex=\"0\" "
                        "aria-labelledby=\"h%zu\"><table aria-labelledby=\"h%zu\">\n",
                        index, index);
    add_heads(to, table);
    add_rows(to, table, index);
    routes_i_text_add(to, "</table></div>\n");
    add_unstated(to, table);
    add_meanings(to, table);
    routes_i_text_add(to, "</section>\n");
}
