/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/snap.h
 * @brief Moving points onto the nearest border, and saying how far.
 *
 * Positions of border crossings are known roughly. They belong on the border
 * line in use, and how far they had to move tells how well they were known.
 */
#ifndef ROUTES_SNAP_H
#define ROUTES_SNAP_H

#include <stddef.h>

#include "routes/error.h"
#include "routes/point.h"
#include "routes/run.h"
#include "routes/wkb.h"

ROUTES_BEGIN

/** @brief Where a point comes to lie; a value. */
typedef struct routes_snap_place {
    routes_point point; /**< On the border. */
    double distance_m;  /**< Geodesic length of the way there. */
    size_t border;      /**< Index of the border it lies on; of equally near ones the first. */
} routes_snap_place;

/**
 * @brief Finds for each point the nearest place on any of the borders.
 *
 * Borders are lines, or the rings of polygons (an inner point of a polygon moves
 * to its border too), or points. Their edges are taken as geodesics; from the
 * straight line of a map these differ by a centimetre on an edge of a kilometre.
 *
 * @param[out] places [n]
 * @param[in] points  [n]
 * @param[in] n
 * @param[in] borders [m]
 * @param[in] m
 * @param[in] run     Null: one thread, nobody listens.
 * @param[out] err    May be null.
 * @retval ROUTES_E_ARGUMENT  A null.
 * @retval ROUTES_E_DATA      A point or border cannot be used: which one, and why; or the borders
 *                            are all empty.
 * @retval ROUTES_E_CANCELLED The caller's progress function said stop.
 * @retval ROUTES_E_MEMORY
 *
 * Accuracy: a millimetre. Cost: O((n + edges) log edges), some 50 microseconds a point. Same bits
 * for any number of threads. Thread safety: no shared state.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_snap_points(routes_snap_place *places,
                                                         const routes_point *points, size_t n,
                                                         const routes_wkb *borders, size_t m,
                                                         const routes_run *run, routes_error *err);

ROUTES_END

#endif
