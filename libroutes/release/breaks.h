/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file release/breaks.h
 * @brief S12, S13: few classes of numbers, with breaks at released values.
 */
#ifndef ROUTES_RELEASE_BREAKS_H
#define ROUTES_RELEASE_BREAKS_H

#include <stdbool.h>
#include <stddef.h>

#include "core/text.h"

/** @brief Most classes of one layer. */
#define ROUTES_I_BREAKS_MOST 5

/** @brief Where classes start, ascending; a class ends before the next starts. */
typedef struct routes_i_breaks {
    double starts[ROUTES_I_BREAKS_MOST];
    size_t count;
    bool whole; /**< All values are whole numbers, so that a class ends one before the next. */
} routes_i_breaks;

/**
 * @brief Breaks at quantiles of the distinct values, the first at `least`.
 *
 * Each start is one of the values, or `least`, so that a legend holds no figure that is not
 * released; of values that are not whole, rounded down to two digits. NaN and values below `least`
 * are not looked at. Source: quantile classes as of T. A. Slocum et al., "Thematic Cartography and
 * Geovisualization", 3rd ed., 2009, ch. 4.
 *
 * @param[in] values [n] Released values.
 * @param[in] least  k of the tier for counts; 0 for scores.
 */
routes_status routes_i_breaks_make(routes_i_breaks *breaks, const double *values, size_t n,
                                   double least, routes_error *err);

/** @brief The class of a value, or SIZE_MAX for NaN and for one below the first start. */
size_t routes_i_breaks_class(const routes_i_breaks *breaks, double value);

/** @brief Appends the words of a class: "11 to 24", "25 or more". */
void routes_i_breaks_label(routes_i_text *to, const routes_i_breaks *breaks, size_t class_index);

#endif
