/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "graph/search.h"

#include <string.h>

#include "core/fail.h"
#include "core/memory.h"

#define NONE UINT32_MAX

/* So many arcs are noted before they are tried, and those of one place more. */
#define NOTED 256

/* Written once and compiled for each kind of search, so that none asks in its loop what kind it is.
 */
#define ALWAYS static inline __attribute__((always_inline))

routes_status routes_i_search_make(routes_i_search *search, const routes_i_adjacency *arcs,
                                   bool tracing, routes_error *err)
{
    size_t nodes = arcs->nodes;
    *search = (routes_i_search){.arcs = arcs};
    search->distance = routes_i_calloc(nodes, sizeof *search->distance);
    /* One more: what is stale is written too, and written over. */
    search->noted = routes_i_calloc(NOTED + arcs->widest + 1, sizeof *search->noted);
    search->order = routes_i_calloc(nodes + 1, sizeof *search->order);
    if (tracing) {
        search->ways = routes_i_calloc(nodes, sizeof *search->ways);
        search->before = routes_i_calloc(nodes, sizeof *search->before);
        search->ties = routes_i_calloc(arcs->start[nodes], sizeof *search->ties);
    }
    if (!routes_i_buckets_make(&search->queue, arcs) || !search->distance || !search->order ||
        !search->noted || (tracing && (!search->ways || !search->before || !search->ties)))
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
    routes_i_free(search->noted);
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

/* Tries an arc of a settled place. */
ALWAYS void try(routes_i_search *search, routes_i_before by, bool tracing, bool sorted)
{
    const routes_i_adjacency *arcs = search->arcs;
    const routes_i_arc arc = arcs->arc[by.arc];
    uint64_t old = search->distance[arc.head];
    uint64_t now = search->distance[by.place] + arc.length;
    if (now > old)
        return;
    if (arc.length == ROUTES_I_LONG) {
        now = now - arc.length + (uint64_t)arcs->length[arcs->link[by.arc]];
        if (now > old)
            return;
    }
    if (now == old) {
        if (tracing)
            add_tie(search, arc.head, by);
        return;
    }
    if (now > search->ceiling)
        return;
    search->distance[arc.head] = now;
    if (tracing)
        search->before[arc.head] = by;
    enqueue(search, arc.head, old, now, sorted);
}

/* Tries every arc of a settled place. */
ALWAYS void leave(routes_i_search *search, uint32_t place, bool tracing, bool sorted)
{
    const routes_i_adjacency *arcs = search->arcs;
    const uint64_t here = search->distance[place];
    for (uint32_t i = arcs->start[place]; i < arcs->start[place + 1]; i++)
        if (here + arcs->arc[i].length <= search->distance[arcs->arc[i].head])
            try(search, (routes_i_before){place, i}, tracing, sorted);
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
    uint32_t first = queue->head[slot];
    uint32_t last = first;
    size_t settled = search->settled;
    queue->head[slot] = NONE;
    for (uint32_t i = first; i != NONE; i = queue->chunk[i].next) {
        const routes_i_chunk *chunk = &queue->chunk[i];
        last = i;
        for (uint32_t k = 0; k < chunk->size; k++) {
            uint32_t place = chunk->place[k];
            search->order[settled] = place;
            settled += search->distance[place] >> queue->shift == queue->at;
            __builtin_prefetch(&arcs->arc[arcs->start[place]]);
        }
    }
    search->settled = settled;
    queue->chunk[last].next = queue->spare;
    queue->spare = first;
}

/* Notes the arcs of a settled place that may shorten a way. Whether one does is as good as chance,
 * so that a branch for each would cost more than the arc. */
static inline uint32_t note(routes_i_search *search, uint32_t place, uint32_t count)
{
    const routes_i_adjacency *arcs = search->arcs;
    const routes_i_arc *const arc = arcs->arc;
    const uint64_t *const distance = search->distance;
    const uint64_t here = distance[place];
    routes_i_before *noted = search->noted;
    const uint32_t end = arcs->start[place + 1];
    for (uint32_t i = arcs->start[place]; i < end; i++) {
        noted[count] = (routes_i_before){place, i};
        count += here + arc[i].length <= distance[arc[i].head];
    }
    return count;
}

/* Bucket by bucket; in a bucket the order is the one in which places were found. */
ALWAYS size_t settle(routes_i_search *search, const routes_i_search_task *task, bool tracing)
{
    size_t missing = task->wanted ? task->wanted_count : SIZE_MAX;
    while (missing > 0 && routes_i_buckets_next(&search->queue)) {
        size_t from = search->settled;
        take_bucket(search);
        missing -= bits_of(task->wanted, &search->order[from], search->settled - from);
        for (size_t i = from; i < search->settled;) {
            uint32_t count = 0;
            while (i < search->settled && count < NOTED)
                count = note(search, search->order[i++], count);
            for (uint32_t k = 0; k < count; k++)
                try(search, search->noted[k], tracing, false);
        }
    }
    return task->wanted ? missing : 0;
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
ALWAYS size_t settle_sorted(routes_i_search *search, const routes_i_search_task *task, bool tracing)
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
        leave(search, item.place, tracing, true);
    }
    return task->wanted ? missing : 0;
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
        if (search->before)
            search->before[place] = (routes_i_before){place, NONE};
        routes_i_buckets_put(&search->queue, place, bucket);
    }
}

size_t routes_i_search_run(routes_i_search *search, const routes_i_search_task *task)
{
    begin(search, task);
    if (search->queue.sorted)
        return search->before ? settle_sorted(search, task, true)
                              : settle_sorted(search, task, false);
    return search->before ? settle(search, task, true) : settle(search, task, false);
}

routes_status routes_i_search_count(routes_i_search *search, routes_error *err)
{
    const uint32_t *order = search->order;
    double *ways = search->ways;
    for (size_t at = 0; at < search->settled && search->tie_count > 0; at++) {
        uint32_t place = order[at];
        routes_i_before before = search->before[place];
        if (before.arc == NONE) {
            ways[place] = 1.0;
        } else if (before.place != NONE) {
            ways[place] = ways[before.place];
        } else {
            ways[place] = 0.0;
            for (uint32_t i = before.arc; i != NONE; i = search->ties[i].next)
                ways[place] += ways[search->ties[i].before.place];
            if (!(ways[place] <= ROUTES_I_SEARCH_MOST_WAYS))
                return routes_i_fail(
                    err, ROUTES_E_DATA, "node %lu has more than %g shortest ways from node %lu",
                    (unsigned long)search->arcs->node[place], ROUTES_I_SEARCH_MOST_WAYS,
                    (unsigned long)search->arcs->node[order[0]]);
        }
    }
    return ROUTES_OK;
}
