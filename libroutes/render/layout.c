/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "render/layout.h"

#include "core/fail.h"
#include "render/layout_state.h"

static routes_status check(const routes_i_layout *layout, routes_error *err)
{
    for (size_t i = 0; i < layout->lane_count; i++) {
        const routes_i_layout_lane *lane = &layout->lanes[i];
        if (lane->from >= layout->node_count || lane->to >= layout->node_count ||
            (lane->through != ROUTES_I_NONE && lane->through >= layout->node_count))
            return routes_i_fail(err, ROUTES_E_ARGUMENT, "lane %zu names a node beyond the %zu", i,
                                 layout->node_count);
        if (lane->from == lane->to)
            return routes_i_fail(err, ROUTES_E_ARGUMENT,
                                 "lane %zu leads from node %zu to itself, which is no curve", i,
                                 lane->from);
        if (lane->mask != ROUTES_I_NONE && lane->mask >= layout->mask_count)
            return routes_i_fail(err, ROUTES_E_ARGUMENT, "lane %zu names a mask beyond the %zu", i,
                                 layout->mask_count);
    }
    return ROUTES_OK;
}

/* Whether an earlier layout is given. */
static bool has_bends(const double *bends, size_t n)
{
    for (size_t i = 0; bends && i < n; i++)
        if (isnan(bends[i]))
            return false;
    return bends != NULL;
}

routes_status routes_i_layout_solve(routes_i_curve *curves, double *bends,
                                    const routes_i_layout *layout, routes_error *err)
{
    routes_i_layout_state state = {0};
    size_t n = layout->lane_count;
    routes_status status = check(layout, err);
    if (status || n == 0)
        return status;
    status = routes_i_laid_new(&state, layout, err);
    if (!status && has_bends(bends, n))
        for (size_t i = 0; i < n; i++)
            state.laid[i].bend = bends[i];
    else if (!status)
        status = routes_i_layout_search(&state, err);
    if (!status) {
        for (size_t i = 0; i < n; i++)
            routes_i_laid_shape(&state, i, &state.laid[i]);
        routes_i_laid_spread_all(&state);
        if (n <= ROUTES_I_LAYOUT_FEW)
            routes_i_layout_polish(&state);
        for (size_t i = 0; i < n; i++) {
            curves[i] = state.laid[i].curve;
            if (bends)
                bends[i] = state.laid[i].bend;
        }
    }
    routes_i_laid_free(&state);
    return status;
}
