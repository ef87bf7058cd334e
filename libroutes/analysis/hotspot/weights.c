/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analysis/hotspot/weights.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "core/fail.h"
#include "core/memory.h"
#include "core/options.h"

/* Rows shorter than this are sorted by insertion. */
#define SHORT_ROW 32

static routes_status check(size_t areas, const uint32_t *area, const uint32_t *neighbour,
                           const double *weight, size_t pairs, routes_error *err)
{
    if (pairs && (!area || !neighbour))
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "area and neighbour must not be null");
    if (areas >= UINT32_MAX)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "%zu areas are too many, must be below 2^32",
                             areas);
    for (size_t i = 0; i < pairs; i++) {
        if (area[i] >= areas || neighbour[i] >= areas)
            return routes_i_fail(err, ROUTES_E_DATA,
                                 "pair %zu is %lu and %lu, must be below the %zu areas", i,
                                 (unsigned long)area[i], (unsigned long)neighbour[i], areas);
        if (weight && (!(weight[i] > 0.0) || isinf(weight[i])))
            return routes_i_fail(err, ROUTES_E_DATA, "weight[%zu] is %g, must be above 0", i,
                                 weight[i]);
    }
    return ROUTES_OK;
}

/* How many pairs each area has, at start[area + 1], as they are given. */
static void count_pairs(size_t *start, size_t areas, const uint32_t *area,
                        const uint32_t *neighbour, size_t pairs, const routes_weights_options *use)
{
    for (size_t i = 0; i < pairs; i++) {
        start[area[i] + 1]++;
        if (use->both_ways)
            start[neighbour[i] + 1]++;
    }
    for (size_t i = 0; i < areas; i++)
        start[i + 1] += start[i] + (use->with_self != 0);
}

static void put(routes_weights *weights, uint32_t area, uint32_t neighbour, double value)
{
    size_t at = weights->start[area]++;
    weights->neighbour[at] = neighbour;
    weights->value[at] = value;
}

/* Puts each pair into the row of its area; then start[i] is where row i ends, and is set back. */
static void scatter(routes_weights *weights, const uint32_t *area, const uint32_t *neighbour,
                    const double *weight, size_t pairs, const routes_weights_options *use)
{
    for (size_t i = 0; i < pairs; i++) {
        double value = weight ? weight[i] : 1.0;
        put(weights, area[i], neighbour[i], value);
        if (use->both_ways)
            put(weights, neighbour[i], area[i], value);
    }
    for (uint32_t i = 0; use->with_self && i < weights->areas; i++)
        put(weights, i, i, 1.0);
    for (size_t i = weights->areas; i > 0; i--)
        weights->start[i] = weights->start[i - 1];
    weights->start[0] = 0;
}

static void sift_down(uint32_t *neighbour, double *value, size_t at, size_t size)
{
    uint32_t key = neighbour[at];
    double carried = value[at];
    for (size_t child; (child = 2 * at + 1) < size; at = child) {
        if (child + 1 < size && neighbour[child + 1] > neighbour[child])
            child++;
        if (neighbour[child] <= key)
            break;
        neighbour[at] = neighbour[child];
        value[at] = value[child];
    }
    neighbour[at] = key;
    value[at] = carried;
}

/* A heap needs no room beside the two arrays. Weights of one neighbour said twice are equal, or
 * refused: their order does not matter. */
static void sort_long(uint32_t *neighbour, double *value, size_t size)
{
    for (size_t i = size / 2; i-- > 0;)
        sift_down(neighbour, value, i, size);
    for (size_t last = size - 1; last > 0; last--) {
        uint32_t key = neighbour[0];
        double carried = value[0];
        neighbour[0] = neighbour[last];
        value[0] = value[last];
        neighbour[last] = key;
        value[last] = carried;
        sift_down(neighbour, value, 0, last);
    }
}

static void sort_row(uint32_t *neighbour, double *value, size_t size)
{
    size_t sorted = size ? 1 : 0;
    while (sorted < size && neighbour[sorted - 1] <= neighbour[sorted])
        sorted++;
    if (sorted < size && size > SHORT_ROW) {
        sort_long(neighbour, value, size);
        return;
    }
    for (size_t i = sorted; i < size; i++) {
        uint32_t key = neighbour[i];
        double carried = value[i];
        size_t at = i;
        for (; at > 0 && neighbour[at - 1] > key; at--) {
            neighbour[at] = neighbour[at - 1];
            value[at] = value[at - 1];
        }
        neighbour[at] = key;
        value[at] = carried;
    }
}

/* Sorts each row and drops what is said twice. */
static routes_status settle(routes_weights *weights, routes_error *err)
{
    size_t kept = 0;
    for (size_t i = 0; i < weights->areas; i++) {
        size_t from = weights->start[i], to = weights->start[i + 1], first = kept;
        sort_row(weights->neighbour + from, weights->value + from, to - from);
        weights->start[i] = kept;
        for (size_t k = from; k < to; k++) {
            uint32_t neighbour = weights->neighbour[k];
            if (kept > first && weights->neighbour[kept - 1] == neighbour) {
                if (weights->value[kept - 1] != weights->value[k])
                    return routes_i_fail(
                        err, ROUTES_E_DATA, "areas %zu and %lu have two weights, %g and %g", i,
                        (unsigned long)neighbour, weights->value[kept - 1], weights->value[k]);
                continue;
            }
            weights->neighbour[kept] = neighbour;
            weights->value[kept++] = weights->value[k];
        }
    }
    weights->start[weights->areas] = kept;
    return ROUTES_OK;
}

static int by_size(const void *a, const void *b)
{
    const double *x = a;
    const double *y = b;
    return (*x > *y) - (*x < *y);
}

/* The sum of a row from the least on, so that it does not depend on how areas are numbered. */
static double sum_row(const double *value, size_t size, double *scratch)
{
    double sum = 0.0;
    size_t same = 1;
    while (same < size && value[same] == value[0])
        same++;
    if (same >= size)
        return size ? (double)size * value[0] : 0.0;
    memcpy(scratch, value, size * sizeof *scratch);
    qsort(scratch, size, sizeof *scratch, by_size);
    for (size_t k = 0; k < size; k++)
        sum += scratch[k];
    return sum;
}

static routes_status standardise(routes_weights *weights, routes_error *err)
{
    size_t most = 0;
    for (size_t i = 0; i < weights->areas; i++) {
        size_t size = weights->start[i + 1] - weights->start[i];
        most = size > most ? size : most;
    }
    double *scratch = routes_i_calloc(most, sizeof *scratch);
    if (!scratch)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu weights", most);
    for (size_t i = 0; i < weights->areas; i++) {
        double *value = weights->value + weights->start[i];
        size_t size = weights->start[i + 1] - weights->start[i];
        double sum = sum_row(value, size, scratch);
        for (size_t k = 0; k < size; k++)
            value[k] /= sum;
    }
    routes_i_free(scratch);
    return ROUTES_OK;
}

/* Gives back what repeated pairs have left over; where that fails, it stays. */
static void trim(routes_weights *weights, size_t had)
{
    size_t size = weights->start[weights->areas];
    if (size == had || size == 0)
        return;
    uint32_t *neighbour = routes_i_realloc(weights->neighbour, size, sizeof *neighbour);
    if (neighbour)
        weights->neighbour = neighbour;
    double *value = routes_i_realloc(weights->value, size, sizeof *value);
    if (value)
        weights->value = value;
}

/* Weights with room for start[areas] of them; `start` is theirs, or freed. */
static routes_status reserve(routes_weights **out, size_t *start, size_t areas, routes_error *err)
{
    size_t size = start[areas];
    routes_weights *weights = routes_i_calloc(1, sizeof *weights);
    *out = NULL;
    if (!weights) {
        routes_i_free(start);
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for weights");
    }
    weights->areas = areas;
    weights->start = start;
    weights->neighbour = routes_i_calloc(size, sizeof *weights->neighbour);
    weights->value = routes_i_calloc(size, sizeof *weights->value);
    if (!weights->neighbour || !weights->value) {
        routes_weights_free(weights);
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu weights", size);
    }
    *out = weights;
    return ROUTES_OK;
}

routes_status routes_weights_new(routes_weights **weights, size_t areas, const uint32_t *area,
                                 const uint32_t *neighbour, const double *weight, size_t pairs,
                                 const routes_weights_options *options, routes_error *err)
{
    if (!weights)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "weights must not be null");
    *weights = NULL;
    routes_weights_options use;
    routes_status status = routes_i_options_read(&use, sizeof use, options, err);
    if (!status)
        status = check(areas, area, neighbour, weight, pairs, err);
    if (status)
        return status;
    size_t *start = pairs > SIZE_MAX / 4 ? NULL : routes_i_calloc(areas + 1, sizeof *start);
    if (!start)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu pairs", pairs);
    count_pairs(start, areas, area, neighbour, pairs, &use);
    size_t had = start[areas];
    status = reserve(weights, start, areas, err);
    if (status)
        return status;
    scatter(*weights, area, neighbour, weight, pairs, &use);
    status = settle(*weights, err);
    if (!status)
        trim(*weights, had);
    if (!status && use.row_standardised)
        status = standardise(*weights, err);
    if (status) {
        routes_weights_free(*weights);
        *weights = NULL;
    }
    return status;
}

/* Rows being found on many threads. */
struct finding {
    routes_i_row_find find;
    void *context;
    routes_i_row_block *blocks; /* [areas / ROUTES_I_ROW_BLOCK + 1] */
    size_t *start;              /* [areas + 1] size of each row at its own place, at first */
    bool with_self;
};

routes_status routes_i_row_add(routes_i_row_block *to, uint32_t neighbour, double value,
                               routes_error *err)
{
    if (to->size == to->neighbour_capacity || to->size == to->value_capacity) {
        size_t capacity = to->size ? to->size * 2 : 512;
        uint32_t *neighbours = routes_i_realloc(to->neighbour, capacity, sizeof *neighbours);
        if (neighbours)
            to->neighbour = neighbours;
        double *values = neighbours ? routes_i_realloc(to->value, capacity, sizeof *values) : NULL;
        if (!values)
            return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for the neighbours of areas");
        to->value = values;
        to->neighbour_capacity = to->value_capacity = capacity;
    }
    to->neighbour[to->size] = neighbour;
    to->value[to->size++] = value;
    return ROUTES_OK;
}

static routes_status find_rows(size_t from, size_t to, unsigned worker, void *context,
                               routes_error *err)
{
    struct finding *finding = context;
    routes_i_row_block *block = &finding->blocks[from / ROUTES_I_ROW_BLOCK];
    routes_status status = ROUTES_OK;
    for (size_t i = from; i < to && !status; i++) {
        size_t before = block->size;
        status = finding->find(block, (uint32_t)i, worker, finding->context, err);
        bool found_self = !finding->with_self;
        for (size_t k = before; k < block->size && !found_self; k++)
            found_self = block->neighbour[k] == i;
        if (!status && !found_self)
            status = routes_i_row_add(block, (uint32_t)i, 1.0, err);
        if (!status)
            sort_row(block->neighbour + before, block->value + before, block->size - before);
        finding->start[i + 1] = block->size - before;
    }
    return status;
}

/* Puts the blocks behind one another; they are given back one by one. */
static routes_status join_blocks(routes_weights **out, struct finding *finding, size_t areas,
                                 routes_error *err)
{
    for (size_t i = 0; i < areas; i++)
        finding->start[i + 1] += finding->start[i];
    size_t *start = finding->start;
    finding->start = NULL;
    routes_status status = reserve(out, start, areas, err);
    for (size_t b = 0, at = 0; b <= areas / ROUTES_I_ROW_BLOCK && !status; b++) {
        routes_i_row_block *block = &finding->blocks[b];
        if (block->size) {
            memcpy((*out)->neighbour + at, block->neighbour, block->size * sizeof(uint32_t));
            memcpy((*out)->value + at, block->value, block->size * sizeof(double));
        }
        at += block->size;
        routes_i_free(block->neighbour);
        routes_i_free(block->value);
        *block = (routes_i_row_block){0};
    }
    return status;
}

routes_status routes_i_weights_by_rows(routes_weights **out, size_t areas, routes_i_row_find find,
                                       void *context, const routes_weights_options *options,
                                       const routes_run *run, const char *what, routes_error *err)
{
    size_t blocks = areas / ROUTES_I_ROW_BLOCK + 1;
    struct finding finding = {.find = find, .context = context, .with_self = options->with_self};
    *out = NULL;
    finding.blocks = routes_i_calloc(blocks, sizeof *finding.blocks);
    finding.start = routes_i_calloc(areas + 1, sizeof *finding.start);
    routes_status status = ROUTES_OK;
    if (!finding.blocks || !finding.start)
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu areas", areas);
    if (!status)
        status = routes_i_parallel(run, areas, ROUTES_I_ROW_BLOCK, find_rows, &finding, what, err);
    if (!status)
        status = join_blocks(out, &finding, areas, err);
    for (size_t b = 0; finding.blocks && b < blocks; b++) {
        routes_i_free(finding.blocks[b].neighbour);
        routes_i_free(finding.blocks[b].value);
    }
    routes_i_free(finding.blocks);
    routes_i_free(finding.start);
    if (!status && options->row_standardised)
        status = standardise(*out, err);
    if (status) {
        routes_weights_free(*out);
        *out = NULL;
    }
    return status;
}

routes_status routes_weights_copy(routes_weights **out, const routes_weights *weights,
                                  const routes_weights_options *options, routes_error *err)
{
    if (!out)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "out must not be null");
    *out = NULL;
    if (!weights)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "weights must not be null");
    routes_weights_options use;
    routes_status status = routes_i_options_read(&use, sizeof use, options, err);
    if (status)
        return status;
    size_t size = 0, most = weights->start[weights->areas] + weights->areas;
    uint32_t *area = routes_i_calloc(most, sizeof *area);
    uint32_t *neighbour = routes_i_calloc(most, sizeof *neighbour);
    double *value = routes_i_calloc(most, sizeof *value);
    if (!area || !neighbour || !value)
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu weights", most);
    for (uint32_t i = 0; i < weights->areas && !status; i++) {
        bool own = !use.with_self; /* an area that is its own neighbour keeps its weight */
        for (size_t k = weights->start[i]; k < weights->start[i + 1]; k++) {
            own = own || weights->neighbour[k] == i;
            area[size] = i;
            neighbour[size] = weights->neighbour[k];
            value[size++] = weights->value[k];
        }
        if (!own) {
            area[size] = neighbour[size] = i;
            value[size++] = 1.0;
        }
    }
    use.with_self = 0;
    if (!status)
        status = routes_weights_new(out, weights->areas, area, neighbour, value, size, &use, err);
    routes_i_free(area);
    routes_i_free(neighbour);
    routes_i_free(value);
    return status;
}

void routes_weights_free(routes_weights *weights)
{
    if (!weights)
        return;
    routes_i_free(weights->start);
    routes_i_free(weights->neighbour);
    routes_i_free(weights->value);
    routes_i_free(weights);
}

size_t routes_weights_areas(const routes_weights *weights)
{
    return weights->areas;
}

size_t routes_weights_pairs(const routes_weights *weights)
{
    return weights->start[weights->areas];
}

size_t routes_weights_row(const uint32_t **neighbours, const double **values,
                          const routes_weights *weights, uint32_t area)
{
    size_t start = weights->start[area];
    if (neighbours)
        *neighbours = weights->neighbour + start;
    if (values)
        *values = weights->value + start;
    return weights->start[area + 1] - start;
}
