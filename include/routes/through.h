/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/through.h
 * @brief How many lanes, and how many persons, pass each node or link.
 *
 * A lane is laid on one way, or forks into several where the source names
 * several ends without saying how it splits. Each branch then carries between
 * nothing and the whole.
 */
#ifndef ROUTES_THROUGH_H
#define ROUTES_THROUGH_H

#include <stdint.h>

#include "routes/range.h"

ROUTES_BEGIN

/**
 * @brief Lanes as laid: rows of branches, each a row of the nodes (or the links) it passes.
 *
 * Branches of lane i are branch_start[i] to branch_start[i + 1]; steps of
 * branch b are step_start[b] to step_start[b + 1]. A lane without branches is
 * not laid and counts nowhere.
 */
typedef struct routes_through_lanes {
    size_t lanes;
    const size_t *branch_start; /**< [lanes + 1] From 0, never falling. */
    const size_t *step_start;   /**< [branches + 1] From 0, never falling. */
    const uint32_t *steps;      /**< Nodes, or links; one met twice by a branch counts once. */
    const routes_range *volume; /**< [lanes] All of one unit; null: stated of none. */
} routes_through_lanes;

/** @brief What passes one node or link. */
typedef struct routes_through {
    size_t lanes;        /**< Lanes with a branch that passes. */
    size_t surely;       /**< Of these, those that pass on every branch. */
    size_t stated;       /**< Of `lanes`, those with a number. */
    routes_range volume; /**< Their sum; not stated where no lane has a number. */
} routes_through;

/**
 * @brief Sums the lanes at each node or link.
 *
 * A lane that passes on every branch brings its whole range. One that passes on
 * some brings 0 to its most, since the split is not stated (Fréchet's bounds).
 * Ranges add as routes_range_add(), in order of the lanes: one lower bound, or
 * one lane without a number, makes a sum a lower bound.
 *
 * Unlike units never add: call once a unit, with the lanes of that unit, and
 * once with all lanes and without volumes for their number.
 *
 * @param[out] items [count] One for each node or link.
 * @param[in] count  Number of nodes or links.
 * @param[in] lanes  The lanes.
 * @param[out] err   May be null.
 * @retval ROUTES_E_ARGUMENT An array is null, or its starts fall.
 * @retval ROUTES_E_DATA     A step names what is not there, or a range breaks its rules.
 * @retval ROUTES_E_MEMORY   No memory left; the output is untouched.
 *
 * Cost: O(count + steps). Thread safety: no shared state.
 * Source: M. Fréchet, "Sur les tableaux de corrélation dont les marges sont
 * données", Annales de l'Université de Lyon A 14, 1951, pp. 53-77.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_through_sum(routes_through *items, size_t count,
                                                         const routes_through_lanes *lanes,
                                                         routes_error *err);

ROUTES_END

#endif
