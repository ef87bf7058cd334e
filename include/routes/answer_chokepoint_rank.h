/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/answer_chokepoint_rank.h
 * @brief Crossings, places or links by what their loss would cost, with how sure the order is.
 *
 * Of a model the answer is operational: restricted by kind. Of a plain table it is the user's own.
 */
#ifndef ROUTES_ANSWER_CHOKEPOINT_RANK_H
#define ROUTES_ANSWER_CHOKEPOINT_RANK_H

#include "routes/laying.h"
#include "routes/model.h"
#include "routes/network.h"
#include "routes/run.h"
#include "routes/spread.h"
#include "routes/table.h"

ROUTES_BEGIN

/** @brief What is ranked. */
typedef enum routes_chokepoint_of {
    ROUTES_CHOKEPOINT_CROSSINGS = 0, /**< Crossings, known and diffuse; of a plain network its
                                          nodes. */
    ROUTES_CHOKEPOINT_PLACES = 1,    /**< Places; of a plain network its nodes. */
    ROUTES_CHOKEPOINT_LINKS = 2      /**< Links. */
} routes_chokepoint_of;

/** @brief Settings of the ranking. Start from ROUTES_CHOKEPOINT_RANK_OPTIONS. */
typedef struct routes_chokepoint_rank_options {
    size_t size;
    routes_chokepoint_of of;
    const routes_table *od; /**< Text columns origin, destination and any of volume, or low,
                                 moderate and high, and chance. Null: the lanes of the model. */
    routes_path_kind kind;  /**< With `od`: length or time. */
    int volumes;            /**< Other than 0: lanes weigh by their volume, else 1 each. */
    routes_unit unit;       /**< Of the volumes; not stated: persons a year. */
    double unseen;      /**< Unseen lanes in a draw, on average; 0: as many as draws leave out. */
    int without_unseen; /**< Other than 0: none. */
    int certain;        /**< Other than 0: every lane is in every draw. */
    uint64_t seed;      /**< Of all draws. */
    uint32_t draws;     /**< 0 means 1 000. */
    size_t top;         /**< How many count as the top; 0 means 5. */
    double level;       /**< Of the rank interval; 0 means 0.95. Below 1. */
    routes_spread_kind spread; /**< Of the ranges. */
    size_t teams;              /**< Placed before the one that is explained; 0 means 5. */
    const routes_run *run;     /**< May be null. Threads do not change the answer. */
} routes_chokepoint_rank_options;

/** @brief The defaults, as an initialiser. */
#define ROUTES_CHOKEPOINT_RANK_OPTIONS                                                             \
    {                                                                                              \
        .size = sizeof(routes_chokepoint_rank_options)                                             \
    }

/**
 * @brief Ranks the sites that any stated or plausible lane passes, the first first.
 *
 * Each site is held in turn. A lane on whose way it lies is cut off, or goes
 * round; with `with` and `without` the lengths of its ways before and then, it
 * loses 1, or 1 - with / without. `choke_score` is that loss over all lanes laid,
 * by weight: 0 where nothing changes, 1 where all are cut off. A lane that forks
 * counts by the mean of its branches, since its split is not stated.
 *
 * A lane passes what lies between its ends, and a crossing also where it begins
 * or ends there: nobody stays at a crossing. Lanes of trafficking; those of one
 * case are left out. Rows of `od` take their shortest (or quickest) way.
 *
 * Columns: id, name, kind; rank; choke_score; share, the part of the weight that
 * passes; betweenness, the weight that passes on all shortest ways between the
 * ends, equal ones sharing it; detour_m and detour_s, the mean lengthening of what goes
 * round, empty where nothing does or times are not known; bypass_ratio, its
 * lengths together without the site by those with it; cut_off, the weight that
 * has no other way, never part of these means, and ways_left, whether all, some or none of what
 * passes has one; rank_lower to rank_upper, which holds the
 * rank in 95 % of draws; share_in_top; rank_low and rank_high, by the low and the high
 * ends of all weights, and agrees, whether it is in the top by low, stated and
 * high weights, or by none; chokepoint: no where its loss costs nothing, or its
 * interval spans half the list or more; hot_rank, by the weight that begins,
 * ends or passes there; disagrees: hotspot_only or chokepoint_only where it is in the
 * top by one and not by the other; source_id and geometry of a model.
 *
 * A draw leaves out lanes by the grades of source and item (chances A .95 B .85
 * C .7 D .5 E .3 F .5 and 1 .95 2 .85 3 .7 4 .5 5 .2 6 .5, the lower of the two; a row of `od`: its
 * chance), takes volumes from their ranges, and adds lanes that nobody saw:
 * pairs of an origin and a destination that lanes name, but not together, each with
 * a chance by lanes from the one, lanes to the other, and 1 / (1 + cost / mean cost
 * of the stated), by land, river and sea. See docs/decisions/0016. Streams are named
 * by the order of ids.
 *
 * @param[out] out    Owned by the caller: routes_table_free(). Null on failure.
 * @param[in] network Of the model, or of a plain table.
 * @param[in] model   Checked; null for a plain network.
 * @param[in] laying  On the network; may be null where `options->od` is given.
 * @param[in] options Null for the defaults.
 * @param[out] err    May be null.
 * @retval ROUTES_E_ARGUMENT  Something is null, an option is out of range, or shares of unlike
 *                            wholes would be added.
 * @retval ROUTES_E_DATA      A row of `od` is wrong; the message names it.
 * @retval ROUTES_E_MEMORY
 * @retval ROUTES_E_CANCELLED
 *
 * Cost: all lanes laid once for each site passed, or a path search for each
 * site and origin that passes it; then routes_choke_rank(). Thread safety: no
 * shared state. Source: see routes_choke_rank() and routes_bypass_new().
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_answer_chokepoint_rank(
    routes_table **out, const routes_network *network, const routes_model *model,
    const routes_laying *laying, const routes_chokepoint_rank_options *options, routes_error *err);

/**
 * @brief What is lost when two sites are held at once, the largest loss first.
 *
 * A pair stands here when something passes both of its sites, or passes one and
 * would pass the other if that one were held. For any other pair nothing is new: the
 * losses of each alone, which routes_answer_chokepoint_rank() tells, hold. Of more than
 * 100 sites that something passes, those ranked first are paired.
 *
 * Columns: id, id_other, name, name_other; choke_score, share, detour_m, detour_s,
 * bypass_ratio, ways_left and cut_off as there, with both held; beyond, what that
 * costs more than the two losses alone: above 0 where the one is the other's way
 * round, below where the same lanes pass both.
 *
 * Nothing is drawn: options on draws are not read. Parameters as of
 * routes_answer_chokepoint_rank().
 *
 * @param[out] out    Owned by the caller: routes_table_free(). Null on failure.
 * @param[in] network As there.
 * @param[in] model   As there.
 * @param[in] laying  As there.
 * @param[in] options As there; null for the defaults.
 * @param[out] err    May be null.
 * @retval ROUTES_E_ARGUMENT, ROUTES_E_DATA, ROUTES_E_MEMORY, ROUTES_E_CANCELLED
 *
 * Cost: all lanes laid once for each pair, or a path search for each pair and
 * origin that passes it; shared among threads. Thread safety: no shared state.
 * Source: H. W. Corley and D. Y. Sha, 1982, see routes_bypass_new().
 * Oracle: distances by Floyd and Warshall without the two.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_answer_chokepoint_pairs(
    routes_table **out, const routes_network *network, const routes_model *model,
    const routes_laying *laying, const routes_chokepoint_rank_options *options, routes_error *err);

/**
 * @brief Says in three to five lines of plain words why a site has its rank: which lanes pass, what
 *        part of them has no other way, how far the others go round, how sure the rank is, and, of
 *        a crossing of a model, what a team there would add after those already placed.
 *
 * @param[out] text   Free with routes_text_free(). Null on failure.
 * @param[in] network As of routes_answer_chokepoint_rank(), as are the next three.
 * @param[in] model
 * @param[in] laying
 * @param[in] options
 * @param[in] id      Of the crossing, place, node or link.
 * @param[out] err    May be null.
 * @retval ROUTES_E_NOT_FOUND No such site; the message names a near one.
 * @retval other              As of routes_answer_chokepoint_rank().
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_explain_chokepoint(
    char **text, const routes_network *network, const routes_model *model,
    const routes_laying *laying, const routes_chokepoint_rank_options *options, const char *id,
    routes_error *err);

ROUTES_END

#endif
