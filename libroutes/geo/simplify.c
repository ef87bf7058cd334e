/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/simplify.h"

#include <math.h>
#include <string.h>

#include "core/memory.h"
#include "geo/arcs.h"
#include "geo/geodesic.h"
#include "geo/geos.h"
#include "routes/validity.h"

#define DEGREE (3.14159265358979323846 / 180.0)
#define FLATTEST 0.01 /* cosine; nearer to a pole a map cannot be flat */
/* Steps of the flat map in a degree: 0.1 micrometres. GEOS sorts edges by their size, a level for
 * each halving, and without a least size goes down until its stack is full. */
#define STEPS 0x1.0p40
#define LONGEST_PIECE 1000

struct routes_simplify {
    size_t n;
    uint8_t **bytes; /* [n] */
    size_t *sizes;   /* [n] */
};

/* A layer under way. */
struct layer {
    size_t n;
    routes_geometry **shapes; /* [n] as given */
    bool *valid;              /* [n] before */
    size_t *first_run;        /* [n + 1] runs of all shapes on end */
    routes_i_arcs arcs;
    bool *stays; /* [points of the arcs] */
    bool *kept;  /* [arcs] all of whose points stay */
    double narrowing;
    double tolerance; /* on the flat map */
};

void routes_simplify_free(routes_simplify *simplify)
{
    if (!simplify)
        return;
    for (size_t i = 0; simplify->bytes && i < simplify->n; i++)
        routes_wkb_free(simplify->bytes[i]);
    routes_i_free(simplify->bytes);
    routes_i_free(simplify->sizes);
    routes_i_free(simplify);
}

routes_wkb routes_simplify_at(const routes_simplify *simplify, size_t index)
{
    if (!simplify || index >= simplify->n)
        return (routes_wkb){NULL, 0};
    return (routes_wkb){simplify->bytes[index], simplify->sizes[index]};
}

static void close_layer(struct layer *layer)
{
    for (size_t i = 0; layer->shapes && i < layer->n; i++)
        routes_geometry_free(layer->shapes[i]);
    routes_i_free(layer->shapes);
    routes_i_free(layer->valid);
    routes_i_free(layer->first_run);
    routes_i_free(layer->kept);
    routes_i_free(layer->stays);
    routes_i_arcs_free(&layer->arcs);
}

static routes_status read_layer(struct layer *layer, const routes_wkb *shapes, size_t n,
                                routes_error *err)
{
    layer->n = n;
    layer->shapes = routes_i_calloc(n, sizeof(routes_geometry *));
    layer->valid = routes_i_calloc(n, sizeof *layer->valid);
    layer->first_run = routes_i_calloc(n + 1, sizeof *layer->first_run);
    if (!layer->shapes || !layer->valid || !layer->first_run)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu shapes", n);
    for (size_t i = 0; i < n; i++) {
        routes_error inner = {0};
        routes_validity validity = {0};
        routes_status status = routes_geometry_read(&layer->shapes[i], shapes[i], &inner);
        if (!status && !routes_i_box_on_earth(routes_geometry_box(layer->shapes[i])))
            status = routes_i_fail(&inner, ROUTES_E_DATA,
                                   "its coordinates are not longitude and latitude");
        if (!status)
            status = routes_validity_check(&validity, shapes[i], &inner);
        if (status)
            return routes_i_fail(err, status, "shape %zu: %s", i, inner.message);
        layer->valid[i] = validity.valid != 0;
        layer->first_run[i + 1] = layer->first_run[i] + layer->shapes[i]->runs;
    }
    return ROUTES_OK;
}

/* The flat map on which the tolerance is measured. */
static void choose_map(struct layer *layer, double tolerance_m)
{
    routes_box box = routes_box_none();
    for (size_t i = 0; i < layer->n; i++)
        box = routes_box_join(box, routes_geometry_box(layer->shapes[i]));
    double lat = routes_box_is_empty(box) ? 0.0 : 0.5 * (box.south + box.north);
    struct geod_geodesic earth = routes_i_wgs84();
    double sine = sin(lat * DEGREE);
    double w = 1.0 - earth.e2 * sine * sine;
    double meridian = earth.a * (1.0 - earth.e2) / (w * sqrt(w));
    layer->narrowing = fmax(FLATTEST, cos(lat * DEGREE));
    layer->tolerance = tolerance_m / (meridian * DEGREE);
}

static routes_point on_map(const struct layer *layer, routes_point point)
{
    return (routes_point){rint(point.lon * layer->narrowing * STEPS) / STEPS,
                          rint(point.lat * STEPS) / STEPS};
}

/* The next piece of an arc from point `from`; GEOS recurses over the points of a line, and each
 * step can look at all that are left, so that lines must not be long. */
static size_t piece_end(const routes_i_arc *arc, size_t from)
{
    return arc->n - from > LONGEST_PIECE + 1 ? from + LONGEST_PIECE + 1 : arc->n;
}

/* All arcs, piece by piece, on the flat map as one multiline, so that GEOS sees them together. */
static routes_status arcs_to_geos(GEOSGeometry **out, routes_i_geos *geos,
                                  const struct layer *layer, routes_error *err)
{
    routes_geometry *lines = NULL;
    uint8_t *bytes = NULL;
    size_t size = 0;
    routes_status status = routes_geometry_new(&lines, ROUTES_MULTILINE, err);
    for (size_t a = 0; a < layer->arcs.size && !status; a++) {
        const routes_i_arc *arc = &layer->arcs.arcs[a];
        for (size_t from = 0; from + 1 < arc->n && !status; from = piece_end(arc, from) - 1)
            status = routes_geometry_add_part(lines, layer->arcs.points + arc->start + from,
                                              piece_end(arc, from) - from, err);
    }
    for (size_t i = 0; !status && i < lines->n; i++)
        lines->points[i] = on_map(layer, lines->points[i]);
    if (!status)
        status = routes_geometry_write(&bytes, &size, lines, err);
    if (!status)
        status = routes_i_geos_read(out, geos, (routes_wkb){bytes, size}, err);
    routes_wkb_free(bytes);
    routes_geometry_free(lines);
    return status;
}

static bool same(routes_point a, routes_point b)
{
    return a.lon == b.lon && a.lat == b.lat;
}

/* Marks the points of the piece [from, end) that are left in a run of `simple`. */
static void mark_piece(struct layer *layer, size_t from, size_t end, const routes_geometry *simple,
                       size_t run)
{
    size_t k = from;
    for (size_t i = simple->run_start[run]; i < routes_i_geometry_run_end(simple, run); i++) {
        while (k + 1 < end && !same(on_map(layer, layer->arcs.points[k]), simple->points[i]))
            k++;
        layer->stays[k] = true;
        k += k + 1 < end;
    }
    layer->stays[from] = true;
    layer->stays[end - 1] = true;
}

static routes_status mark_arcs(struct layer *layer, const routes_geometry *simple,
                               routes_error *err)
{
    size_t run = 0;
    for (size_t a = 0; a < layer->arcs.size; a++) {
        const routes_i_arc *arc = &layer->arcs.arcs[a];
        for (size_t from = 0; from + 1 < arc->n; from = piece_end(arc, from) - 1, run++)
            if (run < simple->runs)
                mark_piece(layer, arc->start + from, arc->start + piece_end(arc, from), simple,
                           run);
    }
    if (run != simple->runs)
        return routes_i_fail(err, ROUTES_E_DEPENDENCY, "GEOS made %zu lines of %zu", simple->runs,
                             run);
    return ROUTES_OK;
}

static routes_status simplify_arcs(struct layer *layer, routes_i_geos *geos, routes_error *err)
{
    GEOSGeometry *lines = NULL;
    routes_geometry *left = NULL;
    uint8_t *bytes = NULL;
    size_t size = 0;
    routes_status status = arcs_to_geos(&lines, geos, layer, err);
    if (status)
        return status;
    GEOSGeometry *simple = GEOSTopologyPreserveSimplify_r(geos->handle, lines, layer->tolerance);
    if (!simple)
        status = routes_i_geos_fail(geos, err, "simplifying borders");
    else
        status = routes_i_geos_write(&bytes, &size, geos, simple, err);
    if (!status)
        status = routes_geometry_read(&left, (routes_wkb){bytes, size}, err);
    if (!status)
        status = mark_arcs(layer, left, err);
    routes_geometry_free(left);
    routes_wkb_free(bytes);
    routes_i_geos_free(geos, simple);
    routes_i_geos_free(geos, lines);
    return status;
}

/* Puts a run together from what is left of its arcs. */
static routes_status build_run(routes_point **points, size_t *capacity, size_t *n,
                               const struct layer *layer, size_t run, routes_error *err)
{
    *n = 0;
    for (size_t u = layer->arcs.run_use[run]; u < layer->arcs.run_use[run + 1]; u++) {
        routes_i_arc_use use = layer->arcs.uses[u];
        const routes_i_arc *arc = &layer->arcs.arcs[use.arc];
        void *array = *points;
        if (!routes_i_reserve(&array, capacity, *n + arc->n, sizeof **points))
            return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a simpler border");
        *points = array;
        for (size_t i = *n > 0 ? 1 : 0; i < arc->n; i++) {
            size_t k = arc->start + (use.backward ? arc->n - 1 - i : i);
            if (layer->kept[use.arc] || layer->stays[k])
                (*points)[(*n)++] = layer->arcs.points[k];
        }
    }
    return ROUTES_OK;
}

static routes_status build_shape(routes_geometry **out, const struct layer *layer, size_t shape,
                                 routes_error *err)
{
    const routes_geometry *given = layer->shapes[shape];
    routes_point *points = NULL;
    size_t capacity = 0;
    routes_status status = routes_geometry_new(out, given->kind, err);
    for (size_t part = 0; part < given->parts && !status; part++) {
        size_t rings = routes_geometry_rings(given, part);
        for (size_t ring = 0; ring < rings && !status; ring++) {
            size_t run = given->part_start[part] + ring;
            size_t n = 0;
            status = build_run(&points, &capacity, &n, layer, layer->first_run[shape] + run, err);
            if (status)
                break;
            /* Runs without arcs, of one point or none, are as given. */
            const routes_point *made = points;
            if (n == 0)
                made = routes_geometry_points(&n, given, part, ring);
            status = ring == 0 ? routes_geometry_add_part(*out, made, n, err)
                               : routes_geometry_add_hole(*out, made, n, err);
        }
    }
    routes_i_free(points);
    return status;
}

/* Leaves all arcs of a shape as they were. True when that changes anything. */
static bool keep_arcs(struct layer *layer, size_t shape)
{
    bool changed = false;
    size_t first = layer->arcs.run_use[layer->first_run[shape]];
    size_t end = layer->arcs.run_use[layer->first_run[shape + 1]];
    for (size_t u = first; u < end; u++) {
        changed = changed || !layer->kept[layer->arcs.uses[u].arc];
        layer->kept[layer->arcs.uses[u].arc] = true;
    }
    return changed;
}

/* Whether nothing of a shape was made simpler. */
static bool is_as_given(const struct layer *layer, size_t shape)
{
    size_t first = layer->arcs.run_use[layer->first_run[shape]];
    size_t end = layer->arcs.run_use[layer->first_run[shape + 1]];
    for (size_t u = first; u < end; u++)
        if (!layer->kept[layer->arcs.uses[u].arc])
            return false;
    return true;
}

/* Writes one shape; false in `good` when it was valid and no longer is. */
static routes_status write_shape(routes_simplify *simplify, bool *good, const struct layer *layer,
                                 size_t shape, routes_error *err)
{
    routes_geometry *made = NULL;
    routes_validity validity = {.valid = 1};
    uint8_t *bytes = NULL;
    size_t size = 0;
    bool as_given = is_as_given(layer, shape);
    routes_status status = as_given ? ROUTES_OK : build_shape(&made, layer, shape, err);
    if (!status)
        status = routes_geometry_write(&bytes, &size, as_given ? layer->shapes[shape] : made, err);
    routes_geometry_free(made);
    if (!status && layer->valid[shape] && !as_given)
        status = routes_validity_check(&validity, (routes_wkb){bytes, size}, err);
    if (status) {
        routes_wkb_free(bytes);
        return status;
    }
    routes_wkb_free(simplify->bytes[shape]);
    simplify->bytes[shape] = bytes;
    simplify->sizes[shape] = size;
    *good = validity.valid != 0;
    return ROUTES_OK;
}

/* Builds all shapes; where one has come to harm its arcs go back, and those of its neighbours with
 * them, so all are looked at again. It ends, since each round gives back an arc. */
static routes_status build_all(routes_simplify *simplify, struct layer *layer, routes_error *err)
{
    bool again = true;
    while (again) {
        again = false;
        for (size_t i = 0; i < layer->n; i++) {
            bool good = true;
            routes_status status = write_shape(simplify, &good, layer, i, err);
            if (status)
                return status;
            if (!good && keep_arcs(layer, i))
                again = true;
        }
    }
    return ROUTES_OK;
}

static routes_status simplify_layer(routes_simplify *simplify, struct layer *layer,
                                    const routes_wkb *shapes, size_t n, double tolerance_m,
                                    routes_error *err)
{
    routes_status status = read_layer(layer, shapes, n, err);
    if (!status)
        status = routes_i_arcs_make(&layer->arcs, layer->shapes, n, err);
    if (status)
        return status;
    choose_map(layer, tolerance_m);
    layer->kept = routes_i_calloc(layer->arcs.size, sizeof *layer->kept);
    layer->stays = routes_i_calloc(layer->arcs.points_size, sizeof *layer->stays);
    if (!layer->kept || !layer->stays)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu borders", layer->arcs.size);
    routes_i_geos geos;
    status = routes_i_geos_open(&geos, err);
    if (!status && layer->arcs.size > 0)
        status = simplify_arcs(layer, &geos, err);
    routes_i_geos_close(&geos);
    return status ? status : build_all(simplify, layer, err);
}

routes_status routes_simplify_new(routes_simplify **out, const routes_wkb *shapes, size_t n,
                                  double tolerance_m, routes_error *err)
{
    if (!out)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "out must not be null");
    *out = NULL;
    if (n > 0 && !shapes)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "shapes must not be null");
    if (!(tolerance_m > 0.0) || !isfinite(tolerance_m))
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "tolerance_m is %g, must be above 0",
                             tolerance_m);
    routes_simplify *simplify = routes_i_calloc(1, sizeof *simplify);
    if (!simplify)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for simpler shapes");
    simplify->n = n;
    simplify->bytes = routes_i_calloc(n, sizeof(uint8_t *));
    simplify->sizes = routes_i_calloc(n, sizeof *simplify->sizes);
    struct layer layer = {0};
    routes_status status = ROUTES_OK;
    if (!simplify->bytes || !simplify->sizes)
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu simpler shapes", n);
    else
        status = simplify_layer(simplify, &layer, shapes, n, tolerance_m, err);
    close_layer(&layer);
    if (status) {
        routes_simplify_free(simplify);
        return status;
    }
    *out = simplify;
    return ROUTES_OK;
}
