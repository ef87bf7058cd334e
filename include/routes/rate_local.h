/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/rate_local.h
 * @brief Rates steadied by their neighbourhood: local empirical Bayes, and spatial rates.
 *
 * The neighbourhood of an area is the area itself and its neighbours; who is a
 * neighbour counts, how much he weighs does not, as in GeoDa, PySAL and spdep.
 * Neighbours without a count or a denominator are as if they were not there.
 */
#ifndef ROUTES_RATE_LOCAL_H
#define ROUTES_RATE_LOCAL_H

#include "routes/rate.h"
#include "routes/weights.h"

ROUTES_BEGIN

/** @brief About which mean a neighbour's rate varies: the systems differ. */
typedef enum routes_rate_local_eb_kind {
    ROUTES_RATE_LOCAL_EB_SPDEP = 0, /**< About the mean of the neighbour's own neighbourhood:
                                       spdep's EBlocal, after Bailey and Gatrell 1995. */
    ROUTES_RATE_LOCAL_EB_GEODA = 1  /**< About the mean of the area's neighbourhood: GeoDa, PySAL's
                                         Spatial_Empirical_Bayes. */
} routes_rate_local_eb_kind;

/** @brief What a spatial rate is: the systems differ. */
typedef enum routes_rate_local_spatial_kind {
    ROUTES_RATE_LOCAL_POOLED = 0, /**< Sum of events over sum of exposure: GeoDa's spatial rate,
                                       PySAL's Spatial_Rate. */
    ROUTES_RATE_LOCAL_MEAN = 1    /**< Mean of the raw rates: PySAL's Disk_Smoother when its weights
                                       hold the areas themselves, a lag of rates in spdep. */
} routes_rate_local_spatial_kind;

/**
 * @brief Local empirical Bayes rates, by the method of moments.
 *
 * With r = events / exposure, N(i) the neighbourhood of area i and k its size:
 *
 *     m[i]    = sum over N(i) of events / sum over N(i) of exposure
 *     s2[i]   = sum over j in N(i) of exposure[j] (r[j] - m)^2 / sum over N(i) of exposure
 *     a[i]    = max(0, s2[i] - m[i] k / sum over N(i) of exposure)
 *     rate[i] = m[i] + (r[i] - m[i]) a[i] / (a[i] + m[i] / exposure[i])
 *
 * where m in s2 is m[j] (spdep) or m[i] (GeoDa). Where a[i] is 0 the rate is m[i].
 *
 * @param[out] rate     [areas] NaN where an area has no count or no denominator.
 * @param[out] weight   [areas] a / (a + m / exposure), how far the area speaks for itself; NaN as
 * the rate; may be null.
 * @param[out] priors   [areas] m, a, and the sums of N(i); NaN and 0 as the rate; may be null.
 * @param[in] events    [areas] Counts, >= 0; NaN: not reported. Not the array of an output.
 * @param[in] exposure  [areas] > 0; NaN: not stated; 0: no denominator. Not the array of an output.
 * @param[in] weights   Neighbours, with or without the areas themselves.
 * @param[in] kind      Which definition.
 * @param[out] err      May be null.
 * @retval ROUTES_E_ARGUMENT A required argument is null, or `kind` is not known.
 * @retval ROUTES_E_DATA     A value is negative or infinite.
 * @retval ROUTES_E_MEMORY   No memory left.
 *
 * Cost: O(areas + pairs). Thread safety: no shared state.
 * Source: R. J. Marshall, "Mapping disease and mortality rates using empirical Bayes estimators",
 * Applied Statistics 40(2), 1991, pp. 283-294; T. C. Bailey and A. C. Gatrell, "Interactive spatial
 * data analysis", 1995, pp. 303-308. Oracle: spdep's EBlocal on the Carolina counties, both kinds.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status
routes_rate_local_eb(double *rate, double *weight, routes_rate_eb_prior *priors,
                     const double *events, const double *exposure, const routes_weights *weights,
                     routes_rate_local_eb_kind kind, routes_error *err);

/** @brief What a spatial rate rests on. */
typedef struct routes_rate_local_sum {
    size_t members; /**< Areas with a rate, the area itself counted. */
    double events;
    double exposure;
} routes_rate_local_sum;

/**
 * @brief Spatial rates: the rate of the neighbourhood in place of the area's.
 *
 * An area that has no rate itself has a spatial rate where a neighbour has one.
 *
 * @param[out] rate    [areas] NaN where nobody in the neighbourhood has a rate. Not an input's
 * array.
 * @param[out] sums    [areas] What it rests on; may be null.
 * @param[in] events   [areas] As for routes_rate_local_eb().
 * @param[in] exposure [areas] As for routes_rate_local_eb().
 * @param[in] weights  Neighbours, with or without the areas themselves.
 * @param[in] kind     Which definition.
 * @param[out] err     May be null.
 * @retval ROUTES_E_ARGUMENT A required argument is null, or `kind` is not known.
 * @retval ROUTES_E_DATA     A value is negative or infinite.
 *
 * Cost: O(areas + pairs), no allocation. Thread safety: no shared state.
 * Source: L. Anselin, N. Lozano and J. Koschinsky, "Rate transformations and smoothing", 2006; J.
 * E. Kafadar, "Smoothing geographical data, particularly rates of disease", Statistics in Medicine
 * 15, 1996, pp. 2539-2560 (mean). Oracle: PySAL's Spatial_Rate and Disk_Smoother.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_rate_local_spatial(
    double *rate, routes_rate_local_sum *sums, const double *events, const double *exposure,
    const routes_weights *weights, routes_rate_local_spatial_kind kind, routes_error *err);

/**
 * @brief How far spatial rates can be trusted.
 *
 * The pooled rate has the exact interval of its events, routes_poisson_interval();
 * the mean of rates that of a weighted sum of counts, routes_poisson_interval_sum().
 *
 * @param[out] lower [areas] NaN where there is no spatial rate. Not an input's array.
 * @param[out] upper [areas] Likewise.
 * @param[in] events, exposure, weights, kind As for routes_rate_local_spatial().
 * @param[in] level  Above 0 and below 1; 0 means 0.95.
 * @param[out] err   May be null.
 * @retval ROUTES_E_ARGUMENT, ROUTES_E_DATA As routes_rate_local_spatial(), or `level` is out of
 * range.
 * @retval ROUTES_E_MEMORY   No memory left.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status
routes_rate_local_interval(double *lower, double *upper, const double *events,
                           const double *exposure, const routes_weights *weights,
                           routes_rate_local_spatial_kind kind, double level, routes_error *err);

ROUTES_END

#endif
