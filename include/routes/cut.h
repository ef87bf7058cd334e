/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/cut.h
 * @brief Minimum cuts: the cheapest links and nodes whose loss parts origins from destinations.
 *
 * With every capacity 1 the value is the number of ways that share no link (or
 * no node); with volumes it is the most that can pass. Where several cuts are
 * as cheap, the one nearest the origins, the one nearest the destinations, what
 * all of them share and what is in any of them are told apart.
 */
#ifndef ROUTES_CUT_H
#define ROUTES_CUT_H

#include "routes/graph.h"
#include "routes/run.h"

ROUTES_BEGIN

/** @brief A capacity without limit: never in a cut. */
#define ROUTES_CUT_UNLIMITED INT64_MAX

/** @brief Most that all limited capacities of links and nodes may sum to. */
#define ROUTES_CUT_MOST (INT64_MAX / 4)

/**
 * @brief Settings of routes_cut_new(). Start from ROUTES_CUT_OPTIONS.
 *
 * The array is borrowed for the time of the call.
 */
typedef struct routes_cut_options {
    size_t size;                  /**< sizeof this struct, set by ROUTES_CUT_OPTIONS. */
    const int64_t *node_capacity; /**< [nodes] What may begin, pass and end at a node, >= 0 or
                                       ROUTES_CUT_UNLIMITED. Null: all unlimited. */
    const routes_run *run;        /**< Null: silence. */
} routes_cut_options;

/** @brief The defaults, as an initialiser. */
#define ROUTES_CUT_OPTIONS                                                                         \
    {                                                                                              \
        sizeof(routes_cut_options), NULL, NULL                                                     \
    }

/** @brief The minimum cuts of a graph. Made by routes_cut_new(), never changed. */
typedef struct routes_cut routes_cut;

/** @brief Which of the minimum cuts. */
typedef enum routes_cut_which {
    ROUTES_CUT_NEAREST_ORIGIN = 0,      /**< The fewest nodes left with the origins. */
    ROUTES_CUT_NEAREST_DESTINATION = 1, /**< The fewest nodes left with the destinations. */
    ROUTES_CUT_SHARED = 2,              /**< What is in every minimum cut; may be empty. */
    ROUTES_CUT_ANY = 3                  /**< What is in at least one: no cut, but all of them. */
} routes_cut_which;

/** @brief The links and nodes of a cut; borrowed. */
typedef struct routes_cut_members {
    size_t links;
    const uint32_t *link; /**< [links] Ascending. */
    size_t nodes;
    const uint32_t *node; /**< [nodes] Ascending. */
} routes_cut_members;

/** @brief Where a node lies when it is left by a minimum cut; a cut node: with the destinations. */
typedef enum routes_cut_side {
    ROUTES_CUT_WITH_ORIGINS = 0,     /**< On the origins' side of every minimum cut. */
    ROUTES_CUT_BETWEEN = 1,          /**< It depends on the cut, or the node is on no way. */
    ROUTES_CUT_WITH_DESTINATIONS = 2 /**< On the destinations' side of every minimum cut. */
} routes_cut_side;

/**
 * @brief Finds the minimum cuts between a set of origins and a set of destinations.
 *
 * Capacities are whole numbers, so that cuts that cost the same do so exactly:
 * scale decimals first (routes_decimal_read()). A link used both ways carries
 * its capacity either way. Parallel links add up, a link from a node to itself
 * is never in a cut. A link of capacity 0 from the origins' side to the other
 * belongs to the cut and costs nothing. Without a way at all the value is 0.
 *
 * Before it returns, the flow is checked to be one (whole, within capacities,
 * kept at every node) and both extreme cuts to cost what flows: each proves
 * the other.
 *
 * @param[out] cut           Set to null on failure.
 * @param[in] graph          Needed only during the call.
 * @param[in] link_capacity  [links] >= 0 or ROUTES_CUT_UNLIMITED. Null: 1 each.
 * @param[in] origin         [origins] Nodes; one may be named again.
 * @param[in] origins        At least 1.
 * @param[in] destination    [destinations] Nodes, none of them an origin.
 * @param[in] destinations   At least 1.
 * @param[in] options        Null for the defaults.
 * @param[out] err           May be null.
 * @retval ROUTES_E_ARGUMENT  A null, an empty set, no such node.
 * @retval ROUTES_E_DATA      A node is origin and destination; a capacity is negative, or all
 *                            together are above ROUTES_CUT_MOST.
 * @retval ROUTES_E_NOT_FOUND No cut: a way has no limited capacity.
 * @retval ROUTES_E_MEMORY    No memory left.
 * @retval ROUTES_E_CANCELLED The caller said stop.
 *
 * Cost: O(nodes^2 links) at worst, on road networks far below, and a search more for each link or
 * node of capacity 0; O(nodes + links) memory. Thread safety: no shared state.
 * Source: L. R. Ford and D. R. Fulkerson, "Maximal flow through a network",
 * Canadian Journal of Mathematics 8, 1956, pp. 399-404; E. A. Dinic, "Algorithm
 * for solution of a problem of maximum flow in networks with power estimation",
 * Soviet Mathematics Doklady 11, 1970, pp. 1277-1280; the extreme cuts and all others after
 * J.-C. Picard and M. Queyranne, "On the structure of all minimum cuts in a
 * network and applications", Mathematical Programming Study 13, 1980, pp. 8-16.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status
routes_cut_new(routes_cut **cut, const routes_graph *graph, const int64_t *link_capacity,
               const uint32_t *origin, size_t origins, const uint32_t *destination,
               size_t destinations, const routes_cut_options *options, routes_error *err);

/** @brief Frees the cuts and all that was borrowed from them. Null is allowed. @since 0.1 */
ROUTES_API void routes_cut_free(routes_cut *cut);

/** @brief What every minimum cut costs, and the most that can flow. @since 0.1 */
ROUTES_API int64_t routes_cut_value(const routes_cut *cut);

/** @brief The links and nodes of one of the cuts. @since 0.1 */
ROUTES_API routes_cut_members routes_cut_find(const routes_cut *cut, routes_cut_which which);

/** @brief [nodes] A routes_cut_side each. Borrowed. @since 0.1 */
ROUTES_API const unsigned char *routes_cut_sides(const routes_cut *cut);

/** @brief [links] One maximum flow, from `from` to `to`; the other way below 0. Borrowed. @since
 * 0.1
 */
ROUTES_API const int64_t *routes_cut_flow(const routes_cut *cut);

ROUTES_END

#endif
