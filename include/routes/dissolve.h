/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/dissolve.h
 * @brief Many areas made into one: provinces into their country.
 */
#ifndef ROUTES_DISSOLVE_H
#define ROUTES_DISSOLVE_H

#include <stddef.h>
#include <stdint.h>

#include "routes/error.h"
#include "routes/wkb.h"

ROUTES_BEGIN

/**
 * @brief The area that any of the areas covers, without their inner borders.
 *
 * Where borders do not match, slivers stay as holes.
 *
 * @param[out] bytes Polygon or multipolygon; owned by the caller: routes_wkb_free().
 * @param[out] size  Bytes.
 * @param[in] areas  [n] Polygons or multipolygons, valid: routes_validity_check().
 * @param[in] n      At least 1.
 * @param[out] err   May be null.
 * @retval ROUTES_E_ARGUMENT   A null, or n is 0.
 * @retval ROUTES_E_DATA       An area cannot be read, is no polygon, or is not valid.
 * @retval ROUTES_E_DEPENDENCY GEOS failed: its words.
 * @retval ROUTES_E_MEMORY
 *
 * Cost: O(points log points). Thread safety: no shared state.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_dissolve_areas(uint8_t **bytes, size_t *size,
                                                            const routes_wkb *areas, size_t n,
                                                            routes_error *err);

ROUTES_END

#endif
