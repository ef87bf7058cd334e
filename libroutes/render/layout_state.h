/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file render/layout_state.h
 * @brief A layout under way: how every lane lies, and who touches which node.
 */
#ifndef ROUTES_RENDER_LAYOUT_STATE_H
#define ROUTES_RENDER_LAYOUT_STATE_H

#include "render/layout_cost.h"
#include "render/slots.h"

/** @brief Less is no gain: rounding must not decide. */
#define ROUTES_I_LAYOUT_GAIN 1e-9

/** @brief Up to here the search is thorough and every lane is polished. */
#define ROUTES_I_LAYOUT_FEW 40

/** @brief The state. One end of a lane at a node is `2 * lane + side`. */
typedef struct routes_i_layout_state {
    const routes_i_layout *layout;
    double step;               /**< Between the bends that are tried. */
    routes_i_laid *laid;       /**< [lane_count] As they lie. */
    routes_i_laid *kept;       /**< [lane_count] What may have to be put back. */
    double *ring;              /**< [node_count] From a disc's middle to the tips. */
    size_t *end_start;         /**< [node_count + 1] */
    size_t *ends;              /**< [2 lane_count] By node. */
    routes_i_slot *slots;      /**< [2 lane_count] Scratch. */
    size_t *touched;           /**< [lane_count] Scratch: lanes at two nodes. */
    unsigned char *is_touched; /**< [lane_count] */
} routes_i_layout_state;

/** @brief Makes a state; free with routes_i_laid_free(), also after a failure. */
routes_status routes_i_laid_new(routes_i_layout_state *state, const routes_i_layout *layout,
                                routes_error *err);

/** @brief Frees it. */
void routes_i_laid_free(routes_i_layout_state *state);

/** @brief The curve of a lane from its bend and the turns of its ends. */
void routes_i_laid_shape(const routes_i_layout_state *state, size_t index, routes_i_laid *laid);

/** @brief Spreads the ends at one node round it: sets the turns, shapes nothing. */
void routes_i_laid_spread(routes_i_layout_state *state, size_t node);

/** @brief Spreads the ends at all nodes and shapes all lanes. */
void routes_i_laid_spread_all(routes_i_layout_state *state);

/**
 * @brief The bends to be tried for a lane, from flat to strong, to one side before the other.
 * @param[in,out] bend Start from 0.
 * @return False when there are no more.
 */
bool routes_i_laid_next_bend(double *bend, const routes_i_layout_state *state, size_t lane);

/** @brief Chooses a bend for every lane from scratch; heads are not yet spread. */
routes_status routes_i_layout_search(routes_i_layout_state *state, routes_error *err);

/** @brief Betters one lane at a time, with everything that follows for the lanes at its nodes. */
void routes_i_layout_polish(routes_i_layout_state *state);

#endif
