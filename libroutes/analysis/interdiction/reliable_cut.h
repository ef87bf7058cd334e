/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file analysis/interdiction/reliable_cut.h
 * @brief Linear rows that a scenario's chance obeys, whatever is watched.
 *
 * A row says chance + sum of coefficient x site >= side, with 1 for a watched site. It is had from
 * a way (its chance is a supermodular function of the set that is watched) or from two other rows
 * by mixed-integer rounding.
 */
#ifndef ROUTES_ANALYSIS_INTERDICTION_RELIABLE_CUT_H
#define ROUTES_ANALYSIS_INTERDICTION_RELIABLE_CUT_H

#include "analysis/interdiction/reliable.h"

/** @brief A row of one scenario. */
typedef struct routes_i_reliable_cut {
    uint32_t scenario;
    uint32_t size;
    int32_t row;     /**< Where it stands in the linear programme, or -1. */
    uint32_t idle;   /**< Rounds since it was last tight or nearly so. */
    double side;     /**< [1] */
    double slack;    /**< At the point last looked at; < 0: broken. */
    double *value;   /**< [size] */
    uint32_t site[]; /**< [size] Ascending. */
} routes_i_reliable_cut;

/** @brief The rows kept for each scenario. */
typedef struct routes_i_reliable_pool {
    const routes_i_reliable *problem;
    routes_i_reliable_cut ***cut; /**< [scenarios][count] */
    uint32_t *count;              /**< [scenarios] */
    uint32_t *room;               /**< [scenarios] */
    size_t total;
    uint32_t *way;   /**< [sites] scratch: sites on a way */
    double *share;   /**< [sites] scratch: by what factor each lowers the chance */
    uint32_t *site;  /**< [sites] scratch: a row being made, ascending */
    double *value;   /**< [sites] scratch: its coefficients */
    double *other;   /**< [sites] scratch */
    double *scratch; /**< [sites] scratch */
} routes_i_reliable_pool;

/** @brief Makes an empty pool. */
routes_status routes_i_reliable_pool_make(routes_i_reliable_pool *pool,
                                          const routes_i_reliable *problem, routes_error *err);

/** @brief Frees it; also a zeroed one. */
void routes_i_reliable_pool_free(routes_i_reliable_pool *pool);

/** @brief Sets the slack of every row of a scenario at a point. */
void routes_i_reliable_pool_look(routes_i_reliable_pool *pool, size_t scenario, const double *x,
                                 double chance);

/**
 * @brief Adds the row of the way from a scenario's origin that is broken most at a point.
 *
 * @param[out] added Null where none is broken by more than `least`.
 * @param[in] search Just run for the scenario's group.
 */
routes_status routes_i_reliable_pool_way(routes_i_reliable_cut **added,
                                         routes_i_reliable_pool *pool,
                                         const routes_i_reliable_search *search, size_t scenario,
                                         const double *x, double chance, double least,
                                         routes_error *err);

/**
 * @brief Adds the row had by rounding from two of a scenario that is broken most at a point.
 *
 * routes_i_reliable_pool_look() has been called for the scenario and the point.
 * @param[out] added As for a way.
 */
routes_status routes_i_reliable_pool_round(routes_i_reliable_cut **added,
                                           routes_i_reliable_pool *pool, size_t scenario,
                                           const double *x, double chance, double least,
                                           routes_error *err);

/** @brief Keeps the row of pool->site and pool->value. */
routes_status routes_i_reliable_pool_keep(routes_i_reliable_cut **added,
                                          routes_i_reliable_pool *pool, size_t scenario,
                                          size_t size, double side, routes_error *err);

/** @brief Lowers the coefficients of pool->value as far as the chance with all sites watched
 *         allows: one watched site need not take the row below that. */
void routes_i_reliable_pool_tighten(routes_i_reliable_pool *pool, size_t scenario, size_t size,
                                    double side);

/** @brief Drops rows of a scenario that stand in no programme and were idle longest, down to
 *         `most`. */
void routes_i_reliable_pool_thin(routes_i_reliable_pool *pool, size_t scenario, size_t most);

#endif
