/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/answer_hotspot_emerging.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "core/fail.h"
#include "core/ids.h"
#include "core/memory.h"
#include "core/options.h"
#include "result/gathered.h"
#include "result/own.h"
#include "result/periods.h"

static const routes_column columns[] = {
    {"id", ROUTES_COLUMN_TEXT, NULL, "Id of the area"},
    {"hot_class", ROUTES_COLUMN_TEXT, NULL, "What became of the area"},
    {"trend_z", ROUTES_COLUMN_NUMBER, NULL, "Mann-Kendall z of its scores"},
    {"trend_p", ROUTES_COLUMN_NUMBER, NULL, "Two-sided chance of such a trend"},
    {"periods_hot", ROUTES_COLUMN_INTEGER, "periods", "Periods in which it was hot"},
    {"periods_cold", ROUTES_COLUMN_INTEGER, "periods", "Periods in which it was cold"},
    {"periods", ROUTES_COLUMN_INTEGER, "periods", "Periods in which it was tested"},
    {"trend_tau", ROUTES_COLUMN_NUMBER, NULL, "Kendall's tau-b of its scores"},
    {"cases", ROUTES_COLUMN_NUMBER, "events", "Sum of its values"},
    {"hot", ROUTES_COLUMN_TEXT, NULL, "One letter a period: H, C, - neither, . not tested"},
    {"reason", ROUTES_COLUMN_TEXT, NULL, "Why the area was not tested"},
    {"geometry", ROUTES_COLUMN_GEOMETRY, NULL, "As given"},
};

struct work {
    const routes_table *rule_of; /* whose meta says how the weights were made */
    routes_table *listed;        /* areas made from the reports, where none are given */
    routes_i_gathered gathered;  /* hexagons with their reports, where these are points */
    routes_i_own own;
    routes_hotspot_emerging_options use;
    routes_emerging_options how;
    routes_weights *weights;
    routes_i_periods periods;
    double *cases;  /* [areas][periods] */
    double *people; /* the same, or null */
    double *rates;  /* the same, or null */
    routes_emerging *found;
    routes_getis_ord *cube;
};

static void free_work(struct work *work)
{
    routes_table_free(work->listed);
    routes_i_gathered_free(&work->gathered);
    routes_i_own_free(&work->own);
    routes_weights_free(work->weights);
    routes_i_periods_free(&work->periods);
    routes_i_free(work->cases);
    routes_i_free(work->people);
    routes_i_free(work->rates);
    routes_i_free(work->found);
    routes_i_free(work->cube);
}

static int by_row(const void *left, const void *right)
{
    const routes_i_id *a = left;
    const routes_i_id *b = right;
    return (a->row > b->row) - (a->row < b->row);
}

/* Rows of the reports in which an id stands first, in their order. */
static routes_status find_first(routes_i_id *first, size_t *count, const routes_table *reports,
                                routes_error *err)
{
    size_t n = routes_table_rows(reports);
    const char *const *ids = routes_table_texts(reports, routes_table_find(reports, "id"));
    for (size_t i = 0; i < n; i++) {
        if (!ids[i])
            return routes_i_fail(err, ROUTES_E_DATA, "row %zu has no id", i + 1);
        first[i] = (routes_i_id){ids[i], i};
    }
    routes_i_ids_sort(first, n);
    *count = 0;
    for (size_t i = 0; i < n; i++)
        if (i == 0 || strcmp(first[i].id, first[*count - 1].id) != 0)
            first[(*count)++] = first[i];
    qsort(first, *count, sizeof *first, by_row);
    return ROUTES_OK;
}

/* The areas of the reports, each once, as a table with the geometry of its first row. */
static routes_status list_areas(routes_table **out, const routes_table *reports, routes_error *err)
{
    static const routes_column heads[] = {{"id", ROUTES_COLUMN_TEXT, NULL, NULL},
                                          {"geometry", ROUTES_COLUMN_GEOMETRY, NULL, NULL}};
    size_t n = routes_table_rows(reports);
    size_t count = 0;
    routes_i_id *first = routes_i_calloc(n, sizeof *first);
    if (!first)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu rows", n);
    routes_status status = find_first(first, &count, reports, err);
    if (!status)
        status = routes_table_new(out, "areas", heads, 2, err);
    for (size_t k = 0; k < count && !status; k++) {
        size_t size;
        const uint8_t *shape = routes_i_own_geometry(&size, reports, first[k].row);
        routes_i_row row = routes_i_row_start(*out, err);
        routes_i_row_text(&row, first[k].id);
        routes_i_row_geometry(&row, shape, size);
        status = routes_i_row_end(&row);
    }
    routes_i_free(first);
    return status;
}

static int compare_id(const void *key, const void *element)
{
    return strcmp(key, *(const char *const *)element);
}

static routes_status place_of(size_t *place, const struct work *work, const char *id, size_t row,
                              routes_error *err)
{
    const char **found =
        id ? bsearch(id, work->own.ids, work->own.n, sizeof *work->own.ids, compare_id) : NULL;
    if (!id)
        return routes_i_fail(err, ROUTES_E_DATA, "row %zu has no id", row + 1);
    if (!found)
        return routes_i_fail(err, ROUTES_E_DATA, "row %zu: \"%s\" is none of the areas", row + 1,
                             id);
    *place = (size_t)(found - work->own.ids);
    return ROUTES_OK;
}

static routes_status check_number(double value, const char *name, size_t row, routes_error *err)
{
    if (value < 0.0 || isinf(value))
        return routes_i_fail(err, ROUTES_E_DATA, "row %zu: %s is %g, must be 0 or above", row + 1,
                             name, value);
    return ROUTES_OK;
}

/* Adds to a cell; what is not stated adds nothing, and a cell of such alone stays NaN. */
static void add_to(double *cell, double value)
{
    if (!isnan(value))
        *cell = isnan(*cell) ? value : *cell + value;
}

/* The values of one cell are added in order of size, so that the order of the rows changes no bit.
 */
struct cell {
    size_t at;
    double value;
};

static int by_cell(const void *left, const void *right)
{
    const struct cell *a = left;
    const struct cell *b = right;
    if (a->at != b->at)
        return a->at < b->at ? -1 : 1;
    return (a->value > b->value) - (a->value < b->value);
}

static void add_up(double *cells, struct cell *entries, size_t n)
{
    qsort(entries, n, sizeof *entries, by_cell);
    for (size_t i = 0; i < n; i++)
        add_to(&cells[entries[i].at], entries[i].value);
}

static routes_status fill_cells(double *cells, double empty, const struct work *work,
                                const routes_table *reports, const char *name, routes_error *err)
{
    size_t n = routes_table_rows(reports);
    const char *const *ids = routes_table_texts(reports, routes_table_find(reports, "id"));
    const double *values = routes_table_numbers(reports, routes_table_find(reports, name));
    struct cell *entries = routes_i_calloc(n, sizeof *entries);
    routes_status status = ROUTES_OK;
    size_t known = 0;
    if (n && !entries)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu rows", n);
    for (size_t k = 0; k < work->own.n * work->periods.count; k++)
        cells[k] = empty;
    for (size_t i = 0; i < n && !status; i++) {
        size_t place = 0;
        status = place_of(&place, work, ids[i], i, err);
        if (!status)
            status = check_number(values[i], name, i, err);
        if (status)
            break;
        size_t at = place * work->periods.count + work->periods.of_row[i];
        /* A row without a figure is a report that says nothing: not a count of 0. */
        if (isnan(values[i]))
            cells[at] = NAN;
        else
            entries[known++] = (struct cell){at, values[i]};
    }
    if (!status)
        add_up(cells, entries, known);
    routes_i_free(entries);
    return status;
}

static routes_status fill_cube(struct work *work, const routes_table *reports, routes_error *err)
{
    size_t cells = work->own.n * work->periods.count;
    bool has_people = routes_table_find(reports, "population") != SIZE_MAX;
    double empty = work->use.absent_is_zero ? 0.0 : (double)NAN;
    if (work->own.n > UINT32_MAX / (work->periods.count + 1))
        return routes_i_fail(err, ROUTES_E_DATA, "%zu areas in %zu periods are too many",
                             work->own.n, work->periods.count);
    work->cases = routes_i_calloc(cells, sizeof *work->cases);
    work->found = routes_i_calloc(work->own.n, sizeof *work->found);
    work->cube = routes_i_calloc(cells, sizeof *work->cube);
    if (has_people) {
        work->people = routes_i_calloc(cells, sizeof *work->people);
        work->rates = routes_i_calloc(cells, sizeof *work->rates);
    }
    if (!work->cases || !work->found || !work->cube ||
        (has_people && (!work->people || !work->rates)))
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu cells", cells);
    routes_status status = fill_cells(work->cases, empty, work, reports, "value", err);
    if (!status && has_people)
        status = fill_cells(work->people, (double)NAN, work, reports, "population", err);
    for (size_t k = 0; has_people && k < cells && !status; k++)
        work->rates[k] = work->people[k] > 0.0 ? work->cases[k] / work->people[k] : (double)NAN;
    return status;
}

static routes_status check_columns(const routes_table *reports, routes_error *err)
{
    if (!routes_table_rows(reports))
        return routes_i_fail(err, ROUTES_E_DATA, "there are no reports");
    if (!routes_table_texts(reports, routes_table_find(reports, "id")) ||
        !routes_table_texts(reports, routes_table_find(reports, "time")) ||
        !routes_table_numbers(reports, routes_table_find(reports, "value")))
        return routes_i_fail(err, ROUTES_E_ARGUMENT,
                             "reports need columns id and time of texts, and value of numbers");
    if (routes_table_find(reports, "population") != SIZE_MAX &&
        !routes_table_numbers(reports, routes_table_find(reports, "population")))
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "the column population must be of numbers");
    return ROUTES_OK;
}

static routes_status read_options(struct work *work, const routes_hotspot_emerging_options *options,
                                  routes_error *err)
{
    routes_status status = routes_i_options_read(&work->use, sizeof work->use, options, err);
    if (!status)
        status = routes_i_options_read(&work->how, sizeof work->how, work->use.how, err);
    if (!status && (unsigned)work->use.period > ROUTES_HOTSPOT_PERIOD_MONTH)
        status = routes_i_fail(err, ROUTES_E_ARGUMENT, "options.period is %d, not a known choice",
                               (int)work->use.period);
    if (!status && !(work->use.hexagon_m >= 0.0))
        status = routes_i_fail(err, ROUTES_E_ARGUMENT, "options.hexagon_m is %g, must be above 0",
                               work->use.hexagon_m);
    return status;
}

/* Points become reports of hexagons: in each period a hexagon without a point had none. */
static routes_status gather_points(struct work *work, const routes_table **reports,
                                   const routes_table **areas, const routes_weights **weights,
                                   routes_error *err)
{
    if (*areas || *weights)
        return routes_i_fail(err, ROUTES_E_ARGUMENT,
                             "hexagons make their own areas and weights: give none");
    routes_status status =
        routes_i_gathered_make(&work->gathered, *reports, work->use.hexagon_m, work->how.run, err);
    *reports = work->gathered.reports;
    *areas = work->gathered.areas;
    *weights = work->gathered.weights;
    work->use.absent_is_zero = 1;
    return status;
}

static routes_status prepare(struct work *work, const routes_table *reports,
                             const routes_table *areas, const routes_weights *weights,
                             const routes_hotspot_emerging_options *options, routes_error *err)
{
    routes_status status = read_options(work, options, err);
    if (!status && work->use.hexagon_m > 0.0)
        status = gather_points(work, &reports, &areas, &weights, err);
    work->rule_of = areas ? areas : reports;
    if (!status)
        status = check_columns(reports, err);
    if (!status && !areas)
        status = list_areas(&work->listed, reports, err);
    if (!status)
        status = routes_i_own_read(&work->own, areas ? areas : work->listed, err);
    if (!status)
        status = routes_i_own_weights(&work->weights, &work->own, weights, err);
    if (!status)
        status = routes_i_periods_read(&work->periods, reports, work->use.period, err);
    return status ? status : fill_cube(work, reports, err);
}

static double sum_of(const double *cases, size_t periods)
{
    double sum = NAN;
    for (size_t t = 0; t < periods; t++)
        add_to(&sum, cases[t]);
    return sum;
}

static void spell(char *letters, const routes_getis_ord *cells, size_t periods)
{
    for (size_t t = 0; t < periods; t++)
        letters[t] = cells[t].hot == ROUTES_HOT_HOT          ? 'H'
                     : cells[t].hot == ROUTES_HOT_COLD       ? 'C'
                     : cells[t].hot == ROUTES_HOT_NOT_TESTED ? '.'
                                                             : '-';
}

static void tested(routes_i_row *row, double value)
{
    if (isnan(value))
        routes_i_row_empty(row, ROUTES_VALUE_NO_DATA);
    else
        routes_i_row_number(row, value);
}

static routes_status add_area(routes_table *table, const struct work *work, size_t k, char *letters,
                              routes_error *err)
{
    size_t size;
    size_t periods = work->periods.count;
    const uint8_t *shape = routes_i_own_geometry(&size, work->own.table, work->own.row[k]);
    const routes_emerging *area = &work->found[k];
    routes_i_row row = routes_i_row_start(table, err);
    spell(letters, work->cube + k * periods, periods);
    routes_i_row_text(&row, work->own.ids[k]);
    routes_i_row_text(&row, routes_emerging_class_text(area->hot));
    tested(&row, area->trend.z);
    tested(&row, area->trend.p);
    routes_i_row_integer(&row, (int64_t)area->periods_hot);
    routes_i_row_integer(&row, (int64_t)area->periods_cold);
    routes_i_row_integer(&row, (int64_t)area->periods);
    tested(&row, area->trend.tau);
    routes_i_row_number(&row, sum_of(work->cases + k * periods, periods));
    routes_i_row_text(&row, letters);
    routes_i_row_text(&row, area->status ? routes_emerging_status_text(area->status) : NULL);
    routes_i_row_geometry(&row, shape, size);
    return routes_i_row_end(&row);
}

static routes_status fill(routes_table *table, const struct work *work, routes_error *err)
{
    char *letters = routes_i_calloc(work->periods.count + 1, 1);
    routes_status status = ROUTES_OK;
    if (!letters)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a row");
    for (size_t row = 0; row < work->own.n && !status; row++)
        status = add_area(table, work, work->own.place[row], letters, err);
    routes_i_free(letters);
    return status;
}

static void list_parameters(routes_i_text *parameters, const struct work *work)
{
    const routes_emerging_options *how = &work->how;
    double alpha = how->alpha != 0.0 ? how->alpha : 0.05;
    routes_i_parameter_text(parameters, "classes",
                            how->kind == ROUTES_EMERGING_SFDEP ? "sfdep" : "arcgis");
    routes_i_parameter_text(parameters, "window",
                            how->window == ROUTES_EMERGING_PERIODS ? "periods" : "cube");
    bool normal = how->inference == ROUTES_EMERGING_NORMAL;
    routes_i_parameter_text(parameters, "inference", normal ? "normal" : "permutation");
    if (!normal)
        routes_i_parameter_number(parameters, "permutations",
                                  how->replicates ? how->replicates : 9999);
    routes_i_parameter_number(parameters, "lags",
                              how->lags == 0  ? 1
                              : how->lags < 0 ? 0
                                              : how->lags);
    routes_i_parameter_number(parameters, "alpha", alpha);
    routes_i_parameter_number(parameters, "trend_alpha",
                              how->trend_alpha != 0.0 ? how->trend_alpha : alpha);
    routes_i_parameter_text(parameters, "adjust", how->unadjusted ? "none" : "bh");
    routes_i_parameter_number(parameters, "min_areas",
                              how->min_areas ? (double)how->min_areas : 20);
    routes_i_parameter_number(parameters, "min_periods",
                              how->min_periods ? (double)how->min_periods : 10);
    routes_i_parameter_number(parameters, "min_cases", how->min_cases != 0.0 ? how->min_cases : 20);
    routes_i_parameter_text(parameters, "value", work->rates ? "rate" : "count");
    if (work->use.hexagon_m > 0.0)
        routes_i_parameter_number(parameters, "hexagon_m", work->use.hexagon_m);
    routes_i_parameter_text(parameters, "first_period", work->periods.first);
    routes_i_parameter_text(parameters, "last_period", work->periods.last);
}

static routes_status end(routes_table **out, routes_table *table, const struct work *work,
                         routes_status status, routes_error *err)
{
    routes_i_text parameters = {0};
    routes_i_own_meta meta = {
        "Gi* of areas and periods, Mann and Kendall's trend, classes of emerging hotspots",
        "Ord and Getis 1995; Mann 1945; Esri, How Emerging Hot Spot Analysis works", "id",
        &parameters, work->how.inference == ROUTES_EMERGING_NORMAL ? NULL : &work->how.seed};
    list_parameters(&parameters, work);
    routes_i_parameter_weights(&parameters, work->rule_of);
    status = routes_i_own_end(out, table, &meta, status, err);
    routes_i_text_free(&parameters);
    return status;
}

routes_status routes_answer_hotspot_emerging(routes_table **out, const routes_table *reports,
                                             const routes_table *areas,
                                             const routes_weights *weights,
                                             const routes_hotspot_emerging_options *options,
                                             routes_error *err)
{
    struct work work = {0};
    routes_table *table = NULL;
    if (!out)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "out must not be null");
    *out = NULL;
    routes_status status = prepare(&work, reports, areas, weights, options, err);
    if (!status)
        status = routes_emerging_test(work.found, work.cube, work.rates ? work.rates : work.cases,
                                      work.cases, work.periods.count, work.weights, &work.how, err);
    if (!status)
        status = routes_table_new(&table, "hotspot_emerging", columns,
                                  sizeof columns / sizeof *columns, err);
    if (!status)
        status = fill(table, &work, err);
    if (table)
        status = end(out, table, &work, status, err);
    free_work(&work);
    return status;
}
