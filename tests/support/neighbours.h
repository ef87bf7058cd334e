/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file support/neighbours.h
 * @brief The neighbours of the oracles of counties and departments, and roads to make up maps.
 */
#ifndef ROUTES_TESTS_SUPPORT_NEIGHBOURS_H
#define ROUTES_TESTS_SUPPORT_NEIGHBOURS_H

#include "routes/weights.h"
#include "support/csv.h"

#define SIDS ROUTES_SHARED "/oracles/nc_sids/"
#define GUERRY ROUTES_SHARED "/oracles/guerry/"

/** Reads a table of an oracle, or skips the test visibly. */
static inline void read_or_skip(csv *table, const char *path)
{
    if (csv_read(table, path))
        return;
    print_message("skipped: no %s\n", path);
    skip();
}

/** A road of n areas, each the neighbour of those up to `reach` further on. */
static inline routes_weights *road(size_t n, size_t reach, int with_self)
{
    uint32_t *area = calloc(n * reach + 1, sizeof *area);
    uint32_t *next = calloc(n * reach + 1, sizeof *next);
    size_t pairs = 0;
    routes_weights *weights = NULL;
    routes_weights_options options = ROUTES_WEIGHTS_OPTIONS;
    routes_error err;
    assert_true(area && next);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 1; k <= reach && i + k < n; k++) {
            area[pairs] = (uint32_t)i;
            next[pairs++] = (uint32_t)(i + k);
        }
    options.both_ways = 1;
    options.with_self = with_self;
    assert_ok(routes_weights_new(&weights, n, area, next, NULL, pairs, &options, &err), &err);
    free(area);
    free(next);
    return weights;
}

/** Random weights, not symmetric, between about `share` of all pairs. */
static inline routes_weights *tangle(size_t n, double share, uint64_t *seed)
{
    uint32_t *area = calloc(n * n, sizeof *area);
    uint32_t *next = calloc(n * n, sizeof *next);
    double *weight = calloc(n * n, sizeof *weight);
    size_t pairs = 0;
    routes_weights *weights = NULL;
    routes_error err;
    assert_true(area && next && weight);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            if (i != j && draw_unit(seed) < share) {
                area[pairs] = (uint32_t)i;
                next[pairs] = (uint32_t)j;
                weight[pairs++] = 0.25 + draw_unit(seed);
            }
    assert_ok(routes_weights_new(&weights, n, area, next, weight, pairs, NULL, &err), &err);
    free(area);
    free(next);
    free(weight);
    return weights;
}

/** Neighbours as the oracles list them, by the names of their areas. */
static inline routes_weights *read_weights(const csv *areas, const char *key, const char *path,
                                           const routes_weights_options *options)
{
    csv pairs;
    routes_weights *weights = NULL;
    routes_error err;
    assert_true(csv_read(&pairs, path));
    uint32_t *area = calloc(pairs.rows, sizeof *area);
    uint32_t *neighbour = calloc(pairs.rows, sizeof *neighbour);
    assert_true(area && neighbour);
    for (size_t i = 0; i < pairs.rows; i++) {
        area[i] = (uint32_t)csv_find(areas, key, csv_at(&pairs, i, key));
        neighbour[i] = (uint32_t)csv_find(areas, key, csv_at(&pairs, i, "neighbour"));
    }
    assert_ok(
        routes_weights_new(&weights, areas->rows, area, neighbour, NULL, pairs.rows, options, &err),
        &err);
    free(area);
    free(neighbour);
    csv_free(&pairs);
    return weights;
}

#endif
