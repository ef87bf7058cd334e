/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file result/explain.h
 * @brief What the explanations of the answers share: reading a row, and the words for its values.
 */
#ifndef ROUTES_RESULT_EXPLAIN_H
#define ROUTES_RESULT_EXPLAIN_H

#include <stdbool.h>

#include "core/json.h"
#include "routes/explain.h"

/** @brief A row of an answer about to be told. */
typedef struct routes_i_told {
    const routes_table *answer;
    size_t row;
    const char *id;
    routes_i_json *parameters; /**< Null: none. */
    routes_i_text *to;
} routes_i_told;

/** @brief Appends the lines of one row. */
typedef void routes_i_tell(const routes_i_told *told);

/** @name A value of the row by its column; NaN, null or not stated where there is none.
 * @{ */
double routes_i_told_number(const routes_i_told *told, const char *column);
const char *routes_i_told_text(const routes_i_told *told, const char *column);
routes_range routes_i_told_range(const routes_i_told *told, const char *column);
/** @} */

/** @brief A parameter of the answer; NaN where it is no number. */
double routes_i_told_parameter(const routes_i_told *told, const char *name);
/** @brief A parameter of the answer; null where it is no text. */
const char *routes_i_told_word(const routes_i_told *told, const char *name);

/** @brief Appends "not stated", "12", "at least 100" or "between 8 and 20, 12 the moderate". */
void routes_i_told_say_range(const routes_i_told *told, routes_range range);

/** @brief Appends "Not tested: why.\n" and a line of what would change that. */
void routes_i_told_say_untested(const routes_i_told *told, const char *why);

/** @name Of each answer
 * @{ */
routes_i_tell routes_i_tell_rank;
routes_i_tell routes_i_tell_node;
routes_i_tell routes_i_tell_rate;
routes_i_tell routes_i_tell_emerging;
routes_i_tell routes_i_tell_cluster;
routes_i_tell routes_i_tell_lane;
routes_i_tell routes_i_tell_displacement;
routes_i_tell routes_i_tell_interdict;
/** @} */

/** @brief Whether an id stands among those that a cluster of the row holds. */
bool routes_i_told_in_cluster(const routes_i_told *told);

#endif
