/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/place.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/interdiction/place_draws.h"
#include "core/memory.h"
#include "core/options.h"

#define TEAMS 5
#define MOST_NODES 2000000
#define TOLERANCE 0.01
/* Steps of the prices: for the stated figures, and for draws, which start from those prices. */
#define STEPS 120
#define STEPS_OF_A_DRAW 12

/* Of the whole, what is told before the draws. */
#define BEFORE_DRAWS 0.3

static const double known_thetas[] = {0.0, 1.0, 2.0, 4.0, 8.0, 16.0, INFINITY};

/* A plan as it is read. */
struct shown {
    uint32_t *place;
    double *added; /* null: of another plan */
    routes_place_plan plan;
};

struct routes_place_plans {
    size_t sites, least, most;
    double tolerance;
    struct shown *plans; /* [most + 1] */
    struct shown *others;
    size_t other_count, other_room;
    routes_place_regret *regrets;
    size_t regret_count;
    uint32_t draws, asked;
    double *chosen;                /* [most + 1][sites] or null */
    routes_place_stability *holds; /* [most + 1] or null */
    bool stopped;
    uint64_t nodes;
};

struct work {
    routes_place_plans *made;
    routes_i_place_model model;
    routes_place_options options;
    routes_run run;
    double theta;
    const double *thetas; /* of the list */
    size_t theta_count;
    const double *aim; /* [aim_count] that a plan is judged at */
    size_t aim_count;
    routes_i_place_limits limits;
    routes_i_place_world world[ROUTES_I_DETECTIONS];
    routes_i_place_search search;
    routes_i_place_plan *plans; /* [most + 1] */
    routes_i_place_list list;
    double *price; /* [most + 1][views][prices] */
};

static routes_status no_memory(routes_error *err)
{
    return routes_i_fail(err, ROUTES_E_MEMORY, "no memory to place teams");
}

static routes_status check_options(struct work *work, routes_error *err)
{
    const routes_place_options *use = &work->options;
    if (!(work->theta >= 0.0))
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "theta is %g, must be from 0 up", work->theta);
    if (use->aim != ROUTES_PLACE_EXPECTED && use->aim != ROUTES_PLACE_WORST)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "aim %d is not known", (int)use->aim);
    if (!(use->tolerance >= 0.0 && use->tolerance < 1.0))
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "tolerance is %g, must be from 0 to below 1",
                             use->tolerance);
    work->thetas = use->thetas ? use->thetas : known_thetas;
    work->theta_count = use->thetas ? use->theta_count : sizeof known_thetas / sizeof *known_thetas;
    if (work->theta_count == 0)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "thetas must not be empty");
    for (size_t i = 0; i < work->theta_count; i++)
        if (!(work->thetas[i] >= 0.0))
            return routes_i_fail(err, ROUTES_E_ARGUMENT, "thetas[%zu] is %g, must be from 0 up", i,
                                 work->thetas[i]);
    work->aim = use->aim == ROUTES_PLACE_WORST ? work->thetas : &work->theta;
    work->aim_count = use->aim == ROUTES_PLACE_WORST ? work->theta_count : 1;
    return ROUTES_OK;
}

/* As many teams as have a place, and the fixed ones. */
static routes_status count_teams(struct work *work, routes_error *err)
{
    const routes_place_sites *sites = work->model.sites;
    size_t room = 0, fixed = 0, asked = work->options.teams ? work->options.teams : TEAMS;
    int64_t cost = 0, budget = work->options.budget;
    for (size_t s = 0; s < sites->count; s++) {
        if (!sites->forbidden || !sites->forbidden[s])
            room += sites->most ? sites->most[s] : 1;
        if (sites->fixed && sites->fixed[s]) {
            fixed++;
            if (sites->cost && sites->cost[s] > INT64_MAX - cost)
                return routes_i_fail(err, ROUTES_E_ARGUMENT, "the costs of fixed sites overflow");
            cost += sites->cost ? sites->cost[s] : 0;
        }
    }
    if (fixed > asked)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "%zu sites are fixed, more than %zu teams",
                             fixed, asked);
    work->limits.budget = budget > 0 ? budget : budget < 0 ? 0 : INT64_MAX;
    if (cost > work->limits.budget)
        return routes_i_fail(err, ROUTES_E_ARGUMENT,
                             "fixed sites cost %lld, more than the budget of %lld", (long long)cost,
                             (long long)work->limits.budget);
    work->made->sites = sites->count;
    work->made->least = fixed;
    work->made->most = asked < room ? asked : room;
    work->made->tolerance = work->options.tolerance > 0.0 ? work->options.tolerance : TOLERANCE;
    work->limits.most_nodes = work->options.most_nodes ? work->options.most_nodes : MOST_NODES;
    work->limits.steps = STEPS;
    return ROUTES_OK;
}

static routes_status make_plans(struct work *work, routes_error *err)
{
    routes_place_plans *made = work->made;
    size_t others = work->options.alternatives;
    work->plans = routes_i_calloc(made->most + 1, sizeof *work->plans);
    made->plans = routes_i_calloc(made->most + 1, sizeof *made->plans);
    work->list.plans = routes_i_calloc(others, sizeof *work->list.plans);
    made->others = routes_i_calloc(others, sizeof *made->others);
    made->regrets = routes_i_calloc(work->theta_count, sizeof *made->regrets);
    if (!work->plans || !made->plans || !work->list.plans || !made->others || !made->regrets)
        return no_memory(err);
    work->list.most = made->other_room = others;
    for (size_t k = 0; k <= made->most + others; k++) {
        routes_i_place_plan *plan =
            k <= made->most ? &work->plans[k] : &work->list.plans[k - made->most - 1];
        struct shown *shown = k <= made->most ? &made->plans[k] : &made->others[k - made->most - 1];
        plan->teams = routes_i_calloc(made->sites, sizeof *plan->teams);
        shown->place = routes_i_calloc(made->most, sizeof *shown->place);
        shown->added = k <= made->most ? routes_i_calloc(made->most, sizeof(double)) : NULL;
        if (!plan->teams || !shown->place || (k <= made->most && !shown->added))
            return no_memory(err);
    }
    return ROUTES_OK;
}

static routes_status begin(struct work *work, const routes_place_demands *demands,
                           const routes_place_sites *sites, const routes_place_options *options,
                           routes_error *err)
{
    routes_status status =
        routes_i_options_read(&work->options, sizeof work->options, options, err);
    if (!status)
        status = routes_i_run_read(&work->run, work->options.run, err);
    if (!status)
        status = check_options(work, err);
    if (!status)
        status = routes_i_place_model_read(&work->model, demands, sites, err);
    if (!status)
        status = count_teams(work, err);
    if (!status)
        status = make_plans(work, err);
    for (size_t level = 0; level < ROUTES_I_DETECTIONS && !status; level++)
        status = routes_i_place_world_make(&work->world[level], &work->model, level, err);
    if (!status)
        status =
            routes_i_place_search_make(&work->search, &work->model, &work->world[ROUTES_I_MODERATE],
                                       work->aim, work->aim_count, err);
    if (!status) {
        work->price = routes_i_calloc((work->made->most + 1) * work->aim_count,
                                      work->search.prices * sizeof *work->price);
        status = work->price ? ROUTES_OK : no_memory(err);
    }
    work->search.run = &work->run;
    return status;
}

/* The fixed teams alone. */
static void start_plan(struct work *work, routes_i_place_plan *plan)
{
    const routes_i_place_search *search = &work->search;
    const int64_t *cost = work->model.sites->cost;
    plan->count = search->fixed;
    for (size_t p = 0; p < search->fixed; p++) {
        plan->teams[search->site[p]] = 1;
        plan->cost += cost ? cost[search->site[p]] : 0;
    }
    plan->found = routes_i_place_value(&work->search, plan->teams);
}

static void keep_prices(double *price, const routes_i_place_search *search)
{
    for (size_t v = 0; v < search->view_count; v++)
        memcpy(price + v * search->prices, search->views[v].price, search->prices * sizeof *price);
}

/* The best plan for every K, each from that of one team less. */
static void solve(struct work *work)
{
    routes_i_place_search *search = &work->search;
    size_t least = work->made->least, most = work->made->most;
    start_plan(work, &work->plans[least]);
    for (size_t k = least; k <= most; k++) {
        routes_i_place_plan *plan = &work->plans[k];
        work->limits.teams = k;
        search->done = BEFORE_DRAWS * (double)(k - least) / (double)(most - least + 1);
        if (k > least) {
            routes_i_place_copy(plan, &work->plans[k - 1], work->made->sites);
            routes_i_place_add(plan, search, &work->limits);
            if (!search->stopped)
                routes_i_place_move(plan, search, &work->limits);
        }
        routes_i_place_solve(plan, search, &work->limits, NULL);
        work->made->nodes += search->nodes;
        keep_prices(work->price + k * search->view_count * search->prices, search);
    }
    /* A plan of fewer teams is one of more, too. */
    for (size_t k = most; k > least; k--)
        work->plans[k - 1].bound =
            fmax(work->plans[k - 1].found, fmin(work->plans[k - 1].bound, work->plans[k].bound));
}

static void list_others(struct work *work)
{
    const routes_i_place_plan *best = &work->plans[work->made->most];
    if (!work->list.most || work->search.stopped)
        return;
    work->list.other_than = best;
    work->list.least = best->found * (1.0 - work->made->tolerance);
    routes_i_place_solve(&work->plans[work->made->most], &work->search, &work->limits, &work->list);
    work->made->nodes += work->search.nodes;
}

static double found_at(struct work *work, size_t level, const uint32_t *teams, double theta)
{
    return routes_i_place_found(&work->search.ways, &work->model, &work->world[level], teams,
                                theta);
}

static double value_at(struct work *work, size_t level, const uint32_t *teams)
{
    double least = INFINITY;
    for (size_t i = 0; i < work->aim_count; i++)
        least = fmin(least, found_at(work, level, teams, work->aim[i]));
    return least;
}

static void show(struct shown *shown, struct work *work, routes_i_place_plan *plan)
{
    size_t at = 0;
    for (size_t s = 0; s < work->made->sites; s++) {
        double added = 0.0;
        if (!plan->teams[s])
            continue;
        if (shown->added) {
            plan->teams[s]--;
            added = plan->found - value_at(work, ROUTES_I_MODERATE, plan->teams);
            plan->teams[s]++;
        }
        for (uint32_t n = 0; n < plan->teams[s]; n++, at++) {
            shown->place[at] = (uint32_t)s;
            if (shown->added)
                shown->added[at] = added;
        }
    }
    shown->plan = (routes_place_plan){.teams = plan->count,
                                      .place = shown->place,
                                      .added = shown->added,
                                      .cost = plan->cost,
                                      .found = plan->found,
                                      .bound = plan->bound,
                                      .found_low = value_at(work, 0, plan->teams),
                                      .found_high = value_at(work, 2, plan->teams),
                                      .worst = INFINITY};
    for (size_t i = 0; i < work->theta_count; i++) {
        double found = found_at(work, ROUTES_I_MODERATE, plan->teams, work->thetas[i]);
        if (found < shown->plan.worst - ROUTES_I_PLACE_SAME * fabs(found)) {
            shown->plan.worst = found;
            shown->plan.worst_theta = work->thetas[i];
        }
    }
}

/* The largest plan at another theta, beside the best there. */
static routes_status regret_at(struct work *work, size_t i, routes_error *err)
{
    routes_place_regret *regret = &work->made->regrets[i];
    const routes_i_place_plan *chosen = &work->plans[work->made->most];
    double theta = work->thetas[i];
    routes_i_place_search search = {0};
    routes_i_place_plan plan = {.teams = routes_i_calloc(work->made->sites, sizeof *plan.teams)};
    routes_status status = plan.teams ? ROUTES_OK : no_memory(err);
    if (!status)
        status = routes_i_place_search_make(&search, &work->model, &work->world[ROUTES_I_MODERATE],
                                            &theta, 1, err);
    if (!status) {
        search.run = &work->run;
        search.done = BEFORE_DRAWS;
        search.stopped = work->search.stopped;
        routes_i_place_copy(&plan, chosen, work->made->sites);
        plan.found = found_at(work, ROUTES_I_MODERATE, plan.teams, theta);
        *regret = (routes_place_regret){.theta = theta, .found = plan.found};
        if (!search.stopped)
            routes_i_place_move(&plan, &search, &work->limits);
        routes_i_place_solve(&plan, &search, &work->limits, NULL);
        regret->best = plan.found;
        regret->bound = plan.bound;
        work->made->nodes += search.nodes;
        work->search.stopped = search.stopped;
    }
    routes_i_place_search_free(&search);
    routes_i_free(plan.teams);
    return status;
}

static int by_value(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

/* The least value that this part of the sorted values does not pass. */
static double part_of(const double *sorted, uint32_t n, double part)
{
    double at = ceil(part * n);
    return sorted[at < 1.0 ? 0 : (uint32_t)at - 1];
}

static void conclude(struct work *work, const routes_i_place_drawn *drawn, size_t k)
{
    routes_place_plans *made = work->made;
    routes_place_stability *holds = &made->holds[k];
    double *found = drawn->found + k * made->asked;
    const double *best = drawn->best + k * made->asked;
    for (size_t s = 0; s < made->sites; s++)
        made->chosen[k * made->sites + s] =
            (double)drawn->chosen[k * made->sites + s] / drawn->draws;
    *holds = (routes_place_stability){0};
    for (uint32_t i = 0; i < drawn->draws; i++) {
        holds->near += found[i] >= best[i] * (1.0 - made->tolerance) - ROUTES_I_PLACE_SAME;
        holds->best += best[i] / drawn->draws;
        holds->mean += found[i] / drawn->draws;
    }
    holds->near /= drawn->draws;
    qsort(found, drawn->draws, sizeof *found, by_value);
    holds->low = part_of(found, drawn->draws, 0.05);
    holds->median = part_of(found, drawn->draws, 0.5);
    holds->high = part_of(found, drawn->draws, 0.95);
}

static routes_status repeat(struct work *work, routes_error *err)
{
    routes_place_plans *made = work->made;
    size_t plans = made->most + 1;
    routes_i_place_drawn drawn = {0};
    routes_i_run_part part;
    made->asked = work->options.draws;
    drawn.chosen = routes_i_calloc(plans, made->sites * sizeof *drawn.chosen);
    drawn.found = routes_i_calloc(plans, made->asked * sizeof *drawn.found);
    drawn.best = routes_i_calloc(plans, made->asked * sizeof *drawn.best);
    made->chosen = routes_i_calloc(plans, made->sites * sizeof *made->chosen);
    made->holds = routes_i_calloc(plans, sizeof *made->holds);
    routes_i_place_draws how = {&work->model,    &work->options, work->aim,
                                work->aim_count, made->least,    made->most,
                                work->plans,     work->price,    work->limits};
    how.limits.steps = STEPS_OF_A_DRAW;
    routes_status status = ROUTES_OK;
    if (!drawn.chosen || !drawn.found || !drawn.best || !made->chosen || !made->holds)
        status = no_memory(err);
    if (!status)
        status = routes_i_place_draw(&drawn, &how,
                                     routes_i_run_part_of(&part, &work->run, BEFORE_DRAWS, 1.0),
                                     &made->stopped, err);
    made->draws = status ? 0 : drawn.draws;
    for (size_t k = made->least; k <= made->most && made->draws; k++)
        conclude(work, &drawn, k);
    routes_i_free(drawn.chosen);
    routes_i_free(drawn.found);
    routes_i_free(drawn.best);
    return status;
}

static routes_status make(struct work *work, routes_error *err)
{
    routes_place_plans *made = work->made;
    routes_status status = ROUTES_OK;
    solve(work);
    list_others(work);
    for (size_t k = made->least; k <= made->most; k++)
        show(&made->plans[k], work, &work->plans[k]);
    for (; made->other_count < work->list.count; made->other_count++) {
        routes_i_place_plan *other = &work->list.plans[made->other_count];
        other->bound = work->plans[made->most].bound;
        show(&made->others[made->other_count], work, other);
    }
    for (; made->regret_count < work->theta_count && !status; made->regret_count++)
        status = regret_at(work, made->regret_count, err);
    made->stopped = work->search.stopped;
    if (!status && work->options.draws && !made->stopped)
        status = repeat(work, err);
    return status;
}

static void free_work(struct work *work)
{
    for (size_t k = 0; work->plans && k <= work->made->most; k++)
        routes_i_free(work->plans[k].teams);
    for (size_t k = 0; work->list.plans && k < work->options.alternatives; k++)
        routes_i_free(work->list.plans[k].teams);
    routes_i_free(work->plans);
    routes_i_free(work->list.plans);
    routes_i_free(work->price);
    routes_i_place_search_free(&work->search);
    for (size_t level = 0; level < ROUTES_I_DETECTIONS; level++)
        routes_i_place_world_free(&work->world[level]);
    routes_i_place_model_free(&work->model);
}

routes_status routes_place_new(routes_place_plans **plans, const routes_place_demands *demands,
                               const routes_place_sites *sites, double theta,
                               const routes_place_options *options, routes_error *err)
{
    struct work work = {.theta = theta};
    if (!plans)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "plans must not be null");
    *plans = NULL;
    work.made = routes_i_calloc(1, sizeof *work.made);
    routes_status status = work.made ? begin(&work, demands, sites, options, err) : no_memory(err);
    if (!status)
        status = make(&work, err);
    free_work(&work);
    if (status)
        routes_place_free(work.made);
    else
        *plans = work.made;
    return status;
}

static void free_shown(struct shown *shown)
{
    routes_i_free(shown->place);
    routes_i_free(shown->added);
}

void routes_place_free(routes_place_plans *plans)
{
    if (!plans)
        return;
    for (size_t k = 0; plans->plans && k <= plans->most; k++)
        free_shown(&plans->plans[k]);
    for (size_t k = 0; k < plans->other_room && plans->others; k++)
        free_shown(&plans->others[k]);
    routes_i_free(plans->plans);
    routes_i_free(plans->others);
    routes_i_free(plans->regrets);
    routes_i_free(plans->chosen);
    routes_i_free(plans->holds);
    routes_i_free(plans);
}

size_t routes_place_most(const routes_place_plans *plans)
{
    return plans->most;
}

size_t routes_place_least(const routes_place_plans *plans)
{
    return plans->least;
}

routes_place_plan routes_place_best(const routes_place_plans *plans, size_t teams)
{
    return plans->plans[teams].plan;
}

size_t routes_place_alternatives(const routes_place_plans *plans)
{
    return plans->other_count;
}

routes_place_plan routes_place_alternative_at(const routes_place_plans *plans, size_t alternative)
{
    return plans->others[alternative].plan;
}

size_t routes_place_thetas(const routes_place_plans *plans)
{
    return plans->regret_count;
}

routes_place_regret routes_place_regret_at(const routes_place_plans *plans, size_t theta)
{
    return plans->regrets[theta];
}

uint32_t routes_place_draws(const routes_place_plans *plans)
{
    return plans->draws;
}

const double *routes_place_chosen(const routes_place_plans *plans, size_t teams)
{
    return plans->draws ? plans->chosen + teams * plans->sites : NULL;
}

routes_place_stability routes_place_over_draws(const routes_place_plans *plans, size_t teams)
{
    if (!plans->draws)
        return (routes_place_stability){NAN, NAN, NAN, NAN, NAN, NAN};
    return plans->holds[teams];
}

int routes_place_stopped(const routes_place_plans *plans)
{
    return plans->stopped;
}

uint64_t routes_place_searched(const routes_place_plans *plans)
{
    return plans->nodes;
}
