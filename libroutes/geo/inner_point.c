/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/inner_point.h"

#include <math.h>
#include <stdbool.h>

#include "geo/geodesic.h"
#include "geo/geometry.h"
#include "geo/geos.h"
#include "geo/wkb.h"
#include "routes/validity.h"

#define DEGREE (3.14159265358979323846 / 180.0)
/* Of the mean half width (area over perimeter): how well the point is found. */
#define FINENESS 0.02
/* Of the longer side: no finer than this, or a thread of an area takes for ever. */
#define LEAST_FINENESS 1e-5
/* GEOS begins with squares as wide as the box is narrow: of a thread these would be millions. */
#define NARROWEST 1e-3
#define FLATTEST 0.01 /* cosine; nearer to a pole a map cannot be flat */

/* The polygon with most area, copied out of `all`; null when none has any. */
static routes_status largest(routes_geometry **out, const routes_geometry *all, routes_error *err)
{
    size_t best = all->parts;
    double most = 0.0;
    *out = NULL;
    for (size_t part = 0; part < all->parts; part++) {
        double area = 0.0;
        for (size_t ring = 0; ring < routes_geometry_rings(all, part); ring++) {
            double signed_area = 0.0;
            size_t n = 0;
            const routes_point *points = routes_geometry_points(&n, all, part, ring);
            routes_status status = ROUTES_OK;
            if (n > 3)
                status = routes_geodesic_ring(&signed_area, NULL, points, n, err);
            if (status)
                return status;
            area += ring == 0 ? fabs(signed_area) : -fabs(signed_area);
        }
        if (area > most) {
            most = area;
            best = part;
        }
    }
    if (best == all->parts)
        return routes_i_fail(err, ROUTES_E_DATA, "the geometry has no area");

    routes_status status = routes_geometry_new(out, ROUTES_POLYGON, err);
    for (size_t ring = 0; ring < routes_geometry_rings(all, best) && !status; ring++) {
        size_t n = 0;
        const routes_point *points = routes_geometry_points(&n, all, best, ring);
        status = ring == 0 ? routes_geometry_add_part(*out, points, n, err)
                           : routes_geometry_add_hole(*out, points, n, err);
    }
    return status;
}

/* The geometry, mended where it must be. */
static routes_status read_valid(routes_geometry **out, routes_wkb wkb, routes_error *err)
{
    routes_validity validity;
    routes_status status = routes_validity_check(&validity, wkb, err);
    if (status || validity.valid)
        return status ? status : routes_geometry_read(out, wkb, err);
    uint8_t *bytes = NULL;
    size_t size = 0;
    status = routes_validity_repair(&bytes, &size, wkb, err);
    if (!status)
        status = routes_geometry_read(out, (routes_wkb){bytes, size}, err);
    routes_wkb_free(bytes);
    return status;
}

static routes_status to_geos(GEOSGeometry **out, routes_i_geos *geos,
                             const routes_geometry *polygon, routes_error *err)
{
    uint8_t *bytes = NULL;
    size_t size = 0;
    routes_status status = routes_geometry_write(&bytes, &size, polygon, err);
    if (!status)
        status = routes_i_geos_read(out, geos, (routes_wkb){bytes, size}, err);
    routes_wkb_free(bytes);
    return status;
}

static double fineness(routes_i_geos *geos, const GEOSGeometry *flat, routes_box box)
{
    double area = 0.0;
    double perimeter = 0.0;
    double longer = fmax(box.east - box.west, box.north - box.south);
    if (!GEOSArea_r(geos->handle, flat, &area) || !GEOSLength_r(geos->handle, flat, &perimeter) ||
        !(perimeter > 0.0))
        return longer * LEAST_FINENESS;
    return fmax(FINENESS * area / perimeter, longer * LEAST_FINENESS);
}

/* Both ends of the line from the centre of the circle to the border. */
static routes_status ends_of(routes_point ends[2], routes_i_geos *geos, const GEOSGeometry *line,
                             routes_error *err)
{
    const GEOSCoordSequence *points = GEOSGeom_getCoordSeq_r(geos->handle, line);
    for (unsigned i = 0; i < 2; i++)
        if (!points || !GEOSCoordSeq_getXY_r(geos->handle, points, i, &ends[i].lon, &ends[i].lat))
            return routes_i_geos_fail(geos, err, "reading an inscribed circle");
    return ROUTES_OK;
}

/* A point inside that GEOS vouches for, and the nearest of the border. */
static routes_status any_inner_point(routes_point ends[2], routes_i_geos *geos,
                                     const GEOSGeometry *flat, routes_error *err)
{
    GEOSGeometry *point = GEOSPointOnSurface_r(geos->handle, flat);
    GEOSGeometry *border = GEOSBoundary_r(geos->handle, flat);
    GEOSCoordSequence *way =
        point && border ? GEOSNearestPoints_r(geos->handle, point, border) : NULL;
    routes_status status = ROUTES_OK;
    for (unsigned i = 0; i < 2 && !status; i++)
        if (!way || !GEOSCoordSeq_getXY_r(geos->handle, way, i, &ends[i].lon, &ends[i].lat))
            status = routes_i_geos_fail(geos, err, "looking for an inner point");
    if (way)
        GEOSCoordSeq_destroy_r(geos->handle, way);
    routes_i_geos_free(geos, border);
    routes_i_geos_free(geos, point);
    return status;
}

static routes_status inscribe(routes_point ends[2], routes_i_geos *geos, const GEOSGeometry *flat,
                              double fine, routes_error *err)
{
    GEOSGeometry *line = GEOSMaximumInscribedCircle_r(geos->handle, flat, fine);
    routes_status status = ROUTES_OK;
    if (!line)
        status = routes_i_geos_fail(geos, err, "looking for an inner point");
    else
        status = ends_of(ends, geos, line, err);
    routes_i_geos_free(geos, line);
    return status;
}

static routes_status is_inside(bool *inside, routes_i_geos *geos, const GEOSGeometry *flat,
                               routes_point point, routes_error *err)
{
    GEOSGeometry *shape = GEOSGeom_createPointFromXY_r(geos->handle, point.lon, point.lat);
    char answer = shape ? GEOSContains_r(geos->handle, flat, shape) : 2;
    routes_i_geos_free(geos, shape);
    *inside = answer == 1;
    return answer == 2 ? routes_i_geos_fail(geos, err, "looking for an inner point") : ROUTES_OK;
}

/* The inner point and the nearest of the border, both on the flat map. */
static routes_status find_on_flat(routes_point ends[2], routes_i_geos *geos,
                                  const routes_geometry *polygon, routes_error *err)
{
    GEOSGeometry *flat = NULL;
    routes_status status = to_geos(&flat, geos, polygon, err);
    if (status)
        return status;
    routes_box box = routes_geometry_box(polygon);
    double width = box.east - box.west;
    double height = box.north - box.south;
    bool inside = false;
    if (fmin(width, height) > NARROWEST * fmax(width, height)) {
        status = inscribe(ends, geos, flat, fineness(geos, flat, box), err);
        if (!status)
            status = is_inside(&inside, geos, flat, ends[0], err);
    }
    if (!status && !inside)
        status = any_inner_point(ends, geos, flat, err);
    routes_i_geos_free(geos, flat);
    return status;
}

/* Narrows longitudes, so that a degree is about as long both ways. */
static double flatten(routes_geometry *polygon)
{
    routes_box box = routes_geometry_box(polygon);
    double narrowing = fmax(FLATTEST, cos(0.5 * (box.south + box.north) * DEGREE));
    for (size_t i = 0; i < polygon->n; i++)
        polygon->points[i].lon *= narrowing;
    return narrowing;
}

routes_status routes_inner_point_find(routes_point *point, double *clearance_m, routes_wkb wkb,
                                      routes_error *err)
{
    if (!point)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "point must not be null");
    routes_geometry_kind kind = ROUTES_POLYGON;
    routes_box box;
    routes_status status = routes_wkb_describe(&kind, NULL, &box, wkb, err);
    if (status)
        return status;
    if (!routes_i_box_on_earth(box))
        return routes_i_fail(err, ROUTES_E_DATA,
                             "the coordinates are not longitude and latitude: x %.7g to %.7g, y "
                             "%.7g to %.7g",
                             box.west, box.east, box.south, box.north);
    if (kind != ROUTES_POLYGON && kind != ROUTES_MULTIPOLYGON)
        return routes_i_fail(err, ROUTES_E_DATA, "the geometry is %s, must be a polygon",
                             routes_i_wkb_kind_text(kind));

    routes_geometry *all = NULL;
    routes_geometry *polygon = NULL;
    routes_i_geos geos = {0};
    routes_point ends[2] = {{NAN, NAN}, {NAN, NAN}};
    double narrowing = 1.0;
    status = read_valid(&all, wkb, err);
    if (!status)
        status = largest(&polygon, all, err);
    if (!status)
        status = routes_i_geos_open(&geos, err);
    if (!status) {
        narrowing = flatten(polygon);
        status = find_on_flat(ends, &geos, polygon, err);
    }
    routes_i_geos_close(&geos);
    routes_geometry_free(polygon);
    routes_geometry_free(all);
    if (status)
        return status;
    for (size_t i = 0; i < 2; i++)
        ends[i].lon /= narrowing;
    *point = ends[0];
    if (clearance_m)
        *clearance_m = routes_geodesic_distance(ends[0], ends[1]);
    return ROUTES_OK;
}
