/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/inner_point.h
 * @brief One point to stand for an area, well inside of it.
 *
 * A centroid may lie outside, in a neighbour or in the sea. This point is the
 * one farthest from the border, from geometry alone: it says nothing of where
 * people or cases are.
 */
#ifndef ROUTES_INNER_POINT_H
#define ROUTES_INNER_POINT_H

#include "routes/error.h"
#include "routes/point.h"
#include "routes/wkb.h"

ROUTES_BEGIN

/**
 * @brief Finds the pole of inaccessibility of the largest polygon of an area.
 *
 * Largest by its area on the ellipsoid, of equals the first. Distances to the
 * border are those of a flat map about the middle latitude of that polygon; the
 * point is found to 2 in 100 of half the polygon's mean width or better. Of a
 * thread, a thousand times as long as wide, it is some point inside. What is not
 * valid is mended first.
 *
 * @param[out] point
 * @param[out] clearance_m Way from there to the border, about; may be null.
 * @param[in] wkb          Polygon or multipolygon.
 * @param[out] err         May be null.
 * @retval ROUTES_E_DATA       The geometry cannot be read, is no polygon, or has no area.
 * @retval ROUTES_E_DEPENDENCY GEOS failed: its words.
 * @retval ROUTES_E_MEMORY
 *
 * Cost: O(points log points). The same bytes give the same point. Thread safety: no shared state.
 * Source: D. Garcia-Castellanos and U. Lombardo, "Poles of inaccessibility: a calculation algorithm
 * for the remotest places on earth", Scottish Geographical Journal 123(3), 2007, pp. 227-233; by
 * the branching of cells that GEOS has from Mapbox's polylabel.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_inner_point_find(routes_point *point,
                                                              double *clearance_m, routes_wkb wkb,
                                                              routes_error *err);

ROUTES_END

#endif
