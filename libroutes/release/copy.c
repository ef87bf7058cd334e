/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/fail.h"
#include "core/memory.h"
#include "release/columns.h"
#include "release/rules.h"
#include "release/sift.h"

routes_status routes_i_rule_copy(routes_table **out, routes_i_review *review,
                                 const routes_table *answer, const bool *rows,
                                 const routes_column *more, size_t more_count, routes_error *err)
{
    routes_status status = ROUTES_OK;
    *out = NULL;
    bool *columns = routes_i_calloc(routes_table_columns(answer), sizeof *columns);
    if (!columns)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a layer");
    if (routes_i_columns_mark(columns, review->tier, answer)) {
        const routes_i_sift sift = {answer, review->tier, columns, rows, more, more_count};
        status = routes_i_sift_take(out, &sift, err);
    } else {
        routes_i_review_hold_all(review, ROUTES_I_HELD_UNKNOWN);
    }
    routes_i_free(columns);
    return status;
}
