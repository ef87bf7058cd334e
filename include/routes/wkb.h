/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/wkb.h
 * @brief Geometry as bytes: well-known binary, the form in which it crosses rooms and languages.
 *
 * Read: both byte orders, ISO and extended WKB (Z, M and SRID are skipped), points, lines,
 * polygons and their multi forms. Written: little endian, ISO, two dimensions.
 * Reading is strict: a byte too few or too many, a coordinate that is not
 * finite, or a kind not named above is refused.
 */
#ifndef ROUTES_WKB_H
#define ROUTES_WKB_H

#include <stddef.h>
#include <stdint.h>

#include "routes/box.h"
#include "routes/error.h"
#include "routes/point.h"

ROUTES_BEGIN

/** @brief Somebody's bytes of one geometry; borrowed, a value. */
typedef struct routes_wkb {
    const uint8_t *bytes; /**< Null only when `size` is 0. */
    size_t size;          /**< Bytes. */
} routes_wkb;

/** @brief Kinds of geometry, numbered as in WKB. */
typedef enum routes_geometry_kind {
    ROUTES_POINT = 1,
    ROUTES_LINE = 2,
    ROUTES_POLYGON = 3,
    ROUTES_MULTIPOINT = 4,
    ROUTES_MULTILINE = 5,
    ROUTES_MULTIPOLYGON = 6
} routes_geometry_kind;

/** @brief Bytes of a point in WKB. */
#define ROUTES_WKB_POINT_SIZE 21

/** @brief Frees bytes that a function of this library made. Null is allowed. */
ROUTES_API void routes_wkb_free(uint8_t *bytes);

/**
 * @brief Reads a geometry through and says what it is.
 *
 * @param[out] kind   May be null.
 * @param[out] points Number of points, closing points of rings included; may be null.
 * @param[out] box    Bounding box, empty for an empty geometry; may be null.
 * @param[in] wkb
 * @param[out] err    May be null.
 * @retval ROUTES_E_DATA The bytes are no geometry that can be read: where, and why.
 *
 * Cost: one pass, no allocation. Thread safety: no shared state.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_wkb_describe(routes_geometry_kind *kind,
                                                          size_t *points, routes_box *box,
                                                          routes_wkb wkb, routes_error *err);

/**
 * @brief The position of a point.
 *
 * @param[out] point
 * @param[in] wkb A point, or a multipoint of one.
 * @param[out] err May be null.
 * @retval ROUTES_E_DATA It is something else, or empty.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_wkb_read_point(routes_point *point, routes_wkb wkb,
                                                            routes_error *err);

/**
 * @brief Writes a point. Cannot fail; `point` is not checked.
 * @param[out] bytes [ROUTES_WKB_POINT_SIZE]
 * @param[in] point
 * @since 0.1
 */
ROUTES_API void routes_wkb_write_point(uint8_t *bytes, routes_point point);

ROUTES_END

#endif
