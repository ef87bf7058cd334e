/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "release/breaks.h"

#include <math.h>
#include <stdlib.h>

#include "core/memory.h"

static int ascending(const void *a, const void *b)
{
    const double *left = a, *right = b;
    return (*left > *right) - (*left < *right);
}

/* The values from `least` on, sorted, each once; their number. */
static size_t distinct(double *sorted, const double *values, size_t n, double least)
{
    size_t kept = 0, count = 0;
    for (size_t i = 0; i < n; i++)
        if (values[i] >= least)
            sorted[kept++] = values[i];
    if (kept)
        qsort(sorted, kept, sizeof *sorted, ascending);
    for (size_t i = 0; i < kept; i++)
        if (count == 0 || sorted[i] > sorted[count - 1])
            sorted[count++] = sorted[i];
    return count;
}

routes_status routes_i_breaks_make(routes_i_breaks *breaks, const double *values, size_t n,
                                   double least, routes_error *err)
{
    *breaks = (routes_i_breaks){.whole = true};
    double *sorted = routes_i_calloc(n + 1, sizeof *sorted);
    if (!sorted)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu values", n);
    size_t count = distinct(sorted, values, n, least);
    size_t most = sizeof breaks->starts / sizeof *breaks->starts;
    breaks->count = count < most ? count : most;
    for (size_t i = 0; i < count; i++)
        breaks->whole = breaks->whole && floor(sorted[i]) == sorted[i];
    for (size_t i = 0; i < breaks->count; i++)
        breaks->starts[i] = i ? sorted[i * count / breaks->count] : least;
    routes_i_free(sorted);
    return ROUTES_OK;
}

size_t routes_i_breaks_class(const routes_i_breaks *breaks, double value)
{
    size_t found = SIZE_MAX;
    for (size_t i = 0; i < breaks->count; i++)
        if (value >= breaks->starts[i])
            found = i;
    return found;
}

void routes_i_breaks_label(routes_i_text *to, const routes_i_breaks *breaks, size_t class_index)
{
    double start = breaks->starts[class_index];
    routes_i_text_number(to, start);
    if (class_index + 1 == breaks->count) {
        routes_i_text_add(to, " or more");
        return;
    }
    double next = breaks->starts[class_index + 1];
    if (breaks->whole && next - 1.0 <= start)
        return;
    routes_i_text_add(to, breaks->whole ? " to " : " to under ");
    routes_i_text_number(to, breaks->whole ? next - 1.0 : next);
}
