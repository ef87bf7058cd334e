/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "release/published.h"

#include <math.h>
#include <string.h>

#include "release/contributors.h"
#include "release/overrides.h"

/* One cell, one contributor: it passes only where the tier asks for one. */
static routes_status contributors_pass(bool *pass, const routes_i_review *review,
                                       const routes_i_candidate *row, routes_error *err)
{
    const routes_i_gift gift = {row->contributor, 1.0};
    return routes_i_contributors_pass(pass, &gift, 1, review->tier, err);
}

routes_status routes_i_published_pass(bool *pass, routes_i_review *review,
                                      const routes_i_candidate *row, routes_error *err)
{
    bool enough = false;
    routes_status status = contributors_pass(&enough, review, row, err);
    if (status)
        return status;
    const struct {
        bool met;
        const char *requirement;
        routes_i_reason reason;
    } rules[] = {
        {review->tier->k <= 1, "S17", ROUTES_I_HELD_TABLE},
        {enough, "S19", ROUTES_I_HELD_CONTRIBUTORS},
        {!row->child || review->tier->splits_children, "S29", ROUTES_I_HELD_CHILD},
    };
    *pass = true;
    for (size_t i = 0; *pass && i < sizeof rules / sizeof *rules; i++) {
        *pass = rules[i].met ||
                routes_i_overrides_pass(review, row->table, row->id, rules[i].requirement);
        if (!*pass)
            routes_i_review_hold(review, rules[i].reason);
    }
    for (size_t i = 0; *pass && i < sizeof rules / sizeof *rules; i++)
        if (!rules[i].met)
            routes_i_overrides_use(review, row->table, row->id, rules[i].requirement);
    return ROUTES_OK;
}

routes_status routes_i_published_suppress(routes_i_review *review, const routes_i_candidate *row,
                                          routes_table *table, size_t column, size_t at,
                                          const char *unit, bool searched, routes_error *err)
{
    routes_i_count count = {
        .passes = routes_i_overrides_pass(review, row->table, row->id, "S04"),
        .exact = routes_i_overrides_pass(review, row->table, row->id, "S17"),
        .searched = searched,
    };
    bool hidden = false;
    if (column == SIZE_MAX)
        return ROUTES_OK;
    if (count.passes && routes_i_suppress_counts(unit))
        routes_i_overrides_use(review, row->table, row->id, "S04");
    routes_status status =
        routes_i_suppress_cell(&hidden, table, column, at, unit, review->tier, count, err);
    if (hidden)
        routes_i_review_hold(review, ROUTES_I_HELD_SMALL);
    return status;
}

bool routes_i_published_is_child(routes_age_group age_group, const char *population)
{
    return age_group == ROUTES_AGE_CHILD || (population && strcmp(population, "children") == 0);
}
