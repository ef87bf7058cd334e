/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file release/placement.h
 * @brief S22, S23, S24: no placement without what it moves and what it costs those who are stopped.
 */
#ifndef ROUTES_RELEASE_PLACEMENT_H
#define ROUTES_RELEASE_PLACEMENT_H

#include "routes/table.h"

/**
 * @brief Judges the tables "placement" and "displacement" among the answers, if they are there.
 *
 * Each placed team has at least one row in "displacement", states the share that moves, and a
 * screening burden, if only "unknown". Neither table rests on nationality, ethnicity, sex or age.
 *
 * @param[in] answers [n]
 * @retval ROUTES_E_DATA What is missing.
 */
routes_status routes_i_placement_check(const routes_table *const *answers, size_t n,
                                       routes_error *err);

#endif
