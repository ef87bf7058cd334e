/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/observation.h
 * @brief Adding counts, where counts add.
 *
 * Figures of several shelters, hotlines and patrols look alike and speak of unlike people. This is
 * the one sum of observations that libroutes knows: it adds what is of one kind and refuses the
 * rest.
 */
#ifndef ROUTES_OBSERVATION_H
#define ROUTES_OBSERVATION_H

#include "routes/model.h"

ROUTES_BEGIN

/**
 * @brief Sum of observations that share no person.
 *
 * Persons intercepted are no identified victims (S26); trafficking, smuggling and mixed movement
 * are three things (S27); what was discovered and what was reported are kept apart; unlike
 * quantities, measures and units never add. Numbers of persons whose crime or victim status is not
 * stated may be of either kind, and do not add at all.
 *
 * @param[out] sum   Untouched on failure. Of none: nothing stated. Of one: its value.
 * @param[in] rows   The observations of a model.
 * @param[in] which  [count] Indices in `rows`; null: the first `count`.
 * @param[out] err   May be null.
 * @retval ROUTES_E_DATA Two that do not add: which, and why.
 * @retval ROUTES_E_ARGUMENT `sum` is null, or `rows` with a count.
 *
 * Ranges add as routes_range_add() says. Cost: O(count). Thread safety: no shared state.
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_observation_sum(routes_quantity *sum,
                                                             const routes_observation *rows,
                                                             const size_t *which, size_t count,
                                                             routes_error *err);

ROUTES_END

#endif
