/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/rate_local.h"

#include <math.h>
#include <stdbool.h>

#include "core/fail.h"
#include "core/memory.h"
#include "routes/poisson_interval.h"

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

static routes_status check_kind(int kind, routes_error *err)
{
    if (kind != 0 && kind != 1)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "kind is %d, not a known choice", kind);
    return ROUTES_OK;
}

/* The prior of an area with a rate: the mean and the variance of its neighbourhood. */
static routes_rate_eb_prior local_prior(const struct counts *counts, uint32_t area,
                                        const double *means, routes_rate_local_eb_kind kind)
{
    double m = means[area];
    struct sums sums = gather(counts, area, kind == ROUTES_RATE_LOCAL_EB_SPDEP ? means : NULL, m);
    double a = (sums.squares - m * (double)sums.members) / sums.exposure;
    return (routes_rate_eb_prior){.mean = m,
                                  .variance = fmax(0.0, a),
                                  .used = sums.members,
                                  .events = sums.events,
                                  .exposure = sums.exposure};
}

routes_status routes_rate_local_eb(double *rate, double *weight, routes_rate_eb_prior *priors,
                                   const double *events, const double *exposure,
                                   const routes_weights *weights, routes_rate_local_eb_kind kind,
                                   routes_error *err)
{
    struct counts counts = {events, exposure, weights};
    routes_status status = check(&counts, err);
    if (!status && !rate)
        status = routes_i_fail(err, ROUTES_E_ARGUMENT, "rate must not be null");
    if (!status)
        status = check_kind((int)kind, err);
    if (status)
        return status;
    size_t n = routes_weights_areas(weights);
    double *means = routes_i_calloc(n, sizeof *means);
    if (n && !means)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu areas", n);
    for (uint32_t i = 0; i < n; i++)
        means[i] = local_mean(&counts, i);

    for (uint32_t i = 0; i < n; i++) {
        routes_rate_eb_prior prior = {.mean = NAN, .variance = NAN};
        double w = NAN;
        rate[i] = NAN;
        if (has_rate(&counts, i)) {
            prior = local_prior(&counts, i, means, kind);
            double m = prior.mean;
            double a = prior.variance;
            w = a > 0.0 ? a / (a + m / exposure[i]) : 0.0;
            rate[i] = a > 0.0 ? m + (events[i] / exposure[i] - m) * w : m;
        }
        if (weight)
            weight[i] = w;
        if (priors)
            priors[i] = prior;
    }
    routes_i_free(means);
    return ROUTES_OK;
}

routes_status routes_rate_local_spatial(double *rate, routes_rate_local_sum *sums,
                                        const double *events, const double *exposure,
                                        const routes_weights *weights,
                                        routes_rate_local_spatial_kind kind, routes_error *err)
{
    struct counts counts = {events, exposure, weights};
    routes_status status = check(&counts, err);
    if (!status && !rate)
        status = routes_i_fail(err, ROUTES_E_ARGUMENT, "rate must not be null");
    if (!status)
        status = check_kind((int)kind, err);
    if (status)
        return status;
    for (uint32_t i = 0; i < routes_weights_areas(weights); i++) {
        struct sums found = gather(&counts, i, NULL, 0.0);
        rate[i] = NAN;
        if (found.members)
            rate[i] = kind == ROUTES_RATE_LOCAL_POOLED ? found.events / found.exposure
                                                       : found.rates / (double)found.members;
        if (sums)
            sums[i] = (routes_rate_local_sum){found.members, found.events, found.exposure};
    }
    return ROUTES_OK;
}

static routes_status pooled_interval(double *lower, double *upper, const struct counts *counts,
                                     uint32_t area, double level, routes_error *err)
{
    struct sums sums = gather(counts, area, NULL, 0.0);
    double count = sums.members ? sums.events : NAN;
    routes_status status = routes_poisson_interval(lower, upper, count, level, err);
    if (!status) {
        *lower /= sums.exposure;
        *upper /= sums.exposure;
    }
    return status;
}

/* Counts of a neighbourhood, and what one event of each adds to the mean of rates. */
static size_t list_members(double *events, double *shares, const struct counts *counts,
                           uint32_t area)
{
    const uint32_t *neighbours;
    size_t row = routes_weights_row(&neighbours, NULL, counts->weights, area);
    size_t members = 0;
    for (size_t k = 0; k <= row; k++) {
        uint32_t member = k < row ? neighbours[k] : area;
        if ((k < row && member == area) || !has_rate(counts, member))
            continue;
        events[members] = counts->events[member];
        shares[members++] = 1.0 / counts->exposure[member];
    }
    for (size_t k = 0; k < members; k++)
        shares[k] /= (double)members;
    return members;
}

static size_t longest_row(const routes_weights *weights)
{
    size_t longest = 0;
    for (uint32_t i = 0; i < routes_weights_areas(weights); i++) {
        size_t row = routes_weights_row(NULL, NULL, weights, i);
        longest = row > longest ? row : longest;
    }
    return longest;
}

routes_status routes_rate_local_interval(double *lower, double *upper, const double *events,
                                         const double *exposure, const routes_weights *weights,
                                         routes_rate_local_spatial_kind kind, double level,
                                         routes_error *err)
{
    struct counts counts = {events, exposure, weights};
    routes_status status = check(&counts, err);
    if (!status && (!lower || !upper))
        status = routes_i_fail(err, ROUTES_E_ARGUMENT, "lower and upper must not be null");
    if (!status)
        status = check_kind((int)kind, err);
    if (!status)
        status = routes_poisson_interval(NULL, NULL, 0.0, level, err);
    if (status)
        return status;
    size_t most = longest_row(weights) + 1;
    double *some = routes_i_calloc(most, sizeof *some);
    double *shares = routes_i_calloc(most, sizeof *shares);
    if (!some || !shares)
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu neighbours", most);
    for (uint32_t i = 0; i < routes_weights_areas(weights) && !status; i++) {
        lower[i] = upper[i] = NAN;
        size_t members = list_members(some, shares, &counts, i);
        if (members && kind == ROUTES_RATE_LOCAL_POOLED)
            status = pooled_interval(&lower[i], &upper[i], &counts, i, level, err);
        else if (members)
            status = routes_poisson_interval_sum(&lower[i], &upper[i], some, shares, members, level,
                                                 err);
    }
    routes_i_free(some);
    routes_i_free(shares);
    return status;
}
