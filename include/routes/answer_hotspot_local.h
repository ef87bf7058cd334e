/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/answer_hotspot_local.h
 * @brief Every area of the user's own table tested against its neighbours, and why it came out so.
 */
#ifndef ROUTES_ANSWER_HOTSPOT_LOCAL_H
#define ROUTES_ANSWER_HOTSPOT_LOCAL_H

#include "routes/local_statistic.h"
#include "routes/spread.h"
#include "routes/table.h"

ROUTES_BEGIN

/** @brief Settings of routes_answer_hotspot_local(). Start from ROUTES_HOTSPOT_LOCAL_OPTIONS. */
typedef struct routes_hotspot_local_options {
    size_t size;                      /**< sizeof this struct. */
    const routes_local_options *test; /**< The statistic; null for the defaults. */
    double min_cases;   /**< Sum of the values below which nothing is tested; 0 means none. */
    uint32_t redraws;   /**< Draws from ranges and chance in which a class must hold; 0: none. */
    double least_share; /**< Of the redraws; a class that holds in fewer is uncertain; 0: 0.9. */
    routes_spread_kind spread; /**< Of ranges that do not say theirs. */
} routes_hotspot_local_options;

/** @brief The defaults, as an initialiser. */
#define ROUTES_HOTSPOT_LOCAL_OPTIONS                                                               \
    {                                                                                              \
        .size = sizeof(routes_hotspot_local_options)                                               \
    }

/**
 * @brief Tests areas against their neighbours.
 *
 * Columns: id, value (what is tested), statistic, expected, variance, z, p, p_adjusted, hot_class,
 * neighbours (with figures); lag (mean of the neighbours), p_high, p_low, p_normal, draws,
 * drawn_mean and drawn_variance (of the permutations), deviation (of the value from the mean of
 * all), share_held (of the redraws), reason, geometry. One row for each area, in the order given;
 * the same bits for any order and any number of threads.
 *
 * Where the table has a population, or else an expected value, what is tested is value by that: a
 * map of counts shows where people live. Moran EB takes value and population as they are, join
 * counts values of 0 and 1; the bivariate Moran takes `other`, without it `population`, as the
 * figure of the neighbours. An area without an answer says why in `reason`: not_stated,
 * no_denominator, no_second, too_few_areas, too_few_cases, no_neighbour, no_variation, at_mean,
 * no_event; beside an answer stands no_sum where figures without a sum above 0 have no Gi as a
 * share of it. With redraws, value and population are drawn again within their ranges, and counts
 * as chance would have them (see routes_redraw_new()); a class that holds in fewer than
 * `least_share` of them becomes uncertain.
 *
 * With `from` and `to` of the test only the areas in these places, in order of their ids, are
 * tested and given, without p_adjusted and class: a shard, for routes_answer_hotspot_local_merge().
 *
 * @param[out] out    Kind own. Owned by the caller: routes_table_free(). Null on failure.
 * @param[in] areas   `id`; `value`, `population` as numbers with _low and _high, or as ranges;
 *                    `expected`, `other`; `geometry`. Numbers without ranges may be below 0.
 * @param[in] weights Of the rows of `areas`.
 * @param[in] options Null for the defaults.
 * @param[out] err    May be null.
 * @retval ROUTES_E_ARGUMENT  Something is null, an option is out of range, a column is missing, or
 *                            weights are those of another number of areas.
 * @retval ROUTES_E_DATA      An id is missing or stands twice, a figure is out of range.
 * @retval ROUTES_E_MEMORY    No memory left.
 * @retval ROUTES_E_CANCELLED The caller said stop.
 * Source: see routes_local_test().
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_answer_hotspot_local(
    routes_table **out, const routes_table *areas, const routes_weights *weights,
    const routes_hotspot_local_options *options, routes_error *err);

/**
 * @brief Puts the shards of routes_answer_hotspot_local() together, in any order: the same bits as
 * one call for all.
 *
 * @param[out] out    As routes_answer_hotspot_local(), as are the next two.
 * @param[in] areas
 * @param[in] weights
 * @param[in] parts   [count] Answers of shards.
 * @param[in] count   Number of shards.
 * @param[in] options As given to the shards; `from` and `to` are not read.
 * @param[out] err    May be null.
 * @retval ROUTES_E_ARGUMENT As routes_answer_hotspot_local(); a part is another table; with
 * redraws.
 * @retval ROUTES_E_DATA     An area is in no shard, or in two.
 * @retval ROUTES_E_MEMORY   No memory left.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_answer_hotspot_local_merge(
    routes_table **out, const routes_table *areas, const routes_weights *weights,
    const routes_table *const *parts, size_t count, const routes_hotspot_local_options *options,
    routes_error *err);

/**
 * @brief Says in three lines of plain words why an area has its class: its value and those of its
 *        neighbours; the test; what would change it.
 *
 * The last line gives the mean of the neighbours at which the class would change, the rest staying
 * as it is: from the mean and the spread of the permutations, as if they were normal, and the
 * largest p that passes now. It is about right, no more, and says so.
 *
 * @param[out] text   Free with routes_text_free(). Null on failure.
 * @param[in] areas   As of routes_answer_hotspot_local(), as are the next two.
 * @param[in] weights
 * @param[in] options
 * @param[in] id      Of the area.
 * @param[out] err    May be null.
 * @retval ROUTES_E_NOT_FOUND No area has this id; the message names a near one.
 * @retval other              As of routes_answer_hotspot_local().
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_explain_hotspot_local(
    char **text, const routes_table *areas, const routes_weights *weights,
    const routes_hotspot_local_options *options, const char *id, routes_error *err);

ROUTES_END

#endif
