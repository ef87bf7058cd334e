/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file export/single.h
 * @brief One layer as a file, by the ending of its name.
 */
#ifndef ROUTES_EXPORT_SINGLE_H
#define ROUTES_EXPORT_SINGLE_H

#include "routes/release.h"

/** @brief Whether the ending of a path is one that can be written. */
int routes_i_single_knows(const char *path);

/** @brief Whether the format of a path can hold the layer: .shp and .fgb want geometry. */
int routes_i_single_suits(const routes_layer *layer, const char *path);

/**
 * @brief Writes a layer to a new file; with a shapefile come its companions.
 * @param[in] path Nothing is there yet; on failure something may be, to be removed.
 */
routes_status routes_i_single_write(const routes_release *release, const routes_layer *layer,
                                    const char *path, const routes_run *run, routes_error *err);

/** @brief A shapefile with .prj, .cpg, .qml and .qmd; `path` ends in .shp. */
routes_status routes_i_single_shapefile(const routes_release *release, const routes_layer *layer,
                                        const char *path, const routes_run *run, routes_error *err);

/** @brief The list of short names of one layer, or of all where `only` is null, as fields.csv. */
routes_status routes_i_single_fields(const routes_release *release, const routes_layer *only,
                                     const char *path, routes_error *err);

/** @brief The table of a layer as CSV. */
routes_status routes_i_single_csv(const routes_release *release, const routes_layer *layer,
                                  const char *path, routes_error *err);

#endif
