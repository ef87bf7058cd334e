/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/health.h
 * @brief Whether everything that libroutes stands on is here: what `routes doctor` prints.
 */
#ifndef ROUTES_HEALTH_H
#define ROUTES_HEALTH_H

#include "routes/run.h"
#include "routes/table.h"

ROUTES_BEGIN

/**
 * @brief Looks at the libraries underneath, GDAL's drivers, proj.db, the solvers and the fonts.
 *
 * @param[out] out Columns check, status (ok, fault), detail, remedy; owned by the caller.
 * @param[in] run  `proj_path` and `font_path` are looked at; null for the defaults.
 * @param[out] err May be null.
 * @retval ROUTES_E_MEMORY
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_health(routes_table **out, const routes_run *run,
                                                    routes_error *err);

/** @brief Number of faults in such a table. */
ROUTES_API size_t routes_health_faults(const routes_table *health);

ROUTES_END

#endif
