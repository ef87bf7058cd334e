/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file render/font.h
 * @brief The fonts of the figures, from named files alone, and texts measured with them.
 *
 * No font of the user's and no setting of the machine decides what a figure
 * looks like: Fontconfig is given the files one by one and nothing else.
 * Khmer comes from Khmer OS Content: the Noto Sans Khmer of Debian 12 puts a
 * dotted circle into two-part vowels.
 */
#ifndef ROUTES_RENDER_FONT_H
#define ROUTES_RENDER_FONT_H

#include <pango/pango.h>

#include "render/plane.h"
#include "routes/error.h"

/** @brief The faces in use. */
typedef enum routes_i_face {
    ROUTES_I_SANS = 0,
    ROUTES_I_SANS_BOLD = 1,
    ROUTES_I_SANS_ITALIC = 2,
    ROUTES_I_SERIF_BOLD = 3,
    ROUTES_I_SERIF_ITALIC = 4
} routes_i_face;

/** @brief The fonts. Opaque; used by one thread at a time. */
typedef struct routes_i_fonts routes_i_fonts;

/**
 * @brief Loads the fonts.
 *
 * @param[out] out   Owned by the caller: routes_i_fonts_free(). Null on failure.
 * @param[in] folder Searched, with its folders `noto` and `khmeros`; null: where Debian keeps them.
 * @retval ROUTES_E_DEPENDENCY A file is missing: which, and the package that holds it.
 * @retval ROUTES_E_MEMORY
 */
routes_status routes_i_fonts_new(routes_i_fonts **out, const char *folder, routes_error *err);

/** @brief Frees the fonts. Null is allowed. */
void routes_i_fonts_free(routes_i_fonts *fonts);

/**
 * @brief A text set in one face.
 *
 * @param[in] px    Size in page units.
 * @param[in] width Lines break at this width; 0: one line.
 * @return Free with g_object_unref().
 */
PangoLayout *routes_i_fonts_layout(const routes_i_fonts *fonts, routes_i_face face, double px,
                                   double width, const char *text);

/** @brief Width and height of a text in page units: its logical box. */
routes_i_xy routes_i_fonts_measure(const routes_i_fonts *fonts, routes_i_face face, double px,
                                   const char *text);

/** @brief Whether the fonts hold every sign of a text. */
bool routes_i_fonts_cover(const routes_i_fonts *fonts, const char *text);

#endif
