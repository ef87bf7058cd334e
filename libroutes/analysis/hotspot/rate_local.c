/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/rate_local.h"

#include <math.h>
#include <stdbool.h>

#include "core/fail.h"
#include "core/memory.h"

/* The areas that can be counted on. */
struct counts {
    const double *events;
    const double *exposure;
    const routes_weights *weights;
};

static bool has_rate(const struct counts *counts, uint32_t area)
{
    return !isnan(counts->events[area]) && counts->exposure[area] > 0.0;
}

static routes_status check(const struct counts *counts, routes_error *err)
{
    if (!counts->events || !counts->exposure || !counts->weights)
        return routes_i_fail(err, ROUTES_E_ARGUMENT,
                             "events, exposure and weights must not be null");
    for (size_t i = 0; i < routes_weights_areas(counts->weights); i++) {
        if (counts->events[i] < 0.0 || isinf(counts->events[i]))
            return routes_i_fail(err, ROUTES_E_DATA, "events[%zu] is %g, must be 0 or above", i,
                                 counts->events[i]);
        if (counts->exposure[i] < 0.0 || isinf(counts->exposure[i]))
            return routes_i_fail(err, ROUTES_E_DATA, "exposure[%zu] is %g, must be 0 or above", i,
                                 counts->exposure[i]);
    }
    return ROUTES_OK;
}

/* What the members of a neighbourhood hold together. */
struct sums {
    size_t members;
    double events;
    double exposure;
    double rates;
    double squares; /* exposure (rate - mean)^2, the mean being each member's or one */
};

static void add(struct sums *sums, const struct counts *counts, uint32_t area, double mean)
{
    if (!has_rate(counts, area))
        return;
    double rate = counts->events[area] / counts->exposure[area];
    sums->members++;
    sums->events += counts->events[area];
    sums->exposure += counts->exposure[area];
    sums->rates += rate;
    sums->squares += counts->exposure[area] * (rate - mean) * (rate - mean);
}

/* The area first, then its neighbours in order of number. With `means` each member's own mean is
 * taken, else `mean` for all. */
static struct sums gather(const struct counts *counts, uint32_t area, const double *means,
                          double mean)
{
    struct sums sums = {0};
    const uint32_t *neighbours;
    size_t row = routes_weights_row(&neighbours, NULL, counts->weights, area);
    add(&sums, counts, area, means ? means[area] : mean);
    for (size_t k = 0; k < row; k++)
        if (neighbours[k] != area)
            add(&sums, counts, neighbours[k], means ? means[neighbours[k]] : mean);
    return sums;
}

static double local_mean(const struct counts *counts, uint32_t area)
{
    struct sums sums = gather(counts, area, NULL, 0.0);
    return sums.members ? sums.events / sums.exposure : NAN;
}

routes_status routes_rate_local_eb(double *rate, double *mean, double *variance,
                                   const double *events, const double *exposure,
                                   const routes_weights *weights, routes_rate_local_eb_kind kind,
                                   routes_error *err)
{
    struct counts counts = {events, exposure, weights};
    routes_status status = check(&counts, err);
    if (!status && !rate)
        status = routes_i_fail(err, ROUTES_E_ARGUMENT, "rate must not be null");
    if (!status && kind != ROUTES_RATE_LOCAL_EB_SPDEP && kind != ROUTES_RATE_LOCAL_EB_GEODA)
        status = routes_i_fail(err, ROUTES_E_ARGUMENT, "kind is %d, not a known choice", (int)kind);
    if (status)
        return status;
    size_t n = routes_weights_areas(weights);
    double *means = routes_i_calloc(n, sizeof *means);
    if (n && !means)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu areas", n);
    for (uint32_t i = 0; i < n; i++)
        means[i] = local_mean(&counts, i);

    for (uint32_t i = 0; i < n; i++) {
        bool known = has_rate(&counts, i);
        double m = known ? means[i] : NAN;
        double a = NAN;
        rate[i] = NAN;
        if (known) {
            bool own_means = kind == ROUTES_RATE_LOCAL_EB_SPDEP;
            struct sums sums = gather(&counts, i, own_means ? means : NULL, m);
            a = fmax(0.0, (sums.squares - m * (double)sums.members) / sums.exposure);
            rate[i] = a > 0.0 ? m + (events[i] / exposure[i] - m) * (a / (a + m / exposure[i])) : m;
        }
        if (mean)
            mean[i] = m;
        if (variance)
            variance[i] = a;
    }
    routes_i_free(means);
    return ROUTES_OK;
}

routes_status routes_rate_local_spatial(double *rate, size_t *members, const double *events,
                                        const double *exposure, const routes_weights *weights,
                                        routes_rate_local_spatial_kind kind, routes_error *err)
{
    struct counts counts = {events, exposure, weights};
    routes_status status = check(&counts, err);
    if (!status && !rate)
        status = routes_i_fail(err, ROUTES_E_ARGUMENT, "rate must not be null");
    if (!status && kind != ROUTES_RATE_LOCAL_POOLED && kind != ROUTES_RATE_LOCAL_MEAN)
        status = routes_i_fail(err, ROUTES_E_ARGUMENT, "kind is %d, not a known choice", (int)kind);
    if (status)
        return status;
    for (uint32_t i = 0; i < routes_weights_areas(weights); i++) {
        struct sums sums = gather(&counts, i, NULL, 0.0);
        rate[i] = NAN;
        if (sums.members)
            rate[i] = kind == ROUTES_RATE_LOCAL_POOLED ? sums.events / sums.exposure
                                                       : sums.rates / (double)sums.members;
        if (members)
            members[i] = sums.members;
    }
    return ROUTES_OK;
}
