/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <stdbool.h>

#include "routes/emerging.h"

/* From a class of hot to the same of cold. */
#define COLD (ROUTES_EMERGING_NEW_COLD - ROUTES_EMERGING_NEW_HOT)

const char *routes_emerging_class_text(routes_emerging_class hot)
{
    static const char *const words[] = {"not_tested",        "none",
                                        "new_hot",           "consecutive_hot",
                                        "intensifying_hot",  "persistent_hot",
                                        "diminishing_hot",   "sporadic_hot",
                                        "oscillating_hot",   "historical_hot",
                                        "new_cold",          "consecutive_cold",
                                        "intensifying_cold", "persistent_cold",
                                        "diminishing_cold",  "sporadic_cold",
                                        "oscillating_cold",  "historical_cold"};
    size_t at = (size_t)hot;
    return at < sizeof words / sizeof *words ? words[at] : NULL;
}

const char *routes_emerging_status_text(routes_emerging_status status)
{
    switch (status) {
    case ROUTES_EMERGING_TESTED:
        return "";
    case ROUTES_EMERGING_NOT_REPORTED:
        return "not_reported";
    case ROUTES_EMERGING_TOO_FEW_AREAS:
        return "too_few_areas";
    case ROUTES_EMERGING_TOO_FEW_PERIODS:
        return "too_few_periods";
    case ROUTES_EMERGING_TOO_FEW_CASES:
        return "too_few_cases";
    case ROUTES_EMERGING_NO_VARIATION:
        return "no_variation";
    case ROUTES_EMERGING_LAST_NOT_REPORTED:
        return "last_period_not_reported";
    }
    return NULL;
}

/* What the rules ask of a series, seen from one side: "on" is hot or cold, "off" the other. */
struct history {
    size_t periods;    /* tested */
    size_t on;         /* periods on */
    size_t off;        /* periods of the other side */
    size_t run;        /* periods on at the end without a break */
    size_t either_run; /* the same, on or off */
    bool is_on;        /* in the last period */
    bool against;      /* the score of the last period is of the other sign */
    int trend;         /* 1: away from the mean, -1: back to it, 0: neither */
};

static struct history look(const routes_hot_class *hot, const double *z, size_t periods,
                           const routes_mann_kendall *trend, double alpha, bool cold)
{
    struct history seen = {0};
    routes_hot_class on = cold ? ROUTES_HOT_COLD : ROUTES_HOT_HOT;
    routes_hot_class off = cold ? ROUTES_HOT_HOT : ROUTES_HOT_COLD;
    for (size_t t = 0; t < periods; t++) {
        if (hot[t] == ROUTES_HOT_NOT_TESTED)
            continue;
        seen.periods++;
        seen.is_on = hot[t] == on;
        seen.on += seen.is_on;
        seen.off += hot[t] == off;
        seen.run = seen.is_on ? seen.run + 1 : 0;
        seen.either_run = seen.is_on || hot[t] == off ? seen.either_run + 1 : 0;
        seen.against = cold ? z[t] > 0.0 : z[t] < 0.0;
    }
    if (trend->p <= alpha && trend->s != 0)
        seen.trend = (trend->s > 0) == !cold ? 1 : -1;
    return seen;
}

/* 90 % or more. */
static bool always(const struct history *seen, size_t count)
{
    return 10 * count >= 9 * seen->periods;
}

static routes_emerging_class by_trend(const struct history *seen)
{
    return seen->trend > 0   ? ROUTES_EMERGING_INTENSIFYING_HOT
           : seen->trend < 0 ? ROUTES_EMERGING_DIMINISHING_HOT
                             : ROUTES_EMERGING_PERSISTENT_HOT;
}

/* The table of the header, for one side; NONE where nothing fits. */
static routes_emerging_class by_arcgis(const struct history *seen)
{
    if (!seen->is_on)
        return seen->on && always(seen, seen->on) ? ROUTES_EMERGING_HISTORICAL_HOT
                                                  : ROUTES_EMERGING_NONE;
    if (seen->on == 1)
        return ROUTES_EMERGING_NEW_HOT;
    if (always(seen, seen->on))
        return by_trend(seen);
    if (seen->on == seen->run)
        return ROUTES_EMERGING_CONSECUTIVE_HOT;
    return seen->off ? ROUTES_EMERGING_OSCILLATING_HOT : ROUTES_EMERGING_SPORADIC_HOT;
}

/* sfdep's rules of one class; the order of asking is theirs, hot before cold for each. */
static bool fits_sfdep(routes_emerging_class which, const struct history *seen, bool cold)
{
    size_t either = seen->on + seen->off;
    switch (which) {
    case ROUTES_EMERGING_NEW_HOT:
        return either == 1 && seen->is_on;
    case ROUTES_EMERGING_CONSECUTIVE_HOT:
        return seen->is_on && seen->either_run == either && !always(seen, seen->on);
    case ROUTES_EMERGING_INTENSIFYING_HOT:
        return always(seen, cold ? seen->on : either) && seen->either_run > 0 && seen->trend > 0;
    case ROUTES_EMERGING_PERSISTENT_HOT:
        return always(seen, seen->on) && seen->trend == 0;
    case ROUTES_EMERGING_DIMINISHING_HOT:
        return always(seen, seen->on) && seen->either_run > 0 && seen->trend < 0;
    case ROUTES_EMERGING_OSCILLATING_HOT:
        return seen->is_on && seen->off > 0 &&
               (cold ? !always(seen, seen->on) : 10 * seen->on <= 9 * seen->periods);
    case ROUTES_EMERGING_HISTORICAL_HOT:
        return always(seen, seen->on) && seen->against;
    default:
        return seen->on > 0 && seen->off == 0 && !always(seen, seen->on);
    }
}

static routes_emerging_class by_sfdep(const struct history *hot, const struct history *cold)
{
    static const routes_emerging_class order[] = {
        ROUTES_EMERGING_NEW_HOT,          ROUTES_EMERGING_CONSECUTIVE_HOT,
        ROUTES_EMERGING_INTENSIFYING_HOT, ROUTES_EMERGING_PERSISTENT_HOT,
        ROUTES_EMERGING_DIMINISHING_HOT,  ROUTES_EMERGING_OSCILLATING_HOT,
        ROUTES_EMERGING_HISTORICAL_HOT,   ROUTES_EMERGING_SPORADIC_HOT};
    for (size_t k = 0; k < sizeof order / sizeof *order; k++) {
        if (fits_sfdep(order[k], hot, false))
            return order[k];
        if (fits_sfdep(order[k], cold, true))
            return order[k] + COLD;
    }
    return ROUTES_EMERGING_NONE;
}

routes_emerging_class routes_emerging_classify(const routes_hot_class *hot, const double *z,
                                               size_t periods, const routes_mann_kendall *trend,
                                               double alpha, routes_emerging_kind kind)
{
    if (periods == 0 || hot[periods - 1] == ROUTES_HOT_NOT_TESTED)
        return ROUTES_EMERGING_NOT_TESTED;
    struct history as_hot = look(hot, z, periods, trend, alpha, false);
    struct history as_cold = look(hot, z, periods, trend, alpha, true);
    if (kind == ROUTES_EMERGING_SFDEP)
        return by_sfdep(&as_hot, &as_cold);
    /* Of two that fit, such as a new cold spot that was hot before, that of the last period comes
     * first in the table. */
    routes_emerging_class from_cold = by_arcgis(&as_cold);
    if (as_cold.is_on)
        return from_cold + COLD;
    routes_emerging_class from_hot = by_arcgis(&as_hot);
    if (from_hot != ROUTES_EMERGING_NONE || from_cold == ROUTES_EMERGING_NONE)
        return from_hot;
    return from_cold + COLD;
}
