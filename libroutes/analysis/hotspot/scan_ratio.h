/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file analysis/hotspot/scan_ratio.h
 * @brief The likelihood ratio of a window, and the counts that a window needs to reach a ratio.
 */
#ifndef ROUTES_ANALYSIS_HOTSPOT_SCAN_RATIO_H
#define ROUTES_ANALYSIS_HOTSPOT_SCAN_RATIO_H

#include "routes/scan.h"

/** @brief What the ratio depends on besides a window. */
typedef struct routes_i_scan_ratio {
    int persons;         /**< Bernoulli; else Poisson. */
    int high, low;       /**< Whether windows with more, with fewer cases count. */
    double cases;        /**< C */
    double measure;      /**< N of Bernoulli; C of Poisson. */
    int32_t least_cases; /**< Of a window with more cases. */
} routes_i_scan_ratio;

/** @brief Cases expected in a window. */
double routes_i_scan_expected(const routes_i_scan_ratio *ratio, double measure);

/** @brief The ratio of a window with `cases` in `measure`; 0 where it is of no interest. */
double routes_i_scan_ratio_of(const routes_i_scan_ratio *ratio, int32_t cases, double measure);

/**
 * @brief No less than the ratio, and without a logarithm: the chi-square statistic of the window.
 *
 * Kullback and Leibler's divergence is at most the chi-square divergence.
 */
double routes_i_scan_ratio_limit(const routes_i_scan_ratio *ratio, int32_t cases, double measure);

/**
 * @brief A count so that windows of this measure, or of more, with fewer cases have a ratio below
 *        `least`, when they have more cases than expected.
 *
 * Hardly ever more than one below the best such count. One above all cases where no count will do.
 * @param[in] near The answer for a smaller measure, as a start; 0: none.
 */
int32_t routes_i_scan_high_from(const routes_i_scan_ratio *ratio, double measure, double least,
                                int32_t near);

/** @brief The same for windows of this measure, or of less, with fewer cases than expected: none
 *         with more than the count given reaches `least`; -1 where no count will do. */
int32_t routes_i_scan_low_to(const routes_i_scan_ratio *ratio, double measure, double least);

#endif
