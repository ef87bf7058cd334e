/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file release/overrides.h
 * @brief S40: a figure already published passes a rule by a recorded exception, row by row.
 */
#ifndef ROUTES_RELEASE_OVERRIDES_H
#define ROUTES_RELEASE_OVERRIDES_H

#include "release/review.h"

/**
 * @brief Reads the model's overrides and judges them all.
 * @retval ROUTES_E_DATA One lacks citation, reason or approver, or is for a requirement that may
 *                       not be overridden.
 */
routes_status routes_i_overrides_start(routes_i_review *review, routes_error *err);

/** @brief Whether a row passes a requirement ("S17") by override. */
bool routes_i_overrides_pass(const routes_i_review *review, const char *table, const char *row_id,
                             const char *requirement);

/** @brief Notes that a released row needed it, so that it is told. */
void routes_i_overrides_use(routes_i_review *review, const char *table, const char *row_id,
                            const char *requirement);

#endif
