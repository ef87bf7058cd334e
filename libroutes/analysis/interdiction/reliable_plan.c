/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analysis/interdiction/reliable_plan.h"

#include <math.h>
#include <string.h>

#include "core/fail.h"
#include "core/memory.h"
#include "core/run.h"

/* Values nearer than this, as a part of the larger, are the same. */
#define SAME 1e-12

static routes_status index_sites(routes_i_reliable_plans *plans, routes_error *err)
{
    const routes_i_reliable *problem = plans->problem;
    plans->site_start = routes_i_calloc(problem->sites + 3, sizeof *plans->site_start);
    plans->site_arc = routes_i_calloc(problem->arcs + 1, sizeof *plans->site_arc);
    if (!plans->site_start || !plans->site_arc)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu sites", problem->sites);
    for (size_t a = 0; a < problem->arcs; a++)
        if (problem->arc[a].site != ROUTES_GRAPH_NONE)
            plans->site_start[problem->arc[a].site + 2]++;
    for (size_t s = 2; s < problem->sites + 2; s++)
        plans->site_start[s] += plans->site_start[s - 1];
    for (size_t a = 0; a < problem->arcs; a++)
        if (problem->arc[a].site != ROUTES_GRAPH_NONE)
            plans->site_arc[plans->site_start[problem->arc[a].site + 1]++] = (uint32_t)a;
    return ROUTES_OK;
}

routes_status routes_i_reliable_plans_make(routes_i_reliable_plans *plans,
                                           const routes_i_reliable *problem, routes_error *err)
{
    *plans = (routes_i_reliable_plans){.problem = problem};
    routes_status status = routes_i_reliable_search_make(&plans->search, problem, err);
    if (!status)
        status = index_sites(plans, err);
    plans->plan = routes_i_calloc(problem->sites + 1, 1);
    plans->by_group = routes_i_calloc(problem->groups + 1, sizeof *plans->by_group);
    plans->chance = routes_i_calloc(problem->scenarios + 1, sizeof *plans->chance);
    plans->use = routes_i_calloc(problem->sites + 1, sizeof *plans->use);
    plans->passes = routes_i_calloc(problem->groups + 1, problem->sites + 1);
    plans->order = routes_i_calloc(problem->sites + 1, sizeof *plans->order);
    if (!status && !(plans->plan && plans->by_group && plans->chance && plans->use &&
                     plans->passes && plans->order))
        status =
            routes_i_fail(err, ROUTES_E_MEMORY, "no memory for plans of %zu sites", problem->sites);
    if (status)
        routes_i_reliable_plans_free(plans);
    return status;
}

void routes_i_reliable_plans_free(routes_i_reliable_plans *plans)
{
    routes_i_reliable_search_free(&plans->search);
    routes_i_free(plans->site_start);
    routes_i_free(plans->site_arc);
    routes_i_free(plans->plan);
    routes_i_free(plans->by_group);
    routes_i_free(plans->chance);
    routes_i_free(plans->use);
    routes_i_free(plans->passes);
    routes_i_free(plans->order);
    *plans = (routes_i_reliable_plans){0};
}

double routes_i_reliable_cost(const routes_i_reliable *problem, const unsigned char *plan)
{
    double cost = problem->fixed_cost;
    for (size_t s = 0; s < problem->sites; s++)
        cost += plan[s] && !problem->fixed[s] ? problem->cost[s] : 0;
    return cost;
}

bool routes_i_reliable_affordable(double cost, double budget)
{
    return cost <= budget + 1e-9 * fmax(1, fabs(budget));
}

/* Notes the sites on the way from an origin. */
static void note_way(routes_i_reliable_plans *plans, size_t group, size_t scenario)
{
    const routes_i_reliable *problem = plans->problem;
    double weighted = problem->weight[scenario] * plans->chance[scenario];
    for (uint32_t at = problem->origin[scenario]; plans->search.next[at] != ROUTES_GRAPH_NONE;) {
        const routes_i_reliable_arc *arc = &problem->arc[plans->search.next[at]];
        at = arc->head;
        if (arc->site == ROUTES_GRAPH_NONE || plans->plan[arc->site])
            continue;
        plans->use[arc->site] += weighted * (1 - arc->watched / arc->open);
        plans->passes[group * problem->sites + arc->site] = 1;
    }
}

static double search_group(routes_i_reliable_plans *plans, size_t group)
{
    const routes_i_reliable *problem = plans->problem;
    double value = 0;
    routes_i_reliable_search_run(&plans->search, group);
    plans->searches++;
    for (size_t i = problem->first[group]; i < problem->first[group + 1]; i++)
        value += problem->weight[i] * plans->search.chance[problem->origin[i]];
    return value;
}

double routes_i_reliable_plans_evaluate(routes_i_reliable_plans *plans, const unsigned char *plan)
{
    const routes_i_reliable *problem = plans->problem;
    if (plan != plans->plan)
        memcpy(plans->plan, plan, problem->sites);
    memset(plans->use, 0, problem->sites * sizeof *plans->use);
    memset(plans->passes, 0, problem->groups * problem->sites);
    routes_i_reliable_search_plan(&plans->search, plan);
    plans->value = 0;
    for (size_t g = 0; g < problem->groups; g++) {
        plans->by_group[g] = search_group(plans, g);
        plans->value += plans->by_group[g];
        for (size_t i = problem->first[g]; i < problem->first[g + 1]; i++) {
            plans->chance[i] = plans->search.chance[problem->origin[i]];
            note_way(plans, g, i);
        }
    }
    return plans->value;
}

static void watch(routes_i_reliable_plans *plans, uint32_t site, bool watched)
{
    for (uint32_t k = plans->site_start[site]; k < plans->site_start[site + 1]; k++) {
        const routes_i_reliable_arc *arc = &plans->problem->arc[plans->site_arc[k]];
        plans->search.factor[plans->site_arc[k]] = watched ? arc->watched : arc->open;
    }
}

double routes_i_reliable_plans_with(routes_i_reliable_plans *plans, uint32_t site)
{
    const routes_i_reliable *problem = plans->problem;
    double value = 0;
    watch(plans, site, true);
    for (size_t g = 0; g < problem->groups; g++)
        value +=
            plans->passes[g * problem->sites + site] ? search_group(plans, g) : plans->by_group[g];
    watch(plans, site, false);
    return value;
}

/* The site that brings the plan evaluated last furthest below `value`; none: ROUTES_GRAPH_NONE. */
static uint32_t best_site(double *value, routes_i_reliable_plans *plans, double money)
{
    const routes_i_reliable *problem = plans->problem;
    uint32_t best = ROUTES_GRAPH_NONE;
    double left = INFINITY; /* sites used more have been tried */
    uint32_t last = ROUTES_GRAPH_NONE;
    for (;;) {
        uint32_t next = ROUTES_GRAPH_NONE;
        for (uint32_t s = 0; s < problem->sites; s++) {
            double use = plans->use[s];
            if (!(use > 0) || use > left || (use == left && s <= last) ||
                !routes_i_reliable_affordable(problem->cost[s], money))
                continue;
            if (next == ROUTES_GRAPH_NONE || use > plans->use[next])
                next = s;
        }
        if (next == ROUTES_GRAPH_NONE || plans->value - plans->use[next] >= *value * (1 - SAME))
            return best;
        left = plans->use[next];
        last = next;
        double found = routes_i_reliable_plans_with(plans, next);
        if (found < *value * (1 - SAME)) {
            *value = found;
            best = next;
        }
    }
}

double routes_i_reliable_plans_fill(routes_i_reliable_plans *plans, unsigned char *plan,
                                    double budget)
{
    const routes_i_reliable *problem = plans->problem;
    double cost = routes_i_reliable_cost(problem, plan);
    double value = routes_i_reliable_plans_evaluate(plans, plan);
    for (;;) {
        uint32_t best = ROUTES_GRAPH_NONE;
        double worth = 0;
        for (uint32_t s = 0; s < problem->sites; s++) {
            double per = plans->use[s] / fmax(problem->cost[s], 1e-9);
            if (per > worth && routes_i_reliable_affordable(cost + problem->cost[s], budget)) {
                worth = per;
                best = s;
            }
        }
        if (best == ROUTES_GRAPH_NONE)
            return value;
        plan[best] = 1;
        cost += problem->cost[best];
        value = routes_i_reliable_plans_evaluate(plans, plan);
    }
}

/* Tries to give up one site for a better one; whether that was done. */
static bool exchange_one(routes_i_reliable_plans *plans, unsigned char *plan, uint32_t site,
                         double *value, double budget)
{
    const routes_i_reliable *problem = plans->problem;
    plan[site] = 0;
    routes_i_reliable_plans_evaluate(plans, plan);
    plans->use[site] = 0;
    uint32_t other = best_site(value, plans, budget - routes_i_reliable_cost(problem, plan));
    plan[other == ROUTES_GRAPH_NONE ? site : other] = 1;
    return other != ROUTES_GRAPH_NONE;
}

double routes_i_reliable_plans_exchange(routes_i_reliable_plans *plans, unsigned char *plan,
                                        double budget)
{
    const routes_i_reliable *problem = plans->problem;
    double value = routes_i_reliable_plans_fill(plans, plan, budget);
    size_t unchanged = 0;
    for (uint32_t s = 0; problem->sites && unchanged < problem->sites;
         s = s + 1 < problem->sites ? s + 1 : 0) {
        unchanged++;
        if (plans->stopped)
            return routes_i_reliable_plans_evaluate(plans, plan);
        if (plan[s] && !problem->fixed[s])
            plans->stopped =
                routes_i_run_tell(plans->run, plans->done, "exchanging sites", NULL) != ROUTES_OK;
        if (plan[s] && !problem->fixed[s] && exchange_one(plans, plan, s, &value, budget))
            unchanged = 0;
    }
    return routes_i_reliable_plans_fill(plans, plan, budget);
}

double routes_i_reliable_plans_trim(routes_i_reliable_plans *plans, unsigned char *plan)
{
    const routes_i_reliable *problem = plans->problem;
    double value = routes_i_reliable_plans_evaluate(plans, plan);
    for (size_t s = problem->sites; s-- > 0;) {
        if (!plan[s] || problem->fixed[s])
            continue;
        plan[s] = 0;
        if (routes_i_reliable_plans_evaluate(plans, plan) > value * (1 + SAME / 10))
            plan[s] = 1;
    }
    return routes_i_reliable_plans_evaluate(plans, plan);
}
