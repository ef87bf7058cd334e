/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file store/rtree.h
 * @brief An R-tree of SQLite written node by node from boxes that come in good order.
 *
 * SQLite fills its R-tree box by box, which for a million takes ten times as long as all else.
 * Here each node is written once, full. The form of the nodes is that of SQLite's tables behind
 * the index: "<name>_node" (number, bytes), "<name>_parent" (node, its parent), "<name>_rowid"
 * (row, its leaf). Memory is bounded by the height of the tree. Source: SQLite, "The SQLite R*Tree
 * Module", section 5, https://www.sqlite.org/rtree.html; and I. Kamel, C. Faloutsos, "On packing
 * R-trees", CIKM 1993.
 */
#ifndef ROUTES_STORE_RTREE_H
#define ROUTES_STORE_RTREE_H

#include <ogr_api.h>

#include "core/text.h"
#include "store/gpkg.h"
#include "store/sorter.h"

/** @brief Boxes in a node. */
#define ROUTES_I_RTREE_CELLS 51
/** @brief Levels: 51 to this power is more than there can be rows. */
#define ROUTES_I_RTREE_LEVELS 12

/** @brief A node in the making. */
typedef struct routes_i_rtree_node {
    int64_t ids[ROUTES_I_RTREE_CELLS]; /**< Of rows in a leaf, else of nodes. */
    float boxes[ROUTES_I_RTREE_CELLS][4];
    size_t size;
} routes_i_rtree_node;

/** @brief A tree in the making; start from zero, end with routes_i_rtree_end(). */
typedef struct routes_i_rtree {
    routes_i_gpkg *file;
    const char *name; /**< Of the index. Borrowed. */
    int64_t nodes;    /**< The next number; 1 is the root's. */
    routes_i_rtree_node levels[ROUTES_I_RTREE_LEVELS];
    OGRLayerH pack; /**< Some nodes on their way into the index. */
    OGRFeatureH row;
    size_t packed;
    routes_i_text members;
} routes_i_rtree;

/**
 * @brief Begins a tree.
 * @param[in] name The index, which is there and empty; borrowed.
 */
routes_status routes_i_rtree_begin(routes_i_rtree *tree, routes_i_gpkg *file, const char *name,
                                   routes_error *err);

/** @brief Adds a box. @retval ROUTES_E_IO @retval ROUTES_E_MEMORY */
routes_status routes_i_rtree_add(routes_i_rtree *tree, const routes_i_boxed *boxed,
                                 routes_error *err);

/** @brief Writes what is left, the root last. */
routes_status routes_i_rtree_finish(routes_i_rtree *tree, routes_error *err);

/** @brief Frees what it holds. */
void routes_i_rtree_end(routes_i_rtree *tree);

#endif
