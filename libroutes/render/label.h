/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file render/label.h
 * @brief Where each text of a map stands: candidate places, the best set of them.
 *
 * Every label brings places where it may stand, each with a price; labels that
 * would touch pay for it together. All labels of a map are solved at once:
 * names, ids of lanes, numbers.
 *
 * Source: candidate positions after J. Christensen, J. Marks and S. Shieber, "An
 * empirical study of algorithms for point-feature label placement", ACM
 * Transactions on Graphics 14(3), 1995, pp. 203-232; greedy start, then sweeps
 * of best single changes, here in a fixed order.
 */
#ifndef ROUTES_RENDER_LABEL_H
#define ROUTES_RENDER_LABEL_H

#include <stddef.h>
#include <stdint.h>

#include "render/curve.h"
#include "routes/error.h"

/** @brief A label that stands nowhere. */
#define ROUTES_I_UNPLACED SIZE_MAX

/** @brief A place where a label may stand. */
typedef struct routes_i_label_place {
    routes_i_rect box;
    double cost; /**< Without the other labels. */
} routes_i_label_place;

/** @brief A label: a stretch of places. */
typedef struct routes_i_label {
    size_t first; /**< Its first place. */
    size_t count;
    double leave_out; /**< Price of leaving it out; INFINITY: it must stand. */
} routes_i_label;

/**
 * @brief Chooses a place for each label.
 *
 * @param[out] chosen [label_count] Index of a place, or ROUTES_I_UNPLACED.
 * @param[in] air     Room kept between labels.
 * @retval ROUTES_E_MEMORY
 *
 * Cost: some sweeps of (labels x places of one x labels).
 */
routes_status routes_i_label_solve(size_t *chosen, const routes_i_label *labels, size_t label_count,
                                   const routes_i_label_place *places, double air,
                                   routes_error *err);

/** @brief Something that a label had better not cover. */
typedef struct routes_i_obstacle {
    routes_i_rect box;
    double cost; /**< When it is touched, and as much again when it is covered. */
} routes_i_obstacle;

/** @brief All that stands already. Arrays are borrowed. */
typedef struct routes_i_obstacles {
    const routes_i_chain *chains; /**< [chain_count] Lanes. */
    size_t chain_count;
    double chain_cost;                  /**< For each page unit of a lane under a label. */
    const routes_i_obstacle *obstacles; /**< [obstacle_count] */
    size_t obstacle_count;
    routes_i_rect frame; /**< What sticks out of it is dear. */
} routes_i_obstacles;

/**
 * @brief Price of a box among what stands already.
 * @param[in] own Chain that may be covered, or SIZE_MAX.
 */
double routes_i_label_price(const routes_i_obstacles *obstacles, routes_i_rect box, size_t own);

/** @brief Length of a chain inside a box. */
double routes_i_chain_length_in(const routes_i_chain *chain, routes_i_rect box);

#endif
