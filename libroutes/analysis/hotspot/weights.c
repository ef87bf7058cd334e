/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/weights.h"

#include <math.h>
#include <stdlib.h>

#include "core/fail.h"
#include "core/memory.h"
#include "core/options.h"

struct routes_weights {
    size_t areas;
    size_t *start;       /* [areas + 1] */
    uint32_t *neighbour; /* [start[areas]] */
    double *value;       /* [start[areas]] */
};

struct pair {
    uint32_t area;
    uint32_t neighbour;
    double weight;
};

static int by_area(const void *left, const void *right)
{
    const struct pair *a = left;
    const struct pair *b = right;
    if (a->area != b->area)
        return a->area < b->area ? -1 : 1;
    return (a->neighbour > b->neighbour) - (a->neighbour < b->neighbour);
}

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

/* All pairs as they count: in both directions where asked for, and with each area itself. */
static size_t list_pairs(struct pair *list, size_t areas, const uint32_t *area,
                         const uint32_t *neighbour, const double *weight, size_t pairs,
                         const routes_weights_options *use)
{
    size_t size = 0;
    for (size_t i = 0; i < pairs; i++) {
        double value = weight ? weight[i] : 1.0;
        list[size++] = (struct pair){area[i], neighbour[i], value};
        if (use->both_ways)
            list[size++] = (struct pair){neighbour[i], area[i], value};
    }
    for (uint32_t i = 0; use->with_self && i < areas; i++)
        list[size++] = (struct pair){i, i, 1.0};
    return size;
}

/* Sorts, and drops what is said twice. */
static routes_status settle(struct pair *list, size_t *size, routes_error *err)
{
    size_t kept = 0;
    qsort(list, *size, sizeof *list, by_area);
    for (size_t i = 0; i < *size; i++) {
        if (kept == 0 || by_area(&list[kept - 1], &list[i]) != 0)
            list[kept++] = list[i];
        else if (list[kept - 1].weight != list[i].weight)
            return routes_i_fail(err, ROUTES_E_DATA,
                                 "areas %lu and %lu have two weights, %g and %g",
                                 (unsigned long)list[i].area, (unsigned long)list[i].neighbour,
                                 list[kept - 1].weight, list[i].weight);
    }
    *size = kept;
    return ROUTES_OK;
}

static void standardise(routes_weights *weights)
{
    for (size_t i = 0; i < weights->areas; i++) {
        double sum = 0.0;
        for (size_t k = weights->start[i]; k < weights->start[i + 1]; k++)
            sum += weights->value[k];
        for (size_t k = weights->start[i]; k < weights->start[i + 1]; k++)
            weights->value[k] /= sum;
    }
}

static routes_weights *pack(const struct pair *list, size_t size, size_t areas)
{
    routes_weights *weights = routes_i_calloc(1, sizeof *weights);
    if (!weights)
        return NULL;
    weights->areas = areas;
    weights->start = routes_i_calloc(areas + 1, sizeof *weights->start);
    weights->neighbour = routes_i_calloc(size, sizeof *weights->neighbour);
    weights->value = routes_i_calloc(size, sizeof *weights->value);
    if (!weights->start || !weights->neighbour || !weights->value) {
        routes_weights_free(weights);
        return NULL;
    }
    for (size_t k = 0; k < size; k++) {
        weights->start[list[k].area + 1]++;
        weights->neighbour[k] = list[k].neighbour;
        weights->value[k] = list[k].weight;
    }
    for (size_t i = 0; i < areas; i++)
        weights->start[i + 1] += weights->start[i];
    return weights;
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

    size_t most = pairs * (use.both_ways ? 2 : 1) + (use.with_self ? areas : 0);
    struct pair *list = pairs > SIZE_MAX / 4 ? NULL : routes_i_calloc(most, sizeof *list);
    if (!list)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu pairs", pairs);
    size_t size = list_pairs(list, areas, area, neighbour, weight, pairs, &use);
    status = settle(list, &size, err);
    if (!status) {
        *weights = pack(list, size, areas);
        if (!*weights)
            status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu weights", size);
    }
    routes_i_free(list);
    if (!status && use.row_standardised)
        standardise(*weights);
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
