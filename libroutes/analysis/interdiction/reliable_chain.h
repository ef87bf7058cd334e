/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file analysis/interdiction/reliable_chain.h
 * @brief Rows from chains of ways, each the best for what it holds of a point.
 */
#ifndef ROUTES_ANALYSIS_INTERDICTION_RELIABLE_CHAIN_H
#define ROUTES_ANALYSIS_INTERDICTION_RELIABLE_CHAIN_H

#include "analysis/interdiction/reliable_cut.h"

/** @brief Room to search for chains. */
typedef struct routes_i_reliable_chain {
    const routes_i_reliable *problem;
    struct label *label; /**< [labels] */
    size_t labels;
    size_t room;
    uint32_t *heap; /**< [size] Labels by chance, the best first. */
    size_t size;
    uint32_t *last;    /**< [nodes] The label kept last at each. */
    double *least;     /**< [nodes] Its sum. */
    double *value;     /**< [sites] scratch, 0 */
    uint32_t *touched; /**< [sites] scratch */
} routes_i_reliable_chain;

/** @brief Makes the room. */
routes_status routes_i_reliable_chain_make(routes_i_reliable_chain *chain,
                                           const routes_i_reliable *problem, routes_error *err);

/** @brief Frees it; also a zeroed one. */
void routes_i_reliable_chain_free(routes_i_reliable_chain *chain);

/** @brief Finds the ways to a group's destination that are best for what they hold of a point. */
routes_status routes_i_reliable_chain_search(routes_i_reliable_chain *chain, size_t group,
                                             const double *x, routes_error *err);

/**
 * @brief Adds the row of a scenario's chain, where it is broken.
 *
 * @param[in] chain Just searched for the scenario's group.
 * @param[out] added Null where none is broken by more than `least`.
 */
routes_status routes_i_reliable_pool_chain(routes_i_reliable_cut **added,
                                           routes_i_reliable_pool *pool,
                                           routes_i_reliable_chain *chain, size_t scenario,
                                           double chance, double least, routes_error *err);

#endif
