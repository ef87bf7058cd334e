/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "store/spatial.h"

#include <string.h>

#include "core/memory.h"
#include "store/sheet.h"

/* A function of GDAL's that answers 1 when it worked. */
static routes_status call(routes_i_gpkg *file, const char *function, const char *table,
                          routes_error *err)
{
    char *answer = NULL;
    routes_status status = routes_i_gpkg_ask(
        &answer, file, err, "SELECT %s('%s', '" ROUTES_I_SHEET_GEOMETRY "')", function, table);
    if (!status && (!answer || strcmp(answer, "1") != 0))
        status = routes_i_gpkg_fail(file, "write the spatial index of", err);
    routes_i_free(answer);
    return status;
}

routes_status routes_i_spatial_drop(routes_i_gpkg *file, const char *table, routes_error *err)
{
    return call(file, "DisableSpatialIndex", table, err);
}

routes_status routes_i_spatial_make(routes_i_gpkg *file, const char *table, routes_error *err)
{
    return call(file, "CreateSpatialIndex", table, err);
}
