/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file result/scan_time.h
 * @brief The periods of a scan: times of rows as numbers, and back as dates.
 */
#ifndef ROUTES_RESULT_SCAN_TIME_H
#define ROUTES_RESULT_SCAN_TIME_H

#include "routes/answer_hotspot_scan.h"

/** @brief Periods in their order. */
typedef struct routes_i_scan_time {
    size_t count;
    size_t *of_row; /**< [rows] Which period, from 0. */
    routes_hotspot_scan_unit unit;
    size_t units;       /**< From the first of the study to the last. */
    size_t aggregate;   /**< Units to a period. */
    int64_t first;      /**< Number of the first unit, of a calendar. */
    const char **given; /**< [units] As they stand there, where they are no dates; borrowed. */
} routes_i_scan_time;

/**
 * @brief Reads the column `time`; without one all rows lie in one period.
 * @param[out] time To be freed with routes_i_scan_time_free(), also on failure.
 */
routes_status routes_i_scan_time_read(routes_i_scan_time *time, const routes_table *areas,
                                      const routes_hotspot_scan_options *options,
                                      routes_error *err);

/** @brief Frees what it holds. */
void routes_i_scan_time_free(routes_i_scan_time *time);

/** @brief The first day of a period, or its last. @param[out] text [size] Cut where too long. */
void routes_i_scan_time_text(char *text, size_t size, const routes_i_scan_time *time, size_t period,
                             int at_end);

/** @brief The word of a unit. */
const char *routes_i_scan_unit_text(routes_hotspot_scan_unit unit);

#endif
