/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analysis/interdiction/interdict_detour.h"

#include "core/fail.h"
#include "core/memory.h"

routes_status routes_i_detour_make(routes_i_detours *search, const routes_i_interdict_net *net,
                                   routes_error *err)
{
    size_t room = net->arcs + 2;
    *search = (routes_i_detours){.net = net};
    search->far = routes_i_calloc(net->nodes, sizeof *search->far);
    search->met = routes_i_calloc(net->nodes, sizeof *search->met);
    search->by = routes_i_calloc(net->nodes, sizeof *search->by);
    search->bucket = routes_i_calloc(ROUTES_I_BUCKETS, sizeof *search->bucket);
    search->entry = routes_i_calloc(room, sizeof *search->entry);
    search->before = routes_i_calloc(room, sizeof *search->before);
    search->heap = routes_i_calloc(room, sizeof *search->heap);
    search->key = routes_i_calloc(room, sizeof *search->key);
    search->sites = routes_i_calloc(room, sizeof *search->sites);
    if (search->far && search->met && search->by && search->bucket && search->entry &&
        search->before && search->heap && search->key && search->sites)
        return ROUTES_OK;
    return routes_i_fail(err, ROUTES_E_MEMORY, "no memory to search %zu arcs", net->arcs);
}

void routes_i_detour_free(routes_i_detours *search)
{
    routes_i_free(search->far);
    routes_i_free(search->met);
    routes_i_free(search->by);
    routes_i_free(search->bucket);
    routes_i_free(search->entry);
    routes_i_free(search->before);
    routes_i_free(search->heap);
    routes_i_free(search->key);
    routes_i_free(search->sites);
    *search = (routes_i_detours){0};
}

static void start_round(routes_i_detours *search)
{
    if (++search->round == 0) {
        for (size_t v = 0; v < search->net->nodes; v++)
            search->met[v] = 0;
        search->round = 1;
    }
    search->entries = 0;
    search->heap_size = 0;
}

/* Entries by detour, then the newest first: as the buckets have it. */
static int is_before(const routes_i_detours *search, size_t one, size_t other)
{
    int64_t key = search->key[one];
    return key < search->key[other] || (one > other && key == search->key[other]);
}

static void rise(routes_i_detours *search, size_t entry)
{
    size_t at = search->heap_size++;
    while (at > 0 && is_before(search, entry, search->heap[(at - 1) / 2])) {
        search->heap[at] = search->heap[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    search->heap[at] = entry;
}

static size_t take_first(routes_i_detours *search)
{
    size_t first = search->heap[0];
    size_t last = search->heap[--search->heap_size];
    size_t at = 0;
    for (;;) {
        size_t child = 2 * at + 1;
        if (child >= search->heap_size)
            break;
        if (child + 1 < search->heap_size &&
            is_before(search, search->heap[child + 1], search->heap[child]))
            child++;
        if (!is_before(search, search->heap[child], last))
            break;
        search->heap[at] = search->heap[child];
        at = child;
    }
    search->heap[at] = last;
    return first;
}

static void push(routes_i_detours *search, uint32_t node, int64_t detour, int in_buckets)
{
    size_t entry = search->entries++;
    search->entry[entry] = node;
    search->key[entry] = detour;
    if (in_buckets) {
        search->before[entry] = search->bucket[detour];
        search->bucket[detour] = (uint32_t)entry + 1;
    } else {
        rise(search, entry);
    }
}

/* Goes on from a node at `detour`. A detour below `limit` cannot overflow by what is added. */
static void relax(routes_i_detours *search, uint32_t v, int64_t detour, const int64_t *extra,
                  int64_t limit, int in_buckets)
{
    const routes_i_interdict_net *net = search->net;
    for (size_t a = net->start[v]; a < net->start[v + 1]; a++) {
        const routes_i_detour *arc = &net->arc[a];
        int64_t next = detour + arc->detour;
        if (next >= limit)
            break;
        if (arc->site != ROUTES_I_NONE) {
            if (extra[arc->site] >= limit - next)
                continue;
            next += extra[arc->site];
        }
        if (search->met[arc->head] == search->round && search->far[arc->head] <= next)
            continue;
        search->met[arc->head] = search->round;
        search->far[arc->head] = next;
        search->by[arc->head] = (uint32_t)a;
        push(search, arc->head, next, in_buckets);
    }
}

static void read_way(routes_i_detours *search)
{
    const routes_i_interdict_net *net = search->net;
    search->site_count = 0;
    search->detour = 0;
    for (uint32_t v = net->sink; v != net->source;) {
        const routes_i_detour *arc = &net->arc[search->by[v]];
        if (arc->site != ROUTES_I_NONE)
            search->sites[search->site_count++] = arc->site;
        search->detour += arc->detour;
        v = arc->tail;
    }
}

/* Settles an entry; other than 0 when it is the sink. */
static int settle(routes_i_detours *search, size_t entry, const int64_t *extra, int64_t limit,
                  int in_buckets)
{
    uint32_t v = search->entry[entry];
    int64_t detour = search->key[entry];
    if (search->far[v] != detour)
        return 0;
    if (v == search->net->sink)
        return 1;
    search->settled++;
    relax(search, v, detour, extra, limit, in_buckets);
    return 0;
}

static int find_in_buckets(routes_i_detours *search, const int64_t *extra, int64_t limit)
{
    int found = 0;
    for (int64_t detour = 0; detour < limit; detour++)
        while (search->bucket[detour]) {
            size_t entry = search->bucket[detour] - 1;
            search->bucket[detour] = search->before[entry];
            if (!found)
                found = settle(search, entry, extra, limit, 1);
        }
    return found;
}

static int find_in_heap(routes_i_detours *search, const int64_t *extra, int64_t limit)
{
    while (search->heap_size)
        if (settle(search, take_first(search), extra, limit, 0))
            return 1;
    return 0;
}

int routes_i_detour_find(int64_t *length, routes_i_detours *search, const int64_t *extra,
                         int64_t limit)
{
    const routes_i_interdict_net *net = search->net;
    if (limit <= 0 || !net->reached)
        return 0;
    int in_buckets = limit <= ROUTES_I_BUCKETS;
    start_round(search);
    search->met[net->source] = search->round;
    search->far[net->source] = 0;
    push(search, net->source, 0, in_buckets);
    int found =
        in_buckets ? find_in_buckets(search, extra, limit) : find_in_heap(search, extra, limit);
    if (!found)
        return 0;
    *length = search->far[net->sink];
    read_way(search);
    return 1;
}
