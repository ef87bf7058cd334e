/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analysis/interdiction/reliable_tree.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/fail.h"
#include "core/memory.h"
#include "core/run.h"

/* Nearer to a whole number than this is whole. */
#define WHOLE 1e-6
/* Rows broken by less than this part of a chance are not looked for. */
#define BROKEN 1e-5
#define BROKEN_WHOLE 1e-10
/* Rows slack by more than this leave the programme. */
#define SLACK 1e-3
/* Rounds of rows at whole points, at most. */
#define WHOLE_ROUNDS 60
#define NO_PARENT UINT32_MAX

routes_status routes_i_reliable_tree_make(routes_i_reliable_tree *tree,
                                          const routes_i_reliable *problem, const routes_run *run,
                                          routes_error *err)
{
    size_t sites = problem->sites + 1;
    *tree = (routes_i_reliable_tree){.problem = problem, .run = run, .gap = 1e-9};
    routes_status status = routes_i_reliable_master_make(&tree->master, problem, run, err);
    if (!status)
        status = routes_i_reliable_plans_make(&tree->plans, problem, err);
    tree->plan = routes_i_calloc(sites, 1);
    tree->trial = routes_i_calloc(sites, 1);
    tree->gain = routes_i_calloc(sites, sizeof *tree->gain);
    tree->lower = routes_i_calloc(sites, sizeof *tree->lower);
    tree->upper = routes_i_calloc(sites, sizeof *tree->upper);
    tree->node_lower = routes_i_calloc(sites, sizeof *tree->node_lower);
    tree->node_upper = routes_i_calloc(sites, sizeof *tree->node_upper);
    tree->point = routes_i_calloc(sites + problem->scenarios, sizeof *tree->point);
    tree->kept = routes_i_calloc(sites + problem->scenarios, sizeof *tree->kept);
    tree->order = routes_i_calloc(sites, sizeof *tree->order);
    if (!status &&
        !(tree->plan && tree->trial && tree->gain && tree->lower && tree->upper &&
          tree->node_lower && tree->node_upper && tree->point && tree->kept && tree->order))
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory to search among %zu sites",
                               problem->sites);
    if (status) {
        routes_i_reliable_tree_free(tree);
        return status;
    }
    memcpy(tree->plan, problem->fixed, problem->sites);
    tree->value = routes_i_reliable_plans_evaluate(&tree->plans, tree->plan);
    return ROUTES_OK;
}

void routes_i_reliable_tree_free(routes_i_reliable_tree *tree)
{
    routes_i_reliable_master_free(&tree->master);
    routes_i_reliable_plans_free(&tree->plans);
    routes_i_free(tree->plan);
    routes_i_free(tree->trial);
    routes_i_free(tree->gain);
    routes_i_free(tree->lower);
    routes_i_free(tree->upper);
    routes_i_free(tree->node_lower);
    routes_i_free(tree->node_upper);
    routes_i_free(tree->point);
    routes_i_free(tree->kept);
    routes_i_free(tree->order);
    routes_i_free(tree->node);
    routes_i_free(tree->open);
    routes_i_free(tree->basis);
    *tree = (routes_i_reliable_tree){0};
}

static bool is_before(const routes_i_reliable_tree *tree, uint32_t a, uint32_t b)
{
    const routes_i_reliable_node *left = &tree->node[a];
    const routes_i_reliable_node *right = &tree->node[b];
    return left->bound < right->bound || (left->bound == right->bound && a > b);
}

static bool put_open(routes_i_reliable_tree *tree, uint32_t node)
{
    if (tree->open_count == tree->open_room) {
        size_t room = 2 * tree->open_room + 256;
        uint32_t *open = routes_i_realloc(tree->open, room, sizeof *open);
        if (!open)
            return false;
        tree->open = open;
        tree->open_room = room;
    }
    size_t at = tree->open_count++;
    for (; at > 0 && is_before(tree, node, tree->open[(at - 1) / 2]); at = (at - 1) / 2)
        tree->open[at] = tree->open[(at - 1) / 2];
    tree->open[at] = node;
    return true;
}

static uint32_t take_open(routes_i_reliable_tree *tree)
{
    uint32_t taken = tree->open[0];
    uint32_t last = tree->open[--tree->open_count];
    size_t at = 0;
    for (;;) {
        size_t child = 2 * at + 1;
        if (child >= tree->open_count)
            break;
        if (child + 1 < tree->open_count &&
            is_before(tree, tree->open[child + 1], tree->open[child]))
            child++;
        if (!is_before(tree, tree->open[child], last))
            break;
        tree->open[at] = tree->open[child];
        at = child;
    }
    tree->open[at] = last;
    return taken;
}

static routes_status add_node(uint32_t *made, routes_i_reliable_tree *tree,
                              routes_i_reliable_node node, routes_error *err)
{
    if (tree->nodes == tree->nodes_room) {
        size_t room = 2 * tree->nodes_room + 256;
        routes_i_reliable_node *more = routes_i_realloc(tree->node, room, sizeof *more);
        if (!more)
            return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu nodes", room);
        tree->node = more;
        tree->nodes_room = room;
    }
    *made = (uint32_t)tree->nodes;
    tree->node[tree->nodes++] = node;
    return ROUTES_OK;
}

void routes_i_reliable_tree_offer(routes_i_reliable_tree *tree, const unsigned char *plan,
                                  double value)
{
    if (tree->others)
        routes_i_reliable_others_add(tree->others, plan, value);
    if (value >= tree->value)
        return;
    tree->value = value;
    memcpy(tree->plan, plan, tree->problem->sites);
}

static double cutoff_of(const routes_i_reliable_tree *tree)
{
    return tree->value - tree->gap;
}

static void set_aside(routes_i_reliable_tree *tree, double bound)
{
    tree->closed = fmin(tree->closed, bound);
}

/* Tells of value and bound; `done` is how much of the first gap is closed. */
static routes_status tell(routes_i_reliable_tree *tree, double first, routes_error *err)
{
    char words[64];
    double gap = fmax(tree->value - tree->bound, 0);
    double done = first > 0 ? 1 - fmin(gap / first, 1) : 1;
    if (tree->plans.stopped)
        return routes_i_fail(err, ROUTES_E_CANCELLED, "stopped by the caller");
    tree->plans.done = done;
    tree->master.done = done;
    snprintf(words, sizeof words, "value %.6g, bound %.6g", tree->value, tree->bound);
    return routes_i_run_tell(tree->run, done, words, err);
}

/* Fixes sites whose other bound would cost too much; in all nodes when `lower` and `upper` are the
 * root's. */
static routes_status fix(routes_i_reliable_tree *tree, double *lower, double *upper,
                         routes_error *err)
{
    routes_i_reliable_master *master = &tree->master;
    const double *reduced = master->reduced + tree->problem->scenarios;
    routes_status status = ROUTES_OK;
    for (uint32_t s = 0; !status && s < tree->problem->sites; s++) {
        double other = master->bound + fabs(reduced[s]);
        if (lower[s] == upper[s] || other < cutoff_of(tree))
            continue;
        set_aside(tree, other);
        if (reduced[s] > 0)
            upper[s] = lower[s];
        else
            lower[s] = upper[s];
        status = routes_i_reliable_master_set(master, s, lower[s], upper[s], err);
    }
    return status;
}

static routes_status enter(routes_i_reliable_tree *tree, uint32_t node, routes_error *err)
{
    size_t sites = tree->problem->sites;
    routes_status status = ROUTES_OK;
    memcpy(tree->node_lower, tree->lower, sites * sizeof *tree->lower);
    memcpy(tree->node_upper, tree->upper, sites * sizeof *tree->upper);
    for (uint32_t at = node; at != NO_PARENT; at = tree->node[at].parent) {
        uint32_t site = tree->node[at].site;
        if (site == ROUTES_GRAPH_NONE)
            continue;
        if (tree->node[at].up)
            tree->node_lower[site] = 1;
        else
            tree->node_upper[site] = 0;
    }
    for (uint32_t s = 0; !status && s < sites; s++)
        if (tree->node_lower[s] <= tree->node_upper[s])
            status = routes_i_reliable_master_set(&tree->master, s, tree->node_lower[s],
                                                  tree->node_upper[s], err);
    return status;
}

/* Whether fixings for all nodes leave nothing of this one. */
static bool is_empty(const routes_i_reliable_tree *tree)
{
    for (size_t s = 0; s < tree->problem->sites; s++)
        if (tree->node_lower[s] > tree->node_upper[s])
            return true;
    return false;
}

static bool is_whole(const routes_i_reliable_tree *tree)
{
    const double *x = tree->master.value + tree->problem->scenarios;
    for (size_t s = 0; s < tree->problem->sites; s++)
        if (fabs(x[s] - round(x[s])) > WHOLE)
            return false;
    return true;
}

static bool all_fixed(const routes_i_reliable_tree *tree)
{
    for (size_t s = 0; s < tree->problem->sites; s++)
        if (tree->node_lower[s] < tree->node_upper[s])
            return false;
    return true;
}

/* The plan that the point is, when it is whole. */
static void take_point(routes_i_reliable_tree *tree)
{
    const double *x = tree->master.value + tree->problem->scenarios;
    for (size_t s = 0; s < tree->problem->sites; s++)
        tree->trial[s] = x[s] > 0.5;
    if (routes_i_reliable_affordable(routes_i_reliable_cost(tree->problem, tree->trial),
                                     tree->budget)) {
        double value = routes_i_reliable_plans_evaluate(&tree->plans, tree->trial);
        routes_i_reliable_tree_offer(tree, tree->trial, value);
    }
}

/* How a look at a node went on. */
struct look {
    bool root;
    size_t round;
    size_t most;    /* rounds of rows */
    double reached; /* the bound some rounds ago */
    size_t at;      /* that round */
    size_t whole;   /* rounds at whole points */
};

/* Whether another round of rows is worth it. */
static bool goes_on(const routes_i_reliable_tree *tree, struct look *look)
{
    double gap = tree->value - tree->master.bound;
    size_t patience = look->root ? 6 : 1;
    double part = look->root ? 0.03 : 0.02;
    if (look->round >= look->most + look->whole)
        return false;
    if (look->round >= look->at + patience) {
        if (tree->master.bound - look->reached < part * gap)
            return false;
        look->at = look->round;
        look->reached = tree->master.bound;
    }
    return true;
}

/* Brings a node's bound up. @param[out] left Whether it must be branched. */
static routes_status look_at(bool *left, routes_i_reliable_tree *tree, bool root, double first,
                             routes_error *err)
{
    routes_i_reliable_master *master = &tree->master;
    struct look look = {.root = root, .most = root ? 300 : 4, .reached = -INFINITY};
    *left = false;
    for (;; look.round++) {
        routes_i_lp_state state;
        size_t fresh = 0;
        routes_status status =
            routes_i_reliable_master_solve(&state, master, cutoff_of(tree), 0, err);
        if (!status)
            status = tell(tree, first, err);
        if (status)
            return status;
        if (master->bound >= cutoff_of(tree)) {
            set_aside(tree, master->bound);
            return ROUTES_OK;
        }
        if (root && master->bound > tree->bound)
            tree->bound = master->bound;
        bool whole = is_whole(tree);
        if (whole)
            take_point(tree);
        else if (root ? look.round % 8 == 7 : look.round == 0)
            routes_i_reliable_tree_round(tree, root && look.round % 24 == 23);
        status = fix(tree, root ? tree->lower : tree->node_lower,
                     root ? tree->upper : tree->node_upper, err);
        if (status)
            return status;
        if (master->bound >= cutoff_of(tree))
            continue;
        /* At a whole point rows are missing, but for what the solver's tolerance leaves. */
        if (whole ? ++look.whole > WHOLE_ROUNDS : !goes_on(tree, &look))
            break;
        status = routes_i_reliable_master_separate(&fresh, master, whole ? BROKEN_WHOLE : BROKEN,
                                                   !whole, err);
        if (status)
            return status;
        if (!fresh)
            break;
        if (master->rows > 600 && look.round % (root ? 4 : 2) == 1)
            status = routes_i_reliable_master_purge(master, SLACK, err);
        if (status)
            return status;
    }
    *left = true;
    return ROUTES_OK;
}

/* Makes the children of a node; `next` is the one to go on with, or NO_PARENT. */
static routes_status divide(uint32_t *next, routes_i_reliable_tree *tree, uint32_t node,
                            routes_error *err)
{
    double bound[2];
    uint32_t site;
    uint32_t child[2] = {NO_PARENT, NO_PARENT};
    routes_status status = routes_i_reliable_tree_branch(&site, bound, tree, err);
    *next = NO_PARENT;
    for (int up = 0; !status && up < 2; up++) {
        double at_least = fmax(bound[up], tree->node[node].bound);
        if (at_least >= cutoff_of(tree)) {
            set_aside(tree, at_least);
            continue;
        }
        routes_i_reliable_node made = {at_least, node, site, tree->node[node].depth + 1,
                                       (unsigned char)up};
        status = add_node(&child[up], tree, made, err);
    }
    if (status)
        return status;
    int first = bound[1] < bound[0];
    if (child[first] == NO_PARENT)
        first = !first;
    *next = child[first];
    if (child[!first] != NO_PARENT && !put_open(tree, child[!first]))
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu nodes", tree->open_count);
    return ROUTES_OK;
}

/* Notes what the branching that led to a node brought. */
static void learn(routes_i_reliable_tree *tree, uint32_t node, double fraction)
{
    const routes_i_reliable_node *at = &tree->node[node];
    if (at->parent == NO_PARENT)
        return;
    routes_i_reliable_tree_learn(tree, at->site, at->up, fraction,
                                 tree->master.bound - tree->node[at->parent].bound);
}

static void see_bound(routes_i_reliable_tree *tree, uint32_t next)
{
    double bound = tree->value;
    if (next != NO_PARENT)
        bound = fmin(bound, tree->node[next].bound);
    if (tree->open_count)
        bound = fmin(bound, tree->node[tree->open[0]].bound);
    tree->bound = fmax(tree->bound, fmin(bound, tree->value));
}

/* Whether to go on down rather than to the node of the least bound. */
static bool plunges(const routes_i_reliable_tree *tree, uint32_t next)
{
    return next != NO_PARENT &&
           (!tree->open_count ||
            tree->node[next].bound <= tree->bound + 0.2 * (tree->value - tree->bound));
}

static routes_status choose_next(uint32_t *next, routes_i_reliable_tree *tree, routes_error *err)
{
    if (plunges(tree, *next))
        return ROUTES_OK;
    if (*next != NO_PARENT && !put_open(tree, *next))
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu nodes", tree->open_count);
    *next = tree->open_count ? take_open(tree) : NO_PARENT;
    return ROUTES_OK;
}

static routes_status visit(uint32_t *next, routes_i_reliable_tree *tree, uint32_t node,
                           double first, routes_error *err)
{
    bool left = false;
    bool root = tree->node[node].parent == NO_PARENT;
    *next = NO_PARENT;
    if (tree->node[node].bound >= cutoff_of(tree)) {
        set_aside(tree, tree->node[node].bound);
        return ROUTES_OK;
    }
    routes_status status = enter(tree, node, err);
    if (status || is_empty(tree))
        return status;
    tree->done++;
    status = look_at(&left, tree, root, first, err);
    if (status)
        return status;
    learn(tree, node, 0.5);
    if (!left)
        return ROUTES_OK;
    tree->node[node].bound = fmax(tree->node[node].bound, tree->master.bound);
    if (root) {
        routes_i_reliable_tree_round(tree, true);
        memcpy(tree->node_lower, tree->lower, tree->problem->sites * sizeof *tree->lower);
        memcpy(tree->node_upper, tree->upper, tree->problem->sites * sizeof *tree->upper);
    }
    if (all_fixed(tree)) {
        /* Then the plan has been looked at, and nothing is left but rounding. */
        take_point(tree);
        set_aside(tree, tree->value);
        return ROUTES_OK;
    }
    return divide(next, tree, node, err);
}

static routes_status search(routes_i_reliable_tree *tree, double first, routes_error *err)
{
    uint32_t next;
    routes_i_reliable_node root = {tree->bound, NO_PARENT, ROUTES_GRAPH_NONE, 0, 0};
    routes_status status = add_node(&next, tree, root, err);
    while (!status && next != NO_PARENT) {
        if (tree->most_nodes && tree->done >= tree->most_nodes) {
            tree->end = ROUTES_I_RELIABLE_LIMIT;
            return ROUTES_OK;
        }
        uint32_t node = next;
        status = visit(&next, tree, node, first, err);
        if (status)
            break;
        see_bound(tree, next);
        status = choose_next(&next, tree, err);
        if (next != NO_PARENT && tree->node[next].bound >= cutoff_of(tree) && !tree->open_count)
            see_bound(tree, next);
    }
    return status;
}

/* The best plan of before, or what of it is affordable, filled up. */
static void begin(routes_i_reliable_tree *tree)
{
    const routes_i_reliable *problem = tree->problem;
    memcpy(tree->trial, tree->plan, problem->sites);
    for (size_t s = problem->sites; s-- > 0;)
        if (tree->trial[s] && !problem->fixed[s] &&
            !routes_i_reliable_affordable(routes_i_reliable_cost(problem, tree->trial),
                                          tree->budget))
            tree->trial[s] = 0;
    tree->value = INFINITY;
    double value = routes_i_reliable_plans_exchange(&tree->plans, tree->trial, tree->budget);
    routes_i_reliable_tree_offer(tree, tree->trial, value);
}

static void open_budget(routes_i_reliable_tree *tree, double budget)
{
    const routes_i_reliable *problem = tree->problem;
    tree->budget = budget;
    tree->nodes = 0;
    tree->open_count = 0;
    tree->done = 0;
    tree->closed = INFINITY;
    tree->end = ROUTES_I_RELIABLE_PROVED;
    tree->plans.stopped = false;
    tree->plans.done = 0;
    tree->master.done = 0;
    tree->master.run = tree->run;
    tree->plans.run = tree->run;
    tree->bound = 0;
    for (size_t i = 0; i < problem->scenarios; i++)
        tree->bound += problem->weight[i] * problem->least[i];
    for (size_t s = 0; s < problem->sites; s++) {
        double least = problem->fixed_cost + (problem->fixed[s] ? 0 : problem->cost[s]);
        tree->lower[s] = problem->fixed[s];
        tree->upper[s] = routes_i_reliable_affordable(least, budget) || problem->fixed[s];
    }
}

routes_status routes_i_reliable_tree_solve(routes_i_reliable_tree *tree, double budget,
                                           routes_error *err)
{
    open_budget(tree, budget);
    begin(tree);
    routes_status status = routes_i_reliable_master_afford(&tree->master, budget, err);
    double first = tree->value - tree->bound;
    if (!status && tree->plans.stopped)
        status = routes_i_fail(err, ROUTES_E_CANCELLED, "stopped by the caller");
    if (!status && first > tree->gap)
        status = search(tree, first, err);
    if (status == ROUTES_E_CANCELLED) {
        tree->end = ROUTES_I_RELIABLE_STOPPED;
        status = ROUTES_OK;
    }
    if (!status && tree->end == ROUTES_I_RELIABLE_PROVED)
        tree->bound = fmax(tree->bound, fmin(tree->closed, tree->value));
    return status;
}
