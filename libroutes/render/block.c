/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "render/block.h"

#include <pango/pangocairo.h>

#include "render/style.h"

/* Lines of one block stand closer than those of a page. */
#define LEADING 0.86

void routes_i_block_add(routes_i_block *block, const routes_i_fonts *fonts, routes_i_type type,
                        const char *text)
{
    if (!text || !*text || block->count == ROUTES_I_BLOCK_LINES)
        return;
    PangoLayout *layout = routes_i_fonts_layout(fonts, type.face, type.px, 0.0, text);
    PangoRectangle ink;
    PangoRectangle logical;
    pango_layout_get_extents(layout, &ink, &logical);
    double ascent = (double)pango_layout_get_baseline(layout) / PANGO_SCALE;
    double height = (double)logical.height / PANGO_SCALE;
    double width = (double)logical.width / PANGO_SCALE;
    /* Khmer signs stand above and below what the font's box says: the ink counts. */
    double above = ascent - (double)ink.y / PANGO_SCALE;
    double below = (double)(ink.y + ink.height) / PANGO_SCALE - ascent;
    g_object_unref(layout);

    block->lines[block->count].type = type;
    block->lines[block->count].text = text;
    block->lines[block->count].ascent = routes_i_more(LEADING * ascent, above + 1.0);
    block->lines[block->count].height =
        routes_i_more(LEADING * height, block->lines[block->count].ascent + below + 1.0);
    block->lines[block->count].width = width;
    block->height += block->lines[block->count].height;
    block->width = routes_i_more(block->width, width);
    block->count++;
}

static void draw_line(const routes_i_page *page, PangoLayout *layout, routes_i_type type,
                      routes_i_xy at, double halo)
{
    if (halo > 0.0) {
        cairo_move_to(page->cr, at.x, at.y);
        pango_cairo_layout_path(page->cr, layout);
        routes_i_page_colour(page, ROUTES_I_WHITE, 0.92);
        cairo_set_line_width(page->cr, halo);
        cairo_set_line_join(page->cr, CAIRO_LINE_JOIN_ROUND);
        cairo_stroke(page->cr);
    }
    routes_i_page_colour(page, type.rgb, 1.0);
    cairo_move_to(page->cr, at.x, at.y);
    pango_cairo_show_layout(page->cr, layout);
}

void routes_i_block_draw(const routes_i_block *block, const routes_i_page *page, routes_i_rect box,
                         routes_i_align align, double halo)
{
    double y = box.y0;
    for (size_t i = 0; i < block->count; i++) {
        routes_i_type type = block->lines[i].type;
        PangoLayout *layout =
            routes_i_fonts_layout(page->fonts, type.face, type.px, 0.0, block->lines[i].text);
        double ascent = (double)pango_layout_get_baseline(layout) / PANGO_SCALE;
        double spare = box.x1 - box.x0 - block->lines[i].width;
        double x = box.x0 + (align == ROUTES_I_LEFT     ? 0.0
                             : align == ROUTES_I_CENTRE ? spare / 2.0
                                                        : spare);
        routes_i_xy at = {x, y + block->lines[i].ascent - ascent};
        draw_line(page, layout, type, at, halo);
        g_object_unref(layout);
        y += block->lines[i].height;
    }
}
