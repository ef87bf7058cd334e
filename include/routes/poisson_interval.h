/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/poisson_interval.h
 * @brief How far a count, or a rate that rests on counts, can be trusted.
 *
 * One case in a village of 4 000 is compatible with a true rate of a fortieth
 * of it and with five times as much.
 */
#ifndef ROUTES_POISSON_INTERVAL_H
#define ROUTES_POISSON_INTERVAL_H

#include <stddef.h>

#include "routes/error.h"

ROUTES_BEGIN

/**
 * @brief The exact interval of a Poisson mean from one count.
 *
 * With c the count, and chi2(p, k) the quantile of the chi-square distribution
 * with k degrees of freedom:
 *
 *     lower = chi2((1 - level) / 2, 2 c) / 2          0 for c = 0
 *     upper = chi2(1 - (1 - level) / 2, 2 c + 2) / 2
 *
 * Both tails hold at most (1 - level) / 2: the interval is safe rather than
 * short. Divide by the exposure for the interval of a rate. A count that is no
 * whole number, such as an estimate, is taken as it is.
 *
 * @param[out] lower May be null.
 * @param[out] upper May be null.
 * @param[in] count  >= 0; NaN gives NaN.
 * @param[in] level  Above 0 and below 1; 0 means 0.95.
 * @param[out] err   May be null.
 * @retval ROUTES_E_ARGUMENT `level` is out of range.
 * @retval ROUTES_E_DATA     `count` is negative or infinite.
 *
 * Source: F. Garwood, "Fiducial limits for the Poisson distribution", Biometrika 28, 1936, pp.
 * 437-442. Oracle: SciPy's chi2.ppf, and R's poisson.test.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_poisson_interval(double *lower, double *upper,
                                                              double count, double level,
                                                              routes_error *err);

/**
 * @brief The interval of a weighted sum of Poisson means, such as a mean of rates.
 *
 * With y = sum(w x), v = sum(w^2 x) and g the largest weight, the limits are
 * those of the gamma distributions with mean y and variance v, and with mean
 * y + g and variance v + g^2. Equal weights give Garwood's interval.
 *
 * @param[out] lower  May be null.
 * @param[out] upper  May be null.
 * @param[in] counts  [n] x, >= 0.
 * @param[in] weights [n] w, > 0.
 * @param[in] n       >= 1.
 * @param[in] level   Above 0 and below 1; 0 means 0.95.
 * @param[out] err    May be null.
 * @retval ROUTES_E_ARGUMENT An array is null, n is 0, or `level` is out of range.
 * @retval ROUTES_E_DATA     A count or a weight is out of range.
 *
 * Source: M. P. Fay and E. J. Feuer, "Confidence intervals for directly standardized rates: a
 * method based on the gamma distribution", Statistics in Medicine 16, 1997, pp. 791-801. Oracle:
 * SciPy.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_poisson_interval_sum(double *lower, double *upper,
                                                                  const double *counts,
                                                                  const double *weights, size_t n,
                                                                  double level, routes_error *err);

ROUTES_END

#endif
