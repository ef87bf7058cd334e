/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file solve/solve_health.h
 * @brief Which solvers are here.
 */
#ifndef ROUTES_SOLVE_SOLVE_HEALTH_H
#define ROUTES_SOLVE_SOLVE_HEALTH_H

#include "core/health.h"

/** @brief Adds the rows of GLPK and of HiGHS; that HiGHS is not here is no fault. */
routes_status routes_i_solve_health(routes_table *table, routes_error *err);

#endif
