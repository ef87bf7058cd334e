/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/path.h
 * @brief The best ways from one node to all others: shortest, quickest or most reliable.
 *
 * Close a node or a link to ask what remains when a crossing is held. Equal
 * ways are told apart by rule, not by chance: fewer links, then the lower node
 * number, so that every machine lays a lane on the same road.
 */
#ifndef ROUTES_PATH_H
#define ROUTES_PATH_H

#include "routes/graph.h"
#include "routes/run.h"

ROUTES_BEGIN

/** @brief What makes one way better than another. */
typedef enum routes_path_kind {
    ROUTES_PATH_LENGTH = 0,     /**< The least length. */
    ROUTES_PATH_TIME = 1,       /**< The least time; the graph must have times. */
    ROUTES_PATH_RELIABILITY = 2 /**< The greatest chance to pass undetected. */
} routes_path_kind;

/**
 * @brief Settings of routes_path_new(). Start from ROUTES_PATH_OPTIONS.
 *
 * The arrays are borrowed for the time of the call.
 */
typedef struct routes_path_options {
    size_t size;                      /**< sizeof this struct, set by ROUTES_PATH_OPTIONS. */
    routes_path_kind kind;            /**< Default: the least length. */
    const unsigned char *node_closed; /**< [nodes] Other than 0: no way begins, passes or ends
                                           there. Null: all open. */
    const unsigned char *link_closed; /**< [links] Other than 0: not used. Null: all open. */
    const double *node_reliability;   /**< [nodes] Chance to pass a node undetected, both ends of a
                                           way included; NaN: not stated. Null: of none. */
    const double *link_reliability;   /**< [links] Stands for the graph's own, where some links
                                           are watched. Null: the graph's. */
    const routes_run *run;            /**< Null: silence. */
} routes_path_options;

/** @brief The defaults, as an initialiser. */
#define ROUTES_PATH_OPTIONS                                                                        \
    {                                                                                              \
        sizeof(routes_path_options), ROUTES_PATH_LENGTH, NULL, NULL, NULL, NULL, NULL              \
    }

/** @brief The best ways from one node. Made by routes_path_new(), never changed. */
typedef struct routes_path routes_path;

/**
 * @brief Finds the best way from `source` to every node.
 *
 * Of two ways the better has the lower cost, then fewer links; then, read back
 * from the end, the lower node before, then the lower link. Lengths and times
 * are whole numbers: equal means equal.
 *
 * Most reliable: the product of the chances of all links and nodes on the way.
 * What is not stated counts as 1; where nothing at all is stated, the most
 * reliable way is the shortest, and routes_path_kind_used() says so. A step
 * that keeps the product within 1e-12 of the best is as good as the best. A way
 * with a chance of 0 is no way.
 *
 * @param[out] path    Set to null on failure.
 * @param[in] graph    Needed only during the call.
 * @param[in] source   Node of the graph.
 * @param[in] options  Null for the defaults.
 * @param[out] err     May be null.
 * @retval ROUTES_E_ARGUMENT `source` is no node, an option is unknown, or the graph has no times.
 * @retval ROUTES_E_DATA     A chance is not 0 to 1.
 * @retval ROUTES_E_MEMORY   No memory left.
 * @retval ROUTES_E_CANCELLED The caller said stop.
 *
 * Cost: O((nodes + links) log nodes). Thread safety: no shared state.
 * Source: E. W. Dijkstra, "A note on two problems in connexion with graphs",
 * Numerische Mathematik 1, 1959, pp. 269-271. For products: D. E. Knuth, "A
 * generalization of Dijkstra's algorithm", Information Processing Letters 6(1),
 * 1977, pp. 1-5.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_path_new(routes_path **path, const routes_graph *graph,
                                                      uint32_t source,
                                                      const routes_path_options *options,
                                                      routes_error *err);

/** @brief Frees the ways and all that was borrowed from them. Null is allowed. @since 0.1 */
ROUTES_API void routes_path_free(routes_path *path);

/** @brief What the ways are best in; ROUTES_PATH_LENGTH where no chance was stated. @since 0.1 */
ROUTES_API routes_path_kind routes_path_kind_used(const routes_path *path);

/**
 * @brief [nodes] Micrometres or milliseconds to each node, -1 where there is no way. Borrowed.
 *
 * Null for the most reliable ways.
 * @since 0.1
 */
ROUTES_API const int64_t *routes_path_costs(const routes_path *path);

/**
 * @brief [nodes] Chance to reach each node undetected, 0 where there is no way. Borrowed.
 *
 * Null for ways that are best in length or time.
 * @since 0.1
 */
ROUTES_API const double *routes_path_reliabilities(const routes_path *path);

/** @brief Whether there is a way to `target`. @since 0.1 */
ROUTES_API int routes_path_reaches(const routes_path *path, uint32_t target);

/** @brief Links on the way to `target`; 0 for the source, and where there is no way. @since 0.1 */
ROUTES_API size_t routes_path_size(const routes_path *path, uint32_t target);

/**
 * @brief Writes the way to `target` down, from the source on.
 *
 * @param[out] nodes [routes_path_size() + 1] May be null.
 * @param[out] links [routes_path_size()] May be null.
 * @param[in] path   The ways.
 * @param[in] target Node of the graph.
 * @param[out] err   May be null.
 * @retval ROUTES_E_ARGUMENT  `target` is no node.
 * @retval ROUTES_E_NOT_FOUND There is no way.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_path_read(uint32_t *nodes, uint32_t *links,
                                                       const routes_path *path, uint32_t target,
                                                       routes_error *err);

ROUTES_END

#endif
