/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/centroid.h"

#include <math.h>

#include "core/fail.h"
#include "routes/geometry.h"

/* Sums of weight, and of weight by place; by area, by length and by number of points. */
struct sums {
    double weight[3];
    double x[3];
    double y[3];
};

enum { BY_AREA, BY_LENGTH, BY_POINT };

static void add(struct sums *sums, int by, double weight, double x, double y)
{
    sums->weight[by] += weight;
    sums->x[by] += weight * x;
    sums->y[by] += weight * y;
}

/* Offsets are taken from `origin`: far from 0 the products would lose their digits. */
static void add_run(struct sums *sums, const routes_point *points, size_t n, routes_point origin,
                    double shift, int ring, int hole)
{
    double area = 0.0, area_x = 0.0, area_y = 0.0;
    for (size_t i = 0; i < n; i++) {
        double x = points[i].lon + shift - origin.lon;
        double y = points[i].lat - origin.lat;
        if (!ring || i > 0) /* a ring's last point is its first */
            add(sums, BY_POINT, 1.0, x, y);
        if (i == 0)
            continue;
        double x0 = points[i - 1].lon + shift - origin.lon;
        double y0 = points[i - 1].lat - origin.lat;
        double cross = x0 * y - x * y0;
        area += 0.5 * cross;
        area_x += cross * (x0 + x) / 6.0;
        area_y += cross * (y0 + y) / 6.0;
        add(sums, BY_LENGTH, hypot(x - x0, y - y0), 0.5 * (x0 + x), 0.5 * (y0 + y));
    }
    if (!ring || area == 0.0)
        return;
    double sign = (area > 0.0) != (hole != 0) ? 1.0 : -1.0; /* holes count against */
    sums->weight[BY_AREA] += sign * area;
    sums->x[BY_AREA] += sign * area_x;
    sums->y[BY_AREA] += sign * area_y;
}

static double wrapped(double lon)
{
    if (lon > 180.0)
        return lon - 360.0;
    return lon < -180.0 ? lon + 360.0 : lon;
}

routes_status routes_centroid_find(routes_point *point, routes_wkb wkb, int plane,
                                   routes_error *err)
{
    routes_geometry *geometry = NULL;
    if (!point)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "point must not be null");
    routes_status status = routes_geometry_read(&geometry, wkb, err);
    if (status)
        return status;
    routes_geometry_kind kind = routes_geometry_get_kind(geometry);
    int polygonal = kind == ROUTES_POLYGON || kind == ROUTES_MULTIPOLYGON;
    struct sums sums = {{0.0}, {0.0}, {0.0}};
    routes_point origin = {0.0, 0.0};
    int begun = 0;
    for (size_t part = 0; part < routes_geometry_parts(geometry); part++) {
        double shift = 0.0;
        for (size_t ring = 0; ring < routes_geometry_rings(geometry, part); ring++) {
            size_t n = 0;
            const routes_point *points = routes_geometry_points(&n, geometry, part, ring);
            if (n == 0)
                continue;
            if (!begun)
                origin = points[0];
            begun = 1;
            if (!plane && ring == 0 && fabs(points[0].lon - origin.lon) > 180.0)
                shift = points[0].lon < origin.lon ? 360.0 : -360.0;
            add_run(&sums, points, n, origin, shift, polygonal, ring > 0);
        }
    }
    routes_geometry_free(geometry);
    if (!begun)
        return routes_i_fail(err, ROUTES_E_DATA, "the geometry is empty");
    int by = sums.weight[BY_AREA] > 0.0     ? BY_AREA
             : sums.weight[BY_LENGTH] > 0.0 ? BY_LENGTH
                                            : BY_POINT;
    double lon = origin.lon + sums.x[by] / sums.weight[by];
    *point = (routes_point){plane ? lon : wrapped(lon), origin.lat + sums.y[by] / sums.weight[by]};
    return ROUTES_OK;
}
