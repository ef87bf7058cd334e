/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/border.h
 * @brief The border line that two areas have in common, and its middle.
 *
 * Between the known crossings of a border there are others that nobody has
 * listed. They stand in the graph as one crossing at the middle of the line.
 */
#ifndef ROUTES_BORDER_H
#define ROUTES_BORDER_H

#include <stddef.h>
#include <stdint.h>

#include "routes/error.h"
#include "routes/point.h"
#include "routes/wkb.h"

ROUTES_BEGIN

/** @brief Settings of routes_border_common(). Start from ROUTES_BORDER_OPTIONS. */
typedef struct routes_border_options {
    size_t size; /**< sizeof this struct, set by ROUTES_BORDER_OPTIONS. */
    /** Metres between borders that count as one. 0: only lines that coincide exactly, as in
     * layers made in one piece. */
    double tolerance_m;
    int plane; /**< Other than 0: coordinates are x and y in metres, not degrees. */
} routes_border_options;

/** @brief The defaults, as an initialiser. */
#define ROUTES_BORDER_OPTIONS                                                                      \
    {                                                                                              \
        sizeof(routes_border_options), 0.0, 0                                                      \
    }

/**
 * @brief Finds the border line that area `a` has in common with area `b`.
 *
 * The line is that of `a`, where `b` runs beside it within the tolerance, cut
 * into parts where it breaks off for longer than the tolerance. The middle is
 * on the ring of `a` that has most of the border: going along it, after the
 * longest stretch that is not shared, the point where half of the shared length
 * lies behind. So it is always on the border, and little gaps do not move it.
 *
 * @param[out] bytes    Line or multiline; owned by the caller: routes_wkb_free(). May be null,
 *                      with `size`.
 * @param[out] size     Bytes.
 * @param[out] length_m Length of all parts; may be null.
 * @param[out] middle   May be null.
 * @param[in] areas     [2] `a` and `b`: polygons or multipolygons.
 * @param[in] options   Null for the defaults.
 * @param[out] err      May be null.
 * @retval ROUTES_E_ARGUMENT  A null, or an option out of range.
 * @retval ROUTES_E_DATA      An area cannot be read: which one, and why.
 * @retval ROUTES_E_NOT_FOUND They have no line in common; they may touch in a point.
 * @retval ROUTES_E_MEMORY
 *
 * Cost: O(points log points). Thread safety: no shared state.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_border_common(uint8_t **bytes, size_t *size,
                                                           double *length_m, routes_point *middle,
                                                           const routes_wkb areas[2],
                                                           const routes_border_options *options,
                                                           routes_error *err);

ROUTES_END

#endif
