/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file store/spatial.h
 * @brief The spatial index of a table, taken away while many rows are written and made anew behind
 *        them: kept up row by row it would cost more than all the rest.
 */
#ifndef ROUTES_STORE_SPATIAL_H
#define ROUTES_STORE_SPATIAL_H

#include "store/gpkg.h"

/** @brief Takes the index of a table away. */
routes_status routes_i_spatial_drop(routes_i_gpkg *file, const char *table, routes_error *err);

/** @brief Makes it anew, of all rows. */
routes_status routes_i_spatial_make(routes_i_gpkg *file, const char *table, routes_error *err);

#endif
