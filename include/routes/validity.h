/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/validity.h
 * @brief Whether a geometry is sound, where it is not, and how to mend it.
 *
 * Areas and contiguity computed from a border that crosses itself are wrong
 * without a sign of it. Look at every geometry that comes from a file.
 */
#ifndef ROUTES_VALIDITY_H
#define ROUTES_VALIDITY_H

#include <stddef.h>
#include <stdint.h>

#include "routes/error.h"
#include "routes/point.h"
#include "routes/wkb.h"

ROUTES_BEGIN

/** @brief Bytes in `routes_validity.reason`, the terminating zero included. */
#define ROUTES_VALIDITY_REASON_SIZE 64

/** @brief What was found; a value. */
typedef struct routes_validity {
    int valid;                                /**< Other than 0: sound. */
    int empty;                                /**< Other than 0: it has no points. */
    routes_point where;                       /**< A place of the fault; NaN when valid. */
    char reason[ROUTES_VALIDITY_REASON_SIZE]; /**< "Self-intersection", ...; "" when valid. */
} routes_validity;

/**
 * @brief Checks a geometry by the rules of the OGC's simple features.
 *
 * Rings must be closed, must not touch themselves along a line or cross, holes
 * must lie inside, parts must not overlap. An empty geometry is valid.
 *
 * @param[out] validity
 * @param[in] wkb
 * @param[out] err May be null.
 * @retval ROUTES_E_DATA       The bytes cannot be read at all.
 * @retval ROUTES_E_DEPENDENCY GEOS failed: its words.
 *
 * Cost: O(points log points). Thread safety: no shared state.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_validity_check(routes_validity *validity,
                                                            routes_wkb wkb, routes_error *err);

/**
 * @brief Mends a geometry: the area its rings enclose, without lines and points left over.
 *
 * A figure of eight becomes two areas, a spike goes, parts that overlap become
 * one, a hole outside its polygon becomes a part. What is valid comes back with
 * the same shape. Look at the area before and after: mending is guessing.
 *
 * @param[out] bytes Owned by the caller: routes_wkb_free().
 * @param[out] size  Bytes.
 * @param[in] wkb
 * @param[out] err   May be null.
 * @retval ROUTES_E_DATA       The bytes cannot be read, or nothing is left (all points on a line).
 * @retval ROUTES_E_DEPENDENCY GEOS failed: its words.
 * @retval ROUTES_E_MEMORY
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_validity_repair(uint8_t **bytes, size_t *size,
                                                             routes_wkb wkb, routes_error *err);

/** @brief The version of GEOS in use, "3.11.1-CAPI-1.17.1". */
ROUTES_API const char *routes_validity_geos_version(void);

ROUTES_END

#endif
