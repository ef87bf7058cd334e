/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/geometry.h
 * @brief A geometry taken apart: parts, rings and points to walk over, or to build up.
 *
 * For who draws a layer or makes one. Everything else in the library takes
 * geometry as WKB bytes: routes/wkb.h.
 */
#ifndef ROUTES_GEOMETRY_H
#define ROUTES_GEOMETRY_H

#include "routes/wkb.h"

ROUTES_BEGIN

/** @brief Points, lines or polygons with their coordinates. Opaque. */
typedef struct routes_geometry routes_geometry;

/**
 * @brief Makes an empty geometry, to be filled with routes_geometry_add_part().
 *
 * @param[out] out  Owned by the caller: routes_geometry_free(). Set to null on failure.
 * @param[in] kind
 * @param[out] err  May be null.
 * @retval ROUTES_E_ARGUMENT `out` is null, or `kind` is not one.
 * @retval ROUTES_E_MEMORY
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_geometry_new(routes_geometry **out,
                                                          routes_geometry_kind kind,
                                                          routes_error *err);

/** @brief Frees a geometry. Null is allowed. */
ROUTES_API void routes_geometry_free(routes_geometry *geometry);

/**
 * @brief Reads WKB. The bytes are copied.
 *
 * @param[out] out Owned by the caller: routes_geometry_free(). Set to null on failure.
 * @param[in] wkb
 * @param[out] err May be null.
 * @retval ROUTES_E_DATA   The bytes are no geometry that can be read: where, and why.
 * @retval ROUTES_E_MEMORY
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_geometry_read(routes_geometry **out, routes_wkb wkb,
                                                           routes_error *err);

/**
 * @brief Writes WKB: little endian, ISO, two dimensions.
 *
 * @param[out] bytes Owned by the caller: routes_wkb_free().
 * @param[out] size  Bytes.
 * @param[in] geometry
 * @param[out] err   May be null.
 * @retval ROUTES_E_MEMORY
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_geometry_write(uint8_t **bytes, size_t *size,
                                                            const routes_geometry *geometry,
                                                            routes_error *err);

/**
 * @brief Adds a point, a line, or a polygon by its outer ring. The points are copied.
 *
 * A ring whose last point is not its first is closed. Zero points make an empty part.
 *
 * @param[in,out] geometry As it was, on failure.
 * @param[in] points [n]
 * @param[in] n      1 for a point.
 * @param[out] err   May be null.
 * @retval ROUTES_E_ARGUMENT A null, several points for a point, or a second part where the kind
 *                           has one only.
 * @retval ROUTES_E_DATA     A coordinate is not finite.
 * @retval ROUTES_E_MEMORY
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_geometry_add_part(routes_geometry *geometry,
                                                               const routes_point *points, size_t n,
                                                               routes_error *err);

/**
 * @brief Adds a hole to the polygon added last.
 * @retval ROUTES_E_ARGUMENT As above, or there is no polygon yet.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_geometry_add_hole(routes_geometry *geometry,
                                                               const routes_point *points, size_t n,
                                                               routes_error *err);

/** @brief What it is. */
ROUTES_API routes_geometry_kind routes_geometry_get_kind(const routes_geometry *geometry);

/** @brief Number of points, lines or polygons. */
ROUTES_API size_t routes_geometry_parts(const routes_geometry *geometry);

/** @brief Number of rings of a polygon, the outer one included; 1 for a point or line, 0 if empty.
 */
ROUTES_API size_t routes_geometry_rings(const routes_geometry *geometry, size_t part);

/**
 * @brief The points of a point, line or ring; null where there are none.
 *
 * @param[out] n Number of points; a ring's last point is its first.
 * @param[in] geometry
 * @param[in] part 0 .. routes_geometry_parts() - 1
 * @param[in] ring 0 the outer ring; 0 for points and lines.
 * @return Borrowed; valid until the geometry changes.
 * @since 0.1
 */
ROUTES_API const routes_point *routes_geometry_points(size_t *n, const routes_geometry *geometry,
                                                      size_t part, size_t ring);

/** @brief Bounding box; empty for an empty geometry. */
ROUTES_API routes_box routes_geometry_box(const routes_geometry *geometry);

ROUTES_END

#endif
