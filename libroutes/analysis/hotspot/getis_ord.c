/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/getis_ord.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "analysis/hotspot/permutation.h"
#include "core/fail.h"
#include "core/memory.h"
#include "core/options.h"
#include "routes/adjust.h"

#define REPLICATES 9999
#define ALPHA 0.05
#define MIN_AREAS 20

/* Below this share of n S, n S - W^2 is rounding: every area is a neighbour of equal weight. */
#define NO_SPREAD 1e-12

const char *routes_hot_class_text(routes_hot_class hot)
{
    switch (hot) {
    case ROUTES_HOT_NOT_TESTED:
        return "not_tested";
    case ROUTES_HOT_NONE:
        return "none";
    case ROUTES_HOT_HOT:
        return "hot";
    case ROUTES_HOT_COLD:
        return "cold";
    case ROUTES_HOT_UNCERTAIN:
        return "uncertain";
    }
    return NULL;
}

/* The figures of all areas together. Sums are taken about the mean, where little cancels. */
struct figures {
    const double *values;
    size_t reported;
    double mean;
    double sum;      /* about the mean: the rounding that is left */
    double squares;  /* about the mean */
    double least[2]; /* the two lowest, to know whether the others are alike */
    double most[2];  /* the two highest */
};

static void note_extremes(struct figures *figures, double value)
{
    if (value < figures->least[0]) {
        figures->least[1] = figures->least[0];
        figures->least[0] = value;
    } else if (value < figures->least[1]) {
        figures->least[1] = value;
    }
    if (value > figures->most[0]) {
        figures->most[1] = figures->most[0];
        figures->most[0] = value;
    } else if (value > figures->most[1]) {
        figures->most[1] = value;
    }
}

static routes_status gather(struct figures *figures, const double *values, size_t areas,
                            routes_error *err)
{
    *figures = (struct figures){
        .values = values, .least = {INFINITY, INFINITY}, .most = {-INFINITY, -INFINITY}};
    for (size_t i = 0; i < areas; i++) {
        if (isinf(values[i]))
            return routes_i_fail(err, ROUTES_E_DATA, "values[%zu] is %g, must be finite", i,
                                 values[i]);
        if (isnan(values[i]))
            continue;
        figures->reported++;
        figures->mean += values[i];
        note_extremes(figures, values[i]);
    }
    figures->mean /= (double)figures->reported;
    for (size_t i = 0; i < areas; i++) {
        if (isnan(values[i]))
            continue;
        double gap = values[i] - figures->mean;
        figures->sum += gap;
        figures->squares += gap * gap;
    }
    return ROUTES_OK;
}

/* Whether the values that the statistic compares with are all the same. */
static bool all_alike(const struct figures *figures, double own, routes_getis_ord_kind kind)
{
    if (kind == ROUTES_GETIS_ORD_STAR)
        return figures->least[0] == figures->most[0];
    double least = own == figures->least[0] ? figures->least[1] : figures->least[0];
    double most = own == figures->most[0] ? figures->most[1] : figures->most[0];
    return least == most;
}

/* The score of one area with a figure, and why there is none when it is NaN. */
static double score(routes_getis_ord_status *status, const struct figures *figures,
                    const routes_weights *weights, uint32_t area, routes_getis_ord_kind kind)
{
    bool star = kind == ROUTES_GETIS_ORD_STAR;
    double own = figures->values[area] - figures->mean;
    double n = (double)figures->reported - (star ? 0.0 : 1.0);
    double mean = (figures->sum - (star ? 0.0 : own)) / n;
    double variance = (figures->squares - (star ? 0.0 : own * own)) / n - mean * mean;

    const uint32_t *neighbours;
    const double *values;
    size_t row = routes_weights_row(&neighbours, &values, weights, area);
    double sum = 0.0;
    double w = 0.0;
    double w2 = 0.0;
    for (size_t k = 0; k < row; k++) {
        double value = figures->values[neighbours[k]];
        if (isnan(value) || (!star && neighbours[k] == area))
            continue;
        sum += values[k] * (value - figures->mean);
        w += values[k];
        w2 += values[k] * values[k];
    }
    double spread = n * w2 - w * w;
    *status = ROUTES_GETIS_ORD_TESTED;
    if (w == 0.0)
        *status = ROUTES_GETIS_ORD_NO_NEIGHBOUR;
    else if (n < 2.0 || all_alike(figures, figures->values[area], kind) || !(variance > 0.0) ||
             spread <= NO_SPREAD * n * w2)
        *status = ROUTES_GETIS_ORD_NO_VARIATION;
    if (*status)
        return NAN;
    return (sum - w * mean) / (sqrt(variance) * sqrt(spread / (n - 1.0)));
}

static routes_status check(const double *values, const routes_weights *weights,
                           routes_getis_ord_kind kind, routes_error *err)
{
    if (!values || !weights)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "values and weights must not be null");
    if (kind != ROUTES_GETIS_ORD_STAR && kind != ROUTES_GETIS_ORD_PLAIN)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "kind is %d, not a known choice", (int)kind);
    for (uint32_t i = 0; kind == ROUTES_GETIS_ORD_STAR && i < routes_weights_areas(weights); i++) {
        const uint32_t *neighbours;
        size_t row = routes_weights_row(&neighbours, NULL, weights, i);
        bool has_self = false;
        for (size_t k = 0; k < row; k++)
            has_self = has_self || neighbours[k] == i;
        if (!has_self)
            return routes_i_fail(err, ROUTES_E_ARGUMENT,
                                 "the weights of area %lu lack the area itself, which Gi* needs",
                                 (unsigned long)i);
    }
    return ROUTES_OK;
}

routes_status routes_getis_ord_score(double *z, const double *values, const routes_weights *weights,
                                     routes_getis_ord_kind kind, routes_error *err)
{
    struct figures figures;
    routes_status status = check(values, weights, kind, err);
    if (!status && !z)
        status = routes_i_fail(err, ROUTES_E_ARGUMENT, "z must not be null");
    if (!status)
        status = gather(&figures, values, routes_weights_areas(weights), err);
    if (status)
        return status;
    for (uint32_t i = 0; i < routes_weights_areas(weights); i++) {
        routes_getis_ord_status why;
        z[i] = isnan(values[i]) ? NAN : score(&why, &figures, weights, i, kind);
    }
    return ROUTES_OK;
}

/* Everything not tested, and why. */
static size_t begin(routes_getis_ord *areas, unsigned char *asked, const struct figures *figures,
                    const routes_weights *weights, const routes_getis_ord_options *use)
{
    size_t tested = 0;
    for (uint32_t i = 0; i < routes_weights_areas(weights); i++) {
        routes_getis_ord *area = &areas[i];
        *area = (routes_getis_ord){
            NAN, NAN, NAN, NAN, NAN, ROUTES_HOT_NOT_TESTED, ROUTES_GETIS_ORD_TESTED};
        if (isnan(figures->values[i]))
            area->status = ROUTES_GETIS_ORD_NOT_REPORTED;
        else if (figures->reported < use->min_areas)
            area->status = ROUTES_GETIS_ORD_TOO_FEW;
        else
            area->z = score(&area->status, figures, weights, i, use->kind);
        asked[i] = area->status == ROUTES_GETIS_ORD_TESTED;
        tested += asked[i];
    }
    return tested;
}

/* From counts to chances, and from chances to classes. */
static routes_status conclude(routes_getis_ord *areas, size_t n, const uint32_t *as_high,
                              const uint32_t *as_low, double *p,
                              const routes_getis_ord_options *use, routes_error *err)
{
    double all = (double)use->replicates + 1.0;
    for (size_t i = 0; i < n; i++) {
        p[i] = NAN;
        if (areas[i].status)
            continue;
        areas[i].p_high = ((double)as_high[i] + 1.0) / all;
        areas[i].p_low = ((double)as_low[i] + 1.0) / all;
        areas[i].p = p[i] = fmin(1.0, 2.0 * fmin(areas[i].p_high, areas[i].p_low));
    }
    routes_status status = routes_adjust_bh(p, p, n, err);
    for (size_t i = 0; !status && i < n; i++) {
        if (areas[i].status)
            continue;
        areas[i].p_adjusted = p[i];
        areas[i].hot = p[i] > use->alpha                  ? ROUTES_HOT_NONE
                       : areas[i].p_high < areas[i].p_low ? ROUTES_HOT_HOT
                                                          : ROUTES_HOT_COLD;
    }
    return status;
}

static routes_status read_options(routes_getis_ord_options *use, routes_run *run,
                                  const routes_getis_ord_options *options, routes_error *err)
{
    routes_status status = routes_i_options_read(use, sizeof *use, options, err);
    if (!status)
        status = routes_i_run_read(run, use->run, err);
    if (status)
        return status;
    use->replicates = use->replicates ? use->replicates : REPLICATES;
    use->min_areas = use->min_areas ? use->min_areas : MIN_AREAS;
    use->alpha = use->alpha != 0.0 ? use->alpha : ALPHA;
    if (!(use->alpha > 0.0 && use->alpha < 1.0))
        return routes_i_fail(err, ROUTES_E_ARGUMENT,
                             "options.alpha is %g, must be above 0 and below 1", use->alpha);
    return ROUTES_OK;
}

routes_status routes_getis_ord_test(routes_getis_ord *areas, size_t *tested, const double *values,
                                    const routes_weights *weights,
                                    const routes_getis_ord_options *options, routes_error *err)
{
    routes_getis_ord_options use;
    routes_run run;
    struct figures figures;
    routes_status status = read_options(&use, &run, options, err);
    if (!status)
        status = check(values, weights, use.kind, err);
    if (!status && !areas)
        status = routes_i_fail(err, ROUTES_E_ARGUMENT, "areas must not be null");
    if (!status)
        status = gather(&figures, values, routes_weights_areas(weights), err);
    if (status)
        return status;

    size_t n = routes_weights_areas(weights);
    size_t asked_count = 0;
    routes_getis_ord *made = routes_i_calloc(n, sizeof *made);
    unsigned char *asked = routes_i_calloc(n, sizeof *asked);
    uint32_t *as_high = routes_i_calloc(n, sizeof *as_high);
    uint32_t *as_low = routes_i_calloc(n, sizeof *as_low);
    double *p = routes_i_calloc(n, sizeof *p);
    if (!made || !asked || !as_high || !as_low || !p)
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu areas", n);
    if (!status) {
        asked_count = begin(made, asked, &figures, weights, &use);
        const routes_i_permutation what = {values, weights, asked, use.replicates, use.seed};
        if (asked_count)
            status = routes_i_permutation_count(as_high, as_low, &what, &run, err);
    }
    if (!status)
        status = conclude(made, n, as_high, as_low, p, &use, err);
    for (size_t i = 0; !status && i < n; i++)
        areas[i] = made[i];
    if (!status && tested)
        *tested = asked_count;
    routes_i_free(made);
    routes_i_free(asked);
    routes_i_free(as_high);
    routes_i_free(as_low);
    routes_i_free(p);
    return status;
}
