/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file geo/wkb.h
 * @brief Walking through WKB, run of points by run of points, without a copy.
 */
#ifndef ROUTES_GEO_WKB_H
#define ROUTES_GEO_WKB_H

#include <stdbool.h>

#include "routes/wkb.h"

/** @brief Where a walk is. Opened by routes_i_wkb_open(). */
typedef struct routes_i_wkb_walk {
    routes_geometry_kind kind;
    size_t parts; /**< Points, lines or polygons in it. */
    /* Below: the walk's own. */
    const uint8_t *start;
    const uint8_t *at;
    const uint8_t *end;
    bool big_endian;
    size_t dimensions;
    size_t part;  /**< Parts begun. */
    size_t rings; /**< Rings of the polygon under way. */
    size_t ring;  /**< Rings of it given out. */
} routes_i_wkb_walk;

/** @brief Points that belong together: a point, a line, or a ring. */
typedef struct routes_i_wkb_run {
    size_t part; /**< Of the geometry, from 0. */
    size_t ring; /**< Of the polygon, 0 the outer one; 0 for points and lines. */
    size_t n;    /**< Points; 0 where empty. */
    /* Below: for routes_i_wkb_at(). */
    const uint8_t *bytes;
    size_t stride;
    bool big_endian;
} routes_i_wkb_run;

/** @brief Reads the head of a geometry. */
routes_status routes_i_wkb_open(routes_i_wkb_walk *walk, routes_wkb wkb, routes_error *err);

/**
 * @brief Gives the next run; `more` false when there is none.
 *
 * All coordinates of a run have been found finite, and at the end no byte is left over.
 */
routes_status routes_i_wkb_next(routes_i_wkb_walk *walk, routes_i_wkb_run *run, bool *more,
                                routes_error *err);

/** @brief Point `i` of a run, i < n. */
routes_point routes_i_wkb_at(const routes_i_wkb_run *run, size_t i);

/** @brief Writes a 32-bit number, little endian, and returns the place behind it. */
uint8_t *routes_i_wkb_put_u32(uint8_t *to, uint32_t value);

/** @brief Writes byte order and kind. */
uint8_t *routes_i_wkb_put_head(uint8_t *to, routes_geometry_kind kind);

/** @brief Writes the two coordinates of a point. */
uint8_t *routes_i_wkb_put_point(uint8_t *to, routes_point point);

/** @brief The kind in words: "a polygon". */
const char *routes_i_wkb_kind_text(routes_geometry_kind kind);

#endif
