/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/answer_graph_paths.h
 * @brief Several ways between two nodes of a network, as a table: the best ones, or those that
 *        share nothing.
 */
#ifndef ROUTES_ANSWER_GRAPH_PATHS_H
#define ROUTES_ANSWER_GRAPH_PATHS_H

#include "routes/disjoint.h"
#include "routes/network.h"
#include "routes/table.h"

ROUTES_BEGIN

/** @brief Which ways. */
typedef enum routes_paths_of {
    ROUTES_PATHS_BEST = 0,           /**< The best ones, whatever they share: routes/k_paths.h. */
    ROUTES_PATHS_DISJOINT_LINKS = 1, /**< Without a common link: routes/disjoint.h. */
    ROUTES_PATHS_DISJOINT_NODES = 2  /**< Without a common node between the ends. */
} routes_paths_of;

/** @brief Settings of routes_answer_paths(). Start from ROUTES_ANSWER_PATHS_OPTIONS. */
typedef struct routes_answer_paths_options {
    size_t size;           /**< sizeof this struct, set by ROUTES_ANSWER_PATHS_OPTIONS. */
    routes_paths_of of;    /**< Default: the best. */
    routes_path_kind kind; /**< Default: length. Disjoint ways: length or time. */
    size_t k;              /**< How many; 0: one best way, or all disjoint ones. */
    const routes_run *run; /**< Null: silence. */
} routes_answer_paths_options;

/** @brief The defaults, as an initialiser. */
#define ROUTES_ANSWER_PATHS_OPTIONS                                                                \
    {                                                                                              \
        sizeof(routes_answer_paths_options), ROUTES_PATHS_BEST, ROUTES_PATH_LENGTH, 0, NULL        \
    }

/**
 * @brief Several ways, step by step: path, step, node, link, cost.
 *
 * Paths are numbered from 1, the best first; cost is from the start to the node:
 * metres, seconds, or the chance to pass undetected. Meta `paths` is how many are
 * listed; of disjoint ways, `value` is how many there are, which is what must be
 * held at the least to part the two, and `total` what those listed sum to.
 *
 * @param[out] out    Owned by the caller: routes_table_free(). Null on failure.
 * @param[in] from    Id of a node.
 * @param[in] to      Id of a node.
 * @param[in] options Null for the defaults.
 * @param[out] err    May be null.
 * @retval ROUTES_E_ARGUMENT  An option is unknown; disjoint ways from a node to itself.
 * @retval ROUTES_E_NOT_FOUND No such node, or no way.
 * @retval ROUTES_E_CANCELLED The caller said stop.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status
routes_answer_paths(routes_table **out, const routes_network *network, const char *from,
                    const char *to, const routes_answer_paths_options *options, routes_error *err);

ROUTES_END

#endif
