/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file render/caption.h
 * @brief What stands round the map: header, table of the lanes, notes.
 *
 * The eight items that every map must carry: tier, source, period, unit, number
 * of what is shown, number of hidden cells, "detected, not prevalence", boundary
 * notice. They cannot be switched off.
 */
#ifndef ROUTES_RENDER_CAPTION_H
#define ROUTES_RENDER_CAPTION_H

#include "render/page.h"
#include "render/scene.h"

/** @brief Title, subtitle, number of the figure and mark of the tier. */
void routes_i_caption_header(const routes_i_page *page, const char *title, const char *subtitle,
                             const char *figure, const routes_stamp *stamp);

/** @brief A cell of a row: columns are given by their left edges. */
typedef struct routes_i_row_text {
    const char *cells[4];
} routes_i_row_text;

/**
 * @brief A table in two columns of rows; cells wrap.
 * @param[in] rows   [n]
 * @param[in] widths [4] Of the cells of one row, in page units.
 * @return Where it ends.
 */
double routes_i_caption_table(const routes_i_page *page, double y, const char *head,
                              const char *sub, const routes_i_row_text *rows, size_t n,
                              const double *widths);

/**
 * @brief Notes on boundaries, source, tier and what is hidden, as stamped.
 * @return Where they end.
 */
double routes_i_caption_stamp(const routes_i_page *page, double y, const routes_stamp *stamp);

/** @brief One note, its first words bold. @return Where it ends. */
double routes_i_caption_note(const routes_i_page *page, double y, const char *bold,
                             const char *text);

#endif
