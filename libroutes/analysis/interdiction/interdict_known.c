/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analysis/interdiction/interdict_known.h"

#include <stdlib.h>

#include "core/fail.h"
#include "core/memory.h"

routes_status routes_i_known_make(routes_i_known *pool, size_t sites, routes_error *err)
{
    *pool = (routes_i_known){.sites = sites};
    pool->first = routes_i_calloc(sites + 1, sizeof *pool->first);
    pool->known = routes_i_calloc(sites + 1, sizeof *pool->known);
    pool->is_known = routes_i_calloc(sites + 1, 1);
    pool->start = routes_i_calloc(1, sizeof *pool->start);
    if (pool->first && pool->known && pool->is_known && pool->start)
        return ROUTES_OK;
    return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu sites", sites);
}

void routes_i_known_free(routes_i_known *pool)
{
    routes_i_free(pool->now);
    routes_i_free(pool->start);
    routes_i_free(pool->used);
    routes_i_free(pool->site);
    routes_i_free(pool->way);
    routes_i_free(pool->next);
    routes_i_free(pool->first);
    routes_i_free(pool->known);
    routes_i_free(pool->is_known);
    *pool = (routes_i_known){0};
}

/* Resizes one array; what is there stays on failure. */
static int grow(void *array, size_t count, size_t size)
{
    void **at = array;
    void *larger = routes_i_realloc(*at, count, size);
    if (larger)
        *at = larger;
    return larger != NULL;
}

static routes_status reserve(routes_i_known *pool, size_t count, routes_error *err)
{
    size_t need = pool->start[pool->ways] + count;
    int is_grown = 1;
    if (pool->ways == pool->room) {
        size_t room = pool->room ? 2 * pool->room : 64;
        is_grown = grow(&pool->now, room, sizeof *pool->now) &&
                   grow(&pool->start, room + 1, sizeof *pool->start) &&
                   grow(&pool->used, room, sizeof *pool->used);
        pool->room = is_grown ? room : pool->room;
    }
    if (is_grown && need > pool->site_room) {
        size_t room = need > 2 * pool->site_room ? need : 2 * pool->site_room;
        is_grown = grow(&pool->site, room, sizeof *pool->site) &&
                   grow(&pool->way, room, sizeof *pool->way) &&
                   grow(&pool->next, room, sizeof *pool->next);
        pool->site_room = is_grown ? room : pool->site_room;
    }
    if (!is_grown)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu ways", pool->ways + 1);
    return ROUTES_OK;
}

/* Enters the sites of the last way into their lists. */
static void enter(routes_i_known *pool, size_t way)
{
    for (size_t i = pool->start[way]; i < pool->start[way + 1]; i++) {
        uint32_t site = pool->site[i];
        pool->way[i] = (uint32_t)way;
        pool->next[i] = pool->first[site];
        pool->first[site] = (uint32_t)i + 1;
        if (!pool->is_known[site]) {
            pool->is_known[site] = 1;
            pool->known[pool->known_count++] = site;
        }
    }
}

routes_status routes_i_known_add(routes_i_known *pool, const uint32_t *site, size_t count,
                                 int64_t now, uint64_t used, routes_error *err)
{
    routes_status status = reserve(pool, count, err);
    if (status)
        return status;
    size_t way = pool->ways++;
    pool->now[way] = now;
    pool->used[way] = used;
    for (size_t i = 0; i < count; i++)
        pool->site[pool->start[way] + i] = site[i];
    pool->start[way + 1] = pool->start[way] + count;
    enter(pool, way);
    return ROUTES_OK;
}

void routes_i_known_shift(routes_i_known *pool, uint32_t site, int64_t delay)
{
    for (uint32_t i = pool->first[site]; i; i = pool->next[i - 1])
        pool->now[pool->way[i - 1]] += delay;
}

static int by_value(const void *a, const void *b)
{
    uint64_t one = *(const uint64_t *)a, other = *(const uint64_t *)b;
    return one < other ? -1 : one > other;
}

routes_status routes_i_known_trim(routes_i_known *pool, size_t most, routes_error *err)
{
    if (pool->ways <= most)
        return ROUTES_OK;
    uint64_t *sorted = routes_i_calloc(pool->ways, sizeof *sorted);
    if (!sorted)
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for %zu ways", pool->ways);
    for (size_t q = 0; q < pool->ways; q++)
        sorted[q] = pool->used[q];
    qsort(sorted, pool->ways, sizeof *sorted, by_value);
    uint64_t least = sorted[pool->ways / 2];
    routes_i_free(sorted);
    size_t kept = 0;
    for (size_t a = 0; a < pool->sites; a++)
        pool->first[a] = 0;
    for (size_t q = 0; q < pool->ways; q++) {
        size_t begin = pool->start[q], end = pool->start[q + 1];
        if (pool->used[q] < least)
            continue;
        size_t to = kept ? pool->start[kept] : 0;
        pool->now[kept] = pool->now[q];
        pool->used[kept] = pool->used[q];
        for (size_t i = begin; i < end; i++)
            pool->site[to + i - begin] = pool->site[i];
        pool->start[kept] = to;
        pool->start[++kept] = to + end - begin;
    }
    pool->ways = kept;
    for (size_t q = 0; q < kept; q++)
        enter(pool, q);
    return ROUTES_OK;
}
