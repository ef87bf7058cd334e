/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file support/own.h
 * @brief What the tests of hotspot answers share: reading their tables.
 */
#ifndef ROUTES_TESTS_SUPPORT_OWN_H
#define ROUTES_TESTS_SUPPORT_OWN_H

#include "routes/weights.h"
#include "support/answer.h"

/** The number of a row by its id. */
static inline double own_number(const routes_table *table, const char *id, const char *column)
{
    const double *numbers = routes_table_numbers(table, routes_table_find(table, column));
    size_t row = answer_row(table, "id", id);
    assert_non_null(numbers);
    assert_true(row != SIZE_MAX);
    return numbers[row];
}

/** The range of a row by its id. */
static inline routes_range own_range(const routes_table *table, const char *id, const char *column)
{
    const routes_range *ranges = routes_table_ranges(table, routes_table_find(table, column));
    size_t row = answer_row(table, "id", id);
    assert_non_null(ranges);
    assert_true(row != SIZE_MAX);
    return ranges[row];
}

/** The text of a row by its id; "" where there is none. */
static inline const char *own_text(const routes_table *table, const char *id, const char *column)
{
    const char *text = routes_table_text_at(table, column, answer_row(table, "id", id));
    return text ? text : "";
}

/** The table as JSON, to compare every bit; to be freed with routes_text_free(). */
static inline char *own_json(const routes_table *table)
{
    char *json = NULL;
    routes_error err;
    assert_ok(routes_table_json(&json, table, &err), &err);
    return json;
}

/** Weights of pairs, in both directions. */
static inline routes_weights *own_weights(size_t areas, const uint32_t *area,
                                          const uint32_t *neighbour, size_t pairs)
{
    routes_weights *weights = NULL;
    routes_weights_options options = ROUTES_WEIGHTS_OPTIONS;
    routes_error err;
    options.both_ways = 1;
    assert_ok(routes_weights_new(&weights, areas, area, neighbour, NULL, pairs, &options, &err),
              &err);
    return weights;
}

#endif
