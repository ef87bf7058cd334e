/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "export/flat.h"

#include <math.h>
#include <string.h>

#include "core/fail.h"
#include "core/memory.h"
#include "core/text.h"
#include "export/short.h"

/* "volume low (persons_per_year)"; null when memory is out. */
static const char *title_of(routes_i_flat *flat, const routes_i_flat_field *field)
{
    routes_i_text title = {0};
    for (const char *at = field->name; *at; at++)
        routes_i_text_bytes(&title, *at == '_' ? " " : at, 1);
    if (field->unit)
        routes_i_text_print(&title, " (%s)", field->unit);
    const char *kept =
        title.failed ? NULL : routes_i_arena_text(&flat->arena, routes_i_text_get(&title));
    routes_i_text_free(&title);
    return kept;
}

/* Adds a field named `name` + `ending`; false when memory is out. */
static bool add(routes_i_flat *flat, const routes_column *head, const char *ending,
                routes_column_type type, routes_i_part part, size_t column)
{
    routes_i_text name = {0};
    routes_i_flat_field *field = &flat->fields[flat->count++];
    routes_i_text_print(&name, "%s%s", head->name, ending);
    *field = (routes_i_flat_field){.type = type, .part = part, .column = column};
    field->name = name.failed ? NULL : routes_i_arena_text(&flat->arena, name.bytes);
    routes_i_text_free(&name);
    bool number = part == ROUTES_I_PART_WHOLE || part == ROUTES_I_PART_LOW ||
                  part == ROUTES_I_PART_MODERATE || part == ROUTES_I_PART_HIGH;
    field->unit = number ? head->unit : NULL;
    field->about = part == ROUTES_I_PART_STATUS
                       ? "Why the number is empty or altered; ok: it stands"
                   : part == ROUTES_I_PART_KIND ? "What the range is"
                                                : head->description;
    field->title = field->name ? title_of(flat, field) : NULL;
    return field->title != NULL;
}

static bool add_column(routes_i_flat *flat, size_t column)
{
    const routes_column *head = routes_table_column(flat->table, column);
    const routes_column_type number = ROUTES_COLUMN_NUMBER, text = ROUTES_COLUMN_TEXT;
    switch (head->type) {
    case ROUTES_COLUMN_GEOMETRY:
        flat->geometry = column;
        return true;
    case ROUTES_COLUMN_RANGE:
        return add(flat, head, "_low", number, ROUTES_I_PART_LOW, column) &&
               add(flat, head, "_moderate", number, ROUTES_I_PART_MODERATE, column) &&
               add(flat, head, "_high", number, ROUTES_I_PART_HIGH, column) &&
               add(flat, head, "_kind", text, ROUTES_I_PART_KIND, column) &&
               add(flat, head, "_status", text, ROUTES_I_PART_STATUS, column);
    case ROUTES_COLUMN_INTEGER:
    case ROUTES_COLUMN_NUMBER:
        return add(flat, head, "", head->type, ROUTES_I_PART_WHOLE, column) &&
               add(flat, head, "_status", text, ROUTES_I_PART_STATUS, column);
    case ROUTES_COLUMN_TEXT:
    case ROUTES_COLUMN_BOOLEAN:
    case ROUTES_COLUMN_DATE:
        return add(flat, head, "", head->type, ROUTES_I_PART_WHOLE, column);
    }
    return true;
}

/* S33: a file that is passed on still says what it is. */
static bool add_stamp(routes_i_flat *flat, const routes_stamp *stamp)
{
    const struct {
        routes_column head;
        const char *value;
    } marks[] = {
        {{"tier", ROUTES_COLUMN_TEXT, NULL, "Release level"}, routes_tier_text(stamp->tier)},
        {{"release_id", ROUTES_COLUMN_TEXT, NULL, "Release this row belongs to"},
         stamp->release_id},
        {{"end_date", ROUTES_COLUMN_TEXT, NULL, "Not to be used after this day"}, stamp->end_date},
    };
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (!marks[i].value || routes_i_flat_find(flat, marks[i].head.name) != SIZE_MAX)
            continue;
        if (!add(flat, &marks[i].head, "", ROUTES_COLUMN_TEXT, ROUTES_I_PART_STAMP, SIZE_MAX))
            return false;
        routes_i_flat_field *field = &flat->fields[flat->count - 1];
        field->stamp = routes_i_arena_text(&flat->arena, marks[i].value);
        field->about = routes_i_arena_text(&flat->arena, marks[i].head.description);
        if (!field->stamp || !field->about)
            return false;
    }
    return true;
}

static routes_status check_names(const routes_i_flat *flat, routes_error *err)
{
    for (size_t i = 0; i < flat->count; i++)
        for (size_t j = 0; j < i; j++)
            if (strcmp(flat->fields[i].name, flat->fields[j].name) == 0)
                return routes_i_fail(err, ROUTES_E_DATA,
                                     "layer \"%s\" would have two fields \"%s\"",
                                     routes_table_name(flat->table), flat->fields[i].name);
    return ROUTES_OK;
}

routes_status routes_i_flat_make(routes_i_flat *flat, const routes_layer *layer,
                                 const routes_stamp *stamp, routes_error *err)
{
    const size_t most_a_column = 5, most_of_stamp = 3;
    *flat = (routes_i_flat){.table = routes_layer_table(layer), .geometry = SIZE_MAX};
    size_t columns = routes_table_columns(flat->table);
    flat->fields = routes_i_calloc(columns * most_a_column + most_of_stamp, sizeof *flat->fields);
    bool made = flat->fields != NULL;
    for (size_t i = 0; made && i < columns; i++)
        made = add_column(flat, i);
    made = made && add_stamp(flat, stamp);
    routes_status status =
        made ? check_names(flat, err)
             : routes_i_fail(err, ROUTES_E_MEMORY, "no memory for the fields of layer \"%s\"",
                             routes_layer_name(layer));
    if (!status)
        status = routes_i_short_names(flat, err);
    if (status)
        routes_i_flat_free(flat);
    return status;
}

void routes_i_flat_free(routes_i_flat *flat)
{
    routes_i_free(flat->fields);
    routes_i_arena_free(&flat->arena);
    *flat = (routes_i_flat){0};
}

static routes_i_flat_value number_value(double number)
{
    return (routes_i_flat_value){.stated = !isnan(number), .number = isnan(number) ? 0.0 : number};
}

static routes_i_flat_value text_value(const char *text)
{
    return (routes_i_flat_value){.stated = text && *text, .text = text};
}

static routes_i_flat_value whole_value(const routes_table *table, size_t column, size_t row)
{
    switch (routes_table_column(table, column)->type) {
    case ROUTES_COLUMN_INTEGER:
        return (routes_i_flat_value){.stated = true,
                                     .integer = routes_table_integers(table, column)[row]};
    case ROUTES_COLUMN_NUMBER:
        return number_value(routes_table_numbers(table, column)[row]);
    case ROUTES_COLUMN_TEXT:
        return text_value(routes_table_texts(table, column)[row]);
    case ROUTES_COLUMN_BOOLEAN:
        return (routes_i_flat_value){.stated = true,
                                     .integer = routes_table_booleans(table, column)[row]};
    case ROUTES_COLUMN_DATE:
        return (routes_i_flat_value){.stated = true,
                                     .integer = routes_table_dates(table, column)[row]};
    case ROUTES_COLUMN_RANGE:
    case ROUTES_COLUMN_GEOMETRY:
        break;
    }
    return (routes_i_flat_value){0};
}

routes_i_flat_value routes_i_flat_at(const routes_i_flat *flat, size_t field, size_t row)
{
    const routes_i_flat_field *of = &flat->fields[field];
    if (of->part == ROUTES_I_PART_STAMP)
        return text_value(of->stamp);
    routes_value_status status =
        (routes_value_status)routes_table_status(flat->table, of->column)[row];
    if (of->part == ROUTES_I_PART_STATUS)
        return text_value(routes_value_status_text(status));
    if (status != ROUTES_VALUE_OK)
        return (routes_i_flat_value){0};
    if (of->part == ROUTES_I_PART_WHOLE)
        return whole_value(flat->table, of->column, row);
    const routes_range *range = &routes_table_ranges(flat->table, of->column)[row];
    if (of->part == ROUTES_I_PART_KIND)
        return text_value(routes_range_kind_text(range->kind));
    return number_value(of->part == ROUTES_I_PART_LOW    ? range->low
                        : of->part == ROUTES_I_PART_HIGH ? range->high
                                                         : range->moderate);
}

size_t routes_i_flat_find(const routes_i_flat *flat, const char *name)
{
    for (size_t i = 0; name && i < flat->count; i++)
        if (strcmp(flat->fields[i].name, name) == 0)
            return i;
    return SIZE_MAX;
}
