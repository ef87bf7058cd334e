/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "source/record.h"

#include <stdint.h>
#include <string.h>

#include "core/arena.h"
#include "core/memory.h"
#include "source/csv.h"

struct record {
    const char *const *cells;
    size_t row;
    size_t line;
};

struct routes_i_records {
    routes_i_arena arena;
    const char *file;
    const char *const *names;
    size_t columns;
    struct record *rows;
    size_t size;
    size_t capacity;
};

static routes_status out_of_memory(const char *name, routes_error *err)
{
    return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for the rows of %s", name);
}

/* A copy of the cells of a row, their texts side by side. Null: no memory. */
static const char *const *copy_cells(routes_i_arena *arena, const routes_i_csv_row *row)
{
    size_t bytes = 0;
    for (size_t i = 0; i < row->columns; i++)
        bytes += row->sizes[i] + 1;
    const char **cells = routes_i_arena_take(arena, row->columns * sizeof *cells);
    char *text = routes_i_arena_take(arena, bytes);
    if (!cells || !text)
        return NULL;
    for (size_t i = 0; i < row->columns; i++) {
        memcpy(text, row->cells[i], row->sizes[i] + 1);
        cells[i] = text;
        text += row->sizes[i] + 1;
    }
    return cells;
}

static routes_status add_row(routes_i_records *records, const routes_i_csv_row *row,
                             routes_error *err)
{
    if (records->size == records->capacity) {
        size_t capacity = records->capacity ? records->capacity * 2 : 64;
        struct record *grown = routes_i_realloc(records->rows, capacity, sizeof *grown);
        if (!grown)
            return out_of_memory(records->file, err);
        records->rows = grown;
        records->capacity = capacity;
    }
    const char *const *cells = copy_cells(&records->arena, row);
    if (!cells)
        return out_of_memory(records->file, err);
    records->rows[records->size++] = (struct record){cells, row->row, row->line};
    return ROUTES_OK;
}

static routes_status read_rows(routes_i_records *records, routes_i_csv *csv,
                               routes_i_header_check check, void *user, routes_error *err)
{
    const routes_i_csv_row *row = routes_i_csv_header(csv);
    records->columns = row->columns;
    records->names = copy_cells(&records->arena, row);
    if (!records->names)
        return out_of_memory(records->file, err);
    routes_status status = check ? check(row->cells, row->columns, user, err) : ROUTES_OK;
    while (!status) {
        status = routes_i_csv_next(&row, csv, err);
        if (status || !row)
            break;
        status = add_row(records, row, err);
    }
    return status;
}

/* Takes over `csv`, also on failure. */
static routes_status collect(routes_i_records **out, routes_i_csv *csv, const char *name,
                             routes_i_header_check check, void *user, routes_error *err)
{
    routes_status status = ROUTES_OK;
    routes_i_records *records = routes_i_calloc(1, sizeof *records);
    if (!records || !(records->file = routes_i_arena_text(&records->arena, name)))
        status = out_of_memory(name, err);
    else
        status = read_rows(records, csv, check, user, err);
    routes_i_csv_close(csv);
    if (status)
        routes_i_records_free(records);
    else
        *out = records;
    return status;
}

routes_status routes_i_records_read(routes_i_records **out, const char *path, const char *name,
                                    routes_i_header_check check, void *user, routes_faults *faults,
                                    routes_error *err)
{
    routes_i_csv *csv = NULL;
    *out = NULL;
    name = name ? name : path;
    routes_status status = routes_i_csv_open(&csv, path, name, faults, err);
    return status ? status : collect(out, csv, name, check, user, err);
}

routes_status routes_i_records_read_bytes(routes_i_records **out, const char *bytes, size_t size,
                                          const char *name, routes_i_header_check check, void *user,
                                          routes_faults *faults, routes_error *err)
{
    routes_i_csv *csv = NULL;
    *out = NULL;
    routes_status status = routes_i_csv_open_bytes(&csv, bytes, size, name, faults, err);
    return status ? status : collect(out, csv, name, check, user, err);
}

void routes_i_records_free(routes_i_records *records)
{
    if (!records)
        return;
    routes_i_arena_free(&records->arena);
    routes_i_free(records->rows);
    routes_i_free(records);
}

const char *routes_i_records_file(const routes_i_records *records)
{
    return records->file;
}

size_t routes_i_records_size(const routes_i_records *records)
{
    return records->size;
}

size_t routes_i_records_columns(const routes_i_records *records)
{
    return records->columns;
}

const char *routes_i_records_name(const routes_i_records *records, size_t column)
{
    return records->names[column];
}

size_t routes_i_records_find(const routes_i_records *records, const char *name)
{
    for (size_t i = 0; i < records->columns; i++)
        if (strcmp(records->names[i], name) == 0)
            return i;
    return SIZE_MAX;
}

const char *routes_i_records_cell(const routes_i_records *records, size_t index, size_t column)
{
    return records->rows[index].cells[column];
}

size_t routes_i_records_row(const routes_i_records *records, size_t index)
{
    return records->rows[index].row;
}

size_t routes_i_records_line(const routes_i_records *records, size_t index)
{
    return records->rows[index].line;
}
