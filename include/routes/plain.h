/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/plain.h
 * @brief A user's own table or layer, read column by column: what a command works on and prints
 *        back as tier `own`.
 */
#ifndef ROUTES_PLAIN_H
#define ROUTES_PLAIN_H

#include <stddef.h>

#include "routes/error.h"
#include "routes/fault.h"
#include "routes/run.h"
#include "routes/table.h"

ROUTES_BEGIN

/** @brief A column that is wanted. */
typedef struct routes_plain_column {
    const char *name;
    int required; /**< Other than 0: the file must have it, and no cell may be empty. */
} routes_plain_column;

/**
 * @brief Reads the wanted columns of a CSV file as texts.
 *
 * Other columns are ignored. A wanted column that the file lacks is not_stated in every row, an
 * empty cell in its own. `maps` gives a column of the file another name ("length=weight": the
 * column weight is read as length, and no longer as weight); a map whose column the file does not
 * have does nothing, so that one list serves several files.
 *
 * @param[out] out     Columns as wanted, in that order, all of type text; owned by the caller.
 * @param[in] file     CSV, UTF-8.
 * @param[in] columns  [n]
 * @param[in] maps     [map_count] "field=column"; null for none.
 * @param[in,out] faults Every fault found is added.
 * @param[out] err     May be null.
 * @retval ROUTES_E_ARGUMENT A null, or a map without '='.
 * @retval ROUTES_E_DATA     The file is wrong; `faults` says all.
 * @retval ROUTES_E_IO       The file cannot be read.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_plain_read(routes_table **out, const char *file,
                                                        const routes_plain_column *columns,
                                                        size_t n, const char *const *maps,
                                                        size_t map_count, routes_faults *faults,
                                                        routes_error *err);

/** @brief A column that is wanted of a layer, with its type. */
typedef struct routes_plain_field {
    const char *name; /**< In the result. */
    /** In the file, by its own name whatever the maps say; null: `name`, or what a map says. */
    const char *column;
    int number;   /**< Other than 0: numbers, else texts. */
    int required; /**< Other than 0: the file must have it, and no cell may be empty. */
    /** Other than 0: rows that agree in all key fields are a fault. */
    int key;
    const char *unit;        /**< Null where there is none. */
    const char *description; /**< May be null. */
} routes_plain_field;

/** @brief What is wanted of the geometry of a layer. */
typedef enum routes_plain_geometry {
    ROUTES_PLAIN_NO_GEOMETRY = 0, /**< Nothing. */
    /** Columns x, y and geometry, empty where the file has none. */
    ROUTES_PLAIN_ANY_GEOMETRY = 1,
    /** The same, and a row without is a fault. */
    ROUTES_PLAIN_EACH_GEOMETRY = 2
} routes_plain_geometry;

/** @brief Settings of routes_plain_layer_read(). Start from ROUTES_PLAIN_LAYER_OPTIONS. */
typedef struct routes_plain_layer_options {
    size_t size;             /**< sizeof this struct, set by ROUTES_PLAIN_LAYER_OPTIONS. */
    const char *layer;       /**< Which, where the file holds several; null: it has one. */
    const char *const *maps; /**< [map_count] "field=column", as for routes_plain_read(). */
    size_t map_count;        /**< */
    routes_plain_geometry geometry;
    const char *x; /**< Column with the x or the longitude of a table; null: none. */
    const char *y; /**< Likewise y or latitude; both or none. */
    /** System of the coordinates, "EPSG:4326"; "plane": as they are, in metres of a plane. Stands
     * over what the file says. Null: what the file says. */
    const char *crs;
    const routes_run *run; /**< Its `proj_path` is searched. Null: nobody listens. */
} routes_plain_layer_options;

/** @brief The defaults, as an initialiser. */
#define ROUTES_PLAIN_LAYER_OPTIONS                                                                 \
    {                                                                                              \
        sizeof(routes_plain_layer_options), NULL, NULL, 0, ROUTES_PLAIN_NO_GEOMETRY, NULL, NULL,   \
            NULL, NULL                                                                             \
    }

/**
 * @brief Reads the wanted columns of a table or a layer, typed, with its geometry.
 *
 * CSV, GeoPackage, Shapefile, GeoJSON, FlatGeobuf or KML. Rows stand in the order of the file. An
 * empty cell is not_stated. With geometry the table ends with the columns x and y (of a table
 * those of the file, of a layer the centroid) and geometry (WKB; not_stated in a table), and
 * its meta has:
 *
 * - `crs`: "EPSG:4326", longitude and latitude, or "plane", metres of a plane;
 * - `crs_file`: the system of the file, where coordinates were brought from it to EPSG:4326.
 *
 * A layer in a projected system, or in degrees of another datum, is brought to EPSG:4326, unless
 * `crs` is "plane", which keeps its coordinates. A layer that states no system is taken to be of a
 * plane, with a warning among the faults; but where its coordinates could be degrees it is refused,
 * and so are the x and y of a table without `crs`, coordinates that cannot be those of their
 * system, and longitudes from 0 to 360.
 *
 * @param[out] out     Fields as wanted, in that order; owned by the caller. Null on failure.
 * @param[in] file
 * @param[in] fields   [n]
 * @param[in] n
 * @param[in] options  Null for the defaults.
 * @param[in,out] faults Every fault found is added: file, row, field, value, remedy.
 * @param[out] err     May be null.
 * @retval ROUTES_E_ARGUMENT   A null, a map without '=', x without y, a field named as geometry is.
 * @retval ROUTES_E_DATA       The file is wrong; `faults` says all.
 * @retval ROUTES_E_IO         The file cannot be read.
 * @retval ROUTES_E_DEPENDENCY A driver of GDAL or proj.db is missing.
 * @retval ROUTES_E_CANCELLED  The caller's progress function said stop.
 * @retval ROUTES_E_MEMORY
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_plain_layer_read(
    routes_table **out, const char *file, const routes_plain_field *fields, size_t n,
    const routes_plain_layer_options *options, routes_faults *faults, routes_error *err);

ROUTES_END

#endif
