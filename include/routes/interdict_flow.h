/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/interdict_flow.h
 * @brief Maximum-flow interdiction: what to close so that the least can flow.
 */
#ifndef ROUTES_INTERDICT_FLOW_H
#define ROUTES_INTERDICT_FLOW_H

#include "routes/graph.h"
#include "routes/interdict.h"

ROUTES_BEGIN

/**
 * @brief Finds the sites within a budget whose closing leaves the least to flow from a set of
 *        origins to a set of destinations.
 *
 * The value of a plan is the most that can flow when its sites are closed, from
 * a maximum flow that is run anew; ROUTES_CUT_UNLIMITED where a way without
 * limit is left. A bound is at most the best value. Capacities are those of the
 * options, of links and, where they are limited, of nodes; a link used both ways
 * carries its capacity either way. Closing a link or a node closes it whole,
 * both ways; origins and destinations cannot be closed.
 *
 * The search is exact. Every cut may pay a price for what it crosses instead of
 * its capacity: the cheapest cut, less the price of the budget, is a bound for
 * each price, and the best price is found by lines that meet. What lies between
 * is branched on site by site, the least bound first.
 *
 * With `step`, each budget starts from the plan of the one before. Other plans,
 * where asked for, hold no site that they do not need; where the best leaves a
 * flow without limit none is listed.
 *
 * @param[out] out          Owned by the caller: routes_interdict_free(). Null on failure.
 * @param[in] graph         Needed only during the call.
 * @param[in] origin        [origins] Nodes; one may be named again.
 * @param[in] origins       At least 1.
 * @param[in] destination   [destinations] Nodes, none of them an origin.
 * @param[in] destinations  At least 1.
 * @param[in] options       Null for the defaults: budget 0. `kind` is not read, of delays only
 *                          whether they are above 0.
 * @param[out] err          May be null.
 * @retval ROUTES_E_ARGUMENT  A null, an empty set, no such node.
 * @retval ROUTES_E_DATA      A node is origin and destination; a cost, capacity or the budget is
 *                            below 0, or they are too large together.
 * @retval ROUTES_E_MEMORY    No memory left.
 * @retval ROUTES_E_CANCELLED The caller said stop before anything was known.
 *
 * When the caller says stop later, or after `node_limit`, the best that was found is given, with
 * ROUTES_OK and routes_interdict_stopped().
 *
 * Cost: exponential in the number of sites that a plan holds, at worst; some tens of maximum flows
 * where the bound is near. Thread safety: no shared state. Source: R. K. Wood, "Deterministic
 * network interdiction", Mathematical and Computer Modelling 17, 1993, pp. 1-18 (the problem); the
 * price of the budget as in J. O. Royset and R. K. Wood, "Solving the bi-objective maximum-flow
 * network-interdiction problem", INFORMS Journal on Computing 19, 2007, pp. 175-184. Oracle: two
 * integer programming solvers, and enumeration.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status
routes_interdict_flow(routes_interdict **out, const routes_graph *graph, const uint32_t *origin,
                      size_t origins, const uint32_t *destination, size_t destinations,
                      const routes_interdict_options *options, routes_error *err);

/**
 * @brief Writes the problem as an integer programme for other solvers: a free MPS file.
 *
 * Wood's: columns x<link> and n<node>, 1 where it is closed, a<number>, 1 on the destinations' side
 * of a cut, and b<number>, 1 for an arc that is cut and paid for. The optimum is the flow that the
 * best plan leaves (divided by `shown`); there is no solution where every plan leaves a flow
 * without limit.
 *
 * @param[in] path      Written whole or not at all.
 * @param[in] graph     The graph.
 * @param[in] origin    [origins] As for routes_interdict_flow().
 * @param[in] origins   Likewise.
 * @param[in] destination  [destinations] Likewise.
 * @param[in] destinations Likewise.
 * @param[in] options   As for routes_interdict_flow(); `budget` alone counts.
 * @param[out] err      May be null.
 * @retval ROUTES_E_IO  The file cannot be written.
 * @retval other        As routes_interdict_flow().
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status
routes_interdict_flow_write_mps(const char *path, const routes_graph *graph, const uint32_t *origin,
                                size_t origins, const uint32_t *destination, size_t destinations,
                                const routes_interdict_options *options, routes_error *err);

/**
 * @brief A second opinion: has HiGHS solve that programme, where HiGHS is found.
 *
 * @param[out] opinion
 * @param[in] graph     The graph.
 * @param[in] origin    [origins] As for routes_interdict_flow().
 * @param[in] origins   Likewise.
 * @param[in] destination  [destinations] Likewise.
 * @param[in] destinations Likewise.
 * @param[in] options   As for routes_interdict_flow(); `budget` alone counts.
 * @param[in] library   The file of HiGHS's library; null: libhighs by the system's own search.
 * @param[in] seconds   Most seconds by HiGHS's own clock; 0: no limit.
 * @param[out] err      May be null.
 * @retval ROUTES_E_DEPENDENCY There is no HiGHS here, or it failed.
 * @retval ROUTES_E_CANCELLED  The caller said stop.
 * @retval other        As routes_interdict_flow().
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status
routes_interdict_flow_ask_highs(routes_interdict_opinion *opinion, const routes_graph *graph,
                                const uint32_t *origin, size_t origins, const uint32_t *destination,
                                size_t destinations, const routes_interdict_options *options,
                                const char *library, double seconds, routes_error *err);

ROUTES_END

#endif
