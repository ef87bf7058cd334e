/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file result/choke_ways.h
 * @brief The ways of what is stated, site by site, and what becomes of them when sites are held.
 */
#ifndef ROUTES_RESULT_CHOKE_WAYS_H
#define ROUTES_RESULT_CHOKE_WAYS_H

#include "result/choke_work.h"

/** @brief A way of a stated demand. */
typedef struct routes_i_choke_way {
    uint32_t demand, from, to;
    size_t lane;                          /**< Row of its lane. */
    const routes_branch *branch;          /**< Null: a row of a table. */
    double part;                          /**< Of the demand. */
    double cost[ROUTES_I_CHOKE_MEASURES]; /**< NaN where it is not measured. */
    size_t start, end;                    /**< Its sites among all. */
} routes_i_choke_way;

/** @brief Ways that are best by one measure; start from zero, end with routes_i_choke_ways_free().
 */
typedef struct routes_i_choke_laid {
    const routes_i_choke_work *work;
    routes_path_kind kind;
    bool scored; /**< By this measure the sites are scored. */
    routes_i_choke_way *ways;
    size_t count, room;
    uint32_t *sites; /**< Of all ways, one after another. */
    size_t site_count, site_room;
    size_t *on_start; /**< [sites of the work + 1] */
    uint32_t *on;     /**< Ways on which each site lies. */
} routes_i_choke_laid;

/** @brief Lays all stated demands: lanes as they are laid, rows of a table on their best ways. */
routes_status routes_i_choke_laid_make(routes_i_choke_laid *laid, const routes_i_choke_work *work,
                                       routes_path_kind kind, routes_error *err);

/** @brief Frees all of it. */
void routes_i_choke_laid_free(routes_i_choke_laid *laid);

/** @brief Sites that are held at once, at most. */
#define ROUTES_I_CHOKE_HELD 2

/** @brief Told of a way that passes a held site, and of what is left: null costs where nothing is.
 *  @param[in] cost  [ROUTES_I_CHOKE_MEASURES] Or null.
 *  @param[in] sites [count] That the other way passes. */
typedef routes_status routes_i_choke_told(const routes_i_choke_way *way, const double *cost,
                                          const uint32_t *sites, size_t count, void *context,
                                          routes_error *err);

/**
 * @brief Holds sites, and tells of every way that passes one of them, in their order.
 *
 * A site where a way only begins or ends is not held against it.
 *
 * @param[in] sites [count] At most ROUTES_I_CHOKE_HELD.
 */
routes_status routes_i_choke_hold(const routes_i_choke_laid *laid, const uint32_t *sites,
                                  size_t count, routes_i_choke_told *tell, void *context,
                                  routes_error *err);

#endif
