/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file export/qml.h
 * @brief A layer's style as QGIS reads it.
 */
#ifndef ROUTES_EXPORT_QML_H
#define ROUTES_EXPORT_QML_H

#include "core/text.h"
#include "export/flat.h"
#include "export/shape_kind.h"

/**
 * @brief Appends the style as QML: one rule a class, in the order of the legend.
 *
 * Lanes bear a head at their end, at both ends where they run both ways, a small one at the back
 * where they run mostly forward.
 *
 * @param[in] short_names Fields are named as in a shapefile.
 */
void routes_i_qml_write(routes_i_text *to, const routes_layer *layer, const routes_i_flat *flat,
                        routes_i_shape_kind kind, bool short_names);

#endif
