/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file model/observation.h
 * @brief Adding counts, where counts add.
 */
#ifndef ROUTES_MODEL_OBSERVATION_H
#define ROUTES_MODEL_OBSERVATION_H

#include "routes/model.h"

/**
 * @brief Sum of observations that share no person.
 *
 * Persons intercepted are no identified victims (S26); trafficking, smuggling and mixed movement
 * are three things (S27); what was discovered and what was reported are kept apart; unlike measures
 * and units never add. A status that is not stated is one of its own.
 *
 * @param[out] sum   Untouched on failure. Of none: nothing stated.
 * @param[in] rows   The observations of a model.
 * @param[in] which  [count] Indices in `rows`.
 * @retval ROUTES_E_DATA Two that do not add: which, and why.
 */
routes_status routes_i_observation_sum(routes_quantity *sum, const routes_observation *rows,
                                       const size_t *which, size_t count, routes_error *err);

#endif
