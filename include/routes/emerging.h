/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/emerging.h
 * @brief Hotspots over time: new ones, growing ones, old ones that fade.
 *
 * Each area in each period is tested against the others (Gi*), and the run of
 * its answers, with the trend of its scores, gives the area one of 17 classes.
 */
#ifndef ROUTES_EMERGING_H
#define ROUTES_EMERGING_H

#include "routes/getis_ord.h"
#include "routes/mann_kendall.h"

ROUTES_BEGIN

/** @brief What became of an area. Hot and cold stand for many and few against all. */
typedef enum routes_emerging_class {
    ROUTES_EMERGING_NOT_TESTED = 0, /**< Nothing is said; the status tells why. */
    ROUTES_EMERGING_NONE = 1,       /**< No pattern. */
    ROUTES_EMERGING_NEW_HOT = 2,
    ROUTES_EMERGING_CONSECUTIVE_HOT = 3,
    ROUTES_EMERGING_INTENSIFYING_HOT = 4,
    ROUTES_EMERGING_PERSISTENT_HOT = 5,
    ROUTES_EMERGING_DIMINISHING_HOT = 6,
    ROUTES_EMERGING_SPORADIC_HOT = 7,
    ROUTES_EMERGING_OSCILLATING_HOT = 8,
    ROUTES_EMERGING_HISTORICAL_HOT = 9,
    ROUTES_EMERGING_NEW_COLD = 10,
    ROUTES_EMERGING_CONSECUTIVE_COLD = 11,
    ROUTES_EMERGING_INTENSIFYING_COLD = 12,
    ROUTES_EMERGING_PERSISTENT_COLD = 13,
    ROUTES_EMERGING_DIMINISHING_COLD = 14,
    ROUTES_EMERGING_SPORADIC_COLD = 15,
    ROUTES_EMERGING_OSCILLATING_COLD = 16,
    ROUTES_EMERGING_HISTORICAL_COLD = 17
} routes_emerging_class;

/** @brief The word for a class: not_tested, none, new_hot ... historical_cold; null if unknown. */
ROUTES_API const char *routes_emerging_class_text(routes_emerging_class hot);

/**
 * @brief By whose rules the classes are given.
 *
 * ArcGIS's, in its order; the first that fits counts. Hot here, cold likewise
 * with rising and falling exchanged. "Always" is 90 % of the tested periods or more.
 *
 * - new: hot in the last period, never before.
 * - intensifying, persistent, diminishing: hot always, the last period among them; the scores rise,
 *   have no trend, fall.
 * - consecutive: the end is one run of at least two hot periods, never hot before it; not always.
 * - oscillating: hot in the last period, cold once at least; not always.
 * - sporadic: hot in the last period, and before its last run; not always; never cold.
 * - historical: hot always, but not in the last period.
 *
 * sfdep's differ: one significant period of either sign makes new, and the run
 * of consecutive may hold both signs; persistent asks nothing of the last
 * period, sporadic neither: an area that was hot once and never cold is
 * sporadic; historical asks for a score below 0 in the last period; for
 * intensifying hot cold periods count towards the 90 %, so that there a cold spot never diminishes;
 * oscillating and historical come before sporadic.
 */
typedef enum routes_emerging_kind {
    ROUTES_EMERGING_ARCGIS = 0,
    ROUTES_EMERGING_SFDEP = 1
} routes_emerging_kind;

/** @brief Whose mean and variance the scores of a period are measured by. */
typedef enum routes_emerging_window {
    ROUTES_EMERGING_CUBE = 0,   /**< Of all areas in all periods: a rise everywhere is seen. */
    ROUTES_EMERGING_PERIODS = 1 /**< Of the periods of the neighbourhood alone: each period for
                                     itself where no earlier one belongs to it. */
} routes_emerging_window;

/** @brief Where the chances of one area in one period come from. */
typedef enum routes_emerging_inference {
    ROUTES_EMERGING_PERMUTATION = 0, /**< Conditional permutation, as routes_getis_ord_test(). */
    ROUTES_EMERGING_NORMAL = 1 /**< The normal distribution, as ArcGIS. Unfit for few areas. */
} routes_emerging_inference;

/** @brief Why an area has a class or none. */
typedef enum routes_emerging_status {
    ROUTES_EMERGING_TESTED = 0,
    ROUTES_EMERGING_NOT_REPORTED = 1,     /**< It has no figure in any period. */
    ROUTES_EMERGING_TOO_FEW_AREAS = 2,    /**< Fewer areas than `min_areas` have figures. */
    ROUTES_EMERGING_TOO_FEW_PERIODS = 3,  /**< Fewer periods than `min_periods`: too short. */
    ROUTES_EMERGING_TOO_FEW_CASES = 4,    /**< Fewer cases than `min_cases` on the whole map. */
    ROUTES_EMERGING_NO_VARIATION = 5,     /**< All figures are alike. */
    ROUTES_EMERGING_LAST_NOT_REPORTED = 6 /**< The last period is missing, on which classes hang. */
} routes_emerging_status;

/** @brief Why, as a word: "", not_reported, too_few_areas, too_few_periods, too_few_cases,
 *         no_variation, last_period_not_reported; null if unknown. */
ROUTES_API const char *routes_emerging_status_text(routes_emerging_status status);

/** @brief The answer for one area. */
typedef struct routes_emerging {
    routes_emerging_class hot;
    routes_emerging_status status;
    routes_mann_kendall trend; /**< Of its scores; NaN where there are none. */
    size_t periods;            /**< Periods in which it was tested. */
    size_t periods_hot;
    size_t periods_cold;
} routes_emerging;

/** @brief Settings of routes_emerging_test(). Start from ROUTES_EMERGING_OPTIONS. */
typedef struct routes_emerging_options {
    size_t size; /**< sizeof this struct, set by ROUTES_EMERGING_OPTIONS. */
    routes_emerging_kind kind;
    routes_emerging_window window;
    routes_emerging_inference inference;
    int lags;     /**< Earlier periods that belong to the neighbourhood; 0 means 1, below 0 none. */
    double alpha; /**< Of the periods; 0 means 0.05. ArcGIS takes 0.1, sfdep 0.01. */
    double trend_alpha;  /**< Of the trend; 0 means `alpha`. */
    int unadjusted;      /**< Other than 0: the periods' p as they are; else Benjamini-Hochberg over
                              all areas and periods, as ArcGIS. */
    uint32_t replicates; /**< Permutations; 0 means 9 999. */
    uint64_t seed;       /**< Of the permutations. */
    size_t min_areas;    /**< Areas with figures that a test needs; 0 means 20. */
    size_t min_periods;  /**< Tested periods that an area needs; 0 means 10. */
    double min_cases;    /**< Cases on the whole map that a test needs, where `cases` are given; 0
                              means 20, below 0 none. */
    const routes_run *run; /**< Null: one thread, silence. Threads do not change the answer. */
} routes_emerging_options;

/** @brief The defaults, as an initialiser. */
#define ROUTES_EMERGING_OPTIONS                                                                    \
    {                                                                                              \
        sizeof(routes_emerging_options), ROUTES_EMERGING_ARCGIS, ROUTES_EMERGING_CUBE,             \
            ROUTES_EMERGING_PERMUTATION, 0, 0.0, 0.0, 0, 0, 0, 0, 0, 0.0, NULL                     \
    }

/**
 * @brief The class of one series of answers.
 *
 * @param[in] hot     [periods] hot, cold, none; not_tested is left out, but for the last.
 * @param[in] z       [periods] Scores; their signs matter to sfdep's rules.
 * @param[in] periods Number of periods.
 * @param[in] trend   Of the scores.
 * @param[in] alpha   The trend counts where its p is at most this.
 * @param[in] kind    By whose rules.
 * @return The class; ROUTES_EMERGING_NOT_TESTED when the last period is not tested, or there is
 *         none.
 * @since 0.1
 */
ROUTES_API routes_emerging_class routes_emerging_classify(const routes_hot_class *hot,
                                                          const double *z, size_t periods,
                                                          const routes_mann_kendall *trend,
                                                          double alpha, routes_emerging_kind kind);

/**
 * @brief Tests every area in every period, and classes the areas.
 *
 * The neighbourhood of an area in a period is the area and its neighbours in
 * that period and in the `lags` periods before, with the weights of the period.
 * Where the weights lack the area itself it gets the largest weight of its
 * row. Gi* is that of routes_getis_ord_score(); the trend that of its scores over the
 * periods, Mann and Kendall's, two-sided.
 *
 * @param[out] areas  [areas]
 * @param[out] cube   [areas][periods] The answer of each period; `p_adjusted` is what the classes
 * rest on, with `unadjusted` equal to p. May be null.
 * @param[in] values  [areas][periods] Counts, or better rates; NaN: not reported.
 * @param[in] cases   [areas][periods] The cases behind the values, for `min_cases`; NaN: not
 *                    reported. May be null: then that floor is not asked.
 * @param[in] periods >= 1.
 * @param[in] weights Neighbours of the areas, with or without themselves.
 * @param[in] options Null for the defaults.
 * @param[out] err    May be null.
 * @retval ROUTES_E_ARGUMENT  A required argument is null, an option is out of range, or the cube is
 *                            too large.
 * @retval ROUTES_E_DATA      A value is infinite, or a case count is negative.
 * @retval ROUTES_E_MEMORY    No memory left.
 * @retval ROUTES_E_CANCELLED The caller said stop. Outputs are untouched on failure.
 *
 * Cost: O(replicates x pairs x periods x (1 + lags)), shared among threads.
 * Source: the classes as described by Esri, "How Emerging Hot Spot Analysis works" (ArcGIS Pro),
 * and by the source of sfdep 0.2; Gi* of J. K. Ord and A. Getis 1995; H. B. Mann 1945. Oracle: the
 * rules of sfdep, run apart; Gi* by a dense sum.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status
routes_emerging_test(routes_emerging *areas, routes_getis_ord *cube, const double *values,
                     const double *cases, size_t periods, const routes_weights *weights,
                     const routes_emerging_options *options, routes_error *err);

ROUTES_END

#endif
