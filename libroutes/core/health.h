/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file core/health.h
 * @brief The rows of `routes doctor`: each room looks after the libraries that it alone sees.
 */
#ifndef ROUTES_CORE_HEALTH_H
#define ROUTES_CORE_HEALTH_H

#include "core/run.h"
#include "routes/table.h"

/** @brief The table that the rooms fill: check, status (ok, fault), detail, remedy. */
routes_status routes_i_health_new(routes_table **out, routes_error *err);

/**
 * @brief Adds a row; with a remedy it is a fault, without one all is well.
 * @param[in] remedy What to do about it, or null.
 */
routes_status routes_i_health_add(routes_table *table, const char *check, const char *detail,
                                  const char *remedy, routes_error *err);

#endif
