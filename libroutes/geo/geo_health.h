/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file geo/geo_health.h
 * @brief Whether PROJ with its database and GEOS are here.
 */
#ifndef ROUTES_GEO_GEO_HEALTH_H
#define ROUTES_GEO_GEO_HEALTH_H

#include "core/health.h"

/** @brief Adds the rows of PROJ, proj.db and GEOS. */
routes_status routes_i_geo_health(routes_table *table, const routes_run *run, routes_error *err);

#endif
