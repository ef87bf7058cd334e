/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/check.h"
#include "routes/wkb.h"

/* An area without a polygon is known by name only: it can be an end, and cannot be drawn. */
static void check_shape(routes_i_check *check, const routes_area *area)
{
    routes_geometry_kind kind;
    size_t points;
    routes_box box;
    routes_error why;
    if (!area->wkb) {
        if (area->level != ROUTES_LEVEL_COUNTRY)
            routes_i_site_fault(&check->site, ROUTES_SEVERITY_WARNING, "geometry", NULL,
                                "a polygon or multipolygon", "the area has no geometry");
        return;
    }
    if (routes_wkb_describe(&kind, &points, &box, (routes_wkb){area->wkb, area->wkb_size}, &why)) {
        routes_i_site_fault(&check->site, ROUTES_SEVERITY_ERROR, "geometry", NULL,
                            "a polygon or multipolygon", "%s", why.message);
        return;
    }
    if (kind != ROUTES_POLYGON && kind != ROUTES_MULTIPOLYGON)
        routes_i_site_fault(&check->site, ROUTES_SEVERITY_ERROR, "geometry", NULL,
                            "a polygon or multipolygon", "the geometry is no polygon");
    else if (!points)
        routes_i_site_fault(&check->site, ROUTES_SEVERITY_ERROR, "geometry", NULL,
                            "a polygon or multipolygon", "the polygon is empty");
}

void routes_i_check_geography(routes_i_check *check)
{
    size_t count;
    const routes_area *areas = routes_model_areas(check->model, &count);
    for (size_t i = 0; i < count && !check->site.status; i++) {
        routes_i_check_at(check, ROUTES_AREAS, i);
        check_shape(check, &areas[i]);
    }
}
