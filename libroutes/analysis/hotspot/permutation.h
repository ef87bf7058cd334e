/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file analysis/hotspot/permutation.h
 * @brief Conditional permutation: what would an area's neighbourhood hold by chance?
 *
 * One engine for all local statistics. An area keeps its own value; its neighbours get values drawn
 * without replacement from all other areas with figures, and the weighted sum over them is compared
 * with the one on the map. Gi, Gi*, local Moran and join counts rise or fall with the sum of x,
 * local Geary with the sum of (x - own)^2.
 */
#ifndef ROUTES_ANALYSIS_HOTSPOT_PERMUTATION_H
#define ROUTES_ANALYSIS_HOTSPOT_PERMUTATION_H

#include "core/run.h"
#include "routes/weights.h"

/** @brief Sums nearer than this share of the largest possible are equal: the same values are added
 * in another order. */
#define ROUTES_I_SAME_SUM 1e-12

/** @brief What is permuted. */
typedef struct routes_i_permutation {
    const double *values;          /**< [areas] NaN: not reported, and never drawn. */
    const routes_weights *weights; /**< The weight of an area on itself is not used. */
    const unsigned char *asked;    /**< [areas] Other than 0: permute for this area. */
    size_t from, to;               /**< Only the areas from .. to - 1 are looked at. */
    uint32_t replicates;           /**< >= 1. */
    uint64_t seed;
    int squared;             /**< Other than 0: sums of w (x - own)^2, else of w x. */
    int shared;              /**< Other than 0: one set of draws for all areas. */
    uint32_t stop;           /**< Draws on one side that end it; 0: never before the end. */
    int stop_high, stop_low; /**< The sides that must have reached `stop`. */
} routes_i_permutation;

/** @brief What came of one area. */
typedef struct routes_i_permuted {
    double p_high;   /**< Chance of a sum at least as high. */
    double p_low;    /**< Of one at least as low. */
    double mean;     /**< Of the sums drawn. */
    double variance; /**< Of the sums drawn, divisor draws - 1; 0 of one. */
    uint32_t draws;  /**< Made; fewer than the replicates when stopped. */
} routes_i_permuted;

/**
 * @brief Draws for each area asked.
 *
 * With b of R draws as high, p_high is (b + 1) / (R + 1). Stopped after l draws with `stop` of them
 * as high it is stop / l (J. Besag and P. Clifford, "Sequential Monte Carlo p-values", Biometrika
 * 78(2), 1991, pp. 301-304). Streams are keyed by area and replicate, so that any number of
 * threads, and areas in any number of ranges, give the same bits.
 *
 * @param[out] permuted [areas] Untouched where not asked.
 */
routes_status routes_i_permute(routes_i_permuted *permuted, const routes_i_permutation *permutation,
                               const routes_run *run, routes_error *err);

#endif
