/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "solve/solve_health.h"

#include "solve/highs.h"
#include "solve/lp.h"

routes_status routes_i_solve_health(routes_table *table, routes_error *err)
{
    const char *version = NULL;
    routes_error why;
    routes_status status = routes_i_health_add(table, "GLPK", routes_i_lp_version(), NULL, err);
    if (status)
        return status;
    routes_status found = routes_i_highs_version(&version, NULL, &why);
    if (found == ROUTES_E_MEMORY) {
        if (err)
            *err = why;
        return found;
    }
    return routes_i_health_add(
        table, "HiGHS", found ? "not here, and not needed: a second opinion on plans" : version,
        NULL, err);
}
