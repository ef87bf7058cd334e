/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "geo/geodesic.h"

#include <math.h>

#include "core/fail.h"
#include "geo/wkb.h"

struct geod_geodesic routes_i_wgs84(void)
{
    struct geod_geodesic earth;
    geod_init(&earth, ROUTES_I_WGS84_A, ROUTES_I_WGS84_F);
    return earth;
}

bool routes_i_on_earth(routes_point point)
{
    return isfinite(point.lon) && fabs(point.lat) <= 90.0;
}

bool routes_i_box_on_earth(routes_box box)
{
    return routes_box_is_empty(box) ||
           (box.west >= -540.0 && box.east <= 540.0 && box.south >= -90.0 && box.north <= 90.0);
}

double routes_i_distance(const struct geod_geodesic *earth, routes_point a, routes_point b)
{
    double distance = 0.0;
    geod_inverse(earth, a.lat, a.lon, b.lat, b.lon, &distance, NULL, NULL);
    return distance;
}

static routes_status not_on_earth(routes_point point, size_t index, routes_error *err)
{
    return routes_i_fail(err, ROUTES_E_DATA,
                         "point %zu is longitude %.9g, latitude %.9g: must be finite, latitude "
                         "within -90..90",
                         index, point.lon, point.lat);
}

double routes_geodesic_distance(routes_point a, routes_point b)
{
    if (!routes_i_on_earth(a) || !routes_i_on_earth(b))
        return NAN;
    struct geod_geodesic earth = routes_i_wgs84();
    return routes_i_distance(&earth, a, b);
}

routes_status routes_geodesic_inverse(double *distance_m, double *azimuth_a_deg,
                                      double *azimuth_b_deg, routes_point a, routes_point b,
                                      routes_error *err)
{
    if (!routes_i_on_earth(a))
        return not_on_earth(a, 0, err);
    if (!routes_i_on_earth(b))
        return not_on_earth(b, 1, err);
    struct geod_geodesic earth = routes_i_wgs84();
    geod_inverse(&earth, a.lat, a.lon, b.lat, b.lon, distance_m, azimuth_a_deg, azimuth_b_deg);
    return ROUTES_OK;
}

routes_point routes_geodesic_destination(routes_point from, double azimuth_deg, double distance_m)
{
    routes_point to = {NAN, NAN};
    if (!routes_i_on_earth(from) || !isfinite(azimuth_deg) || !isfinite(distance_m))
        return to;
    struct geod_geodesic earth = routes_i_wgs84();
    geod_direct(&earth, from.lat, from.lon, azimuth_deg, distance_m, &to.lat, &to.lon, NULL);
    return to;
}

double routes_geodesic_line(const routes_point *points, size_t n)
{
    struct geod_geodesic earth = routes_i_wgs84();
    double length = 0.0;
    for (size_t i = 0; i < n; i++) {
        if (!routes_i_on_earth(points[i]))
            return NAN;
        if (i > 0)
            length += routes_i_distance(&earth, points[i - 1], points[i]);
    }
    return length;
}

static void measure(struct geod_polygon *ring, const struct geod_geodesic *earth, double *area,
                    double *perimeter)
{
    geod_polygon_compute(earth, ring, 0, 1, area, perimeter);
}

routes_status routes_geodesic_ring(double *signed_area_m2, double *perimeter_m,
                                   const routes_point *points, size_t n, routes_error *err)
{
    if (!points)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "points must not be null");
    if (n > 1 && points[n - 1].lon == points[0].lon && points[n - 1].lat == points[0].lat)
        n--;
    if (n < 3)
        return routes_i_fail(err, ROUTES_E_DATA, "a ring has %zu points, must have 3 or more", n);

    struct geod_geodesic earth = routes_i_wgs84();
    struct geod_polygon ring;
    geod_polygon_init(&ring, 0);
    for (size_t i = 0; i < n; i++) {
        if (!routes_i_on_earth(points[i]))
            return not_on_earth(points[i], i, err);
        geod_polygon_addpoint(&earth, &ring, points[i].lat, points[i].lon);
    }
    measure(&ring, &earth, signed_area_m2, perimeter_m);
    return ROUTES_OK;
}

/* Adds the points of a run to a ring or line of PROJ; a ring without its closing point. */
static routes_status add_run(struct geod_polygon *to, const struct geod_geodesic *earth,
                             const routes_i_wkb_run *run, bool ring, routes_error *err)
{
    size_t n = run->n;
    if (ring && n > 1) {
        routes_point first = routes_i_wkb_at(run, 0);
        routes_point last = routes_i_wkb_at(run, n - 1);
        n -= first.lon == last.lon && first.lat == last.lat;
    }
    for (size_t i = 0; i < n; i++) {
        routes_point point = routes_i_wkb_at(run, i);
        if (!routes_i_on_earth(point))
            return not_on_earth(point, i, err);
        geod_polygon_addpoint(earth, to, point.lat, point.lon);
    }
    return ROUTES_OK;
}

/* Sums over all runs: outer rings count plus, holes minus; lines have no area. */
static routes_status sum(double *area_m2, double *length_m, routes_i_wkb_walk *walk, bool rings,
                         routes_error *err)
{
    struct geod_geodesic earth = routes_i_wgs84();
    struct geod_polygon shape;
    routes_i_wkb_run run;
    bool more = false;
    double area_sum = 0.0;
    double length_sum = 0.0;
    routes_status status;

    while (!(status = routes_i_wkb_next(walk, &run, &more, err)) && more) {
        double area = 0.0;
        double length = 0.0;
        geod_polygon_init(&shape, !rings);
        status = add_run(&shape, &earth, &run, rings, err);
        if (status)
            return status;
        measure(&shape, &earth, rings ? &area : NULL, &length);
        area_sum += run.ring == 0 ? fabs(area) : -fabs(area);
        length_sum += length;
    }
    if (status)
        return status;
    if (area_m2)
        *area_m2 = area_sum;
    if (length_m)
        *length_m = length_sum;
    return ROUTES_OK;
}

routes_status routes_geodesic_area(double *area_m2, double *perimeter_m, routes_wkb wkb,
                                   routes_error *err)
{
    routes_i_wkb_walk walk;
    routes_status status = routes_i_wkb_open(&walk, wkb, err);
    if (status)
        return status;
    if (walk.kind != ROUTES_POLYGON && walk.kind != ROUTES_MULTIPOLYGON)
        return routes_i_fail(err, ROUTES_E_DATA, "the geometry is %s, must be a polygon",
                             routes_i_wkb_kind_text(walk.kind));
    return sum(area_m2, perimeter_m, &walk, true, err);
}

routes_status routes_geodesic_length(double *length_m, routes_wkb wkb, routes_error *err)
{
    routes_i_wkb_walk walk;
    routes_status status = routes_i_wkb_open(&walk, wkb, err);
    if (status)
        return status;
    if (walk.kind != ROUTES_LINE && walk.kind != ROUTES_MULTILINE)
        return routes_i_fail(err, ROUTES_E_DATA, "the geometry is %s, must be a line",
                             routes_i_wkb_kind_text(walk.kind));
    return sum(NULL, length_m, &walk, false, err);
}
