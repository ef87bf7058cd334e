/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/density.h"

#include <math.h>
#include <stdlib.h>

#include "analysis/hotspot/density_ways.h"
#include "core/fail.h"
#include "core/memory.h"
#include "core/options.h"
#include "core/parallel.h"

#define MOST_PATHS 1000000
#define MOST_REACH ((int64_t)1 << 60)
#define MOST_PIECES ((int64_t)1 << 30)

/* Events whose ways are held at a time. */
#define BATCH 1024

/* Standard deviations of the Gaussian within the bandwidth. */
#define SIGMAS 3.0

const char *routes_density_method_text(routes_density_method method)
{
    switch (method) {
    case ROUTES_DENSITY_DISCONTINUOUS:
        return "discontinuous";
    case ROUTES_DENSITY_CONTINUOUS:
        return "continuous";
    case ROUTES_DENSITY_SIMPLE:
        return "simple";
    }
    return NULL;
}

const char *routes_density_shape_text(routes_density_shape shape)
{
    switch (shape) {
    case ROUTES_DENSITY_QUARTIC:
        return "quartic";
    case ROUTES_DENSITY_EPANECHNIKOV:
        return "epanechnikov";
    case ROUTES_DENSITY_TRIANGULAR:
        return "triangular";
    case ROUTES_DENSITY_UNIFORM:
        return "uniform";
    case ROUTES_DENSITY_GAUSSIAN:
        return "gaussian";
    }
    return NULL;
}

routes_status routes_density_lixels(size_t *count, uint32_t *link, int64_t *offset_um,
                                    const routes_graph *graph, int64_t spacing_um,
                                    routes_error *err)
{
    if (!count || !graph || !link != !offset_um)
        return routes_i_fail(err, ROUTES_E_ARGUMENT,
                             "count and graph must not be null, and link and offset_um both or "
                             "neither");
    if (spacing_um <= 0)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "spacing_um is %lld, must be above 0",
                             (long long)spacing_um);
    const int64_t *length = routes_graph_length_um(graph);
    size_t made = 0;
    for (size_t l = 0; l < routes_graph_links(graph); l++)
        if (length[l] / spacing_um >= MOST_PIECES)
            return routes_i_fail(err, ROUTES_E_ARGUMENT,
                                 "a spacing of %lld micrometres cuts link %zu into too many pieces",
                                 (long long)spacing_um, l);
    for (size_t l = 0; l < routes_graph_links(graph); l++) {
        int64_t pieces = length[l] / spacing_um + (length[l] % spacing_um != 0);
        for (int64_t j = 0; j < pieces; j++, made++) {
            if (!link)
                continue;
            link[made] = (uint32_t)l;
            offset_um[made] = (2 * j + 1) * (length[l] / (2 * pieces)) +
                              (2 * j + 1) * (length[l] % (2 * pieces)) / (2 * pieces);
        }
    }
    *count = made;
    return ROUTES_OK;
}

/* A point where the density is asked for, by link and offset. */
struct sample {
    int64_t offset_um;
    size_t index; /* in the caller's order */
    uint32_t link;
};

struct estimate {
    const routes_density_points *events;
    int64_t reach;
    double scale; /* of the kernel, per metre */
    routes_density_options use;
    routes_i_density_net net;
    routes_i_density_finder *finders; /* [threads] */
    unsigned threads;
    struct sample *samples; /* sorted */
    size_t sample_count;
    double *sums;                  /* [sample_count] in the order of `samples` */
    size_t *first;                 /* [links + 1] of the samples on a link */
    size_t begin;                  /* event at which the batch begins */
    routes_i_density_parts *found; /* [BATCH] */
    size_t *start;                 /* [links + 1] of the batch's parts on a link */
    const routes_i_density_part **parts;
};

static int compare_samples(const void *a, const void *b)
{
    const struct sample *p = a;
    const struct sample *q = b;
    if (p->link != q->link)
        return p->link < q->link ? -1 : 1;
    if (p->offset_um != q->offset_um)
        return p->offset_um < q->offset_um ? -1 : 1;
    return p->index < q->index ? -1 : p->index > q->index;
}

/* What makes the kernel integrate to 1, for a bandwidth in metres. */
static double scale_of(routes_density_shape shape, double h)
{
    switch (shape) {
    case ROUTES_DENSITY_QUARTIC:
        return 15.0 / 16.0 / h;
    case ROUTES_DENSITY_EPANECHNIKOV:
        return 0.75 / h;
    case ROUTES_DENSITY_TRIANGULAR:
        return 1.0 / h;
    case ROUTES_DENSITY_UNIFORM:
        return 0.5 / h;
    case ROUTES_DENSITY_GAUSSIAN:
        break;
    }
    return SIGMAS / (h * sqrt(2.0 * acos(-1.0)) * erf(SIGMAS / sqrt(2.0)));
}

/* The kernel without its scale, at u from 0 to 1. */
static double kernel(routes_density_shape shape, double u)
{
    double rest = 1.0 - u * u;
    switch (shape) {
    case ROUTES_DENSITY_QUARTIC:
        return rest * rest;
    case ROUTES_DENSITY_EPANECHNIKOV:
        return rest;
    case ROUTES_DENSITY_TRIANGULAR:
        return 1.0 - u;
    case ROUTES_DENSITY_UNIFORM:
        return 1.0;
    case ROUTES_DENSITY_GAUSSIAN:
        break;
    }
    return exp(-0.5 * (SIGMAS * u) * (SIGMAS * u));
}

static routes_status check_points(const routes_density_points *points, const char *name,
                                  const routes_graph *graph, routes_error *err)
{
    const int64_t *length = routes_graph_length_um(graph);
    if (points->count && (!points->link || !points->offset_um))
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "%s->link and ->offset_um must not be null",
                             name);
    for (size_t i = 0; i < points->count; i++) {
        if (points->link[i] >= routes_graph_links(graph))
            return routes_i_fail(err, ROUTES_E_DATA,
                                 "%s->link[%zu] is %lu, must be below the %zu links", name, i,
                                 (unsigned long)points->link[i], routes_graph_links(graph));
        int64_t most = length[points->link[i]];
        if (points->offset_um[i] < 0 || points->offset_um[i] > most)
            return routes_i_fail(err, ROUTES_E_DATA,
                                 "%s->offset_um[%zu] is %lld, must be 0 to the link's length, %lld",
                                 name, i, (long long)points->offset_um[i], (long long)most);
    }
    return ROUTES_OK;
}

static routes_status check(const double *density, const routes_graph *graph,
                           const routes_density_points *events,
                           const routes_density_points *samples, int64_t bandwidth_um,
                           routes_error *err)
{
    if (!graph || !events || !samples || (samples->count && !density))
        return routes_i_fail(err, ROUTES_E_ARGUMENT,
                             "density, graph, events and samples must not be null");
    if (bandwidth_um <= 0 || bandwidth_um > MOST_REACH)
        return routes_i_fail(err, ROUTES_E_ARGUMENT,
                             "bandwidth_um is %lld, must be above 0 and at most 2^60",
                             (long long)bandwidth_um);
    routes_status status = check_points(events, "events", graph, err);
    for (size_t i = 0; !status && events->weight && i < events->count; i++)
        if (!isfinite(events->weight[i]))
            status = routes_i_fail(err, ROUTES_E_DATA, "events->weight[%zu] is %g, must be finite",
                                   i, events->weight[i]);
    return status ? status : check_points(samples, "samples", graph, err);
}

static routes_status read_options(routes_density_options *use, routes_run *run,
                                  const routes_density_options *options, routes_error *err)
{
    routes_status status = routes_i_options_read(use, sizeof *use, options, err);
    if (!status)
        status = routes_i_run_read(run, use->run, err);
    if (status)
        return status;
    use->most_paths = use->most_paths ? use->most_paths : MOST_PATHS;
    if (!routes_density_method_text(use->method))
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "options.method is %d, not a known choice",
                             (int)use->method);
    if (!routes_density_shape_text(use->shape))
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "options.shape is %d, not a known choice",
                             (int)use->shape);
    return ROUTES_OK;
}

static void free_all(struct estimate *estimate)
{
    for (unsigned i = 0; estimate->finders && i < estimate->threads; i++)
        routes_i_density_finder_free(&estimate->finders[i]);
    for (size_t i = 0; estimate->found && i < BATCH; i++)
        routes_i_free(estimate->found[i].parts);
    routes_i_free(estimate->finders);
    routes_i_free(estimate->found);
    routes_i_free(estimate->samples);
    routes_i_free(estimate->sums);
    routes_i_free(estimate->first);
    routes_i_free(estimate->start);
    routes_i_free(estimate->parts);
    routes_i_density_net_free(&estimate->net);
}

static void sort_samples(struct estimate *estimate, const routes_density_points *samples)
{
    size_t links = routes_graph_links(estimate->net.graph);
    for (size_t i = 0; i < samples->count; i++) {
        estimate->samples[i] = (struct sample){samples->offset_um[i], i, samples->link[i]};
        estimate->first[samples->link[i] + 1]++;
    }
    for (size_t l = 0; l < links; l++)
        estimate->first[l + 1] += estimate->first[l];
    qsort(estimate->samples, samples->count, sizeof *estimate->samples, compare_samples);
}

static routes_status prepare(struct estimate *estimate, const routes_graph *graph,
                             const routes_density_points *samples, routes_error *err)
{
    size_t links = routes_graph_links(graph);
    routes_status status = routes_i_density_net_new(&estimate->net, graph, err);
    if (status)
        return status;
    estimate->sample_count = samples->count;
    estimate->finders = routes_i_calloc(estimate->threads, sizeof *estimate->finders);
    estimate->found = routes_i_calloc(BATCH, sizeof *estimate->found);
    estimate->samples = routes_i_calloc(samples->count, sizeof *estimate->samples);
    estimate->sums = routes_i_calloc(samples->count, sizeof *estimate->sums);
    estimate->first = routes_i_calloc(links + 1, sizeof *estimate->first);
    estimate->start = routes_i_calloc(links + 1, sizeof *estimate->start);
    if (!estimate->finders || !estimate->found || !estimate->samples || !estimate->sums ||
        !estimate->first || !estimate->start)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu points", samples->count);
    for (unsigned i = 0; i < estimate->threads && !status; i++)
        status = routes_i_density_finder_new(&estimate->finders[i], &estimate->net, estimate->reach,
                                             &estimate->use, err);
    if (!status)
        sort_samples(estimate, samples);
    return status;
}

static routes_status find_some(size_t from, size_t to, unsigned worker, void *context,
                               routes_error *err)
{
    struct estimate *estimate = context;
    const routes_density_points *events = estimate->events;
    for (size_t i = from; i < to; i++) {
        size_t at = estimate->begin + i;
        const routes_i_density_event event = {events->link[at], events->offset_um[at],
                                              events->weight ? events->weight[at] : 1.0};
        routes_error why = {0};
        routes_status status =
            routes_i_density_find(&estimate->found[i], &estimate->finders[worker], &event, &why);
        if (status)
            return routes_i_fail(err, status, "event %zu: %s", at, why.message);
    }
    return ROUTES_OK;
}

/* The parts of a batch, link by link, and on a link in order of events. */
static routes_status sort_parts(struct estimate *estimate, size_t events, routes_error *err)
{
    size_t links = routes_graph_links(estimate->net.graph);
    size_t total = 0;
    for (size_t l = 0; l <= links; l++)
        estimate->start[l] = 0;
    for (size_t i = 0; i < events; i++) {
        total += estimate->found[i].count;
        for (size_t k = 0; k < estimate->found[i].count; k++)
            estimate->start[estimate->found[i].parts[k].link]++;
    }
    for (size_t l = 0; l < links; l++)
        estimate->start[l + 1] += estimate->start[l];
    routes_i_free(estimate->parts);
    estimate->parts = routes_i_calloc(total, sizeof *estimate->parts);
    if (!estimate->parts)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu ways", total);
    for (size_t i = events; i-- > 0;)
        for (size_t k = estimate->found[i].count; k-- > 0;) {
            const routes_i_density_part *part = &estimate->found[i].parts[k];
            estimate->parts[--estimate->start[part->link]] = part;
        }
    return ROUTES_OK;
}

/* The first sample of a link at or after an offset. */
static size_t seek(const struct estimate *estimate, size_t from, size_t to, int64_t offset)
{
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (estimate->samples[middle].offset_um < offset)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

/* Between which offsets a part has any mass. */
static void extent(int64_t *low, int64_t *high, const routes_i_density_part *part, int64_t length,
                   int64_t reach)
{
    *low = length;
    *high = 0;
    if (part->before >= 0) {
        *low = 0;
        *high = reach - part->before;
    }
    if (part->after >= 0) {
        int64_t least = length - (reach - part->after);
        *low = least < *low ? least : *low;
        *high = length;
    }
    if (part->at >= 0) {
        int64_t least = part->at - reach;
        int64_t most = part->at < length - reach ? part->at + reach : length;
        *low = least < *low ? least : *low;
        *high = most > *high ? most : *high;
    }
}

/* Length of the way to a point, or more than the reach. */
static int64_t way_to(const routes_i_density_part *part, int64_t offset, int64_t length,
                      int64_t reach)
{
    int64_t way = INT64_MAX;
    if (part->before >= 0 && offset <= reach - part->before)
        way = part->before + offset;
    if (part->after >= 0 && length - offset <= reach - part->after &&
        part->after + length - offset < way)
        way = part->after + length - offset;
    if (part->at >= 0) {
        int64_t gap = offset < part->at ? part->at - offset : offset - part->at;
        way = gap < way ? gap : way;
    }
    return way;
}

static void add_link(struct estimate *estimate, size_t link)
{
    size_t begin = estimate->first[link];
    size_t end = estimate->first[link + 1];
    int64_t length = estimate->net.length_um[link];
    int64_t reach = estimate->reach;
    for (size_t k = estimate->start[link]; begin < end && k < estimate->start[link + 1]; k++) {
        const routes_i_density_part *part = estimate->parts[k];
        int64_t low;
        int64_t high;
        extent(&low, &high, part, length, reach);
        for (size_t i = seek(estimate, begin, end, low);
             i < end && estimate->samples[i].offset_um <= high; i++) {
            int64_t way = way_to(part, estimate->samples[i].offset_um, length, reach);
            if (way <= reach)
                estimate->sums[i] +=
                    part->share * kernel(estimate->use.shape, (double)way / (double)reach);
        }
    }
}

static routes_status add_some(size_t from, size_t to, unsigned worker, void *context,
                              routes_error *err)
{
    (void)worker;
    (void)err;
    for (size_t link = from; link < to; link++)
        add_link(context, link);
    return ROUTES_OK;
}

static routes_status do_batch(struct estimate *estimate, size_t events, const routes_run *run,
                              routes_error *err)
{
    size_t links = routes_graph_links(estimate->net.graph);
    routes_status status =
        routes_i_parallel(run, events, 8, find_some, estimate, "network density", err);
    if (!status)
        status = sort_parts(estimate, events, err);
    return status ? status
                  : routes_i_parallel(run, links, 512, add_some, estimate, "network density", err);
}

static routes_status do_all(struct estimate *estimate, const routes_run *run, routes_error *err)
{
    size_t count = estimate->events->count;
    routes_status status = ROUTES_OK;
    for (; estimate->begin < count && !status; estimate->begin += BATCH) {
        size_t left = count - estimate->begin;
        routes_i_run_part part;
        double done = (double)estimate->begin / (double)count;
        const routes_run *piece =
            routes_i_run_part_of(&part, run, done, fmin(1.0, done + (double)BATCH / (double)count));
        status = do_batch(estimate, left < BATCH ? left : BATCH, piece, err);
    }
    return status;
}

routes_status routes_density_estimate(double *density, const routes_graph *graph,
                                      const routes_density_points *events,
                                      const routes_density_points *samples, int64_t bandwidth_um,
                                      const routes_density_options *options, routes_error *err)
{
    routes_run run;
    struct estimate estimate = {.events = events, .reach = bandwidth_um};
    routes_status status = read_options(&estimate.use, &run, options, err);
    if (!status)
        status = check(density, graph, events, samples, bandwidth_um, err);
    if (status)
        return status;
    estimate.threads = run.threads;
    estimate.scale = scale_of(estimate.use.shape, (double)bandwidth_um * 1e-6);
    status = prepare(&estimate, graph, samples, err);
    if (!status)
        status = do_all(&estimate, &run, err);
    for (size_t i = 0; i < samples->count && !status; i++) {
        int on_link = estimate.net.length_um[estimate.samples[i].link] > 0;
        density[estimate.samples[i].index] = on_link ? estimate.sums[i] * estimate.scale : NAN;
    }
    free_all(&estimate);
    return status;
}
