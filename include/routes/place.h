/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/place.h
 * @brief Where K teams find the most, when those they look for shift in answer; how good the plan
 *        is against the best possible, and how sure.
 *
 * A ranking by today's flow places every team where the others will no longer
 * pass. Here the answer of the other side is part of the sum: each demand has a
 * list of ways, and what is watched is taken less. How much less is an
 * assumption, the evasion parameter, and every plan is judged over all of it.
 */
#ifndef ROUTES_PLACE_H
#define ROUTES_PLACE_H

#include "routes/place_greedy.h"

ROUTES_BEGIN

/** @brief Where teams may stand. The arrays are borrowed for the time of the call. */
typedef struct routes_place_sites {
    size_t count;
    const uint32_t *site;         /**< [count] Nodes (or links), each once. */
    const double *detection_low;  /**< [count] Chance that a team finds what passes, 0..1. */
    const double *detection;      /**< [count] The same, moderate: what the plan goes by. */
    const double *detection_high; /**< [count] The same, high. All three, or none: then 0.2, 0.5 and
                                       0.8 are assumed. */
    const double *shift;          /**< [count] Part of the hours in which a team watches, 0..1.
                                       Null: all of them. */
    const unsigned char *forbidden; /**< [count] Other than 0: no plan has a team there. Null: all
                                         allowed. */
    const unsigned char *fixed; /**< [count] Other than 0: every plan has a team there, one of its
                                     own. Null: none. */
    const uint32_t *most; /**< [count] Teams that a site may have, 1 to ROUTES_PLACE_MOST. Null: 1
                               each. */
    const int64_t *cost;  /**< [count] Of each team there, >= 0. Null: none. */
} routes_place_sites;

/** @brief Most teams of one site. */
#define ROUTES_PLACE_MOST 16

/**
 * @brief What teams find, and what passes each site, when all have shifted.
 *
 * A team finds what passes with chance detection x shift, independently of the
 * others, so that n of them at one site find 1 - (1 - detection x shift)^n: each
 * shift adds less than the one before. With m the chance that none of the teams
 * on a way finds it, r its reliability and u its share, both before there are
 * teams,
 *
 *     share of a way ~ u (r m)^theta
 *     found = sum over demands of weight x sum over ways of share x (1 - m)
 *
 * `theta` 0: nobody shifts. Infinity: all know, and take the ways with the
 * greatest r m; of those within 1e-12 each by its u. A way without a share is
 * never taken; where every way is surely found, nobody shifts. The shares of a
 * demand keep their sum. This is the answer of those who know something, at a
 * price, and else keep to their habit.
 *
 * @param[out] found   Weight found. May be null.
 * @param[out] passing [sites] Weight that passes each site, found there or not. May be null.
 * @param[out] share   [routes] Share of each way. May be null.
 * @param[in] demands  Demands and ways.
 * @param[in] sites    Where teams may stand; moderate detection is used.
 * @param[in] teams    [sites] Teams at each. Null: none.
 * @param[in] theta    >= 0, may be infinite.
 * @param[out] err     May be null.
 * @retval ROUTES_E_ARGUMENT A required array is null, or theta is out of range.
 * @retval ROUTES_E_DATA     A value is out of range, or a site is given twice.
 * @retval ROUTES_E_MEMORY   No memory left.
 *
 * Cost: linear in the steps of the ways. Thread safety: no shared state.
 * Source: F. Matejka and A. McKay, "Rational inattention to discrete choices", American Economic
 * Review 105(1), 2015, pp. 272-298 (shares);
 * the limit for infinite theta is the informed evader of D. P. Morton, F. Pan and K. J. Saeger,
 * "Models for nuclear smuggling interdiction", IIE Transactions 39(1), 2007, pp. 3-14.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_place_evaluate(
    double *found, double *passing, double *share, const routes_place_demands *demands,
    const routes_place_sites *sites, const uint32_t *teams, double theta, routes_error *err);

/** @brief What a plan is judged by. */
typedef enum routes_place_aim {
    ROUTES_PLACE_EXPECTED = 0, /**< What it finds at the theta asked for. */
    ROUTES_PLACE_WORST = 1     /**< The least that it finds over all thetas of the list. */
} routes_place_aim;

/**
 * @brief Draws one state of the world: called for each draw, from several threads at once, with
 *        arrays of its own that hold the moderate values; what it does not change stays.
 *
 * @param[in,out] weight      [demands] >= 0.
 * @param[in,out] detection   [sites] 0..1.
 * @param[in,out] reliability [routes] Above 0, at most 1.
 * @param[in] draw            0, 1, 2 ...: the same gives the same.
 * @param[in] user            Not to be changed.
 */
typedef void (*routes_place_draw)(double *weight, double *detection, double *reliability,
                                  uint32_t draw, void *user);

/** @brief Settings of routes_place_new(). Start from ROUTES_PLACE_OPTIONS. */
typedef struct routes_place_options {
    size_t size;          /**< sizeof this struct, set by ROUTES_PLACE_OPTIONS. */
    size_t teams;         /**< At most; 0 means 5. */
    int64_t budget;       /**< What the teams may cost together; 0: no limit; below 0: nothing. */
    routes_place_aim aim; /**< Default: at theta. */
    const double *thetas; /**< [theta_count] For the worst case and for regret. Null: 0, 1, 2, 4,
                               8, 16 and infinity. */
    size_t theta_count;
    size_t alternatives;    /**< Most other plans to list; 0: none. */
    double tolerance;       /**< How far behind the best they may be; 0 means 0.01. Below 1. */
    uint32_t draws;         /**< 0: none. */
    uint64_t seed;          /**< Of the draws that are not the caller's. */
    routes_place_draw draw; /**< Null: detection between its low and high, triangular about the
                                 moderate; all else stays. */
    void *draw_user;        /**< Handed to `draw`. */
    uint64_t most_nodes;    /**< Of one search; 0 means 2 000 000. What is left open is in the
                                 bound. */
    const routes_run *run;  /**< Null: one thread, silence. Threads do not change the answer. */
} routes_place_options;

/** @brief The defaults, as an initialiser. */
#define ROUTES_PLACE_OPTIONS                                                                       \
    {                                                                                              \
        .size = sizeof(routes_place_options)                                                       \
    }

/** @brief A plan; its arrays are borrowed. */
typedef struct routes_place_plan {
    size_t teams;          /**< That stand: fewer than asked for where more find no more. */
    const uint32_t *place; /**< [teams] Where in the list of sites, rising; several at one site
                                repeat it. */
    const double *added;   /**< [teams] What is found less without this one, the others staying;
                                may be below 0 for a fixed site. Null for another plan. */
    int64_t cost;          /**< Of all teams. */
    double found;          /**< What the plan finds, by the evaluator, at what it was asked for. */
    double bound;          /**< No plan of so many teams finds more; equal to `found`: proved. */
    double found_low;      /**< The same plan where all detection is low, */
    double found_high;     /**< and high. */
    double worst;          /**< The least it finds over the list of thetas, */
    double worst_theta;    /**< and where: the first of those alike. */
} routes_place_plan;

/** @brief What the chosen plan loses where theta is another than it was chosen for. */
typedef struct routes_place_regret {
    double theta;
    double found; /**< By the chosen plan. */
    double best;  /**< By the best plan found for this theta. */
    double bound; /**< No plan finds more here. */
} routes_place_regret;

/** @brief How a plan does over the draws. */
typedef struct routes_place_stability {
    double low, median, high; /**< What it finds: 5, 50 and 95 % of the draws find at most that. */
    double near; /**< Share of draws in which it is within the tolerance of the best. */
    double best; /**< Mean of the best plans found for each draw. */
    double mean; /**< Mean of what it finds. */
} routes_place_stability;

/** @brief Plans. Made by routes_place_new(), never changed. */
typedef struct routes_place_plans routes_place_plans;

/**
 * @brief Finds the plan of at most K teams that finds the most, for every K up to the one asked
 *        for, and proves it, or says how far from the best it may be.
 *
 * More teams can find less, since those they look for shift: a plan may have fewer teams than asked
 * for. Where the ways of each demand are equally reliable before there are teams, what a plan finds
 * never rises with theta: its worst case is theta infinite.
 *
 * What a demand yields is tabled over the teams at the sites on its ways (4 096 entries). For any
 * prices p of a team at a site to a demand, no plan finds more than
 *
 *     sum over demands of max over x of (yield(x) - p x)
 *         + max over plans of sum over its teams of the prices of all demands
 *
 * Subgradient steps lower it; depth-first branching, pruned by it, closes what is left. A demand
 * with more entries is bounded by what its sites, each by itself, would find of the shares without
 * teams. The search starts from the best plan of one team less, by adding and moving teams. Plans
 * within 1e-12 of each other, relative, are equal: the first one met stays.
 *
 * The last plan is judged again: other plans within the tolerance, none of whose teams is in vain;
 * at every theta of the list, beside the best plan there; and draws, for each of which the best
 * plan of every K is found anew.
 *
 * When the caller says stop, the best that was found is given, with ROUTES_OK and
 * routes_place_stopped(): bounds hold, draws are those that were whole.
 *
 * @param[out] plans  Set to null on failure.
 * @param[in] demands Demands and ways; copied where needed, not kept.
 * @param[in] sites   Where teams may stand; moderate detection is used.
 * @param[in] theta   >= 0, may be infinite.
 * @param[in] options Null for the defaults.
 * @param[out] err    May be null.
 * @retval ROUTES_E_ARGUMENT  A required array is null, an option or theta is out of range, or fixed
 *                            sites are more than the teams, or cost more than the budget.
 * @retval ROUTES_E_DATA      A value is out of range, or a site is given twice.
 * @retval ROUTES_E_MEMORY    No memory left.
 *
 * Cost: tables of up to 4 096 for each demand; exponential in the sites at worst, ended after
 * `most_nodes`; as much again for each draw and theta. Thread safety: no shared state.
 * Source: prices after M. Guignard and S. Kim, "Lagrangean decomposition", Mathematical
 * Programming 39, 1987, pp. 215-228; steps of B. T. Polyak, "Minimization of unsmooth
 * functionals", 1969. Oracle: enumeration of all plans on random small instances.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_place_new(routes_place_plans **plans,
                                                       const routes_place_demands *demands,
                                                       const routes_place_sites *sites,
                                                       double theta,
                                                       const routes_place_options *options,
                                                       routes_error *err);

/** @brief Frees plans and all that was borrowed from them. Null is allowed. @since 0.1 */
ROUTES_API void routes_place_free(routes_place_plans *plans);

/** @brief The largest K: as asked for, or as many teams as have a place. @since 0.1 */
ROUTES_API size_t routes_place_most(const routes_place_plans *plans);

/** @brief The smallest K: as many as there are fixed sites. @since 0.1 */
ROUTES_API size_t routes_place_least(const routes_place_plans *plans);

/** @brief The best plan of at most `teams` teams, routes_place_least() to routes_place_most().
 *  @since 0.1 */
ROUTES_API routes_place_plan routes_place_best(const routes_place_plans *plans, size_t teams);

/** @brief How many other plans of the largest K are listed. @since 0.1 */
ROUTES_API size_t routes_place_alternatives(const routes_place_plans *plans);

/** @brief One of them, the best first. @since 0.1 */
ROUTES_API routes_place_plan routes_place_alternative_at(const routes_place_plans *plans,
                                                         size_t alternative);

/** @brief How many thetas the largest plan was judged at. @since 0.1 */
ROUTES_API size_t routes_place_thetas(const routes_place_plans *plans);

/** @brief What it loses at one of them. @since 0.1 */
ROUTES_API routes_place_regret routes_place_regret_at(const routes_place_plans *plans,
                                                      size_t theta);

/** @brief Draws that were made. @since 0.1 */
ROUTES_API uint32_t routes_place_draws(const routes_place_plans *plans);

/** @brief [sites] Share of draws in which a site is in the best plan of at most `teams` teams; null
 *         without draws. Borrowed. @since 0.1 */
ROUTES_API const double *routes_place_chosen(const routes_place_plans *plans, size_t teams);

/** @brief How the best plan of at most `teams` teams does over the draws; NaN without draws.
 *  @since 0.1 */
ROUTES_API routes_place_stability routes_place_over_draws(const routes_place_plans *plans,
                                                          size_t teams);

/** @brief Other than 0 when the caller said stop before the end. @since 0.1 */
ROUTES_API int routes_place_stopped(const routes_place_plans *plans);

/** @brief Nodes of all search trees but those of draws. @since 0.1 */
ROUTES_API uint64_t routes_place_searched(const routes_place_plans *plans);

ROUTES_END

#endif
