/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/simplify.h
 * @brief Fewer points for smaller maps, with shared borders still shared.
 */
#ifndef ROUTES_SIMPLIFY_H
#define ROUTES_SIMPLIFY_H

#include <stddef.h>
#include <stdint.h>

#include "routes/error.h"
#include "routes/wkb.h"

ROUTES_BEGIN

/** @brief Shapes made simpler. Opaque. */
typedef struct routes_simplify routes_simplify;

/**
 * @brief Leaves out points of areas and lines that lie within a tolerance of what is left.
 *
 * Borders that two areas share, point by point, are simplified once, so that no
 * gap or overlap opens between them; points where three borders meet and ends
 * of lines stay. Borders do not come to cross each other. A shape that was valid
 * stays valid and keeps its parts and holes: where its border cannot be
 * simplified without harm, it is left as it was. Points come back as they are.
 *
 * @param[out] out        Owned by the caller: routes_simplify_free(). Set to null on failure.
 * @param[in] shapes      [n] All shapes of a layer, together.
 * @param[in] n
 * @param[in] tolerance_m Above 0. Measured on a flat map about the middle latitude of the layer.
 * @param[out] err        May be null.
 * @retval ROUTES_E_ARGUMENT   A null, or a tolerance that is not above 0.
 * @retval ROUTES_E_DATA       A shape cannot be read, or is not in longitude and latitude: which
 *                             one, and why.
 * @retval ROUTES_E_DEPENDENCY GEOS failed: its words.
 * @retval ROUTES_E_MEMORY
 *
 * Cost: O(points log points). Thread safety: no shared state.
 * Source: D. H. Douglas and T. K. Peucker, "Algorithms for the reduction of the number of points
 * required to represent a digitized line or its caricature", Cartographica 10(2), 1973,
 * pp. 112-122; borders taken apart into arcs as in TopoJSON.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_simplify_new(routes_simplify **out,
                                                          const routes_wkb *shapes, size_t n,
                                                          double tolerance_m, routes_error *err);

/** @brief Frees the shapes. Null is allowed. */
ROUTES_API void routes_simplify_free(routes_simplify *simplify);

/**
 * @brief One of the shapes.
 * @param[in] simplify
 * @param[in] index 0 .. n-1
 * @return Borrowed; lives as long as `simplify`. No bytes for an index out of range.
 * @since 0.1
 */
ROUTES_API routes_wkb routes_simplify_at(const routes_simplify *simplify, size_t index);

ROUTES_END

#endif
