/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "release/contributors.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/memory.h"

static int order(const void *a, const void *b)
{
    const routes_i_gift *left = a, *right = b;
    int by = strcmp(left->contributor, right->contributor);
    return by ? by : (left->count > right->count) - (left->count < right->count);
}

static bool can_be_judged(const routes_i_gift *gifts, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!gifts[i].contributor || !*gifts[i].contributor || isnan(gifts[i].count))
            return false;
    return true;
}

/* How many organisations stand in sorted gifts, the largest sum of one, and the whole. */
static size_t measure(const routes_i_gift *gifts, size_t n, double *largest, double *whole)
{
    size_t organisations = 0;
    double sum = 0.0;
    *largest = *whole = 0.0;
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || strcmp(gifts[i].contributor, gifts[i - 1].contributor) != 0) {
            organisations += 1;
            sum = 0.0;
        }
        sum += gifts[i].count;
        *whole += gifts[i].count;
        if (sum > *largest)
            *largest = sum;
    }
    return organisations;
}

routes_status routes_i_contributors_pass(bool *pass, const routes_i_gift *gifts, size_t n,
                                         const routes_i_tier *tier, routes_error *err)
{
    *pass = tier->contributors <= 1;
    if (*pass || n == 0 || !can_be_judged(gifts, n))
        return ROUTES_OK;
    routes_i_gift *sorted = routes_i_calloc(n, sizeof *sorted);
    if (!sorted)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu contributors", n);
    memcpy(sorted, gifts, n * sizeof *sorted);
    qsort(sorted, n, sizeof *sorted, order);
    double largest, whole;
    size_t organisations = measure(sorted, n, &largest, &whole);
    *pass = organisations >= tier->contributors && largest <= tier->largest_share * whole;
    routes_i_free(sorted);
    return ROUTES_OK;
}
