/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/densify.h
 * @brief Geodesics as lines that a flat map can draw.
 *
 * A map joins points by straight strokes. The shortest way over the globe bends
 * on it, and leaves at one edge to come in at the other.
 */
#ifndef ROUTES_DENSIFY_H
#define ROUTES_DENSIFY_H

#include <stddef.h>

#include "routes/error.h"
#include "routes/point.h"
#include "routes/wkb.h"

ROUTES_BEGIN

/**
 * @brief A line with points added along its geodesics, cut at the antimeridian and at poles.
 *
 * Each geodesic between given points is divided evenly into pieces no longer
 * than `longest_m`. Given points stay, with longitudes brought to -180..180.
 * Where the way crosses the antimeridian, one part ends at 180 (or -180) and the
 * next begins at -180 (or 180), at the same latitude; where it runs through a
 * pole, one ends and the next begins there.
 *
 * @param[out] bytes A line, or a multiline where it was cut; owned by the caller:
 *                   routes_wkb_free().
 * @param[out] size  Bytes.
 * @param[in] points    [n]
 * @param[in] n         At least 2.
 * @param[in] longest_m Above 0; infinity adds no points.
 * @param[out] err      May be null.
 * @retval ROUTES_E_ARGUMENT A null, fewer than 2 points, `longest_m` not above 0, or so small that
 *                           more than 10 million points would be made.
 * @retval ROUTES_E_DATA     A coordinate is not finite or a latitude is beyond a pole.
 * @retval ROUTES_E_MEMORY
 *
 * Cost: a microsecond a point. Thread safety: no shared state.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_densify_line(uint8_t **bytes, size_t *size,
                                                          const routes_point *points, size_t n,
                                                          double longest_m, routes_error *err);

ROUTES_END

#endif
