/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/contiguity.h
 * @brief Which areas are neighbours, and how much border they share.
 *
 * Areas are neighbours by their borders: queen where these meet in a point or
 * more, rook where they share a line. An area inside another, not touching its
 * border, is no neighbour of it; an overlap shows as borders that cross, and
 * counts as a point.
 */
#ifndef ROUTES_CONTIGUITY_H
#define ROUTES_CONTIGUITY_H

#include <stddef.h>
#include <stdint.h>

#include "routes/error.h"
#include "routes/run.h"
#include "routes/wkb.h"

ROUTES_BEGIN

/** @brief Neighbours as found. Opaque. */
typedef struct routes_contiguity routes_contiguity;

/** @brief Settings of routes_contiguity_new(). Start from ROUTES_CONTIGUITY_OPTIONS. */
typedef struct routes_contiguity_options {
    size_t size; /**< sizeof this struct, set by ROUTES_CONTIGUITY_OPTIONS. */
    int rook;    /**< Other than 0: leave out neighbours that share no line. */
    /** Metres between borders that count as one. 0: only points and lines that coincide exactly,
     * as in layers made in one piece. */
    double tolerance_m;
    int plane;      /**< Other than 0: coordinates are x and y in metres, not degrees. */
    int unmeasured; /**< Other than 0: `shared_m` is not asked for, which is quicker; it is NaN. */
    const routes_run *run; /**< Null: one thread, nobody listens. */
} routes_contiguity_options;

/** @brief The defaults, as an initialiser. */
#define ROUTES_CONTIGUITY_OPTIONS                                                                  \
    {                                                                                              \
        sizeof(routes_contiguity_options), 0, 0.0, 0, 0, NULL                                      \
    }

/** @brief Two neighbours; each pair stands once. */
typedef struct routes_contiguity_pair {
    size_t a;        /**< Index of the one area. */
    size_t b;        /**< Index of the other, above `a`. */
    double shared_m; /**< Length of border in common; 0 where they touch in points only; NaN: not
                        measured. */
} routes_contiguity_pair;

/**
 * @brief Finds the neighbours among areas.
 *
 * The shared length is measured along the border of `a`, where that of `b` runs
 * beside it within the tolerance. A line is shared where it is longer than 0 m,
 * or with a tolerance, than four times that: shorter ones cannot be told from a
 * corner. Borders are straight in longitude and latitude, and meet across the
 * antimeridian.
 *
 * @param[out] out    Owned by the caller: routes_contiguity_free(). Set to null on failure.
 * @param[in] areas   [n] Polygons or multipolygons; lines work too. Empty ones have no neighbours.
 * @param[in] n       At least 0.
 * @param[in] options Null for the defaults.
 * @param[out] err    May be null.
 * @retval ROUTES_E_ARGUMENT  A null, or an option out of range.
 * @retval ROUTES_E_DATA      An area cannot be read: which one, and why.
 * @retval ROUTES_E_CANCELLED The caller's progress function said stop.
 * @retval ROUTES_E_MEMORY
 *
 * Cost: about O(points * log areas); 100 000 areas of 30 points well under a second. Same bits for
 * any number of threads. Thread safety: no shared state.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status
routes_contiguity_new(routes_contiguity **out, const routes_wkb *areas, size_t n,
                      const routes_contiguity_options *options, routes_error *err);

/** @brief Frees what was found. Null is allowed. */
ROUTES_API void routes_contiguity_free(routes_contiguity *contiguity);

/**
 * @brief The pairs, sorted by `a`, then `b`.
 * @param[out] count Number of pairs.
 * @param[in] contiguity
 * @return [count] Borrowed; lives as long as `contiguity`. Null when there are none.
 * @since 0.1
 */
ROUTES_API const routes_contiguity_pair *
routes_contiguity_pairs(size_t *count, const routes_contiguity *contiguity);

ROUTES_END

#endif
