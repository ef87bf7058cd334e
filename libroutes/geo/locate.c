/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/locate.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "core/memory.h"
#include "core/parallel.h"
#include "geo/geometry.h"
#include "geo/geos.h"
#include "geo/tree.h"

#define BLOCK 256

/* An area as one worker holds it; made when a point first comes near. */
struct held {
    GEOSGeometry *geometry;
    const GEOSPreparedGeometry *prepared;
};

/* One worker: a handle of its own, and what it has asked of the tree. */
struct worker {
    routes_i_geos geos;
    struct held *held; /* [m] */
    size_t *near;
    size_t near_size;
    size_t near_capacity;
    bool out_of_memory;
};

struct job {
    const routes_point *points;
    const routes_wkb *areas;
    size_t m;
    size_t *area;
    routes_i_tree *tree;
    struct worker *workers;
};

static bool note(size_t item, void *user)
{
    struct worker *worker = user;
    void *array = worker->near;
    worker->out_of_memory = !routes_i_reserve(&array, &worker->near_capacity, worker->near_size + 1,
                                              sizeof *worker->near);
    worker->near = array;
    if (worker->out_of_memory)
        return false;
    /* Kept in order, so that the first area wins; there are few. */
    size_t i = worker->near_size++;
    for (; i > 0 && worker->near[i - 1] > item; i--)
        worker->near[i] = worker->near[i - 1];
    worker->near[i] = item;
    return true;
}

static routes_status hold(struct worker *worker, const struct job *job, size_t area,
                          routes_error *err)
{
    struct held *held = &worker->held[area];
    if (held->prepared)
        return ROUTES_OK;
    routes_status status =
        routes_i_geos_read(&held->geometry, &worker->geos, job->areas[area], err);
    if (status)
        return status;
    held->prepared = GEOSPrepare_r(worker->geos.handle, held->geometry);
    return held->prepared ? ROUTES_OK : routes_i_geos_fail(&worker->geos, err, "preparing an area");
}

/* The first of the areas near the point that holds it. */
static routes_status find_holder(size_t *holder, struct worker *worker, const struct job *job,
                                 const GEOSGeometry *point, routes_error *err)
{
    for (size_t i = 0; i < worker->near_size; i++) {
        size_t area = worker->near[i];
        routes_status status = hold(worker, job, area, err);
        if (status)
            return status;
        char inside =
            GEOSPreparedIntersects_r(worker->geos.handle, worker->held[area].prepared, point);
        if (inside == 2)
            return routes_i_geos_fail(&worker->geos, err, "looking for a point in an area");
        if (inside == 1) {
            *holder = area;
            return ROUTES_OK;
        }
    }
    return ROUTES_OK;
}

static routes_status locate(const struct job *job, struct worker *worker, size_t i,
                            routes_error *err)
{
    routes_point point = job->points[i];
    if (!isfinite(point.lon) || !isfinite(point.lat))
        return routes_i_fail(err, ROUTES_E_DATA, "point %zu is (%g, %g): must be finite", i,
                             point.lon, point.lat);
    routes_i_cuboid box = {{point.lon, point.lat, 0.0}, {point.lon, point.lat, 0.0}};
    worker->near_size = 0;
    worker->out_of_memory = false;
    routes_i_tree_find(job->tree, &box, note, worker);
    if (worker->out_of_memory)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory to locate points");
    job->area[i] = ROUTES_LOCATE_NOWHERE;
    if (worker->near_size == 0)
        return ROUTES_OK;
    GEOSGeometry *shape = GEOSGeom_createPointFromXY_r(worker->geos.handle, point.lon, point.lat);
    if (!shape)
        return routes_i_geos_fail(&worker->geos, err, "making a point");
    routes_status status = find_holder(&job->area[i], worker, job, shape, err);
    routes_i_geos_free(&worker->geos, shape);
    return status;
}

static routes_status do_block(size_t from, size_t to, unsigned number, void *context,
                              routes_error *err)
{
    struct job *job = context;
    struct worker *worker = &job->workers[number];
    routes_status status = ROUTES_OK;
    if (!worker->geos.handle) {
        status = routes_i_geos_open(&worker->geos, err);
        worker->held = routes_i_calloc(job->m, sizeof *worker->held);
        if (!status && !worker->held)
            status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory to locate points");
    }
    for (size_t i = from; i < to && !status; i++)
        status = locate(job, worker, i, err);
    return status;
}

static routes_status check_area(routes_i_cuboid *box, size_t index, routes_wkb wkb,
                                routes_error *err)
{
    routes_geometry_kind kind = ROUTES_POLYGON;
    routes_box bounds;
    routes_error inner = {0};
    routes_status status = routes_wkb_describe(&kind, NULL, &bounds, wkb, &inner);
    if (status)
        return routes_i_fail(err, status, "area %zu: %s", index, inner.message);
    if (kind != ROUTES_POLYGON && kind != ROUTES_MULTIPOLYGON)
        return routes_i_fail(err, ROUTES_E_DATA, "area %zu is no polygon", index);
    /* An empty area gets a box on another level, where no point is. */
    if (routes_box_is_empty(bounds))
        *box = (routes_i_cuboid){{0.0, 0.0, 1.0}, {0.0, 0.0, 1.0}};
    else
        *box =
            (routes_i_cuboid){{bounds.west, bounds.south, 0.0}, {bounds.east, bounds.north, 0.0}};
    return ROUTES_OK;
}

static routes_status plant(struct job *job, routes_error *err)
{
    routes_i_cuboid *boxes = routes_i_calloc(job->m, sizeof *boxes);
    if (!boxes)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu areas", job->m);
    routes_status status = ROUTES_OK;
    for (size_t i = 0; i < job->m && !status; i++)
        status = check_area(&boxes[i], i, job->areas[i], err);
    if (!status)
        status = routes_i_tree_new(&job->tree, boxes, job->m, err);
    routes_i_free(boxes);
    return status;
}

static void close_worker(struct worker *worker, size_t m)
{
    for (size_t i = 0; worker->held && i < m; i++) {
        if (worker->held[i].prepared)
            GEOSPreparedGeom_destroy_r(worker->geos.handle, worker->held[i].prepared);
        routes_i_geos_free(&worker->geos, worker->held[i].geometry);
    }
    routes_i_free(worker->held);
    routes_i_free(worker->near);
    routes_i_geos_close(&worker->geos);
}

routes_status routes_locate_points(size_t *area, const routes_point *points, size_t n,
                                   const routes_wkb *areas, size_t m, const routes_run *run,
                                   routes_error *err)
{
    if ((n > 0 && (!area || !points)) || (m > 0 && !areas))
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "area, points and areas must not be null");
    routes_run use;
    routes_status status = routes_i_run_read(&use, run, err);
    if (status)
        return status;
    struct job job = {.points = points, .areas = areas, .m = m};
    job.area = routes_i_calloc(n, sizeof *job.area);
    job.workers = routes_i_calloc(use.threads, sizeof *job.workers);
    if (!job.area || !job.workers)
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory to locate %zu points", n);
    if (!status)
        status = plant(&job, err);
    if (!status)
        status = routes_i_parallel(&use, n, BLOCK, do_block, &job, "locating", err);
    if (!status && n > 0)
        memcpy(area, job.area, n * sizeof *area);
    for (size_t i = 0; job.workers && i < use.threads; i++)
        close_worker(&job.workers[i], m);
    routes_i_free(job.workers);
    routes_i_free(job.area);
    routes_i_tree_free(job.tree);
    return status;
}
