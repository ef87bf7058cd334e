/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file store/sheet.h
 * @brief A table of the model in a GeoPackage, written row by row.
 *
 * Columns are those of the data package; codes stand as words, dates as dates,
 * what is not stated is null. Areas have their outline, places and crossings
 * their position as geometry, so that no second copy of it can differ.
 * `origin_file` and `origin_row` say where a row was read.
 */
#ifndef ROUTES_STORE_SHEET_H
#define ROUTES_STORE_SHEET_H

#include <ogr_api.h>

#include "model/schema.h"
#include "store/gpkg.h"

/** @brief Name of the column with the geometry. */
#define ROUTES_I_SHEET_GEOMETRY "geom"
/** @brief Where a row was read: the file. */
#define ROUTES_I_SHEET_FILE "origin_file"
/** @brief Where a row was read: the line. */
#define ROUTES_I_SHEET_ROW "origin_row"

/** @brief A table open for writing; start from zero, end with routes_i_sheet_close(). */
typedef struct routes_i_sheet {
    const routes_i_schema *schema;
    routes_i_gpkg *file;
    OGRLayerH layer;
    OGRFeatureH feature; /**< The row in the making. */
    OGRGeometryH point;  /**< Of the row in the making, where its geometry is a point. */
    int *columns;        /**< [field_count] In the layer; -1: not a column of its own. */
    int file_column, row_column;
    const routes_i_field *lon, *lat, *outline; /**< Null where the table has none. */
    routes_i_text words;
    int64_t fid; /**< Of the row added last. */
} routes_i_sheet;

/** @brief Whether a table has geometry. */
bool routes_i_sheet_is_spatial(const routes_i_schema *schema);

/**
 * @brief Makes the table, and the index that keeps its keys apart.
 * @retval ROUTES_E_IO
 * @retval ROUTES_E_MEMORY
 */
routes_status routes_i_sheet_make(routes_i_sheet *sheet, routes_i_gpkg *file,
                                  const routes_i_schema *schema, routes_error *err);

/**
 * @brief Opens the table of a file.
 * @retval ROUTES_E_DATA The table, or a column of it, is not there.
 */
routes_status routes_i_sheet_open(routes_i_sheet *sheet, routes_i_gpkg *file,
                                  const routes_i_schema *schema, routes_error *err);

/**
 * @brief Adds a row.
 * @param[out] doubled The key is there already: nothing was added. Null: that is a failure.
 * @retval ROUTES_E_IO
 * @retval ROUTES_E_MEMORY
 */
routes_status routes_i_sheet_put(bool *doubled, routes_i_sheet *sheet, const void *row,
                                 routes_error *err);

/** @brief Lets the table go. */
void routes_i_sheet_close(routes_i_sheet *sheet);

#endif
