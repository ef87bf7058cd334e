/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/betweenness_sample.h
 * @brief Betweenness from a sample of ways, with an error that is stated beforehand.
 *
 * For graphs that are too large to search from every node. As many ways are drawn as the wanted
 * error needs, found while drawing: few where no node takes much, or where all origins agree.
 */
#ifndef ROUTES_BETWEENNESS_SAMPLE_H
#define ROUTES_BETWEENNESS_SAMPLE_H

#include "routes/betweenness.h"

ROUTES_BEGIN

/**
 * @brief Settings of routes_betweenness_sample(). Start from ROUTES_BETWEENNESS_SAMPLE_OPTIONS.
 *
 * The first part is that of routes_betweenness_options, with the same meaning.
 */
typedef struct routes_betweenness_sample_options {
    size_t size;                      /**< sizeof this struct, set by
                                           ROUTES_BETWEENNESS_SAMPLE_OPTIONS. */
    routes_path_kind kind;            /**< Default: the least length. */
    const unsigned char *node_closed; /**< [nodes] Or null. */
    const unsigned char *link_closed; /**< [links] Or null. */
    const uint32_t *from;             /**< [demands] Or null: every pair. */
    const uint32_t *to;               /**< [demands] */
    const double *volume;             /**< [demands] Or null: 1 each. */
    size_t demands;                   /**< Not read where `from` is null. */
    double error;          /**< Above 0, below 1: how far a result may be off, as a share of all
                                demand. 0 means 0.01. */
    double confidence;     /**< Above 0, below 1: the chance that no result is farther off.
                                0 means 0.99. */
    uint64_t seed;         /**< Of the random streams. */
    const routes_run *run; /**< Null: one thread, silence. Threads do not change the answer. */
} routes_betweenness_sample_options;

/** @brief The defaults, as an initialiser. */
#define ROUTES_BETWEENNESS_SAMPLE_OPTIONS                                                          \
    {                                                                                              \
        sizeof(routes_betweenness_sample_options), ROUTES_PATH_LENGTH, NULL, NULL, NULL, NULL,     \
            NULL, 0, 0.0, 0.0, 0, NULL                                                             \
    }

/** @brief What the sample was. */
typedef struct routes_betweenness_sampled {
    double demand;  /**< All of it, with a way or without, in the unit of the volumes; that from a
                         node to itself is none. */
    double served;  /**< With a way; as exact as all else. */
    double error;   /**< How far any result may be off, in the unit of the volumes, at the stated
                         confidence; 0: none is, no sample was needed. */
    size_t samples; /**< Searches made, of up to 64 ways each; 0: exact. */
} routes_betweenness_sampled;

/**
 * @brief Estimates what routes_betweenness_compute() computes.
 *
 * A sample is an origin, drawn by its volume, and 64 destinations drawn by theirs; of several
 * shortest ways to one each is as likely. Whatever is asked for, the chance that one of the results
 * is off by more than `error` is at most 1 - `confidence`: for all nodes and links at once, and
 * although the sample grows until the bound holds. Where so many samples would be needed that
 * every origin can be searched, this is done, and the results are exact.
 *
 * The bound: a share x of 0 to 1 with mean b has mean (1 - c x) / (1 - c b) = 1 for 0 < c < 1, and
 * mean (1 + c x) / (1 + c b) = 1 for c > 0. Products of these over the samples are 1 on average, so
 * that they rarely ever grow large (Ville 1939). A few fixed c, the same for all, stand for what
 * the spread may turn out to be.
 *
 * @param[out] through  [nodes] May be null, and is then not among what the error is stated for.
 * @param[out] through_plus_ends [nodes] May be null.
 * @param[out] flow     [links] May be null.
 * @param[out] sampled  May be null.
 * @param[in] graph     The graph.
 * @param[in] options   Null for the defaults.
 * @param[out] err      May be null.
 * @retval ROUTES_E_ARGUMENT  As routes_betweenness_compute(); or error or confidence is out of
 *                            range.
 * @retval ROUTES_E_DATA      As routes_betweenness_compute().
 * @retval ROUTES_E_MEMORY    No memory left.
 * @retval ROUTES_E_CANCELLED The caller said stop.
 *
 * Cost: about ln(n / (1 - confidence)) / error searches where each takes little of the ways, more
 * where origins disagree, by twice the variance of an origin's share over error squared. Memory:
 * for each thread about 150 bytes a result, and the buffers of one search. Thread safety: no
 * shared state. The same bits for any number of threads.
 * Source: the problem is that of M. Riondato and E. Kornaropoulos, "Fast approximation of
 * betweenness centrality through sampling", Data Mining and Knowledge Discovery 30(2), 2016, pp.
 * 438-475, and of M. Borassi and E. Natale, "KADABRA is an ADaptive Algorithm for Betweenness via
 * RAndom Approximation", Journal of Experimental Algorithmics 24, 2019; origins instead of pairs:
 * U. Brandes and C. Pich, "Centrality estimation in large networks", International Journal of
 * Bifurcation and Chaos 17(7), 2007, pp. 2303-2318; the bound: I. Waudby-Smith and A. Ramdas,
 * "Estimating means of bounded random variables by betting", Journal of the Royal Statistical
 * Society B 86(1), 2024, pp. 1-27, with constant bets.
 * Oracle: routes_betweenness_compute(); hits and misses of the bound over hundreds of seeds.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_betweenness_sample(
    double *through, double *through_plus_ends, double *flow, routes_betweenness_sampled *sampled,
    const routes_graph *graph, const routes_betweenness_sample_options *options, routes_error *err);

ROUTES_END

#endif
