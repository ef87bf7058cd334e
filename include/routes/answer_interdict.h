/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/answer_interdict.h
 * @brief Interdiction of a network as a table: what to watch within a budget, and what it does.
 *
 * Of a network from a model the answer is operational: restricted by kind. Of a
 * plain table it is the user's own.
 */
#ifndef ROUTES_ANSWER_INTERDICT_H
#define ROUTES_ANSWER_INTERDICT_H

#include "routes/interdict.h"
#include "routes/network.h"
#include "routes/run.h"
#include "routes/table.h"

ROUTES_BEGIN

/** @brief What the other side does, and is to be hindered in. */
typedef enum routes_interdict_kind {
    ROUTES_INTERDICT_PATH = 0,    /**< It takes the shortest way: routes/interdict_path.h. */
    ROUTES_INTERDICT_FLOW = 1,    /**< It sends as much as can flow: routes/interdict_flow.h. */
    ROUTES_INTERDICT_RELIABLE = 2 /**< It takes the most reliable way from one of several origins
                                       to its destination: routes/interdict_reliable.h. */
} routes_interdict_kind;

/** @brief What can be watched. */
typedef enum routes_interdict_sites {
    ROUTES_INTERDICT_LINKS = 0,    /**< Links. */
    ROUTES_INTERDICT_NODES = 1,    /**< Nodes, but for the ends and for diffuse crossings. */
    ROUTES_INTERDICT_BOTH = 2,     /**< Both. */
    ROUTES_INTERDICT_CROSSINGS = 3 /**< The known crossings of a model. */
} routes_interdict_sites;

/** @brief Settings of routes_answer_interdict(). Start from ROUTES_ANSWER_INTERDICT_OPTIONS. */
typedef struct routes_answer_interdict_options {
    size_t size;                  /**< sizeof this struct, set by its initialiser. */
    routes_interdict_kind kind;   /**< Default: the shortest way. */
    routes_path_kind by;          /**< Of a way: length (default) or time. */
    routes_interdict_sites sites; /**< Default: links. */
    int remove;                   /**< Other than 0: what is watched is closed, whatever delay is
                                       stated. */
    const routes_table *links;    /**< Any of the text columns `watchable`, `watch_cost`, `delay`,
                                       `capacity`, `reliability_watched`; a row for each link of
                                       the network, in its order. Null: every link may be watched,
                                       costs 1, carries 1 and is closed. */
    const routes_table *nodes;    /**< Text column `id` and any of those columns. */
    int use_watched_factor;       /**< Other than 0: who passes a watched site does so with
                                       `watched_factor` times the chance it has unwatched. */
    double watched_factor;        /**< 0 to 1. */
    double budget;                /**< What the sites of a plan may cost together, >= 0. */
    double step;                  /**< Above 0: also plans for the budgets 0, step, 2 step ... */
    size_t alternatives;          /**< Most other plans to list for the last budget. */
    double tolerance;             /**< How far their values may lie behind the best. */
    const routes_run *run;        /**< Null: silence. */
    int ask_highs;                /**< Other than 0: HiGHS is asked too, after the search, and what
                                       it says stands in the meta. */
    const char *highs;            /**< The file of its library; null: libhighs by the system's own
                                       search. */
} routes_answer_interdict_options;

/** @brief The defaults, as an initialiser. */
#define ROUTES_ANSWER_INTERDICT_OPTIONS                                                            \
    {                                                                                              \
        sizeof(routes_answer_interdict_options), ROUTES_INTERDICT_PATH, ROUTES_PATH_LENGTH,        \
            ROUTES_INTERDICT_LINKS, 0, NULL, NULL, 0, 0.0, 0.0, 0.0, 0, 0.0, NULL, 0, NULL         \
    }

/**
 * @brief What to watch: link, effect, node, cost, budget, plan, value, bound.
 *
 * A row is a link or, without a link, a node that a plan watches; `effect` is
 * the value that is lost when this one alone is left out, empty where without it
 * the other side gets through at all. Plan 1 is the best of its budget, higher
 * numbers are others within the tolerance, whose sites have no effect worked
 * out. With `step`, a plan that watches nothing has a row of its own without link
 * and node. `value` is what the other side can still do: the length of its way in
 * metres or seconds, empty where nothing gets through; what can flow, empty where
 * that has no limit; or the sum of volume and chance over all ends. No plan of the
 * budget passes `bound`.
 *
 * Meta of the last budget's plan: `value` and `bound` with every digit, or `inf`; `gap` between
 * them as a part of the value; `optimal` says whether the plan is proved best, `stopped` whether
 * the caller ended the search before, which is no failure. Where HiGHS is asked: `highs` is its
 * version, `highs_value` the value of its plan, worked out anew, `highs_bound` what it says no plan
 * passes, `highs_optimal` whether it calls its plan best, or `stopped` when the caller ended it.
 *
 * A cell of `watchable` is yes or no; an empty one means no where the column is
 * stated. An empty `watch_cost` is 1. A `delay` is a decimal in metres or
 * seconds, or the word `closed`; an empty one, or 0, is no site. Where nobody
 * states a delay, what is watched is closed. Of a flow everything is. A
 * `capacity` is a decimal or the word `unlimited`: of a link stated for all or for
 * none, of a node unlimited where it is not stated. Decimals are read exactly.
 * `reliability_watched` is the chance to pass when it is watched; an empty one is
 * no site. Where nobody states it, what is watched is closed, or has the factor.
 *
 * The budgets that `step` asks for end where every site together does no better, when ways are
 * the most reliable ones: meta `saturated` is then yes.
 *
 * @param[out] out     Owned by the caller: routes_table_free(). Null on failure.
 * @param[in] network  The network.
 * @param[in] ends     Text columns `origin` and `destination`, ids of nodes: of a way one of each.
 *                     Of the most reliable ways each row is a pair, with its `volume` where that is
 *                     stated, else 1; a pair without a way counts 0 and is warned of.
 * @param[in] options  Null for the defaults: budget 0.
 * @param[out] err     May be null.
 * @retval ROUTES_E_ARGUMENT  An option is out of range, or `links` has other rows than the network.
 * @retval ROUTES_E_DATA      A cell is wrong; the message names it.
 * @retval ROUTES_E_NOT_FOUND No such node.
 * @retval ROUTES_E_MEMORY    No memory left.
 * @retval ROUTES_E_CANCELLED The caller said stop before anything was known.
 * @retval ROUTES_E_DEPENDENCY HiGHS is to be asked, and is not here, or failed.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status
routes_answer_interdict(routes_table **out, const routes_network *network, const routes_table *ends,
                        const routes_answer_interdict_options *options, routes_error *err);

/**
 * @brief Writes what would be asked as an integer programme for other solvers: a free MPS file.
 *
 * Columns x<number> are links and n<number> nodes in the order of the network, from 0; the others
 * are explained with routes_interdict_path_write_mps(), routes_interdict_flow_write_mps() and
 * routes_interdict_reliable_write_mps().
 *
 * @param[in] path     Written whole or not at all.
 * @param[in] network  The network.
 * @param[in] ends     As for routes_answer_interdict().
 * @param[in] options  Likewise.
 * @param[out] err     May be null.
 * @retval ROUTES_E_IO The file cannot be written.
 * @retval other       As for routes_answer_interdict().
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_answer_interdict_write_mps(
    const char *path, const routes_network *network, const routes_table *ends,
    const routes_answer_interdict_options *options, routes_error *err);

ROUTES_END

#endif
