/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file render/webpage_shapes.h
 * @brief The shapes of all layers of a page, each once, and as few points as a screen shows.
 *
 * Layers share shapes: the same provinces are drawn by what they are and by
 * what lanes say of them. A shape is written once and pointed at from each row.
 */
#ifndef ROUTES_RENDER_WEBPAGE_SHAPES_H
#define ROUTES_RENDER_WEBPAGE_SHAPES_H

#include "core/text.h"
#include "routes/release.h"
#include "routes/simplify.h"

/** @brief Units in a degree in which positions are written; one is about 1.1 m. */
#define ROUTES_I_WEBPAGE_UNITS 100000.0

/** @brief Start from zero; free with routes_i_webpage_shapes_free(), also after a failure. */
typedef struct routes_i_webpage_shapes {
    size_t count;          /**< Shapes. */
    routes_wkb *shapes;    /**< [count] Borrowed from the release or from the two below. */
    size_t *first;         /**< [layers + 1] Slot of each layer's first row. */
    size_t *of;            /**< [slots] Shape of each row; SIZE_MAX where it has none. */
    routes_simplify *near; /**< Areas made simpler; null where there are none. */
    routes_simplify *far;
} routes_i_webpage_shapes;

/**
 * @brief Gathers the shapes of all rows of all layers.
 * @retval ROUTES_E_DATA   A shape cannot be read.
 * @retval ROUTES_E_MEMORY
 */
routes_status routes_i_webpage_shapes_read(routes_i_webpage_shapes *shapes,
                                           const routes_release *release, routes_error *err);

/** @brief Frees what it holds. */
void routes_i_webpage_shapes_free(routes_i_webpage_shapes *shapes);

/** @brief The shape of a row of a layer, or SIZE_MAX. */
size_t routes_i_webpage_shape(const routes_i_webpage_shapes *shapes, size_t layer, size_t row);

/**
 * @brief Writes all as a JSON list of [kind, parts]: kind 1 points, 2 lines, 3 areas.
 *
 * A run of points is one list of whole numbers in units of 1e-5 degree: longitude and latitude of
 * the first, then the step to each next one. A part is a run, of an area a list of runs, the
 * outer ring first, which runs clockwise as seen on the map, its holes the other way: so d3-geo
 * wants it, and RFC 7946 the opposite.
 */
routes_status routes_i_webpage_shapes_write(routes_i_text *to,
                                            const routes_i_webpage_shapes *shapes,
                                            routes_error *err);

#endif
