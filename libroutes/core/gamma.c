/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/gamma.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>

#define TWO_PI 6.283185307179586476925286766559

/* Above this shape the gamma function overflows soon, and Stirling's series is exact to a double.
 */
#define LARGE 30.0
/* Above this shape the series and the fraction take thousands of steps; Temme's expansion takes
 * none. */
#define HUGE_SHAPE 1e5
#define MOST_STEPS 100000

/* u - log(1 + u), for small u without cancellation. */
static double excess_of_log(double u)
{
    if (fabs(u) > 0.5)
        return u - log1p(u);
    double v = u / (2.0 + u);
    double square = v * v;
    double sum = 0.0;
    double power = 1.0;
    for (int k = 3; power > DBL_EPSILON * DBL_EPSILON; k += 2) {
        sum += power / k;
        power *= square;
    }
    return u * v - 2.0 * square * v * sum;
}

/* What Stirling's formula lacks of log(gamma(a + 1)). */
static double stirling_rest(double a)
{
    double s = 1.0 / (a * a);
    return (1.0 / 12.0 - s * (1.0 / 360.0 - s * (1.0 / 1260.0 - s * (1.0 / 1680.0)))) / a;
}

/* x^a e^-x / gamma(a + 1). */
static double power_term(double a, double x)
{
    if (a > LARGE)
        return exp(-stirling_rest(a) - a * excess_of_log((x - a) / a)) / sqrt(TWO_PI * a);
    if (x > 1000.0)
        return 0.0;
    return pow(x, a) * exp(-x) / tgamma(a + 1.0);
}

/* P(a, x) for x below a + 1. */
static double by_series(double a, double x)
{
    double sum = 1.0;
    double term = 1.0;
    for (int k = 1; k < MOST_STEPS && term > sum * DBL_EPSILON / 4.0; k++) {
        term *= x / (a + k);
        sum += term;
    }
    return power_term(a, x) * sum;
}

/* Q(a, x) for x above a + 1, by Lentz's rule as Thompson and Barnett modified it. */
static double by_fraction(double a, double x)
{
    double b = x + 1.0 - a;
    double c = 1.0 / DBL_MIN;
    double d = 1.0 / b;
    double value = d;
    for (int k = 1; k < MOST_STEPS; k++) {
        double numerator = k * (a - k);
        b += 2.0;
        d = numerator * d + b;
        c = b + numerator / c;
        d = 1.0 / (fabs(d) < DBL_MIN ? DBL_MIN : d);
        c = fabs(c) < DBL_MIN ? DBL_MIN : c;
        value *= c * d;
        if (fabs(c * d - 1.0) < DBL_EPSILON)
            break;
    }
    return power_term(a, x) * a * value;
}

/* The wanted tail for a large shape. Where eta is not small both exponentials are 0. */
static double by_expansion(double a, double x, bool upper)
{
    double u = (x - a) / a;
    double eta = copysign(sqrt(2.0 * excess_of_log(u)), u);
    double c0 =
        -1.0 / 3.0 +
        eta * (1.0 / 12.0 +
               eta * (-2.0 / 135.0 +
                      eta * (1.0 / 864.0 + eta * (1.0 / 2835.0 - eta * (139.0 / 777600.0)))));
    double c1 = -1.0 / 540.0 + eta * (-1.0 / 288.0 + eta * (1.0 / 378.0));
    double rest = exp(-0.5 * a * eta * eta) / sqrt(TWO_PI * a) * (c0 + c1 / a);
    double side = upper ? 1.0 : -1.0;
    return fmax(0.0, 0.5 * erfc(side * eta * sqrt(0.5 * a)) + side * rest);
}

static double tail(double a, double x, bool upper)
{
    if (!(x > 0.0))
        return upper ? 1.0 : 0.0;
    if (isinf(x))
        return upper ? 0.0 : 1.0;
    if (a > HUGE_SHAPE)
        return by_expansion(a, x, upper);
    if (x < a + 1.0)
        return upper ? 1.0 - by_series(a, x) : by_series(a, x);
    return upper ? by_fraction(a, x) : 1.0 - by_fraction(a, x);
}

double routes_i_gamma_lower(double a, double x)
{
    return tail(a, x, false);
}

double routes_i_gamma_upper(double a, double x)
{
    return tail(a, x, true);
}

/* Newton's steps on the wanted tail, held inside a bracket; a step that leaves it halves instead.
 */
static double invert(double a, double wanted, bool upper)
{
    double low = 0.0;
    double high = a + 1.0;
    while (upper ? tail(a, high, true) > wanted : tail(a, high, false) < wanted) {
        low = high;
        high *= 2.0;
    }
    double x = fmin(fmax(a, low), high);
    for (int step = 0; step < 400; step++) {
        double gap = upper ? wanted - tail(a, x, true) : tail(a, x, false) - wanted;
        if (gap == 0.0)
            return x;
        if (gap > 0.0)
            high = x;
        else
            low = x;
        double next = x - gap / (power_term(a, x) * a / x);
        if (!(next > low && next < high))
            next = low > 0.0 ? 0.5 * (low + high) : high / 16.0;
        if (fabs(next - x) <= DBL_EPSILON * x || next <= DBL_MIN)
            return next;
        x = next;
    }
    return x;
}

double routes_i_gamma_lower_inverse(double a, double p)
{
    if (p <= 0.0)
        return 0.0;
    return p >= 1.0 ? INFINITY : invert(a, p, false);
}

double routes_i_gamma_upper_inverse(double a, double q)
{
    if (q >= 1.0)
        return 0.0;
    return q <= 0.0 ? INFINITY : invert(a, q, true);
}
