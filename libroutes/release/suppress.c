/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "release/suppress.h"

#include <math.h>
#include <string.h>

#include "core/fail.h"

/* The status that hides a figure, or ok. */
static routes_value_status judge(double figure, const routes_i_tier *tier, bool searched)
{
    if (isnan(figure) || figure >= (double)tier->k)
        return ROUTES_VALUE_OK;
    if (tier->merges_zero)
        return ROUTES_VALUE_MERGED;
    bool zero = figure <= 0.0;
    return zero && (searched || tier->k <= 1) ? ROUTES_VALUE_OK : ROUTES_VALUE_SUPPRESSED;
}

/* To the nearest multiple, halves up; the least is the first multiple from k on. */
static double rounded(double figure, const routes_i_tier *tier)
{
    double step = (double)tier->rounding;
    double least = ceil((double)tier->k / step) * step;
    double nearest = floor(figure / step + 0.5) * step;
    return nearest < least ? least : nearest;
}

routes_value_status routes_i_suppress_value(routes_range *value, const routes_i_tier *tier,
                                            routes_i_count count)
{
    double *figures[] = {&value->low, &value->moderate, &value->high};
    if (count.passes)
        return ROUTES_VALUE_OK;
    for (size_t i = 0; i < 3; i++) {
        routes_value_status status = judge(*figures[i], tier, count.searched);
        if (status != ROUTES_VALUE_OK)
            return status;
    }
    for (size_t i = 0; i < 3 && tier->rounding && !count.exact; i++)
        if (!isnan(*figures[i]))
            *figures[i] = rounded(*figures[i], tier);
    return ROUTES_VALUE_OK;
}

bool routes_i_suppress_counts(const char *unit)
{
    return unit && strncmp(unit, "persons", 7) == 0 && (unit[7] == '\0' || unit[7] == '_');
}

routes_status routes_i_suppress_cell(bool *hidden, routes_table *table, size_t column, size_t row,
                                     const char *unit, const routes_i_tier *tier,
                                     routes_i_count count, routes_error *err)
{
    *hidden = false;
    routes_column_type type = routes_table_column(table, column)->type;
    if (!routes_i_suppress_counts(unit) ||
        routes_table_status(table, column)[row] != ROUTES_VALUE_OK)
        return ROUTES_OK;
    routes_range value = {NAN, NAN, NAN, ROUTES_RANGE_SINGLE};
    if (type == ROUTES_COLUMN_RANGE)
        value = routes_table_ranges(table, column)[row];
    else if (type == ROUTES_COLUMN_NUMBER)
        value.moderate = routes_table_numbers(table, column)[row];
    else if (type == ROUTES_COLUMN_INTEGER)
        value.moderate = (double)routes_table_integers(table, column)[row];
    else
        return routes_i_fail(err, ROUTES_E_DATA, "column %zu holds no count", column);

    routes_value_status status = routes_i_suppress_value(&value, tier, count);
    *hidden = status != ROUTES_VALUE_OK;
    if (*hidden)
        return routes_table_set_status(table, column, row, status, err);
    if (type == ROUTES_COLUMN_RANGE)
        return routes_table_set_range(table, column, row, value, err);
    if (type == ROUTES_COLUMN_NUMBER)
        return routes_table_set_number(table, column, row, value.moderate, err);
    return routes_table_set_integer(table, column, row, (int64_t)value.moderate, err);
}
