/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file result/lanes.h
 * @brief Lanes as they are drawn.
 */
#ifndef ROUTES_RESULT_LANES_H
#define ROUTES_RESULT_LANES_H

#include "core/row.h"
#include "routes/model.h"

/** @brief Fills the next column with the curves that join a lane's ends. */
void routes_i_row_lane_curves(routes_i_row *row, const routes_model *model, size_t lane);

#endif
