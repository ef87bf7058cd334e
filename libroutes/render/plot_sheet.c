/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "render/plot_sheet.h"

#include "core/fail.h"
#include "core/memory.h"
#include "render/cell.h"
#include "render/scene.h"
#include "render/style.h"

#define NAMES 40 /* more would be a heap */

routes_status routes_i_plot_take(routes_i_plot *plot, const char *const *columns, size_t n,
                                 routes_error *err)
{
    size_t rows = routes_table_rows(plot->table);
    for (size_t i = 0; i < n; i++)
        if (routes_table_find(plot->table, columns[i]) == SIZE_MAX)
            return routes_i_fail(err, ROUTES_E_NOT_FOUND,
                                 "the layer \"%s\" has no column \"%s\" to draw",
                                 routes_table_name(plot->table), columns[i]);
    plot->rows = routes_i_calloc(rows + 1, sizeof *plot->rows);
    if (!plot->rows)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu rows", rows);
    for (size_t row = 0; row < rows; row++) {
        bool whole = true;
        for (size_t i = 0; i < n; i++)
            whole = whole && isfinite(routes_i_cell_number(plot->table, columns[i], row));
        if (whole)
            plot->rows[plot->row_count++] = row;
    }
    if (plot->row_count == 0)
        return routes_i_fail(err, ROUTES_E_NOT_FOUND,
                             "none of the %zu rows of \"%s\" has what is to be drawn", rows,
                             routes_table_name(plot->table));
    return ROUTES_OK;
}

double routes_i_plot_number(const routes_i_plot *plot, const char *column, size_t row)
{
    return routes_i_cell_number(plot->table, column, plot->rows[row]);
}

void routes_i_plot_span(double *low, double *high, const routes_i_plot *plot, const char *column)
{
    for (size_t i = 0; i < plot->row_count; i++) {
        double value = routes_i_plot_number(plot, column, i);
        *low = fmin(*low, value);
        *high = fmax(*high, value);
    }
}

const routes_style_class *routes_i_plot_class(const routes_i_plot *plot, size_t row)
{
    const routes_style_class *other = NULL;
    const char *value = plot->style->column ? routes_table_text_at(plot->table, plot->style->column,
                                                                   plot->rows[row])
                                            : NULL;
    for (size_t i = 0; i < plot->style->count; i++) {
        const routes_style_class *one = &plot->style->classes[i];
        if (routes_i_same(one->value, value))
            return one;
        if (!one->value)
            other = one;
    }
    return other;
}

void routes_i_plot_classes(routes_i_legend *legend, const routes_i_plot *plot)
{
    for (size_t i = 0; i < plot->style->count; i++) {
        const routes_style_class *one = &plot->style->classes[i];
        size_t count = 0;
        for (size_t row = 0; row < plot->row_count; row++)
            count += routes_i_plot_class(plot, row) == one;
        if (count == 0)
            continue;
        routes_i_text text = {0};
        routes_i_text_print(&text, "%s (%zu)", one->label, count);
        routes_i_legend_fill(legend, one->fill, one->stroke, one->hatch, routes_i_text_get(&text));
        routes_i_text_free(&text);
    }
}

void routes_i_plot_dot(const routes_i_page *page, routes_i_xy at, double radius, uint32_t fill,
                       uint32_t rim)
{
    cairo_new_path(page->cr);
    cairo_arc(page->cr, at.x, at.y, radius, 0.0, 2.0 * ROUTES_I_PI);
    routes_i_page_colour(page, fill, 0.9);
    cairo_fill_preserve(page->cr);
    routes_i_page_colour(page, rim, 1.0);
    cairo_set_line_width(page->cr, 1.6);
    cairo_stroke(page->cr);
}

/* Right of the point, left, above, below: the first place that is free. */
static bool find_place(routes_i_rect *box, routes_i_xy at, routes_i_xy size, routes_i_rect frame,
                       const routes_i_rect *taken, size_t n)
{
    const routes_i_xy places[] = {{at.x + 12.0 + size.x / 2.0, at.y},
                                  {at.x - 12.0 - size.x / 2.0, at.y},
                                  {at.x, at.y - 9.0 - size.y / 2.0},
                                  {at.x, at.y + 9.0 + size.y / 2.0}};
    for (size_t p = 0; p < sizeof places / sizeof *places; p++) {
        *box = routes_i_rect_about(places[p], size.x, size.y);
        bool is_free = routes_i_rect_within(*box, frame);
        for (size_t i = 0; i < n && is_free; i++)
            is_free = !routes_i_rect_meet(*box, taken[i]);
        if (is_free)
            return true;
    }
    return false;
}

void routes_i_plot_names(const routes_i_plot *plot, const routes_i_page *page,
                         const routes_i_xy *points, const size_t *order, size_t n)
{
    const routes_i_type type = {ROUTES_I_SANS, ROUTES_I_TEXT_SMALL + 1.0, ROUTES_I_INK};
    const char *column = routes_table_find(plot->table, "name") == SIZE_MAX ? "id" : "name";
    routes_i_rect taken[NAMES] = {{0.0, 0.0, 0.0, 0.0}};
    size_t count = 0;
    for (size_t i = 0; i < n && count < NAMES; i++) {
        const char *name = routes_table_text_at(plot->table, column, plot->rows[order[i]]);
        if (!name)
            continue;
        routes_i_xy size = routes_i_fonts_measure(page->fonts, type.face, type.px, name);
        if (!find_place(&taken[count], points[order[i]], size, plot->frame, taken, count))
            continue;
        routes_i_rect box = taken[count++];
        routes_i_page_text(page, type, ROUTES_I_LEFT, (routes_i_xy){box.x0, box.y1 - 5.0}, name);
        routes_i_page_mark(page, ROUTES_I_MARK_LABEL, box, type.px);
    }
}
