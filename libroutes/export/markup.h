/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file export/markup.h
 * @brief Writing XML by hand: elements, and colours as QGIS writes them.
 */
#ifndef ROUTES_EXPORT_MARKUP_H
#define ROUTES_EXPORT_MARKUP_H

#include "core/text.h"

/** @brief Appends <name>text</name> and a newline; an empty element for null. */
void routes_i_markup_element(routes_i_text *to, const char *name, const char *text);

/** @brief Appends a colour 0xRRGGBB as "r,g,b,255". */
void routes_i_markup_colour(routes_i_text *to, uint32_t colour);

#endif
