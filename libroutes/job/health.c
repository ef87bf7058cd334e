/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/health.h"

#include <string.h>

#include "core/fail.h"
#include "core/health.h"
#include "geo/geo_health.h"
#include "graph/graph_health.h"
#include "render/render_health.h"
#include "routes/version.h"
#include "solve/solve_health.h"
#include "source/source_health.h"

routes_status routes_health(routes_table **out, const routes_run *run, routes_error *err)
{
    routes_run use;
    if (!out)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "out must not be null");
    *out = NULL;
    routes_table *table = NULL;
    routes_status status = routes_i_run_read(&use, run, err);
    if (!status)
        status = routes_i_health_new(&table, err);
    if (!status)
        status = routes_i_health_add(table, "libroutes", routes_version(), NULL, err);
    if (!status)
        status = routes_i_geo_health(table, &use, err);
    if (!status)
        status = routes_i_source_health(table, err);
    if (!status)
        status = routes_i_graph_health(table, err);
    if (!status)
        status = routes_i_solve_health(table, err);
    if (!status)
        status = routes_i_render_health(table, &use, err);
    if (status)
        routes_table_free(table);
    else
        *out = table;
    return status;
}

size_t routes_health_faults(const routes_table *health)
{
    size_t faults = 0;
    for (size_t row = 0; row < routes_table_rows(health); row++) {
        const char *status = routes_table_text_at(health, "status", row);
        faults += status && strcmp(status, "ok") != 0;
    }
    return faults;
}
