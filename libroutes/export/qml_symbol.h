/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file export/qml_symbol.h
 * @brief One class of a style as a symbol of QGIS.
 */
#ifndef ROUTES_EXPORT_QML_SYMBOL_H
#define ROUTES_EXPORT_QML_SYMBOL_H

#include "core/text.h"
#include "export/shape_kind.h"

/** @brief Which ends of a line bear a head. */
typedef enum routes_i_heads {
    ROUTES_I_HEADS_NONE = 0,
    ROUTES_I_HEADS_END,   /**< One way. */
    ROUTES_I_HEADS_BOTH,  /**< Both ways. */
    ROUTES_I_HEADS_MOSTLY /**< A full one at the end, a small hollow one at the start. */
} routes_i_heads;

/** @brief Appends <symbol name="number">...</symbol>. */
void routes_i_qml_symbol(routes_i_text *to, const routes_style_class *one, routes_i_shape_kind kind,
                         routes_i_heads heads, unsigned number);

#endif
