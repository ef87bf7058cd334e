/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "render/legend.h"

#include "render/style.h"

#define TEXT_X 108.0
#define ROW_GAP 9.0

static double wide(void)
{
    return ROUTES_I_PANEL - 22.0 - TEXT_X;
}

/* The words of a row; returns where the middle of its first line is, and moves on. */
static double write_row(routes_i_legend *legend, const char *text)
{
    routes_i_type type = {ROUTES_I_SANS, ROUTES_I_TEXT_LEGEND, ROUTES_I_INK};
    double middle = legend->y + 12.0;
    legend->y += routes_i_page_paragraph(legend->page, type, (routes_i_xy){TEXT_X, legend->y},
                                         wide(), NULL, text) +
                 ROW_GAP;
    return middle;
}

void routes_i_legend_head(routes_i_legend *legend, const char *text)
{
    routes_i_type type = {ROUTES_I_SANS_BOLD, ROUTES_I_TEXT_HEAD, ROUTES_I_INK};
    legend->y +=
        routes_i_page_paragraph(legend->page, type, (routes_i_xy){ROUTES_I_MARGIN, legend->y},
                                ROUTES_I_PANEL - ROUTES_I_MARGIN - 22.0, NULL, text) +
        8.0;
}

void routes_i_legend_remark(routes_i_legend *legend, const char *text, bool italic)
{
    routes_i_type type = {italic ? ROUTES_I_SANS_ITALIC : ROUTES_I_SANS, ROUTES_I_TEXT_SMALL,
                          ROUTES_I_MUTED};
    legend->y +=
        routes_i_page_paragraph(legend->page, type, (routes_i_xy){ROUTES_I_MARGIN, legend->y},
                                ROUTES_I_PANEL - ROUTES_I_MARGIN - 22.0, NULL, text) +
        ROW_GAP;
}

static routes_i_curve sample(double y, double x0, double x1)
{
    double third = (x1 - x0) / 3.0;
    return (routes_i_curve){{{x0, y}, {x0 + third, y}, {x1 - third, y}, {x1, y}}};
}

/* A sample is no lane: it is not noted. */
static void draw_sample(const routes_i_legend *legend, const routes_i_curve *curve,
                        routes_i_stroke stroke)
{
    routes_i_page page = *legend->page;
    page.marks = NULL;
    routes_i_symbol_line(&page, curve, stroke);
    routes_i_symbol_heads(&page, curve, stroke);
}

void routes_i_legend_line(routes_i_legend *legend, routes_i_stroke stroke, const char *text)
{
    double y = write_row(legend, text);
    routes_i_curve curve = sample(y, ROUTES_I_MARGIN, 96.0);
    draw_sample(legend, &curve, stroke);
}

void routes_i_legend_colours(routes_i_legend *legend, routes_dash dash, const uint32_t *colours,
                             size_t n, const char *text)
{
    double y = write_row(legend, text);
    double step = 56.0 / (double)n;
    for (size_t i = 0; i < n; i++) {
        double x = ROUTES_I_MARGIN + step * (double)i;
        bool last = i + 1 == n;
        routes_i_curve curve = sample(y, x, x + step + (last ? 4.0 : -3.0));
        draw_sample(legend, &curve,
                    (routes_i_stroke){n > 1 ? ROUTES_DASH_SOLID : dash, colours[i], last, 0});
    }
}

void routes_i_legend_symbol(routes_i_legend *legend, routes_i_symbol symbol, const char *text)
{
    routes_i_page page = *legend->page;
    page.marks = NULL;
    double y = write_row(legend, text);
    routes_i_symbol_node(&page, symbol, (routes_i_xy){66.0, y}, ROUTES_I_INK);
}

void routes_i_legend_fill(routes_i_legend *legend, uint32_t fill, uint32_t line, routes_hatch hatch,
                          const char *text)
{
    double y = write_row(legend, text);
    routes_i_rect box = {ROUTES_I_MARGIN + 4.0, y - 12.0, 96.0, y + 14.0};
    routes_i_page_box(legend->page, box, fill, 1.0);
    cairo_rectangle(legend->page->cr, box.x0, box.y0, box.x1 - box.x0, box.y1 - box.y0);
    routes_i_symbol_hatch(legend->page, hatch, ROUTES_I_HATCH_LINE);
    cairo_rectangle(legend->page->cr, box.x0, box.y0, box.x1 - box.x0, box.y1 - box.y0);
    routes_i_page_colour(legend->page, line, 1.0);
    cairo_set_line_width(legend->page->cr, 1.3);
    cairo_stroke(legend->page->cr);
}

void routes_i_legend_plate(routes_i_legend *legend, bool dotted, const char *text)
{
    routes_i_page page = *legend->page;
    routes_i_block none = {0};
    page.marks = NULL;
    double y = write_row(legend, text);
    routes_i_symbol_plate(&page, (routes_i_rect){ROUTES_I_MARGIN, y - 11.0, 96.0, y + 11.0}, &none,
                          ROUTES_I_INK, dotted);
}

void routes_i_legend_feather(routes_i_legend *legend, uint32_t rgb, const char *text)
{
    double y = write_row(legend, text);
    routes_i_symbol_feather(legend->page, (routes_i_xy){40.0, y + 3.0}, 0.0,
                            (routes_i_xy){1.0, 0.0}, rgb);
}

void routes_i_legend_loop(routes_i_legend *legend, uint32_t rgb, const char *text)
{
    routes_i_page page = *legend->page;
    page.marks = NULL;
    double y = write_row(legend, text);
    routes_i_symbol_loop(&page, (routes_i_xy){66.0, y + 2.0}, 13.0, rgb, ROUTES_DASH_SOLID, "");
}

void routes_i_legend_number(routes_i_legend *legend, const char *id, uint32_t rgb,
                            const char *number, const char *unit)
{
    routes_i_type bold = {ROUTES_I_SANS_BOLD, ROUTES_I_TEXT_LEGEND, ROUTES_I_INK};
    routes_i_type small = {ROUTES_I_SANS, ROUTES_I_TEXT_SMALL, ROUTES_I_MUTED};
    routes_i_type name = {ROUTES_I_SANS_BOLD, ROUTES_I_TEXT_ID, rgb};
    routes_i_page_text(legend->page, name, ROUTES_I_LEFT,
                       (routes_i_xy){ROUTES_I_MARGIN, legend->y + 17.0}, id);
    routes_i_page_text(legend->page, bold, ROUTES_I_LEFT,
                       (routes_i_xy){ROUTES_I_MARGIN + 52.0, legend->y + 17.0}, number);
    legend->y += 22.0;
    legend->y += routes_i_page_paragraph(legend->page, small,
                                         (routes_i_xy){ROUTES_I_MARGIN + 52.0, legend->y},
                                         ROUTES_I_PANEL - ROUTES_I_MARGIN - 74.0, NULL, unit) +
                 6.0;
}

void routes_i_legend_stroke(routes_i_legend *legend, uint32_t rgb, double width, const char *text)
{
    double y = write_row(legend, text);
    routes_i_page_colour(legend->page, rgb, 1.0);
    routes_i_page_line(legend->page, (routes_i_xy){ROUTES_I_MARGIN + 4.0, y},
                       (routes_i_xy){96.0, y}, width);
}

void routes_i_legend_disc(routes_i_legend *legend, uint32_t rgb, double radius, const char *text)
{
    double y = write_row(legend, text);
    cairo_new_path(legend->page->cr);
    cairo_arc(legend->page->cr, 66.0, y, radius, 0.0, 2.0 * ROUTES_I_PI);
    routes_i_page_colour(legend->page, rgb, 1.0);
    cairo_fill_preserve(legend->page->cr);
    cairo_set_line_width(legend->page->cr, 1.6);
    routes_i_page_colour(legend->page, ROUTES_I_INK, 1.0);
    cairo_stroke(legend->page->cr);
}

void routes_i_legend_halves(routes_i_legend *legend, uint32_t before, double before_radius,
                            uint32_t after, double after_radius, const char *text)
{
    double y = write_row(legend, text);
    routes_i_symbol_halves(legend->page, (routes_i_xy){66.0, y}, before, before_radius, after,
                           after_radius);
}

void routes_i_legend_square(routes_i_legend *legend, const char *text)
{
    double y = write_row(legend, text);
    cairo_rectangle(legend->page->cr, 60.0, y - 6.0, 12.0, 12.0);
    routes_i_page_colour(legend->page, ROUTES_I_WHITE, 1.0);
    cairo_fill_preserve(legend->page->cr);
    cairo_set_line_width(legend->page->cr, 1.6);
    routes_i_page_colour(legend->page, ROUTES_I_MUTED, 1.0);
    cairo_stroke(legend->page->cr);
}

void routes_i_legend_gain(routes_i_legend *legend, const char *text)
{
    double y = write_row(legend, text);
    cairo_new_path(legend->page->cr);
    cairo_move_to(legend->page->cr, 57.0, y - 7.0);
    cairo_line_to(legend->page->cr, 75.0, y - 7.0);
    cairo_line_to(legend->page->cr, 66.0, y + 7.0);
    cairo_close_path(legend->page->cr);
    routes_i_page_colour(legend->page, ROUTES_I_LANE_FAR, 1.0);
    cairo_fill(legend->page->cr);
}

void routes_i_legend_space(routes_i_legend *legend)
{
    legend->y += 16.0;
}
