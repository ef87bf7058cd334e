/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analysis/hotspot/permutation.h"

#include <math.h>

#include "core/memory.h"
#include "core/parallel.h"
#include "core/random.h"

/* Sums this near to each other, as a share of the largest possible, are equal: the same values are
 * added in another order. */
#define SAME_SUM 1e-12

struct permuter {
    const routes_i_permutation *what;
    uint32_t *as_high;
    uint32_t *as_low;
    size_t reported;
    uint32_t *place;  /* [areas] where an area's value stands in an untouched pool */
    double *pools;    /* [workers][reported] values to draw from, each worker's own */
    uint32_t *picks;  /* [workers][most] what was drawn, to put it back */
    double *drawn_by; /* [workers][most] weights of the neighbours with figures */
    size_t most;      /* most neighbours of an area */
    double largest;   /* value, without its sign */
};

static void swap(double *pool, size_t a, size_t b)
{
    double kept = pool[a];
    pool[a] = pool[b];
    pool[b] = kept;
}

/* Weights and sum of the neighbours with figures, the area itself left aside. */
static size_t gather(double *by, double *sum, double *total, const routes_i_permutation *what,
                     uint32_t area)
{
    const uint32_t *neighbours;
    const double *values;
    size_t row = routes_weights_row(&neighbours, &values, what->weights, area);
    size_t size = 0;
    *sum = 0.0;
    *total = 0.0;
    for (size_t k = 0; k < row; k++) {
        double value = what->values[neighbours[k]];
        if (neighbours[k] == area || isnan(value))
            continue;
        by[size++] = values[k];
        *sum += values[k] * value;
        *total += values[k];
    }
    return size;
}

/* The weighted sum of values drawn without replacement from the first `n` of the pool, which is as
 * before afterwards: the first steps of Fisher and Yates' shuffle, undone backwards. */
static double draw_sum(double *pool, uint32_t *picks, size_t n, const double *by, size_t size,
                       routes_i_random stream)
{
    double sum = 0.0;
    for (size_t t = 0; t < size; t++) {
        picks[t] = (uint32_t)t + routes_i_random_below(&stream, (uint32_t)(n - t));
        swap(pool, t, picks[t]);
        sum += by[t] * pool[t];
    }
    for (size_t t = size; t-- > 0;)
        swap(pool, t, picks[t]);
    return sum;
}

static void permute(const struct permuter *permuter, uint32_t area, unsigned worker)
{
    const routes_i_permutation *what = permuter->what;
    double *pool = permuter->pools + worker * permuter->reported;
    uint32_t *picks = permuter->picks + worker * permuter->most;
    double *by = permuter->drawn_by + worker * permuter->most;
    double sum;
    double total;
    size_t size = gather(by, &sum, &total, what, area);
    double same = SAME_SUM * total * permuter->largest;
    size_t others = permuter->reported - 1;
    uint32_t high = 0;
    uint32_t low = 0;

    /* The area's own value goes to the end, out of reach. */
    swap(pool, permuter->place[area], others);
    for (uint32_t r = 0; r < what->replicates; r++) {
        double drawn =
            draw_sum(pool, picks, others, by, size,
                     routes_i_random_start(what->seed, ROUTES_I_PURPOSE_PERMUTATION, area, r));
        high += drawn >= sum - same;
        low += drawn <= sum + same;
    }
    swap(pool, permuter->place[area], others);
    permuter->as_high[area] = high;
    permuter->as_low[area] = low;
}

static routes_status permute_some(size_t from, size_t to, unsigned worker, void *context,
                                  routes_error *err)
{
    (void)err;
    const struct permuter *permuter = context;
    for (size_t i = from; i < to; i++)
        if (permuter->what->asked[i])
            permute(permuter, (uint32_t)i, worker);
    return ROUTES_OK;
}

/* Each worker's pool holds the figures in order of area. */
static void fill_pools(struct permuter *permuter, size_t areas, size_t workers)
{
    size_t size = 0;
    for (size_t i = 0; i < areas; i++) {
        double value = permuter->what->values[i];
        if (isnan(value))
            continue;
        permuter->place[i] = (uint32_t)size;
        permuter->largest = fmax(permuter->largest, fabs(value));
        for (size_t w = 0; w < workers; w++)
            permuter->pools[w * permuter->reported + size] = value;
        size++;
    }
}

routes_status routes_i_permutation_count(uint32_t *as_high, uint32_t *as_low,
                                         const routes_i_permutation *permutation,
                                         const routes_run *run, routes_error *err)
{
    size_t areas = routes_weights_areas(permutation->weights);
    size_t workers = run && run->threads > 1 ? run->threads : 1;
    workers = workers < areas ? workers : areas;
    struct permuter permuter = {.what = permutation, .as_high = as_high, .as_low = as_low};
    for (uint32_t i = 0; i < areas; i++) {
        size_t row = routes_weights_row(NULL, NULL, permutation->weights, i);
        permuter.most = row > permuter.most ? row : permuter.most;
        permuter.reported += isnan(permutation->values[i]) ? 0 : 1;
    }
    routes_status status = ROUTES_OK;
    permuter.place = routes_i_calloc(areas, sizeof *permuter.place);
    permuter.pools = routes_i_calloc(workers, permuter.reported * sizeof *permuter.pools);
    permuter.picks = routes_i_calloc(workers, permuter.most * sizeof *permuter.picks);
    permuter.drawn_by = routes_i_calloc(workers, permuter.most * sizeof *permuter.drawn_by);
    if (!permuter.place || !permuter.pools || !permuter.picks || !permuter.drawn_by) {
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory to permute %zu areas", areas);
    } else {
        fill_pools(&permuter, areas, workers);
        status = routes_i_parallel(run, areas, 1, permute_some, &permuter, "permutations", err);
    }
    routes_i_free(permuter.place);
    routes_i_free(permuter.pools);
    routes_i_free(permuter.picks);
    routes_i_free(permuter.drawn_by);
    return status;
}
