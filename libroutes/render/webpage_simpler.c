/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "render/webpage_simpler.h"

#include <math.h>

#include "core/memory.h"

#define METRES_PER_DEGREE 111195.0 /* on the mean sphere */

/* Points of a screen from corner to corner of the smallest layer, and how much coarser the rest is.
 */
#define POINTS_ACROSS 1000.0
#define FAR_FACTOR 5.0

bool routes_i_webpage_is_area(routes_geometry_kind kind)
{
    return kind == ROUTES_POLYGON || kind == ROUTES_MULTIPOLYGON;
}

static double diagonal_m(routes_box box)
{
    double middle = (box.south + box.north) / 2.0 * 3.14159265358979323846 / 180.0;
    double across = (box.east - box.west) * cos(middle);
    return hypot(across, box.north - box.south) * METRES_PER_DEGREE;
}

/* The box of the areas of a layer. */
static routes_status measure(routes_box *all, const routes_i_webpage_shapes *shapes, size_t layer,
                             routes_error *err)
{
    *all = routes_box_none();
    for (size_t slot = shapes->first[layer]; slot < shapes->first[layer + 1]; slot++) {
        routes_geometry_kind kind;
        routes_box box;
        if (shapes->of[slot] == SIZE_MAX)
            continue;
        routes_status status =
            routes_wkb_describe(&kind, NULL, &box, shapes->shapes[shapes->of[slot]], err);
        if (status)
            return status;
        if (routes_i_webpage_is_area(kind))
            *all = routes_box_join(*all, box);
    }
    return ROUTES_OK;
}

/* The box of the smallest layer of areas; empty where there is none. */
static routes_status find_smallest(routes_box *smallest, const routes_i_webpage_shapes *shapes,
                                   size_t layers, routes_error *err)
{
    *smallest = routes_box_none();
    for (size_t layer = 0; layer < layers; layer++) {
        routes_box box;
        routes_status status = measure(&box, shapes, layer, err);
        if (status)
            return status;
        if (!routes_box_is_empty(box) &&
            (routes_box_is_empty(*smallest) || diagonal_m(box) < diagonal_m(*smallest)))
            *smallest = box;
    }
    return ROUTES_OK;
}

/* Makes the areas simpler that meet the box, or those that do not. */
static routes_status simplify(routes_simplify **out, routes_i_webpage_shapes *shapes,
                              routes_box near, bool meets, double tolerance_m, routes_error *err)
{
    routes_wkb *areas = routes_i_calloc(shapes->count, sizeof *areas);
    size_t *from = routes_i_calloc(shapes->count, sizeof *from), n = 0;
    routes_status status = ROUTES_OK;
    if (!areas || !from)
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu shapes", shapes->count);
    for (size_t i = 0; !status && i < shapes->count; i++) {
        routes_geometry_kind kind;
        routes_box box;
        status = routes_wkb_describe(&kind, NULL, &box, shapes->shapes[i], err);
        if (status || !routes_i_webpage_is_area(kind) ||
            (routes_box_meets(box, near) != 0) != meets)
            continue;
        areas[n] = shapes->shapes[i];
        from[n++] = i;
    }
    if (!status && n > 0)
        status = routes_simplify_new(out, areas, n, tolerance_m, err);
    for (size_t i = 0; !status && i < n; i++)
        shapes->shapes[from[i]] = routes_simplify_at(*out, i);
    routes_i_free(areas);
    routes_i_free(from);
    return status;
}

routes_status routes_i_webpage_simpler(routes_i_webpage_shapes *shapes, size_t layers,
                                       routes_error *err)
{
    routes_box near;
    routes_status status = find_smallest(&near, shapes, layers, err);
    if (status || routes_box_is_empty(near))
        return status;
    double tolerance_m = diagonal_m(near) / POINTS_ACROSS;
    if (!(tolerance_m > 0.0))
        return ROUTES_OK;
    status = simplify(&shapes->far, shapes, near, false, FAR_FACTOR * tolerance_m, err);
    if (!status)
        status = simplify(&shapes->near, shapes, near, true, tolerance_m, err);
    return status;
}
