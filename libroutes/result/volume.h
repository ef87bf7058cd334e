/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file result/volume.h
 * @brief What lanes carry, added up without mixing what does not add: one range a unit.
 */
#ifndef ROUTES_RESULT_VOLUME_H
#define ROUTES_RESULT_VOLUME_H

#include "core/row.h"
#include "result/passing.h"

/** @brief The units in which volumes are kept apart. */
typedef enum routes_i_volume_unit {
    ROUTES_I_VOLUME_PER_YEAR = 0,
    ROUTES_I_VOLUME_PER_MONTH,
    ROUTES_I_VOLUME_CUMULATIVE,
    ROUTES_I_VOLUME_SHARE_OF_TOTAL,
    ROUTES_I_VOLUME_SHARE_OF_GROUP,
    ROUTES_I_VOLUME_UNITS
} routes_i_volume_unit;

/** @brief One sum in each unit, at one place or link. */
typedef struct routes_i_volume {
    routes_range sums[ROUTES_I_VOLUME_UNITS];
    const char *wholes[ROUTES_I_VOLUME_UNITS];   /**< Denominator of what is in the sum. */
    unsigned char unlike[ROUTES_I_VOLUME_UNITS]; /**< Shares of different wholes: no sum. */
} routes_i_volume;

/**
 * @brief Sums the volumes of the lanes of trafficking that pass each item.
 *
 * Lanes of one population group add, as routes_through_sum() adds them. Groups that may overlap
 * (children; women and children) give the bounds of a union, from the larger to the sum. Shares of
 * different wholes have no sum. A lane without a number adds nothing: it is counted elsewhere.
 *
 * @param[out] out [count] To be freed with routes_i_free(). Null on failure.
 */
routes_status routes_i_volume_sum(routes_i_volume **out, size_t count,
                                  const routes_i_passing_of *of, routes_error *err);

/** @brief The column heads of the five sums, named `prefix` + flow_per_year, ... */
#define ROUTES_I_VOLUME_COLUMNS(prefix)                                                            \
    {prefix "flow_per_year", ROUTES_COLUMN_RANGE, "persons_per_year", "Yearly flow"},              \
        {prefix "flow_per_month", ROUTES_COLUMN_RANGE, "persons_per_month", "Monthly flow"},       \
        {prefix "cumulative", ROUTES_COLUMN_RANGE, "persons_total", "Persons over a span"},        \
        {prefix "share_of_total", ROUTES_COLUMN_RANGE, "percent_of_total", "Share of a total"},    \
    {                                                                                              \
        prefix "share_of_group", ROUTES_COLUMN_RANGE, "percent_of_group", "Share of a group"       \
    }

/** @brief Fills the five columns. */
void routes_i_row_volume(routes_i_row *row, const routes_i_volume *volume);

#endif
