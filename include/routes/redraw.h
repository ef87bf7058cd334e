/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/redraw.h
 * @brief The figures of all areas drawn again, as they could be within their ranges and by chance.
 *
 * What is worked out from the stated figures is worked out again from many
 * draws: what holds in most of them holds. Every draw of every area has a
 * random stream of its own, named by the area's site, so that neither the
 * order of the areas nor the number of threads changes it.
 */
#ifndef ROUTES_REDRAW_H
#define ROUTES_REDRAW_H

#include <stdint.h>

#include "routes/spread.h"

ROUTES_BEGIN

/** @brief What chance does to a count, beside its range. */
typedef enum routes_sampling {
    ROUTES_SAMPLING_NONE = 0,   /**< Nothing: the figures are no counts of events. */
    ROUTES_SAMPLING_POISSON = 1 /**< The mean behind a count c is drawn from a gamma distribution of
                                     shape c + 1/2: the posterior of a Poisson mean under Jeffreys'
                                     prior. A count of 0 has a mean above 0. */
} routes_sampling;

/** @brief The word for it: none, poisson; null if unknown. */
ROUTES_API const char *routes_sampling_text(routes_sampling sampling);

/** @brief Whether an area can be drawn, and why not. */
typedef enum routes_redraw_state {
    ROUTES_REDRAW_DRAWN = 0,
    ROUTES_REDRAW_NOT_STATED = 1,    /**< It has no figure. */
    ROUTES_REDRAW_OPEN = 2,          /**< Its figure is a lower bound: no upper end. */
    ROUTES_REDRAW_NO_DENOMINATOR = 3 /**< Its denominator is not stated, open above, or may be 0. */
} routes_redraw_state;

/** @brief The word for a state: "", not_stated, lower_bound, no_denominator; null if unknown. */
ROUTES_API const char *routes_redraw_state_text(routes_redraw_state state);

/** @brief Figures that can be drawn again. Never changed once made. */
typedef struct routes_redraw routes_redraw;

/** @brief Settings of routes_redraw_new(). Start from ROUTES_REDRAW_OPTIONS. */
typedef struct routes_redraw_options {
    size_t size;                       /**< sizeof this struct, set by ROUTES_REDRAW_OPTIONS. */
    uint64_t seed;                     /**< Of all draws. */
    routes_spread_kind spread;         /**< Of the ranges, also of the denominators. */
    const routes_spread_kind *spreads; /**< [n] Of each area's range; null: `spread` for all. */
    routes_sampling sampling;          /**< Default: none. */
} routes_redraw_options;

/** @brief The defaults, as an initialiser. */
#define ROUTES_REDRAW_OPTIONS                                                                      \
    {                                                                                              \
        sizeof(routes_redraw_options), 0, ROUTES_SPREAD_DEFAULT, NULL, ROUTES_SAMPLING_NONE        \
    }

/**
 * @brief Takes figures, and denominators where they are rates.
 *
 * A draw is value / exposure, both drawn from their spreads, independent of
 * each other and of all other areas; with sampling, the value drawn is a count
 * and stands for the mean behind it.
 *
 * @param[out] out      routes_redraw_free(). Null on failure.
 * @param[in] values    [n] Figures or counts; copied.
 * @param[in] exposures [n] Denominators; copied. Null: the figures as they are.
 * @param[in] sites     [n] A number for each area, no two alike; copied. Null: 0, 1, 2 ... Numbers
 * by the order of ids make the draws independent of the order of the input.
 * @param[in] n         Number of areas, >= 1.
 * @param[in] options   Null for the defaults.
 * @param[out] err      May be null.
 * @retval ROUTES_E_ARGUMENT A required argument is null, n is 0 or too large, an option is unknown.
 * @retval ROUTES_E_DATA     A range breaks its rules, or two sites are alike.
 * @retval ROUTES_E_MEMORY   No memory left.
 *
 * Source of the prior: H. Jeffreys, "Theory of probability", 3rd ed. 1961, ch. 3.1; ranks from
 * draws: H. Goldstein and D. J. Spiegelhalter, "League tables and their limitations", Journal of
 * the Royal Statistical Society A 159(3), 1996, pp. 385-443.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_redraw_new(
    routes_redraw **out, const routes_range *values, const routes_range *exposures,
    const uint32_t *sites, size_t n, const routes_redraw_options *options, routes_error *err);

/** @brief Frees it. Null is allowed. @since 0.1 */
ROUTES_API void routes_redraw_free(routes_redraw *redraw);

/** @brief Number of areas. @since 0.1 */
ROUTES_API size_t routes_redraw_areas(const routes_redraw *redraw);

/** @brief Whether an area, below routes_redraw_areas(), can be drawn. @since 0.1 */
ROUTES_API routes_redraw_state routes_redraw_state_of(const routes_redraw *redraw, size_t area);

/** @brief The spread of an area's figure; borrowed; null where it cannot be drawn. @since 0.1 */
ROUTES_API const routes_spread *routes_redraw_spread(const routes_redraw *redraw, size_t area);

/** @brief The figure as stated: moderate by moderate, the middle where none is stated; NaN where
 * the area cannot be drawn. @since 0.1 */
ROUTES_API double routes_redraw_stated(const routes_redraw *redraw, size_t area);

/** @brief Draw number `replicate` of an area; NaN where it cannot be drawn. @since 0.1 */
ROUTES_API double routes_redraw_value(const routes_redraw *redraw, size_t area, uint32_t replicate);

ROUTES_END

#endif
