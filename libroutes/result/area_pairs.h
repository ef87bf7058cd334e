/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file result/area_pairs.h
 * @brief A list of pairs with ids as weights of areas; what is wrong with it as faults.
 */
#ifndef ROUTES_RESULT_AREA_PAIRS_H
#define ROUTES_RESULT_AREA_PAIRS_H

#include "core/text.h"
#include "result/area_index.h"
#include "routes/fault.h"
#include "routes/weights.h"

/**
 * @brief Weights from columns from, to, weight; as `pairs` of routes_area_weights_options.
 * @param[in,out] faults Not null.
 */
routes_status routes_i_area_pairs_weights(routes_weights **out, const routes_table *pairs,
                                          const routes_i_area_index *index,
                                          const routes_weights_options *options,
                                          routes_faults *faults, routes_error *err);

/** @brief An id with '_' for each run of blanks, and none at its ends; as it stands without. */
void routes_i_area_pairs_join(routes_i_text *to, const char *id);

#endif
