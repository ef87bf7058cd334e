/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/geodesic.h
 * @brief Lengths, directions and areas on the WGS 84 ellipsoid.
 *
 * Lines and edges of polygons are geodesics, the shortest ways over the
 * ellipsoid; they are not the straight lines of a flat map. Lengths are metres,
 * areas square metres, azimuths degrees clockwise from north.
 *
 * Source: C. F. F. Karney, "Algorithms for geodesics", Journal of Geodesy
 * 87(1), 2013, pp. 43-55, as PROJ carries it. Accuracy: 15 nm in a length.
 */
#ifndef ROUTES_GEODESIC_H
#define ROUTES_GEODESIC_H

#include <stddef.h>

#include "routes/error.h"
#include "routes/point.h"
#include "routes/wkb.h"

ROUTES_BEGIN

/**
 * @brief Length of the geodesic between two points, in metres.
 *
 * Longitudes may lie outside -180..180; they wrap.
 *
 * @return NaN when a coordinate is not finite or a latitude is beyond a pole.
 *
 * Cost: a microsecond or two. Thread safety: no shared state.
 * @since 0.1
 */
ROUTES_API double routes_geodesic_distance(routes_point a, routes_point b);

/**
 * @brief Length of the geodesic between two points, and its direction at both ends.
 *
 * @param[out] distance_m     May be null.
 * @param[out] azimuth_a_deg  Direction of travel at `a`, -180 to 180; may be null.
 * @param[out] azimuth_b_deg  Direction of travel at `b`, -180 to 180; may be null.
 * @param[in] a
 * @param[in] b
 * @param[out] err            May be null.
 * @retval ROUTES_E_DATA A coordinate is not finite or a latitude is beyond a pole.
 *
 * Directions are not unique for points that coincide, are antipodal, or are poles.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_geodesic_inverse(double *distance_m,
                                                              double *azimuth_a_deg,
                                                              double *azimuth_b_deg, routes_point a,
                                                              routes_point b, routes_error *err);

/**
 * @brief Where one comes out after `distance_m` metres in the direction `azimuth_deg`.
 * @return NaN coordinates when an argument is not finite or the latitude is beyond a pole.
 * @since 0.1
 */
ROUTES_API routes_point routes_geodesic_destination(routes_point from, double azimuth_deg,
                                                    double distance_m);

/**
 * @brief Length of a line through points, in metres.
 * @param[in] points [n]
 * @param[in] n      0 or 1: the length is 0.
 * @return NaN when a point is none.
 * @since 0.1
 */
ROUTES_API double routes_geodesic_line(const routes_point *points, size_t n);

/**
 * @brief Area and perimeter of a ring.
 *
 * The area is positive when the ring runs counter-clockwise, and that of the
 * smaller of the two sides of the ring; a ring may run round a pole or over the
 * antimeridian.
 *
 * @param[out] signed_area_m2 May be null.
 * @param[out] perimeter_m    May be null.
 * @param[in] points [n]      The last may repeat the first.
 * @param[in] n               At least 3 without the repeated one.
 * @param[out] err            May be null.
 * @retval ROUTES_E_DATA A point is none, or there are fewer than 3.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_geodesic_ring(double *signed_area_m2,
                                                           double *perimeter_m,
                                                           const routes_point *points, size_t n,
                                                           routes_error *err);

/**
 * @brief Area and perimeter of a polygon or multipolygon.
 *
 * Of each polygon the outer ring less its holes, whichever way they run. The
 * perimeter takes in the holes. Parts that overlap count twice: routes_validity_check().
 *
 * @param[out] area_m2     May be null; 0 for an empty polygon.
 * @param[out] perimeter_m May be null.
 * @param[in] wkb          Longitude and latitude.
 * @param[out] err         May be null.
 * @retval ROUTES_E_DATA The geometry cannot be read, is no polygon, or a point is none.
 *
 * Cost: a microsecond a point, no allocation. Thread safety: no shared state.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_geodesic_area(double *area_m2, double *perimeter_m,
                                                           routes_wkb wkb, routes_error *err);

/**
 * @brief Length of a line or multiline.
 * @param[out] length_m
 * @param[in] wkb
 * @param[out] err May be null.
 * @retval ROUTES_E_DATA The geometry cannot be read, is no line, or a point is none.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_geodesic_length(double *length_m, routes_wkb wkb,
                                                             routes_error *err);

ROUTES_END

#endif
