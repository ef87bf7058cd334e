/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file result/shape.h
 * @brief Points and lines as the geometry of a row.
 */
#ifndef ROUTES_RESULT_SHAPE_H
#define ROUTES_RESULT_SHAPE_H

#include "core/row.h"
#include "routes/point.h"

/** @brief Fills the next column with a point; empty where it is none on the earth. */
void routes_i_row_point(routes_i_row *row, routes_point point);

/** @brief Fills the next column with a line through [n] points; empty for fewer than 2. */
void routes_i_row_line(routes_i_row *row, const routes_point *points, size_t n);

#endif
