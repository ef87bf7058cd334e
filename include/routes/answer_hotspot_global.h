/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/answer_hotspot_global.h
 * @brief Whether like values lie together on the user's own map as a whole.
 */
#ifndef ROUTES_ANSWER_HOTSPOT_GLOBAL_H
#define ROUTES_ANSWER_HOTSPOT_GLOBAL_H

#include "routes/global_statistic.h"
#include "routes/table.h"

ROUTES_BEGIN

/**
 * @brief Global statistics of the areas of a table: routes_global_test() with names.
 *
 * Columns: statistic, expected, variance, z, p (both sides; by permutation where there are any);
 * name, assumption, p_greater, p_less, p_normal (both sides, of z), drawn_mean, drawn_variance,
 * draws, areas (with figures), islands, sum_of_weights, reason. One row; three for join counts
 * (join_bb, join_bw, join_ww), whichever of them is asked for.
 *
 * The figures are those of routes_answer_hotspot_local(); areas are put in order of their ids
 * first, so that the rows in any order give the same bits.
 *
 * @param[out] out    Kind own. Owned by the caller: routes_table_free(). Null on failure.
 * @param[in] areas   `id`, `value`, and what the statistic needs.
 * @param[in] weights Of the rows of `areas`.
 * @param[in] options Null for the defaults.
 * @param[out] err    May be null.
 * @retval ROUTES_E_ARGUMENT  Something is null, an option is out of range, a column is missing, or
 *                            weights are those of another number of areas.
 * @retval ROUTES_E_DATA      An id is missing or stands twice, or a figure is not what the
 * statistic takes.
 * @retval ROUTES_E_CANCELLED The caller said stop.
 * @retval ROUTES_E_MEMORY    No memory left.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_answer_hotspot_global(
    routes_table **out, const routes_table *areas, const routes_weights *weights,
    const routes_global_options *options, routes_error *err);

ROUTES_END

#endif
