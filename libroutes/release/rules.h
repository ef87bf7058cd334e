/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file release/rules.h
 * @brief What becomes of an answer of each kind: the table that may leave.
 *
 * Each takes the rows still standing after the rule of sources, works on a copy, and notes in the
 * review what it holds back. `out` stays null where the answer as a whole stays inside.
 */
#ifndef ROUTES_RELEASE_RULES_H
#define ROUTES_RELEASE_RULES_H

#include "release/review.h"

/** @brief The start of every rule: columns and rows that may leave, and columns of ours behind. */
routes_status routes_i_rule_copy(routes_table **out, routes_i_review *review,
                                 const routes_table *answer, const bool *rows,
                                 const routes_column *more, size_t more_count, routes_error *err);

/**
 * @brief S17, S18, S19, S29: lanes with their ends made coarse, no lane of one case, none whose
 *        count could be worked out.
 */
routes_status routes_i_rule_lanes(routes_table **out, routes_i_review *review,
                                  const routes_table *answer, bool *rows, routes_error *err);

/** @brief S04, S08, S19, S28, S29 and the table of tiers: figures of areas. */
routes_status routes_i_rule_estimates(routes_table **out, routes_i_review *review,
                                      const routes_table *answer, bool *rows, routes_error *err);

/** @brief Areas and what stands in them; of single places, capitals and gateways alone. */
routes_status routes_i_rule_places(routes_table **out, routes_i_review *review,
                                   const routes_table *answer, bool *rows, routes_error *err);

/** @brief S14: areas by what the released lanes say of them, in classes; no count, no score. */
routes_status routes_i_rule_hotspots(routes_table **out, routes_i_review *review,
                                     const routes_table *answer, bool *rows, routes_error *err);

/** @brief S20: whole, at the restricted tier alone; with a class column for drawing loads. */
routes_status routes_i_rule_operational(routes_table **out, routes_i_review *review,
                                        const routes_table *answer, bool *rows, routes_error *err);

#endif
