/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file analysis/chokepoint/blocks.h
 * @brief A graph as a forest of blocks, each hanging by one node on what was found before it.
 */
#ifndef ROUTES_ANALYSIS_CHOKEPOINT_BLOCKS_H
#define ROUTES_ANALYSIS_CHOKEPOINT_BLOCKS_H

#include "core/run.h"
#include "routes/graph.h"

/** @brief The forest; start from zero, end with routes_i_blocks_free(). */
typedef struct routes_i_blocks {
    size_t nodes;
    size_t count;
    uint32_t *top;    /**< [count] The node by which the block hangs. */
    uint32_t *below;  /**< [count] Nodes that hang below `top` by this block: cut off without it. */
    uint32_t *bridge; /**< [count] The link that is the whole block, or none. */
    uint32_t *block;  /**< [nodes] The block whose top is nearest above; none for a root. */
    uint32_t *depth;  /**< [nodes] Blocks up to the root. */
    uint32_t *joined; /**< [nodes] Nodes in the whole component. */
} routes_i_blocks;

/**
 * @brief Finds the forest of blocks of a graph, the direction of links left aside.
 * @retval ROUTES_E_MEMORY, ROUTES_E_CANCELLED
 */
routes_status routes_i_blocks_find(routes_i_blocks *blocks, const routes_graph *graph,
                                   const routes_run *run, routes_error *err);

/** @brief Frees what the forest holds. */
void routes_i_blocks_free(routes_i_blocks *blocks);

#endif
