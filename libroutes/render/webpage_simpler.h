/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file render/webpage_simpler.h
 * @brief The areas of a page with as few points as a screen shows.
 */
#ifndef ROUTES_RENDER_WEBPAGE_SIMPLER_H
#define ROUTES_RENDER_WEBPAGE_SIMPLER_H

#include <stdbool.h>

#include "render/webpage_shapes.h"

/** @brief Whether a shape is an area. */
bool routes_i_webpage_is_area(routes_geometry_kind kind);

/**
 * @brief Makes areas simpler: by what a screen shows when the smallest layer of areas fills it.
 *
 * Areas of all layers that lie there, or next to it, go together, so that the
 * borders which layers share stay shared; those farther off, seen from afar
 * alone, go together with a coarser measure.
 *
 * @retval ROUTES_E_DATA       A shape cannot be read.
 * @retval ROUTES_E_DEPENDENCY GEOS failed.
 * @retval ROUTES_E_MEMORY
 */
routes_status routes_i_webpage_simpler(routes_i_webpage_shapes *shapes, size_t layers,
                                       routes_error *err);

#endif
