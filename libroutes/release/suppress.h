/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file release/suppress.h
 * @brief S04, S08: small counts of persons are hidden, and what is left is rounded.
 *
 * Both depend on the value alone, so that a repeated release tells nothing new (S10).
 */
#ifndef ROUTES_RELEASE_SUPPRESS_H
#define ROUTES_RELEASE_SUPPRESS_H

#include "release/tier.h"
#include "routes/table.h"

/** @brief What is known of a count beside its value. */
typedef struct routes_i_count {
    bool passes;   /**< By override of S04: it stands as it is. */
    bool exact;    /**< By override of S17: it is not rounded. */
    bool searched; /**< Somebody looked: effort is stated and above 0. */
} routes_i_count;

/**
 * @brief Judges one count and rounds it.
 *
 * A count below k is hidden; where the tier merges zero, zero and small read
 * the same. A range is hidden when any of its figures is below k. Rounded figures
 * are the nearest multiples, yet never below k.
 *
 * @param[in,out] value Rounded where it stays.
 * @return ok, or the status that takes the value's place.
 */
routes_value_status routes_i_suppress_value(routes_range *value, const routes_i_tier *tier,
                                            routes_i_count count);

/** @brief Whether a unit counts persons: persons, persons_total, persons_per_... */
bool routes_i_suppress_counts(const char *unit);

/**
 * @brief Judges one value of a released table, of a range, number or integer column.
 * @param[in] unit Of this value; one that counts no persons is left as it is.
 * @param[out] hidden Whether it was hidden.
 */
routes_status routes_i_suppress_cell(bool *hidden, routes_table *table, size_t column, size_t row,
                                     const char *unit, const routes_i_tier *tier,
                                     routes_i_count count, routes_error *err);

#endif
