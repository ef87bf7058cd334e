/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "source/record.h"

#include <stdint.h>
#include <string.h>

#include "core/arena.h"
#include "core/memory.h"

struct routes_i_records {
    routes_i_arena arena;
    const char *const *names;
    size_t columns;
    routes_i_raw *rows;
    size_t size;
    size_t capacity;
};

static routes_status out_of_memory(routes_error *err)
{
    return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for the rows of a table");
}

/* A copy of cells, their texts side by side. Null: no memory. */
static const char *const *copy_cells(routes_i_arena *arena, const char *const *from, size_t columns)
{
    size_t bytes = 0;
    for (size_t i = 0; i < columns; i++)
        bytes += strlen(from[i]) + 1;
    const char **cells = routes_i_arena_take(arena, columns * sizeof *cells);
    char *text = routes_i_arena_take(arena, bytes);
    if (!cells || !text)
        return NULL;
    for (size_t i = 0; i < columns; i++) {
        size_t size = strlen(from[i]) + 1;
        memcpy(text, from[i], size);
        cells[i] = text;
        text += size;
    }
    return cells;
}

static routes_status add_row(routes_i_records *records, const routes_i_raw *row, routes_error *err)
{
    if (records->size == records->capacity) {
        size_t capacity = records->capacity ? records->capacity * 2 : 64;
        routes_i_raw *grown = routes_i_realloc(records->rows, capacity, sizeof *grown);
        if (!grown)
            return out_of_memory(err);
        records->rows = grown;
        records->capacity = capacity;
    }
    routes_i_raw copy = *row;
    copy.cells = copy_cells(&records->arena, row->cells, row->columns);
    if (!copy.cells)
        return out_of_memory(err);
    if (row->geometry.size) {
        copy.geometry.bytes =
            routes_i_arena_copy(&records->arena, row->geometry.bytes, row->geometry.size);
        if (!copy.geometry.bytes)
            return out_of_memory(err);
    }
    records->rows[records->size++] = copy;
    return ROUTES_OK;
}

static routes_status read_all(routes_i_records *records, routes_i_rows *rows,
                              routes_i_columns_check check, void *user, routes_error *err)
{
    const char *const *names = routes_i_rows_names(&records->columns, rows);
    records->names = copy_cells(&records->arena, names, records->columns);
    if (!records->names)
        return out_of_memory(err);
    routes_status status = check ? check(records->names, records->columns, user, err) : ROUTES_OK;
    size_t unsound = 0;
    while (!status) {
        const routes_i_raw *row = NULL;
        status = routes_i_rows_next(&row, rows, err);
        if (status || !row)
            break;
        if (row->sound)
            status = add_row(records, row, err);
        else
            unsound++;
    }
    if (!status && unsound)
        return routes_i_fail(err, ROUTES_E_DATA, "%zu rows have faults", unsound);
    return status;
}

routes_status routes_i_records_read(routes_i_records **out, routes_i_rows *rows,
                                    routes_i_columns_check check, void *user, routes_error *err)
{
    *out = NULL;
    routes_i_records *records = routes_i_calloc(1, sizeof *records);
    if (!records)
        return out_of_memory(err);
    routes_status status = read_all(records, rows, check, user, err);
    if (status)
        routes_i_records_free(records);
    else
        *out = records;
    return status;
}

void routes_i_records_free(routes_i_records *records)
{
    if (!records)
        return;
    routes_i_arena_free(&records->arena);
    routes_i_free(records->rows);
    routes_i_free(records);
}

size_t routes_i_records_size(const routes_i_records *records)
{
    return records->size;
}

size_t routes_i_records_columns(const routes_i_records *records)
{
    return records->columns;
}

const char *const *routes_i_records_names(const routes_i_records *records)
{
    return records->names;
}

size_t routes_i_records_find(const routes_i_records *records, const char *name)
{
    for (size_t i = 0; i < records->columns; i++)
        if (strcmp(records->names[i], name) == 0)
            return i;
    return SIZE_MAX;
}

const routes_i_raw *routes_i_records_at(const routes_i_records *records, size_t index)
{
    return &records->rows[index];
}

const char *routes_i_records_cell(const routes_i_records *records, size_t index, size_t column)
{
    return records->rows[index].cells[column];
}
