/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file render/cell.h
 * @brief Cells of a released table by the name of their column; what is not there is NaN or null.
 */
#ifndef ROUTES_RENDER_CELL_H
#define ROUTES_RENDER_CELL_H

#include <stdbool.h>

#include "routes/table.h"
#include "routes/wkb.h"

/** @brief A number or integer; NaN where it is empty or there is no such column. */
double routes_i_cell_number(const routes_table *table, const char *column, size_t row);

/** @brief A range; of kind not stated where it is empty or there is no such column. */
routes_range routes_i_cell_range(const routes_table *table, const char *column, size_t row);

/** @brief A yes; false where it is no, empty or not there. */
bool routes_i_cell_yes(const routes_table *table, const char *column, size_t row);

/** @brief Year of a date; 0 where it is empty. */
int routes_i_cell_year(const routes_table *table, const char *column, size_t row);

/** @brief The geometry of a row; of size 0 where there is none. */
routes_wkb routes_i_cell_shape(const routes_table *table, size_t row);

#endif
