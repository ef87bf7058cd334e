/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/export.h
 * @brief Released layers as files: GeoPackage, shapefile, GeoJSON, FlatGeobuf, CSV, JSON.
 *
 * A range x stands as x_low, x_moderate, x_high, x_kind, x_status; a number x as x and x_status. A
 * value that is not there is empty and its status says why; it is never zero. Where a format knows
 * no empty number (shapefile) the field holds 0 and the status field alone tells.
 */
#ifndef ROUTES_EXPORT_H
#define ROUTES_EXPORT_H

#include "routes/error.h"
#include "routes/release.h"
#include "routes/run.h"

ROUTES_BEGIN

/**
 * @brief Writes a release into a folder: layers.gpkg, shapefiles/, tables/.
 *
 * @param[in] folder Exists; it should be one that nobody reads yet, such as a folder beside its
 *                   target, since files appear in it one after another.
 * @param[in] run    May be null.
 * @param[out] err   May be null.
 * @retval ROUTES_E_IO         The folder cannot be written, or the disk is full.
 * @retval ROUTES_E_DEPENDENCY GDAL's words.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_export_release(const routes_release *release,
                                                            const char *folder,
                                                            const routes_run *run,
                                                            routes_error *err);

/**
 * @brief Writes one layer; the ending of `file` says the format.
 *
 * .gpkg .geojson .fgb .csv .json are one file, .shp several of one name. Whatever stood there is
 * replaced when the new file is whole.
 *
 * @retval ROUTES_E_ARGUMENT The ending is not known; the message lists those that are.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_export_layer(const routes_release *release,
                                                          const routes_layer *layer,
                                                          const char *file, const routes_run *run,
                                                          routes_error *err);

ROUTES_END

#endif
