/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file render/image.h
 * @brief A drawing as the bytes of an SVG, PDF or PNG file: the same drawing, the same bytes.
 */
#ifndef ROUTES_RENDER_IMAGE_H
#define ROUTES_RENDER_IMAGE_H

#include "render/page.h"

/** @brief Formats. */
typedef enum routes_i_format {
    ROUTES_I_SVG = 0,
    ROUTES_I_PDF = 1,
    ROUTES_I_PNG = 2
} routes_i_format;

/** @brief What is drawn. */
typedef struct routes_i_picture {
    double height; /**< The width is ROUTES_I_PAGE_WIDTH. */
    const routes_i_fonts *fonts;
    const char *title;
    const char *date; /**< YYYY-MM-DD: the PDF's date of making; null: 1970-01-01. */
    void (*draw)(const void *context, const routes_i_page *page);
    const void *context;
} routes_i_picture;

/**
 * @brief Makes the bytes of a file.
 *
 * SVG and PDF carry the title; the SVG has all texts of the drawing as its description, since
 * its letters are outlines.
 *
 * @param[out] out   Empty; free with routes_i_text_free().
 * @retval ROUTES_E_DEPENDENCY Cairo failed: its words.
 * @retval ROUTES_E_MEMORY
 */
routes_status routes_i_image_make(routes_i_text *out, routes_i_format format,
                                  const routes_i_picture *picture, routes_error *err);

#endif
