/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file export/qmd.h
 * @brief What stands behind a layer, in words and as QGIS reads it.
 */
#ifndef ROUTES_EXPORT_QMD_H
#define ROUTES_EXPORT_QMD_H

#include "core/text.h"
#include "routes/release.h"

/** @brief Appends the layer's abstract with what S34 asks: notice, sources, tier, what is hidden.
 */
void routes_i_qmd_abstract(routes_i_text *to, const routes_layer *layer, const routes_stamp *stamp);

/** @brief Appends the whole as QMD. */
void routes_i_qmd_write(routes_i_text *to, const routes_layer *layer, const routes_stamp *stamp);

#endif
