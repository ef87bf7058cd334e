/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file support/shape.h
 * @brief Geometry for tests: from a text in the manner of WKT, and back.
 */
#ifndef ROUTES_TESTS_SUPPORT_SHAPE_H
#define ROUTES_TESTS_SUPPORT_SHAPE_H

#include <stdio.h>
#include <stdlib.h>

#include "routes/geometry.h"
#include "support/check.h"

/** A geometry of the test's own: free with shape_free(). */
typedef struct shape {
    uint8_t *bytes;
    size_t size;
} shape;

static inline routes_wkb shape_wkb(shape s)
{
    return (routes_wkb){s.bytes, s.size};
}

static inline void shape_free(shape *s)
{
    routes_wkb_free(s->bytes);
    s->bytes = NULL;
    s->size = 0;
}

/**
 * Runs of points: "0 0, 1 0, 1 1; 5 5, 6 5, 6 6". A semicolon begins a new part,
 * a bar a hole of the part before.
 */
static inline shape shape_make(routes_geometry_kind kind, const char *text)
{
    routes_geometry *geometry = NULL;
    routes_error err;
    shape made = {0};
    size_t capacity = strlen(text) / 2 + 1;
    routes_point *points = calloc(capacity, sizeof *points);

    assert_non_null(points);
    assert_ok(routes_geometry_new(&geometry, kind, &err), &err);
    char before = ';';
    while (*text) {
        size_t n = 0;
        char stop = ',';
        while (stop == ',') {
            char *end = NULL;
            points[n].lon = strtod(text, &end);
            points[n].lat = strtod(end, &end);
            n++;
            while (*end == ' ')
                end++;
            stop = *end;
            text = *end ? end + 1 : end;
        }
        if (before == '|')
            assert_ok(routes_geometry_add_hole(geometry, points, n, &err), &err);
        else
            assert_ok(routes_geometry_add_part(geometry, points, n, &err), &err);
        before = stop;
    }
    free(points);
    assert_ok(routes_geometry_write(&made.bytes, &made.size, geometry, &err), &err);
    routes_geometry_free(geometry);
    return made;
}

/** A polygon; with holes behind bars. */
static inline shape shape_polygon(const char *text)
{
    return shape_make(ROUTES_POLYGON, text);
}

/** The rectangle from (west, south) to (east, north). */
static inline shape shape_box(double west, double south, double east, double north)
{
    char text[256];
    snprintf(text, sizeof text, "%.17g %.17g, %.17g %.17g, %.17g %.17g, %.17g %.17g", west, south,
             east, south, east, north, west, north);
    return shape_polygon(text);
}

#endif
