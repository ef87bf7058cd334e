/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file release/ends.h
 * @brief The ends of a lane as a tier may show them, and the line between them.
 */
#ifndef ROUTES_RELEASE_ENDS_H
#define ROUTES_RELEASE_ENDS_H

#include "release/review.h"

/** @brief From, to and via of one lane; start from zero, free with routes_i_ends_free(). */
typedef struct routes_i_shown {
    routes_end *ends[3]; /**< By routes_side, [count] each, no two alike. */
    size_t counts[3];
} routes_i_shown;

/**
 * @brief The ends of a lane, each made as coarse as the tier asks.
 * @param[out] pass False when an end has nothing that may stand for it.
 */
routes_status routes_i_ends_read(routes_i_shown *shown, bool *pass, const routes_i_review *review,
                                 size_t lane, routes_error *err);

/** @brief Frees it. */
void routes_i_ends_free(routes_i_shown *shown);

/** @brief Whether an end or a via point lies below country level. */
bool routes_i_ends_are_below_country(const routes_i_shown *shown, const routes_model *model);

/**
 * @brief Writes the ends into a row of the released lanes: names, levels, ids and the curve
 *        between fixed points, so that nothing of the finer ends is left (S15).
 */
routes_status routes_i_ends_write(routes_table *table, size_t row, const routes_i_shown *shown,
                                  const routes_model *model, routes_error *err);

#endif
