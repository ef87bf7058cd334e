/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/getis_ord.h"

#include <stdbool.h>

#include "core/fail.h"
#include "core/memory.h"
#include "core/options.h"
#include "routes/local_statistic.h"

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

/* Rows of the local test, to be freed. */
static routes_status test(routes_local **rows, routes_local_summary *summary, const double *values,
                          const routes_weights *weights, const routes_local_options *how,
                          routes_error *err)
{
    size_t areas = routes_weights_areas(weights);
    *rows = routes_i_calloc(areas, sizeof **rows);
    if (!*rows)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu areas", areas);
    return routes_local_test(*rows, summary, values, NULL, weights, how, err);
}

static routes_local_kind kind_of(routes_getis_ord_kind kind)
{
    return kind == ROUTES_GETIS_ORD_STAR ? ROUTES_LOCAL_GI_STAR : ROUTES_LOCAL_GI;
}

routes_status routes_getis_ord_score(double *z, const double *values, const routes_weights *weights,
                                     routes_getis_ord_kind kind, routes_error *err)
{
    routes_local *rows = NULL;
    routes_local_options how = ROUTES_LOCAL_OPTIONS;
    routes_status status = check(values, weights, kind, err);
    if (!status && !z)
        status = routes_i_fail(err, ROUTES_E_ARGUMENT, "z must not be null");
    if (status)
        return status;
    how.kind = kind_of(kind);
    how.normal = 1;
    how.min_areas = 1;
    status = test(&rows, NULL, values, weights, &how, err);
    for (size_t i = 0; !status && i < routes_weights_areas(weights); i++)
        z[i] = rows[i].z;
    routes_i_free(rows);
    return status;
}

static routes_getis_ord_status status_of(routes_local_status status)
{
    switch (status) {
    case ROUTES_LOCAL_TESTED:
        return ROUTES_GETIS_ORD_TESTED;
    case ROUTES_LOCAL_NOT_REPORTED:
        return ROUTES_GETIS_ORD_NOT_REPORTED;
    case ROUTES_LOCAL_TOO_FEW:
        return ROUTES_GETIS_ORD_TOO_FEW;
    case ROUTES_LOCAL_NO_NEIGHBOUR:
        return ROUTES_GETIS_ORD_NO_NEIGHBOUR;
    case ROUTES_LOCAL_NO_VARIATION:
    case ROUTES_LOCAL_AT_MEAN:
    case ROUTES_LOCAL_NO_EVENT:
        break;
    }
    return ROUTES_GETIS_ORD_NO_VARIATION;
}

routes_status routes_getis_ord_test(routes_getis_ord *areas, size_t *tested, const double *values,
                                    const routes_weights *weights,
                                    const routes_getis_ord_options *options, routes_error *err)
{
    routes_getis_ord_options use;
    routes_local *rows = NULL;
    routes_local_summary summary;
    routes_status status = routes_i_options_read(&use, sizeof use, options, err);
    if (!status)
        status = check(values, weights, use.kind, err);
    if (!status && !areas)
        status = routes_i_fail(err, ROUTES_E_ARGUMENT, "areas must not be null");
    if (status)
        return status;
    routes_local_options how = ROUTES_LOCAL_OPTIONS;
    how.kind = kind_of(use.kind);
    how.replicates = use.replicates;
    how.seed = use.seed;
    how.alpha = use.alpha;
    how.min_areas = use.min_areas;
    how.run = use.run;
    status = test(&rows, &summary, values, weights, &how, err);
    for (size_t i = 0; !status && i < routes_weights_areas(weights); i++)
        areas[i] = (routes_getis_ord){
            rows[i].z,   rows[i].p_high,           rows[i].p_low, rows[i].p, rows[i].p_adjusted,
            rows[i].hot, status_of(rows[i].status)};
    if (!status && tested)
        *tested = summary.tested;
    routes_i_free(rows);
    return status;
}
