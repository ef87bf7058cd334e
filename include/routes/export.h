/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/export.h
 * @brief Released layers as files that QGIS, ArcGIS, a spreadsheet or a program reads.
 *
 * A file, or a folder with all files of a release, is written beside its target and takes its
 * place when it is whole: a run that is killed or finds the disk full leaves what was there. The
 * same release gives the same bytes.
 *
 * Every number `x` stands with `x_status`, a range as `x_low`, `x_moderate`, `x_high` with `x_kind`
 * and `x_status`, so that an empty or blank cell is never taken for zero. Each row bears its tier
 * and the id of its release. Coordinates are longitude and latitude, WGS 84 (EPSG:4326).
 */
#ifndef ROUTES_EXPORT_H
#define ROUTES_EXPORT_H

#include "routes/error.h"
#include "routes/release.h"
#include "routes/run.h"

ROUTES_BEGIN

/**
 * @brief Writes one layer of a release to a file.
 *
 * The ending of the name decides: .gpkg (with its style), .shp (with .shx, .dbf, .prj, .cpg, .qml,
 * .qmd and the list of its short field names, `NAME.fields.csv`), .geojson, .fgb, .csv (RFC 4180)
 * or .json (table schema with rows). CSV and JSON hold no geometry.
 *
 * @param[in] release
 * @param[in] layer   Name of a layer of the release.
 * @param[in] path    Its folder exists.
 * @param[in] run     Null for the defaults.
 * @param[out] err    May be null.
 * @retval ROUTES_E_ARGUMENT   A null, or an ending that is none of these.
 * @retval ROUTES_E_NOT_FOUND  The release has no such layer; the message names those it has.
 * @retval ROUTES_E_DATA       Points, lines and areas stand in one layer, or .shp or .fgb is asked
 *                             for a layer without geometry.
 * @retval ROUTES_E_IO         The disk is full, the folder is read-only ...
 * @retval ROUTES_E_DEPENDENCY GDAL lacks the driver.
 * @retval ROUTES_E_CANCELLED, ROUTES_E_MEMORY
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_export_layer(const routes_release *release,
                                                          const char *layer, const char *path,
                                                          const routes_run *run, routes_error *err);

/** @brief A folder being filled. Opaque. */
typedef struct routes_export routes_export;

/**
 * @brief Opens an empty folder beside `target`, to be filled and to take its place.
 *
 * @param[out] out   Owned by the caller: routes_export_free(). Null on failure.
 * @param[in] target Need not exist, nor the folders above it.
 * @param[out] err   May be null.
 * @retval ROUTES_E_IO Another run is filling it, or the system refuses.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_export_new(routes_export **out, const char *target,
                                                        routes_error *err);

/** @brief Where to put further files, such as figures, until routes_export_finish(); borrowed. */
ROUTES_API const char *routes_export_folder(const routes_export *work);

/**
 * @brief Writes a whole release into the folder: layers.gpkg, shapefiles/, tables/,
 *        provenance.json, release.json.
 * @retval ROUTES_E_DATA, ROUTES_E_IO, ROUTES_E_DEPENDENCY, ROUTES_E_CANCELLED, ROUTES_E_MEMORY
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_export_release(routes_export *work,
                                                            const routes_release *release,
                                                            const routes_run *run,
                                                            routes_error *err);

/**
 * @brief Flushes the folder to the disk and lets it take the place of its target, in one step where
 *        the file system can. On failure the target is as it was.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_export_finish(routes_export *work, routes_error *err);

/** @brief Ends it; what was not finished is removed. Null is allowed. */
ROUTES_API void routes_export_free(routes_export *work);

ROUTES_END

#endif
