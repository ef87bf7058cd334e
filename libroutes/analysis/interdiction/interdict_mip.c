/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analysis/interdiction/interdict_mip.h"

#include <math.h>

#include "core/fail.h"
#include "core/memory.h"
#include "solve/highs.h"

routes_status routes_i_interdict_mip_sites(routes_i_mip *mip, size_t links, size_t sites,
                                           const routes_i_interdict_col *site, int64_t budget,
                                           routes_error *err)
{
    uint32_t *col = routes_i_calloc(sites + 1, sizeof *col);
    double *cost = routes_i_calloc(sites + 1, sizeof *cost);
    routes_status status = ROUTES_OK;
    if (!col || !cost)
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu sites", sites);
    for (size_t a = 0; a < sites && !status; a++) {
        int is_link = site[a].at < links;
        col[a] = routes_i_mip_add_col(mip, 0.0, 0.0, 1.0, true, is_link ? "x" : "n",
                                      is_link ? site[a].at : site[a].at - links);
        cost[a] = (double)site[a].cost;
    }
    if (!status)
        routes_i_mip_add_row(mip, sites, col, cost, -INFINITY, (double)budget);
    routes_i_free(col);
    routes_i_free(cost);
    return status;
}

routes_status routes_i_interdict_mip_ask(routes_interdict_opinion *opinion,
                                         const routes_i_interdict_ask *ask, routes_error *err)
{
    routes_i_highs_answer answer;
    /* Values lie `step` apart: nothing lies between two that are nearer. */
    routes_i_highs_options how = {.library = ask->library,
                                  .seconds = ask->seconds,
                                  .gap_absolute = 0.99 * ask->step,
                                  .gap_relative = 1e-12,
                                  .run = ask->run};
    double *column = routes_i_calloc(ask->mip->cols + 1, sizeof *column);
    double value = NAN;
    if (!column)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu columns", ask->mip->cols);
    routes_status status = routes_i_highs_solve(&answer, column, ask->mip, &how, err);
    if (!status && answer.feasible)
        status = ask->evaluate(&value, column, ask->user, err);
    if (!status)
        *opinion = (routes_interdict_opinion){value, answer.value * ask->unit,
                                              answer.bound * ask->unit, answer.optimal};
    routes_i_free(column);
    return status;
}

routes_status routes_interdict_highs_version(const char **version, const char *library,
                                             routes_error *err)
{
    if (!version)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "version must not be null");
    return routes_i_highs_version(version, library, err);
}
