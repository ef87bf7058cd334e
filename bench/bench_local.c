/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Measures local statistics on a lattice of 100 000 areas (or SIZE) with up to eight neighbours,
 * 999 permutations on two threads (or THREADS): local Moran and Gi*, with draws of each area's own
 * and with shared ones. `bench_local SIZE THREADS KIND` runs one of moran, gi_star, moran_shared,
 * gi_star_shared alone, for its peak memory. bench/local.sh sets it beside PySAL, GeoDa and spdep.
 *
 * Bound: 5 times as fast as the fastest of them that does the same, half the memory of the leanest.
 */
#define _POSIX_C_SOURCE 200809L

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <routes.h>

#include "stopwatch.h"

#define REPLICATES 999

/* A small repeatable generator: same figures on any machine. */
static double draw(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (double)(*state >> 11) * 0x1.0p-53;
}

/* Each area with those to its right and below, diagonals too; the other half goes both ways. */
static routes_weights *lattice(size_t side, routes_error *err)
{
    size_t most = 4 * side * side;
    uint32_t *area = calloc(most, sizeof *area);
    uint32_t *next = calloc(most, sizeof *next);
    size_t pairs = 0;
    routes_weights *weights = NULL;
    routes_weights_options options = ROUTES_WEIGHTS_OPTIONS;
    static const int steps[4][2] = {{0, 1}, {1, -1}, {1, 0}, {1, 1}};
    for (size_t i = 0; area && next && i < side * side; i++)
        for (size_t k = 0; k < 4; k++) {
            size_t row = i / side + (size_t)steps[k][0];
            size_t column = i % side + (size_t)steps[k][1];
            if (row >= side || column >= side)
                continue;
            area[pairs] = (uint32_t)i;
            next[pairs++] = (uint32_t)(row * side + column);
        }
    options.both_ways = 1;
    if (!area || !next ||
        routes_weights_new(&weights, side * side, area, next, NULL, pairs, &options, err))
        weights = NULL;
    free(area);
    free(next);
    return weights;
}

static int measure(const char *name, const double *values, const routes_weights *weights,
                   unsigned threads, routes_error *err)
{
    size_t areas = routes_weights_areas(weights);
    routes_local *rows = calloc(areas, sizeof *rows);
    routes_run run = ROUTES_RUN;
    routes_local_options options = ROUTES_LOCAL_OPTIONS;
    run.threads = threads;
    options.run = &run;
    options.replicates = REPLICATES;
    options.seed = 1;
    options.kind = strncmp(name, "gi", 2) ? ROUTES_LOCAL_MORAN : ROUTES_LOCAL_GI_STAR;
    options.shared = strstr(name, "shared") != NULL;
    double start = stopwatch();
    routes_status status = rows
                               ? routes_local_test(rows, NULL, values, NULL, weights, &options, err)
                               : ROUTES_E_MEMORY;
    double took = stopwatch() - start;
    free(rows);
    if (status)
        return 1;
    figure(name, took, "s");
    printf("%-32s %14.3f ns\n", "  a draw, on one core",
           took * 1e9 * threads / REPLICATES / (double)routes_weights_pairs(weights));
    return 0;
}

int main(int argc, char **argv)
{
    static const char *const all[] = {"moran", "gi_star", "moran_shared", "gi_star_shared"};
    size_t side = (size_t)(0.5 + sqrt(argc > 1 ? atof(argv[1]) : 1e5));
    unsigned threads = argc > 2 ? (unsigned)atoi(argv[2]) : 2;
    routes_error err = {0};
    uint64_t state = 2001;
    double *values = calloc(side * side, sizeof *values);
    routes_weights *weights = lattice(side, &err);
    int failed = !values || !weights;
    for (size_t i = 0; !failed && i < side * side; i++)
        values[i] = draw(&state) + draw(&state);
    if (!failed)
        figure("areas", (double)(side * side), "");
    for (size_t k = 0; !failed && k < sizeof all / sizeof *all; k++)
        if (argc <= 3 || strcmp(argv[3], all[k]) == 0)
            failed = measure(all[k], values, weights, threads, &err);
    if (failed)
        fprintf(stderr, "%s\n", err.message);
    routes_weights_free(weights);
    free(values);
    return failed;
}
