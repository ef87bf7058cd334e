/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file result/area_rule.h
 * @brief The rule of weights in words: "queen", "knn:8", "band:50km" ...
 */
#ifndef ROUTES_RESULT_AREA_RULE_H
#define ROUTES_RESULT_AREA_RULE_H

#include <stdbool.h>
#include <stddef.h>

#include "routes/distance_weights.h"
#include "routes/error.h"

/** @brief What makes areas neighbours. */
typedef enum routes_i_area_rule_kind {
    ROUTES_I_RULE_QUEEN,
    ROUTES_I_RULE_ROOK,
    ROUTES_I_RULE_NEAREST,
    ROUTES_I_RULE_BAND,
    ROUTES_I_RULE_KERNEL
} routes_i_area_rule_kind;

/** @brief A rule as read. */
typedef struct routes_i_area_rule {
    routes_i_area_rule_kind kind;
    bool network;    /**< By the way along the network. */
    bool has_length; /**< Of a tolerance: it was given. */
    double length_m; /**< Tolerance, band or bandwidth; 0 where `k` says it. */
    size_t k;        /**< Nearest, or of an adaptive kernel. */
    routes_kernel shape;
} routes_i_area_rule;

/**
 * @brief Reads a rule.
 * @retval ROUTES_E_ARGUMENT It is none: what would be one.
 */
routes_status routes_i_area_rule_read(routes_i_area_rule *rule, const char *text,
                                      routes_error *err);

#endif
