/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "render/mask.h"

#include <string.h>

#include "core/fail.h"
#include "core/memory.h"

routes_status routes_i_mask_new(routes_i_mask *out, routes_i_rect frame, double cell,
                                unsigned char value, routes_error *err)
{
    size_t width = (size_t)ceil((frame.x1 - frame.x0) / cell);
    size_t height = (size_t)ceil((frame.y1 - frame.y0) / cell);
    *out = (routes_i_mask){.cells = routes_i_calloc(width * height, 1)};
    if (!out->cells)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a picture of %zu x %zu cells",
                             width, height);
    memset(out->cells, value, width * height);
    out->view = (routes_i_layout_mask){out->cells, width, height, cell, {frame.x0, frame.y0}};
    return ROUTES_OK;
}

void routes_i_mask_free(routes_i_mask *mask)
{
    routes_i_free(mask->cells);
    *mask = (routes_i_mask){0};
}

/* Where the outline crosses a row, sorted; there are never more than the outline has points. */
static size_t row_crossings(double *at, const routes_i_outline *outline, double y)
{
    size_t n = 0;
    size_t start = 0;
    for (size_t r = 0; r < outline->rings; r++) {
        size_t end = outline->ends[r];
        for (size_t i = start, last = end - 1; i < end; last = i++) {
            routes_i_xy a = outline->points[i];
            routes_i_xy b = outline->points[last];
            if ((a.y > y) == (b.y > y))
                continue;
            double x = (b.x - a.x) * (y - a.y) / (b.y - a.y) + a.x;
            size_t to = n++;
            for (; to > 0 && at[to - 1] > x; to--)
                at[to] = at[to - 1];
            at[to] = x;
        }
        start = end;
    }
    return n;
}

/* Index of the first cell whose middle is not left of x, within the row. */
static size_t first_cell(const routes_i_layout_mask *view, double x)
{
    double column = ceil((x - view->corner.x) / view->cell - 0.5);
    return column < 0.0 ? 0 : column > (double)view->width ? view->width : (size_t)column;
}

routes_status routes_i_mask_fill(routes_i_mask *mask, const routes_i_outline *outline,
                                 unsigned char value, routes_error *err)
{
    const routes_i_layout_mask *view = &mask->view;
    double *at = routes_i_calloc(outline->n + 1, sizeof *at);
    if (!at)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory to fill an outline of %zu points",
                             outline->n);
    for (size_t row = 0; row < view->height; row++) {
        double y = view->corner.y + ((double)row + 0.5) * view->cell;
        if (y < outline->box.y0 || y > outline->box.y1)
            continue;
        size_t n = row_crossings(at, outline, y);
        for (size_t k = 0; k + 1 < n; k += 2)
            for (size_t c = first_cell(view, at[k]); c < first_cell(view, at[k + 1]); c++)
                mask->cells[row * view->width + c] = value;
    }
    routes_i_free(at);
    return ROUTES_OK;
}

unsigned char routes_i_mask_at(const routes_i_mask *mask, routes_i_xy p)
{
    const routes_i_layout_mask *view = &mask->view;
    double column = floor((p.x - view->corner.x) / view->cell);
    double row = floor((p.y - view->corner.y) / view->cell);
    if (!(column >= 0.0 && column < (double)view->width && row >= 0.0 &&
          row < (double)view->height))
        return 0;
    return mask->cells[(size_t)row * view->width + (size_t)column];
}

routes_i_xy routes_i_mask_cell(const routes_i_mask *mask, size_t index)
{
    size_t column = index % mask->view.width;
    size_t row = index / mask->view.width;
    return (routes_i_xy){mask->view.corner.x + ((double)column + 0.5) * mask->view.cell,
                         mask->view.corner.y + ((double)row + 0.5) * mask->view.cell};
}

double routes_i_mask_share(const routes_i_mask *mask, routes_i_rect box)
{
    int on = 0;
    for (int i = 0; i < 45; i++) {
        on += routes_i_mask_at(mask, routes_i_rect_net(box, i, 9, 5)) != 0;
    }
    return on / 45.0;
}

double routes_i_mask_length(const routes_i_mask *mask, routes_i_xy a, routes_i_xy b)
{
    double length = routes_i_xy_distance(a, b);
    int steps = (int)ceil(length / (mask->view.cell / 2.0)) + 1;
    int on = 0;
    for (int i = 0; i <= steps; i++)
        on += routes_i_mask_at(mask,
                               routes_i_xy_move(a, routes_i_xy_sub(b, a), (double)i / steps)) != 0;
    return length * on / (steps + 1);
}
