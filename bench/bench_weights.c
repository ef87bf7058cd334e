/* SPDX-License-Identifier: GPL-3.0-or-later */

/* bench_weights FILE [THREADS]: contiguity, the 8 nearest and a band of the polygons in FILE.
 *
 * FILE is what bench/weights_peers.py writes: for each polygon its size in bytes (uint32, native)
 * and its WKB. Each figure is the least of five. bench/weights.sh holds it against libpysal and
 * pygeoda: contiguity at least 3 times as fast as libpysal, and no slower than pygeoda. Of the time
 * about a third goes into the tree of boxes, a third into asking it, a third into comparing
 * vertices: each grows with the number of areas, or of vertices, and the rest is reading them once.
 */

#define _POSIX_C_SOURCE 200809L

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <routes.h>

#include "stopwatch.h"

enum { ROUNDS = 5 };

static uint8_t *bytes;
static routes_wkb *shapes;
static routes_point *centres;
static size_t n;

static void stop(const char *what)
{
    fprintf(stderr, "bench_weights: %s\n", what);
    exit(1);
}

static void check(routes_status status, const routes_error *err)
{
    if (status)
        stop(err->message);
}

static void read_shapes(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file || fseek(file, 0, SEEK_END))
        stop("the file cannot be opened");
    size_t size = (size_t)ftell(file);
    rewind(file);
    bytes = malloc(size + 1);
    if (!bytes || fread(bytes, 1, size, file) != size)
        stop("the file cannot be read");
    fclose(file);
    for (int pass = 0; pass < 2; pass++) {
        size_t at = 0;
        for (n = 0; at + sizeof(uint32_t) <= size; n++) {
            uint32_t one;
            memcpy(&one, bytes + at, sizeof one);
            at += sizeof one;
            if (pass)
                shapes[n] = (routes_wkb){bytes + at, one};
            at += one;
        }
        if (!pass)
            shapes = calloc(n + 1, sizeof *shapes);
        if (!shapes)
            stop("no memory");
    }
}

static size_t contiguity(int rook, double tolerance_m, const routes_run *run)
{
    routes_contiguity_options options = ROUTES_CONTIGUITY_OPTIONS;
    routes_weights_options shape = ROUTES_WEIGHTS_OPTIONS;
    routes_contiguity *found = NULL;
    routes_weights *weights = NULL;
    routes_error err;
    size_t count;
    options.rook = rook;
    options.tolerance_m = tolerance_m;
    options.unmeasured = 1;
    options.run = run;
    shape.both_ways = 1;
    check(routes_contiguity_new(&found, shapes, n, &options, &err), &err);
    const routes_contiguity_pair *pairs = routes_contiguity_pairs(&count, found);
    uint32_t *a = malloc((count + 1) * sizeof *a), *b = malloc((count + 1) * sizeof *b);
    if (!a || !b)
        stop("no memory");
    for (size_t i = 0; i < count; i++) {
        a[i] = (uint32_t)pairs[i].a;
        b[i] = (uint32_t)pairs[i].b;
    }
    check(routes_weights_new(&weights, n, a, b, NULL, count, &shape, &err), &err);
    size_t size = routes_weights_pairs(weights);
    free(a);
    free(b);
    routes_weights_free(weights);
    routes_contiguity_free(found);
    return size;
}

static size_t by_distance(double band_m, const routes_run *run)
{
    routes_distance_weights_options options = ROUTES_DISTANCE_WEIGHTS_OPTIONS;
    routes_weights *weights = NULL;
    routes_error err;
    options.run = run;
    check(band_m > 0.0 ? routes_distance_weights_band(&weights, centres, n, band_m, &options, &err)
                       : routes_distance_weights_nearest(&weights, centres, n, 8, &options, &err),
          &err);
    size_t size = routes_weights_pairs(weights);
    routes_weights_free(weights);
    return size;
}

static void time_it(const char *name, int what, const routes_run *run)
{
    double least = 1e9;
    size_t size = 0;
    for (int round = 0; round < ROUNDS; round++) {
        double start = stopwatch();
        size = what < 2    ? contiguity(what, 0.0, run)
               : what == 2 ? contiguity(0, 0.001, run)
                           : by_distance(what == 3 ? 0.0 : 1600.0, run);
        double passed = stopwatch() - start;
        least = passed < least ? passed : least;
    }
    char label[64];
    figure(name, least, "s");
    snprintf(label, sizeof label, "%s_pairs", name);
    figure(label, (double)size, "pairs");
}

int main(int argc, char **argv)
{
    routes_run run = ROUTES_RUN;
    routes_error err;
    if (argc < 2)
        stop("usage: bench_weights FILE [THREADS]");
    run.threads = argc > 2 ? (unsigned)strtoul(argv[2], NULL, 10) : 1;
    read_shapes(argv[1]);
    centres = calloc(n + 1, sizeof *centres);
    if (!centres)
        stop("no memory");
    for (size_t i = 0; i < n; i++)
        check(routes_centroid_find(&centres[i], shapes[i], 0, &err), &err);
    time_it("queen", 0, &run);
    time_it("rook", 1, &run);
    time_it("queen_1mm", 2, &run);
    time_it("nearest_8", 3, &run);
    time_it("band_1600m", 4, &run);
    free(centres);
    free(shapes);
    free(bytes);
    return 0;
}
