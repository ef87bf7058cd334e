/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "routes/interdict_flow.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "analysis/interdiction/interdict.h"
#include "analysis/interdiction/interdict_flow_net.h"
#include "core/fail.h"
#include "core/memory.h"
#include "routes/cut.h"

#define NONE UINT32_MAX

/* Prices tried for the bound of a node at most. */
#define MOST_PRICES 24

/* A node of the tree: a site watched or left beside what its parents say. */
struct node {
    uint32_t parent; /* NONE: the root */
    uint32_t site;
    unsigned char state;
    uint32_t depth;
    int64_t bound; /* no plan of it leaves less */
    int64_t price; /* that gave its parent's bound; 0: none */
};

/* A site of a cut, by what it carries for its cost. */
struct worth {
    double worth;
    uint32_t site;
};

struct work {
    routes_i_interdict_input input;
    routes_i_flow_net net;
    routes_interdict *out;
    size_t out_links; /* of the graph */
    routes_run relay;
    struct node *node; /* [nodes] */
    size_t nodes, node_room;
    uint32_t *queue; /* [queued] a heap, the least bound first */
    size_t queued;
    uint32_t *best; /* [best_count] sites of the plan at hand, the free ones left out */
    size_t best_count;
    uint32_t *plan;       /* [sites] one that is tried */
    struct worth *order;  /* [sites] */
    int64_t *effect;      /* [sites] */
    uint32_t *at;         /* [sites] */
    unsigned char *trial; /* [sites] what a plan that is valued decides */
    unsigned char *dear;  /* [sites] what the cut above the budget pays for, */
    unsigned char *near;  /* [sites] and that within it */
    int64_t budget;       /* in what divides all costs */
    int64_t left;         /* of it, at the node in hand */
    int64_t value;        /* of the plan at hand */
    int64_t bound;        /* on every plan of the budget */
    int64_t limit;        /* of what is looked for: value - 1, or what other plans may leave */
    int is_list;          /* other plans are listed */
    uint64_t visited;
    double share, part; /* of the work */
    double done;
    int stopped;
};

static void free_work(struct work *work)
{
    routes_i_interdict_input_free(&work->input);
    routes_i_flow_net_free(&work->net);
    routes_i_free(work->node);
    routes_i_free(work->queue);
    routes_i_free(work->best);
    routes_i_free(work->plan);
    routes_i_free(work->order);
    routes_i_free(work->effect);
    routes_i_free(work->at);
    routes_i_free(work->trial);
    routes_i_free(work->dear);
    routes_i_free(work->near);
}

static int is_ended(const struct work *work)
{
    uint64_t limit = work->input.use.node_limit;
    return work->stopped || (limit && work->visited >= limit);
}

/* What is told while a flow runs: value and bound. */
static int tell(double done, const char *what, void *user)
{
    struct work *work = user;
    char text[64];
    double scale = (double)work->net.unit / routes_i_interdict_shown(&work->input.use, 1);
    (void)done;
    (void)what;
    snprintf(text, sizeof text, "interdiction, value %.6g, bound %.6g",
             work->value < work->net.unlimited ? (double)work->value * scale : INFINITY,
             (double)work->bound * scale);
    if (work->input.run.progress &&
        work->input.run.progress(work->done, text, work->input.run.progress_user))
        work->stopped = 1;
    return work->stopped;
}

/* What an ended flow means: the caller said stop, which is no failure. */
static routes_status judge(struct work *work, routes_status status)
{
    return status == ROUTES_E_CANCELLED && work->stopped ? ROUTES_OK : status;
}

static int64_t cost_of(const struct work *work, uint32_t site)
{
    return work->net.site[site].cost;
}

/* Plans */

/* The flow past the sites that cost nothing and those given, whatever is decided now. When the
 * caller says stop it is not known, and as large as can be. */
static routes_status value_of(int64_t *value, struct work *work, const uint32_t *site, size_t count,
                              routes_error *err)
{
    unsigned char *decided = work->net.state;
    work->net.state = work->trial;
    for (size_t a = 0; a < work->net.sites; a++)
        work->trial[a] = cost_of(work, (uint32_t)a) == 0 ? ROUTES_I_WATCHED : ROUTES_I_OPEN_SITE;
    for (size_t i = 0; i < count; i++)
        work->trial[site[i]] = ROUTES_I_WATCHED;
    routes_status status = routes_i_flow_net_value(value, &work->net, err);
    work->net.state = decided;
    if (status == ROUTES_E_CANCELLED && work->stopped) {
        *value = work->net.unlimited;
        return ROUTES_OK;
    }
    return status;
}

/* Keeps the plan that is tried when it leaves less than the one at hand. */
static routes_status try_plan(struct work *work, size_t count, routes_error *err)
{
    int64_t value;
    routes_status status = value_of(&value, work, work->plan, count, err);
    if (status || value >= work->value)
        return status;
    for (size_t i = 0; i < count; i++)
        work->best[i] = work->plan[i];
    work->best_count = count;
    work->value = value;
    work->limit = value - 1;
    return ROUTES_OK;
}

static int by_worth(const void *a, const void *b)
{
    const struct worth *one = a, *other = b;
    if (one->worth != other->worth)
        return one->worth > other->worth ? -1 : 1;
    return one->site < other->site ? -1 : one->site > other->site;
}

/* Tries the plan of a node with what its budget still pays for of the sites that a cut crosses. */
static routes_status try_cut(struct work *work, routes_error *err)
{
    const routes_i_flow_net *net = &work->net;
    size_t count = 0, chosen = 0;
    int64_t left = work->left;
    for (uint32_t a = 0; a < net->sites; a++) {
        if (net->state[a] == ROUTES_I_WATCHED && cost_of(work, a) > 0)
            work->plan[count++] = a;
        else if (net->state[a] == ROUTES_I_OPEN_SITE && net->is_cut[a])
            work->order[chosen++] =
                (struct worth){(double)net->site[a].capacity / (double)cost_of(work, a), a};
    }
    if (chosen)
        qsort(work->order, chosen, sizeof *work->order, by_worth);
    for (size_t i = 0; i < chosen; i++) {
        if (cost_of(work, work->order[i].site) > left)
            continue;
        left -= cost_of(work, work->order[i].site);
        work->plan[count++] = work->order[i].site;
    }
    return try_plan(work, count, err);
}

/* Bounds */

/* A cut as a line over prices: capacity + price x (cost - budget left). */
struct line {
    int64_t capacity, cost;
};

/* The bound that a cut at a price gives, in whole units. */
static int64_t bound_of(const struct work *work, const routes_i_priced_cut *cut, int64_t price)
{
    int64_t whole = (INT64_C(1) << work->net.shift) - 1;
    if (work->left > 0 && price > (INT64_MAX / 2) / work->left)
        return 0;
    int64_t flow = cut->flow - price * work->left;
    int64_t bound = flow > 0 ? (flow + whole) >> work->net.shift : 0;
    return bound < work->net.unlimited ? bound : work->net.unlimited;
}

/* What is found out at a node. */
struct found {
    int64_t bound;
    int64_t price; /* that gave it */
};

/* One price: raises the bound, and tries what the cut suggests. */
static routes_status ask_price(struct found *found, routes_i_priced_cut *cut, struct work *work,
                               int64_t price, routes_error *err)
{
    routes_status status = routes_i_flow_net_price(cut, &work->net, price, err);
    if (status)
        return status;
    int64_t bound = bound_of(work, cut, price);
    if (bound > found->bound) {
        found->bound = bound;
        found->price = price;
    }
    int is_dear = price == 0 || cut->cost > work->left;
    for (size_t a = 0; a < work->net.sites; a++)
        (is_dear ? work->dear : work->near)[a] = work->net.is_cut[a];
    return work->is_list ? ROUTES_OK : try_cut(work, err);
}

/* The best price: where the lines of a cut that costs more than the budget and of one within it
 * meet. `value` is the flow when nothing more is watched. */
static routes_status find_bound(struct found *found, struct work *work, int64_t value,
                                routes_error *err)
{
    routes_i_priced_cut cut;
    for (size_t a = 0; a < work->net.sites; a++)
        work->near[a] = 0;
    routes_status status = ask_price(found, &cut, work, 0, err);
    struct line dear = {cut.capacity, cut.cost};
    struct line near = {value, 0};
    if (dear.cost <= work->left)
        return status;
    for (int i = 0; i < MOST_PRICES && !status && found->bound <= work->limit; i++) {
        double meet = (double)(near.capacity - dear.capacity) / (double)(dear.cost - near.cost);
        double price = meet * (double)(INT64_C(1) << work->net.shift);
        if (price < 1.0)
            break;
        status = ask_price(found, &cut, work, (int64_t)price, err);
        struct line *line = cut.cost > work->left ? &dear : &near;
        if (line->capacity == cut.capacity && line->cost == cut.cost)
            break;
        *line = (struct line){cut.capacity, cut.cost};
    }
    return status;
}

/* Which open site to branch on: of those that the dear cut pays for first one that the near one
 * does not, then the one that carries the most. */
static uint32_t choose(const struct work *work)
{
    const routes_i_flow_net *net = &work->net;
    uint32_t best = NONE;
    for (uint32_t a = 0; a < net->sites; a++) {
        if (net->state[a] != ROUTES_I_OPEN_SITE || !work->dear[a])
            continue;
        if (best == NONE || work->near[a] < work->near[best] ||
            (work->near[a] == work->near[best] && net->site[a].capacity > net->site[best].capacity))
            best = a;
    }
    return best;
}

/* The tree */

static int is_before(const struct work *work, uint32_t a, uint32_t b)
{
    const struct node *one = &work->node[a], *other = &work->node[b];
    if (one->bound != other->bound)
        return one->bound < other->bound;
    if (one->depth != other->depth)
        return one->depth > other->depth;
    return a < b;
}

static routes_status reserve_nodes(struct work *work, routes_error *err)
{
    if (work->nodes < work->node_room)
        return ROUTES_OK;
    size_t room = work->node_room ? 2 * work->node_room : 256;
    struct node *nodes = room < NONE ? routes_i_realloc(work->node, room, sizeof *nodes) : NULL;
    if (nodes)
        work->node = nodes;
    uint32_t *queue = nodes ? routes_i_realloc(work->queue, room, sizeof *queue) : NULL;
    if (!queue)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu nodes of a search", room);
    work->queue = queue;
    work->node_room = room;
    return ROUTES_OK;
}

static routes_status push(struct work *work, struct node node, routes_error *err)
{
    routes_status status = reserve_nodes(work, err);
    if (status)
        return status;
    uint32_t number = (uint32_t)work->nodes++;
    size_t place = work->queued++;
    work->node[number] = node;
    for (; place > 0 && is_before(work, number, work->queue[(place - 1) / 2]);
         place = (place - 1) / 2)
        work->queue[place] = work->queue[(place - 1) / 2];
    work->queue[place] = number;
    return ROUTES_OK;
}

static uint32_t pop(struct work *work)
{
    uint32_t first = work->queue[0];
    uint32_t last = work->queue[--work->queued];
    size_t place = 0;
    for (;;) {
        size_t child = 2 * place + 1;
        if (child >= work->queued)
            break;
        if (child + 1 < work->queued && is_before(work, work->queue[child + 1], work->queue[child]))
            child++;
        if (!is_before(work, work->queue[child], last))
            break;
        work->queue[place] = work->queue[child];
        place = child;
    }
    work->queue[place] = last;
    return first;
}

/* Sets what is decided at a node; what its budget no longer pays for is left. */
static void enter(struct work *work, uint32_t number)
{
    routes_i_flow_net *net = &work->net;
    work->left = work->budget;
    for (uint32_t a = 0; a < net->sites; a++)
        net->state[a] = cost_of(work, a) == 0 ? ROUTES_I_WATCHED : ROUTES_I_OPEN_SITE;
    for (uint32_t n = number; work->node[n].parent != NONE; n = work->node[n].parent) {
        net->state[work->node[n].site] = work->node[n].state;
        if (work->node[n].state == ROUTES_I_WATCHED)
            work->left -= cost_of(work, work->node[n].site);
    }
    for (uint32_t a = 0; a < net->sites; a++)
        if (net->state[a] == ROUTES_I_OPEN_SITE && cost_of(work, a) > work->left)
            net->state[a] = ROUTES_I_LEFT;
}

/* The sites watched at the node in hand, without those that cost nothing. */
static size_t list_watched(struct work *work)
{
    size_t count = 0;
    for (uint32_t a = 0; a < work->net.sites; a++)
        if (work->net.state[a] == ROUTES_I_WATCHED && cost_of(work, a) > 0)
            work->plan[count++] = a;
    return count;
}

static routes_status list_plan(struct work *work, size_t count, routes_error *err);

static routes_status branch(struct work *work, uint32_t number, const struct found *found,
                            routes_error *err)
{
    uint32_t site = choose(work);
    struct node child = {number,       site,        ROUTES_I_WATCHED, work->node[number].depth + 1,
                         found->bound, found->price};
    if (site == NONE)
        return ROUTES_OK;
    routes_status status = push(work, child, err);
    child.state = ROUTES_I_LEFT;
    return status ? status : push(work, child, err);
}

/* Judges a node: what it leaves, a bound on what it can lead to, and its children. */
static routes_status look(struct work *work, uint32_t number, routes_error *err)
{
    struct found found = {work->node[number].bound, work->node[number].price};
    routes_i_priced_cut cut;
    int64_t value;
    routes_status status = ROUTES_OK;
    work->visited++;
    enter(work, number);
    if (found.price > 0)
        status = ask_price(&found, &cut, work, found.price, err);
    if (status || found.bound > work->limit)
        return status;
    status = routes_i_flow_net_value(&value, &work->net, err);
    if (status)
        return status;
    if (value <= work->limit) {
        size_t count = list_watched(work);
        if (work->is_list)
            return list_plan(work, count, err);
        status = try_plan(work, count, err);
    }
    if (!status && found.bound <= work->limit)
        status = find_bound(&found, work, value, err);
    if (status || found.bound > work->limit)
        return status;
    return branch(work, number, &found, err);
}

/* The least that an open node can lead to, or what is at hand. */
static void note_bound(struct work *work)
{
    int64_t bound = work->queued ? work->node[work->queue[0]].bound : work->value;
    if (bound > work->value)
        bound = work->value;
    if (bound > work->bound)
        work->bound = bound;
    double apart = work->value ? (double)(work->value - work->bound) / (double)work->value : 0.0;
    double done = work->share + work->part * 0.9 * (1.0 - apart);
    if (done > work->done)
        work->done = done;
}

/* Goes through the tree of the budget, for what is within the limit. */
static routes_status search(struct work *work, routes_error *err)
{
    struct node root = {NONE, NONE, ROUTES_I_LEFT, 0, 0, 0};
    work->nodes = work->queued = 0;
    routes_status status = push(work, root, err);
    while (!status && work->queued && !is_ended(work)) {
        uint32_t number = work->queue[0];
        if (work->node[number].bound > work->limit) {
            work->queued = 0;
            break;
        }
        pop(work);
        status = look(work, number, err);
        if (status == ROUTES_E_CANCELLED && work->stopped) {
            /* What was being looked at stays open. */
            struct node again = work->node[number];
            return push(work, again, err);
        }
        if (!status && !work->is_list)
            note_bound(work);
    }
    return status;
}

/* Plans as they are told */

static int64_t told(const struct work *work, int64_t value)
{
    return value >= work->net.unlimited ? ROUTES_CUT_UNLIMITED : value * work->net.unit;
}

/* Leaves out what a plan does not need to stay within the limit. */
static routes_status thin(size_t *count, struct work *work, uint32_t *site, int64_t limit,
                          routes_error *err)
{
    for (size_t i = 0; i < *count && !work->stopped;) {
        int64_t value;
        uint32_t out = site[i];
        site[i] = site[*count - 1];
        routes_status status = value_of(&value, work, site, *count - 1, err);
        if (status)
            return status;
        if (value <= limit && !work->stopped) {
            --*count;
            continue;
        }
        site[i] = out;
        i++;
    }
    return ROUTES_OK;
}

/* What each site of the plan in `at` is worth in it; those that cost nothing are in it. */
static routes_status find_effects(struct work *work, size_t count, int64_t value, routes_error *err)
{
    routes_i_flow_net *net = &work->net;
    for (size_t a = 0; a < net->sites; a++)
        net->state[a] = ROUTES_I_OPEN_SITE;
    for (size_t i = 0; i < count; i++)
        net->state[work->at[i]] = ROUTES_I_WATCHED;
    for (size_t i = 0; i < count; i++) {
        int64_t without;
        net->state[work->at[i]] = ROUTES_I_OPEN_SITE;
        routes_status status = routes_i_flow_net_value(&without, net, err);
        net->state[work->at[i]] = ROUTES_I_WATCHED;
        if (status)
            return status;
        without = told(work, without);
        work->effect[i] = without == ROUTES_CUT_UNLIMITED && value < work->net.unlimited
                              ? ROUTES_CUT_UNLIMITED
                          : without == ROUTES_CUT_UNLIMITED ? 0
                                                            : without - told(work, value);
    }
    return ROUTES_OK;
}

/* Adds a plan, and with it what costs nothing. */
static routes_status add_plan(struct work *work, const uint32_t *site, size_t count, int64_t value,
                              int64_t budget, int is_alternative, routes_error *err)
{
    const routes_i_flow_net *net = &work->net;
    routes_status status = ROUTES_OK;
    size_t size = 0;
    routes_i_interdict_plan plan = {.budget = budget,
                                    .value = told(work, value),
                                    .bound = told(work, work->bound),
                                    .at = work->at};
    for (uint32_t a = 0; a < net->sites; a++)
        if (cost_of(work, a) == 0)
            work->at[size++] = a;
    for (size_t i = 0; i < count; i++) {
        work->at[size++] = site[i];
        plan.cost += cost_of(work, site[i]) * net->cost_unit;
    }
    if (!is_alternative) {
        /* The caller may have said stop: this little is still done. */
        work->net.run = NULL;
        status = find_effects(work, size, value, err);
        work->net.run = &work->relay;
        plan.effect = work->effect;
    }
    for (size_t i = 0; i < size; i++)
        work->at[i] = net->site[work->at[i]].at;
    plan.count = size;
    return status ? status : routes_i_interdict_add(work->out, &plan, is_alternative, err);
}

static int is_same(const struct work *work, const uint32_t *site, size_t count,
                   const routes_interdict_plan *other, size_t free_sites)
{
    size_t met = 0;
    for (size_t i = 0; i < count; i++) {
        size_t at = work->net.site[site[i]].at;
        for (size_t k = 0; k < other->links; k++)
            met += other->link[k] == at;
        for (size_t k = 0; k < other->nodes; k++)
            met += work->out->links + other->node[k] == at;
    }
    return met == count && met + free_sites == other->links + other->nodes;
}

/* Whether a plan is the best of its budget, or listed. */
static int is_told(const struct work *work, const uint32_t *site, size_t count)
{
    size_t free_sites = 0;
    for (uint32_t a = 0; a < work->net.sites; a++)
        free_sites += cost_of(work, a) == 0;
    if (is_same(work, site, count, &work->out->plan[work->out->plans - 1].plan, free_sites))
        return 1;
    for (size_t p = 0; p < work->out->alternatives; p++)
        if (is_same(work, site, count, &work->out->alternative[p].plan, free_sites))
            return 1;
    return 0;
}

/* Lists the plan that is tried, without what it does not need. */
static routes_status list_plan(struct work *work, size_t count, routes_error *err)
{
    int64_t value;
    routes_status status = thin(&count, work, work->plan, work->limit, err);
    if (!status)
        status = value_of(&value, work, work->plan, count, err);
    if (status || work->stopped || is_told(work, work->plan, count))
        return status;
    status = add_plan(work, work->plan, count, value, work->input.use.budget, 1, err);
    if (work->out->alternatives >= work->input.use.alternatives)
        work->queued = 0;
    return status;
}

static routes_status list_others(struct work *work, routes_error *err)
{
    int64_t tolerance = work->input.use.tolerance / work->net.unit;
    int64_t most = work->net.unlimited - 1;
    if (work->input.use.alternatives == 0 || is_ended(work) || work->value > most)
        return ROUTES_OK;
    work->is_list = 1;
    work->limit = tolerance < most - work->value ? work->value + tolerance : most;
    routes_status status = search(work, err);
    return judge(work, status);
}

/* All together */

/* The best plan of a budget, from the plan at hand. */
static routes_status solve_budget(struct work *work, int64_t budget, routes_error *err)
{
    work->budget = budget / work->net.cost_unit;
    work->bound = 0;
    work->limit = work->value - 1;
    routes_status status = ROUTES_OK;
    if (!is_ended(work)) {
        status = search(work, err);
        note_bound(work);
    }
    if (!status)
        status = thin(&work->best_count, work, work->best, work->value, err);
    if (!status)
        status = add_plan(work, work->best, work->best_count, work->value, budget, 0, err);
    work->share += work->part;
    return status;
}

static routes_status solve_all(struct work *work, routes_error *err)
{
    const routes_interdict_options *use = &work->input.use;
    int64_t budget = use->step ? 0 : use->budget;
    size_t plans =
        (size_t)(use->step ? use->budget / use->step + (use->budget % use->step != 0) : 0) + 1;
    routes_status status =
        routes_i_interdict_new(&work->out, work->out_links, plans, use->alternatives, err);
    work->part = 1.0 / (double)plans;
    for (size_t p = 0; p < plans && !status; p++) {
        status = solve_budget(work, budget, err);
        budget = use->budget - budget < use->step ? use->budget : budget + use->step;
    }
    return status ? status : list_others(work, err);
}

static routes_status make_room(struct work *work, routes_error *err)
{
    size_t room = work->net.sites + 1;
    work->best = routes_i_calloc(room, sizeof *work->best);
    work->plan = routes_i_calloc(room, sizeof *work->plan);
    work->order = routes_i_calloc(room, sizeof *work->order);
    work->effect = routes_i_calloc(room, sizeof *work->effect);
    work->at = routes_i_calloc(room, sizeof *work->at);
    work->trial = routes_i_calloc(room, 1);
    work->dear = routes_i_calloc(room, 1);
    work->near = routes_i_calloc(room, 1);
    if (work->best && work->plan && work->order && work->effect && work->at && work->trial &&
        work->dear && work->near)
        return ROUTES_OK;
    return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu sites", room);
}

/* The flow when only what costs nothing is watched; after it there is always a plan. */
static routes_status start(struct work *work, routes_error *err)
{
    routes_status status = make_room(work, err);
    if (status)
        return status;
    work->relay = work->input.run;
    work->relay.progress = tell;
    work->relay.progress_user = work;
    work->net.run = &work->relay;
    work->value = work->net.unlimited;
    status = value_of(&work->value, work, NULL, 0, err);
    if (!status && work->stopped)
        return routes_i_fail(err, ROUTES_E_CANCELLED, "the caller said stop");
    return status;
}

routes_status routes_interdict_flow(routes_interdict **out, const routes_graph *graph,
                                    const uint32_t *origin, size_t origins,
                                    const uint32_t *destination, size_t destinations,
                                    const routes_interdict_options *options, routes_error *err)
{
    if (!out)
        return routes_i_fail(err, ROUTES_E_ARGUMENT, "out must not be null");
    *out = NULL;
    struct work work = {0};
    routes_status status = routes_i_interdict_read(&work.input, graph, options, err);
    if (!status)
        status = routes_i_flow_net_make(&work.net, graph, origin, origins, destination,
                                        destinations, &work.input.use, err);
    if (!status)
        status = start(&work, err);
    if (!status) {
        work.out_links = routes_graph_links(graph);
        status = solve_all(&work, err);
    }
    if (status) {
        routes_interdict_free(work.out);
    } else {
        work.out->stopped = is_ended(&work);
        work.out->searched = work.visited;
        *out = work.out;
    }
    free_work(&work);
    return status;
}
