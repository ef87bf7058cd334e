/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "release/overrides.h"

#include <stdlib.h>
#include <string.h>

#include "core/fail.h"
#include "core/memory.h"

/* The only requirements that a published figure may pass by; never S01, S02, S18, S20, S21. */
static bool may_be_overridden(const char *requirement)
{
    static const char *const allowed[] = {"S04", "S17", "S19", "S29"};
    for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++)
        if (requirement && strcmp(requirement, allowed[i]) == 0)
            return true;
    return false;
}

static bool is_stated(const char *text)
{
    return text && *text;
}

static routes_status check_one(const routes_override *one, routes_error *err)
{
    const char *missing = !is_stated(one->table)      ? "table"
                          : !is_stated(one->row_id)   ? "row_id"
                          : !is_stated(one->citation) ? "citation"
                          : !is_stated(one->reason)   ? "reason"
                          : !is_stated(one->approver) ? "approver"
                                                      : NULL;
    const char *table = one->table ? one->table : "", *row = one->row_id ? one->row_id : "";
    if (!may_be_overridden(one->requirement))
        return routes_i_fail(err, ROUTES_E_DATA,
                             "override of %s for %s %s: only S04, S17, S19 and S29 may be "
                             "overridden",
                             one->requirement ? one->requirement : "nothing", table, row);
    if (missing)
        return routes_i_fail(err, ROUTES_E_DATA, "override of %s for %s %s has no %s",
                             one->requirement, table, row, missing);
    return ROUTES_OK;
}

static int order(const routes_override *a, const routes_override *b)
{
    int by = strcmp(a->table, b->table);
    by = by ? by : strcmp(a->row_id, b->row_id);
    return by ? by : strcmp(a->requirement, b->requirement);
}

static int order_exceptions(const void *a, const void *b)
{
    const routes_i_exception *left = a, *right = b;
    int by = order(left->of, right->of);
    return by ? by : (left->of > right->of) - (left->of < right->of);
}

routes_status routes_i_overrides_start(routes_i_review *review, routes_error *err)
{
    size_t n = 0;
    const routes_override *all = routes_model_overrides(review->model, &n);
    review->overrides = routes_i_calloc(n + 1, sizeof *review->overrides);
    review->override_used = routes_i_calloc(n + 1, sizeof *review->override_used);
    if (!review->overrides || !review->override_used)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu overrides", n);
    for (size_t i = 0; i < n; i++) {
        routes_status status = check_one(&all[i], err);
        if (status)
            return status;
        review->overrides[i].of = &all[i];
    }
    if (n)
        qsort(review->overrides, n, sizeof *review->overrides, order_exceptions);
    review->override_count = n;
    return ROUTES_OK;
}

/* Where the override stands in the model, or SIZE_MAX. */
static size_t find(const routes_i_review *review, const char *table, const char *row_id,
                   const char *requirement)
{
    const routes_override wanted = {.table = table, .row_id = row_id, .requirement = requirement};
    size_t low = 0, high = review->override_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (order(review->overrides[middle].of, &wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == review->override_count || order(review->overrides[low].of, &wanted) != 0)
        return SIZE_MAX;
    return (size_t)(review->overrides[low].of - routes_model_overrides(review->model, NULL));
}

bool routes_i_overrides_pass(const routes_i_review *review, const char *table, const char *row_id,
                             const char *requirement)
{
    return row_id && find(review, table, row_id, requirement) != SIZE_MAX;
}

void routes_i_overrides_use(routes_i_review *review, const char *table, const char *row_id,
                            const char *requirement)
{
    size_t at = row_id ? find(review, table, row_id, requirement) : SIZE_MAX;
    if (at != SIZE_MAX)
        review->override_used[at] = true;
}
