/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "release/sums.h"

#include <string.h>

#include "core/fail.h"

static routes_status check_one(const routes_table *answer, const char *column, const char *rule,
                               const char *value, routes_error *err)
{
    if (!value || !strpbrk(value, "|,["))
        return ROUTES_OK;
    return routes_i_fail(err, ROUTES_E_DATA, "\"%s\" adds over %s \"%s\"; keep them apart (%s)",
                         routes_table_name(answer), column, value, rule);
}

static routes_status check_column(const routes_table *answer, const char *column, const char *rule,
                                  routes_error *err)
{
    routes_status status = check_one(answer, column, rule, routes_table_meta(answer, column), err);
    for (size_t row = 0; !status && row < routes_table_rows(answer); row++)
        status = check_one(answer, column, rule, routes_table_text_at(answer, column, row), err);
    return status;
}

routes_status routes_i_sums_check(const routes_table *answer, routes_error *err)
{
    routes_status status = check_column(answer, "victim_status", "S26", err);
    return status ? status : check_column(answer, "crime", "S27", err);
}
