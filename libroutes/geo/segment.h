/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file geo/segment.h
 * @brief routes_segment_nearest() for points that have been checked.
 */
#ifndef ROUTES_GEO_SEGMENT_H
#define ROUTES_GEO_SEGMENT_H

#include "geo/geodesic.h"
#include "routes/segment.h"

/** @brief The foot of `point` on the geodesic from `a` to `b`; all three are on earth. */
routes_segment_foot routes_i_segment_nearest(const struct geod_geodesic *earth, routes_point point,
                                             routes_point a, routes_point b);

#endif
