/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file geo/kd_tree.h
 * @brief Points in space by nearness: the k nearest to one, or all within a distance.
 *
 * Balanced, built once, in three dimensions; who has two leaves the third at 0. Distances that are
 * equal but for rounding are ties, and ties go by rank, not by chance: the same answer whatever
 * the order of the points, as long as the ranks go with them.
 */
#ifndef ROUTES_GEO_KD_TREE_H
#define ROUTES_GEO_KD_TREE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/fail.h"

/** @brief Two distances are a tie when they differ by less than this part of the smaller, */
#define ROUTES_I_TIE_RELATIVE 1e-9
/** @brief and this part of the greatest coordinate. */
#define ROUTES_I_TIE_ABSOLUTE 1e-14

/** @brief The tree. Opaque; many threads may search it. */
typedef struct routes_i_kd_tree routes_i_kd_tree;

/** @brief A point that was found. */
typedef struct routes_i_kd_found {
    double distance;
    uint32_t item;
    uint32_t rank;
} routes_i_kd_found;

/** @brief Scratch space of one worker; start from zero, routes_i_kd_scratch_free() at the end. */
typedef struct routes_i_kd_scratch {
    routes_i_kd_found *found; /**< The answer of the last search. */
    size_t found_capacity;
    routes_i_kd_found *ties;
    size_t ties_size;
    size_t ties_capacity;
} routes_i_kd_scratch;

/** @brief Frees scratch space. */
void routes_i_kd_scratch_free(routes_i_kd_scratch *scratch);

/**
 * @brief Makes a tree of points, which are copied. Free with routes_i_kd_tree_free().
 * @param[in] points [n] Finite.
 * @param[in] rank   [n] Each once; null: the order of the points.
 * @param[in] n      Below 2^32.
 */
routes_status routes_i_kd_tree_new(routes_i_kd_tree **out, const double (*points)[3],
                                   const uint32_t *rank, size_t n, routes_error *err);

/** @brief Frees a tree. Null is allowed. */
void routes_i_kd_tree_free(routes_i_kd_tree *tree);

/** @brief Up to which distance a point counts as within `distance`, rounding allowed for. */
double routes_i_kd_tree_reach(const routes_i_kd_tree *tree, double distance);

/**
 * @brief The `k` nearest to a point, in scratch->found, in no order.
 *
 * Of those as far as the k-th, the ones of lowest rank.
 *
 * @param[in] but Item that is left out; UINT32_MAX: none.
 * @param[in] k   At least 1, and no more than the other items.
 */
routes_status routes_i_kd_tree_nearest(routes_i_kd_scratch *scratch, const routes_i_kd_tree *tree,
                                       const double point[3], uint32_t but, size_t k,
                                       routes_error *err);

/** @brief Told of an item that was found; other than ROUTES_OK stops the search. */
typedef routes_status (*routes_i_kd_visit)(uint32_t item, double distance, void *user,
                                           routes_error *err);

/** @brief Visits every point within routes_i_kd_tree_reach() of a distance, in no order. */
routes_status routes_i_kd_tree_within(const routes_i_kd_tree *tree, const double point[3],
                                      double distance, routes_i_kd_visit visit, void *user,
                                      routes_error *err);

#endif
