/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file result/periods.h
 * @brief The periods in which the rows of a table of reports lie.
 */
#ifndef ROUTES_RESULT_PERIODS_H
#define ROUTES_RESULT_PERIODS_H

#include "routes/answer_hotspot_emerging.h"

/** @brief Periods in their order. */
typedef struct routes_i_periods {
    size_t count;
    size_t *of_row; /**< [rows] Which period, from 0. */
    char first[32]; /**< As a text, cut where it is longer. */
    char last[32];
} routes_i_periods;

/**
 * @brief Reads the column `time`.
 * @param[out] periods To be freed with routes_i_periods_free(), also on failure.
 * @retval ROUTES_E_DATA A time is missing, or is no date where one is asked for.
 */
routes_status routes_i_periods_read(routes_i_periods *periods, const routes_table *reports,
                                    routes_hotspot_period period, routes_error *err);

/** @brief Frees what routes_i_periods_read() took. */
void routes_i_periods_free(routes_i_periods *periods);

#endif
