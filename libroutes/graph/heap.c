/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "graph/heap.h"

#include "core/memory.h"

/* Four children a node: half the levels of two, and they share a cache line. */
#define CHILDREN 4

int routes_i_heap_new(routes_i_heap *heap, size_t capacity, const uint64_t *cost,
                      const uint32_t *links)
{
    *heap = (routes_i_heap){.cost = cost, .links = links};
    heap->items = routes_i_calloc(capacity, sizeof *heap->items);
    heap->place = routes_i_calloc(capacity, sizeof *heap->place);
    return heap->items && heap->place;
}

void routes_i_heap_free(routes_i_heap *heap)
{
    routes_i_free(heap->items);
    routes_i_free(heap->place);
}

static int before(const routes_i_heap *heap, uint32_t a, uint32_t b)
{
    if (heap->cost[a] != heap->cost[b])
        return heap->cost[a] < heap->cost[b];
    if (heap->links[a] != heap->links[b])
        return heap->links[a] < heap->links[b];
    return a < b;
}

static void put(routes_i_heap *heap, size_t at, uint32_t item)
{
    heap->items[at] = item;
    heap->place[item] = (uint32_t)(at + 1);
}

void routes_i_heap_lower(routes_i_heap *heap, uint32_t item)
{
    size_t at = heap->place[item] ? heap->place[item] - 1 : heap->size++;
    while (at > 0) {
        size_t parent = (at - 1) / CHILDREN;
        if (!before(heap, item, heap->items[parent]))
            break;
        put(heap, at, heap->items[parent]);
        at = parent;
    }
    put(heap, at, item);
}

/* The least child of `at`, or `size` when it has none. */
static size_t least_child(const routes_i_heap *heap, size_t at)
{
    size_t child = at * CHILDREN + 1;
    size_t past = child + CHILDREN < heap->size ? child + CHILDREN : heap->size;
    if (child >= heap->size)
        return heap->size;
    size_t least = child;
    while (++child < past)
        if (before(heap, heap->items[child], heap->items[least]))
            least = child;
    return least;
}

uint32_t routes_i_heap_take(routes_i_heap *heap)
{
    uint32_t taken = heap->items[0];
    heap->place[taken] = 0;
    uint32_t last = heap->items[--heap->size];
    if (heap->size == 0)
        return taken;
    size_t at = 0;
    for (;;) {
        size_t child = least_child(heap, at);
        if (child == heap->size || !before(heap, heap->items[child], last))
            break;
        put(heap, at, heap->items[child]);
        at = child;
    }
    put(heap, at, last);
    return taken;
}
