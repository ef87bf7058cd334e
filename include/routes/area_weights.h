/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/area_weights.h
 * @brief The weights of the areas of a table, by a rule or from a list of pairs.
 *
 * The rule belongs beside every result: another rule finds other hotspots.
 */
#ifndef ROUTES_AREA_WEIGHTS_H
#define ROUTES_AREA_WEIGHTS_H

#include <stddef.h>
#include <stdint.h>

#include "routes/error.h"
#include "routes/fault.h"
#include "routes/run.h"
#include "routes/table.h"
#include "routes/weights.h"

ROUTES_BEGIN

/** @brief Settings of routes_area_weights_new(). Start from ROUTES_AREA_WEIGHTS_OPTIONS. */
typedef struct routes_area_weights_options {
    size_t size; /**< sizeof this struct, set by ROUTES_AREA_WEIGHTS_OPTIONS. */
    /** "queen" (null: this) or "rook", with ":10m" or ":0.1km" for the tolerance. */
    const char *rule;
    /** Instead of a rule: columns from and to (text), and weight (number, null: all 1). Its meta
     * `file` and its column row (integer), where there are any, enter the faults. */
    const routes_table *pairs;
    int with_self;         /**< Other than 0: each area is its own neighbour too, weight 1. */
    int row_standardised;  /**< Other than 0: the weights of each area are made to sum to 1. */
    const routes_run *run; /**< Null: one thread, nobody listens. */
} routes_area_weights_options;

/** @brief The defaults, as an initialiser. */
#define ROUTES_AREA_WEIGHTS_OPTIONS                                                                \
    {                                                                                              \
        sizeof(routes_area_weights_options), NULL, NULL, 0, 0, NULL                                \
    }

/**
 * @brief Makes the weights of the areas of a table.
 *
 * Area 0 is the first id of the table, and so on; an id that comes again, in a table with times,
 * is the area it was at first, and stands where it stood there.
 *
 * @param[out] out     Owned by the caller: routes_weights_free(). Null on failure.
 * @param[in] areas    Column id (text); what the rule needs of x, y (number), geometry; its meta
 *                     `crs` is "plane" for metres of a plane.
 * @param[in] options  Null for the defaults.
 * @param[in,out] faults Gets every fault of `pairs`; may be null.
 * @param[out] err     May be null.
 * @retval ROUTES_E_ARGUMENT  A null, a column that is missing, a rule that is not known.
 * @retval ROUTES_E_DATA      An area without what the rule needs; a pair names an area that is not
 *                            in the table, has no weight above 0, or has two.
 * @retval ROUTES_E_CANCELLED The caller's progress function said stop.
 * @retval ROUTES_E_MEMORY
 *
 * Thread safety: no shared state.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_area_weights_new(
    routes_weights **out, const routes_table *areas, const routes_area_weights_options *options,
    routes_faults *faults, routes_error *err);

ROUTES_END

#endif
