/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/answer_hotspot_scan.h"

#include <math.h>
#include <stdbool.h>

#include "core/fail.h"
#include "core/memory.h"
#include "core/options.h"
#include "core/run.h"
#include "result/own.h"
#include "result/scan_cells.h"
#include "result/shape.h"

#define COMMON_COLUMNS(unit)                                                                       \
    {"cluster", ROUTES_COLUMN_INTEGER, NULL, "From 1, the most striking first"},                   \
        {"centre", ROUTES_COLUMN_TEXT, NULL, "Id of the area round which it grows"},               \
        {"radius_m", ROUTES_COLUMN_NUMBER, unit, "Distance of its farthest area"},                 \
        {"start", ROUTES_COLUMN_TEXT, NULL, "First day of its time"},                              \
        {"end", ROUTES_COLUMN_TEXT, NULL, "Last day of its time"},                                 \
        {"areas", ROUTES_COLUMN_TEXT, NULL, "Ids of its areas"},                                   \
        {"observed", ROUTES_COLUMN_INTEGER, "cases", "Cases within"},                              \
        {"expected", ROUTES_COLUMN_NUMBER, "cases", "Cases expected within"},                      \
        {"relative_risk", ROUTES_COLUMN_NUMBER, NULL, "Risk within by the risk outside"},          \
        {"llr", ROUTES_COLUMN_NUMBER, NULL, "Log likelihood ratio"},                               \
        {"p", ROUTES_COLUMN_NUMBER, NULL, "Chance of so striking a cluster anywhere"},             \
    {                                                                                              \
        "p_gumbel", ROUTES_COLUMN_NUMBER, NULL, "The same by a Gumbel distribution"                \
    }

static const routes_column columns[] = {
    COMMON_COLUMNS("m"),
    {"geometry", ROUTES_COLUMN_GEOMETRY, NULL, "The centre"},
};

static const routes_column ellipse_columns[] = {
    COMMON_COLUMNS("m"),
    {"statistic", ROUTES_COLUMN_NUMBER, NULL, "The ratio, marked down for a long ellipse"},
    {"shape", ROUTES_COLUMN_NUMBER, NULL, "Major by minor axis; radius_m is the minor"},
    {"angle_deg", ROUTES_COLUMN_NUMBER, "degrees", "Of the major axis from the x axis"},
};

static const routes_column part_columns[] = {
    {"replicate", ROUTES_COLUMN_INTEGER, NULL, "Random data set, from 0"},
    {"statistic", ROUTES_COLUMN_NUMBER, NULL, "Of its best window"},
};

struct work {
    routes_hotspot_scan_options use;
    routes_scan_options how;
    routes_run run;
    routes_i_scan_cells cells;
    routes_scan_data data;
};

static routes_status prepare(struct work *work, const routes_table *areas,
                             const routes_hotspot_scan_options *options, routes_error *err)
{
    routes_status status = routes_i_options_read(&work->use, sizeof work->use, options, err);
    if (!status)
        status = routes_i_options_read(&work->how, sizeof work->how, work->use.how, err);
    if (!status)
        status = routes_i_run_read(&work->run, work->how.run, err);
    if (!status)
        status = routes_i_scan_cells_read(&work->cells, areas, &work->use, &work->how, err);
    if (status)
        return status;
    work->data = (routes_scan_data)ROUTES_SCAN_DATA;
    work->data.locations = work->cells.n;
    work->data.periods = work->cells.time.count;
    work->data.cases = work->cells.cases;
    work->data.measure = work->cells.measure;
    work->data.points = work->cells.points;
    work->data.nodes = work->cells.nodes;
    work->data.graph = work->cells.nodes ? routes_network_graph(work->use.network) : NULL;
    return ROUTES_OK;
}

/* Ids of the areas of a cluster, joined. */
static void join(routes_i_text *text, const routes_i_scan_cells *cells,
                 const routes_scan_cluster *cluster)
{
    text->size = 0;
    for (size_t k = 0; k < cluster->location_count; k++) {
        routes_i_text_add(text, k ? "|" : "");
        routes_i_text_add(text, cells->ids[cluster->locations[k]]);
    }
}

static void add_times(routes_i_row *row, const struct work *work,
                      const routes_scan_cluster *cluster)
{
    char text[64];
    if (work->how.type == ROUTES_SCAN_SPATIAL) {
        routes_i_row_empty(row, ROUTES_VALUE_NOT_STATED);
        routes_i_row_empty(row, ROUTES_VALUE_NOT_STATED);
        return;
    }
    routes_i_scan_time_text(text, sizeof text, &work->cells.time, cluster->first, 0);
    routes_i_row_text(row, text);
    routes_i_scan_time_text(text, sizeof text, &work->cells.time, cluster->last, 1);
    routes_i_row_text(row, text);
}

static routes_status add_cluster(routes_table *table, const struct work *work, size_t rank,
                                 const routes_scan_cluster *cluster, routes_i_text *text,
                                 routes_error *err)
{
    routes_i_row row = routes_i_row_start(table, err);
    join(text, &work->cells, cluster);
    if (text->failed)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for the areas of a cluster");
    routes_i_row_integer(&row, (int64_t)rank);
    routes_i_row_text(&row, work->cells.ids[cluster->centre]);
    routes_i_row_number(&row, cluster->radius);
    add_times(&row, work, cluster);
    routes_i_row_text(&row, text->bytes);
    routes_i_row_integer(&row, (int64_t)cluster->observed);
    routes_i_row_number(&row, cluster->expected);
    routes_i_own_computed(&row, isinf(cluster->relative_risk) ? NAN : cluster->relative_risk);
    routes_i_row_number(&row, cluster->llr);
    routes_i_row_number(&row, cluster->p);
    routes_i_own_computed(&row, cluster->p_gumbel);
    if (work->how.window == ROUTES_SCAN_ELLIPSE) {
        routes_i_row_number(&row, cluster->statistic);
        routes_i_row_number(&row, cluster->shape);
        routes_i_row_number(&row, cluster->angle_deg);
    } else if (work->how.distance == ROUTES_SCAN_SPHERE) {
        routes_i_row_point(&row, work->cells.points[cluster->centre]);
    } else {
        routes_i_row_empty(&row, ROUTES_VALUE_NOT_STATED);
    }
    return routes_i_row_end(&row);
}

static void list_windows(routes_i_text *parameters, const routes_scan_options *how)
{
    static const char *const models[] = {"poisson", "bernoulli", "permutation"};
    static const char *const types[] = {"spatial", "space-time", "prospective"};
    static const char *const windows[] = {"circle", "ellipse"};
    static const char *const distances[] = {"sphere", "plane", "network"};
    static const char *const rates[] = {"high", "low", "both"};
    static const char *const penalties[] = {"medium", "strong", "none"};
    routes_i_parameter_text(parameters, "model", models[how->model]);
    routes_i_parameter_text(parameters, "type", types[how->type]);
    routes_i_parameter_text(parameters, "window", windows[how->window]);
    routes_i_parameter_text(parameters, "distance", distances[how->distance]);
    routes_i_parameter_text(parameters, "rates", rates[how->rates]);
    routes_i_parameter_number(parameters, "cap", how->cap != 0.0 ? how->cap : 0.5);
    if (how->cap_radius > 0.0)
        routes_i_parameter_number(parameters, "cap_radius_m", how->cap_radius);
    routes_i_parameter_number(parameters, "least_cases", how->least_cases ? how->least_cases : 2);
    if (how->window == ROUTES_SCAN_ELLIPSE)
        routes_i_parameter_text(parameters, "penalty", penalties[how->penalty]);
    routes_i_parameter_number(parameters, "replicates", how->replicates ? how->replicates : 999);
    if (how->stop_after)
        routes_i_parameter_number(parameters, "stop_after", how->stop_after);
}

static void list_study(routes_i_text *parameters, const struct work *work)
{
    const routes_i_scan_cells *cells = &work->cells;
    char text[64];
    if (cells->measured)
        routes_i_parameter_text(parameters, "measure", cells->measured);
    if (cells->strata > 1)
        routes_i_parameter_number(parameters, "strata", (double)cells->strata);
    if (cells->time.units == 0)
        return;
    routes_i_parameter_text(parameters, "time_unit", routes_i_scan_unit_text(cells->time.unit));
    routes_i_parameter_number(parameters, "time_aggregation", (double)cells->time.aggregate);
    routes_i_parameter_number(parameters, "periods", (double)cells->time.count);
    if (work->how.type != ROUTES_SCAN_SPATIAL)
        routes_i_parameter_number(parameters, "cap_periods",
                                  work->how.cap_periods ? (double)work->how.cap_periods
                                                        : floor((double)cells->time.count / 2.0));
    routes_i_scan_time_text(text, sizeof text, &cells->time, 0, 0);
    routes_i_parameter_text(parameters, "start", text);
    routes_i_scan_time_text(text, sizeof text, &cells->time, cells->time.count - 1, 1);
    routes_i_parameter_text(parameters, "end", text);
}

static routes_status end(routes_table **out, routes_table *table, const struct work *work,
                         const routes_scan *scan, const char *key, routes_status status,
                         routes_error *err)
{
    routes_i_text parameters = {0};
    routes_i_own_meta meta = {"Kulldorff's scan statistic; clusters do not overlap; p by random "
                              "data sets, and by a Gumbel distribution with their moments",
                              "Kulldorff 1997; Kulldorff 2001; Kulldorff and others 2005 and 2006; "
                              "Besag and Clifford 1991; Abrams, Kleinman and Kulldorff 2010",
                              key, &parameters, &work->how.seed};
    /* What was not checked must not be looked up. */
    if (!status) {
        list_windows(&parameters, &work->how);
        list_study(&parameters, work);
        if (scan) {
            routes_i_parameter_number(&parameters, "drawn", (double)routes_scan_drawn(scan));
            routes_i_parameter_number(&parameters, "left_out", (double)routes_scan_left_out(scan));
            routes_i_parameter_number(&parameters, "cases", (double)routes_scan_cases(scan));
            routes_i_parameter_number(&parameters, "limit_at_0.05", routes_scan_limit(scan, 0.05));
        }
    }
    status = routes_i_own_end(out, table, &meta, status, err);
    routes_i_text_free(&parameters);
    return status;
}

static routes_status fill(routes_table *table, const struct work *work, const routes_scan *scan,
                          routes_error *err)
{
    routes_i_text text = {0};
    routes_status status = ROUTES_OK;
    for (size_t i = 0; i < routes_scan_size(scan) && !status; i++)
        status = add_cluster(table, work, i + 1, routes_scan_at(scan, i), &text, err);
    routes_i_text_free(&text);
    return status;
}

static void warn(const struct work *work, const routes_scan *scan)
{
    size_t left_out = routes_scan_left_out(scan);
    if (left_out)
        routes_i_run_log(&work->run, ROUTES_LOG_WARNING,
                         "%zu cells are left out: their value or %s is not stated", left_out,
                         work->cells.measured ? work->cells.measured : "time");
}

routes_status routes_answer_hotspot_scan(routes_table **out, const routes_table *areas,
                                         const routes_hotspot_scan_options *options,
                                         routes_error *err)
{
    struct work work = {0};
    routes_table *table = NULL;
    routes_scan *scan = NULL;
    if (!out)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "out must not be null");
    *out = NULL;
    routes_status status = prepare(&work, areas, options, err);
    if (!status)
        status = routes_scan_new(&scan, &work.data, &work.how, err);
    bool ellipse = work.how.window == ROUTES_SCAN_ELLIPSE;
    if (!status)
        status = routes_table_new(&table, "hotspot_scan", ellipse ? ellipse_columns : columns,
                                  ellipse ? sizeof ellipse_columns / sizeof *ellipse_columns
                                          : sizeof columns / sizeof *columns,
                                  err);
    if (!status) {
        warn(&work, scan);
        status = fill(table, &work, scan, err);
    }
    if (table)
        status = end(out, table, &work, scan, "cluster", status, err);
    routes_scan_free(scan);
    routes_i_scan_cells_free(&work.cells);
    return status;
}

static routes_status fill_part(routes_table *table, const struct work *work, size_t from, size_t to,
                               routes_error *err)
{
    double *maxima = routes_i_calloc(to > from ? to - from : 1, sizeof *maxima);
    if (!maxima)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu data sets", to - from);
    routes_status status = routes_scan_maxima(maxima, &work->data, &work->how, from, to, err);
    for (size_t k = from; k < to && !status; k++) {
        routes_i_row row = routes_i_row_start(table, err);
        routes_i_row_integer(&row, (int64_t)k);
        routes_i_row_number(&row, maxima[k - from]);
        status = routes_i_row_end(&row);
    }
    routes_i_free(maxima);
    return status;
}

routes_status routes_answer_hotspot_scan_part(routes_table **out, const routes_table *areas,
                                              const routes_hotspot_scan_options *options,
                                              size_t part, size_t parts, routes_error *err)
{
    struct work work = {0};
    routes_table *table = NULL;
    size_t from = 0;
    size_t to = 0;
    if (!out)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "out must not be null");
    *out = NULL;
    routes_status status = prepare(&work, areas, options, err);
    if (!status)
        status = routes_scan_plan(&from, &to, work.how.replicates ? work.how.replicates : 999, part,
                                  parts, err);
    if (!status)
        status = routes_table_new(&table, "hotspot_scan_part", part_columns,
                                  sizeof part_columns / sizeof *part_columns, err);
    if (!status)
        status = fill_part(table, &work, from, to, err);
    if (table)
        status = end(out, table, &work, NULL, "replicate", status, err);
    routes_i_scan_cells_free(&work.cells);
    return status;
}
