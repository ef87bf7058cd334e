/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file bench/stopwatch.h
 * @brief Seconds passed, and the form of a figure.
 */
#ifndef ROUTES_BENCH_STOPWATCH_H
#define ROUTES_BENCH_STOPWATCH_H

#ifndef _POSIX_C_SOURCE
#error "define _POSIX_C_SOURCE 200809L before the first include"
#endif

#include <stdio.h>
#include <time.h>

/** Seconds since some fixed moment. */
static inline double stopwatch(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/** Seconds of processor that this program used, all threads together: what else runs hardly tells.
 */
static inline double stopwatch_work(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/** One figure on standard output. */
static inline void figure(const char *name, double value, const char *unit)
{
    printf("%-32s %14.3f %s\n", name, value, unit);
}

#endif
