/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file release/sums.h
 * @brief S26, S27: an intercepted person is no identified victim, smuggling is no trafficking;
 *        a number that mixes them does not leave.
 */
#ifndef ROUTES_RELEASE_SUMS_H
#define ROUTES_RELEASE_SUMS_H

#include "routes/table.h"

/**
 * @brief Refuses an answer in which a row, or the whole by its meta key, names several crimes or
 *        several victim statuses for one number.
 * @retval ROUTES_E_DATA It does.
 */
routes_status routes_i_sums_check(const routes_table *answer, routes_error *err);

#endif
