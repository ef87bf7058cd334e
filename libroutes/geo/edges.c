/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "geo/edges.h"

#include "core/memory.h"
#include "geo/geometry.h"
#include "geo/wkb.h"

void routes_i_edges_free(routes_i_edges *edges)
{
    routes_i_free(edges->points);
    routes_i_free(edges->strips);
    routes_i_free(edges->shape_strip);
    routes_i_free(edges->box);
    *edges = (routes_i_edges){0};
}

static bool reserve(routes_i_edges *edges, size_t points)
{
    void *array = edges->points;
    bool done = routes_i_reserve(&array, &edges->points_capacity, edges->points_size + points,
                                 sizeof *edges->points);
    edges->points = array;
    array = edges->strips;
    done = done && routes_i_reserve(&array, &edges->strips_capacity,
                                    edges->strips_size + points / ROUTES_I_STRIP + 1,
                                    sizeof *edges->strips);
    edges->strips = array;
    return done;
}

/* Cuts the edges between the points [first, end) into strips. */
static void cut(routes_i_edges *edges, size_t first, size_t end, size_t run)
{
    for (size_t from = first; from + 1 < end; from += ROUTES_I_STRIP) {
        size_t to = end - 1 - from > ROUTES_I_STRIP ? from + ROUTES_I_STRIP : end - 1;
        routes_i_strip strip = {from, to, run, routes_box_none()};
        for (size_t k = from; k <= to; k++)
            strip.box = routes_box_add(strip.box, edges->points[k]);
        edges->strips[edges->strips_size++] = strip;
    }
}

static routes_status read_shape(routes_i_edges *edges, size_t shape, routes_wkb wkb,
                                routes_error *err)
{
    routes_i_wkb_walk walk;
    routes_i_wkb_run run;
    bool more = false;
    size_t runs = 0;
    routes_status status = routes_i_wkb_open(&walk, wkb, err);

    edges->shape_strip[shape] = edges->strips_size;
    edges->box[shape] = routes_box_none();
    while (!status && !(status = routes_i_wkb_next(&walk, &run, &more, err)) && more) {
        if (!reserve(edges, run.n + 1))
            return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for the edges of shape %zu",
                                 shape);
        size_t first = edges->points_size;
        for (size_t i = 0; i < run.n; i++)
            edges->points[edges->points_size++] = routes_i_wkb_at(&run, i);
        if (run.n == 1)
            edges->points[edges->points_size++] = edges->points[first];
        cut(edges, first, edges->points_size, runs++);
    }
    for (size_t s = edges->shape_strip[shape]; s < edges->strips_size; s++)
        edges->box[shape] = routes_box_join(edges->box[shape], edges->strips[s].box);
    return status;
}

routes_status routes_i_edges_read(routes_i_edges *edges, const routes_wkb *set, size_t n,
                                  routes_error *err)
{
    *edges = (routes_i_edges){.n = n};
    edges->shape_strip = routes_i_calloc(n + 1, sizeof *edges->shape_strip);
    edges->box = routes_i_calloc(n, sizeof *edges->box);
    if (!edges->shape_strip || !edges->box)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu shapes", n);
    for (size_t i = 0; i < n; i++) {
        routes_error inner = {0};
        routes_status status = read_shape(edges, i, set[i], &inner);
        if (status)
            return routes_i_fail(err, status, "shape %zu: %s", i, inner.message);
    }
    edges->shape_strip[n] = edges->strips_size;
    return ROUTES_OK;
}
