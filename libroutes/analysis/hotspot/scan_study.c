/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analysis/hotspot/scan_study.h"

#include <math.h>
#include <stdbool.h>

#include "core/memory.h"
#include "core/options.h"
#include "core/run.h"

#define REPLICATES 999
#define CAP 0.5
#define LEAST_CASES 2
#define PI 3.14159265358979323846

/* SaTScan's choice of ellipses. */
static const double default_shapes[] = {1.0, 1.5, 2.0, 3.0, 4.0, 5.0};
static const uint32_t default_angles[] = {1, 4, 6, 9, 12, 15};

static routes_status choice(int value, int last, const char *name, routes_error *err)
{
    if (value < 0 || value > last)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "options.%s is %d, not a known choice", name,
                             value);
    return ROUTES_OK;
}

static routes_status read_choices(const routes_scan_options *use, routes_error *err)
{
    routes_status status = choice((int)use->model, ROUTES_SCAN_PERMUTATION, "model", err);
    if (!status)
        status = choice((int)use->type, ROUTES_SCAN_PROSPECTIVE, "type", err);
    if (!status)
        status = choice((int)use->window, ROUTES_SCAN_ELLIPSE, "window", err);
    if (!status)
        status = choice((int)use->distance, ROUTES_SCAN_NETWORK, "distance", err);
    if (!status)
        status = choice((int)use->rates, ROUTES_SCAN_BOTH, "rates", err);
    if (!status)
        status = choice((int)use->penalty, ROUTES_SCAN_PENALTY_NONE, "penalty", err);
    if (status)
        return status;
    if (use->model == ROUTES_SCAN_PERMUTATION && use->type == ROUTES_SCAN_SPATIAL)
        return routes_i_fail(err, ROUTES_E_ARGUMENT,
                             "the permutation model needs space-time or prospective windows");
    if (use->window == ROUTES_SCAN_ELLIPSE && use->distance != ROUTES_SCAN_PLANE)
        return routes_i_fail(err, ROUTES_E_ARGUMENT,
                             "elliptic windows need distances in a plane: project the points");
    return ROUTES_OK;
}

static routes_status read_shapes(routes_scan_options *use, routes_error *err)
{
    if (use->window == ROUTES_SCAN_CIRCLE) {
        use->shape_count = 1;
        use->shapes = default_shapes;
        use->angles = default_angles;
    } else if (!use->shapes && !use->angles) {
        use->shape_count = sizeof default_shapes / sizeof *default_shapes;
        use->shapes = default_shapes;
        use->angles = default_angles;
    }
    if (!use->shapes || !use->angles || use->shape_count == 0)
        return routes_i_fail(err, ROUTES_E_ARGUMENT,
                             "options.shapes and options.angles go together, one or more of each");
    for (size_t s = 0; s < use->shape_count; s++)
        if (!(use->shapes[s] >= 1.0 && use->shapes[s] <= 1e6) || use->angles[s] == 0)
            return routes_i_fail(
                err, ROUTES_E_ARGUMENT,
                "options.shapes[%zu] is %g with %lu angles, must be 1 or more with "
                "at least 1",
                s, use->shapes[s], (unsigned long)use->angles[s]);
    return ROUTES_OK;
}

static routes_status read_options(routes_i_scan_study *study, const routes_scan_options *options,
                                  routes_error *err)
{
    routes_scan_options *use = &study->use;
    routes_status status = routes_i_options_read(use, sizeof *use, options, err);
    if (!status)
        status = routes_i_run_read(&study->run, use->run, err);
    if (!status)
        status = read_choices(use, err);
    if (!status)
        status = read_shapes(use, err);
    if (status)
        return status;
    use->replicates = use->replicates ? use->replicates : REPLICATES;
    use->least_cases = use->least_cases ? use->least_cases : LEAST_CASES;
    use->cap = use->cap == 0.0 ? CAP : use->cap;
    if (!(use->cap > 0.0 && use->cap <= CAP))
        return routes_i_fail(err, ROUTES_E_ARGUMENT,
                             "options.cap is %g, must be above 0 and at most 0.5", use->cap);
    if (!(use->cap_radius >= 0.0))
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "options.cap_radius is %g, must be 0 or more",
                             use->cap_radius);
    if (use->least_cases > INT32_MAX / 2)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "options.least_cases is %lu, too many",
                             (unsigned long)use->least_cases);
    return ROUTES_OK;
}

static routes_status read_periods(routes_i_scan_study *study, const routes_scan_data *data,
                                  routes_error *err)
{
    routes_scan_options *use = &study->use;
    size_t periods = data->periods ? data->periods : 1;
    study->periods = use->type == ROUTES_SCAN_SPATIAL ? 1 : periods;
    if (use->type == ROUTES_SCAN_SPATIAL)
        use->cap_periods = 1;
    else if (periods < 2)
        return routes_i_fail(err, ROUTES_E_ARGUMENT,
                             "windows in time need 2 periods or more, not %zu", periods);
    if (use->cap_periods == 0)
        use->cap_periods = periods / 2;
    if (use->cap_periods > study->periods)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "options.cap_periods is %zu, of %zu periods",
                             use->cap_periods, study->periods);
    return ROUTES_OK;
}

static routes_status check_data(const routes_scan_data *data, const routes_scan_options *use,
                                routes_error *err)
{
    if (data->locations == 0 || !data->cases)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "there must be locations and cases");
    if (data->locations >= ROUTES_I_SCAN_TIED)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "%zu locations are too many", data->locations);
    if (data->periods && UINT32_MAX / data->periods < data->locations)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "%zu periods are too many", data->periods);
    if (!data->measure != (use->model == ROUTES_SCAN_PERMUTATION))
        return routes_i_fail(err, ROUTES_E_ARGUMENT,
                             "the permutation model takes no measure, the others need one");
    return ROUTES_OK;
}

/* Whether a cell is in the study; fails for values that no study can hold. */
static routes_status check_cell(bool *in, const routes_scan_data *data, size_t cell,
                                routes_scan_model model, routes_error *err)
{
    double cases = data->cases[cell];
    double measure = data->measure ? data->measure[cell] : 0.0;
    *in = false;
    if (model == ROUTES_SCAN_PERMUTATION && isnan(cases))
        return routes_i_fail(err, ROUTES_E_DATA,
                             "cases[%zu] is not reported: the permutation model needs all", cell);
    if (cases < 0.0 || cases != floor(cases) ? !isnan(cases) : cases > INT32_MAX)
        return routes_i_fail(err, ROUTES_E_DATA, "cases[%zu] is %g, must be a whole number", cell,
                             cases);
    if (measure < 0.0 || isinf(measure))
        return routes_i_fail(err, ROUTES_E_DATA, "measure[%zu] is %g, must be 0 or more", cell,
                             measure);
    if (isnan(cases) || isnan(measure))
        return ROUTES_OK;
    *in = true;
    if (model == ROUTES_SCAN_BERNOULLI && (measure != floor(measure) || measure > 0x1p53))
        return routes_i_fail(err, ROUTES_E_DATA,
                             "measure[%zu] is %.17g, must be a whole number of persons", cell,
                             measure);
    bool among_too_few =
        model == ROUTES_SCAN_BERNOULLI ? cases > measure : cases > 0.0 && measure == 0.0;
    if (data->measure && among_too_few)
        return routes_i_fail(err, ROUTES_E_DATA, "cases[%zu] is %g among %g", cell, cases, measure);
    return ROUTES_OK;
}

/* Copies the cells of one location; `in` tells whether any is reported. */
static routes_status take_location(routes_i_scan_study *study, const routes_scan_data *data,
                                   size_t from, bool *in, routes_error *err)
{
    size_t periods = data->periods ? data->periods : 1;
    size_t to = study->locations * study->periods;
    *in = false;
    for (size_t t = 0; t < periods; t++) {
        size_t cell = from * periods + t;
        bool stated;
        routes_status status = check_cell(&stated, data, cell, study->use.model, err);
        if (status)
            return status;
        study->left_out += !stated;
        if (!stated)
            continue;
        *in = true;
        size_t own = to + (study->periods > 1 ? t : 0);
        double sum = (double)study->cases[own] + data->cases[cell];
        if (sum > INT32_MAX)
            return routes_i_fail(err, ROUTES_E_DATA, "location %zu has more than %ld cases", from,
                                 (long)INT32_MAX);
        study->cases[own] = (int32_t)sum;
        if (data->measure)
            study->measure[own] += data->measure[cell];
    }
    return ROUTES_OK;
}

static routes_status take_cells(routes_i_scan_study *study, const routes_scan_data *data,
                                routes_error *err)
{
    size_t cells = data->locations * study->periods;
    study->source = routes_i_calloc(data->locations, sizeof *study->source);
    study->cases = routes_i_calloc(cells, sizeof *study->cases);
    study->measure = routes_i_calloc(cells, sizeof *study->measure);
    study->weight = routes_i_calloc(data->locations, sizeof *study->weight);
    if (!study->source || !study->cases || !study->measure || !study->weight)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory to scan %zu locations",
                             data->locations);
    for (size_t i = 0; i < data->locations; i++) {
        bool in;
        routes_status status = take_location(study, data, i, &in, err);
        if (status)
            return status;
        study->source[study->locations] = (uint32_t)i;
        study->locations += in;
    }
    return ROUTES_OK;
}

/* What permutation expects in a cell: the share of the place times the share of the time. */
static routes_status expect_margins(routes_i_scan_study *study, double all, routes_error *err)
{
    double *time = routes_i_calloc(study->periods, sizeof *time);
    if (!time)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu periods", study->periods);
    for (size_t i = 0; i < study->locations; i++)
        for (size_t t = 0; t < study->periods; t++)
            time[t] += (double)study->cases[i * study->periods + t];
    for (size_t i = 0; i < study->locations; i++) {
        double here = 0.0;
        for (size_t t = 0; t < study->periods; t++)
            here += (double)study->cases[i * study->periods + t];
        for (size_t t = 0; t < study->periods; t++)
            study->measure[i * study->periods + t] = here * time[t] / all;
    }
    routes_i_free(time);
    return ROUTES_OK;
}

/* Sums of cases and of measure; the measure to the scale of the cases, but for Bernoulli. */
static routes_status scale(routes_i_scan_study *study, routes_error *err)
{
    size_t cells = study->locations * study->periods;
    double cases = 0.0;
    double measure = 0.0;
    for (size_t k = 0; k < cells; k++)
        cases += (double)study->cases[k];
    if (!(cases > 0.0))
        return routes_i_fail(err, ROUTES_E_DATA, "there are no cases to scan");
    if (cases > INT32_MAX)
        return routes_i_fail(err, ROUTES_E_DATA, "there are %g cases, more than %ld", cases,
                             (long)INT32_MAX);
    bool persons = study->use.model == ROUTES_SCAN_BERNOULLI;
    if (study->use.model == ROUTES_SCAN_PERMUTATION) {
        routes_status status = expect_margins(study, cases, err);
        if (status)
            return status;
    }
    for (size_t k = 0; k < cells; k++)
        measure += study->measure[k];
    if (!(measure > 0.0) || isinf(measure))
        return routes_i_fail(err, ROUTES_E_DATA, "the measure sums to %g, must be above 0",
                             measure);
    if (persons && (cases == measure || measure > 0x1p53))
        return routes_i_fail(err, ROUTES_E_DATA, "all %.17g persons are cases: there is no control",
                             measure);
    for (size_t k = 0; k < cells && study->use.model == ROUTES_SCAN_POISSON; k++)
        study->measure[k] *= cases / measure;
    study->ratio = (routes_i_scan_ratio){.persons = persons,
                                         .high = study->use.rates != ROUTES_SCAN_LOW,
                                         .low = study->use.rates != ROUTES_SCAN_HIGH,
                                         .cases = cases,
                                         .measure = persons ? measure : cases,
                                         .least_cases = (int32_t)study->use.least_cases};
    return ROUTES_OK;
}

static void weigh(routes_i_scan_study *study)
{
    study->least_measure = INFINITY;
    for (size_t i = 0; i < study->locations; i++)
        for (size_t t = 0; t < study->periods; t++) {
            double measure = study->measure[i * study->periods + t];
            study->weight[i] += measure;
            if (measure > 0.0 && measure < study->least_measure)
                study->least_measure = measure;
        }
    study->near.weight = study->weight;
    study->near.cap = study->use.cap * study->ratio.measure;
    study->near.cap_radius = study->use.cap_radius > 0.0 ? study->use.cap_radius : INFINITY;
}

routes_status routes_i_scan_study_new(routes_i_scan_study *study, const routes_scan_data *data,
                                      const routes_scan_options *options, routes_error *err)
{
    routes_scan_data known;
    *study = (routes_i_scan_study){0};
    if (!data)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "data must not be null");
    routes_status status = routes_i_options_read(&known, sizeof known, data, err);
    if (!status)
        status = read_options(study, options, err);
    if (!status)
        status = check_data(&known, &study->use, err);
    if (!status)
        status = read_periods(study, &known, err);
    if (!status)
        status = take_cells(study, &known, err);
    if (!status)
        status = scale(study, err);
    if (!status)
        status = routes_i_scan_near_new(&study->near, &known, study->use.distance, study->source,
                                        study->locations, err);
    if (!status)
        weigh(study);
    return status;
}

void routes_i_scan_study_free(routes_i_scan_study *study)
{
    routes_i_free(study->source);
    routes_i_free(study->cases);
    routes_i_free(study->measure);
    routes_i_free(study->weight);
    routes_i_scan_near_free(&study->near);
    *study = (routes_i_scan_study){0};
}

double routes_i_scan_study_penalty(const routes_i_scan_study *study, double shape)
{
    double compact = 4.0 * shape / ((shape + 1.0) * (shape + 1.0));
    switch (study->use.penalty) {
    case ROUTES_SCAN_PENALTY_STRONG:
        return compact;
    case ROUTES_SCAN_PENALTY_MEDIUM:
        return sqrt(compact);
    case ROUTES_SCAN_PENALTY_NONE:
        break;
    }
    return 1.0;
}

size_t routes_i_scan_study_first(const routes_i_scan_study *study, size_t last)
{
    return last + 1 > study->use.cap_periods ? last + 1 - study->use.cap_periods : 0;
}

size_t routes_i_scan_study_end(const routes_i_scan_study *study)
{
    return study->use.type == ROUTES_SCAN_PROSPECTIVE ? study->periods - 1 : 0;
}

double routes_i_scan_study_angle(uint32_t index, uint32_t angles)
{
    return PI * (double)index / (double)angles;
}
