/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file core/fault.h
 * @brief Adding a fault whose message is made on the spot.
 */
#ifndef ROUTES_CORE_FAULT_H
#define ROUTES_CORE_FAULT_H

#include "core/fail.h"
#include "routes/fault.h"

/**
 * @brief Adds `where` (file, row, field, value, remedy, severity) with a message made by printf.
 * @param[in] where Its `message` is not read.
 */
routes_status routes_i_fault(routes_faults *faults, const routes_fault *where, routes_error *err,
                             const char *format, ...) ROUTES_I_PRINTF(4, 5);

/** @brief Forgets all faults, and gives their memory back. */
void routes_i_faults_clear(routes_faults *faults);

/**
 * @brief The status of a check: ROUTES_OK without errors, else ROUTES_E_DATA with the first of
 *        them in words and the count of the others.
 */
routes_status routes_i_faults_judge(const routes_faults *faults, routes_error *err);

/**
 * @brief The same of the faults behind the first `since` of the list, of which `errors` are errors.
 */
routes_status routes_i_faults_judge_since(const routes_faults *faults, size_t since, size_t errors,
                                          routes_error *err);

#endif
