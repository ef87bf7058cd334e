/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file render/block.h
 * @brief A few lines of text that belong together: a name with its local form, a number with its
 * unit.
 */
#ifndef ROUTES_RENDER_BLOCK_H
#define ROUTES_RENDER_BLOCK_H

#include "render/page.h"

/** @brief Lines a block can hold. */
#define ROUTES_I_BLOCK_LINES 6

/** @brief The block: texts are borrowed. */
typedef struct routes_i_block {
    struct {
        routes_i_type type;
        const char *text;
        double height;
        double ascent;
        double width;
    } lines[ROUTES_I_BLOCK_LINES];
    size_t count;
    double width;
    double height;
} routes_i_block;

/** @brief Adds a line below the others; a null or empty text, or one too many, adds nothing. */
void routes_i_block_add(routes_i_block *block, const routes_i_fonts *fonts, routes_i_type type,
                        const char *text);

/**
 * @brief Draws the block in a box of its size, lines aligned to one side or centred.
 * @param[in] halo Width of a white rim round the letters; 0: none.
 */
void routes_i_block_draw(const routes_i_block *block, const routes_i_page *page, routes_i_rect box,
                         routes_i_align align, double halo);

#endif
