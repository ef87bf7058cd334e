/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analysis/interdiction/place_search.h"

#include <math.h>
#include <string.h>

#include "core/fail.h"
#include "core/memory.h"

/* Entries of one table, sites of one, entries of all. */
#define MOST_LEAVES 4096
#define MOST_SITES 12
#define MOST_VALUES ((size_t)1 << 22)
#define NO_SITE 255
/* A sum of attractions below it has lost its digits. */
#define TINY 1e-250

static routes_status no_memory(routes_error *err)
{
    return routes_i_fail(err, ROUTES_E_MEMORY, "no memory to place teams");
}

static size_t most_at(const routes_i_place_model *model, size_t site)
{
    return model->sites->most ? model->sites->most[site] : 1;
}

static bool is_fixed(const routes_i_place_model *model, size_t site)
{
    return model->sites->fixed && model->sites->fixed[site];
}

static bool is_allowed(const routes_i_place_model *model, size_t site)
{
    return !model->sites->forbidden || !model->sites->forbidden[site];
}

/* What a team finds of the habits, of all demands: the order of decision. */
static void weigh_sites(double *weight, const routes_i_place_model *model,
                        const routes_i_place_world *world)
{
    for (size_t d = 0; d < model->demands; d++)
        for (size_t r = model->route_start[d]; r < model->route_start[d + 1]; r++)
            for (size_t k = model->on_start[r]; k < model->on_start[r + 1]; k++)
                if (model->share[r] > 0.0)
                    weight[model->on[k]] +=
                        world->weight[d] * model->share[r] * (1.0 - world->miss[model->on[k]]);
}

static void put(routes_i_place_search *search, const double *weight, size_t first, size_t site)
{
    size_t at = search->places++;
    for (; at > first && weight[search->site[at - 1]] < weight[site]; at--)
        search->site[at] = search->site[at - 1];
    search->site[at] = site;
}

/* Fixed sites first, then those that a team may add something at, each by falling weight. */
static routes_status order_sites(routes_i_place_search *search, const routes_i_place_world *world,
                                 routes_error *err)
{
    const routes_i_place_model *model = search->model;
    double *weight = routes_i_calloc(model->site_count, sizeof *weight);
    unsigned char *passed = routes_i_calloc(model->site_count, 1);
    search->site = routes_i_calloc(model->site_count, sizeof *search->site);
    search->place = routes_i_calloc(model->site_count, sizeof *search->place);
    routes_status status =
        weight && passed && search->site && search->place ? ROUTES_OK : no_memory(err);
    if (!status) {
        weigh_sites(weight, model, world);
        for (size_t r = 0; r < model->routes; r++)
            for (size_t k = model->on_start[r]; k < model->on_start[r + 1]; k++)
                passed[model->on[k]] |= model->share[r] > 0.0;
        for (size_t s = 0; s < model->site_count; s++)
            if (is_fixed(model, s))
                put(search, weight, 0, s);
        search->fixed = search->places;
        for (size_t s = 0; s < model->site_count; s++)
            if (!is_fixed(model, s) && is_allowed(model, s) && passed[s])
                put(search, weight, search->fixed, s);
        for (size_t s = 0; s < model->site_count; s++)
            search->place[s] = SIZE_MAX;
        for (size_t p = 0; p < search->places; p++)
            search->place[search->site[p]] = p;
    }
    routes_i_free(weight);
    routes_i_free(passed);
    return status;
}

/* The places on the ways of a demand, rising; `mark` [places] is room. */
static routes_status list_places(routes_i_place_search *search, size_t demand, unsigned char *mark,
                                 routes_error *err)
{
    const routes_i_place_model *model = search->model;
    routes_i_place_table *table = &search->tables[demand];
    size_t first = model->on_start[model->route_start[demand]];
    size_t end = model->on_start[model->route_start[demand + 1]];
    memset(mark, 0, search->places);
    for (size_t k = first; k < end; k++)
        if (search->place[model->on[k]] != SIZE_MAX)
            mark[search->place[model->on[k]]] = 1;
    for (size_t p = 0; p < search->places; p++)
        table->count += mark[p];
    table->at = routes_i_calloc(table->count, sizeof *table->at);
    table->start = routes_i_calloc(table->count + 2, sizeof *table->start);
    if (!table->at || !table->start)
        return no_memory(err);
    for (size_t p = 0, i = 0; p < search->places; p++)
        if (mark[p])
            table->at[i++] = p;
    return ROUTES_OK;
}

/* Whether its table is small enough; the tree of one is its depths, one after the other. */
static void size_table(routes_i_place_search *search, size_t demand)
{
    routes_i_place_table *table = &search->tables[demand];
    size_t wide = 1;
    table->price = search->prices;
    search->prices += table->count;
    for (size_t i = 0; i <= table->count; i++) {
        table->start[i + 1] = table->start[i] + wide;
        if (i == table->count)
            break;
        wide *= most_at(search->model, search->site[table->at[i]]) + 1;
        if (wide > MOST_LEAVES || table->count > MOST_SITES || search->values + wide > MOST_VALUES)
            return;
    }
    table->leaves = wide;
    table->value = search->values;
    table->tree = search->trees;
    search->values += wide;
    search->trees += table->start[table->count + 1];
}

static void number_locally(routes_i_place_search *search, size_t demand)
{
    const routes_i_place_model *model = search->model;
    const routes_i_place_table *table = &search->tables[demand];
    size_t first = model->on_start[model->route_start[demand]];
    for (size_t k = first; k < model->on_start[model->route_start[demand + 1]]; k++) {
        search->local[k] = NO_SITE;
        for (size_t i = 0; table->leaves && i < table->count; i++)
            if (table->at[i] == search->place[model->on[k]])
                search->local[k] = (unsigned char)i;
    }
}

/* The reverse of the tables' places. */
static routes_status list_demands(routes_i_place_search *search, routes_error *err)
{
    size_t demands = search->model->demands, count = 0;
    search->on_start = routes_i_calloc(search->places + 2, sizeof *search->on_start);
    if (!search->on_start)
        return no_memory(err);
    for (size_t d = 0; d < demands; d++)
        for (size_t i = 0; search->tables[d].leaves && i < search->tables[d].count; i++, count++)
            search->on_start[search->tables[d].at[i] + 2]++;
    for (size_t p = 0; p < search->places; p++)
        search->on_start[p + 2] += search->on_start[p + 1];
    search->on_demand = routes_i_calloc(count, sizeof *search->on_demand);
    if (!search->on_demand)
        return no_memory(err);
    for (size_t d = 0; d < demands; d++)
        for (size_t i = 0; search->tables[d].leaves && i < search->tables[d].count; i++)
            search->on_demand[search->on_start[search->tables[d].at[i] + 1]++] = d;
    return ROUTES_OK;
}

static routes_status make_tables(routes_i_place_search *search, routes_error *err)
{
    const routes_i_place_model *model = search->model;
    routes_status status = ROUTES_OK;
    unsigned char *mark = routes_i_calloc(search->places, 1);
    search->tables = routes_i_calloc(model->demands, sizeof *search->tables);
    search->local = routes_i_calloc(model->on_start[model->routes], 1);
    if (!mark || !search->tables || !search->local)
        status = no_memory(err);
    for (size_t d = 0; d < model->demands && !status; d++) {
        status = list_places(search, d, mark, err);
        if (!status) {
            size_table(search, d);
            number_locally(search, d);
        }
    }
    routes_i_free(mark);
    return status ? status : list_demands(search, err);
}

static routes_status make_view(routes_i_place_view *view, const routes_i_place_search *search,
                               double theta, routes_error *err)
{
    view->theta = theta;
    view->value = routes_i_calloc(search->values, sizeof *view->value);
    view->tree = routes_i_calloc(search->trees, sizeof *view->tree);
    view->price = routes_i_calloc(search->prices, sizeof *view->price);
    view->kept = routes_i_calloc(search->prices, sizeof *view->kept);
    view->step = routes_i_calloc(search->prices, sizeof *view->step);
    view->alone = routes_i_calloc(search->places, sizeof *view->alone);
    view->total = routes_i_calloc(search->places, sizeof *view->total);
    view->by_total = routes_i_calloc(search->places, sizeof *view->by_total);
    view->sum = routes_i_calloc(search->places + 1, sizeof *view->sum);
    if (!view->value || !view->tree || !view->price || !view->kept || !view->step || !view->alone ||
        !view->total || !view->by_total || !view->sum)
        return no_memory(err);
    return ROUTES_OK;
}

static routes_status make_room(routes_i_place_search *search, routes_error *err)
{
    const routes_i_place_model *model = search->model;
    search->branch = routes_i_calloc(model->demands, sizeof *search->branch);
    search->depth = routes_i_calloc(model->demands, sizeof *search->depth);
    search->left = routes_i_calloc(search->places + 1, sizeof *search->left);
    search->teams = routes_i_calloc(model->site_count, sizeof *search->teams);
    search->fill = routes_i_calloc(search->places, sizeof *search->fill);
    search->pay = routes_i_calloc(MOST_LEAVES + 2 * model->widest, sizeof *search->pay);
    search->powers =
        routes_i_calloc((size_t)2 * MOST_SITES * (ROUTES_PLACE_MOST + 1), sizeof *search->powers);
    search->digit = routes_i_calloc(MOST_SITES, sizeof *search->digit);
    if (!search->branch || !search->depth || !search->left || !search->teams || !search->fill ||
        !search->pay || !search->powers || !search->digit)
        return no_memory(err);
    return routes_i_place_ways_make(&search->ways, model, err);
}

routes_status routes_i_place_search_make(routes_i_place_search *search,
                                         const routes_i_place_model *model,
                                         const routes_i_place_world *world, const double *thetas,
                                         size_t theta_count, routes_error *err)
{
    search->model = model;
    routes_status status = order_sites(search, world, err);
    if (!status)
        status = make_tables(search, err);
    if (!status)
        status = make_room(search, err);
    search->views = status ? NULL : routes_i_calloc(theta_count, sizeof *search->views);
    if (!status && !search->views)
        status = no_memory(err);
    for (size_t v = 0; v < theta_count && !status; v++) {
        search->view_count = v + 1;
        status = make_view(&search->views[v], search, thetas[v], err);
    }
    if (!status)
        routes_i_place_search_enter(search, world);
    return status;
}

static void free_view(routes_i_place_view *view)
{
    routes_i_free(view->value);
    routes_i_free(view->tree);
    routes_i_free(view->price);
    routes_i_free(view->kept);
    routes_i_free(view->step);
    routes_i_free(view->alone);
    routes_i_free(view->total);
    routes_i_free(view->by_total);
    routes_i_free(view->sum);
}

void routes_i_place_search_free(routes_i_place_search *search)
{
    for (size_t d = 0; search->tables && d < search->model->demands; d++) {
        routes_i_free(search->tables[d].at);
        routes_i_free(search->tables[d].start);
    }
    for (size_t v = 0; v < search->view_count; v++)
        free_view(&search->views[v]);
    routes_i_free(search->tables);
    routes_i_free(search->views);
    routes_i_free(search->site);
    routes_i_free(search->place);
    routes_i_free(search->local);
    routes_i_free(search->on_start);
    routes_i_free(search->on_demand);
    routes_i_free(search->branch);
    routes_i_free(search->depth);
    routes_i_free(search->left);
    routes_i_free(search->teams);
    routes_i_free(search->fill);
    routes_i_free(search->pay);
    routes_i_free(search->powers);
    routes_i_free(search->digit);
    routes_i_place_ways_free(&search->ways);
}

static double found_of(routes_i_place_search *search, size_t demand, double theta)
{
    routes_i_place_watch(&search->ways, search->model, search->world, demand, search->teams);
    return search->world->weight[demand] *
           routes_i_place_respond(&search->ways, search->model, demand, theta);
}

/* What a team misses, and its power theta, for every number of teams at each site of a table. */
static void fill_powers(routes_i_place_search *search, const routes_i_place_table *table,
                        double theta)
{
    for (size_t i = 0; i < table->count; i++) {
        double *miss = search->powers + 2 * i * (ROUTES_PLACE_MOST + 1);
        double *power = miss + ROUTES_PLACE_MOST + 1;
        size_t site = search->site[table->at[i]];
        miss[0] = power[0] = 1.0;
        for (size_t n = 1; n <= most_at(search->model, site); n++) {
            miss[n] = miss[n - 1] * search->world->miss[site];
            power[n] = isinf(theta) ? miss[n] : pow(miss[n], theta);
        }
    }
}

/* Habit and reliability^theta of each way, the greatest reliability being 1. */
static void fill_open(double *open, const routes_i_place_search *search, size_t demand,
                      double theta)
{
    const routes_i_place_model *model = search->model;
    size_t first = model->route_start[demand], end = model->route_start[demand + 1];
    const double *log_open = search->world->log_open;
    double best = -INFINITY;
    for (size_t r = first; r < end; r++)
        best = model->share[r] > 0.0 && log_open[r] > best ? log_open[r] : best;
    for (size_t r = first; r < end; r++)
        open[r - first] = isinf(theta) ? exp(log_open[r] - best)
                                       : model->share[r] * exp(theta * (log_open[r] - best));
}

/* What a demand yields at the digits, by products; NaN: they do not tell. */
static double yield(const routes_i_place_search *search, size_t demand, double theta,
                    const double *open, double *chance)
{
    const routes_i_place_model *model = search->model;
    size_t first = model->route_start[demand], end = model->route_start[demand + 1];
    double best = 0.0, whole = 0.0, sum = 0.0, found = 0.0;
    for (size_t r = first; r < end; r++) {
        double miss = 1.0, pull = 1.0;
        for (size_t k = model->on_start[r]; k < model->on_start[r + 1]; k++) {
            size_t i = search->local[k];
            if (i == NO_SITE)
                continue;
            const double *powers = search->powers + 2 * i * (ROUTES_PLACE_MOST + 1);
            miss *= powers[search->digit[i]];
            pull *= powers[ROUTES_PLACE_MOST + 1 + search->digit[i]];
        }
        whole += model->share[r];
        if (!(model->share[r] > 0.0)) {
            chance[r - first] = 0.0;
            continue;
        }
        pull *= open[r - first];
        if (isinf(theta)) {
            chance[r - first] = pull;
            best = pull > best ? pull : best;
            continue;
        }
        sum += pull;
        found += pull * (1.0 - miss);
    }
    if (!isinf(theta))
        return sum > TINY ? search->world->weight[demand] * whole * (found / sum) : NAN;
    if (!(best > 0.0))
        return NAN;
    for (size_t r = first; r < end; r++) {
        double miss = chance[r - first] / open[r - first];
        if (model->share[r] > 0.0 && chance[r - first] >= best * (1.0 - ROUTES_I_PLACE_SAME)) {
            sum += model->share[r];
            found += model->share[r] * (1.0 - miss);
        }
    }
    return search->world->weight[demand] * whole * (found / sum);
}

static void set_teams(routes_i_place_search *search, const routes_i_place_table *table)
{
    for (size_t i = 0; i < table->count; i++)
        search->teams[search->site[table->at[i]]] = (uint32_t)search->digit[i];
}

static void fill_table(routes_i_place_search *search, routes_i_place_view *view, size_t demand)
{
    const routes_i_place_table *table = &search->tables[demand];
    double *open = search->pay + MOST_LEAVES, *chance = open + search->model->widest;
    memset(search->digit, 0, MOST_SITES * sizeof *search->digit);
    fill_powers(search, table, view->theta);
    fill_open(open, search, demand, view->theta);
    for (size_t leaf = 0; leaf < table->leaves; leaf++) {
        double found = yield(search, demand, view->theta, open, chance);
        if (isnan(found)) {
            set_teams(search, table);
            found = found_of(search, demand, view->theta);
        }
        view->value[table->value + leaf] = found;
        for (size_t i = table->count; i-- > 0;) {
            if (search->digit[i] < most_at(search->model, search->site[table->at[i]])) {
                search->digit[i]++;
                break;
            }
            search->digit[i] = 0;
        }
    }
    set_teams(search, table); /* none */
}

/* With a the share of a way times its reliability^theta, what is missed of a demand is
 * sum(a m^(theta + 1)) / sum(a m^theta), at least sum(a m) / sum(a) by Chebyshev's inequality, m
 * and m^theta rising together: no plan finds more than its sites, each by itself, find of the
 * shares without teams. */
static void fill_alone(routes_i_place_search *search, routes_i_place_view *view, size_t demand,
                       double *alone)
{
    const routes_i_place_model *model = search->model;
    size_t first = model->route_start[demand];
    found_of(search, demand, view->theta); /* without teams: the shares */
    for (size_t r = first; r < model->route_start[demand + 1]; r++)
        for (size_t k = model->on_start[r]; k < model->on_start[r + 1]; k++) {
            size_t place = search->place[model->on[k]];
            if (place != SIZE_MAX)
                alone[place] += search->world->weight[demand] * search->ways.share[r - first] *
                                (1.0 - search->world->miss[model->on[k]]);
        }
}

/* A price to start from: what a team at the site alone finds of the demand. */
static void start_prices(routes_i_place_view *view, const routes_i_place_table *table)
{
    const double *value = view->value + table->value;
    size_t below = table->leaves;
    for (size_t i = 0; i < table->count; i++) {
        below /=
            (table->start[i + 2] - table->start[i + 1]) / (table->start[i + 1] - table->start[i]);
        view->price[table->price + i] = value[below] - value[0];
    }
}

void routes_i_place_search_enter(routes_i_place_search *search, const routes_i_place_world *world)
{
    search->world = world;
    memset(search->teams, 0, search->model->site_count * sizeof *search->teams);
    for (size_t v = 0; v < search->view_count; v++) {
        routes_i_place_view *view = &search->views[v];
        memset(view->alone, 0, search->places * sizeof *view->alone);
        for (size_t d = 0; d < search->model->demands; d++) {
            if (!search->tables[d].leaves) {
                fill_alone(search, view, d, view->alone);
                continue;
            }
            fill_table(search, view, d);
            start_prices(view, &search->tables[d]);
        }
    }
}

double routes_i_place_value(routes_i_place_search *search, const uint32_t *teams)
{
    double least = INFINITY;
    for (size_t v = 0; v < search->view_count; v++)
        least = fmin(least, routes_i_place_found(&search->ways, search->model, search->world, teams,
                                                 search->views[v].theta));
    return least;
}

void routes_i_place_copy(routes_i_place_plan *to, const routes_i_place_plan *from, size_t sites)
{
    memcpy(to->teams, from->teams, sites * sizeof *to->teams);
    to->count = from->count;
    to->cost = from->cost;
    to->found = from->found;
    to->bound = from->bound;
}

static int64_t cost_at(const routes_i_place_search *search, size_t place)
{
    const int64_t *cost = search->model->sites->cost;
    return cost ? cost[search->site[place]] : 0;
}

static bool is_more(double found, double than)
{
    return found > than + ROUTES_I_PLACE_SAME * fabs(than);
}

void routes_i_place_add(routes_i_place_plan *plan, routes_i_place_search *search,
                        const routes_i_place_limits *limits)
{
    size_t best = SIZE_MAX;
    double found = plan->found;
    if (plan->count >= limits->teams)
        return;
    for (size_t p = 0; p < search->places; p++) {
        uint32_t *at = &plan->teams[search->site[p]];
        if (*at == most_at(search->model, search->site[p]) ||
            cost_at(search, p) > limits->budget - plan->cost)
            continue;
        ++*at;
        double with = routes_i_place_value(search, plan->teams);
        --*at;
        if (is_more(with, found)) {
            found = with;
            best = p;
        }
    }
    if (best == SIZE_MAX)
        return;
    plan->teams[search->site[best]]++;
    plan->count++;
    plan->cost += cost_at(search, best);
    plan->found = found;
}

/* Moves one team from a place to where it adds the most, if that is more. */
static bool move_from(routes_i_place_plan *plan, routes_i_place_search *search,
                      const routes_i_place_limits *limits, size_t place)
{
    uint32_t *from = &plan->teams[search->site[place]];
    double before = plan->found;
    if (*from <= (place < search->fixed))
        return false;
    --*from;
    plan->count--;
    plan->cost -= cost_at(search, place);
    plan->found = routes_i_place_value(search, plan->teams);
    routes_i_place_add(plan, search, limits);
    if (is_more(plan->found, before))
        return true;
    return false;
}

void routes_i_place_move(routes_i_place_plan *plan, routes_i_place_search *search,
                         const routes_i_place_limits *limits)
{
    size_t sites = search->model->site_count;
    routes_i_place_plan kept = {.teams = search->teams};
    bool better = true;
    while (better) {
        better = false;
        for (size_t p = 0; p < search->places; p++) {
            routes_i_place_copy(&kept, plan, sites);
            if (move_from(plan, search, limits, p))
                better = true;
            else
                routes_i_place_copy(plan, &kept, sites);
        }
    }
    memset(search->teams, 0, sites * sizeof *search->teams);
}
