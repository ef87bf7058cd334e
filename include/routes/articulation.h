/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/articulation.h
 * @brief Cut nodes and bridges: the places and ways whose loss takes a network apart.
 *
 * A crossing that is a cut node has no way round it in the graph. Whether there
 * is one on the ground depends on what the graph holds: without the diffuse
 * crossings of a long border, every official one looks like a cut node.
 */
#ifndef ROUTES_ARTICULATION_H
#define ROUTES_ARTICULATION_H

#include "routes/graph.h"
#include "routes/run.h"

ROUTES_BEGIN

/** @brief The cut nodes, bridges and blocks of a graph. Made once, never changed. */
typedef struct routes_articulation routes_articulation;

/**
 * @brief Settings of routes_articulation_new(). Start from ROUTES_ARTICULATION_OPTIONS.
 */
typedef struct routes_articulation_options {
    size_t size;           /**< sizeof this struct, set by ROUTES_ARTICULATION_OPTIONS. */
    const routes_run *run; /**< Null: silence. */
} routes_articulation_options;

/** @brief The defaults, as an initialiser. */
#define ROUTES_ARTICULATION_OPTIONS                                                                \
    {                                                                                              \
        sizeof(routes_articulation_options), NULL                                                  \
    }

/** @brief A node whose loss leaves more pieces than there were. */
typedef struct routes_cut_node {
    uint32_t node;
    size_t pieces;         /**< Pieces its component falls into without it, at least 2. */
    const uint32_t *sizes; /**< [pieces] Nodes in each, most first. Borrowed. */
} routes_cut_node;

/** @brief A link whose loss parts the nodes on its two sides. */
typedef struct routes_bridge {
    uint32_t link;
    uint32_t from_side; /**< Nodes left on the side where the link begins. */
    uint32_t to_side;   /**< Nodes left on the side where it ends. */
} routes_bridge;

/** @brief A largest part that no single node takes apart: two nodes and a link, or more. */
typedef struct routes_block {
    size_t nodes;
    const uint32_t *node; /**< [nodes] Ascending. Borrowed. */
} routes_block;

/**
 * @brief Finds cut nodes, bridges and blocks, the direction of links left aside.
 *
 * A parallel link is no bridge, a link from a node to itself never is. A node
 * without links is in no block.
 *
 * @param[out] found    Set to null on failure.
 * @param[in] graph     Needed only during the call.
 * @param[in] options   Null for the defaults.
 * @param[out] err      May be null.
 * @retval ROUTES_E_ARGUMENT  An argument is null.
 * @retval ROUTES_E_MEMORY    No memory left.
 * @retval ROUTES_E_CANCELLED The caller said stop.
 *
 * Cost: O(nodes + links), without recursion. Thread safety: no shared state.
 * Source: R. Tarjan, "Depth-first search and linear graph algorithms", SIAM
 * Journal on Computing 1(2), 1972, pp. 146-160; blocks after J. Hopcroft and R.
 * Tarjan, Communications of the ACM 16(6), 1973, pp. 372-378.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status
routes_articulation_new(routes_articulation **found, const routes_graph *graph,
                        const routes_articulation_options *options, routes_error *err);

/** @brief Frees what was found and all that was borrowed from it. Null is allowed. @since 0.1 */
ROUTES_API void routes_articulation_free(routes_articulation *found);

/** @brief Number of cut nodes. @since 0.1 */
ROUTES_API size_t routes_articulation_nodes(const routes_articulation *found);

/** @brief A cut node; they are in order of their number. `i` is below the count. @since 0.1 */
ROUTES_API routes_cut_node routes_articulation_node(const routes_articulation *found, size_t i);

/** @brief Number of bridges. @since 0.1 */
ROUTES_API size_t routes_articulation_bridges(const routes_articulation *found);

/** @brief A bridge; they are in order of their number. `i` is below the count. @since 0.1 */
ROUTES_API routes_bridge routes_articulation_bridge(const routes_articulation *found, size_t i);

/** @brief Number of blocks. @since 0.1 */
ROUTES_API size_t routes_articulation_blocks(const routes_articulation *found);

/** @brief A block; their order is fixed but means nothing. `i` is below the count. @since 0.1 */
ROUTES_API routes_block routes_articulation_block(const routes_articulation *found, size_t i);

/** @brief What the loss of a cut node or a bridge parts. */
typedef struct routes_parted {
    size_t demands; /**< Demands whose ends it parts. */
    double volume;  /**< Their volumes' sum, of those that have one. */
    size_t unknown; /**< Of `demands`, those without a volume. */
} routes_parted;

/**
 * @brief Counts the demands that the loss of each cut node or bridge parts.
 *
 * A demand is parted when its two ends, neither of them the node itself, then
 * lie in two pieces. One whose ends are the same, or are not joined to begin
 * with, is parted by nothing.
 *
 * @param[out] by_node   [routes_articulation_nodes()] May be null.
 * @param[out] by_bridge [routes_articulation_bridges()] May be null.
 * @param[in] found      Cut nodes and bridges.
 * @param[in] from       [demands] Node.
 * @param[in] to         [demands] Node.
 * @param[in] volume     [demands] >= 0; NaN: not known. Null: of none.
 * @param[in] demands    How many.
 * @param[out] err       May be null.
 * @retval ROUTES_E_ARGUMENT A required array is null.
 * @retval ROUTES_E_DATA     A demand names a node that is not there, or a volume is negative.
 *
 * Cost: O(demands x blocks on the way). Thread safety: no shared state.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status
routes_articulation_part(routes_parted *by_node, routes_parted *by_bridge,
                         const routes_articulation *found, const uint32_t *from, const uint32_t *to,
                         const double *volume, size_t demands, routes_error *err);

ROUTES_END

#endif
