/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/place.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "analysis/interdiction/place_model.h"
#include "core/fail.h"
#include "core/memory.h"
#include "core/options.h"

#define TEAMS 5
#define MOST_NODES 2000000
/* Most sites of a demand with a table. */
#define TABLED 12
#define SAME 1e-12
/* Nodes between two looks at whether the caller wants to stop. */
#define NODES_A_LOOK 65536

struct plan {
    uint32_t *place; /* [most] */
    size_t teams;
    double found, bound;
};

struct routes_place_plans {
    struct plan *plans; /* [most + 1] */
    size_t most;
};

/* What one demand yields over the sites on its ways, in the order of the list of sites: a binary
 * tree in which each decided site is a step down, and each entry is the most of those below it. */
struct table {
    double *most;  /* [2 << count] root at 1; null: too many sites */
    double *alone; /* [count] with too many sites: what each finds, nobody shifting */
    size_t *site;  /* [count] rising */
    size_t count;
};

struct work {
    const routes_i_place_model *model;
    routes_i_place_world world;
    routes_i_place_ways ways;
    double theta;
    struct table *tables; /* [demands] */
    size_t *at;           /* [demands] entry in its tree */
    double *open;    /* [sites + 1] with too many sites: the most that those from here on add */
    uint32_t *teams; /* [sites] the plan looked at */
    double *sum;     /* [sites + 1] bound before each decision */
    unsigned char *tried; /* [sites + 1] 0: nothing yet, 1: with, 2: without */
    uint64_t nodes, most_nodes;
    const routes_run *run;
};

static routes_status no_memory(routes_error *err)
{
    return routes_i_fail(err, ROUTES_E_MEMORY, "no memory to place teams");
}

static bool is_allowed(const routes_i_place_model *model, size_t site)
{
    return !model->sites->forbidden || !model->sites->forbidden[site];
}

static double found_by(struct work *work, const uint32_t *teams)
{
    return routes_i_place_found(&work->ways, work->model, &work->world, teams, work->theta);
}

static double found_of(struct work *work, size_t demand)
{
    routes_i_place_watch(&work->ways, work->model, &work->world, demand, work->teams);
    return work->world.weight[demand] *
           routes_i_place_respond(&work->ways, work->model, demand, work->theta);
}

/* The allowed sites on the ways of a demand, rising; `mark` [sites] is room. */
static routes_status list_sites(struct table *table, const routes_i_place_model *model,
                                size_t demand, unsigned char *mark, routes_error *err)
{
    size_t first = model->on_start[model->route_start[demand]];
    size_t end = model->on_start[model->route_start[demand + 1]];
    memset(mark, 0, model->site_count);
    for (size_t k = first; k < end; k++)
        mark[model->on[k]] = is_allowed(model, model->on[k]);
    table->site = routes_i_calloc(end - first, sizeof *table->site);
    if (!table->site)
        return no_memory(err);
    for (size_t s = 0; s < model->site_count; s++)
        if (mark[s])
            table->site[table->count++] = s;
    return ROUTES_OK;
}

static routes_status fill_table(struct table *table, struct work *work, size_t demand,
                                routes_error *err)
{
    size_t count = table->count, leaves = (size_t)1 << count;
    table->most = routes_i_calloc(2 * leaves, sizeof *table->most);
    if (!table->most)
        return no_memory(err);
    for (size_t mask = 0; mask < leaves; mask++) {
        for (size_t i = 0; i < count; i++)
            work->teams[table->site[i]] = mask >> (count - 1 - i) & 1;
        table->most[leaves + mask] = found_of(work, demand);
    }
    for (size_t i = 0; i < count; i++)
        work->teams[table->site[i]] = 0;
    for (size_t i = leaves - 1; i > 0; i--)
        table->most[i] = fmax(table->most[2 * i], table->most[2 * i + 1]);
    return ROUTES_OK;
}

/* With a the share of a way times its reliability^theta, what is missed of a demand is
 * sum(a m^(theta + 1)) / sum(a m^theta), at least sum(a m) / sum(a) by Chebyshev's inequality, m
 * and m^theta rising together: no plan finds more than its sites, each by itself, find of the
 * shares without teams. */
static routes_status fill_alone(struct table *table, struct work *work, size_t demand,
                                routes_error *err)
{
    const routes_i_place_model *model = work->model;
    size_t first = model->route_start[demand];
    table->alone = routes_i_calloc(table->count, sizeof *table->alone);
    if (!table->alone)
        return no_memory(err);
    found_of(work, demand); /* without teams: the shares */
    for (size_t r = first; r < model->route_start[demand + 1]; r++)
        for (size_t k = model->on_start[r]; k < model->on_start[r + 1]; k++)
            for (size_t i = 0; i < table->count; i++)
                if (table->site[i] == model->on[k])
                    table->alone[i] += work->world.weight[demand] * work->ways.share[r - first] *
                                       (1.0 - work->world.miss[model->on[k]]);
    for (size_t i = 0; i < table->count; i++)
        work->open[table->site[i]] += table->alone[i];
    return ROUTES_OK;
}

static routes_status make_tables(struct work *work, routes_error *err)
{
    routes_status status = ROUTES_OK;
    for (size_t d = 0; d < work->model->demands && !status; d++) {
        struct table *table = &work->tables[d];
        status = list_sites(table, work->model, d, work->tried, err);
        if (!status)
            status = table->count > TABLED ? fill_alone(table, work, d, err)
                                           : fill_table(table, work, d, err);
    }
    return status;
}

static routes_status make_work(struct work *work, routes_error *err)
{
    size_t sites = work->model->site_count, demands = work->model->demands;
    work->tables = routes_i_calloc(demands, sizeof *work->tables);
    work->at = routes_i_calloc(demands, sizeof *work->at);
    work->open = routes_i_calloc(sites + 1, sizeof *work->open);
    work->teams = routes_i_calloc(sites, sizeof *work->teams);
    work->sum = routes_i_calloc(sites + 1, sizeof *work->sum);
    work->tried = routes_i_calloc(sites + 1, 1);
    if (!work->tables || !work->at || !work->open || !work->teams || !work->sum || !work->tried)
        return no_memory(err);
    routes_status status =
        routes_i_place_world_make(&work->world, work->model, ROUTES_I_MODERATE, err);
    if (!status)
        status = routes_i_place_ways_make(&work->ways, work->model, err);
    return status ? status : make_tables(work, err);
}

static void free_work(struct work *work)
{
    for (size_t d = 0; work->tables && d < work->model->demands; d++) {
        routes_i_free(work->tables[d].most);
        routes_i_free(work->tables[d].alone);
        routes_i_free(work->tables[d].site);
    }
    routes_i_free(work->tables);
    routes_i_free(work->at);
    routes_i_free(work->open);
    routes_i_free(work->teams);
    routes_i_free(work->sum);
    routes_i_free(work->tried);
    routes_i_place_ways_free(&work->ways);
    routes_i_place_world_free(&work->world);
}

static void keep(struct plan *plan, const struct work *work, double found)
{
    plan->teams = 0;
    for (size_t s = 0; s < work->model->site_count; s++)
        if (work->teams[s])
            plan->place[plan->teams++] = (uint32_t)s;
    plan->found = found;
}

/* The plan of one team less, and the team that adds the most to it, if any does. */
static void start_plan(struct plan *plan, struct work *work, const struct plan *before)
{
    size_t best = SIZE_MAX, sites = work->model->site_count;
    double found = before->found;
    memset(work->teams, 0, sites * sizeof *work->teams);
    for (size_t i = 0; i < before->teams; i++)
        work->teams[before->place[i]] = 1;
    for (size_t s = 0; s < sites; s++) {
        if (work->teams[s] || !is_allowed(work->model, s))
            continue;
        work->teams[s] = 1;
        double with = found_by(work, work->teams);
        work->teams[s] = 0;
        if (with > found + SAME * found) {
            found = with;
            best = s;
        }
    }
    if (best != SIZE_MAX)
        work->teams[best] = 1;
    keep(plan, work, found);
}

/* The bound of the branch that the decisions so far leave open. */
static double bound_of(const struct work *work, size_t decided)
{
    double sum = 0.0;
    for (size_t d = 0; d < work->model->demands; d++)
        if (work->tables[d].most)
            sum += work->tables[d].most[work->at[d]];
    for (size_t s = 0; s < work->model->site_count; s++)
        sum += s >= decided || work->teams[s] ? work->open[s] : 0.0;
    return sum;
}

static void decide(struct work *work, size_t site, bool with)
{
    for (size_t d = 0; d < work->model->demands; d++) {
        const struct table *table = &work->tables[d];
        for (size_t i = 0; table->most && i < table->count; i++)
            if (table->site[i] == site)
                work->at[d] = 2 * work->at[d] + with;
    }
    work->teams[site] = with;
}

static void undo(struct work *work, size_t site)
{
    for (size_t d = 0; d < work->model->demands; d++) {
        const struct table *table = &work->tables[d];
        for (size_t i = 0; table->most && i < table->count; i++)
            if (table->site[i] == site)
                work->at[d] /= 2;
    }
    work->teams[site] = 0;
}

/* Depth first, a site a level; with a team before without. */
static routes_status search(struct plan *plan, struct work *work, size_t teams, routes_error *err)
{
    size_t sites = work->model->site_count, deep = 0, used = 0;
    double open = 0.0;
    memset(work->teams, 0, sites * sizeof *work->teams);
    for (size_t d = 0; d < work->model->demands; d++)
        work->at[d] = 1;
    work->nodes = 0;
    work->tried[0] = 0;
    for (;;) {
        bool fresh = work->tried[deep] == 0;
        if (fresh && ++work->nodes % NODES_A_LOOK == 0) {
            routes_status status = routes_i_run_tell(work->run, 0.5, "placing teams", err);
            if (status)
                return status;
        }
        if (fresh) {
            double bound =
                used == teams || deep == sites ? found_by(work, work->teams) : bound_of(work, deep);
            bool better = bound > plan->found + SAME * fabs(plan->found);
            bool leaf = used == teams || deep == sites;
            if (leaf && better)
                keep(plan, work, bound);
            if (!leaf && better && work->nodes > work->most_nodes) {
                open = fmax(open, bound);
                better = false;
            }
            if (leaf || !better)
                work->tried[deep] = 2;
        }
        if (work->tried[deep] == 2) {
            if (deep == 0)
                break;
            deep--;
            used -= work->teams[deep];
            undo(work, deep);
            continue;
        }
        bool with = work->tried[deep]++ == 0;
        if (with && !is_allowed(work->model, deep))
            continue;
        decide(work, deep, with);
        used += with;
        work->tried[++deep] = 0;
    }
    plan->bound = fmax(plan->found, open);
    return ROUTES_OK;
}

static routes_status solve(routes_place_plans *made, struct work *work, routes_error *err)
{
    size_t sites = work->model->site_count;
    made->plans = routes_i_calloc(made->most + 1, sizeof *made->plans);
    if (!made->plans)
        return no_memory(err);
    for (size_t k = 0; k <= made->most; k++) {
        made->plans[k].place = routes_i_calloc(sites, sizeof(uint32_t));
        if (!made->plans[k].place)
            return no_memory(err);
    }
    routes_status status = ROUTES_OK;
    for (size_t k = 1; k <= made->most && !status; k++) {
        double done = (double)(k - 1) / (double)made->most;
        status = routes_i_run_tell(work->run, done, "placing teams", err);
        start_plan(&made->plans[k], work, &made->plans[k - 1]);
        if (!status)
            status = search(&made->plans[k], work, k, err);
    }
    return status;
}

routes_status routes_place_new(routes_place_plans **plans, const routes_place_demands *demands,
                               const routes_place_sites *sites, double theta,
                               const routes_place_options *options, routes_error *err)
{
    routes_i_place_model model = {0};
    routes_place_options use;
    routes_run run;
    struct work work = {.model = &model, .theta = theta, .run = &run};
    routes_place_plans *made = NULL;
    if (!plans)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "plans must not be null");
    *plans = NULL;
    routes_status status = routes_i_options_read(&use, sizeof use, options, err);
    if (!status)
        status = routes_i_run_read(&run, use.run, err);
    if (!status && !(theta >= 0.0))
        status = routes_i_fail(err, ROUTES_E_ARGUMENT, "theta is %g, must be from 0 up", theta);
    if (!status)
        status = routes_i_place_model_read(&model, demands, sites, err);
    if (!status)
        status = make_work(&work, err);
    if (!status) {
        made = routes_i_calloc(1, sizeof *made);
        status = made ? ROUTES_OK : no_memory(err);
    }
    if (!status) {
        size_t places = 0;
        for (size_t s = 0; s < model.site_count; s++)
            places += is_allowed(&model, s);
        made->most = use.teams ? use.teams : TEAMS;
        made->most = made->most < places ? made->most : places;
        work.most_nodes = use.most_nodes ? use.most_nodes : MOST_NODES;
        status = solve(made, &work, err);
    }
    free_work(&work);
    routes_i_place_model_free(&model);
    if (status)
        routes_place_free(made);
    else
        *plans = made;
    return status;
}

void routes_place_free(routes_place_plans *plans)
{
    if (!plans)
        return;
    for (size_t k = 0; plans->plans && k <= plans->most; k++)
        routes_i_free(plans->plans[k].place);
    routes_i_free(plans->plans);
    routes_i_free(plans);
}

size_t routes_place_most(const routes_place_plans *plans)
{
    return plans->most;
}

routes_place_plan routes_place_best(const routes_place_plans *plans, size_t teams)
{
    const struct plan *plan = &plans->plans[teams];
    return (routes_place_plan){plan->teams, plan->place, plan->found, plan->bound};
}
