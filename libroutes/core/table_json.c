/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/table.h"

#include <stdbool.h>
#include <string.h>

#include "core/fail.h"
#include "core/json.h"
#include "core/memory.h"

#define PRIMARY_KEY "primary_key"

/* Being written: the text so far, and which columns have every value, looked up once. */
struct writer {
    routes_i_text to;
    const routes_table *table;
    bool *full;
};

static bool all_ok(const routes_table *table, size_t column)
{
    const uint8_t *status = routes_table_status(table, column);
    for (size_t row = 0; row < routes_table_rows(table); row++)
        if (status[row] != ROUTES_VALUE_OK)
            return false;
    return true;
}

/* The type as pandas' reader can take it: its integers and booleans know no null. */
static const char *json_type(const struct writer *writer, size_t column)
{
    bool full = writer->full[column];
    switch (routes_table_column(writer->table, column)->type) {
    case ROUTES_COLUMN_INTEGER:
        return full ? "integer" : "number";
    case ROUTES_COLUMN_BOOLEAN:
        return full ? "boolean" : "string";
    case ROUTES_COLUMN_NUMBER:
    case ROUTES_COLUMN_RANGE:
        return "number";
    default:
        return "string";
    }
}

/* Numbers say by a column of their own why one of them is missing. */
static bool has_status(const struct writer *writer, size_t column)
{
    routes_column_type type = routes_table_column(writer->table, column)->type;
    bool number = type == ROUTES_COLUMN_NUMBER || type == ROUTES_COLUMN_INTEGER;
    return type == ROUTES_COLUMN_RANGE || (number && !writer->full[column]);
}

static void field(routes_i_text *to, const char *separator, const routes_column *head,
                  const char *ending, const char *type, bool unit)
{
    routes_i_text_print(to, "%s{\"name\":\"%s%s\",\"type\":\"%s\"", separator, head->name, ending,
                        type);
    if (unit && head->unit) {
        routes_i_text_add(to, ",\"unit\":");
        routes_i_json_text(to, head->unit);
    }
    if (head->description) {
        routes_i_text_add(to, ",\"description\":");
        routes_i_json_text(to, head->description);
    }
    routes_i_text_add(to, "}");
}

static void fields(struct writer *writer)
{
    const routes_table *table = writer->table;
    routes_i_text *to = &writer->to;
    const char *separator = "";
    for (size_t i = 0; i < routes_table_columns(table); i++) {
        const routes_column *head = routes_table_column(table, i);
        if (head->type == ROUTES_COLUMN_GEOMETRY)
            continue;
        if (head->type == ROUTES_COLUMN_RANGE) {
            field(to, separator, head, "_low", "number", true);
            field(to, ",", head, "_moderate", "number", true);
            field(to, ",", head, "_high", "number", true);
            field(to, ",", head, "_kind", "string", false);
        } else {
            field(to, separator, head, "", json_type(writer, i), true);
        }
        separator = ",";
        if (has_status(writer, i))
            field(to, ",", head, "_status", "string", false);
    }
}

static void range_cells(routes_i_text *to, const char *name, const routes_range *range)
{
    const struct {
        const char *ending;
        double value;
    } parts[] = {{"low", range->low}, {"moderate", range->moderate}, {"high", range->high}};
    for (size_t i = 0; i < 3; i++) {
        routes_i_text_print(to, "%s\"%s_%s\":", i ? "," : "", name, parts[i].ending);
        routes_i_json_number(to, parts[i].value);
    }
    const char *kind = routes_range_kind_text(range->kind);
    routes_i_text_print(to, ",\"%s_kind\":", name);
    routes_i_json_text(to, *kind ? kind : NULL);
}

static void plain_cell(struct writer *writer, size_t column, size_t row)
{
    const routes_table *table = writer->table;
    routes_i_text *to = &writer->to;
    char date[16];
    if (routes_table_status(table, column)[row] != ROUTES_VALUE_OK) {
        routes_i_text_add(to, "null");
        return;
    }
    switch (routes_table_column(table, column)->type) {
    case ROUTES_COLUMN_INTEGER:
        routes_i_text_print(to, "%lld", (long long)routes_table_integers(table, column)[row]);
        break;
    case ROUTES_COLUMN_NUMBER:
        routes_i_json_number(to, routes_table_numbers(table, column)[row]);
        break;
    case ROUTES_COLUMN_TEXT:
        routes_i_json_text(to, routes_table_texts(table, column)[row]);
        break;
    case ROUTES_COLUMN_BOOLEAN: {
        bool truth = routes_table_booleans(table, column)[row];
        if (writer->full[column])
            routes_i_text_add(to, truth ? "true" : "false");
        else
            routes_i_text_add(to, truth ? "\"yes\"" : "\"no\"");
        break;
    }
    case ROUTES_COLUMN_DATE:
        routes_i_date_text(date, routes_table_dates(table, column)[row]);
        routes_i_json_text(to, date);
        break;
    case ROUTES_COLUMN_RANGE:
    case ROUTES_COLUMN_GEOMETRY:
        break;
    }
}

static void row_cells(struct writer *writer, size_t row)
{
    const routes_table *table = writer->table;
    routes_i_text *to = &writer->to;
    const char *separator = "";
    for (size_t i = 0; i < routes_table_columns(table); i++) {
        const routes_column *head = routes_table_column(table, i);
        if (head->type == ROUTES_COLUMN_GEOMETRY)
            continue;
        routes_i_text_add(to, separator);
        separator = ",";
        if (head->type == ROUTES_COLUMN_RANGE) {
            range_cells(to, head->name, &routes_table_ranges(table, i)[row]);
        } else {
            routes_i_text_print(to, "\"%s\":", head->name);
            plain_cell(writer, i, row);
        }
        if (has_status(writer, i))
            routes_i_text_print(
                to, ",\"%s_status\":\"%s\"", head->name,
                routes_value_status_text((routes_value_status)routes_table_status(table, i)[row]));
    }
}

/* The columns that tell rows apart, as the meta key primary_key lists them: "a" or "a|b". */
static void primary_key(routes_i_text *to, const routes_table *table)
{
    const char *key = routes_table_meta(table, PRIMARY_KEY);
    if (!key)
        return;
    routes_i_text_add(to, ",\"primaryKey\":[\"");
    for (; *key; key++) {
        if (*key == '|')
            routes_i_text_add(to, "\",\"");
        else
            routes_i_text_bytes(to, key, 1);
    }
    routes_i_text_add(to, "\"]");
}

static void meta(routes_i_text *to, const routes_table *table)
{
    const char *key, *value, *separator = "";
    for (size_t i = 0; (key = routes_table_meta_at(table, i, &value)); i++) {
        if (strcmp(key, PRIMARY_KEY) == 0)
            continue;
        routes_i_text_print(to, "%s\"%s\":", separator, key);
        separator = ",";
        if (*value == '{' || *value == '[')
            routes_i_text_add(to, value);
        else
            routes_i_json_text(to, value);
    }
}

static void document(struct writer *writer)
{
    routes_i_text *to = &writer->to;
    routes_i_text_add(to, "{\"schema\":{\"fields\":[");
    fields(writer);
    routes_i_text_add(to, "]");
    primary_key(to, writer->table);
    routes_i_text_add(to, "},\n\"data\":[");
    for (size_t row = 0; row < routes_table_rows(writer->table); row++) {
        routes_i_text_add(to, row ? ",\n{" : "\n{");
        row_cells(writer, row);
        routes_i_text_add(to, "}");
    }
    routes_i_text_add(to, "],\n\"meta\":{");
    meta(to, writer->table);
    routes_i_text_add(to, "}}\n");
}

routes_status routes_table_json(char **out, const routes_table *table, routes_error *err)
{
    if (!out || !table)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "out and table must not be null");
    *out = NULL;
    struct writer writer = {.table = table};
    writer.full = routes_i_calloc(routes_table_columns(table), sizeof *writer.full);
    if (writer.full) {
        for (size_t i = 0; i < routes_table_columns(table); i++)
            writer.full[i] = all_ok(table, i);
        document(&writer);
    }
    if (!writer.full || writer.to.failed) {
        routes_i_free(writer.full);
        routes_i_text_free(&writer.to);
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for table \"%s\" as JSON",
                             routes_table_name(table));
    }
    routes_i_free(writer.full);
    *out = writer.to.bytes;
    return ROUTES_OK;
}

void routes_text_free(char *text)
{
    routes_i_free(text);
}
