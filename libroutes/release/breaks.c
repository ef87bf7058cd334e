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

/* Down to two significant digits: a legend that says 0.044, not 0.04446276431191643. */
static double rounded_down(double value)
{
    char text[ROUTES_I_NUMBER_SIZE];
    double rounded = 0.0;
    if (!(value > 0.0))
        return value;
    double unit = pow(10.0, floor(log10(value)) - 1.0);
    routes_i_number_text(text, floor(value / unit) * unit, 2);
    return routes_i_number_read(&rounded, text) && rounded <= value ? rounded : value;
}

/* Sorts and drops what stands there already; the number left. */
static size_t distinct(double *values, size_t n)
{
    size_t count = 0;
    if (n)
        qsort(values, n, sizeof *values, ascending);
    for (size_t i = 0; i < n; i++)
        if (count == 0 || values[i] > values[count - 1])
            values[count++] = values[i];
    return count;
}

routes_status routes_i_breaks_make(routes_i_breaks *breaks, const double *values, size_t n,
                                   double least, routes_error *err)
{
    *breaks = (routes_i_breaks){.whole = true};
    double *kept = routes_i_calloc(n + 1, sizeof *kept);
    size_t count = 0, most = sizeof breaks->starts / sizeof *breaks->starts;
    if (!kept)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu values", n);
    for (size_t i = 0; i < n; i++) {
        if (!(values[i] >= least))
            continue;
        kept[count++] = values[i];
        breaks->whole = breaks->whole && floor(values[i]) == values[i];
    }
    for (size_t i = 0; i < count && !breaks->whole; i++)
        kept[i] = rounded_down(kept[i]);
    count = distinct(kept, count);
    breaks->count = count < most ? count : most;
    for (size_t i = 0; i < breaks->count; i++)
        breaks->starts[i] = i ? kept[i * count / breaks->count] : least;
    routes_i_free(kept);
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
