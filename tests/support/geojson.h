/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file support/geojson.h
 * @brief Polygons of a GeoJSON file as WKB, with one text property, for oracles.
 */
#ifndef ROUTES_TESTS_SUPPORT_GEOJSON_H
#define ROUTES_TESTS_SUPPORT_GEOJSON_H

#include <json-c/json.h>
#include <stdlib.h>

#include "routes/geometry.h"
#include "support/check.h"

/** Features of a file: free with geojson_free(). */
typedef struct geojson {
    size_t n;
    routes_wkb *wkb; /**< [n] */
    char **ids;      /**< [n] */
} geojson;

static inline void geojson_add_ring(routes_geometry *geometry, json_object *ring, int hole)
{
    size_t n = json_object_array_length(ring);
    routes_point *points = calloc(n, sizeof *points);
    routes_error err;
    assert_non_null(points);
    for (size_t i = 0; i < n; i++) {
        json_object *pair = json_object_array_get_idx(ring, i);
        points[i].lon = json_object_get_double(json_object_array_get_idx(pair, 0));
        points[i].lat = json_object_get_double(json_object_array_get_idx(pair, 1));
    }
    if (hole)
        assert_ok(routes_geometry_add_hole(geometry, points, n, &err), &err);
    else
        assert_ok(routes_geometry_add_part(geometry, points, n, &err), &err);
    free(points);
}

static inline void geojson_add_polygon(routes_geometry *geometry, json_object *rings)
{
    for (size_t r = 0; r < json_object_array_length(rings); r++)
        geojson_add_ring(geometry, json_object_array_get_idx(rings, r), r > 0);
}

static inline routes_wkb geojson_geometry(json_object *object)
{
    json_object *type = NULL;
    json_object *coordinates = NULL;
    routes_geometry *geometry = NULL;
    routes_error err;
    uint8_t *bytes = NULL;
    size_t size = 0;
    json_object_object_get_ex(object, "type", &type);
    json_object_object_get_ex(object, "coordinates", &coordinates);
    assert_ok(routes_geometry_new(&geometry, ROUTES_MULTIPOLYGON, &err), &err);
    if (strcmp(json_object_get_string(type), "Polygon") == 0)
        geojson_add_polygon(geometry, coordinates);
    else
        for (size_t p = 0; p < json_object_array_length(coordinates); p++)
            geojson_add_polygon(geometry, json_object_array_get_idx(coordinates, p));
    assert_ok(routes_geometry_write(&bytes, &size, geometry, &err), &err);
    routes_geometry_free(geometry);
    return (routes_wkb){bytes, size};
}

/** Reads a file of polygons; skips the test, visibly, when it is not there. */
static inline geojson geojson_read(const char *path, const char *id_property)
{
    geojson read = {0};
    json_object *features = NULL;
    json_object *root = json_object_from_file(path);
    if (!root) {
        print_message("skipped: no %s\n", path);
        skip();
    }
    json_object_object_get_ex(root, "features", &features);
    read.n = json_object_array_length(features);
    read.wkb = calloc(read.n, sizeof *read.wkb);
    read.ids = calloc(read.n, sizeof *read.ids);
    assert_true(read.wkb && read.ids);
    for (size_t i = 0; i < read.n; i++) {
        json_object *feature = json_object_array_get_idx(features, i);
        json_object *properties = NULL;
        json_object *id = NULL;
        json_object *object = NULL;
        json_object_object_get_ex(feature, "properties", &properties);
        json_object_object_get_ex(properties, id_property, &id);
        json_object_object_get_ex(feature, "geometry", &object);
        const char *text = id ? json_object_get_string(id) : "";
        read.ids[i] = calloc(strlen(text) + 1, 1);
        assert_non_null(read.ids[i]);
        strcpy(read.ids[i], text);
        read.wkb[i] = geojson_geometry(object);
    }
    json_object_put(root);
    return read;
}

static inline void geojson_free(geojson *read)
{
    for (size_t i = 0; i < read->n; i++) {
        free(read->ids[i]);
        routes_wkb_free((uint8_t *)(uintptr_t)read->wkb[i].bytes);
    }
    free(read->wkb);
    free(read->ids);
    *read = (geojson){0};
}

/** Index of the feature with this property; read->n when there is none. */
static inline size_t geojson_find(const geojson *read, const char *id)
{
    size_t i = 0;
    while (i < read->n && strcmp(read->ids[i], id) != 0)
        i++;
    return i;
}

#endif
