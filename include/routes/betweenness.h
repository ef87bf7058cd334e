/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/betweenness.h
 * @brief Betweenness: how much passes each node and link when everybody takes a shortest way.
 *
 * Plain, between all nodes alike, or of an origin-destination table. Where
 * several ways are equally short each of them, as a way, takes the same share.
 */
#ifndef ROUTES_BETWEENNESS_H
#define ROUTES_BETWEENNESS_H

#include "routes/path.h"

ROUTES_BEGIN

/**
 * @brief Settings of routes_betweenness_compute(). Start from ROUTES_BETWEENNESS_OPTIONS.
 *
 * The arrays are borrowed for the time of the call.
 */
typedef struct routes_betweenness_options {
    size_t size;                      /**< sizeof this struct, set by ROUTES_BETWEENNESS_OPTIONS. */
    routes_path_kind kind;            /**< What makes a way the best. Default: the least length. */
    const unsigned char *node_closed; /**< [nodes] Other than 0: no way begins, passes or ends
                                           there. Null: all open. */
    const unsigned char *link_closed; /**< [links] Other than 0: not used. Null: all open. */
    const uint32_t *from;  /**< [demands] Node where each demand begins. Null: a demand of 1 from
                                every node to every other. */
    const uint32_t *to;    /**< [demands] Node where it ends. */
    const double *volume;  /**< [demands] How much it is, >= 0. Null: 1 each. */
    size_t demands;        /**< Number of demands; not read where `from` is null. */
    const routes_run *run; /**< Null: one thread, silence. Threads do not change the answer. */
    int64_t farthest;      /**< Ways longer than this, in the graph's own unit, count as none: what
                                has no shorter one is unserved. 0: no limit. Not by reliability. */
} routes_betweenness_options;

/** @brief The defaults, as an initialiser. */
#define ROUTES_BETWEENNESS_OPTIONS                                                                 \
    {                                                                                              \
        sizeof(routes_betweenness_options), ROUTES_PATH_LENGTH, NULL, NULL, NULL, NULL, NULL, 0,   \
            NULL, 0                                                                                \
    }

/** @brief What became of the demands, in the unit of the volumes. */
typedef struct routes_betweenness_totals {
    double served;   /**< With a way. */
    double unserved; /**< Without one: counted nowhere else. */
} routes_betweenness_totals;

/**
 * @brief Lays every demand on its shortest ways, exactly, and sums what passes.
 *
 * A demand is shared equally among all shortest ways from its origin to its
 * destination. Parallel links of one length make different ways; a way visits
 * no node twice, so that a link from a node to itself carries nothing and a
 * circle of links of length 0 is not run round. A demand from a node to itself
 * carries nothing, and is neither served nor unserved.
 *
 * By reliability a demand goes by the ways with the greatest product of the chances of their links,
 * and of those, as with routes_path_new(), by the ones with the fewest links; products within 1e-12
 * a link are equal. A link without a chance counts as 1; where no link has one, the shortest ways
 * are taken. What has a chance of 0 is no way.
 *
 * Demands from a to b and from b to a are two. Without `from` every ordered
 * pair counts: on links used both ways this is twice the value of systems that
 * count a pair once (igraph, undirected). Nothing is divided by the number of
 * pairs. Lengths are whole numbers, so that equal means equal.
 *
 * @param[out] through  [nodes] Volume that passes, neither beginning nor ending there. May be
 *                      null.
 * @param[out] through_plus_ends [nodes] The same with what begins and ends there and has a way.
 *                      May be null.
 * @param[out] flow     [links] Volume on the link, both directions together. May be null.
 * @param[out] totals   May be null.
 * @param[in] graph     The graph.
 * @param[in] options   Null for the defaults.
 * @param[out] err      May be null.
 * @retval ROUTES_E_ARGUMENT  The graph is null, the kind is unknown or has no times, `to` is
 *                            missing, or `farthest` is below 0 or asked for by reliability.
 * @retval ROUTES_E_DATA      A demand names a node that is not there or a volume is not a number
 *                            from 0 up; there are more equal ways than a double counts (1e280), or
 *                            so many links of length 0 close together that their ways are too many
 *                            to be followed one by one (ten million).
 * @retval ROUTES_E_MEMORY    No memory left.
 * @retval ROUTES_E_CANCELLED The caller said stop.
 *
 * Cost: a path search for each node or each origin, ended at its last destination; shared among
 * threads. Searches go by buckets of the least length where lengths span fewer than 2^16 of these,
 * else by a heap. Memory: 16 partial sums, and for each thread the buffers of one search, each
 * linear in nodes and links. Thread safety: no shared state.
 * With `farthest` this is the bounded-distance betweenness of S. P. Borgatti and M. G. Everett, "A
 * graph-theoretic perspective on centrality", Social Networks 28(4), 2006, pp. 466-484; where every
 * link has the length 1, of ways of at most so many links (k-betweenness).
 * Source: U. Brandes, "A faster algorithm for betweenness centrality", Journal of Mathematical
 * Sociology 25(2), 2001, pp. 163-177; links and weighted pairs after U. Brandes, "On variants of
 * shortest-path betweenness centrality and their generic computation", Social Networks 30(2),
 * 2008, pp. 136-145.
 * Oracle: exact fractions by enumeration of all simple shortest ways, and igraph.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_betweenness_compute(
    double *through, double *through_plus_ends, double *flow, routes_betweenness_totals *totals,
    const routes_graph *graph, const routes_betweenness_options *options, routes_error *err);

ROUTES_END

#endif
