/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/hexagons.h
 * @brief Points gathered in hexagons of one size: cells that favour no direction and no border.
 */
#ifndef ROUTES_HEXAGONS_H
#define ROUTES_HEXAGONS_H

#include <stdint.h>

#include "routes/point.h"
#include "routes/run.h"
#include "routes/wkb.h"

ROUTES_BEGIN

/** @brief Hexagons that hold at least one point. Never changed once made. */
typedef struct routes_hexagons routes_hexagons;

/** @brief Settings of routes_hexagons_new(). Start from ROUTES_HEXAGONS_OPTIONS. */
typedef struct routes_hexagons_options {
    size_t size;           /**< sizeof this struct, set by ROUTES_HEXAGONS_OPTIONS. */
    int plane;             /**< Other than 0: x and y in metres of a plane; else degrees, WGS 84. */
    const routes_run *run; /**< Its `proj_path` is searched; may be null. */
} routes_hexagons_options;

/** @brief The defaults, as an initialiser. */
#define ROUTES_HEXAGONS_OPTIONS                                                                    \
    {                                                                                              \
        sizeof(routes_hexagons_options), 0, NULL                                                   \
    }

/**
 * @brief Gathers points in hexagons.
 *
 * Hexagons stand on a corner; one has its centre at the origin of the plane.
 * Degrees are brought to Lambert's azimuthal equal-area plane about the whole degree
 * nearest to the middle of the points, so that all cells have one area; the middle lies opposite
 * the widest gap of longitudes, so that points on both sides of the antimeridian are together. A
 * point on an edge belongs to one of the two cells, by rounding.
 *
 * @param[out] out      routes_hexagons_free(). Null on failure.
 * @param[in] points    [n]
 * @param[in] n         >= 1, below 2^32.
 * @param[in] spacing_m From centre to centre, the width of a cell, in metres; > 0.
 * @param[in] options   Null for the defaults.
 * @param[out] err      May be null.
 * @retval ROUTES_E_ARGUMENT   A null, no points, or a spacing that is not above 0.
 * @retval ROUTES_E_DATA       A point is not finite or out of reach, or the points span more than
 * 2^30 cells in one direction.
 * @retval ROUTES_E_DEPENDENCY proj.db is missing.
 * @retval ROUTES_E_MEMORY
 *
 * Cost: O(n log n). Thread safety: no shared state.
 * Source: C. P. D. Birch, S. P. Oom and J. A. Beecham, "Rectangular and hexagonal grids used for
 * observation, experiment and simulation in ecology", Ecological Modelling 206, 2007, pp. 347-359.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_hexagons_new(routes_hexagons **out,
                                                          const routes_point *points, size_t n,
                                                          double spacing_m,
                                                          const routes_hexagons_options *options,
                                                          routes_error *err);

/** @brief Frees hexagons. Null is allowed. @since 0.1 */
ROUTES_API void routes_hexagons_free(routes_hexagons *hexagons);

/** @brief How many cells hold a point. @since 0.1 */
ROUTES_API size_t routes_hexagons_size(const routes_hexagons *hexagons);

/** @brief [n] The cell of each point, below routes_hexagons_size(); borrowed. @since 0.1 */
ROUTES_API const uint32_t *routes_hexagons_cells(const routes_hexagons *hexagons);

/**
 * @brief Column and row of a cell: axial coordinates, from the cell at the origin.
 *
 * Cells are numbered by column, then by row.
 * @since 0.1
 */
ROUTES_API void routes_hexagons_at(int32_t *column, int32_t *row, const routes_hexagons *hexagons,
                                   uint32_t cell);

/**
 * @brief Pairs of cells that share an edge, each pair once.
 *
 * @param[out] cell, neighbour [3 * size] Room for as many; null: only counted.
 * @return How many.
 * @since 0.1
 */
ROUTES_API size_t routes_hexagons_pairs(uint32_t *cell, uint32_t *neighbour,
                                        const routes_hexagons *hexagons);

/**
 * @brief The outline of a cell, a polygon in the coordinates of the points.
 *
 * Across the antimeridian longitudes go on beyond 180.
 *
 * @param[out] bytes Owned by the caller: routes_wkb_free(). @param[out] size Bytes.
 * @retval ROUTES_E_MEMORY, ROUTES_E_DATA
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_hexagons_outline(uint8_t **bytes, size_t *size,
                                                              const routes_hexagons *hexagons,
                                                              uint32_t cell, routes_error *err);

ROUTES_END

#endif
