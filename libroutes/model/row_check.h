/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file model/row_check.h
 * @brief What can be judged of one row alone.
 *
 * Whatever is wrong with a row by itself is an error: such a row never enters a store, and a model
 * made in code that holds one does not pass.
 */
#ifndef ROUTES_MODEL_ROW_CHECK_H
#define ROUTES_MODEL_ROW_CHECK_H

#include "model/site.h"

/**
 * @brief Judges every field and what the fields say together.
 * @param[in] bad [field_count] Fields already reported, which are passed over; null: none.
 */
void routes_i_row_check(routes_i_site *site, const routes_i_schema *schema, const void *row,
                        const bool *bad);

/** @brief Whether a text is a year, a month or a date that exists: YYYY, YYYY-MM, YYYY-MM-DD. */
bool routes_i_moment_valid(const char *text);

#endif
