/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/interdict.h
 * @brief Interdiction: which links and nodes to watch, within a budget, to hinder the most.
 *
 * One side watches links and nodes, the other sees it and does the best that is
 * left. routes_interdict_path() lengthens the shortest way, routes_interdict_flow()
 * lowers the most that can flow. Both give a plan for each budget, the value it
 * reaches, and a bound that no plan can pass: where the two meet, the plan is
 * proved to be best.
 */
#ifndef ROUTES_INTERDICT_H
#define ROUTES_INTERDICT_H

#include <stddef.h>
#include <stdint.h>

#include "routes/error.h"
#include "routes/path.h"
#include "routes/run.h"

ROUTES_BEGIN

/** @brief As a delay: what is watched is closed. As a value: nothing gets through. */
#define ROUTES_INTERDICT_CLOSED INT64_MAX

/** @brief Most that all lengths and finite delays, or all capacities, may sum to. */
#define ROUTES_INTERDICT_MOST (INT64_C(1) << 58)

/**
 * @brief Settings of an interdiction. Start from ROUTES_INTERDICT_OPTIONS.
 *
 * Links and nodes that can be watched are sites. What is watched is delayed, or
 * closed; a flow is always closed, and of delays it reads only whether there is one.
 * Without any site given every link is one, and closed: the most vital links.
 * Where the way or the flow begins and ends cannot be watched. The arrays are
 * borrowed for the time of the call.
 */
typedef struct routes_interdict_options {
    size_t size;                  /**< sizeof this struct, set by ROUTES_INTERDICT_OPTIONS. */
    routes_path_kind kind;        /**< Of a way: length (default) or time. */
    const int64_t *link_delay;    /**< [links] In the unit of the way; 0: no site. Null: no link is
                                       a site, unless `node_delay` is null too: all are. */
    const int64_t *link_cost;     /**< [links] >= 0. Null: 1 each. */
    const int64_t *node_delay;    /**< [nodes] As of links. Null: no node is a site. */
    const int64_t *node_cost;     /**< [nodes] >= 0. Null: 1 each. */
    const int64_t *capacity;      /**< [links] Of a flow, >= 0, or ROUTES_CUT_UNLIMITED. Null: 1
                                       each. */
    int64_t budget;               /**< What the sites of a plan may cost together, >= 0. */
    int64_t step;                 /**< Above 0: also plans for the budgets 0, step, 2 step and so on
                                       below `budget`, each starting from the one before. */
    size_t alternatives;          /**< Most other plans to list for the last budget. */
    int64_t tolerance;            /**< How far their values may lie behind the best. */
    uint64_t node_limit;          /**< Most nodes of the search trees; 0: no limit. */
    const routes_run *run;        /**< Null: silence. Threads do not change the answer. */
    const int64_t *node_capacity; /**< [nodes] Of a flow, as of links. Null: all without limit. */
    double shown; /**< What the caller is shown of a value on the way is divided by it; 0: 1e6 of a
                       length, 1e3 of a time, 1 of a flow. */
} routes_interdict_options;

/** @brief The defaults, as an initialiser. */
#define ROUTES_INTERDICT_OPTIONS                                                                   \
    {                                                                                              \
        sizeof(routes_interdict_options), ROUTES_PATH_LENGTH, NULL, NULL, NULL, NULL, NULL, 0, 0,  \
            0, 0, 0, NULL, NULL, 0.0                                                               \
    }

/** @brief A plan; arrays are borrowed. */
typedef struct routes_interdict_plan {
    int64_t budget;
    int64_t cost;  /**< Of its sites. */
    int64_t value; /**< What the other side can still do, worked out anew from the plan. */
    int64_t bound; /**< No plan of this budget does better; `value` where it is proved best. Of a
                        length it lies above, of a flow below. */
    size_t links;
    const uint32_t *link; /**< [links] Watched, ascending. */
    size_t nodes;
    const uint32_t *node;       /**< [nodes] Watched, ascending. */
    const int64_t *link_effect; /**< [links] Value lost when this one is left out. */
    const int64_t *node_effect; /**< [nodes] Likewise. */
} routes_interdict_plan;

/** @brief Plans. Made by routes_interdict_path() or routes_interdict_flow(), never changed. */
typedef struct routes_interdict routes_interdict;

/** @brief Frees the plans and all that was borrowed from them. Null is allowed. @since 0.1 */
ROUTES_API void routes_interdict_free(routes_interdict *interdict);

/** @brief How many budgets have a plan, ascending; the last is the one asked for. @since 0.1 */
ROUTES_API size_t routes_interdict_plans(const routes_interdict *interdict);

/** @brief The plan of a budget, by its place. @since 0.1 */
ROUTES_API routes_interdict_plan routes_interdict_plan_at(const routes_interdict *interdict,
                                                          size_t plan);

/** @brief How many other plans are listed for the last budget. @since 0.1 */
ROUTES_API size_t routes_interdict_alternatives(const routes_interdict *interdict);

/** @brief One of them; its sites have no effect worked out. @since 0.1 */
ROUTES_API routes_interdict_plan routes_interdict_alternative_at(const routes_interdict *interdict,
                                                                 size_t alternative);

/** @brief Other than 0 when the caller, or `node_limit`, stopped the search before its end: the
 *         plans stand, and the bounds are true, but the two may not meet. @since 0.1 */
ROUTES_API int routes_interdict_stopped(const routes_interdict *interdict);

/** @brief Nodes of all search trees. @since 0.1 */
ROUTES_API uint64_t routes_interdict_searched(const routes_interdict *interdict);

/** @brief What HiGHS says of a problem, in the unit of the values of its plans. */
typedef struct routes_interdict_opinion {
    double value; /**< Of its plan, worked out anew by searching; NaN: it has none. INFINITY:
                     nothing gets through, or what flows has no limit. */
    double said;  /**< What it says the plan's value is. */
    double bound; /**< What it says no plan passes. */
    int proved;   /**< 1: it calls the plan best. */
} routes_interdict_opinion;

/**
 * @brief Whether HiGHS is here to give a second opinion, and its version, such as "1.7.0".
 * @param[out] version Borrowed until the process ends.
 * @param[in] library The file of HiGHS's library; null: libhighs by the system's own search.
 * @param[out] err    May be null.
 * @retval ROUTES_E_DEPENDENCY There is no HiGHS here.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_interdict_highs_version(const char **version,
                                                                     const char *library,
                                                                     routes_error *err);

ROUTES_END

#endif
