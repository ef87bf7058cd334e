/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file result/own.h
 * @brief The user's own table of areas as the hotspot answers read it, and what they all say at the
 *        end.
 *
 * Columns: `id` (text), and any of `value`, `population`, `expected` (number) with `value_low`,
 * `value_high`, `population_low`, `population_high`, `time` (text), `geometry`; `value` and
 * `population` may be ranges themselves.
 */
#ifndef ROUTES_RESULT_OWN_H
#define ROUTES_RESULT_OWN_H

#include "core/row.h"
#include "core/text.h"
#include "routes/weights.h"

/**
 * @brief Areas in order of their ids, bytes compared: whatever the order of the rows, the answer is
 *        the same to the last bit. Arrays made here, and streams of random numbers, follow that
 * order.
 */
typedef struct routes_i_own {
    const routes_table *table;
    size_t n;
    const char **ids; /**< [n] The texts are borrowed from the table. */
    size_t *row;      /**< [n] Row of the table in which each area stands. */
    uint32_t *place;  /**< [n] Place, in this order, of each row of the table. */
} routes_i_own;

/**
 * @brief Reads the ids.
 * @param[out] own To be freed with routes_i_own_free(), also on failure.
 * @retval ROUTES_E_DATA An id is missing or stands twice, or there are no rows.
 */
routes_status routes_i_own_read(routes_i_own *own, const routes_table *areas, routes_error *err);

/** @brief Frees what routes_i_own_read() took. */
void routes_i_own_free(routes_i_own *own);

/**
 * @brief Numbers of a column, NaN where not stated.
 * @param[out] out [n] To be freed with routes_i_free(); null when there is no such column.
 */
routes_status routes_i_own_numbers(double **out, const routes_i_own *own, const char *name,
                                   routes_error *err);

/**
 * @brief The ranges of a quantity: from the column `name` with `name`_low and `name`_high, or from
 * a range column.
 *
 * A number alone is a single value; low and high with or without it a spread of the sources; low
 * alone a lower bound.
 *
 * @param[out] out [n] To be freed with routes_i_free(); null when there is no such column.
 * @retval ROUTES_E_DATA What is wrong with which area.
 */
routes_status routes_i_own_ranges(routes_range **out, const routes_i_own *own, const char *name,
                                  routes_error *err);

/**
 * @brief The moderate figures, NaN where none is.
 * @param[out] out [n] To be freed with routes_i_free(); null for null ranges.
 */
routes_status routes_i_own_middles(double **out, const routes_range *ranges, size_t n,
                                   routes_error *err);

/**
 * @brief Weights renumbered to this order.
 * @param[in] weights Of the rows of the table.
 * @retval ROUTES_E_ARGUMENT They are null, or those of another number of areas.
 */
routes_status routes_i_own_weights(routes_weights **out, const routes_i_own *own,
                                   const routes_weights *weights, routes_error *err);

/** @brief A table's geometry at a row; nothing where there is none. */
const uint8_t *routes_i_own_geometry(size_t *size, const routes_table *table, size_t row);

/** @brief A number worked out; NaN is no data, and the row says why. */
void routes_i_own_computed(routes_i_row *row, double value);

/** @name Parameters
 * A JSON object under construction: begin, add, and give it to routes_i_own_end().
 * @{ */
void routes_i_parameter_text(routes_i_text *text, const char *name, const char *value);
void routes_i_parameter_number(routes_i_text *text, const char *name, double value);
/** The rule of the weights, where the table's meta `weights` says it. */
void routes_i_parameter_weights(routes_i_text *text, const routes_table *areas);
/** @} */

/** @brief What a hotspot answer says of itself. */
typedef struct routes_i_own_meta {
    const char *method;
    const char *reference;
    const char *primary_key;
    const routes_i_text *parameters; /**< As added; without its braces. */
    const uint64_t *seed;            /**< Null where nothing is drawn. */
} routes_i_own_meta;

/**
 * @brief Gives a filled table to the caller with its metadata and kind, or frees it when `status`
 *        says that filling failed.
 */
routes_status routes_i_own_end(routes_table **out, routes_table *table,
                               const routes_i_own_meta *meta, routes_status status,
                               routes_error *err);

#endif
