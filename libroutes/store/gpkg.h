/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file store/gpkg.h
 * @brief A GeoPackage file open in GDAL, and SQL on it.
 *
 * GDAL's settings are made for this thread and put back at the close, whatever
 * the environment says. A file that is written here is new and nobody else's:
 * it has no journal and is flushed once, at its end, by whoever puts it in its
 * place.
 */
#ifndef ROUTES_STORE_GPKG_H
#define ROUTES_STORE_GPKG_H

#include <stdbool.h>

#include <gdal.h>

#include "source/gdal_call.h"

/** @brief An open file. Must not move while it is open. */
typedef struct routes_i_gpkg {
    routes_i_gdal_call call;
    GDALDatasetH dataset;
    const char *path; /**< Borrowed. */
    char **settings;  /**< Of the thread before. */
    bool is_open;
} routes_i_gpkg;

/**
 * @brief Makes a new file; what was there is removed.
 * @param[in] path Borrowed until the close.
 * @param[in] date YYYY-MM-DD for the time stamps in the file; null: 1970-01-01.
 * @retval ROUTES_E_IO
 * @retval ROUTES_E_DEPENDENCY GDAL was built without GeoPackage.
 */
routes_status routes_i_gpkg_create(routes_i_gpkg *file, const char *path, const char *date,
                                   routes_error *err);

/** @brief Opens a file to write to it. @copydetails routes_i_gpkg_create */
routes_status routes_i_gpkg_update(routes_i_gpkg *file, const char *path, const char *date,
                                   routes_error *err);

/**
 * @brief Opens a file to read it.
 * @retval ROUTES_E_DATA It is no GeoPackage, or damaged.
 */
routes_status routes_i_gpkg_read(routes_i_gpkg *file, const char *path, routes_error *err);

/**
 * @brief Closes a file; fine when it is not open.
 * @retval ROUTES_E_IO GDAL reported a failure since it was opened: what was written is not whole.
 */
routes_status routes_i_gpkg_close(routes_i_gpkg *file, routes_error *err);

/** @brief `ROUTES_E_IO` with GDAL's words: "cannot <what> <path>: ...". */
routes_status routes_i_gpkg_fail(const routes_i_gpkg *file, const char *what, routes_error *err);

/** @brief Runs a statement that has no answer. @retval ROUTES_E_IO */
routes_status routes_i_gpkg_do(routes_i_gpkg *file, routes_error *err, const char *sql, ...)
    ROUTES_I_PRINTF(3, 4);

/**
 * @brief Runs a query and gives the first value of its first row.
 * @param[out] value Free with routes_i_free(); null where there is none, and on failure.
 */
routes_status routes_i_gpkg_ask(char **value, routes_i_gpkg *file, routes_error *err,
                                const char *sql, ...) ROUTES_I_PRINTF(4, 5);

#endif
