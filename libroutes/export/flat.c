/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "export/flat.h"

#include <math.h>
#include <stdio.h>

#include "core/memory.h"

static const char *const endings[] = {"", "_low", "_moderate", "_high", "_kind", "_status"};

static routes_i_flat_type type_of(routes_column_type type, routes_i_flat_part part)
{
    if (part == ROUTES_I_FLAT_KIND || part == ROUTES_I_FLAT_STATUS)
        return ROUTES_I_FLAT_TEXT;
    switch (type) {
    case ROUTES_COLUMN_INTEGER:
        return ROUTES_I_FLAT_INTEGER;
    case ROUTES_COLUMN_BOOLEAN:
        return ROUTES_I_FLAT_BOOLEAN;
    case ROUTES_COLUMN_DATE:
        return ROUTES_I_FLAT_DATE;
    case ROUTES_COLUMN_NUMBER:
    case ROUTES_COLUMN_RANGE:
        return ROUTES_I_FLAT_NUMBER;
    case ROUTES_COLUMN_TEXT:
    case ROUTES_COLUMN_GEOMETRY:
        break;
    }
    return ROUTES_I_FLAT_TEXT;
}

static void add(routes_i_flat *fields, size_t *count, const routes_table *table, size_t column,
                routes_i_flat_part part)
{
    const routes_column *head = routes_table_column(table, column);
    routes_i_flat *field = &fields[(*count)++];
    field->column = column;
    field->part = part;
    field->type = type_of(head->type, part);
    snprintf(field->name, sizeof field->name, "%s%s", head->name, endings[part]);
}

routes_status routes_i_flat_make(routes_i_flat **fields, size_t *count, const routes_table *table,
                                 routes_error *err)
{
    size_t columns = routes_table_columns(table), n = 0;
    routes_i_flat *made = routes_i_calloc(columns * 5, sizeof *made);
    *fields = NULL;
    *count = 0;
    if (!made)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for the fields of \"%s\"",
                             routes_table_name(table));
    for (size_t column = 0; column < columns; column++) {
        routes_column_type type = routes_table_column(table, column)->type;
        if (type == ROUTES_COLUMN_GEOMETRY)
            continue;
        if (type == ROUTES_COLUMN_RANGE)
            for (int part = ROUTES_I_FLAT_LOW; part <= ROUTES_I_FLAT_KIND; part++)
                add(made, &n, table, column, (routes_i_flat_part)part);
        else
            add(made, &n, table, column, ROUTES_I_FLAT_VALUE);
        if (type == ROUTES_COLUMN_RANGE || type == ROUTES_COLUMN_NUMBER ||
            type == ROUTES_COLUMN_INTEGER)
            add(made, &n, table, column, ROUTES_I_FLAT_STATUS);
    }
    *fields = made;
    *count = n;
    return ROUTES_OK;
}

size_t routes_i_flat_geometry(const routes_table *table)
{
    for (size_t column = 0; column < routes_table_columns(table); column++)
        if (routes_table_column(table, column)->type == ROUTES_COLUMN_GEOMETRY)
            return column;
    return SIZE_MAX;
}

static routes_value_status status_of(const routes_i_flat *field, const routes_table *table,
                                     size_t row)
{
    return (routes_value_status)routes_table_status(table, field->column)[row];
}

bool routes_i_flat_has(const routes_i_flat *field, const routes_table *table, size_t row)
{
    return status_of(field, table, row) == ROUTES_VALUE_OK;
}

const char *routes_i_flat_text(const routes_i_flat *field, const routes_table *table, size_t row)
{
    if (field->part == ROUTES_I_FLAT_STATUS)
        return routes_value_status_text(status_of(field, table, row));
    if (!routes_i_flat_has(field, table, row))
        return NULL;
    if (field->part == ROUTES_I_FLAT_KIND)
        return routes_range_kind_text(routes_table_ranges(table, field->column)[row].kind);
    return routes_table_texts(table, field->column)[row];
}

double routes_i_flat_number(const routes_i_flat *field, const routes_table *table, size_t row)
{
    if (!routes_i_flat_has(field, table, row))
        return NAN;
    if (field->part == ROUTES_I_FLAT_VALUE)
        return routes_table_numbers(table, field->column)[row];
    const routes_range *range = &routes_table_ranges(table, field->column)[row];
    return field->part == ROUTES_I_FLAT_LOW    ? range->low
           : field->part == ROUTES_I_FLAT_HIGH ? range->high
                                               : range->moderate;
}

void routes_i_flat_print(routes_i_text *to, const routes_i_flat *field, const routes_table *table,
                         size_t row)
{
    char date[16];
    const char *text;
    double number;
    switch (field->type) {
    case ROUTES_I_FLAT_TEXT:
        if ((text = routes_i_flat_text(field, table, row)))
            routes_i_text_add(to, text);
        return;
    case ROUTES_I_FLAT_NUMBER:
        number = routes_i_flat_number(field, table, row);
        if (!isnan(number))
            routes_i_text_number(to, number);
        return;
    case ROUTES_I_FLAT_INTEGER:
        if (routes_i_flat_has(field, table, row))
            routes_i_text_print(to, "%lld",
                                (long long)routes_table_integers(table, field->column)[row]);
        return;
    case ROUTES_I_FLAT_BOOLEAN:
        if (routes_i_flat_has(field, table, row))
            routes_i_text_add(to, routes_table_booleans(table, field->column)[row] ? "yes" : "no");
        return;
    case ROUTES_I_FLAT_DATE:
        if (routes_i_flat_has(field, table, row)) {
            routes_i_date_text(date, routes_table_dates(table, field->column)[row]);
            routes_i_text_add(to, date);
        }
        return;
    }
}
