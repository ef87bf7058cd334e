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
} routes_place_sites;

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

/** @brief Settings of routes_place_new(). Start from ROUTES_PLACE_OPTIONS. */
typedef struct routes_place_options {
    size_t size;  /**< sizeof this struct, set by ROUTES_PLACE_OPTIONS. */
    size_t teams; /**< At most; 0 means 5. */
    uint64_t
        most_nodes; /**< Of one search; 0 means 2 000 000. What is left open is in the bound. */
    const routes_run *run; /**< Null: silence. */
} routes_place_options;

/** @brief The defaults, as an initialiser. */
#define ROUTES_PLACE_OPTIONS                                                                       \
    {                                                                                              \
        sizeof(routes_place_options), 0, 0, NULL                                                   \
    }

/** @brief A plan; its array is borrowed. */
typedef struct routes_place_plan {
    size_t teams;          /**< That stand: fewer than asked for where more find no more. */
    const uint32_t *place; /**< [teams] Where in the list of sites, rising. */
    double found;          /**< What the plan finds, by the evaluator. */
    double bound;          /**< No plan of so many teams finds more; equal to `found`: proved. */
} routes_place_plan;

/** @brief Plans. Made by routes_place_new(), never changed. */
typedef struct routes_place_plans routes_place_plans;

/**
 * @brief Finds the plan of at most K teams, one a site, that finds the most, for every K up to the
 *        one asked for, and proves it, or says how far from the best it may be.
 *
 * More teams can find less, since those they look for shift: a plan may have fewer teams than asked
 * for. Where the ways of each demand are equally reliable before there are teams, what a plan finds
 * never rises with theta: its worst case is theta infinite.
 *
 * What a demand yields is tabled over the sites on its ways (up to 12); the largest rest of each
 * table bounds it, and depth-first branching prunes by their sum. A demand with more sites is
 * bounded by what is found if nobody shifts. Starts from the best plan of one team less, by adding.
 * Plans within 1e-12 of each other, relative, are equal: the first one met stays.
 *
 * @param[out] plans  Set to null on failure.
 * @param[in] demands Demands and ways; copied where needed, not kept.
 * @param[in] sites   Where teams may stand; moderate detection is used.
 * @param[in] theta   >= 0, may be infinite.
 * @param[in] options Null for the defaults.
 * @param[out] err    May be null.
 * @retval ROUTES_E_ARGUMENT  A required array is null, or theta is out of range.
 * @retval ROUTES_E_DATA      A value is out of range, or a site is given twice.
 * @retval ROUTES_E_MEMORY    No memory left.
 * @retval ROUTES_E_CANCELLED The caller said stop.
 *
 * Cost: tables of up to 4 096 for each demand; exponential in the sites at worst, ended after
 * `most_nodes`. Thread safety: no shared state.
 * Oracle: enumeration of all plans on random small instances.
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

/** @brief The best plan of at most `teams` teams, 0 to routes_place_most(). @since 0.1 */
ROUTES_API routes_place_plan routes_place_best(const routes_place_plans *plans, size_t teams);

ROUTES_END

#endif
