/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the best plan of every number of teams finds, with its bound, the range of detection, and
 * what it finds over the draws. */

#include <math.h>
#include <string.h>

#include "render/cell.h"
#include "render/plot_sheet.h"
#include "render/style.h"

static const routes_i_rect plot_frame = {600.0, 190.0, 1940.0, 1130.0};

#define DETECTION 0xC6DBEFu
#define FOUND 0x0B4F8Au
#define DRAWN 0x6A4FA0u
#define DOT 8.0

static routes_i_xy at(const routes_i_plot *plot, size_t row, double value)
{
    return routes_i_axes_at(&plot->x, &plot->y, plot->frame,
                            routes_i_plot_number(plot, "teams", row), value);
}

static routes_range range_of(const routes_i_plot *plot, const char *column, size_t row)
{
    return routes_i_cell_range(plot->table, column, plot->rows[row]);
}

/* From low to high detection. */
static void draw_band(const routes_i_plot *plot, const routes_i_page *page)
{
    cairo_new_path(page->cr);
    for (size_t i = 0; i < plot->row_count; i++) {
        routes_i_xy p = at(plot, i, range_of(plot, "interception", i).high);
        cairo_line_to(page->cr, p.x, p.y);
    }
    for (size_t i = plot->row_count; i-- > 0;) {
        routes_i_xy p = at(plot, i, range_of(plot, "interception", i).low);
        cairo_line_to(page->cr, p.x, p.y);
    }
    cairo_close_path(page->cr);
    routes_i_page_colour(page, DETECTION, 1.0);
    cairo_fill(page->cr);
}

/* A bar with a tick in the middle, a little beside the number of teams. */
static void draw_drawn(const routes_i_plot *plot, const routes_i_page *page)
{
    routes_i_page_colour(page, DRAWN, 1.0);
    for (size_t i = 0; i < plot->row_count; i++) {
        routes_range range = range_of(plot, "drawn", i);
        if (range.kind == ROUTES_RANGE_NOT_STATED)
            continue;
        routes_i_xy low = at(plot, i, range.low), high = at(plot, i, range.high);
        routes_i_xy middle = at(plot, i, range.moderate);
        double x = low.x + 16.0;
        routes_i_page_line(page, (routes_i_xy){x, low.y}, (routes_i_xy){x, high.y}, 4.0);
        routes_i_page_line(page, (routes_i_xy){x - 7.0, middle.y}, (routes_i_xy){x + 7.0, middle.y},
                           3.0);
    }
}

/* What the plans find, or no plan passes; `dashed`: only where the two differ. */
static void draw_line(const routes_i_plot *plot, const routes_i_page *page, const char *column)
{
    static const double dash[] = {9.0, 6.0};
    cairo_new_path(page->cr);
    for (size_t i = 0; i < plot->row_count; i++) {
        double value = column ? routes_i_plot_number(plot, column, i)
                              : range_of(plot, "interception", i).moderate;
        routes_i_xy p = at(plot, i, value);
        cairo_line_to(page->cr, p.x, p.y);
    }
    routes_i_page_colour(page, column ? ROUTES_I_MUTED : FOUND, 1.0);
    cairo_set_line_width(page->cr, column ? 2.4 : 3.4);
    if (column)
        cairo_set_dash(page->cr, dash, 2, 0.0);
    cairo_stroke(page->cr);
    cairo_set_dash(page->cr, NULL, 0, 0.0);
}

static void draw(const routes_i_plot *plot, const routes_i_page *page)
{
    draw_band(plot, page);
    routes_i_axes_draw(page, &plot->x, &plot->y, plot->frame, "teams", "lanes found");
    draw_line(plot, page, "bound");
    draw_line(plot, page, "worst");
    draw_line(plot, page, NULL);
    draw_drawn(plot, page);
    for (size_t i = 0; i < plot->row_count; i++) {
        routes_i_xy p = at(plot, i, range_of(plot, "interception", i).moderate);
        bool proved = routes_i_plot_number(plot, "bound", i) <=
                      range_of(plot, "interception", i).moderate * (1.0 + 1e-9);
        const char *sites = routes_table_text_at(plot->table, "sites", plot->rows[i]);
        routes_i_block block = {0};
        routes_i_type type = {ROUTES_I_SANS, 16.0, ROUTES_I_INK};
        routes_i_plot_dot(page, p, DOT, proved ? FOUND : ROUTES_I_WHITE, ROUTES_I_INK);
        if (!sites)
            continue;
        routes_i_block_add(&block, page->fonts, type, sites);
        routes_i_rect box = {p.x - 14.0 - block.width, p.y - 12.0 - block.height, p.x - 14.0,
                             p.y - 12.0};
        if (box.x0 < plot->frame.x0 + 6.0) { /* there is more room on the right */
            box.x1 += plot->frame.x0 + 6.0 - box.x0;
            box.x0 = plot->frame.x0 + 6.0;
        }
        routes_i_block_draw(&block, page, box, ROUTES_I_LEFT, 0.0);
    }
}

static double draw_panel(const routes_i_plot *plot, const routes_i_page *page, double y)
{
    routes_i_legend legend = {page, y};
    size_t proved = 0;
    for (size_t i = 0; i < plot->row_count; i++)
        proved += routes_i_plot_number(plot, "bound", i) <=
                  range_of(plot, "interception", i).moderate * (1.0 + 1e-9);
    routes_i_text text = {0};
    routes_i_legend_head(&legend, "Best plan of so many teams");
    routes_i_text_print(&text, "proved: no other finds more (%zu of %zu)", proved, plot->row_count);
    routes_i_legend_disc(&legend, FOUND, DOT, routes_i_text_get(&text));
    routes_i_text_free(&text);
    if (proved < plot->row_count)
        routes_i_legend_disc(&legend, ROUTES_I_WHITE, DOT, "best found; the bound is above it");
    routes_i_legend_fill(&legend, DETECTION, DETECTION, ROUTES_HATCH_NONE,
                         "the same plan, from low to high detection");
    routes_i_legend_stroke(&legend, DRAWN, 4.0,
                           "over draws from all ranges, doubtful lanes left out: 5, 50 and 95 of "
                           "100");
    routes_i_legend_stroke(&legend, ROUTES_I_MUTED, 2.4,
                           "broken, above: no plan passes it; below: the worst case over theta");
    routes_i_legend_remark(&legend,
                           "Beside each dot, where the teams stand. Better detection can find "
                           "less, since it turns more away.",
                           true);
    return legend.y;
}

routes_status routes_i_plot_teams(routes_i_plot *plot, routes_error *err)
{
    static const char *const columns[] = {"teams", "bound", "worst"};
    routes_status status = routes_i_plot_take(plot, columns, 3, err);
    if (status)
        return status;
    double low = 0.0, high = 1e-9, most = 1.0;
    routes_i_plot_span(&low, &high, plot, "bound");
    routes_i_plot_span(&low, &most, plot, "teams");
    for (size_t i = 0; i < plot->row_count; i++) {
        routes_range drawn = range_of(plot, "drawn", i), found = range_of(plot, "interception", i);
        high = fmax(high, found.high);
        if (drawn.kind != ROUTES_RANGE_NOT_STATED)
            high = fmax(high, drawn.high);
    }
    plot->x = routes_i_axis_linear(0.0, most + 0.5);
    plot->y = routes_i_axis_linear(0.0, 1.08 * high);
    plot->frame = plot_frame;
    plot->figure = "TEAMS";
    plot->draw = draw;
    plot->draw_panel = draw_panel;
    plot->reading =
        "Where the line flattens, a further team adds little. How far lanes shift is an "
        "assumption, the same along the line; fewer lanes found is not fewer lanes.";
    routes_i_text_add(&plot->title, "What more teams would find, when lanes shift in answer");
    routes_i_text_print(&plot->subtitle, "Best plans of up to %.0f teams, each by itself.", most);
    return ROUTES_OK;
}
