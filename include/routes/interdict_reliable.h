/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/interdict_reliable.h
 * @brief Where to watch, so that who takes the most reliable way in answer gets through least.
 *
 * An evader goes from an origin to a destination drawn from scenarios, sees
 * which links and nodes are watched, and takes the way with the greatest
 * chance to pass undetected. They are chosen so that this chance, weighted over
 * the scenarios, is as small as it can be; how near to the best a plan is
 * proved to be stands beside it.
 */
#ifndef ROUTES_INTERDICT_RELIABLE_H
#define ROUTES_INTERDICT_RELIABLE_H

#include "routes/graph.h"
#include "routes/interdict.h"
#include "routes/run.h"

ROUTES_BEGIN

/** @brief Who may come. Arrays are borrowed for the time of a call. */
typedef struct routes_interdict_scenarios {
    size_t count;
    const uint32_t *origin;      /**< [count] Node. */
    const uint32_t *destination; /**< [count] Node; the origin itself: passes with chance 1. */
    const double *weight;        /**< [count] Probability or volume, >= 0. Null: 1 each. */
} routes_interdict_scenarios;

/** @brief Whether a site may be chosen. */
typedef enum routes_interdict_rule {
    ROUTES_INTERDICT_FREE = 0,     /**< It may. */
    ROUTES_INTERDICT_FIXED = 1,    /**< It is in every plan, and the budget pays for it. */
    ROUTES_INTERDICT_FORBIDDEN = 2 /**< It is in no plan. */
} routes_interdict_rule;

/**
 * @brief Settings. Start from ROUTES_INTERDICT_RELIABLE_OPTIONS.
 *
 * Links and nodes that can be watched are sites. A link is one site in both
 * directions. A watched node is met by every way that enters it, ways that end
 * there included, and not by those that begin there. The arrays are borrowed
 * for the time of the call.
 */
typedef struct routes_interdict_reliable_options {
    size_t size;                /**< sizeof this struct, set by its initialiser. */
    const double *link_watched; /**< [links] Chance to pass a link when it is watched, 0 to the
                                     chance when it is not; NaN: no site. Null: none is. */
    const double *node_watched; /**< [nodes] Chance to pass a node when it is watched, 0..1; NaN: no
                                     site. A node lets everybody pass while it is not watched. Null:
                                     none is. */
    const double *link_cost;    /**< [links] >= 0. Null: 1 each. */
    const double *node_cost;    /**< [nodes] >= 0. Null: 1 each. */
    const unsigned char *link_rule; /**< [links] A routes_interdict_rule. Null: all free. */
    const unsigned char *node_rule; /**< [nodes] Likewise. */
    double budget;                  /**< What the sites of a plan may cost together, >= 0. */
    double step;           /**< Above 0: also plans for the budgets 0, step, 2 step and so on below
                                `budget`, each starting from the one before. */
    size_t alternatives;   /**< Most other plans to list for the last budget. */
    double tolerance;      /**< How far their values may lie above the best. */
    double gap;            /**< Value and bound as near as this, absolutely, are proof; 0: 1e-9 of
                                the weights together. */
    uint64_t node_limit;   /**< Most nodes of a budget's search tree; 0: no limit. */
    const routes_run *run; /**< Null: silence. One thread works. */
} routes_interdict_reliable_options;

/** @brief The defaults, as an initialiser. */
#define ROUTES_INTERDICT_RELIABLE_OPTIONS                                                          \
    {                                                                                              \
        sizeof(routes_interdict_reliable_options), NULL, NULL, NULL, NULL, NULL, NULL, 0, 0, 0, 0, \
            0, 0, NULL                                                                             \
    }

/** @brief A plan; arrays are borrowed. */
typedef struct routes_interdict_reliable_plan {
    double budget;
    double cost;  /**< Of its sites. */
    double value; /**< Sum of weight x chance on the most reliable way, worked out anew from the
                       plan by searching. */
    double bound; /**< No plan of this budget is worth less. */
    int proved;   /**< 1: value and bound are as near as was asked for. */
    size_t links;
    const uint32_t *link; /**< [links] Watched, ascending. */
    size_t nodes;
    const uint32_t *node;      /**< [nodes] Watched, ascending. */
    const double *link_effect; /**< [links] What the value rises by when this one is left out. */
    const double *node_effect; /**< [nodes] Likewise. */
} routes_interdict_reliable_plan;

/** @brief Plans. Made by routes_interdict_reliable_new(), never changed. */
typedef struct routes_interdict_reliable routes_interdict_reliable;

/**
 * @brief Finds the sites within a budget that leave the least chance to pass.
 *
 * With p the weight of a scenario and r the chance to pass a link or node,
 * watched or not, the plan makes
 *
 *     sum over scenarios of p x (max over ways from origin to destination of product of r)
 *
 * least. A link's chance that is not stated counts as 1. A scenario without a
 * way has chance 0. A plan holds no free site without which its value would be
 * the same. Where every site together does no better than a plan, that plan is
 * best for all larger budgets: the budgets that `step` asks for end there. They
 * begin where what is fixed can be paid.
 *
 * The search is exact: linear rows from ways and by mixed-integer rounding, in a
 * tree of plans. Chances are multiplied, never added as logarithms, so that
 * chances of 0 and circles of chance 1 do no harm. The bound holds whatever the
 * linear programmes round, but for the rounding of sums of doubles.
 *
 * The alternatives are plans that were met on the way or differ from the best in
 * one site; there may be others within the tolerance.
 *
 * When the caller says stop, or after `node_limit`, the best that was found is
 * given, with ROUTES_OK and routes_interdict_reliable_stopped().
 *
 * @param[out] out      Owned by the caller: routes_interdict_reliable_free(). Null on failure.
 * @param[in] graph     Needed only during the call.
 * @param[in] scenarios Who may come.
 * @param[in] options   Null for the defaults: no site, budget 0.
 * @param[out] err      May be null.
 * @retval ROUTES_E_ARGUMENT   A null where there must be none, or an unknown rule.
 * @retval ROUTES_E_DATA       A value is out of range, a scenario names no node, or what is fixed
 *                             costs more than the budget.
 * @retval ROUTES_E_MEMORY     No memory left.
 * @retval ROUTES_E_DEPENDENCY GLPK failed; the message has its words.
 *
 * Cost: exponential in the number of sites at worst; a second for a few sites among hundreds, some
 * minutes for ninety. Thread safety: no shared state; free it on any thread.
 * Source: F. Pan and D. P. Morton, "Minimizing a stochastic maximum-reliability path", Networks 52,
 * 2008, pp. 111-119 (the problem); E. Towle and J. Luedtke, "New solution approaches for the
 * maximum-reliability stochastic network interdiction problem", Computational Management Science
 * 15, 2018, pp. 455-477 (scenarios by destination, rows from ways); M. Bodur, S. Dash, O. Gunluk
 * and J. Luedtke, "Strengthened Benders cuts for stochastic integer programs with continuous
 * recourse", INFORMS Journal on Computing 29, 2017, pp. 77-91 (rounding). Oracle: two solvers on
 * the extensive form, published optima, and enumeration.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status
routes_interdict_reliable_new(routes_interdict_reliable **out, const routes_graph *graph,
                              const routes_interdict_scenarios *scenarios,
                              const routes_interdict_reliable_options *options, routes_error *err);

/** @brief Frees the plans and all that was borrowed from them. Null is allowed. @since 0.1 */
ROUTES_API void routes_interdict_reliable_free(routes_interdict_reliable *interdict);

/** @brief How many budgets have a plan, ascending. @since 0.1 */
ROUTES_API size_t routes_interdict_reliable_plans(const routes_interdict_reliable *interdict);

/** @brief The plan of a budget, by its place. @since 0.1 */
ROUTES_API routes_interdict_reliable_plan
routes_interdict_reliable_plan_at(const routes_interdict_reliable *interdict, size_t plan);

/** @brief How many other plans are listed for the last budget. @since 0.1 */
ROUTES_API size_t
routes_interdict_reliable_alternatives(const routes_interdict_reliable *interdict);

/** @brief One of them, the best first; its sites have no effect worked out, its bound is the
 *         best plan's. @since 0.1 */
ROUTES_API routes_interdict_reliable_plan routes_interdict_reliable_alternative_at(
    const routes_interdict_reliable *interdict, size_t alternative);

/** @brief Other than 0 when the caller, or `node_limit`, stopped a search before its end: the plans
 *         stand, and the bounds are true, but the two may not meet. @since 0.1 */
ROUTES_API int routes_interdict_reliable_stopped(const routes_interdict_reliable *interdict);

/** @brief Other than 0 when the last plan does as much as all sites together. @since 0.1 */
ROUTES_API int routes_interdict_reliable_saturated(const routes_interdict_reliable *interdict);

/** @brief How many scenarios have no way even when nothing is watched: they count 0. @since 0.1 */
ROUTES_API size_t routes_interdict_reliable_wayless(const routes_interdict_reliable *interdict);

/** @brief Nodes of all search trees. @since 0.1 */
ROUTES_API uint64_t routes_interdict_reliable_searched(const routes_interdict_reliable *interdict);

/** @brief What a plan does; arrays of the caller, any of which may be null. */
typedef struct routes_interdict_reliable_effect {
    double value;       /**< Sum of weight x chance. */
    double *chance;     /**< [scenarios] On the most reliable way; 0: no way. */
    double *link_share; /**< [links] Part of the weight whose most reliable way takes the link, of
                             what has a way at all. */
    double *node_share; /**< [nodes] Likewise; where a way begins and ends included. */
} routes_interdict_reliable_effect;

/**
 * @brief What a plan of one's own does, by searching alone.
 *
 * Of ways with equal chances one is taken, by the order of nodes and links: shares
 * of links that equal ways could take may fall otherwise elsewhere, chances not.
 *
 * @param[in,out] effect  Filled.
 * @param[in] graph       The graph.
 * @param[in] scenarios   Who may come.
 * @param[in] link_plan   [links] Other than 0: watched; only sites may be. Null: none is.
 * @param[in] node_plan   [nodes] Likewise.
 * @param[in] options     `link_watched` and `node_watched` are read; null for the defaults.
 * @param[out] err        May be null.
 * @retval ROUTES_E_ARGUMENT A null where there must be none.
 * @retval ROUTES_E_DATA     A value is out of range, or what is no site is to be watched.
 * @retval ROUTES_E_MEMORY   No memory left.
 *
 * Cost: a search from each destination. Thread safety: no shared state.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_interdict_reliable_evaluate(
    routes_interdict_reliable_effect *effect, const routes_graph *graph,
    const routes_interdict_scenarios *scenarios, const unsigned char *link_plan,
    const unsigned char *node_plan, const routes_interdict_reliable_options *options,
    routes_error *err);

/**
 * @brief Writes the problem as an integer programme for other solvers: a free MPS file.
 *
 * The compact extensive form of Towle and Luedtke 2018: columns x<link> and n<node>, 1 where it is
 * watched, and y<number>, the chance from each node to each destination. The optimum is the value
 * of the best plan. Solvers stop at a gap of their own, often 1e-6 absolute or 1e-4 relative.
 *
 * @param[in] path      Written whole or not at all.
 * @param[in] graph     The graph.
 * @param[in] scenarios Who may come.
 * @param[in] options   As for routes_interdict_reliable_new(); `budget` alone counts.
 * @param[out] err      May be null.
 * @retval ROUTES_E_IO  The file cannot be written.
 * @retval other        As routes_interdict_reliable_new().
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_interdict_reliable_write_mps(
    const char *path, const routes_graph *graph, const routes_interdict_scenarios *scenarios,
    const routes_interdict_reliable_options *options, routes_error *err);

/**
 * @brief A second opinion: has HiGHS solve the compact extensive form, where HiGHS is found.
 *
 * @param[out] opinion
 * @param[in] graph     The graph.
 * @param[in] scenarios Who may come.
 * @param[in] options   As for routes_interdict_reliable_new(); `budget` alone counts, `gap` is
 *                      passed on as the absolute and, small, as the relative gap.
 * @param[in] library   The file of HiGHS's library; null: libhighs by the system's own search.
 * @param[in] seconds   Most seconds by HiGHS's own clock; 0: no limit.
 * @param[out] err      May be null.
 * @retval ROUTES_E_DEPENDENCY There is no HiGHS here, or it failed.
 * @retval ROUTES_E_CANCELLED  The caller said stop.
 * @retval other        As routes_interdict_reliable_new().
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_interdict_reliable_ask_highs(
    routes_interdict_opinion *opinion, const routes_graph *graph,
    const routes_interdict_scenarios *scenarios, const routes_interdict_reliable_options *options,
    const char *library, double seconds, routes_error *err);

ROUTES_END

#endif
