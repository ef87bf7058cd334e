/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/poisson_interval.h"

#include <math.h>

#include "core/fail.h"
#include "core/gamma.h"

#define LEVEL 0.95

/* What is left on each side. */
static routes_status read_level(double *side, double level, routes_error *err)
{
    double use = level != 0.0 ? level : LEVEL;
    if (!(use > 0.0 && use < 1.0))
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "level is %g, must be above 0 and below 1",
                             level);
    *side = 0.5 * (1.0 - use);
    return ROUTES_OK;
}

routes_status routes_poisson_interval(double *lower, double *upper, double count, double level,
                                      routes_error *err)
{
    double side = 0.0;
    routes_status status = read_level(&side, level, err);
    if (status)
        return status;
    if (count < 0.0 || isinf(count))
        return routes_i_fail(err, ROUTES_E_DATA, "count is %g, must be 0 or above", count);
    if (lower)
        *lower = count > 0.0 ? routes_i_gamma_lower_inverse(count, side) : count;
    if (upper)
        *upper = isnan(count) ? count : routes_i_gamma_upper_inverse(count + 1.0, side);
    return ROUTES_OK;
}

/* The shape of the gamma distribution with this mean and variance; its scale is variance / mean. */
static double shape(double mean, double variance)
{
    return mean * mean / variance;
}

routes_status routes_poisson_interval_sum(double *lower, double *upper, const double *counts,
                                          const double *weights, size_t n, double level,
                                          routes_error *err)
{
    double side = 0.0;
    routes_status status = read_level(&side, level, err);
    if (!status && (!counts || !weights))
        status = routes_i_fail(err, ROUTES_E_ARGUMENT, "counts and weights must not be null");
    if (!status && n == 0)
        status = routes_i_fail(err, ROUTES_E_ARGUMENT, "n is 0, at least one count is needed");
    if (status)
        return status;
    double sum = 0.0;
    double variance = 0.0;
    double largest = 0.0;
    for (size_t i = 0; i < n; i++) {
        if (!(counts[i] >= 0.0) || isinf(counts[i]))
            return routes_i_fail(err, ROUTES_E_DATA, "counts[%zu] is %g, must be 0 or above", i,
                                 counts[i]);
        if (!(weights[i] > 0.0) || isinf(weights[i]))
            return routes_i_fail(err, ROUTES_E_DATA, "weights[%zu] is %g, must be above 0", i,
                                 weights[i]);
        sum += weights[i] * counts[i];
        variance += weights[i] * weights[i] * counts[i];
        largest = fmax(largest, weights[i]);
    }
    if (lower)
        *lower = sum > 0.0
                     ? variance / sum * routes_i_gamma_lower_inverse(shape(sum, variance), side)
                     : 0.0;
    if (upper) {
        double mean = sum + largest;
        double spread = variance + largest * largest;
        *upper = spread / mean * routes_i_gamma_upper_inverse(shape(mean, spread), side);
    }
    return ROUTES_OK;
}
