/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file render/slots.h
 * @brief Where lanes touch a crowded node: directions moved apart as little as possible.
 */
#ifndef ROUTES_RENDER_SLOTS_H
#define ROUTES_RENDER_SLOTS_H

#include <stddef.h>

/** @brief One end of a lane at a node. */
typedef struct routes_i_slot {
    double wanted;  /**< Direction it would take alone, in radians. */
    double width;   /**< Angle that its head takes up, in radians. */
    double angle;   /**< Out: the direction it takes. */
    size_t id;      /**< The caller's; breaks ties. */
    double mean;    /**< Scratch. */
    size_t members; /**< Scratch. */
} routes_i_slot;

/**
 * @brief Moves directions apart until no two heads overlap, with the least sum of squared moves.
 *
 * The circle is cut at its widest gap; from there on it is an isotonic
 * regression: with x = angle less the widths before it, x may not fall.
 * Neighbours of one wanted direction keep the order of their ids. Where the
 * heads do not fit round the node, all widths shrink alike.
 *
 * @param[in,out] slots [n] Sorted by angle on return.
 *
 * Source: pool adjacent violators; R. E. Barlow et al., "Statistical inference
 * under order restrictions", 1972, p. 13.
 */
void routes_i_slots_spread(routes_i_slot *slots, size_t n);

#endif
