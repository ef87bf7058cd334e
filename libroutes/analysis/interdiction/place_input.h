/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file analysis/interdiction/place_input.h
 * @brief What a placement reads, checked, with the sites on every route.
 */
#ifndef ROUTES_ANALYSIS_INTERDICTION_PLACE_INPUT_H
#define ROUTES_ANALYSIS_INTERDICTION_PLACE_INPUT_H

#include "core/run.h"
#include "routes/place_greedy.h"

/** @brief Detection: low, moderate, high. */
enum { ROUTES_I_DETECTIONS = 3, ROUTES_I_MODERATE = 1 };

/** @brief Checked input; start from zero, end with routes_i_place_input_free(). */
typedef struct routes_i_place_input {
    const routes_place_demands *demands;
    const uint32_t *sites;
    size_t site_count;
    size_t teams;                                 /**< At most `site_count`. */
    int follow;                                   /**< As the option. */
    const double *detection[ROUTES_I_DETECTIONS]; /**< [sites], or null: assumed. */
    size_t routes;
    size_t *on_start; /**< [routes + 1] */
    size_t *on;       /**< [on_start[routes]] places of the sites on each route, each once */
    routes_run run;
} routes_i_place_input;

/** @brief Checks and prepares. */
routes_status routes_i_place_input_read(routes_i_place_input *input,
                                        const routes_place_demands *demands, const uint32_t *sites,
                                        size_t site_count,
                                        const routes_place_greedy_options *options,
                                        routes_error *err);

/** @brief Frees what was prepared. */
void routes_i_place_input_free(routes_i_place_input *input);

/** @brief Chance that a team at a site finds what passes. */
double routes_i_place_detection(const routes_i_place_input *input, size_t level, size_t site);

/** @brief Weight on a route of a demand before there are teams. */
double routes_i_place_weight(const routes_i_place_input *input, size_t demand, size_t route);

#endif
