/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "result/decimals.h"

#include <stdio.h>
#include <string.h>

#include "core/fail.h"
#include "routes/decimal.h"

static int is_word(const char *text, const char *word)
{
    return word && strcmp(text, word) == 0;
}

int routes_i_decimals_stated(const routes_table *table, const char *column)
{
    const char *const *texts =
        table ? routes_table_texts(table, routes_table_find(table, column)) : NULL;
    for (size_t row = 0; texts && row < routes_table_rows(table); row++)
        if (texts[row])
            return 1;
    return 0;
}

routes_status routes_i_decimals_find(unsigned *decimals, const routes_table *table,
                                     const char *column, const char *word, routes_error *err)
{
    const char *const *texts =
        table ? routes_table_texts(table, routes_table_find(table, column)) : NULL;
    for (size_t row = 0; texts && row < routes_table_rows(table); row++) {
        int64_t count;
        routes_error why;
        if (!texts[row] || is_word(texts[row], word))
            continue;
        while (routes_decimal_read(&count, texts[row], *decimals, &why)) {
            if (++*decimals > ROUTES_DECIMAL_MOST)
                return routes_i_fail(err, ROUTES_E_DATA, "%s row %zu %s: %s",
                                     routes_table_name(table), row + 2, column, why.message);
        }
    }
    return ROUTES_OK;
}

routes_status routes_i_decimals_cell(int64_t *count, const routes_table *table, const char *column,
                                     size_t row, unsigned decimals, const char *word,
                                     routes_error *err)
{
    const char *text = routes_table_text_at(table, column, row);
    const char *name = routes_table_name(table);
    routes_error why;
    *count = INT64_MAX;
    if (is_word(text, word))
        return ROUTES_OK;
    if (routes_decimal_read(count, text, decimals, &why))
        return routes_i_fail(err, ROUTES_E_DATA, "%s row %zu %s: %s", name, row + 2, column,
                             why.message);
    if (*count < 0)
        return routes_i_fail(err, ROUTES_E_DATA, "%s row %zu %s: \"%s\" must be 0 or above%s%s",
                             name, row + 2, column, text, word ? ", or " : "", word ? word : "");
    return ROUTES_OK;
}

int64_t routes_i_decimals_ten(unsigned power)
{
    int64_t ten = 1;
    while (power--)
        ten *= 10;
    return ten;
}

void routes_i_decimals_text(char *out, int64_t count, unsigned decimals)
{
    int64_t ten = routes_i_decimals_ten(decimals);
    int at = snprintf(out, ROUTES_I_DECIMALS_SIZE, "%lld", (long long)(count / ten));
    if (count % ten == 0)
        return;
    at += snprintf(out + at, ROUTES_I_DECIMALS_SIZE - (size_t)at, ".%0*lld", (int)decimals,
                   (long long)(count % ten));
    while (out[at - 1] == '0')
        out[--at] = '\0';
}
