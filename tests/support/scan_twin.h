/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file support/scan_twin.h
 * @brief The slow scan: every window from a table of all distances, every ratio by its definition.
 *
 * Written from the papers alone; shares nothing with the library but its option structs.
 */
#ifndef ROUTES_TESTS_SUPPORT_SCAN_TWIN_H
#define ROUTES_TESTS_SUPPORT_SCAN_TWIN_H

#include <stdlib.h>

#include "routes/scan.h"
#include "support/check.h"

enum { TWIN_MOST = 64, TWIN_PERIODS = 8 };

typedef struct scan_twin {
    size_t n, periods;
    int bernoulli, high, low;
    int spatial, prospective;
    size_t longest;
    double cap, radius;
    double least_cases;
    double measure[TWIN_MOST][TWIN_PERIODS];
    double all, cases; /* sums of measure and cases */
    /* Of each shape and angle: all distances, and what its ratios are multiplied by. */
    double distance[TWIN_MOST][TWIN_MOST];
    double penalty;
} scan_twin;

typedef struct twin_window {
    double statistic;
    double radius;
    double observed, measure;
    size_t first, last;
    unsigned char within[TWIN_MOST];
} twin_window;

static inline double twin_xlogy(double x, double y)
{
    return x > 0.0 ? (double)((long double)x * logl((long double)y)) : 0.0;
}

/* Kulldorff 1997, as it stands there. */
static inline double twin_ratio(const scan_twin *twin, double c, double m)
{
    double C = twin->cases;
    double N = twin->all;
    if (!(m > 0.0) || !(m < N))
        return 0.0;
    double e = m * C / N;
    if (c * N == C * m || (c > e ? !twin->high || c < twin->least_cases : !twin->low))
        return 0.0;
    if (!twin->bernoulli)
        return twin_xlogy(c, c / e) + twin_xlogy(C - c, (C - c) / (C - e));
    return twin_xlogy(c, c / m) + twin_xlogy(m - c, (m - c) / m) +
           twin_xlogy(C - c, (C - c) / (N - m)) +
           twin_xlogy(N - m - C + c, (N - m - C + c) / (N - m)) - twin_xlogy(C, C / N) -
           twin_xlogy(N - C, (N - C) / N);
}

static inline double twin_great_circle(routes_point a, routes_point b)
{
    const double rad = acos(-1.0) / 180.0;
    double x = sin((b.lat - a.lat) * rad / 2.0);
    double y = sin((b.lon - a.lon) * rad / 2.0);
    double h = x * x + cos(a.lat * rad) * cos(b.lat * rad) * y * y;
    return 2.0 * 6371008.8 * asin(sqrt(fmin(1.0, h)));
}

/* Stretched so that an ellipse becomes a circle of its minor axis. */
static inline double twin_ellipse(routes_point a, routes_point b, double shape, double angle)
{
    double dx = b.lon - a.lon;
    double dy = b.lat - a.lat;
    double turn = atan2(dy, dx) - angle;
    double length = hypot(dx, dy);
    return hypot(length * cos(turn) / shape, length * sin(turn));
}

/* Whether a window of `radius` round `centre` counts, and which locations it holds. */
static inline int twin_zone(unsigned char *within, const scan_twin *twin, size_t centre,
                            double radius)
{
    double sum = 0.0;
    double reach = radius * (1.0 + 1e-9) + 1e-7;
    memset(within, 0, TWIN_MOST);
    for (size_t i = 0; i < twin->n; i++) {
        if (!(twin->distance[centre][i] <= reach))
            continue;
        within[i] = 1;
        for (size_t t = 0; t < twin->periods; t++)
            sum += twin->measure[i][t];
    }
    return radius <= twin->radius && sum <= twin->cap * twin->all * (1.0 + 1e-9);
}

/* The best window round a centre; a window must beat `best` by more than 1e-9. */
static inline void twin_scan(twin_window *best, const scan_twin *twin,
                             double (*cases)[TWIN_PERIODS], size_t centre)
{
    double radii[TWIN_MOST];
    memcpy(radii, twin->distance[centre], sizeof radii);
    for (size_t a = 1; a < twin->n; a++)
        for (size_t b = a; b > 0 && radii[b - 1] > radii[b]; b--) {
            double kept = radii[b];
            radii[b] = radii[b - 1];
            radii[b - 1] = kept;
        }
    for (size_t k = 0; k < twin->n; k++) {
        twin_window window;
        if (isinf(radii[k]) || !twin_zone(window.within, twin, centre, radii[k]))
            continue;
        for (size_t last = twin->prospective ? twin->periods - 1 : 0; last < twin->periods; last++)
            for (size_t first = last + 1; first-- > 0 && last - first < twin->longest;) {
                window.observed = window.measure = 0.0;
                for (size_t i = 0; i < twin->n; i++)
                    for (size_t t = first; window.within[i] && t <= last; t++) {
                        window.observed += cases[i][t];
                        window.measure += twin->measure[i][t];
                    }
                window.statistic =
                    twin->penalty * twin_ratio(twin, window.observed, window.measure);
                window.first = first;
                window.last = last;
                window.radius = radii[k];
                if (window.statistic > best->statistic + 1e-9)
                    *best = window;
            }
    }
}

#endif
