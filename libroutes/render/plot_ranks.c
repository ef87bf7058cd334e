/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Ranks with the interval in which they hold: how sure an order is. */

#include <stdlib.h>

#include "core/fail.h"
#include "core/memory.h"
#include "render/plot_sheet.h"
#include "render/style.h"

#define MOST_ROWS 60
#define ROW 30.0
#define TOP 200.0
#define LEFT 900.0
#define RIGHT 1760.0
#define NAME_WIDE 380.0
#define BAR 0x6BAED6u
#define DOT 0x0B4F8Au

/* A name that ends before the bars; what does not fit is cut at a letter. */
static void write_name(const routes_i_plot *plot, const routes_i_page *page, size_t i, double y)
{
    const routes_i_type type = {ROUTES_I_SANS, ROUTES_I_TEXT_TABLE + 1.0, ROUTES_I_INK};
    const char *column = routes_table_find(plot->table, "name") == SIZE_MAX ? "id" : "name";
    const char *name = routes_table_text_at(plot->table, column, plot->rows[i]);
    routes_i_type fitted = type;
    double wide = name ? routes_i_fonts_measure(page->fonts, type.face, type.px, name).x : 0.0;
    if (wide > NAME_WIDE)
        fitted.px *= NAME_WIDE / wide;
    if (name)
        routes_i_page_text(page, fitted, ROUTES_I_RIGHT, (routes_i_xy){LEFT - 22.0, y + 6.0}, name);
}

static void draw_row(const routes_i_plot *plot, const routes_i_page *page, size_t i)
{
    const routes_i_type type = {ROUTES_I_SANS, ROUTES_I_TEXT_TABLE, ROUTES_I_MUTED};
    double y = plot->frame.y0 + ROW * ((double)i + 0.5);
    double low = routes_i_plot_number(plot, "rank_lower", i);
    double high = routes_i_plot_number(plot, "rank_upper", i);
    routes_i_xy from = {plot->frame.x0 + routes_i_axis_part(&plot->x, low) * (RIGHT - LEFT), y};
    routes_i_xy to = {plot->frame.x0 + routes_i_axis_part(&plot->x, high) * (RIGHT - LEFT), y};
    routes_i_xy at = {plot->frame.x0 +
                          routes_i_axis_part(&plot->x, routes_i_plot_number(plot, "rank", i)) *
                              (RIGHT - LEFT),
                      y};
    write_name(plot, page, i, y);
    routes_i_page_colour(page, BAR, 1.0);
    cairo_set_line_cap(page->cr, CAIRO_LINE_CAP_ROUND);
    routes_i_page_line(page, from, to, 7.0);
    cairo_set_line_cap(page->cr, CAIRO_LINE_CAP_BUTT);
    routes_i_plot_dot(page, at, 7.0, DOT, ROUTES_I_WHITE);
    routes_i_text text = {0};
    routes_i_text_print(&text, "%.0f %%", 100.0 * routes_i_plot_number(plot, "share_in_top", i));
    routes_i_page_text(page, type, ROUTES_I_RIGHT, (routes_i_xy){RIGHT + 130.0, y + 6.0},
                       routes_i_text_get(&text));
    routes_i_text_free(&text);
}

static void draw(const routes_i_plot *plot, const routes_i_page *page)
{
    const routes_i_type head = {ROUTES_I_SANS, ROUTES_I_TEXT_TABLE, ROUTES_I_MUTED};
    routes_i_axes_draw(page, &plot->x, &plot->y, plot->frame, "rank, 1 is the highest", NULL);
    routes_i_page_text(page, head, ROUTES_I_RIGHT, (routes_i_xy){RIGHT + 130.0, TOP - 14.0},
                       "in the top");
    for (size_t i = 0; i < plot->row_count; i++)
        draw_row(plot, page, i);
}

static double draw_panel(const routes_i_plot *plot, const routes_i_page *page, double y)
{
    (void)plot;
    routes_i_legend legend = {page, y};
    routes_i_legend_head(&legend, "How sure a rank is");
    routes_i_legend_disc(&legend, DOT, 7.0, "middle rank of all draws");
    routes_i_legend_stroke(&legend, BAR, 7.0, "where the rank lies in most draws from the ranges");
    routes_i_legend_remark(&legend,
                           "At the right: the share of draws in which the area is among the first, "
                           "as many as were asked for.",
                           true);
    return legend.y;
}

struct ranked {
    size_t row;
    double rank;
};

static int by_rank(const void *a, const void *b)
{
    const struct ranked *x = a;
    const struct ranked *y = b;
    if (x->rank != y->rank)
        return x->rank < y->rank ? -1 : 1;
    return (x->row > y->row) - (x->row < y->row);
}

static routes_status order_rows(routes_i_plot *plot, routes_error *err)
{
    struct ranked *ranked = routes_i_calloc(plot->row_count, sizeof *ranked);
    if (!ranked)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu rows", plot->row_count);
    for (size_t i = 0; i < plot->row_count; i++)
        ranked[i] = (struct ranked){plot->rows[i], routes_i_plot_number(plot, "rank", i)};
    qsort(ranked, plot->row_count, sizeof *ranked, by_rank);
    for (size_t i = 0; i < plot->row_count; i++)
        plot->rows[i] = ranked[i].row;
    routes_i_free(ranked);
    return ROUTES_OK;
}

routes_status routes_i_plot_ranks(routes_i_plot *plot, routes_error *err)
{
    static const char *const columns[] = {"rank", "rank_lower", "rank_upper", "share_in_top"};
    routes_status status = routes_i_plot_take(plot, columns, 4, err);
    if (!status)
        status = order_rows(plot, err);
    if (status)
        return status;
    size_t all = plot->row_count;
    plot->row_count = all < MOST_ROWS ? all : MOST_ROWS;
    double low = 1.0, high = 1.0;
    routes_i_plot_span(&low, &high, plot, "rank_upper");
    plot->x = routes_i_axis_linear(0.0, high);
    plot->x.low = 1.0;
    plot->x.step = routes_i_more(1.0, plot->x.step);
    plot->x.high = routes_i_more(2.0, high);
    plot->y = routes_i_axis_linear(0.0, 1.0);
    plot->frame = (routes_i_rect){LEFT, TOP, RIGHT, TOP + ROW * (double)plot->row_count};
    plot->figure = "RANKS";
    plot->draw = draw;
    plot->draw_panel = draw_panel;
    plot->reading = "Where two bars overlap, the figures do not say which of the two is higher.";
    routes_i_text_add(&plot->title, "Ranks, and how sure they are");
    if (plot->row_count < all)
        routes_i_text_print(&plot->subtitle, "The first %zu of %zu.", plot->row_count, all);
    else
        routes_i_text_print(&plot->subtitle, "All %zu.", all);
    return ROUTES_OK;
}
