/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/range.h
 * @brief Numbers as this field states them: low, moderate, high, and what they count.
 *
 * "Over 100 a month" is a lower bound and stays one; a stock and a flow do not
 * add; what is not stated is NaN and never becomes zero.
 */
#ifndef ROUTES_RANGE_H
#define ROUTES_RANGE_H

#include <stddef.h>

#include "routes/error.h"

ROUTES_BEGIN

/** @brief What a range is. */
typedef enum routes_range_kind {
    ROUTES_RANGE_NOT_STATED = 0,    /**< No number at all. */
    ROUTES_RANGE_SOURCE_SPREAD = 1, /**< Lowest, middle and highest published claim. */
    ROUTES_RANGE_INTERVAL95 = 2,    /**< A 95 % interval. */
    ROUTES_RANGE_LOWER_BOUND = 3,   /**< `low` alone: at least so many, open above. */
    ROUTES_RANGE_BOUNDS = 4,        /**< The truth lies between, nothing more is known. */
    ROUTES_RANGE_SINGLE = 5         /**< `moderate` alone: one value was stated. */
} routes_range_kind;

/** @brief Low, moderate and high; NaN where not stated. */
typedef struct routes_range {
    double low;
    double moderate;
    double high;
    routes_range_kind kind;
} routes_range;

/** @brief What a number measures. Unlike measures never add. */
typedef enum routes_measure {
    ROUTES_MEASURE_NOT_STATED = 0,
    ROUTES_MEASURE_STOCK = 1,      /**< Persons in a situation at a moment. */
    ROUTES_MEASURE_FLOW = 2,       /**< Persons entering or moving in a period. */
    ROUTES_MEASURE_CUMULATIVE = 3, /**< Persons ever, over a span. */
    ROUTES_MEASURE_SHARE = 4,      /**< Part of a whole. */
    ROUTES_MEASURE_COUNT = 5,      /**< Events in a period. */
    ROUTES_MEASURE_VALUATION = 6,  /**< Money. */
    ROUTES_MEASURE_RATIO = 7
} routes_measure;

/** @brief What is counted, per what. */
typedef enum routes_unit {
    ROUTES_UNIT_NOT_STATED = 0,
    ROUTES_UNIT_PERSONS = 1,
    ROUTES_UNIT_PERSONS_TOTAL = 2,
    ROUTES_UNIT_PERSONS_PER_YEAR = 3,
    ROUTES_UNIT_PERSONS_PER_MONTH = 4,
    ROUTES_UNIT_PERCENT_OF_TOTAL = 5,
    ROUTES_UNIT_PERCENT_OF_GROUP = 6,
    ROUTES_UNIT_USD_PER_YEAR = 7,
    ROUTES_UNIT_EVENTS = 8
} routes_unit;

/** @brief A range with its measure and unit. */
typedef struct routes_quantity {
    routes_range range;
    routes_measure measure;
    routes_unit unit;
} routes_quantity;

/** @brief The range that states nothing. */
ROUTES_API routes_range routes_range_none(void);

/**
 * @brief Whether a range keeps its own rules.
 *
 * `single` holds moderate alone, `lower_bound` low alone, the others low and
 * high, with or without moderate, low <= moderate <= high; every stated value
 * is finite and not negative.
 *
 * @retval ROUTES_E_DATA The rule that is broken, in words.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_range_check(routes_range range, routes_error *err);

/** @brief The least the range allows: low, or moderate where low is not stated; NaN if none. */
ROUTES_API double routes_range_least(routes_range range);

/** @brief The most the range allows; infinity for a lower bound, NaN if nothing is stated. */
ROUTES_API double routes_range_most(routes_range range);

/**
 * @brief Sum of two ranges that share no person.
 *
 * Interval arithmetic: the lows add, the highs add. With a lower bound in it
 * the sum is a lower bound. With a number that is not stated it is not stated
 * above: the sum is a lower bound too, of what is stated. Moderates add where
 * both are stated. Two singles make a single, like kinds keep their kind,
 * other mixtures are bounds.
 * Source: R. E. Moore, "Interval analysis", 1966.
 * @since 0.1
 */
ROUTES_API routes_range routes_range_add(routes_range a, routes_range b);

/**
 * @brief Union of two groups that may overlap in an unknown part: from the larger to the sum.
 *
 * Fréchet's bounds; the moderate is not stated.
 * @since 0.1
 */
ROUTES_API routes_range routes_range_overlap(routes_range a, routes_range b);

/** @brief The range times `factor` >= 0; kinds stay. @since 0.1 */
ROUTES_API routes_range routes_range_scale(routes_range range, double factor);

/**
 * @brief A range by a range, such as cases by people.
 *
 * Interval arithmetic: the least by the most, the most by the least, moderate
 * by moderate. Nothing is divided by zero: where the denominator is not stated
 * or is 0 the quotient is not stated, and where it may be 0 the quotient is a
 * lower bound. A denominator that is a lower bound leaves the quotient its
 * upper end alone: bounds from 0. Two singles make a single, like kinds keep
 * their kind but for 95 % intervals, and a single counts as the kind of the other.
 *
 * @since 0.1
 */
ROUTES_API routes_range routes_range_divide(routes_range a, routes_range b);

/**
 * @brief What parts of a whole of 100 % leave unsaid.
 *
 * With parts of 77 to 82 % the remainder is 18 to 23 %. Nothing is rescaled.
 *
 * @param[out] remainder In per cent, >= 0; kind bounds.
 * @param[in] shares [n] In per cent of one and the same whole.
 * @retval ROUTES_E_DATA A share is a lower bound or not stated, or the least sum is above 100.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_range_remainder(routes_range *remainder,
                                                             const routes_range *shares, size_t n,
                                                             routes_error *err);

/**
 * @brief Sum of two quantities of one measure and unit.
 * @param[out] sum May be `a` or `b`.
 * @retval ROUTES_E_DATA Measures or units differ: "flow per year and stock do not add".
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_quantity_add(routes_quantity *sum, routes_quantity a,
                                                          routes_quantity b, routes_error *err);

/**
 * @brief A flow per month as a flow per year: twelve times, by the caller's decision.
 * @retval ROUTES_E_DATA `quantity` is no flow per month or per year.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_quantity_per_year(routes_quantity *out,
                                                               routes_quantity quantity,
                                                               routes_error *err);

/**
 * @brief A stock as a flow per year, by the range of the mean stay: flow = stock / stay (Little).
 * @param[in] stay_years Low to high, both stated and above 0.
 * @retval ROUTES_E_DATA `stock` is no stock, or no stay is given.
 * Source: J. D. C. Little, "A proof for the queuing formula L = lambda W", 1961.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_quantity_from_stock(routes_quantity *out,
                                                                 routes_quantity stock,
                                                                 routes_range stay_years,
                                                                 routes_error *err);

/** @brief The glossary's word for a kind, measure or unit; "" for not stated, null if unknown. */
ROUTES_API const char *routes_range_kind_text(routes_range_kind kind);
/** @copydoc routes_range_kind_text */
ROUTES_API const char *routes_measure_text(routes_measure measure);
/** @copydoc routes_range_kind_text */
ROUTES_API const char *routes_unit_text(routes_unit unit);

ROUTES_END

#endif
