/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file export/qml.h
 * @brief Style and metadata of a layer as QGIS reads them.
 */
#ifndef ROUTES_EXPORT_QML_H
#define ROUTES_EXPORT_QML_H

#include "core/text.h"
#include "routes/release.h"

/**
 * @brief Appends the style as QML: a rule a class, which is what survives versions of QGIS best.
 * @param[in] column Name of the style's column in the file; null: its own.
 * @param[in] label  Name of the label's column in the file; null: its own.
 */
void routes_i_qml_print(routes_i_text *to, const routes_layer *layer, const char *column,
                        const char *label);

/** @brief Appends the metadata as QMD: title, abstract, tier, sources, credits, notices. */
void routes_i_qmd_print(routes_i_text *to, const routes_layer *layer, const routes_stamp *stamp);

/** @brief Appends text with XML's own signs escaped. */
void routes_i_xml_text(routes_i_text *to, const char *text);

#endif
