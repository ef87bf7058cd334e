/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/mann_kendall.h"

#include <math.h>
#include <stdlib.h>

#include "core/fail.h"
#include "core/memory.h"

/* Values this near to each other, as a share of the largest, are tied. */
#define SAME_VALUE 1e-12
#define MOST ((size_t)1 << 20)

struct value {
    double x;
    size_t place;
};

static int by_value(const void *left, const void *right)
{
    const struct value *a = left;
    const struct value *b = right;
    return (a->x > b->x) - (a->x < b->x);
}

/* Gives each value the number of its group of ties, from low to high; adds up what ties take from
 * the variance, and the pairs within groups. */
static void group(size_t *groups, struct value *values, size_t n, double *lost, double *tied)
{
    double largest = 0.0;
    for (size_t i = 0; i < n; i++)
        largest = fmax(largest, fabs(values[i].x));
    qsort(values, n, sizeof *values, by_value);
    size_t first = 0;
    for (size_t k = 0; k <= n; k++) {
        if (k == n || values[k].x - values[first].x > SAME_VALUE * largest) {
            double t = (double)(k - first);
            *lost += t * (t - 1.0) * (2.0 * t + 5.0);
            *tied += 0.5 * t * (t - 1.0);
            first = k;
        }
        if (k < n)
            groups[values[k].place] = first;
    }
}

static int64_t rises_less_falls(const size_t *groups, size_t n)
{
    int64_t s = 0;
    for (size_t j = 1; j < n; j++)
        for (size_t i = 0; i < j; i++)
            s += (groups[j] > groups[i]) - (groups[j] < groups[i]);
    return s;
}

/* Chance that |s| is so large among all orders of n unlike values: as many orders of n have k
 * inversions as orders of n - 1 have k - n + 1 to k. */
static double exact_p(double *chance, double *sums, size_t n, int64_t s)
{
    size_t pairs = n * (n - 1) / 2;
    for (size_t k = 0; k <= pairs; k++)
        chance[k] = k == 0;
    for (size_t m = 2; m <= n; m++) {
        double sum = 0.0;
        for (size_t k = 0; k <= pairs; k++) {
            sum += chance[k];
            sums[k] = sum;
        }
        for (size_t k = 0; k <= pairs; k++)
            chance[k] = (sums[k] - (k >= m ? sums[k - m] : 0.0)) / (double)m;
    }
    /* s is pairs less twice the inversions. */
    size_t few = (pairs - (size_t)llabs(s)) / 2;
    double tail = 0.0;
    for (size_t k = 0; k <= few; k++)
        tail += chance[k];
    return fmin(1.0, 2.0 * tail);
}

static routes_status find_exact(routes_mann_kendall *trend, routes_error *err)
{
    size_t pairs = trend->n * (trend->n - 1) / 2;
    double *chance = routes_i_calloc(pairs + 1, sizeof *chance);
    double *sums = routes_i_calloc(pairs + 1, sizeof *sums);
    routes_status status = ROUTES_OK;
    if (!chance || !sums) {
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu periods", trend->n);
    } else {
        trend->p = exact_p(chance, sums, trend->n, trend->s);
        trend->exact = 1;
    }
    routes_i_free(chance);
    routes_i_free(sums);
    return status;
}

static routes_status judge(routes_mann_kendall *trend, struct value *values, size_t *groups,
                           routes_mann_kendall_kind kind, routes_error *err)
{
    double n = (double)trend->n;
    double pairs = 0.5 * n * (n - 1.0);
    double lost = 0.0;
    double tied = 0.0;
    if (trend->n < 2)
        return ROUTES_OK;
    group(groups, values, trend->n, &lost, &tied);
    trend->s = rises_less_falls(groups, trend->n);
    trend->variance = (n * (n - 1.0) * (2.0 * n + 5.0) - lost) / 18.0;
    trend->tau = trend->s ? (double)trend->s / sqrt(pairs * (pairs - tied)) : 0.0;
    int sign = (trend->s > 0) - (trend->s < 0);
    trend->z = sign ? (double)(trend->s - sign) / sqrt(trend->variance) : 0.0;
    trend->p = erfc(fabs(trend->z) / sqrt(2.0));
    if (kind == ROUTES_MANN_KENDALL_EXACT && tied == 0.0 &&
        trend->n <= ROUTES_MANN_KENDALL_EXACT_MOST)
        return find_exact(trend, err);
    return ROUTES_OK;
}

routes_status routes_mann_kendall_test(routes_mann_kendall *trend, const double *x, size_t n,
                                       routes_mann_kendall_kind kind, routes_error *err)
{
    if (!trend || (n && !x))
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "trend and x must not be null");
    if (kind != ROUTES_MANN_KENDALL_NORMAL && kind != ROUTES_MANN_KENDALL_EXACT)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "kind is %d, not a known choice", (int)kind);
    if (n >= MOST)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "%zu periods are too many, below %zu", n,
                             MOST);
    for (size_t i = 0; i < n; i++)
        if (isinf(x[i]))
            return routes_i_fail(err, ROUTES_E_DATA, "x[%zu] is %g, must be finite", i, x[i]);

    routes_mann_kendall made = {.variance = NAN, .tau = NAN, .z = NAN, .p = NAN};
    struct value *values = routes_i_calloc(n, sizeof *values);
    size_t *groups = routes_i_calloc(n, sizeof *groups);
    routes_status status = ROUTES_OK;
    if (n && (!values || !groups))
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu periods", n);
    for (size_t i = 0; i < n && !status; i++)
        if (!isnan(x[i])) {
            values[made.n] = (struct value){x[i], made.n};
            made.n++;
        }
    if (!status)
        status = judge(&made, values, groups, kind, err);
    if (!status)
        *trend = made;
    routes_i_free(values);
    routes_i_free(groups);
    return status;
}
