/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The cluster map: areas, or points, by their class. */

#include "core/fail.h"
#include "core/memory.h"
#include "render/cell.h"
#include "render/plot_sheet.h"
#include "render/style.h"
#include "routes/box.h"

static const routes_i_rect plot_frame = {480.0, 170.0, 1960.0, 1170.0};

#define POINT 7.0

/* The geometry of a row drawn; of size 0 where there is none. */
static routes_wkb shape_of(const routes_i_plot *plot, size_t row)
{
    return routes_i_cell_shape(plot->table, plot->rows[row]);
}

/* The corners of a shape's box and the middles of its sides, of which there are six: where a shape
 * is cut by the antimeridian its box goes round the world, and what lies between the sides says
 * nothing. */
static routes_point corner(routes_box box, int i)
{
    int third = i / 2;
    return (routes_point){i % 2 ? box.east : box.west,
                          box.south + (box.north - box.south) * third / 2.0};
}

#define CORNERS 6

/* The rows with a shape, and the middle of their corners on the sphere. */
static routes_status take_shapes(routes_i_plot *plot, routes_point *middle, routes_error *err)
{
    size_t n = routes_table_rows(plot->table);
    double x = 0.0, y = 0.0, z = 0.0;
    plot->rows = routes_i_calloc(n + 1, sizeof *plot->rows);
    if (!plot->rows)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu rows", n);
    for (size_t row = 0; row < n; row++) {
        routes_box box;
        routes_wkb wkb = routes_i_cell_shape(plot->table, row);
        if (wkb.size == 0)
            continue;
        routes_status status = routes_wkb_describe(NULL, NULL, &box, wkb, err);
        if (status)
            return status;
        for (int i = 0; i < CORNERS; i++) {
            routes_point at = corner(box, i);
            double lon = at.lon * ROUTES_I_PI / 180.0, lat = at.lat * ROUTES_I_PI / 180.0;
            x += cos(lat) * cos(lon);
            y += cos(lat) * sin(lon);
            z += sin(lat);
        }
        plot->rows[plot->row_count++] = row;
    }
    if (plot->row_count == 0)
        return routes_i_fail(err, ROUTES_E_NOT_FOUND, "no row of \"%s\" has a shape to draw",
                             routes_table_name(plot->table));
    *middle = (routes_point){atan2(y, x) * 180.0 / ROUTES_I_PI,
                             atan2(z, sqrt(x * x + y * y)) * 180.0 / ROUTES_I_PI};
    return ROUTES_OK;
}

/* The box of all shapes on the page when a metre is one unit. */
static routes_status extent(routes_i_rect *found, const routes_i_plot *plot,
                            const routes_i_projection *projection, routes_error *err)
{
    *found = routes_i_rect_none();
    for (size_t row = 0; row < plot->row_count; row++) {
        routes_box box;
        routes_status status = routes_wkb_describe(NULL, NULL, &box, shape_of(plot, row), err);
        if (status)
            return status;
        for (int i = 0; i < CORNERS; i++)
            *found = routes_i_rect_add(*found, routes_i_project(projection, corner(box, i)));
    }
    return ROUTES_OK;
}

static routes_status fit(routes_i_plot *plot, routes_point centre, routes_error *err)
{
    routes_i_rect all;
    routes_i_xy middle = {(plot->frame.x0 + plot->frame.x1) / 2.0,
                          (plot->frame.y0 + plot->frame.y1) / 2.0};
    routes_i_projection unit =
        routes_i_projection_at(ROUTES_I_EQUAL_AREA, centre, (routes_i_xy){0.0, 0.0}, 1.0);
    routes_status status = extent(&all, plot, &unit, err);
    if (status)
        return status;
    double wide = routes_i_more(all.x1 - all.x0, 1.0);
    double high = routes_i_more(all.y1 - all.y0, 1.0);
    double per_m = 0.96 * routes_i_less((plot->frame.x1 - plot->frame.x0) / wide,
                                        (plot->frame.y1 - plot->frame.y0) / high);
    routes_i_xy origin = {middle.x - per_m * (all.x0 + all.x1) / 2.0,
                          middle.y - per_m * (all.y0 + all.y1) / 2.0};
    plot->projection = routes_i_projection_at(ROUTES_I_EQUAL_AREA, centre, origin, per_m);
    return ROUTES_OK;
}

static routes_status read_outlines(routes_i_plot *plot, routes_error *err)
{
    plot->outlines = routes_i_calloc(plot->row_count, sizeof *plot->outlines);
    if (!plot->outlines)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu shapes", plot->row_count);
    routes_status status = ROUTES_OK;
    for (size_t i = 0; i < plot->row_count && !status; i++) {
        routes_geometry_kind kind;
        status = routes_wkb_describe(&kind, NULL, NULL, shape_of(plot, i), err);
        if (!status && (kind == ROUTES_POLYGON || kind == ROUTES_MULTIPOLYGON))
            status = routes_i_outline_read(&plot->outlines[i], shape_of(plot, i), &plot->projection,
                                           routes_i_rect_grow(plot->frame, 50.0), err);
    }
    return status;
}

static void draw_one(const routes_i_plot *plot, const routes_i_page *page, size_t row)
{
    const routes_style_class *one = routes_i_plot_class(plot, row);
    const routes_i_outline *outline = &plot->outlines[row];
    uint32_t fill = one ? one->fill : ROUTES_I_WHITE;
    routes_point point;
    if (outline->n == 0) {
        if (!routes_wkb_read_point(&point, shape_of(plot, row), NULL))
            routes_i_plot_dot(page, routes_i_project(&plot->projection, point), POINT, fill,
                              ROUTES_I_INK);
        return;
    }
    cairo_new_path(page->cr);
    routes_i_outline_path(outline, page);
    routes_i_page_colour(page, fill, 1.0);
    cairo_fill_preserve(page->cr);
    if (one && one->hatch != ROUTES_HATCH_NONE) {
        routes_i_symbol_hatch(page, one->hatch, ROUTES_I_HATCH_LINE);
        routes_i_outline_path(outline, page);
    }
    routes_i_page_colour(page, ROUTES_I_NATION_LINE, 1.0);
    cairo_set_line_width(page->cr, 1.4);
    cairo_stroke(page->cr);
}

static void draw(const routes_i_plot *plot, const routes_i_page *page)
{
    cairo_save(page->cr);
    cairo_set_fill_rule(page->cr, CAIRO_FILL_RULE_EVEN_ODD);
    for (size_t i = 0; i < plot->row_count; i++)
        draw_one(plot, page, i);
    cairo_restore(page->cr);
}

static double draw_panel(const routes_i_plot *plot, const routes_i_page *page, double y)
{
    routes_i_legend legend = {page, y};
    routes_i_legend_head(&legend, "Class of the area (number)");
    routes_i_plot_classes(&legend, plot);
    routes_i_legend_space(&legend);
    routes_i_legend_remark(
        &legend, "Hatched is no answer, which is not none. Lambert azimuthal equal-area.", true);
    return legend.y;
}

routes_status routes_i_plot_clusters(routes_i_plot *plot, routes_error *err)
{
    routes_point centre;
    if (routes_table_find(plot->table, "hot_class") == SIZE_MAX)
        return routes_i_fail(err, ROUTES_E_NOT_FOUND,
                             "the layer \"%s\" has no column \"hot_class\"",
                             routes_table_name(plot->table));
    plot->frame = plot_frame;
    routes_status status = take_shapes(plot, &centre, err);
    if (!status)
        status = fit(plot, centre, err);
    if (status)
        return status;
    plot->figure = "CLUSTER MAP";
    plot->draw = draw;
    plot->draw_panel = draw_panel;
    plot->reading = "A class says that an area and its neighbours together differ from chance, "
                    "corrected for the number of areas tested. It says nothing of why.";
    routes_i_text_add(&plot->title, "Where high and low values lie together");
    routes_i_text_print(&plot->subtitle, "%zu areas.", plot->row_count);
    return read_outlines(plot, err);
}
