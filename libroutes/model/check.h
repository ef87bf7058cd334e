/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file model/check.h
 * @brief The steps of routes_model_check(), each of which adds what it finds wrong.
 *
 * Every step may rely on what those before it have put into `resolved`. A step that runs out of
 * memory sets site.status; the later ones do nothing then.
 */
#ifndef ROUTES_MODEL_CHECK_H
#define ROUTES_MODEL_CHECK_H

#include "model/resolve.h"
#include "model/resolved.h"
#include "model/site.h"
#include "routes/run.h"

/** @brief A check under way. */
typedef struct routes_i_check {
    const routes_model *model;
    routes_i_resolved *resolved;
    routes_i_site site;
    routes_i_arena texts;                 /**< Keys of several columns. */
    routes_i_index keys[ROUTES_ENTITIES]; /**< Row by its whole key. */
    int32_t date;                         /**< Of the run; ROUTES_NO_DATE: not given. */
} routes_i_check;

/** @brief Every row alone: model/row_check.h. */
void routes_i_check_rows(routes_i_check *check);
/** @brief Every key once; ids of areas, places, crossings and groups once among them all. */
void routes_i_check_keys(routes_i_check *check);
/** @brief Groups: one name each, members or none. */
void routes_i_check_groups(routes_i_check *check);
/** @brief Files all names in the gazetteers, and which areas came of which. */
void routes_i_check_names(routes_i_check *check);
/** @brief Ids that point to other rows. */
void routes_i_check_references(routes_i_check *check);
/** @brief Provinces and countries of areas, the home country, capitals and hubs. */
void routes_i_check_capitals(routes_i_check *check);
/** @brief Ends of lanes. */
void routes_i_check_lanes(routes_i_check *check);
/** @brief Legs: their ends, their order. */
void routes_i_check_legs(routes_i_check *check);
/** @brief Shares of one whole. */
void routes_i_check_shares(routes_i_check *check);
/** @brief What contradicts itself in points, sources, populations and services; services'
 * provinces.
 */
void routes_i_check_counts(routes_i_check *check);
/** @brief Geometry, and points against the areas they belong to. */
void routes_i_check_geography(routes_i_check *check);
/** @brief What no lane can be laid over: crossings without a link, countries without a hub. */
void routes_i_check_network(routes_i_check *check);

/** @brief Stands at a row and returns it. */
const void *routes_i_check_at(routes_i_check *check, routes_entity entity, size_t index);

/** @brief Says that memory is out, once. */
void routes_i_check_no_memory(routes_i_check *check);

/** @brief The key of a row under which `keys` files it: the columns of its key, a byte 0x1F
 *         between them. In `texts`, or borrowed from the row; null when memory is out. */
const char *routes_i_check_key(routes_i_check *check, const routes_i_schema *schema,
                               const void *row);

#endif
