/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file analysis/interdiction/interdict_cover.h
 * @brief Whether any plan within a budget makes every way at least so long: a covering, searched.
 *
 * Every known way below the limit must be met by sites whose delays lift it
 * there. A dual solution over the ways says what that costs at least; searches
 * for ways that avoid the sites it has used up make it larger. What it leaves
 * open is branched on the sites of one way.
 */
#ifndef ROUTES_ANALYSIS_INTERDICTION_INTERDICT_COVER_H
#define ROUTES_ANALYSIS_INTERDICTION_INTERDICT_COVER_H

#include "analysis/interdiction/interdict_known.h"
#include "analysis/interdiction/interdict_detour.h"
#include "core/run.h"

/** @brief What a question came to. */
typedef enum routes_i_cover_answer {
    ROUTES_I_NO = 0,  /**< No plan does. */
    ROUTES_I_YES = 1, /**< `plan` does. */
    ROUTES_I_OPEN = 2 /**< Not known: the nodes allowed were used up, or the caller said stop. */
} routes_i_cover_answer;

struct routes_i_cover_frame;

/** @brief What is decided of a site; more in interdict_cover.c. */
enum { ROUTES_I_FREE = 0 };

/** @brief The state of a search; start from zero, end with routes_i_cover_free(). */
typedef struct routes_i_cover {
    const routes_i_interdict_net *net;
    routes_i_known pool;
    routes_i_detours search;
    unsigned char *state; /**< [sites] ROUTES_I_FREE, or decided. */
    int64_t *extra;       /**< [sites] For the search of ways. */
    int64_t *trial;       /**< [sites] 0, but while a plan is valued. */
    int64_t *rest;        /**< [sites] Cost that the dual solution has left; -1: not to be taken. */
    uint32_t *mark;       /**< [sites] Round in which a site was seen. */
    uint32_t round;
    uint32_t *hits;  /**< [sites] Ways that a candidate is on. */
    uint32_t *taken; /**< [taken_count] */
    size_t taken_count;
    uint32_t *plan; /**< [plan_count] Sites of the plan found. */
    size_t plan_count;
    struct routes_i_cover_frame *frame;
    size_t frames, frame_room;
    uint32_t *candidate; /**< Of all frames, one after another. */
    size_t candidates, candidate_room;
    uint32_t *forbidden; /**< [forbidden_count] In order; undone backwards. */
    size_t forbidden_count;
    int64_t least;    /**< The least cost of a site. */
    unsigned shift;   /**< Costs of the dual solution are shifted by it. */
    int64_t limit;    /**< Detour that every way must reach. */
    int64_t dual;     /**< Of the dual solution at hand. */
    uint64_t visited; /**< Nodes of the trees so far. */
    uint64_t told;    /**< Work when the caller was last told. */
    const routes_run *run;
    double done; /**< What the caller is told. */
    char what[64];
    int stopped; /**< The caller said stop. */
    /** Called for each plan found, which stands in `plan`; other than 0 goes on. Null: the first
     *  will do. */
    int (*found)(struct routes_i_cover *tree, void *user, routes_status *status, routes_error *err);
    void *found_user;
} routes_i_cover;

/** @brief Makes a tree that holds no way yet. @param[in] budget Largest to be asked about. */
routes_status routes_i_cover_make(routes_i_cover *tree, const routes_i_interdict_net *net,
                                  int64_t budget, const routes_run *run, routes_error *err);

/** @brief Frees it. */
void routes_i_cover_free(routes_i_cover *tree);

/** @brief Takes a site, or gives it back. */
void routes_i_cover_take(routes_i_cover *tree, uint32_t site);
/** @copydoc routes_i_cover_take */
void routes_i_cover_give_back(routes_i_cover *tree);

/** @brief Whether the taken sites and more of them within `budget` lift every way to the detour
 *         `limit`; after `nodes` nodes it stays open. */
routes_status routes_i_cover_ask(routes_i_cover_answer *answer, routes_i_cover *tree, int64_t limit,
                                 int64_t budget, uint64_t nodes, routes_error *err);

/** @brief As routes_i_cover_ask(), by the dual solution alone: NO or OPEN. */
routes_status routes_i_cover_bound(routes_i_cover_answer *answer, routes_i_cover *tree,
                                   int64_t limit, int64_t budget, routes_error *err);

/** @brief Detour of the shortest way when these sites and no others are watched; `closed` of the
 *         net where none is left. */
int64_t routes_i_cover_value(routes_i_cover *tree, const uint32_t *site, size_t count);

/** @brief Whether a site may be taken and paid for. */
int routes_i_cover_is_usable(const routes_i_cover *tree, uint32_t site, int64_t budget);

/** @brief The shortest way below the limit, added to the pool as its last; 0 where there is none.
 */
int routes_i_cover_find_way(routes_i_cover *tree, routes_status *status, routes_error *err);

#endif
