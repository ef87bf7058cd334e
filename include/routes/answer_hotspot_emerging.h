/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/answer_hotspot_emerging.h
 * @brief The user's own areas or points over time: which hotspots are new, grow, last or fade.
 */
#ifndef ROUTES_ANSWER_HOTSPOT_EMERGING_H
#define ROUTES_ANSWER_HOTSPOT_EMERGING_H

#include "routes/emerging.h"
#include "routes/table.h"

ROUTES_BEGIN

/** @brief What one period is. */
typedef enum routes_hotspot_period {
    ROUTES_HOTSPOT_PERIOD_GIVEN = 0,   /**< Each time that stands in the table: numbers in their
                                          order,   other texts in order of their bytes. */
    ROUTES_HOTSPOT_PERIOD_YEAR = 1,    /**< Times begin with YYYY. */
    ROUTES_HOTSPOT_PERIOD_QUARTER = 2, /**< Times begin with YYYY-MM. */
    ROUTES_HOTSPOT_PERIOD_MONTH = 3    /**< Times begin with YYYY-MM. */
} routes_hotspot_period;

/** @brief Settings of routes_answer_hotspot_emerging(). Start from
 *         ROUTES_HOTSPOT_EMERGING_OPTIONS. */
typedef struct routes_hotspot_emerging_options {
    size_t size; /**< sizeof this struct, set by ROUTES_HOTSPOT_EMERGING_OPTIONS. */
    const routes_emerging_options *how; /**< Null for the defaults. Its run is used. */
    routes_hotspot_period period;
    double hexagon_m;   /**< Above 0: the reports are points, gathered in hexagons so wide. */
    int absent_is_zero; /**< Other than 0: an area without a row in a period had no case; else it
                             was not reported. */
} routes_hotspot_emerging_options;

/** @brief The defaults, as an initialiser. */
#define ROUTES_HOTSPOT_EMERGING_OPTIONS                                                            \
    {                                                                                              \
        .size = sizeof(routes_hotspot_emerging_options)                                            \
    }

/**
 * @brief Classes of areas over time.
 *
 * Columns: id, hot_class, trend_z, trend_p, periods_hot; periods_cold, periods (tested), trend_tau,
 * cases, hot (one letter a period: H hot, C cold, - neither, . not tested), reason, geometry. One
 * row for each area, in the order of `areas`; the same bits for any order and any number of
 * threads.
 *
 * Rows of one area and one period are added: their values, and their populations. With a population
 * everywhere the rates are tested, else the counts; an area and period with a count and no
 * population is then not tested. Periods of the calendar run from the first to the last without a
 * gap. An area that is not tested says why: see routes_emerging_status_text().
 *
 * With `hexagon_m` the reports are points by `x` and `y` (degrees, or metres of a plane where the
 * meta `crs` is "plane"); a row is as many cases as its `value`, one where it has none. Areas are
 * the hexagons of routes/hexagons.h that hold a point in any period, by the id column_row,
 * neighbours those that share an edge; a hexagon without a point in a period had no case. `areas`
 * and `weights` are null then, an `id` and a `population` are not looked at.
 *
 * @param[out] out     Kind own. Owned by the caller: routes_table_free(). Null on failure.
 * @param[in] reports  `id`, `time` (text), `value`, and `population` for rates; several rows an
 * area.
 * @param[in] areas    `id`, each once, and `geometry`. Null: the ids of the reports, in the order
 * in which they first stand there.
 * @param[in] weights  Of the rows of `areas`.
 * @param[in] options  Null for the defaults.
 * @param[out] err     May be null.
 * @retval ROUTES_E_ARGUMENT  Something is null, an option is out of range, or a column is missing.
 * @retval ROUTES_E_DATA      An id is missing, stands twice among the areas, or is not one of them;
 * a time is missing or is no date; a value is negative or infinite.
 * @retval ROUTES_E_MEMORY    No memory left.
 * @retval ROUTES_E_CANCELLED The caller said stop.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status
routes_answer_hotspot_emerging(routes_table **out, const routes_table *reports,
                               const routes_table *areas, const routes_weights *weights,
                               const routes_hotspot_emerging_options *options, routes_error *err);

ROUTES_END

#endif
