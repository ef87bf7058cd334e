/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "source/rows.h"

#include "core/memory.h"
#include "source/csv.h"
#include "source/input.h"
#include "source/layer_in.h"

struct routes_i_rows {
    routes_i_csv *csv;     /* one of these two */
    routes_i_layer *layer; /* */
    routes_faults *faults;
    routes_i_raw row;

    /* Of a layer: its batch, and the row in it. */
    const char **names;
    const char **cells;
    char (*digits)[ROUTES_I_NUMBER_SIZE];
    size_t columns;
    const routes_i_batch *batch;
    size_t at;
    size_t read;
};

static routes_status open_layer(routes_i_rows *rows, const char *path, const char *layer,
                                const char *name, routes_error *err)
{
    routes_status status = routes_i_layer_open(&rows->layer, path, layer, name, rows->faults, err);
    if (status)
        return status;
    const routes_i_layer_field *fields = routes_i_layer_fields(&rows->columns, rows->layer);
    rows->names = routes_i_calloc(rows->columns, sizeof *rows->names);
    rows->cells = routes_i_calloc(rows->columns, sizeof *rows->cells);
    rows->digits = routes_i_calloc(rows->columns, sizeof *rows->digits);
    if (!rows->names || !rows->cells || !rows->digits)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory to read %s", path);
    for (size_t i = 0; i < rows->columns; i++)
        rows->names[i] = fields[i].name;
    return ROUTES_OK;
}

routes_status routes_i_rows_open(routes_i_rows **out, const char *path, const char *layer,
                                 const char *name, routes_faults *faults, routes_error *err)
{
    *out = NULL;
    routes_i_rows *rows = routes_i_calloc(1, sizeof *rows);
    if (!rows)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory to read %s", path);
    rows->faults = faults;
    routes_status status = routes_i_input_ends_in(path, ".csv")
                               ? routes_i_csv_open(&rows->csv, path, name, faults, err)
                               : open_layer(rows, path, layer, name, err);
    if (status)
        routes_i_rows_close(rows);
    else
        *out = rows;
    return status;
}

void routes_i_rows_close(routes_i_rows *rows)
{
    if (!rows)
        return;
    routes_i_csv_close(rows->csv);
    routes_i_layer_close(rows->layer);
    routes_i_free(rows->names);
    routes_i_free(rows->cells);
    routes_i_free(rows->digits);
    routes_i_free(rows);
}

const char *const *routes_i_rows_names(size_t *columns, const routes_i_rows *rows)
{
    if (rows->layer) {
        *columns = rows->columns;
        return rows->names;
    }
    const routes_i_csv_row *header = routes_i_csv_header(rows->csv);
    *columns = header->columns;
    return header->cells;
}

bool routes_i_rows_has_geometry(const routes_i_rows *rows)
{
    return rows->layer && routes_i_layer_has_geometry(rows->layer);
}

const char *routes_i_rows_crs(const routes_i_rows *rows)
{
    return rows->layer ? routes_i_layer_crs(rows->layer) : NULL;
}

static routes_status next_of_table(const routes_i_raw **row, routes_i_rows *rows, routes_error *err)
{
    const routes_i_csv_row *read = NULL;
    bool over;
    routes_status status = routes_i_csv_step(&read, &over, rows->csv, err);
    if (status)
        return status;
    if (over) /* behind the end it says what was wrong with the rows */
        return routes_i_csv_is_lost(rows->csv) ? routes_i_csv_next(&read, rows->csv, err)
                                               : ROUTES_OK;
    rows->row = read ? (routes_i_raw){read->cells, read->columns, read->row, {NULL, 0}, true}
                     : (routes_i_raw){.sound = false};
    *row = &rows->row;
    return ROUTES_OK;
}

static routes_status next_of_layer(const routes_i_raw **row, routes_i_rows *rows, routes_error *err)
{
    if (!rows->batch || rows->at == rows->batch->size) {
        routes_status status = routes_i_layer_next(&rows->batch, rows->layer, rows->faults, err);
        rows->at = 0;
        if (status || !rows->batch)
            return status;
    }
    const routes_i_batch *batch = rows->batch;
    size_t at = rows->at++;
    for (size_t i = 0; i < rows->columns; i++)
        rows->cells[i] = routes_i_batch_text(rows->digits[i], batch, i, at);
    rows->read++;
    rows->row = (routes_i_raw){rows->cells, rows->columns, batch->first_row + at,
                               batch->geometry[at], batch->sound[at] != 0};
    *row = &rows->row;
    return ROUTES_OK;
}

routes_status routes_i_rows_next(const routes_i_raw **row, routes_i_rows *rows, routes_error *err)
{
    *row = NULL;
    return rows->layer ? next_of_layer(row, rows, err) : next_of_table(row, rows, err);
}

double routes_i_rows_done(const routes_i_rows *rows)
{
    if (!rows->layer)
        return routes_i_csv_done(rows->csv);
    size_t size = routes_i_layer_size(rows->layer);
    if (size == SIZE_MAX)
        return 0.0;
    return size ? (double)rows->read / (double)size : 1.0;
}
