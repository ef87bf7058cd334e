/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "result/gathered.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/fail.h"
#include "core/memory.h"
#include "core/row.h"
#include "routes/hexagons.h"

#define ID_SIZE 32

static void name_cell(char *id, const routes_hexagons *hexagons, uint32_t cell)
{
    int32_t column, row;
    routes_hexagons_at(&column, &row, hexagons, cell);
    snprintf(id, ID_SIZE, "%ld_%ld", (long)column, (long)row);
}

static routes_status read_points(routes_point **out, const routes_table *table, routes_error *err)
{
    size_t n = routes_table_rows(table);
    const double *x = routes_table_numbers(table, routes_table_find(table, "x"));
    const double *y = routes_table_numbers(table, routes_table_find(table, "y"));
    *out = NULL;
    if (n == 0)
        return routes_i_fail(err, ROUTES_E_DATA, "there are no reports");
    if (!x || !y)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "points need columns x and y of numbers");
    *out = routes_i_calloc(n, sizeof **out);
    if (!*out)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu points", n);
    for (size_t i = 0; i < n; i++) {
        if (isnan(x[i]) || isnan(y[i]))
            return routes_i_fail(err, ROUTES_E_DATA, "row %zu has no position", i + 1);
        (*out)[i] = (routes_point){x[i], y[i]};
    }
    return ROUTES_OK;
}

static routes_status make_reports(routes_i_gathered *gathered, const routes_table *points,
                                  const routes_hexagons *hexagons, routes_error *err)
{
    static const routes_column columns[] = {{"id", ROUTES_COLUMN_TEXT, NULL, NULL},
                                            {"time", ROUTES_COLUMN_TEXT, NULL, NULL},
                                            {"value", ROUTES_COLUMN_NUMBER, NULL, NULL}};
    const char *const *times = routes_table_texts(points, routes_table_find(points, "time"));
    const double *values = routes_table_numbers(points, routes_table_find(points, "value"));
    if (!times)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "points need a column time of texts");
    routes_status status = routes_table_new(&gathered->reports, "reports", columns, 3, err);
    for (size_t i = 0; i < routes_table_rows(points) && !status; i++) {
        char id[ID_SIZE];
        routes_i_row row = routes_i_row_start(gathered->reports, err);
        name_cell(id, hexagons, routes_hexagons_cells(hexagons)[i]);
        routes_i_row_text(&row, id);
        routes_i_row_text(&row, times[i]);
        routes_i_row_number(&row, values && !isnan(values[i]) ? values[i] : 1.0);
        status = routes_i_row_end(&row);
    }
    return status;
}

static routes_status make_areas(routes_i_gathered *gathered, const routes_hexagons *hexagons,
                                routes_error *err)
{
    static const routes_column columns[] = {{"id", ROUTES_COLUMN_TEXT, NULL, NULL},
                                            {"geometry", ROUTES_COLUMN_GEOMETRY, NULL, NULL}};
    routes_status status = routes_table_new(&gathered->areas, "areas", columns, 2, err);
    for (uint32_t k = 0; k < routes_hexagons_size(hexagons) && !status; k++) {
        char id[ID_SIZE];
        uint8_t *bytes = NULL;
        size_t size;
        name_cell(id, hexagons, k);
        status = routes_hexagons_outline(&bytes, &size, hexagons, k, err);
        if (status)
            break;
        routes_i_row row = routes_i_row_start(gathered->areas, err);
        routes_i_row_text(&row, id);
        routes_i_row_geometry(&row, bytes, size);
        status = routes_i_row_end(&row);
        routes_wkb_free(bytes);
    }
    if (!status)
        status =
            routes_table_set_meta(gathered->areas, "weights", "hexagons that share an edge", err);
    return status;
}

static routes_status make_weights(routes_i_gathered *gathered, const routes_hexagons *hexagons,
                                  routes_error *err)
{
    size_t pairs = routes_hexagons_pairs(NULL, NULL, hexagons);
    uint32_t *cell = routes_i_calloc(pairs, sizeof *cell);
    uint32_t *neighbour = routes_i_calloc(pairs, sizeof *neighbour);
    routes_weights_options options = ROUTES_WEIGHTS_OPTIONS;
    routes_status status;
    options.both_ways = 1;
    if (cell && neighbour) {
        routes_hexagons_pairs(cell, neighbour, hexagons);
        status = routes_weights_new(&gathered->weights, routes_hexagons_size(hexagons), cell,
                                    neighbour, NULL, pairs, &options, err);
    } else {
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu neighbours", pairs);
    }
    routes_i_free(cell);
    routes_i_free(neighbour);
    return status;
}

routes_status routes_i_gathered_make(routes_i_gathered *gathered, const routes_table *points,
                                     double spacing_m, const routes_run *run, routes_error *err)
{
    routes_point *places = NULL;
    routes_hexagons *hexagons = NULL;
    routes_hexagons_options options = ROUTES_HEXAGONS_OPTIONS;
    const char *crs = points ? routes_table_meta(points, "crs") : NULL;
    *gathered = (routes_i_gathered){0};
    options.plane = crs && strcmp(crs, "plane") == 0;
    options.run = run;
    routes_status status = read_points(&places, points, err);
    if (!status)
        status = routes_hexagons_new(&hexagons, places, routes_table_rows(points), spacing_m,
                                     &options, err);
    if (!status)
        status = make_reports(gathered, points, hexagons, err);
    if (!status)
        status = make_areas(gathered, hexagons, err);
    if (!status)
        status = make_weights(gathered, hexagons, err);
    routes_hexagons_free(hexagons);
    routes_i_free(places);
    return status;
}

void routes_i_gathered_free(routes_i_gathered *gathered)
{
    routes_table_free(gathered->reports);
    routes_table_free(gathered->areas);
    routes_weights_free(gathered->weights);
    *gathered = (routes_i_gathered){0};
}
