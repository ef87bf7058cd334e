/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file export/shape_out.h
 * @brief A layer as shapefile with its code page, projection, style and metadata beside it.
 */
#ifndef ROUTES_EXPORT_SHAPE_OUT_H
#define ROUTES_EXPORT_SHAPE_OUT_H

#include "export/ogr.h"
#include "routes/release.h"

/** @brief Writes <folder>/<layer>.shp and its companions; a layer without geometry becomes .dbf. */
routes_status routes_i_shape_write(const char *folder, const routes_release *release,
                                   const routes_layer *layer, const routes_run *run,
                                   routes_error *err);

/** @brief Appends rows of fields.csv for a layer: layer, shp, field, unit, description. */
routes_status routes_i_shape_fields(routes_i_text *to, const routes_layer *layer,
                                    routes_error *err);

#endif
