/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The funnel plot: rates by population, with what chance alone would make of one common rate. */

#include <stdlib.h>

#include "core/fail.h"
#include "core/memory.h"
#include "render/cell.h"
#include "render/plot_sheet.h"
#include "render/style.h"

static const routes_i_rect plot_frame = {600.0, 190.0, 1940.0, 1130.0};
static const char *const limits[] = {"control_low", "control_high", "alarm_low", "alarm_high"};

#define LIMITS 4
#define INSIDE 0xC6DBEFu
#define WARNED 0xE69F00u
#define OUTSIDE 0x0B4F8Au

/* 0 within the inner limits, 1 beyond them, 2 beyond the outer ones. */
static int beyond(const routes_i_plot *plot, size_t row)
{
    double rate = routes_i_plot_number(plot, "raw", row);
    if (rate < routes_i_plot_number(plot, "alarm_low", row) ||
        rate > routes_i_plot_number(plot, "alarm_high", row))
        return 2;
    return rate < routes_i_plot_number(plot, "control_low", row) ||
           rate > routes_i_plot_number(plot, "control_high", row);
}

static const uint32_t colours[] = {INSIDE, WARNED, OUTSIDE};

/* A limit through the areas, which lie in order of population. */
static void draw_limit(const routes_i_plot *plot, const routes_i_page *page, const char *column,
                       bool outer)
{
    static const double dash[] = {9.0, 6.0};
    cairo_new_path(page->cr);
    for (size_t i = 0; i < plot->row_count; i++) {
        routes_i_xy at = routes_i_axes_at(&plot->x, &plot->y, plot->frame,
                                          routes_i_plot_number(plot, "population", i),
                                          routes_i_plot_number(plot, column, i));
        cairo_line_to(page->cr, at.x, at.y);
    }
    routes_i_page_colour(page, ROUTES_I_MUTED, 1.0);
    cairo_set_line_width(page->cr, 2.2);
    if (!outer)
        cairo_set_dash(page->cr, dash, 2, 0.0);
    cairo_stroke(page->cr);
    cairo_set_dash(page->cr, NULL, 0, 0.0);
}

static void draw(const routes_i_plot *plot, const routes_i_page *page)
{
    routes_i_axes_draw(page, &plot->x, &plot->y, plot->frame, "population (by powers of ten)",
                       "rate");
    routes_i_xy from = routes_i_axes_at(&plot->x, &plot->y, plot->frame, 1.0, plot->level);
    routes_i_page_colour(page, ROUTES_I_INK, 1.0);
    routes_i_page_line(page, (routes_i_xy){plot->frame.x0, from.y},
                       (routes_i_xy){plot->frame.x1, from.y}, 2.2);
    cairo_save(page->cr);
    cairo_rectangle(page->cr, plot->frame.x0, plot->frame.y0, plot->frame.x1 - plot->frame.x0,
                    plot->frame.y1 - plot->frame.y0);
    cairo_clip(page->cr);
    for (int i = 0; i < LIMITS; i++)
        draw_limit(plot, page, limits[i], i > 1);
    cairo_restore(page->cr);
    routes_i_xy *points = routes_i_calloc(plot->row_count, sizeof *points);
    size_t *order = routes_i_calloc(plot->row_count, sizeof *order);
    size_t named = 0;
    for (size_t i = 0; points && order && i < plot->row_count; i++) {
        points[i] = routes_i_axes_at(&plot->x, &plot->y, plot->frame,
                                     routes_i_plot_number(plot, "population", i),
                                     routes_i_plot_number(plot, "raw", i));
        routes_i_plot_dot(page, points[i], 6.5, colours[beyond(plot, i)], ROUTES_I_INK);
    }
    for (int level = 2; points && order && level > 0; level--)
        for (size_t i = 0; i < plot->row_count; i++)
            if (beyond(plot, i) == level)
                order[named++] = i;
    if (points && order)
        routes_i_plot_names(plot, page, points, order, named);
    else if (page->twin)
        page->twin->failed = true;
    routes_i_free(points);
    routes_i_free(order);
}

static double draw_panel(const routes_i_plot *plot, const routes_i_page *page, double y)
{
    static const char *const words[] = {"within what chance would make of one rate",
                                        "beyond the 95 % limits", "beyond the 99.8 % limits"};
    routes_i_legend legend = {page, y};
    routes_i_legend_head(&legend, "Areas");
    for (int level = 2; level >= 0; level--) {
        size_t count = 0;
        for (size_t i = 0; i < plot->row_count; i++)
            count += beyond(plot, i) == level;
        routes_i_text text = {0};
        routes_i_text_print(&text, "%s (%zu)", words[level], count);
        routes_i_legend_disc(&legend, colours[level], 6.5, routes_i_text_get(&text));
        routes_i_text_free(&text);
    }
    routes_i_legend_space(&legend);
    routes_i_legend_head(&legend, "Lines");
    routes_i_legend_stroke(&legend, ROUTES_I_INK, 2.2, "one rate for all");
    routes_i_legend_stroke(&legend, ROUTES_I_MUTED, 2.2,
                           "limits of chance: 99.8 % whole, 95 % broken");
    routes_i_legend_remark(
        &legend,
        "One area in twenty lies beyond the inner limits by chance alone, one in "
        "five hundred beyond the outer ones.",
        true);
    return legend.y;
}

struct sized {
    size_t row;
    double population;
};

static int by_population(const void *a, const void *b)
{
    const struct sized *x = a;
    const struct sized *y = b;
    if (x->population != y->population)
        return x->population < y->population ? -1 : 1;
    return (x->row > y->row) - (x->row < y->row);
}

/* Keeps those with a population, in its order. */
static routes_status order_rows(routes_i_plot *plot, routes_error *err)
{
    struct sized *sized = routes_i_calloc(plot->row_count, sizeof *sized);
    size_t n = 0;
    if (!sized)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu rows", plot->row_count);
    for (size_t i = 0; i < plot->row_count; i++) {
        double population = routes_i_plot_number(plot, "population", i);
        if (population > 0.0)
            sized[n++] = (struct sized){plot->rows[i], population};
    }
    qsort(sized, n, sizeof *sized, by_population);
    for (size_t i = 0; i < n; i++)
        plot->rows[i] = sized[i].row;
    plot->row_count = n;
    routes_i_free(sized);
    return n ? ROUTES_OK
             : routes_i_fail(err, ROUTES_E_NOT_FOUND, "no row of \"%s\" has a population",
                             routes_table_name(plot->table));
}

/* The common rate: of all events and people drawn. */
static double common_rate(const routes_i_plot *plot)
{
    double events = 0.0, people = 0.0;
    for (size_t i = 0; i < plot->row_count; i++) {
        double population = routes_i_plot_number(plot, "population", i);
        events += routes_i_plot_number(plot, "raw", i) * population;
        people += population;
    }
    return events / people;
}

routes_status routes_i_plot_funnel(routes_i_plot *plot, routes_error *err)
{
    static const char *const columns[] = {"population",   "raw",       "control_low",
                                          "control_high", "alarm_low", "alarm_high"};
    routes_status status = routes_i_plot_take(plot, columns, 6, err);
    if (!status)
        status = order_rows(plot, err);
    if (status)
        return status;
    double low = 0.0, high = 0.0;
    routes_i_plot_span(&low, &high, plot, "raw");
    routes_i_plot_span(&low, &high, plot, "control_high");
    plot->x = routes_i_axis_log(routes_i_plot_number(plot, "population", 0),
                                routes_i_plot_number(plot, "population", plot->row_count - 1));
    plot->y = routes_i_axis_linear(low, 1.05 * high);
    plot->frame = plot_frame;
    plot->level = common_rate(plot);
    plot->figure = "FUNNEL PLOT";
    plot->draw = draw;
    plot->draw_panel = draw_panel;
    plot->reading =
        "Small populations scatter widely by chance alone. Only areas outside the funnel "
        "ask for a reason; one inside may still be high in truth.";
    routes_i_text_add(&plot->title, "Rates and what chance would make of them");
    routes_i_text_print(&plot->subtitle, "%zu areas; common rate %.4g.", plot->row_count,
                        plot->level);
    return ROUTES_OK;
}
