/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/outside.h"

#include <math.h>

#include "core/fail.h"
#include "routes/geodesic.h"
#include "routes/geometry.h"

/* The point of the border found so far, and its squared distance on the flat map, in degrees of
 * latitude. */
struct nearest {
    routes_point foot;
    double distance2;
};

static void try_piece(struct nearest *nearest, routes_point point, double shrink, routes_point a,
                      routes_point b)
{
    double ax = (a.lon - point.lon) * shrink, ay = a.lat - point.lat;
    double bx = (b.lon - point.lon) * shrink, by = b.lat - point.lat;
    double dx = bx - ax, dy = by - ay;
    double length2 = dx * dx + dy * dy;
    double part = length2 > 0.0 ? -(ax * dx + ay * dy) / length2 : 0.0;
    part = fmin(1.0, fmax(0.0, part));
    double x = ax + part * dx, y = ay + part * dy;
    double distance2 = x * x + y * y;
    if (distance2 < nearest->distance2)
        *nearest = (struct nearest){
            {a.lon + part * (b.lon - a.lon), a.lat + part * (b.lat - a.lat)}, distance2};
}

static void try_ring(struct nearest *nearest, routes_point point, const routes_geometry *geometry,
                     size_t part, size_t ring)
{
    size_t count;
    const routes_point *points = routes_geometry_points(&count, geometry, part, ring);
    const double degrees = 0.017453292519943295; /* pi / 180 */
    double shrink = cos(point.lat * degrees);
    for (size_t i = 1; points && i < count; i++)
        try_piece(nearest, point, shrink, points[i - 1], points[i]);
}

routes_status routes_i_outside_distance(double *distance_m, routes_point point, routes_wkb wkb,
                                        routes_error *err)
{
    routes_geometry *geometry = NULL;
    routes_status status = routes_geometry_read(&geometry, wkb, err);
    if (status)
        return status;
    struct nearest nearest = {.distance2 = INFINITY};
    for (size_t part = 0; part < routes_geometry_parts(geometry); part++)
        for (size_t ring = 0; ring < routes_geometry_rings(geometry, part); ring++)
            try_ring(&nearest, point, geometry, part, ring);
    routes_geometry_free(geometry);
    if (isinf(nearest.distance2))
        return routes_i_fail(err, ROUTES_E_DATA, "the polygon has no border");
    *distance_m = routes_geodesic_distance(point, nearest.foot);
    return ROUTES_OK;
}
