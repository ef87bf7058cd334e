/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file result/counted.h
 * @brief What was counted near something: discovered and reported, each for itself.
 */
#ifndef ROUTES_RESULT_COUNTED_H
#define ROUTES_RESULT_COUNTED_H

#include <stdbool.h>

#include "core/run.h"
#include "routes/model.h"

/** @brief How a case came to be known. */
typedef enum routes_i_detection {
    ROUTES_I_DISCOVERED = 0,
    ROUTES_I_REPORTED = 1,
    ROUTES_I_DETECTIONS
} routes_i_detection;

/** @brief The sum of one kind of count. */
typedef struct routes_i_count {
    routes_range count;
    double hours;       /**< Monitored hours behind it; NaN: not stated of all. */
    routes_range rate;  /**< Per 1 000 monitored hours. */
    const char *reason; /**< Why there is no count or no rate; null for none. A static text. */
} routes_i_count;

/** @brief Both, apart. */
typedef struct routes_i_counted {
    routes_i_count by[ROUTES_I_DETECTIONS];
} routes_i_counted;

/** @brief Whether an observation, by its row, is meant. */
typedef int (*routes_i_counts_here)(const routes_model *model, size_t observation,
                                    const void *context);

/**
 * @brief The quantity to count: `asked`, or the one that is counted below the level of a country.
 * @return Null where none is, or several are. Borrowed.
 */
const char *routes_i_counted_quantity(const routes_model *model, const char *asked);

/**
 * @brief Adds up the counts of one quantity that are meant.
 *
 * Counts of trafficking, or of a crime that is not stated. Those that do not add (see
 * routes_observation_sum()), and those of one contributor and place whose periods overlap, give no
 * sum, and the reason.
 *
 * @param[in] quantity Null: nothing is counted.
 * @retval ROUTES_E_MEMORY
 */
routes_status routes_i_counted_sum(routes_i_counted *counted, const routes_model *model,
                                   const char *quantity, routes_i_counts_here here,
                                   const void *context, routes_error *err);

/**
 * @brief Whether cases were discovered here by nobody knows how much looking.
 *
 * Such a count is found where patrols went, and sends them there again (Ensign and others 2018).
 */
bool routes_i_counted_is_blind(const routes_i_counted *counted);

/** @brief Warns of it, once for all of them; `what` in the plural. */
void routes_i_counted_warn(const routes_run *run, size_t blind, const char *what);

#endif
