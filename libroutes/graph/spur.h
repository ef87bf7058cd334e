/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file graph/spur.h
 * @brief The search inside the k best ways: the best rest of a way whose beginning is fixed.
 *
 * One target, many searches. What each node costs from there to the target is
 * found once and leads all of them.
 */
#ifndef ROUTES_GRAPH_SPUR_H
#define ROUTES_GRAPH_SPUR_H

#include "graph/heap.h"
#include "routes/path.h"

/** @brief No way there. */
#define ROUTES_I_SPUR_NONE UINT64_MAX

/** @brief Costs and room; filled by routes_i_spur_make(). */
typedef struct routes_i_spur {
    const routes_graph *graph;
    const unsigned char *node_closed; /**< [nodes] or null. */
    const unsigned char *link_closed; /**< [links] or null. */
    const uint64_t *step;             /**< [links] ROUTES_I_SPUR_NONE: not to be used. */
    const uint64_t *enter;            /**< [nodes] Cost of entering, the same; null: 0. */
    uint64_t most;                    /**< What costs more is no way. */
    uint32_t target;
    uint64_t *rest;       /**< [nodes] From each node to the target. */
    uint32_t *rest_links; /**< [nodes] Links there. */
    uint64_t *cost;       /**< [nodes] From the spur node, where `seen` says so. */
    uint32_t *links;      /**< [nodes] Links from there. */
    uint64_t *key;        /**< [nodes] cost + rest */
    uint32_t *key_links;  /**< [nodes] links + rest_links */
    uint32_t *seen;       /**< [nodes] Number of the search that met the node. */
    uint32_t *blocked;    /**< [nodes] As `seen`: number of the way whose beginning holds it. */
    uint32_t *banned;     /**< [links] Number of the search that may not leave by it. */
    uint32_t search, way; /**< Numbers in use; the caller counts `way` up. */
    routes_i_heap heap;
} routes_i_spur;

/**
 * @brief Makes room and finds the rest of every node; the fields up to `target` are set before.
 *
 * A `target` that is closed has no way to it.
 */
routes_status routes_i_spur_make(routes_i_spur *spur, routes_error *err);

/** @brief Frees the room; also after a failure. */
void routes_i_spur_free(routes_i_spur *spur);

/** @brief Cost of one link that ends at `end`; ROUTES_I_SPUR_NONE where it cannot be used. */
uint64_t routes_i_spur_step(const routes_i_spur *spur, uint32_t link, uint32_t end);

/**
 * @brief Searches the best way from `from` to the target.
 *
 * It avoids nodes whose `blocked` is `way`, and does not leave `from` by links whose `banned` is
 * `search`, which the caller counts up before it bans any. Of equal ways: fewest links, then read
 * back from the end the lower node, the lower link.
 *
 * @param[in] bound Ways that cost more are not wanted.
 * @return Number of links, their cost in spur->cost[target]; ROUTES_GRAPH_NONE where there is none.
 */
uint32_t routes_i_spur_find(routes_i_spur *spur, uint32_t from, uint64_t bound);

/**
 * @brief Writes down the way just found.
 * @param[out] nodes [links + 1] @param[out] links [links]
 */
void routes_i_spur_read(uint32_t *nodes, uint32_t *links, const routes_i_spur *spur, uint32_t from);

#endif
