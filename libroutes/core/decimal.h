/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file core/decimal.h
 * @brief What a text must look like to be a decimal number.
 */
#ifndef ROUTES_CORE_DECIMAL_H
#define ROUTES_CORE_DECIMAL_H

#include <stdbool.h>

/** @brief The parts of a number. */
typedef struct routes_i_decimal {
    bool negative;
    const char *digits; /**< Where its digits begin. */
    long before_point;  /**< How many of them stand before the point. */
    long exponent;      /**< What the exponent adds. */
} routes_i_decimal;

/**
 * @brief Takes a whole text apart: [+-] digits [. digits] [e [+-] digits], with a digit on at
 *        least one side of the point.
 * @return False for any other text.
 */
bool routes_i_decimal_split(routes_i_decimal *parts, const char *text);

#endif
