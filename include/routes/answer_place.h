/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/answer_place.h
 * @brief Where teams find the most lanes when these shift in answer, and where they would go.
 *        Operational: such answers leave at tier restricted alone.
 */
#ifndef ROUTES_ANSWER_PLACE_H
#define ROUTES_ANSWER_PLACE_H

#include "routes/laying.h"
#include "routes/model.h"
#include "routes/network.h"
#include "routes/place.h"
#include "routes/run.h"
#include "routes/table.h"

ROUTES_BEGIN

/** @brief Where a team may stand. */
typedef enum routes_place_at {
    ROUTES_PLACE_AT_CROSSINGS = 0, /**< At known crossings. */
    ROUTES_PLACE_AT_PLACES = 1,    /**< At places of the home country. */
    ROUTES_PLACE_AT_LINKS = 2      /**< On links, but those of diffuse crossings. */
} routes_place_at;

/** @brief How much is known to those who evade, where nothing else is asked for. Assumed. */
#define ROUTES_PLACE_THETA 4.0

/** @brief For `teams`: none at all. */
#define ROUTES_PLACE_NO_TEAMS SIZE_MAX

/**
 * @brief Settings of the answers. Start from ROUTES_ANSWER_PLACE_OPTIONS.
 *
 * `sites` has a text column `id` and any of these, as texts, empty where nothing
 * is said: `detection`, `detection_low`, `detection_high` (0..1), `hours` (a
 * day, 0..24, in which a team watches), `most` (teams at the site), `cost` (of
 * each, whole), `fixed`, `forbidden` (yes, no), `traffic` (persons a year). One of
 * `nationality`, `ethnicity`, `race`, `sex`, `gender`, `age`, `age_group` that
 * says anything is refused: who people are must not decide where they are stopped
 * (S23). What is not said stays as the model has it.
 */
typedef struct routes_answer_place_options {
    size_t size;
    size_t teams;         /**< 0 means 5. */
    const double *theta;  /**< Null: ROUTES_PLACE_THETA. */
    routes_place_aim aim; /**< Default: at theta. */
    routes_place_at at;
    double habit;  /**< Before there are teams a way f times as long is taken f^-habit as often; 0
                        means 8. Assumed. */
    double cutoff; /**< Ways longer than so many times the shortest are not taken; 0 means 3. */
    routes_unit unit; /**< Not stated: every lane weighs 1. Else what lanes state in this unit; the
                           others weigh nothing. */
    int certain;      /**< Other than 0: draws do not leave lanes out by their grades. */
    const char *const *fixed; /**< [fixed_count] Ids at which a team stands in every plan; in
                                   routes_answer_displace(): all teams. */
    size_t fixed_count;
    const char *const *forbidden; /**< [forbidden_count] Ids at which none may stand. */
    size_t forbidden_count;
    const routes_table *sites; /**< May be null. */
    int64_t budget;            /**< As of routes_place_options. */
    size_t alternatives;       /**< Most other plans; 0 means 10. */
    double tolerance;          /**< How far they may be behind; 0 means 0.01. */
    uint32_t draws;            /**< 0 means 1 000; routes_answer_displace() makes none. */
    uint64_t seed;
    const routes_run *run; /**< May be null. Threads do not change the answer. */
} routes_answer_place_options;

/** @brief The defaults, as an initialiser. */
#define ROUTES_ANSWER_PLACE_OPTIONS                                                                \
    {                                                                                              \
        .size = sizeof(routes_answer_place_options)                                                \
    }

/** @brief The tables of a placement; start from zero, end with routes_placed_free(). */
typedef struct routes_placed {
    routes_table *placement;    /**< A row a team of the plan for all teams. */
    routes_table *displacement; /**< Where lanes go when the first team stands, the first two ... */
    routes_table *curve;        /**< A row for each number of teams: its best plan and its bound. */
    routes_table *others;       /**< Other plans within the tolerance. */
    routes_table *regret;       /**< What the plan loses at other thetas. */
    routes_table *sites;        /**< Every site on some way: how often it is chosen over the draws,
                                     and what a team more, or less, there would change. */
    int stopped;                /**< Other than 0: the caller said stop; bounds hold. */
} routes_placed;

/** @brief Frees the tables. */
ROUTES_API void routes_placed_free(routes_placed *placed);

/**
 * @brief Places teams, with the displacement that belongs to the plan (S22), the burden of
 *        screening (S24), and how sure the plan is.
 *
 * The unit is lanes: every laid lane of trafficking weighs 1, since most carry no number and the
 * numbers that are there do not add; a fork is split evenly among its branches, which is an
 * assumption. Lanes of one case are left out. The ways of a lane are that on which it was laid,
 * and those that are left when the sites on its ways are closed one after another; diffuse
 * crossings are ways, but no place for a team. Before there are teams a way is taken by its
 * length, as `habit` says. What a team finds is what the crossing states, else 0.5 (0.2 to 0.8),
 * marked `assumed`.
 *
 * A draw takes each lane with the chance of its grades (not with `certain`), splits each
 * fork by chance, and draws volumes and detection from their ranges, triangular.
 *
 * @param[out] placed  Empty on failure. `displacement` is made whenever `placement` is.
 * @param[in] model    Checked. @param[in] network Of the model. @param[in] laying On the network.
 * @param[in] options  Null for the defaults.
 * @param[out] err     May be null.
 * @retval ROUTES_E_ARGUMENT  A null, an option is out of range, or fixed sites are too many.
 * @retval ROUTES_E_NOT_FOUND An id is no site.
 * @retval ROUTES_E_DATA      `sites` is wrong, or has traits of travellers.
 * @retval ROUTES_E_MEMORY    No memory left.
 * @retval ROUTES_E_CANCELLED Stopped before there were ways.
 * Source: see routes_place_new() and routes_place_evaluate(); shares by length as in G. Kirchhoff's
 * law of currents, usual in road assignment: PTV, "Visum manual", 2012, "Kirchhoff distribution".
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_answer_place(
    routes_placed *placed, const routes_model *model, const routes_network *network,
    const routes_laying *laying, const routes_answer_place_options *options, routes_error *err);

/**
 * @brief Where lanes go when given sites are watched: before and after on every crossing and link,
 *        those that gain most first.
 *
 * @param[out] out Owned by the caller. Null on failure. Columns: id, kind (crossing, diffuse,
 *                 link), name, watched, before, after, change, after_all (all know).
 * As routes_answer_place(); `fixed` are the sites watched.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_answer_displace(
    routes_table **out, const routes_model *model, const routes_network *network,
    const routes_laying *laying, const routes_answer_place_options *options, routes_error *err);

/**
 * @brief Says in plain words why a site is, or is not, in the plan.
 * @param[out] text Owned by the caller: routes_text_free(). Null on failure.
 * @retval ROUTES_E_NOT_FOUND There is no such site.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status
routes_explain_place(char **text, const routes_model *model, const routes_network *network,
                     const routes_laying *laying, const routes_answer_place_options *options,
                     const char *id, routes_error *err);

ROUTES_END

#endif
