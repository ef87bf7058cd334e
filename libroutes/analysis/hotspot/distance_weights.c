/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/distance_weights.h"

#include <math.h>

#include "analysis/hotspot/kernel.h"
#include "analysis/hotspot/weights.h"
#include "core/fail.h"
#include "core/memory.h"
#include "core/options.h"
#include "geo/kd_tree.h"
#include "routes/geodesic.h"

#define DEGREE (3.14159265358979323846 / 180.0)
/* No way on the ellipsoid differs from that on the sphere by more than this part. */
#define ELLIPSOID_SLACK 0.006

/* The search under way. */
struct search {
    const routes_point *points;
    size_t n;
    routes_distance_weights_options options;
    routes_run run;
    double (*space)[3]; /* [n] on the unit sphere, or in the plane */
    routes_i_kd_tree *tree;
    routes_i_kd_scratch *scratch; /* [threads] */
    double reach_m;               /* of a band or a fixed kernel */
    double limit_m;               /* and what still counts as that, rounding allowed for */
    size_t k;
    bool weighted; /* by the kernel */
    routes_kernel shape;
};

/* A row being found. */
struct row {
    const struct search *search;
    routes_i_row_block *to;
    uint32_t area;
};

/* Metres along the sphere of what a straight line through the unit sphere joins. */
static double arc_of(double chord)
{
    return 2.0 * asin(fmin(1.0, 0.5 * chord)) * ROUTES_SPHERE_RADIUS_M;
}

static double chord_of(double arc_m)
{
    return 2.0 * sin(fmin(0.5 * arc_m / ROUTES_SPHERE_RADIUS_M, 90.0 * DEGREE));
}

/* Metres between two points; `straight` is their distance in the tree. */
static double metres(const struct search *search, uint32_t a, uint32_t b, double straight)
{
    if (search->options.plane)
        return straight;
    if (search->options.sphere)
        return arc_of(straight);
    /* Always from the lower one: the two directions must not differ by a rounding. */
    return routes_geodesic_distance(search->points[a < b ? a : b], search->points[a < b ? b : a]);
}

static routes_status check_points(const struct search *search, routes_error *err)
{
    for (size_t i = 0; i < search->n; i++) {
        routes_error why;
        const routes_point *point = &search->points[i];
        if (search->options.plane ? isfinite(point->lon) && isfinite(point->lat)
                                  : routes_point_check(*point, &why) == ROUTES_OK)
            continue;
        if (search->options.plane)
            return routes_i_fail(err, ROUTES_E_DATA, "point %zu is %g, %g, must be finite", i,
                                 point->lon, point->lat);
        return routes_i_fail(err, ROUTES_E_DATA, "point %zu: %s", i, why.message);
    }
    return ROUTES_OK;
}

static routes_status make_tree(struct search *search, routes_error *err)
{
    search->space = routes_i_calloc(search->n, sizeof *search->space);
    search->scratch = routes_i_calloc(search->run.threads, sizeof *search->scratch);
    if (!search->space || !search->scratch)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu points", search->n);
    for (size_t i = 0; i < search->n; i++) {
        double lon = search->points[i].lon, lat = search->points[i].lat;
        if (search->options.plane) {
            search->space[i][0] = lon;
            search->space[i][1] = lat;
            continue;
        }
        double cosine = cos(lat * DEGREE);
        search->space[i][0] = cosine * cos(lon * DEGREE);
        search->space[i][1] = cosine * sin(lon * DEGREE);
        search->space[i][2] = sin(lat * DEGREE);
    }
    return routes_i_kd_tree_new(&search->tree, (const double(*)[3])search->space,
                                search->options.rank, search->n, err);
}

/* Reads the options, checks the points and makes the tree; end with close_search(). */
static routes_status open_search(struct search *search, routes_weights **out,
                                 const routes_point *points, size_t n,
                                 const routes_distance_weights_options *options, routes_error *err)
{
    *search = (struct search){.points = points, .n = n};
    if (!out)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "out must not be null");
    *out = NULL;
    if (n && !points)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "points must not be null");
    if (n >= UINT32_MAX)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "%zu points are too many, must be below 2^32",
                             n);
    routes_status status =
        routes_i_options_read(&search->options, sizeof search->options, options, err);
    if (!status)
        status = routes_i_run_read(&search->run, search->options.run, err);
    if (!status)
        status = check_points(search, err);
    return status ? status : make_tree(search, err);
}

static void close_search(struct search *search)
{
    for (unsigned i = 0; search->scratch && i < search->run.threads; i++)
        routes_i_kd_scratch_free(&search->scratch[i]);
    routes_i_free(search->scratch);
    routes_i_kd_tree_free(search->tree);
    routes_i_free(search->space);
}

static routes_status find_nearest(routes_i_row_block *to, uint32_t area, unsigned worker,
                                  void *context, routes_error *err)
{
    struct search *search = context;
    routes_i_kd_scratch *scratch = &search->scratch[worker];
    routes_status status =
        routes_i_kd_tree_nearest(scratch, search->tree, search->space[area], area, search->k, err);
    for (size_t i = 0; i < search->k && !status; i++)
        status = routes_i_row_add(to, scratch->found[i].item, 1.0, err);
    return status;
}

/* The nearest, and K of their distances over that of the farthest. */
static routes_status find_adaptive(routes_i_row_block *to, uint32_t area, unsigned worker,
                                   void *context, routes_error *err)
{
    struct search *search = context;
    routes_i_kd_scratch *scratch = &search->scratch[worker];
    double farthest = 0.0;
    routes_status status =
        routes_i_kd_tree_nearest(scratch, search->tree, search->space[area], area, search->k, err);
    if (status)
        return status;
    for (size_t i = 0; i < search->k; i++) {
        routes_i_kd_found *found = &scratch->found[i];
        found->distance = metres(search, area, found->item, found->distance);
        farthest = fmax(farthest, found->distance);
    }
    if (farthest == 0.0)
        return routes_i_fail(err, ROUTES_E_DATA,
                             "the %zu nearest of point %lu all lie in its place: there is no "
                             "bandwidth; take more, or a fixed one",
                             search->k, (unsigned long)area);
    for (size_t i = 0; i < search->k && !status; i++) {
        double z = scratch->found[i].distance / (ROUTES_I_ADAPTIVE_STRETCH * farthest);
        status =
            routes_i_row_add(to, scratch->found[i].item, routes_i_kernel(search->shape, z), err);
    }
    if (!status && search->options.with_self)
        status = routes_i_row_add(to, area, routes_i_kernel(search->shape, 0.0), err);
    return status;
}

static routes_status meet(uint32_t item, double straight, void *user, routes_error *err)
{
    const struct row *row = user;
    const struct search *search = row->search;
    double weight = 1.0;
    if (item == row->area)
        return ROUTES_OK;
    /* Far inside of a band the way need not be measured. */
    bool clear = !search->weighted && !search->options.plane && !search->options.sphere &&
                 arc_of(straight) * (1.0 + ELLIPSOID_SLACK) < search->reach_m;
    if (search->weighted || !clear) {
        double distance_m = metres(search, row->area, item, straight);
        if (distance_m > search->limit_m)
            return ROUTES_OK;
        if (search->weighted)
            weight = routes_i_kernel(search->shape, fmin(1.0, distance_m / search->reach_m));
    }
    return weight > 0.0 ? routes_i_row_add(row->to, item, weight, err) : ROUTES_OK;
}

static routes_status find_within(routes_i_row_block *to, uint32_t area, unsigned worker,
                                 void *context, routes_error *err)
{
    struct search *search = context;
    struct row row = {search, to, area};
    (void)worker;
    double straight = search->reach_m;
    if (!search->options.plane && !search->options.sphere)
        straight *= 1.0 + ELLIPSOID_SLACK;
    if (!search->options.plane)
        straight = chord_of(straight);
    routes_status status =
        routes_i_kd_tree_within(search->tree, search->space[area], straight, meet, &row, err);
    if (!status && search->weighted && search->options.with_self)
        status = routes_i_row_add(to, area, routes_i_kernel(search->shape, 0.0), err);
    return status;
}

static void set_reach(struct search *search, double reach_m)
{
    double scale = search->options.plane ? 0.0 : ROUTES_SPHERE_RADIUS_M;
    for (size_t i = 0; search->options.plane && i < search->n; i++)
        scale = fmax(scale, fmax(fabs(search->points[i].lon), fabs(search->points[i].lat)));
    search->reach_m = reach_m;
    search->limit_m = reach_m + ROUTES_I_TIE_RELATIVE * reach_m + ROUTES_I_TIE_ABSOLUTE * scale;
}

static routes_status find_all(routes_weights **out, struct search *search, routes_i_row_find find,
                              routes_error *err)
{
    routes_weights_options shape = ROUTES_WEIGHTS_OPTIONS;
    shape.with_self = search->options.with_self;
    shape.row_standardised = search->options.row_standardised;
    return routes_i_weights_by_rows(out, search->n, find, search, &shape, &search->run,
                                    "neighbours", err);
}

/* The nearest in both directions: rows grow, so they are made anew. */
static routes_status find_both_ways(routes_weights **out, struct search *search, routes_error *err)
{
    routes_weights *found = NULL;
    routes_weights_options shape = ROUTES_WEIGHTS_OPTIONS;
    routes_status status = routes_i_weights_by_rows(&found, search->n, find_nearest, search, &shape,
                                                    &search->run, "neighbours", err);
    shape.both_ways = 1;
    shape.with_self = search->options.with_self;
    shape.row_standardised = search->options.row_standardised;
    if (!status)
        status = routes_weights_copy(out, found, &shape, err);
    routes_weights_free(found);
    return status;
}

routes_status routes_distance_weights_nearest(routes_weights **out, const routes_point *points,
                                              size_t n, size_t k,
                                              const routes_distance_weights_options *options,
                                              routes_error *err)
{
    struct search search;
    routes_status status = open_search(&search, out, points, n, options, err);
    search.k = k;
    if (!status)
        status = routes_i_nearest_check(k, n, err);
    if (!status)
        status = search.options.both_ways ? find_both_ways(out, &search, err)
                                          : find_all(out, &search, find_nearest, err);
    close_search(&search);
    return status;
}

routes_status routes_distance_weights_band(routes_weights **out, const routes_point *points,
                                           size_t n, double distance_m,
                                           const routes_distance_weights_options *options,
                                           routes_error *err)
{
    struct search search;
    routes_status status = open_search(&search, out, points, n, options, err);
    if (!status)
        status = routes_i_band_check(distance_m, err);
    if (!status) {
        set_reach(&search, distance_m);
        status = find_all(out, &search, find_within, err);
    }
    close_search(&search);
    return status;
}

routes_status routes_distance_weights_kernel(routes_weights **out, const routes_point *points,
                                             size_t n, routes_kernel shape, double bandwidth_m,
                                             size_t k,
                                             const routes_distance_weights_options *options,
                                             routes_error *err)
{
    struct search search;
    routes_status status = open_search(&search, out, points, n, options, err);
    search.k = k;
    search.weighted = true;
    search.shape = shape;
    if (!status)
        status = routes_i_kernel_check(shape, bandwidth_m, k, n, err);
    if (!status) {
        set_reach(&search, bandwidth_m);
        status = find_all(out, &search, bandwidth_m > 0.0 ? find_within : find_adaptive, err);
    }
    close_search(&search);
    return status;
}
