/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "graph/buckets.h"

#include "core/memory.h"

#define NONE UINT32_MAX
#define CHILDREN 4

/* Most buckets in the circle: 256 KB of heads, with the graph in a cache of the second level. */
#define MOST_BUCKETS (1U << 16)

static unsigned log_floor(uint64_t x)
{
    unsigned log = 0;
    while (x >>= 1)
        log++;
    return log;
}

/* The least length where that makes few enough buckets, and none has no length; otherwise the
 * middle length, so that a bucket holds the frontier of one step. */
static void choose_width(routes_i_buckets *queue, const routes_i_adjacency *arcs)
{
    uint32_t count = arcs->start[arcs->nodes];
    queue->shift = arcs->least == UINT64_MAX ? 0 : log_floor(arcs->least);
    if (arcs->still == 0 && arcs->most >> queue->shift < MOST_BUCKETS - 2)
        return;
    queue->sorted = true;
    double sum = 0.0;
    for (uint32_t i = 0; i < count; i++)
        sum += (double)routes_i_adjacency_length(arcs, i);
    queue->shift = count ? log_floor((uint64_t)(sum / count)) : 0;
    while (arcs->most >> queue->shift >= MOST_BUCKETS - 2)
        queue->shift++;
}

bool routes_i_buckets_make(routes_i_buckets *queue, const routes_i_adjacency *arcs)
{
    size_t entries = arcs->start[arcs->nodes] + arcs->nodes;
    *queue = (routes_i_buckets){.spare = NONE};
    choose_width(queue, arcs);
    uint32_t buckets = 64;
    while (buckets < (arcs->most >> queue->shift) + 2)
        buckets *= 2;
    queue->mask = buckets - 1;
    uint32_t words = buckets / 64;
    queue->word_mask = words - 1;
    queue->head = routes_i_calloc(buckets, sizeof *queue->head);
    queue->full = routes_i_calloc(words, sizeof *queue->full);
    queue->words = routes_i_calloc((words + 63) / 64, sizeof *queue->words);
    /* Full chunks, and one a bucket that is not. */
    size_t open = entries < buckets ? entries : buckets;
    queue->chunk = routes_i_calloc(entries / ROUTES_I_CHUNK + open, sizeof *queue->chunk);
    if (queue->sorted)
        queue->heap = routes_i_calloc(entries, sizeof *queue->heap);
    if (!queue->head || !queue->full || !queue->words || !queue->chunk ||
        (queue->sorted && !queue->heap))
        return false;
    for (uint32_t i = 0; i < buckets; i++)
        queue->head[i] = NONE;
    return true;
}

void routes_i_buckets_free(routes_i_buckets *queue)
{
    routes_i_free(queue->head);
    routes_i_free(queue->full);
    routes_i_free(queue->words);
    routes_i_free(queue->chunk);
    routes_i_free(queue->heap);
}

void routes_i_buckets_clear(routes_i_buckets *queue)
{
    for (uint32_t word = 0; word <= queue->word_mask; word++)
        for (; queue->full[word]; queue->full[word] &= queue->full[word] - 1)
            queue->head[word * 64 + (uint32_t)__builtin_ctzll(queue->full[word])] = NONE;
    for (uint32_t i = 0; i <= queue->word_mask / 64; i++)
        queue->words[i] = 0;
    queue->used = 0;
    queue->spare = NONE;
    queue->size = 0;
}

uint32_t routes_i_buckets_open(routes_i_buckets *queue, uint32_t slot)
{
    uint32_t i = queue->spare;
    if (i != NONE)
        queue->spare = queue->chunk[i].next;
    else
        i = queue->used++;
    queue->chunk[i].next = queue->head[slot];
    queue->chunk[i].size = 0;
    queue->head[slot] = i;
    queue->full[slot / 64] |= UINT64_C(1) << slot % 64;
    queue->words[slot / 64 / 64] |= UINT64_C(1) << slot / 64 % 64;
    return i;
}

/* The first word from `from` on, round the circle, that has a bit; false when there is none. */
static bool find_word(const routes_i_buckets *queue, uint32_t *word, uint32_t from)
{
    uint32_t parts = queue->word_mask / 64 + 1;
    uint32_t part = from / 64;
    uint64_t bits = queue->words[part] & ~UINT64_C(0) << from % 64;
    for (uint32_t i = 0; !bits && i < parts; i++) {
        part = part + 1 == parts ? 0 : part + 1;
        bits = queue->words[part];
    }
    if (bits)
        *word = part * 64 + (uint32_t)__builtin_ctzll(bits);
    return bits != 0;
}

bool routes_i_buckets_next(routes_i_buckets *queue)
{
    uint32_t from = (uint32_t)(queue->at + 1) & queue->mask;
    uint32_t word = from / 64;
    uint64_t bits = queue->full[word] & ~UINT64_C(0) << from % 64;
    if (!bits) {
        if (!find_word(queue, &word, (word + 1) & queue->word_mask))
            return false;
        bits = queue->full[word];
    }
    uint32_t slot = word * 64 + (uint32_t)__builtin_ctzll(bits);
    queue->at += 1 + ((slot - from) & queue->mask);
    queue->full[word] &= ~(UINT64_C(1) << slot % 64);
    if (!queue->full[word])
        queue->words[word / 64] &= ~(UINT64_C(1) << word % 64);
    return true;
}

static bool before(const routes_i_keyed *a, const routes_i_keyed *b)
{
    if (a->distance != b->distance)
        return a->distance < b->distance;
    if (a->rank != b->rank)
        return a->rank < b->rank;
    return a->place < b->place;
}

void routes_i_buckets_push(routes_i_buckets *queue, routes_i_keyed item)
{
    routes_i_keyed *heap = queue->heap;
    size_t at = queue->size++;
    while (at > 0 && before(&item, &heap[(at - 1) / CHILDREN])) {
        heap[at] = heap[(at - 1) / CHILDREN];
        at = (at - 1) / CHILDREN;
    }
    heap[at] = item;
}

routes_i_keyed routes_i_buckets_pop(routes_i_buckets *queue)
{
    routes_i_keyed *heap = queue->heap;
    routes_i_keyed taken = heap[0];
    routes_i_keyed last = heap[--queue->size];
    size_t at = 0;
    for (;;) {
        size_t child = at * CHILDREN + 1;
        size_t past = child + CHILDREN < queue->size ? child + CHILDREN : queue->size;
        size_t least = child;
        if (child >= queue->size)
            break;
        while (++child < past)
            if (before(&heap[child], &heap[least]))
                least = child;
        if (!before(&heap[least], &last))
            break;
        heap[at] = heap[least];
        at = least;
    }
    heap[at] = last;
    return taken;
}
