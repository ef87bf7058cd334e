/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "result/detection.h"

#include <math.h>

#include "routes/place_greedy.h"

/* NaN where it is not stated. */
static double detection(double reliability, double watched)
{
    double open = isnan(reliability) ? 1.0 : reliability;
    if (isnan(watched) || !(open > 0.0))
        return NAN;
    return fmin(1.0, fmax(0.0, 1.0 - watched / open));
}

static double other_than(double value, double otherwise)
{
    return isnan(value) ? otherwise : value;
}

routes_i_detection routes_i_detection_at(const routes_crossing *crossing)
{
    double stated = detection(crossing->reliability, crossing->reliability_watched);
    double low = detection(crossing->reliability_low, crossing->reliability_watched_high);
    double high = detection(crossing->reliability_high, crossing->reliability_watched_low);
    if (isnan(stated))
        return (routes_i_detection){ROUTES_PLACE_DETECTION_LOW, ROUTES_PLACE_DETECTION,
                                    ROUTES_PLACE_DETECTION_HIGH, true};
    return (routes_i_detection){fmin(stated, other_than(low, stated)), stated,
                                fmax(stated, other_than(high, stated)), false};
}
