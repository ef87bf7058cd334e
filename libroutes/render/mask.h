/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file render/mask.h
 * @brief A coarse picture of an area, to ask quickly what lies in it.
 */
#ifndef ROUTES_RENDER_MASK_H
#define ROUTES_RENDER_MASK_H

#include "render/layout.h"
#include "render/outline.h"

/** @brief A picture that owns its cells. */
typedef struct routes_i_mask {
    unsigned char *cells; /**< [height][width] */
    routes_i_layout_mask view;
} routes_i_mask;

/** @brief A picture of the frame, all cells `value`; free with routes_i_mask_free(). */
routes_status routes_i_mask_new(routes_i_mask *out, routes_i_rect frame, double cell,
                                unsigned char value, routes_error *err);

/** @brief Frees the cells. */
void routes_i_mask_free(routes_i_mask *mask);

/** @brief Sets all cells whose middle lies in the outline. */
routes_status routes_i_mask_fill(routes_i_mask *mask, const routes_i_outline *outline,
                                 unsigned char value, routes_error *err);

/** @brief The cell at a point; 0 beyond the picture. */
unsigned char routes_i_mask_at(const routes_i_mask *mask, routes_i_xy p);

/** @brief The middle of a cell. */
routes_i_xy routes_i_mask_cell(const routes_i_mask *mask, size_t index);

/** @brief Part of a box that lies on cells other than 0, from 0 to 1, by 9 x 5 samples. */
double routes_i_mask_share(const routes_i_mask *mask, routes_i_rect box);

/** @brief Length of a straight piece on cells other than 0, by steps of half a cell. */
double routes_i_mask_length(const routes_i_mask *mask, routes_i_xy a, routes_i_xy b);

#endif
