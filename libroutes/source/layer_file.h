/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file source/layer_file.h
 * @brief Files of geometry before GDAL sees them: which driver may open them, and are they whole?
 */
#ifndef ROUTES_SOURCE_LAYER_FILE_H
#define ROUTES_SOURCE_LAYER_FILE_H

#include <stddef.h>

#include "core/fail.h"
#include "routes/fault.h"

/** @brief How a file is opened. */
typedef struct routes_i_layer_format {
    const char *driver;         /**< As GDAL calls it. */
    const char *const *options; /**< For opening; a null ends them. */
} routes_i_layer_format;

/**
 * @brief Opens a file plainly and compares its size with what its own header says.
 *
 * GDAL reads some files that were cut off as if they were only shorter.
 *
 * @param[out] format How to open it.
 * @param[in] path
 * @param[in] name    How faults call it.
 * @param[in] faults  Gets what is wrong.
 * @retval ROUTES_E_DATA No format we read, or the file is damaged.
 * @retval ROUTES_E_IO   Missing, a folder, a loop of links, not a file of this machine; for a
 *                       Shapefile also when a file is missing beside it.
 */
routes_status routes_i_layer_file_check(routes_i_layer_format *format, const char *path,
                                        const char *name, routes_faults *faults, routes_error *err);

/**
 * @brief Rows of a Shapefile that are marked as deleted: they are still counted, and not read.
 * @param[in] path Of the .shp.
 * @retval ROUTES_E_IO
 * @retval ROUTES_E_MEMORY
 */
routes_status routes_i_shapefile_deleted(size_t *deleted, const char *path, routes_error *err);

#endif
