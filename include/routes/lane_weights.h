/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/lane_weights.h
 * @brief Which lanes are neighbours: those that share a place, a province, a way.
 *
 * Lanes have no borders in common. They hang together where they begin, pass or end together; the
 * caller says what is shared, and the rule belongs beside every result.
 */
#ifndef ROUTES_LANE_WEIGHTS_H
#define ROUTES_LANE_WEIGHTS_H

#include "routes/weights.h"

ROUTES_BEGIN

/** @brief Settings of routes_lane_weights_new(). Start from ROUTES_LANE_WEIGHTS_OPTIONS. */
typedef struct routes_lane_weights_options {
    size_t size;          /**< sizeof this struct, set by ROUTES_LANE_WEIGHTS_OPTIONS. */
    int counted;          /**< Other than 0: the weight is the number of things shared; else 1. */
    int with_self;        /**< Other than 0: each lane is its own neighbour too, weight 1. */
    int row_standardised; /**< Other than 0: the weights of each lane are made to sum to 1. */
} routes_lane_weights_options;

/** @brief The defaults, as an initialiser. */
#define ROUTES_LANE_WEIGHTS_OPTIONS                                                                \
    {                                                                                              \
        sizeof(routes_lane_weights_options), 0, 0, 0                                               \
    }

/**
 * @brief Makes lanes neighbours that have a thing in common: a node, a province, a link.
 *
 * w[i][j] = 1, or with `counted` the number of different things that both i and j have, for i
 * other than j. A lane that shares nothing has an empty row (but for itself, where asked).
 *
 * @param[out] weights Set to null on failure; routes_weights_free().
 * @param[in] lanes    Number of lanes.
 * @param[in] start    [lanes + 1] Things of lane i are start[i] to start[i + 1]; from 0, never
 *                     falling. Null only without lanes.
 * @param[in] thing    [start[lanes]] Below `things`; one met twice by a lane counts once.
 * @param[in] things   How many there are.
 * @param[in] options  Null for the defaults.
 * @param[out] err     May be null.
 * @retval ROUTES_E_ARGUMENT An array is null, starts fall, or there are too many lanes.
 * @retval ROUTES_E_DATA     A thing is not there.
 * @retval ROUTES_E_MEMORY   No memory left.
 *
 * Cost: O(sum over things of the square of their lanes, with its logarithm). Thread safety: no
 * shared state.
 * Source: neighbours of flows by shared ends: W. R. Black, "Network autocorrelation in transport
 * network and flow systems", Geographical Analysis 24(3), 1992, pp. 207-222.
 * Oracle: the square of the table of lanes by things.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_lane_weights_new(
    routes_weights **weights, size_t lanes, const size_t *start, const uint32_t *thing,
    size_t things, const routes_lane_weights_options *options, routes_error *err);

ROUTES_END

#endif
