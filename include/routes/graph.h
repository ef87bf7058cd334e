/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/graph.h
 * @brief The geo-graph: places as nodes, ways between them as links, frozen once built.
 *
 * Every search, chokepoint and placement runs on one of these. Nodes and links
 * are numbered from 0 in the order they were given. Lengths are whole
 * micrometres, so that two ways of one length are equal, and not nearly so.
 */
#ifndef ROUTES_GRAPH_H
#define ROUTES_GRAPH_H

#include <stddef.h>
#include <stdint.h>

#include "routes/error.h"

ROUTES_BEGIN

/** @brief No node, or no link. */
#define ROUTES_GRAPH_NONE UINT32_MAX

/** @brief Most links a graph holds; it holds fewer than ROUTES_GRAPH_NONE nodes. */
#define ROUTES_GRAPH_MOST_LINKS (UINT32_MAX / 2)

/** @brief A frozen graph. Made by routes_graph_new(), never changed. */
typedef struct routes_graph routes_graph;

/**
 * @brief What else is known of the links. Start from ROUTES_GRAPH_OPTIONS.
 */
typedef struct routes_graph_options {
    size_t size;               /**< sizeof this struct, set by ROUTES_GRAPH_OPTIONS. */
    const int64_t *time_ms;    /**< [links] Milliseconds, >= 0. Null: not known. */
    const double *reliability; /**< [links] Chance to pass undetected, 0..1; NaN: not stated.
                                    Null: stated of none. */
    const unsigned char
        *both_ways; /**< [links] 0: only from `from` to `to`. Null: all both ways. */
} routes_graph_options;

/** @brief The defaults, as an initialiser. */
#define ROUTES_GRAPH_OPTIONS                                                                       \
    {                                                                                              \
        sizeof(routes_graph_options), NULL, NULL, NULL                                             \
    }

/**
 * @brief Builds a graph from arrays.
 *
 * Parallel links, links from a node to itself and links of length 0 are
 * allowed. The arrays are copied.
 *
 * At rest a graph takes, a link: 4 + 4 bytes for its ends, 8 for its length, 1
 * for its direction, 16 for its two entries in the lists of its ends, and 8
 * each for time and reliability where given: 33 to 49 bytes; and 12 a node.
 *
 * @param[out] graph     Set to null on failure.
 * @param[in] nodes      Number of nodes.
 * @param[in] from       [links] Node below `nodes`.
 * @param[in] to         [links] Node below `nodes`.
 * @param[in] length_um  [links] Micrometres, >= 0.
 * @param[in] links      Number of links; 0 is allowed, and the arrays may then be null.
 * @param[in] options    Null for the defaults.
 * @param[out] err       May be null.
 * @retval ROUTES_E_ARGUMENT A required array is null, or there are too many nodes or links.
 * @retval ROUTES_E_DATA     A link names a node that is not there, a value is out of range, or all
 *                           lengths (or times) together do not fit 63 bits.
 * @retval ROUTES_E_MEMORY   No memory left.
 *
 * Cost: O(nodes + links). Thread safety: no shared state; a graph may be read by many threads.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_graph_new(routes_graph **graph, size_t nodes,
                                                       const uint32_t *from, const uint32_t *to,
                                                       const int64_t *length_um, size_t links,
                                                       const routes_graph_options *options,
                                                       routes_error *err);

/** @brief Frees a graph and all that was borrowed from it. Null is allowed. @since 0.1 */
ROUTES_API void routes_graph_free(routes_graph *graph);

/** @brief Number of nodes. @since 0.1 */
ROUTES_API size_t routes_graph_nodes(const routes_graph *graph);

/** @brief Number of links. @since 0.1 */
ROUTES_API size_t routes_graph_links(const routes_graph *graph);

/** @brief Bytes the graph holds at rest, without what the allocator adds. @since 0.1 */
ROUTES_API size_t routes_graph_bytes(const routes_graph *graph);

/** @brief [links] Where each link begins. Borrowed. @since 0.1 */
ROUTES_API const uint32_t *routes_graph_from(const routes_graph *graph);

/** @brief [links] Where each link ends. Borrowed. @since 0.1 */
ROUTES_API const uint32_t *routes_graph_to(const routes_graph *graph);

/** @brief [links] Micrometres. Borrowed. @since 0.1 */
ROUTES_API const int64_t *routes_graph_length_um(const routes_graph *graph);

/** @brief [links] Milliseconds, or null where no times were given. Borrowed. @since 0.1 */
ROUTES_API const int64_t *routes_graph_time_ms(const routes_graph *graph);

/** @brief [links] Chance to pass undetected, or null where none was given. Borrowed. @since 0.1 */
ROUTES_API const double *routes_graph_reliability(const routes_graph *graph);

/** @brief [links] 1 where a link may be used both ways, else 0. Borrowed. @since 0.1 */
ROUTES_API const unsigned char *routes_graph_both_ways(const routes_graph *graph);

/**
 * @brief The links by which a node can be left.
 *
 * Links used one way first, then those used both ways, each by number. A link
 * from a node to itself stands once.
 *
 * @param[out] ends  [return value] The node at the other end; borrowed. May be null.
 * @param[out] links [return value] The link; borrowed. May be null.
 * @param[in] node   Below routes_graph_nodes().
 * @return How many there are.
 * @since 0.1
 */
ROUTES_API size_t routes_graph_leaving(const uint32_t **ends, const uint32_t **links,
                                       const routes_graph *graph, uint32_t node);

/** @brief The links by which a node can be entered; as routes_graph_leaving(). @since 0.1 */
ROUTES_API size_t routes_graph_entering(const uint32_t **ends, const uint32_t **links,
                                        const routes_graph *graph, uint32_t node);

/** @brief All links at a node, whatever their direction; as routes_graph_leaving(). @since 0.1 */
ROUTES_API size_t routes_graph_touching(const uint32_t **ends, const uint32_t **links,
                                        const routes_graph *graph, uint32_t node);

ROUTES_END

#endif
