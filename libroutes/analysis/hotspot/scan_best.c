/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analysis/hotspot/scan_best.h"

#include <stdlib.h>

#include "core/memory.h"
#include "core/parallel.h"

/* What one thread needs. */
struct worker {
    routes_i_scan_fan fan;
    int64_t *cases;   /* [periods] within the locations so far */
    double *measures; /* [periods] */
};

struct search {
    const routes_i_scan_study *study;
    routes_i_scan_best *best;
    struct worker *workers;
};

/* Takes a window that is better than the best so far. */
static void weigh(routes_i_scan_best *best, const routes_i_scan_study *study, int64_t cases,
                  double measure, double penalty, const routes_i_scan_best *window)
{
    int32_t c = (int32_t)cases;
    double enough = best->statistic + ROUTES_I_SCAN_EQUAL;
    if (routes_i_scan_ratio_limit(&study->ratio, c, measure) * penalty < enough)
        return;
    double statistic = routes_i_scan_ratio_of(&study->ratio, c, measure) * penalty;
    if (statistic <= enough)
        return;
    *best = *window;
    best->statistic = statistic;
}

/* Every stretch of periods, the earliest end first and of one end the shortest. */
static void weigh_periods(routes_i_scan_best *best, const routes_i_scan_study *study,
                          const struct worker *worker, double penalty,
                          const routes_i_scan_best *window)
{
    routes_i_scan_best one = *window;
    for (size_t last = routes_i_scan_study_end(study); last < study->periods; last++) {
        int64_t cases = 0;
        double measure = 0.0;
        for (size_t first = last + 1; first-- > routes_i_scan_study_first(study, last);) {
            cases += worker->cases[first];
            measure += worker->measures[first];
            one.first = first;
            one.last = last;
            weigh(best, study, cases, measure, penalty, &one);
        }
    }
}

/* The windows round a centre, of one shape and angle. */
static void follow(routes_i_scan_best *best, const routes_i_scan_study *study,
                   struct worker *worker, routes_i_scan_best window)
{
    const routes_scan_options *use = &study->use;
    double penalty = routes_i_scan_study_penalty(study, use->shapes[window.shape]);
    routes_i_scan_fan_open(&worker->fan, &study->near, window.centre, use->shapes[window.shape],
                           routes_i_scan_study_angle(window.angle, use->angles[window.shape]));
    for (size_t t = 0; t < study->periods; t++) {
        worker->cases[t] = 0;
        worker->measures[t] = 0.0;
    }
    for (size_t k = 0; k < worker->fan.size; k++) {
        uint32_t entry = worker->fan.order[k];
        size_t cell = (entry & ~ROUTES_I_SCAN_TIED) * study->periods;
        for (size_t t = 0; t < study->periods; t++) {
            worker->cases[t] += study->cases[cell + t];
            worker->measures[t] += study->measure[cell + t];
        }
        if (entry & ROUTES_I_SCAN_TIED)
            continue;
        window.size = (uint32_t)k + 1;
        weigh_periods(best, study, worker, penalty, &window);
    }
}

static routes_status find_some(size_t from, size_t to, unsigned number, void *context,
                               routes_error *err)
{
    (void)err;
    const struct search *search = context;
    const routes_scan_options *use = &search->study->use;
    for (size_t i = from; i < to; i++) {
        routes_i_scan_best *best = &search->best[i];
        *best = (routes_i_scan_best){.centre = (uint32_t)i};
        for (uint32_t shape = 0; shape < use->shape_count; shape++)
            for (uint32_t angle = 0; angle < use->angles[shape]; angle++)
                follow(best, search->study, &search->workers[number],
                       (routes_i_scan_best){.centre = (uint32_t)i, .shape = shape, .angle = angle});
    }
    return ROUTES_OK;
}

routes_status routes_i_scan_best_find(routes_i_scan_best *best, const routes_i_scan_study *study,
                                      const routes_run *run, routes_error *err)
{
    size_t threads = study->run.threads;
    struct search search = {.study = study, .best = best};
    routes_status status = ROUTES_OK;
    search.workers = routes_i_calloc(threads, sizeof *search.workers);
    if (!search.workers)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu threads", threads);
    for (size_t w = 0; w < threads && !status; w++) {
        struct worker *worker = &search.workers[w];
        worker->cases = routes_i_calloc(study->periods, sizeof *worker->cases);
        worker->measures = routes_i_calloc(study->periods, sizeof *worker->measures);
        status = routes_i_scan_fan_new(&worker->fan, &study->near, err);
        if (!status && (!worker->cases || !worker->measures))
            status =
                routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu periods", study->periods);
    }
    if (!status)
        status = routes_i_parallel(run, study->locations, 16, find_some, &search, "windows", err);
    for (size_t w = 0; w < threads; w++) {
        routes_i_scan_fan_free(&search.workers[w].fan);
        routes_i_free(search.workers[w].cases);
        routes_i_free(search.workers[w].measures);
    }
    routes_i_free(search.workers);
    return status;
}

static int by_statistic(const void *left, const void *right)
{
    const routes_i_scan_best *a = left;
    const routes_i_scan_best *b = right;
    if (a->statistic != b->statistic)
        return a->statistic > b->statistic ? -1 : 1;
    return (a->centre > b->centre) - (a->centre < b->centre);
}

static int by_centre(const void *left, const void *right)
{
    const routes_i_scan_best *a = left;
    const routes_i_scan_best *b = right;
    return (a->centre > b->centre) - (a->centre < b->centre);
}

void routes_i_scan_best_sort(routes_i_scan_best *best, size_t size)
{
    if (size == 0)
        return;
    qsort(best, size, sizeof *best, by_statistic);
    /* Equal ones again, by centre. */
    for (size_t from = 0, to = 0; from < size; from = to) {
        while (to < size && best[from].statistic - best[to].statistic <= ROUTES_I_SCAN_EQUAL)
            to++;
        qsort(best + from, to - from, sizeof *best, by_centre);
    }
}
