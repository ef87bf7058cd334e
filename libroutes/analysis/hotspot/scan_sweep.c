/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analysis/hotspot/scan_sweep.h"

#include <math.h>

#include "analysis/hotspot/scan_walk.h"
#include "core/memory.h"
#include "core/run.h"
#include "core/parallel.h"

#define LANES ROUTES_I_SCAN_LANES

/* Blocks in a sweep: the nearest are found once for so many data sets. */
#define BLOCKS 16
/* Bytes that the blocks of a sweep may take, when there is more than one. */
#define BLOCK_BYTES ((size_t)256 << 20)
/* Entries of the paths that are walked over block after block, so that a block stays in the cache
 * meanwhile; and how many paths these are. */
#define PATH_ENTRIES ((size_t)1 << 20)
#define PATHS_LEAST 4
#define PATHS_MOST 64
/* Sums of rows of bytes are below 256. */
#define BYTE_MOST 255

/* What one thread needs. */
struct worker {
    routes_i_scan_hand hand;
    routes_i_scan_fan fan;
    routes_i_scan_walk walk;
    routes_i_scan_bar *bars; /* [blocks] */
    uint32_t *order;         /* [paths][locations] */
    routes_i_scan_run *runs; /* [run_room] */
    size_t run_room;
    routes_i_scan_path *path; /* [paths] */
    size_t *run_start;        /* [paths + 1] */
};

struct routes_i_scan_sweep {
    const routes_i_scan_study *study;
    routes_i_scan_lot lot;
    routes_i_scan_levels levels;
    uint8_t *limits; /* [locations] */
    size_t paths;    /* Walked over together. */
    size_t blocks;
    routes_i_scan_block *block; /* [blocks] */
    size_t workers;
    struct worker *worker; /* [workers] */
    size_t stride;         /* From one centre to the next, so that all lie among each other. */
    size_t from;           /* Of the sweep under way. */
    size_t count;
};

static routes_status no_memory(routes_error *err)
{
    return routes_i_fail(err, ROUTES_E_MEMORY, "no memory to scan random data sets");
}

static routes_status new_worker(struct worker *worker, const routes_i_scan_sweep *sweep,
                                routes_error *err)
{
    routes_status status = routes_i_scan_hand_new(&worker->hand, &sweep->lot, err);
    if (!status)
        status = routes_i_scan_fan_new(&worker->fan, &sweep->study->near, err);
    if (!status)
        status = routes_i_scan_walk_new(&worker->walk, sweep->study, &sweep->levels, err);
    if (status)
        return status;
    worker->bars = routes_i_calloc(sweep->blocks, sizeof *worker->bars);
    worker->order = routes_i_calloc(sweep->paths, sweep->study->locations * sizeof(uint32_t));
    worker->path = routes_i_calloc(sweep->paths, sizeof *worker->path);
    worker->run_start = routes_i_calloc(sweep->paths + 1, sizeof *worker->run_start);
    if (!worker->bars || !worker->order || !worker->path || !worker->run_start)
        return no_memory(err);
    for (size_t b = 0; b < sweep->blocks && !status; b++)
        status = routes_i_scan_bar_new(&worker->bars[b], &sweep->levels, err);
    return status;
}

static void free_worker(struct worker *worker, size_t blocks)
{
    for (size_t b = 0; worker->bars && b < blocks; b++)
        routes_i_scan_bar_free(&worker->bars[b]);
    routes_i_free(worker->bars);
    routes_i_free(worker->order);
    routes_i_free(worker->runs);
    routes_i_free(worker->path);
    routes_i_free(worker->run_start);
    routes_i_scan_hand_free(&worker->hand);
    routes_i_scan_fan_free(&worker->fan);
    routes_i_scan_walk_free(&worker->walk);
}

static size_t common_divisor(size_t a, size_t b)
{
    while (b) {
        size_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

/* Sizes of a sweep: they do not depend on the threads. */
static void size_up(routes_i_scan_sweep *sweep)
{
    size_t n = sweep->study->locations;
    size_t cells = n * sweep->study->periods;
    size_t asked = (sweep->study->use.replicates + (size_t)LANES - 1) / LANES;
    sweep->blocks = BLOCK_BYTES / LANES / cells;
    sweep->blocks = sweep->blocks < BLOCKS ? sweep->blocks : BLOCKS;
    sweep->blocks = sweep->blocks < asked ? sweep->blocks : asked;
    sweep->blocks = sweep->blocks ? sweep->blocks : 1;
    sweep->paths = PATH_ENTRIES / n;
    sweep->paths = sweep->paths < PATHS_MOST ? sweep->paths : PATHS_MOST;
    sweep->paths = sweep->paths > PATHS_LEAST ? sweep->paths : PATHS_LEAST;
    sweep->stride = (size_t)(0.6180339887 * (double)n);
    sweep->stride = sweep->stride ? sweep->stride : 1;
    while (common_divisor(sweep->stride, n) != 1)
        sweep->stride++;
    sweep->workers = sweep->study->run.threads;
}

static routes_status make(routes_i_scan_sweep *sweep, routes_error *err)
{
    const routes_i_scan_study *study = sweep->study;
    size_up(sweep);
    sweep->limits = routes_i_calloc(study->locations, sizeof *sweep->limits);
    sweep->block = routes_i_calloc(sweep->blocks, sizeof *sweep->block);
    sweep->worker = routes_i_calloc(sweep->workers, sizeof *sweep->worker);
    if (!sweep->limits || !sweep->block || !sweep->worker)
        return no_memory(err);
    routes_i_scan_block_limits(sweep->limits, study);
    routes_status status = routes_i_scan_lot_new(&sweep->lot, study, err);
    if (!status)
        status = routes_i_scan_levels_new(&sweep->levels, study, err);
    for (size_t b = 0; b < sweep->blocks && !status; b++)
        status = routes_i_scan_block_new(&sweep->block[b], study->locations * study->periods, err);
    for (size_t w = 0; w < sweep->workers && !status; w++)
        status = new_worker(&sweep->worker[w], sweep, err);
    return status;
}

routes_status routes_i_scan_sweep_new(routes_i_scan_sweep **sweep, const routes_i_scan_study *study,
                                      routes_error *err)
{
    *sweep = routes_i_calloc(1, sizeof **sweep);
    if (!*sweep)
        return no_memory(err);
    (*sweep)->study = study;
    routes_status status = make(*sweep, err);
    if (status) {
        routes_i_scan_sweep_free(*sweep);
        *sweep = NULL;
    }
    return status;
}

void routes_i_scan_sweep_free(routes_i_scan_sweep *sweep)
{
    if (!sweep)
        return;
    for (size_t w = 0; sweep->worker && w < sweep->workers; w++)
        free_worker(&sweep->worker[w], sweep->blocks);
    for (size_t b = 0; sweep->block && b < sweep->blocks; b++)
        routes_i_scan_block_free(&sweep->block[b]);
    routes_i_free(sweep->worker);
    routes_i_free(sweep->block);
    routes_i_free(sweep->limits);
    routes_i_scan_levels_free(&sweep->levels);
    routes_i_scan_lot_free(&sweep->lot);
    routes_i_free(sweep);
}

size_t routes_i_scan_sweep_most(const routes_i_scan_sweep *sweep)
{
    return sweep->blocks * LANES;
}

static routes_status draw_some(size_t from, size_t to, unsigned number, void *context,
                               routes_error *err)
{
    routes_i_scan_sweep *sweep = context;
    routes_status status = ROUTES_OK;
    for (size_t b = from; b < to && !status; b++) {
        size_t begin = b * LANES;
        size_t lanes = sweep->count - begin < LANES ? sweep->count - begin : LANES;
        status =
            routes_i_scan_block_draw(&sweep->block[b], &sweep->worker[number].hand, &sweep->lot,
                                     sweep->limits, sweep->from + begin, lanes, err);
    }
    return status;
}

static int reserve_runs(struct worker *worker, size_t size)
{
    if (size <= worker->run_room)
        return 1;
    size_t room = 2 * worker->run_room > size ? 2 * worker->run_room : size;
    routes_i_scan_run *runs = routes_i_realloc(worker->runs, room, sizeof *runs);
    if (!runs)
        return 0;
    worker->runs = runs;
    worker->run_room = room;
    return 1;
}

/* Cuts an order into runs: windows of one level whose rows add up in bytes. At most `size`. */
static size_t cut(routes_i_scan_run *runs, const routes_i_scan_sweep *sweep, const uint32_t *order,
                  size_t size)
{
    const double *weight = sweep->study->weight;
    size_t count = 0;
    double measure = 0.0;
    unsigned bytes = 0;
    for (size_t k = 0; k < size; k++) {
        uint32_t location = order[k] & ~ROUTES_I_SCAN_TIED;
        double after = measure + weight[location];
        uint16_t level = (uint16_t)routes_i_scan_level_of(&sweep->levels, after);
        bytes += sweep->limits[location];
        if (k == 0 || level != runs[count - 1].first || bytes > BYTE_MOST) {
            runs[count++] = (routes_i_scan_run){.first = level, .before = measure};
            bytes = sweep->limits[location];
        }
        runs[count - 1].end = (uint32_t)k + 1;
        runs[count - 1].last = level;
        measure = after;
    }
    return count;
}

/* The paths [from, to) of a shape, each a centre and an angle. */
static routes_status lay(struct worker *worker, const routes_i_scan_sweep *sweep, size_t shape,
                         size_t from, size_t to, routes_error *err)
{
    const routes_i_scan_study *study = sweep->study;
    size_t n = study->locations;
    size_t at = 0;
    for (size_t p = from; p < to; p++) {
        uint32_t *order = worker->order + (p - from) * n;
        double angle = routes_i_scan_study_angle((uint32_t)(p / n), study->use.angles[shape]);
        routes_i_scan_fan_open(&worker->fan, &study->near, (uint32_t)(p % n * sweep->stride % n),
                               study->use.shapes[shape], angle);
        size_t size = worker->fan.size;
        if (!reserve_runs(worker, at + size))
            return no_memory(err);
        for (size_t k = 0; k < size; k++)
            order[k] = worker->fan.order[k];
        worker->run_start[p - from] = at;
        at += cut(worker->runs + at, sweep, order, size);
    }
    worker->run_start[to - from] = at;
    /* The runs may have moved until now. */
    for (size_t p = 0; p < to - from; p++)
        worker->path[p] =
            (routes_i_scan_path){.order = worker->order + p * n,
                                 .runs = worker->runs + worker->run_start[p],
                                 .run_count = worker->run_start[p + 1] - worker->run_start[p]};
    return ROUTES_OK;
}

/* Bundles of paths of one shape. */
static size_t bundles(const routes_i_scan_sweep *sweep, size_t shape)
{
    size_t paths = sweep->study->locations * sweep->study->use.angles[shape];
    return (paths + sweep->paths - 1) / sweep->paths;
}

static routes_status walk_bundle(struct worker *worker, const routes_i_scan_sweep *sweep,
                                 size_t bundle, routes_error *err)
{
    const routes_scan_options *use = &sweep->study->use;
    size_t shape = 0;
    while (bundle >= bundles(sweep, shape))
        bundle -= bundles(sweep, shape++);
    size_t all = sweep->study->locations * use->angles[shape];
    size_t from = bundle * sweep->paths;
    size_t to = all - from < sweep->paths ? all : from + sweep->paths;
    double penalty = routes_i_scan_study_penalty(sweep->study, use->shapes[shape]);
    routes_status status = lay(worker, sweep, shape, from, to, err);
    if (status)
        return status;
    for (size_t b = 0; b * LANES < sweep->count; b++)
        for (size_t p = 0; p < to - from; p++)
            routes_i_scan_walk_path(&worker->walk, &worker->bars[b], &sweep->block[b],
                                    &worker->path[p], penalty);
    return ROUTES_OK;
}

static routes_status walk_some(size_t from, size_t to, unsigned number, void *context,
                               routes_error *err)
{
    routes_i_scan_sweep *sweep = context;
    routes_status status = ROUTES_OK;
    for (size_t bundle = from; bundle < to && !status; bundle++)
        status = walk_bundle(&sweep->worker[number], sweep, bundle, err);
    return status;
}

routes_status routes_i_scan_sweep_run(double *maxima, routes_i_scan_sweep *sweep, size_t from,
                                      size_t count, const routes_run *run, routes_error *err)
{
    routes_i_run_part part;
    sweep->from = from;
    sweep->count = count;
    size_t blocks = (count + LANES - 1) / LANES;
    size_t all = 0;
    for (size_t shape = 0; shape < sweep->study->use.shape_count; shape++)
        all += bundles(sweep, shape);
    routes_status status = routes_i_parallel(routes_i_run_part_of(&part, run, 0.0, 0.05), blocks, 1,
                                             draw_some, sweep, "random data sets", err);
    if (status)
        return status;
    for (size_t w = 0; w < sweep->workers; w++)
        for (size_t b = 0; b < blocks; b++)
            routes_i_scan_bar_begin(&sweep->worker[w].bars[b], &sweep->levels,
                                    sweep->block[b].lanes);
    status = routes_i_parallel(routes_i_run_part_of(&part, run, 0.05, 1.0), all, 1, walk_some,
                               sweep, "random data sets", err);
    for (size_t k = 0; k < count && !status; k++) {
        maxima[k] = 0.0;
        for (size_t w = 0; w < sweep->workers; w++)
            maxima[k] = fmax(maxima[k], sweep->worker[w].bars[k / LANES].best[k % LANES]);
    }
    return status;
}
