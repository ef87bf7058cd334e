/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/distance_weights.h
 * @brief Weights by distance: the nearest, those within a distance, or less with distance.
 *
 * For points, and for areas by their centroids. On the earth no map is needed, and the
 * antimeridian and the poles are places like others.
 */
#ifndef ROUTES_DISTANCE_WEIGHTS_H
#define ROUTES_DISTANCE_WEIGHTS_H

#include <stddef.h>
#include <stdint.h>

#include "routes/error.h"
#include "routes/point.h"
#include "routes/run.h"
#include "routes/weights.h"

ROUTES_BEGIN

/** @brief Mean radius of the earth in metres, (2a + b) / 3 of WGS 84 (Moritz 2000). */
#define ROUTES_SPHERE_RADIUS_M 6371008.7714150598

/** @brief The kernel K(z) of distance over bandwidth, 0 where z is above 1. */
typedef enum routes_kernel {
    ROUTES_KERNEL_TRIANGULAR = 0,   /**< 1 - z. */
    ROUTES_KERNEL_UNIFORM = 1,      /**< 1/2. */
    ROUTES_KERNEL_EPANECHNIKOV = 2, /**< 3/4 (1 - z^2), "quadratic" in GeoDa and PySAL. */
    ROUTES_KERNEL_QUARTIC = 3,      /**< 15/16 (1 - z^2)^2. */
    ROUTES_KERNEL_GAUSSIAN = 4      /**< exp(-z^2 / 2) / sqrt(2 pi), cut at 1. */
} routes_kernel;

/** @brief What weights by distance have in common. Start from ROUTES_DISTANCE_WEIGHTS_OPTIONS. */
typedef struct routes_distance_weights_options {
    size_t size; /**< sizeof this struct, set by ROUTES_DISTANCE_WEIGHTS_OPTIONS. */
    int plane;   /**< Other than 0: coordinates are x and y in metres of a plane. */
    /** Other than 0: distances are those of the sphere of ROUTES_SPHERE_RADIUS_M, not of the
     * ellipsoid. */
    int sphere;
    /** [n] The place of each point in an order that settles ties; null: that of the points. Give
     * the order of the ids where the answer must not depend on the order of the rows. */
    const uint32_t *rank;
    int both_ways; /**< Of the nearest. Other than 0: who is a neighbour of one has it as neighbour.
                    */
    int with_self; /**< Other than 0: each point is its own neighbour too: weight 1, of a kernel
                        K(0). */
    int row_standardised;  /**< Other than 0: the weights of each point are made to sum to 1. */
    const routes_run *run; /**< Null: one thread, nobody listens. */
} routes_distance_weights_options;

/** @brief The defaults, as an initialiser. */
#define ROUTES_DISTANCE_WEIGHTS_OPTIONS                                                            \
    {                                                                                              \
        sizeof(routes_distance_weights_options), 0, 0, NULL, 0, 0, 0, NULL                         \
    }

/**
 * @brief The `k` nearest of each point, weight 1.
 *
 * Nearest on the sphere, as the crow flies: by straight lines through it, which are in the order of
 * the great circles; or in the plane. The option `sphere` says nothing here.
 *
 * Ties: distances that differ by less than 1e-9 of their size (and 1e-14 of the greatest
 * coordinate, on the sphere 1e-14 of its radius) are equal. Of those as far as the k-th the first
 * by `rank` are taken. Points in one place are neighbours at the distance 0, before all others.
 *
 * @param[out] out    Set to null on failure.
 * @param[in] points  [n]
 * @param[in] n
 * @param[in] k       At least 1, below `n`.
 * @param[in] options Null for the defaults.
 * @param[out] err    May be null.
 * @retval ROUTES_E_ARGUMENT  A null, or `k` is 0, or not below `n`.
 * @retval ROUTES_E_DATA      A point is not finite, or not longitude and latitude.
 * @retval ROUTES_E_CANCELLED The caller's progress function said stop.
 * @retval ROUTES_E_MEMORY
 *
 * Cost: O(n log n) time, O(n k) memory. Same bits for any number of threads. Thread safety: no
 * shared state.
 * Source: J. L. Bentley, "Multidimensional binary search trees used for associative searching",
 * Communications of the ACM 18(9), 1975, pp. 509-517; J. H. Friedman, J. L. Bentley and R. A.
 * Finkel, ACM Transactions on Mathematical Software 3(3), 1977, pp. 209-226. Oracle: libpysal
 * `KNN`.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_distance_weights_nearest(
    routes_weights **out, const routes_point *points, size_t n, size_t k,
    const routes_distance_weights_options *options, routes_error *err);

/**
 * @brief All within a distance, weight 1.
 *
 * The distance itself counts as within; what is beyond it by less than a tie (see
 * routes_distance_weights_nearest()) too.
 *
 * @param[out] out       Set to null on failure.
 * @param[in] points     [n]
 * @param[in] n
 * @param[in] distance_m Above 0. Geodesic, unless the options say otherwise.
 * @param[in] options    Null for the defaults.
 * @param[out] err       May be null.
 * @retval ROUTES_E_ARGUMENT  A null, or a distance that is not above 0.
 * @retval ROUTES_E_DATA      A point is not finite, or not longitude and latitude.
 * @retval ROUTES_E_CANCELLED The caller's progress function said stop.
 * @retval ROUTES_E_MEMORY
 *
 * Cost: O(n log n + pairs). Same bits for any number of threads. Thread safety: no shared state.
 * Oracle: libpysal `DistanceBand`.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_distance_weights_band(
    routes_weights **out, const routes_point *points, size_t n, double distance_m,
    const routes_distance_weights_options *options, routes_error *err);

/**
 * @brief Less weight with distance, by a kernel.
 *
 * K(d / h) of the distance d, where it is above 0. Fixed: h is `bandwidth_m`, and all within it
 * are neighbours. Adaptive, where `bandwidth_m` is 0: the neighbours are the `k` nearest, and h is
 * 1.0000001 times the way to the farthest of them, so that this one counts too, as in PySAL.
 *
 * @param[out] out        Set to null on failure.
 * @param[in] points      [n]
 * @param[in] n
 * @param[in] shape
 * @param[in] bandwidth_m Above 0, or 0: adaptive. Geodesic, unless the options say otherwise.
 * @param[in] k           Of an adaptive kernel: at least 1, below `n`.
 * @param[in] options     Null for the defaults.
 * @param[out] err        May be null.
 * @retval ROUTES_E_ARGUMENT  A null, an unknown shape, a bandwidth or `k` out of range.
 * @retval ROUTES_E_DATA      A point is not finite, or not longitude and latitude; or the `k`
 *                            nearest all lie in one place, so that there is no bandwidth.
 * @retval ROUTES_E_CANCELLED The caller's progress function said stop.
 * @retval ROUTES_E_MEMORY
 *
 * Cost: as above. Same bits for any number of threads. Thread safety: no shared state.
 * Source: B. W. Silverman, "Density estimation for statistics and data analysis", 1986, table 3.1.
 * Oracle: libpysal `Kernel`.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status
routes_distance_weights_kernel(routes_weights **out, const routes_point *points, size_t n,
                               routes_kernel shape, double bandwidth_m, size_t k,
                               const routes_distance_weights_options *options, routes_error *err);

ROUTES_END

#endif
