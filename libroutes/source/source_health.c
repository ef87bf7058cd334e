/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "source/source_health.h"

#include <gdal.h>
#include <stdio.h>

#include "source/gdal_call.h"

static routes_status look_at_driver(routes_table *table, const char *driver, routes_error *err)
{
    routes_error why;
    routes_i_gdal_call call;
    char check[64];
    snprintf(check, sizeof check, "GDAL driver %s", driver);
    routes_i_gdal_begin(&call);
    routes_status status = routes_i_gdal_driver(driver, &why);
    routes_i_gdal_end(&call);
    if (status)
        return routes_i_health_add(table, check, why.message,
                                   "install a GDAL that has it, such as Debian's libgdal32", err);
    return routes_i_health_add(table, check, "here", NULL, err);
}

routes_status routes_i_source_health(routes_table *table, routes_error *err)
{
    static const char *const drivers[] = {"GPKG", "ESRI Shapefile", "GeoJSON", "FlatGeobuf",
                                          "LIBKML"};
    routes_status status =
        routes_i_health_add(table, "GDAL", GDALVersionInfo("RELEASE_NAME"), NULL, err);
    for (size_t i = 0; i < sizeof drivers / sizeof *drivers && !status; i++)
        status = look_at_driver(table, drivers[i], err);
    return status;
}
