/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/recursive_logit.h
 * @brief Demands shared among all walks to their destination, link by link, without a list of ways.
 *
 * At each node the next link is chosen by what it costs and by what is expected
 * from its end on. Every walk counts, those in circles too, so that it only
 * exists where circles cost enough: elsewhere it is refused.
 */
#ifndef ROUTES_RECURSIVE_LOGIT_H
#define ROUTES_RECURSIVE_LOGIT_H

#include "routes/route_logit.h"

ROUTES_BEGIN

/** @brief Settings of routes_recursive_logit_compute(). Start from ROUTES_RECURSIVE_LOGIT_OPTIONS.
 */
typedef struct routes_recursive_logit_options {
    size_t size;           /**< sizeof this struct, set by ROUTES_RECURSIVE_LOGIT_OPTIONS. */
    const routes_run *run; /**< Null: one thread, silence. Threads do not change the answer. */
} routes_recursive_logit_options;

/** @brief The defaults, as an initialiser. */
#define ROUTES_RECURSIVE_LOGIT_OPTIONS                                                             \
    {                                                                                              \
        sizeof(routes_recursive_logit_options), NULL                                               \
    }

/**
 * @brief Lays each demand on all walks to its destination d.
 *
 * With M the matrix of exp(-theta cost), parallel links summed, whose row d is 0 since nothing
 * leaves the destination,
 *
 *     z = M z + e(d),   chance of a link at its tail = exp(-theta cost) z(head) / z(tail),
 *     expected least cost = -ln(z) / theta.
 *
 * z is worth the walks from a node: it exists while the spectral radius of M, over the nodes from
 * which d can be reached, is below 1. Where it is not, or cannot be told from 1, the call is
 * refused.
 *
 * Solved without a matrix: nodes in order of their least cost to d, z divided by exp(-theta least
 * cost), so that nothing underflows, then sweeps in that order, each of which follows all walks
 * with one more link that leads away from d. The terms of the sum are kept apart from the sum:
 * nothing is subtracted, and what is still missing has a proven bound, here 1e-13 of each value of
 * z, and 1e-18 of the volume to one destination for the loads. Without circles one sweep is exact.
 *
 * @param[out] load          [links] Volume on the link, both directions together. May be null.
 * @param[out] expected_cost [demands] Expected least cost; NaN: not laid, since there is no way.
 *                           May be null.
 * @param[in] graph   Its lengths are not read.
 * @param[in] cost    [links] Of each link, both directions, >= 0.
 * @param[in] demands What is laid.
 * @param[in] theta   Above 0, finite; per unit of cost.
 * @param[in] options Null for the defaults.
 * @param[out] err    May be null.
 * @retval ROUTES_E_ARGUMENT  A required argument is null, or `theta` is out of range.
 * @retval ROUTES_E_DATA      A cost, a volume or a demand is wrong, or the spectral radius is not
 *                            below 1; the message says what it is.
 * @retval ROUTES_E_MEMORY    No memory left.
 * @retval ROUTES_E_CANCELLED The caller said stop.
 *
 * Cost: for each destination a search, and sweeps over the links that reach it; shared among
 * threads. Memory: linear in nodes and links for each thread, and 16 partial sums. Thread safety:
 * no shared state.
 * Source: T. Akamatsu, "Cyclic flows, Markov process and stochastic traffic assignment",
 * Transportation Research B 30(5), 1996, pp. 369-386; M. Fosgerau, E. Frejinger and A. Karlstrom,
 * "A link based network route choice model with unrestricted choice set", Transportation Research B
 * 56, 2013, pp. 70-80. Bounds of the radius: L. Collatz, 1942, and H. Wielandt, 1950.
 * Oracle: matrix inverse in 40-digit arithmetic and in R.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_recursive_logit_compute(
    double *load, double *expected_cost, const routes_graph *graph, const double *cost,
    const routes_logit_demands *demands, double theta,
    const routes_recursive_logit_options *options, routes_error *err);

ROUTES_END

#endif
