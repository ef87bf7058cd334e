/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file render/layout_cost.h
 * @brief What the layout dislikes, in one currency.
 */
#ifndef ROUTES_RENDER_LAYOUT_COST_H
#define ROUTES_RENDER_LAYOUT_COST_H

#include "render/layout.h"

/** @brief A lane as it lies. */
typedef struct routes_i_laid {
    double bend;          /**< Height of the control point over the chord, in chords; signed. */
    double wanted[2];     /**< Direction at either node without spreading. */
    double turned[2];     /**< What spreading adds to it. */
    routes_i_curve curve; /**< From tip to tip. */
    routes_i_chain chain; /**< Of it. */
} routes_i_laid;

/** @brief The bend that a lane of this length takes when nothing is in its way. */
double routes_i_layout_wanted_bend(const routes_i_layout *layout, size_t lane);

/**
 * @brief What a lane costs by itself: bend, nodes, boxes, mask, frame.
 * @param[in] ring [node_count] From the middle of a disc to the tips of its own lanes.
 */
double routes_i_layout_own_cost(const routes_i_layout *layout, const double *ring, size_t index,
                                const routes_i_laid *laid);

/** @brief What two lanes cost together: crossings, closeness, a narrow angle at a shared node. */
double routes_i_layout_pair_cost(const routes_i_layout *layout, size_t a,
                                 const routes_i_laid *laid_a, size_t b,
                                 const routes_i_laid *laid_b);

#endif
