/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/point.h"

#include <math.h>

#include "core/fail.h"

routes_status routes_point_check(routes_point point, routes_error *err)
{
    if (!isfinite(point.lon) || !isfinite(point.lat))
        return routes_i_fail(err, ROUTES_E_DATA,
                             "longitude %.9g, latitude %.9g is no position: both must be finite",
                             point.lon, point.lat);
    if (fabs(point.lat) > 90.0 && fabs(point.lat) <= 180.0 && fabs(point.lon) <= 90.0)
        return routes_i_fail(err, ROUTES_E_DATA,
                             "latitude %.9g is outside -90..90: longitude and latitude look "
                             "swapped",
                             point.lat);
    if (fabs(point.lat) > 90.0)
        return routes_i_fail(err, ROUTES_E_DATA, "latitude %.9g is outside -90..90", point.lat);
    if (fabs(point.lon) > 180.0)
        return routes_i_fail(err, ROUTES_E_DATA, "longitude %.9g is outside -180..180", point.lon);
    return ROUTES_OK;
}
