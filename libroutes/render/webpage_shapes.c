/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "render/webpage_shapes.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/memory.h"
#include "geo/wkb.h"
#include "render/webpage_simpler.h"

/* A row's geometry before equal ones are found. */
struct entry {
    routes_wkb wkb;
    size_t slot;
};

void routes_i_webpage_shapes_free(routes_i_webpage_shapes *shapes)
{
    routes_simplify_free(shapes->near);
    routes_simplify_free(shapes->far);
    routes_i_free(shapes->shapes);
    routes_i_free(shapes->first);
    routes_i_free(shapes->of);
    *shapes = (routes_i_webpage_shapes){0};
}

size_t routes_i_webpage_shape(const routes_i_webpage_shapes *shapes, size_t layer, size_t row)
{
    return shapes->of[shapes->first[layer] + row];
}

static int compare(const void *a, const void *b)
{
    const struct entry *one = a, *other = b;
    if (one->wkb.size != other->wkb.size)
        return one->wkb.size < other->wkb.size ? -1 : 1;
    int order = memcmp(one->wkb.bytes, other->wkb.bytes, one->wkb.size);
    if (order)
        return order;
    return one->slot < other->slot ? -1 : one->slot > other->slot;
}

/* Geometry of a row; no bytes where it has none. */
static routes_wkb geometry_at(const routes_table *table, size_t row)
{
    for (size_t i = 0; i < routes_table_columns(table); i++) {
        const size_t *sizes = NULL;
        const uint8_t *const *bytes = routes_table_geometries(table, i, &sizes);
        if (bytes && routes_table_status(table, i)[row] == ROUTES_VALUE_OK)
            return (routes_wkb){bytes[row], sizes[row]};
    }
    return (routes_wkb){NULL, 0};
}

static size_t gather(struct entry *entries, const routes_release *release)
{
    size_t n = 0, slot = 0;
    for (size_t i = 0; i < routes_release_size(release); i++) {
        const routes_table *table = routes_layer_table(routes_release_at(release, i));
        for (size_t row = 0; row < routes_table_rows(table); row++, slot++) {
            routes_wkb wkb = geometry_at(table, row);
            if (wkb.size > 0)
                entries[n++] = (struct entry){wkb, slot};
        }
    }
    return n;
}

static bool same(const struct entry *a, const struct entry *b)
{
    return a->wkb.size == b->wkb.size && memcmp(a->wkb.bytes, b->wkb.bytes, a->wkb.size) == 0;
}

/* Numbers shapes in the order in which rows first use them; equal entries stand together. */
static void number(routes_i_webpage_shapes *shapes, const struct entry *entries, size_t n,
                   size_t slots, routes_wkb *by_slot)
{
    for (size_t i = 0; i < n;) {
        size_t first = entries[i].slot;
        by_slot[first] = entries[i].wkb;
        size_t end = i;
        for (; end < n && same(&entries[end], &entries[i]); end++)
            shapes->of[entries[end].slot] = first;
        i = end;
    }
    for (size_t slot = 0; slot < slots; slot++) {
        size_t first = shapes->of[slot];
        if (first == slot) {
            shapes->shapes[shapes->count] = by_slot[slot];
            shapes->of[slot] = shapes->count++;
        } else if (first != SIZE_MAX)
            shapes->of[slot] = shapes->of[first];
    }
}

static size_t count_slots(routes_i_webpage_shapes *shapes, const routes_release *release)
{
    size_t layers = routes_release_size(release), slots = 0;
    for (size_t i = 0; i < layers; i++) {
        shapes->first[i] = slots;
        slots += routes_table_rows(routes_layer_table(routes_release_at(release, i)));
    }
    shapes->first[layers] = slots;
    return slots;
}

static routes_status gather_all(routes_i_webpage_shapes *shapes, const routes_release *release,
                                routes_error *err)
{
    shapes->first = routes_i_calloc(routes_release_size(release) + 1, sizeof *shapes->first);
    if (!shapes->first)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for the layers of a page");
    size_t slots = count_slots(shapes, release);
    struct entry *entries = routes_i_calloc(slots + 1, sizeof *entries);
    routes_wkb *by_slot = routes_i_calloc(slots + 1, sizeof *by_slot);
    shapes->shapes = routes_i_calloc(slots + 1, sizeof *shapes->shapes);
    shapes->of = routes_i_calloc(slots + 1, sizeof *shapes->of);
    routes_status status = ROUTES_OK;
    if (entries && by_slot && shapes->shapes && shapes->of) {
        for (size_t slot = 0; slot < slots; slot++)
            shapes->of[slot] = SIZE_MAX;
        size_t n = gather(entries, release);
        qsort(entries, n, sizeof *entries, compare);
        number(shapes, entries, n, slots, by_slot);
    } else
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu shapes", slots);
    routes_i_free(entries);
    routes_i_free(by_slot);
    return status;
}

routes_status routes_i_webpage_shapes_read(routes_i_webpage_shapes *shapes,
                                           const routes_release *release, routes_error *err)
{
    routes_status status = gather_all(shapes, release, err);
    if (!status)
        status = routes_i_webpage_simpler(shapes, routes_release_size(release), err);
    return status;
}

/* Twice the area on a flat map, above 0 where the ring runs against the clock. */
static double turn(const routes_i_wkb_run *run)
{
    double sum = 0.0;
    for (size_t i = 0; i + 1 < run->n; i++) {
        routes_point a = routes_i_wkb_at(run, i), b = routes_i_wkb_at(run, i + 1);
        sum += a.lon * b.lat - b.lon * a.lat;
    }
    return sum;
}

/* The points of a run, from its end where it is turned round; steps of nothing are left out. */
static void write_run(routes_i_text *to, const routes_i_wkb_run *run, bool backward)
{
    long long lon = 0, lat = 0;
    routes_i_text_add(to, "[");
    for (size_t i = 0; i < run->n; i++) {
        routes_point at = routes_i_wkb_at(run, backward ? run->n - 1 - i : i);
        long long x = llround(at.lon * ROUTES_I_WEBPAGE_UNITS),
                  y = llround(at.lat * ROUTES_I_WEBPAGE_UNITS);
        if (i == 0 || x != lon || y != lat)
            routes_i_text_print(to, "%s%lld,%lld", i ? "," : "", x - lon, y - lat);
        lon = x;
        lat = y;
    }
    routes_i_text_add(to, "]");
}

static routes_status write_shape(routes_i_text *to, routes_wkb wkb, routes_error *err)
{
    routes_i_wkb_walk walk;
    routes_i_wkb_run run = {0};
    bool more = false, first = true;
    routes_status status = routes_i_wkb_open(&walk, wkb, err);
    if (status)
        return status;
    bool area = routes_i_webpage_is_area(walk.kind);
    bool line = walk.kind == ROUTES_LINE || walk.kind == ROUTES_MULTILINE;
    routes_i_text_print(to, "[%d,[", area ? 3 : line ? 2 : 1);
    while (!(status = routes_i_wkb_next(&walk, &run, &more, err)) && more) {
        if (run.n == 0)
            continue;
        if (area && run.ring == 0)
            routes_i_text_add(to, first ? "[" : "],[");
        else if (!first)
            routes_i_text_add(to, ",");
        bool against = turn(&run) > 0.0;
        write_run(to, &run, area && against == (run.ring == 0));
        first = false;
    }
    routes_i_text_add(to, area && !first ? "]]]" : "]]");
    return status;
}

routes_status routes_i_webpage_shapes_write(routes_i_text *to,
                                            const routes_i_webpage_shapes *shapes,
                                            routes_error *err)
{
    routes_status status = ROUTES_OK;
    routes_i_text_add(to, "[");
    for (size_t i = 0; !status && i < shapes->count; i++) {
        routes_i_text_add(to, i ? ",\n" : "\n");
        status = write_shape(to, shapes->shapes[i], err);
    }
    routes_i_text_add(to, "]");
    return status;
}
