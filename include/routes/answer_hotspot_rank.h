/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/answer_hotspot_rank.h
 * @brief "Help first": the user's own areas ranked, with how sure each rank is.
 */
#ifndef ROUTES_ANSWER_HOTSPOT_RANK_H
#define ROUTES_ANSWER_HOTSPOT_RANK_H

#include "routes/redraw.h"
#include "routes/run.h"
#include "routes/table.h"

ROUTES_BEGIN

/** @brief How ranks are found. */
typedef enum routes_hotspot_rank_method {
    ROUTES_HOTSPOT_RANK_AUTO = 0, /**< Exact where that is possible, else by draws. */
    ROUTES_HOTSPOT_RANK_DRAWS = 1,
    ROUTES_HOTSPOT_RANK_EXACT = 2
} routes_hotspot_rank_method;

/** @brief What chance does to the figures. */
typedef enum routes_hotspot_rank_sampling {
    ROUTES_HOTSPOT_RANK_COUNTS = 0, /**< Poisson where there is a population, else nothing. */
    ROUTES_HOTSPOT_RANK_NOTHING = 1,
    ROUTES_HOTSPOT_RANK_POISSON = 2 /**< The figures are counts, whatever they are divided by. */
} routes_hotspot_rank_sampling;

/** @brief Settings of routes_answer_hotspot_rank(). Start from ROUTES_HOTSPOT_RANK_OPTIONS. */
typedef struct routes_hotspot_rank_options {
    size_t size; /**< sizeof this struct, set by ROUTES_HOTSPOT_RANK_OPTIONS. */
    routes_hotspot_rank_method method;
    routes_hotspot_rank_sampling sampling;
    routes_spread_kind spread; /**< Of ranges that do not say theirs. */
    uint64_t seed;
    uint32_t draws;        /**< 0 means 9 999. */
    size_t top;            /**< How many count as the top; 0 means 10. */
    double level;          /**< Of the rank intervals; 0 means 0.95. */
    const routes_run *run; /**< May be null. */
} routes_hotspot_rank_options;

/** @brief The defaults, as an initialiser. */
#define ROUTES_HOTSPOT_RANK_OPTIONS                                                                \
    {                                                                                              \
        .size = sizeof(routes_hotspot_rank_options)                                                \
    }

/**
 * @brief Ranks areas under their stated ranges and, for counts, under chance.
 *
 * Columns: id, rank (the median), rank_lower, rank_upper, share_in_top; share_error (its standard
 * error, or the bound of an exact one), rank_mean, rank_stated (of the moderate figures), value
 * (what is ranked, with its range), distribution (how it was spread), reason, geometry. One row for
 * each area, in the order given; the same bits for any order and any number of threads.
 *
 * Rank 1 is the largest. An area that cannot be ranked says why: not_stated, lower_bound,
 * no_denominator; it is nobody's rival.
 *
 * @param[out] out    Kind own. Owned by the caller: routes_table_free(). Null on failure.
 * @param[in] areas   `id`; `value`, and `population` where rates are ranked, as numbers with _low
 * and _high, or as ranges; `distribution` (uniform, triangular, pert); `geometry`.
 * @param[in] options Null for the defaults.
 * @param[out] err    May be null.
 * @retval ROUTES_E_ARGUMENT  Something is null, an option is out of range, `value` is missing, or
 * an exact ranking is asked where there is none.
 * @retval ROUTES_E_DATA      An id is missing or stands twice, a figure or a distribution is wrong.
 * @retval ROUTES_E_MEMORY    No memory left.
 * @retval ROUTES_E_CANCELLED The caller said stop.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status
routes_answer_hotspot_rank(routes_table **out, const routes_table *areas,
                           const routes_hotspot_rank_options *options, routes_error *err);

ROUTES_END

#endif
