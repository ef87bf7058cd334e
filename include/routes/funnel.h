/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/funnel.h
 * @brief What chance alone makes of one common rate, the wider the fewer the people.
 */
#ifndef ROUTES_FUNNEL_H
#define ROUTES_FUNNEL_H

#include <stddef.h>

#include "routes/error.h"

ROUTES_BEGIN

/**
 * @brief Limits of the rates of areas that share one rate: those of a funnel plot.
 *
 * With E = rate x exposure, F the distribution of a Poisson count of mean E, and r the least count
 * with F(r) >= p, the limit at p is
 *
 *     (r - (F(r) - p) / (F(r) - F(r - 1))) / exposure
 *
 * and not below 0: the exact limits, made smooth between counts. `low` is that at (1 - level) / 2,
 * `high` that at (1 + level) / 2. Usual levels are 0.95 and 0.998.
 *
 * @param[out] low     [n] NaN where the exposure is NaN.
 * @param[out] high    [n] The same.
 * @param[in] exposure [n] People, or people times years, > 0; NaN: not stated.
 * @param[in] n        Number of areas.
 * @param[in] rate     The common rate, events per unit of exposure, >= 0.
 * @param[in] level    Between 0 and 1.
 * @param[out] err     May be null.
 * @retval ROUTES_E_ARGUMENT An array is null, or level or rate is out of range.
 * @retval ROUTES_E_DATA     An exposure is not above 0. Outputs are untouched on failure.
 *
 * Cost: O(n log E), no allocation. Thread safety: no shared state.
 * Source: D. J. Spiegelhalter, "Funnel plots for comparing institutional performance", Statistics
 * in Medicine 24, 2005, pp. 1185-1202, appendix A.1.1.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_funnel_limits(double *low, double *high,
                                                           const double *exposure, size_t n,
                                                           double rate, double level,
                                                           routes_error *err);

ROUTES_END

#endif
