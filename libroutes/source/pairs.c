/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/pairs.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "core/fault.h"
#include "core/row.h"
#include "core/text.h"
#include "source/csv.h"
#include "source/excerpt.h"
#include "source/rename.h"

/* What the reading needs. */
struct reading {
    const char *file;
    routes_table *table;
    routes_faults *faults;
    routes_error *err;
};

static routes_status tell(const struct reading *reading, size_t row, const char *field,
                          const char *cell, const char *message, const char *remedy)
{
    char value[ROUTES_I_EXCERPT_SIZE];
    routes_fault where = {.file = reading->file,
                          .row = row,
                          .field = field,
                          .value = cell ? routes_i_excerpt(value, cell, strlen(cell)) : NULL,
                          .remedy = remedy};
    return routes_i_fault(reading->faults, &where, reading->err, "%s", message);
}

static routes_status make_table(struct reading *reading)
{
    static const routes_column columns[] = {
        {"from", ROUTES_COLUMN_TEXT, NULL, "Area"},
        {"to", ROUTES_COLUMN_TEXT, NULL, "Its neighbour"},
        {"weight", ROUTES_COLUMN_NUMBER, NULL, "Weight of the neighbour on the area"},
        {"row", ROUTES_COLUMN_INTEGER, NULL, "Row of the file"},
    };
    routes_status status = routes_table_new(&reading->table, "pairs", columns, 4, reading->err);
    if (status)
        return status;
    routes_table_set_kind(reading->table, ROUTES_KIND_OWN, ROUTES_SENSITIVITY_LOW);
    return routes_table_set_meta(reading->table, "file", reading->file, reading->err);
}

static routes_status add_pair(const struct reading *reading, const char *from, const char *to,
                              double weight, size_t at)
{
    routes_i_row row = routes_i_row_start(reading->table, reading->err);
    routes_i_row_text(&row, from);
    routes_i_row_text(&row, to);
    routes_i_row_number(&row, weight);
    routes_i_row_integer(&row, (int64_t)at);
    return routes_i_row_end(&row);
}

/* Places of from, to and weight in a table; weight need not be there. */
static routes_status find_columns(size_t places[3], const struct reading *reading,
                                  const routes_i_csv_row *header, const char *const *maps,
                                  size_t map_count)
{
    static const char *const names[] = {"from", "to", "weight"};
    static const char *const messages[] = {"there is no column \"from\"",
                                           "there is no column \"to\""};
    routes_status status = ROUTES_OK;
    for (size_t i = 0; i < 3 && !status; i++) {
        places[i] = routes_i_rename_find(header->cells, header->columns, names[i], maps, map_count);
        if (i < 2 && places[i] == SIZE_MAX)
            status = tell(reading, 1, names[i], NULL, messages[i],
                          "add the column, or say by --map which one it is");
    }
    return status;
}

static routes_status add_csv_row(const struct reading *reading, const routes_i_csv_row *row,
                                 const size_t places[3])
{
    const char *from = row->cells[places[0]], *to = row->cells[places[1]];
    const char *cell = places[2] == SIZE_MAX ? NULL : row->cells[places[2]];
    double weight = NAN;
    if (!*from || !*to)
        return tell(reading, row->row, *from ? "to" : "from", NULL, "the cell is empty",
                    "fill the cell or leave the row out");
    if (cell && !routes_i_number_read(&weight, cell))
        return tell(reading, row->row, "weight", cell, "this is no number",
                    "write it as 0.5, in every row");
    return add_pair(reading, from, to, weight, row->row);
}

static routes_status read_csv(struct reading *reading, const char *const *maps, size_t map_count)
{
    routes_i_csv *csv = NULL;
    const routes_i_csv_row *row = NULL;
    size_t places[3];
    routes_status status =
        routes_i_csv_open(&csv, reading->file, reading->file, reading->faults, reading->err);
    if (!status)
        status = find_columns(places, reading, routes_i_csv_header(csv), maps, map_count);
    if (!status && !routes_faults_count(reading->faults, ROUTES_SEVERITY_ERROR)) {
        while (!(status = routes_i_csv_next(&row, csv, reading->err)) && row)
            if ((status = add_csv_row(reading, row, places)))
                break;
        if (status == ROUTES_E_DATA)
            status = ROUTES_OK; /* the faults say it */
    }
    routes_i_csv_close(csv);
    return status;
}

routes_status routes_pairs_read(routes_table **out, const char *file, const char *const *maps,
                                size_t map_count, routes_faults *faults, routes_error *err)
{
    if (!out)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "out must not be null");
    *out = NULL;
    if (!file || !faults || (map_count && !maps))
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "file and faults must be given");
    struct reading reading = {.file = file, .faults = faults, .err = err};
    routes_status status = routes_i_rename_check(maps, map_count, err);
    if (!status)
        status = make_table(&reading);
    if (!status)
        status = read_csv(&reading, maps, map_count);
    if (!status)
        status = routes_i_faults_judge(faults, err);
    if (status)
        routes_table_free(reading.table);
    else
        *out = reading.table;
    return status;
}
