/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file geo/tree.h
 * @brief A packed tree of boxes: which of many meet a box, which is nearest to a point.
 *
 * Balanced, built once, in three dimensions; who has two leaves the third at 0.
 * The same boxes give the same tree, and so the same order of answers.
 */
#ifndef ROUTES_GEO_TREE_H
#define ROUTES_GEO_TREE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/fail.h"

/** @brief A box in space. */
typedef struct routes_i_cuboid {
    double low[3];
    double high[3];
} routes_i_cuboid;

/** @brief The tree. Opaque. */
typedef struct routes_i_tree routes_i_tree;

/** @brief Makes a tree of `n` boxes, which are copied. Free with routes_i_tree_free(). */
routes_status routes_i_tree_new(routes_i_tree **out, const routes_i_cuboid *boxes, size_t n,
                                routes_error *err);

/** @brief Frees a tree. Null is allowed. */
void routes_i_tree_free(routes_i_tree *tree);

/** @brief Told of an item that was found; false stops the search. */
typedef bool (*routes_i_tree_visit)(size_t item, void *user);

/** @brief Visits every box that meets `box`; edges count. */
void routes_i_tree_find(const routes_i_tree *tree, const routes_i_cuboid *box,
                        routes_i_tree_visit visit, void *user);

/**
 * @brief Distance from the point to an item: exact where it is `limit` or less.
 *
 * Never less than the distance to the item's box; above `limit` any number above it will do.
 */
typedef double (*routes_i_tree_distance)(size_t item, double limit, void *user);

/**
 * @brief The item nearest to a point; of equals the first.
 * @return Its distance; infinity and `item` untouched where the tree is empty.
 */
double routes_i_tree_nearest(size_t *item, const routes_i_tree *tree, const double point[3],
                             routes_i_tree_distance distance, void *user);

#endif
