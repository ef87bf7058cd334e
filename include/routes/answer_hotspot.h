/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/answer_hotspot.h
 * @brief Where lanes start, pass and end: provinces and places, with rates where figures allow.
 */
#ifndef ROUTES_ANSWER_HOTSPOT_H
#define ROUTES_ANSWER_HOTSPOT_H

#include "routes/laying.h"
#include "routes/model.h"
#include "routes/network.h"
#include "routes/run.h"
#include "routes/table.h"

ROUTES_BEGIN

/** @brief Settings of routes_answer_hotspots_provinces(). Start from ROUTES_HOTSPOT_OPTIONS. */
typedef struct routes_hotspot_options {
    size_t size;
    uint64_t seed;         /**< Of the permutations. */
    size_t min_areas;      /**< Provinces with figures that a test needs; 0 means 20. */
    const routes_run *run; /**< May be null. */
} routes_hotspot_options;

/** @brief The defaults, as an initialiser. */
#define ROUTES_HOTSPOT_OPTIONS                                                                     \
    {                                                                                              \
        sizeof(routes_hotspot_options), 0, 0, NULL                                                 \
    }

/**
 * @brief Home provinces by the number and volume of the lanes that start, pass and end there.
 *
 * Lanes of trafficking alone; those of one case are counted apart. `class` says in words what
 * the lanes name a province for (named as origin, ... or not named).
 * `rate` is the latest stated number of persons exploited per 100 000 of its own denominator, or of
 * the census where none is stated, with its range. The smoothed rate (Marshall 1991) and Gi* (Ord
 * and Getis 1995, queen neighbours, 9 999 permutations, Benjamini-Hochberg) are computed from the
 * moderate figures; where fewer than `min_areas` provinces have one, nothing is tested and
 * `hot_class` is not_tested with the reason beside it.
 * Else the figures are drawn again within their ranges and by chance (routes/redraw.h): `holds` is
 * the share of 999 draws with the same class, below 0.9 a hot or cold one becomes uncertain, and
 * `rank`, its 95 % interval and `share_in_top` (ten) come from 9 999 draws.
 *
 * @param[out] out     Owned by the caller: routes_table_free(). Null on failure.
 * @param[in] model    Checked. @param[in] network Of the model. @param[in] laying On the network.
 * @param[in] options  Null for the defaults.
 * @param[out] err     May be null.
 * @retval ROUTES_E_ARGUMENT, ROUTES_E_MEMORY, ROUTES_E_CANCELLED
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_answer_hotspots_provinces(
    routes_table **out, const routes_model *model, const routes_network *network,
    const routes_laying *laying, const routes_hotspot_options *options, routes_error *err);

/** @brief Places by the number and volume of the lanes that start, pass and end there: those with
 *         any. Operational. @since 0.1 */
ROUTES_API ROUTES_CHECK routes_status routes_answer_hotspots_places(routes_table **out,
                                                                    const routes_model *model,
                                                                    const routes_network *network,
                                                                    const routes_laying *laying,
                                                                    routes_error *err);

ROUTES_END

#endif
