/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file export/geopackage.h
 * @brief Layers of a release in one GeoPackage, with styles that QGIS applies on loading.
 */
#ifndef ROUTES_EXPORT_GEOPACKAGE_H
#define ROUTES_EXPORT_GEOPACKAGE_H

#include "routes/release.h"

/**
 * @brief Writes a new GeoPackage.
 * @param[in] only One layer; null: all of the release.
 * @param[in] path Nothing is there yet; on failure something may be, to be removed.
 */
routes_status routes_i_geopackage_write(const routes_release *release, const routes_layer *only,
                                        const char *path, const routes_run *run, routes_error *err);

#endif
