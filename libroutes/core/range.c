/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/range.h"

#include <math.h>
#include <stdbool.h>

#include "core/fail.h"

routes_range routes_range_none(void)
{
    return (routes_range){NAN, NAN, NAN, ROUTES_RANGE_NOT_STATED};
}

static bool stated(double value)
{
    return !isnan(value);
}

static routes_status check_value(double value, const char *name, routes_error *err)
{
    if (stated(value) && !(isfinite(value) && value >= 0.0))
        return routes_i_fail(err, ROUTES_E_DATA, "%s is %g, must be a number from 0 up", name,
                             value);
    return ROUTES_OK;
}

static routes_status check_order(double a, const char *a_name, double b, const char *b_name,
                                 routes_error *err)
{
    if (stated(a) && stated(b) && a > b)
        return routes_i_fail(err, ROUTES_E_DATA, "%s %.15g is above %s %.15g", a_name, a, b_name,
                             b);
    return ROUTES_OK;
}

/* Which of the three values a kind asks for. */
static routes_status check_shape(routes_range range, routes_error *err)
{
    bool low = stated(range.low), moderate = stated(range.moderate), high = stated(range.high);
    switch (range.kind) {
    case ROUTES_RANGE_NOT_STATED:
        if (low || moderate || high)
            return routes_i_fail(err, ROUTES_E_DATA, "a number is given without its range kind");
        return ROUTES_OK;
    case ROUTES_RANGE_SINGLE:
        if (!moderate || low || high)
            return routes_i_fail(err, ROUTES_E_DATA, "single means moderate alone");
        return ROUTES_OK;
    case ROUTES_RANGE_LOWER_BOUND:
        if (!low || moderate || high)
            return routes_i_fail(err, ROUTES_E_DATA, "lower_bound means low alone");
        return ROUTES_OK;
    case ROUTES_RANGE_SOURCE_SPREAD:
    case ROUTES_RANGE_INTERVAL95:
    case ROUTES_RANGE_BOUNDS:
        if (!low || !high)
            return routes_i_fail(err, ROUTES_E_DATA, "%s needs low and high",
                                 routes_range_kind_text(range.kind));
        return ROUTES_OK;
    }
    return routes_i_fail(err, ROUTES_E_DATA, "range kind %d is not known", (int)range.kind);
}

routes_status routes_range_check(routes_range range, routes_error *err)
{
    routes_status status = check_value(range.low, "low", err);
    if (!status)
        status = check_value(range.moderate, "moderate", err);
    if (!status)
        status = check_value(range.high, "high", err);
    if (!status)
        status = check_order(range.low, "low", range.moderate, "moderate", err);
    if (!status)
        status = check_order(range.moderate, "moderate", range.high, "high", err);
    if (!status)
        status = check_order(range.low, "low", range.high, "high", err);
    return status ? status : check_shape(range, err);
}

double routes_range_least(routes_range range)
{
    return stated(range.low) ? range.low : range.moderate;
}

double routes_range_most(routes_range range)
{
    if (range.kind == ROUTES_RANGE_LOWER_BOUND)
        return INFINITY;
    return stated(range.high) ? range.high : range.moderate;
}

static routes_range lower_bound(double low)
{
    return (routes_range){low, NAN, NAN, ROUTES_RANGE_LOWER_BOUND};
}

static bool open_above(routes_range range)
{
    return range.kind == ROUTES_RANGE_LOWER_BOUND || range.kind == ROUTES_RANGE_NOT_STATED;
}

static double least_or_zero(routes_range range)
{
    return range.kind == ROUTES_RANGE_NOT_STATED ? 0.0 : routes_range_least(range);
}

routes_range routes_range_add(routes_range a, routes_range b)
{
    if (a.kind == ROUTES_RANGE_NOT_STATED && b.kind == ROUTES_RANGE_NOT_STATED)
        return routes_range_none();
    if (open_above(a) || open_above(b))
        return lower_bound(least_or_zero(a) + least_or_zero(b));
    if (a.kind == ROUTES_RANGE_SINGLE && b.kind == ROUTES_RANGE_SINGLE)
        return (routes_range){NAN, a.moderate + b.moderate, NAN, ROUTES_RANGE_SINGLE};

    /* Added 95 % intervals are no longer 95 % intervals. */
    bool alike = a.kind == b.kind && a.kind != ROUTES_RANGE_INTERVAL95;
    return (routes_range){.low = routes_range_least(a) + routes_range_least(b),
                          .moderate = a.moderate + b.moderate,
                          .high = routes_range_most(a) + routes_range_most(b),
                          .kind = alike ? a.kind : ROUTES_RANGE_BOUNDS};
}

routes_range routes_range_overlap(routes_range a, routes_range b)
{
    if (a.kind == ROUTES_RANGE_NOT_STATED && b.kind == ROUTES_RANGE_NOT_STATED)
        return routes_range_none();
    double least = fmax(least_or_zero(a), least_or_zero(b));
    if (open_above(a) || open_above(b))
        return lower_bound(least);
    return (routes_range){least, NAN, routes_range_most(a) + routes_range_most(b),
                          ROUTES_RANGE_BOUNDS};
}

routes_range routes_range_scale(routes_range range, double factor)
{
    return (routes_range){range.low * factor, range.moderate * factor, range.high * factor,
                          range.kind};
}

routes_range routes_range_divide(routes_range a, routes_range b)
{
    bool b_open = b.kind == ROUTES_RANGE_LOWER_BOUND;
    double most = routes_range_most(b);
    if (a.kind == ROUTES_RANGE_NOT_STATED || !(most > 0.0))
        return routes_range_none();
    if (a.kind == ROUTES_RANGE_SINGLE && b.kind == ROUTES_RANGE_SINGLE)
        return (routes_range){NAN, a.moderate / b.moderate, NAN, ROUTES_RANGE_SINGLE};

    double low = b_open ? 0.0 : routes_range_least(a) / most;
    bool endless = a.kind == ROUTES_RANGE_LOWER_BOUND || !(routes_range_least(b) > 0.0);
    if (endless)
        return b_open ? routes_range_none() : lower_bound(low);
    routes_range_kind kind = a.kind == ROUTES_RANGE_SINGLE ? b.kind : a.kind;
    bool alike = a.kind == b.kind && a.kind != ROUTES_RANGE_INTERVAL95;
    bool one = a.kind == ROUTES_RANGE_SINGLE || b.kind == ROUTES_RANGE_SINGLE;
    return (routes_range){.low = low,
                          .moderate = a.moderate / b.moderate,
                          .high = routes_range_most(a) / routes_range_least(b),
                          .kind = (alike || one) && !b_open ? kind : ROUTES_RANGE_BOUNDS};
}

routes_status routes_range_remainder(routes_range *remainder, const routes_range *shares, size_t n,
                                     routes_error *err)
{
    if (!remainder || (n && !shares))
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "remainder and shares must not be null");
    double least = 0.0;
    double most = 0.0;
    for (size_t i = 0; i < n; i++) {
        if (open_above(shares[i]))
            return routes_i_fail(err, ROUTES_E_DATA, "share %zu has no upper end", i);
        least += routes_range_least(shares[i]);
        most += routes_range_most(shares[i]);
    }
    if (least > 100.0)
        return routes_i_fail(err, ROUTES_E_DATA, "the shares sum to %g %%, must be 100 at most",
                             least);
    *remainder = (routes_range){fmax(0.0, 100.0 - most), NAN, 100.0 - least, ROUTES_RANGE_BOUNDS};
    return ROUTES_OK;
}

routes_status routes_quantity_add(routes_quantity *sum, routes_quantity a, routes_quantity b,
                                  routes_error *err)
{
    if (!sum)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "sum must not be null");
    if (a.measure != b.measure || a.unit != b.unit)
        return routes_i_fail(err, ROUTES_E_DATA, "%s in %s and %s in %s do not add",
                             routes_measure_text(a.measure), routes_unit_text(a.unit),
                             routes_measure_text(b.measure), routes_unit_text(b.unit));
    *sum = (routes_quantity){routes_range_add(a.range, b.range), a.measure, a.unit};
    return ROUTES_OK;
}

routes_status routes_quantity_per_year(routes_quantity *out, routes_quantity quantity,
                                       routes_error *err)
{
    if (!out)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "out must not be null");
    if (quantity.measure != ROUTES_MEASURE_FLOW ||
        (quantity.unit != ROUTES_UNIT_PERSONS_PER_MONTH &&
         quantity.unit != ROUTES_UNIT_PERSONS_PER_YEAR))
        return routes_i_fail(err, ROUTES_E_DATA, "%s in %s is no flow per month or year",
                             routes_measure_text(quantity.measure),
                             routes_unit_text(quantity.unit));
    double factor = quantity.unit == ROUTES_UNIT_PERSONS_PER_MONTH ? 12.0 : 1.0;
    *out = (routes_quantity){routes_range_scale(quantity.range, factor), ROUTES_MEASURE_FLOW,
                             ROUTES_UNIT_PERSONS_PER_YEAR};
    return ROUTES_OK;
}

routes_status routes_quantity_from_stock(routes_quantity *out, routes_quantity stock,
                                         routes_range stay_years, routes_error *err)
{
    if (!out)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "out must not be null");
    if (stock.measure != ROUTES_MEASURE_STOCK)
        return routes_i_fail(err, ROUTES_E_DATA, "%s is no stock",
                             routes_measure_text(stock.measure));
    double shortest = routes_range_least(stay_years);
    double longest = routes_range_most(stay_years);
    if (!(shortest > 0.0) || !isfinite(longest))
        return routes_i_fail(err, ROUTES_E_DATA,
                             "a stock becomes a flow by the mean stay in years: give a range "
                             "above 0 with both ends");
    bool open = stock.range.kind == ROUTES_RANGE_LOWER_BOUND;
    routes_range flow = {routes_range_least(stock.range) / longest, NAN,
                         open ? NAN : routes_range_most(stock.range) / shortest,
                         open ? ROUTES_RANGE_LOWER_BOUND : ROUTES_RANGE_BOUNDS};
    if (stock.range.kind == ROUTES_RANGE_NOT_STATED)
        flow = routes_range_none();
    *out = (routes_quantity){flow, ROUTES_MEASURE_FLOW, ROUTES_UNIT_PERSONS_PER_YEAR};
    return ROUTES_OK;
}

const char *routes_range_kind_text(routes_range_kind kind)
{
    static const char *const texts[] = {"",       "source_spread", "interval95", "lower_bound",
                                        "bounds", "single"};
    return (unsigned)kind < sizeof texts / sizeof *texts ? texts[kind] : NULL;
}

const char *routes_measure_text(routes_measure measure)
{
    static const char *const texts[] = {"",      "stock", "flow",      "cumulative",
                                        "share", "count", "valuation", "ratio"};
    return (unsigned)measure < sizeof texts / sizeof *texts ? texts[measure] : NULL;
}

const char *routes_unit_text(routes_unit unit)
{
    static const char *const texts[] = {"",
                                        "persons",
                                        "persons_total",
                                        "persons_per_year",
                                        "persons_per_month",
                                        "percent_of_total",
                                        "percent_of_group",
                                        "USD_per_year",
                                        "events"};
    return (unsigned)unit < sizeof texts / sizeof *texts ? texts[unit] : NULL;
}
