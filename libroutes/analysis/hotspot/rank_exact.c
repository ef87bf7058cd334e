/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <math.h>
#include <stdlib.h>

#include "analysis/hotspot/ranking.h"
#include "analysis/hotspot/redraw.h"
#include "core/memory.h"

#define HALF_PI 1.5707963267948966192313216916398

/* Beyond this the weights of the tanh-sinh rule are below rounding. */
#define REACH 3.3
#define COARSEST 0.5
#define MOST_HALVINGS 7
/* The rule is trusted from here on, and when halving the step changes nothing more. */
#define LEAST_HALVINGS 2
#define SETTLED 1e-14
/* Cumulated chances this much below a quantile's reach it: rounding. */
#define ROUNDING 1e-12

struct item {
    routes_spread spread;
    size_t who;
};

struct exact {
    struct item *items; /* [n] */
    size_t n;
    double *ends; /* [3 n] sorted: where a density begins, bends or ends, and the points */
    size_t end_count;
    double *chance; /* [n][n] of the ranks, from 0 */
    double *sum;    /* [n][n] of one interval: sum over the nodes */
    double *before; /* [n][n] its estimate with the wider step */
    size_t *active; /* [n] items whose value may lie in the interval */
    double *above;  /* [n] their chances to lie above the node */
    double *all;    /* [n + 1] chance that so many of them do */
    double *others; /* [n] the same without one */
    double error;
};

static int upwards(const void *left, const void *right)
{
    double a = *(const double *)left;
    double b = *(const double *)right;
    return (a > b) - (a < b);
}

static void list_ends(struct exact *exact)
{
    size_t count = 0;
    for (size_t i = 0; i < exact->n; i++) {
        const routes_spread *spread = &exact->items[i].spread;
        exact->ends[count++] = spread->low;
        exact->ends[count++] = spread->moderate;
        exact->ends[count++] = spread->high;
    }
    qsort(exact->ends, count, sizeof *exact->ends, upwards);
    for (size_t k = 0; k < count; k++)
        if (k == 0 || exact->ends[k] > exact->ends[exact->end_count - 1])
            exact->ends[exact->end_count++] = exact->ends[k];
}

/* Chance that k of `n` independent events happen: one event more at a time. */
static void convolve(double *all, const double *chances, size_t n)
{
    all[0] = 1.0;
    for (size_t j = 0; j < n; j++) {
        double s = chances[j];
        all[j + 1] = s * all[j];
        for (size_t k = j; k > 0; k--)
            all[k] = (1.0 - s) * all[k] + s * all[k - 1];
        all[0] *= 1.0 - s;
    }
}

/* Takes one event of chance s out again, from the end at which errors shrink. */
static void leave_out(double *others, const double *all, size_t n, double s)
{
    double last = 0.0;
    if (s <= 0.5)
        for (size_t k = 0; k < n; k++)
            others[k] = last = (all[k] - s * last) / (1.0 - s);
    else
        for (size_t k = n; k-- > 0;)
            others[k] = last = (all[k + 1] - (1.0 - s) * last) / s;
}

/* One node: adds weight x density x chance of each rank among the active items. */
static void add_node(struct exact *exact, size_t active, double x, double weight)
{
    for (size_t k = 0; k < active; k++)
        exact->above[k] = 1.0 - routes_spread_at_most(&exact->items[exact->active[k]].spread, x);
    convolve(exact->all, exact->above, active);
    for (size_t k = 0; k < active; k++) {
        double density = routes_spread_density(&exact->items[exact->active[k]].spread, x);
        leave_out(exact->others, exact->all, active, exact->above[k]);
        for (size_t r = 0; r < active; r++)
            exact->sum[k * exact->n + r] += weight * density * exact->others[r];
    }
}

/* The nodes at j x step on both sides of the middle, for j = first, first + stride ... */
static void add_nodes(struct exact *exact, size_t active, double from, double to, double step,
                      int first, int stride)
{
    double half = 0.5 * (to - from);
    for (int j = first; j * step <= REACH; j += stride)
        for (int side = j ? -1 : 1; side <= 1; side += 2) {
            double inner = HALF_PI * sinh(side * j * step);
            double bell = cosh(inner);
            double x = from + half * (1.0 + tanh(inner));
            add_node(exact, active, x, half * HALF_PI * cosh(j * step) / (bell * bell));
        }
}

/* Halves the step until nothing changes; `before` then holds the integrals. */
static void integrate(struct exact *exact, size_t active, double from, double to)
{
    size_t n = exact->n;
    double change = INFINITY;
    double step = COARSEST;
    for (size_t k = 0; k < active * n; k++)
        exact->sum[k] = exact->before[k] = 0.0;
    add_nodes(exact, active, from, to, step, 0, 1);
    for (int halving = 1; halving <= MOST_HALVINGS; halving++) {
        step *= 0.5;
        add_nodes(exact, active, from, to, step, 1, 2);
        change = 0.0;
        for (size_t k = 0; k < active; k++)
            for (size_t r = 0; r < active; r++) {
                double now = step * exact->sum[k * n + r];
                change = fmax(change, fabs(now - exact->before[k * n + r]));
                exact->before[k * n + r] = now;
            }
        if (halving >= LEAST_HALVINGS && change <= SETTLED)
            break;
    }
    exact->error += change;
}

/* All values between two ends: those of some items may be there, the others are above or below. */
static void take_interval(struct exact *exact, double from, double to)
{
    size_t active = 0;
    size_t above = 0;
    for (size_t i = 0; i < exact->n; i++) {
        const routes_spread *spread = &exact->items[i].spread;
        if (spread->low >= to)
            above++;
        else if (spread->high >= to)
            exact->active[active++] = i;
    }
    if (active == 0)
        return;
    integrate(exact, active, from, to);
    for (size_t k = 0; k < active; k++)
        for (size_t r = 0; r < active; r++)
            exact->chance[exact->active[k] * exact->n + above + r] +=
                exact->before[k * exact->n + r];
}

/* An item of one value: no integral. */
static void take_point(struct exact *exact, size_t item)
{
    double x = exact->items[item].spread.moderate;
    size_t undecided = 0;
    size_t above = 0;
    for (size_t j = 0; j < exact->n; j++) {
        const routes_spread *spread = &exact->items[j].spread;
        double s = spread->kind == ROUTES_SPREAD_POINT
                       ? (double)routes_i_ranking_below(x, spread->moderate)
                       : 1.0 - routes_spread_at_most(spread, x);
        if (j == item || s == 0.0)
            continue;
        if (s == 1.0)
            above++;
        else
            exact->above[undecided++] = s;
    }
    convolve(exact->all, exact->above, undecided);
    for (size_t k = 0; k <= undecided; k++)
        exact->chance[item * exact->n + above + k] = exact->all[k];
}

static routes_status take_all(struct exact *exact, const routes_run *run, routes_error *err)
{
    routes_status status = ROUTES_OK;
    list_ends(exact);
    for (size_t i = 0; i < exact->n; i++)
        if (exact->items[i].spread.kind == ROUTES_SPREAD_POINT)
            take_point(exact, i);
    for (size_t k = 1; k < exact->end_count && !status; k++) {
        take_interval(exact, exact->ends[k - 1], exact->ends[k]);
        status = routes_i_run_tell(run, (double)k / (double)exact->end_count, "ranks", err);
    }
    return status;
}

static double quantile(const double *chance, size_t n, double share)
{
    double sum = 0.0;
    for (size_t r = 0; r < n; r++) {
        sum += chance[r];
        if (sum >= share - ROUNDING)
            return (double)r + 1.0;
    }
    return (double)n;
}

static void conclude(routes_rank *ranks, const struct exact *exact, const routes_rank_options *use)
{
    double side = 0.5 * (1.0 - use->level);
    size_t n = exact->n;
    for (size_t i = 0; i < n; i++) {
        const double *chance = exact->chance + i * n;
        routes_rank *rank = &ranks[exact->items[i].who];
        rank->lower = quantile(chance, n, side);
        rank->median = quantile(chance, n, 0.5);
        rank->upper = quantile(chance, n, 1.0 - side);
        rank->mean = rank->share_in_top = 0.0;
        for (size_t r = 0; r < n; r++) {
            rank->mean += ((double)r + 1.0) * chance[r];
            rank->share_in_top += r < use->top ? chance[r] : 0.0;
        }
        rank->share_in_top = fmin(1.0, rank->share_in_top);
        rank->error = exact->error;
    }
}

static void write_chances(double *probability, size_t areas, const struct exact *exact)
{
    for (size_t k = 0; k < areas * areas; k++)
        probability[k] = NAN;
    for (size_t i = 0; i < exact->n; i++)
        for (size_t r = 0; r < areas; r++)
            probability[exact->items[i].who * areas + r] =
                r < exact->n ? exact->chance[i * exact->n + r] : 0.0;
}

static routes_status take_room(struct exact *exact, size_t n, routes_error *err)
{
    exact->ends = routes_i_calloc(3 * n, sizeof *exact->ends);
    exact->chance = routes_i_calloc(n, n * sizeof *exact->chance);
    exact->sum = routes_i_calloc(n, n * sizeof *exact->sum);
    exact->before = routes_i_calloc(n, n * sizeof *exact->before);
    exact->active = routes_i_calloc(n, sizeof *exact->active);
    exact->above = routes_i_calloc(n, sizeof *exact->above);
    exact->all = routes_i_calloc(n + 1, sizeof *exact->all);
    exact->others = routes_i_calloc(n, sizeof *exact->others);
    if (!exact->ends || !exact->chance || !exact->sum || !exact->before || !exact->active ||
        !exact->above || !exact->all || !exact->others)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory to rank %zu areas", n);
    return ROUTES_OK;
}

static void give_room_back(struct exact *exact)
{
    routes_i_free(exact->items);
    routes_i_free(exact->ends);
    routes_i_free(exact->chance);
    routes_i_free(exact->sum);
    routes_i_free(exact->before);
    routes_i_free(exact->active);
    routes_i_free(exact->above);
    routes_i_free(exact->all);
    routes_i_free(exact->others);
}

static routes_status list_items(struct exact *exact, const routes_redraw *redraw, routes_error *err)
{
    size_t areas = routes_redraw_areas(redraw);
    exact->items = routes_i_calloc(areas, sizeof *exact->items);
    if (!exact->items)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory to rank %zu areas", areas);
    for (size_t i = 0; i < areas; i++) {
        if (routes_redraw_state_of(redraw, i))
            continue;
        struct item *item = &exact->items[exact->n++];
        item->who = i;
        if (!routes_i_redraw_closed(&item->spread, redraw, i))
            return routes_i_fail(err, ROUTES_E_ARGUMENT,
                                 "area %zu has more in it than a stated range: rank by draws", i);
    }
    if (exact->n > ROUTES_RANK_EXACT_MOST)
        return routes_i_fail(err, ROUTES_E_ARGUMENT,
                             "%zu areas are too many for exact ranks, %d at most: rank by draws",
                             exact->n, ROUTES_RANK_EXACT_MOST);
    return ROUTES_OK;
}

routes_status routes_rank_exact(routes_rank *ranks, double *probability,
                                const routes_redraw *redraw, const routes_rank_options *options,
                                routes_error *err)
{
    routes_rank_options use;
    routes_run run;
    routes_status status = routes_i_ranking_read(&use, &run, options, err);
    if (!status && (!ranks || !redraw))
        status = routes_i_fail(err, ROUTES_E_ARGUMENT, "ranks and redraw must not be null");
    if (status)
        return status;
    struct exact exact = {0};
    size_t areas = routes_redraw_areas(redraw);
    routes_rank *made = routes_i_calloc(areas, sizeof *made);
    if (!made)
        status = routes_i_fail(err, ROUTES_E_MEMORY, "no memory to rank %zu areas", areas);
    if (!status)
        status = routes_i_ranking_stated(made, redraw, err);
    if (!status)
        status = list_items(&exact, redraw, err);
    if (!status && exact.n)
        status = take_room(&exact, exact.n, err);
    if (!status && exact.n)
        status = take_all(&exact, &run, err);
    if (!status) {
        conclude(made, &exact, &use);
        for (size_t i = 0; i < areas; i++)
            ranks[i] = made[i];
        if (probability)
            write_chances(probability, areas, &exact);
    }
    routes_i_free(made);
    give_room_back(&exact);
    return status;
}
