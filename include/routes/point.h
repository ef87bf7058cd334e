/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/point.h
 * @brief A place on the earth: longitude and latitude in degrees, WGS 84.
 */
#ifndef ROUTES_POINT_H
#define ROUTES_POINT_H

#include <stddef.h>

#include "routes/error.h"

ROUTES_BEGIN

/**
 * @brief A position; a value. Longitude first, always.
 *
 * Where a function says so (`plane`), the two fields hold x and y of a plane in
 * metres instead.
 */
typedef struct routes_point {
    double lon; /**< Degrees east, -180 to 180. */
    double lat; /**< Degrees north, -90 to 90. */
} routes_point;

/**
 * @brief Checks that a position is one: finite, longitude within 180, latitude within 90.
 *
 * The message says which of the two is wrong, and whether they look swapped.
 *
 * @param[in] point
 * @param[out] err May be null.
 * @retval ROUTES_E_DATA It is not.
 *
 * Cost: none. Thread safety: no shared state.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_point_check(routes_point point, routes_error *err);

ROUTES_END

#endif
