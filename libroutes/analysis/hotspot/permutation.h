/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file analysis/hotspot/permutation.h
 * @brief Conditional permutation: what would an area's neighbourhood hold by chance?
 */
#ifndef ROUTES_ANALYSIS_HOTSPOT_PERMUTATION_H
#define ROUTES_ANALYSIS_HOTSPOT_PERMUTATION_H

#include "core/run.h"
#include "routes/weights.h"

/** @brief What is permuted. */
typedef struct routes_i_permutation {
    const double *values;          /**< [areas] NaN: not reported, and never drawn. */
    const routes_weights *weights; /**< The weight of an area on itself is not used. */
    const unsigned char *asked;    /**< [areas] Other than 0: permute for this area. */
    uint32_t replicates;
    uint64_t seed;
} routes_i_permutation;

/**
 * @brief Counts, for each area asked, the draws whose sum is at least as high, and as low, as the
 * sum over its neighbours.
 *
 * Streams are keyed by area and replicate, so that any number of threads counts the same.
 *
 * @param[out] as_high [areas] Untouched where not asked.
 * @param[out] as_low  [areas] Untouched where not asked.
 */
routes_status routes_i_permutation_count(uint32_t *as_high, uint32_t *as_low,
                                         const routes_i_permutation *permutation,
                                         const routes_run *run, routes_error *err);

#endif
