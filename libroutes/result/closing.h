/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file result/closing.h
 * @brief What the loss of one node or link does to the lanes.
 */
#ifndef ROUTES_RESULT_CLOSING_H
#define ROUTES_RESULT_CLOSING_H

#include "core/run.h"
#include "routes/laying.h"

/** @brief The answer for one site. */
typedef struct routes_i_closing {
    size_t cut_off;      /**< Lanes that have a branch without a way. */
    size_t rerouted;     /**< Branches that go round. */
    double detour_m;     /**< Mean lengthening of these; NaN without any. */
    double bypass_ratio; /**< Their length together, without by with; NaN without any. */
    double choke_score;  /**< 0 to 1. */
} routes_i_closing;

/** @brief Lays all lanes with a site closed and compares. */
routes_status routes_i_closing_find(routes_i_closing *closing, const routes_model *model,
                                    const routes_network *network, const routes_laying *laying,
                                    uint32_t site, int site_is_link, routes_error *err);

#endif
