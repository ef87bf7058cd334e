/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file result/ways.h
 * @brief The branches of laid lanes as demands, each with its best way and the ways left when
 *        crossings are held.
 */
#ifndef ROUTES_RESULT_WAYS_H
#define ROUTES_RESULT_WAYS_H

#include "routes/laying.h"
#include "routes/place_greedy.h"

/** @brief One way of a demand; `branch` is borrowed from its laying. */
typedef struct routes_i_demand_way {
    size_t demand;
    const routes_branch *branch;
} routes_i_demand_way;

/** @brief Demands and their ways; start from zero, end with routes_i_demand_ways_free(). */
typedef struct routes_i_demand_ways {
    routes_laying **layings; /**< Other layings, owned. */
    size_t laying_count;
    routes_i_demand_way *ways; /**< The best ones first, in order of the demands. */
    size_t count, capacity;
    double *weight; /**< [demands] */
    size_t demands;
    size_t *route_start, *step_start; /**< As routes_place_demands has them. */
    uint32_t *steps;
} routes_i_demand_ways;

/** @brief Takes every branch of a lane of trafficking that is no case as a demand. */
routes_status routes_i_demand_ways_begin(routes_i_demand_ways *ways, const routes_model *model,
                                         const routes_laying *laying, routes_error *err);

/** @brief Lays the lanes with nodes closed and adds the ways that are new. */
routes_status routes_i_demand_ways_close(routes_i_demand_ways *ways, const routes_model *model,
                                         const routes_network *network,
                                         const unsigned char *node_closed, routes_error *err);

/** @brief The demands as the kernel takes them, steps being nodes; borrowed until the next call. */
routes_status routes_i_demand_ways_read(routes_place_demands *demands, routes_i_demand_ways *ways,
                                        routes_error *err);

/** @brief Frees all of it. */
void routes_i_demand_ways_free(routes_i_demand_ways *ways);

#endif
