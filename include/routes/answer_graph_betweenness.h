/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/answer_graph_betweenness.h
 * @brief Betweenness of the nodes or the links of a network, as a table.
 *
 * Of a network from a model the answer is operational: restricted by kind. Of a
 * plain table it is the user's own.
 */
#ifndef ROUTES_ANSWER_GRAPH_BETWEENNESS_H
#define ROUTES_ANSWER_GRAPH_BETWEENNESS_H

#include "routes/betweenness_sample.h"
#include "routes/network.h"
#include "routes/table.h"

ROUTES_BEGIN

/** @brief What betweenness is asked of. */
typedef enum routes_betweenness_of {
    ROUTES_BETWEENNESS_NODES = 0, /**< Columns id, through, through_plus_ends. */
    ROUTES_BETWEENNESS_LINKS = 1  /**< Columns id, flow. */
} routes_betweenness_of;

/** @brief Settings of routes_answer_betweenness(). Start from ROUTES_ANSWER_BETWEENNESS_OPTIONS. */
typedef struct routes_answer_betweenness_options {
    size_t size;              /**< sizeof this struct. */
    routes_betweenness_of of; /**< Nodes or links. Default: nodes. */
    routes_path_kind kind;    /**< What makes a way the best. Default: length. */
    double error;             /**< Above 0: from a sample that is off by at most this share of all
                                   demand, see routes_betweenness_sample(). 0: exact. */
    double confidence;        /**< Of a sample; 0 means 0.99. */
    uint64_t seed;            /**< Of a sample. */
    const routes_run *run;    /**< Null: one thread, silence. */
    double farthest;          /**< Ways longer than this, in m or s, count as none; 0: no limit. Not
                                   by reliability, and not from a sample. */
} routes_answer_betweenness_options;

/** @brief The defaults, as an initialiser. */
#define ROUTES_ANSWER_BETWEENNESS_OPTIONS                                                          \
    {                                                                                              \
        sizeof(routes_answer_betweenness_options), ROUTES_BETWEENNESS_NODES, ROUTES_PATH_LENGTH,   \
            0.0, 0.0, 0, NULL, 0.0                                                                 \
    }

/**
 * @brief What passes each node or link when everybody takes a shortest way; see
 *        routes_betweenness_compute() for what is counted, and how often.
 *
 * Meta: `served` and `unserved` volume (without a way: counted nowhere else), and
 * `unknown_demands`, the rows of `od` without a volume, which are left out unless no row has one:
 * then each counts 1. Of a sample: `samples` (0: all origins were searched, and nothing is off),
 * `error`, how far off any row may be, in the unit of the volumes, `confidence` and `seed`.
 *
 * @param[out] out    Owned by the caller: routes_table_free(). Null on failure. A row for each node
 *                    or link, in the network's order.
 * @param[in] network The network.
 * @param[in] od      Text columns origin, destination and volume; null: 1 from every node to every
 *                    other.
 * @param[in] options Null for the defaults.
 * @param[out] err    May be null.
 * @retval ROUTES_E_ARGUMENT An option is out of range, or a null.
 * @retval ROUTES_E_DATA A row of `od` is wrong, the message names it; or as
 *                       routes_betweenness_compute().
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status
routes_answer_betweenness(routes_table **out, const routes_network *network, const routes_table *od,
                          const routes_answer_betweenness_options *options, routes_error *err);

ROUTES_END

#endif
