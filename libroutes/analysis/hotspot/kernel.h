/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file analysis/hotspot/kernel.h
 * @brief What weights by distance share, be it by the air or by the way.
 */
#ifndef ROUTES_ANALYSIS_HOTSPOT_KERNEL_H
#define ROUTES_ANALYSIS_HOTSPOT_KERNEL_H

#include "core/fail.h"
#include "routes/distance_weights.h"

/** @brief An adaptive bandwidth over the way to the farthest, so that this one counts too. */
#define ROUTES_I_ADAPTIVE_STRETCH 1.0000001

/** @brief K(z), z 0 or above. */
double routes_i_kernel(routes_kernel shape, double z);

/** @brief Refuses `k` that is 0, or not below `n`. */
routes_status routes_i_nearest_check(size_t k, size_t n, routes_error *err);

/** @brief Refuses a distance that is not above 0. */
routes_status routes_i_band_check(double distance_m, routes_error *err);

/** @brief Refuses an unknown shape, and a bandwidth or `k` out of range. */
routes_status routes_i_kernel_check(routes_kernel shape, double bandwidth_m, size_t k, size_t n,
                                    routes_error *err);

#endif
