/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli.h"

#include <stdlib.h>
#include <string.h>

/* A cell for the eye: short numbers, '-' for what is not there. */
static void cell(char *to, size_t size, const routes_table *table, size_t column, size_t row)
{
    const routes_range *range;
    routes_value_status status = (routes_value_status)routes_table_status(table, column)[row];
    if (status != ROUTES_VALUE_OK) {
        snprintf(to, size, "%s",
                 status == ROUTES_VALUE_NOT_STATED ? "-" : routes_value_status_text(status));
        return;
    }
    switch (routes_table_column(table, column)->type) {
    case ROUTES_COLUMN_INTEGER:
        snprintf(to, size, "%lld", (long long)routes_table_integers(table, column)[row]);
        break;
    case ROUTES_COLUMN_NUMBER:
        snprintf(to, size, "%.6g", routes_table_numbers(table, column)[row]);
        break;
    case ROUTES_COLUMN_TEXT:
        snprintf(to, size, "%s", routes_table_texts(table, column)[row]);
        break;
    case ROUTES_COLUMN_BOOLEAN:
        snprintf(to, size, "%s", routes_table_booleans(table, column)[row] ? "yes" : "no");
        break;
    case ROUTES_COLUMN_RANGE:
        range = &routes_table_ranges(table, column)[row];
        if (range->kind == ROUTES_RANGE_SINGLE)
            snprintf(to, size, "%.6g", range->moderate);
        else if (range->kind == ROUTES_RANGE_LOWER_BOUND)
            snprintf(to, size, "over %.6g", range->low);
        else
            snprintf(to, size, "%.6g-%.6g", range->low, range->high);
        break;
    case ROUTES_COLUMN_DATE:
        routes_date_text(to, routes_table_dates(table, column)[row]);
        break;
    case ROUTES_COLUMN_GEOMETRY:
        snprintf(to, size, "...");
        break;
    }
}

/* Columns of characters, not bytes: continuation bytes take no room. */
static size_t width(const char *text)
{
    size_t count = 0;
    for (; *text; text++)
        count += ((unsigned char)*text & 0xC0) != 0x80;
    return count;
}

static void pad(const char *text, size_t to, int last)
{
    fputs(text, stdout);
    for (size_t i = width(text); !last && i < to; i++)
        putchar(' ');
}

static int print_text(const routes_table *table)
{
    enum { CELL = 512 };
    size_t columns = routes_table_columns(table), rows = routes_table_rows(table);
    size_t *widths = calloc(columns, sizeof *widths);
    char text[CELL];
    if (!widths)
        return cli_complain(CLI_ENVIRONMENT, "no memory to print %zu columns", columns);
    for (size_t c = 0; c < columns; c++) {
        widths[c] = width(routes_table_column(table, c)->name);
        for (size_t r = 0; r < rows; r++) {
            cell(text, sizeof text, table, c, r);
            if (width(text) > widths[c])
                widths[c] = width(text);
        }
    }
    for (size_t r = 0; r <= rows; r++) {
        for (size_t c = 0; c < columns; c++) {
            if (routes_table_column(table, c)->type == ROUTES_COLUMN_GEOMETRY)
                continue;
            if (r)
                cell(text, sizeof text, table, c, r - 1);
            pad(r ? text : routes_table_column(table, c)->name, widths[c] + 2, c + 1 == columns);
        }
        putchar('\n');
    }
    free(widths);
    return CLI_DONE;
}

static int print_json(const struct cli_call *call, const routes_table *table)
{
    char *json = NULL;
    routes_error err;
    routes_status status = routes_table_json(&json, table, &err);
    if (status)
        return cli_fail(call, status, &err);
    fputs(json, stdout);
    routes_text_free(json);
    return CLI_DONE;
}

int cli_print(const struct cli_call *call, const routes_table *table)
{
    const char *out = cli_value(call, "out");
    int exit = out ? cli_write_out(call, table, out) : CLI_DONE;
    if (exit || (out && !cli_value(call, "json")))
        return exit;
    exit = cli_value(call, "json") ? print_json(call, table) : print_text(table);
    if (fflush(stdout) || ferror(stdout))
        return cli_complain(CLI_ENVIRONMENT, "standard output could not be written");
    return exit;
}
