/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "render/outline.h"

#include "core/fail.h"
#include "core/memory.h"
#include "geo/geometry.h"
#include "routes/geometry.h"

#define THIN 0.35      /* points nearer than this are one */
#define SPECK 1.0      /* a ring smaller than this is not seen */
#define INNER_CELLS 24 /* of the first look for an inner point, each way */
#define NEAR_PULL 0.15 /* air given up for a unit of distance */
#define INNER_ROUNDS 5 /* each halves the step */

/* Points under way, with room that grows. */
struct run {
    routes_i_xy *points;
    size_t n;
    size_t capacity;
};

static bool run_add(struct run *run, routes_i_xy p)
{
    if (!routes_i_reserve((void **)&run->points, &run->capacity, run->n + 1, sizeof p))
        return false;
    run->points[run->n++] = p;
    return true;
}

/* Signed distance to side 0..3 of the frame, positive inside. */
static double inside(routes_i_rect frame, int side, routes_i_xy p)
{
    switch (side) {
    case 0:
        return p.x - frame.x0;
    case 1:
        return frame.x1 - p.x;
    case 2:
        return p.y - frame.y0;
    default:
        return frame.y1 - p.y;
    }
}

/* Cuts a ring at one side of the frame. Source: I. E. Sutherland and G. W. Hodgman, "Reentrant
 * polygon clipping", Communications of the ACM 17(1), 1974, pp. 32-42. */
static bool cut(struct run *to, const struct run *from, routes_i_rect frame, int side)
{
    to->n = 0;
    for (size_t i = 0; i < from->n; i++) {
        routes_i_xy a = from->points[i];
        routes_i_xy b = from->points[(i + 1) % from->n];
        double da = inside(frame, side, a);
        double db = inside(frame, side, b);
        if (da >= 0.0 && !run_add(to, a))
            return false;
        if ((da >= 0.0) == (db >= 0.0))
            continue;
        if (!run_add(to, routes_i_xy_move(a, routes_i_xy_sub(b, a), da / (da - db))))
            return false;
    }
    return true;
}

static double ring_area(const routes_i_xy *points, size_t n)
{
    double twice = 0.0;
    for (size_t i = 0; i < n; i++)
        twice += routes_i_xy_cross(points[i], points[(i + 1) % n]);
    return twice / 2.0;
}

/* Adds a ring, its points thinned; a ring too small to see is left out unless it is the first. */
static bool add_ring(routes_i_outline *out, const struct run *run)
{
    size_t start = out->n;
    if (run->n < 3 || (out->rings > 0 && fabs(ring_area(run->points, run->n)) < SPECK))
        return true;
    if (!routes_i_reserve((void **)&out->points, &out->points_capacity, out->n + run->n,
                          sizeof *out->points) ||
        !routes_i_reserve((void **)&out->ends, &out->ends_capacity, out->rings + 1,
                          sizeof *out->ends))
        return false;
    for (size_t i = 0; i < run->n; i++) {
        routes_i_xy p = run->points[i];
        if (i > 0 && routes_i_xy_distance(p, out->points[out->n - 1]) < THIN)
            continue;
        out->points[out->n++] = p;
        out->box = routes_i_rect_add(out->box, p);
    }
    if (out->n - start < 3)
        out->n = start;
    else
        out->ends[out->rings++] = out->n;
    return true;
}

static bool read_ring(routes_i_outline *out, struct run work[2], const routes_point *points,
                      size_t n, const routes_i_projection *projection, routes_i_rect frame)
{
    work[0].n = 0;
    for (size_t i = 0; i + 1 < n; i++) /* the last repeats the first */
        if (!run_add(&work[0], routes_i_project(projection, points[i])))
            return false;
    for (int side = 0; side < 4; side++)
        if (!cut(&work[(side + 1) % 2], &work[side % 2], frame, side))
            return false;
    return add_ring(out, &work[0]);
}

routes_status routes_i_outline_read(routes_i_outline *out, routes_wkb wkb,
                                    const routes_i_projection *projection, routes_i_rect frame,
                                    routes_error *err)
{
    struct run work[2] = {{0}};
    routes_geometry *geometry = NULL;
    *out = (routes_i_outline){.box = routes_i_rect_none()};
    if (wkb.size == 0)
        return ROUTES_OK; /* an area without an outline */
    routes_status status = routes_geometry_read(&geometry, wkb, err);
    if (status)
        return status;
    bool ok = true;
    for (size_t part = 0; part < routes_geometry_parts(geometry); part++)
        for (size_t ring = 0; ok && ring < routes_geometry_rings(geometry, part); ring++) {
            size_t n = 0;
            const routes_point *points = routes_geometry_points(&n, geometry, part, ring);
            ok = read_ring(out, work, points, n, projection, frame);
        }
    routes_geometry_free(geometry);
    routes_i_free(work[0].points);
    routes_i_free(work[1].points);
    return ok ? ROUTES_OK : routes_i_fail(err, ROUTES_E_MEMORY, "no memory for an outline");
}

void routes_i_outline_free(routes_i_outline *outline)
{
    routes_i_free(outline->points);
    routes_i_free(outline->ends);
    *outline = (routes_i_outline){.box = routes_i_rect_none()};
}

void routes_i_outline_path(const routes_i_outline *outline, const routes_i_page *page)
{
    size_t start = 0;
    for (size_t r = 0; r < outline->rings; r++) {
        cairo_new_sub_path(page->cr);
        for (size_t i = start; i < outline->ends[r]; i++)
            cairo_line_to(page->cr, outline->points[i].x, outline->points[i].y);
        cairo_close_path(page->cr);
        start = outline->ends[r];
    }
}

bool routes_i_outline_holds(const routes_i_outline *outline, routes_i_xy p)
{
    bool odd = false;
    size_t start = 0;
    if (routes_i_rect_empty(outline->box) || !routes_i_rect_holds(outline->box, p))
        return false;
    for (size_t r = 0; r < outline->rings; r++) {
        size_t end = outline->ends[r];
        for (size_t i = start, last = end - 1; i < end; last = i++) {
            routes_i_xy a = outline->points[i];
            routes_i_xy b = outline->points[last];
            if ((a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x)
                odd = !odd;
        }
        start = end;
    }
    return odd;
}

static double edge_distance(routes_i_xy a, routes_i_xy b, routes_i_xy p)
{
    routes_i_xy along = routes_i_xy_sub(b, a);
    double squared = routes_i_xy_dot(along, along);
    double t = squared > 0.0 ? routes_i_xy_dot(routes_i_xy_sub(p, a), along) / squared : 0.0;
    t = routes_i_less(routes_i_more(t, 0.0), 1.0);
    return routes_i_xy_distance(routes_i_xy_move(a, along, t), p);
}

double routes_i_outline_distance(const routes_i_outline *outline, routes_i_xy p)
{
    double least = INFINITY;
    size_t start = 0;
    for (size_t r = 0; r < outline->rings; r++) {
        size_t end = outline->ends[r];
        for (size_t i = start, last = end - 1; i < end; last = i++)
            least =
                routes_i_less(least, edge_distance(outline->points[i], outline->points[last], p));
        start = end;
    }
    return least;
}

double routes_i_outline_area(const routes_i_outline *outline)
{
    /* Rings of one polygon run in opposite senses in nearly all data, but nobody promises: a ring
     * whose first point lies inside the others is a hole. */
    double area = 0.0;
    size_t start = 0;
    for (size_t r = 0; r < outline->rings; r++) {
        double ring = fabs(ring_area(outline->points + start, outline->ends[r] - start));
        routes_i_xy a = outline->points[start];
        routes_i_xy b = outline->points[start + 1];
        routes_i_xy middle = {(a.x + b.x) / 2.0, (a.y + b.y) / 2.0};
        routes_i_xy normal = routes_i_xy_unit((routes_i_xy){a.y - b.y, b.x - a.x});
        bool left = routes_i_outline_holds(outline, routes_i_xy_move(middle, normal, 1e-3));
        bool positive = ring_area(outline->points + start, outline->ends[r] - start) > 0.0;
        area += left == positive ? ring : -ring;
        start = outline->ends[r];
    }
    return area;
}

static double air_at(const routes_i_outline *outline, routes_i_rect within, routes_i_xy p)
{
    double rim = routes_i_less(routes_i_less(p.x - within.x0, within.x1 - p.x),
                               routes_i_less(p.y - within.y0, within.y1 - p.y));
    double edge = routes_i_outline_distance(outline, p);
    return routes_i_less(rim, routes_i_outline_holds(outline, p) ? edge : -edge);
}

/* What is looked for: air, and a distance from a point. */
struct wish {
    const routes_i_outline *outline;
    routes_i_rect within;
    routes_i_xy from;
    double distance; /* from there */
    double pull;     /* what a unit off that distance takes off */
    double enough;
};

static double worth(const struct wish *wish, routes_i_xy p)
{
    double air = air_at(wish->outline, wish->within, p);
    double off = fabs(routes_i_xy_distance(p, wish->from) - wish->distance);
    return air <= 0.0 ? air - 1e6 : routes_i_less(air, wish->enough) - wish->pull * off;
}

/* First on a grid, then round the best cell in ever smaller steps. */
static routes_i_xy best_point(const struct wish *wish, double *air)
{
    routes_i_rect box = {routes_i_more(wish->within.x0, wish->outline->box.x0),
                         routes_i_more(wish->within.y0, wish->outline->box.y0),
                         routes_i_less(wish->within.x1, wish->outline->box.x1),
                         routes_i_less(wish->within.y1, wish->outline->box.y1)};
    routes_i_xy best = routes_i_rect_centre(wish->within);
    double most = -INFINITY;
    double step_x = (box.x1 - box.x0) / INNER_CELLS;
    double step_y = (box.y1 - box.y0) / INNER_CELLS;
    for (int i = 0; i < INNER_CELLS * INNER_CELLS && !routes_i_rect_empty(box); i++) {
        routes_i_xy p = routes_i_rect_cell(box, i, INNER_CELLS, INNER_CELLS);
        double here = worth(wish, p);
        if (here > most) {
            most = here;
            best = p;
        }
    }
    for (int round = 0; round < INNER_ROUNDS && most > -INFINITY; round++) {
        routes_i_rect around = routes_i_rect_about(best, 2.0 * step_x, 2.0 * step_y);
        step_x /= 2.0;
        step_y /= 2.0;
        for (int i = 0; i < 25; i++) {
            routes_i_xy p = routes_i_rect_net(around, i, 5, 5);
            double here = worth(wish, p);
            if (here > most) {
                most = here;
                best = p;
            }
        }
    }
    if (air)
        *air = most > -INFINITY ? air_at(wish->outline, wish->within, best) : -INFINITY;
    return best;
}

routes_i_xy routes_i_outline_inner(const routes_i_outline *outline, routes_i_rect within,
                                   double *air)
{
    const struct wish wish = {outline, within, {0.0, 0.0}, 0.0, 0.0, INFINITY};
    return best_point(&wish, air);
}

routes_i_xy routes_i_outline_inner_at(const routes_i_outline *outline, routes_i_rect within,
                                      routes_i_xy from, double distance, double enough, double *air)
{
    const struct wish wish = {outline, within, from, distance, NEAR_PULL, enough};
    return best_point(&wish, air);
}
