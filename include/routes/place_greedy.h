/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/place_greedy.h
 * @brief Where the next few border teams do the most, and where the flow would go then.
 *
 * Teams are placed one after another, each where it adds most. Beside what a
 * team finds when nobody changes way stands what is left when everybody who has
 * a better way takes it: the truth lies between, and interdiction that only
 * moves lanes to more remote ways is no success.
 */
#ifndef ROUTES_PLACE_GREEDY_H
#define ROUTES_PLACE_GREEDY_H

#include "routes/graph.h"
#include "routes/range.h"
#include "routes/run.h"

ROUTES_BEGIN

/** @brief Detection where nothing is stated: low, moderate, high. Assumed, and to be marked so. */
#define ROUTES_PLACE_DETECTION_LOW 0.2
#define ROUTES_PLACE_DETECTION 0.5      /**< @copydoc ROUTES_PLACE_DETECTION_LOW */
#define ROUTES_PLACE_DETECTION_HIGH 0.8 /**< @copydoc ROUTES_PLACE_DETECTION_LOW */

/**
 * @brief Demands and the ways open to them, as rows.
 *
 * Routes of demand i are route_start[i] to route_start[i + 1], the best first;
 * steps of route r are step_start[r] to step_start[r + 1]: the nodes it passes,
 * or the links, whichever the sites are. A demand without routes is not laid
 * and counts nowhere.
 */
typedef struct routes_place_demands {
    size_t demands;
    const size_t *route_start; /**< [demands + 1] From 0, never falling. */
    const size_t *step_start;  /**< [routes + 1] From 0, never falling. */
    const uint32_t *steps;
    const double *weight;      /**< [demands] Persons, or 1 for a lane; >= 0. Null: all 1. */
    const double *share;       /**< [routes] Part of its demand that takes a route before there are
                                    teams; of one demand at most 1. Null: all take the first. */
    const double *reliability; /**< [routes] Chance to pass undetected before there are teams, above
                                    0, at most 1. Null: 1 for all. */
} routes_place_demands;

/**
 * @brief Settings of routes_place_greedy_new(). Start from ROUTES_PLACE_GREEDY_OPTIONS.
 */
typedef struct routes_place_greedy_options {
    size_t size;                  /**< sizeof this struct, set by ROUTES_PLACE_GREEDY_OPTIONS. */
    size_t teams;                 /**< Teams to place; 0 means 5. */
    const double *detection_low;  /**< [sites] Chance that a team finds what passes, 0..1. */
    const double *detection;      /**< [sites] The same, moderate: what the placement goes by. */
    const double *detection_high; /**< [sites] The same, high. All three, or none: then 0.2, 0.5 and
                                       0.8 are assumed. */
    const routes_run *run;        /**< Null: silence. */
    int follow; /**< Other than 0: teams left when no site adds anything stand where the flow went.
                 */
} routes_place_greedy_options;

/** @brief The defaults, as an initialiser. */
#define ROUTES_PLACE_GREEDY_OPTIONS                                                                \
    {                                                                                              \
        sizeof(routes_place_greedy_options), 0, NULL, NULL, NULL, NULL, 0                          \
    }

/** @brief One team, and what all teams up to it do together. */
typedef struct routes_place_team {
    uint32_t site; /**< Node (or link). */
    size_t place;  /**< Where it stands among the sites given. */
    double gain;   /**< Expected weight found more by this team, nobody changing way; moderate. */
    double gain_moved;  /**< The same of the flow that moved here, if it moves no more; 0 for a team
                             that has a gain. */
    double passing;     /**< Weight that passed the site before there were teams; for a team with
                             `gain_moved`, before it stood. */
    double moved;       /**< Of `passing`, what takes another way once these teams stand. */
    double share_moved; /**< moved / passing. */
    routes_range caught;        /**< Weight found by all teams so far, nobody changing way. */
    routes_range caught_moving; /**< The same, everybody who has a better way taking it. */
} routes_place_team;

/** @brief A placement. Made by routes_place_greedy_new(), never changed. */
typedef struct routes_place_greedy routes_place_greedy;

/**
 * @brief Places teams one after another, each at the site where it adds most.
 *
 * A team at site s finds what passes with chance q[s], independently of the
 * others. With w the weight of a demand, u the share on a route, and the
 * product over the teams on it, what they find together is
 *
 *     F = sum over routes of w u (1 - product(1 - q))
 *
 * F grows with every team, ever less, so that the greedy plan finds at least
 * 1 - 1/e, about 63 %, of what the best plan would; routes_place_greedy_bound()
 * mostly says better. Gains within 1e-12 of the best are equal: the lower site
 * number is taken. Placing ends early where no site adds anything; with `follow`, it goes on to the
 * site that would find most of the flow as it moved for the teams before, and ends where that is
 * nothing. Such a team finds nothing by F: it lengthens the ways that are left.
 *
 * Moving: the flow on a route takes that route of its demand whose reliability
 * times product(1 - q) is highest, if it is higher than on its own by more than
 * 1e-12; of equal ones the first listed. `caught_moving` has each of the three
 * detections answered by its own moves.
 *
 * @param[out] placement Set to null on failure.
 * @param[in] demands    Demands and ways; copied where needed, not kept.
 * @param[in] sites      [site_count] Where a team may stand: nodes (or links), each once.
 * @param[in] site_count How many.
 * @param[in] options    Null for the defaults.
 * @param[out] err       May be null.
 * @retval ROUTES_E_ARGUMENT  A required array is null, starts fall, or some but not all detections
 *                            are given.
 * @retval ROUTES_E_DATA      A value is out of range, or a site is given twice.
 * @retval ROUTES_E_MEMORY    No memory left.
 * @retval ROUTES_E_CANCELLED The caller said stop.
 *
 * Cost: O(teams x (steps + sites)). Thread safety: no shared state.
 * Source: G. L. Nemhauser, L. A. Wolsey and M. L. Fisher, "An analysis of
 * approximations for maximizing submodular set functions - I", Mathematical
 * Programming 14, 1978, pp. 265-294; catching flow on its way after M. J.
 * Hodgson, "A flow-capturing location-allocation model", Geographical Analysis
 * 22(3), 1990, pp. 270-279.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_place_greedy_new(
    routes_place_greedy **placement, const routes_place_demands *demands, const uint32_t *sites,
    size_t site_count, const routes_place_greedy_options *options, routes_error *err);

/** @brief Frees a placement and all that was borrowed from it. Null is allowed. @since 0.1 */
ROUTES_API void routes_place_greedy_free(routes_place_greedy *placement);

/** @brief Number of teams placed: those asked for, or fewer. @since 0.1 */
ROUTES_API size_t routes_place_greedy_teams(const routes_place_greedy *placement);

/** @brief A team, in the order of placing; `team` is below the number. @since 0.1 */
ROUTES_API routes_place_team routes_place_greedy_team(const routes_place_greedy *placement,
                                                      size_t team);

/**
 * @brief [sites] Weight that passes each site when the first `teams` teams stand and everybody who
 * has a better way takes it; moderate detection. Borrowed.
 *
 * With `teams` 0 it is the flow before. `teams` is at most the number placed.
 * @since 0.1
 */
ROUTES_API const double *routes_place_greedy_flow(const routes_place_greedy *placement,
                                                  size_t teams);

/**
 * @brief [sites] Where the flow of a team's site goes: of its `moved`, what then passes each site;
 * for a team with `gain_moved`, only what did not pass there before. Borrowed.
 * @since 0.1
 */
ROUTES_API const double *routes_place_greedy_arrivals(const routes_place_greedy *placement,
                                                      size_t team);

/**
 * @brief [demands] The route, counted within the demand, that is best for who can choose when the
 * first `teams` teams stand; ROUTES_GRAPH_NONE where there are no routes. Borrowed.
 * @since 0.1
 */
ROUTES_API const uint32_t *routes_place_greedy_choice(const routes_place_greedy *placement,
                                                      size_t teams);

/**
 * @brief No plan of as many teams as asked for finds more than this, nobody changing way.
 *
 * The least, over the steps of the placement, of what is found and the largest
 * gains still open, one a team.
 * @since 0.1
 */
ROUTES_API double routes_place_greedy_bound(const routes_place_greedy *placement);

/** @brief Whether the detections were assumed, none being given. @since 0.1 */
ROUTES_API int routes_place_greedy_assumed(const routes_place_greedy *placement);

ROUTES_END

#endif
