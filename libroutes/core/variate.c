/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/variate.h"

#include <math.h>

double routes_i_variate_normal(routes_i_random *stream)
{
    for (;;) {
        double u = 2.0 * routes_i_random_unit(stream) - 1.0;
        double v = 2.0 * routes_i_random_unit(stream) - 1.0;
        double s = u * u + v * v;
        if (s > 0.0 && s < 1.0)
            return u * sqrt(-2.0 * log(s) / s);
    }
}

static double gamma_from_one_up(routes_i_random *stream, double shape)
{
    double d = shape - 1.0 / 3.0;
    double c = 1.0 / sqrt(9.0 * d);
    for (;;) {
        double x = routes_i_variate_normal(stream);
        double v = 1.0 + c * x;
        double u = 1.0 - routes_i_random_unit(stream);
        if (v <= 0.0)
            continue;
        v = v * v * v;
        if (log(u) < 0.5 * x * x + d - d * v + d * log(v))
            return d * v;
    }
}

double routes_i_variate_gamma(routes_i_random *stream, double shape)
{
    if (shape >= 1.0)
        return gamma_from_one_up(stream, shape);
    double u = 1.0 - routes_i_random_unit(stream);
    return gamma_from_one_up(stream, shape + 1.0) * pow(u, 1.0 / shape);
}

static double triangular(const routes_spread *spread, double u)
{
    double width = spread->high - spread->low;
    double rise = spread->moderate - spread->low;
    double fall = spread->high - spread->moderate;
    return u * width < rise ? spread->low + sqrt(u * width * rise)
                            : spread->high - sqrt((1.0 - u) * width * fall);
}

static double pert(routes_i_random *stream, const routes_spread *spread)
{
    double width = spread->high - spread->low;
    double a = 1.0 + 4.0 * (spread->moderate - spread->low) / width;
    double b = 1.0 + 4.0 * (spread->high - spread->moderate) / width;
    double x = routes_i_variate_gamma(stream, a);
    double y = routes_i_variate_gamma(stream, b);
    return spread->low + width * (x / (x + y));
}

double routes_i_variate_spread(routes_i_random *stream, const routes_spread *spread)
{
    switch (spread->kind) {
    case ROUTES_SPREAD_UNIFORM:
        return spread->low + (spread->high - spread->low) * routes_i_random_unit(stream);
    case ROUTES_SPREAD_TRIANGULAR:
        return triangular(spread, routes_i_random_unit(stream));
    case ROUTES_SPREAD_PERT:
        return pert(stream, spread);
    case ROUTES_SPREAD_DEFAULT:
    case ROUTES_SPREAD_POINT:
        break;
    }
    return spread->moderate;
}
