/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file model/resolved.h
 * @brief What a checked model knows beyond its rows: ids found, names resolved, capitals chosen.
 */
#ifndef ROUTES_MODEL_RESOLVED_H
#define ROUTES_MODEL_RESOLVED_H

#include "model/index.h"
#include "model/model.h"
#include "routes/gazetteer.h"

/** @brief What a name may mean; each has its own gazetteer, in which place is row + 1. */
typedef enum routes_i_class {
    ROUTES_I_CLASS_COUNTRY,
    ROUTES_I_CLASS_PROVINCE,
    ROUTES_I_CLASS_DISTRICT,
    ROUTES_I_CLASS_PLACE,
    ROUTES_I_CLASS_CROSSING,
    ROUTES_I_CLASS_GROUP,
    ROUTES_I_CLASSES
} routes_i_class;

/** @brief The ends of one side of a lane. */
typedef struct routes_i_ends {
    routes_end *ends; /**< [count], in the arena */
    size_t count;
} routes_i_ends;

/** @brief Made by routes_model_check(), thrown away when the model changes. */
typedef struct routes_i_resolved {
    routes_i_arena arena;
    routes_i_index ids[ROUTES_ENTITIES]; /**< By the table's first key: its first row. */
    routes_i_index nodes; /**< Areas, places, crossings and groups by id: see routes_i_node(). */
    routes_gazetteer *names[ROUTES_I_CLASSES];
    const char *home;         /**< Null: none. */
    const char **countries;   /**< [areas] ISO 3166 alpha-2 of an area, or null. */
    size_t *provinces;        /**< [areas] The province an area lies in or is, or SIZE_MAX. */
    size_t *capitals;         /**< [areas] A place, or SIZE_MAX. */
    routes_i_ends *lane_ends; /**< [lanes * 3] By routes_side. */
    routes_end *leg_ends;     /**< [legs * 2] From and to. */
} routes_i_resolved;

/** @brief Makes an empty one with room for the rows of `model`; null when memory is out. */
routes_i_resolved *routes_i_resolved_new(const routes_model *model);

/** @brief Frees it. Null is allowed. */
void routes_i_resolved_free(routes_i_resolved *resolved);

/** @brief What an id of an area, place, crossing or group stands for. False: no such id. */
bool routes_i_node(const routes_i_resolved *resolved, const char *id, routes_end *end);

/** @brief The value under which an end is filed in `nodes`. */
size_t routes_i_node_value(routes_end end);

/** @brief The class of an end. */
routes_i_class routes_i_class_of(const routes_model *model, routes_end end);

/** @brief "country", "place", ... */
const char *routes_i_class_text(routes_i_class class);

/** @brief Whether this is the form of an ISO 3166 alpha-2 code: two capital letters. */
bool routes_i_country_valid(const char *code);

#endif
