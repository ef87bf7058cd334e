/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "geo/wkb.h"

#include <math.h>
#include <string.h>

#include "core/fail.h"
#include "core/memory.h"

/* Extended WKB marks these in the high bits of the kind. */
#define EWKB_Z UINT32_C(0x80000000)
#define EWKB_M UINT32_C(0x40000000)
#define EWKB_SRID UINT32_C(0x20000000)

void routes_wkb_free(uint8_t *bytes)
{
    routes_i_free(bytes);
}

const char *routes_i_wkb_kind_text(routes_geometry_kind kind)
{
    switch (kind) {
    case ROUTES_POINT:
        return "a point";
    case ROUTES_LINE:
        return "a line";
    case ROUTES_POLYGON:
        return "a polygon";
    case ROUTES_MULTIPOINT:
        return "a multipoint";
    case ROUTES_MULTILINE:
        return "a multiline";
    case ROUTES_MULTIPOLYGON:
        return "a multipolygon";
    }
    return "an unknown kind";
}

static size_t left(const routes_i_wkb_walk *walk)
{
    return (size_t)(walk->end - walk->at);
}

static routes_status cut_off(const routes_i_wkb_walk *walk, const char *what, routes_error *err)
{
    return routes_i_fail(err, ROUTES_E_DATA,
                         "WKB of %zu bytes ends early: no room for %s at byte %zu",
                         (size_t)(walk->end - walk->start), what, (size_t)(walk->at - walk->start));
}

static uint32_t get_u32(const uint8_t *from, bool big_endian)
{
    uint32_t value = 0;
    for (size_t i = 0; i < 4; i++)
        value = value << 8 | from[big_endian ? i : 3 - i];
    return value;
}

/* Written out, so that compilers see one load, turned or not. */
static uint64_t get_u64(const uint8_t *p, bool big_endian)
{
    if (big_endian)
        return (uint64_t)p[0] << 56 | (uint64_t)p[1] << 48 | (uint64_t)p[2] << 40 |
               (uint64_t)p[3] << 32 | (uint64_t)p[4] << 24 | (uint64_t)p[5] << 16 |
               (uint64_t)p[6] << 8 | (uint64_t)p[7];
    return (uint64_t)p[7] << 56 | (uint64_t)p[6] << 48 | (uint64_t)p[5] << 40 |
           (uint64_t)p[4] << 32 | (uint64_t)p[3] << 24 | (uint64_t)p[2] << 16 |
           (uint64_t)p[1] << 8 | (uint64_t)p[0];
}

static double get_double(const uint8_t *from, bool big_endian)
{
    uint64_t bits = get_u64(from, big_endian);
    double value = 0.0;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static routes_status read_count(routes_i_wkb_walk *walk, size_t *count, const char *what,
                                size_t least_bytes, routes_error *err)
{
    if (left(walk) < 4)
        return cut_off(walk, what, err);
    uint32_t n = get_u32(walk->at, walk->big_endian);
    walk->at += 4;
    /* Before anyone loops or allocates: so many cannot fit into what is left. */
    if (n > left(walk) / least_bytes)
        return routes_i_fail(err, ROUTES_E_DATA,
                             "WKB declares %lu at byte %zu (%s), more than its %zu bytes can hold",
                             (unsigned long)n, (size_t)(walk->at - walk->start) - 4, what,
                             (size_t)(walk->end - walk->start));
    *count = n;
    return ROUTES_OK;
}

/* Byte order, kind, dimensions and an SRID that is passed over. */
static routes_status read_head(routes_i_wkb_walk *walk, uint32_t *kind, routes_error *err)
{
    if (left(walk) < 5)
        return cut_off(walk, "byte order and kind", err);
    if (walk->at[0] > 1)
        return routes_i_fail(err, ROUTES_E_DATA, "WKB byte order at byte %zu is %u, must be 0 or 1",
                             (size_t)(walk->at - walk->start), walk->at[0]);
    walk->big_endian = walk->at[0] == 0;
    uint32_t code = get_u32(walk->at + 1, walk->big_endian);
    walk->at += 5;

    uint32_t plain = code & ~(EWKB_Z | EWKB_M | EWKB_SRID);
    uint32_t iso = plain / 1000;
    walk->dimensions = 2;
    if (iso == 1 || iso == 3 || code & EWKB_Z)
        walk->dimensions++;
    if (iso == 2 || iso == 3 || code & EWKB_M)
        walk->dimensions++;
    *kind = iso <= 3 ? plain % 1000 : plain;
    if (code & EWKB_SRID) {
        if (left(walk) < 4)
            return cut_off(walk, "the SRID", err);
        walk->at += 4;
    }
    return ROUTES_OK;
}

routes_status routes_i_wkb_open(routes_i_wkb_walk *walk, routes_wkb wkb, routes_error *err)
{
    if (!wkb.bytes || wkb.size == 0)
        return routes_i_fail(err, ROUTES_E_DATA, "WKB is empty: at least 9 bytes are needed");
    *walk = (routes_i_wkb_walk){.start = wkb.bytes, .at = wkb.bytes, .end = wkb.bytes + wkb.size};

    uint32_t kind = 0;
    routes_status status = read_head(walk, &kind, err);
    if (status)
        return status;
    if (kind < ROUTES_POINT || kind > ROUTES_MULTIPOLYGON)
        return routes_i_fail(err, ROUTES_E_DATA,
                             "WKB kind %lu is not taken%s: only points, lines, polygons and their "
                             "multi forms",
                             (unsigned long)kind, kind == 7 ? " (a collection)" : "");
    walk->kind = (routes_geometry_kind)kind;
    walk->parts = 1;
    if (kind >= ROUTES_MULTIPOINT)
        return read_count(walk, &walk->parts, "number of parts", 5, err);
    return ROUTES_OK;
}

/* Begins a part: in a multi form, with a head of its own. */
static routes_status begin_part(routes_i_wkb_walk *walk, routes_error *err)
{
    if (walk->kind >= ROUTES_MULTIPOINT) {
        uint32_t kind = 0;
        uint32_t want = (uint32_t)walk->kind - 3;
        routes_status status = read_head(walk, &kind, err);
        if (status)
            return status;
        if (kind != want)
            return routes_i_fail(
                err, ROUTES_E_DATA, "WKB part %zu of %s is of kind %lu, must be %lu", walk->part,
                routes_i_wkb_kind_text(walk->kind), (unsigned long)kind, (unsigned long)want);
    }
    walk->part++;
    walk->ring = 0;
    walk->rings = 1;
    if (walk->kind == ROUTES_POLYGON || walk->kind == ROUTES_MULTIPOLYGON)
        return read_count(walk, &walk->rings, "number of rings", 4, err);
    return ROUTES_OK;
}

/* A point has no count before it, and is empty when both coordinates are NaN. */
static routes_status read_single(routes_i_wkb_walk *walk, routes_i_wkb_run *run, routes_error *err)
{
    if (left(walk) < run->stride)
        return cut_off(walk, "a point", err);
    run->n = 1;
    routes_point point = routes_i_wkb_at(run, 0);
    if (isnan(point.lon) && isnan(point.lat))
        run->n = 0;
    walk->at += run->stride;
    return ROUTES_OK;
}

static routes_status check_finite(const routes_i_wkb_run *run, routes_error *err)
{
    for (size_t i = 0; i < run->n; i++) {
        routes_point point = routes_i_wkb_at(run, i);
        if (!isfinite(point.lon) || !isfinite(point.lat))
            return routes_i_fail(err, ROUTES_E_DATA,
                                 "point %zu of part %zu, ring %zu is (%g, %g): coordinates must be "
                                 "finite",
                                 i, run->part, run->ring, point.lon, point.lat);
    }
    return ROUTES_OK;
}

routes_status routes_i_wkb_next(routes_i_wkb_walk *walk, routes_i_wkb_run *run, bool *more,
                                routes_error *err)
{
    *more = false;
    while (walk->ring == walk->rings) {
        if (walk->part == walk->parts) {
            if (walk->at != walk->end)
                return routes_i_fail(err, ROUTES_E_DATA, "WKB has %zu bytes too many at its end",
                                     left(walk));
            return ROUTES_OK;
        }
        routes_status status = begin_part(walk, err);
        if (status)
            return status;
    }

    bool single = walk->kind == ROUTES_POINT || walk->kind == ROUTES_MULTIPOINT;
    *run = (routes_i_wkb_run){.part = walk->part - 1,
                              .ring = walk->ring,
                              .stride = 8 * walk->dimensions,
                              .big_endian = walk->big_endian};
    routes_status status = ROUTES_OK;
    if (!single)
        status = read_count(walk, &run->n, "number of points", run->stride, err);
    if (status)
        return status;
    run->bytes = walk->at;
    if (single)
        status = read_single(walk, run, err);
    else
        walk->at += run->n * run->stride;
    if (!status)
        status = check_finite(run, err);
    if (status)
        return status;
    walk->ring++;
    *more = true;
    return ROUTES_OK;
}

routes_point routes_i_wkb_at(const routes_i_wkb_run *run, size_t i)
{
    const uint8_t *bytes = run->bytes + i * run->stride;
    return (routes_point){get_double(bytes, run->big_endian),
                          get_double(bytes + 8, run->big_endian)};
}

routes_status routes_wkb_describe(routes_geometry_kind *kind, size_t *points, routes_box *box,
                                  routes_wkb wkb, routes_error *err)
{
    routes_i_wkb_walk walk;
    routes_i_wkb_run run;
    size_t count = 0;
    routes_box bounds = routes_box_none();
    bool more = false;

    routes_status status = routes_i_wkb_open(&walk, wkb, err);
    if (status)
        return status;
    while (!(status = routes_i_wkb_next(&walk, &run, &more, err)) && more) {
        count += run.n;
        for (size_t i = 0; i < run.n; i++)
            bounds = routes_box_add(bounds, routes_i_wkb_at(&run, i));
    }
    if (status)
        return status;
    if (kind)
        *kind = walk.kind;
    if (points)
        *points = count;
    if (box)
        *box = bounds;
    return ROUTES_OK;
}

routes_status routes_wkb_read_point(routes_point *point, routes_wkb wkb, routes_error *err)
{
    routes_geometry_kind kind = ROUTES_POINT;
    size_t points = 0;
    routes_box box;

    if (!point)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "point must not be null");
    routes_status status = routes_wkb_describe(&kind, &points, &box, wkb, err);
    if (status)
        return status;
    if (kind != ROUTES_POINT && kind != ROUTES_MULTIPOINT)
        return routes_i_fail(err, ROUTES_E_DATA, "the geometry is %s, must be a point",
                             routes_i_wkb_kind_text(kind));
    if (points != 1)
        return routes_i_fail(err, ROUTES_E_DATA, "the geometry has %zu points, must be one",
                             points);
    *point = (routes_point){box.west, box.south};
    return ROUTES_OK;
}

uint8_t *routes_i_wkb_put_u32(uint8_t *to, uint32_t value)
{
    for (unsigned i = 0; i < 4; i++)
        *to++ = (uint8_t)(value >> (8 * i));
    return to;
}

uint8_t *routes_i_wkb_put_head(uint8_t *to, routes_geometry_kind kind)
{
    *to++ = 1;
    return routes_i_wkb_put_u32(to, (uint32_t)kind);
}

static uint8_t *put_double(uint8_t *to, double value)
{
    uint64_t bits = 0;
    memcpy(&bits, &value, sizeof bits);
    for (unsigned i = 0; i < 8; i++)
        *to++ = (uint8_t)(bits >> (8 * i));
    return to;
}

uint8_t *routes_i_wkb_put_point(uint8_t *to, routes_point point)
{
    return put_double(put_double(to, point.lon), point.lat);
}

void routes_wkb_write_point(uint8_t *bytes, routes_point point)
{
    routes_i_wkb_put_point(routes_i_wkb_put_head(bytes, ROUTES_POINT), point);
}
