/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "result/hotspot_local.h"

#include <math.h>

#include "core/fail.h"
#include "core/memory.h"
#include "core/options.h"

void routes_i_hotspot_local_free(routes_i_hotspot_local *made)
{
    routes_i_free(made->counts);
    routes_i_free(made->people);
    routes_i_free(made->values);
    routes_i_free(made->other);
    routes_i_free(made->rows);
    routes_i_free(made->held);
    routes_weights_free(made->weights);
    routes_i_own_free(&made->own);
}

static bool takes_both(routes_local_kind kind)
{
    return kind == ROUTES_LOCAL_MORAN_EB || kind == ROUTES_LOCAL_MORAN_BIVARIATE;
}

static routes_status read_options(routes_i_hotspot_local *made,
                                  const routes_hotspot_local_options *options, routes_error *err)
{
    routes_hotspot_local_options *use = &made->use;
    routes_status status = routes_i_options_read(use, sizeof *use, options, err);
    if (!status)
        status = routes_i_options_read(&made->test, sizeof made->test, use->test, err);
    if (!status)
        status = routes_i_run_read(&made->run, made->test.run, err);
    if (status)
        return status;
    if (made->test.from || made->test.to)
        return routes_i_fail(err, ROUTES_E_ARGUMENT,
                             "a table of all areas cannot be made of a shard");
    if (!(use->min_cases >= 0.0) || !(use->least_share >= 0.0 && use->least_share <= 1.0))
        return routes_i_fail(
            err, ROUTES_E_ARGUMENT,
            "min_cases is %g and least_share %g, must be 0 or above, the latter at "
            "most 1",
            use->min_cases, use->least_share);
    return ROUTES_OK;
}

/* Counts by people where there are any, but for what takes both. */
static routes_status find_values(routes_i_hotspot_local *made, routes_error *err)
{
    size_t n = made->own.n;
    double *people = NULL;
    routes_status status = routes_i_own_middles(&made->values, made->counts, n, err);
    if (!status)
        status = routes_i_own_middles(&people, made->people, n, err);
    for (size_t k = 0; k < n && !status; k++)
        made->cases += isnan(made->values[k]) ? 0.0 : made->values[k];
    if (!status && takes_both(made->test.kind)) {
        made->other = people;
        people = NULL;
    }
    for (size_t k = 0; k < n && !status && people; k++)
        made->values[k] = people[k] > 0.0 ? made->values[k] / people[k] : (double)NAN;
    routes_i_free(people);
    return status;
}

static routes_status read_figures(routes_i_hotspot_local *made, routes_error *err)
{
    routes_status status = routes_i_own_ranges(&made->counts, &made->own, "value", err);
    if (!status)
        status = routes_i_own_ranges(&made->people, &made->own, "population", err);
    if (!status && !made->counts)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "the areas have no column \"value\"");
    if (!status && !made->people && takes_both(made->test.kind))
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "%s needs a column \"population\"",
                             routes_local_kind_text(made->test.kind));
    return status ? status : find_values(made, err);
}

/* What the classes are asked again with. */
struct again {
    const routes_weights *weights;
    routes_local_options test;
};

static routes_status classify(routes_hot_class *classes, const double *values, size_t n, void *user,
                              routes_error *err)
{
    const struct again *again = user;
    routes_local *rows = routes_i_calloc(n, sizeof *rows);
    if (!rows)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu areas", n);
    routes_status status =
        routes_local_test(rows, NULL, values, NULL, again->weights, &again->test, err);
    for (size_t k = 0; k < n && !status; k++)
        classes[k] = rows[k].hot;
    routes_i_free(rows);
    return status;
}

static routes_status redraw(routes_i_hotspot_local *made, routes_error *err)
{
    routes_redraw_options how = ROUTES_REDRAW_OPTIONS;
    routes_stability_options stability = ROUTES_STABILITY_OPTIONS;
    struct again again = {made->weights, made->test};
    routes_redraw *figures = NULL;
    if (takes_both(made->test.kind))
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "%s cannot be drawn again",
                             routes_local_kind_text(made->test.kind));
    made->held = routes_i_calloc(made->own.n, sizeof *made->held);
    if (!made->held)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu areas", made->own.n);
    again.test.run = NULL;
    how.seed = made->test.seed;
    how.spread = made->use.spread;
    how.sampling = made->people ? ROUTES_SAMPLING_POISSON : ROUTES_SAMPLING_NONE;
    stability.draws = made->use.redraws;
    stability.least_share = made->use.least_share;
    stability.run = &made->run;
    routes_status status =
        routes_redraw_new(&figures, made->counts, made->people, NULL, made->own.n, &how, err);
    if (!status)
        status = routes_stability_test(made->held, figures, classify, &again, &stability, err);
    routes_redraw_free(figures);
    return status;
}

static routes_status compute(routes_i_hotspot_local *made, routes_error *err)
{
    made->rows = routes_i_calloc(made->own.n, sizeof *made->rows);
    if (!made->rows)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu areas", made->own.n);
    made->few_cases = made->cases < made->use.min_cases;
    routes_local_options test = made->test;
    /* Below the floor the rows still say what they hold, and why no more. */
    if (made->few_cases)
        test.min_areas = SIZE_MAX;
    routes_status status = routes_local_test(made->rows, &made->summary, made->values, made->other,
                                             made->weights, &test, err);
    if (!status && made->use.redraws && !made->few_cases)
        status = redraw(made, err);
    return status;
}

routes_status routes_i_hotspot_local_make(routes_i_hotspot_local *made, const routes_table *areas,
                                          const routes_weights *weights,
                                          const routes_hotspot_local_options *options,
                                          routes_error *err)
{
    *made = (routes_i_hotspot_local){0};
    routes_status status = read_options(made, options, err);
    if (!status)
        status = routes_i_own_read(&made->own, areas, err);
    if (!status)
        status = routes_i_own_weights(&made->weights, &made->own, weights, err);
    if (!status)
        status = read_figures(made, err);
    return status ? status : compute(made, err);
}

routes_hot_class routes_i_hotspot_local_class(const routes_i_hotspot_local *made, size_t k)
{
    return made->held && made->held[k].hot == ROUTES_HOT_UNCERTAIN ? ROUTES_HOT_UNCERTAIN
                                                                   : made->rows[k].hot;
}

const char *routes_i_hotspot_local_reason(const routes_i_hotspot_local *made, size_t k)
{
    static const char *const words[] = {
        [ROUTES_LOCAL_NOT_REPORTED] = "not_stated",   [ROUTES_LOCAL_TOO_FEW] = "too_few_areas",
        [ROUTES_LOCAL_NO_NEIGHBOUR] = "no_neighbour", [ROUTES_LOCAL_NO_VARIATION] = "no_variation",
        [ROUTES_LOCAL_AT_MEAN] = "at_mean",           [ROUTES_LOCAL_NO_EVENT] = "no_event",
    };
    routes_local_status status = made->rows[k].status;
    if (status == ROUTES_LOCAL_TOO_FEW && made->few_cases)
        return "too_few_cases";
    if (status == ROUTES_LOCAL_TESTED || (size_t)status >= sizeof words / sizeof *words)
        return NULL;
    return words[status];
}

double routes_i_hotspot_local_lag(const routes_i_hotspot_local *made, size_t k)
{
    const routes_local *row = &made->rows[k];
    return made->test.kind == ROUTES_LOCAL_MORAN_BIVARIATE
               ? row->lag
               : row->lag + (row->value - row->deviation);
}
