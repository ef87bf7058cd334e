/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file analysis/interdiction/place_model.h
 * @brief Demands, ways and sites of a placement, checked; what one demand yields when it shifts.
 */
#ifndef ROUTES_ANALYSIS_INTERDICTION_PLACE_MODEL_H
#define ROUTES_ANALYSIS_INTERDICTION_PLACE_MODEL_H

#include "analysis/interdiction/place_input.h"
#include "routes/place.h"

/** @brief A checked problem; start from zero, end with routes_i_place_model_free(). */
typedef struct routes_i_place_model {
    routes_i_place_input input;
    const routes_place_sites *sites;
    size_t demands, routes, site_count;
    const size_t *route_start; /**< [demands + 1] */
    const size_t *on_start;    /**< [routes + 1] */
    const size_t *on;          /**< [on_start[routes]] Places of the sites on each route. */
    double *share;             /**< [routes] Before there are teams; at least one of a demand. */
    size_t widest;             /**< Most routes of one demand. */
} routes_i_place_model;

/** @brief What is drawn anew while all else stays: one state of the world. */
typedef struct routes_i_place_world {
    double *miss;     /**< [sites] Chance that one team misses what passes. */
    double *weight;   /**< [demands] */
    double *log_open; /**< [routes] Log of the reliability before there are teams. */
} routes_i_place_world;

/** @brief Room for the ways of one demand. */
typedef struct routes_i_place_ways {
    double *miss;  /**< [widest] Chance that no team on the way finds it. */
    double *log;   /**< [widest] Log of that times the reliability; -infinity for 0. */
    double *share; /**< [widest] Result. */
} routes_i_place_ways;

/** @brief Checks and prepares. */
routes_status routes_i_place_model_read(routes_i_place_model *model,
                                        const routes_place_demands *demands,
                                        const routes_place_sites *sites, routes_error *err);

/** @brief Frees what was prepared; also after a failure. */
void routes_i_place_model_free(routes_i_place_model *model);

/** @brief Room for a world, and the world at one level of detection. */
routes_status routes_i_place_world_make(routes_i_place_world *world,
                                        const routes_i_place_model *model, size_t level,
                                        routes_error *err);

/** @brief Frees it; also after a failure. */
void routes_i_place_world_free(routes_i_place_world *world);

/** @brief Chance that one team at a site misses what passes, by its detection. */
double routes_i_place_miss(const routes_i_place_model *model, size_t site, double detection);

/** @brief Room for ways. */
routes_status routes_i_place_ways_make(routes_i_place_ways *ways, const routes_i_place_model *model,
                                       routes_error *err);

/** @brief Frees it; also after a failure. */
void routes_i_place_ways_free(routes_i_place_ways *ways);

/** @brief Fills miss and log of the ways of a demand; `teams` [sites]. */
void routes_i_place_watch(routes_i_place_ways *ways, const routes_i_place_model *model,
                          const routes_i_place_world *world, size_t demand, const uint32_t *teams);

/** @brief Fills the shares of the ways of a demand, and returns the part of it that is found. */
double routes_i_place_respond(routes_i_place_ways *ways, const routes_i_place_model *model,
                              size_t demand, double theta);

/** @brief Weight found by a plan: the evaluator. */
double routes_i_place_found(routes_i_place_ways *ways, const routes_i_place_model *model,
                            const routes_i_place_world *world, const uint32_t *teams, double theta);

#endif
