/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "result/tested.h"

#include <math.h>
#include <stdbool.h>

#include "core/fail.h"
#include "core/memory.h"

/* The figures of a column, the moderate ones of ranges; null where there is no such column. Numbers
 * alone may be below 0, ranges may not. */
static routes_status read_middles(double **out, const routes_i_own *own, const char *name,
                                  routes_error *err)
{
    routes_range *ranges = NULL;
    routes_status status = routes_i_own_numbers(out, own, name, err);
    if (status || *out)
        return status;
    status = routes_i_own_ranges(&ranges, own, name, err);
    if (!status)
        status = routes_i_own_middles(out, ranges, own->n, err);
    routes_i_free(ranges);
    return status;
}

static routes_status check(const routes_i_tested *tested, routes_i_tested_need need,
                           routes_error *err)
{
    for (size_t k = 0; k < tested->own.n; k++) {
        double x = tested->values[k];
        const char *wrong = NULL;
        if (isinf(x))
            wrong = "must be finite";
        else if ((need == ROUTES_I_TESTED_EVENTS || need == ROUTES_I_TESTED_SUM) && x < 0.0)
            wrong = "must be 0 or more";
        else if (need == ROUTES_I_TESTED_JOIN && !isnan(x) && x != 0.0 && x != 1.0)
            wrong = "must be 0 or 1 for join counts";
        if (wrong)
            return routes_i_fail(err, ROUTES_E_DATA, "area \"%s\": value is %g, %s",
                                 tested->own.ids[k], x, wrong);
    }
    return ROUTES_OK;
}

static routes_status note_stated(routes_i_tested *tested, routes_error *err)
{
    tested->stated = routes_i_calloc(tested->own.n, sizeof *tested->stated);
    if (!tested->stated)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu areas", tested->own.n);
    for (size_t k = 0; k < tested->own.n; k++) {
        if (!isnan(tested->values[k])) {
            tested->stated[k] = 1;
            tested->cases += tested->values[k];
        }
    }
    return ROUTES_OK;
}

/* Divides by the first denominator that the table has. */
static routes_status divide(routes_i_tested *tested, routes_error *err)
{
    static const char *const names[] = {"population", "expected"};
    double *by = NULL;
    routes_status status = ROUTES_OK;
    for (size_t i = 0; i < 2 && !status && !by; i++) {
        status = read_middles(&by, &tested->own, names[i], err);
        tested->divisor = by ? names[i] : NULL;
    }
    for (size_t k = 0; by && k < tested->own.n; k++)
        tested->values[k] = by[k] > 0.0 && !isinf(by[k]) ? tested->values[k] / by[k] : NAN;
    routes_i_free(by);
    return status;
}

/* A second figure; where it is missing, or people are not above 0, there is none of both. */
static routes_status read_second(routes_i_tested *tested, const char *name, bool people,
                                 routes_error *err)
{
    routes_status status = read_middles(&tested->second, &tested->own, name, err);
    if (!status && !tested->second && !people)
        status = read_middles(&tested->second, &tested->own, "population", err);
    if (!status && !tested->second)
        status = routes_i_fail(err, ROUTES_E_ARGUMENT, "areas need a column %s", name);
    for (size_t k = 0; !status && k < tested->own.n; k++) {
        double x = tested->second[k];
        if (isinf(x))
            return routes_i_fail(err, ROUTES_E_DATA, "area \"%s\": %s is %g, must be finite",
                                 tested->own.ids[k], name, x);
        if (isnan(x) || (people && !(x > 0.0)))
            tested->values[k] = NAN;
    }
    return status;
}

routes_status routes_i_tested_read(routes_i_tested *tested, const routes_table *areas,
                                   const routes_weights *weights, routes_i_tested_need need,
                                   routes_error *err)
{
    routes_status status = routes_i_own_read(&tested->own, areas, err);
    if (!status)
        status = read_middles(&tested->values, &tested->own, "value", err);
    if (!status && !tested->values)
        status = routes_i_fail(err, ROUTES_E_ARGUMENT, "areas need a column value");
    tested->need = need;
    if (!status)
        status = check(tested, need, err);
    if (!status)
        status = note_stated(tested, err);
    if (!status && need == ROUTES_I_TESTED_EVENTS)
        status = read_second(tested, "population", true, err);
    if (!status && need == ROUTES_I_TESTED_PAIR)
        status = read_second(tested, "other", false, err);
    if (!status && (need == ROUTES_I_TESTED_ANY || need == ROUTES_I_TESTED_SUM))
        status = divide(tested, err);
    if (!status)
        status = routes_i_own_weights(&tested->weights, &tested->own, weights, err);
    return status;
}

void routes_i_tested_free(routes_i_tested *tested)
{
    routes_i_free(tested->values);
    routes_i_free(tested->second);
    routes_i_free(tested->stated);
    routes_weights_free(tested->weights);
    routes_i_own_free(&tested->own);
    *tested = (routes_i_tested){0};
}

const char *routes_i_tested_missing(const routes_i_tested *tested, size_t k)
{
    if (!tested->stated[k])
        return "not_stated";
    return tested->need == ROUTES_I_TESTED_PAIR ? "no_second" : "no_denominator";
}
