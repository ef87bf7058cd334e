/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/rank.h
 * @brief Who comes first, and how sure that is: rank intervals and the chance to be in the top.
 *
 * A bare rank invites help to the wrong place. Here a rank comes with the
 * interval that holds it in most draws, and with the share of draws in which
 * the area is among the first k.
 *
 * Rank 1 is the largest. Values that are equal share the best of their ranks
 * (1, 2, 2, 4); drawn values within 1e-12 of the largest of them, relative, count as equal.
 */
#ifndef ROUTES_RANK_H
#define ROUTES_RANK_H

#include "routes/redraw.h"
#include "routes/run.h"

ROUTES_BEGIN

/** @brief The rank of one area; NaN throughout where it cannot be drawn. */
typedef struct routes_rank {
    double stated;       /**< Of the stated figures: what a bare ranking says. */
    double median;       /**< Least rank that half of the draws do not exceed. */
    double lower;        /**< Least rank that (1 - level) / 2 of the draws do not exceed. */
    double upper;        /**< Least rank that 1 - (1 - level) / 2 of the draws do not exceed. */
    double mean;         /**< Expected rank. */
    double share_in_top; /**< Share of draws with a rank of `top` or better. */
    double error;        /**< Of that share: from draws its standard error, sqrt(s (1 - s) / draws);
                              exact: a bound on what the quadrature leaves. */
} routes_rank;

/** @brief Settings of the ranking. Start from ROUTES_RANK_OPTIONS. */
typedef struct routes_rank_options {
    size_t size;           /**< sizeof this struct, set by ROUTES_RANK_OPTIONS. */
    uint32_t draws;        /**< 0 means 9 999; an exact ranking takes none. */
    size_t top;            /**< How many count as the top; 0 means 10. */
    double level;          /**< Of the interval; 0 means 0.95. Below 1. */
    const routes_run *run; /**< Null: one thread, silence. Threads do not change the answer. */
} routes_rank_options;

/** @brief The defaults, as an initialiser. */
#define ROUTES_RANK_OPTIONS                                                                        \
    {                                                                                              \
        sizeof(routes_rank_options), 0, 0, 0.0, NULL                                               \
    }

/** @brief Areas that can be drawn that an exact ranking takes at most. */
#define ROUTES_RANK_EXACT_MOST 100

/**
 * @brief Ranks by draws: for ranges, denominators with ranges, and the chance in counts.
 *
 * Areas that cannot be drawn take no rank and are nobody's rival.
 *
 * @param[out] ranks  [routes_redraw_areas()]
 * @param[in] redraw  The figures.
 * @param[in] options Null for the defaults.
 * @param[out] err    May be null.
 * @retval ROUTES_E_ARGUMENT  An argument is null or an option is out of range.
 * @retval ROUTES_E_MEMORY    No memory left.
 * @retval ROUTES_E_CANCELLED The caller said stop. Outputs are untouched on failure.
 *
 * Cost: O(draws x areas log areas), shared among threads; once for up to 64 areas, and again for
 * every further factor of 64. Memory: 800 bytes an area. Thread safety: no shared state. Source: H.
 * Goldstein and D. J. Spiegelhalter, "League tables and their limitations", Journal of the Royal
 * Statistical Society A 159(3), 1996, pp. 385-443. Oracle: rank_uncertainty.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_rank_draw(routes_rank *ranks,
                                                       const routes_redraw *redraw,
                                                       const routes_rank_options *options,
                                                       routes_error *err);

/**
 * @brief Ranks by integration: exact to rounding, for stated ranges alone.
 *
 * With f the density of area i and S the chances of the others to be above x,
 * the chance of rank r is the integral of f(x) times the chance that r - 1 of
 * them are, a Poisson-binomial one. It is taken between each two ends or modes,
 * where everything is smooth, by the tanh-sinh rule with halved steps until two
 * differ by less than 1e-14.
 *
 * @param[out] ranks       [routes_redraw_areas()]
 * @param[out] probability [areas][areas] Chance of area i to have rank r + 1 at [i * areas + r],
 * NaN where it cannot be drawn; may be null.
 * @param[in] redraw       The figures, without sampling, with denominators that are points.
 * @param[in] options      Null for the defaults.
 * @param[out] err         May be null.
 * @retval ROUTES_E_ARGUMENT  An argument is null, an option is out of range, more than
 *                            ROUTES_RANK_EXACT_MOST areas can be drawn, or their figures have more
 *                            in them than a stated range.
 * @retval ROUTES_E_MEMORY    No memory left.
 * @retval ROUTES_E_CANCELLED The caller said stop. Outputs are untouched on failure.
 *
 * Cost: O(areas^3 log areas). Thread safety: no shared state.
 * Source: H. Takahasi and M. Mori, "Double exponential formulas for numerical integration", 1974;
 * Poisson-binomial by convolution. Oracle: rank_uncertainty, exact fractions.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_rank_exact(routes_rank *ranks, double *probability,
                                                        const routes_redraw *redraw,
                                                        const routes_rank_options *options,
                                                        routes_error *err);

ROUTES_END

#endif
