/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/decimal.h
 * @brief Decimal numbers as whole numbers, so that equal sums are equal.
 *
 * 0.1 + 0.2 and 0.3 differ as doubles and are the same length on the ground.
 * Path search therefore counts micrometres or milliseconds, and this is how a
 * length written with a point becomes such a count.
 */
#ifndef ROUTES_DECIMAL_H
#define ROUTES_DECIMAL_H

#include <stdint.h>

#include "routes/error.h"

ROUTES_BEGIN

/** @brief Most decimals a count of 64 bits can carry. */
#define ROUTES_DECIMAL_MOST 18

/**
 * @brief Reads a decimal number exactly, as a count of its last decimal.
 *
 * With 6 decimals "0.3" is 300000: metres become micrometres. An exponent may
 * follow ("3e-1"). The locale does not matter.
 *
 * @param[out] count   The number times 10^decimals.
 * @param[in] text     The whole text: sign, digits, point, exponent; no blanks.
 * @param[in] decimals 0 to ROUTES_DECIMAL_MOST.
 * @param[out] err     May be null.
 * @retval ROUTES_E_DATA The text is no number, has more decimals than asked for, or is too large.
 *
 * Cost: O(length of the text). Thread safety: no shared state.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_decimal_read(int64_t *count, const char *text,
                                                          unsigned decimals, routes_error *err);

/**
 * @brief Rounds a double to the nearest count of a last decimal, halves away from zero.
 *
 * For figures that were never decimal, such as a geodesic length.
 *
 * @param[out] count   `value` times 10^decimals.
 * @param[in] value    Finite.
 * @param[in] decimals 0 to ROUTES_DECIMAL_MOST.
 * @param[out] err     May be null.
 * @retval ROUTES_E_DATA `value` is not finite or too large.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_decimal_round(int64_t *count, double value,
                                                           unsigned decimals, routes_error *err);

ROUTES_END

#endif
