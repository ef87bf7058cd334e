/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file model/row_rules.h
 * @brief What the fields of one row say together.
 */
#ifndef ROUTES_MODEL_ROW_RULES_H
#define ROUTES_MODEL_ROW_RULES_H

#include "model/site.h"

/**
 * @brief Judges the fields of a row against each other.
 * @param[in] bad [field_count] Fields that could not be read, of which nothing is said; null: none.
 */
void routes_i_row_rules(routes_i_site *site, const routes_i_schema *schema, const void *row,
                        const bool *bad);

/** @brief Whether numbers of this measure may have this unit. */
bool routes_i_unit_fits(routes_measure measure, routes_unit unit);

#endif
