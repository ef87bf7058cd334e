/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "export/csv_out.h"

#include <string.h>

#define LINE_END "\r\n"

void routes_i_csv_cell(routes_i_text *to, const char *text, bool first)
{
    routes_i_text_add(to, first ? "" : ",");
    if (!text)
        return;
    if (!strpbrk(text, "\",\r\n")) {
        routes_i_text_add(to, text);
        return;
    }
    routes_i_text_add(to, "\"");
    for (; *text; text++)
        routes_i_text_bytes(to, *text == '"' ? "\"\"" : text, *text == '"' ? 2 : 1);
    routes_i_text_add(to, "\"");
}

static void value_cell(routes_i_text *to, const routes_i_flat *flat, size_t field, size_t row)
{
    const routes_i_flat_value value = routes_i_flat_at(flat, field, row);
    char text[ROUTES_I_NUMBER_SIZE] = "";
    if (!value.stated) {
        routes_i_csv_cell(to, NULL, field == 0);
        return;
    }
    switch (flat->fields[field].type) {
    case ROUTES_COLUMN_INTEGER:
        routes_i_text_print(to, "%s%lld", field ? "," : "", (long long)value.integer);
        return;
    case ROUTES_COLUMN_NUMBER:
        routes_i_number_text(text, value.number, 0);
        break;
    case ROUTES_COLUMN_BOOLEAN:
        memcpy(text, value.integer ? "yes" : "no", value.integer ? 4 : 3);
        break;
    case ROUTES_COLUMN_DATE:
        routes_i_date_text(text, (int32_t)value.integer);
        break;
    case ROUTES_COLUMN_TEXT:
    case ROUTES_COLUMN_RANGE:
    case ROUTES_COLUMN_GEOMETRY:
        routes_i_csv_cell(to, value.text, field == 0);
        return;
    }
    routes_i_csv_cell(to, text, field == 0);
}

void routes_i_csv_table(routes_i_text *to, const routes_i_flat *flat)
{
    for (size_t i = 0; i < flat->count; i++)
        routes_i_csv_cell(to, flat->fields[i].name, i == 0);
    routes_i_text_add(to, LINE_END);
    for (size_t row = 0; row < routes_table_rows(flat->table); row++) {
        for (size_t i = 0; i < flat->count; i++)
            value_cell(to, flat, i, row);
        routes_i_text_add(to, LINE_END);
    }
}

void routes_i_csv_fields_head(routes_i_text *to)
{
    routes_i_text_add(to, "layer,shp,field,type,unit,description" LINE_END);
}

void routes_i_csv_fields(routes_i_text *to, const routes_i_flat *flat)
{
    static const char *const types[] = {"integer", "number", "text", "boolean", "date"};
    for (size_t i = 0; i < flat->count; i++) {
        const routes_i_flat_field *field = &flat->fields[i];
        routes_i_csv_cell(to, routes_table_name(flat->table), true);
        routes_i_csv_cell(to, field->short_name, false);
        routes_i_csv_cell(to, field->name, false);
        routes_i_csv_cell(to, types[field->type], false);
        routes_i_csv_cell(to, field->unit, false);
        routes_i_csv_cell(to, field->about, false);
        routes_i_text_add(to, LINE_END);
    }
}
