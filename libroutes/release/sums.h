/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file release/sums.h
 * @brief S26, S27: an intercepted person is no identified victim, smuggling is no trafficking;
 *        a number that mixes them does not leave.
 */
#ifndef ROUTES_RELEASE_SUMS_H
#define ROUTES_RELEASE_SUMS_H

#include "routes/model.h"
#include "routes/table.h"

/**
 * @brief Sum of two observations' values, which must speak of one crime, one victim status, one
 *        measure and one unit.
 * @retval ROUTES_E_DATA They do not, or one of the first two is not stated.
 */
routes_status routes_i_sums_add(routes_quantity *sum, const routes_observation *a,
                                const routes_observation *b, routes_error *err);

/**
 * @brief Refuses an answer in which a row, or the whole by its meta key, names several crimes or
 *        several victim statuses for one number.
 * @retval ROUTES_E_DATA It does.
 */
routes_status routes_i_sums_check(const routes_table *answer, routes_error *err);

#endif
