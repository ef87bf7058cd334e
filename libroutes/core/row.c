/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/row.h"

#include "core/fail.h"

routes_i_row routes_i_row_start(routes_table *table, routes_error *err)
{
    routes_i_row row = {.table = table, .err = err, .row = routes_table_rows(table)};
    row.status = routes_table_add_row(table, err);
    return row;
}

void routes_i_row_text(routes_i_row *row, const char *value)
{
    if (!row->status)
        row->status = routes_table_set_text(row->table, row->column++, row->row, value, row->err);
}

void routes_i_row_number(routes_i_row *row, double value)
{
    if (!row->status)
        row->status = routes_table_set_number(row->table, row->column++, row->row, value, row->err);
}

void routes_i_row_integer(routes_i_row *row, int64_t value)
{
    if (!row->status)
        row->status =
            routes_table_set_integer(row->table, row->column++, row->row, value, row->err);
}

void routes_i_row_boolean(routes_i_row *row, int value)
{
    if (!row->status)
        row->status =
            routes_table_set_boolean(row->table, row->column++, row->row, value, row->err);
}

void routes_i_row_date(routes_i_row *row, int32_t days)
{
    if (!row->status)
        row->status = routes_table_set_date(row->table, row->column++, row->row, days, row->err);
}

void routes_i_row_range(routes_i_row *row, routes_range value)
{
    if (!row->status)
        row->status = routes_table_set_range(row->table, row->column++, row->row, value, row->err);
}

void routes_i_row_geometry(routes_i_row *row, const uint8_t *wkb, size_t size)
{
    if (!row->status)
        row->status =
            routes_table_set_geometry(row->table, row->column++, row->row, wkb, size, row->err);
}

void routes_i_row_empty(routes_i_row *row, routes_value_status why)
{
    if (!row->status)
        row->status = routes_table_set_status(row->table, row->column++, row->row, why, row->err);
}

routes_status routes_i_row_end(const routes_i_row *row)
{
    if (!row->status && row->column != routes_table_columns(row->table))
        return routes_i_fail(row->err, ROUTES_E_ARGUMENT, "%zu of %zu columns of \"%s\" were given",
                             row->column, routes_table_columns(row->table),
                             routes_table_name(row->table));
    return row->status;
}
