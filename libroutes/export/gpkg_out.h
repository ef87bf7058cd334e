/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file export/gpkg_out.h
 * @brief Layers in one GeoPackage, with the styles that QGIS applies on load and the stamp.
 */
#ifndef ROUTES_EXPORT_GPKG_OUT_H
#define ROUTES_EXPORT_GPKG_OUT_H

#include "export/ogr.h"
#include "routes/release.h"

/**
 * @brief Writes layers into a new GeoPackage at `path`.
 * @param[in] only Null: all layers of the release.
 */
routes_status routes_i_gpkg_write(const char *path, const routes_release *release,
                                  const routes_layer *only, const routes_run *run,
                                  routes_error *err);

#endif
