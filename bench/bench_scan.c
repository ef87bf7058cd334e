/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Measures Kulldorff's Poisson scan, cap 50 %, 999 replicates, against the plain triple loop (data
 * set by data set, centre by centre, neighbour by neighbour) on the same map: n areas on a jittered
 * lattice, 4 cases an area. Seconds of processor on one thread, and ours by the clock too.
 *
 * Arguments: n (all: 5000 and 20000), and the centres that the plain loop looks at, spread over all
 * of them, its time scaled to all (all of them when 0; 0 means 20 minutes at n = 20 000).
 *
 * Bound: 30 times as fast at n = 5 000, 14 times at n = 20 000 (25 is the goal); memory linear in
 * n. */
#define _POSIX_C_SOURCE 200809L

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include <routes.h>

#include "stopwatch.h"

#define REPLICATES 999
#define CASES_AN_AREA 4

static uint64_t draw(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return *state >> 33;
}

static double draw_unit(uint64_t *state)
{
    return (double)draw(state) / 2147483648.0;
}

struct map {
    size_t n;
    routes_point *points;
    double *population;
    double *cases;
    double total;
    uint64_t seed;
};

/* The area of a random person. */
static size_t draw_area(const double *up_to, size_t n, uint64_t *state)
{
    double person = draw_unit(state) * up_to[n - 1];
    size_t low = 0, high = n - 1;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (up_to[middle] > person)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

static int map_new(struct map *map, size_t n)
{
    size_t side = (size_t)ceil(sqrt((double)n));
    *map = (struct map){.n = n, .seed = 2001};
    map->points = calloc(n, sizeof *map->points);
    map->population = calloc(n, sizeof *map->population);
    map->cases = calloc(n, sizeof *map->cases);
    double *up_to = calloc(n, sizeof *up_to);
    if (!map->points || !map->population || !map->cases || !up_to)
        return 0;
    for (size_t i = 0; i < n; i++) {
        map->points[i].lon = 1000.0 * ((double)(i % side) + 0.6 * draw_unit(&map->seed));
        map->points[i].lat = 1000.0 * ((double)(i / side) + 0.6 * draw_unit(&map->seed));
        map->population[i] = 500.0 + floor(1000.0 * draw_unit(&map->seed));
        up_to[i] = (i ? up_to[i - 1] : 0.0) + map->population[i];
    }
    map->total = CASES_AN_AREA * (double)n;
    for (size_t k = 0; k < CASES_AN_AREA * n; k++)
        map->cases[draw_area(up_to, n, &map->seed)]++;
    free(up_to);
    return 1;
}

static void map_free(struct map *map)
{
    free(map->points);
    free(map->population);
    free(map->cases);
}

struct neighbour {
    double square;
    uint32_t area;
};

static int nearer(const void *left, const void *right)
{
    const struct neighbour *a = left, *b = right;
    return (a->square > b->square) - (a->square < b->square);
}

/* The plain loop over `centres` of the areas. Gives seconds of the triple loop alone, and how many
 * windows times data sets it looked at; the sorting before is not counted. */
static double plain(double *windows, double *best, const struct map *map, size_t centres)
{
    size_t n = map->n, half = 0;
    uint32_t *order = calloc(centres * n, sizeof *order);
    uint32_t *size = calloc(centres, sizeof *size);
    struct neighbour *sorted = calloc(n, sizeof *sorted);
    double *expected = calloc(n, sizeof *expected);
    double *up_to = calloc(n, sizeof *up_to);
    uint32_t *count = calloc((REPLICATES + 1) * n, sizeof *count);
    double *highest = calloc(REPLICATES + 1, sizeof *highest);
    if (!order || !size || !sorted || !expected || !up_to || !count || !highest)
        return NAN;
    double people = 0.0;
    for (size_t i = 0; i < n; i++)
        up_to[i] = people += map->population[i];
    uint64_t state = map->seed;
    for (size_t i = 0; i < n; i++) {
        expected[i] = map->population[i] * map->total / people;
        count[i] = (uint32_t)map->cases[i];
    }
    for (size_t r = 1; r <= REPLICATES; r++)
        for (size_t k = 0; k < (size_t)map->total; k++)
            count[r * n + draw_area(up_to, n, &state)]++;
    for (size_t c = 0; c < centres; c++) {
        size_t centre = c * n / centres;
        double sum = 0.0;
        for (size_t j = 0; j < n; j++) {
            double dx = map->points[j].lon - map->points[centre].lon;
            double dy = map->points[j].lat - map->points[centre].lat;
            sorted[j] = (struct neighbour){dx * dx + dy * dy, (uint32_t)j};
        }
        qsort(sorted, n, sizeof *sorted, nearer);
        for (size_t j = 0; j < n; j++) {
            order[c * n + j] = sorted[j].area;
            sum += expected[sorted[j].area];
            size[c] += sum <= map->total / 2.0;
        }
        half += size[c];
    }
    double total = map->total;
    double start = stopwatch_work();
    for (size_t r = 0; r <= REPLICATES; r++)
        for (size_t c = 0; c < centres; c++) {
            double e = 0.0, cases = 0.0;
            for (size_t k = 0; k < size[c]; k++) {
                uint32_t area = order[c * n + k];
                e += expected[area];
                cases += count[r * n + area];
                if (cases > e && cases >= 2.0) {
                    double ratio = cases * log(cases / e) +
                                   (total - cases) * log((total - cases) / (total - e));
                    if (ratio > highest[r])
                        highest[r] = ratio;
                }
            }
        }
    double seconds = stopwatch_work() - start;
    *windows = (double)half * (REPLICATES + 1);
    *best = highest[0];
    free(order);
    free(size);
    free(sorted);
    free(expected);
    free(up_to);
    free(count);
    free(highest);
    return seconds;
}

static double ours(double *work, double *best, const struct map *map, unsigned threads)
{
    routes_scan_data data = ROUTES_SCAN_DATA;
    routes_scan_options options = ROUTES_SCAN_OPTIONS;
    routes_run run = ROUTES_RUN;
    routes_error err;
    routes_scan *scan = NULL;
    data.locations = map->n;
    data.cases = map->cases;
    data.measure = map->population;
    data.points = map->points;
    options.distance = ROUTES_SCAN_PLANE;
    options.replicates = REPLICATES;
    options.most_clusters = 1;
    run.threads = threads;
    options.run = &run;
    double start = stopwatch();
    double start_work = stopwatch_work();
    if (routes_scan_new(&scan, &data, &options, &err)) {
        fprintf(stderr, "%s\n", err.message);
        return NAN;
    }
    double seconds = stopwatch() - start;
    *work = stopwatch_work() - start_work;
    *best = routes_scan_size(scan) ? routes_scan_at(scan, 0)->llr : 0.0;
    routes_scan_free(scan);
    return seconds;
}

/* Most memory that the program held so far, in bytes. */
static double peak(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return 1024.0 * (double)usage.ru_maxrss;
}

static int measure(size_t n, size_t centres, double bound)
{
    struct map map;
    double windows = NAN, best = NAN, our_best = NAN, again = NAN, work = NAN, both = NAN;
    if (!map_new(&map, n))
        return 1;
    centres = centres && centres < n ? centres : n;
    double one = ours(&work, &our_best, &map, 1);
    double memory = peak();
    double two = ours(&both, &again, &map, 2);
    double seconds = plain(&windows, &best, &map, centres) * (double)n / (double)centres;
    windows *= (double)n / (double)centres;
    map_free(&map);
    printf("\n");
    figure("areas", (double)n, "");
    figure("windows x data sets", windows / 1e9, "10^9");
    figure("plain loop", seconds, centres < n ? "s (scaled)" : "s");
    figure("plain loop, a window", 1e9 * seconds / windows, "ns");
    figure("ours, 1 thread", work, "s");
    figure("ours, a window", 1e9 * work / windows, "ns");
    figure("ours, 1 thread, by the clock", one, "s");
    figure("ours, 2 threads, by the clock", two, "s");
    figure("ratio, 1 thread", seconds / work, "times");
    figure("bound", bound, "times");
    /* Each window adds a row of bytes, 64 data sets a cache line. */
    figure("rows read, 1 thread", windows / work / 1e9, "GB/s");
    figure("peak memory, 1 thread", memory / 1e6, "MB");
    figure("a matrix of distances", 8.0 * (double)n * (double)n / 1e6, "MB");
    figure("best ratio", our_best, "");
    if (our_best != again || (centres == n && fabs(best - our_best) > 1e-6)) {
        fprintf(stderr, "the best ratios differ: %.9f, %.9f, plain %.9f\n", our_best, again, best);
        return 1;
    }
    return 0;
}

int main(int argc, char **argv)
{
    /* The larger one last: a peak stays. */
    size_t n = argc > 1 ? (size_t)atof(argv[1]) : 0;
    size_t centres = argc > 2 ? (size_t)atof(argv[2]) : 400;
    if (n)
        return measure(n, centres, n > 10000 ? 14.0 : 30.0);
    return measure(5000, centres, 30.0) || measure(20000, centres, 14.0);
}
