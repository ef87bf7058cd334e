/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file source/rows.h
 * @brief Rows of any file we read, one by one: cells as texts, and a geometry where there is one.
 *
 * A `.csv` is a table without geometry; every other file is a layer (source/layer_in.h). Memory is
 * bounded by a row or a batch of them.
 *
 * The names of the columns are there before the first row is read, so that a file whose columns
 * must not be read at all (S01) is refused before any of its cells can enter a fault.
 */
#ifndef ROUTES_SOURCE_ROWS_H
#define ROUTES_SOURCE_ROWS_H

#include <stdbool.h>
#include <stddef.h>

#include "core/fail.h"
#include "routes/fault.h"
#include "routes/wkb.h"

/** @brief A row, borrowed until the next one is read. */
typedef struct routes_i_raw {
    const char *const *cells; /**< [columns] UTF-8; "" when empty or null. Null where the row of a
                                   table cannot be taken apart. */
    size_t columns;           /**< 0 without cells. */
    size_t row;               /**< For faults; 0 without cells. */
    routes_wkb geometry;      /**< Size 0: none. */
    bool sound;               /**< False: the row has a fault that is in the list. */
} routes_i_raw;

/** @brief A file being read; for one thread at a time. Opaque. */
typedef struct routes_i_rows routes_i_rows;

/**
 * @brief Opens a file.
 *
 * @param[out] out   routes_i_rows_close(). Null on failure.
 * @param[in] path
 * @param[in] layer  Which, where the file holds several; null: the file has one.
 * @param[in] name   How faults call the file; null: `path`.
 * @param[in] faults Gets every fault until the close; not null.
 * @retval ROUTES_E_DATA Not a format we read, damaged, or without a header to go by.
 * @retval ROUTES_E_IO
 * @retval ROUTES_E_DEPENDENCY
 */
routes_status routes_i_rows_open(routes_i_rows **out, const char *path, const char *layer,
                                 const char *name, routes_faults *faults, routes_error *err);

/** @brief Closes a file. Null is allowed. */
void routes_i_rows_close(routes_i_rows *rows);

/** @brief Names of the columns; they live until the close. */
const char *const *routes_i_rows_names(size_t *columns, const routes_i_rows *rows);

/** @brief Whether rows may come with a geometry. */
bool routes_i_rows_has_geometry(const routes_i_rows *rows);

/** @brief The coordinate system of the geometry, "EPSG:4326" or WKT; null when none is stated. */
const char *routes_i_rows_crs(const routes_i_rows *rows);

/**
 * @brief The next row.
 *
 * A row that has a fault is handed out too, marked as not sound, so that it can be counted and
 * written to the rejects.
 *
 * @param[out] row Null at the end, and on failure.
 * @retval ROUTES_E_DATA The file as a whole is refused: damaged, or not UTF-8. Keep nothing of it.
 * @retval ROUTES_E_IO
 * @retval ROUTES_E_MEMORY
 */
routes_status routes_i_rows_next(const routes_i_raw **row, routes_i_rows *rows, routes_error *err);

/** @brief How much is read, 0 to 1. */
double routes_i_rows_done(const routes_i_rows *rows);

#endif
