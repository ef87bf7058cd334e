/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file geo/schematic.h
 * @brief The curve that stands for a lane on a map: it joins two ends and is no route.
 */
#ifndef ROUTES_GEO_SCHEMATIC_H
#define ROUTES_GEO_SCHEMATIC_H

#include "routes/geometry.h"

/**
 * @brief Adds the curve from `a` to `b` to a multiline.
 *
 * A quadratic curve in degrees whose middle lies 8 % of the chord to the left,
 * in 24 pieces, the shorter way round the earth, cut in two at the
 * antimeridian. So two lanes in opposite directions lie apart. Where `a` is `b`
 * it is a ring of 24 pieces, 0.3 degrees wide, that touches the point.
 *
 * @retval ROUTES_E_MEMORY The curve may be there in part.
 */
routes_status routes_i_schematic_add(routes_geometry *lines, routes_point a, routes_point b,
                                     routes_error *err);

#endif
