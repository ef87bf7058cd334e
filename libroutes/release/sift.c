/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "release/sift.h"

#include <stdint.h>

#include "core/fail.h"
#include "core/memory.h"
#include "release/columns.h"

static bool takes_column(const routes_i_sift *sift, size_t column)
{
    return !sift->columns || sift->columns[column];
}

static routes_status make_table(routes_table **out, const routes_i_sift *sift, routes_error *err)
{
    size_t columns = routes_table_columns(sift->from), count = 0;
    routes_column *heads = routes_i_calloc(columns + sift->more_count + 1, sizeof *heads);
    if (!heads)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a layer");
    for (size_t i = 0; i < columns; i++)
        if (takes_column(sift, i))
            heads[count++] = *routes_table_column(sift->from, i);
    for (size_t i = 0; i < sift->more_count; i++)
        heads[count++] = sift->more[i];
    const char *name = routes_table_name(sift->from);
    routes_status status = count ? routes_table_new(out, name, heads, count, err)
                                 : routes_i_fail(err, ROUTES_E_DATA,
                                                 "layer \"%s\" has no column that may leave", name);
    routes_i_free(heads);
    return status;
}

static routes_status copy_value(routes_table *to, size_t to_column, const routes_table *from,
                                size_t column, size_t row, routes_error *err)
{
    size_t at = routes_table_rows(to) - 1;
    routes_value_status why = (routes_value_status)routes_table_status(from, column)[row];
    if (why != ROUTES_VALUE_OK)
        return routes_table_set_status(to, to_column, at, why, err);
    switch (routes_table_column(from, column)->type) {
    case ROUTES_COLUMN_INTEGER:
        return routes_table_set_integer(to, to_column, at, routes_table_integers(from, column)[row],
                                        err);
    case ROUTES_COLUMN_NUMBER:
        return routes_table_set_number(to, to_column, at, routes_table_numbers(from, column)[row],
                                       err);
    case ROUTES_COLUMN_TEXT:
        return routes_table_set_text(to, to_column, at, routes_table_texts(from, column)[row], err);
    case ROUTES_COLUMN_BOOLEAN:
        return routes_table_set_boolean(to, to_column, at, routes_table_booleans(from, column)[row],
                                        err);
    case ROUTES_COLUMN_DATE:
        return routes_table_set_date(to, to_column, at, routes_table_dates(from, column)[row], err);
    case ROUTES_COLUMN_RANGE:
        return routes_table_set_range(to, to_column, at, routes_table_ranges(from, column)[row],
                                      err);
    case ROUTES_COLUMN_GEOMETRY: {
        const size_t *sizes;
        const uint8_t *const *shapes = routes_table_geometries(from, column, &sizes);
        return routes_table_set_geometry(to, to_column, at, shapes[row], sizes[row], err);
    }
    }
    return routes_i_fail(err, ROUTES_E_DATA, "a column has a type that is not known");
}

static routes_status copy_row(routes_table *to, const routes_i_sift *sift, size_t row,
                              routes_error *err)
{
    routes_status status = routes_table_add_row(to, err);
    for (size_t i = 0, at = 0; !status && i < routes_table_columns(sift->from); i++)
        if (takes_column(sift, i))
            status = copy_value(to, at++, sift->from, i, row, err);
    return status;
}

static routes_status copy_meta(routes_table *to, const routes_i_sift *sift, routes_error *err)
{
    const char *key, *value;
    routes_status status = ROUTES_OK;
    for (size_t i = 0; !status && (key = routes_table_meta_at(sift->from, i, &value)); i++)
        if (!sift->tier || routes_i_columns_meta(sift->tier, key))
            status = routes_table_set_meta(to, key, value, err);
    return status;
}

routes_status routes_i_sift_take(routes_table **out, const routes_i_sift *sift, routes_error *err)
{
    routes_table *table = NULL;
    *out = NULL;
    routes_status status = make_table(&table, sift, err);
    for (size_t row = 0; !status && row < routes_table_rows(sift->from); row++)
        if (!sift->rows || sift->rows[row])
            status = copy_row(table, sift, row, err);
    if (!status)
        status = copy_meta(table, sift, err);
    if (status) {
        routes_table_free(table);
        return status;
    }
    routes_table_set_kind(table, routes_table_kind(sift->from),
                          routes_table_sensitivity(sift->from));
    *out = table;
    return ROUTES_OK;
}
