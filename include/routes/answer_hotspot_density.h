/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/answer_hotspot_density.h
 * @brief Where along the ways events lie together, as a table.
 */
#ifndef ROUTES_ANSWER_HOTSPOT_DENSITY_H
#define ROUTES_ANSWER_HOTSPOT_DENSITY_H

#include "routes/density.h"
#include "routes/network.h"
#include "routes/run.h"
#include "routes/table.h"

ROUTES_BEGIN

/** @brief Settings of routes_answer_hotspot_density(). Start from ROUTES_HOTSPOT_DENSITY_OPTIONS.
 */
typedef struct routes_hotspot_density_options {
    size_t size;
    routes_density_method method; /**< Default: discontinuous. */
    routes_density_shape shape;   /**< Default: quartic. */
    int ends_lose;                /**< As routes_density_options has it. */
    size_t most_paths;            /**< The same. */
    double spacing_m;             /**< Longest piece of a link; 0: a tenth of the bandwidth. */
    const routes_run *run;        /**< May be null. */
} routes_hotspot_density_options;

/** @brief The defaults, as an initialiser. */
#define ROUTES_HOTSPOT_DENSITY_OPTIONS                                                             \
    {                                                                                              \
        sizeof(routes_hotspot_density_options), ROUTES_DENSITY_DISCONTINUOUS,                      \
            ROUTES_DENSITY_QUARTIC, 0, 0, 0.0, NULL                                                \
    }

/**
 * @brief Kernel density along a network: link, offset_m, density.
 *
 * One row for the middle of each piece of each link (routes_density_lixels()); `density` in
 * events per metre, as routes_density_estimate() defines it. Rows stand in the order of the links.
 * Links, nodes and events are put in order of their ids before anything is added up, so that rows
 * joined by id are the same bits whatever the order of the input.
 *
 * @param[out] out       Owned by the caller: routes_table_free(). Null on failure. Kind own for a
 *                       network of a plain table, else operational.
 * @param[in] network    Of a model, or of a plain table.
 * @param[in] events     Text columns, any of: `link` with `offset_m` (metres from its beginning,
 *                       rounded to micrometres); `node`; `lon` with `lat`, degrees, for a network
 *                       of a model: the nearest place on a link, links taken as geodesics and
 *                       diffuse ones left aside. And `weight`, 1 where no row has one. Each row
 *                       states one place.
 * @param[in] bandwidth_m Reach of the kernel, above 0.
 * @param[in] options    Null for the defaults.
 * @param[out] err       May be null.
 * @retval ROUTES_E_ARGUMENT A null, a bandwidth, spacing or option out of range, or too many ways.
 * @retval ROUTES_E_DATA     A row of `events` is wrong; the message names it.
 * @retval ROUTES_E_MEMORY, ROUTES_E_CANCELLED
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_answer_hotspot_density(
    routes_table **out, const routes_network *network, const routes_table *events,
    double bandwidth_m, const routes_hotspot_density_options *options, routes_error *err);

ROUTES_END

#endif
