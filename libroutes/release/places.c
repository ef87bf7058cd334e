/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "release/list.h"
#include "release/rules.h"

/* Capitals and gateways are known to everybody; a town on the map could be the one place where a
 * shelter's cases come from. */
static routes_status is_landmark(bool *landmark, const routes_table *answer, size_t row,
                                 routes_error *err)
{
    size_t column = routes_table_find(answer, "capital");
    const uint8_t *capital = routes_table_booleans(answer, column);
    routes_i_list roles;
    routes_status status =
        routes_i_list_split(&roles, routes_table_text_at(answer, "role", row), err);
    if (status)
        return status;
    *landmark = capital && capital[row];
    for (size_t i = 0; i < roles.count; i++)
        *landmark = *landmark || strcmp(roles.items[i], "air_gateway") == 0 ||
                    strcmp(roles.items[i], "sea_gateway") == 0;
    routes_i_list_free(&roles);
    return ROUTES_OK;
}

routes_status routes_i_rule_places(routes_table **out, routes_i_review *review,
                                   const routes_table *answer, bool *rows, routes_error *err)
{
    bool single = routes_table_find(answer, "place_id") != SIZE_MAX;
    for (size_t row = 0; single && !review->tier->operational && row < routes_table_rows(answer);
         row++) {
        if (!rows[row])
            continue;
        routes_status status = is_landmark(&rows[row], answer, row, err);
        if (status)
            return status;
        if (!rows[row])
            routes_i_review_hold(review, ROUTES_I_HELD_ROLE);
    }
    return routes_i_rule_copy(out, review, answer, rows, NULL, 0, err);
}
