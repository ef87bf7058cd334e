/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analysis/hotspot/neighbourhood.h"

#include <math.h>

#include "core/fail.h"
#include "core/memory.h"

/* Figures nearer than this share of the largest are equal. */
#define SAME 1e-12

/* Below this share of n W2, n W2 - W^2 is rounding: every other area is drawn, with equal weight.
 */
#define NO_SPREAD 1e-12

/* Where less than this share is left after subtracting, it is summed anew. */
#define CANCELLED 1e-3

static void note_extremes(routes_i_deviations *deviations, double d)
{
    if (d < deviations->least[0]) {
        deviations->least[1] = deviations->least[0];
        deviations->least[0] = d;
    } else if (d < deviations->least[1]) {
        deviations->least[1] = d;
    }
    if (d > deviations->most[0]) {
        deviations->most[1] = deviations->most[0];
        deviations->most[0] = d;
    } else if (d > deviations->most[1]) {
        deviations->most[1] = d;
    }
}

routes_status routes_i_deviations_new(routes_i_deviations *out, const double *values, size_t areas,
                                      bool centred, routes_error *err)
{
    *out = (routes_i_deviations){
        .areas = areas, .least = {INFINITY, INFINITY}, .most = {-INFINITY, -INFINITY}};
    double largest = 0.0;
    for (size_t i = 0; i < areas; i++) {
        if (isinf(values[i]))
            return routes_i_fail(err, ROUTES_E_DATA, "values[%zu] is %g, must be finite", i,
                                 values[i]);
        if (isnan(values[i]))
            continue;
        out->reported++;
        out->total += values[i];
        out->size += fabs(values[i]);
        largest = fmax(largest, fabs(values[i]));
    }
    out->d = routes_i_calloc(areas, sizeof *out->d);
    if (!out->d)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu areas", areas);
    if (isinf(out->size))
        return routes_i_fail(err, ROUTES_E_DATA, "the values are too large to be summed");
    out->mean = centred ? out->total / (double)out->reported : 0.0;
    out->same = SAME * largest;
    for (size_t i = 0; i < areas; i++) {
        double d = values[i] - out->mean;
        out->d[i] = d;
        if (isnan(d))
            continue;
        note_extremes(out, d);
        double power = 1.0;
        for (int k = 0; k < 5; k++) {
            out->power[k] += power;
            power *= d;
        }
    }
    return ROUTES_OK;
}

void routes_i_deviations_free(routes_i_deviations *deviations)
{
    routes_i_free(deviations->d);
    deviations->d = NULL;
}

bool routes_i_deviations_alike(const routes_i_deviations *deviations, uint32_t area)
{
    double least = deviations->least[0];
    double most = deviations->most[0];
    if (area < deviations->areas) {
        double own = deviations->d[area];
        least = own == least ? deviations->least[1] : least;
        most = own == most ? deviations->most[1] : most;
    }
    return most - least <= deviations->same;
}

routes_i_neighbourhood routes_i_neighbourhood_of(const routes_weights *weights, uint32_t area,
                                                 const double *d, double own)
{
    const uint32_t *neighbours;
    const double *values;
    size_t row = routes_weights_row(&neighbours, &values, weights, area);
    routes_i_neighbourhood all = {0};
    for (size_t k = 0; k < row; k++) {
        double w = values[k];
        if (neighbours[k] == area)
            all.self = w;
        double x = d[neighbours[k]];
        if (neighbours[k] == area || isnan(x))
            continue;
        all.size++;
        all.w += w;
        all.w2 += w * w;
        all.most = fmax(all.most, w);
        all.lag += w * x;
        all.squared += w * ((x - own) * (x - own));
    }
    return all;
}

/* The same by a pass over all, where subtracting the area's own part leaves too little. */
static routes_i_others sum_anew(const routes_i_deviations *deviations, uint32_t area, bool squared,
                                double own)
{
    routes_i_others others = {.n = deviations->power[0] - 1.0};
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < deviations->areas; i++) {
            double x = deviations->d[i];
            if (i == area || isnan(x))
                continue;
            double f = squared ? (x - own) * (x - own) : x;
            if (pass == 0)
                others.mean += f / others.n;
            else
                others.variance += (f - others.mean) * (f - others.mean) / others.n;
        }
    }
    return others;
}

routes_i_others routes_i_others_of(const routes_i_deviations *deviations, uint32_t area,
                                   bool squared, double own)
{
    const double *s = deviations->power;
    double d = deviations->d[area];
    double n = s[0] - 1.0;
    double sum = s[1] - d;
    double squares = s[2] - d * d;
    double whole = s[2];
    if (squared) {
        /* Sums of (x - own)^2 and of its square, from the sums of powers, the area's part off. */
        double gap = (d - own) * (d - own);
        double o2 = own * own;
        sum = s[2] - 2.0 * own * s[1] + s[0] * o2 - gap;
        squares = s[4] - 4.0 * own * s[3] + 6.0 * o2 * s[2] - 4.0 * own * o2 * s[1] +
                  s[0] * o2 * o2 - gap * gap;
        whole = s[4] + s[0] * o2 * o2;
    }
    routes_i_others others = {.n = n, .mean = sum / n};
    others.variance = squares / n - others.mean * others.mean;
    if (others.variance * n < CANCELLED * whole)
        return sum_anew(deviations, area, squared, own);
    return others;
}

double routes_i_others_sum_variance(const routes_i_others *others, double w, double w2)
{
    double spread = others->n * w2 - w * w;
    if (others->n < 2.0 || spread <= NO_SPREAD * others->n * w2)
        return 0.0;
    return others->variance * spread / (others->n - 1.0);
}
