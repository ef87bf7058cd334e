/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/answer_hotspot_scan.h
 * @brief Clusters of areas, in space and time, as a table.
 */
#ifndef ROUTES_ANSWER_HOTSPOT_SCAN_H
#define ROUTES_ANSWER_HOTSPOT_SCAN_H

#include "routes/network.h"
#include "routes/scan.h"
#include "routes/table.h"

ROUTES_BEGIN

/** @brief What a period is. */
typedef enum routes_hotspot_scan_unit {
    ROUTES_HOTSPOT_SCAN_AUTO = 0,    /**< Days, months or years where all times are written as such
                                        (YYYY-MM-DD, YYYY-MM, YYYY), else as given. */
    ROUTES_HOTSPOT_SCAN_GIVEN = 1,   /**< Each time that stands there: numbers in their order, other
                                        texts in order of their bytes. */
    ROUTES_HOTSPOT_SCAN_YEAR = 2,    /**< Times begin with YYYY. */
    ROUTES_HOTSPOT_SCAN_QUARTER = 3, /**< Times begin with YYYY-MM. */
    ROUTES_HOTSPOT_SCAN_MONTH = 4,   /**< Times begin with YYYY-MM. */
    ROUTES_HOTSPOT_SCAN_DAY = 5      /**< Times are YYYY-MM-DD. */
} routes_hotspot_scan_unit;

/** @brief Settings of routes_answer_hotspot_scan(). Start from ROUTES_HOTSPOT_SCAN_OPTIONS. */
typedef struct routes_hotspot_scan_options {
    size_t size;                    /**< sizeof this struct, set by ROUTES_HOTSPOT_SCAN_OPTIONS. */
    const routes_scan_options *how; /**< Null for the defaults. */
    const routes_table *places;     /**< `id`, `x`, `y`: the locations, when the areas tell only
                                       counts. Null: the areas have x and y. */
    const routes_network *network;  /**< For distances along it: its nodes have the ids of the
                                       areas. */
    routes_hotspot_scan_unit unit;
    size_t aggregate; /**< Units to a period, counted back from the last; 0 means 1. */
    const char
        *first;       /**< First unit of the study, as a time; null: the first that stands there. */
    const char *last; /**< Its last unit. */
} routes_hotspot_scan_options;

/** @brief The defaults, as an initialiser. */
#define ROUTES_HOTSPOT_SCAN_OPTIONS                                                                \
    {                                                                                              \
        .size = sizeof(routes_hotspot_scan_options)                                                \
    }

/**
 * @brief Clusters: cluster, centre, radius_m, start, end, areas, observed, expected,
 *        relative_risk, llr, p, p_gumbel.
 *
 * See routes_scan_new() for what they mean. `centre` is an id and `areas` ids joined by '|';
 * `start` and `end` are the first and the last day of the cluster's time (as given where times are
 * no dates), not stated for spatial windows. `relative_risk` has no data for permutation, and where
 * all cases lie within. `statistic`, `shape` and `angle_deg` follow for elliptic windows, whose
 * `radius_m` is their minor axis, and `geometry`, the centre, on the sphere.
 *
 * The measure: Poisson takes `expected`, or else `population`, standardised over `stratum` where
 * there is one (indirectly, to the whole study); Bernoulli takes `population`, cases among them.
 * Rows of one area and period (and stratum) are added; a cell without a row has no case and no
 * measure; one with a value or measure not stated is left out, and the meta `left_out` counts
 * these. Areas are put in order of their ids first: the same bits for any order of rows.
 *
 * @param[out] out    Kind own. Owned by the caller: routes_table_free(). Null on failure.
 * @param[in] areas   `id` (text), `value`; as asked for `population`, `expected` (number), `time`,
 *                    `stratum`, `stratum_2`, `stratum_3`, `stratum_4` (text), `x`, `y` (number);
 *                    meta `crs` as routes_plain_layer_read() sets it.
 * @param[in] options Null for the defaults.
 * @param[out] err    May be null.
 * @retval ROUTES_E_ARGUMENT  A column or a table is missing, an option is out of range, or
 *                            coordinates and distance do not go together.
 * @retval ROUTES_E_DATA      A row is wrong: an id, time, place or node is missing, two rows put an
 *                            area at two places, a count is none; or routes_scan_new() finds so.
 * @retval ROUTES_E_MEMORY, ROUTES_E_CANCELLED
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status
routes_answer_hotspot_scan(routes_table **out, const routes_table *areas,
                           const routes_hotspot_scan_options *options, routes_error *err);

/**
 * @brief A shard of the random data sets: replicate, statistic of the best window.
 *
 * The rows of all parts of `parts`, in order, are the `maxima` of routes_scan_options, and give the
 * same bits as one run.
 *
 * @param[in] part From 0. @param[in] parts At least 1.
 * The rest as routes_answer_hotspot_scan().
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_answer_hotspot_scan_part(
    routes_table **out, const routes_table *areas, const routes_hotspot_scan_options *options,
    size_t part, size_t parts, routes_error *err);

ROUTES_END

#endif
