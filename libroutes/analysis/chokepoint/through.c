/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/through.h"

#include <math.h>

#include "analysis/starts.h"
#include "core/fail.h"
#include "core/memory.h"

static routes_status check(const routes_through_lanes *lanes, size_t count, routes_error *err)
{
    routes_status status =
        routes_i_starts_check(lanes->branch_start, lanes->lanes, "branch_start", err);
    if (status)
        return status;
    size_t branches = lanes->branch_start[lanes->lanes];
    status = routes_i_starts_check(lanes->step_start, branches, "step_start", err);
    if (status)
        return status;
    size_t steps = lanes->step_start[branches];
    if (steps && !lanes->steps)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "steps must not be null");
    for (size_t i = 0; i < steps; i++)
        if (lanes->steps[i] >= count)
            return routes_i_fail(err, ROUTES_E_DATA, "steps[%zu] is %lu, must be below %zu", i,
                                 (unsigned long)lanes->steps[i], count);
    for (size_t i = 0; lanes->volume && i < lanes->lanes; i++) {
        routes_error why;
        if (routes_range_check(lanes->volume[i], &why))
            return routes_i_fail(err, ROUTES_E_DATA, "volume[%zu]: %s", i, why.message);
    }
    return ROUTES_OK;
}

/* What one lane meets. */
struct passing {
    uint32_t *branches; /* [count] branches of this lane that pass an item */
    size_t *last;       /* [count] the last branch that met it, plus 1 */
    uint32_t *met;      /* the items met by this lane */
    size_t met_size;
};

static void meet(struct passing *passing, const routes_through_lanes *lanes, size_t lane)
{
    passing->met_size = 0;
    for (size_t b = lanes->branch_start[lane]; b < lanes->branch_start[lane + 1]; b++) {
        for (size_t k = lanes->step_start[b]; k < lanes->step_start[b + 1]; k++) {
            uint32_t item = lanes->steps[k];
            if (passing->last[item] == b + 1)
                continue;
            passing->last[item] = b + 1;
            if (passing->branches[item]++ == 0)
                passing->met[passing->met_size++] = item;
        }
    }
}

/* The part of a lane that takes one of several branches: nothing up to all of it. */
static routes_range part_of(routes_range whole)
{
    if (whole.kind == ROUTES_RANGE_NOT_STATED)
        return whole;
    if (whole.kind == ROUTES_RANGE_LOWER_BOUND)
        return (routes_range){0.0, NAN, NAN, ROUTES_RANGE_LOWER_BOUND};
    return (routes_range){0.0, NAN, routes_range_most(whole), ROUTES_RANGE_BOUNDS};
}

static void add(routes_through *item, routes_range whole, int surely)
{
    routes_range brings = surely ? whole : part_of(whole);
    item->volume = item->lanes ? routes_range_add(item->volume, brings) : brings;
    item->lanes++;
    item->surely += surely ? 1 : 0;
    item->stated += whole.kind != ROUTES_RANGE_NOT_STATED ? 1 : 0;
}

routes_status routes_through_sum(routes_through *items, size_t count,
                                 const routes_through_lanes *lanes, routes_error *err)
{
    if (!lanes || (count && !items))
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "items and lanes must not be null");
    routes_status status = check(lanes, count, err);
    if (status)
        return status;
    struct passing passing = {0};
    passing.branches = routes_i_calloc(count, sizeof *passing.branches);
    passing.last = routes_i_calloc(count, sizeof *passing.last);
    passing.met = routes_i_calloc(count, sizeof *passing.met);
    if (!passing.branches || !passing.last || !passing.met) {
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu nodes or links", count);
        goto done;
    }
    for (size_t i = 0; i < count; i++)
        items[i] = (routes_through){.volume = routes_range_none()};
    for (size_t lane = 0; lane < lanes->lanes; lane++) {
        size_t branches = lanes->branch_start[lane + 1] - lanes->branch_start[lane];
        meet(&passing, lanes, lane);
        for (size_t k = 0; k < passing.met_size; k++) {
            uint32_t item = passing.met[k];
            add(&items[item], lanes->volume ? lanes->volume[lane] : routes_range_none(),
                passing.branches[item] == branches);
            passing.branches[item] = 0;
        }
    }
done:
    routes_i_free(passing.branches);
    routes_i_free(passing.last);
    routes_i_free(passing.met);
    return status;
}
