/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/global_statistic.h
 * @brief One number for a whole map: do like values lie together?
 *
 * A map may hold hotspots and no global pattern, or a pattern and no hotspot: the local statistics
 * say where. An area without a figure (NaN) is treated as if it were not on the map.
 */
#ifndef ROUTES_GLOBAL_STATISTIC_H
#define ROUTES_GLOBAL_STATISTIC_H

#include "routes/run.h"
#include "routes/weights.h"

ROUTES_BEGIN

/**
 * @brief Which statistic.
 *
 * x the figures, m the mean of all n, d = x - m; w[i][j] the weights, an area's on itself left
 * aside; S0 = sum(w), S1 = sum over i, j of (w[i][j] + w[j][i])^2 / 2, S2 = sum over i of (row sum
 * + column sum)^2; b = n sum(d^4) / sum(d^2)^2. Areas without neighbours count in n and m: the
 * moments stay exact over all orders of the figures (spdep takes such areas off n by default).
 *
 * - Moran's I (Cliff and Ord 1981, eq. 1.44): n / S0 sum(w d d) / sum(d^2). Mean -1 / (n - 1).
 *   Normality: (n^2 S1 - n S2 + 3 S0^2) / (S0^2 (n^2 - 1)) - mean^2. Randomisation:
 *   (n ((n^2 - 3 n + 3) S1 - n S2 + 3 S0^2) - b ((n^2 - n) S1 - 2 n S2 + 6 S0^2)) /
 *   ((n - 1)(n - 2)(n - 3) S0^2) - mean^2.
 * - Moran's I of empirical Bayes rates (Assuncao and Reis 1999): the figures as in
 *   routes_local_kind, then as Moran's I. spdep takes off the mean of the standardised rates, as
 *   here; the paper does not.
 * - Geary's C (Cliff and Ord 1981, eq. 1.46): (n - 1) sum(w (x[i] - x[j])^2) / (2 S0 sum(d^2)).
 *   Mean 1; below 1 neighbours are alike, and z is below 0 (spdep turns its sign). Normality:
 *   ((2 S1 + S2)(n - 1) - 4 S0^2) / (2 (n + 1) S0^2). Randomisation: ((n - 1) S1 (n^2 - 3 n + 3 -
 *   (n - 1) b) - (n - 1) S2 (n^2 + 3 n - 6 - (n^2 - n + 2) b) / 4 + S0^2 (n^2 - 3 - (n - 1)^2 b)) /
 *   (n (n - 2)(n - 3) S0^2).
 * - General G (Getis and Ord 1992, eq. 10 to 12): sum(w x x) / sum over i != j of x x, for figures
 *   of which none is below 0. Mean S0 / (n (n - 1)). Randomisation only.
 * - Join counts (Cliff and Ord 1981, chapter 1.2), figures 0 or 1: half of sum(w) over pairs of two
 *   events (BB), of one and none (BW), of none (WW). Without replacement: the number of events is
 *   given.
 */
typedef enum routes_global_kind {
    ROUTES_GLOBAL_MORAN = 0,
    ROUTES_GLOBAL_MORAN_EB = 1, /**< `values` are events, `people` the second figure. */
    ROUTES_GLOBAL_GEARY = 2,
    ROUTES_GLOBAL_GENERAL_G = 3,
    ROUTES_GLOBAL_JOIN_BB = 4,
    ROUTES_GLOBAL_JOIN_BW = 5,
    ROUTES_GLOBAL_JOIN_WW = 6
} routes_global_kind;

/** @brief What is taken to be random. */
typedef enum routes_global_assumption {
    ROUTES_GLOBAL_RANDOMISATION = 0, /**< The figures, in any order. */
    ROUTES_GLOBAL_NORMALITY = 1 /**< They are drawn from a normal distribution. Moran, Geary. */
} routes_global_assumption;

/** @brief Which weights are used. */
typedef enum routes_global_weights {
    ROUTES_GLOBAL_WEIGHTS_DEFAULT =
        0,                         /**< Rows made to sum to 1 for Moran and Geary, else as given. */
    ROUTES_GLOBAL_WEIGHTS_ROW = 1, /**< Rows made to sum to 1. */
    ROUTES_GLOBAL_WEIGHTS_GIVEN = 2 /**< As given. */
} routes_global_weights;

/** @brief Why there is an answer or none. Values are only appended. */
typedef enum routes_global_status {
    ROUTES_GLOBAL_TESTED = 0,
    ROUTES_GLOBAL_TOO_FEW = 1,      /**< Fewer areas than `min_areas` have figures. */
    ROUTES_GLOBAL_NO_NEIGHBOUR = 2, /**< No two areas with figures are neighbours. */
    ROUTES_GLOBAL_NO_VARIATION = 3 /**< The figures, or the statistic over all orders, are alike. */
} routes_global_status;

/** @brief The answer. NaN where there is none; the status tells why. */
typedef struct routes_global {
    double statistic;
    double expected;
    double variance;
    double z;             /**< (statistic - expected) / sqrt(variance). */
    double p_greater;     /**< Of z, were it normal: as high or higher. */
    double p_less;        /**< As low or lower. */
    double p_two;         /**< Both sides: twice the lesser. */
    double drawn_greater; /**< The same by permutation; NaN without. */
    double drawn_less;
    double drawn_two;
    double drawn_mean;     /**< Of the statistic over the permutations. */
    double drawn_variance; /**< The same; divisor permutations - 1. */
    double s0;             /**< Sum of the weights used. */
    size_t reported;       /**< Areas with figures. */
    size_t islands;        /**< Of these, without a neighbour with one. */
    routes_global_status status;
} routes_global;

/** @brief Settings of routes_global_test(). Start from ROUTES_GLOBAL_OPTIONS. */
typedef struct routes_global_options {
    size_t size;                         /**< sizeof this struct, set by ROUTES_GLOBAL_OPTIONS. */
    routes_global_kind kind;             /**< Default: Moran's I. */
    routes_global_assumption assumption; /**< Default: randomisation. */
    routes_global_weights weights;       /**< Default: by the statistic. */
    uint32_t replicates;                 /**< Permutations; 0: none. */
    uint64_t seed;                       /**< Of the permutations. */
    size_t min_areas;                    /**< Areas with figures that a test needs; 0 means 20; at
                                              least 4 have moments. */
    const routes_run *run;               /**< Null: one thread, silence. Threads do not change the
                                              answer. */
} routes_global_options;

/** @brief The defaults, as an initialiser. */
#define ROUTES_GLOBAL_OPTIONS                                                                      \
    {                                                                                              \
        .size = sizeof(routes_global_options)                                                      \
    }

/** @brief The word for a statistic: moran, moran_eb, geary, general_g, join_bb, join_bw, join_ww;
 * null for one that is not known. */
ROUTES_API const char *routes_global_kind_text(routes_global_kind kind);

/** @brief Why there is no answer, in words; null for ROUTES_GLOBAL_TESTED. */
ROUTES_API const char *routes_global_status_text(routes_global_status status);

/**
 * @brief The statistic with its moments, and by permutation where asked.
 *
 * A permutation puts all figures in random order, by a stream keyed by seed and replicate, in the
 * order of their numbers: let areas be numbered by something fixed, such as the order of their ids.
 * With b of R statistics at least as high, drawn_greater is (b + 1) / (R + 1); those nearer than
 * 1e-12 of the largest possible count as equal.
 *
 * @param[out] out    The answer.
 * @param[in] values  [areas] Figures; NaN: not reported.
 * @param[in] people  [areas] Of Moran's I of empirical Bayes rates; else null.
 * @param[in] weights Neighbours, by any rule.
 * @param[in] options Null for the defaults.
 * @param[out] err    May be null.
 * @retval ROUTES_E_ARGUMENT  Something required is null, or an option is out of range.
 * @retval ROUTES_E_DATA      A value is infinite, below 0 for general G, other than 0 and 1 for a
 *                            join count, or people are not above 0.
 * @retval ROUTES_E_MEMORY    No memory left.
 * @retval ROUTES_E_CANCELLED The caller said stop. Outputs are untouched on failure.
 *
 * Cost: O(areas + pairs log neighbours), and O(replicates x pairs) for the permutations, shared
 * among threads. Thread safety: no shared state.
 *
 * Oracle: spdep 1.2-7 and NumPy on the counties of North Carolina; all orders of small maps; R's
 * spdep for join counts.
 * Source: A. D. Cliff and J. K. Ord, "Spatial processes: models and applications", 1981; A. Getis
 * and J. K. Ord, "The analysis of spatial association by use of distance statistics", Geographical
 * Analysis 24(3), 1992, pp. 189-206; R. M. Assuncao and E. A. Reis, "A new proposal to adjust
 * Moran's I for population density", Statistics in Medicine 18(16), 1999, pp. 2147-2162.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_global_test(routes_global *out, const double *values,
                                                         const double *people,
                                                         const routes_weights *weights,
                                                         const routes_global_options *options,
                                                         routes_error *err);

ROUTES_END

#endif
