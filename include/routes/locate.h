/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/locate.h
 * @brief In which area each of many points lies.
 */
#ifndef ROUTES_LOCATE_H
#define ROUTES_LOCATE_H

#include <stddef.h>
#include <stdint.h>

#include "routes/error.h"
#include "routes/point.h"
#include "routes/run.h"
#include "routes/wkb.h"

ROUTES_BEGIN

/** @brief The index of no area. */
#define ROUTES_LOCATE_NOWHERE SIZE_MAX

/**
 * @brief Finds for each point the area that holds it.
 *
 * A point on a border is in the area; where several hold it, in the first.
 * Borders are straight in longitude and latitude, as in the maps they come from.
 *
 * @param[out] area   [n] Index of the area, or ROUTES_LOCATE_NOWHERE.
 * @param[in] points  [n]
 * @param[in] n
 * @param[in] areas   [m] Polygons or multipolygons, valid: routes_validity_check().
 * @param[in] m
 * @param[in] run     Null: one thread, nobody listens.
 * @param[out] err    May be null.
 * @retval ROUTES_E_ARGUMENT   A null.
 * @retval ROUTES_E_DATA       A point is not finite, or an area cannot be read or is no polygon:
 *                             which one, and why.
 * @retval ROUTES_E_DEPENDENCY GEOS failed: its words.
 * @retval ROUTES_E_CANCELLED  The caller's progress function said stop.
 * @retval ROUTES_E_MEMORY
 *
 * Cost: O(n log m) after O(vertices); some microseconds a point. Same bits for any number of
 * threads; each keeps its own copy of the areas it meets. Thread safety: no shared state.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_locate_points(size_t *area, const routes_point *points,
                                                           size_t n, const routes_wkb *areas,
                                                           size_t m, const routes_run *run,
                                                           routes_error *err);

ROUTES_END

#endif
