/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file result/decimals.h
 * @brief A column of decimals as whole numbers: capacities, costs and the like.
 *
 * Numbers that are to be compared exactly are counts of the last decimal that any of them has. A
 * cell may hold a word instead, which stands for INT64_MAX.
 */
#ifndef ROUTES_RESULT_DECIMALS_H
#define ROUTES_RESULT_DECIMALS_H

#include "routes/table.h"

/** @brief Bytes of a count as text: routes_i_decimals_text(). */
#define ROUTES_I_DECIMALS_SIZE 32

/** @brief Whether a text column has a value in any row; 0 without the column, or of null. */
int routes_i_decimals_stated(const routes_table *table, const char *column);

/**
 * @brief Raises the decimals to what the texts of a column need; null or no column: as they are.
 * @param[in] word Cells that say it are no numbers. Null: none.
 * @retval ROUTES_E_DATA A cell is no number, or has too many decimals; the message names it.
 */
routes_status routes_i_decimals_find(unsigned *decimals, const routes_table *table,
                                     const char *column, const char *word, routes_error *err);

/**
 * @brief Reads a cell that is stated, 0 or above, as a count; the word as INT64_MAX.
 * @retval ROUTES_E_DATA The message names the cell.
 */
routes_status routes_i_decimals_cell(int64_t *count, const routes_table *table, const char *column,
                                     size_t row, unsigned decimals, const char *word,
                                     routes_error *err);

/** @brief 10 to a power up to ROUTES_DECIMAL_MOST. */
int64_t routes_i_decimals_ten(unsigned power);

/** @brief Every digit of a count: a double may have too few. @param[out] out
 *         [ROUTES_I_DECIMALS_SIZE] */
void routes_i_decimals_text(char *out, int64_t count, unsigned decimals);

#endif
