/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file analysis/hotspot/scan_sweep.h
 * @brief The best windows of many random data sets: all centres, all data sets, on all threads.
 */
#ifndef ROUTES_ANALYSIS_HOTSPOT_SCAN_SWEEP_H
#define ROUTES_ANALYSIS_HOTSPOT_SCAN_SWEEP_H

#include "analysis/hotspot/scan_study.h"

/** @brief What sweeping needs, kept from one sweep to the next. Opaque. */
typedef struct routes_i_scan_sweep routes_i_scan_sweep;

/** @brief Makes ready; null on failure. */
routes_status routes_i_scan_sweep_new(routes_i_scan_sweep **sweep, const routes_i_scan_study *study,
                                      routes_error *err);

/** @brief Frees it. Null is allowed. */
void routes_i_scan_sweep_free(routes_i_scan_sweep *sweep);

/** @brief Data sets that fit into one sweep. */
size_t routes_i_scan_sweep_most(const routes_i_scan_sweep *sweep);

/**
 * @brief Statistics of the best windows of the data sets `from` to `from + count`.
 *
 * A maximum is the same in any order, so that neither threads nor the cut into sweeps tell.
 * @param[out] maxima [count] At most routes_i_scan_sweep_most().
 */
routes_status routes_i_scan_sweep_run(double *maxima, routes_i_scan_sweep *sweep, size_t from,
                                      size_t count, const routes_run *run, routes_error *err);

#endif
