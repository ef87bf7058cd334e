/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/weights.h
 * @brief Who is whose neighbour, and how much: the spatial weights of hotspot statistics.
 *
 * Built from a list of pairs, such as provinces that share a border. The rule
 * that made the list belongs beside every result: another rule finds other
 * hotspots.
 */
#ifndef ROUTES_WEIGHTS_H
#define ROUTES_WEIGHTS_H

#include <stddef.h>
#include <stdint.h>

#include "routes/error.h"
#include "routes/run.h"

ROUTES_BEGIN

/** @brief Weights of areas on each other. Made by routes_weights_new(), never changed. */
typedef struct routes_weights routes_weights;

/**
 * @brief Settings of routes_weights_new(). Start from ROUTES_WEIGHTS_OPTIONS.
 */
typedef struct routes_weights_options {
    size_t size;          /**< sizeof this struct, set by ROUTES_WEIGHTS_OPTIONS. */
    int both_ways;        /**< Other than 0: a pair makes each the neighbour of the other. */
    int with_self;        /**< Other than 0: each area is its own neighbour too, weight 1. */
    int row_standardised; /**< Other than 0: the weights of each area are made to sum to 1. */
} routes_weights_options;

/** @brief The defaults, as an initialiser. */
#define ROUTES_WEIGHTS_OPTIONS                                                                     \
    {                                                                                              \
        sizeof(routes_weights_options), 0, 0, 0                                                    \
    }

/**
 * @brief Builds weights from pairs.
 *
 * A pair given twice counts once; given twice with different weights it is an
 * error. An area without neighbours has an empty row, also after
 * standardising.
 *
 * @param[out] weights  Set to null on failure.
 * @param[in] areas     Number of areas.
 * @param[in] area      [pairs] Area below `areas`.
 * @param[in] neighbour [pairs] Its neighbour, below `areas`.
 * @param[in] weight    [pairs] Above 0. Null: 1 for each.
 * @param[in] pairs     Number of pairs.
 * @param[in] options   Null for the defaults.
 * @param[out] err      May be null.
 * @retval ROUTES_E_ARGUMENT A required array is null, or there are too many areas.
 * @retval ROUTES_E_DATA     A pair names an area that is not there, a weight is not above 0, or a
 *                           pair has two weights.
 * @retval ROUTES_E_MEMORY   No memory left.
 *
 * Cost: O(pairs + areas), no memory but for the weights. Thread safety: no shared state; may be
 * read by many threads.
 * Source: L. Anselin, "Spatial econometrics: methods and models", 1988, chapter 3.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_weights_new(
    routes_weights **weights, size_t areas, const uint32_t *area, const uint32_t *neighbour,
    const double *weight, size_t pairs, const routes_weights_options *options, routes_error *err);

/**
 * @brief Weights in another form: in both directions, with each area itself, row-standardised.
 *
 * An area that is its own neighbour already keeps that weight.
 *
 * @param[out] out     Set to null on failure.
 * @param[in] weights
 * @param[in] options  As for routes_weights_new(). Null for the defaults: a plain copy.
 * @param[out] err     May be null.
 * @retval ROUTES_E_ARGUMENT A null.
 * @retval ROUTES_E_DATA     Both ways, and a pair has another weight in each direction.
 * @retval ROUTES_E_MEMORY
 *
 * Cost: O(pairs + areas). Thread safety: no shared state.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_weights_copy(routes_weights **out,
                                                          const routes_weights *weights,
                                                          const routes_weights_options *options,
                                                          routes_error *err);

/** @brief Settings of routes_weights_higher(). Start from ROUTES_WEIGHTS_HIGHER_OPTIONS. */
typedef struct routes_weights_higher_options {
    size_t size;           /**< sizeof this struct, set by ROUTES_WEIGHTS_HIGHER_OPTIONS. */
    int lower;             /**< Other than 0: neighbours of lower order too. */
    int with_self;         /**< Other than 0: each area is its own neighbour too, weight 1. */
    int row_standardised;  /**< Other than 0: the weights of each area are made to sum to 1. */
    const routes_run *run; /**< Null: one thread, nobody listens. */
} routes_weights_higher_options;

/** @brief The defaults, as an initialiser. */
#define ROUTES_WEIGHTS_HIGHER_OPTIONS                                                              \
    {                                                                                              \
        sizeof(routes_weights_higher_options), 0, 0, 0, NULL                                       \
    }

/**
 * @brief Neighbours of neighbours: those that are `order` steps away, and no fewer.
 *
 * A step goes from an area to a neighbour of it. The weights given do not matter; those made
 * are 1. Order 1 gives the neighbours themselves.
 *
 * @param[out] out     Set to null on failure.
 * @param[in] weights
 * @param[in] order    At least 1.
 * @param[in] options  Null for the defaults.
 * @param[out] err     May be null.
 * @retval ROUTES_E_ARGUMENT A null, or `order` is 0.
 * @retval ROUTES_E_CANCELLED The caller's progress function said stop.
 * @retval ROUTES_E_MEMORY
 *
 * Cost: O(pairs within `order` steps of each area). Same bits for any number of threads. Thread
 * safety: no shared state.
 * Source: L. Anselin and O. Smirnov, "Efficient algorithms for constructing proper higher order
 * spatial lag operators", Journal of Regional Science 36(1), 1996, pp. 67-89. Oracle: libpysal
 * `higher_order` with `shortest_path`.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status
routes_weights_higher(routes_weights **out, const routes_weights *weights, size_t order,
                      const routes_weights_higher_options *options, routes_error *err);

/**
 * @brief The areas without a neighbour other than themselves.
 *
 * @param[out] islands [return value] Their numbers, rising; null to count them only.
 * @param[in] weights
 * @return How many there are.
 * @since 0.1
 */
ROUTES_API size_t routes_weights_islands(uint32_t *islands, const routes_weights *weights);

/** @brief Frees weights and all that was borrowed from them. Null is allowed. @since 0.1 */
ROUTES_API void routes_weights_free(routes_weights *weights);

/** @brief Number of areas. @since 0.1 */
ROUTES_API size_t routes_weights_areas(const routes_weights *weights);

/** @brief Number of weights kept, each direction for itself. @since 0.1 */
ROUTES_API size_t routes_weights_pairs(const routes_weights *weights);

/**
 * @brief The neighbours of an area, by number.
 *
 * @param[out] neighbours [return value] Borrowed; may be null.
 * @param[out] values     [return value] Their weights; borrowed; may be null.
 * @param[in] weights     The weights.
 * @param[in] area        Below routes_weights_areas().
 * @return How many there are.
 * @since 0.1
 */
ROUTES_API size_t routes_weights_row(const uint32_t **neighbours, const double **values,
                                     const routes_weights *weights, uint32_t area);

ROUTES_END

#endif
