/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/snap.h"

#include <math.h>
#include <string.h>

#include "core/fail.h"
#include "core/memory.h"
#include "core/parallel.h"
#include "geo/edges.h"
#include "geo/segment.h"
#include "geo/tree.h"

#define BLOCK 32
#define DEGREE (3.14159265358979323846 / 180.0)
/* The sharpest bend of a geodesic: the ellipsoid's least radius of curvature, b^2 / a. */
#define LEAST_RADIUS_M 6335439.0
/* A chord up to this is as long as its geodesic to one part in 10 000. */
#define SHORT_M 1.0e5
#define SLACK_M 1.0e-3

/* A search in space: there a straight distance is never longer than the way over the ground, so
 * boxes and chords rule out what is too far, on any place of the globe. */
struct space {
    struct geod_geodesic earth;
    routes_i_edges edges;
    size_t *border; /* [segments] which border a segment is of */
    size_t *edge;   /* [segments] its edge */
    double *bulge;  /* [segments] how far the geodesic strays from its chord, at most */
    size_t segments;
    routes_i_tree *tree;
};

struct vector {
    double at[3];
};

static struct vector in_space(const struct geod_geodesic *earth, routes_point point)
{
    double sine = sin(point.lat * DEGREE);
    double n = earth->a / sqrt(1.0 - earth->e2 * sine * sine);
    double out = n * cos(point.lat * DEGREE);
    return (struct vector){{out * cos(point.lon * DEGREE), out * sin(point.lon * DEGREE),
                            n * (1.0 - earth->e2) * sine}};
}

static double distance_to_chord(struct vector p, struct vector a, struct vector b)
{
    double along = 0.0;
    double squared = 0.0;
    for (int axis = 0; axis < 3; axis++) {
        along += (p.at[axis] - a.at[axis]) * (b.at[axis] - a.at[axis]);
        squared += (b.at[axis] - a.at[axis]) * (b.at[axis] - a.at[axis]);
    }
    double t = squared > 0.0 ? fmin(1.0, fmax(0.0, along / squared)) : 0.0;
    double sum = 0.0;
    for (int axis = 0; axis < 3; axis++) {
        double gap = p.at[axis] - (a.at[axis] + t * (b.at[axis] - a.at[axis]));
        sum += gap * gap;
    }
    return sqrt(sum);
}

/* A curve of length s that bends no more than 1/r strays s^2 / 8r from its chord at most. */
static double bulge_of(const struct geod_geodesic *earth, routes_point a, routes_point b,
                       double chord)
{
    double length = chord < SHORT_M ? chord * 1.0001 : routes_i_distance(earth, a, b);
    return length * length / (8.0 * LEAST_RADIUS_M) + SLACK_M;
}

static routes_status check_borders(const struct space *space, routes_error *err)
{
    for (size_t i = 0; i < space->edges.n; i++)
        for (size_t s = space->edges.shape_strip[i]; s < space->edges.shape_strip[i + 1]; s++) {
            const routes_i_strip *strip = &space->edges.strips[s];
            for (size_t k = strip->from; k <= strip->to; k++)
                if (!routes_i_on_earth(space->edges.points[k]))
                    return routes_i_fail(err, ROUTES_E_DATA,
                                         "border %zu has longitude %.9g, latitude %.9g: latitude "
                                         "must be within -90..90",
                                         i, space->edges.points[k].lon, space->edges.points[k].lat);
        }
    return ROUTES_OK;
}

static size_t count_segments(const routes_i_edges *edges)
{
    size_t n = 0;
    for (size_t s = 0; s < edges->strips_size; s++)
        n += edges->strips[s].to - edges->strips[s].from;
    return n;
}

static void fill(struct space *space, routes_i_cuboid *boxes)
{
    size_t n = 0;
    for (size_t i = 0; i < space->edges.n; i++)
        for (size_t s = space->edges.shape_strip[i]; s < space->edges.shape_strip[i + 1]; s++)
            for (size_t k = space->edges.strips[s].from; k < space->edges.strips[s].to; k++) {
                const routes_point *ends = &space->edges.points[k];
                struct vector a = in_space(&space->earth, ends[0]);
                struct vector b = in_space(&space->earth, ends[1]);
                double chord = distance_to_chord(a, b, b);
                space->border[n] = i;
                space->edge[n] = k;
                space->bulge[n] = bulge_of(&space->earth, ends[0], ends[1], chord);
                for (int axis = 0; axis < 3; axis++) {
                    boxes[n].low[axis] = fmin(a.at[axis], b.at[axis]) - space->bulge[n];
                    boxes[n].high[axis] = fmax(a.at[axis], b.at[axis]) + space->bulge[n];
                }
                n++;
            }
}

static routes_status open_space(struct space *space, const routes_wkb *borders, size_t m,
                                routes_error *err)
{
    space->earth = routes_i_wgs84();
    routes_status status = routes_i_edges_read(&space->edges, borders, m, err);
    if (!status)
        status = check_borders(space, err);
    if (status)
        return status;
    size_t n = count_segments(&space->edges);
    if (n == 0)
        return routes_i_fail(err, ROUTES_E_DATA, "none of the %zu borders has a point to snap to",
                             m);
    space->segments = n;
    space->border = routes_i_calloc(n, sizeof *space->border);
    space->edge = routes_i_calloc(n, sizeof *space->edge);
    space->bulge = routes_i_calloc(n, sizeof *space->bulge);
    routes_i_cuboid *boxes = routes_i_calloc(n, sizeof *boxes);
    if (!space->border || !space->edge || !space->bulge || !boxes) {
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu pieces of border", n);
    } else {
        fill(space, boxes);
        status = routes_i_tree_new(&space->tree, boxes, n, err);
    }
    routes_i_free(boxes);
    return status;
}

static void close_space(struct space *space)
{
    routes_i_free(space->border);
    routes_i_free(space->edge);
    routes_i_free(space->bulge);
    routes_i_tree_free(space->tree);
    routes_i_edges_free(&space->edges);
}

/* One point on its way to the border. */
struct asked {
    const struct space *space;
    routes_point point;
    struct vector at;
    routes_segment_foot best;
};

static double way_to(size_t segment, double limit, void *user)
{
    struct asked *asked = user;
    const struct space *space = asked->space;
    const routes_point *ends = &space->edges.points[space->edge[segment]];
    double chord = distance_to_chord(asked->at, in_space(&space->earth, ends[0]),
                                     in_space(&space->earth, ends[1]));
    if (chord - space->bulge[segment] > limit)
        return INFINITY;
    routes_segment_foot foot =
        routes_i_segment_nearest(&space->earth, asked->point, ends[0], ends[1]);
    if (foot.distance_m < asked->best.distance_m)
        asked->best = foot;
    return foot.distance_m;
}

struct job {
    struct space space;
    const routes_point *points;
    routes_snap_place *places;
};

static routes_status do_block(size_t from, size_t to, unsigned worker, void *context,
                              routes_error *err)
{
    struct job *job = context;
    (void)worker;
    for (size_t i = from; i < to; i++) {
        if (!routes_i_on_earth(job->points[i]))
            return routes_i_fail(err, ROUTES_E_DATA,
                                 "point %zu is longitude %.9g, latitude %.9g: must be finite, "
                                 "latitude within -90..90",
                                 i, job->points[i].lon, job->points[i].lat);
        struct asked asked = {.space = &job->space, .point = job->points[i]};
        asked.at = in_space(&job->space.earth, asked.point);
        asked.best.distance_m = INFINITY;
        size_t segment = 0;
        double distance =
            routes_i_tree_nearest(&segment, job->space.tree, asked.at.at, way_to, &asked);
        job->places[i] =
            (routes_snap_place){asked.best.point, distance, job->space.border[segment]};
    }
    return ROUTES_OK;
}

routes_status routes_snap_points(routes_snap_place *places, const routes_point *points, size_t n,
                                 const routes_wkb *borders, size_t m, const routes_run *run,
                                 routes_error *err)
{
    if ((n > 0 && (!places || !points)) || (m > 0 && !borders))
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "places, points and borders must not be null");
    routes_run use;
    routes_status status = routes_i_run_read(&use, run, err);
    if (status)
        return status;
    struct job job = {.points = points};
    job.places = routes_i_calloc(n, sizeof *job.places);
    if (!job.places)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory to snap %zu points", n);
    status = open_space(&job.space, borders, m, err);
    if (!status)
        status = routes_i_parallel(&use, n, BLOCK, do_block, &job, "snapping", err);
    if (!status && n > 0)
        memcpy(places, job.places, n * sizeof *places);
    close_space(&job.space);
    routes_i_free(job.places);
    return status;
}
