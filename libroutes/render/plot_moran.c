/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The Moran scatter plot: each area's value against the mean of its neighbours. */

#include <stdlib.h>

#include "core/fail.h"
#include "core/memory.h"
#include "render/plot_sheet.h"
#include "render/scene.h"
#include "render/style.h"

#define AIR 0.04 /* of the span: dots and names stand off the rim */

static const routes_i_rect plot_frame = {560.0, 190.0, 1940.0, 1130.0};

/* Least squares through the means; the slope is Moran's I where each row of weights sums to 1. */
static double slope(const routes_i_plot *plot, double mean_x, double mean_y)
{
    double xy = 0.0, xx = 0.0;
    for (size_t i = 0; i < plot->row_count; i++) {
        double x = routes_i_plot_number(plot, "value", i) - mean_x;
        xy += x * (routes_i_plot_number(plot, "lag", i) - mean_y);
        xx += x * x;
    }
    return xx > 0.0 ? xy / xx : NAN;
}

static double mean_of(const routes_i_plot *plot, const char *column)
{
    double sum = 0.0;
    for (size_t i = 0; i < plot->row_count; i++)
        sum += routes_i_plot_number(plot, column, i);
    return sum / (double)plot->row_count;
}

static void draw_means(const routes_i_plot *plot, const routes_i_page *page)
{
    static const double dash[] = {8.0, 6.0};
    double mean_x = mean_of(plot, "value");
    double mean_y = mean_of(plot, "lag");
    routes_i_xy at = routes_i_axes_at(&plot->x, &plot->y, plot->frame, mean_x, mean_y);
    routes_i_page_colour(page, ROUTES_I_MUTED, 1.0);
    cairo_set_dash(page->cr, dash, 2, 0.0);
    routes_i_page_line(page, (routes_i_xy){at.x, plot->frame.y0},
                       (routes_i_xy){at.x, plot->frame.y1}, 1.8);
    routes_i_page_line(page, (routes_i_xy){plot->frame.x0, at.y},
                       (routes_i_xy){plot->frame.x1, at.y}, 1.8);
    cairo_set_dash(page->cr, NULL, 0, 0.0);
    if (!isfinite(plot->level))
        return;
    cairo_save(page->cr);
    cairo_rectangle(page->cr, plot->frame.x0, plot->frame.y0, plot->frame.x1 - plot->frame.x0,
                    plot->frame.y1 - plot->frame.y0);
    cairo_clip(page->cr);
    double low = plot->x.low - mean_x, high = plot->x.high - mean_x;
    routes_i_page_line(
        page,
        routes_i_axes_at(&plot->x, &plot->y, plot->frame, plot->x.low, mean_y + plot->level * low),
        routes_i_axes_at(&plot->x, &plot->y, plot->frame, plot->x.high,
                         mean_y + plot->level * high),
        3.0);
    cairo_restore(page->cr);
}

/* Areas of a class that says something are named first, far from the middle before near. */
struct named {
    size_t row;
    double weight;
};

static int heavier(const void *a, const void *b)
{
    const struct named *x = a;
    const struct named *y = b;
    if (x->weight != y->weight)
        return x->weight < y->weight ? 1 : -1;
    return (x->row > y->row) - (x->row < y->row);
}

static bool says_something(const routes_i_plot *plot, size_t row)
{
    const char *word = routes_table_text_at(plot->table, "hot_class", plot->rows[row]);
    return word && !routes_i_same(word, "none") && !routes_i_same(word, "not_tested") &&
           !routes_i_same(word, "uncertain");
}

static void draw_names(const routes_i_plot *plot, const routes_i_page *page,
                       const routes_i_xy *points)
{
    struct named *named = routes_i_calloc(plot->row_count, sizeof *named);
    size_t *order = routes_i_calloc(plot->row_count, sizeof *order);
    routes_i_xy middle = routes_i_axes_at(&plot->x, &plot->y, plot->frame, mean_of(plot, "value"),
                                          mean_of(plot, "lag"));
    for (size_t i = 0; named && order && i < plot->row_count; i++)
        named[i] = (struct named){i, routes_i_xy_distance(points[i], middle) +
                                         (says_something(plot, i) ? 1e6 : 0.0)};
    if (named && order) {
        qsort(named, plot->row_count, sizeof *named, heavier);
        for (size_t i = 0; i < plot->row_count; i++)
            order[i] = named[i].row;
        routes_i_plot_names(plot, page, points, order, plot->row_count);
    } else if (page->twin) {
        page->twin->failed = true;
    }
    routes_i_free(named);
    routes_i_free(order);
}

static void draw(const routes_i_plot *plot, const routes_i_page *page)
{
    routes_i_axes_draw(page, &plot->x, &plot->y, plot->frame, "value of the area",
                       "mean of its neighbours");
    draw_means(plot, page);
    routes_i_xy *points = routes_i_calloc(plot->row_count, sizeof *points);
    for (size_t i = 0; points && i < plot->row_count; i++) {
        const routes_style_class *one = routes_i_plot_class(plot, i);
        points[i] = routes_i_axes_at(&plot->x, &plot->y, plot->frame,
                                     routes_i_plot_number(plot, "value", i),
                                     routes_i_plot_number(plot, "lag", i));
        routes_i_plot_dot(page, points[i], says_something(plot, i) ? 8.0 : 5.5,
                          one ? one->fill : ROUTES_I_WHITE, ROUTES_I_INK);
    }
    if (points)
        draw_names(plot, page, points);
    else if (page->twin)
        page->twin->failed = true;
    routes_i_free(points);
}

static double draw_panel(const routes_i_plot *plot, const routes_i_page *page, double y)
{
    routes_i_legend legend = {page, y};
    routes_i_legend_head(&legend, "Class of the area (number)");
    routes_i_plot_classes(&legend, plot);
    routes_i_legend_space(&legend);
    routes_i_legend_head(&legend, "Lines");
    routes_i_legend_stroke(&legend, ROUTES_I_MUTED, 3.0,
                           "slope: Moran's I where the weights of each area sum to 1");
    routes_i_legend_remark(&legend,
                           "Broken lines are the two means. Upper right: high among high; lower "
                           "left: low among low.",
                           true);
    return legend.y;
}

routes_status routes_i_plot_moran(routes_i_plot *plot, routes_error *err)
{
    static const char *const columns[] = {"value", "lag"};
    routes_status status = routes_i_plot_take(plot, columns, 2, err);
    if (status)
        return status;
    double low[2] = {INFINITY, INFINITY}, high[2] = {-INFINITY, -INFINITY};
    for (int i = 0; i < 2; i++)
        routes_i_plot_span(&low[i], &high[i], plot, columns[i]);
    const double air[2] = {AIR * (high[0] - low[0]), AIR * (high[1] - low[1])};
    plot->x = routes_i_axis_linear(low[0] - air[0], high[0] + air[0]);
    plot->y = routes_i_axis_linear(low[1] - air[1], high[1] + air[1]);
    plot->frame = plot_frame;
    plot->level = slope(plot, mean_of(plot, "value"), mean_of(plot, "lag"));
    plot->figure = "MORAN SCATTER PLOT";
    plot->draw = draw;
    plot->draw_panel = draw_panel;
    plot->reading = "Each dot is an area. The steeper the line rises, the more are like values "
                    "neighbours; a level line says that place does not matter.";
    routes_i_text_add(&plot->title, "Areas and their neighbours");
    if (isfinite(plot->level))
        routes_i_text_print(&plot->subtitle, "%zu areas; slope %.3g.", plot->row_count,
                            plot->level);
    else
        routes_i_text_print(&plot->subtitle, "%zu areas of one value: no slope.", plot->row_count);
    return ROUTES_OK;
}
