/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "render/project.h"

#define RAD(degrees) ((degrees)*ROUTES_I_PI / 180.0)

routes_i_projection routes_i_projection_at(routes_i_projection_kind kind, routes_point centre,
                                           routes_i_xy origin, double per_m)
{
    return (routes_i_projection){kind,   centre.lon, sin(RAD(centre.lat)), cos(RAD(centre.lat)),
                                 origin, per_m};
}

/* What the distance from the centre on the unit sphere is multiplied with: Snyder's k'. */
static double stretch(routes_i_projection_kind kind, double sin_c, double cos_c)
{
    if (kind == ROUTES_I_EQUAL_AREA)
        return sqrt(2.0 / fmax(1.0 + cos_c, 1e-12)); /* (24-2) */
    double c = atan2(sin_c, cos_c);
    return sin_c > 1e-12 ? c / sin_c : 1.0; /* (25-2) */
}

routes_i_xy routes_i_project(const routes_i_projection *projection, routes_point point)
{
    double lambda = RAD(point.lon - projection->lon0_deg);
    double sin_lat = sin(RAD(point.lat));
    double cos_lat = cos(RAD(point.lat));

    /* The point on the unit sphere, seen along the axis through the centre: (22-4), (22-5), (5-3).
     */
    double x = cos_lat * sin(lambda);
    double y = projection->cos_lat0 * sin_lat - projection->sin_lat0 * cos_lat * cos(lambda);
    double cos_c = projection->sin_lat0 * sin_lat + projection->cos_lat0 * cos_lat * cos(lambda);
    double sin_c = sqrt(x * x + y * y);

    double k = stretch(projection->kind, sin_c, cos_c) * ROUTES_I_SPHERE_M * projection->per_m;
    if (cos_c < 0.0 && sin_c < 1e-9) { /* the antipode, in every direction at once */
        x = 1.0;
        y = 0.0;
        k = (projection->kind == ROUTES_I_EQUAL_AREA ? 2.0 : ROUTES_I_PI) * ROUTES_I_SPHERE_M *
            projection->per_m;
    }
    return (routes_i_xy){projection->origin.x + k * x, projection->origin.y - k * y};
}
