/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <math.h>
#include <string.h>

#include "core/fail.h"
#include "core/json.h"
#include "core/memory.h"
#include "release/breaks.h"
#include "release/rules.h"
#include "release/style.h"

#define VALUES 3

/* Layers drawn by a number, or the sum of a few; and the column that gets its class. A lane starts,
 * ends or passes at a place, so that the three counts add. */
static const struct graded {
    const char *layer;
    const char *values[VALUES]; /* null beyond the last */
    const char *added;
} graded[] = {
    {"links", {"lanes"}, ROUTES_I_STYLE_LOAD},
    {"hotspots_places", {"lanes_from", "lanes_to", "lanes_through"}, ROUTES_I_STYLE_LOAD},
    {"chokepoints_crossings", {"choke_score"}, ROUTES_I_STYLE_CHOKE},
    {"chokepoints_links", {"choke_score"}, ROUTES_I_STYLE_CHOKE},
};

static double number_at(const routes_table *table, size_t column, size_t row)
{
    if (column == SIZE_MAX || routes_table_status(table, column)[row] != ROUTES_VALUE_OK)
        return NAN;
    const int64_t *integers = routes_table_integers(table, column);
    const double *numbers = routes_table_numbers(table, column);
    return integers ? (double)integers[row] : numbers ? numbers[row] : NAN;
}

static routes_status write_words(routes_table *table, const routes_i_breaks *breaks,
                                 routes_error *err)
{
    routes_i_text list = {0}, word = {0};
    routes_i_text_add(&list, "[");
    for (size_t i = 0; i < breaks->count; i++) {
        routes_i_breaks_label(&word, breaks, i);
        if (i)
            routes_i_text_add(&list, ",");
        routes_i_json_text(&list, routes_i_text_get(&word));
        list.failed = list.failed || word.failed;
        routes_i_text_free(&word);
    }
    routes_i_text_add(&list, "]");
    routes_status status =
        list.failed ? routes_i_fail(err, ROUTES_E_MEMORY, "no memory for classes")
                    : routes_table_set_meta(table, ROUTES_I_STYLE_CLASSES, list.bytes, err);
    routes_i_text_free(&list);
    return status;
}

static routes_status write_class(routes_table *table, size_t column, size_t row,
                                 const routes_i_breaks *breaks, double value, routes_error *err)
{
    size_t found = routes_i_breaks_class(breaks, value);
    routes_i_text word = {0};
    if (found == SIZE_MAX)
        return ROUTES_OK;
    routes_i_breaks_label(&word, breaks, found);
    routes_status status = word.failed
                               ? routes_i_fail(err, ROUTES_E_MEMORY, "no memory for classes")
                               : routes_table_set_text(table, column, row, word.bytes, err);
    routes_i_text_free(&word);
    return status;
}

/* The sum of the columns; NaN where one states nothing. */
static double value_at(const routes_table *table, const struct graded *by, size_t row)
{
    double sum = 0.0;
    for (size_t i = 0; i < VALUES && by->values[i]; i++)
        sum += number_at(table, routes_table_find(table, by->values[i]), row);
    return sum;
}

static routes_status classify(routes_table *table, const struct graded *by,
                              const routes_i_tier *tier, routes_error *err)
{
    size_t from = routes_table_find(table, by->values[0]);
    size_t to = routes_table_find(table, by->added), n = routes_table_rows(table);
    double *values = routes_i_calloc(n + 1, sizeof *values);
    if (!values)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for classes");
    for (size_t row = 0; row < n; row++)
        values[row] = value_at(table, by, row);
    routes_i_breaks breaks;
    double least = routes_table_integers(table, from) ? (double)tier->k : 0.0;
    routes_status status = routes_i_breaks_make(&breaks, values, n, least, err);
    for (size_t row = 0; !status && row < n; row++)
        status = write_class(table, to, row, &breaks, values[row], err);
    if (!status)
        status = write_words(table, &breaks, err);
    routes_i_free(values);
    return status;
}

routes_status routes_i_rule_operational(routes_table **out, routes_i_review *review,
                                        const routes_table *answer, bool *rows, routes_error *err)
{
    for (size_t i = 0; i < sizeof graded / sizeof *graded; i++) {
        if (strcmp(graded[i].layer, routes_table_name(answer)) != 0 ||
            routes_table_find(answer, graded[i].values[0]) == SIZE_MAX)
            continue;
        const routes_column more = {graded[i].added, ROUTES_COLUMN_TEXT, NULL,
                                    "Class for drawing, with breaks at values of this layer"};
        routes_status status = routes_i_rule_copy(out, review, answer, rows, &more, 1, err);
        if (!status && *out)
            status = classify(*out, &graded[i], review->tier, err);
        return status;
    }
    return routes_i_rule_copy(out, review, answer, rows, NULL, 0, err);
}
