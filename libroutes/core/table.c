/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/table.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "core/arena.h"
#include "core/fail.h"
#include "core/memory.h"
#include "core/text.h"

/* One column. `values` is an array of `width` bytes an entry, of the type's C type; texts and
 * geometries are pointers into the table's arena. */
struct column {
    routes_column head;
    size_t width;
    unsigned char *values;
    size_t *sizes; /* of geometries, else null */
    uint8_t *status;
};

struct meta {
    const char *key;
    const char *value;
};

struct routes_table {
    routes_i_arena arena;
    const char *name;
    struct column *columns;
    size_t column_count;
    size_t rows;
    size_t capacity;
    struct meta *metas;
    size_t meta_count;
    routes_kind kind;
    routes_sensitivity sensitivity;
};

static size_t type_width(routes_column_type type)
{
    switch (type) {
    case ROUTES_COLUMN_INTEGER:
        return sizeof(int64_t);
    case ROUTES_COLUMN_NUMBER:
        return sizeof(double);
    case ROUTES_COLUMN_TEXT:
        return sizeof(const char *);
    case ROUTES_COLUMN_BOOLEAN:
        return sizeof(uint8_t);
    case ROUTES_COLUMN_DATE:
        return sizeof(int32_t);
    case ROUTES_COLUMN_RANGE:
        return sizeof(routes_range);
    case ROUTES_COLUMN_GEOMETRY:
        return sizeof(const uint8_t *);
    }
    return 0;
}

static bool is_name(const char *name)
{
    return name && *name && strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_") == strlen(name);
}

static routes_status check_columns(const routes_column *columns, size_t n, routes_error *err)
{
    size_t geometries = 0;
    for (size_t i = 0; i < n; i++) {
        if (!is_name(columns[i].name))
            return routes_i_fail(err, ROUTES_E_ARGUMENT,
                                 "column %zu is named \"%s\", must be lower case, digits and _", i,
                                 columns[i].name ? columns[i].name : "");
        if (!type_width(columns[i].type))
            return routes_i_fail(err, ROUTES_E_ARGUMENT, "column \"%s\" has type %d, not known",
                                 columns[i].name, (int)columns[i].type);
        for (size_t j = 0; j < i; j++)
            if (strcmp(columns[i].name, columns[j].name) == 0)
                return routes_i_fail(err, ROUTES_E_ARGUMENT, "column \"%s\" stands twice",
                                     columns[i].name);
        geometries += columns[i].type == ROUTES_COLUMN_GEOMETRY;
    }
    if (geometries > 1)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "%zu geometry columns, one at most",
                             geometries);
    return ROUTES_OK;
}

static bool copy_text(routes_table *table, const char **to, const char *text)
{
    *to = routes_i_arena_text(&table->arena, text);
    return !text || *to;
}

static bool copy_columns(routes_table *table, const routes_column *columns, size_t n)
{
    table->columns = routes_i_calloc(n, sizeof *table->columns);
    if (!table->columns)
        return false;
    table->column_count = n;
    for (size_t i = 0; i < n; i++) {
        struct column *column = &table->columns[i];
        column->head.type = columns[i].type;
        column->width = type_width(columns[i].type);
        if (!copy_text(table, &column->head.name, columns[i].name) ||
            !copy_text(table, &column->head.unit, columns[i].unit) ||
            !copy_text(table, &column->head.description, columns[i].description))
            return false;
    }
    return true;
}

routes_status routes_table_new(routes_table **out, const char *name, const routes_column *columns,
                               size_t n, routes_error *err)
{
    if (!out)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "out must not be null");
    *out = NULL;
    if (!is_name(name) || !columns || n == 0)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "a table needs a name and columns");
    routes_status status = check_columns(columns, n, err);
    if (status)
        return status;

    routes_table *table = routes_i_calloc(1, sizeof *table);
    if (!table || !copy_text(table, &table->name, name) || !copy_columns(table, columns, n)) {
        routes_table_free(table);
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for table \"%s\"", name);
    }
    table->kind = ROUTES_KIND_OPERATIONAL;
    table->sensitivity = ROUTES_SENSITIVITY_HIGH;
    *out = table;
    return ROUTES_OK;
}

void routes_table_free(routes_table *table)
{
    if (!table)
        return;
    for (size_t i = 0; i < table->column_count; i++) {
        routes_i_free(table->columns[i].values);
        routes_i_free(table->columns[i].sizes);
        routes_i_free(table->columns[i].status);
    }
    routes_i_free(table->columns);
    routes_i_free(table->metas);
    routes_i_arena_free(&table->arena);
    routes_i_free(table);
}

const char *routes_table_name(const routes_table *table)
{
    return table ? table->name : NULL;
}

size_t routes_table_rows(const routes_table *table)
{
    return table ? table->rows : 0;
}

size_t routes_table_columns(const routes_table *table)
{
    return table ? table->column_count : 0;
}

const routes_column *routes_table_column(const routes_table *table, size_t column)
{
    return column < routes_table_columns(table) ? &table->columns[column].head : NULL;
}

size_t routes_table_find(const routes_table *table, const char *name)
{
    for (size_t i = 0; name && i < routes_table_columns(table); i++)
        if (strcmp(table->columns[i].head.name, name) == 0)
            return i;
    return SIZE_MAX;
}

/* An array grown to `capacity` entries; the old one stays when memory is out. */
static bool grow(void **array, size_t capacity, size_t width)
{
    void *grown = routes_i_realloc(*array, capacity, width);
    if (!grown)
        return false;
    *array = grown;
    return true;
}

static bool grow_column(struct column *column, size_t capacity)
{
    void *values = column->values, *sizes = column->sizes, *status = column->status;
    bool grown = grow(&values, capacity, column->width) &&
                 grow(&status, capacity, sizeof *column->status) &&
                 (column->head.type != ROUTES_COLUMN_GEOMETRY ||
                  grow(&sizes, capacity, sizeof *column->sizes));
    column->values = values;
    column->sizes = sizes;
    column->status = status;
    return grown;
}

static void clear(struct column *column, size_t row, routes_value_status status)
{
    unsigned char *value = column->values + row * column->width;
    memset(value, 0, column->width);
    if (column->head.type == ROUTES_COLUMN_NUMBER)
        *(double *)(void *)value = NAN;
    if (column->head.type == ROUTES_COLUMN_RANGE)
        *(routes_range *)(void *)value = routes_range_none();
    if (column->sizes)
        column->sizes[row] = 0;
    column->status[row] = (uint8_t)status;
}

routes_status routes_table_add_row(routes_table *table, routes_error *err)
{
    if (!table)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "table must not be null");
    if (table->rows == table->capacity) {
        size_t capacity = table->capacity ? table->capacity * 2 : 16;
        for (size_t i = 0; i < table->column_count; i++)
            if (!grow_column(&table->columns[i], capacity))
                return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu rows of \"%s\"",
                                     capacity, table->name);
        table->capacity = capacity;
    }
    for (size_t i = 0; i < table->column_count; i++)
        clear(&table->columns[i], table->rows, ROUTES_VALUE_NOT_STATED);
    table->rows++;
    return ROUTES_OK;
}

/* The column when the call is right, else null and `err` filled. */
static struct column *writable(routes_table *table, size_t column, size_t row,
                               routes_column_type type, routes_error *err)
{
    if (column >= routes_table_columns(table) || row >= routes_table_rows(table)) {
        routes_i_fail(err, ROUTES_E_ARGUMENT, "no column %zu or no row %zu in table \"%s\"", column,
                      row, table ? table->name : "");
        return NULL;
    }
    if (table->columns[column].head.type != type) {
        routes_i_fail(err, ROUTES_E_ARGUMENT, "column \"%s\" of \"%s\" has another type",
                      table->columns[column].head.name, table->name);
        return NULL;
    }
    return &table->columns[column];
}

static routes_status put(routes_table *table, size_t column, size_t row, routes_column_type type,
                         const void *value, bool stated, routes_error *err)
{
    struct column *to = writable(table, column, row, type, err);
    if (!to)
        return ROUTES_E_ARGUMENT;
    if (stated)
        memcpy(to->values + row * to->width, value, to->width);
    else
        clear(to, row, ROUTES_VALUE_NOT_STATED);
    to->status[row] = stated ? ROUTES_VALUE_OK : ROUTES_VALUE_NOT_STATED;
    return ROUTES_OK;
}

routes_status routes_table_set_integer(routes_table *table, size_t column, size_t row,
                                       int64_t value, routes_error *err)
{
    return put(table, column, row, ROUTES_COLUMN_INTEGER, &value, true, err);
}

routes_status routes_table_set_number(routes_table *table, size_t column, size_t row, double value,
                                      routes_error *err)
{
    return put(table, column, row, ROUTES_COLUMN_NUMBER, &value, !isnan(value), err);
}

routes_status routes_table_set_boolean(routes_table *table, size_t column, size_t row, int value,
                                       routes_error *err)
{
    uint8_t truth = value != 0;
    return put(table, column, row, ROUTES_COLUMN_BOOLEAN, &truth, true, err);
}

routes_status routes_table_set_date(routes_table *table, size_t column, size_t row, int32_t days,
                                    routes_error *err)
{
    return put(table, column, row, ROUTES_COLUMN_DATE, &days, days != ROUTES_I_NO_DATE, err);
}

routes_status routes_table_set_range(routes_table *table, size_t column, size_t row,
                                     routes_range value, routes_error *err)
{
    routes_status status = routes_range_check(value, err);
    if (status)
        return status;
    return put(table, column, row, ROUTES_COLUMN_RANGE, &value,
               value.kind != ROUTES_RANGE_NOT_STATED, err);
}

routes_status routes_table_set_text(routes_table *table, size_t column, size_t row,
                                    const char *value, routes_error *err)
{
    struct column *to = writable(table, column, row, ROUTES_COLUMN_TEXT, err);
    if (!to)
        return ROUTES_E_ARGUMENT;
    if (value && !routes_i_utf8_valid(value, strlen(value)))
        return routes_i_fail(err, ROUTES_E_DATA, "a text of column \"%s\" is not UTF-8",
                             to->head.name);
    const char *copy = NULL;
    if (!copy_text(table, &copy, value))
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a text of \"%s\"", table->name);
    return put(table, column, row, ROUTES_COLUMN_TEXT, &copy, copy != NULL, err);
}

routes_status routes_table_set_geometry(routes_table *table, size_t column, size_t row,
                                        const uint8_t *wkb, size_t size, routes_error *err)
{
    struct column *to = writable(table, column, row, ROUTES_COLUMN_GEOMETRY, err);
    if (!to)
        return ROUTES_E_ARGUMENT;
    const uint8_t *copy = NULL;
    if (wkb && size && !(copy = routes_i_arena_copy(&table->arena, wkb, size)))
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a geometry of \"%s\"",
                             table->name);
    to->sizes[row] = copy ? size : 0;
    return put(table, column, row, ROUTES_COLUMN_GEOMETRY, &copy, copy != NULL, err);
}

routes_status routes_table_set_status(routes_table *table, size_t column, size_t row,
                                      routes_value_status status, routes_error *err)
{
    if (column >= routes_table_columns(table) || row >= routes_table_rows(table))
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "no column %zu or no row %zu in table \"%s\"",
                             column, row, table ? table->name : "");
    if (status == ROUTES_VALUE_OK || !routes_value_status_text(status))
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "status %d does not empty a value",
                             (int)status);
    clear(&table->columns[column], row, status);
    return ROUTES_OK;
}

const uint8_t *routes_table_status(const routes_table *table, size_t column)
{
    return column < routes_table_columns(table) ? table->columns[column].status : NULL;
}

static const void *readable(const routes_table *table, size_t column, routes_column_type type)
{
    if (column >= routes_table_columns(table) || table->columns[column].head.type != type)
        return NULL;
    return table->columns[column].values;
}

const int64_t *routes_table_integers(const routes_table *table, size_t column)
{
    return readable(table, column, ROUTES_COLUMN_INTEGER);
}

const double *routes_table_numbers(const routes_table *table, size_t column)
{
    return readable(table, column, ROUTES_COLUMN_NUMBER);
}

const char *const *routes_table_texts(const routes_table *table, size_t column)
{
    return readable(table, column, ROUTES_COLUMN_TEXT);
}

const uint8_t *routes_table_booleans(const routes_table *table, size_t column)
{
    return readable(table, column, ROUTES_COLUMN_BOOLEAN);
}

const int32_t *routes_table_dates(const routes_table *table, size_t column)
{
    return readable(table, column, ROUTES_COLUMN_DATE);
}

const routes_range *routes_table_ranges(const routes_table *table, size_t column)
{
    return readable(table, column, ROUTES_COLUMN_RANGE);
}

const uint8_t *const *routes_table_geometries(const routes_table *table, size_t column,
                                              const size_t **sizes)
{
    const void *values = readable(table, column, ROUTES_COLUMN_GEOMETRY);
    if (sizes)
        *sizes = values ? table->columns[column].sizes : NULL;
    return values;
}

const char *routes_table_text_at(const routes_table *table, const char *name, size_t row)
{
    const char *const *texts = routes_table_texts(table, routes_table_find(table, name));
    return texts && row < table->rows ? texts[row] : NULL;
}

static struct meta *find_meta(const routes_table *table, const char *key)
{
    for (size_t i = 0; table && key && i < table->meta_count; i++)
        if (strcmp(table->metas[i].key, key) == 0)
            return &table->metas[i];
    return NULL;
}

routes_status routes_table_set_meta(routes_table *table, const char *key, const char *value,
                                    routes_error *err)
{
    if (!table || !is_name(key) || !value)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "table, key and value must be given");
    struct meta *meta = find_meta(table, key);
    struct meta made = {0};
    if (!copy_text(table, &made.key, key) || !copy_text(table, &made.value, value))
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for \"%s\"", key);
    if (!meta) {
        struct meta *grown =
            routes_i_realloc(table->metas, table->meta_count + 1, sizeof *table->metas);
        if (!grown)
            return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for \"%s\"", key);
        table->metas = grown;
        meta = &grown[table->meta_count++];
    }
    *meta = made;
    return ROUTES_OK;
}

const char *routes_table_meta(const routes_table *table, const char *key)
{
    const struct meta *meta = find_meta(table, key);
    return meta ? meta->value : NULL;
}

size_t routes_table_meta_size(const routes_table *table)
{
    return table ? table->meta_count : 0;
}

const char *routes_table_meta_at(const routes_table *table, size_t index, const char **value)
{
    bool known = index < routes_table_meta_size(table);
    if (value)
        *value = known ? table->metas[index].value : NULL;
    return known ? table->metas[index].key : NULL;
}

void routes_table_set_kind(routes_table *table, routes_kind kind, routes_sensitivity sensitivity)
{
    if (!table)
        return;
    table->kind = kind;
    table->sensitivity = sensitivity;
}

routes_kind routes_table_kind(const routes_table *table)
{
    return table ? table->kind : ROUTES_KIND_OPERATIONAL;
}

routes_sensitivity routes_table_sensitivity(const routes_table *table)
{
    return table ? table->sensitivity : ROUTES_SENSITIVITY_HIGH;
}

const char *routes_value_status_text(routes_value_status status)
{
    static const char *const texts[] = {"ok", "not_stated", "suppressed", "no_data", "merged"};
    return (unsigned)status < sizeof texts / sizeof *texts ? texts[status] : NULL;
}
