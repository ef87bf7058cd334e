/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <math.h>

#include "core/fail.h"
#include "routes/scan.h"

/* Cases and people of a stratum, over all areas that report both. */
static routes_status add_up(double *cases, double *people, const double *all_cases,
                            const double *population, size_t areas, size_t strata, size_t stratum,
                            routes_error *err)
{
    *cases = 0.0;
    *people = 0.0;
    for (size_t i = 0; i < areas; i++) {
        size_t k = i * strata + stratum;
        if (all_cases[k] < 0.0 || isinf(all_cases[k]))
            return routes_i_fail(err, ROUTES_E_DATA, "cases[%zu] is %g, must be 0 or more", k,
                                 all_cases[k]);
        if (population[k] < 0.0 || isinf(population[k]))
            return routes_i_fail(err, ROUTES_E_DATA, "population[%zu] is %g, must be 0 or more", k,
                                 population[k]);
        if (isnan(all_cases[k]) || isnan(population[k]))
            continue;
        *cases += all_cases[k];
        *people += population[k];
    }
    if (*cases > 0.0 && !(*people > 0.0))
        return routes_i_fail(err, ROUTES_E_DATA, "stratum %zu has %g cases among nobody", stratum,
                             *cases);
    return ROUTES_OK;
}

routes_status routes_scan_expected(double *expected, const double *cases, const double *population,
                                   size_t areas, size_t strata, routes_error *err)
{
    double sum;
    double people;
    if (!expected || !cases || !population || strata == 0)
        return routes_i_fail(
            err, ROUTES_E_ARGUMENT,
            "expected, cases and population must be given, with 1 stratum or more");
    for (size_t s = 0; s < strata; s++) {
        routes_status status = add_up(&sum, &people, cases, population, areas, strata, s, err);
        if (status)
            return status;
    }
    for (size_t i = 0; i < areas; i++)
        expected[i] = NAN;
    for (size_t s = 0; s < strata; s++) {
        if (add_up(&sum, &people, cases, population, areas, strata, s, NULL))
            continue;
        for (size_t i = 0; i < areas; i++) {
            size_t k = i * strata + s;
            if (isnan(cases[k]) || isnan(population[k]))
                continue;
            double part = people > 0.0 ? population[k] * (sum / people) : 0.0;
            expected[i] = isnan(expected[i]) ? part : expected[i] + part;
        }
    }
    return ROUTES_OK;
}
