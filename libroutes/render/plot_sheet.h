/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file render/plot_sheet.h
 * @brief A plot made ready: header, panel of the legend, the plot itself, notes.
 */
#ifndef ROUTES_RENDER_PLOT_SHEET_H
#define ROUTES_RENDER_PLOT_SHEET_H

#include "render/axis.h"
#include "render/legend.h"
#include "render/outline.h"
#include "routes/release.h"

/** @brief A plot made ready; start from zero and the first five. */
typedef struct routes_i_plot {
    const routes_table *table;
    const routes_style *style;
    const routes_stamp *stamp;
    const routes_i_fonts *fonts;
    size_t *rows; /**< [row_count] That are drawn, in the order of drawing; owned. */
    size_t row_count;
    routes_i_outline *outlines; /**< [row_count] Of a map; owned. */
    const char *figure;         /**< "FUNNEL PLOT" */
    routes_i_text title;
    routes_i_text subtitle;
    routes_i_axis x;
    routes_i_axis y;
    routes_i_projection projection;
    routes_i_rect frame;
    double level;  /**< What only this plot knows: the mean rate, the slope. */
    double height; /**< Of the page. */
    void (*draw)(const struct routes_i_plot *plot, const routes_i_page *page);
    /** The panel from `y` on; where it ends. */
    double (*draw_panel)(const struct routes_i_plot *plot, const routes_i_page *page, double y);
    const char *reading; /**< How to read it, one sentence or two. */
} routes_i_plot;

/** @brief Makes a plot of its kind ready; freed by the caller, also after a failure. */
routes_status routes_i_plot_clusters(routes_i_plot *plot, routes_error *err);
routes_status routes_i_plot_moran(routes_i_plot *plot, routes_error *err);
routes_status routes_i_plot_funnel(routes_i_plot *plot, routes_error *err);
routes_status routes_i_plot_ranks(routes_i_plot *plot, routes_error *err);
routes_status routes_i_plot_teams(routes_i_plot *plot, routes_error *err);

/** @brief The rows whose columns all hold a number, into `rows`. */
routes_status routes_i_plot_take(routes_i_plot *plot, const char *const *columns, size_t n,
                                 routes_error *err);

/** @brief A number of a row drawn. */
double routes_i_plot_number(const routes_i_plot *plot, const char *column, size_t row);

/** @brief Least and greatest of a column over the rows drawn, added to `low` and `high`. */
void routes_i_plot_span(double *low, double *high, const routes_i_plot *plot, const char *column);

/** @brief The class of a row by the layer's style; null: none. */
const routes_style_class *routes_i_plot_class(const routes_i_plot *plot, size_t row);

/** @brief The legend of the classes that occur. */
void routes_i_plot_classes(routes_i_legend *legend, const routes_i_plot *plot);

/** @brief Names rows beside their points, in the order given, each only where it covers none. */
void routes_i_plot_names(const routes_i_plot *plot, const routes_i_page *page,
                         const routes_i_xy *points, const size_t *order, size_t n);

/** @brief A filled dot with a rim. */
void routes_i_plot_dot(const routes_i_page *page, routes_i_xy at, double radius, uint32_t fill,
                       uint32_t rim);

#endif
