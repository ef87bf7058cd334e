/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file analysis/hotspot/ranking.h
 * @brief What ranks by draws and exact ranks share.
 */
#ifndef ROUTES_ANALYSIS_HOTSPOT_RANKING_H
#define ROUTES_ANALYSIS_HOTSPOT_RANKING_H

#include <stdbool.h>

#include "core/run.h"
#include "routes/rank.h"

/** @brief A value to be ranked, and whose it is. */
typedef struct routes_i_ranked {
    double value;
    uint32_t who;
} routes_i_ranked;

/** @brief Reads the options; every field of `use` then holds what counts. */
routes_status routes_i_ranking_read(routes_rank_options *use, routes_run *run,
                                    const routes_rank_options *options, routes_error *err);

/** @brief Whether `value` is below `largest` and not equal to it. */
bool routes_i_ranking_below(double value, double largest);

/** @brief Sorts the values, and writes each one's rank, from 0, where `who` says. */
void routes_i_ranking_order(uint32_t *ranks, routes_i_ranked *values, size_t n);

/** @brief Gives the last rank to whatever has the value 0: what is nothing is in no top. */
void routes_i_ranking_zero_last(uint32_t *ranks, const double *values, size_t n);

/**
 * @brief Gives the values of one draw.
 *
 * Called from several threads at once, each with a `worker` below the run's threads.
 *
 * @param[out] values [n]
 */
typedef void (*routes_i_ranking_values)(double *values, uint32_t replicate, unsigned worker,
                                        void *context);

/**
 * @brief Ranks `n` items over draws, whatever is drawn; `stated` stays as it is.
 * @param[in,out] ranks [n]
 * @param[in] zero_last As routes_i_ranking_zero_last() says, in every draw.
 * @param[in] use     As routes_i_ranking_read() gives it, as is `run`.
 */
routes_status routes_i_ranking_draw(routes_rank *ranks, size_t n, routes_i_ranking_values values,
                                    void *context, bool zero_last, const routes_rank_options *use,
                                    const routes_run *run, routes_error *err);

/** @brief Everything NaN, but for the rank of the stated figures. */
routes_status routes_i_ranking_stated(routes_rank *ranks, const routes_redraw *redraw,
                                      routes_error *err);

#endif
