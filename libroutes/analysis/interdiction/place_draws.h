/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file analysis/interdiction/place_draws.h
 * @brief The best plans found anew for draws from the ranges.
 */
#ifndef ROUTES_ANALYSIS_INTERDICTION_PLACE_DRAWS_H
#define ROUTES_ANALYSIS_INTERDICTION_PLACE_DRAWS_H

#include "analysis/interdiction/place_search.h"

/** @brief What is asked of the draws. */
typedef struct routes_i_place_draws {
    const routes_i_place_model *model;
    const routes_place_options *options;
    const double *thetas; /**< [theta_count] As of the searches. */
    size_t theta_count;
    size_t least, most;              /**< Teams. */
    const routes_i_place_plan *plan; /**< [most + 1] */
    const double *price;             /**< [most + 1][prices of all views] To start from. */
    routes_i_place_limits limits;
} routes_i_place_draws;

/** @brief What came of them; the arrays are there before. */
typedef struct routes_i_place_drawn {
    uint32_t draws;   /**< That were whole. */
    uint32_t *chosen; /**< [most + 1][sites] Draws whose best plan has the site. */
    double *found;    /**< [most + 1][draws asked for] By the plan, */
    double *best;     /**< and by the best. */
} routes_i_place_drawn;

/**
 * @brief Draws; ends early, with what is whole, when the caller says stop.
 * @param[in] run Of the caller, or the defaults; never null.
 */
routes_status routes_i_place_draw(routes_i_place_drawn *drawn, const routes_i_place_draws *how,
                                  const routes_run *run, bool *stopped, routes_error *err);

#endif
