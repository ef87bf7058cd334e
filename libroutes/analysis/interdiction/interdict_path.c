/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/interdict_path.h"

#include <math.h>
#include <stdio.h>

#include "analysis/interdiction/interdict.h"
#include "analysis/interdiction/interdict_cover.h"
#include "core/fail.h"
#include "core/memory.h"
#include "routes/cut.h"

/* Nodes of a question at first, and of one about a neighbour of the plan at hand. */
#define FIRST_NODES 200
#define NEAR_NODES 30
/* Sites left out of a plan at once to look for a better one near it, and how often. */
#define MOST_LEFT_OUT 3
#define MOST_NEAR 400
/* Largest budget, in what divides all costs. */
#define MOST_BUDGET (INT64_C(1) << 38)
/* Largest sum of delays on a way. */
#define MOST_LENGTH (INT64_C(1) << 61)

struct work {
    routes_i_interdict_input input;
    const routes_graph *graph;
    uint32_t from, to;
    routes_i_interdict_net net;
    routes_i_cover tree;
    routes_interdict *out;
    uint32_t *always; /* [always_count] sites that cost nothing */
    size_t always_count;
    int64_t cut_cost; /* of the cheapest cut by sites that close, or INT64_MAX */
    uint32_t *cut;    /* [cut_count] its sites, without those that cost nothing */
    size_t cut_count;
    int is_cut_known; /* what it costs is known */
    uint32_t *best;   /* [best_count] sites of the plan at hand, without those */
    size_t best_count;
    uint32_t *spare; /* [sites] */
    int64_t *effect; /* [sites] */
    uint32_t *at;    /* [sites] */
    int64_t budget;  /* in what divides all costs, and so what follows */
    int64_t cost;    /* of the plan at hand */
    int64_t value;   /* its detour, `closed` of the net for none */
    int64_t bound;   /* on the detour of every plan */
    double share;    /* of the work that is done */
    double part;     /* what this budget is of it */
};

static void free_work(struct work *work)
{
    routes_i_interdict_input_free(&work->input);
    routes_i_interdict_net_free(&work->net);
    routes_i_cover_free(&work->tree);
    routes_i_free(work->always);
    routes_i_free(work->cut);
    routes_i_free(work->best);
    routes_i_free(work->spare);
    routes_i_free(work->effect);
    routes_i_free(work->at);
}

static int is_ended(const struct work *work)
{
    uint64_t limit = work->input.use.node_limit;
    return work->tree.stopped || (limit && work->tree.visited >= limit);
}

static uint64_t nodes_left(const struct work *work, uint64_t wanted)
{
    uint64_t limit = work->input.use.node_limit;
    uint64_t left = limit - work->tree.visited;
    return limit && left < wanted ? left : wanted;
}

/* A detour as a length in metres or seconds, for the eye. */
static double shown(const struct work *work, int64_t detour)
{
    double unit = routes_i_interdict_shown(&work->input.use, 0);
    if (detour >= work->net.closed)
        return INFINITY;
    return (double)(work->net.base + detour) * (double)work->net.unit / unit;
}

/* What the caller is told: value and bound, and how far they are apart. */
static void note_gap(struct work *work)
{
    double value = shown(work, work->value);
    double bound = shown(work, work->bound);
    double gap = work->bound > work->value ? (bound - value) / value : 0.0;
    double done = work->share + work->part * (1.0 - (gap < 1.0 ? gap : 1.0)) * 0.9;
    snprintf(work->tree.what, sizeof work->tree.what, "interdiction, value %.6g, bound %.6g", value,
             bound);
    if (done > work->tree.done)
        work->tree.done = done;
}

/* The cheapest cut */

static routes_status read_cut(struct work *work, const routes_cut *cut, routes_error *err)
{
    routes_cut_members members = routes_cut_find(cut, ROUTES_CUT_NEAREST_ORIGIN);
    size_t links = routes_graph_links(work->graph);
    size_t count = members.links + members.nodes;
    work->cut = routes_i_calloc(count + 1, sizeof *work->cut);
    unsigned char *is_cut = routes_i_calloc(links + routes_graph_nodes(work->graph), 1);
    if (!work->cut || !is_cut) {
        routes_i_free(is_cut);
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a cut of %zu sites", count);
    }
    for (size_t i = 0; i < members.links; i++)
        is_cut[members.link[i]] = 1;
    for (size_t i = 0; i < members.nodes; i++)
        is_cut[links + members.node[i]] = 1;
    for (size_t a = 0; a < work->net.sites; a++)
        if (is_cut[work->net.site[a].at] && work->net.site[a].cost > 0)
            work->cut[work->cut_count++] = (uint32_t)a;
    routes_i_free(is_cut);
    work->cut_cost = routes_cut_value(cut);
    return ROUTES_OK;
}

static routes_status run_cut(struct work *work, const int64_t *capacity, routes_error *err)
{
    routes_cut *cut = NULL;
    routes_cut_options options = ROUTES_CUT_OPTIONS;
    routes_error why;
    options.node_capacity = capacity + routes_graph_links(work->graph);
    options.run = &work->input.run;
    routes_status status =
        routes_cut_new(&cut, work->graph, capacity, &work->from, 1, &work->to, 1, &options, &why);
    if (status == ROUTES_E_NOT_FOUND)
        return ROUTES_OK;
    if (status)
        return routes_i_fail(err, status, "%s", why.message);
    status = read_cut(work, cut, err);
    routes_cut_free(cut);
    return status;
}

/* What it costs to close every way, where sites can close. */
static routes_status find_cut(struct work *work, routes_error *err)
{
    size_t all = routes_graph_links(work->graph) + routes_graph_nodes(work->graph);
    int any = 0;
    work->cut_cost = INT64_MAX;
    int64_t *capacity = routes_i_calloc(all, sizeof *capacity);
    if (!capacity)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu capacities", all);
    for (size_t at = 0; at < all; at++)
        capacity[at] = ROUTES_CUT_UNLIMITED;
    for (size_t a = 0; a < work->net.sites; a++) {
        if (work->net.site[a].delay < work->net.closed)
            continue;
        capacity[work->net.site[a].at] = work->net.site[a].cost;
        any = 1;
    }
    routes_status status = any && work->net.reached ? run_cut(work, capacity, err) : ROUTES_OK;
    routes_i_free(capacity);
    work->is_cut_known = !status;
    if (status != ROUTES_E_CANCELLED)
        return status;
    work->tree.stopped = 1;
    return ROUTES_OK;
}

/* One budget */

/* Sets the plan at hand; those that cost nothing stand first and are left out. */
static void set_plan(struct work *work, const uint32_t *site, size_t count)
{
    size_t kept = 0;
    work->cost = 0;
    for (size_t i = 0; i < count; i++) {
        if (work->net.site[site[i]].cost == 0)
            continue;
        work->best[kept++] = site[i];
        work->cost += work->net.site[site[i]].cost;
    }
    work->best_count = kept;
}

/* The detour of the sites that cost nothing and those given. */
static int64_t value_of(struct work *work, const uint32_t *site, size_t count)
{
    size_t size = 0;
    for (size_t i = 0; i < work->always_count; i++)
        work->spare[size++] = work->always[i];
    for (size_t i = 0; i < count; i++)
        work->spare[size++] = site[i];
    return routes_i_cover_value(&work->tree, work->spare, size);
}

/* Asks for a plan that reaches a detour with the sites that are taken now, and keeps it. */
static routes_status ask(struct work *work, routes_i_cover_answer *answer, int64_t limit,
                         int64_t budget, uint64_t nodes, routes_error *err)
{
    routes_status status = routes_i_cover_ask(answer, &work->tree, limit, budget, nodes, err);
    if (status || *answer != ROUTES_I_YES)
        return status;
    set_plan(work, work->tree.plan, work->tree.plan_count);
    work->value = value_of(work, work->best, work->best_count);
    return ROUTES_OK;
}

/* Looks for a better plan with the sites at `out` left out; they stand in order. */
static routes_status ask_near(struct work *work, routes_i_cover_answer *answer, const size_t *out,
                              size_t count, routes_error *err)
{
    int64_t budget = work->budget;
    size_t next = 0, taken = 0;
    for (size_t i = 0; i < work->best_count; i++) {
        if (next < count && out[next] == i) {
            next++;
            continue;
        }
        routes_i_cover_take(&work->tree, work->best[i]);
        budget -= work->net.site[work->best[i]].cost;
        taken++;
    }
    routes_status status =
        ask(work, answer, work->value + 1, budget, nodes_left(work, NEAR_NODES), err);
    while (taken--)
        routes_i_cover_give_back(&work->tree);
    return status;
}

/* The next choice of `count` places among `all`, in order; 0 after the last. */
static int choose_next(size_t *out, size_t count, size_t all)
{
    size_t i = count;
    while (i > 0 && out[i - 1] == all - count + i - 1)
        i--;
    if (i == 0)
        return 0;
    out[i - 1]++;
    for (; i < count; i++)
        out[i] = out[i - 1] + 1;
    return 1;
}

/* Makes the plan at hand better by what is left of the budget, then by others for one, two and
 * three of its sites. */
static routes_status improve(struct work *work, routes_error *err)
{
    routes_status status = ROUTES_OK;
    size_t tries = 0;
    for (size_t count = 0; count <= MOST_LEFT_OUT && count < work->best_count + (count == 0);) {
        size_t out[MOST_LEFT_OUT] = {0, 1, 2};
        routes_i_cover_answer answer = ROUTES_I_NO;
        do {
            if (is_ended(work) || tries++ > MOST_NEAR)
                return ROUTES_OK;
            status = ask_near(work, &answer, out, count, err);
            if (status)
                return status;
        } while (answer != ROUTES_I_YES && choose_next(out, count, work->best_count));
        note_gap(work);
        if (work->value >= work->bound)
            return ROUTES_OK;
        count = answer == ROUTES_I_YES ? 0 : count + 1;
    }
    return ROUTES_OK;
}

/* The least detour that the dual solution at the root says no plan reaches; the bound is below. */
static routes_status bound_at_root(struct work *work, routes_error *err)
{
    int64_t low = work->value;
    int64_t high = work->value + 1;
    routes_i_cover_answer answer = ROUTES_I_OPEN;
    routes_status status = ROUTES_OK;
    while (!status && high <= work->bound) {
        status = routes_i_cover_bound(&answer, &work->tree, high, work->budget, err);
        if (answer == ROUTES_I_NO)
            break;
        low = high;
        high += 2 * (high - work->value);
    }
    if (status || high > work->bound)
        high = work->bound + 1;
    while (!status && high - low > 1) {
        int64_t middle = low + (high - low) / 2;
        status = routes_i_cover_bound(&answer, &work->tree, middle, work->budget, err);
        if (answer == ROUTES_I_NO)
            high = middle;
        else
            low = middle;
    }
    if (!status)
        work->bound = high - 1;
    return status;
}

/* Lowers the bound by asking about lengths nearer to it than to the value, until one is refused. */
static routes_status lower_bound(struct work *work, uint64_t nodes, routes_i_cover_answer *answer,
                                 routes_error *err)
{
    int64_t limit = work->value + 1 + (work->bound - work->value) / 2;
    routes_status status = ROUTES_OK;
    *answer = ROUTES_I_OPEN;
    while (!status && *answer == ROUTES_I_OPEN && !is_ended(work) && limit > work->value + 1) {
        status = ask(work, answer, limit, work->budget, nodes_left(work, nodes), err);
        if (!status && *answer == ROUTES_I_NO)
            work->bound = limit - 1;
        if (limit == work->bound)
            break;
        limit += (work->bound - limit + 1) / 2;
    }
    return status;
}

/* Closes the gap: whether any plan is better than the one at hand, in more and more nodes, and in
 * between the bound from above. */
static routes_status close_gap(struct work *work, routes_error *err)
{
    uint64_t nodes = FIRST_NODES;
    routes_status status = ROUTES_OK;
    while (!status && work->value < work->bound && !is_ended(work)) {
        routes_i_cover_answer answer;
        status = ask(work, &answer, work->value + 1, work->budget, nodes_left(work, nodes), err);
        if (status)
            return status;
        if (answer == ROUTES_I_NO)
            work->bound = work->value;
        else if (answer == ROUTES_I_OPEN && work->bound > work->value + 1)
            status = lower_bound(work, nodes, &answer, err);
        if (!status && answer == ROUTES_I_YES)
            status = improve(work, err);
        else
            nodes *= 2;
        note_gap(work);
    }
    return status;
}

/* The best plan of a budget, from the plan at hand. */
static routes_status solve(struct work *work, routes_error *err)
{
    const int64_t closed = work->net.closed;
    work->value = value_of(work, work->best, work->best_count);
    if (work->budget >= work->cut_cost) {
        set_plan(work, work->cut, work->cut_count);
        work->value = closed;
    }
    work->bound = work->value == closed || !work->is_cut_known ? closed : closed - 1;
    if (work->value == closed)
        return ROUTES_OK;
    if (is_ended(work))
        return ROUTES_OK;
    note_gap(work);
    routes_status status = bound_at_root(work, err);
    if (!status && work->value < work->bound)
        status = improve(work, err);
    return status ? status : close_gap(work, err);
}

static int64_t length_of(const struct work *work, int64_t detour)
{
    if (detour >= work->net.closed)
        return ROUTES_INTERDICT_CLOSED;
    return (work->net.base + detour) * work->net.unit;
}

/* What each site of a plan is worth in it. */
static void find_effects(struct work *work, const uint32_t *site, size_t count, int64_t value)
{
    for (size_t i = 0; i < count; i++) {
        size_t kept = 0;
        for (size_t k = 0; k < count; k++)
            if (k != i)
                work->spare[kept++] = site[k];
        int64_t without = routes_i_cover_value(&work->tree, work->spare, kept);
        if (without == value)
            work->effect[i] = 0;
        else if (value == work->net.closed)
            work->effect[i] = ROUTES_INTERDICT_CLOSED;
        else
            work->effect[i] = (value - without) * work->net.unit;
    }
}

/* A plan as it is added: those that cost nothing first. */
static routes_i_interdict_plan make_plan(struct work *work, const uint32_t *site, size_t count,
                                         int64_t value, int64_t bound, int with_effects)
{
    uint32_t *all = work->tree.plan;
    size_t size = 0;
    routes_i_interdict_plan plan = {
        .value = length_of(work, value), .bound = length_of(work, bound), .at = work->at};
    for (size_t i = 0; i < work->always_count; i++)
        all[size++] = work->always[i];
    for (size_t i = 0; i < count; i++) {
        plan.cost += work->net.site[site[i]].cost * work->net.cost_unit;
        all[size++] = site[i];
    }
    if (with_effects) {
        find_effects(work, all, size, value);
        plan.effect = work->effect;
    }
    for (size_t i = 0; i < size; i++)
        work->at[i] = work->net.site[all[i]].at;
    plan.count = size;
    return plan;
}

/* Leaves out what a plan does not need to stay at the limit. */
static size_t thin(struct work *work, uint32_t *site, size_t count, int64_t limit)
{
    for (size_t i = 0; i < count;) {
        uint32_t last = site[count - 1];
        uint32_t out = site[i];
        site[i] = last;
        if (value_of(work, site, count - 1) >= limit) {
            count--;
            continue;
        }
        site[i] = out;
        i++;
    }
    return count;
}

/* The plan of a budget, in the caller's unit of cost. */
static routes_status solve_budget(struct work *work, int64_t budget, int64_t most,
                                  routes_error *err)
{
    work->budget = budget / work->net.cost_unit < most ? budget / work->net.cost_unit : most;
    routes_status status = solve(work, err);
    if (status)
        return status;
    work->best_count = thin(work, work->best, work->best_count, work->value);
    routes_i_interdict_plan plan =
        make_plan(work, work->best, work->best_count, work->value, work->bound, 1);
    plan.budget = budget;
    return routes_i_interdict_add(work->out, &plan, 0, err);
}

/* Other plans */

static int is_listed(const struct work *work, const uint32_t *site, size_t count)
{
    size_t met = 0;
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < work->best_count; k++)
            met += work->best[k] == site[i];
    if (met == count && count == work->best_count)
        return 1;
    size_t links = work->out->links;
    for (size_t a = 0; a < work->out->alternatives; a++) {
        const routes_interdict_plan *other = &work->out->alternative[a].plan;
        met = 0;
        for (size_t i = 0; i < count; i++) {
            uint32_t at = work->net.site[site[i]].at;
            for (size_t k = 0; k < other->links; k++)
                met += other->link[k] == at;
            for (size_t k = 0; k < other->nodes; k++)
                met += links + other->node[k] == at;
        }
        if (met == count && met + work->always_count == other->links + other->nodes)
            return 1;
    }
    return 0;
}

static int list_plan(routes_i_cover *tree, void *user, routes_status *status, routes_error *err)
{
    struct work *work = user;
    size_t count = 0;
    uint32_t *site = routes_i_calloc(tree->plan_count + 1, sizeof *site);
    if (!site) {
        *status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a plan");
        return 0;
    }
    for (size_t i = 0; i < tree->plan_count; i++)
        if (work->net.site[tree->plan[i]].cost > 0)
            site[count++] = tree->plan[i];
    count = thin(work, site, count, tree->limit);
    if (!is_listed(work, site, count)) {
        routes_i_interdict_plan plan =
            make_plan(work, site, count, value_of(work, site, count), work->bound, 0);
        plan.budget = work->input.use.budget;
        *status = routes_i_interdict_add(work->out, &plan, 1, err);
    }
    routes_i_free(site);
    return work->out->alternatives < work->input.use.alternatives;
}

static routes_status list_others(struct work *work, routes_error *err)
{
    int64_t tolerance = work->input.use.tolerance / work->net.unit;
    int64_t limit = work->value;
    routes_i_cover_answer answer;
    if (work->value < work->net.closed)
        limit = tolerance < work->value ? work->value - tolerance : 0;
    if (work->input.use.alternatives == 0 || is_ended(work) || !work->net.reached)
        return ROUTES_OK;
    work->tree.found = list_plan;
    work->tree.found_user = work;
    return routes_i_cover_ask(&answer, &work->tree, limit, work->budget,
                              nodes_left(work, UINT64_MAX / 2), err);
}

/* All together */

static routes_status make_room(struct work *work, routes_error *err)
{
    size_t room = work->net.sites + 1;
    work->always = routes_i_calloc(room, sizeof *work->always);
    work->best = routes_i_calloc(room, sizeof *work->best);
    work->spare = routes_i_calloc(room, sizeof *work->spare);
    work->effect = routes_i_calloc(room, sizeof *work->effect);
    work->at = routes_i_calloc(room, sizeof *work->at);
    if (work->always && work->best && work->spare && work->effect && work->at)
        return ROUTES_OK;
    return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu sites", room);
}

/* What all sites cost together, in what divides all costs; checks that nothing overflows. */
static routes_status sum_costs(int64_t *most, const struct work *work, int64_t budget,
                               routes_error *err)
{
    const routes_i_interdict_net *net = &work->net;
    int64_t sum = 0;
    int64_t least = INT64_MAX;
    int64_t taken = 0;
    for (size_t a = 0; a < net->sites; a++) {
        int64_t cost = net->site[a].cost;
        if (cost > INT64_MAX / 4 - sum)
            return routes_i_fail(err, ROUTES_E_DATA, "all costs together are too large");
        sum += cost;
        taken += cost == 0;
        if (cost > 0 && cost < least)
            least = cost;
    }
    *most = sum;
    budget = budget / net->cost_unit < sum ? budget / net->cost_unit : sum;
    if (budget >= MOST_BUDGET)
        return routes_i_fail(err, ROUTES_E_DATA,
                             "a budget of %lld is too fine: costs have more digits than a plan "
                             "needs",
                             (long long)budget);
    taken += budget / least;
    taken = taken < (int64_t)net->sites ? taken : (int64_t)net->sites;
    if (net->closed > MOST_LENGTH / (taken + 2))
        return routes_i_fail(err, ROUTES_E_DATA,
                             "lengths and delays are too large for a plan of %lld sites",
                             (long long)taken);
    return ROUTES_OK;
}

static routes_status solve_all(struct work *work, int64_t most, routes_error *err)
{
    const routes_interdict_options *use = &work->input.use;
    int64_t budget = use->step ? 0 : use->budget;
    size_t plans =
        (size_t)(use->step ? use->budget / use->step + (use->budget % use->step != 0) : 0) + 1;
    routes_status status = routes_i_interdict_new(&work->out, routes_graph_links(work->graph),
                                                  plans, use->alternatives, err);
    work->part = 1.0 / (double)plans;
    for (size_t p = 0; p < plans && !status; p++) {
        status = solve_budget(work, budget, most, err);
        work->share += work->part;
        budget = use->budget - budget < use->step ? use->budget : budget + use->step;
    }
    if (!status)
        status = list_others(work, err);
    return status;
}

static routes_status run(struct work *work, routes_error *err)
{
    int64_t most = 0;
    const routes_interdict_options *use = &work->input.use;
    routes_status status = routes_i_interdict_net_make(&work->net, work->graph, work->from,
                                                       work->to, use->link_delay, use, err);
    if (!status)
        status = sum_costs(&most, work, use->budget, err);
    if (!status)
        status = make_room(work, err);
    if (!status)
        status = routes_i_cover_make(
            &work->tree, &work->net,
            use->budget / work->net.cost_unit < most ? use->budget / work->net.cost_unit : most,
            &work->input.run, err);
    if (!status)
        status = find_cut(work, err);
    if (status)
        return status;
    for (size_t a = 0; a < work->net.sites; a++)
        if (work->net.site[a].cost == 0) {
            routes_i_cover_take(&work->tree, (uint32_t)a);
            work->always[work->always_count++] = (uint32_t)a;
        }
    return solve_all(work, most, err);
}

routes_status routes_interdict_path(routes_interdict **out, const routes_graph *graph,
                                    uint32_t from, uint32_t to,
                                    const routes_interdict_options *options, routes_error *err)
{
    if (!out)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "out must not be null");
    *out = NULL;
    struct work work = {.graph = graph, .from = from, .to = to};
    routes_status status = routes_i_interdict_read(&work.input, graph, options, err);
    if (!status)
        status = routes_i_interdict_ends(graph, from, to, err);
    if (!status)
        status = run(&work, err);
    if (status) {
        routes_interdict_free(work.out);
    } else {
        work.out->stopped = is_ended(&work);
        work.out->searched = work.tree.visited;
        *out = work.out;
    }
    free_work(&work);
    return status;
}
