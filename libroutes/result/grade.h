/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file result/grade.h
 * @brief Admiralty grades as chances.
 */
#ifndef ROUTES_RESULT_GRADE_H
#define ROUTES_RESULT_GRADE_H

#include "routes/model.h"

/**
 * @brief The chance that a lane is there: the lower of those of its source's grade and its own.
 *
 * A grade that is not stated counts as one that cannot be judged: docs/decisions/0016.
 */
double routes_i_grade_chance(const routes_model *model, const routes_lane *lane);

#endif
