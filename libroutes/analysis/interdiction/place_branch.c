/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/interdiction/place_search.h"

/* Nodes between two looks at whether the caller wants to stop. */
#define NODES_A_LOOK 4096
/* Steps without a lower bound after which steps are halved. */
#define PATIENCE 5

static size_t most_at(const routes_i_place_search *search, size_t place)
{
    const uint32_t *most = search->model->sites->most;
    return most ? most[search->site[place]] : 1;
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

static void total_prices(routes_i_place_search *search, routes_i_place_view *view,
                         const double *price)
{
    memcpy(view->total, view->alone, search->places * sizeof *view->total);
    for (size_t d = 0; d < search->model->demands; d++) {
        const routes_i_place_table *table = &search->tables[d];
        for (size_t i = 0; table->leaves && i < table->count; i++)
            view->total[table->at[i]] += price[table->price + i];
    }
    /* Insertion, since the order changes little from step to step. */
    for (size_t p = 0; p < search->places; p++) {
        size_t at = p;
        for (; at > 0 && view->total[view->by_total[at - 1]] < view->total[p]; at--)
            view->by_total[at] = view->by_total[at - 1];
        view->by_total[at] = p;
    }
}

/* What the budget buys at most, parts of teams allowed. */
static double buy(const routes_i_place_search *search, const routes_i_place_view *view,
                  size_t decided, int64_t money)
{
    double sum = 0.0, worth = 0.0, left = (double)money;
    /* The dearest worth of money by repeated search: places are few. */
    double last = INFINITY;
    for (;;) {
        double next = 0.0;
        for (size_t p = decided; p < search->places; p++) {
            double ratio = view->total[p] > 0.0 && cost_at(search, p) > 0
                               ? view->total[p] / (double)cost_at(search, p)
                               : 0.0;
            next = ratio < last && ratio > next ? ratio : next;
        }
        if (!(next > 0.0))
            break;
        for (size_t p = decided; p < search->places && left > 0.0; p++) {
            double cost = (double)cost_at(search, p);
            if (!(view->total[p] > 0.0 && cost > 0.0 && view->total[p] / cost == next))
                continue;
            double teams = fmin((double)most_at(search, p), left / cost);
            sum += teams * view->total[p];
            left -= teams * cost;
        }
        last = next;
    }
    for (size_t p = decided; p < search->places; p++)
        if (cost_at(search, p) == 0 && view->total[p] > 0.0)
            worth += (double)most_at(search, p) * view->total[p];
    return sum + worth;
}

/* The most that teams bring by price at places not yet decided; and where, in `fill`. */
static double choose(routes_i_place_search *search, const routes_i_place_view *view, size_t decided,
                     size_t room, int64_t money, double *fill)
{
    double sum = 0.0;
    for (size_t i = 0; i < search->places && room > 0; i++) {
        size_t p = view->by_total[i];
        if (!(view->total[p] > 0.0))
            break;
        if (p < decided || cost_at(search, p) > money)
            continue;
        size_t teams = most_at(search, p) < room ? most_at(search, p) : room;
        room -= teams;
        sum += (double)teams * view->total[p];
        if (fill)
            fill[p] = (double)teams;
    }
    if (search->model->sites->cost && money < INT64_MAX)
        sum = fmin(sum, buy(search, view, decided, money));
    return sum;
}

/* The most that a demand yields beyond its prices; `leaf`: where. */
static double best_leaf(routes_i_place_search *search, const routes_i_place_view *view,
                        const routes_i_place_table *table, const double *price, size_t *leaf)
{
    const double *value = view->value + table->value;
    double *pay = search->pay;
    double best = -INFINITY;
    pay[0] = 0.0;
    for (size_t i = 0; i < table->count; i++) {
        size_t wide = table->start[i + 1] - table->start[i];
        size_t radix = most_at(search, table->at[i]) + 1;
        for (size_t k = wide; k-- > 0;) {
            double before = pay[k];
            for (size_t n = radix; n-- > 0;)
                pay[k * radix + n] = before - (double)n * price[table->price + i];
        }
    }
    for (size_t k = 0; k < table->leaves; k++)
        if (value[k] + pay[k] > best) {
            best = value[k] + pay[k];
            *leaf = k;
        }
    return best;
}

/* The bound of the prices; and in `step`, how far the choices of the demands are from that by
 * price. */
static double price_bound(routes_i_place_search *search, routes_i_place_view *view,
                          const routes_i_place_limits *limits)
{
    memset(search->fill, 0, search->places * sizeof *search->fill);
    total_prices(search, view, view->price);
    double bound = choose(search, view, 0, limits->teams, limits->budget, search->fill);
    for (size_t d = 0; d < search->model->demands; d++) {
        const routes_i_place_table *table = &search->tables[d];
        size_t leaf = 0;
        if (!table->leaves)
            continue;
        bound += best_leaf(search, view, table, view->price, &leaf);
        for (size_t i = table->count; i-- > 0;) {
            size_t radix = most_at(search, table->at[i]) + 1;
            view->step[table->price + i] = (double)(leaf % radix) - search->fill[table->at[i]];
            leaf /= radix;
        }
    }
    return bound;
}

/* Subgradient steps of the length that would reach `goal` on a plane (B. T. Polyak, 1969). */
static void move_prices(routes_i_place_search *search, routes_i_place_view *view, double goal,
                        const routes_i_place_limits *limits)
{
    double least = INFINITY, part = 1.0;
    unsigned waited = 0;
    memcpy(view->kept, view->price, search->prices * sizeof *view->kept);
    for (unsigned k = 0; k <= limits->steps && search->prices; k++) {
        double bound = price_bound(search, view, limits), norm = 0.0;
        if (bound < least) {
            least = bound;
            waited = 0;
            memcpy(view->kept, view->price, search->prices * sizeof *view->kept);
        } else if (++waited == PATIENCE) {
            part /= 2.0;
            waited = 0;
            memcpy(view->price, view->kept, search->prices * sizeof *view->kept);
            continue;
        }
        for (size_t i = 0; i < search->prices; i++)
            norm += view->step[i] * view->step[i];
        if (!is_more(bound, goal) || !(norm > 0.0))
            break;
        for (size_t i = 0; i < search->prices; i++)
            view->price[i] += part * (bound - goal) / norm * view->step[i];
    }
    memcpy(view->price, view->kept, search->prices * sizeof *view->kept);
}

/* The trees of all demands, prices paid. */
static void grow_trees(routes_i_place_search *search, routes_i_place_view *view)
{
    total_prices(search, view, view->price);
    view->sum[0] = 0.0;
    for (size_t d = 0; d < search->model->demands; d++) {
        const routes_i_place_table *table = &search->tables[d];
        double *tree = view->tree + table->tree;
        size_t leaf, depth = table->count;
        if (!table->leaves)
            continue;
        best_leaf(search, view, table, view->price, &leaf);
        for (size_t k = 0; k < table->leaves; k++)
            tree[table->start[depth] + k] = view->value[table->value + k] + search->pay[k];
        while (depth-- > 0) {
            size_t wide = table->start[depth + 1] - table->start[depth];
            size_t radix = most_at(search, table->at[depth]) + 1;
            for (size_t k = 0; k < wide; k++) {
                double most = -INFINITY;
                for (size_t n = 0; n < radix; n++)
                    most = fmax(most, tree[table->start[depth + 1] + k * radix + n]);
                tree[table->start[depth] + k] = most;
            }
        }
        view->sum[0] += tree[0];
    }
}

/* The branch being looked at. */
struct trail {
    size_t deep, used;
    int64_t money;
    size_t fixed;        /* teams that fixed sites not yet decided need, */
    int64_t fixed_money; /* and their cost */
};

static double bound_of(routes_i_place_search *search, const struct trail *trail, size_t teams)
{
    double least = INFINITY;
    for (size_t v = 0; v < search->view_count; v++) {
        const routes_i_place_view *view = &search->views[v];
        least =
            fmin(least, view->sum[trail->deep] + choose(search, view, trail->deep,
                                                        teams - trail->used, trail->money, NULL));
    }
    return least;
}

static void decide(routes_i_place_search *search, struct trail *trail, size_t n)
{
    size_t p = trail->deep;
    for (size_t v = 0; v < search->view_count; v++)
        search->views[v].sum[p + 1] =
            search->views[v].sum[p] + (n ? (double)n * search->views[v].total[p] : 0.0);
    for (size_t k = search->on_start[p]; k < search->on_start[p + 1]; k++) {
        size_t d = search->on_demand[k];
        const routes_i_place_table *table = &search->tables[d];
        size_t from = table->start[search->depth[d]] + search->branch[d];
        search->branch[d] = search->branch[d] * (most_at(search, p) + 1) + n;
        size_t to = table->start[++search->depth[d]] + search->branch[d];
        for (size_t v = 0; v < search->view_count; v++) {
            const double *tree = search->views[v].tree + table->tree;
            search->views[v].sum[p + 1] += tree[to] - tree[from];
        }
    }
    search->teams[search->site[p]] = (uint32_t)n;
    trail->used += n;
    trail->money -= (int64_t)n * cost_at(search, p);
    if (p < search->fixed) {
        trail->fixed--;
        trail->fixed_money -= cost_at(search, p);
    }
    trail->deep++;
}

static void undo(routes_i_place_search *search, struct trail *trail)
{
    size_t p = --trail->deep;
    uint32_t *n = &search->teams[search->site[p]];
    for (size_t k = search->on_start[p]; k < search->on_start[p + 1]; k++) {
        size_t d = search->on_demand[k];
        search->branch[d] /= most_at(search, p) + 1;
        search->depth[d]--;
    }
    trail->used -= *n;
    trail->money += (int64_t)*n * cost_at(search, p);
    if (p < search->fixed) {
        trail->fixed++;
        trail->fixed_money += cost_at(search, p);
    }
    *n = 0;
}

/* Teams that may stand at the next place, at most. */
static size_t most_now(const routes_i_place_search *search, const struct trail *trail, size_t teams)
{
    size_t p = trail->deep, most = most_at(search, p);
    int64_t cost = cost_at(search, p), money = trail->money - trail->fixed_money;
    size_t room = teams - trail->used - trail->fixed;
    if (p < search->fixed) {
        money += cost;
        room++;
    }
    most = most < room ? most : room;
    while (most > 0 && cost > 0 && money / cost < (int64_t)most)
        most--;
    return most;
}

static void keep(routes_i_place_plan *plan, const routes_i_place_search *search,
                 const struct trail *trail, int64_t budget, double found)
{
    memcpy(plan->teams, search->teams, search->model->site_count * sizeof *plan->teams);
    plan->count = trail->used;
    plan->cost = budget - trail->money;
    plan->found = found;
    plan->bound = found;
}

/* Whether some team of the plan looked at brings nothing. */
static bool has_idle(routes_i_place_search *search, double found)
{
    for (size_t p = 0; p < search->places; p++) {
        uint32_t *n = &search->teams[search->site[p]];
        if (*n <= (p < search->fixed))
            continue;
        --*n;
        double without = routes_i_place_value(search, search->teams);
        ++*n;
        if (!is_more(found, without))
            return true;
    }
    return false;
}

/* Lists the plan looked at, if it is good enough, another one, and has no team in vain. */
static void enlist(routes_i_place_list *list, routes_i_place_search *search,
                   const struct trail *trail, int64_t budget, double found)
{
    size_t bytes = search->model->site_count * sizeof *search->teams;
    if (!(found >= list->least) || memcmp(search->teams, list->other_than->teams, bytes) == 0 ||
        has_idle(search, found))
        return;
    size_t at = list->count < list->most ? list->count++ : list->most - 1;
    routes_i_place_plan room = list->plans[at];
    for (; at > 0 && is_more(found, list->plans[at - 1].found); at--)
        list->plans[at] = list->plans[at - 1];
    list->plans[at] = room;
    keep(&list->plans[at], search, trail, budget, found);
    if (list->count == list->most)
        list->least =
            fmax(list->least, list->plans[list->most - 1].found * (1.0 + ROUTES_I_PLACE_SAME));
}

/* What a search works towards. */
struct aim {
    routes_i_place_plan *plan;
    routes_i_place_list *list; /* null: only the best counts */
    const routes_i_place_limits *limits;
    double open; /* the largest bound that was left */
};

static void ask(routes_i_place_search *search)
{
    if (!search->stopped && search->run &&
        routes_i_run_tell(search->run, search->done, "placing teams", NULL))
        search->stopped = true;
}

static bool is_worth(const struct aim *aim, double value)
{
    if (aim->list)
        return value >= aim->list->least - ROUTES_I_PLACE_SAME * fabs(aim->list->least);
    return is_more(value, aim->plan->found);
}

/* Looks at a branch that is new: how many choices it leaves open. */
static size_t look(routes_i_place_search *search, const struct trail *trail, struct aim *aim)
{
    size_t teams = aim->limits->teams;
    if (++search->nodes % NODES_A_LOOK == 0)
        ask(search);
    double bound = bound_of(search, trail, teams);
    if (!is_worth(aim, bound))
        return 0;
    if (trail->deep == search->places || (trail->used == teams && trail->fixed == 0)) {
        double found = routes_i_place_value(search, search->teams);
        if (aim->list)
            enlist(aim->list, search, trail, aim->limits->budget, found);
        else if (is_more(found, aim->plan->found))
            keep(aim->plan, search, trail, aim->limits->budget, found);
        return 0;
    }
    if (search->stopped || search->nodes > aim->limits->most_nodes) {
        aim->open = fmax(aim->open, bound);
        return 0;
    }
    return most_now(search, trail, teams) + 1;
}

/* Depth first, a place a level; more teams before fewer. */
static void branch(routes_i_place_search *search, struct aim *aim)
{
    struct trail trail = {0, 0, aim->limits->budget, search->fixed, 0};
    bool fresh = true;
    for (size_t p = 0; p < search->fixed; p++)
        trail.fixed_money += cost_at(search, p);
    memset(search->teams, 0, search->model->site_count * sizeof *search->teams);
    memset(search->branch, 0, search->model->demands * sizeof *search->branch);
    memset(search->depth, 0, search->model->demands * sizeof *search->depth);
    search->nodes = 0;
    for (;;) {
        size_t *left = &search->left[trail.deep];
        if (fresh)
            *left = look(search, &trail, aim);
        if (*left <= (trail.deep < search->fixed)) { /* a fixed site has a team */
            if (trail.deep == 0)
                break;
            undo(search, &trail);
            fresh = false;
            continue;
        }
        decide(search, &trail, --*left);
        fresh = true;
    }
}

void routes_i_place_solve(routes_i_place_plan *plan, routes_i_place_search *search,
                          const routes_i_place_limits *limits, routes_i_place_list *list)
{
    struct aim aim = {plan, list, limits, -INFINITY};
    ask(search);
    for (size_t v = 0; v < search->view_count; v++) {
        if (!search->stopped && !list)
            move_prices(search, &search->views[v], plan->found, limits);
        grow_trees(search, &search->views[v]);
    }
    branch(search, &aim);
    if (!list)
        plan->bound = fmax(plan->found, aim.open);
}
