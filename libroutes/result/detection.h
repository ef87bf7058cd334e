/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file result/detection.h
 * @brief The chance that a team at a crossing finds what passes.
 */
#ifndef ROUTES_RESULT_DETECTION_H
#define ROUTES_RESULT_DETECTION_H

#include <stdbool.h>

#include "routes/model.h"

/** @brief A chance with its range, 0..1. */
typedef struct routes_i_detection {
    double low, moderate, high;
    bool assumed; /**< The crossing states none. */
} routes_i_detection;

/**
 * @brief 1 - reliability_watched / reliability, what is left of the chance to pass when watched; a
 *        reliability that is not stated is 1. Where none is stated, 0.5 (0.2 to 0.8) is assumed.
 */
routes_i_detection routes_i_detection_at(const routes_crossing *crossing);

#endif
