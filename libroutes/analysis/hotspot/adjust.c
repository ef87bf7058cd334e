/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/adjust.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "core/fail.h"
#include "core/memory.h"

struct test {
    double p;
    size_t place;
};

static int by_p(const void *left, const void *right)
{
    const struct test *a = left;
    const struct test *b = right;
    return (a->p > b->p) - (a->p < b->p);
}

const char *routes_adjust_method_text(routes_adjust_method method)
{
    static const char *const texts[] = {"bh", "by", "bonferroni", "none"};
    return method >= 0 && method < sizeof texts / sizeof *texts ? texts[method] : NULL;
}

double routes_adjust_factor(size_t tests, routes_adjust_method method)
{
    double harmonic = 1.0;
    if (method == ROUTES_ADJUST_NONE)
        return 1.0;
    for (size_t k = 2; method == ROUTES_ADJUST_BY && k <= tests; k++)
        harmonic += 1.0 / (double)k;
    return (double)tests * harmonic;
}

static routes_status check(const double *adjusted, const double *p, size_t n,
                           routes_adjust_method method, routes_error *err)
{
    if (n && (!adjusted || !p))
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "adjusted and p must not be null");
    if (!routes_adjust_method_text(method))
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "method is %d, not a known choice",
                             (int)method);
    for (size_t i = 0; i < n; i++)
        if (p[i] < 0.0 || p[i] > 1.0)
            return routes_i_fail(err, ROUTES_E_DATA, "p[%zu] is %g, must be 0 to 1", i, p[i]);
    return ROUTES_OK;
}

routes_status routes_adjust(double *adjusted, const double *p, size_t n,
                            routes_adjust_method method, routes_error *err)
{
    routes_status status = check(adjusted, p, n, method, err);
    if (status)
        return status;
    struct test *tests = routes_i_calloc(n, sizeof *tests);
    if (!tests)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu tests", n);

    size_t known = 0;
    for (size_t i = 0; i < n; i++) {
        if (!isnan(p[i]))
            tests[known++] = (struct test){p[i], i};
        adjusted[i] = NAN;
    }
    bool stepwise = method == ROUTES_ADJUST_BH || method == ROUTES_ADJUST_BY;
    double factor = routes_adjust_factor(known, method);
    double least = 1.0;
    qsort(tests, known, sizeof *tests, by_p);
    for (size_t k = known; k > 0; k--) {
        /* In this order the factor is never below 1, nor an adjusted value below its p. */
        double one = (stepwise ? factor / (double)k : factor) * tests[k - 1].p;
        least = fmin(stepwise ? least : 1.0, one);
        adjusted[tests[k - 1].place] = least;
    }
    routes_i_free(tests);
    return ROUTES_OK;
}

routes_status routes_adjust_bh(double *adjusted, const double *p, size_t n, routes_error *err)
{
    return routes_adjust(adjusted, p, n, ROUTES_ADJUST_BH, err);
}
