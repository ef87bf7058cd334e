/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "render/webpage_text.h"

#include <string.h>

#include "render/words.h"

/* What stands for a byte in HTML; null where the byte may stand itself. */
static const char *in_html(unsigned char byte)
{
    switch (byte) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    case 0x7F:
        return " ";
    default:
        return byte < 0x20 ? " " : NULL;
    }
}

void routes_i_webpage_html(routes_i_text *to, const char *text)
{
    for (const char *from = text; text && *text; from = text) {
        while (*text && !in_html((unsigned char)*text))
            text++;
        routes_i_text_bytes(to, from, (size_t)(text - from));
        if (*text)
            routes_i_text_add(to, in_html((unsigned char)*text++));
    }
}

/* The escape of what begins here, and how many bytes that is; null for a byte that may stand. */
static const char *in_script(const char *at, size_t *size)
{
    *size = 1;
    switch (*at) {
    case '<':
        return "\\u003c";
    case '>':
        return "\\u003e";
    case '&':
        return "\\u0026";
    default:
        break;
    }
    *size = 3;
    if (strncmp(at, "\xE2\x80\xA8", 3) == 0)
        return "\\u2028";
    return strncmp(at, "\xE2\x80\xA9", 3) == 0 ? "\\u2029" : NULL;
}

void routes_i_webpage_json(routes_i_text *to, const char *json)
{
    const char *from = json;
    for (; json && *json; json++) {
        size_t size = 0;
        const char *escape = in_script(json, &size);
        if (!escape)
            continue;
        routes_i_text_bytes(to, from, (size_t)(json - from));
        routes_i_text_add(to, escape);
        json += size - 1;
        from = json + 1;
    }
    routes_i_text_bytes(to, from, from ? (size_t)(json - from) : 0);
}

void routes_i_webpage_words(routes_i_text *to, const char *code)
{
    size_t size = code ? strlen(code) : 0;
    bool is_code = size == strspn(code ? code : "", "abcdefghijklmnopqrstuvwxyz0123456789_|");
    for (; code && *code; code++) {
        if (*code == '|')
            routes_i_text_add(to, ", ");
        else
            routes_i_text_bytes(to, is_code && *code == '_' ? " " : code, 1);
    }
}

static const char *why_empty(routes_value_status status)
{
    switch (status) {
    case ROUTES_VALUE_SUPPRESSED:
        return "not shown";
    case ROUTES_VALUE_NO_DATA:
        return "no data";
    case ROUTES_VALUE_MERGED:
        return "few or none";
    default:
        return "not stated";
    }
}

/* A year stands in a column of the unit "year" and takes no comma. */
static void add_integer(routes_i_text *to, const routes_column *head, int64_t value)
{
    if (head->unit && strcmp(head->unit, "year") == 0)
        routes_i_text_print(to, "%lld", (long long)value);
    else
        routes_i_words_number(to, (double)value);
}

void routes_i_webpage_value(routes_i_text *to, const routes_table *table, size_t column, size_t row)
{
    const routes_column *head = routes_table_column(table, column);
    routes_value_status status = (routes_value_status)routes_table_status(table, column)[row];
    if (status != ROUTES_VALUE_OK) {
        routes_i_text_add(to, why_empty(status));
        return;
    }
    switch (head->type) {
    case ROUTES_COLUMN_INTEGER:
        add_integer(to, head, routes_table_integers(table, column)[row]);
        break;
    case ROUTES_COLUMN_NUMBER:
        routes_i_words_number(to, routes_table_numbers(table, column)[row]);
        break;
    case ROUTES_COLUMN_TEXT:
        routes_i_webpage_words(to, routes_table_texts(table, column)[row]);
        break;
    case ROUTES_COLUMN_BOOLEAN:
        routes_i_text_add(to, routes_table_booleans(table, column)[row] ? "yes" : "no");
        break;
    case ROUTES_COLUMN_DATE: {
        char date[16];
        routes_i_date_text(date, routes_table_dates(table, column)[row]);
        routes_i_text_add(to, date);
        break;
    }
    case ROUTES_COLUMN_RANGE:
        routes_i_words_range(to, routes_table_ranges(table, column)[row]);
        break;
    case ROUTES_COLUMN_GEOMETRY:
        break;
    }
}
