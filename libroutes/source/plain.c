/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/plain.h"

#include <stdint.h>

#include "core/fault.h"
#include "core/memory.h"
#include "source/csv.h"
#include "source/rename.h"

/* What the reading needs; `places` says where each wanted column stands in the file. */
struct reading {
    const char *file;
    const routes_plain_column *columns;
    size_t n;
    size_t *places;
    routes_table *table;
    routes_faults *faults;
    routes_error *err;
};

static routes_status place_columns(struct reading *reading, const routes_i_csv_row *header,
                                   const char *const *maps, size_t map_count)
{
    routes_status status = ROUTES_OK;
    for (size_t i = 0; i < reading->n && !status; i++) {
        const char *name = reading->columns[i].name;
        reading->places[i] =
            routes_i_rename_find(header->cells, header->columns, name, maps, map_count);
        if (reading->places[i] != SIZE_MAX || !reading->columns[i].required)
            continue;
        routes_fault where = {.file = reading->file,
                              .row = 1,
                              .field = name,
                              .remedy = "add the column, or say by --map which one it is"};
        status = routes_i_fault(reading->faults, &where, reading->err, "there is no column \"%s\"",
                                name);
    }
    return status;
}

static routes_status add_row(struct reading *reading, const routes_i_csv_row *row)
{
    size_t at = routes_table_rows(reading->table);
    routes_status status = routes_table_add_row(reading->table, reading->err);
    for (size_t i = 0; i < reading->n && !status; i++) {
        const char *cell = reading->places[i] == SIZE_MAX ? "" : row->cells[reading->places[i]];
        if (*cell) {
            status = routes_table_set_text(reading->table, i, at, cell, reading->err);
        } else if (reading->columns[i].required) {
            routes_fault where = {.file = reading->file,
                                  .row = row->row,
                                  .field = reading->columns[i].name,
                                  .remedy = "fill the cell or leave the row out"};
            status = routes_i_fault(reading->faults, &where, reading->err, "the cell is empty");
        }
    }
    return status;
}

static routes_status make_table(struct reading *reading)
{
    routes_column *heads = routes_i_calloc(reading->n, sizeof *heads);
    reading->places = routes_i_calloc(reading->n, sizeof *reading->places);
    if (!heads || !reading->places) {
        routes_i_free(heads);
        return routes_i_fail(reading->err, ROUTES_E_MEMORY, "no memory for %zu columns",
                             reading->n);
    }
    for (size_t i = 0; i < reading->n; i++)
        heads[i] = (routes_column){reading->columns[i].name, ROUTES_COLUMN_TEXT, NULL, NULL};
    routes_status status =
        routes_table_new(&reading->table, "own", heads, reading->n, reading->err);
    if (!status)
        routes_table_set_kind(reading->table, ROUTES_KIND_OWN, ROUTES_SENSITIVITY_LOW);
    routes_i_free(heads);
    return status;
}

static routes_status read_rows(struct reading *reading, routes_i_csv *csv)
{
    const routes_i_csv_row *row = NULL;
    routes_status status;
    while (!(status = routes_i_csv_next(&row, csv, reading->err)) && row) {
        status = add_row(reading, row);
        if (status)
            return status;
    }
    return status == ROUTES_E_DATA ? ROUTES_OK : status; /* the faults say it */
}

routes_status routes_plain_read(routes_table **out, const char *file,
                                const routes_plain_column *columns, size_t n,
                                const char *const *maps, size_t map_count, routes_faults *faults,
                                routes_error *err)
{
    if (!out)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "out must not be null");
    *out = NULL;
    if (!file || !columns || n == 0 || !faults || (map_count && !maps))
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "file, columns and faults must be given");
    routes_status status = routes_i_rename_check(maps, map_count, err);
    if (status)
        return status;

    struct reading reading = {
        .file = file, .columns = columns, .n = n, .faults = faults, .err = err};
    routes_i_csv *csv = NULL;
    status = make_table(&reading);
    if (!status)
        status = routes_i_csv_open(&csv, file, file, faults, err);
    if (!status)
        status = place_columns(&reading, routes_i_csv_header(csv), maps, map_count);
    if (!status && !routes_faults_count(faults, ROUTES_SEVERITY_ERROR))
        status = read_rows(&reading, csv);
    if (!status)
        status = routes_i_faults_judge(faults, err);
    routes_i_csv_close(csv);
    routes_i_free(reading.places);
    if (status)
        routes_table_free(reading.table);
    else
        *out = reading.table;
    return status;
}
