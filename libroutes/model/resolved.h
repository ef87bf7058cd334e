/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file model/resolved.h
 * @brief What a checked model knows beyond its rows: ids found, names resolved, capitals chosen.
 */
#ifndef ROUTES_MODEL_RESOLVED_H
#define ROUTES_MODEL_RESOLVED_H

#include "model/index.h"
#include "model/model.h"

/** @brief The ends of one side of a lane. */
typedef struct routes_i_ends {
    routes_end *ends; /**< [count], in the arena */
    size_t count;
} routes_i_ends;

/** @brief Made by routes_model_check(), thrown away when the model changes. */
typedef struct routes_i_resolved {
    routes_i_arena arena;
    routes_i_index ids[ROUTES_ENTITIES]; /**< By the table's first key; of a group: first row. */
    const char *home;                    /**< Null: none. */
    size_t *provinces;                   /**< [areas] The province an area lies in or is. */
    size_t *capitals;                    /**< [areas] A place, or SIZE_MAX. */
    routes_i_ends *lane_ends;            /**< [lanes * 3] By routes_side. */
    routes_end *leg_ends;                /**< [legs * 2] From and to. */
} routes_i_resolved;

/** @brief Frees it. Null is allowed. */
void routes_i_resolved_free(routes_i_resolved *resolved);

/** @brief Whether this is the form of an ISO 3166 alpha-2 code: two capital letters. */
bool routes_i_country_valid(const char *code);

#endif
