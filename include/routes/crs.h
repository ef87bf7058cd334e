/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/crs.h
 * @brief Coordinate systems: into longitude and latitude of WGS 84, and out of it.
 *
 * Everything inside the library is longitude and latitude in degrees. A layer
 * in another system is brought there when it is read, and may be brought to a
 * projection when it is drawn.
 */
#ifndef ROUTES_CRS_H
#define ROUTES_CRS_H

#include <stddef.h>

#include "routes/error.h"
#include "routes/point.h"
#include "routes/run.h"
#include "routes/wkb.h"

ROUTES_BEGIN

/** @brief A coordinate system and the ways between it and WGS 84. Opaque. */
typedef struct routes_crs routes_crs;

/** @brief What the coordinates of a system are. */
typedef enum routes_crs_kind {
    ROUTES_CRS_GEOGRAPHIC = 1, /**< Angles: longitude and latitude. */
    ROUTES_CRS_PROJECTED = 2   /**< Lengths in a plane: easting and northing. */
} routes_crs_kind;

/**
 * @brief Makes a coordinate system from its name.
 *
 * @param[out] out       Owned by the caller: routes_crs_free(). Set to null on failure.
 * @param[in] definition "EPSG:32648", "OGC:CRS84", a PROJ string ("+proj=utm +zone=48"), WKT or
 *                       PROJJSON.
 * @param[in] run        Its `proj_path` is the one folder that is searched for proj.db and for
 *                       grids; the environment is not asked, nor the network. Null: the defaults.
 * @param[out] err       May be null.
 * @retval ROUTES_E_ARGUMENT   A null.
 * @retval ROUTES_E_DATA       The name is empty, unknown, or of no system of longitude and
 *                             latitude or of a plane (heights, geocentric).
 * @retval ROUTES_E_DEPENDENCY proj.db is missing or damaged: the message has the path tried.
 * @retval ROUTES_E_MEMORY
 *
 * Cost: some milliseconds; keep it for a whole layer.
 * Thread safety: one thread at a time per object.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_crs_new(routes_crs **out, const char *definition,
                                                     const routes_run *run, routes_error *err);

/** @brief Frees a coordinate system. Null is allowed. */
ROUTES_API void routes_crs_free(routes_crs *crs);

/** @brief Angles or lengths. */
ROUTES_API routes_crs_kind routes_crs_get_kind(const routes_crs *crs);

/** @brief The name of the system, "WGS 84 / UTM zone 48N". Borrowed; lives as long as `crs`. */
ROUTES_API const char *routes_crs_name(const routes_crs *crs);

/** @brief Whether its coordinates are longitude and latitude of WGS 84 already. */
ROUTES_API int routes_crs_is_wgs84(const routes_crs *crs);

/**
 * @brief Brings points of the system to longitude and latitude.
 *
 * In, easting or longitude comes first, whatever order the definition names.
 *
 * @param[out] out [n] May be the same array as `in`. Untouched on failure.
 * @param[in] crs
 * @param[in] in   [n] x and y.
 * @param[in] n
 * @param[out] err May be null.
 * @retval ROUTES_E_DATA   A point is outside of what the system can describe: which one.
 * @retval ROUTES_E_MEMORY
 *
 * Accuracy: of PROJ and the grids it finds; between old datums without grids, metres.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_crs_to_lonlat(routes_point *out, routes_crs *crs,
                                                           const routes_point *in, size_t n,
                                                           routes_error *err);

/** @brief The other way: longitude and latitude to x and y of the system. @since 0.1 */
ROUTES_API ROUTES_CHECK routes_status routes_crs_from_lonlat(routes_point *out, routes_crs *crs,
                                                             const routes_point *in, size_t n,
                                                             routes_error *err);

/**
 * @brief Brings all points of a geometry to longitude and latitude.
 *
 * @param[out] bytes Owned by the caller: routes_wkb_free().
 * @param[out] size  Bytes.
 * @param[in] crs
 * @param[in] wkb
 * @param[out] err   May be null.
 * @retval ROUTES_E_DATA   The geometry cannot be read, or a point is out of reach.
 * @retval ROUTES_E_MEMORY
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_crs_wkb_to_lonlat(uint8_t **bytes, size_t *size,
                                                               routes_crs *crs, routes_wkb wkb,
                                                               routes_error *err);

/**
 * @brief Checks that the coordinates of a layer can be those of its system.
 *
 * Longitude and latitude: routes_box_check(), which tells swapped and projected
 * coordinates. A plane: degrees are refused, that is, coordinates all within 180
 * and 90; and what does not come to lie in the expected area.
 *
 * @param[in] crs
 * @param[in] box      Bounding box of the layer, in its own coordinates.
 * @param[in] expected Where it should lie, in longitude and latitude; null: not known.
 * @param[out] err     May be null.
 * @retval ROUTES_E_DATA They cannot be: why, and what would be right.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_crs_check_box(routes_crs *crs, routes_box box,
                                                           const routes_box *expected,
                                                           routes_error *err);

/** @brief The version of PROJ the library was built with, "9.1.1". */
ROUTES_API const char *routes_crs_proj_version(void);

/** @brief The folder that is searched for proj.db where a run names none. */
ROUTES_API const char *routes_crs_default_path(void);

ROUTES_END

#endif
