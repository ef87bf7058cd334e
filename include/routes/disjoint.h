/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/disjoint.h
 * @brief Ways from one node to another that have no link in common, or no node: the alternatives
 *        that are left whichever one is held.
 *
 * Their number is what must be held at the least to part the two; their total
 * length is the least of all such sets.
 */
#ifndef ROUTES_DISJOINT_H
#define ROUTES_DISJOINT_H

#include "routes/k_paths.h"

ROUTES_BEGIN

/** @brief What the ways may not share. */
typedef enum routes_disjoint_of {
    ROUTES_DISJOINT_LINKS = 0, /**< Links. */
    ROUTES_DISJOINT_NODES = 1  /**< Links, and nodes other than the two ends. */
} routes_disjoint_of;

/**
 * @brief Settings of routes_disjoint_new(). Start from ROUTES_DISJOINT_OPTIONS.
 *
 * The arrays are borrowed for the time of the call.
 */
typedef struct routes_disjoint_options {
    size_t size;                      /**< sizeof this struct, set by ROUTES_DISJOINT_OPTIONS. */
    routes_disjoint_of of;            /**< Default: links. */
    routes_path_kind kind;            /**< Length or time. Default: length. */
    size_t most;                      /**< Ways to list; 0: as many as there are. */
    const unsigned char *node_closed; /**< [nodes] Other than 0: no way begins, passes or ends
                                           there. Null: all open. */
    const unsigned char *link_closed; /**< [links] Other than 0: not used. Null: all open. */
    const routes_run *run;            /**< Null: silence. */
} routes_disjoint_options;

/** @brief The defaults, as an initialiser. */
#define ROUTES_DISJOINT_OPTIONS                                                                    \
    {                                                                                              \
        sizeof(routes_disjoint_options), ROUTES_DISJOINT_LINKS, ROUTES_PATH_LENGTH, 0, NULL, NULL, \
            NULL                                                                                   \
    }

/** @brief Ways without a common link or node. Made by routes_disjoint_new(), never changed. */
typedef struct routes_disjoint routes_disjoint;

/**
 * @brief Finds ways from `source` to `target` that share nothing, least in total length.
 *
 * Parallel links are different links. A link used both ways serves one way, in
 * one direction. No way visits a node twice. The total is the least of all
 * sets of so many ways; where several sets have it, the one returned depends
 * on nothing but the graph. Ways are ordered by cost, then fewer links, then
 * the lower first link.
 *
 * @param[out] ways    Set to null on failure.
 * @param[in] graph    Needed only during the call.
 * @param[in] source   Node of the graph.
 * @param[in] target   Another node of the graph.
 * @param[in] options  Null for the defaults.
 * @param[out] err     May be null.
 * @retval ROUTES_E_ARGUMENT  `source` or `target` is no node, or they are the same; an option is
 *                            unknown, or the graph has no times.
 * @retval ROUTES_E_MEMORY    No memory left.
 * @retval ROUTES_E_CANCELLED The caller said stop.
 *
 * Cost: a path search for each way there is, and one more. Memory: linear in
 * the graph. Thread safety: no shared state.
 * Source: J. W. Suurballe, "Disjoint paths in a network", Networks 4(2), 1974,
 * pp. 125-145; links after J. W. Suurballe and R. E. Tarjan, "A quick method for
 * finding shortest pairs of disjoint paths", Networks 14(2), 1984, pp. 325-336.
 * Oracle: networkx edge_disjoint_paths, node_disjoint_paths and
 * min_cost_flow_cost; all sets of ways of small graphs by enumeration; the
 * number against routes_cut_value().
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_disjoint_new(routes_disjoint **ways,
                                                          const routes_graph *graph,
                                                          uint32_t source, uint32_t target,
                                                          const routes_disjoint_options *options,
                                                          routes_error *err);

/** @brief Frees the ways and all that was borrowed from them. Null is allowed. @since 0.1 */
ROUTES_API void routes_disjoint_free(routes_disjoint *ways);

/** @brief How many such ways there are at most, listed or not; 0 where there is none. @since 0.1 */
ROUTES_API size_t routes_disjoint_number(const routes_disjoint *ways);

/** @brief How many are listed. @since 0.1 */
ROUTES_API size_t routes_disjoint_size(const routes_disjoint *ways);

/** @brief The sum of those listed, micrometres or milliseconds. @since 0.1 */
ROUTES_API int64_t routes_disjoint_total(const routes_disjoint *ways);

/** @brief The way number `index`, below routes_disjoint_size(); borrowed. @since 0.1 */
ROUTES_API routes_k_path routes_disjoint_at(const routes_disjoint *ways, size_t index);

ROUTES_END

#endif
