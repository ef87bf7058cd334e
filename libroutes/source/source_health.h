/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file source/source_health.h
 * @brief Whether GDAL has the drivers that libroutes opens files with.
 */
#ifndef ROUTES_SOURCE_SOURCE_HEALTH_H
#define ROUTES_SOURCE_SOURCE_HEALTH_H

#include "core/health.h"

/** @brief Adds the rows of GDAL and its drivers. */
routes_status routes_i_source_health(routes_table *table, routes_error *err);

#endif
