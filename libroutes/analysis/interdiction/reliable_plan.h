/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file analysis/interdiction/reliable_plan.h
 * @brief What plans are worth, by search alone, and plans made better by exchanging sites.
 */
#ifndef ROUTES_ANALYSIS_INTERDICTION_RELIABLE_PLAN_H
#define ROUTES_ANALYSIS_INTERDICTION_RELIABLE_PLAN_H

#include "analysis/interdiction/reliable.h"

/** @brief Room to evaluate plans, and the plan evaluated last. */
typedef struct routes_i_reliable_plans {
    const routes_i_reliable *problem;
    routes_i_reliable_search search;
    unsigned char *plan;   /**< [sites] The plan evaluated last; 1: watched. */
    double value;          /**< Of it: sum of weight x chance. */
    double *by_group;      /**< [groups] Its parts. */
    double *chance;        /**< [scenarios] */
    double *use;           /**< [sites] At most by this does watching the site lower the value. */
    unsigned char *passes; /**< [groups * sites] 1: on the way of an origin to the destination. */
    uint32_t *site_start;  /**< [sites + 1] */
    uint32_t *site_arc;    /**< [site_start[sites]] Arcs of each site. */
    uint32_t *order;       /**< [sites] scratch */
    size_t searches;       /**< Made so far, a measure of work. */
    const routes_run *run; /**< Told during exchanges; null: nobody is. */
    double done;           /**< How far the work is, as the run is told. */
    bool stopped;          /**< The caller said stop: exchanges end at once. */
} routes_i_reliable_plans;

/** @brief Makes the room. */
routes_status routes_i_reliable_plans_make(routes_i_reliable_plans *plans,
                                           const routes_i_reliable *problem, routes_error *err);

/** @brief Frees it; also a zeroed one. */
void routes_i_reliable_plans_free(routes_i_reliable_plans *plans);

/** @brief Evaluates a plan: `plans` then holds it with all that is said of it. */
double routes_i_reliable_plans_evaluate(routes_i_reliable_plans *plans, const unsigned char *plan);

/** @brief The value of the plan evaluated last with one site more. */
double routes_i_reliable_plans_with(routes_i_reliable_plans *plans, uint32_t site);

/** @brief What a plan costs, with sites that are fixed and without effect. */
double routes_i_reliable_cost(const routes_i_reliable *problem, const unsigned char *plan);

/** @brief Whether a cost keeps a budget, but for rounding. */
bool routes_i_reliable_affordable(double cost, double budget);

/**
 * @brief Fills a plan up to the budget, each time with the site that most passes by cost; sites
 *        that nobody passes are not taken. Evaluates the plan.
 */
double routes_i_reliable_plans_fill(routes_i_reliable_plans *plans, unsigned char *plan,
                                    double budget);

/**
 * @brief Exchanges one site for another, or adds one, as long as that makes the plan better.
 * @param[in,out] plan [sites] Within the budget.
 * @return The value of the plan, which has been evaluated.
 */
double routes_i_reliable_plans_exchange(routes_i_reliable_plans *plans, unsigned char *plan,
                                        double budget);

/** @brief Takes out sites without which the value is the same, the last ones first. */
double routes_i_reliable_plans_trim(routes_i_reliable_plans *plans, unsigned char *plan);

#endif
