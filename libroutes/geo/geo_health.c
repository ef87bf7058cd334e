/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "geo/geo_health.h"

#include <geos_c.h>
#include <proj.h>

#include "routes/crs.h"

/* A database that knows WGS 84 is there and can be read. */
static routes_status look_at_database(routes_table *table, const routes_run *run, routes_error *err)
{
    routes_crs *crs = NULL;
    routes_error why;
    routes_status status = routes_crs_new(&crs, "EPSG:4326", run, &why);
    routes_crs_free(crs);
    if (status == ROUTES_E_MEMORY || status == ROUTES_E_ARGUMENT) {
        if (err)
            *err = why;
        return status;
    }
    if (status)
        return routes_i_health_add(table, "proj.db", why.message,
                                   "install the package proj-data, or name its folder in "
                                   "ROUTES_PROJ_DATA",
                                   err);
    return routes_i_health_add(table, "proj.db",
                               run && run->proj_path ? run->proj_path : routes_crs_default_path(),
                               NULL, err);
}

routes_status routes_i_geo_health(routes_table *table, const routes_run *run, routes_error *err)
{
    routes_status status = routes_i_health_add(table, "PROJ", proj_info().version, NULL, err);
    if (!status)
        status = look_at_database(table, run, err);
    return status ? status : routes_i_health_add(table, "GEOS", GEOSversion(), NULL, err);
}
