/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/adjust.h
 * @brief Correction of p-values for having asked many times.
 *
 * Of a hundred provinces tested at 5 %, five stand out by chance alone.
 */
#ifndef ROUTES_ADJUST_H
#define ROUTES_ADJUST_H

#include <stddef.h>

#include "routes/error.h"

ROUTES_BEGIN

/**
 * @brief Benjamini and Hochberg's adjusted p-values, which bound the false discovery rate.
 *
 * With the m known values sorted upwards, adjusted[k] is the least of
 * p[j] m / j over j >= k, at most 1. Those with adjusted p <= 0.05 hold at most
 * 5 % false finds on average.
 *
 * @param[out] adjusted [n] NaN where `p` is; may be the same array as `p`.
 * @param[in] p         [n] 0..1; NaN: not tested, and not counted in m.
 * @param[in] n         How many; 0 is allowed.
 * @param[out] err      May be null.
 * @retval ROUTES_E_ARGUMENT An array is null.
 * @retval ROUTES_E_DATA     A value is not 0 to 1.
 * @retval ROUTES_E_MEMORY   No memory left.
 *
 * Cost: O(n log n). Thread safety: no shared state.
 * Source: Y. Benjamini and Y. Hochberg, "Controlling the false discovery rate: a
 * practical and powerful approach to multiple testing", Journal of the Royal
 * Statistical Society B 57(1), 1995, pp. 289-300.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_adjust_bh(double *adjusted, const double *p, size_t n,
                                                       routes_error *err);

/** @brief How p-values are corrected. */
typedef enum routes_adjust_method {
    ROUTES_ADJUST_BH = 0, /**< Benjamini and Hochberg 1995: false discovery rate, tests that are
                               independent or positively dependent. */
    ROUTES_ADJUST_BY = 1, /**< Benjamini and Yekutieli 2001: the same for any dependence. */
    ROUTES_ADJUST_BONFERRONI = 2, /**< The chance of a single false find. */
    ROUTES_ADJUST_NONE = 3        /**< Not at all. */
} routes_adjust_method;

/** @brief The word for a method: bh, by, bonferroni, none; null for one that is not known. */
ROUTES_API const char *routes_adjust_method_text(routes_adjust_method method);

/**
 * @brief Adjusted p-values by any of the methods.
 *
 * Bonferroni: p m, at most 1. Benjamini and Yekutieli: as Benjamini and Hochberg with m times
 * 1 + 1/2 + ... + 1/m for m. All else as routes_adjust_bh(), of which this is the general form.
 *
 * Source: Y. Benjamini and D. Yekutieli, "The control of the false discovery rate in multiple
 * testing under dependency", Annals of Statistics 29(4), 2001, pp. 1165-1188, theorem 1.3.
 * R's p.adjust gives the same.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_adjust(double *adjusted, const double *p, size_t n,
                                                    routes_adjust_method method, routes_error *err);

/**
 * @brief By what the least of `tests` p-values is multiplied; a find that stands alone must not
 * exceed alpha so multiplied.
 *
 * The number of tests for Benjamini and Hochberg, and for Bonferroni. With R permutations no p is
 * below 1 / (R + 1) (twice that for two sides): 999 of them and more than 50 tests cannot bring a
 * lone p to 0.05.
 * @since 0.1
 */
ROUTES_API double routes_adjust_factor(size_t tests, routes_adjust_method method);

ROUTES_END

#endif
