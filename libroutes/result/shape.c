/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "result/shape.h"

#include "routes/geometry.h"

void routes_i_row_point(routes_i_row *row, routes_point point)
{
    uint8_t wkb[ROUTES_WKB_POINT_SIZE];
    if (routes_point_check(point, NULL)) {
        routes_i_row_geometry(row, NULL, 0);
        return;
    }
    routes_wkb_write_point(wkb, point);
    routes_i_row_geometry(row, wkb, sizeof wkb);
}

void routes_i_row_line(routes_i_row *row, const routes_point *points, size_t n)
{
    routes_geometry *line = NULL;
    uint8_t *wkb = NULL;
    size_t size = 0;
    if (row->status)
        return;
    if (n >= 2) {
        row->status = routes_geometry_new(&line, ROUTES_LINE, row->err);
        if (!row->status)
            row->status = routes_geometry_add_part(line, points, n, row->err);
        if (!row->status)
            row->status = routes_geometry_write(&wkb, &size, line, row->err);
    }
    routes_i_row_geometry(row, wkb, size);
    routes_wkb_free(wkb);
    routes_geometry_free(line);
}
