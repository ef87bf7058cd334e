/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file result/choke_work.h
 * @brief The ranking of chokepoints: what its answer and its explanation share.
 */
#ifndef ROUTES_RESULT_CHOKE_WORK_H
#define ROUTES_RESULT_CHOKE_WORK_H

#include <stdbool.h>

#include "core/run.h"
#include "core/text.h"
#include "result/choke_entries.h"
#include "routes/answer_chokepoint_rank.h"

/** @brief One way of a demand, from end to end. */
typedef struct routes_i_choke_pair {
    uint32_t from, to;
    uint32_t demand;
    double part; /**< Of the demand: a fork has several. */
    double cost; /**< Metres, or seconds where ways are quickest. */
} routes_i_choke_pair;

/** @brief Everything; end with routes_i_choke_work_free(). */
typedef struct routes_i_choke_work {
    const routes_network *network;
    const routes_model *model;   /**< Null: a plain network. */
    const routes_laying *laying; /**< Null: demands come from a table. */
    routes_chokepoint_rank_options use;
    routes_run run;
    bool undrawn; /**< Nothing is drawn: set once it is made. */
    bool links;   /**< Sites are links, not nodes. */
    size_t sites;
    unsigned char *wanted; /**< [sites] Other than 0: of the kind that is ranked. */
    routes_i_choke_entries of;
    routes_i_choke_pair *pairs; /**< Of the stated demands. */
    size_t pair_count, pair_room;
    size_t served;       /**< Stated demands with a way. */
    size_t unserved;     /**< Demands without one. */
    size_t unknown;      /**< Demands with a way and without a number. */
    size_t bounds;       /**< Demands whose number is a lower bound. */
    double expected;     /**< Unseen demands in a draw, on average. */
    double whole;        /**< Weight of the stated demands. */
    routes_choke *ranks; /**< [count] */
    uint32_t *listed;    /**< [count] Sites, ascending. */
    size_t count;
    routes_i_choke_sums *sums; /**< [sites] */
    double *through;           /**< [sites] Betweenness. */
    double *hot;               /**< [sites] Weight that begins, ends or passes. */
    double *hot_rank;          /**< [count] */
} routes_i_choke_work;

/** @brief Reads and computes. To be freed, also on failure. */
routes_status routes_i_choke_work_make(routes_i_choke_work *work, const routes_network *network,
                                       const routes_model *model, const routes_laying *laying,
                                       const routes_chokepoint_rank_options *options,
                                       routes_error *err);

/** @brief Frees all of it. */
void routes_i_choke_work_free(routes_i_choke_work *work);

/** @brief The id of a site. */
const char *routes_i_choke_site_id(const routes_i_choke_work *work, uint32_t site);

/** @brief Whether the place of a branch where it begins or ends counts as passed: a crossing does,
 *         since nobody stays there. */
bool routes_i_choke_end_passes(const routes_i_choke_work *work, uint32_t node);

/** @brief Adds a way of a stated demand. */
routes_status routes_i_choke_add_pair(routes_i_choke_work *work, routes_i_choke_pair pair,
                                      routes_error *err);

/** @brief Appends the name of a site, nothing where it has none; of a link those of its ends. */
routes_status routes_i_choke_name(routes_i_text *to, const routes_i_choke_work *work, uint32_t site,
                                  routes_error *err);

/** @brief What weights are counted in: lanes, a unit of volumes, or volume. */
const char *routes_i_choke_unit(const routes_i_choke_work *work);

/** @brief Metres or seconds, whichever ways are best by. */
int routes_i_choke_measure(const routes_i_choke_work *work);

/* answer_chokepoint_rank.c */
/** @brief Gives a filled table to the caller with its metadata, or frees it after a failure. */
routes_status routes_i_choke_end(routes_table **out, routes_table *table,
                                 const routes_i_choke_work *work, const char *how, const char *key,
                                 routes_status status, routes_error *err);

/* choke_lanes.c */
/** @brief The lanes of the model as demands, with what each loses at each site. */
routes_status routes_i_choke_lanes(routes_i_choke_work *work, routes_error *err);

/** @brief Lays all lanes with sites closed. */
routes_status routes_i_choke_lay(routes_laying **out, const routes_i_choke_work *work,
                                 const uint32_t *sites, size_t count, routes_error *err);

/**
 * @brief The branch of the same ends in another laying, or null: the branches of a lane keep their
 *        order.
 * @param[in,out] next Where the search goes on; begins with the lane's first.
 * @param[in] end      Behind the lane's last.
 */
const routes_branch *routes_i_choke_counterpart(const routes_branch *branch,
                                                const routes_laying *other, size_t *next,
                                                size_t end);

/** @brief Seconds along a branch; NaN where times are not known. */
double routes_i_choke_seconds(const routes_i_choke_work *work, const routes_branch *branch);

/* choke_table.c */
/** @brief The rows of an origin-destination table as demands. */
routes_status routes_i_choke_table(routes_i_choke_work *work, routes_error *err);

/** @brief Demands that are laid on their shortest ways. */
typedef struct routes_i_choke_ways {
    const uint32_t *from, *to; /**< [count] */
    const uint32_t *demand;    /**< [count] Their numbers. */
    size_t count;
    const unsigned char *node_closed; /**< Or null. */
    const unsigned char *link_closed;
} routes_i_choke_ways;

/** @brief Adds what they lose at each wanted site. */
routes_status routes_i_choke_go_round(routes_i_choke_work *work, const routes_i_choke_ways *ways,
                                      routes_error *err);

/* choke_unseen.c */
/** @brief Demands that nobody states and that are plausible, by a gravity seed. */
routes_status routes_i_choke_unseen(routes_i_choke_work *work, routes_error *err);

#endif
