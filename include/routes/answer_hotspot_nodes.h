/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/answer_hotspot_nodes.h
 * @brief Places and crossings that come first as origin, in transit, or as destination, and how
 *        sure that is.
 */
#ifndef ROUTES_ANSWER_HOTSPOT_NODES_H
#define ROUTES_ANSWER_HOTSPOT_NODES_H

#include "routes/laying.h"
#include "routes/model.h"
#include "routes/network.h"
#include "routes/run.h"
#include "routes/table.h"

ROUTES_BEGIN

/** @brief Settings of routes_answer_hotspots_nodes(). Start from ROUTES_HOTSPOT_NODES_OPTIONS. */
typedef struct routes_hotspot_nodes_options {
    size_t size;
    routes_unit unit;      /**< Of the volumes ranked: a flow, persons in all, or a share. Not
                                stated: the one in which most places and crossings can be ranked, all
                                roles together; of equals the first. */
    const char *quantity;  /**< Of the observations counted, as routes_hotspot_lanes_options. */
    uint64_t seed;         /**< Of the draws. */
    uint32_t draws;        /**< From the ranges; 0 means 9 999. */
    size_t top;            /**< How many count as the top; 0 means 10. */
    double least_share;    /**< Hot is in the top in so many draws; 0 means 0.9. At most 1. */
    size_t min_nodes;      /**< Ranked in a role for a class to be given; 0 means 20. */
    size_t min_lanes;      /**< Lanes with a number in the unit for any class; 0 means 20. */
    const routes_run *run; /**< May be null. Threads do not change the answer. */
} routes_hotspot_nodes_options;

/** @brief The defaults, as an initialiser. */
#define ROUTES_HOTSPOT_NODES_OPTIONS                                                               \
    {                                                                                              \
        .size = sizeof(routes_hotspot_nodes_options)                                               \
    }

/**
 * @brief Places and crossings by what lanes say of them, one row a role in which any lane names or
 *        passes it: origin, transit, destination.
 *
 * A place stands for itself, a province's capital for its province, as when lanes are laid; in
 * transit is what a laid lane passes between its stated ends. Lanes of trafficking; those of one
 * case are counted apart. Volumes are sums in one unit, as routes_answer_hotspots_places() has
 * them: a fork's branch carries between nothing and the whole, groups that may overlap give
 * bounds.
 *
 * Rank 1 has the largest volume; `rank_lower` to `rank_upper` holds it in 95 % of draws from the
 * ranges, and `share_in_top` is the share of draws in which it is among the first `top`
 * (routes_rank_draw(), Goldstein and Spiegelhalter 1996). A lower bound alone is not drawn and not
 * ranked. `hot_class` is `hot` where `share_in_top` is at least `least_share`; `uncertain` where
 * the stated figures put it in the top and fewer draws do; else `none`; and `not_tested` with its
 * reason where it has no rank, where fewer than `min_lanes` lanes have a number in the unit (lower
 * bounds alone are none), or where fewer than `min_nodes`, or no more than `top`, are ranked in the
 * role. Volumes are drawn each for itself, although places share lanes: intervals are rather too
 * wide than too narrow. The class says who is first, not more than what would be expected: volumes
 * of places have no denominator.
 *
 * Discovered and reported counts at the place or crossing itself stand apart, with rates per 1 000
 * monitored hours where the hours are stated of all.
 *
 * Streams are named by the order of ids, so that the order of rows changes no bit.
 *
 * @param[out] out     Owned by the caller: routes_table_free(). Null on failure. Operational.
 * @param[in] model    Checked. @param[in] network Of the model. @param[in] laying On the network.
 * @param[in] options  Null for the defaults.
 * @param[out] err     May be null.
 * @retval ROUTES_E_ARGUMENT, ROUTES_E_MEMORY, ROUTES_E_CANCELLED
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_answer_hotspots_nodes(
    routes_table **out, const routes_model *model, const routes_network *network,
    const routes_laying *laying, const routes_hotspot_nodes_options *options, routes_error *err);

ROUTES_END

#endif
