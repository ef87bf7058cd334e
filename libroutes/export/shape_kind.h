/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file export/shape_kind.h
 * @brief What a layer's geometry is as a whole.
 */
#ifndef ROUTES_EXPORT_SHAPE_KIND_H
#define ROUTES_EXPORT_SHAPE_KIND_H

#include "export/flat.h"

/** @brief Kinds of layers. */
typedef enum routes_i_shape_kind {
    ROUTES_I_SHAPES_NONE = 0, /**< A table without geometry. */
    ROUTES_I_SHAPES_POINTS,
    ROUTES_I_SHAPES_LINES,
    ROUTES_I_SHAPES_AREAS
} routes_i_shape_kind;

/**
 * @brief The kind of a layer's geometry; of an empty one, and where no row has any, by its style.
 * @param[out] single Whether every point is one point alone, not several.
 * @retval ROUTES_E_DATA Kinds are mixed, or a geometry cannot be read.
 */
routes_status routes_i_shape_kind_of(routes_i_shape_kind *kind, bool *single,
                                     const routes_layer *layer, const routes_i_flat *flat,
                                     routes_error *err);

#endif
