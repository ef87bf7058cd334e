/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/mann_kendall.h
 * @brief Whether a series rises or falls, without assuming how.
 */
#ifndef ROUTES_MANN_KENDALL_H
#define ROUTES_MANN_KENDALL_H

#include <stddef.h>
#include <stdint.h>

#include "routes/error.h"

ROUTES_BEGIN

/** @brief Where the chance comes from. */
typedef enum routes_mann_kendall_kind {
    ROUTES_MANN_KENDALL_NORMAL = 0, /**< From z, corrected for ties and for continuity. */
    ROUTES_MANN_KENDALL_EXACT = 1   /**< From all orders of the values; where values are equal there
                                         is no such list, and the normal one is given. */
} routes_mann_kendall_kind;

/** @brief Most values for which the exact chance is worked out. */
#define ROUTES_MANN_KENDALL_EXACT_MOST 100

/** @brief The trend of one series. */
typedef struct routes_mann_kendall {
    size_t n;        /**< Values that were there. With fewer than two all below are NaN. */
    int64_t s;       /**< Pairs that rise less pairs that fall. */
    double variance; /**< Of s without a trend, corrected for ties. */
    double tau;      /**< Kendall's tau-b, -1 to 1; 0 where all values are equal. */
    double z;        /**< (s - sign(s)) / sqrt(variance); 0 where s is 0. */
    double p;        /**< Two-sided; 1 where s is 0. */
    int exact;       /**< Other than 0: p is exact. */
} routes_mann_kendall;

/**
 * @brief Mann's and Kendall's test of trend.
 *
 *     s        = sum over i < j of sign(x[j] - x[i])
 *     variance = (n (n - 1) (2 n + 5) - sum over ties of t (t - 1) (2 t + 5)) / 18
 *
 * Values nearer to each other than 1e-12 of the largest, without its sign, are
 * tied. Missing values (NaN) are left out, the others keep their order.
 *
 * @param[out] trend
 * @param[in] x      [n] In order of time; NaN: not known.
 * @param[in] n      Number of periods; 0 is allowed.
 * @param[in] kind   Which chance.
 * @param[out] err   May be null.
 * @retval ROUTES_E_ARGUMENT Something is null, `kind` is not known, or n is 2^20 or more.
 * @retval ROUTES_E_DATA     A value is infinite.
 * @retval ROUTES_E_MEMORY   No memory left.
 *
 * Cost: O(n^2). Thread safety: no shared state.
 * Source: H. B. Mann, "Nonparametric tests against trend", Econometrica 13, 1945, pp. 245-259; M.
 * G. Kendall, "Rank correlation methods", 4th ed. 1970, ch. 4 (ties, continuity), ch. 5 (exact).
 * Oracle: pymannkendall's original_test, SciPy's kendalltau (exact).
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_mann_kendall_test(routes_mann_kendall *trend,
                                                               const double *x, size_t n,
                                                               routes_mann_kendall_kind kind,
                                                               routes_error *err);

ROUTES_END

#endif
