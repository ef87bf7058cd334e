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

ROUTES_END

#endif
