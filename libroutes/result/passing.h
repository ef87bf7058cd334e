/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file result/passing.h
 * @brief Lanes as the kernel of routes/through.h takes them: what each branch starts at, ends at,
 *        or passes.
 */
#ifndef ROUTES_RESULT_PASSING_H
#define ROUTES_RESULT_PASSING_H

#include "routes/laying.h"
#include "routes/model.h"
#include "routes/network.h"
#include "routes/through.h"

/** @brief What is counted. */
typedef enum routes_i_passing_kind {
    ROUTES_I_PASSING_ENDS = 0, /**< The stated ends of one side; each end is a branch. */
    ROUTES_I_PASSING_BETWEEN,  /**< What laid lanes pass between their stated ends. */
    ROUTES_I_PASSING_NODES,    /**< The nodes of laid lanes, ends included. */
    ROUTES_I_PASSING_LINKS     /**< The links of laid lanes. */
} routes_i_passing_kind;

/** @brief Where the branches come from. */
typedef struct routes_i_passing_of {
    const routes_model *model;
    const routes_network *network; /**< Not needed for ends. */
    const routes_laying *laying;   /**< Not needed for ends. */
    routes_i_passing_kind kind;
    routes_side side; /**< For ends. */
    /** The row (province, place) that an end stands for, or SIZE_MAX; for ends and between. */
    size_t (*row_of)(const routes_model *model, routes_end end);
} routes_i_passing_of;

/** @brief Whether a lane is meant. */
typedef int (*routes_i_wanted)(const routes_lane *lane, const void *context);

/**
 * @brief Counts the wanted lanes at each item, and sums their volumes when `volumes` is not 0.
 * @param[out] items [count]
 */
routes_status routes_i_passing_sum(routes_through *items, size_t count,
                                   const routes_i_passing_of *of, routes_i_wanted wanted,
                                   const void *context, int volumes, routes_error *err);

/** @brief Wants lanes of trafficking that rest on more than one case. */
int routes_i_wants_lane(const routes_lane *lane, const void *context);

/** @brief Wants lanes of trafficking known from one case. */
int routes_i_wants_case(const routes_lane *lane, const void *context);

#endif
