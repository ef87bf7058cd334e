/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/segment.h
 * @brief The nearest point of one piece of a line, on the ellipsoid.
 */
#ifndef ROUTES_SEGMENT_H
#define ROUTES_SEGMENT_H

#include "routes/error.h"
#include "routes/point.h"

ROUTES_BEGIN

/** @brief The point of a segment that is nearest to another point; a value. */
typedef struct routes_segment_foot {
    routes_point point; /**< On the segment. */
    double distance_m;  /**< Geodesic length from there to the point asked for. */
    double along_m;     /**< Way from the start of the segment to there. */
    double length_m;    /**< Length of the segment. */
} routes_segment_foot;

/**
 * @brief Finds the point of the geodesic from `a` to `b` that is nearest to `point`.
 *
 * Good to less than a millimetre, for segments up to half the globe, over poles
 * and the antimeridian; to 5 mm where the point is about a quarter of the globe
 * away, so that the whole segment is almost equally far.
 *
 * Rule: where the nearest point is inside the segment, the way to it stands
 * square to the segment. From a trial point on the segment the foot is guessed
 * by the right-angled spherical triangle of the way to `point` and the angle to
 * the segment, and again from there, within brackets that hold it; pieces of at
 * most 1000 km have one such foot (100 km, for a point a quarter of the globe away).
 *
 * @param[out] foot
 * @param[in] point
 * @param[in] a, b May coincide.
 * @param[out] err May be null.
 * @retval ROUTES_E_DATA A coordinate is not finite or a latitude is beyond a pole.
 *
 * Cost: some 10 microseconds, no allocation. Thread safety: no shared state.
 * Source: S. Baselga and J. C. Martinez-Llario, "Intersection and point-to-line solutions for
 * geodesics on the ellipsoid", Studia Geophysica et Geodaetica 62, 2018, pp. 353-363; the brackets
 * are ours.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_segment_nearest(routes_segment_foot *foot,
                                                             routes_point point, routes_point a,
                                                             routes_point b, routes_error *err);

ROUTES_END

#endif
