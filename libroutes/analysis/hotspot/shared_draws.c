/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analysis/hotspot/shared_draws.h"

#include <stdbool.h>

#include "core/fail.h"
#include "core/memory.h"
#include "core/random.h"

#define LANES ROUTES_I_DRAWS_LANES

/* No area has this number. */
#define SITE UINT32_MAX

struct routes_i_shared {
    size_t depth;    /* draws of a replicate */
    size_t width;    /* replicates, rounded up to whole lanes */
    double *values;  /* [depth][width] */
    double *sums;    /* [depth][width] of the values up to and with each */
    uint32_t *start; /* [reported + 1] into `at`: */
    uint32_t *at;    /* [depth * width] cells of each place, in order */
};

/* The places of one replicate, each once; `marks` below `mark`. */
static void draw(uint32_t *places, const routes_i_shared *shared, uint32_t reported, uint64_t seed,
                 uint32_t replicate, uint32_t *marks)
{
    routes_i_random stream =
        routes_i_random_start(seed, ROUTES_I_PURPOSE_PERMUTATION, SITE, replicate);
    for (size_t t = 0; t < shared->depth; t++) {
        uint32_t place;
        do
            place = routes_i_random_below(&stream, reported);
        while (marks[place] == replicate + 1);
        marks[place] = replicate + 1;
        places[t * shared->width + replicate] = place;
    }
}

/* Lists the cells by place: counted, summed up, dealt. */
static void list(routes_i_shared *shared, const uint32_t *places, size_t reported)
{
    size_t cells = shared->depth * shared->width;
    for (size_t c = 0; c < cells; c++)
        shared->start[places[c] + 1]++;
    for (size_t i = 0; i < reported; i++)
        shared->start[i + 1] += shared->start[i];
    for (size_t c = cells; c-- > 0;)
        shared->at[--shared->start[places[c] + 1]] = (uint32_t)c;
    /* Dealing moved every start but the first back by one place. */
    for (size_t i = 0; i < reported; i++)
        shared->start[i] = shared->start[i + 1];
    shared->start[reported] = (uint32_t)cells;
}
routes_status routes_i_shared_new(routes_i_shared **out, const double *pool, size_t reported,
                                  size_t most, uint32_t replicates, uint64_t seed,
                                  routes_error *err)
{
    *out = NULL;
    size_t depth = most < reported ? most + 1 : reported;
    size_t width = ((size_t)replicates + LANES - 1) / LANES * LANES;
    if (width > (UINT32_MAX - 1) / depth)
        return routes_i_fail(err, ROUTES_E_ARGUMENT,
                             "%lu shared draws of %zu neighbours are too many, must be below 2^32",
                             (unsigned long)replicates, depth);
    size_t cells = depth * width;
    routes_i_shared *shared = routes_i_calloc(1, sizeof *shared);
    uint32_t *places = routes_i_calloc(cells, sizeof *places);
    uint32_t *marks = routes_i_calloc(reported, sizeof *marks);
    bool whole = shared && places && marks;
    if (whole) {
        shared->depth = depth;
        shared->width = width;
        shared->values = routes_i_calloc(cells, sizeof *shared->values);
        shared->sums = routes_i_calloc(cells, sizeof *shared->sums);
        shared->at = routes_i_calloc(cells, sizeof *shared->at);
        shared->start = routes_i_calloc(reported + 1, sizeof *shared->start);
        whole = shared->values && shared->sums && shared->at && shared->start;
    }
    for (size_t r = 0; whole && r < width; r++)
        draw(places, shared, (uint32_t)reported, seed, (uint32_t)r, marks);
    for (size_t c = 0; whole && c < cells; c++) {
        shared->values[c] = pool[places[c]];
        shared->sums[c] = shared->values[c] + (c < width ? 0.0 : shared->sums[c - width]);
    }
    if (whole)
        list(shared, places, reported);
    routes_i_free(places);
    routes_i_free(marks);
    if (!whole) {
        routes_i_shared_free(shared);
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu shared draws", cells);
    }
    *out = shared;
    return ROUTES_OK;
}

void routes_i_shared_free(routes_i_shared *shared)
{
    if (!shared)
        return;
    routes_i_free(shared->values);
    routes_i_free(shared->sums);
    routes_i_free(shared->start);
    routes_i_free(shared->at);
    routes_i_free(shared);
}

static double term(const routes_i_draws *what, double value)
{
    double gap = value - what->own;
    return what->squared ? gap * gap : value;
}

/* The sum of one replicate that has the area itself at `own_at`. */
static double without(const routes_i_shared *shared, const routes_i_draws *what, size_t own_at,
                      size_t replicate)
{
    double sum = 0.0;
    for (size_t t = 0; t < what->size; t++)
        sum += what->by[t] *
               term(what, shared->values[(t + (t >= own_at)) * shared->width + replicate]);
    return sum;
}

/* Sixteen sums as if the area itself had not been drawn anywhere. */
static void sum_all(double sums[LANES], const routes_i_shared *shared, const routes_i_draws *what,
                    uint32_t first)
{
    for (int l = 0; l < LANES; l++)
        sums[l] = 0.0;
    if (what->equal && !what->squared && what->size) {
        const double *whole = shared->sums + (what->size - 1) * shared->width + first;
        for (int l = 0; l < LANES; l++)
            sums[l] = what->by[0] * whole[l];
        return;
    }
    for (size_t t = 0; t < what->size; t++) {
        const double *values = shared->values + t * shared->width + first;
        for (int l = 0; l < LANES; l++)
            sums[l] += what->by[t] * term(what, values[l]);
    }
}

void routes_i_shared_sums(double sums[LANES], const routes_i_shared *shared,
                          const routes_i_draws *what, uint32_t place, uint32_t first)
{
    sum_all(sums, shared, what, first);
    for (uint32_t c = shared->start[place]; c < shared->start[place + 1]; c++) {
        size_t t = shared->at[c] / shared->width;
        size_t replicate = shared->at[c] % shared->width;
        if (t < what->size && replicate >= first && replicate < (size_t)first + LANES)
            sums[replicate - first] = without(shared, what, t, replicate);
    }
}
