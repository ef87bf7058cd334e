/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analysis/hotspot/scan_ratio.h"

#include <math.h>

/* By how much ratios that are to be reached are lowered, for themselves and for what they are made
 * of. */
#define SLACK 1e-9
#define ROUNDING 1e-15

double routes_i_scan_expected(const routes_i_scan_ratio *ratio, double measure)
{
    return ratio->persons ? measure * (ratio->cases / ratio->measure) : measure;
}

/* x ln(x / y), as x ln(1 + (x - y) / y), which keeps its digits when x is about y. */
static double part(double x, double y)
{
    return x > 0.0 ? x * log1p((x - y) / y) : 0.0;
}

/* Twice two cells, in and out of the window, cases and others, each against what it would hold if
 * the rate were the same everywhere. */
static double divergence(const routes_i_scan_ratio *ratio, double c, double measure)
{
    double rest = ratio->measure - measure;
    if (!ratio->persons)
        return part(c, measure) + part(ratio->cases - c, rest);
    double rate = ratio->cases / ratio->measure;
    double others = ratio->measure - ratio->cases;
    return part(c, measure * rate) + part(ratio->cases - c, rest * rate) +
           part(measure - c, measure * (1.0 - rate)) +
           part(others - (measure - c), rest * (1.0 - rate));
}

double routes_i_scan_ratio_of(const routes_i_scan_ratio *ratio, int32_t cases, double measure)
{
    double c = (double)cases;
    if (!(measure > 0.0) || !(measure < ratio->measure))
        return 0.0;
    /* As products, whole numbers for Bernoulli: equal rates are equal. */
    double here = c * ratio->measure;
    double there = ratio->cases * measure;
    if (here == there || (here > there ? !ratio->high || cases < ratio->least_cases : !ratio->low))
        return 0.0;
    return fmax(0.0, divergence(ratio, c, measure));
}

double routes_i_scan_ratio_limit(const routes_i_scan_ratio *ratio, int32_t cases, double measure)
{
    double e = routes_i_scan_expected(ratio, measure);
    double gap = (double)cases - e;
    double rest = ratio->cases - e;
    if (gap > 0.0 ? !ratio->high || cases < ratio->least_cases : !ratio->low)
        return 0.0;
    double square = gap * gap * ratio->cases;
    double room = e * rest;
    if (ratio->persons)
        room *= 1.0 - ratio->cases / ratio->measure;
    return room > 0.0 ? square / room * (1.0 + 1e-9) : INFINITY;
}

/* The ratio, and how fast it rises with the cases; by the logarithms that both need, which costs
 * the ratio some digits. `c` and its complements are above 0. */
static double rising(double *slope, const routes_i_scan_ratio *ratio, double c, double measure)
{
    double rest = ratio->measure - measure;
    double left = ratio->cases - c;
    double rate = ratio->persons ? ratio->cases / ratio->measure : 1.0;
    double here = log(c / (measure * rate));
    double there = log(left / (rest * rate));
    *slope = here - there;
    double sum = c * here + left * there;
    if (!ratio->persons)
        return sum;
    double others = measure - c;
    double other_left = rest - left;
    double other_here = log(others / (measure * (1.0 - rate)));
    double other_there = log(other_left / (rest * (1.0 - rate)));
    *slope += other_there - other_here;
    return sum + others * other_here + other_left * other_there;
}

/* Whether a step of `gap` from above the root, at a count of `c`, surely ends less than 1/2 above
 * it: the error of Newton's step, by the second derivative, which between root and `c` is at most
 * that at `e`. Poisson alone, and where the ratio is nearly a parabola. */
static int near_enough(const routes_i_scan_ratio *ratio, double c, double gap, double slope,
                       double e)
{
    double bend = 1.0 / e + 1.0 / (ratio->cases - c);
    return !ratio->persons && c > e && c <= 2.0 * e && gap <= 0.1 * (c - e) &&
           2.0 * gap * gap * bend < 0.5 * slope;
}

/* Newton's steps towards the count at which the ratio is `least`, from `c` on a side of the
 * expected count. The ratio is convex, so that after a step they come from beyond the root. */
static double solve(const routes_i_scan_ratio *ratio, double measure, double least, double c,
                    double from, double to)
{
    for (int step = 0; step < 60; step++) {
        double slope;
        double over = rising(&slope, ratio, c, measure) - least;
        double next = c - over / slope;
        if (over >= 0.0 && fabs(next - c) < 0.25)
            return c;
        if (over >= 0.0 && near_enough(ratio, c, c - next, slope, measure))
            return next;
        if (!(next > from))
            next = (c + from) / 2.0;
        if (!(next < to))
            next = (c + to) / 2.0;
        c = next;
    }
    return NAN;
}

/* A little lower, so that rounding leaves no window out. */
static double lowered(const routes_i_scan_ratio *ratio, double least)
{
    return least - SLACK * (1.0 + least) - ROUNDING * ratio->measure;
}

int32_t routes_i_scan_high_from(const routes_i_scan_ratio *ratio, double measure, double least,
                                int32_t near)
{
    double e = routes_i_scan_expected(ratio, measure);
    double most = ratio->persons ? fmin(measure, ratio->cases) : ratio->cases;
    int32_t floor_cases = ratio->least_cases;
    least = lowered(ratio, least);
    if (!(least > 0.0)) {
        int32_t above = (int32_t)floor(e);
        return above > floor_cases ? above : floor_cases;
    }
    /* The ends of the range have no slope; a count of the whole range may still reach it. */
    if (divergence(ratio, most, measure) < least)
        return (int32_t)fmin(floor(most) + 1.0, 2147483647.0);
    double start = (double)near > e && (double)near < most ? (double)near : e + 0.5 * (most - e);
    double root = solve(ratio, measure, least, start, e, most);
    double from = isnan(root) ? e : root;
    int32_t count = (int32_t)fmax(floor(from), floor(e));
    return count > floor_cases ? count : floor_cases;
}

int32_t routes_i_scan_low_to(const routes_i_scan_ratio *ratio, double measure, double least)
{
    double e = routes_i_scan_expected(ratio, measure);
    /* Bernoulli: the cases outside are at most the persons there. */
    double fewest = ratio->persons ? fmax(0.0, ratio->cases - (ratio->measure - measure)) : 0.0;
    least = lowered(ratio, least);
    if (!(least > 0.0))
        return (int32_t)ceil(e);
    if (divergence(ratio, fewest, measure) < least)
        return (int32_t)ceil(fewest) - 1;
    double root = solve(ratio, measure, least, 0.5 * (e + fewest), fewest, e);
    return (int32_t)ceil(isnan(root) ? e : root);
}
