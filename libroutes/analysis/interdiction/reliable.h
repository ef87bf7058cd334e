/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file analysis/interdiction/reliable.h
 * @brief Most reliable path interdiction laid out for many searches: arcs by the node they enter,
 *        scenarios by destination, and only the sites that matter.
 *
 * A scenario's best chance depends on the origin and the destination alone, so that scenarios
 * which share both are one, and one search backwards from a destination serves all of its origins.
 */
#ifndef ROUTES_ANALYSIS_INTERDICTION_RELIABLE_H
#define ROUTES_ANALYSIS_INTERDICTION_RELIABLE_H

#include <stdbool.h>
#include <stdint.h>

#include "routes/interdict_reliable.h"

/** @brief A link in one direction. */
typedef struct routes_i_reliable_arc {
    double open;    /**< Chance to pass undetected. */
    double watched; /**< The same when its site is watched. */
    uint32_t tail;
    uint32_t head;
    uint32_t site; /**< Of ours, or ROUTES_GRAPH_NONE. */
    uint32_t link; /**< Or, of a node that can be watched, ROUTES_GRAPH_NONE. */
} routes_i_reliable_arc;

/** @brief The problem. */
typedef struct routes_i_reliable {
    size_t nodes;       /**< Those of the graph, then one before each that can be watched. */
    size_t given_nodes; /**< Of the graph. */
    size_t given_links;
    size_t arcs;
    uint32_t *start;            /**< [nodes + 1] First arc into each node. */
    routes_i_reliable_arc *arc; /**< [arcs] By head. */
    size_t sites;               /**< Those whose watching changes a chance. */
    uint32_t *given_site;       /**< [sites] Link, or links + node; ascending. */
    double *cost;               /**< [sites] */
    unsigned char *fixed;       /**< [sites] 1: must be watched. */
    double fixed_cost;          /**< Of sites that must be watched, those without effect too. */
    uint32_t *idle;             /**< [idle_count] Sites that must be watched, without effect. */
    size_t idle_count;
    size_t scenarios;      /**< After merging. */
    uint32_t *origin;      /**< [scenarios] */
    double *weight;        /**< [scenarios] */
    size_t groups;         /**< Destinations. */
    uint32_t *destination; /**< [groups] */
    size_t *first;         /**< [groups + 1] First scenario of each. */
    size_t given;          /**< Scenarios as given. */
    size_t *merged;        /**< [given] Which of ours each became. */
    double *best;          /**< [groups * nodes] Chance from each node, nothing watched. */
    double *most;          /**< [scenarios] Chance with nothing watched. */
    double *least;         /**< [scenarios] Chance with every site watched. */
} routes_i_reliable;

/** @brief Checks and lays out a problem; nothing is held on failure. */
routes_status routes_i_reliable_make(routes_i_reliable *made, const routes_graph *graph,
                                     const routes_interdict_scenarios *scenarios,
                                     const routes_interdict_reliable_options *options,
                                     routes_error *err);

/** @brief Frees what it holds; also a zeroed one. */
void routes_i_reliable_free(routes_i_reliable *problem);

/** @brief Room for searches backwards from a destination. */
typedef struct routes_i_reliable_search {
    const routes_i_reliable *problem;
    double *factor; /**< [arcs] Chance on each arc, set before searching. */
    double *chance; /**< [nodes] Best from each node to the destination; 0: no way. */
    uint32_t *next; /**< [nodes] The arc to take, or ROUTES_GRAPH_NONE. */
    unsigned char *done;
    struct routes_i_reliable_entry *heap; /**< [arcs + 1] */
    size_t size;
} routes_i_reliable_search;

/** @brief Makes the room. */
routes_status routes_i_reliable_search_make(routes_i_reliable_search *search,
                                            const routes_i_reliable *problem, routes_error *err);

/** @brief Frees the room; also a zeroed one. */
void routes_i_reliable_search_free(routes_i_reliable_search *search);

/** @brief Sets the chances for a plan. @param[in] plan [sites] 1: watched. */
void routes_i_reliable_search_plan(routes_i_reliable_search *search, const unsigned char *plan);

/** @brief Sets the chances between the two, as much as each site is watched. @param[in] x [sites]
 */
void routes_i_reliable_search_part(routes_i_reliable_search *search, const double *x);

/** @brief The most reliable ways to a group's destination under the chances set. */
void routes_i_reliable_search_run(routes_i_reliable_search *search, size_t group);

/**
 * @brief The ways that break the linear rows y_i >= watched y_j and y_i >= open y_j - (open -
 *        watched) best_j x most. Does not read the chances set.
 * @param[in] x [sites] How much each site is watched, 0..1.
 */
void routes_i_reliable_search_rows(routes_i_reliable_search *search, size_t group, const double *x);

#endif
