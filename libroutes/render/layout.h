/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file render/layout.h
 * @brief Which curve each lane takes: a deterministic layout of a flow map.
 *
 * Every lane is a curve bent to one side. The layout chooses the bends so that
 * lanes cross seldom and never at a sharp angle, keep off nodes that are not
 * theirs, off each other and off labels, and reach a crowded node spread round
 * it. The same input gives the same curves.
 *
 * Source: rules of B. Jenny et al., "Design principles for origin-destination
 * flow maps", Cartography and Geographic Information Science 45(1), 2018,
 * pp. 62-75. The search is ours: best bend of one lane at a time, in the order
 * given, until none changes.
 */
#ifndef ROUTES_RENDER_LAYOUT_H
#define ROUTES_RENDER_LAYOUT_H

#include <stddef.h>
#include <stdint.h>

#include "render/curve.h"
#include "routes/error.h"

/** @brief Nothing, where an index is asked for. */
#define ROUTES_I_NONE SIZE_MAX

/** @brief A node: a disc, or a plate. */
typedef struct routes_i_layout_node {
    routes_i_xy at;
    double half_width;  /**< The radius of a disc. */
    double half_height; /**< The same, for a disc. */
    bool plate;
} routes_i_layout_node;

/** @brief A lane from one node to another. */
typedef struct routes_i_layout_lane {
    size_t from;    /**< Node. */
    size_t to;      /**< Another node. */
    size_t through; /**< Node that the curve passes by closely, or ROUTES_I_NONE. */
    size_t mask;    /**< Mask that it keeps to, or ROUTES_I_NONE. */
    double most;    /**< Greatest bend; 0 means 0.5. */
    bool head_from; /**< Whether there is an arrow head at `from`. */
    bool head_to;   /**< Whether there is one at `to`. */
} routes_i_layout_lane;

/** @brief A box that lanes had better not cross. */
typedef struct routes_i_layout_box {
    routes_i_rect box;
    double cost;  /**< For each of the samples of a curve in it. */
    size_t owner; /**< Node whose lanes may cross it, or ROUTES_I_NONE. */
} routes_i_layout_box;

/** @brief Where a lane may run: a picture of cells, each free (1) or not (0). */
typedef struct routes_i_layout_mask {
    const unsigned char *cells; /**< [height][width] */
    size_t width;
    size_t height;
    double cell;        /**< Side of a cell. */
    routes_i_xy corner; /**< Upper left. */
} routes_i_layout_mask;

/** @brief All that the layout is given. Arrays are borrowed. */
typedef struct routes_i_layout {
    const routes_i_layout_node *nodes; /**< [node_count] */
    size_t node_count;
    const routes_i_layout_lane *lanes; /**< [lane_count] */
    size_t lane_count;
    const routes_i_layout_box *boxes; /**< [box_count] */
    size_t box_count;
    const routes_i_layout_mask *masks; /**< [mask_count] */
    size_t mask_count;
    routes_i_rect frame; /**< Curves stay inside. */
    double gap;          /**< Between a node's rim and the tip of a lane. */
    double head;         /**< Width of an arrow head with some air. */
    double long_lane;    /**< From this length on a lane bends as much as any. */
} routes_i_layout;

/**
 * @brief Lays out the lanes.
 *
 * @param[out] curves  [lane_count] From tip to tip.
 * @param[in,out] bends [lane_count] NaN: the layout begins anew. Otherwise the bends of an earlier
 *                     layout, from which it goes on. Out: the bends. Null: neither.
 * @retval ROUTES_E_ARGUMENT A node or mask that is not there, or a lane from a node to itself.
 * @retval ROUTES_E_MEMORY
 *
 * Cost: each sweep tries 38 bends a lane; a bend is given up once it costs more than the best. 200
 * lanes among 75 nodes take under a second.
 */
routes_status routes_i_layout_solve(routes_i_curve *curves, double *bends,
                                    const routes_i_layout *layout, routes_error *err);

/** @brief How good a layout is. */
typedef struct routes_i_layout_quality {
    size_t crossings;
    double least_crossing_deg; /**< 90 without crossings. */
    double nearest_node;       /**< From any curve to the rim of a node that is not its own. */
    double nearest_tips;       /**< Least distance of two arrow heads at one node. */
    double most_bend;          /**< Greatest turn between two pieces of a curve, in degrees. */
} routes_i_layout_quality;

/** @brief Measures curves, whoever made them. */
routes_status routes_i_layout_measure(routes_i_layout_quality *quality,
                                      const routes_i_layout *layout, const routes_i_curve *curves,
                                      routes_error *err);

#endif
