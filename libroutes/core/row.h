/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file core/row.h
 * @brief Filling a table row by row: columns in their order, one check at the end.
 *
 *     routes_i_row row = routes_i_row_start(table, err);
 *     routes_i_row_text(&row, id);
 *     routes_i_row_number(&row, x);
 *     status = routes_i_row_end(&row);
 *
 * Once a step failed the later ones do nothing.
 */
#ifndef ROUTES_CORE_ROW_H
#define ROUTES_CORE_ROW_H

#include "routes/table.h"

/** @brief A row being filled. */
typedef struct routes_i_row {
    routes_table *table;
    routes_error *err;
    size_t row;
    size_t column; /**< the next one */
    routes_status status;
} routes_i_row;

/** @brief Adds a row and stands before its first column. */
routes_i_row routes_i_row_start(routes_table *table, routes_error *err);
/** @brief Fills the next column. */
void routes_i_row_text(routes_i_row *row, const char *value);
/** @copydoc routes_i_row_text */
void routes_i_row_number(routes_i_row *row, double value);
/** @copydoc routes_i_row_text */
void routes_i_row_integer(routes_i_row *row, int64_t value);
/** @copydoc routes_i_row_text */
void routes_i_row_boolean(routes_i_row *row, int value);
/** @copydoc routes_i_row_text */
void routes_i_row_date(routes_i_row *row, int32_t days);
/** @copydoc routes_i_row_text */
void routes_i_row_range(routes_i_row *row, routes_range value);
/** @copydoc routes_i_row_text */
void routes_i_row_geometry(routes_i_row *row, const uint8_t *wkb, size_t size);
/** @brief Leaves the next column empty and says why. */
void routes_i_row_empty(routes_i_row *row, routes_value_status why);
/** @brief What came of it; every column must have been filled. */
routes_status routes_i_row_end(const routes_i_row *row);

#endif
