/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file release/published.h
 * @brief What lanes and estimates have in common: a row below the restricted tier needs its table
 *        protected (S17) and enough contributors (S19), or the record that it is published.
 */
#ifndef ROUTES_RELEASE_PUBLISHED_H
#define ROUTES_RELEASE_PUBLISHED_H

#include "release/review.h"
#include "release/suppress.h"

/** @brief A row at the door. */
typedef struct routes_i_candidate {
    const char *table;       /**< Of the model: "lanes", "observations". */
    const char *id;          /**< Row there. */
    const char *contributor; /**< Who gave the count; null: not stated. */
    bool child;              /**< Speaks of children alone, below country level. */
} routes_i_candidate;

/**
 * @brief Whether the row may leave; notes the first rule that holds it, or the overrides it needs.
 *
 * The sums of a table of counts can be played against each other; as long as this build cannot
 * protect them (S05 to S07), S17 is met by override alone below the restricted tier.
 */
routes_status routes_i_published_pass(bool *pass, routes_i_review *review,
                                      const routes_i_candidate *row, routes_error *err);

/**
 * @brief Hides or rounds the row's count in the released table, unless an override says otherwise.
 * @param[in] column SIZE_MAX: there is no such column, and nothing to do.
 * @param[in] searched See routes_i_count.
 */
routes_status routes_i_published_suppress(routes_i_review *review, const routes_i_candidate *row,
                                          routes_table *table, size_t column, size_t at,
                                          const char *unit, bool searched, routes_error *err);

/** @brief Whether a population or an age group means children alone. */
bool routes_i_published_is_child(routes_age_group age_group, const char *population);

#endif
