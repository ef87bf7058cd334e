/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file analysis/interdiction/reliable_tree.h
 * @brief Branch and cut for the sites to be watched.
 */
#ifndef ROUTES_ANALYSIS_INTERDICTION_RELIABLE_TREE_H
#define ROUTES_ANALYSIS_INTERDICTION_RELIABLE_TREE_H

#include "analysis/interdiction/reliable_master.h"
#include "analysis/interdiction/reliable_others.h"
#include "analysis/interdiction/reliable_plan.h"

/** @brief A part of the plans: those of its parent in which a site is watched, or is not. */
typedef struct routes_i_reliable_node {
    double bound;    /**< No plan in it is worth less. */
    uint32_t parent; /**< UINT32_MAX: the root. */
    uint32_t site;
    uint32_t depth;
    unsigned char up; /**< 1: the site is watched. */
} routes_i_reliable_node;

/** @brief What branching on a site brought so far, down and up. */
typedef struct routes_i_reliable_gain {
    double sum[2];
    uint32_t count[2];
} routes_i_reliable_gain;

/** @brief Why the search ended. */
typedef enum routes_i_reliable_end {
    ROUTES_I_RELIABLE_PROVED = 0,
    ROUTES_I_RELIABLE_LIMIT = 1,  /**< As many nodes as were allowed. */
    ROUTES_I_RELIABLE_STOPPED = 2 /**< The caller said stop. */
} routes_i_reliable_end;

/** @brief The search; kept from budget to budget with the rows found. */
typedef struct routes_i_reliable_tree {
    const routes_i_reliable *problem;
    const routes_run *run;
    routes_i_reliable_master master;
    routes_i_reliable_plans plans;
    double gap;        /**< Absolute: nearer than this is the best. */
    size_t most_nodes; /**< 0: no limit. */
    double budget;
    unsigned char *plan; /**< [sites] The best plan so far. */
    double value;        /**< Of it. */
    double bound;        /**< No plan is worth less. */
    double closed;       /**< The least bound of what was set aside. */
    routes_i_reliable_end end;
    routes_i_reliable_node *node;
    size_t nodes;
    size_t nodes_room;
    uint32_t *open; /**< [open_count] A heap by bound. */
    size_t open_count;
    size_t open_room;
    size_t done;                  /**< Nodes looked at. */
    routes_i_reliable_gain *gain; /**< [sites] */
    double *lower;                /**< [sites] For all nodes. */
    double *upper;
    double *node_lower; /**< [sites] Of the node looked at. */
    double *node_upper;
    double *point;        /**< [sites] scratch: a point kept while others are tried */
    double *kept;         /**< [sites] scratch: its reduced costs */
    unsigned char *basis; /**< [scenarios + sites + rows] scratch */
    size_t basis_room;
    unsigned char *trial; /**< [sites] scratch: a plan */
    uint32_t *order;      /**< [sites] scratch */
    size_t exchanges;
    routes_i_reliable_others *others; /**< Told of every plan met; null: nobody is. */
} routes_i_reliable_tree;

/** @brief Makes the search. @param[in] run As routes_i_run_read() gives it. */
routes_status routes_i_reliable_tree_make(routes_i_reliable_tree *tree,
                                          const routes_i_reliable *problem, const routes_run *run,
                                          routes_error *err);

/** @brief Frees it; also a zeroed one. */
void routes_i_reliable_tree_free(routes_i_reliable_tree *tree);

/**
 * @brief Finds the best plan within a budget, beginning from what was found for the budget before.
 *
 * A stop by the caller is no failure: `end` says so.
 */
routes_status routes_i_reliable_tree_solve(routes_i_reliable_tree *tree, double budget,
                                           routes_error *err);

/**
 * @brief Chooses the site to branch on; may find that there is nothing left to branch.
 *
 * @param[out] site  Or ROUTES_GRAPH_NONE: bounds of the node were tightened, look at it again.
 * @param[out] bound [2] At least this is a plan of the child worth: down, up.
 */
routes_status routes_i_reliable_tree_branch(uint32_t *site, double bound[2],
                                            routes_i_reliable_tree *tree, routes_error *err);

/** @brief Notes what a branching brought. */
void routes_i_reliable_tree_learn(routes_i_reliable_tree *tree, uint32_t site, int up,
                                  double fraction, double gain);

/** @brief Tries plans near the master's point; keeps one that is better. */
void routes_i_reliable_tree_round(routes_i_reliable_tree *tree, bool thorough);

/** @brief A plan was met: keeps it when it is better than the best so far. */
void routes_i_reliable_tree_offer(routes_i_reliable_tree *tree, const unsigned char *plan,
                                  double value);

#endif
