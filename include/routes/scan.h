/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/scan.h
 * @brief Kulldorff's scan statistics: the window of the map, and of time, with most too many cases.
 *
 * A window grows round every location in turn, nearest first, up to a share of
 * all; in space-time it is a cylinder whose height is a stretch of periods. The
 * most striking window is compared with the most striking one of random data
 * sets, so that its p allows for all the windows looked at.
 *
 * Sources: M. Kulldorff, "A spatial scan statistic", Communications in Statistics -
 * Theory and Methods 26(6), 1997, pp. 1481-1496 (Poisson, Bernoulli); M. Kulldorff,
 * "Prospective time periodic geographical disease surveillance using a scan
 * statistic", J. R. Stat. Soc. A 164(1), 2001, pp. 61-72; M. Kulldorff and others, "A
 * space-time permutation scan statistic for disease outbreak detection", PLoS
 * Medicine 2(3), 2005, e59; M. Kulldorff and others, "An elliptic spatial scan
 * statistic", Statistics in Medicine 25(22), 2006, pp. 3929-3943; A. M. Abrams,
 * K. Kleinman and M. Kulldorff, "Gumbel based p-value approximations for spatial
 * scan statistics", Int. J. Health Geographics 9, 2010, 61; J. Besag and P. Clifford,
 * "Sequential Monte Carlo p-values", Biometrika 78(2), 1991, pp. 301-304.
 * Where these leave a choice, it is SaTScan's. Oracles: SaTScan 10.3.2 on its own samples
 * and on the lung cancers of Pennsylvania.
 */
#ifndef ROUTES_SCAN_H
#define ROUTES_SCAN_H

#include <stdint.h>

#include "routes/graph.h"
#include "routes/point.h"
#include "routes/run.h"

ROUTES_BEGIN

/** @brief What the cases are compared with. */
typedef enum routes_scan_model {
    ROUTES_SCAN_POISSON = 0,    /**< Expected cases in proportion to the measure. */
    ROUTES_SCAN_BERNOULLI = 1,  /**< Cases among the persons counted: cases and controls. */
    ROUTES_SCAN_PERMUTATION = 2 /**< Cases alone: places against times (space-time only). */
} routes_scan_model;

/** @brief Which windows are looked at. */
typedef enum routes_scan_type {
    ROUTES_SCAN_SPATIAL = 0,    /**< All periods together. */
    ROUTES_SCAN_SPACE_TIME = 1, /**< Cylinders over any stretch of periods, within the cap. */
    ROUTES_SCAN_PROSPECTIVE = 2 /**< Cylinders that last to the end of the last period. */
} routes_scan_type;

/** @brief Shape of a window. */
typedef enum routes_scan_window {
    ROUTES_SCAN_CIRCLE = 0,
    ROUTES_SCAN_ELLIPSE = 1 /**< Circles and ellipses; in a plane only. */
} routes_scan_window;

/** @brief How far two locations are apart. */
typedef enum routes_scan_distance {
    ROUTES_SCAN_SPHERE = 0, /**< Great circle on a sphere of 6 371 008.8 m. */
    ROUTES_SCAN_PLANE = 1,  /**< Straight line, in the unit of the coordinates. */
    ROUTES_SCAN_NETWORK = 2 /**< Shortest way over a graph, outwards from the centre. */
} routes_scan_distance;

/** @brief Which windows are of interest. */
typedef enum routes_scan_rates {
    ROUTES_SCAN_HIGH = 0, /**< More cases than expected. */
    ROUTES_SCAN_LOW = 1,  /**< Fewer. */
    ROUTES_SCAN_BOTH = 2  /**< Either. */
} routes_scan_rates;

/** @brief How much a long ellipse is marked down: its ratio times (4 s / (s + 1)^2)^a. */
typedef enum routes_scan_penalty {
    ROUTES_SCAN_PENALTY_MEDIUM = 0, /**< a = 1/2. */
    ROUTES_SCAN_PENALTY_STRONG = 1, /**< a = 1. */
    ROUTES_SCAN_PENALTY_NONE = 2    /**< a = 0. */
} routes_scan_penalty;

/**
 * @brief What is scanned. Start from ROUTES_SCAN_DATA. Arrays are borrowed for the time of a call.
 *
 * A cell is a location in a period. A cell whose cases or measure are NaN (not
 * reported) is left out of the study, and so is a location without any cell.
 * Locations at the same point enter every window together. Results do not
 * depend on the number of threads; random data sets are drawn by the order of
 * locations: give them in an order of their own, such as by id.
 */
typedef struct routes_scan_data {
    size_t size;                /**< sizeof this struct, set by ROUTES_SCAN_DATA. */
    size_t locations;           /**< At least 1. */
    size_t periods;             /**< 0 means 1. In order, and equally long. */
    const double *cases;        /**< [locations][periods] Whole numbers. */
    const double *measure;      /**< [locations][periods] Poisson: expected cases, or persons, to
                                     any scale. Bernoulli: persons counted, whole numbers, cases
                                     among them. Permutation: null. */
    const routes_point *points; /**< [locations] Sphere and plane. */
    const routes_graph *graph;  /**< Network. */
    const uint32_t *nodes;      /**< [locations] Network: the node of each location. */
} routes_scan_data;

/** @brief An empty one, as an initialiser. */
#define ROUTES_SCAN_DATA                                                                           \
    {                                                                                              \
        sizeof(routes_scan_data), 0, 0, NULL, NULL, NULL, NULL, NULL                               \
    }

/** @brief Settings of a scan. Start from ROUTES_SCAN_OPTIONS. */
typedef struct routes_scan_options {
    size_t size; /**< sizeof this struct, set by ROUTES_SCAN_OPTIONS. */
    routes_scan_model model;
    routes_scan_type type;
    routes_scan_window window;
    routes_scan_distance distance;
    routes_scan_rates rates;
    double cap;                  /**< Largest window, as a share of the measure summed over
                                      periods (Permutation: of the cases); 0 means 0.5, the most. */
    double cap_radius;           /**< Largest radius, in metres or the plane's unit; of an ellipse
                                      its minor axis. 0: no limit. */
    size_t cap_periods;          /**< Longest window; 0: half the periods, rounded down. */
    uint32_t least_cases;        /**< Fewest cases of a window with too many; 0 means 2. */
    routes_scan_penalty penalty; /**< Of ellipses. */
    const double *shapes;   /**< [shape_count] Major by minor axis, 1 for circles. Null: 1, 1.5,
                                 2, 3, 4, 5 with 1, 4, 6, 9, 12, 15 angles. */
    const uint32_t *angles; /**< [shape_count] Angles a shape, spread over half a turn from
                                 the x axis on. */
    size_t shape_count;
    uint32_t replicates;   /**< Random data sets; 0 means 999. */
    uint32_t stop_after;   /**< Stop once so many of them reach the best window, and take p =
                                stop_after / drawn (Besag and Clifford 1991); 0: draw all. */
    size_t most_clusters;  /**< Clusters to keep; 0: all. */
    uint64_t seed;         /**< Of the random data sets. */
    const double *maxima;  /**< [replicates] What routes_scan_maxima() gave, its shards put
                                together, in place of drawing. Null: draw. */
    const routes_run *run; /**< Null: one thread, silence. */
} routes_scan_options;

/** @brief The defaults, as an initialiser. */
#define ROUTES_SCAN_OPTIONS                                                                        \
    {                                                                                              \
        sizeof(routes_scan_options), ROUTES_SCAN_POISSON, ROUTES_SCAN_SPATIAL, ROUTES_SCAN_CIRCLE, \
            ROUTES_SCAN_SPHERE, ROUTES_SCAN_HIGH, 0.0, 0.0, 0, 0, ROUTES_SCAN_PENALTY_MEDIUM,      \
            NULL, NULL, 0, 0, 0, 0, 0, NULL, NULL                                                  \
    }

/** @brief A window that stands out. */
typedef struct routes_scan_cluster {
    size_t centre;           /**< Location it grows round. */
    double radius;           /**< To its farthest location, in metres or the plane's unit; of an
                                  ellipse the minor axis. */
    double shape;            /**< Major by minor axis; 1 for a circle. */
    double angle_deg;        /**< Of the major axis, counter-clockwise from the x axis. */
    size_t first, last;      /**< Periods, both within. */
    const size_t *locations; /**< [location_count] Within, ascending. Lives as long as the scan. */
    size_t location_count;
    double observed;      /**< Cases. */
    double expected;      /**< Cases expected. */
    double relative_risk; /**< (c/E) / ((C-c)/(C-E)): infinite when all cases lie within, NaN for
                               permutation, where outside has no rate. */
    double llr;           /**< Log likelihood ratio, before any penalty. */
    double statistic;     /**< Ratio with the penalty: what windows are ordered and tested by. */
    double p;             /**< By rank among the random data sets. */
    double p_gumbel;      /**< By a Gumbel distribution with their mean and variance; NaN where
                               they do not vary or are fewer than 2. */
} routes_scan_cluster;

/** @brief A finished scan. Opaque, never changed. */
typedef struct routes_scan routes_scan;

/**
 * @brief Finds the clusters and how likely chance alone would make them.
 *
 * With c cases in a window, E expected there, C cases in all, the ratio is
 *
 *     Poisson, permutation: c ln(c/E) + (C-c) ln((C-c)/(C-E))
 *     Bernoulli:            c ln(c/n) + (n-c) ln((n-c)/n) + (C-c) ln((C-c)/(N-n))
 *                           + (N-n-C+c) ln((N-n-C+c)/(N-n)) - C ln(C/N) - (N-C) ln((N-C)/N)
 *
 * with n of N persons in the window (E = n C/N), and permutation expects in a cell
 * (cases of the location) x (cases of the period) / C.
 *
 * Windows: locations equally far from the centre (as nearly as rounding can tell) enter together.
 * A window counts while its measure, over all periods, is at most `cap` of all.
 *
 * Clusters: of the windows of each centre the best is kept; they are taken in order, and dropped
 * when they share a location with one already taken (SaTScan's "no geographical overlap"). Ratios
 * within 1e-9 are equal; then the lower centre comes first, and of one centre the first shape and
 * angle, the smaller window, the earlier end, the shorter time.
 *
 * p = (g + 1) / (R + 1), with g of R random data sets whose best window reaches the cluster's
 * statistic, within 1e-9; secondary clusters are compared with best windows too. Poisson draws the
 * C cases in proportion to the measure, Bernoulli chooses C of N persons, permutation shuffles
 * the periods among the cases.
 *
 * @param[out] scan   Owned by the caller: routes_scan_free(). Null on failure.
 * @param[in] data
 * @param[in] options Null for the defaults.
 * @param[out] err    May be null.
 * @retval ROUTES_E_ARGUMENT  A null, an option out of range, or two that do not go together.
 * @retval ROUTES_E_DATA      A count is negative or not whole, cases stand where the measure is 0
 *                            or, Bernoulli, below them, no case, no control, a point is none.
 * @retval ROUTES_E_MEMORY    No memory left.
 * @retval ROUTES_E_CANCELLED The caller said stop.
 *
 * One location, or none that fits under the cap, gives no cluster. Cost: of the order of
 * locations^2 x replicates / 64 for spatial windows; memory O(cells x replicates, at most 1 024 at
 * a time). Same bits for any number of threads.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_scan_new(routes_scan **scan,
                                                      const routes_scan_data *data,
                                                      const routes_scan_options *options,
                                                      routes_error *err);

/** @brief Frees a scan. Null is allowed. */
ROUTES_API void routes_scan_free(routes_scan *scan);

/** @brief Number of clusters, most striking first. */
ROUTES_API size_t routes_scan_size(const routes_scan *scan);

/** @brief A cluster, borrowed; null beyond the last. */
ROUTES_API const routes_scan_cluster *routes_scan_at(const routes_scan *scan, size_t index);

/** @brief Random data sets behind p: fewer than asked when drawing stopped early. */
ROUTES_API size_t routes_scan_drawn(const routes_scan *scan);

/** @brief Cells left out because their cases or measure are not reported. */
ROUTES_API size_t routes_scan_left_out(const routes_scan *scan);

/** @brief Cases of the whole study. */
ROUTES_API size_t routes_scan_cases(const routes_scan *scan);

/**
 * @brief What the statistic of a cluster must pass for its p to be at most `alpha`.
 * @return The floor(alpha (drawn + 1))-th largest of the random data sets, SaTScan's standard Monte
 *         Carlo critical value; NaN where there are too few, no cluster, or drawing stopped early.
 * @since 0.1
 */
ROUTES_API double routes_scan_limit(const routes_scan *scan, double alpha);

/**
 * @brief Draws some of the random data sets and gives the statistic of the best window of each.
 *
 * A shard of the work of routes_scan_new(), on any machine: the values, put together in order and
 * given as `options.maxima`, give the same bits as drawing at once. `stop_after` is not looked at
 * here; routes_scan_new() then looks at no value after the stop.
 *
 * @param[out] maxima [to - from] 0 where no window is of interest.
 * @param[in] data
 * @param[in] options Null for the defaults.
 * @param[in] from    First data set, from 0.
 * @param[in] to      One past the last, at most the replicates.
 * @param[out] err    May be null.
 * @retval ROUTES_E_ARGUMENT, ROUTES_E_DATA, ROUTES_E_MEMORY, ROUTES_E_CANCELLED As
 *         routes_scan_new(). `maxima` is untouched on failure.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_scan_maxima(double *maxima,
                                                         const routes_scan_data *data,
                                                         const routes_scan_options *options,
                                                         size_t from, size_t to, routes_error *err);

/**
 * @brief Share `part` of `parts` of the random data sets, as even as can be.
 * @param[out] from  First data set.
 * @param[out] to    One past the last.
 * @param[in] replicates
 * @param[in] part   From 0.
 * @param[in] parts  At least 1.
 * @param[out] err   May be null.
 * @retval ROUTES_E_ARGUMENT A null, or there is no such part.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_scan_plan(size_t *from, size_t *to, size_t replicates,
                                                       size_t part, size_t parts,
                                                       routes_error *err);

/**
 * @brief Expected cases of areas whose people differ: indirect standardisation over strata.
 *
 *     expected[i] = sum over strata s of population[i][s] x (sum of cases[.][s] / sum of
 *                   population[.][s])
 *
 * The standard is the whole study, so that expected and observed cases have one sum.
 * A stratum with cases or population not reported somewhere is left out there.
 *
 * @param[out] expected   [areas] NaN where no stratum has a population.
 * @param[in] cases       [areas][strata] Whole numbers; NaN: not reported.
 * @param[in] population  [areas][strata] Persons, or person-years.
 * @param[in] areas       Areas, or cells of areas and periods.
 * @param[in] strata      At least 1, such as age by sex.
 * @param[out] err        May be null.
 * @retval ROUTES_E_ARGUMENT A null.
 * @retval ROUTES_E_DATA     A value is negative or infinite, or a stratum has cases but nobody.
 *
 * Cost: O(areas x strata). Source: N. E. Breslow and N. E. Day, "Statistical methods in cancer
 * research", volume II, IARC 1987, section 2.3.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_scan_expected(double *expected, const double *cases,
                                                           const double *population, size_t areas,
                                                           size_t strata, routes_error *err);

ROUTES_END

#endif
