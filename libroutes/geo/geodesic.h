/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file geo/geodesic.h
 * @brief The ellipsoid, for the kernels of this room.
 */
#ifndef ROUTES_GEO_GEODESIC_H
#define ROUTES_GEO_GEODESIC_H

#include <geodesic.h>
#include <stdbool.h>

#include "routes/geodesic.h"

/** @brief Semi-axis and flattening of WGS 84. */
#define ROUTES_I_WGS84_A 6378137.0
#define ROUTES_I_WGS84_F (1.0 / 298.257223563)

/** @brief The constants of WGS 84; a value of one's own, since a shared one would be a global. */
struct geod_geodesic routes_i_wgs84(void);

/** @brief Whether a length can be taken from here: finite, and not beyond a pole. */
bool routes_i_on_earth(routes_point point);

/**
 * @brief Whether all of a box is longitude and latitude, once round and half again at most.
 *
 * GEOS loses itself in coordinates so large that their squares are infinite.
 */
bool routes_i_box_on_earth(routes_box box);

/** @brief Length of the geodesic; both points are on earth. */
double routes_i_distance(const struct geod_geodesic *earth, routes_point a, routes_point b);

#endif
