/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "geo/arcs.h"

#include <string.h>

#include "core/fail.h"
#include "core/memory.h"

#define NONE SIZE_MAX

/* A place where points of several runs coincide: what comes before and after it in the first of
 * them. Another pair of neighbours, and borders meet here. */
struct place {
    routes_point at;
    routes_point side[2];
    bool used;
    bool meeting;
};

/* An arc by its first edge, in either direction. */
struct entry {
    routes_point from;
    routes_point to;
    routes_i_arc_use use;
    bool used;
};

struct maker {
    routes_i_arcs *arcs;
    struct place *places; /* open addressing */
    size_t places_mask;
    struct entry *entries;
    size_t entries_mask;
    routes_point *turned; /* one ring, turned to begin at a meeting point */
    size_t turned_capacity;
    routes_error *err;
};

static bool same(routes_point a, routes_point b)
{
    return a.lon == b.lon && a.lat == b.lat;
}

static bool before(routes_point a, routes_point b)
{
    return a.lon != b.lon ? a.lon < b.lon : a.lat < b.lat;
}

static uint64_t mix(uint64_t z)
{
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

static uint64_t hash_point(routes_point point)
{
    uint64_t bits[2];
    double lon = point.lon + 0.0; /* one zero, not two */
    double lat = point.lat + 0.0;
    memcpy(&bits[0], &lon, sizeof lon);
    memcpy(&bits[1], &lat, sizeof lat);
    return mix(bits[0] + UINT64_C(0x9E3779B97F4A7C15) * mix(bits[1]));
}

static struct place *place_at(const struct maker *maker, routes_point point)
{
    size_t i = (size_t)hash_point(point) & maker->places_mask;
    while (maker->places[i].used && !same(maker->places[i].at, point))
        i = (i + 1) & maker->places_mask;
    return &maker->places[i];
}

static struct entry *entry_for(const struct maker *maker, routes_point from, routes_point to)
{
    size_t i = (size_t)(hash_point(from) ^ mix(hash_point(to))) & maker->entries_mask;
    while (maker->entries[i].used &&
           !(same(maker->entries[i].from, from) && same(maker->entries[i].to, to)))
        i = (i + 1) & maker->entries_mask;
    return &maker->entries[i];
}

/* Notes a point with its neighbours, whichever way round. */
static void visit(const struct maker *maker, routes_point at, routes_point left, routes_point right)
{
    struct place *place = place_at(maker, at);
    if (!place->used) {
        *place = (struct place){at, {left, right}, true, false};
        return;
    }
    bool alike = (same(place->side[0], left) && same(place->side[1], right)) ||
                 (same(place->side[0], right) && same(place->side[1], left));
    if (!alike)
        place->meeting = true;
}

static bool is_ring(const routes_point *points, size_t n)
{
    return n > 3 && same(points[0], points[n - 1]);
}

static void visit_run(const struct maker *maker, const routes_point *points, size_t n)
{
    bool ring = is_ring(points, n);
    for (size_t i = ring ? 1 : 0; i < n; i++) {
        bool inner = i > 0 && i + 1 < n;
        if (inner || ring) {
            visit(maker, points[i], points[i - 1], points[inner ? i + 1 : 1]);
        } else {
            /* A line ends here, so that whatever comes by meets it. */
            visit(maker, points[i], points[i], points[i]);
            place_at(maker, points[i])->meeting = true;
        }
    }
}

static routes_status no_memory(const struct maker *maker)
{
    return routes_i_fail(maker->err, ROUTES_E_MEMORY, "no memory for the borders of a layer");
}

static routes_status use(struct maker *maker, routes_i_arc_use one)
{
    routes_i_arcs *arcs = maker->arcs;
    void *array = arcs->uses;
    bool room = routes_i_reserve(&array, &arcs->uses_capacity, arcs->uses_size + 1, sizeof one);
    arcs->uses = array;
    if (!room)
        return no_memory(maker);
    arcs->uses[arcs->uses_size++] = one;
    return ROUTES_OK;
}

static routes_status keep_arc(struct maker *maker, const routes_point *points, size_t n)
{
    routes_i_arcs *arcs = maker->arcs;
    void *array = arcs->points;
    bool room = routes_i_reserve(&array, &arcs->points_capacity, arcs->points_size + n,
                                 sizeof *arcs->points);
    arcs->points = array;
    array = arcs->arcs;
    room = room && routes_i_reserve(&array, &arcs->capacity, arcs->size + 1, sizeof *arcs->arcs);
    arcs->arcs = array;
    if (!room)
        return no_memory(maker);
    memcpy(arcs->points + arcs->points_size, points, n * sizeof *points);
    arcs->arcs[arcs->size++] = (routes_i_arc){arcs->points_size, n};
    arcs->points_size += n;
    return ROUTES_OK;
}

/* Adds an arc to the run under way: a known one by its number, else a new one. */
static routes_status add_arc(struct maker *maker, const routes_point *points, size_t n)
{
    struct entry *known = entry_for(maker, points[0], points[1]);
    if (known->used)
        return use(maker, known->use);
    routes_i_arc_use forward = {maker->arcs->size, false};
    routes_i_arc_use backward = {maker->arcs->size, true};
    routes_status status = keep_arc(maker, points, n);
    if (status)
        return status;
    *known = (struct entry){points[0], points[1], forward, true};
    struct entry *back = entry_for(maker, points[n - 1], points[n - 2]);
    if (!back->used)
        *back = (struct entry){points[n - 1], points[n - 2], backward, true};
    return use(maker, forward);
}

/* Cuts a run at its meeting points; both its ends are such, or it is a ring without any. */
static routes_status cut(struct maker *maker, const routes_point *points, size_t n)
{
    size_t from = 0;
    routes_status status = ROUTES_OK;
    for (size_t i = 1; i < n && !status; i++) {
        if (i + 1 < n && !place_at(maker, points[i])->meeting)
            continue;
        status = add_arc(maker, points + from, i + 1 - from);
        from = i;
    }
    return status;
}

/* Where a ring is to begin: at a meeting point, else at its least point, so that equal rings that
 * begin elsewhere are seen to be equal. */
static size_t beginning(const struct maker *maker, const routes_point *points, size_t n)
{
    size_t least = 0;
    for (size_t i = 0; i + 1 < n; i++) {
        if (place_at(maker, points[i])->meeting)
            return i;
        if (before(points[i], points[least]))
            least = i;
    }
    return least;
}

static routes_status cut_ring(struct maker *maker, const routes_point *points, size_t n)
{
    size_t first = beginning(maker, points, n);
    void *array = maker->turned;
    bool room = routes_i_reserve(&array, &maker->turned_capacity, n, sizeof *points);
    maker->turned = array;
    if (!room)
        return no_memory(maker);
    for (size_t i = 0, at = first; i < n; i++, at++) {
        if (at + 1 == n) /* the last point is the first again */
            at = 0;
        maker->turned[i] = points[at];
    }
    return cut(maker, maker->turned, n);
}

/* Repeated points say nothing, and would hide where borders meet. Returns how many are left. */
static size_t without_repeats(routes_point *points, size_t n)
{
    size_t kept = n > 0 ? 1 : 0;
    for (size_t i = 1; i < n; i++)
        if (!same(points[i], points[kept - 1]))
            points[kept++] = points[i];
    return kept;
}

/* The run's points without repeats, in memory that the next run overwrites. */
static routes_status clean_run(routes_point **out, size_t *n, routes_point **space,
                               size_t *capacity, const routes_geometry *shape, size_t run,
                               const struct maker *maker)
{
    size_t from = shape->run_start[run];
    *n = routes_i_geometry_run_end(shape, run) - from;
    void *array = *space;
    bool room = routes_i_reserve(&array, capacity, *n, sizeof **out);
    *space = array;
    if (!room)
        return no_memory(maker);
    if (*n > 0)
        memcpy(*space, shape->points + from, *n * sizeof **out);
    *n = without_repeats(*space, *n);
    *out = *space;
    return ROUTES_OK;
}

typedef routes_status (*each_run)(struct maker *maker, const routes_point *points, size_t n);

static routes_status note_run(struct maker *maker, const routes_point *points, size_t n)
{
    if (n > 1)
        visit_run(maker, points, n);
    return ROUTES_OK;
}

static routes_status take_run(struct maker *maker, const routes_point *points, size_t n)
{
    maker->arcs->run_use[maker->arcs->runs++] = maker->arcs->uses_size;
    if (n < 2)
        return ROUTES_OK;
    return is_ring(points, n) ? cut_ring(maker, points, n) : cut(maker, points, n);
}

static routes_status over_runs(struct maker *maker, routes_geometry *const *shapes, size_t n,
                               each_run action)
{
    routes_point *space = NULL;
    size_t capacity = 0;
    routes_status status = ROUTES_OK;
    for (size_t i = 0; i < n && !status; i++)
        for (size_t run = 0; run < shapes[i]->runs && !status; run++) {
            routes_point *points = NULL;
            size_t count = 0;
            status = clean_run(&points, &count, &space, &capacity, shapes[i], run, maker);
            if (!status)
                status = action(maker, points, count);
        }
    routes_i_free(space);
    return status;
}

/* A power of two that leaves a table of `n` at most half full. */
static size_t table_size(size_t n)
{
    size_t size = 16;
    while (size < 2 * n)
        size *= 2;
    return size;
}

static routes_status make(struct maker *maker, routes_geometry *const *shapes, size_t n)
{
    size_t points = 0;
    size_t runs = 0;
    for (size_t i = 0; i < n; i++) {
        points += shapes[i]->n;
        runs += shapes[i]->runs;
    }
    maker->places_mask = table_size(points) - 1;
    maker->entries_mask = table_size(2 * points) - 1;
    maker->places = routes_i_calloc(maker->places_mask + 1, sizeof *maker->places);
    maker->entries = routes_i_calloc(maker->entries_mask + 1, sizeof *maker->entries);
    maker->arcs->run_use = routes_i_calloc(runs + 1, sizeof *maker->arcs->run_use);
    if (!maker->places || !maker->entries || !maker->arcs->run_use)
        return no_memory(maker);
    routes_status status = over_runs(maker, shapes, n, note_run);
    if (!status)
        status = over_runs(maker, shapes, n, take_run);
    maker->arcs->run_use[maker->arcs->runs] = maker->arcs->uses_size;
    return status;
}

routes_status routes_i_arcs_make(routes_i_arcs *arcs, routes_geometry *const *shapes, size_t n,
                                 routes_error *err)
{
    *arcs = (routes_i_arcs){0};
    struct maker maker = {.arcs = arcs, .err = err};
    routes_status status = make(&maker, shapes, n);
    routes_i_free(maker.places);
    routes_i_free(maker.entries);
    routes_i_free(maker.turned);
    return status;
}

void routes_i_arcs_free(routes_i_arcs *arcs)
{
    routes_i_free(arcs->points);
    routes_i_free(arcs->arcs);
    routes_i_free(arcs->uses);
    routes_i_free(arcs->run_use);
    *arcs = (routes_i_arcs){0};
}
