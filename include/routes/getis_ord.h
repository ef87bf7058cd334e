/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/getis_ord.h
 * @brief Getis and Ord's local statistics: where high or low values lie together.
 *
 * An area is hot when it and its neighbours together are higher than areas
 * drawn at random would be. With few areas there is no answer, and none is
 * given: see `min_areas`.
 */
#ifndef ROUTES_GETIS_ORD_H
#define ROUTES_GETIS_ORD_H

#include "routes/hot_class.h"
#include "routes/run.h"
#include "routes/weights.h"

ROUTES_BEGIN

/** @brief Which of the two statistics. */
typedef enum routes_getis_ord_kind {
    ROUTES_GETIS_ORD_STAR = 0, /**< Gi*: the area itself belongs to its neighbourhood. */
    ROUTES_GETIS_ORD_PLAIN = 1 /**< Gi: only its neighbours do. */
} routes_getis_ord_kind;

/** @brief Why an area was tested or not. */
typedef enum routes_getis_ord_status {
    ROUTES_GETIS_ORD_TESTED = 0,
    ROUTES_GETIS_ORD_NOT_REPORTED = 1, /**< The area has no figure. */
    ROUTES_GETIS_ORD_TOO_FEW = 2,      /**< Fewer areas than `min_areas` have figures. */
    ROUTES_GETIS_ORD_NO_NEIGHBOUR = 3, /**< No neighbour has a figure. */
    ROUTES_GETIS_ORD_NO_VARIATION = 4  /**< All others are alike, or all are neighbours. */
} routes_getis_ord_status;

/** @brief The answer for one area. */
typedef struct routes_getis_ord {
    double z;          /**< Standard score; NaN where not tested, as all below. */
    double p_high;     /**< Chance of a sum at least as high, among random neighbours. */
    double p_low;      /**< The same for at least as low. */
    double p;          /**< Both sides: twice the lesser, at most 1. */
    double p_adjusted; /**< Corrected for the number of areas tested (Benjamini-Hochberg). */
    routes_hot_class hot;
    routes_getis_ord_status status;
} routes_getis_ord;

/**
 * @brief Settings of routes_getis_ord_test(). Start from ROUTES_GETIS_ORD_OPTIONS.
 */
typedef struct routes_getis_ord_options {
    size_t size;                /**< sizeof this struct, set by ROUTES_GETIS_ORD_OPTIONS. */
    routes_getis_ord_kind kind; /**< Default: Gi*. */
    uint32_t replicates;        /**< Permutations an area; 0 means 9 999. */
    uint64_t seed;              /**< Of the permutations. */
    double alpha;          /**< Hot and cold are at most this, adjusted; 0 means 0.05. Below 1. */
    size_t min_areas;      /**< Areas with figures that a test needs; 0 means 20. */
    const routes_run *run; /**< Null: one thread, silence. Threads do not change the answer. */
} routes_getis_ord_options;

/** @brief The defaults, as an initialiser. */
#define ROUTES_GETIS_ORD_OPTIONS                                                                   \
    {                                                                                              \
        sizeof(routes_getis_ord_options), ROUTES_GETIS_ORD_STAR, 0, 0, 0.0, 0, NULL                \
    }

/**
 * @brief The standard scores Gi* or Gi.
 *
 * With x the values, w the weights of area i, W = sum(w), S = sum(w^2), and m and
 * s the mean and the standard deviation (divisor n) of all n values:
 *
 *     Gi*: z[i] = (sum(w x) - W m) / (s sqrt((n S - W^2) / (n - 1)))
 *
 * The weights must hold each area itself. Gi leaves area i out of everything:
 * its weight, m and s, and n - 1 stands for n. Standardising the rows changes
 * no score.
 *
 * An area without a figure (NaN) is left out as if it were not on the map: of
 * its neighbours' sums, of m, s and n. Gi* of an area without neighbours is of itself alone.
 *
 * @param[out] z      [areas] NaN where there is no score: no figure, no neighbour with one (Gi),
 *                    or nothing varies. Not the array of the values.
 * @param[in] values  [areas] Figures; NaN: not reported.
 * @param[in] weights Neighbours, by any rule.
 * @param[in] kind    Which statistic.
 * @param[out] err    May be null.
 * @retval ROUTES_E_ARGUMENT An argument is null, `kind` is not known, or Gi* is asked of weights
 *                           without the areas themselves.
 * @retval ROUTES_E_DATA     A value is infinite.
 * @retval ROUTES_E_MEMORY   No memory left.
 *
 * Cost: O(areas + pairs). Thread safety: no shared state.
 * Source: J. K. Ord and A. Getis, "Local spatial autocorrelation statistics:
 * distributional issues and an application", Geographical Analysis 27(4), 1995,
 * pp. 286-306.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_getis_ord_score(double *z, const double *values,
                                                             const routes_weights *weights,
                                                             routes_getis_ord_kind kind,
                                                             routes_error *err);

/**
 * @brief Tests every area by conditional permutation, corrected for their number.
 *
 * The area keeps its value; its neighbours get values drawn without
 * replacement from all other areas with figures. p_high is (b + 1) / (R + 1),
 * with b of R draws whose weighted sum is as high as the one on the map; sums
 * within 1e-12 of the largest possible count as equal.
 *
 * Where fewer than `min_areas` areas have figures nothing is tested, and no
 * score is given either. The default of 20 is about the least number of areas
 * for which one with three neighbours can pass the first step of the
 * correction at 0.05: there are 969 ways to draw 3 of 19.
 *
 * @param[out] areas  [routes_weights_areas()] The answers.
 * @param[out] tested How many areas were tested; may be null.
 * @param[in] values  [areas] Figures, as rates rather than counts; NaN: not reported.
 * @param[in] weights Neighbours; with the areas themselves for Gi*.
 * @param[in] options Null for the defaults.
 * @param[out] err    May be null.
 * @retval ROUTES_E_ARGUMENT  As routes_getis_ord_score(), or an option is out of range.
 * @retval ROUTES_E_DATA      A value is infinite.
 * @retval ROUTES_E_MEMORY    No memory left.
 * @retval ROUTES_E_CANCELLED The caller said stop. Outputs are untouched on failure.
 *
 * Cost: O(replicates x pairs), shared among threads. Thread safety: no shared state. It is
 * routes_local_test() of Gi* or Gi, which has more options and says more.
 * Source: as routes_getis_ord_score(); conditional permutation after L. Anselin,
 * "Local indicators of spatial association - LISA", Geographical Analysis 27(2),
 * 1995, pp. 93-115.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_getis_ord_test(routes_getis_ord *areas, size_t *tested,
                                                            const double *values,
                                                            const routes_weights *weights,
                                                            const routes_getis_ord_options *options,
                                                            routes_error *err);

ROUTES_END

#endif
