/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "export/csv_out.h"

#include <string.h>

#include "core/memory.h"
#include "export/flat.h"

void routes_i_csv_cell(routes_i_text *to, const char *text)
{
    if (!strpbrk(text, ",\"\r\n")) {
        routes_i_text_add(to, text);
        return;
    }
    routes_i_text_add(to, "\"");
    for (; *text; text++) {
        if (*text == '"')
            routes_i_text_add(to, "\"");
        routes_i_text_bytes(to, text, 1);
    }
    routes_i_text_add(to, "\"");
}

static void print_row(routes_i_text *to, const routes_table *table, const routes_i_flat *fields,
                      size_t count, size_t row)
{
    routes_i_text cell = {0};
    for (size_t i = 0; i < count; i++) {
        cell.size = 0;
        routes_i_text_add(&cell, "");
        routes_i_flat_print(&cell, &fields[i], table, row);
        routes_i_text_add(to, i ? "," : "");
        routes_i_csv_cell(to, routes_i_text_get(&cell));
    }
    routes_i_text_add(to, "\n");
    to->failed = to->failed || cell.failed;
    routes_i_text_free(&cell);
}

routes_status routes_i_csv_print(routes_i_text *to, const routes_table *table, routes_error *err)
{
    routes_i_flat *fields = NULL;
    size_t count = 0;
    routes_status status = routes_i_flat_make(&fields, &count, table, err);
    if (status)
        return status;
    for (size_t i = 0; i < count; i++) {
        routes_i_text_add(to, i ? "," : "");
        routes_i_text_add(to, fields[i].name);
    }
    routes_i_text_add(to, "\n");
    for (size_t row = 0; row < routes_table_rows(table); row++)
        print_row(to, table, fields, count, row);
    routes_i_free(fields);
    return to->failed ? routes_i_fail(err, ROUTES_E_MEMORY, "no memory for table \"%s\" as CSV",
                                      routes_table_name(table))
                      : ROUTES_OK;
}
