/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/interdict_reliable.h"

#include <math.h>
#include <string.h>

#include "analysis/interdiction/reliable_tree.h"
#include "core/fail.h"
#include "core/memory.h"
#include "core/options.h"
#include "core/run.h"

/* Of the weights together. */
#define GAP 1e-9

/* A plan kept: its sites and what each does, in one block each. */
struct kept {
    routes_interdict_reliable_plan plan;
    uint32_t *site;
    double *effect;
};

struct routes_interdict_reliable {
    struct kept *plans;
    size_t count;
    struct kept *others;
    size_t other_count;
    int stopped;
    int saturated;
    size_t wayless;
    uint64_t searched;
};

static void free_kept(struct kept *kept, size_t count)
{
    for (size_t i = 0; kept && i < count; i++) {
        routes_i_free(kept[i].site);
        routes_i_free(kept[i].effect);
    }
    routes_i_free(kept);
}

void routes_interdict_reliable_free(routes_interdict_reliable *interdict)
{
    if (!interdict)
        return;
    free_kept(interdict->plans, interdict->count);
    free_kept(interdict->others, interdict->other_count);
    routes_i_free(interdict);
}

/* What is worked on. */
struct work {
    routes_interdict_reliable_options options;
    routes_run run;
    routes_i_reliable problem;
    routes_i_reliable_tree tree;
    routes_i_reliable_others others;
    unsigned char *trial; /* [sites] */
};

static void free_work(struct work *work)
{
    routes_i_reliable_tree_free(&work->tree);
    routes_i_reliable_others_free(&work->others);
    routes_i_reliable_free(&work->problem);
    routes_i_free(work->trial);
}

static bool is_amount(double value)
{
    return value >= 0 && value < INFINITY;
}

static routes_status check(const struct work *work, routes_error *err)
{
    const routes_interdict_reliable_options *use = &work->options;
    if (!is_amount(use->budget) || !is_amount(use->step))
        return routes_i_fail(err, ROUTES_E_DATA, "budget %g and step %g must be at least 0",
                             use->budget, use->step);
    if (!is_amount(use->gap) || !is_amount(use->tolerance))
        return routes_i_fail(err, ROUTES_E_DATA, "gap %g and tolerance %g must be at least 0",
                             use->gap, use->tolerance);
    if (use->step > 0 && use->budget / use->step > 1e6)
        return routes_i_fail(err, ROUTES_E_DATA, "a step of %g makes too many budgets up to %g",
                             use->step, use->budget);
    if (!routes_i_reliable_affordable(work->problem.fixed_cost, use->budget))
        return routes_i_fail(err, ROUTES_E_DATA,
                             "what is fixed costs %g, more than the budget of %g",
                             work->problem.fixed_cost, use->budget);
    return ROUTES_OK;
}

static double weigh(const routes_i_reliable *problem)
{
    double total = 0;
    for (size_t i = 0; i < problem->scenarios; i++)
        total += problem->weight[i];
    return total;
}

static routes_status make_work(struct work *work, const routes_graph *graph,
                               const routes_interdict_scenarios *scenarios,
                               const routes_interdict_reliable_options *options, routes_error *err)
{
    memset(work, 0, sizeof *work);
    routes_status status =
        routes_i_options_read(&work->options, sizeof work->options, options, err);
    if (!status)
        status = routes_i_run_read(&work->run, work->options.run, err);
    if (!status)
        status = routes_i_reliable_make(&work->problem, graph, scenarios, &work->options, err);
    if (!status)
        status = check(work, err);
    if (!status)
        status = routes_i_reliable_tree_make(&work->tree, &work->problem, &work->run, err);
    if (!status)
        status = routes_i_reliable_others_make(
            &work->others, work->problem.sites,
            work->options.alternatives ? work->options.alternatives + 1 : 0, err);
    work->trial = routes_i_calloc(work->problem.sites + 1, 1);
    if (!status && !work->trial)
        status =
            routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu sites", work->problem.sites);
    work->tree.gap = work->options.gap > 0 ? work->options.gap : GAP * weigh(&work->problem);
    work->tree.most_nodes = work->options.node_limit;
    return status;
}

/* The sites of a plan as numbers of links, then of nodes; the fixed ones without effect too. */
static size_t list_sites(uint32_t *site, const struct work *work, const unsigned char *plan)
{
    const routes_i_reliable *problem = &work->problem;
    size_t count = 0;
    size_t idle = 0;
    for (size_t s = 0; s <= problem->sites; s++) {
        if (s < problem->sites && !plan[s])
            continue;
        uint32_t given = s < problem->sites ? problem->given_site[s] : UINT32_MAX;
        for (; idle < problem->idle_count && problem->idle[idle] < given; idle++)
            site[count++] = problem->idle[idle];
        if (s < problem->sites)
            site[count++] = given;
    }
    return count;
}

static size_t count_plan(const struct work *work, const unsigned char *plan)
{
    size_t count = work->problem.idle_count;
    for (size_t s = 0; s < work->problem.sites; s++)
        count += plan[s] != 0;
    return count;
}

/* Keeps a plan: all but its value and bound. */
static routes_status keep(struct kept *kept, const struct work *work, const unsigned char *plan,
                          routes_error *err)
{
    size_t links = work->problem.given_links;
    size_t count = count_plan(work, plan);
    kept->site = routes_i_calloc(count + 1, sizeof *kept->site);
    kept->effect = routes_i_calloc(count + 1, sizeof *kept->effect);
    if (!kept->site || !kept->effect)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a plan of %zu sites", count);
    list_sites(kept->site, work, plan);
    size_t split = 0;
    while (split < count && kept->site[split] < links)
        split++;
    for (size_t i = split; i < count; i++)
        kept->site[i] -= (uint32_t)links;
    kept->plan.cost = routes_i_reliable_cost(&work->problem, plan);
    kept->plan.links = split;
    kept->plan.link = kept->site;
    kept->plan.nodes = count - split;
    kept->plan.node = kept->site + split;
    kept->plan.link_effect = kept->effect;
    kept->plan.node_effect = kept->effect + split;
    return ROUTES_OK;
}

/* What each site of a kept plan does, by leaving it out. */
static void work_out_effects(struct kept *kept, struct work *work, const unsigned char *plan)
{
    const routes_i_reliable *problem = &work->problem;
    size_t at = 0;
    size_t idle = 0;
    memcpy(work->trial, plan, problem->sites);
    for (size_t s = 0; s < problem->sites; s++) {
        if (!plan[s])
            continue;
        while (idle < problem->idle_count && problem->idle[idle] < problem->given_site[s]) {
            idle++;
            at++;
        }
        work->trial[s] = 0;
        double value = routes_i_reliable_plans_evaluate(&work->tree.plans, work->trial);
        kept->effect[at++] = fmax(value - kept->plan.value, 0);
        work->trial[s] = 1;
    }
}

/* The best plan within a budget, kept at the end of the list. */
static routes_status solve(routes_interdict_reliable *made, struct work *work, double budget,
                           routes_error *err)
{
    routes_i_reliable_tree *tree = &work->tree;
    routes_status status = routes_i_reliable_tree_solve(tree, budget, err);
    struct kept *kept = &made->plans[made->count];
    if (status)
        return status;
    made->count++;
    made->searched += tree->done;
    made->stopped = tree->end != ROUTES_I_RELIABLE_PROVED;
    tree->value = routes_i_reliable_plans_trim(&tree->plans, tree->plan);
    status = keep(kept, work, tree->plan, err);
    kept->plan.budget = budget;
    kept->plan.value = tree->value;
    kept->plan.bound = fmin(tree->bound, tree->value);
    kept->plan.proved = tree->value - tree->bound <= tree->gap;
    if (!status)
        work_out_effects(kept, work, tree->plan);
    return status;
}

/* Scenarios as given that have no way with nothing watched. */
static size_t count_wayless(const routes_i_reliable *problem)
{
    size_t count = 0;
    for (size_t i = 0; i < problem->given; i++)
        count += problem->most[problem->merged[i]] == 0;
    return count;
}

/* Whether nothing more can be reached with any budget. */
static bool is_least(const struct work *work, double value)
{
    double least = 0;
    for (size_t i = 0; i < work->problem.scenarios; i++)
        least += work->problem.weight[i] * work->problem.least[i];
    return value - least <= work->tree.gap;
}

/* The budgets in turn, each from what was found for the one before. */
static routes_status solve_all(routes_interdict_reliable *made, struct work *work,
                               routes_error *err)
{
    const routes_interdict_reliable_options *use = &work->options;
    size_t steps = use->step > 0 ? (size_t)ceil(use->budget / use->step - 1e-9) : 0;
    routes_status status = ROUTES_OK;
    made->plans = routes_i_calloc(steps + 1, sizeof *made->plans);
    if (!made->plans)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu plans", steps + 1);
    for (size_t i = 0; !status && i <= steps && !made->stopped && !made->saturated; i++) {
        routes_i_run_part part;
        double budget = i < steps ? (double)i * use->step : use->budget;
        double width = 1 / (double)(steps + 1);
        if (!routes_i_reliable_affordable(work->problem.fixed_cost, budget))
            continue;
        work->tree.run =
            routes_i_run_part_of(&part, &work->run, (double)i * width, (double)(i + 1) * width);
        /* Plans of other budgets are not alternatives to this one's. */
        work->others.count = 0;
        work->tree.others = use->alternatives ? &work->others : NULL;
        status = solve(made, work, budget, err);
        if (!status)
            made->saturated = is_least(work, made->plans[made->count - 1].plan.value);
    }
    work->tree.run = &work->run;
    return status;
}

static routes_status keep_others(routes_interdict_reliable *made, struct work *work,
                                 routes_error *err)
{
    const routes_interdict_reliable_plan *best = &made->plans[made->count - 1].plan;
    double most = best->value + work->options.tolerance;
    routes_i_reliable_others *others = &work->others;
    routes_status status = ROUTES_OK;
    routes_i_reliable_others_add(others, work->tree.plan, best->value);
    if (!made->stopped)
        status = routes_i_reliable_others_near(others, &work->tree.plans, work->tree.plan,
                                               best->budget, most, &work->run, err);
    if (status == ROUTES_E_CANCELLED) {
        made->stopped = 1;
        status = ROUTES_OK;
    }
    made->others = routes_i_calloc(others->count + 1, sizeof *made->others);
    if (!status && !made->others)
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu plans", others->count);
    for (size_t i = 0; !status && i < others->count && others->value[i] <= most; i++) {
        const unsigned char *plan = others->plan + others->place[i] * others->sites;
        if (memcmp(plan, work->tree.plan, others->sites) == 0 ||
            made->other_count == work->options.alternatives)
            continue;
        struct kept *kept = &made->others[made->other_count++];
        status = keep(kept, work, plan, err);
        kept->plan.budget = best->budget;
        kept->plan.value = others->value[i];
        kept->plan.bound = best->bound;
    }
    return status;
}

routes_status routes_interdict_reliable_new(routes_interdict_reliable **out,
                                            const routes_graph *graph,
                                            const routes_interdict_scenarios *scenarios,
                                            const routes_interdict_reliable_options *options,
                                            routes_error *err)
{
    struct work work;
    if (!out)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "out must not be null");
    *out = NULL;
    routes_interdict_reliable *made = NULL;
    routes_status status = make_work(&work, graph, scenarios, options, err);
    if (!status) {
        made = routes_i_calloc(1, sizeof *made);
        if (!made)
            status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for plans");
    }
    if (!status) {
        made->wayless = count_wayless(&work.problem);
        status = solve_all(made, &work, err);
    }
    if (!status && work.options.alternatives)
        status = keep_others(made, &work, err);
    free_work(&work);
    if (status)
        routes_interdict_reliable_free(made);
    else
        *out = made;
    return status;
}

size_t routes_interdict_reliable_plans(const routes_interdict_reliable *interdict)
{
    return interdict->count;
}

routes_interdict_reliable_plan
routes_interdict_reliable_plan_at(const routes_interdict_reliable *interdict, size_t plan)
{
    return interdict->plans[plan].plan;
}

size_t routes_interdict_reliable_alternatives(const routes_interdict_reliable *interdict)
{
    return interdict->other_count;
}

routes_interdict_reliable_plan
routes_interdict_reliable_alternative_at(const routes_interdict_reliable *interdict,
                                         size_t alternative)
{
    return interdict->others[alternative].plan;
}

int routes_interdict_reliable_stopped(const routes_interdict_reliable *interdict)
{
    return interdict->stopped;
}

int routes_interdict_reliable_saturated(const routes_interdict_reliable *interdict)
{
    return interdict->saturated;
}

size_t routes_interdict_reliable_wayless(const routes_interdict_reliable *interdict)
{
    return interdict->wayless;
}

uint64_t routes_interdict_reliable_searched(const routes_interdict_reliable *interdict)
{
    return interdict->searched;
}
