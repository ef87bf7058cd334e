/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "result/scan_cells.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/fail.h"
#include "core/memory.h"

/* A row of the areas. Sorted by all that tells it from another, so that sums do not depend on the
 * order of the rows. */
struct line {
    const char *id;
    size_t row;
    size_t location;
    size_t period;
    size_t stratum;
    double cases;
    double measure;
    const char *strata[ROUTES_I_SCAN_STRATA];
};

/* What is read from. */
struct source {
    const routes_table *areas;
    const routes_hotspot_scan_options *options;
    const routes_scan_options *how;
    struct line *lines; /* [rows] */
    size_t rows;
};

static routes_status no_memory(size_t rows, routes_error *err)
{
    return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu rows", rows);
}

static int compare_numbers(double a, double b)
{
    if (isnan(a) || isnan(b))
        return (isnan(a) != 0) - (isnan(b) != 0);
    return (a > b) - (a < b);
}

static int compare_strata(const struct line *a, const struct line *b)
{
    for (size_t s = 0; s < ROUTES_I_SCAN_STRATA; s++) {
        int order = a->strata[s] && b->strata[s] ? strcmp(a->strata[s], b->strata[s]) : 0;
        if (order)
            return order;
    }
    return 0;
}

static int by_strata(const void *left, const void *right)
{
    return compare_strata(left, right);
}

static int by_id(const void *left, const void *right)
{
    const struct line *a = left;
    const struct line *b = right;
    int order = strcmp(a->id, b->id);
    return order ? order : (a->row > b->row) - (a->row < b->row);
}

static int by_cell(const void *left, const void *right)
{
    const struct line *a = left;
    const struct line *b = right;
    if (a->location != b->location)
        return a->location > b->location ? 1 : -1;
    if (a->period != b->period)
        return a->period > b->period ? 1 : -1;
    if (a->stratum != b->stratum)
        return a->stratum > b->stratum ? 1 : -1;
    int order = compare_numbers(a->measure, b->measure);
    return order ? order : compare_numbers(a->cases, b->cases);
}

static const double *numbers(const routes_table *table, const char *name)
{
    return routes_table_numbers(table, routes_table_find(table, name));
}

/* Whether any row states a number of this column. */
static bool states(const routes_table *table, const char *name)
{
    const double *column = numbers(table, name);
    for (size_t i = 0; column && i < routes_table_rows(table); i++)
        if (!isnan(column[i]))
            return true;
    return false;
}

static routes_status check_columns(routes_i_scan_cells *cells, const struct source *source,
                                   routes_error *err)
{
    const routes_table *areas = source->areas;
    if (!areas)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "areas must not be null");
    if (source->rows == 0)
        return routes_i_fail(err, ROUTES_E_DATA, "there are no areas to scan");
    if (!routes_table_texts(areas, routes_table_find(areas, "id")) || !numbers(areas, "value"))
        return routes_i_fail(err, ROUTES_E_ARGUMENT,
                             "areas need a column id of texts and a column value of numbers");
    if (source->how->model == ROUTES_SCAN_PERMUTATION)
        return ROUTES_OK;
    if (source->how->model == ROUTES_SCAN_POISSON && states(areas, "expected"))
        cells->measured = "expected";
    else if (states(areas, "population"))
        cells->measured = "population";
    if (!cells->measured)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "no row states a population%s",
                             source->how->model == ROUTES_SCAN_POISSON
                                 ? " or an expected count; the permutation model needs none"
                                 : ", cases and controls together");
    return ROUTES_OK;
}

/* The columns of strata there are, for Poisson from populations alone. */
static void find_strata(const char *const *columns[ROUTES_I_SCAN_STRATA],
                        const routes_i_scan_cells *cells, const struct source *source)
{
    static const char *const names[ROUTES_I_SCAN_STRATA] = {"stratum", "stratum_2", "stratum_3",
                                                            "stratum_4"};
    bool used = source->how->model == ROUTES_SCAN_POISSON && cells->measured &&
                strcmp(cells->measured, "population") == 0;
    for (size_t s = 0; s < ROUTES_I_SCAN_STRATA; s++)
        columns[s] =
            used ? routes_table_texts(source->areas, routes_table_find(source->areas, names[s]))
                 : NULL;
}

static routes_status read_lines(const routes_i_scan_cells *cells, const struct source *source,
                                routes_error *err)
{
    const routes_table *areas = source->areas;
    const char *const *ids = routes_table_texts(areas, routes_table_find(areas, "id"));
    const double *values = numbers(areas, "value");
    const double *measures = cells->measured ? numbers(areas, cells->measured) : NULL;
    const char *const *strata[ROUTES_I_SCAN_STRATA];
    find_strata(strata, cells, source);
    for (size_t i = 0; i < source->rows; i++) {
        struct line *line = &source->lines[i];
        *line = (struct line){.id = ids[i],
                              .row = i,
                              .period = cells->time.of_row[i],
                              .cases = values[i],
                              .measure = measures ? measures[i] : 0.0};
        if (!ids[i])
            return routes_i_fail(err, ROUTES_E_DATA, "row %zu has no id", i + 1);
        /* An expected count may be below the cases; people may not. */
        if (cells->measured && strcmp(cells->measured, "population") == 0 &&
            line->cases > line->measure)
            return routes_i_fail(err, ROUTES_E_DATA, "area \"%s\" has %g cases among %g", ids[i],
                                 line->cases, line->measure);
        for (size_t s = 0; s < ROUTES_I_SCAN_STRATA; s++) {
            line->strata[s] = strata[s] ? strata[s][i] : NULL;
            if (strata[s] && !line->strata[s])
                return routes_i_fail(err, ROUTES_E_DATA, "row %zu has no stratum", i + 1);
        }
    }
    return ROUTES_OK;
}

/* Numbers the strata that occur. */
static void number_strata(routes_i_scan_cells *cells, const struct source *source)
{
    qsort(source->lines, source->rows, sizeof *source->lines, by_strata);
    cells->strata = 1;
    for (size_t k = 1; k < source->rows; k++) {
        cells->strata += compare_strata(&source->lines[k - 1], &source->lines[k]) != 0;
        source->lines[k].stratum = cells->strata - 1;
    }
}

/* Locations are the ids of the places, each of which stands there once. */
static routes_status list_places(routes_i_scan_cells *cells, struct line *sorted,
                                 const routes_table *places, routes_error *err)
{
    const char *const *ids = routes_table_texts(places, routes_table_find(places, "id"));
    size_t n = routes_table_rows(places);
    for (size_t i = 0; i < n; i++) {
        if (!ids || !ids[i])
            return routes_i_fail(err, ROUTES_E_DATA, "row %zu of the places has no id", i + 1);
        sorted[i] = (struct line){.id = ids[i], .row = i};
    }
    qsort(sorted, n, sizeof *sorted, by_id);
    for (size_t i = 0; i < n; i++) {
        if (i > 0 && strcmp(sorted[i].id, sorted[i - 1].id) == 0)
            return routes_i_fail(err, ROUTES_E_DATA,
                                 "place \"%s\" stands twice, in rows %zu and %zu", sorted[i].id,
                                 sorted[i - 1].row + 1, sorted[i].row + 1);
        cells->ids[cells->n++] = sorted[i].id;
    }
    return ROUTES_OK;
}

static int find_id(const void *key, const void *item)
{
    return strcmp(key, *(const char *const *)item);
}

/* Lists the locations and tells each line its own. Lines are in order of id afterwards. */
static routes_status list_locations(routes_i_scan_cells *cells, const struct source *source,
                                    routes_error *err)
{
    const routes_table *places = source->options->places;
    size_t most = places ? routes_table_rows(places) : source->rows;
    struct line *sorted = routes_i_calloc(most ? most : 1, sizeof *sorted);
    routes_status status = ROUTES_OK;
    cells->ids = routes_i_calloc(most ? most : 1, sizeof *cells->ids);
    qsort(source->lines, source->rows, sizeof *source->lines, by_id);
    if (!sorted || !cells->ids)
        status = no_memory(most, err);
    else if (places)
        status = list_places(cells, sorted, places, err);
    for (size_t k = 0; k < source->rows && !status; k++) {
        struct line *line = &source->lines[k];
        if (!places && (k == 0 || strcmp(line->id, source->lines[k - 1].id) != 0))
            cells->ids[cells->n++] = line->id;
        const char **at = bsearch(line->id, cells->ids, cells->n, sizeof *cells->ids, find_id);
        if (at)
            line->location = (size_t)(at - cells->ids);
        else
            status =
                routes_i_fail(err, ROUTES_E_DATA, "area \"%s\" is not among the places", line->id);
    }
    routes_i_free(sorted);
    return status;
}

static bool same_place(routes_point a, routes_point b)
{
    return a.lon == b.lon && a.lat == b.lat;
}

static routes_status take_point(routes_i_scan_cells *cells, bool *known, size_t location,
                                routes_point point, routes_error *err)
{
    if (isnan(point.lon) || isnan(point.lat))
        return routes_i_fail(err, ROUTES_E_DATA, "area \"%s\" has no place: x or y is not stated",
                             cells->ids[location]);
    if (known[location] && !same_place(cells->points[location], point))
        return routes_i_fail(err, ROUTES_E_DATA,
                             "area \"%s\" lies at (%.9g, %.9g) and (%.9g, %.9g)",
                             cells->ids[location], cells->points[location].lon,
                             cells->points[location].lat, point.lon, point.lat);
    known[location] = true;
    cells->points[location] = point;
    return ROUTES_OK;
}

/* Degrees on a sphere, metres in a plane: refused where the table says that it is the other. */
static routes_status check_crs(const routes_table *table, routes_scan_distance distance,
                               routes_error *err)
{
    const char *crs = routes_table_meta(table, "crs");
    bool plane = crs && strcmp(crs, "plane") == 0;
    if (crs && plane != (distance == ROUTES_SCAN_PLANE))
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "the coordinates are %s: take distances %s",
                             plane ? "those of a plane" : "longitude and latitude",
                             plane ? "in a plane" : "on the sphere, or bring them to a plane");
    return ROUTES_OK;
}

static routes_status read_points(routes_i_scan_cells *cells, const struct source *source,
                                 routes_error *err)
{
    const routes_table *places = source->options->places;
    const routes_table *table = places ? places : source->areas;
    const double *x = numbers(table, "x");
    const double *y = numbers(table, "y");
    if (!x || !y)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "%s need columns x and y of numbers",
                             places ? "places" : "areas");
    routes_status status = check_crs(table, source->how->distance, err);
    if (status)
        return status;
    bool *known = routes_i_calloc(cells->n, sizeof *known);
    cells->points = routes_i_calloc(cells->n, sizeof *cells->points);
    if (!known || !cells->points)
        status = no_memory(cells->n, err);
    const char *const *ids = routes_table_texts(table, routes_table_find(table, "id"));
    for (size_t i = 0; i < routes_table_rows(table) && !status; i++) {
        const char **at = bsearch(ids[i], cells->ids, cells->n, sizeof *cells->ids, find_id);
        if (at)
            status = take_point(cells, known, (size_t)(at - cells->ids), (routes_point){x[i], y[i]},
                                err);
    }
    routes_i_free(known);
    return status;
}

static routes_status read_nodes(routes_i_scan_cells *cells, const struct source *source,
                                routes_error *err)
{
    const routes_network *network = source->options->network;
    if (!network)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "distances along a network need the network");
    cells->nodes = routes_i_calloc(cells->n, sizeof *cells->nodes);
    if (!cells->nodes)
        return no_memory(cells->n, err);
    for (size_t i = 0; i < cells->n; i++) {
        cells->nodes[i] = routes_network_find(network, cells->ids[i]);
        if (cells->nodes[i] == ROUTES_GRAPH_NONE)
            return routes_i_fail(err, ROUTES_E_DATA, "area \"%s\" is no node of the network",
                                 cells->ids[i]);
    }
    return ROUTES_OK;
}

/* Sums of the lines by cell and stratum; what was not stated stays so. */
static void add_lines(double *cases, double *measure, const routes_i_scan_cells *cells,
                      const struct source *source)
{
    for (size_t k = 0; k < source->rows; k++) {
        const struct line *line = &source->lines[k];
        size_t at =
            (line->location * cells->time.count + line->period) * cells->strata + line->stratum;
        cases[at] += line->cases;
        if (measure)
            measure[at] += line->measure;
    }
}

/* Cells of a stratified study: cases where both are stated, and what is expected of the people. */
static routes_status standardise(routes_i_scan_cells *cells, const double *cases,
                                 const double *people, routes_error *err)
{
    size_t all = cells->n * cells->time.count;
    routes_status status =
        routes_scan_expected(cells->measure, cases, people, all, cells->strata, err);
    for (size_t k = 0; k < all && !status; k++) {
        cells->cases[k] = 0.0;
        for (size_t s = 0; s < cells->strata; s++) {
            size_t at = k * cells->strata + s;
            if (!isnan(cases[at]) && !isnan(people[at]))
                cells->cases[k] += cases[at];
        }
    }
    return status;
}

static routes_status fill(routes_i_scan_cells *cells, const struct source *source,
                          routes_error *err)
{
    size_t all = cells->n * cells->time.count;
    if (SIZE_MAX / sizeof(double) / cells->strata < all)
        return no_memory(all, err);
    double *cases = routes_i_calloc(all * cells->strata, sizeof *cases);
    double *measure = routes_i_calloc(all * cells->strata, sizeof *measure);
    routes_status status = ROUTES_OK;
    if (!cases || !measure)
        status = no_memory(all, err);
    if (!status) {
        qsort(source->lines, source->rows, sizeof *source->lines, by_cell);
        add_lines(cases, measure, cells, source);
    }
    if (!status && cells->strata > 1) {
        cells->cases = routes_i_calloc(all, sizeof *cells->cases);
        cells->measure = routes_i_calloc(all, sizeof *cells->measure);
        status = cells->cases && cells->measure ? standardise(cells, cases, measure, err)
                                                : no_memory(all, err);
    } else if (!status) {
        cells->cases = cases;
        cases = NULL;
        cells->measure = cells->measured ? measure : NULL;
        measure = cells->measured ? NULL : measure;
    }
    routes_i_free(cases);
    routes_i_free(measure);
    return status;
}

static routes_status read(routes_i_scan_cells *cells, const struct source *source,
                          routes_error *err)
{
    routes_status status = read_lines(cells, source, err);
    if (status)
        return status;
    number_strata(cells, source);
    status = list_locations(cells, source, err);
    if (!status && source->how->distance == ROUTES_SCAN_NETWORK)
        status = read_nodes(cells, source, err);
    else if (!status)
        status = read_points(cells, source, err);
    return status ? status : fill(cells, source, err);
}

routes_status routes_i_scan_cells_read(routes_i_scan_cells *cells, const routes_table *areas,
                                       const routes_hotspot_scan_options *options,
                                       const routes_scan_options *how, routes_error *err)
{
    struct source source = {areas, options, how, NULL, routes_table_rows(areas)};
    *cells = (routes_i_scan_cells){.strata = 1};
    routes_status status = check_columns(cells, &source, err);
    if (!status)
        status = routes_i_scan_time_read(&cells->time, areas, options, err);
    if (status)
        return status;
    source.lines = routes_i_calloc(source.rows, sizeof *source.lines);
    status = source.lines ? read(cells, &source, err) : no_memory(source.rows, err);
    routes_i_free(source.lines);
    return status;
}

void routes_i_scan_cells_free(routes_i_scan_cells *cells)
{
    routes_i_scan_time_free(&cells->time);
    routes_i_free(cells->ids);
    routes_i_free(cells->cases);
    routes_i_free(cells->measure);
    routes_i_free(cells->points);
    routes_i_free(cells->nodes);
    *cells = (routes_i_scan_cells){0};
}
