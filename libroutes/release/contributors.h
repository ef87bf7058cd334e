/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file release/contributors.h
 * @brief S19: a cell fed by one organisation reveals its caseload.
 */
#ifndef ROUTES_RELEASE_CONTRIBUTORS_H
#define ROUTES_RELEASE_CONTRIBUTORS_H

#include "core/fail.h"
#include "release/tier.h"

/** @brief What one organisation gave to a cell. */
typedef struct routes_i_gift {
    const char *contributor; /**< Code; null: not stated, which counts as nobody. */
    double count;            /**< NaN: not stated. */
} routes_i_gift;

/**
 * @brief Whether a cell has enough contributors, none of which gave too much of it.
 *
 * Gifts of the same organisation are added first. A gift of nobody, or one whose
 * size is not stated, cannot be judged: the cell does not pass a tier that asks.
 *
 * @param[in] gifts [n] In any order.
 */
routes_status routes_i_contributors_pass(bool *pass, const routes_i_gift *gifts, size_t n,
                                         const routes_i_tier *tier, routes_error *err);

#endif
