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
#include "routes/network.h"
#include "routes/run.h"
#include "routes/table.h"
#include "routes/weights.h"

ROUTES_BEGIN

/** @brief What is done with areas that no rule makes anyone's neighbour. */
typedef enum routes_islands {
    /** They keep no neighbour: statistics have nothing to say of them. */
    ROUTES_ISLANDS_KEEP = 0,
    /** Each is joined, in both directions and with weight 1, to the area whose centroid is nearest
     * to its own. */
    ROUTES_ISLANDS_NEAREST = 1,
    ROUTES_ISLANDS_REFUSE = 2 /**< ROUTES_E_DATA, with their names. */
} routes_islands;

/** @brief Settings of routes_area_weights_new(). Start from ROUTES_AREA_WEIGHTS_OPTIONS. */
typedef struct routes_area_weights_options {
    size_t size; /**< sizeof this struct, set by ROUTES_AREA_WEIGHTS_OPTIONS. */
    /**
     * Null: "queen".
     *
     * - "queen", "rook": contiguity; with ":10m" or ":0.1km" for the tolerance, see
     *   routes/contiguity.h. Without, borders within a millimetre count as one, in a plane within
     *   1e-9 of the greatest coordinate: so that shared borders are found whose vertices do not
     *   match, and were cut by rounding.
     * - "knn:8": the 8 nearest; "band:50km": all within; both of centroids.
     * - "kernel:gaussian:50km", of triangular, uniform, epanechnikov, quartic or gaussian: the
     *   bandwidth; "kernel:gaussian:8": adaptive, the way to the 8th.
     * - "network:knn:8" and so on: by the way along `network`, at whose nodes the areas stand by
     *   their id.
     */
    const char *rule;
    /** Instead of a rule: columns from and to (text; to not stated: an area without a neighbour),
     * and weight (number; all not stated: 1 each). Its meta `file` and its column row (integer)
     * enter the faults; with meta `format` gal or gwt an id may have '_' for blanks. */
    const routes_table *pairs;
    const routes_network *network; /**< For "network:..."; else null. */
    /** Neighbours of neighbours, this many steps away; 0 and 1: the neighbours themselves. See
     * routes_weights_higher(). */
    size_t order;
    int lower;     /**< Other than 0: with the neighbours of lower order. */
    int both_ways; /**< Other than 0: of knn, who is a neighbour of one has it as neighbour. */
    int sphere;    /**< Other than 0: distances of a sphere, see routes/distance_weights.h. */
    /** Default: they are kept. In any case the log gets a warning that names them. */
    routes_islands islands;
    int with_self; /**< Other than 0: each area is its own neighbour too, weight 1; of a kernel
                        K(0). */
    int row_standardised;  /**< Other than 0: the weights of each area are made to sum to 1. */
    const routes_run *run; /**< Null: one thread, nobody listens. */
} routes_area_weights_options;

/** @brief The defaults, as an initialiser. */
#define ROUTES_AREA_WEIGHTS_OPTIONS                                                                \
    {                                                                                              \
        sizeof(routes_area_weights_options), NULL, NULL, NULL, 0, 0, 0, 0, ROUTES_ISLANDS_KEEP, 0, \
            0, NULL                                                                                \
    }

/**
 * @brief Makes the weights of the areas of a table.
 *
 * Area 0 is the first id of the table, and so on; an id that comes again, in a table with times,
 * is the area it was at first, and stands where it stood there. Ties between equal distances go to
 * the lower id, so that the order of the rows decides nothing.
 *
 * @param[out] out     Owned by the caller: routes_weights_free(). Null on failure.
 * @param[in] areas    Column id (text); what the rule needs of x, y (number), geometry; its meta
 *                     `crs` is "plane" for metres of a plane.
 * @param[in] options  Null for the defaults.
 * @param[in,out] faults Gets every fault of `pairs`; may be null.
 * @param[out] err     May be null.
 * @retval ROUTES_E_ARGUMENT  A null, a column that is missing, a rule that is not known.
 *                            knn of more than the other areas.
 * @retval ROUTES_E_DATA      An area without what the rule needs; a pair names an area that is not
 *                            in the table, has no weight above 0, or has two; islands, where they
 *                            are refused.
 * @retval ROUTES_E_CANCELLED The caller's progress function said stop.
 * @retval ROUTES_E_MEMORY
 *
 * Thread safety: no shared state.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_area_weights_new(
    routes_weights **out, const routes_table *areas, const routes_area_weights_options *options,
    routes_faults *faults, routes_error *err);

/**
 * @brief Writes weights to a `.gal`, `.gwt` or `.csv` file, in place of what is there, whole or not
 *        at all.
 *
 * `.gal` (neighbours alone) and `.gwt` (with weights, 17 digits) have the header of GeoDa, "0 n
 * Unknown ID", and '_' for each blank of an id, as PySAL writes them; an area without neighbours
 * has a line in a `.gal` only. `.csv` has the columns from, to, weight.
 *
 * @param[in] file
 * @param[in] areas    The table the weights were made of.
 * @param[in] weights
 * @param[in] id_name  Name of the column of ids, for the header; null: Unknown.
 * @param[out] err     May be null.
 * @retval ROUTES_E_ARGUMENT A null, another ending, or weights of another number of areas.
 * @retval ROUTES_E_DATA     Weights that are not 1 do not fit a `.gal`; two ids are the same with
 *                           '_' for blanks.
 * @retval ROUTES_E_IO       The file cannot be written.
 * @retval ROUTES_E_MEMORY
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_area_weights_write(const char *file,
                                                                const routes_table *areas,
                                                                const routes_weights *weights,
                                                                const char *id_name,
                                                                routes_error *err);

ROUTES_END

#endif
