/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analysis/hotspot/redraw.h"

#include <math.h>
#include <stdlib.h>

#include "core/fail.h"
#include "core/memory.h"
#include "core/options.h"
#include "core/variate.h"

/* What Jeffreys' prior adds to a count. */
#define PRIOR 0.5

struct area {
    routes_redraw_state state;
    uint32_t site;
    routes_spread value;
    routes_spread exposure; /* a point of 1 where there are none */
};

struct routes_redraw {
    uint64_t seed;
    routes_sampling sampling;
    size_t n;
    struct area *areas;
};

const char *routes_sampling_text(routes_sampling sampling)
{
    switch (sampling) {
    case ROUTES_SAMPLING_NONE:
        return "none";
    case ROUTES_SAMPLING_POISSON:
        return "poisson";
    }
    return NULL;
}

const char *routes_redraw_state_text(routes_redraw_state state)
{
    switch (state) {
    case ROUTES_REDRAW_DRAWN:
        return "";
    case ROUTES_REDRAW_NOT_STATED:
        return "not_stated";
    case ROUTES_REDRAW_OPEN:
        return "lower_bound";
    case ROUTES_REDRAW_NO_DENOMINATOR:
        return "no_denominator";
    }
    return NULL;
}

static int by_number(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left;
    uint32_t b = *(const uint32_t *)right;
    return (a > b) - (a < b);
}

/* Two areas with one stream would move together. */
static routes_status check_sites(const uint32_t *sites, size_t n, routes_error *err)
{
    uint32_t *sorted = routes_i_calloc(n, sizeof *sorted);
    routes_status status = ROUTES_OK;
    if (!sorted)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu areas", n);
    for (size_t i = 0; i < n; i++)
        sorted[i] = sites[i];
    qsort(sorted, n, sizeof *sorted, by_number);
    for (size_t i = 1; i < n && !status; i++)
        if (sorted[i] == sorted[i - 1])
            status = routes_i_fail(err, ROUTES_E_DATA, "site %lu stands twice",
                                   (unsigned long)sorted[i]);
    routes_i_free(sorted);
    return status;
}

static bool open_above(routes_range range)
{
    return range.kind == ROUTES_RANGE_LOWER_BOUND;
}

static routes_status take(struct area *area, size_t i, routes_range value, routes_range exposure,
                          const routes_redraw_options *use, routes_error *err)
{
    routes_error why;
    routes_status status = routes_range_check(value, &why);
    if (!status)
        status = routes_range_check(exposure, &why);
    if (status)
        return routes_i_fail(err, status, "area %zu: %s", i, why.message);
    if (value.kind == ROUTES_RANGE_NOT_STATED)
        area->state = ROUTES_REDRAW_NOT_STATED;
    else if (open_above(value))
        area->state = ROUTES_REDRAW_OPEN;
    else if (exposure.kind == ROUTES_RANGE_NOT_STATED || open_above(exposure) ||
             !(routes_range_least(exposure) > 0.0))
        area->state = ROUTES_REDRAW_NO_DENOMINATOR;
    if (area->state)
        return ROUTES_OK;
    status =
        routes_spread_of(&area->value, value, use->spreads ? use->spreads[i] : use->spread, err);
    return status ? status : routes_spread_of(&area->exposure, exposure, use->spread, err);
}

routes_status routes_redraw_new(routes_redraw **out, const routes_range *values,
                                const routes_range *exposures, const uint32_t *sites, size_t n,
                                const routes_redraw_options *options, routes_error *err)
{
    if (!out)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "out must not be null");
    *out = NULL;
    routes_redraw_options use;
    routes_status status = routes_i_options_read(&use, sizeof use, options, err);
    if (status)
        return status;
    if (!values)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "values must not be null");
    if (n == 0 || n >= UINT32_MAX)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "n is %zu, must be 1 or above, below 2^32", n);
    if (!routes_sampling_text(use.sampling))
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "options.sampling is %d, not a known choice",
                             (int)use.sampling);
    if (!routes_spread_kind_text(use.spread) || use.spread == ROUTES_SPREAD_POINT)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "options.spread is %d, not a known choice",
                             (int)use.spread);
    if (sites)
        status = check_sites(sites, n, err);
    if (status)
        return status;

    routes_redraw *redraw = routes_i_calloc(1, sizeof *redraw);
    struct area *areas = routes_i_calloc(n, sizeof *areas);
    if (!redraw || !areas)
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu areas", n);
    const routes_range one = {NAN, 1.0, NAN, ROUTES_RANGE_SINGLE};
    for (size_t i = 0; i < n && !status; i++) {
        areas[i].site = sites ? sites[i] : (uint32_t)i;
        status = take(&areas[i], i, values[i], exposures ? exposures[i] : one, &use, err);
    }
    if (status) {
        routes_i_free(redraw);
        routes_i_free(areas);
        return status;
    }
    *redraw = (routes_redraw){use.seed, use.sampling, n, areas};
    *out = redraw;
    return ROUTES_OK;
}

void routes_redraw_free(routes_redraw *redraw)
{
    if (!redraw)
        return;
    routes_i_free(redraw->areas);
    routes_i_free(redraw);
}

size_t routes_redraw_areas(const routes_redraw *redraw)
{
    return redraw->n;
}

routes_redraw_state routes_redraw_state_of(const routes_redraw *redraw, size_t area)
{
    return redraw->areas[area].state;
}

const routes_spread *routes_redraw_spread(const routes_redraw *redraw, size_t area)
{
    return redraw->areas[area].state ? NULL : &redraw->areas[area].value;
}

double routes_redraw_stated(const routes_redraw *redraw, size_t area)
{
    const struct area *from = &redraw->areas[area];
    return from->state ? NAN : from->value.moderate / from->exposure.moderate;
}

double routes_redraw_value(const routes_redraw *redraw, size_t area, uint32_t replicate)
{
    const struct area *from = &redraw->areas[area];
    if (from->state)
        return NAN;
    routes_i_random stream =
        routes_i_random_start(redraw->seed, ROUTES_I_PURPOSE_RANGE, from->site, replicate);
    double value = routes_i_variate_spread(&stream, &from->value);
    if (redraw->sampling == ROUTES_SAMPLING_POISSON) {
        stream =
            routes_i_random_start(redraw->seed, ROUTES_I_PURPOSE_SAMPLING, from->site, replicate);
        value = routes_i_variate_gamma(&stream, value + PRIOR);
    }
    if (from->exposure.kind == ROUTES_SPREAD_POINT)
        return value / from->exposure.moderate;
    stream =
        routes_i_random_start(redraw->seed, ROUTES_I_PURPOSE_DENOMINATOR, from->site, replicate);
    return value / routes_i_variate_spread(&stream, &from->exposure);
}

bool routes_i_redraw_closed(routes_spread *spread, const routes_redraw *redraw, size_t area)
{
    const struct area *from = &redraw->areas[area];
    if (from->state || redraw->sampling != ROUTES_SAMPLING_NONE ||
        from->exposure.kind != ROUTES_SPREAD_POINT)
        return false;
    double by = from->exposure.moderate;
    *spread = (routes_spread){from->value.kind, from->value.low / by, from->value.moderate / by,
                              from->value.high / by};
    return true;
}
