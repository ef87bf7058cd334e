/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file analysis/interdiction/reliable_master.h
 * @brief The linear programme of sites and chances, and the rows that are brought to it.
 */
#ifndef ROUTES_ANALYSIS_INTERDICTION_RELIABLE_MASTER_H
#define ROUTES_ANALYSIS_INTERDICTION_RELIABLE_MASTER_H

#include "analysis/interdiction/reliable_chain.h"
#include "solve/lp.h"

/** @brief The programme. Columns: the chance of each scenario, then the sites. Row 0: the budget.
 */
typedef struct routes_i_reliable_master {
    const routes_i_reliable *problem;
    const routes_run *run; /**< Told during long solving. */
    double done;           /**< How far the work is, as the run is told. */
    routes_i_reliable_pool pool;
    routes_i_reliable_search search;
    routes_i_reliable_chain chain;
    routes_i_lp *lp;
    double scale;                /**< Of the costs, so that they are about 1 each. */
    double budget;               /**< As the row has it. */
    routes_i_reliable_cut **row; /**< [rows] The rows behind the first. */
    size_t rows;
    size_t rows_room;
    routes_i_reliable_cut **fresh; /**< [fresh_count] Rows to be brought in. */
    size_t fresh_count;
    size_t fresh_room;
    double *lower;   /**< [sites] As the programme has them. */
    double *upper;   /**< [sites] */
    double *value;   /**< [scenarios + sites] The point: chances, then sites. */
    double *reduced; /**< [scenarios + sites] Reduced costs, in units of the value. */
    double *dual;    /**< [rows_room + 1] */
    double *slack;   /**< [rows_room + 1] */
    uint32_t *gone;  /**< [rows_room + 1] */
    double bound;    /**< No point of the programme is worth less: holds whatever GLPK rounds. */
    size_t solved;   /**< Programmes solved so far. */
} routes_i_reliable_master;

/** @brief Makes the programme without rows but the budget. */
routes_status routes_i_reliable_master_make(routes_i_reliable_master *master,
                                            const routes_i_reliable *problem, const routes_run *run,
                                            routes_error *err);

/** @brief Frees it; also a zeroed one. */
void routes_i_reliable_master_free(routes_i_reliable_master *master);

/** @brief Changes the budget. */
routes_status routes_i_reliable_master_afford(routes_i_reliable_master *master, double budget,
                                              routes_error *err);

/** @brief Changes the bounds of a site. */
routes_status routes_i_reliable_master_set(routes_i_reliable_master *master, uint32_t site,
                                           double lower, double upper, routes_error *err);

/**
 * @brief Brings the fresh rows in and solves; the point, reduced costs and bound are new.
 *
 * @param[out] state OPTIMAL; or INFEASIBLE or CUTOFF: nothing below `cutoff` is left.
 * @param[in] cutoff A value.
 * @param[in] iterations Most of them, 0: no limit. Where they run out: state LIMIT, no point.
 */
routes_status routes_i_reliable_master_solve(routes_i_lp_state *state,
                                             routes_i_reliable_master *master, double cutoff,
                                             size_t iterations, routes_error *err);

/**
 * @brief Looks for rows that the point breaks by more than `least` of a chance.
 * @param[in] rounding Also rows by rounding.
 * @param[out] count Fresh rows.
 */
routes_status routes_i_reliable_master_separate(size_t *count, routes_i_reliable_master *master,
                                                double least, bool rounding, routes_error *err);

/** @brief Takes out rows that are slack by more than `most`. */
routes_status routes_i_reliable_master_purge(routes_i_reliable_master *master, double most,
                                             routes_error *err);

#endif
