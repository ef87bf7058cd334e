/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file result/named.h
 * @brief What lanes say of each province or place: how many start, pass and end there, how much.
 */
#ifndef ROUTES_RESULT_NAMED_H
#define ROUTES_RESULT_NAMED_H

#include "result/volume.h"

/** @brief Counts and volumes of all rows; start from zero, end with routes_i_named_free(). */
typedef struct routes_i_named {
    routes_through *from, *to, *between; /**< [count] Lanes that are no case. */
    routes_through *via;                 /**< [count] Of these, those that state it as passed. */
    routes_through *cases[3];            /**< [count] Lanes of one case: from, to, between. */
    routes_i_volume *out, *in, *passing; /**< [count] */
} routes_i_named;

/**
 * @brief Counts lanes at every row.
 * @param[in] rows   Rows of areas or places.
 * @param[in] row_of From an end to a row, or SIZE_MAX.
 */
routes_status routes_i_named_count(routes_i_named *named, size_t rows, const routes_model *model,
                                   const routes_network *network, const routes_laying *laying,
                                   size_t (*row_of)(const routes_model *model, routes_end end),
                                   routes_error *err);

/** @brief Frees the arrays. */
void routes_i_named_free(routes_i_named *named);

/** @brief Lanes of one case that name a row in any role. */
int64_t routes_i_named_cases(const routes_i_named *named, size_t row);

#endif
