/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/answer_cut.h
 * @brief The minimum cut of a network as a table: where origins are parted from destinations.
 */
#ifndef ROUTES_ANSWER_CUT_H
#define ROUTES_ANSWER_CUT_H

#include "routes/cut.h"
#include "routes/network.h"
#include "routes/run.h"
#include "routes/table.h"

ROUTES_BEGIN

/** @brief Settings of routes_answer_cut(). Start from ROUTES_ANSWER_CUT_OPTIONS. */
typedef struct routes_answer_cut_options {
    size_t size;               /**< sizeof this struct, set by ROUTES_ANSWER_CUT_OPTIONS. */
    const routes_table *links; /**< Text column `capacity`, a row for each link of the network, in
                                    its order. Null, or a column without any value: 1 each. */
    const routes_table *nodes; /**< Text columns `id` and `capacity`; a node without a value, or
                                    that is not named, is unlimited. Null: all are. */
    routes_cut_which which;    /**< Which cut is told; default: the one nearest the origins. */
    const routes_run *run;     /**< Null: silence. */
} routes_answer_cut_options;

/** @brief The defaults, as an initialiser. */
#define ROUTES_ANSWER_CUT_OPTIONS                                                                  \
    {                                                                                              \
        sizeof(routes_answer_cut_options), NULL, NULL, ROUTES_CUT_NEAREST_ORIGIN, NULL             \
    }

/**
 * @brief The minimum cut between origins and destinations: link, capacity, node, shared.
 *
 * A row is a link of the cut or, without a link, a node of limited capacity;
 * `shared` says whether it is in every minimum cut. ROUTES_CUT_SHARED and ROUTES_CUT_ANY list what
 * is in all of them, and in at least one: rows that need not cost together what a cut does. Meta
 * `value` is what the cut costs, the most that can flow; `unique` is yes where the cuts nearest
 * either end are the same. Capacities are decimals from 0 up, read exactly to
 * as many decimals as any of them has, or the word `unlimited`. Where there is no way, the
 * value is 0.
 *
 * @param[out] out   Owned by the caller: routes_table_free(). Null on failure.
 * @param[in] network The network.
 * @param[in] ends   Text columns `origin` and `destination`: ids of nodes; a cell may be empty.
 * @param[in] options Null for the defaults.
 * @param[out] err   May be null.
 * @retval ROUTES_E_ARGUMENT  A table lacks a column, or `links` has other rows than the network.
 * @retval ROUTES_E_DATA      A capacity is wrong; no origin or no destination is named; a node is
 *                            both.
 * @retval ROUTES_E_NOT_FOUND No such node; or no cut, as a way has no limited capacity.
 * @retval ROUTES_E_CANCELLED The caller said stop.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_answer_cut(routes_table **out,
                                                        const routes_network *network,
                                                        const routes_table *ends,
                                                        const routes_answer_cut_options *options,
                                                        routes_error *err);

ROUTES_END

#endif
