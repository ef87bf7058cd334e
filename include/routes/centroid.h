/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/centroid.h
 * @brief The centre of gravity of a geometry: where an area stands when neighbours are found by
 *        distance.
 *
 * It may lie outside of the area; for a point that is always inside, see
 * routes/inner_point.h.
 */
#ifndef ROUTES_CENTROID_H
#define ROUTES_CENTROID_H

#include "routes/error.h"
#include "routes/point.h"
#include "routes/wkb.h"

ROUTES_BEGIN

/**
 * @brief Finds the centroid.
 *
 * Of polygons by area, holes taken out; of what has no area by length; of what has no length the
 * mean of its points. Longitude and latitude are taken as x and y, as GeoDa, GEOS and PySAL do,
 * so that neighbours found by distance are the same as theirs; but parts on both sides of the
 * antimeridian are put together first.
 *
 * @param[out] point
 * @param[in] wkb   Not empty. Rings need not be oriented, and may not cross themselves.
 * @param[in] plane Other than 0: coordinates are of a plane, nothing is put together.
 * @param[out] err  May be null.
 * @retval ROUTES_E_DATA   The geometry cannot be read, or is empty.
 * @retval ROUTES_E_MEMORY
 *
 * Cost: O(points). Thread safety: no shared state.
 * Source: P. Bourke, "Calculating the area and centroid of a polygon", 1988. Oracle: Shapely
 * (GEOS).
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_centroid_find(routes_point *point, routes_wkb wkb,
                                                           int plane, routes_error *err);

ROUTES_END

#endif
