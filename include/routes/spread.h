/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/spread.h
 * @brief How a number stated as a range is spread between its ends.
 *
 * The sources say low, moderate and high, and nothing of what lies between: the
 * spread is an assumption, and stands by its name beside every result.
 */
#ifndef ROUTES_SPREAD_H
#define ROUTES_SPREAD_H

#include "routes/range.h"

ROUTES_BEGIN

/** @brief The shape of a spread. */
typedef enum routes_spread_kind {
    ROUTES_SPREAD_DEFAULT = 0,    /**< Triangular; uniform where no moderate is stated. */
    ROUTES_SPREAD_UNIFORM = 1,    /**< All values alike; a moderate is only somewhere within. */
    ROUTES_SPREAD_TRIANGULAR = 2, /**< Rises evenly from low to moderate, falls evenly to high. */
    ROUTES_SPREAD_PERT = 3, /**< Beta on low to high, shapes 1 + 4 (moderate - low) / (high - low)
                               and 1 + 4 (high - moderate) / (high - low). */
    ROUTES_SPREAD_POINT = 4 /**< One value: a range without width. Not asked for. */
} routes_spread_kind;

/** @brief A spread; a value, made by routes_spread_of(). */
typedef struct routes_spread {
    routes_spread_kind kind; /**< Never DEFAULT. */
    double low;
    double moderate; /**< The mode; the middle of a uniform one. */
    double high;
} routes_spread;

/**
 * @brief The spread of a stated range.
 *
 * A single value, and a range without width, is a point. Triangular and PERT
 * without a stated moderate are uniform: a middle that nobody stated is not
 * made up.
 *
 * @param[out] spread
 * @param[in] range   Stated, with an upper end.
 * @param[in] kind    Not POINT.
 * @param[out] err    May be null.
 * @retval ROUTES_E_ARGUMENT `spread` is null or `kind` is not known.
 * @retval ROUTES_E_DATA     The range breaks its rules, is not stated, or is a lower bound: what is
 *                           open above cannot be spread.
 *
 * Source: D. Vose, "Risk analysis", 3rd ed. 2008, ch. 14 (PERT).
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_spread_of(routes_spread *spread, routes_range range,
                                                       routes_spread_kind kind, routes_error *err);

/** @brief Chance of a value at most `x`; a point's is 0 below it and 1 from it on. @since 0.1 */
ROUTES_API double routes_spread_at_most(const routes_spread *spread, double x);

/** @brief Density at `x`; 0 outside, and for a point. @since 0.1 */
ROUTES_API double routes_spread_density(const routes_spread *spread, double x);

/** @brief The word for a kind: default, uniform, triangular, pert, point; null if unknown. */
ROUTES_API const char *routes_spread_kind_text(routes_spread_kind kind);

ROUTES_END

#endif
