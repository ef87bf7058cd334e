/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/spread.h"

#include <float.h>
#include <math.h>

#include "core/fail.h"

/* Sum of the shapes of a PERT distribution, whatever its mode. */
#define PERT_SHAPES 6.0
#define PERT_GAMMA 120.0 /* gamma(6) */

const char *routes_spread_kind_text(routes_spread_kind kind)
{
    switch (kind) {
    case ROUTES_SPREAD_DEFAULT:
        return "default";
    case ROUTES_SPREAD_UNIFORM:
        return "uniform";
    case ROUTES_SPREAD_TRIANGULAR:
        return "triangular";
    case ROUTES_SPREAD_PERT:
        return "pert";
    case ROUTES_SPREAD_POINT:
        return "point";
    }
    return NULL;
}

routes_status routes_spread_of(routes_spread *spread, routes_range range, routes_spread_kind kind,
                               routes_error *err)
{
    if (!spread)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "spread must not be null");
    if ((int)kind < ROUTES_SPREAD_DEFAULT || kind > ROUTES_SPREAD_PERT)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "spread kind %d is not a known choice",
                             (int)kind);
    routes_status status = routes_range_check(range, err);
    if (status)
        return status;
    if (range.kind == ROUTES_RANGE_NOT_STATED)
        return routes_i_fail(err, ROUTES_E_DATA, "a range that is not stated cannot be spread");
    if (range.kind == ROUTES_RANGE_LOWER_BOUND)
        return routes_i_fail(err, ROUTES_E_DATA,
                             "%.15g or more has no upper end and cannot be spread", range.low);

    double low = routes_range_least(range);
    double high = routes_range_most(range);
    double moderate = range.moderate;
    if (!(high > low))
        *spread = (routes_spread){ROUTES_SPREAD_POINT, low, low, low};
    else if (isnan(moderate) || kind == ROUTES_SPREAD_UNIFORM)
        *spread = (routes_spread){ROUTES_SPREAD_UNIFORM, low, low + 0.5 * (high - low), high};
    else
        *spread = (routes_spread){kind == ROUTES_SPREAD_PERT ? kind : ROUTES_SPREAD_TRIANGULAR, low,
                                  moderate, high};
    return ROUTES_OK;
}

static double pert_shape(const routes_spread *spread, double distance)
{
    return 1.0 + 4.0 * distance / (spread->high - spread->low);
}

/* The continued fraction of the incomplete beta function (DLMF 8.17.22), by Lentz's rule; for t
 * below (a + 1) / (a + b + 2), and a + b = 6. */
static double beta_fraction(double a, double b, double t)
{
    double c = 1.0;
    double d = 1.0 / (1.0 - (a + b) * t / (a + 1.0));
    double value = d;
    for (int m = 1; m < 1000; m++) {
        double even = m * (b - m) * t / ((a + 2 * m - 1.0) * (a + 2 * m));
        double odd = -(a + m) * (a + b + m) * t / ((a + 2 * m) * (a + 2 * m + 1.0));
        d = 1.0 / (1.0 + even * d);
        c = 1.0 + even / c;
        value *= c * d;
        d = 1.0 / (1.0 + odd * d);
        c = 1.0 + odd / c;
        value *= c * d;
        if (fabs(c * d - 1.0) < DBL_EPSILON)
            break;
    }
    return value;
}

static double pert_at_most(double a, double b, double t)
{
    double term = pow(t, a) * pow(1.0 - t, b) * PERT_GAMMA / (tgamma(a) * tgamma(b));
    if (t < (a + 1.0) / (PERT_SHAPES + 2.0))
        return term * beta_fraction(a, b, t) / a;
    return 1.0 - term * beta_fraction(b, a, 1.0 - t) / b;
}

double routes_spread_at_most(const routes_spread *spread, double x)
{
    double rise = spread->moderate - spread->low;
    double fall = spread->high - spread->moderate;
    double width = spread->high - spread->low;
    if (x >= spread->high)
        return 1.0;
    if (x <= spread->low)
        return 0.0;
    if (spread->kind == ROUTES_SPREAD_UNIFORM)
        return (x - spread->low) / width;
    if (spread->kind == ROUTES_SPREAD_PERT)
        return pert_at_most(pert_shape(spread, rise), pert_shape(spread, fall),
                            (x - spread->low) / width);
    if (x < spread->moderate)
        return (x - spread->low) * (x - spread->low) / (width * rise);
    return 1.0 - (spread->high - x) * (spread->high - x) / (width * fall);
}

double routes_spread_density(const routes_spread *spread, double x)
{
    double rise = spread->moderate - spread->low;
    double fall = spread->high - spread->moderate;
    double width = spread->high - spread->low;
    if (spread->kind == ROUTES_SPREAD_POINT || x < spread->low || x > spread->high)
        return 0.0;
    if (spread->kind == ROUTES_SPREAD_UNIFORM)
        return 1.0 / width;
    if (spread->kind == ROUTES_SPREAD_PERT) {
        double a = pert_shape(spread, rise);
        double b = pert_shape(spread, fall);
        double t = (x - spread->low) / width;
        return pow(t, a - 1.0) * pow(1.0 - t, b - 1.0) * PERT_GAMMA /
               (tgamma(a) * tgamma(b) * width);
    }
    if (x < spread->moderate)
        return 2.0 * (x - spread->low) / (width * rise);
    return fall > 0.0 ? 2.0 * (spread->high - x) / (width * fall) : 2.0 / width;
}
