/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "render/cell.h"

#include <math.h>

#include "core/text.h"

/* Whether a column is there and its value stands. */
static bool stands(size_t *column, const routes_table *table, const char *name, size_t row)
{
    *column = table ? routes_table_find(table, name) : SIZE_MAX;
    return *column != SIZE_MAX && routes_table_status(table, *column)[row] == ROUTES_VALUE_OK;
}

double routes_i_cell_number(const routes_table *table, const char *column, size_t row)
{
    size_t at;
    if (!stands(&at, table, column, row))
        return NAN;
    const double *numbers = routes_table_numbers(table, at);
    const int64_t *integers = routes_table_integers(table, at);
    return numbers ? numbers[row] : integers ? (double)integers[row] : NAN;
}

routes_range routes_i_cell_range(const routes_table *table, const char *column, size_t row)
{
    size_t at;
    const routes_range *ranges =
        stands(&at, table, column, row) ? routes_table_ranges(table, at) : NULL;
    return ranges ? ranges[row] : routes_range_none();
}

bool routes_i_cell_yes(const routes_table *table, const char *column, size_t row)
{
    size_t at;
    const uint8_t *booleans =
        stands(&at, table, column, row) ? routes_table_booleans(table, at) : NULL;
    return booleans && booleans[row];
}

int routes_i_cell_year(const routes_table *table, const char *column, size_t row)
{
    size_t at;
    char text[16];
    int64_t year = 0;
    const int32_t *dates = stands(&at, table, column, row) ? routes_table_dates(table, at) : NULL;
    if (!dates)
        return 0;
    routes_i_date_text(text, dates[row]);
    text[4] = '\0';
    return routes_i_integer_read(&year, text) ? (int)year : 0;
}

routes_wkb routes_i_cell_shape(const routes_table *table, size_t row)
{
    for (size_t c = 0; c < routes_table_columns(table); c++)
        if (routes_table_column(table, c)->type == ROUTES_COLUMN_GEOMETRY) {
            const size_t *sizes = NULL;
            const uint8_t *const *bytes = routes_table_geometries(table, c, &sizes);
            return (routes_wkb){bytes[row], sizes[row]};
        }
    return (routes_wkb){NULL, 0};
}
