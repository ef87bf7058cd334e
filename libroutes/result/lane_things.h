/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file result/lane_things.h
 * @brief What lanes have in common, as the kernel of routes/lane_weights.h takes it.
 */
#ifndef ROUTES_RESULT_LANE_THINGS_H
#define ROUTES_RESULT_LANE_THINGS_H

#include "routes/answer_hotspot_lanes.h"

/** @brief Rows of things, one a lane; start from zero, end with routes_i_lane_things_free(). */
typedef struct routes_i_lane_things {
    size_t *start;   /**< [lanes + 1] */
    uint32_t *thing; /**< [start[lanes]] */
    size_t things;
    size_t capacity; /**< Of `thing`. */
} routes_i_lane_things;

/** @brief Lists them for the lanes in `order`. */
routes_status routes_i_lane_things_list(routes_i_lane_things *things, const routes_model *model,
                                        const routes_network *network, const routes_laying *laying,
                                        const size_t *order, size_t count,
                                        routes_lane_neighbours by, routes_error *err);

/** @brief Frees the arrays. */
void routes_i_lane_things_free(routes_i_lane_things *things);

#endif
