/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file analysis/interdiction/place_search.h
 * @brief The best plan of a placement in one state of the world, proved or with its bound.
 *
 * What a demand yields is tabled over the teams at the sites on its ways. A
 * price for each team at each site of each demand splits the whole into these
 * tables and a choice by price: their sum bounds every plan. Prices are moved to
 * lower it, then depth-first branching closes what is left.
 */
#ifndef ROUTES_ANALYSIS_INTERDICTION_PLACE_SEARCH_H
#define ROUTES_ANALYSIS_INTERDICTION_PLACE_SEARCH_H

#include <stdbool.h>

#include "analysis/interdiction/place_model.h"
#include "core/run.h"

/** @brief Values this near, relative, are equal. */
#define ROUTES_I_PLACE_SAME 1e-12

/** @brief A plan. */
typedef struct routes_i_place_plan {
    uint32_t *teams; /**< [sites] */
    size_t count;    /**< Teams in all. */
    int64_t cost;
    double found, bound;
} routes_i_place_plan;

/** @brief What plans have to keep to. */
typedef struct routes_i_place_limits {
    size_t teams;
    int64_t budget; /**< INT64_MAX: none. */
    uint64_t most_nodes;
    unsigned steps; /**< By which prices are moved. */
} routes_i_place_limits;

/** @brief Plans that are nearly as good; start from zero but for `most` and `plans`. */
typedef struct routes_i_place_list {
    routes_i_place_plan *plans; /**< [most] Falling; room for the teams of each is there. */
    size_t count, most;
    const routes_i_place_plan *other_than;
    double least; /**< Those that find less are not listed. */
} routes_i_place_list;

/** @brief A table of one demand: the same sites for every theta. */
typedef struct routes_i_place_table {
    size_t count;              /**< Sites. */
    size_t *at;                /**< [count] Places in the order of decision, rising. */
    size_t *start;             /**< [count + 2] Where each depth begins in the tree, leaves last. */
    size_t leaves;             /**< 0: too many for a table. */
    size_t price, value, tree; /**< Where its own begin in those of all. */
} routes_i_place_table;

/** @brief Tables and prices at one theta. */
typedef struct routes_i_place_view {
    double theta;
    double *value;    /**< [values] What each demand yields. */
    double *tree;     /**< [trees] The most of it below each branch, prices paid. */
    double *price;    /**< [prices] Of a team at a site, to a demand. */
    double *kept;     /**< [prices] The best so far. */
    double *step;     /**< [prices] */
    double *alone;    /**< [places] What a team finds of the demands without a table. */
    double *total;    /**< [places] Sum of the prices of a team, and `alone`. */
    size_t *by_total; /**< [places] Falling. */
    double *sum;      /**< [places + 1] Of the bound, before each decision. */
} routes_i_place_view;

/** @brief Room for searches of one problem, in one thread. */
typedef struct routes_i_place_search {
    const routes_i_place_model *model;
    const routes_i_place_world *world; /**< Borrowed, of the last call. */
    routes_i_place_ways ways;
    routes_i_place_table *tables; /**< [demands] */
    routes_i_place_view *views;   /**< [view_count] The least over them counts. */
    size_t view_count;
    size_t values, trees, prices;
    size_t *site;           /**< [places] In the order of decision: fixed ones first. */
    size_t *place;          /**< [sites] The reverse; SIZE_MAX: no team stands there. */
    size_t places, fixed;   /**< Places in all; those of fixed sites. */
    unsigned char *local;   /**< [on] Which site of its table. */
    size_t *on_start;       /**< [places + 1] Demands with a table that has the place, */
    size_t *on_demand;      /**< and which. */
    size_t *branch, *depth; /**< [demands] Where the search is in each tree. */
    size_t *left;           /**< [places + 1] Numbers of teams still to try, from above. */
    uint32_t *teams;        /**< [sites] The plan looked at. */
    double *fill;           /**< [places] Teams that are best by price. */
    double *pay, *powers;   /**< Room for one table. */
    size_t *digit;          /**< Likewise. */
    uint64_t nodes;
    const routes_run *run; /**< Null: nobody is asked. */
    double done;           /**< What is told. */
    bool stopped;          /**< The caller said stop: what is open stays in the bound. */
} routes_i_place_search;

/** @brief Makes room; start from zero, end with routes_i_place_search_free(). */
routes_status routes_i_place_search_make(routes_i_place_search *search,
                                         const routes_i_place_model *model,
                                         const routes_i_place_world *world, const double *thetas,
                                         size_t theta_count, routes_error *err);

/** @brief Frees it; also after a failure. */
void routes_i_place_search_free(routes_i_place_search *search);

/** @brief Fills the tables for a world, and prices to start from; allocates nothing. */
void routes_i_place_search_enter(routes_i_place_search *search, const routes_i_place_world *world);

/** @brief What a plan finds: the least over the thetas. */
double routes_i_place_value(routes_i_place_search *search, const uint32_t *teams);

/** @brief Adds to a plan the team that adds the most, if any does and the limits allow it. */
void routes_i_place_add(routes_i_place_plan *plan, routes_i_place_search *search,
                        const routes_i_place_limits *limits);

/** @brief Moves teams of a plan, one at a time, as long as it finds more. */
void routes_i_place_move(routes_i_place_plan *plan, routes_i_place_search *search,
                         const routes_i_place_limits *limits);

/** @brief Copies a plan. */
void routes_i_place_copy(routes_i_place_plan *to, const routes_i_place_plan *from, size_t sites);

/**
 * @brief Finds the best plan.
 * @param[in,out] plan A plan to start from; then the best, with its bound.
 * @param[in,out] list Null, or what is nearly as good.
 */
void routes_i_place_solve(routes_i_place_plan *plan, routes_i_place_search *search,
                          const routes_i_place_limits *limits, routes_i_place_list *list);

#endif
