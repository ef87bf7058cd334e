/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/stability.h"

#include <math.h>
#include <stdbool.h>

#include "core/fail.h"
#include "core/memory.h"
#include "core/options.h"
#include "core/parallel.h"

#define DRAWS 999
#define LEAST_SHARE 0.9

/* Draws that are classified before they are counted: as many classes are kept at once. */
#define BATCH 64

struct repeater {
    const routes_redraw *redraw;
    routes_stability_classify classify;
    void *user;
    size_t n;
    uint32_t first;            /* draw of the batch */
    double *values;            /* [workers][n] */
    routes_hot_class *classes; /* [BATCH][n] */
};

static routes_status classify_draws(size_t from, size_t to, unsigned worker, void *context,
                                    routes_error *err)
{
    const struct repeater *repeater = context;
    double *values = repeater->values + worker * repeater->n;
    routes_status status = ROUTES_OK;
    for (size_t r = from; r < to && !status; r++) {
        for (size_t i = 0; i < repeater->n; i++)
            values[i] = routes_redraw_value(repeater->redraw, i, repeater->first + (uint32_t)r);
        status = repeater->classify(repeater->classes + r * repeater->n, values, repeater->n,
                                    repeater->user, err);
    }
    return status;
}

static void count(uint32_t *same, uint32_t *hot, const routes_hot_class *classes,
                  const routes_hot_class *stated, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        same[i] += classes[i] == stated[i];
        hot[i] += classes[i] == ROUTES_HOT_HOT || classes[i] == ROUTES_HOT_HIGH_HIGH;
    }
}

static routes_status repeat(struct repeater *repeater, uint32_t *same, uint32_t *hot,
                            const routes_hot_class *stated, uint32_t draws, const routes_run *run,
                            routes_error *err)
{
    routes_status status = ROUTES_OK;
    uint32_t batches = (draws - 1) / BATCH + 1;
    for (uint32_t b = 0; b < batches && !status; b++) {
        routes_i_run_part part;
        uint32_t size = b + 1 < batches ? BATCH : draws - b * BATCH;
        repeater->first = b * BATCH;
        const routes_run *piece =
            routes_i_run_part_of(&part, run, (double)b / batches, (b + 1.0) / batches);
        status = routes_i_parallel(piece, size, 1, classify_draws, repeater, "draws", err);
        for (uint32_t r = 0; r < size && !status; r++)
            count(same, hot, repeater->classes + r * repeater->n, stated, repeater->n);
    }
    return status;
}

static routes_status classify_stated(const struct repeater *repeater, routes_hot_class *stated,
                                     routes_error *err)
{
    for (size_t i = 0; i < repeater->n; i++)
        repeater->values[i] = routes_redraw_stated(repeater->redraw, i);
    return repeater->classify(stated, repeater->values, repeater->n, repeater->user, err);
}

static routes_stability conclude(routes_hot_class stated, uint32_t same, uint32_t hot,
                                 const routes_stability_options *use)
{
    if (stated == ROUTES_HOT_NOT_TESTED)
        return (routes_stability){stated, stated, NAN, NAN};
    double share = (double)same / use->draws;
    bool doubtful = stated != ROUTES_HOT_NONE && share < use->least_share;
    return (routes_stability){stated, doubtful ? ROUTES_HOT_UNCERTAIN : stated, share,
                              (double)hot / use->draws};
}

static routes_status read_options(routes_stability_options *use, routes_run *run,
                                  const routes_stability_options *options, routes_error *err)
{
    routes_status status = routes_i_options_read(use, sizeof *use, options, err);
    if (!status)
        status = routes_i_run_read(run, use->run, err);
    if (status)
        return status;
    use->draws = use->draws ? use->draws : DRAWS;
    use->least_share = use->least_share != 0.0 ? use->least_share : LEAST_SHARE;
    if (!(use->least_share > 0.0 && use->least_share <= 1.0))
        return routes_i_fail(err, ROUTES_E_ARGUMENT,
                             "options.least_share is %g, must be above 0, 1 at most",
                             use->least_share);
    return ROUTES_OK;
}

routes_status routes_stability_test(routes_stability *areas, const routes_redraw *redraw,
                                    routes_stability_classify classify, void *user,
                                    const routes_stability_options *options, routes_error *err)
{
    routes_stability_options use;
    routes_run run;
    routes_status status = read_options(&use, &run, options, err);
    if (!status && (!areas || !redraw || !classify))
        status =
            routes_i_fail(err, ROUTES_E_ARGUMENT, "areas, redraw and classify must not be null");
    if (status)
        return status;
    size_t n = routes_redraw_areas(redraw);
    size_t workers = run.threads < BATCH ? run.threads : BATCH;
    struct repeater repeater = {.redraw = redraw, .classify = classify, .user = user, .n = n};
    uint32_t *same = routes_i_calloc(n, sizeof *same);
    uint32_t *hot = routes_i_calloc(n, sizeof *hot);
    routes_hot_class *stated = routes_i_calloc(n, sizeof *stated);
    repeater.values = routes_i_calloc(n, workers * sizeof *repeater.values);
    repeater.classes = routes_i_calloc(n, BATCH * sizeof *repeater.classes);
    if (!same || !hot || !stated || !repeater.values || !repeater.classes)
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu areas", n);
    routes_error own;
    if (!status)
        status = classify_stated(&repeater, stated, err ? err : &own);
    if (!status)
        status = repeat(&repeater, same, hot, stated, use.draws, &run, err);
    for (size_t i = 0; i < n && !status; i++)
        areas[i] = conclude(stated[i], same[i], hot[i], &use);
    routes_i_free(same);
    routes_i_free(hot);
    routes_i_free(stated);
    routes_i_free(repeater.values);
    routes_i_free(repeater.classes);
    return status;
}

routes_status routes_stability_getis_ord(routes_hot_class *classes, const double *values, size_t n,
                                         void *user, routes_error *err)
{
    const routes_stability_gi *with = user;
    if (!classes || !with || !with->weights)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "classes, user and weights must not be null");
    if (n != routes_weights_areas(with->weights))
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "%zu areas have weights, %zu have figures",
                             routes_weights_areas(with->weights), n);
    routes_getis_ord_options options = ROUTES_GETIS_ORD_OPTIONS;
    if (with->options)
        options = *with->options;
    options.run = NULL;
    routes_getis_ord *areas = routes_i_calloc(n, sizeof *areas);
    if (!areas)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu areas", n);
    routes_status status = routes_getis_ord_test(areas, NULL, values, with->weights, &options, err);
    for (size_t i = 0; i < n && !status; i++)
        classes[i] = areas[i].hot;
    routes_i_free(areas);
    return status;
}

routes_status routes_stability_local(routes_hot_class *classes, const double *values, size_t n,
                                     void *user, routes_error *err)
{
    const routes_stability_statistic *with = user;
    if (!classes || !with || !with->weights)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "classes, user and weights must not be null");
    if (n != routes_weights_areas(with->weights))
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "%zu areas have weights, %zu have figures",
                             routes_weights_areas(with->weights), n);
    routes_local_options options = ROUTES_LOCAL_OPTIONS;
    if (with->options)
        options = *with->options;
    options.run = NULL;
    routes_local *rows = routes_i_calloc(n, sizeof *rows);
    if (!rows)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu areas", n);
    routes_status status =
        routes_local_test(rows, NULL, values, with->other, with->weights, &options, err);
    for (size_t i = 0; i < n && !status; i++)
        classes[i] = rows[i].hot;
    routes_i_free(rows);
    return status;
}
