/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "render/page.h"

#include <pango/pangocairo.h>
#include <string.h>

#include "core/memory.h"

void routes_i_page_colour(const routes_i_page *page, uint32_t rgb, double alpha)
{
    cairo_set_source_rgba(page->cr, (double)(rgb >> 16 & 255u) / 255.0,
                          (double)(rgb >> 8 & 255u) / 255.0, (double)(rgb & 255u) / 255.0, alpha);
}

void routes_i_page_mark(const routes_i_page *page, routes_i_mark_kind kind, routes_i_rect box,
                        double value)
{
    routes_i_marks *marks = page->marks;
    if (!marks || marks->failed)
        return;
    if (marks->count == marks->capacity) {
        size_t capacity = marks->capacity ? 2 * marks->capacity : 64;
        routes_i_mark *items = routes_i_realloc(marks->items, capacity, sizeof *items);
        if (!items) {
            marks->failed = true;
            return;
        }
        marks->items = items;
        marks->capacity = capacity;
    }
    marks->items[marks->count++] = (routes_i_mark){kind, box, value};
}

void routes_i_page_say(const routes_i_page *page, const char *text)
{
    if (!page->twin || !*text)
        return;
    routes_i_text_add(page->twin, text);
    routes_i_text_add(page->twin, "\n");
}

void routes_i_page_box(const routes_i_page *page, routes_i_rect box, uint32_t rgb, double alpha)
{
    routes_i_page_colour(page, rgb, alpha);
    cairo_rectangle(page->cr, box.x0, box.y0, box.x1 - box.x0, box.y1 - box.y0);
    cairo_fill(page->cr);
}

void routes_i_page_round(const routes_i_page *page, routes_i_rect box, double radius)
{
    const double quarter = ROUTES_I_PI / 2.0;
    cairo_new_sub_path(page->cr);
    cairo_arc(page->cr, box.x1 - radius, box.y0 + radius, radius, -quarter, 0.0);
    cairo_arc(page->cr, box.x1 - radius, box.y1 - radius, radius, 0.0, quarter);
    cairo_arc(page->cr, box.x0 + radius, box.y1 - radius, radius, quarter, 2.0 * quarter);
    cairo_arc(page->cr, box.x0 + radius, box.y0 + radius, radius, 2.0 * quarter, 3.0 * quarter);
    cairo_close_path(page->cr);
}

void routes_i_page_line(const routes_i_page *page, routes_i_xy from, routes_i_xy to, double width)
{
    cairo_set_line_width(page->cr, width);
    cairo_move_to(page->cr, from.x, from.y);
    cairo_line_to(page->cr, to.x, to.y);
    cairo_stroke(page->cr);
}

static double width_of(PangoLayout *layout)
{
    int width = 0;
    pango_layout_get_size(layout, &width, NULL);
    return (double)width / PANGO_SCALE;
}

/* Draws a line, its baseline at y, its left end at x. */
static void show_line(const routes_i_page *page, PangoLayout *layout, routes_i_type type,
                      routes_i_xy at)
{
    double ascent = (double)pango_layout_get_baseline(layout) / PANGO_SCALE;
    int height = 0;
    pango_layout_get_size(layout, NULL, &height);
    routes_i_page_colour(page, type.rgb, 1.0);
    cairo_move_to(page->cr, at.x, at.y - ascent);
    pango_cairo_show_layout(page->cr, layout);
    routes_i_rect box = {at.x, at.y - ascent, at.x + width_of(layout),
                         at.y - ascent + (double)height / PANGO_SCALE};
    routes_i_page_mark(page, ROUTES_I_MARK_TEXT, box, type.px);
    routes_i_page_say(page, pango_layout_get_text(layout));
}

double routes_i_page_text(const routes_i_page *page, routes_i_type type, routes_i_align align,
                          routes_i_xy baseline, const char *text)
{
    PangoLayout *layout = routes_i_fonts_layout(page->fonts, type.face, type.px, 0.0, text);
    double width = width_of(layout);
    baseline.x -= align == ROUTES_I_LEFT ? 0.0 : align == ROUTES_I_CENTRE ? width / 2.0 : width;
    show_line(page, layout, type, baseline);
    g_object_unref(layout);
    return width;
}

/* Signs from another font make a line taller: by this much its baseline is lower than usual. */
static double lowered(const routes_i_page *page, PangoLayout *layout, routes_i_type type)
{
    PangoLayout *plain = routes_i_fonts_layout(page->fonts, type.face, type.px, 0.0, "x");
    int usual = pango_layout_get_baseline(plain);
    g_object_unref(plain);
    return (double)(pango_layout_get_baseline(layout) - usual) / PANGO_SCALE;
}

double routes_i_page_paragraph(const routes_i_page *page, routes_i_type type, routes_i_xy corner,
                               double width, const char *bold, const char *text)
{
    routes_i_text whole = {0};
    routes_i_text_print(&whole, "%s%s%s", bold ? bold : "", bold ? " " : "", text);
    PangoLayout *layout =
        routes_i_fonts_layout(page->fonts, type.face, type.px, width, routes_i_text_get(&whole));
    if (bold) {
        PangoAttrList *list = pango_attr_list_new();
        PangoAttribute *weight = pango_attr_weight_new(PANGO_WEIGHT_BOLD);
        weight->start_index = 0;
        weight->end_index = (guint)strlen(bold);
        pango_attr_list_insert(list, weight);
        pango_layout_set_attributes(layout, list);
        pango_attr_list_unref(list);
    }
    pango_layout_set_line_spacing(layout, 1.0F);
    int height = 0;
    pango_layout_get_size(layout, NULL, &height);
    double tall = (double)height / PANGO_SCALE;
    routes_i_page_colour(page, type.rgb, 1.0);
    cairo_move_to(page->cr, corner.x, corner.y - lowered(page, layout, type));
    pango_cairo_show_layout(page->cr, layout);
    routes_i_rect box = {corner.x, corner.y, corner.x + width, corner.y + tall};
    routes_i_page_mark(page, ROUTES_I_MARK_TEXT, box, type.px);
    routes_i_page_say(page, routes_i_text_get(&whole));
    if (page->twin && whole.failed)
        page->twin->failed = true;
    g_object_unref(layout);
    routes_i_text_free(&whole);
    return tall;
}
