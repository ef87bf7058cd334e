/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file result/place_work.h
 * @brief A placement on a model: sites, ways, weights, draws, and what plans do there.
 */
#ifndef ROUTES_RESULT_PLACE_WORK_H
#define ROUTES_RESULT_PLACE_WORK_H

#include "core/row.h"
#include "result/choices.h"
#include "routes/answer_place.h"

/** @brief Start from zero, end with routes_i_place_work_free(). */
typedef struct routes_i_place_work {
    const routes_model *model;
    const routes_network *network;
    const routes_laying *laying;
    routes_answer_place_options use; /**< With the defaults filled in. */
    double theta;
    routes_i_choices choices;
    routes_place_demands demands;
    /* Sites, in the order of the network; all but those that a team can watch are forbidden. */
    size_t count;
    uint32_t *site;
    double *low, *moderate, *high, *shift, *traffic; /**< [count] `traffic` NaN: not known. */
    unsigned char *forbidden, *fixed;
    uint32_t *most;
    int64_t *cost;
    bool *assumed;
    routes_place_sites sites;
    double *weight;        /**< [demands] */
    size_t weighed;        /**< Lanes that weigh something. */
    uint32_t *lane_stream; /**< [lanes] Names of random streams, by the order of ids. */
    uint32_t *site_stream; /**< [count] */
    routes_error *err;
} routes_i_place_work;

/** @brief Gathers all of it. */
routes_status routes_i_place_work_make(routes_i_place_work *work, const routes_model *model,
                                       const routes_network *network, const routes_laying *laying,
                                       const routes_answer_place_options *options,
                                       routes_error *err);

/** @brief Frees it. */
void routes_i_place_work_free(routes_i_place_work *work);

/** @brief Id, name and point of a site; texts are borrowed, or null. */
const char *routes_i_place_site_id(const routes_i_place_work *work, size_t site);
const char *routes_i_place_site_name(const routes_i_place_work *work, size_t site);

/** @brief Whether a site stands for all other ways over a stretch of border. */
bool routes_i_place_site_diffuse(const routes_i_place_work *work, size_t site);

/** @brief The site of an id, or SIZE_MAX. */
size_t routes_i_place_site_find(const routes_i_place_work *work, const char *id);

/** @brief The source of a node or link; borrowed, or null. */
const char *routes_i_place_source_of(const routes_i_place_work *work, uint32_t item, bool is_link);

/** @brief Fills the next column with its point, or its line. */
void routes_i_place_row_shape(routes_i_row *row, const routes_i_place_work *work, uint32_t item,
                              bool is_link);

/** @brief The plans, with draws. */
routes_status routes_i_place_work_solve(routes_place_plans **plans, routes_i_place_work *work);

/** @brief What teams find, at low, moderate and high detection. */
routes_status routes_i_place_work_found(routes_range *found, routes_i_place_work *work,
                                        const uint32_t *teams, double theta);

/** @brief Weight that passes each site; `share` [ways] may be null. */
routes_status routes_i_place_work_passing(double *passing, double *share, routes_i_place_work *work,
                                          const uint32_t *teams, double theta);

/** @brief "lanes", or the unit. */
const char *routes_i_place_work_unit(const routes_i_place_work *work);

/** @brief Notes the assumptions as parameters, and what the plan is worth, of a table. */
routes_status routes_i_place_work_note(routes_table *table, const routes_i_place_work *work,
                                       const routes_place_plan *plan, int stopped);

#endif
