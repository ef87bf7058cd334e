/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/alternatives.h
 * @brief Demands laid on a graph: the best way of each, and its next-best ways as sites are held.
 *
 * A lane without teams takes the best way. As teams are placed one after
 * another, this is where it could go instead.
 */
#ifndef ROUTES_ALTERNATIVES_H
#define ROUTES_ALTERNATIVES_H

#include "routes/path.h"

ROUTES_BEGIN

/**
 * @brief Demands as rows of stops: where each begins, what it calls at, where it ends.
 *
 * Stops of demand i are start[i] to start[i + 1]. A demand without stops is not
 * laid; one with a single stop stays there.
 */
typedef struct routes_demand_stops {
    size_t demands;
    const size_t *start;   /**< [demands + 1] From 0, never falling. */
    const uint32_t *stops; /**< [start[demands]] Nodes. */
} routes_demand_stops;

/**
 * @brief Settings of routes_alternatives_new(). Start from ROUTES_ALTERNATIVES_OPTIONS.
 *
 * The arrays are borrowed for the time of the call.
 */
typedef struct routes_alternatives_options {
    size_t size;                      /**< sizeof this struct, set by
                                           ROUTES_ALTERNATIVES_OPTIONS. */
    routes_path_kind kind;            /**< Length or time. Default: length. */
    const unsigned char *node_closed; /**< [nodes] Closed anyway. Null: all open. */
    const unsigned char *link_closed; /**< [links] Closed anyway. Null: all open. */
    const routes_run *run; /**< Null: one thread, silence. Threads do not change the answer. */
} routes_alternatives_options;

/** @brief The defaults, as an initialiser. */
#define ROUTES_ALTERNATIVES_OPTIONS                                                                \
    {                                                                                              \
        sizeof(routes_alternatives_options), ROUTES_PATH_LENGTH, NULL, NULL, NULL                  \
    }

/** @brief Ways of demands. Made by routes_alternatives_new(), never changed. */
typedef struct routes_alternatives routes_alternatives;

/**
 * @brief The ways as rows; all borrowed.
 *
 * Routes of demand i are route_start[i] to route_start[i + 1], the best first;
 * there is none where a demand is not laid. Nodes of route r are node_start[r]
 * to node_start[r + 1], in order, a stop on the way once; links likewise.
 */
typedef struct routes_alternatives_rows {
    size_t demands;
    const size_t *route_start; /**< [demands + 1] */
    const int64_t *cost;       /**< [routes] In the unit of the search. */
    const size_t *node_start;  /**< [routes + 1] */
    const uint32_t *nodes;
    const size_t *link_start; /**< [routes + 1] */
    const uint32_t *links;
} routes_alternatives_rows;

/**
 * @brief Lays each demand, and lays it again as sites are held one after another.
 *
 * The first route is the best way from stop to stop (see routes_path_new() for
 * ties). The following are the best ways that avoid the first site, the first
 * two, and so on, each listed once. A demand's own stops are not avoided.
 *
 * @param[out] alternatives Set to null on failure.
 * @param[in] graph         The graph.
 * @param[in] demands       What is laid.
 * @param[in] sites         [site_count] Nodes held, in the order of holding. Null when there are
 *                          none.
 * @param[in] site_count    How many.
 * @param[in] options       Null for the defaults.
 * @param[out] err          May be null.
 * @retval ROUTES_E_ARGUMENT  A required argument is null, or an option is unknown.
 * @retval ROUTES_E_DATA      A stop or a site is no node.
 * @retval ROUTES_E_MEMORY    No memory left.
 * @retval ROUTES_E_CANCELLED The caller said stop.
 *
 * Cost: a path search for each leg, and for each site on the way of a demand;
 * shared among threads. Thread safety: no shared state.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_alternatives_new(
    routes_alternatives **alternatives, const routes_graph *graph,
    const routes_demand_stops *demands, const uint32_t *sites, size_t site_count,
    const routes_alternatives_options *options, routes_error *err);

/** @brief Frees the ways and all that was borrowed from them. Null is allowed. @since 0.1 */
ROUTES_API void routes_alternatives_free(routes_alternatives *alternatives);

/** @brief The ways as rows. @since 0.1 */
ROUTES_API routes_alternatives_rows
routes_alternatives_read(const routes_alternatives *alternatives);

ROUTES_END

#endif
