/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file analysis/interdiction/interdict_mip.h
 * @brief What the integer programmes of interdiction share: their sites, and asking HiGHS.
 */
#ifndef ROUTES_ANALYSIS_INTERDICTION_INTERDICT_MIP_H
#define ROUTES_ANALYSIS_INTERDICTION_INTERDICT_MIP_H

#include "core/run.h"
#include "routes/interdict.h"
#include "solve/mip.h"

/** @brief A site as a column: link, or links + node, and its cost. */
typedef struct routes_i_interdict_col {
    uint32_t at;
    int64_t cost;
} routes_i_interdict_col;

/** @brief Adds the sites as the next columns, x<link> and n<node>, and the row of the budget. */
routes_status routes_i_interdict_mip_sites(routes_i_mip *mip, size_t links, size_t sites,
                                           const routes_i_interdict_col *site, int64_t budget,
                                           routes_error *err);

/** @brief What is asked of HiGHS. */
typedef struct routes_i_interdict_ask {
    const routes_i_mip *mip;
    const char *library;
    double seconds;
    double step; /**< Between two values that differ, in the unit of the programme. */
    double unit; /**< What a value of the programme is times, below 0 where it is negated. */
    const routes_run *run;
    /** The value of the plan that the columns say, in the unit of the plans. */
    routes_status (*evaluate)(double *value, const double *column, void *user, routes_error *err);
    void *user;
} routes_i_interdict_ask;

/** @brief Asks. */
routes_status routes_i_interdict_mip_ask(routes_interdict_opinion *opinion,
                                         const routes_i_interdict_ask *ask, routes_error *err);

#endif
