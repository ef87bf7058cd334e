/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file analysis/chokepoint/still.h
 * @brief Ways of no length: every one of them inside a group, visited one by one.
 */
#ifndef ROUTES_ANALYSIS_CHOKEPOINT_STILL_H
#define ROUTES_ANALYSIS_CHOKEPOINT_STILL_H

#include "graph/adjacency.h"

/** @brief Room for following the ways in a group. */
typedef struct routes_i_still {
    const routes_i_adjacency *arcs;
    uint32_t *node;    /**< [largest] The way so far. */
    uint32_t *at;      /**< [largest] The arc to be tried next. */
    double *beyond;    /**< [largest] What leaves the way from there on. */
    unsigned char *on; /**< [nodes] 1: on the way. */
} routes_i_still;

/** @brief What passes a place. */
typedef struct routes_i_passing {
    double demand; /**< What the source sends there; filled by the caller, cleared by the search. */
    double load;   /**< What goes on from there; zero between two searches. */
    double through; /**< Grows by what passes. */
    double ends;    /**< Grows by what begins or ends there. */
} routes_i_passing;

/** @brief What passes in a group, where `weight` enters for each way that comes to its start. */
typedef struct routes_i_still_load {
    const double *out;         /**< [nodes] What leaves the group from a node, each way. */
    const double *ending;      /**< [nodes] What ends at a node, each way. */
    routes_i_passing *passing; /**< [nodes] `through` grows by what passes. */
    double *flow;              /**< [arcs] Grows by what passes. */
} routes_i_still_load;

/** @brief Makes the room. */
routes_status routes_i_still_make(routes_i_still *still, const routes_i_adjacency *arcs,
                                  routes_error *err);

/** @brief Frees what it holds; also after a failure. */
void routes_i_still_free(routes_i_still *still);

/** @brief Adds `weight` to `reach` of each node as often as a way from `start` ends there. */
void routes_i_still_reach(routes_i_still *still, uint32_t start, double weight, double *reach);

/** @brief Lays what leaves and ends on the ways from `start`; returns it for one way that enters.
 */
double routes_i_still_load_on(routes_i_still *still, uint32_t start, double weight,
                              const routes_i_still_load *load);

/**
 * @brief Whether the ways can be followed one by one.
 * @retval ROUTES_E_DATA There are too many.
 */
routes_status routes_i_still_check(routes_i_still *still, routes_error *err);

#endif
