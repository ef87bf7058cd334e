/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/densify.h"

#include <math.h>

#include "core/fail.h"
#include "core/memory.h"
#include "geo/geodesic.h"
#include "geo/geometry.h"

#define MOST_POINTS 1.0e7
/* Where the antimeridian is met; far below what a coordinate is good for. */
#define CLOSE_ENOUGH_M 1.0e-4

/* A line being drawn: finished parts in `lines`, the part under way in `points`. */
struct pen {
    struct geod_geodesic earth;
    routes_geometry *lines;
    routes_point *points;
    size_t n;
    size_t capacity;
    routes_error *err;
};

static routes_status no_memory(const struct pen *pen)
{
    return routes_i_fail(pen->err, ROUTES_E_MEMORY, "no memory for a densified line");
}

static routes_status lift(struct pen *pen)
{
    routes_status status = ROUTES_OK;
    if (pen->n > 1)
        status = routes_geometry_add_part(pen->lines, pen->points, pen->n, pen->err);
    pen->n = 0;
    return status;
}

static routes_status put(struct pen *pen, routes_point point)
{
    void *array = pen->points;
    if (!routes_i_reserve(&array, &pen->capacity, pen->n + 1, sizeof point))
        return no_memory(pen);
    pen->points = array;
    pen->points[pen->n++] = point;
    return ROUTES_OK;
}

/* Latitude where the geodesic from `a` meets the antimeridian on its way to `b`. */
static double latitude_at_edge(const struct pen *pen, routes_point a, routes_point b)
{
    struct geod_geodesicline line;
    geod_inverseline(&line, &pen->earth, a.lat, a.lon, b.lat, b.lon, 0);
    double edge = a.lon > 0.0 ? 180.0 : -180.0;
    double low = 0.0;
    double high = line.s13;
    double lat = a.lat;
    while (high - low > CLOSE_ENOUGH_M) {
        double lon = 0.0;
        double middle = low + (high - low) / 2.0;
        geod_genposition(&line, GEOD_LONG_UNROLL, middle, &lat, &lon, NULL, NULL, NULL, NULL, NULL,
                         NULL);
        if (fabs(lon) < fabs(edge))
            low = middle;
        else
            high = middle;
    }
    return lat;
}

/* Draws on to a point, over the edge of the map where that is the shorter way. */
static routes_status draw_to(struct pen *pen, routes_point to)
{
    if (pen->n == 0)
        return put(pen, to);
    routes_point from = pen->points[pen->n - 1];
    /* Both edges are the same meridian: a point on it takes the side one comes from. */
    if (fabs(to.lon) == 180.0)
        to.lon = copysign(180.0, from.lon);
    if (fabs(to.lon - from.lon) <= 180.0)
        return put(pen, to);

    routes_status status = ROUTES_OK;
    routes_point exit = from;
    if (fabs(from.lon) < 180.0) {
        exit = (routes_point){copysign(180.0, from.lon), latitude_at_edge(pen, from, to)};
        status = put(pen, exit);
    }
    if (!status)
        status = lift(pen);
    if (!status)
        status = put(pen, (routes_point){-exit.lon, exit.lat});
    return status ? status : put(pen, to);
}

/* Draws one geodesic that meets no pole but at its ends; its first point has been drawn. */
static routes_status draw_geodesic(struct pen *pen, routes_point a, routes_point b, double longest)
{
    struct geod_geodesicline line;
    geod_inverseline(&line, &pen->earth, a.lat, a.lon, b.lat, b.lon, 0);
    double pieces = fmax(1.0, ceil(line.s13 / longest));
    routes_status status = ROUTES_OK;
    for (double piece = 1.0; piece < pieces && !status; piece += 1.0) {
        routes_point at;
        geod_position(&line, line.s13 * (piece / pieces), &at.lat, &at.lon, NULL);
        status = draw_to(pen, at);
    }
    return status ? status : draw_to(pen, b);
}

static double along_meridian(const struct pen *pen, routes_point a, routes_point b)
{
    double azimuth = 0.0;
    geod_inverse(&pen->earth, a.lat, a.lon, b.lat, b.lon, NULL, &azimuth, NULL);
    return azimuth == 0.0 || fabs(azimuth) == 180.0 ? fabs(azimuth) : NAN;
}

/* A way that keeps to a meridian and ends on another goes through a pole. */
static routes_status draw_segment(struct pen *pen, routes_point a, routes_point b, double longest)
{
    double azimuth = along_meridian(pen, a, b);
    double turned = fabs(a.lon - b.lon);
    if (isnan(azimuth) || turned == 0.0 || turned == 360.0 || fabs(a.lat) == 90.0 ||
        fabs(b.lat) == 90.0)
        return draw_geodesic(pen, a, b, longest);

    double pole = azimuth == 0.0 ? 90.0 : -90.0;
    routes_status status = draw_geodesic(pen, a, (routes_point){a.lon, pole}, longest);
    if (!status)
        status = lift(pen);
    if (!status)
        status = put(pen, (routes_point){b.lon, pole});
    return status ? status : draw_geodesic(pen, (routes_point){b.lon, pole}, b, longest);
}

static routes_status check(const routes_point *points, size_t n, double longest_m,
                           routes_error *err)
{
    if (n < 2)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "a line has %zu points, must have 2 or more",
                             n);
    if (!(longest_m > 0.0))
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "longest_m is %g, must be above 0", longest_m);
    for (size_t i = 0; i < n; i++)
        if (!routes_i_on_earth(points[i]))
            return routes_i_fail(err, ROUTES_E_DATA,
                                 "point %zu is longitude %.9g, latitude %.9g: must be finite, "
                                 "latitude within -90..90",
                                 i, points[i].lon, points[i].lat);
    double wanted = (double)n + routes_geodesic_line(points, n) / longest_m;
    if (wanted > MOST_POINTS)
        return routes_i_fail(err, ROUTES_E_ARGUMENT,
                             "longest_m is %g, which would make %.3g points: at most %.0e",
                             longest_m, wanted, MOST_POINTS);
    return ROUTES_OK;
}

static routes_point wrapped(routes_point point)
{
    return (routes_point){remainder(point.lon, 360.0), point.lat};
}

static routes_status draw(struct pen *pen, const routes_point *points, size_t n, double longest_m)
{
    routes_status status = draw_to(pen, wrapped(points[0]));
    for (size_t i = 1; i < n && !status; i++)
        status = draw_segment(pen, wrapped(points[i - 1]), wrapped(points[i]), longest_m);
    return status ? status : lift(pen);
}

routes_status routes_densify_line(uint8_t **bytes, size_t *size, const routes_point *points,
                                  size_t n, double longest_m, routes_error *err)
{
    if (!bytes || !size || !points)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "bytes, size and points must not be null");
    routes_status status = check(points, n, longest_m, err);
    if (status)
        return status;

    struct pen pen = {.earth = routes_i_wgs84(), .err = err};
    status = routes_geometry_new(&pen.lines, ROUTES_MULTILINE, err);
    if (!status)
        status = draw(&pen, points, n, longest_m);
    if (!status) {
        if (pen.lines->parts == 1)
            pen.lines->kind = ROUTES_LINE;
        status = routes_geometry_write(bytes, size, pen.lines, err);
    }
    routes_geometry_free(pen.lines);
    routes_i_free(pen.points);
    return status;
}
