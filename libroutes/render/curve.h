/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file render/curve.h
 * @brief A lane's curve on the page: a cubic, and the chain of straight pieces by which it is
 * judged.
 */
#ifndef ROUTES_RENDER_CURVE_H
#define ROUTES_RENDER_CURVE_H

#include <stddef.h>

#include "render/plane.h"

/** @brief A cubic Bézier curve: start, two handles, end. */
typedef struct routes_i_curve {
    routes_i_xy p[4];
} routes_i_curve;

/** @brief Straight pieces by which a curve is judged. */
#define ROUTES_I_CHAIN_PIECES 32
/** @brief Pieces that share a box, so that most pairs are told apart by boxes alone. */
#define ROUTES_I_CHAIN_BLOCK 4
#define ROUTES_I_CHAIN_BLOCKS (ROUTES_I_CHAIN_PIECES / ROUTES_I_CHAIN_BLOCK)

/** @brief A curve as a chain of straight pieces, with boxes round the whole and its blocks. */
typedef struct routes_i_chain {
    routes_i_xy at[ROUTES_I_CHAIN_PIECES + 1];
    routes_i_rect blocks[ROUTES_I_CHAIN_BLOCKS];
    routes_i_rect box;
} routes_i_chain;

/** @brief The curve at `t`, 0 to 1. */
routes_i_xy routes_i_curve_at(const routes_i_curve *curve, double t);

/** @brief The direction of the curve at `t`, of length 1. */
routes_i_xy routes_i_curve_direction(const routes_i_curve *curve, double t);

/** @brief The curve between `t0` and `t1`. */
routes_i_curve routes_i_curve_part(const routes_i_curve *curve, double t0, double t1);

/** @brief Length of the curve, to a per cent. */
double routes_i_curve_length(const routes_i_curve *curve);

/** @brief The chain of a curve. */
routes_i_chain routes_i_chain_of(const routes_i_curve *curve);

/** @brief Distance from a point to a chain. */
double routes_i_chain_distance(const routes_i_chain *chain, routes_i_xy p);

/** @brief Whether a chain comes nearer to a point than `reach`: cheaper than the distance. */
bool routes_i_chain_near(const routes_i_chain *chain, routes_i_xy p, double reach);

/** @brief Where two chains cross. */
typedef struct routes_i_crossing {
    routes_i_xy at;
    double sine; /**< Sine of the angle between them, 0 to 1. */
} routes_i_crossing;

/** @brief Crossings kept by routes_i_chain_crossings(); curves of this kind cross three times at
 * most. */
#define ROUTES_I_CROSSINGS 8

/**
 * @brief Crossings of two chains.
 * @param[out] crossings [ROUTES_I_CROSSINGS]
 * @return Their number, at most ROUTES_I_CROSSINGS.
 */
size_t routes_i_chain_crossings(routes_i_crossing *crossings, const routes_i_chain *a,
                                const routes_i_chain *b);

#endif
