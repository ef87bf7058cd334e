/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/adjust.h"

#include <math.h>
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

routes_status routes_adjust_bh(double *adjusted, const double *p, size_t n, routes_error *err)
{
    if (n && (!adjusted || !p))
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "adjusted and p must not be null");
    for (size_t i = 0; i < n; i++)
        if (p[i] < 0.0 || p[i] > 1.0)
            return routes_i_fail(err, ROUTES_E_DATA, "p[%zu] is %g, must be 0 to 1", i, p[i]);
    struct test *tests = routes_i_calloc(n, sizeof *tests);
    if (!tests)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu tests", n);

    size_t known = 0;
    for (size_t i = 0; i < n; i++) {
        if (!isnan(p[i]))
            tests[known++] = (struct test){p[i], i};
        adjusted[i] = NAN;
    }
    qsort(tests, known, sizeof *tests, by_p);
    double least = 1.0;
    for (size_t k = known; k > 0; k--) {
        /* In this order the factor is never below 1, nor an adjusted value below its p. */
        least = fmin(least, (double)known / (double)k * tests[k - 1].p);
        adjusted[tests[k - 1].place] = least;
    }
    routes_i_free(tests);
    return ROUTES_OK;
}
