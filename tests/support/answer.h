/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file support/answer.h
 * @brief Answer tables for tests, written down cell by cell as texts.
 */
#ifndef ROUTES_TESTS_SUPPORT_ANSWER_H
#define ROUTES_TESTS_SUPPORT_ANSWER_H

#include <stdio.h>
#include <stdlib.h>

#include "core/text.h"
#include "routes/table.h"
#include "support/shape.h"

/** Columns of one test table, at most. */
#define ANSWER_COLUMNS 64

/** Sets a cell from a text: "-" is not stated; a range "low moderate high kind" with "-" for none;
 *  a geometry a runs of points as shape_make() takes them. */
static inline routes_status answer_set(routes_table *table, size_t column, size_t row,
                                       const char *cell, routes_error *err)
{
    if (strcmp(cell, "-") == 0)
        return ROUTES_OK;
    switch (routes_table_column(table, column)->type) {
    case ROUTES_COLUMN_INTEGER:
        return routes_table_set_integer(table, column, row, strtoll(cell, NULL, 10), err);
    case ROUTES_COLUMN_NUMBER:
        return routes_table_set_number(table, column, row, strtod(cell, NULL), err);
    case ROUTES_COLUMN_TEXT:
        return routes_table_set_text(table, column, row, cell, err);
    case ROUTES_COLUMN_BOOLEAN:
        return routes_table_set_boolean(table, column, row, strcmp(cell, "yes") == 0, err);
    case ROUTES_COLUMN_DATE: {
        int32_t days;
        assert_true(routes_i_date_read(&days, cell));
        return routes_table_set_date(table, column, row, days, err);
    }
    case ROUTES_COLUMN_RANGE: {
        char parts[4][32] = {"", "", "", ""};
        double values[3];
        routes_range range;
        assert_int_equal(
            sscanf(cell, "%31s %31s %31s %31s", parts[0], parts[1], parts[2], parts[3]), 4);
        for (int i = 0; i < 3; i++)
            values[i] = strcmp(parts[i], "-") == 0 ? (double)NAN : strtod(parts[i], NULL);
        range = (routes_range){values[0], values[1], values[2], ROUTES_RANGE_NOT_STATED};
        for (int kind = 1; routes_range_kind_text((routes_range_kind)kind); kind++)
            if (strcmp(routes_range_kind_text((routes_range_kind)kind), parts[3]) == 0)
                range.kind = (routes_range_kind)kind;
        return routes_table_set_range(table, column, row, range, err);
    }
    case ROUTES_COLUMN_GEOMETRY: {
        bool area = cell[0] == '#', line = cell[0] == '/';
        shape made = shape_make(area   ? ROUTES_POLYGON
                                : line ? ROUTES_MULTILINE
                                       : ROUTES_POINT,
                                area || line ? cell + 1 : cell);
        routes_status status =
            routes_table_set_geometry(table, column, row, made.bytes, made.size, err);
        shape_free(&made);
        return status;
    }
    }
    return ROUTES_E_ARGUMENT;
}

/**
 * Makes a table. `heads` is "name:type[:unit] ..." with types T N I B D R G; `cells` are rows one
 * after another, ended by null. A geometry begins with '#' for a polygon, '/' for lines.
 */
static inline routes_table *answer_make(const char *name, routes_kind kind, const char *heads,
                                        const char *const *cells)
{
    static const char types[] = "INTBDRG"; /* in the order of routes_column_type */
    routes_column columns[ANSWER_COLUMNS];
    char *copy = calloc(strlen(heads) + 1, 1);
    routes_table *table = NULL;
    routes_error err;
    size_t n = 0;

    assert_non_null(copy);
    memcpy(copy, heads, strlen(heads));
    for (char *word = strtok(copy, " "); word; word = strtok(NULL, " ")) {
        char *colon = strchr(word, ':');
        char *unit = strchr(colon + 1, ':');
        assert_true(n < ANSWER_COLUMNS);
        columns[n++] = (routes_column){word, (routes_column_type)(strchr(types, colon[1]) - types),
                                       unit ? unit + 1 : NULL, NULL};
        *colon = '\0';
    }
    assert_ok(routes_table_new(&table, name, columns, n, &err), &err);
    free(copy);
    for (size_t i = 0; cells && cells[i]; i++) {
        if (i % n == 0)
            assert_ok(routes_table_add_row(table, &err), &err);
        assert_ok(answer_set(table, i % n, i / n, cells[i], &err), &err);
    }
    routes_table_set_kind(table, kind, ROUTES_SENSITIVITY_HIGH);
    return table;
}

/** Row of the table whose text in `column` is `value`, or SIZE_MAX. */
static inline size_t answer_row(const routes_table *table, const char *column, const char *value)
{
    for (size_t row = 0; row < routes_table_rows(table); row++) {
        const char *found = routes_table_text_at(table, column, row);
        if (found && strcmp(found, value) == 0)
            return row;
    }
    return SIZE_MAX;
}

/** Status of a value by the name of its column. */
static inline int answer_status(const routes_table *table, const char *column, size_t row)
{
    const uint8_t *status = routes_table_status(table, routes_table_find(table, column));
    assert_non_null(status);
    return status[row];
}

#endif
