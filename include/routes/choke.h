/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/choke.h
 * @brief Which sites are chokepoints, and how sure that is: scores, rank intervals, the share of
 *        draws in the top.
 *
 * What is known of lanes is a sample of what somebody reported. A site that is
 * first only because of one doubtful lane is no chokepoint; draws that leave
 * doubtful lanes out, add plausible ones that nobody saw, and move volumes
 * within their ranges say how much of the ranking is left.
 */
#ifndef ROUTES_CHOKE_H
#define ROUTES_CHOKE_H

#include "routes/rank.h"

ROUTES_BEGIN

/**
 * @brief Demands, and what each of them loses where a site is held.
 *
 * What demand i passes are its entries start[i] to start[i + 1], each site once.
 */
typedef struct routes_choke_losses {
    size_t sites;
    size_t demands;
    const size_t *start;  /**< [demands + 1] From 0, never falling. */
    const uint32_t *site; /**< [start[demands]] Below `sites`. */
    const double *passes; /**< [start[demands]] Part of the demand that passes, 0..1. Null: 1. */
    const double *loss;   /**< [start[demands]] Part that is lost when the site is held, 0..1: 1
                               for what is cut off, 1 - cost / cost without for what goes round. */
    const routes_range *weight; /**< [demands] Volume, from 0 up; one that is not stated counts
                                     nowhere. Null: 1 each. Not read of unseen ones. */
    const double *chance;       /**< [demands] That the demand is there in a draw, 0..1. Null: 1. */
    const unsigned char *unseen; /**< [demands] Other than 0: nobody states it; it is there in draws
                                      alone, with the volume of a stated one. Null: none is. */
    const uint32_t *stream; /**< [demands] Names of their random streams, no two alike among the
                                 stated and none among the unseen. Null: 0, 1, 2 ... Numbers by the
                                 order of ids make the draws independent of the order of input. */
} routes_choke_losses;

/** @brief The answer for one site. */
typedef struct routes_choke {
    double share;      /**< Part of the stated weight that passes, 0..1. */
    double score;      /**< Part of the stated weight that its loss costs, 0..1. */
    double score_low;  /**< The same of the low ends of all weights, */
    double score_high; /**< and of the high ends. */
    routes_rank rank;  /**< By score, the largest first. */
    double rank_low;   /**< By `score_low`, */
    double rank_high;  /**< and by `score_high`. */
    int agrees;        /**< Other than 0: in the top by low, stated and high weights, or by none. */
    int stands; /**< Other than 0: its loss costs something, and its rank interval spans less than
                     half the list: upper - lower < sites / 2. Else it is no chokepoint. */
} routes_choke;

/** @brief Settings of routes_choke_rank(). Start from ROUTES_CHOKE_OPTIONS. */
typedef struct routes_choke_options {
    size_t size;               /**< sizeof this struct, set by ROUTES_CHOKE_OPTIONS. */
    uint64_t seed;             /**< Of all draws. */
    uint32_t draws;            /**< 0 means 1 000. */
    size_t top;                /**< How many count as the top; 0 means 5. */
    double level;              /**< Of the rank interval; 0 means 0.95. Below 1. */
    routes_spread_kind spread; /**< Of the ranges of weights. */
    const routes_run *run;     /**< Null: one thread, silence. Threads do not change the answer. */
} routes_choke_options;

/** @brief The defaults, as an initialiser. */
#define ROUTES_CHOKE_OPTIONS                                                                       \
    {                                                                                              \
        .size = sizeof(routes_choke_options)                                                       \
    }

/**
 * @brief Scores and ranks sites, and repeats the ranking over draws.
 *
 * With w the weight of a demand and l what it loses at the site,
 *
 *     score = sum of w l / sum of w
 *
 * over the stated demands; w is the moderate, the middle of a range that states
 * none, or the bound of a lower bound, which is open above and drawn as it is.
 * A draw takes each demand with its chance, each stated weight from its spread,
 * and gives an unseen demand that is there the weight just drawn of a stated
 * one, chosen evenly. Scores within 1e-12 of each other, relative, are equal and
 * share the best of their ranks; a site whose loss costs nothing, as stated or in a
 * draw, comes last, and so do all where nothing is there.
 *
 * @param[out] sites   [losses->sites]
 * @param[in] losses   The demands.
 * @param[in] options  Null for the defaults.
 * @param[out] err     May be null.
 * @retval ROUTES_E_ARGUMENT  A required argument is null, starts fall, there are no sites, or an
 *                            option is out of range.
 * @retval ROUTES_E_DATA      A value is out of range.
 * @retval ROUTES_E_MEMORY    No memory left.
 * @retval ROUTES_E_CANCELLED The caller said stop. Outputs are untouched on failure.
 *
 * Cost: O(draws x (entries + sites log sites)), shared among threads. Thread
 * safety: no shared state.
 * Source: rank intervals after H. Goldstein and D. J. Spiegelhalter, "League
 * tables and their limitations", Journal of the Royal Statistical Society A
 * 159(3), 1996, pp. 385-443; what a site's loss costs after H. W. Corley and D.
 * Y. Sha, "Most vital links and nodes in weighted networks", Operations Research
 * Letters 1(4), 1982, pp. 157-160; why and how lanes are resampled:
 * docs/decisions/0016.
 * Oracle: sums over all subsets of few lanes, exactly; closed forms of uniform
 * weights.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_choke_rank(routes_choke *sites,
                                                        const routes_choke_losses *losses,
                                                        const routes_choke_options *options,
                                                        routes_error *err);

ROUTES_END

#endif
