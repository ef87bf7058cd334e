/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "geo/sharing.h"

#include <math.h>
#include <stdlib.h>

#include "core/memory.h"
#include "geo/geometry.h"

#define DEGREE (3.14159265358979323846 / 180.0)
/* Pieces this short are flat to far below a micrometre. */
#define SHORT_DEGREES 0.02
/* Beyond, meridians run together too fast for a flat piece. */
#define FLAT_LATITUDE 85.0
/* Spans of an edge that end this close are one: rounding, as a share of the edge. */
#define SAME_PLACE 1e-9
/* So few rivals are looked at one by one. */
#define FEW 16
/* So many rivals are not compared by their bits with every edge. */
#define MANY 128

/* An edge of the second shape that lies near the first. */
struct routes_i_rival {
    routes_point from;
    routes_point to;
    routes_box box;
    double low; /* on the axis of the search */
    double high;
};

/* Metres in a unit of x and of y. */
struct scale {
    double x;
    double y;
};

/* An edge of the first shape, with the flat earth about it. */
struct edge {
    routes_point from;
    routes_point to;
    struct scale scale;
    double dx; /* in metres */
    double dy;
    double squared;
    routes_box box; /* grown by the tolerance */
};

void routes_i_scratch_free(routes_i_scratch *scratch)
{
    routes_i_free(scratch->rivals);
    routes_i_free(scratch->reach);
    routes_i_free(scratch->spans);
    *scratch = (routes_i_scratch){0};
}

/* Metres in a degree along the parallel and along the meridian. */
static struct scale scale_at(const routes_i_sharing *how, double lat)
{
    if (how->plane)
        return (struct scale){1.0, 1.0};
    double sine = sin(lat * DEGREE);
    double w = 1.0 - how->earth.e2 * sine * sine;
    double n = how->earth.a / sqrt(w);
    double m = n * (1.0 - how->earth.e2) / w;
    return (struct scale){n * cos(lat * DEGREE) * DEGREE, m * DEGREE};
}

void routes_i_sharing_margin(double *x, double *y, const routes_i_sharing *how, routes_box box)
{
    *x = 0.0;
    *y = 0.0;
    if (how->tolerance_m == 0.0)
        return;
    double lat = fmin(89.99, fmax(fabs(box.south), fabs(box.north)));
    *x = how->tolerance_m / scale_at(how, lat).x;
    *y = how->tolerance_m / scale_at(how, 0.0).y; /* a degree of latitude is shortest there */
}

routes_point routes_i_edge_point(const routes_i_edges *edges, size_t edge, double t)
{
    routes_point a = edges->points[edge];
    routes_point b = edges->points[edge + 1];
    if (t <= 0.0)
        return a;
    if (t >= 1.0)
        return b;
    return (routes_point){a.lon + t * (b.lon - a.lon), a.lat + t * (b.lat - a.lat)};
}

double routes_i_sharing_length(const routes_i_sharing *how, routes_point a, routes_point b)
{
    double lon = b.lon - a.lon;
    double lat = b.lat - a.lat;
    double middle = 0.5 * (a.lat + b.lat);
    bool flat =
        fabs(lon) < SHORT_DEGREES && fabs(lat) < SHORT_DEGREES && fabs(middle) < FLAT_LATITUDE;
    if (!how->plane && !flat)
        return routes_i_distance(&how->earth, a, b);
    struct scale scale = scale_at(how, middle);
    double x = lon * scale.x;
    double y = lat * scale.y;
    return sqrt(x * x + y * y);
}

static routes_box edge_box(routes_point a, routes_point b)
{
    return (routes_box){a.lon < b.lon ? a.lon : b.lon, a.lat < b.lat ? a.lat : b.lat,
                        a.lon < b.lon ? b.lon : a.lon, a.lat < b.lat ? b.lat : a.lat};
}

static bool boxes_meet(const routes_box *a, const routes_box *b)
{
    return a->west <= b->east && b->west <= a->east && a->south <= b->north && b->south <= a->north;
}

static routes_box grown(routes_box box, double x, double y)
{
    return (routes_box){box.west - x, box.south - y, box.east + x, box.north + y};
}

static routes_box shifted(routes_box box, double shift)
{
    return (routes_box){box.west + shift, box.south, box.east + shift, box.north};
}

/* Where both shapes can come near each other. */
static routes_box common_window(const routes_i_sharing *how, routes_box a, routes_box b)
{
    double x = 0.0;
    double y = 0.0;
    routes_i_sharing_margin(&x, &y, how, routes_box_join(a, b));
    a = grown(a, x, y);
    b = grown(b, x, y);
    return (routes_box){fmax(a.west, b.west), fmax(a.south, b.south), fmin(a.east, b.east),
                        fmin(a.north, b.north)};
}

static int by_low(const void *a, const void *b)
{
    const struct routes_i_rival *x = a;
    const struct routes_i_rival *y = b;
    if (x->low != y->low)
        return x->low < y->low ? -1 : 1;
    return (x->high > y->high) - (x->high < y->high);
}

/* Sorts rivals, and notes how far those up to each reach, so that a search may begin late. */
static routes_status sort(routes_i_scratch *scratch, size_t n, routes_error *err)
{
    void *array = scratch->reach;
    bool room = routes_i_reserve(&array, &scratch->reach_capacity, n, sizeof *scratch->reach);
    scratch->reach = array;
    if (!room)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory to compare two shapes");
    qsort(scratch->rivals, n, sizeof *scratch->rivals, by_low);
    scratch->reach[0] = scratch->rivals[0].high;
    for (size_t i = 1; i < n; i++)
        scratch->reach[i] = scratch->reach[i - 1] > scratch->rivals[i].high
                                ? scratch->reach[i - 1]
                                : scratch->rivals[i].high;
    return ROUTES_OK;
}

/* Gathers the edges of `b` in the window; many are sorted along its longer side. */
static routes_status gather(size_t *count, const routes_i_edges *edges, size_t b, double shift,
                            routes_box window, bool by_lat, routes_i_scratch *scratch,
                            routes_error *err)
{
    size_t n = 0;
    for (size_t s = edges->shape_strip[b]; s < edges->shape_strip[b + 1]; s++) {
        const routes_i_strip *strip = &edges->strips[s];
        routes_box strip_box = shifted(strip->box, shift);
        if (!boxes_meet(&strip_box, &window))
            continue;
        void *array = scratch->rivals;
        bool room = routes_i_reserve(&array, &scratch->rivals_capacity, n + ROUTES_I_STRIP,
                                     sizeof *scratch->rivals);
        scratch->rivals = array;
        if (!room)
            return routes_i_fail(err, ROUTES_E_MEMORY, "no memory to compare two shapes");
        for (size_t k = strip->from; k < strip->to; k++) {
            struct routes_i_rival rival = {.from = edges->points[k], .to = edges->points[k + 1]};
            rival.from.lon += shift;
            rival.to.lon += shift;
            rival.box = edge_box(rival.from, rival.to);
            if (!boxes_meet(&rival.box, &window))
                continue;
            rival.low = by_lat ? rival.box.south : rival.box.west;
            rival.high = by_lat ? rival.box.north : rival.box.east;
            scratch->rivals[n++] = rival;
        }
    }
    *count = n;
    return n > FEW ? sort(scratch, n, err) : ROUTES_OK;
}

/* The first of `n` rising values that is `least` or more. */
static size_t first_reaching(const double *values, size_t n, double least)
{
    size_t from = 0;
    while (n > 0) {
        size_t half = n / 2;
        if (values[from + half] < least) {
            from += half + 1;
            n -= half + 1;
        } else {
            n = half;
        }
    }
    return from;
}

/* Offset from the start of an edge, in its metres. */
static void offset(double *x, double *y, const struct edge *edge, routes_point point)
{
    *x = (point.lon - edge->from.lon) * edge->scale.x;
    *y = (point.lat - edge->from.lat) * edge->scale.y;
}

static double point_to_stroke(double px, double py, double dx, double dy)
{
    double squared = dx * dx + dy * dy;
    double t = squared > 0.0 ? (px * dx + py * dy) / squared : 0.0;
    t = t < 0.0 ? 0.0 : t > 1.0 ? 1.0 : t;
    double x = px - t * dx;
    double y = py - t * dy;
    return sqrt(x * x + y * y);
}

/* Whether two strokes come within the tolerance; `a` starts at the origin. */
static bool strokes_touch(const struct edge *a, double x0, double y0, double x1, double y1,
                          double tolerance)
{
    if (point_to_stroke(x0, y0, a->dx, a->dy) <= tolerance ||
        point_to_stroke(x1, y1, a->dx, a->dy) <= tolerance ||
        point_to_stroke(-x0, -y0, x1 - x0, y1 - y0) <= tolerance ||
        point_to_stroke(a->dx - x0, a->dy - y0, x1 - x0, y1 - y0) <= tolerance)
        return true;
    /* They cross: each has its ends on both sides of the other. */
    double side0 = a->dx * y0 - a->dy * x0;
    double side1 = a->dx * y1 - a->dy * x1;
    double other0 = (x1 - x0) * -y0 - (y1 - y0) * -x0;
    double other1 = (x1 - x0) * (a->dy - y0) - (y1 - y0) * (a->dx - x0);
    return ((side0 > 0.0 && side1 < 0.0) || (side0 < 0.0 && side1 > 0.0)) &&
           ((other0 > 0.0 && other1 < 0.0) || (other0 < 0.0 && other1 > 0.0));
}

/* The part of edge `a` that has the rival beside it, within the tolerance: span[0] < span[1]. */
static bool shared_span(double span[2], const struct edge *a, double x0, double y0, double x1,
                        double y1, double v0, double v1, double tolerance)
{
    double t0 = (x0 * a->dx + y0 * a->dy) / a->squared;
    double t1 = (x1 * a->dx + y1 * a->dy) / a->squared;
    /* Cut the rival where it leaves the tolerance; v runs evenly along it. */
    double c0 = 0.0;
    double c1 = 1.0;
    if (fabs(v0) > tolerance)
        c0 = (copysign(tolerance, v0) - v0) / (v1 - v0);
    if (fabs(v1) > tolerance)
        c1 = (copysign(tolerance, v1) - v0) / (v1 - v0);
    if (!(c0 < c1))
        return false;
    double s0 = c0 == 0.0 ? t0 : t0 + c0 * (t1 - t0);
    double s1 = c1 == 1.0 ? t1 : t0 + c1 * (t1 - t0);
    double low = s0 < s1 ? s0 : s1;
    double high = s0 < s1 ? s1 : s0;
    span[0] = low > 0.0 ? low : 0.0;
    span[1] = high < 1.0 ? high : 1.0;
    return span[0] < span[1];
}

/* Compares one edge with one rival. True: `span` is shared. */
static bool compare_edges(bool *touching, double span[2], const struct edge *a,
                          const struct routes_i_rival *rival, double tolerance)
{
    double x0;
    double y0;
    double x1;
    double y1;
    offset(&x0, &y0, a, rival->from);
    offset(&x1, &y1, a, rival->to);
    double length = sqrt(a->squared);
    double v0 = length > 0.0 ? (a->dx * y0 - a->dy * x0) / length : 0.0;
    double v1 = length > 0.0 ? (a->dx * y1 - a->dy * x1) / length : 0.0;
    /* Wholly on one side, and farther than the tolerance. */
    if ((v0 > tolerance && v1 > tolerance) || (v0 < -tolerance && v1 < -tolerance))
        return false;
    if (!*touching)
        *touching = strokes_touch(a, x0, y0, x1, y1, tolerance);
    return length > 0.0 && shared_span(span, a, x0, y0, x1, y1, v0, v1, tolerance);
}

static struct edge make_edge(const routes_i_sharing *how, routes_point from, routes_point to)
{
    struct edge edge = {.from = from, .to = to, .box = edge_box(from, to)};
    edge.scale = scale_at(how, 0.5 * (from.lat + to.lat));
    edge.dx = (to.lon - from.lon) * edge.scale.x;
    edge.dy = (to.lat - from.lat) * edge.scale.y;
    edge.squared = edge.dx * edge.dx + edge.dy * edge.dy;
    if (how->tolerance_m > 0.0)
        edge.box = grown(edge.box, how->tolerance_m / fmax(edge.scale.x, 1e-3),
                         how->tolerance_m / edge.scale.y);
    return edge;
}

static int by_start(const void *a, const void *b)
{
    const double *x = a;
    const double *y = b;
    if (x[0] != y[0])
        return x[0] < y[0] ? -1 : 1;
    return (x[1] > y[1]) - (x[1] < y[1]);
}

/* Joins spans that overlap or meet. Returns how many are left. */
static size_t merge(double (*spans)[2], size_t n)
{
    if (n < 2)
        return n;
    qsort(spans, n, sizeof *spans, by_start);
    size_t kept = 0;
    for (size_t i = 1; i < n; i++) {
        if (spans[i][0] <= spans[kept][1] + SAME_PLACE) {
            if (spans[i][1] > spans[kept][1])
                spans[kept][1] = spans[i][1];
        } else {
            kept++;
            spans[kept][0] = spans[i][0];
            spans[kept][1] = spans[i][1];
        }
    }
    return kept + 1;
}

/* One comparison under way. */
struct comparison {
    const routes_i_sharing *how;
    const routes_i_edges *edges;
    routes_i_scratch *scratch;
    size_t rivals;
    bool by_lat;
    bool *touching;
    double *shared_m;
    routes_i_piece_visit visit;
    void *user;
    routes_error *err;
};

/* Collects the spans of one edge that are shared with any rival. */
static routes_status find_spans(size_t *count, struct comparison *c, const struct edge *edge)
{
    double low = c->by_lat ? edge->box.south : edge->box.west;
    double high = c->by_lat ? edge->box.north : edge->box.east;
    routes_i_scratch *scratch = c->scratch;
    *count = 0;
    bool sorted = c->rivals > FEW;
    size_t first = sorted ? first_reaching(scratch->reach, c->rivals, low) : 0;
    for (size_t i = first; i < c->rivals; i++) {
        double span[2];
        if (sorted && scratch->rivals[i].low > high)
            break;
        if (!boxes_meet(&scratch->rivals[i].box, &edge->box) ||
            !compare_edges(c->touching, span, edge, &scratch->rivals[i], c->how->tolerance_m))
            continue;
        void *array = scratch->spans;
        bool room =
            routes_i_reserve(&array, &scratch->spans_capacity, *count + 1, sizeof *scratch->spans);
        scratch->spans = array;
        if (!room)
            return routes_i_fail(c->err, ROUTES_E_MEMORY, "no memory to compare two shapes");
        scratch->spans[*count][0] = span[0];
        scratch->spans[*count][1] = span[1];
        ++*count;
    }
    *count = merge(scratch->spans, *count);
    return ROUTES_OK;
}

static routes_status compare_edge(struct comparison *c, size_t k, size_t run)
{
    struct edge edge = make_edge(c->how, c->edges->points[k], c->edges->points[k + 1]);
    size_t spans = 0;
    routes_status status = find_spans(&spans, c, &edge);
    for (size_t i = 0; i < spans && !status; i++) {
        routes_i_piece piece = {k, run, c->scratch->spans[i][0], c->scratch->spans[i][1], 0.0};
        piece.length_m =
            routes_i_sharing_length(c->how, routes_i_edge_point(c->edges, k, piece.from),
                                    routes_i_edge_point(c->edges, k, piece.to));
        *c->shared_m += piece.length_m;
        if (c->visit)
            status = c->visit(&piece, c->user, c->err);
    }
    return status;
}

static bool is_same(routes_point a, routes_point b)
{
    return a.lon == b.lon && a.lat == b.lat;
}

static bool holds(const routes_box *box, routes_point point)
{
    return point.lon >= box->west && point.lon <= box->east && point.lat >= box->south &&
           point.lat <= box->north;
}

/* Whether an edge and a rival have a point in common, or for `line` both, to the bit. */
static bool meets_rival(const struct routes_i_rival *rival, routes_point from, routes_point to,
                        bool line)
{
    if (!line)
        return is_same(rival->from, from) || is_same(rival->to, from) || is_same(rival->from, to) ||
               is_same(rival->to, to);
    return (is_same(rival->from, from) && is_same(rival->to, to)) ||
           (is_same(rival->from, to) && is_same(rival->to, from));
}

/* Most neighbours have points in common to the bit, which is soon seen. True: enough is said. */
static bool meets_exactly(struct comparison *c, size_t a, const routes_box *window)
{
    bool line = c->how->until == ROUTES_I_UNTIL_LINE;
    const routes_i_edges *edges = c->edges;
    if (c->how->until == ROUTES_I_UNTIL_MEASURED || c->rivals > MANY)
        return false;
    for (size_t s = edges->shape_strip[a]; s < edges->shape_strip[a + 1]; s++) {
        const routes_i_strip *strip = &edges->strips[s];
        if (!boxes_meet(&strip->box, window))
            continue;
        for (size_t k = strip->from; k < strip->to; k++) {
            routes_point from = edges->points[k], to = edges->points[k + 1];
            if (!holds(window, from) && !holds(window, to))
                continue;
            for (size_t i = 0; i < c->rivals; i++) {
                if (!meets_rival(&c->scratch->rivals[i], from, to, line))
                    continue;
                double length_m = line ? routes_i_sharing_length(c->how, from, to) : 0.0;
                if (line && length_m <= ROUTES_I_LINE_TOLERANCES * c->how->tolerance_m)
                    continue;
                *c->touching = true;
                *c->shared_m += length_m;
                return true;
            }
        }
    }
    return false;
}

static bool is_enough(const struct comparison *c)
{
    switch (c->how->until) {
    case ROUTES_I_UNTIL_MEASURED:
        return false;
    case ROUTES_I_UNTIL_TOUCHING:
        return *c->touching;
    case ROUTES_I_UNTIL_LINE:
        return *c->shared_m > ROUTES_I_LINE_TOLERANCES * c->how->tolerance_m;
    }
    return false;
}

routes_status routes_i_sharing_compare(bool *touching, double *shared_m,
                                       const routes_i_sharing *how, const routes_i_edges *edges,
                                       size_t a, size_t b, double shift, routes_i_scratch *scratch,
                                       routes_i_piece_visit visit, void *user, routes_error *err)
{
    routes_box window = common_window(how, edges->box[a], shifted(edges->box[b], shift));
    if (routes_box_is_empty(window))
        return ROUTES_OK;
    struct comparison c = {.how = how,
                           .edges = edges,
                           .scratch = scratch,
                           .touching = touching,
                           .shared_m = shared_m,
                           .visit = visit,
                           .user = user,
                           .err = err};
    c.by_lat = window.north - window.south > window.east - window.west;
    routes_status status = gather(&c.rivals, edges, b, shift, window, c.by_lat, scratch, err);
    if (status || c.rivals == 0 || meets_exactly(&c, a, &window))
        return status;

    for (size_t s = edges->shape_strip[a]; s < edges->shape_strip[a + 1]; s++) {
        const routes_i_strip *strip = &edges->strips[s];
        if (!boxes_meet(&strip->box, &window))
            continue;
        for (size_t k = strip->from; k < strip->to && !status; k++) {
            routes_box box = edge_box(edges->points[k], edges->points[k + 1]);
            if (boxes_meet(&box, &window))
                status = compare_edge(&c, k, strip->run);
            if (is_enough(&c))
                return status;
        }
        if (status)
            return status;
    }
    return ROUTES_OK;
}
