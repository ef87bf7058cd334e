/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file analysis/hotspot/scan_study.h
 * @brief A scan's input, checked: whole counts, a measure, places, settings without zeros.
 */
#ifndef ROUTES_ANALYSIS_HOTSPOT_SCAN_STUDY_H
#define ROUTES_ANALYSIS_HOTSPOT_SCAN_STUDY_H

#include "analysis/hotspot/scan_near.h"
#include "analysis/hotspot/scan_ratio.h"

/** @brief What is scanned and how; read by many threads. */
typedef struct routes_i_scan_study {
    routes_scan_options use; /**< With the defaults filled in; arrays borrowed. */
    routes_run run;
    size_t locations;     /**< With a cell that is reported. */
    size_t periods;       /**< 1 for spatial windows. */
    size_t left_out;      /**< Cells. */
    uint32_t *source;     /**< [locations] Index in the caller's arrays. */
    int32_t *cases;       /**< [locations][periods] */
    double *measure;      /**< [locations][periods] Poisson, permutation: its sum is the cases. */
    double *weight;       /**< [locations] Measure, summed over periods. */
    double least_measure; /**< Of the cells with any. */
    routes_i_scan_ratio ratio;
    routes_i_scan_near near;
} routes_i_scan_study;

/** @brief Checks and takes in; to be freed on failure too. */
routes_status routes_i_scan_study_new(routes_i_scan_study *study, const routes_scan_data *data,
                                      const routes_scan_options *options, routes_error *err);

/** @brief Frees what it holds. */
void routes_i_scan_study_free(routes_i_scan_study *study);

/** @brief What the ratio of a window of this shape is multiplied by. */
double routes_i_scan_study_penalty(const routes_i_scan_study *study, double shape);

/** @brief The first period in which a window may begin that ends with `last`; none where above. */
size_t routes_i_scan_study_first(const routes_i_scan_study *study, size_t last);

/** @brief The first period with which a window may end. */
size_t routes_i_scan_study_end(const routes_i_scan_study *study);

/** @brief Angle of the major axis, the `index`-th of `angles`. */
double routes_i_scan_study_angle(uint32_t index, uint32_t angles);

#endif
