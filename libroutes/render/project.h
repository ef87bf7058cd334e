/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file render/project.h
 * @brief The two map projections of the figures, on the sphere.
 *
 * Equal area for the maps, since hatched areas are compared by eye; azimuthal
 * equidistant for the inset, since there distance and bearing from one place
 * are what is shown. On the sphere both take one line each, and at the scale of
 * these maps the ellipsoid would change no length by more than half a per cent.
 *
 * Source: J. P. Snyder, "Map projections: a working manual", USGS Professional
 * Paper 1395, 1987, pp. 182-190 and 191-202.
 */
#ifndef ROUTES_RENDER_PROJECT_H
#define ROUTES_RENDER_PROJECT_H

#include "render/plane.h"
#include "routes/point.h"

/** @brief Radius of the sphere with the area of the WGS 84 ellipsoid, in metres. */
#define ROUTES_I_SPHERE_M 6371007.2

/** @brief Which of the two. */
typedef enum routes_i_projection_kind {
    ROUTES_I_EQUAL_AREA = 0, /**< Lambert azimuthal equal-area. */
    ROUTES_I_EQUIDISTANT = 1 /**< Azimuthal equidistant. */
} routes_i_projection_kind;

/** @brief A projection about a point, and where it comes to lie on the page; a value. */
typedef struct routes_i_projection {
    routes_i_projection_kind kind;
    double lon0_deg;
    double sin_lat0;
    double cos_lat0;
    routes_i_xy origin; /**< The centre on the page. */
    double per_m;       /**< Page units a metre. */
} routes_i_projection;

/**
 * @brief A projection about `centre`, which comes to lie at `origin`, with `per_m` page units a
 * metre.
 */
routes_i_projection routes_i_projection_at(routes_i_projection_kind kind, routes_point centre,
                                           routes_i_xy origin, double per_m);

/**
 * @brief Where a point comes to lie on the page.
 *
 * The antipode of the centre has no place: it comes to lie at the rim, to the right.
 */
routes_i_xy routes_i_project(const routes_i_projection *projection, routes_point point);

#endif
