/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file result/figures.h
 * @brief Stated figures of provinces as rates, tested where there are enough of them.
 */
#ifndef ROUTES_RESULT_FIGURES_H
#define ROUTES_RESULT_FIGURES_H

#include "routes/answer_hotspot.h"
#include "routes/getis_ord.h"
#include "routes/rank.h"

/** @brief One province. */
typedef struct routes_i_figure {
    size_t area;         /**< Row in areas. */
    routes_range number; /**< Persons exploited, as stated last. */
    double denominator;  /**< Persons; NaN: none known. */
    routes_range rate;   /**< Per 100 000. */
    double eb;           /**< Smoothed rate per 100 000, NaN where not tested. */
    routes_getis_ord gi;
    routes_rank rank;   /**< By rate, under range and chance; NaN where too few have figures. */
    double holds;       /**< Share of draws with the same class; NaN where not tested. */
    const char *reason; /**< Why not tested; null when it was. A static text. */
} routes_i_figure;

/**
 * @brief The figures of all home provinces, in order of the areas.
 * @param[out] figures [*count] To be freed with routes_i_free(). Null on failure.
 */
routes_status routes_i_figures_make(routes_i_figure **figures, size_t *count,
                                    const routes_model *model,
                                    const routes_hotspot_options *options, routes_error *err);

#endif
