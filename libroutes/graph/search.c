/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "graph/search.h"

#include <string.h>

#include "core/fail.h"
#include "core/memory.h"

#define NONE UINT32_MAX

/* Written once and compiled for each kind of search, so that none asks in its loop what kind it is.
 */
#define ALWAYS static inline __attribute__((always_inline))

routes_status routes_i_search_make(routes_i_search *search, const routes_i_adjacency *arcs,
                                   bool counting, routes_error *err)
{
    size_t nodes = arcs->nodes;
    *search = (routes_i_search){.arcs = arcs};
    search->distance = routes_i_calloc(nodes, sizeof *search->distance);
    search->order = routes_i_calloc(nodes, sizeof *search->order);
    if (counting) {
        search->ways = routes_i_calloc(nodes, sizeof *search->ways);
        search->before = routes_i_calloc(nodes, sizeof *search->before);
        search->ties = routes_i_calloc(arcs->start[nodes], sizeof *search->ties);
    }
    if (!routes_i_buckets_make(&search->queue, arcs) || !search->distance || !search->order ||
        (counting && (!search->ways || !search->before || !search->ties)))
        return routes_i_fail(err, ROUTES_E_MEMORY, "no memory for a search among %zu nodes", nodes);
    /* Two buckets more, so that a distance of before is never in a bucket of now. */
    uint64_t more = arcs->most + (UINT64_C(2) << search->queue.shift);
    search->span = arcs->sum > UINT64_MAX - more ? UINT64_MAX : arcs->sum + more;
    return ROUTES_OK;
}

void routes_i_search_free(routes_i_search *search)
{
    routes_i_free(search->distance);
    routes_i_free(search->order);
    routes_i_free(search->ways);
    routes_i_free(search->before);
    routes_i_free(search->ties);
    routes_i_buckets_free(&search->queue);
}

static void add_tie(routes_i_search *search, uint32_t head, routes_i_before before)
{
    routes_i_before *known = &search->before[head];
    if (known->place != NONE) {
        search->ties[search->tie_count] = (routes_i_tie){*known, NONE};
        *known = (routes_i_before){NONE, search->tie_count++};
    }
    search->ties[search->tie_count] = (routes_i_tie){before, known->arc};
    known->arc = search->tie_count++;
}

ALWAYS void enqueue(routes_i_search *search, uint32_t place, uint64_t old, uint64_t now,
                    bool sorted)
{
    routes_i_buckets *queue = &search->queue;
    uint64_t bucket = now >> queue->shift;
    if (sorted && bucket == queue->at) {
        uint32_t rank = search->arcs->rank ? search->arcs->rank[place] : 0;
        routes_i_buckets_push(queue, (routes_i_keyed){now, rank, place});
    } else if (bucket != old >> queue->shift) {
        routes_i_buckets_put(queue, place, bucket);
    }
}

/* Tries every arc of a settled place. */
ALWAYS void leave(routes_i_search *search, uint32_t place, bool counting, bool sorted)
{
    const routes_i_adjacency *arcs = search->arcs;
    const uint64_t mask = (UINT64_C(1) << arcs->bits) - 1;
    const uint64_t here = search->distance[place];
    const double ways = counting ? search->ways[place] : 0.0;
    const uint32_t end = arcs->start[place + 1];
    for (uint32_t i = arcs->start[place]; i < end; i++) {
        uint32_t head = (uint32_t)(arcs->arc[i] & mask);
        uint64_t length = arcs->arc[i] >> arcs->bits;
        uint64_t old = search->distance[head];
        uint64_t now = here + length;
        if (now > old)
            continue;
        if (length == arcs->long_length) {
            now = here + (uint64_t)arcs->length[arcs->link[i]];
            if (now > old)
                continue;
        }
        if (now == old) {
            if (counting) {
                search->ways[head] += ways;
                add_tie(search, head, (routes_i_before){place, i});
            }
            continue;
        }
        if (now > search->ceiling)
            continue;
        search->distance[head] = now;
        if (counting) {
            search->ways[head] = ways;
            search->before[head] = (routes_i_before){place, i};
        }
        enqueue(search, head, old, now, sorted);
    }
}

static size_t bits_of(const uint64_t *wanted, const uint32_t *places, size_t n)
{
    size_t count = 0;
    for (size_t i = 0; wanted && i < n; i++)
        count += wanted[places[i] / 64] >> places[i] % 64 & 1;
    return count;
}

/* Takes the bucket at hand; appends to `order` what is not stale. */
static void take_bucket(routes_i_search *search)
{
    routes_i_buckets *queue = &search->queue;
    const routes_i_adjacency *arcs = search->arcs;
    uint32_t slot = (uint32_t)queue->at & queue->mask;
    uint32_t i = queue->head[slot];
    uint32_t first = i;
    uint32_t last = i;
    queue->head[slot] = NONE;
    for (; i != NONE; i = queue->entry[i].next) {
        uint32_t place = queue->entry[i].place;
        last = i;
        if (search->distance[place] >> queue->shift != queue->at)
            continue;
        __builtin_prefetch(&arcs->arc[arcs->start[place]]);
        search->order[search->settled++] = place;
    }
    queue->entry[last].next = queue->spare;
    queue->spare = first;
}

static routes_status too_many_ways(const routes_i_search *search, uint32_t place, routes_error *err)
{
    const uint32_t *node = search->arcs->node;
    return routes_i_fail(err, ROUTES_E_DATA,
                         "node %lu has more than %g shortest ways from node %lu",
                         (unsigned long)node[place], ROUTES_I_SEARCH_MOST_WAYS,
                         (unsigned long)node[search->order[0]]);
}

/* Bucket by bucket; in a bucket the order is the one in which places were found. */
ALWAYS routes_status settle(routes_i_search *search, const routes_i_search_task *task,
                            bool counting, routes_error *err)
{
    size_t missing = task->wanted ? task->wanted_count : SIZE_MAX;
    while (missing > 0 && routes_i_buckets_next(&search->queue)) {
        size_t from = search->settled;
        take_bucket(search);
        missing -= bits_of(task->wanted, &search->order[from], search->settled - from);
        for (size_t i = from; i < search->settled; i++) {
            if (counting && !(search->ways[search->order[i]] <= ROUTES_I_SEARCH_MOST_WAYS))
                return too_many_ways(search, search->order[i], err);
            leave(search, search->order[i], counting, false);
        }
    }
    return ROUTES_OK;
}

/* Moves what is not stale from the next bucket into the heap. */
static bool fill_heap(routes_i_search *search)
{
    size_t settled = search->settled;
    if (!routes_i_buckets_next(&search->queue))
        return false;
    take_bucket(search);
    for (size_t i = settled; i < search->settled; i++) {
        uint32_t place = search->order[i];
        uint32_t rank = search->arcs->rank ? search->arcs->rank[place] : 0;
        routes_i_buckets_push(&search->queue,
                              (routes_i_keyed){search->distance[place], rank, place});
    }
    search->settled = settled;
    return true;
}

/* In order of distance, then rank; to the end of the group of the last one wanted. */
ALWAYS routes_status settle_sorted(routes_i_search *search, const routes_i_search_task *task,
                                   bool counting, routes_error *err)
{
    routes_i_buckets *queue = &search->queue;
    size_t missing = task->wanted ? task->wanted_count : SIZE_MAX;
    uint32_t last = NONE;
    while (queue->size > 0 || (missing > 0 && fill_heap(search))) {
        if (queue->size == 0)
            continue;
        routes_i_keyed item = routes_i_buckets_pop(queue);
        if (item.distance != search->distance[item.place])
            continue;
        if (missing == 0 && (!search->arcs->rank || item.rank != last))
            break;
        search->order[search->settled++] = item.place;
        missing -= bits_of(task->wanted, &item.place, 1);
        last = item.rank;
        if (counting && !(search->ways[item.place] <= ROUTES_I_SEARCH_MOST_WAYS))
            return too_many_ways(search, item.place, err);
        leave(search, item.place, counting, true);
    }
    return ROUTES_OK;
}

static void begin(routes_i_search *search, const routes_i_search_task *task)
{
    routes_i_buckets_clear(&search->queue);
    search->settled = 0;
    search->tie_count = 0;
    search->past = search->zero;
    if (search->past < search->span) {
        memset(search->distance, 0xff, search->arcs->nodes * sizeof *search->distance);
        search->past = UINT64_MAX;
    }
    search->zero = search->past - search->span;
    search->ceiling = search->zero + task->farthest;
    if (search->ceiling < search->zero)
        search->ceiling = UINT64_MAX;
    uint64_t bucket = search->zero >> search->queue.shift;
    search->queue.at = bucket - 1;
    for (size_t i = 0; i < task->size; i++) {
        uint32_t place = task->from[i];
        if (search->distance[place] == search->zero)
            continue;
        search->distance[place] = search->zero;
        if (search->ways) {
            search->ways[place] = 1.0;
            search->before[place] = (routes_i_before){place, NONE};
        }
        routes_i_buckets_put(&search->queue, place, bucket);
    }
}

routes_status routes_i_search_run(routes_i_search *search, const routes_i_search_task *task,
                                  routes_error *err)
{
    begin(search, task);
    if (search->queue.sorted)
        return search->ways ? settle_sorted(search, task, true, err)
                            : settle_sorted(search, task, false, err);
    return search->ways ? settle(search, task, true, err) : settle(search, task, false, err);
}
