/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file export/ogr_out.h
 * @brief A layer written through GDAL, in any of its formats.
 */
#ifndef ROUTES_EXPORT_OGR_OUT_H
#define ROUTES_EXPORT_OGR_OUT_H

#include <gdal.h>

#include "export/flat.h"
#include "export/writing.h"
#include "routes/run.h"

/** @brief What a format can and cannot hold. */
typedef struct routes_i_format {
    const char *ending; /**< ".gpkg" */
    const char *driver; /**< GDAL's name. */
    bool short_names;
    bool knows_booleans; /**< Else "yes" and "no". */
    bool knows_dates;    /**< Else YYYY-MM-DD as text. */
    bool is_database;    /**< Holds several layers, domains, metadata. */
} routes_i_format;

/** @brief The format of a path by its ending; null when GDAL does not write it for us. */
const routes_i_format *routes_i_format_find(const char *path);

/** @brief How many rows have no geometry. GDAL 3.6 leaves such rows out of a FlatGeobuf. */
size_t routes_i_ogr_unshaped(const routes_table *table);

/** @brief Makes an empty dataset; null when that failed, and `writing` says why. */
GDALDatasetH routes_i_ogr_create(const routes_i_format *format, const char *path);

/**
 * @brief Writes a layer into a dataset that is open for writing.
 * @param[in] description For formats that hold one; null: none.
 * @retval ROUTES_E_DATA, ROUTES_E_IO, ROUTES_E_MEMORY, ROUTES_E_CANCELLED
 */
routes_status routes_i_ogr_layer(GDALDatasetH dataset, const routes_i_format *format,
                                 const routes_layer *layer, const routes_i_flat *flat,
                                 const routes_stamp *stamp, const char *description,
                                 const routes_i_writing *writing, const routes_run *run,
                                 routes_error *err);

/**
 * @brief Opens a written file again and counts: on a full disk some drivers say that all is well
 *        and leave a file that is cut.
 */
routes_status routes_i_ogr_recount(const routes_i_format *format, const char *path,
                                   const char *layer, size_t rows, const routes_i_writing *writing,
                                   routes_error *err);

#endif
