/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/border.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "core/fail.h"
#include "core/memory.h"
#include "core/options.h"
#include "geo/geometry.h"
#include "geo/sharing.h"

/* A stretch of one ring without a break: the pieces [first, end). */
struct stretch {
    size_t first;
    size_t end;
    size_t run;
    double length_m;
    double gap_m; /* unshared way along the ring to the next stretch of the same ring */
};

struct work {
    routes_i_sharing how;
    routes_i_edges edges;
    routes_i_scratch scratch;
    routes_i_piece *pieces;
    size_t pieces_size;
    size_t pieces_capacity;
    struct stretch *stretches;
    size_t stretches_size;
    size_t stretches_capacity;
    double shared_m;
};

static routes_status note_piece(const routes_i_piece *piece, void *user, routes_error *err)
{
    struct work *work = user;
    void *array = work->pieces;
    bool room = routes_i_reserve(&array, &work->pieces_capacity, work->pieces_size + 1,
                                 sizeof *work->pieces);
    work->pieces = array;
    if (!room)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a border");
    work->pieces[work->pieces_size++] = *piece;
    return ROUTES_OK;
}

static int by_place(const void *a, const void *b)
{
    const routes_i_piece *x = a;
    const routes_i_piece *y = b;
    if (x->edge != y->edge)
        return x->edge < y->edge ? -1 : 1;
    return (x->from > y->from) - (x->from < y->from);
}

/* Edges are numbered ring by ring, so that their order is the way along each ring. */
static routes_status compare(struct work *work, routes_error *err)
{
    bool touching = false;
    const double shifts[] = {0.0, 360.0, -360.0};
    routes_status status = ROUTES_OK;
    for (size_t i = 0; i < (work->how.plane ? 1 : 3) && !status; i++)
        status = routes_i_sharing_compare(&touching, &work->shared_m, &work->how, &work->edges, 0,
                                          1, shifts[i], &work->scratch, note_piece, work, err);
    if (!status && work->pieces_size > 1)
        qsort(work->pieces, work->pieces_size, sizeof *work->pieces, by_place);
    return status;
}

/* First and last edge of the ring `run` of the first area. */
static void ring_edges(size_t *first, size_t *last, const routes_i_edges *edges, size_t run)
{
    bool any = false;
    for (size_t s = edges->shape_strip[0]; s < edges->shape_strip[1]; s++) {
        if (edges->strips[s].run != run)
            continue;
        if (!any)
            *first = edges->strips[s].from;
        any = true;
        *last = edges->strips[s].to - 1;
    }
}

/* Length of the part [from, to] of an edge. */
static double part_length(const struct work *work, size_t edge, double from, double to)
{
    return from < to
               ? routes_i_sharing_length(&work->how, routes_i_edge_point(&work->edges, edge, from),
                                         routes_i_edge_point(&work->edges, edge, to))
               : 0.0;
}

/* Way along the ring from the end of one piece to the start of a later one, or, where that does
 * not come later, round over the start of the ring. */
static double way_between(const struct work *work, const routes_i_piece *a, const routes_i_piece *b)
{
    bool later = b->edge > a->edge || (b->edge == a->edge && b->from >= a->to);
    if (later && b->edge == a->edge)
        return part_length(work, a->edge, a->to, b->from);
    size_t first = 0;
    size_t last = 0;
    ring_edges(&first, &last, &work->edges, a->run);
    double way = part_length(work, a->edge, a->to, 1.0) + part_length(work, b->edge, 0.0, b->from);
    size_t k = a->edge == last ? first : a->edge + 1;
    for (; k != b->edge; k = k == last ? first : k + 1)
        way += part_length(work, k, 0.0, 1.0);
    return way;
}

static routes_status open_stretch(struct work *work, size_t first, routes_error *err)
{
    void *array = work->stretches;
    bool room = routes_i_reserve(&array, &work->stretches_capacity, work->stretches_size + 1,
                                 sizeof *work->stretches);
    work->stretches = array;
    if (!room)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a border");
    work->stretches[work->stretches_size++] =
        (struct stretch){.first = first, .end = first, .run = work->pieces[first].run};
    return ROUTES_OK;
}

/* Joins pieces that follow on one another into stretches. */
static routes_status join(struct work *work, routes_error *err)
{
    for (size_t i = 0; i < work->pieces_size; i++) {
        const routes_i_piece *piece = &work->pieces[i];
        const routes_i_piece *before = i > 0 ? piece - 1 : NULL;
        bool follows = before && before->run == piece->run && before->edge <= piece->edge &&
                       way_between(work, before, piece) <= work->how.tolerance_m;
        if (!follows) {
            routes_status status = open_stretch(work, i, err);
            if (status)
                return status;
        }
        struct stretch *stretch = &work->stretches[work->stretches_size - 1];
        stretch->end = i + 1;
        stretch->length_m += piece->length_m;
    }
    return ROUTES_OK;
}

/* One past the last stretch of the ring that begins with stretch `first`. */
static size_t ring_end(const struct work *work, size_t first)
{
    size_t end = first;
    while (end < work->stretches_size && work->stretches[end].run == work->stretches[first].run)
        end++;
    return end;
}

/* The stretches [first, end) of one ring, turned so that they begin after the longest gap. */
static void turn_ring(struct work *work, size_t first, size_t end)
{
    size_t n = end - first;
    size_t longest = n - 1;
    struct stretch *ring = work->stretches + first;
    for (size_t i = 0; i < n; i++) {
        const struct stretch *next = &ring[(i + 1) % n];
        ring[i].gap_m =
            way_between(work, &work->pieces[ring[i].end - 1], &work->pieces[next->first]);
        if (ring[i].gap_m > ring[longest].gap_m)
            longest = i;
    }
    /* Turning by single steps: rings have few stretches. */
    for (size_t step = 0; longest + 1 < n && step <= longest; step++) {
        struct stretch kept = ring[0];
        for (size_t i = 0; i + 1 < n; i++)
            ring[i] = ring[i + 1];
        ring[n - 1] = kept;
    }
}

/* Adds the points of a stretch; a point that is there already is left out. */
static size_t put_stretch(routes_point *points, size_t n, const struct work *work,
                          const struct stretch *stretch)
{
    for (size_t i = stretch->first; i < stretch->end; i++) {
        const routes_i_piece *piece = &work->pieces[i];
        const double ends[] = {piece->from, piece->to};
        for (size_t k = 0; k < 2; k++) {
            routes_point point = routes_i_edge_point(&work->edges, piece->edge, ends[k]);
            if (n == 0 || points[n - 1].lon != point.lon || points[n - 1].lat != point.lat)
                points[n++] = point;
        }
    }
    return n;
}

/* Each stretch becomes a part; where one runs on into the next over the ring's start, both are
 * one. */
static routes_status draw(routes_geometry *lines, const struct work *work, routes_error *err)
{
    routes_point *points = routes_i_calloc(2 * work->pieces_size, sizeof *points);
    if (!points)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a border");
    routes_status status = ROUTES_OK;
    size_t n = 0;
    for (size_t i = 0; i < work->stretches_size && !status; i++) {
        const struct stretch *stretch = &work->stretches[i];
        n = put_stretch(points, n, work, stretch);
        bool runs_on = i + 1 < work->stretches_size && work->stretches[i + 1].run == stretch->run &&
                       stretch->gap_m <= work->how.tolerance_m;
        if (runs_on)
            continue;
        if (n > 1)
            status = routes_geometry_add_part(lines, points, n, err);
        n = 0;
    }
    routes_i_free(points);
    return status;
}

static routes_point halfway(const struct work *work, size_t first, size_t end, double half)
{
    routes_point point = {NAN, NAN};
    for (size_t s = first; s < end; s++)
        for (size_t i = work->stretches[s].first; i < work->stretches[s].end; i++) {
            const routes_i_piece *piece = &work->pieces[i];
            double share = piece->length_m > 0.0 ? half / piece->length_m : 0.0;
            point = routes_i_edge_point(&work->edges, piece->edge,
                                        piece->from + fmin(share, 1.0) * (piece->to - piece->from));
            if (share <= 1.0)
                return point;
            half -= piece->length_m;
        }
    return point;
}

/* Orders every ring's stretches, and finds the middle on the ring that has most. */
static routes_point order_and_halve(struct work *work)
{
    routes_point middle = {NAN, NAN};
    double most = -1.0;
    for (size_t first = 0; first < work->stretches_size;) {
        size_t end = ring_end(work, first);
        turn_ring(work, first, end);
        double length = 0.0;
        for (size_t i = first; i < end; i++)
            length += work->stretches[i].length_m;
        if (length > most) {
            most = length;
            middle = halfway(work, first, end, length / 2.0);
        }
        first = end;
    }
    return middle;
}

static routes_status find(uint8_t **bytes, size_t *size, routes_point *middle, struct work *work,
                          const routes_wkb areas[2], routes_error *err)
{
    routes_status status = routes_i_edges_read(&work->edges, areas, 2, err);
    if (!status)
        status = compare(work, err);
    if (!status && !(work->shared_m > ROUTES_I_LINE_TOLERANCES * work->how.tolerance_m))
        status =
            routes_i_fail(err, ROUTES_E_NOT_FOUND, "the two areas have no border line in common");
    if (!status)
        status = join(work, err);
    if (status)
        return status;
    *middle = order_and_halve(work);
    if (!bytes)
        return ROUTES_OK;

    routes_geometry *lines = NULL;
    status = routes_geometry_new(&lines, ROUTES_MULTILINE, err);
    if (!status)
        status = draw(lines, work, err);
    if (!status) {
        if (lines->parts == 1)
            lines->kind = ROUTES_LINE;
        status = routes_geometry_write(bytes, size, lines, err);
    }
    routes_geometry_free(lines);
    return status;
}

routes_status routes_border_common(uint8_t **bytes, size_t *size, double *length_m,
                                   routes_point *middle, const routes_wkb areas[2],
                                   const routes_border_options *options, routes_error *err)
{
    if (!areas || !bytes != !size)
        return routes_i_fail(err, ROUTES_E_ARGUMENT,
                             "areas must not be null, and bytes and size be given together");
    routes_border_options use;
    routes_status status = routes_i_options_read(&use, sizeof use, options, err);
    if (status)
        return status;
    if (!(use.tolerance_m >= 0.0) || !isfinite(use.tolerance_m))
        return routes_i_fail(err, ROUTES_E_ARGUMENT,
                             "options.tolerance_m is %g, must be 0 or above", use.tolerance_m);

    struct work work = {
        .how = {routes_i_wgs84(), use.tolerance_m, use.plane != 0, ROUTES_I_UNTIL_MEASURED}};
    routes_point found = {NAN, NAN};
    status = find(bytes, size, &found, &work, areas, err);
    if (!status && middle)
        *middle = found;
    if (!status && length_m)
        *length_m = work.shared_m;
    routes_i_scratch_free(&work.scratch);
    routes_i_edges_free(&work.edges);
    routes_i_free(work.pieces);
    routes_i_free(work.stretches);
    return status;
}
