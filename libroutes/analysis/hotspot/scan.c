/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/scan.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/hotspot/scan_best.h"
#include "analysis/hotspot/scan_sweep.h"
#include "core/memory.h"
#include "core/run.h"

#define PI 3.14159265358979323846
#define EULER 0.57721566490153286061
#define DEGREES (180.0 / PI)

/* Random data sets drawn before the first look at whether that is enough. */
#define FIRST_LOOK 64

struct routes_scan {
    routes_scan_cluster *clusters;
    size_t size;
    size_t *locations; /* of all clusters, one after another */
    size_t drawn;
    size_t left_out;
    size_t cases;
    double *maxima; /* [drawn] of the random data sets, largest first; null where one was enough */
};

void routes_scan_free(routes_scan *scan)
{
    if (!scan)
        return;
    routes_i_free(scan->clusters);
    routes_i_free(scan->locations);
    routes_i_free(scan->maxima);
    routes_i_free(scan);
}

size_t routes_scan_size(const routes_scan *scan)
{
    return scan ? scan->size : 0;
}

const routes_scan_cluster *routes_scan_at(const routes_scan *scan, size_t index)
{
    return scan && index < scan->size ? &scan->clusters[index] : NULL;
}

size_t routes_scan_drawn(const routes_scan *scan)
{
    return scan ? scan->drawn : 0;
}

size_t routes_scan_left_out(const routes_scan *scan)
{
    return scan ? scan->left_out : 0;
}

size_t routes_scan_cases(const routes_scan *scan)
{
    return scan ? scan->cases : 0;
}

double routes_scan_limit(const routes_scan *scan, double alpha)
{
    if (!scan || !scan->maxima || !(alpha > 0.0 && alpha < 1.0))
        return NAN;
    /* p = (reached + 1) / (drawn + 1), in whole numbers of data sets. */
    double most = floor(alpha * (double)(scan->drawn + 1) * (1.0 + 1e-12));
    return most < 1.0 ? NAN : scan->maxima[(size_t)most - 1];
}

/* Marks the locations of a window, unless one is marked already. */
static bool claim(unsigned char *taken, const routes_i_scan_fan *fan, size_t size)
{
    for (size_t k = 0; k < size; k++)
        if (taken[fan->order[k] & ~ROUTES_I_SCAN_TIED])
            return false;
    for (size_t k = 0; k < size; k++)
        taken[fan->order[k] & ~ROUTES_I_SCAN_TIED] = 1;
    return true;
}

/* Counts of a cluster from its locations in their own order, so that one set of locations has one
 * ratio, whatever its centre. */
static void count_within(routes_scan_cluster *cluster, const routes_i_scan_study *study,
                         const unsigned char *within)
{
    double cases = 0.0;
    double measure = 0.0;
    for (size_t i = 0; i < study->locations; i++)
        for (size_t t = cluster->first; within[i] && t <= cluster->last; t++) {
            cases += (double)study->cases[i * study->periods + t];
            measure += study->measure[i * study->periods + t];
        }
    double expected = routes_i_scan_expected(&study->ratio, measure);
    cluster->observed = cases;
    cluster->expected = expected;
    cluster->relative_risk =
        (cases / expected) / ((study->ratio.cases - cases) / (study->ratio.cases - expected));
    if (study->use.model == ROUTES_SCAN_PERMUTATION)
        cluster->relative_risk = NAN;
    cluster->llr = routes_i_scan_ratio_of(&study->ratio, (int32_t)cases, measure);
}

/* A cluster from its window, all but p. `list` gets its locations; `within` is as before after. */
static routes_scan_cluster describe(size_t *list, unsigned char *within,
                                    const routes_i_scan_study *study,
                                    const routes_i_scan_best *best, const routes_i_scan_fan *fan)
{
    double shape = study->use.shapes[best->shape];
    routes_scan_cluster cluster = {
        .centre = study->source[best->centre],
        .shape = shape,
        .angle_deg =
            DEGREES * routes_i_scan_study_angle(best->angle, study->use.angles[best->shape]),
        .first = best->first,
        .last = best->last,
        .location_count = best->size,
        .p = NAN,
        .p_gumbel = NAN};
    for (size_t k = 0; k < best->size; k++)
        within[fan->order[k] & ~ROUTES_I_SCAN_TIED] = 1;
    count_within(&cluster, study, within);
    for (size_t i = 0; i < study->locations; i++)
        if (within[i])
            *list++ = study->source[i];
    memset(within, 0, study->locations);
    cluster.radius = routes_i_scan_fan_radius(fan, &study->near, best->size - 1);
    cluster.statistic = cluster.llr * routes_i_scan_study_penalty(study, shape);
    return cluster;
}

/* Takes the best windows in order, and leaves out those that share a location with one taken. */
static void choose(routes_scan *scan, routes_i_scan_fan *fan, const routes_i_scan_study *study,
                   const routes_i_scan_best *best, unsigned char *taken, unsigned char *within)
{
    const routes_scan_options *use = &study->use;
    size_t most = use->most_clusters ? use->most_clusters : study->locations;
    size_t listed = 0;
    for (size_t k = 0; k < study->locations && scan->size < most; k++) {
        const routes_i_scan_best *window = &best[k];
        if (!(window->statistic > ROUTES_I_SCAN_EQUAL))
            return;
        if (taken[window->centre])
            continue;
        routes_i_scan_fan_open(
            fan, &study->near, window->centre, use->shapes[window->shape],
            routes_i_scan_study_angle(window->angle, use->angles[window->shape]));
        if (!claim(taken, fan, window->size))
            continue;
        scan->clusters[scan->size++] =
            describe(scan->locations + listed, within, study, window, fan);
        listed += window->size;
    }
}

/* Gives each cluster its stretch of the list, and its end to the list. */
static void list_locations(routes_scan *scan)
{
    size_t at = 0;
    for (size_t i = 0; i < scan->size; i++) {
        scan->clusters[i].locations = scan->locations + at;
        at += scan->clusters[i].location_count;
    }
}

static routes_status find_clusters(routes_scan *scan, const routes_i_scan_study *study,
                                   const routes_run *run, routes_error *err)
{
    routes_i_scan_fan fan = {0};
    routes_i_scan_best *best = routes_i_calloc(study->locations, sizeof *best);
    unsigned char *taken = routes_i_calloc(study->locations, 1);
    unsigned char *within = routes_i_calloc(study->locations, 1);
    scan->clusters = routes_i_calloc(study->locations, sizeof *scan->clusters);
    scan->locations = routes_i_calloc(study->locations, sizeof *scan->locations);
    routes_status status = routes_i_scan_fan_new(&fan, &study->near, err);
    if (!status && (!best || !taken || !within || !scan->clusters || !scan->locations))
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu windows", study->locations);
    if (!status)
        status = routes_i_scan_best_find(best, study, run, err);
    if (!status) {
        routes_i_scan_best_sort(best, study->locations);
        choose(scan, &fan, study, best, taken, within);
        list_locations(scan);
    }
    routes_i_scan_fan_free(&fan);
    routes_i_free(best);
    routes_i_free(taken);
    routes_i_free(within);
    return status;
}

/* Where drawing stops: once `stop_after` maxima reach the first cluster, or where they end. */
static size_t stop_at(bool *stopped, const routes_scan *scan, const routes_i_scan_study *study,
                      const double *maxima, size_t size)
{
    size_t reached = 0;
    *stopped = false;
    if (study->use.stop_after == 0)
        return size;
    for (size_t k = 0; k < size; k++) {
        reached += maxima[k] >= scan->clusters[0].statistic - ROUTES_I_SCAN_EQUAL;
        if (reached == study->use.stop_after) {
            *stopped = true;
            return k + 1;
        }
    }
    return size;
}

/* Draws the data sets [from, to), sweep by sweep. */
static routes_status draw(double *maxima, routes_i_scan_sweep *sweep, size_t from, size_t to,
                          const routes_run *run, routes_error *err)
{
    size_t most = routes_i_scan_sweep_most(sweep);
    routes_status status = ROUTES_OK;
    for (size_t at = from; at < to && !status;) {
        routes_i_run_part part;
        size_t count = to - at < most ? to - at : most;
        double all = (double)(to - from);
        const routes_run *piece = routes_i_run_part_of(&part, run, (double)(at - from) / all,
                                                       (double)(at - from + count) / all);
        status = routes_i_scan_sweep_run(maxima + (at - from), sweep, at, count, piece, err);
        at += count;
    }
    return status;
}

/* Draws until there are enough; ever more between looks, since each finds all neighbours anew. */
static routes_status draw_enough(double *maxima, const routes_scan *scan,
                                 const routes_i_scan_study *study, const routes_run *run,
                                 routes_error *err)
{
    routes_i_scan_sweep *sweep = NULL;
    size_t all = study->use.replicates;
    size_t look = study->use.stop_after ? FIRST_LOOK : all;
    bool stopped = false;
    routes_status status = routes_i_scan_sweep_new(&sweep, study, err);
    for (size_t at = 0; at < all && !status && !stopped;) {
        routes_i_run_part part;
        size_t to = all - at < look ? all : at + look;
        const routes_run *piece =
            routes_i_run_part_of(&part, run, (double)at / (double)all, (double)to / (double)all);
        status = draw(maxima + at, sweep, at, to, piece, err);
        if (!status)
            stop_at(&stopped, scan, study, maxima, to);
        at = to;
        look = at;
    }
    routes_i_scan_sweep_free(sweep);
    return status;
}

/* The Gumbel distribution with the mean and the variance of the maxima (Abrams, Kleinman and
 * Kulldorff 2010). */
static double gumbel(const double *maxima, size_t size, double statistic)
{
    double mean = 0.0;
    double square = 0.0;
    for (size_t k = 0; k < size; k++)
        mean += maxima[k] / (double)size;
    for (size_t k = 0; k < size; k++)
        square += (maxima[k] - mean) * (maxima[k] - mean);
    if (size < 2 || !(square > 0.0))
        return NAN;
    double scale = sqrt(6.0 * square / (double)(size - 1)) / PI;
    double place = mean - EULER * scale;
    return -expm1(-exp((place - statistic) / scale));
}

static int larger_first(const void *left, const void *right)
{
    double a = *(const double *)left;
    double b = *(const double *)right;
    return (a < b) - (a > b);
}

static routes_status keep(routes_scan *scan, const double *maxima, size_t size, routes_error *err)
{
    scan->maxima = routes_i_calloc(size, sizeof *scan->maxima);
    if (!scan->maxima)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu data sets", size);
    memcpy(scan->maxima, maxima, size * sizeof *maxima);
    qsort(scan->maxima, size, sizeof *scan->maxima, larger_first);
    return ROUTES_OK;
}

static routes_status judge(routes_scan *scan, const routes_i_scan_study *study,
                           const double *maxima, routes_error *err)
{
    bool stopped;
    size_t size = stop_at(&stopped, scan, study, maxima, study->use.replicates);
    scan->drawn = size;
    for (size_t i = 0; i < scan->size; i++) {
        routes_scan_cluster *cluster = &scan->clusters[i];
        size_t reached = 0;
        for (size_t k = 0; k < size; k++)
            reached += maxima[k] >= cluster->statistic - ROUTES_I_SCAN_EQUAL;
        cluster->p =
            stopped ? (double)reached / (double)size : (double)(reached + 1) / (double)(size + 1);
        cluster->p_gumbel = gumbel(maxima, size, cluster->statistic);
    }
    return stopped ? ROUTES_OK : keep(scan, maxima, size, err);
}

static routes_status test(routes_scan *scan, const routes_i_scan_study *study,
                          const routes_run *run, routes_error *err)
{
    size_t size = study->use.replicates;
    const double *given = study->use.maxima;
    for (size_t k = 0; given && k < size; k++)
        if (!(given[k] >= 0.0) || isinf(given[k]))
            return routes_i_fail(err, ROUTES_E_DATA, "maxima[%zu] is %g, must be 0 or more", k,
                                 given[k]);
    if (scan->size == 0)
        return ROUTES_OK;
    double *drawn = given ? NULL : routes_i_calloc(size, sizeof *drawn);
    routes_status status = ROUTES_OK;
    if (!given && !drawn)
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu data sets", size);
    else if (!given)
        status = draw_enough(drawn, scan, study, run, err);
    if (!status)
        status = judge(scan, study, given ? given : drawn, err);
    routes_i_free(drawn);
    return status;
}

routes_status routes_scan_new(routes_scan **scan, const routes_scan_data *data,
                              const routes_scan_options *options, routes_error *err)
{
    if (!scan)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "scan must not be null");
    *scan = NULL;
    routes_i_scan_study study;
    routes_i_run_part part;
    routes_scan *made = NULL;
    routes_status status = routes_i_scan_study_new(&study, data, options, err);
    if (!status) {
        made = routes_i_calloc(1, sizeof *made);
        status = made ? ROUTES_OK : routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a scan");
    }
    if (!status) {
        made->left_out = study.left_out;
        made->cases = (size_t)study.ratio.cases;
        status =
            find_clusters(made, &study, routes_i_run_part_of(&part, &study.run, 0.0, 0.1), err);
    }
    if (!status)
        status = test(made, &study, routes_i_run_part_of(&part, &study.run, 0.1, 1.0), err);
    routes_i_scan_study_free(&study);
    if (status)
        routes_scan_free(made);
    else
        *scan = made;
    return status;
}

routes_status routes_scan_maxima(double *maxima, const routes_scan_data *data,
                                 const routes_scan_options *options, size_t from, size_t to,
                                 routes_error *err)
{
    routes_i_scan_study study;
    routes_i_scan_sweep *sweep = NULL;
    double *drawn = NULL;
    if (!maxima)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "maxima must not be null");
    routes_status status = routes_i_scan_study_new(&study, data, options, err);
    if (!status && (from > to || to > study.use.replicates))
        status = routes_i_fail(err, ROUTES_E_ARGUMENT, "data sets %zu to %zu of %lu", from, to,
                               (unsigned long)study.use.replicates);
    if (status || from == to)
        goto done;
    drawn = routes_i_calloc(to - from, sizeof *drawn);
    if (!drawn)
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu data sets", to - from);
    if (!status)
        status = routes_i_scan_sweep_new(&sweep, &study, err);
    if (!status)
        status = draw(drawn, sweep, from, to, &study.run, err);
    if (!status)
        memcpy(maxima, drawn, (to - from) * sizeof *maxima);
done:
    routes_i_scan_sweep_free(sweep);
    routes_i_free(drawn);
    routes_i_scan_study_free(&study);
    return status;
}

routes_status routes_scan_plan(size_t *from, size_t *to, size_t replicates, size_t part,
                               size_t parts, routes_error *err)
{
    if (!from || !to)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "from and to must not be null");
    if (part >= parts)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "part is %zu, must be below %zu", part, parts);
    size_t each = replicates / parts;
    size_t more = replicates % parts;
    *from = part * each + (part < more ? part : more);
    *to = *from + each + (part < more);
    return ROUTES_OK;
}
