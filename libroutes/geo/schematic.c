/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "geo/schematic.h"

#include <math.h>

#define PIECES 24
#define BEND 0.16 /* of the control point; the curve's middle bends half as far */
#define LOOP_RADIUS 0.15

/* A ring that starts and ends at the point and lies to the north of it. */
static routes_status add_loop(routes_geometry *lines, routes_point at, routes_error *err)
{
    const double full_turn = 6.283185307179586;
    routes_point ring[PIECES + 1];
    for (int i = 0; i <= PIECES; i++) {
        double angle = full_turn * (i % PIECES) / PIECES;
        ring[i] = (routes_point){at.lon + LOOP_RADIUS * sin(angle),
                                 at.lat + LOOP_RADIUS * (1.0 - cos(angle))};
    }
    return routes_geometry_add_part(lines, ring, PIECES + 1, err);
}

/* Adds a curve whose longitudes may pass 180, cut wherever it meets the antimeridian; near a pole
 * it may go over and come back. */
static routes_status add_cut(routes_geometry *lines, const routes_point *curve, routes_error *err)
{
    routes_point part[PIECES + 3];
    size_t count = 0;
    double shift = 0.0;
    for (int i = 0; i <= PIECES; i++) {
        routes_point at = {curve[i].lon + shift, curve[i].lat};
        if (count > 0 && fabs(at.lon) > 180.0) {
            double edge = at.lon > 0.0 ? 180.0 : -180.0;
            routes_point before = part[count - 1];
            double share = (edge - before.lon) / (at.lon - before.lon);
            double lat = before.lat + share * (at.lat - before.lat);
            part[count++] = (routes_point){edge, lat};
            routes_status status = routes_geometry_add_part(lines, part, count, err);
            if (status)
                return status;
            shift -= 2.0 * edge;
            at.lon -= 2.0 * edge;
            part[0] = (routes_point){-edge, lat};
            count = 1;
        }
        part[count++] = at;
    }
    return routes_geometry_add_part(lines, part, count, err);
}

routes_status routes_i_schematic_add(routes_geometry *lines, routes_point a, routes_point b,
                                     routes_error *err)
{
    double east = b.lon - a.lon;
    if (east > 180.0)
        east -= 360.0;
    else if (east < -180.0)
        east += 360.0;
    double north = b.lat - a.lat;
    if (east == 0.0 && north == 0.0)
        return add_loop(lines, a, err);

    routes_point control = {a.lon + 0.5 * east - BEND * north, a.lat + 0.5 * north + BEND * east};
    control.lat = fmax(-90.0, fmin(90.0, control.lat));
    routes_point curve[PIECES + 1];
    for (int i = 0; i <= PIECES; i++) {
        double t = (double)i / PIECES;
        double s = 1.0 - t;
        curve[i].lon = s * s * a.lon + 2.0 * s * t * control.lon + t * t * (a.lon + east);
        curve[i].lat = s * s * a.lat + 2.0 * s * t * control.lat + t * t * b.lat;
    }
    curve[0] = a;
    if (a.lon + east == b.lon)
        curve[PIECES] = b;
    return add_cut(lines, curve, err);
}
