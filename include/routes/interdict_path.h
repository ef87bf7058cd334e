/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/interdict_path.h
 * @brief Shortest-path interdiction: what to watch so that the shortest way becomes longest.
 */
#ifndef ROUTES_INTERDICT_PATH_H
#define ROUTES_INTERDICT_PATH_H

#include "routes/graph.h"
#include "routes/interdict.h"

ROUTES_BEGIN

/**
 * @brief Finds the sites within a budget that lengthen the shortest way from one node to another
 *        the most.
 *
 * The value of a plan is the length of the shortest way when its sites are
 * delayed or closed; ROUTES_INTERDICT_CLOSED when none is left, which is also the
 * value of no way at all. A bound is at least the best value. With every site
 * closed at cost 1 the plan names the k most vital links or nodes.
 *
 * The search is exact. It asks whether any plan reaches a length T. Every way
 * shorter than T under a plan must be met by another of its sites, a covering
 * that is judged by a dual solution over known ways and, where that leaves it
 * open, by branching on the sites of one way. Lengths are whole numbers: nothing
 * lies between two multiples of what divides them all.
 *
 * With `step`, a plan of a smaller budget that is not best stays as the search
 * left it. Other plans, where asked for, hold no site that they do not need;
 * where nothing gets through they all close the way.
 *
 * @param[out] out     Owned by the caller: routes_interdict_free(). Null on failure.
 * @param[in] graph    Needed only during the call.
 * @param[in] from     Node of the graph.
 * @param[in] to       Node of the graph, another one.
 * @param[in] options  Null for the defaults: budget 0.
 * @param[out] err     May be null.
 * @retval ROUTES_E_ARGUMENT  A null, no such node, `from` is `to`, times that the graph does not
 *                            have, or another kind.
 * @retval ROUTES_E_DATA      A cost, delay or the budget is below 0, or they are too large
 *                            together.
 * @retval ROUTES_E_MEMORY    No memory left.
 *
 * When the caller says stop, or after `node_limit`, the best that was found is given, with
 * ROUTES_OK and routes_interdict_stopped().
 *
 * Cost: exponential in the number of sites that a plan holds, at worst; linear memory beside at
 * most a few thousand known ways. Thread safety: no shared state. Source: E. Israeli and R. K.
 * Wood, "Shortest-path network interdiction", Networks 40, 2002, pp. 97-111 (the problem, and
 * coverings by ways no longer than the best plan's); most vital links after K. Malik, A. K. Mittal
 * and S. K. Gupta, "The k most vital arcs in the shortest path problem", Operations Research
 * Letters 8, 1989, pp. 223-227. Oracle: two integer programming solvers on grids, and enumeration.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_interdict_path(routes_interdict **out,
                                                            const routes_graph *graph,
                                                            uint32_t from, uint32_t to,
                                                            const routes_interdict_options *options,
                                                            routes_error *err);

/**
 * @brief Writes the problem as an integer programme for other solvers: a free MPS file.
 *
 * Israeli and Wood's dual: columns x<link> and n<node>, 1 where it is watched, and y<number>, how
 * far a node is from the first. The optimum is the length of the best plan's shortest way in metres
 * or seconds (divided by `shown`), negated, as what is to be greatest is written; one as great as
 * all lengths and delays together means that nothing gets through. Links and nodes on no way are
 * left out.
 *
 * @param[in] path      Written whole or not at all.
 * @param[in] graph     The graph.
 * @param[in] from      As for routes_interdict_path().
 * @param[in] to        Likewise.
 * @param[in] options   As for routes_interdict_path(); `budget` alone counts.
 * @param[out] err      May be null.
 * @retval ROUTES_E_IO  The file cannot be written.
 * @retval other        As routes_interdict_path().
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_interdict_path_write_mps(
    const char *path, const routes_graph *graph, uint32_t from, uint32_t to,
    const routes_interdict_options *options, routes_error *err);

/**
 * @brief A second opinion: has HiGHS solve that programme, where HiGHS is found.
 *
 * @param[out] opinion
 * @param[in] graph     The graph.
 * @param[in] from      As for routes_interdict_path().
 * @param[in] to        Likewise.
 * @param[in] options   As for routes_interdict_path(); `budget` alone counts.
 * @param[in] library   The file of HiGHS's library; null: libhighs by the system's own search.
 * @param[in] seconds   Most seconds by HiGHS's own clock; 0: no limit.
 * @param[out] err      May be null.
 * @retval ROUTES_E_DEPENDENCY There is no HiGHS here, or it failed.
 * @retval ROUTES_E_CANCELLED  The caller said stop.
 * @retval other        As routes_interdict_path().
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status
routes_interdict_path_ask_highs(routes_interdict_opinion *opinion, const routes_graph *graph,
                                uint32_t from, uint32_t to, const routes_interdict_options *options,
                                const char *library, double seconds, routes_error *err);

ROUTES_END

#endif
