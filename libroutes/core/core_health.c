/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/health.h"

#include "core/row.h"

routes_status routes_i_health_new(routes_table **out, routes_error *err)
{
    static const routes_column columns[] = {
        {"check", ROUTES_COLUMN_TEXT, NULL, "What was looked at"},
        {"status", ROUTES_COLUMN_TEXT, NULL, "ok or fault"},
        {"detail", ROUTES_COLUMN_TEXT, NULL, "What was found"},
        {"remedy", ROUTES_COLUMN_TEXT, NULL, "What to do about a fault"},
    };
    routes_status status = routes_table_new(out, "doctor", columns, 4, err);
    if (!status)
        routes_table_set_kind(*out, ROUTES_KIND_OWN, ROUTES_SENSITIVITY_LOW);
    return status;
}

routes_status routes_i_health_add(routes_table *table, const char *check, const char *detail,
                                  const char *remedy, routes_error *err)
{
    routes_i_row row = routes_i_row_start(table, err);
    routes_i_row_text(&row, check);
    routes_i_row_text(&row, remedy ? "fault" : "ok");
    routes_i_row_text(&row, detail);
    routes_i_row_text(&row, remedy);
    return routes_i_row_end(&row);
}
