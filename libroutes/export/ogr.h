/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file export/ogr.h
 * @brief A released layer written by GDAL.
 */
#ifndef ROUTES_EXPORT_OGR_H
#define ROUTES_EXPORT_OGR_H

#include <gdal.h>

#include "core/run.h"
#include "export/flat.h"
#include "routes/layer.h"

/** @brief What GDAL said during a group of calls; see routes_i_ogr_begin(). */
typedef struct routes_i_ogr {
    char words[200]; /**< First error, "" when there was none. */
} routes_i_ogr;

/**
 * @brief Listens to GDAL on this thread and fixes the date that it stamps, until
 *        routes_i_ogr_end(). `ogr` must not move between the two.
 * @param[in] date YYYY-MM-DD, or null.
 */
void routes_i_ogr_begin(routes_i_ogr *ogr, const char *date);

/** @brief Stops listening. */
void routes_i_ogr_end(routes_i_ogr *ogr);

/** @brief ROUTES_E_IO or ROUTES_E_DEPENDENCY with GDAL's words: "cannot <what> <path>: ...". */
routes_status routes_i_ogr_fail(const routes_i_ogr *ogr, const char *what, const char *path,
                                routes_error *err);

/** @brief How a format wants a layer. */
typedef struct routes_i_ogr_how {
    const char *driver;
    char **layer_options;           /**< A list of GDAL; or null. */
    const char *const *field_names; /**< [fields] Other names; or null. */
    size_t text_bytes;              /**< Most bytes of a text; 0: any. */
    int no_nulls;                   /**< Empty numbers are written as 0. */
} routes_i_ogr_how;

/** @brief Opens a new data set for writing. Within begin and end. */
routes_status routes_i_ogr_create(GDALDatasetH *out, const routes_i_ogr *ogr, const char *driver,
                                  const char *path, routes_error *err);

/** @brief Writes a layer into an open data set. Within begin and end. */
routes_status routes_i_ogr_write(GDALDatasetH set, const routes_i_ogr *ogr,
                                 const routes_layer *layer, const routes_i_ogr_how *how,
                                 const char *path, const routes_run *run, routes_error *err);

/** @brief Closes a data set and says whether all of it was written. Within begin and end. */
routes_status routes_i_ogr_close(GDALDatasetH set, const routes_i_ogr *ogr, const char *path,
                                 routes_error *err);

/**
 * @brief Opens what was written and counts: on a full disk some drivers call a cut file a success.
 */
routes_status routes_i_ogr_verify(const routes_i_ogr *ogr, const char *driver, const char *path,
                                  const char *layer, size_t rows, routes_error *err);

#endif
