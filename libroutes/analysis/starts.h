/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file analysis/starts.h
 * @brief Rows of unlike length in one array: where each of them starts.
 */
#ifndef ROUTES_ANALYSIS_STARTS_H
#define ROUTES_ANALYSIS_STARTS_H

#include <stddef.h>

#include "routes/error.h"

/**
 * @brief Refuses starts that do not begin at 0 or that fall.
 * @param[in] starts [rows + 1]
 * @param[in] name   What the caller calls them.
 * @retval ROUTES_E_ARGUMENT They are null, or wrong: which.
 */
routes_status routes_i_starts_check(const size_t *starts, size_t rows, const char *name,
                                    routes_error *err);

#endif
