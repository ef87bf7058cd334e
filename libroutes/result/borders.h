/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file result/borders.h
 * @brief Neighbours among home provinces.
 */
#ifndef ROUTES_RESULT_BORDERS_H
#define ROUTES_RESULT_BORDERS_H

#include "routes/contiguity.h"
#include "routes/model.h"
#include "routes/weights.h"

/** @brief Contiguity of these areas: queen, or rook with `rook` other than 0. */
routes_status routes_i_border_pairs(routes_contiguity **out, const routes_model *model,
                                    const size_t *areas, size_t count, int rook, routes_error *err);

/** @brief Queen neighbours, binary, each province among its own: the weights of Gi*. */
routes_status routes_i_border_weights(routes_weights **out, const routes_model *model,
                                      const size_t *areas, size_t count, routes_error *err);

#endif
