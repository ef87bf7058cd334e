/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file analysis/hotspot/shared_draws.h
 * @brief One set of draws for all areas: a table instead of a stream for each.
 *
 * Each replicate is one sequence of distinct places among all areas with figures. An area takes as
 * many as it has neighbours, from the first on, and passes over its own: a draw without replacement
 * from all others, the same for all areas but for that. Fair for each area by itself; the errors of
 * two areas are alike, since they rest on the same draws.
 */
#ifndef ROUTES_ANALYSIS_HOTSPOT_SHARED_DRAWS_H
#define ROUTES_ANALYSIS_HOTSPOT_SHARED_DRAWS_H

#include <stddef.h>

#include "analysis/hotspot/draws.h"
#include "routes/error.h"

/** @brief The table. Many threads may read it. */
typedef struct routes_i_shared routes_i_shared;

/**
 * @brief Draws the table.
 * @param[out] out  Set to null on failure.
 * @param[in] pool  [reported] Values in order of area.
 * @param[in] most  Most neighbours of an area.
 */
routes_status routes_i_shared_new(routes_i_shared **out, const double *pool, size_t reported,
                                  size_t most, uint32_t replicates, uint64_t seed,
                                  routes_error *err);

/** @brief Frees the table. Null is allowed. */
void routes_i_shared_free(routes_i_shared *shared);

/**
 * @brief The sums of sixteen replicates, from a multiple of sixteen on.
 * @param[in] what  `by`, `size`, `squared`, `own` are read.
 * @param[in] place Of the area in the pool.
 */
void routes_i_shared_sums(double sums[ROUTES_I_DRAWS_LANES], const routes_i_shared *shared,
                          const routes_i_draws *what, uint32_t place, uint32_t first);

#endif
