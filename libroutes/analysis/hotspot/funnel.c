/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/funnel.h"

#include <math.h>

#include "core/fail.h"
#include "core/gamma.h"

/* Chance of at most `count` events when `mean` are expected; of none where the count is below 0. */
static double at_most(double count, double mean)
{
    return count < 0.0 ? 0.0 : routes_i_gamma_upper(count + 1.0, mean);
}

/* The least count with a chance of at least p; it lies within 40 standard deviations. */
static double quantile(double p, double mean)
{
    double below = -1.0;
    double enough = ceil(mean + 40.0 * sqrt(mean) + 40.0);
    while (enough - below > 1.0) {
        double middle = floor((below + enough) / 2.0);
        if (at_most(middle, mean) >= p)
            enough = middle;
        else
            below = middle;
    }
    return enough;
}

static double limit(double p, double mean)
{
    double count = quantile(p, mean);
    double to = at_most(count, mean);
    double step = to - at_most(count - 1.0, mean);
    return fmax(0.0, count - (step > 0.0 ? (to - p) / step : 0.0));
}

routes_status routes_funnel_limits(double *low, double *high, const double *exposure, size_t n,
                                   double rate, double level, routes_error *err)
{
    if (n && (!low || !high || !exposure))
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "low, high and exposure must not be null");
    if (!(rate >= 0.0) || isinf(rate))
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "rate is %g, must be 0 or above", rate);
    if (!(level > 0.0 && level < 1.0))
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "level is %g, must be between 0 and 1", level);
    for (size_t i = 0; i < n; i++)
        if (exposure[i] <= 0.0 || isinf(exposure[i]))
            return routes_i_fail(err, ROUTES_E_DATA, "exposure[%zu] is %g, must be above 0", i,
                                 exposure[i]);
    for (size_t i = 0; i < n; i++) {
        double people = exposure[i];
        low[i] = isnan(people) ? people : limit((1.0 - level) / 2.0, rate * people) / people;
        high[i] = isnan(people) ? people : limit((1.0 + level) / 2.0, rate * people) / people;
    }
    return ROUTES_OK;
}
