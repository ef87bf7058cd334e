/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file model/personal.h
 * @brief Tells data about a person from data about places and lanes, so that they are refused.
 *
 * The library holds aggregates (S01), and no position of a service (S02). What is found here is
 * named by its kind; the content goes into no message.
 */
#ifndef ROUTES_MODEL_PERSONAL_H
#define ROUTES_MODEL_PERSONAL_H

#include "model/schema.h"

/**
 * @brief What a column of a table, by its name, would hold about a person.
 * @param[out] what "a phone number", static; null when the name is harmless.
 * @param[in] entity The table; a column that it has is harmless.
 * @param[in] name   As in the header; an `x_` in front is looked through.
 * @retval ROUTES_E_DATA   `name` is not UTF-8.
 * @retval ROUTES_E_MEMORY
 */
routes_status routes_i_personal_column(const char **what, routes_entity entity, const char *name,
                                       routes_error *err);

/**
 * @brief Whether a column, by its name, would hold a position: a coordinate, an address, anything
 *        finer than a province.
 */
routes_status routes_i_position_column(bool *is_one, const char *name, routes_error *err);

/**
 * @brief What a text says about a person: "a phone number", static; null when it looks harmless.
 *
 * Looks for patterns that do not occur in statements about places: it knows nothing, and lets pass
 * what has no form. A citation may name a person, a source is one.
 *
 * @param[in] cell    UTF-8.
 * @param[in] content What the cell is meant to hold.
 */
const char *routes_i_personal_cell(const char *cell, routes_i_content content);

/** @brief Whether a text holds a pair of coordinates: two decimals within the degrees, each with
 *         three places or more. */
bool routes_i_position_cell(const char *cell);

#endif
