/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file support/expected_weights.h
 * @brief Weights against rows of rule, from, to, weight that another system wrote.
 */
#ifndef ROUTES_TESTS_SUPPORT_EXPECTED_WEIGHTS_H
#define ROUTES_TESTS_SUPPORT_EXPECTED_WEIGHTS_H

#include <stdlib.h>

#include "routes/weights.h"
#include "support/csv.h"

/** The area of an id. */
typedef uint32_t (*expected_area)(const char *id, const void *user);

/** An id that is the number of the area. */
static inline uint32_t expected_number(const char *id, const void *user)
{
    (void)user;
    return (uint32_t)strtoul(id, NULL, 10);
}

/** Checks that `weights` are those of `rule`, all of them and no others, to a relative tolerance.
 */
static inline void expected_check(const routes_weights *weights, const csv *expected,
                                  const char *rule, expected_area area, const void *user,
                                  double tolerance)
{
    size_t wanted = 0;
    for (size_t i = 0; i < expected->rows; i++) {
        if (strcmp(csv_at(expected, i, "rule"), rule) != 0)
            continue;
        const uint32_t *neighbours;
        const double *values;
        uint32_t from = area(csv_at(expected, i, "from"), user);
        uint32_t to = area(csv_at(expected, i, "to"), user);
        size_t n = routes_weights_row(&neighbours, &values, weights, from), at = 0;
        while (at < n && neighbours[at] != to)
            at++;
        if (at == n)
            fail_msg("%s: %s is no neighbour of %s", rule, csv_at(expected, i, "to"),
                     csv_at(expected, i, "from"));
        double weight = csv_number(expected, i, "weight");
        if (fabs(values[at] - weight) > tolerance * fabs(weight))
            fail_msg("%s: %s to %s weighs %.17g, expected %.17g", rule, csv_at(expected, i, "from"),
                     csv_at(expected, i, "to"), values[at], weight);
        wanted++;
    }
    if (wanted == 0)
        fail_msg("nothing is expected of %s", rule);
    assert_int_equal(routes_weights_pairs(weights), wanted);
}

#endif
