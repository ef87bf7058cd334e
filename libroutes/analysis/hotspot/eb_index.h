/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file analysis/hotspot/eb_index.h
 * @brief Rates made comparable before they are correlated: Assuncao and Reis's index.
 */
#ifndef ROUTES_ANALYSIS_HOTSPOT_EB_INDEX_H
#define ROUTES_ANALYSIS_HOTSPOT_EB_INDEX_H

#include <stddef.h>

#include "routes/error.h"

/**
 * @brief (e/q - b) / sqrt(a + b/q), a from the method of moments and not cut at 0; b/q under the
 * root where a + b/q is below 0. 0 for all where there is no event.
 *
 * @param[out] index [n] NaN where the events are.
 * @param[in] events [n] >= 0, finite; NaN: not reported.
 * @param[in] people [n] > 0, finite, where the events are reported.
 */
routes_status routes_i_eb_index(double *index, const double *events, const double *people, size_t n,
                                routes_error *err);

#endif
