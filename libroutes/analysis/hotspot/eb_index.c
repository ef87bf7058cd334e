/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analysis/hotspot/eb_index.h"

#include <math.h>

#include "core/fail.h"

static routes_status check(const double *events, const double *people, size_t n, routes_error *err)
{
    for (size_t i = 0; i < n; i++) {
        if (isnan(events[i]))
            continue;
        if (!(events[i] >= 0.0) || isinf(events[i]))
            return routes_i_fail(err, ROUTES_E_DATA, "events[%zu] is %g, must be 0 or more", i,
                                 events[i]);
        if (!(people[i] > 0.0) || isinf(people[i]))
            return routes_i_fail(err, ROUTES_E_DATA, "people[%zu] is %g, must be above 0", i,
                                 people[i]);
    }
    return ROUTES_OK;
}

routes_status routes_i_eb_index(double *index, const double *events, const double *people, size_t n,
                                routes_error *err)
{
    double known = 0.0;
    double all_events = 0.0;
    double all_people = 0.0;
    double squares = 0.0;
    routes_status status = check(events, people, n, err);
    if (status)
        return status;
    for (size_t i = 0; i < n; i++) {
        if (isnan(events[i]))
            continue;
        known += 1.0;
        all_events += events[i];
        all_people += people[i];
    }
    double b = all_events / all_people;
    for (size_t i = 0; i < n; i++) {
        double gap = events[i] / people[i] - b;
        squares += isnan(events[i]) ? 0.0 : people[i] * gap * gap;
    }
    double a = squares / all_people - b * known / all_people;
    for (size_t i = 0; i < n; i++) {
        double chance = b / people[i];
        double variance = a + chance < 0.0 ? chance : a + chance;
        double gap = events[i] / people[i] - b;
        index[i] = isnan(events[i]) ? NAN : variance > 0.0 ? gap / sqrt(variance) : 0.0;
    }
    return ROUTES_OK;
}
