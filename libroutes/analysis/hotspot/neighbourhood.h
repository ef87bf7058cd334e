/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file analysis/hotspot/neighbourhood.h
 * @brief Deviations from the mean, and what an area's neighbours and all others make of them.
 */
#ifndef ROUTES_ANALYSIS_HOTSPOT_NEIGHBOURHOOD_H
#define ROUTES_ANALYSIS_HOTSPOT_NEIGHBOURHOOD_H

#include <stdbool.h>

#include "routes/weights.h"

/** @brief Figures as deviations from their mean, where little cancels. */
typedef struct routes_i_deviations {
    size_t areas;
    size_t reported;
    double mean;
    double total;    /**< Sum of the figures. */
    double size;     /**< Sum of the figures without their signs. */
    double *d;       /**< [areas] Owned; NaN: not reported. */
    double power[5]; /**< Sums of d^0 .. d^4. */
    double least[2]; /**< The two lowest deviations. */
    double most[2];  /**< The two highest. */
    double same;     /**< Deviations nearer than this are equal: 1e-12 of the largest figure. */
} routes_i_deviations;

/** @brief Takes the mean off, or 0 when not `centred`; values must be finite or NaN. */
routes_status routes_i_deviations_new(routes_i_deviations *out, const double *values, size_t areas,
                                      bool centred, routes_error *err);
/** @brief Frees what it owns. */
void routes_i_deviations_free(routes_i_deviations *deviations);
/** @brief Whether all figures are equal; those but `area` with an area below the number of areas.
 */
bool routes_i_deviations_alike(const routes_i_deviations *deviations, uint32_t area);

/** @brief An area's neighbours with figures, itself left aside. */
typedef struct routes_i_neighbourhood {
    uint32_t size;
    double w;       /**< Sum of the weights. */
    double w2;      /**< Sum of their squares. */
    double most;    /**< The greatest. */
    double self;    /**< Weight on itself; 0: none given. */
    double lag;     /**< Sum of w d. */
    double squared; /**< Sum of w (d - own)^2. */
} routes_i_neighbourhood;

/** @brief Gathers it; `own` is the deviation that `squared` is taken from. */
routes_i_neighbourhood routes_i_neighbourhood_of(const routes_weights *weights, uint32_t area,
                                                 const double *d, double own);

/** @brief Mean and variance, divisor their number, of what may be drawn for an area. */
typedef struct routes_i_others {
    double n;
    double mean;
    double variance;
} routes_i_others;

/** @brief Of d, or with `squared` of (d - own)^2, over all figures but the area's. */
routes_i_others routes_i_others_of(const routes_i_deviations *deviations, uint32_t area,
                                   bool squared, double own);

/**
 * @brief Variance of a weighted sum of values drawn without replacement from `others`.
 *
 * variance (n W2 - W^2) / (n - 1). 0 when all are drawn with equal weights: less than 1e-12 of the
 * first term is rounding.
 */
double routes_i_others_sum_variance(const routes_i_others *others, double w, double w2);

#endif
