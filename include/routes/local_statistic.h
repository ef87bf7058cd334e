/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/local_statistic.h
 * @brief Tests of every area against its neighbours: where high, low, like or unlike values meet.
 *
 * Seven statistics, one way to use them: figures and neighbours in, one row an area out, with its
 * moments, its p by permutation, its p corrected for the number of areas, and a class that follows
 * from the corrected p. An area without a figure (NaN) is treated as if it were not on the map.
 */
#ifndef ROUTES_LOCAL_STATISTIC_H
#define ROUTES_LOCAL_STATISTIC_H

#include "routes/adjust.h"
#include "routes/hot_class.h"
#include "routes/run.h"
#include "routes/weights.h"

ROUTES_BEGIN

/**
 * @brief Which statistic.
 *
 * x[i] is the figure of area i, m the mean of all n figures, d = x - m, m2 = sum(d^2) / n, m4 =
 * sum(d^4) / n; w[j] the weight of neighbour j, W = sum(w), W2 = sum(w^2), all without the area
 * itself. N = n - 1 others, with the mean m' and the variance v' (divisor N) of their figures.
 *
 * - Gi (Getis and Ord 1992; Ord and Getis 1995): statistic sum(w x) / sum over j != i of x;
 *   z = (sum(w x) - W m') / sqrt(v' (N W2 - W^2) / (N - 1)).
 * - Gi*: the same with the area itself among its neighbours, and n, m, sqrt(m2) for N, m', v'. Its
 *   own weight is the one given, else the greatest of its row, 1 in an empty row.
 *   The statistic is a proportion, as GeoDa prints it; where the sum of the figures is not above 0
 *   it is NaN with its moments, and z and p stand. Standardising rows changes no z.
 * - Local Moran (Anselin 1995, eq. 12): d[i] / m2 sum(w d). Conditional moments (Sokal, Oden and
 *   Thomson 1998): mean (d[i] / m2) W m', variance (d[i] / m2)^2 v' (N W2 - W^2) / (N - 1), with
 *   m', v' of d. Total (Anselin 1995, eq. 13 and 14; with b = m4 / m2^2): mean -W / (n - 1),
 *   variance W2 (n - b) / (n - 1) + (W^2 - W2) (2 b - n) / ((n - 1)(n - 2)) - W^2 / (n - 1)^2.
 * - Local Moran of empirical Bayes rates (Assuncao and Reis 1999): with events e, people q, b =
 *   sum(e) / sum(q), s2 = sum(q (e/q - b)^2) / sum(q), a = s2 - b n / sum(q): x = (e/q - b) /
 *   sqrt(a + b/q), b/q under the root where a + b/q is below 0. a may be negative. Then as local
 *   Moran, the mean of x taken off.
 * - Bivariate local Moran (Anselin, Syabri and Smirnov 2002): d[i] of the one figure with the
 *   neighbours' d of the other, divided by the root of the product of their m2.
 * - Local Geary (Anselin 1995, eq. 20): sum(w (x[i] - x[j])^2) / m2. Conditional moments from the
 *   mean and variance of (x[i] - x[j])^2 over the others (Sokal, Oden and Thomson 1998). Total:
 *   mean 2 n W / (n - 1), variance (W2 + W^2) (3 + b) n / (n - 1) less the mean squared.
 * - Local join count (Anselin and Li 2019): x is 0 or 1; x[i] sum(w x). Tested where x[i] is 1.
 *   Conditional moments of the hypergeometric distribution.
 */
typedef enum routes_local_kind {
    ROUTES_LOCAL_GI_STAR = 0,
    ROUTES_LOCAL_GI = 1,
    ROUTES_LOCAL_MORAN = 2,
    ROUTES_LOCAL_MORAN_EB = 3,        /**< `values` are events, `other` people. */
    ROUTES_LOCAL_MORAN_BIVARIATE = 4, /**< `other` are the neighbours' figures. */
    ROUTES_LOCAL_GEARY = 5,
    ROUTES_LOCAL_JOIN_COUNT = 6
} routes_local_kind;

/** @brief Which sides of the distribution count as out of the ordinary. */
typedef enum routes_sided {
    ROUTES_SIDED_DEFAULT = 0, /**< Two; greater for join counts. */
    ROUTES_SIDED_TWO = 1,     /**< Twice the lesser of both sides, at most 1. */
    ROUTES_SIDED_GREATER = 2, /**< Statistics at least as high. */
    ROUTES_SIDED_LESS = 3,    /**< Statistics at least as low. */
    ROUTES_SIDED_FOLDED = 4   /**< The lesser of both sides, not doubled: GeoDa's and PySAL's. Half
                                   as strict as it looks. */
} routes_sided;

/** @brief Which weights are used. */
typedef enum routes_local_weights {
    ROUTES_LOCAL_WEIGHTS_DEFAULT = 0, /**< Rows made to sum to 1; as given for join counts. */
    ROUTES_LOCAL_WEIGHTS_ROW = 1,     /**< Rows made to sum to 1. */
    ROUTES_LOCAL_WEIGHTS_GIVEN = 2    /**< As given. */
} routes_local_weights;

/** @brief Where the expectation and the variance come from. */
typedef enum routes_local_moments {
    ROUTES_LOCAL_CONDITIONAL = 0, /**< The area keeps its value, as in the permutations. */
    ROUTES_LOCAL_TOTAL = 1        /**< All values change places. Moran (not bivariate) and Geary. */
} routes_local_moments;

/** @brief Why an area was tested or not. Values are only appended. */
typedef enum routes_local_status {
    ROUTES_LOCAL_TESTED = 0,
    ROUTES_LOCAL_NOT_REPORTED = 1, /**< The area has no figure. */
    ROUTES_LOCAL_TOO_FEW = 2,      /**< Fewer areas than `min_areas` have figures. */
    ROUTES_LOCAL_NO_NEIGHBOUR = 3, /**< No neighbour has a figure. */
    ROUTES_LOCAL_NO_VARIATION = 4, /**< All others are alike, or all are neighbours. */
    ROUTES_LOCAL_AT_MEAN = 5, /**< Moran: the figure is the mean, so the statistic is 0 whatever
                                   the neighbours. */
    ROUTES_LOCAL_NO_EVENT = 6 /**< Join count: the area is 0. */
} routes_local_status;

/** @brief The answer for one area. NaN where there is none; the status tells why. */
typedef struct routes_local {
    double value;     /**< The figure; for empirical Bayes the standardised rate. */
    double deviation; /**< From the mean of all; join count: the figure itself. */
    double lag;       /**< Weighted mean of the neighbours' figures; bivariate: of the other one. */
    double statistic; /**< As defined at the kind, as are the next two. */
    double expected;
    double variance;
    double z;              /**< (statistic - expected) / sqrt(variance). */
    double p_high;         /**< Chance of a statistic at least as high. */
    double p_low;          /**< The same for at least as low. */
    double p;              /**< By the sides asked for. */
    double p_adjusted;     /**< Corrected for the number of areas tested. */
    double p_normal;       /**< Of z, both sides, if it were normal. */
    double drawn_mean;     /**< Of the statistic over the permutations. */
    double drawn_variance; /**< The same; divisor permutations - 1. */
    uint32_t neighbours;   /**< With figures, the area itself not counted. */
    uint32_t draws;        /**< Permutations made; fewer than asked when stopped. */
    routes_hot_class hot;  /**< By p_adjusted: hot or cold (Gi, Gi*); high_high ... (Moran, Geary);
                                high_high or high_low (join count). */
    routes_local_status status;
} routes_local;

/** @brief What the areas have in common. */
typedef struct routes_local_summary {
    size_t reported;    /**< Areas with figures. */
    size_t tested;      /**< Areas tested. */
    size_t islands;     /**< Areas with figures and without a neighbour that has one. */
    double least_p;     /**< The least p that the permutations can give; 0 without permutations. */
    double least_alone; /**< What it becomes when corrected for the number tested: above alpha no
                             area can be found alone. */
    uint32_t enough;    /**< Permutations with which a lone area could pass; 0: they do. */
} routes_local_summary;

/** @brief Settings of routes_local_test(). Start from ROUTES_LOCAL_OPTIONS. */
typedef struct routes_local_options {
    size_t size;                  /**< sizeof this struct, set by ROUTES_LOCAL_OPTIONS. */
    routes_local_kind kind;       /**< Default: Gi*. */
    routes_local_weights weights; /**< Default: rows sum to 1, as given for join counts. */
    int divisor_less_one; /**< Other than 0: m2 with divisor n - 1, as GeoDa and PySAL; z and p
                               do not change. */
    routes_local_moments moments; /**< Default: conditional. */
    int normal;                   /**< Other than 0: no permutations, p from z. */
    uint32_t replicates;          /**< Permutations an area; 0 means 9 999. */
    uint32_t stop;      /**< Draws as extreme after which an area is left (Besag and Clifford
                             1991); 0: none. 10 to 20 leave p rough and quick. */
    int shared;         /**< Other than 0: one set of permutations for all areas, much
                             quicker; the errors of areas are alike. */
    uint64_t seed;      /**< Of the permutations. */
    routes_sided sided; /**< Default: two; greater for join counts. */
    routes_adjust_method adjust; /**< Default: Benjamini and Hochberg. */
    double alpha;                /**< Classes are given up to this p_adjusted; 0 means 0.05. */
    size_t min_areas;            /**< Areas with figures that a test needs; 0 means 20. */
    size_t from, to;             /**< Areas from .. to - 1 only: a shard. Both 0: all. */
    const routes_run *run; /**< Null: one thread, silence. Threads do not change the answer. */
} routes_local_options;

/** @brief The defaults, as an initialiser. */
#define ROUTES_LOCAL_OPTIONS                                                                       \
    {                                                                                              \
        .size = sizeof(routes_local_options)                                                       \
    }

/** @brief The word for a statistic: gi_star, gi, moran, moran_eb, moran_bivariate, geary,
 * join_count; null for one that is not known. */
ROUTES_API const char *routes_local_kind_text(routes_local_kind kind);

/** @brief Why an area was not tested, in words; null for ROUTES_LOCAL_TESTED. */
ROUTES_API const char *routes_local_status_text(routes_local_status status);

/**
 * @brief Tests every area by conditional permutation.
 *
 * The area keeps its value; its neighbours get values drawn without replacement from all other
 * areas with figures. With b of R statistics at least as high, p_high is (b + 1) / (R + 1); sums
 * nearer than 1e-12 of the largest possible count as equal. Streams are keyed by the number of the
 * area, and values are drawn by number: let areas be numbered by something fixed, such as the order
 * of their ids, and the answer does not depend on the order of the input.
 *
 * Class: p_adjusted at most alpha. The side is that of the lesser of p_high and p_low. Gi and Gi*:
 * hot when high, cold when low. Moran: high means like its neighbours (high_high, low_low by the
 * area's deviation), low unlike (high_low, low_high). Geary: low means like its neighbours:
 * high_high or low_low when its deviation and the lag agree, else other_positive; high means
 * negative. Join count: high_high when high, high_low when low.
 *
 * Where fewer than `min_areas` areas have figures nothing is tested and no score is given. A
 * warning goes to the log of `run` where the permutations are too few for a lone area to pass, see
 * routes_local_summary.
 *
 * A shard (`from`, `to`) writes its rows only, without p_adjusted and class; when the rows of all
 * shards are put together routes_local_conclude() gives the same bits as one call for all.
 *
 * @param[out] rows    [areas] The answers.
 * @param[out] summary May be null. Not written by a shard.
 * @param[in] values   [areas] Figures, as rates rather than counts; NaN: not reported.
 * @param[in] other    [areas] The second figure of Moran EB (people) and bivariate; else null.
 * @param[in] weights  Neighbours, by any rule.
 * @param[in] options  Null for the defaults.
 * @param[out] err     May be null.
 * @retval ROUTES_E_ARGUMENT  A required array is null, or an option is out of range.
 * @retval ROUTES_E_DATA      A value is infinite; people are not above 0, or fewer than 0 events;
 *                            a join count of a value other than 0 and 1.
 * @retval ROUTES_E_MEMORY    No memory left.
 * @retval ROUTES_E_CANCELLED The caller said stop. Outputs are untouched on failure.
 *
 * Cost: O(replicates x pairs), shared among threads; about 130 bytes an area. Thread safety: no
 * shared state.
 *
 * Oracle: spdep 1.2-7 and NumPy on the counties of North Carolina and Guerry's departments; all
 * choices of neighbours on small maps; every moment against the permutations.
 * Source: A. Getis and J. K. Ord, "The analysis of spatial association by use of distance
 * statistics", Geographical Analysis 24(3), 1992, pp. 189-206; J. K. Ord and A. Getis, "Local
 * spatial autocorrelation statistics", Geographical Analysis 27(4), 1995, pp. 286-306; L. Anselin,
 * "Local indicators of spatial association - LISA", Geographical Analysis 27(2), 1995, pp. 93-115;
 * R. R. Sokal, N. L. Oden and B. A. Thomson, "Local spatial autocorrelation in a biological model",
 * Geographical Analysis 30(4), 1998, pp. 331-354; R. M. Assuncao and E. A. Reis, "A new proposal to
 * adjust Moran's I for population density", Statistics in Medicine 18(16), 1999, pp. 2147-2162; L.
 * Anselin, I. Syabri and O. Smirnov, "Visualizing multivariate spatial correlation with dynamically
 * linked windows", 2002; L. Anselin and X. Li, "Operational local join count statistics for cluster
 * detection", Journal of Geographical Systems 21, 2019, pp. 189-210.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_local_test(
    routes_local *rows, routes_local_summary *summary, const double *values, const double *other,
    const routes_weights *weights, const routes_local_options *options, routes_error *err);

/**
 * @brief Corrects the p of all rows and gives them their class: the last step of
 * routes_local_test(), to be called on the rows of shards once they are together.
 *
 * @param[in,out] rows [areas] All rows, as shards wrote them.
 * @param[out] summary May be null.
 * @param[in] areas    Number of rows.
 * @param[in] options  As given to the shards; `from` and `to` are not read.
 * @param[out] err     May be null.
 * @retval ROUTES_E_ARGUMENT As routes_local_test().
 * @retval ROUTES_E_MEMORY   No memory left.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_local_conclude(routes_local *rows,
                                                            routes_local_summary *summary,
                                                            size_t areas,
                                                            const routes_local_options *options,
                                                            routes_error *err);

ROUTES_END

#endif
