/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Mixed-integer rounding of two rows of a scenario. With both rows and s the slack of the second,
 *
 *     s + (a - b) x >= side of the first - side of the second,  s >= 0, x whole,
 *
 * a set of one real number and some whole ones, whose rounding (Marchand and Wolsey 2001) is turned
 * back into a row of the chance by putting s in. Bodur, Dash, Gunluk and Luedtke 2017 say why such
 * rows close the gap that single rows leave. */

#include <math.h>

#include "analysis/interdiction/reliable_cut.h"

/* Rows tried with one another, those least slack. */
#define ROWS 12

/* Two rows as the set above, over the sites of either. */
struct set {
    size_t size;
    const uint32_t *site; /* [size] */
    double *value;        /* [size] after turning */
    double *at;           /* [size] where each stands, after turning */
    double side;          /* after turning */
    double slack;         /* s at the point */
};

/* The rounding of `set` by a divisor. */
struct rounding {
    double divisor, part, ceiling;
    double broken; /* by how much of the chance the point breaks it */
};

static struct rounding round_by(const struct set *set, double divisor)
{
    struct rounding made = {.divisor = divisor, .broken = -INFINITY};
    double side = set->side / divisor;
    made.part = side - floor(side);
    made.ceiling = ceil(side);
    if (made.part < 0.005 || made.part > 0.995)
        return made;
    double sum = set->slack / (divisor * made.part);
    for (size_t i = 0; i < set->size; i++) {
        if (set->at[i] == 0)
            continue;
        double value = set->value[i] / divisor;
        double whole = floor(value);
        sum += (whole + fmin(1, (value - whole) / made.part)) * set->at[i];
    }
    made.broken = (made.ceiling - sum) * divisor * made.part;
    return made;
}

static double rounded(const struct rounding *made, double value)
{
    double scaled = value / made->divisor;
    double whole = floor(scaled);
    return made->divisor * made->part * (whole + fmin(1, (scaled - whole) / made->part));
}

/* The sites of two rows, each once, with the difference of their values and the second's in
 * pool->other. */
static size_t subtract(routes_i_reliable_pool *pool, const routes_i_reliable_cut *a,
                       const routes_i_reliable_cut *b)
{
    size_t size = 0;
    uint32_t i = 0;
    uint32_t j = 0;
    uint32_t size_a = a ? a->size : 0;
    uint32_t size_b = b ? b->size : 0;
    while (i < size_a || j < size_b) {
        bool of_a = i < size_a && (j == size_b || a->site[i] <= b->site[j]);
        bool of_b = j < size_b && (i == size_a || b->site[j] <= a->site[i]);
        pool->site[size] = of_a ? a->site[i] : b->site[j];
        pool->other[size] = of_b ? b->value[j++] : 0;
        pool->value[size] = (of_a ? a->value[i++] : 0) - pool->other[size];
        size++;
    }
    return size;
}

static double side_of(const routes_i_reliable_pool *pool, size_t scenario,
                      const routes_i_reliable_cut *cut)
{
    return cut ? cut->side : pool->problem->least[scenario];
}

/* Sites more than half watched are counted the other way round. */
static void turn(struct set *set, const double *x)
{
    for (size_t i = 0; i < set->size; i++) {
        double at = x[set->site[i]];
        set->at[i] = at;
        if (at > 0.5) {
            set->at[i] = fmax(1 - at, 0);
            set->side -= set->value[i];
            set->value[i] = -set->value[i];
        }
    }
}

struct found {
    const routes_i_reliable_cut *a, *b; /* null: the chance is at least so much */
    struct rounding rounding;
};

static void try_divisors(struct found *best, const struct set *set, const struct found *pair)
{
    double tried[24];
    size_t count = 0;
    for (size_t i = 0; i < set->size && count < 24; i++) {
        double divisor = fabs(set->value[i]);
        size_t k = 0;
        if (set->at[i] < 1e-6 || divisor < 1e-7)
            continue;
        while (k < count && tried[k] != divisor)
            k++;
        if (k < count)
            continue;
        tried[count++] = divisor;
        struct rounding made = round_by(set, divisor);
        if (made.broken > best->rounding.broken)
            *best = (struct found){pair->a, pair->b, made};
    }
}

/* The set of a pair, in the pool's room. */
static struct set lay(routes_i_reliable_pool *pool, size_t scenario, const struct found *pair,
                      const double *x, double chance)
{
    struct set set = {.site = pool->site, .value = pool->value, .at = pool->scratch};
    set.size = subtract(pool, pair->a, pair->b);
    double side_b = side_of(pool, scenario, pair->b);
    set.side = side_of(pool, scenario, pair->a) - side_b;
    set.slack = fmax(pair->b ? pair->b->slack : chance - side_b, 0);
    turn(&set, x);
    return set;
}

/* The rows of a scenario that are least slack, null among them for the least chance. */
static size_t pick(const routes_i_reliable_cut *picked[ROWS + 1],
                   const routes_i_reliable_pool *pool, size_t scenario, double most)
{
    size_t count = 0;
    for (uint32_t k = 0; k < pool->count[scenario]; k++) {
        const routes_i_reliable_cut *cut = pool->cut[scenario][k];
        if (cut->slack > most || (count == ROWS && cut->slack >= picked[ROWS - 1]->slack))
            continue;
        size_t at = count < ROWS ? count++ : ROWS - 1;
        for (; at > 0 && picked[at - 1]->slack > cut->slack; at--)
            picked[at] = picked[at - 1];
        picked[at] = cut;
    }
    picked[count] = NULL;
    return count + 1;
}

static routes_status build(routes_i_reliable_cut **added, routes_i_reliable_pool *pool,
                           size_t scenario, const struct found *found, const double *x,
                           double chance, routes_error *err)
{
    struct set set = lay(pool, scenario, found, x, chance);
    const struct rounding *made = &found->rounding;
    double side = side_of(pool, scenario, found->b) + made->divisor * made->part * made->ceiling;
    for (size_t i = 0; i < set.size; i++) {
        double value = rounded(made, set.value[i]);
        if (x[set.site[i]] > 0.5) {
            side -= value;
            value = -value;
        }
        set.value[i] = pool->other[i] + value;
    }
    routes_i_reliable_pool_tighten(pool, scenario, set.size, side);
    return routes_i_reliable_pool_keep(added, pool, scenario, set.size, side, err);
}

routes_status routes_i_reliable_pool_round(routes_i_reliable_cut **added,
                                           routes_i_reliable_pool *pool, size_t scenario,
                                           const double *x, double chance, double least,
                                           routes_error *err)
{
    const routes_i_reliable_cut *picked[ROWS + 1];
    size_t count = pick(picked, pool, scenario, 0.2 * chance);
    struct found best = {.rounding.broken = least};
    *added = NULL;
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < count; j++) {
            struct found pair = {.a = picked[i], .b = picked[j]};
            if (i == j)
                continue;
            struct set set = lay(pool, scenario, &pair, x, chance);
            try_divisors(&best, &set, &pair);
        }
    if (!(best.rounding.divisor > 0))
        return ROUTES_OK;
    return build(added, pool, scenario, &best, x, chance, err);
}
