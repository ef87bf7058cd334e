/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analysis/interdiction/interdict_dual.h"

/* Bits of needs and delays: their products with costs fit. */
#define NEED_BITS 20

/* Ways are priced so often by 2^-PART of what they bear before they are priced by all of it. */
#define PASSES 2
#define PART 2

static void start_rest(routes_i_cover *tree, uint32_t site, int64_t budget)
{
    tree->rest[site] = routes_i_cover_is_usable(tree, site, budget)
                           ? tree->net->site[site].cost << tree->shift
                           : -1;
}

static void start_dual(routes_i_cover *tree, int64_t budget)
{
    tree->dual = 0;
    for (size_t k = 0; k < tree->pool.known_count; k++)
        start_rest(tree, tree->pool.known[k], budget);
}

/* Sites that are used up do not stop later searches. */
static void end_dual(routes_i_cover *tree)
{
    for (size_t k = 0; k < tree->pool.known_count; k++)
        if (tree->extra[tree->pool.known[k]] == ROUTES_I_BLOCKED)
            tree->extra[tree->pool.known[k]] = 0;
}

/* How far needs are shifted down so that they fit. */
static unsigned need_shift(int64_t need)
{
    unsigned shift = 0;
    while (need >> shift >= INT64_C(1) << NEED_BITS)
        shift++;
    return shift;
}

/* The part of a need that a site can meet, in shifted numbers, rounded up. */
static int64_t part_of(const routes_i_cover *tree, uint32_t site, int64_t need, unsigned shift)
{
    int64_t delay = tree->net->site[site].delay;
    delay = delay < need ? delay : need;
    return (delay + (INT64_C(1) << shift) - 1) >> shift;
}

/*
 * Raises the price of meeting a way until one of its sites is used up: sum over its sites of
 * min(delay, need) / need >= 1, a row of the covering; with `part`, by 2^-part of that, so that
 * ways that share sites share their cost. False when no sites can meet it.
 */
static int price(routes_i_cover *tree, size_t way, unsigned part)
{
    const routes_i_known *pool = &tree->pool;
    int64_t need = tree->limit - pool->now[way];
    unsigned shift = need_shift(need);
    int64_t whole = need >> shift;
    int64_t all = 0;
    int64_t raise = INT64_MAX;
    for (size_t i = pool->start[way]; i < pool->start[way + 1]; i++) {
        int64_t rest = tree->rest[pool->site[i]];
        if (rest == 0)
            return 1;
        if (rest < 0)
            continue;
        int64_t met = part_of(tree, pool->site[i], need, shift);
        all += met;
        if (met && rest * whole / met < raise)
            raise = rest * whole / met;
    }
    if (all < whole || whole == 0)
        return 0;
    raise >>= part;
    tree->dual += raise;
    for (size_t i = pool->start[way]; i < pool->start[way + 1]; i++) {
        uint32_t site = pool->site[i];
        if (tree->rest[site] < 0)
            continue;
        int64_t met = part_of(tree, site, need, shift);
        int64_t rest = tree->rest[site] - (raise * met + whole - 1) / whole;
        tree->rest[site] = rest > 0 ? rest : 0;
        if (rest <= 0)
            tree->extra[site] = ROUTES_I_BLOCKED;
    }
    return 1;
}

/* Prices each known way below the limit by a part of what it bears; false when that shows that
 * the budget is passed. */
static int price_parts(routes_i_cover *tree, int64_t most, unsigned part, size_t *below)
{
    routes_i_known *pool = &tree->pool;
    *below = 0;
    for (size_t q = 0; q < pool->ways; q++) {
        if (pool->now[q] >= tree->limit)
            continue;
        int64_t before = tree->dual;
        ++*below;
        if (!price(tree, q, part))
            return 0;
        if (tree->dual > before)
            pool->used[q] = tree->visited;
        if (tree->dual > most)
            return 0;
    }
    return 1;
}

/* All ways, the known ones first. */
static routes_i_verdict price_all(routes_i_cover *tree, int64_t budget, routes_status *status,
                                  routes_error *err)
{
    routes_i_known *pool = &tree->pool;
    int64_t most = budget << tree->shift;
    size_t below = 0;
    for (int pass = 0; pass <= PASSES; pass++)
        if (!price_parts(tree, most, pass < PASSES ? PART : 0, &below))
            return ROUTES_I_PRUNED;
    for (size_t known = pool->known_count; routes_i_cover_find_way(tree, status, err);) {
        ++below;
        for (; known < pool->known_count; known++)
            start_rest(tree, pool->known[known], budget);
        if (!price(tree, pool->ways - 1, 0) || tree->dual > most)
            return ROUTES_I_PRUNED;
    }
    return below ? ROUTES_I_BRANCH : ROUTES_I_FOUND;
}

routes_i_verdict routes_i_dual_solve(routes_i_cover *tree, int64_t budget, routes_status *status,
                                     routes_error *err)
{
    start_dual(tree, budget);
    routes_i_verdict verdict = price_all(tree, budget, status, err);
    end_dual(tree);
    return verdict;
}

int routes_i_dual_is_spent(routes_i_cover *tree, int64_t budget)
{
    size_t below;
    start_dual(tree, budget);
    int spent = !price_parts(tree, budget << tree->shift, 0, &below);
    end_dual(tree);
    return spent;
}
