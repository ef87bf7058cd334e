/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/box.h"

#include <math.h>
#include <stdbool.h>

#include "core/fail.h"

routes_box routes_box_none(void)
{
    return (routes_box){INFINITY, INFINITY, -INFINITY, -INFINITY};
}

int routes_box_is_empty(routes_box box)
{
    return !(box.west <= box.east && box.south <= box.north);
}

static double lesser(double a, double b)
{
    return b < a ? b : a;
}

static double greater(double a, double b)
{
    return b > a ? b : a;
}

routes_box routes_box_join(routes_box a, routes_box b)
{
    return (routes_box){lesser(a.west, b.west), lesser(a.south, b.south), greater(a.east, b.east),
                        greater(a.north, b.north)};
}

routes_box routes_box_add(routes_box box, routes_point point)
{
    return routes_box_join(box, (routes_box){point.lon, point.lat, point.lon, point.lat});
}

int routes_box_meets(routes_box a, routes_box b)
{
    return a.west <= b.east && b.west <= a.east && a.south <= b.north && b.south <= a.north;
}

static routes_box exchanged(routes_box box)
{
    return (routes_box){box.south, box.west, box.north, box.east};
}

static bool in_degrees(routes_box box)
{
    return box.west >= -180.0 && box.east <= 180.0 && box.south >= -90.0 && box.north <= 90.0;
}

routes_box_verdict routes_box_judge(routes_box box, const routes_box *expected)
{
    if (routes_box_is_empty(box))
        return ROUTES_BOX_EMPTY;
    if (!in_degrees(box)) {
        if (in_degrees(exchanged(box)))
            return ROUTES_BOX_SWAPPED;
        if (box.west >= 0.0 && box.east <= 360.0 && box.south >= -90.0 && box.north <= 90.0)
            return ROUTES_BOX_LON_0_360;
        return ROUTES_BOX_NOT_DEGREES;
    }
    if (!expected || routes_box_is_empty(*expected) || routes_box_meets(box, *expected))
        return ROUTES_BOX_FITS;
    return routes_box_meets(exchanged(box), *expected) ? ROUTES_BOX_SWAPPED : ROUTES_BOX_ELSEWHERE;
}

routes_status routes_box_check(routes_box box, const routes_box *expected, routes_error *err)
{
    const char *what = NULL;
    switch (routes_box_judge(box, expected)) {
    case ROUTES_BOX_FITS:
    case ROUTES_BOX_EMPTY:
        return ROUTES_OK;
    case ROUTES_BOX_SWAPPED:
        what = "longitude and latitude look swapped: longitude must come first";
        break;
    case ROUTES_BOX_LON_0_360:
        what = "longitudes run from 0 to 360: take 360 from those above 180";
        break;
    case ROUTES_BOX_NOT_DEGREES:
        what = "these are no degrees: they look projected, so the layer must name its projection";
        break;
    case ROUTES_BOX_ELSEWHERE:
        what = "nothing of it lies in the area that was expected";
        break;
    }
    return routes_i_fail(err, ROUTES_E_DATA, "x %.7g to %.7g, y %.7g to %.7g: %s", box.west,
                         box.east, box.south, box.north, what);
}
