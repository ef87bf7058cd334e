/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file routes/answer_hotspot_weights.h
 * @brief Weights as a table: who is whose neighbour, and how much.
 */
#ifndef ROUTES_ANSWER_HOTSPOT_WEIGHTS_H
#define ROUTES_ANSWER_HOTSPOT_WEIGHTS_H

#include "routes/error.h"
#include "routes/table.h"
#include "routes/weights.h"

ROUTES_BEGIN

/**
 * @brief Lists weights, one row a pair: from, to, weight.
 *
 * In the order of the areas, and of the neighbours of each. An area without neighbours has no row;
 * meta `islands` counts them. Meta `weights` of the areas, where it is set, says the rule and
 * becomes the `method`.
 *
 * @param[out] out     Owned by the caller: routes_table_free(). Null on failure.
 * @param[in] areas    The table the weights were made of.
 * @param[in] weights
 * @param[out] err     May be null.
 * @retval ROUTES_E_ARGUMENT A null, or weights of another number of areas.
 * @retval ROUTES_E_MEMORY
 * @since 0.1
 */
ROUTES_API ROUTES_CHECK routes_status routes_answer_hotspot_weights(routes_table **out,
                                                                    const routes_table *areas,
                                                                    const routes_weights *weights,
                                                                    routes_error *err);

ROUTES_END

#endif
