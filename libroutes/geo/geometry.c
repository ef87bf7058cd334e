/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "geo/geometry.h"

#include <math.h>

#include "core/fail.h"
#include "core/memory.h"
#include "geo/wkb.h"

static routes_status no_memory(routes_error *err)
{
    return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a geometry");
}

int routes_i_reserve(void **array, size_t *capacity, size_t need, size_t size)
{
    if (need <= *capacity)
        return 1;
    size_t grown = *capacity ? *capacity : 4;
    while (grown < need)
        grown = grown > SIZE_MAX / 2 ? need : grown * 2;
    void *moved = routes_i_realloc(*array, grown, size);
    if (!moved)
        return 0;
    *array = moved;
    *capacity = grown;
    return 1;
}

static int reserve(routes_geometry *geometry, size_t points, size_t runs, size_t parts)
{
    void *array = geometry->points;
    int done = routes_i_reserve(&array, &geometry->points_capacity, geometry->n + points,
                                sizeof *geometry->points);
    geometry->points = array;
    array = geometry->run_start;
    done = done && routes_i_reserve(&array, &geometry->runs_capacity, geometry->runs + runs,
                                    sizeof *geometry->run_start);
    geometry->run_start = array;
    array = geometry->part_start;
    done = done && routes_i_reserve(&array, &geometry->parts_capacity, geometry->parts + parts,
                                    sizeof *geometry->part_start);
    geometry->part_start = array;
    return done;
}

size_t routes_i_geometry_run_end(const routes_geometry *geometry, size_t run)
{
    return run + 1 < geometry->runs ? geometry->run_start[run + 1] : geometry->n;
}

size_t routes_i_geometry_part_end(const routes_geometry *geometry, size_t part)
{
    return part + 1 < geometry->parts ? geometry->part_start[part + 1] : geometry->runs;
}

int routes_i_geometry_is_polygonal(const routes_geometry *geometry)
{
    return geometry->kind == ROUTES_POLYGON || geometry->kind == ROUTES_MULTIPOLYGON;
}

routes_status routes_geometry_new(routes_geometry **out, routes_geometry_kind kind,
                                  routes_error *err)
{
    if (!out)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "out must not be null");
    *out = NULL;
    if (kind < ROUTES_POINT || kind > ROUTES_MULTIPOLYGON)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "kind %d is no kind of geometry", (int)kind);
    routes_geometry *geometry = routes_i_calloc(1, sizeof *geometry);
    if (!geometry)
        return no_memory(err);
    geometry->kind = kind;
    *out = geometry;
    return ROUTES_OK;
}

void routes_geometry_free(routes_geometry *geometry)
{
    if (!geometry)
        return;
    routes_i_free(geometry->points);
    routes_i_free(geometry->run_start);
    routes_i_free(geometry->part_start);
    routes_i_free(geometry);
}

static routes_status read_runs(routes_geometry *geometry, routes_i_wkb_walk *walk,
                               routes_error *err)
{
    routes_i_wkb_run run;
    bool more = false;
    routes_status status;

    while (!(status = routes_i_wkb_next(walk, &run, &more, err)) && more) {
        /* A polygon without rings gives no run, and still is a part. */
        size_t new_parts = run.part + 1 - geometry->parts;
        if (!reserve(geometry, run.n, 1, new_parts))
            return no_memory(err);
        while (geometry->parts <= run.part)
            geometry->part_start[geometry->parts++] = geometry->runs;
        geometry->run_start[geometry->runs++] = geometry->n;
        for (size_t i = 0; i < run.n; i++)
            geometry->points[geometry->n++] = routes_i_wkb_at(&run, i);
    }
    return status;
}

routes_status routes_geometry_read(routes_geometry **out, routes_wkb wkb, routes_error *err)
{
    if (!out)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "out must not be null");
    *out = NULL;
    routes_i_wkb_walk walk;
    routes_status status = routes_i_wkb_open(&walk, wkb, err);
    if (status)
        return status;

    routes_geometry *geometry = NULL;
    status = routes_geometry_new(&geometry, walk.kind, err);
    if (!status)
        status = read_runs(geometry, &walk, err);
    /* Polygons without rings at the end. */
    if (!status && geometry->parts < walk.parts) {
        if (!reserve(geometry, 0, 0, walk.parts - geometry->parts))
            status = no_memory(err);
        while (!status && geometry->parts < walk.parts)
            geometry->part_start[geometry->parts++] = geometry->runs;
    }
    if (status) {
        routes_geometry_free(geometry);
        return status;
    }
    *out = geometry;
    return ROUTES_OK;
}

static routes_status check_points(const routes_geometry *geometry, const routes_point *points,
                                  size_t n, routes_error *err)
{
    if (!geometry || (n > 0 && !points))
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "geometry and points must not be null");
    for (size_t i = 0; i < n; i++)
        if (!isfinite(points[i].lon) || !isfinite(points[i].lat))
            return routes_i_fail(err, ROUTES_E_DATA,
                                 "point %zu is (%g, %g): coordinates must be finite", i,
                                 points[i].lon, points[i].lat);
    return ROUTES_OK;
}

/* Appends a run, closed when it is a ring. Room has been made. */
static void append_run(routes_geometry *geometry, const routes_point *points, size_t n)
{
    geometry->run_start[geometry->runs++] = geometry->n;
    for (size_t i = 0; i < n; i++)
        geometry->points[geometry->n++] = points[i];
    if (n > 0 && routes_i_geometry_is_polygonal(geometry) &&
        (points[0].lon != points[n - 1].lon || points[0].lat != points[n - 1].lat))
        geometry->points[geometry->n++] = points[0];
}

routes_status routes_geometry_add_part(routes_geometry *geometry, const routes_point *points,
                                       size_t n, routes_error *err)
{
    routes_status status = check_points(geometry, points, n, err);
    if (status)
        return status;
    if (geometry->kind < ROUTES_MULTIPOINT && geometry->parts > 0)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "%s has one part only",
                             routes_i_wkb_kind_text(geometry->kind));
    if ((geometry->kind == ROUTES_POINT || geometry->kind == ROUTES_MULTIPOINT) && n > 1)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "n is %zu, must be 0 or 1 for a point", n);
    if (!reserve(geometry, n + 1, 1, 1))
        return no_memory(err);
    geometry->part_start[geometry->parts++] = geometry->runs;
    append_run(geometry, points, n);
    return ROUTES_OK;
}

routes_status routes_geometry_add_hole(routes_geometry *geometry, const routes_point *points,
                                       size_t n, routes_error *err)
{
    routes_status status = check_points(geometry, points, n, err);
    if (status)
        return status;
    if (!routes_i_geometry_is_polygonal(geometry) || geometry->parts == 0)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "a hole needs a polygon to be in");
    if (!reserve(geometry, n + 1, 1, 0))
        return no_memory(err);
    append_run(geometry, points, n);
    return ROUTES_OK;
}

routes_geometry_kind routes_geometry_get_kind(const routes_geometry *geometry)
{
    return geometry->kind;
}

size_t routes_geometry_parts(const routes_geometry *geometry)
{
    return geometry ? geometry->parts : 0;
}

size_t routes_geometry_rings(const routes_geometry *geometry, size_t part)
{
    if (part >= routes_geometry_parts(geometry))
        return 0;
    return routes_i_geometry_part_end(geometry, part) - geometry->part_start[part];
}

const routes_point *routes_geometry_points(size_t *n, const routes_geometry *geometry, size_t part,
                                           size_t ring)
{
    *n = 0;
    if (ring >= routes_geometry_rings(geometry, part))
        return NULL;
    size_t run = geometry->part_start[part] + ring;
    *n = routes_i_geometry_run_end(geometry, run) - geometry->run_start[run];
    return *n ? geometry->points + geometry->run_start[run] : NULL;
}

routes_box routes_geometry_box(const routes_geometry *geometry)
{
    routes_box box = routes_box_none();
    for (size_t i = 0; geometry && i < geometry->n; i++)
        box = routes_box_add(box, geometry->points[i]);
    return box;
}

/* Bytes of everything at most: a head and a count, or an empty point's two doubles, for the whole
 * and for each part; a count for each run; two doubles a point. */
static size_t written_size(const routes_geometry *geometry)
{
    return 25 + 25 * geometry->parts + 4 * geometry->runs + 16 * geometry->n;
}

static uint8_t *put_run(uint8_t *to, const routes_geometry *geometry, size_t run, bool counted)
{
    size_t from = geometry->run_start[run];
    size_t end = routes_i_geometry_run_end(geometry, run);
    if (counted)
        to = routes_i_wkb_put_u32(to, (uint32_t)(end - from));
    else if (from == end)
        to = routes_i_wkb_put_point(to, (routes_point){NAN, NAN});
    for (size_t i = from; i < end; i++)
        to = routes_i_wkb_put_point(to, geometry->points[i]);
    return to;
}

/* What follows the head of a single form. `part` may lie behind the last: then it is empty. */
static uint8_t *put_part(uint8_t *to, const routes_geometry *geometry, size_t part,
                         routes_geometry_kind kind)
{
    size_t rings = routes_geometry_rings(geometry, part);
    if (kind == ROUTES_POINT)
        return rings ? put_run(to, geometry, geometry->part_start[part], false)
                     : routes_i_wkb_put_point(to, (routes_point){NAN, NAN});
    if (kind == ROUTES_LINE)
        return rings ? put_run(to, geometry, geometry->part_start[part], true)
                     : routes_i_wkb_put_u32(to, 0);
    to = routes_i_wkb_put_u32(to, (uint32_t)rings);
    for (size_t ring = 0; ring < rings; ring++)
        to = put_run(to, geometry, geometry->part_start[part] + ring, true);
    return to;
}

routes_status routes_geometry_write(uint8_t **bytes, size_t *size, const routes_geometry *geometry,
                                    routes_error *err)
{
    if (!bytes || !size || !geometry)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "bytes, size and geometry must not be null");
    if (geometry->n > UINT32_MAX || geometry->runs > UINT32_MAX || geometry->parts > UINT32_MAX)
        return routes_i_fail(err, ROUTES_E_DATA, "a geometry of %zu points is too large for WKB",
                             geometry->n);
    uint8_t *out = routes_i_calloc(written_size(geometry), 1);
    if (!out)
        return no_memory(err);

    uint8_t *to = routes_i_wkb_put_head(out, geometry->kind);
    if (geometry->kind < ROUTES_MULTIPOINT) {
        to = put_part(to, geometry, 0, geometry->kind);
    } else {
        routes_geometry_kind single = (routes_geometry_kind)(geometry->kind - 3);
        to = routes_i_wkb_put_u32(to, (uint32_t)geometry->parts);
        for (size_t part = 0; part < geometry->parts; part++)
            to = put_part(routes_i_wkb_put_head(to, single), geometry, part, single);
    }
    *bytes = out;
    *size = (size_t)(to - out);
    return ROUTES_OK;
}
