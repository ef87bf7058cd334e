/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/answer_hotspot_lanes.h
 * @brief Which lanes stand out together with those near them.
 *
 * The answer is operational: it leaves at the restricted tier alone.
 */
#ifndef ROUTES_ANSWER_HOTSPOT_LANES_H
#define ROUTES_ANSWER_HOTSPOT_LANES_H

#include "routes/laying.h"
#include "routes/local_statistic.h"
#include "routes/model.h"
#include "routes/network.h"
#include "routes/run.h"
#include "routes/table.h"

ROUTES_BEGIN

/** @brief Which lanes are neighbours. */
typedef enum routes_lane_neighbours {
    ROUTES_LANE_NEIGHBOURS_ENDS = 0, /**< They name an end or a via in one province, or the same
                                          place, crossing, group or foreign country. The home
                                        country as an end is no place, and makes no neighbours. */
    ROUTES_LANE_NEIGHBOURS_LINKS = 1 /**< The ways on which they are laid share a link. */
} routes_lane_neighbours;

/** @brief Settings of routes_answer_hotspots_lanes(). Start from ROUTES_HOTSPOT_LANES_OPTIONS. */
typedef struct routes_hotspot_lanes_options {
    size_t size;
    routes_local_kind statistic;       /**< Gi* (default) or Moran. */
    routes_lane_neighbours neighbours; /**< Default: ends. */
    const char *quantity;              /**< Of the observations that are counted; null: the one
                                            that is counted below the level of a country; none
                                            where there are several. */
    uint64_t seed;                     /**< Of permutations and draws. */
    uint32_t replicates;               /**< Permutations a lane; 0 means 9 999. */
    uint32_t draws;                    /**< Draws from the ranges; 0 means 99. */
    double least_share; /**< A class that holds in fewer draws is uncertain; 0 means 0.9. */
    size_t min_lanes;   /**< Lanes with figures that a test needs; 0 means 20. */
    double min_cases;   /**< Cases that a test of counts needs, all lanes together; 0 means 20. */
    const routes_run *run; /**< May be null. Threads do not change the answer. */
} routes_hotspot_lanes_options;

/** @brief The defaults, as an initialiser. */
#define ROUTES_HOTSPOT_LANES_OPTIONS                                                               \
    {                                                                                              \
        .size = sizeof(routes_hotspot_lanes_options)                                               \
    }

/**
 * @brief Lanes whose volumes are high, or low, together with those of their neighbours.
 *
 * Gi* or local Moran (routes_local_test(): rows made to sum to 1, for Gi* with the lane itself;
 * two-sided, by permutation, Benjamini-Hochberg) among lanes of trafficking, not of one case, whose
 * volumes are alike: one unit, measure, population group and denominator; the figure is the
 * moderate, or the middle where none is stated. A lower bound alone is no figure. The class is
 * `uncertain` where it holds in fewer than `least_share` of draws from the ranges
 * (routes_stability_test(), permutations 999 a draw).
 *
 * Counts of observations stand apart as discovered and reported, and are never added to each
 * other: those at a place or crossing that the lane names or is laid through, or of a province in
 * which it has an end. Other lanes may have the same counts: they say what was seen near the lane,
 * not on it. Where every count states its monitored hours there is a rate per 1 000 hours, and the
 * same test on the moderate rates. What was discovered without its effort says where patrols went
 * (Ensign and others 2018): it is not tested, and a warning tells how many lanes have such counts.
 *
 * Whatever is not tested says why: no figure, fewer than `min_lanes` lanes alike, fewer than
 * `min_cases` cases, no neighbour, no variation. Lanes are numbered by their ids, so that the order
 * of rows changes no bit.
 *
 * @param[out] out     Owned by the caller: routes_table_free(). Null on failure. One row a lane.
 * @param[in] model    Checked. @param[in] network Of the model. @param[in] laying On the network.
 * @param[in] options  Null for the defaults.
 * @param[out] err     May be null.
 * @retval ROUTES_E_ARGUMENT, ROUTES_E_MEMORY, ROUTES_E_CANCELLED
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_answer_hotspots_lanes(
    routes_table **out, const routes_model *model, const routes_network *network,
    const routes_laying *laying, const routes_hotspot_lanes_options *options, routes_error *err);

ROUTES_END

#endif
