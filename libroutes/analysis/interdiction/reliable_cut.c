/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analysis/interdiction/reliable_cut.h"

#include <math.h>
#include <string.h>

#include "core/fail.h"
#include "core/memory.h"

/* Coefficients below this are moved to the side. */
#define TINY 1e-11

routes_status routes_i_reliable_pool_make(routes_i_reliable_pool *pool,
                                          const routes_i_reliable *problem, routes_error *err)
{
    size_t sites = problem->sites;
    *pool = (routes_i_reliable_pool){.problem = problem};
    pool->cut = routes_i_calloc(problem->scenarios + 1, sizeof *pool->cut);
    pool->count = routes_i_calloc(problem->scenarios + 1, sizeof *pool->count);
    pool->room = routes_i_calloc(problem->scenarios + 1, sizeof *pool->room);
    pool->way = routes_i_calloc(sites + 1, sizeof *pool->way);
    pool->share = routes_i_calloc(sites + 1, sizeof *pool->share);
    pool->scratch = routes_i_calloc(4 * sites + 8, sizeof *pool->scratch);
    pool->value = routes_i_calloc(sites + 1, sizeof *pool->value);
    pool->other = routes_i_calloc(sites + 1, sizeof *pool->other);
    pool->site = routes_i_calloc(sites + 1, sizeof *pool->site);
    if (pool->cut && pool->count && pool->room && pool->way && pool->share && pool->scratch &&
        pool->value && pool->other && pool->site)
        return ROUTES_OK;
    routes_i_reliable_pool_free(pool);
    return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for the rows of %zu scenarios",
                         problem->scenarios);
}

void routes_i_reliable_pool_free(routes_i_reliable_pool *pool)
{
    for (size_t i = 0; pool->cut && pool->count && i < pool->problem->scenarios; i++) {
        for (uint32_t k = 0; k < pool->count[i]; k++)
            routes_i_free(pool->cut[i][k]);
        routes_i_free(pool->cut[i]);
    }
    routes_i_free(pool->cut);
    routes_i_free(pool->count);
    routes_i_free(pool->room);
    routes_i_free(pool->way);
    routes_i_free(pool->share);
    routes_i_free(pool->scratch);
    routes_i_free(pool->value);
    routes_i_free(pool->other);
    routes_i_free(pool->site);
    *pool = (routes_i_reliable_pool){0};
}

void routes_i_reliable_pool_look(routes_i_reliable_pool *pool, size_t scenario, const double *x,
                                 double chance)
{
    for (uint32_t k = 0; k < pool->count[scenario]; k++) {
        routes_i_reliable_cut *cut = pool->cut[scenario][k];
        double at = chance - cut->side;
        for (uint32_t i = 0; i < cut->size; i++)
            at += cut->value[i] * x[cut->site[i]];
        cut->slack = at;
    }
}

static bool make_room(routes_i_reliable_pool *pool, size_t scenario)
{
    uint32_t room = 2 * pool->room[scenario] + 8;
    if (pool->count[scenario] < pool->room[scenario])
        return true;
    routes_i_reliable_cut **more = routes_i_realloc(pool->cut[scenario], room, sizeof *more);
    if (!more)
        return false;
    pool->cut[scenario] = more;
    pool->room[scenario] = room;
    return true;
}

/* The row of a scenario that is the same as another, or null. */
static routes_i_reliable_cut *find_same(const routes_i_reliable_pool *pool,
                                        const routes_i_reliable_cut *cut)
{
    for (uint32_t k = 0; k < pool->count[cut->scenario]; k++) {
        routes_i_reliable_cut *other = pool->cut[cut->scenario][k];
        if (other->side == cut->side && other->size == cut->size &&
            memcmp(other->site, cut->site, cut->size * sizeof *cut->site) == 0 &&
            memcmp(other->value, cut->value, cut->size * sizeof *cut->value) == 0)
            return other;
    }
    return NULL;
}

routes_status routes_i_reliable_pool_keep(routes_i_reliable_cut **added,
                                          routes_i_reliable_pool *pool, size_t scenario,
                                          size_t size, double side, routes_error *err)
{
    size_t values = (sizeof(routes_i_reliable_cut) + size * sizeof(uint32_t) + 7) / 8;
    routes_i_reliable_cut *cut =
        make_room(pool, scenario) ? routes_i_calloc(values + size, sizeof(double)) : NULL;
    *added = cut;
    if (!cut)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for another of %zu rows",
                             pool->total);
    cut->value = (double *)(void *)cut + values;
    cut->scenario = (uint32_t)scenario;
    cut->row = -1;
    for (size_t i = 0; i < size; i++) {
        double value = pool->value[i];
        if (fabs(value) > TINY) {
            cut->site[cut->size] = pool->site[i];
            cut->value[cut->size++] = value;
        } else if (value > 0) {
            side -= value;
        }
    }
    cut->side = side;
    /* A solver's tolerance leaves rows a little broken: the same one is then found again. */
    routes_i_reliable_cut *same = find_same(pool, cut);
    if (same) {
        routes_i_free(cut);
        *added = same;
        return ROUTES_OK;
    }
    pool->cut[scenario][pool->count[scenario]++] = cut;
    pool->total++;
    return ROUTES_OK;
}

/* The sites on the way from an origin, by x falling, and the chance with none of them watched. */
static double read_way(size_t *size, routes_i_reliable_pool *pool,
                       const routes_i_reliable_search *search, uint32_t origin, const double *x)
{
    const routes_i_reliable *problem = pool->problem;
    double open = 1;
    size_t n = 0;
    for (uint32_t at = origin; search->next[at] != ROUTES_GRAPH_NONE;) {
        const routes_i_reliable_arc *arc = &problem->arc[search->next[at]];
        at = arc->head;
        open *= arc->open;
        if (arc->site == ROUTES_GRAPH_NONE)
            continue;
        double share = arc->watched / arc->open;
        size_t k = 0;
        while (k < n && pool->way[k] != arc->site)
            k++;
        if (k < n) {
            pool->share[k] *= share;
            continue;
        }
        for (n++; k > 0 && x[pool->way[k - 1]] < x[arc->site]; k--) {
            pool->way[k] = pool->way[k - 1];
            pool->share[k] = pool->share[k - 1];
        }
        pool->way[k] = arc->site;
        pool->share[k] = share;
    }
    *size = n;
    return open;
}

/* The product of the first `count` shares, without one of them. */
static double product(const double *share, size_t count, size_t without)
{
    double f = 1;
    for (size_t k = 0; k < count; k++)
        f *= k == without ? 1 : share[k];
    return f;
}

/* Which row of a way is meant: the first `prefix` of its sites taken as watched, and from where
 * the others are counted. */
struct choice {
    size_t prefix;
    bool from_all; /* what a watched site gives back is counted from all sites watched */
    double at;     /* what the row demands of the chance at the point */
};

/* What a site of the prefix gives back when it is not watched. */
static double back(const struct choice *choice, double open, const double *share, size_t size,
                   size_t k)
{
    size_t count = choice->from_all ? size : choice->prefix;
    return open * (product(share, count, k) - product(share, count, size));
}

static double evaluate(const struct choice *choice, double open, const routes_i_reliable_pool *pool,
                       size_t size, const double *x)
{
    double f = open * product(pool->share, choice->prefix, size);
    double per = choice->from_all ? f : open;
    double at = f;
    for (size_t k = 0; k < choice->prefix; k++)
        at += back(choice, open, pool->share, size, k) * (1 - x[pool->way[k]]);
    for (size_t k = choice->prefix; k < size; k++)
        at -= per * (1 - pool->share[k]) * x[pool->way[k]];
    return at;
}

static struct choice choose(double open, const routes_i_reliable_pool *pool, size_t size,
                            const double *x)
{
    struct choice best = {.at = -INFINITY};
    for (size_t prefix = 0; prefix <= size; prefix++) {
        /* Sites behind that are not watched at all make the same rows. */
        for (int family = 0; family < 2; family++) {
            struct choice choice = {.prefix = prefix, .from_all = family == 0};
            choice.at = evaluate(&choice, open, pool, size, x);
            if (choice.at > best.at)
                best = choice;
        }
        if (prefix < size && !(x[pool->way[prefix]] > 0))
            break;
    }
    return best;
}

void routes_i_reliable_pool_tighten(routes_i_reliable_pool *pool, size_t scenario, size_t size,
                                    double side)
{
    double most = fmax(side - pool->problem->least[scenario], 0);
    for (size_t i = 0; i < size; i++)
        if (pool->value[i] < 0)
            return;
    for (size_t i = 0; i < size; i++)
        pool->value[i] = fmin(pool->value[i], most);
}

/* The chosen row over pool->site, ascending; returns its side. */
static double write_way(routes_i_reliable_pool *pool, const struct choice *choice, double open,
                        size_t size)
{
    double f = open * product(pool->share, choice->prefix, size);
    double per = choice->from_all ? f : open;
    double side = f;
    for (size_t k = 0; k < size; k++) {
        double value = per * (1 - pool->share[k]);
        if (k < choice->prefix) {
            value = back(choice, open, pool->share, size, k);
            side += value;
        }
        size_t at = k;
        for (; at > 0 && pool->site[at - 1] > pool->way[k]; at--) {
            pool->site[at] = pool->site[at - 1];
            pool->value[at] = pool->value[at - 1];
        }
        pool->site[at] = pool->way[k];
        pool->value[at] = value;
    }
    return side;
}

routes_status routes_i_reliable_pool_way(routes_i_reliable_cut **added,
                                         routes_i_reliable_pool *pool,
                                         const routes_i_reliable_search *search, size_t scenario,
                                         const double *x, double chance, double least,
                                         routes_error *err)
{
    size_t size;
    double open = read_way(&size, pool, search, pool->problem->origin[scenario], x);
    struct choice choice = choose(open, pool, size, x);
    *added = NULL;
    if (choice.at <= chance + least)
        return ROUTES_OK;
    double side = write_way(pool, &choice, open, size);
    routes_i_reliable_pool_tighten(pool, scenario, size, side);
    return routes_i_reliable_pool_keep(added, pool, scenario, size, side, err);
}

void routes_i_reliable_pool_thin(routes_i_reliable_pool *pool, size_t scenario, size_t most)
{
    while (pool->count[scenario] > most) {
        routes_i_reliable_cut **cut = pool->cut[scenario];
        uint32_t oldest = UINT32_MAX;
        for (uint32_t k = 0; k < pool->count[scenario]; k++)
            if (cut[k]->row < 0 && (oldest == UINT32_MAX || cut[k]->idle > cut[oldest]->idle))
                oldest = k;
        if (oldest == UINT32_MAX)
            return;
        routes_i_free(cut[oldest]);
        pool->count[scenario]--;
        pool->total--;
        memmove(cut + oldest, cut + oldest + 1,
                (pool->count[scenario] - oldest) * sizeof(routes_i_reliable_cut *));
    }
}
