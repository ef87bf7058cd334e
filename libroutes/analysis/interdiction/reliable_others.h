/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file analysis/interdiction/reliable_others.h
 * @brief The best of the plans that were met.
 */
#ifndef ROUTES_ANALYSIS_INTERDICTION_RELIABLE_OTHERS_H
#define ROUTES_ANALYSIS_INTERDICTION_RELIABLE_OTHERS_H

#include "analysis/interdiction/reliable_plan.h"

/** @brief Different plans, the best first. */
typedef struct routes_i_reliable_others {
    size_t sites;
    size_t room;
    size_t count;
    unsigned char *plan; /**< [room][sites] */
    double *value;       /**< [room] */
    size_t *place;       /**< [room] Which of `plan` is the first, second, ... */
} routes_i_reliable_others;

/** @brief Room for so many plans. */
routes_status routes_i_reliable_others_make(routes_i_reliable_others *others, size_t sites,
                                            size_t room, routes_error *err);

/** @brief Frees it; also a zeroed one. */
void routes_i_reliable_others_free(routes_i_reliable_others *others);

/** @brief Keeps a plan if it is new and better than one kept, or if there is room. */
void routes_i_reliable_others_add(routes_i_reliable_others *others, const unsigned char *plan,
                                  double value);

/**
 * @brief Adds the plans that differ from `plan` in one site, or lack one, whose value is at most
 *        `most`.
 */
routes_status routes_i_reliable_others_near(routes_i_reliable_others *others,
                                            routes_i_reliable_plans *plans,
                                            const unsigned char *plan, double budget, double most,
                                            const routes_run *run, routes_error *err);

#endif
