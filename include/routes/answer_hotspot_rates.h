/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/answer_hotspot_rates.h
 * @brief Rates of the user's own areas, as a table: raw, against what is expected, or smoothed.
 */
#ifndef ROUTES_ANSWER_HOTSPOT_RATES_H
#define ROUTES_ANSWER_HOTSPOT_RATES_H

#include "routes/run.h"
#include "routes/table.h"
#include "routes/weights.h"

ROUTES_BEGIN

/** @brief Which rate. Where systems differ the definition is named. */
typedef enum routes_hotspot_rate {
    ROUTES_HOTSPOT_RATE_RAW = 0,            /**< Observed by population. */
    ROUTES_HOTSPOT_RATE_EXCESS = 1,         /**< Observed by expected: excess risk, SMR. */
    ROUTES_HOTSPOT_RATE_EB = 2,             /**< Marshall 1991, all areas: spdep's EBest, GeoDa. */
    ROUTES_HOTSPOT_RATE_EB_BINOMIAL = 3,    /**< Martuzzi and Elliott 1996. */
    ROUTES_HOTSPOT_RATE_EB_LOCAL = 4,       /**< Marshall 1991, neighbourhood: spdep's EBlocal. */
    ROUTES_HOTSPOT_RATE_EB_LOCAL_GEODA = 5, /**< The same by GeoDa's and PySAL's rule. */
    ROUTES_HOTSPOT_RATE_SPATIAL = 6,        /**< Pooled over the neighbourhood: GeoDa, PySAL. */
    ROUTES_HOTSPOT_RATE_SPATIAL_MEAN = 7    /**< Mean of the raw rates of the neighbourhood. */
} routes_hotspot_rate;

/** @brief The word: raw, excess, eb, eb_binomial, eb_local, eb_local_geoda, spatial, spatial_mean;
 * null if unknown. */
ROUTES_API const char *routes_hotspot_rate_text(routes_hotspot_rate rate);

/** @brief Settings of routes_answer_hotspot_rates(). Start from ROUTES_HOTSPOT_RATES_OPTIONS. */
typedef struct routes_hotspot_rates_options {
    size_t size;              /**< sizeof this struct, set by ROUTES_HOTSPOT_RATES_OPTIONS. */
    routes_hotspot_rate rate; /**< Default: raw. */
    double per;               /**< Rates are per so many; 0 means 1. Not for excess. */
    double level;             /**< Of the intervals; 0 means 0.95. */
    double min_count;      /**< A rate that rests on fewer is marked; 0 means 20, below 0 none. */
    const routes_run *run; /**< Its log is told of few counts and missing denominators. */
} routes_hotspot_rates_options;

/** @brief The defaults, as an initialiser. */
#define ROUTES_HOTSPOT_RATES_OPTIONS                                                               \
    {                                                                                              \
        sizeof(routes_hotspot_rates_options), ROUTES_HOTSPOT_RATE_RAW, 0.0, 0.0, 0.0, NULL         \
    }

/**
 * @brief Rates of areas with their intervals and ranges.
 *
 * Columns: id, observed, population, rate, lower, upper; expected, raw, excess, weight (how far a
 * smoothed rate is the area's own), rests_on (events), few (yes below `min_count`), range,
 * control_low, control_high, alarm_low, alarm_high (of a funnel plot of `raw`, at 95 and 99.8 %:
 * routes_funnel_limits()), reason, geometry. One row for each area, in the order given; the same
 * bits for any order.
 *
 * `rate` is worked out from the moderate figures. `range` carries low and high of count and
 * denominator through it: least by most to most by least; smoothed rates with the weight and the
 * mean that the moderate figures give. `lower` and `upper` hold chance as well: the lower limit of
 * the least count by the most people, the upper limit of the most by the least; exact for raw,
 * excess and spatial rates (Garwood 1936; Fay and Feuer 1997 for the mean of rates), of the
 * posterior for empirical Bayes, none for its binomial family.
 *
 * An area without a rate says why: not_stated, lower_bound, range_only (no moderate figure),
 * no_denominator, zero_denominator, nothing_expected. Beside a rate stand
 * population_below_observed, a warning, and from_neighbours, a spatial rate of an area that has
 * none itself. The default of 20 follows the United States' National Center for Health Statistics,
 * which calls a rate on fewer than 20 events unreliable: its relative standard error is above 22 %.
 *
 * @param[out] out    Kind own. Owned by the caller: routes_table_free(). Null on failure.
 * @param[in] areas   `id`; `value` and `population` as numbers with _low and _high, or as ranges;
 *                    `expected` in place of or beside the population; `geometry`.
 * @param[in] weights Of the rows of `areas`; may be null but for the local and spatial rates.
 * @param[in] options Null for the defaults.
 * @param[out] err    May be null.
 * @retval ROUTES_E_ARGUMENT Something is null, an option is out of range, a column is missing, or
 *                           weights are those of another number of areas.
 * @retval ROUTES_E_DATA     An id is missing or stands twice, a figure is out of range, or no area
 *                           has both a count and a denominator.
 * @retval ROUTES_E_MEMORY   No memory left.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_answer_hotspot_rates(
    routes_table **out, const routes_table *areas, const routes_weights *weights,
    const routes_hotspot_rates_options *options, routes_error *err);

ROUTES_END

#endif
