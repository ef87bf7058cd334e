/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file analysis/interdiction/interdict_dual.h
 * @brief What it costs at least to lift every way to the limit: a dual solution of the covering.
 */
#ifndef ROUTES_ANALYSIS_INTERDICTION_INTERDICT_DUAL_H
#define ROUTES_ANALYSIS_INTERDICTION_INTERDICT_DUAL_H

#include "analysis/interdiction/interdict_cover.h"

/** @brief What a node of the search came to. */
typedef enum routes_i_verdict {
    ROUTES_I_PRUNED = 0, /**< Nothing there. */
    ROUTES_I_BRANCH = 1, /**< Not known. */
    ROUTES_I_FOUND = 2   /**< The taken sites do. */
} routes_i_verdict;

/**
 * @brief Prices the known ways, then such as avoid what is used up, until the budget is passed.
 *
 * Leaves in `dual` what must be paid at least, in `rest` what each site costs beside it; both in
 * 2^-shift.
 */
routes_i_verdict routes_i_dual_solve(routes_i_cover *tree, int64_t budget, routes_status *status,
                                     routes_error *err);

/** @brief Whether the known ways alone cost more than the budget: what was tried is forbidden by
 *         now, and the sites still to be tried can be left. */
int routes_i_dual_is_spent(routes_i_cover *tree, int64_t budget);

#endif
