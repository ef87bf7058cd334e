/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file model/outside.h
 * @brief How far a point lies from the border of an area.
 */
#ifndef ROUTES_MODEL_OUTSIDE_H
#define ROUTES_MODEL_OUTSIDE_H

#include "routes/error.h"
#include "routes/point.h"
#include "routes/wkb.h"

/**
 * @brief Geodesic distance from a point to the nearest border of a polygon or multipolygon.
 *
 * Borders are straight in longitude and latitude, as routes_locate_points() takes them. The nearest
 * point of the border is chosen on a flat map about the point, and the way there measured exactly:
 * right for points near the area, which are the ones that a rule on accuracy asks about.
 *
 * @retval ROUTES_E_DATA   The geometry cannot be read, or has no border.
 * @retval ROUTES_E_MEMORY
 */
routes_status routes_i_outside_distance(double *distance_m, routes_point point, routes_wkb wkb,
                                        routes_error *err);

#endif
