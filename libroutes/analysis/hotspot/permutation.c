/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analysis/hotspot/permutation.h"

#include <math.h>
#include <stdbool.h>

#include "analysis/hotspot/draws.h"
#include "analysis/hotspot/shared_draws.h"
#include "core/fail.h"
#include "core/memory.h"
#include "core/parallel.h"

#define LANES ROUTES_I_DRAWS_LANES

/* What each thread works in. */
struct bench {
    routes_i_draws draws;
    double *pool; /* [reported] values in order of area; the area's own is moved to the end */
    double *by;   /* [most] weights of the neighbours with figures */
};

struct permuter {
    const routes_i_permutation *what;
    routes_i_permuted *permuted;
    size_t reported;
    uint32_t *place; /* [areas] where an area's value stands in an untouched pool */
    size_t most;     /* most neighbours of an area */
    double largest;  /* value, without its sign */
    routes_i_draws_many many;
    routes_i_shared *shared;
    struct bench *benches; /* [workers] */
    size_t workers;
};

/* The sums of one area's draws as they come; lane l holds replicates l, l + 16, ... */
struct tally {
    double at_least; /* a sum as high */
    double at_most;  /* a sum as low */
    double origin;   /* deviations are taken from here */
    int64_t high[LANES];
    int64_t low[LANES];
    double sum[LANES];
    double squares[LANES];
};

/* Where the counts stood when they reached the number that stops. */
struct stopped {
    uint32_t high, low;             /* counts so far */
    uint32_t high_after, low_after; /* draws made by then; 0: not reached */
};

/* Weights of the neighbours with figures, the area itself left aside, and their weighted sum. */
static void gather(struct bench *bench, double *sum, double *total,
                   const routes_i_permutation *what, uint32_t area)
{
    const uint32_t *neighbours;
    const double *values;
    size_t row = routes_weights_row(&neighbours, &values, what->weights, area);
    double *by = bench->by;
    uint32_t size = 0;
    double own = what->squared ? what->values[area] : 0.0;
    bench->draws.equal = 1;
    *sum = 0.0;
    *total = 0.0;
    for (size_t k = 0; k < row; k++) {
        double value = what->values[neighbours[k]] - own;
        if (neighbours[k] == area || isnan(value))
            continue;
        by[size++] = values[k];
        bench->draws.equal = bench->draws.equal && values[k] == by[0];
        *sum += values[k] * (what->squared ? value * value : value);
        *total += values[k];
    }
    bench->draws.size = size;
    bench->draws.site = area;
    bench->draws.own = own;
}

static void take(struct tally *tally, const double *sums)
{
    for (int l = 0; l < LANES; l++) {
        double gap = sums[l] - tally->origin;
        tally->high[l] += sums[l] >= tally->at_least;
        tally->low[l] += sums[l] <= tally->at_most;
        tally->sum[l] += gap;
        tally->squares[l] += gap * gap;
    }
}

/* As take(), one after the other, of the first `lanes`. */
static void take_some(struct tally *tally, const double *sums, uint32_t lanes)
{
    for (uint32_t l = 0; l < lanes; l++) {
        double gap = sums[l] - tally->origin;
        tally->high[l] += sums[l] >= tally->at_least;
        tally->low[l] += sums[l] <= tally->at_most;
        tally->sum[l] += gap;
        tally->squares[l] += gap * gap;
    }
}

/* How many of the sums are taken before the sides asked have reached the stop; sets `over`. */
static uint32_t until_stop(bool *over, struct stopped *stopped, const struct tally *tally,
                           const double *sums, uint32_t first, uint32_t lanes,
                           const routes_i_permutation *what)
{
    for (uint32_t l = 0; l < lanes; l++) {
        stopped->high += sums[l] >= tally->at_least;
        stopped->low += sums[l] <= tally->at_most;
        if (stopped->high == what->stop && !stopped->high_after)
            stopped->high_after = first + l + 1;
        if (stopped->low == what->stop && !stopped->low_after)
            stopped->low_after = first + l + 1;
        if ((!what->stop_high || stopped->high_after) && (!what->stop_low || stopped->low_after)) {
            *over = true;
            return l + 1;
        }
    }
    return lanes;
}

static double chance(int64_t count, uint32_t draws, uint32_t stop, uint32_t after)
{
    return after ? (double)stop / after : ((double)count + 1.0) / ((double)draws + 1.0);
}

static routes_i_permuted conclude(const struct tally *tally, uint32_t draws,
                                  const struct stopped *stopped, uint32_t stop)
{
    int64_t high = 0;
    int64_t low = 0;
    double sum = 0.0;
    double squares = 0.0;
    for (int l = 0; l < LANES; l++) {
        high += tally->high[l];
        low += tally->low[l];
        sum += tally->sum[l];
        squares += tally->squares[l];
    }
    double n = (double)draws;
    double variance = draws > 1 ? fmax(0.0, squares - sum * sum / n) / (n - 1.0) : 0.0;
    return (routes_i_permuted){.p_high = chance(high, draws, stop, stopped->high_after),
                               .p_low = chance(low, draws, stop, stopped->low_after),
                               .mean = tally->origin + sum / n,
                               .variance = variance,
                               .draws = draws};
}

/* The sums of sixteen replicates; beyond the last one they are drawn and not used. */
static void draw(double *sums, const struct permuter *permuter, struct bench *bench, uint32_t first)
{
    routes_i_draws *draws = &bench->draws;
    uint32_t left = UINT32_MAX;
    if (permuter->shared) {
        routes_i_shared_sums(sums, permuter->shared, draws, permuter->place[draws->site], first);
        return;
    }
    /* Where a number is often passed over, the wide way is of no use. */
    bool wide = permuter->many && draws->size <= ROUTES_I_DRAWS_SEARCHED &&
                (uint64_t)draws->size * draws->size <= draws->others;
    if (wide)
        left = permuter->many(sums, draws, first);
    for (uint32_t l = 0; left && l < LANES; l++)
        if (left >> l & 1)
            sums[l] = routes_i_draws_one(draws, first + l);
}

static routes_i_permuted permute(const struct permuter *permuter, struct bench *bench, double sum,
                                 double same)
{
    const routes_i_permutation *what = permuter->what;
    struct tally tally = {.at_least = sum - same, .at_most = sum + same};
    struct stopped stopped = {0};
    bool over = false;
    uint32_t first = 0;
    while (!over && first < what->replicates) {
        double sums[LANES];
        uint32_t lanes = what->replicates - first < LANES ? what->replicates - first : LANES;
        draw(sums, permuter, bench, first);
        if (first == 0)
            tally.origin = sums[0];
        if (what->stop)
            lanes = until_stop(&over, &stopped, &tally, sums, first, lanes, what);
        if (lanes == LANES)
            take(&tally, sums);
        else
            take_some(&tally, sums, lanes);
        first += lanes;
    }
    return conclude(&tally, first, &stopped, what->stop);
}

static void swap(double *pool, size_t a, size_t b)
{
    double kept = pool[a];
    pool[a] = pool[b];
    pool[b] = kept;
}

static void permute_area(const struct permuter *permuter, uint32_t area, unsigned worker)
{
    const routes_i_permutation *what = permuter->what;
    struct bench *bench = &permuter->benches[worker];
    double sum;
    double total;
    gather(bench, &sum, &total, what, area);
    double furthest = permuter->largest + fabs(bench->draws.own);
    double same = ROUTES_I_SAME_SUM * total * (what->squared ? furthest * furthest : furthest);
    /* The area's own value goes to the end, out of reach. */
    swap(bench->pool, permuter->place[area], permuter->reported - 1);
    permuter->permuted[area] = permute(permuter, bench, sum, same);
    swap(bench->pool, permuter->place[area], permuter->reported - 1);
}

static routes_status permute_some(size_t from, size_t to, unsigned worker, void *context,
                                  routes_error *err)
{
    (void)err;
    const struct permuter *permuter = context;
    for (size_t i = from; i < to; i++) {
        size_t area = permuter->what->from + i;
        if (permuter->what->asked[area])
            permute_area(permuter, (uint32_t)area, worker);
    }
    return ROUTES_OK;
}

static void free_benches(struct permuter *permuter)
{
    for (size_t w = 0; permuter->benches && w < permuter->workers; w++) {
        routes_i_free(permuter->benches[w].pool);
        routes_i_free(permuter->benches[w].by);
        routes_i_free(permuter->benches[w].draws.picks);
        routes_i_free(permuter->benches[w].draws.marks);
    }
    routes_i_free(permuter->benches);
}

static bool set_bench(struct bench *bench, const struct permuter *permuter)
{
    routes_i_draws *draws = &bench->draws;
    size_t marks = permuter->most > ROUTES_I_DRAWS_SEARCHED ? permuter->reported : 0;
    bench->pool = routes_i_calloc(permuter->reported, sizeof *bench->pool);
    bench->by = routes_i_calloc(permuter->most, sizeof *bench->by);
    draws->picks = routes_i_calloc(permuter->most, sizeof *draws->picks);
    draws->marks = marks ? routes_i_calloc(marks, sizeof *draws->marks) : NULL;
    if (!bench->pool || !bench->by || !draws->picks || (marks && !draws->marks))
        return false;
    draws->pool = bench->pool;
    draws->by = bench->by;
    draws->others = (uint32_t)permuter->reported - 1;
    draws->squared = permuter->what->squared;
    routes_i_draws_key(draws, permuter->what->seed);
    return true;
}

/* The figures in order of area. */
static void fill(double *pool, uint32_t *place, const double *values, size_t areas)
{
    size_t size = 0;
    for (size_t i = 0; i < areas; i++) {
        if (isnan(values[i]))
            continue;
        place[i] = (uint32_t)size;
        pool[size++] = values[i];
    }
}

static routes_status prepare(struct permuter *permuter, size_t areas, routes_error *err)
{
    const routes_i_permutation *what = permuter->what;
    for (uint32_t i = 0; i < areas; i++) {
        size_t row = routes_weights_row(NULL, NULL, what->weights, i);
        permuter->most = row > permuter->most ? row : permuter->most;
        permuter->reported += isnan(what->values[i]) ? 0 : 1;
        permuter->largest = fmax(permuter->largest, fabs(what->values[i]));
    }
    permuter->place = routes_i_calloc(areas, sizeof *permuter->place);
    permuter->benches = routes_i_calloc(permuter->workers, sizeof *permuter->benches);
    bool whole = permuter->place && permuter->benches;
    for (size_t w = 0; whole && w < permuter->workers; w++) {
        whole = set_bench(&permuter->benches[w], permuter);
        if (whole)
            fill(permuter->benches[w].pool, permuter->place, what->values, areas);
    }
    if (!whole)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory to permute %zu areas", areas);
    if (!what->shared)
        return ROUTES_OK;
    return routes_i_shared_new(&permuter->shared, permuter->benches[0].pool, permuter->reported,
                               permuter->most, what->replicates, what->seed, err);
}

routes_status routes_i_permute(routes_i_permuted *permuted, const routes_i_permutation *permutation,
                               const routes_run *run, routes_error *err)
{
    size_t areas = routes_weights_areas(permutation->weights);
    size_t count = permutation->to - permutation->from;
    size_t workers = run && run->threads > 1 ? run->threads : 1;
    struct permuter permuter = {.what = permutation,
                                .permuted = permuted,
                                .many = routes_i_draws_wide(512),
                                .workers = workers < count ? workers : count};
    routes_status status = ROUTES_OK;
    if (count == 0)
        return status;
    status = prepare(&permuter, areas, err);
    if (!status)
        status = routes_i_parallel(run, count, 16, permute_some, &permuter, "permutations", err);
    routes_i_shared_free(permuter.shared);
    free_benches(&permuter);
    routes_i_free(permuter.place);
    return status;
}
