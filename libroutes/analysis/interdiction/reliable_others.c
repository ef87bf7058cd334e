/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analysis/interdiction/reliable_others.h"

#include <string.h>

#include "core/fail.h"
#include "core/memory.h"
#include "core/run.h"

routes_status routes_i_reliable_others_make(routes_i_reliable_others *others, size_t sites,
                                            size_t room, routes_error *err)
{
    *others = (routes_i_reliable_others){.sites = sites, .room = room};
    others->plan = routes_i_calloc(room + 1, sites + 1);
    others->value = routes_i_calloc(room + 1, sizeof *others->value);
    others->place = routes_i_calloc(room + 1, sizeof *others->place);
    if (others->plan && others->value && others->place)
        return ROUTES_OK;
    routes_i_reliable_others_free(others);
    return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu plans of %zu sites", room, sites);
}

void routes_i_reliable_others_free(routes_i_reliable_others *others)
{
    routes_i_free(others->plan);
    routes_i_free(others->value);
    routes_i_free(others->place);
    *others = (routes_i_reliable_others){0};
}

void routes_i_reliable_others_add(routes_i_reliable_others *others, const unsigned char *plan,
                                  double value)
{
    size_t at = others->count;
    for (size_t i = 0; i < others->count; i++)
        if (memcmp(others->plan + others->place[i] * others->sites, plan, others->sites) == 0)
            return;
    for (; at > 0 && others->value[at - 1] > value; at--)
        ;
    if (at == others->room)
        return;
    size_t place = others->count < others->room ? others->count++ : others->place[others->room - 1];
    for (size_t i = others->count - 1; i > at; i--) {
        others->value[i] = others->value[i - 1];
        others->place[i] = others->place[i - 1];
    }
    others->value[at] = value;
    others->place[at] = place;
    memcpy(others->plan + place * others->sites, plan, others->sites);
}

routes_status routes_i_reliable_others_near(routes_i_reliable_others *others,
                                            routes_i_reliable_plans *plans,
                                            const unsigned char *plan, double budget, double most,
                                            const routes_run *run, routes_error *err)
{
    const routes_i_reliable *problem = plans->problem;
    routes_status status = ROUTES_OK;
    unsigned char *trial = routes_i_calloc(problem->sites + 1, 1);
    if (!trial)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a plan of %zu sites",
                             problem->sites);
    memcpy(trial, plan, problem->sites);
    for (uint32_t s = 0; !status && s < problem->sites; s++) {
        if (!plan[s] || problem->fixed[s])
            continue;
        trial[s] = 0;
        double without = routes_i_reliable_plans_evaluate(plans, trial);
        double left = budget - routes_i_reliable_cost(problem, trial);
        if (without <= most)
            routes_i_reliable_others_add(others, trial, without);
        for (uint32_t t = 0; t < problem->sites; t++) {
            if (trial[t] || t == s || !(plans->use[t] > 0) || without - plans->use[t] > most ||
                !routes_i_reliable_affordable(problem->cost[t], left))
                continue;
            double value = routes_i_reliable_plans_with(plans, t);
            trial[t] = 1;
            if (value <= most)
                routes_i_reliable_others_add(others, trial, value);
            trial[t] = 0;
        }
        trial[s] = 1;
        status = routes_i_run_tell(run, 1, "plans nearby", err);
    }
    routes_i_free(trial);
    return status;
}
