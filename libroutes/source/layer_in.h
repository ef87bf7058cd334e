/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file source/layer_in.h
 * @brief Layers of geometry files, read by GDAL in batches: fields by column, geometry as WKB.
 *
 * GeoPackage, Shapefile, GeoJSON, FlatGeobuf and KML; nothing else, and nothing from a network.
 * Geometry is two-dimensional, x before y: longitude before latitude, easting before northing.
 * Memory is bounded by a batch. Rows count from 1: these files have no header.
 *
 * Whether a coordinate is possible, a polygon valid or a word known is not judged here. What is:
 * the file is whole, texts are UTF-8, geometry is of points, lines or polygons and not empty.
 */
#ifndef ROUTES_SOURCE_LAYER_IN_H
#define ROUTES_SOURCE_LAYER_IN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/text.h"
#include "routes/fault.h"
#include "routes/wkb.h"

/** @brief Rows of a full batch. */
#define ROUTES_I_BATCH_ROWS 4096

/** @brief How the values of a field are held. */
typedef enum routes_i_layer_type {
    ROUTES_I_LAYER_TEXT,    /**< Dates and times too: YYYY-MM-DD, YYYY-MM-DDThh:mm:ss. */
    ROUTES_I_LAYER_INTEGER, /**< int64. */
    ROUTES_I_LAYER_NUMBER,  /**< double. */
    ROUTES_I_LAYER_BOOLEAN  /**< int64, 0 or 1. */
} routes_i_layer_type;

/** @brief A field of a layer. */
typedef struct routes_i_layer_field {
    const char *name;
    routes_i_layer_type type;
} routes_i_layer_field;

/** @brief The values of one field in a batch. Of the last three, one is there, as the type says. */
typedef struct routes_i_layer_values {
    const uint8_t *given;     /**< [size] 0: null in the file. */
    const int64_t *integers;  /**< [size] */
    const double *numbers;    /**< [size] */
    const char *const *texts; /**< [size] Null where not given. */
} routes_i_layer_values;

/** @brief Rows of a layer, borrowed until the next batch. */
typedef struct routes_i_batch {
    size_t first_row; /**< Number of the first row in the file, from 1. */
    size_t size;      /**< Rows. */
    size_t columns;
    const routes_i_layer_field *fields;  /**< [columns] */
    const routes_i_layer_values *values; /**< [columns] */
    const routes_wkb *geometry; /**< [size] ISO, little endian; size 0: none in the file. */
    const uint8_t *sound;       /**< [size] 0: the row has a fault, told in the list. */
} routes_i_batch;

/** @brief A layer being read; for one thread at a time. Opaque. */
typedef struct routes_i_layer routes_i_layer;

/**
 * @brief Opens a layer.
 *
 * @param[out] out   routes_i_layer_close(). Null on failure.
 * @param[in] path
 * @param[in] layer  Which, where the file holds several; null: the file has one.
 * @param[in] name   How faults call the file; null: `path`.
 * @param[in] faults Gets what is wrong.
 * @retval ROUTES_E_DATA  Not a format we read, damaged, or not one layer.
 * @retval ROUTES_E_IO    Missing, a folder, closed to us, a loop of links, an address.
 * @retval ROUTES_E_DEPENDENCY GDAL lacks the driver, or PROJ its database.
 */
routes_status routes_i_layer_open(routes_i_layer **out, const char *path, const char *layer,
                                  const char *name, routes_faults *faults, routes_error *err);

/** @brief Closes a layer. Null is allowed. */
void routes_i_layer_close(routes_i_layer *layer);

/** @brief The fields, in the order of the file; they live until the close. */
const routes_i_layer_field *routes_i_layer_fields(size_t *columns, const routes_i_layer *layer);

/** @brief Whether the rows may have geometry; a GeoPackage also holds tables without. */
bool routes_i_layer_has_geometry(const routes_i_layer *layer);

/** @brief The layer's coordinate system, "EPSG:4326" or WKT; null when the file states none. */
const char *routes_i_layer_crs(const routes_i_layer *layer);

/** @brief Rows the file says it has, or SIZE_MAX. */
size_t routes_i_layer_size(const routes_i_layer *layer);

/**
 * @brief The next batch.
 *
 * A row with a fault is handed out too, marked as not sound, so that it can be counted and
 * written to the rejects; the file itself is then still in order.
 *
 * @param[out] batch Null at the end, and on failure.
 * @param[in] layer
 * @param[in] faults Gets the faults of rows, and what is wrong with the file.
 * @retval ROUTES_E_DATA The file is damaged or cut off: rows handed out before are not to be kept.
 * @retval ROUTES_E_MEMORY
 */
routes_status routes_i_layer_next(const routes_i_batch **batch, routes_i_layer *layer,
                                  routes_faults *faults, routes_error *err);

/**
 * @brief A value as text: "" for null, yes and no, numbers with as few digits as read back the
 *        same.
 * @param[out] digits [ROUTES_I_NUMBER_SIZE] Room for what is no text in the file.
 * @return `digits`, or the text itself.
 */
const char *routes_i_batch_text(char *digits, const routes_i_batch *batch, size_t column,
                                size_t row);

#endif
