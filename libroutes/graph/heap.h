/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file graph/heap.h
 * @brief The queue of a path search: nodes by cost, then links, then number.
 */
#ifndef ROUTES_GRAPH_HEAP_H
#define ROUTES_GRAPH_HEAP_H

#include <stddef.h>
#include <stdint.h>

/**
 * @brief A 4-ary heap of node numbers, each at most once, whose keys lie with the searcher.
 *
 * The key of an item in the heap may only fall, and routes_i_heap_lower() must be told.
 */
typedef struct routes_i_heap {
    uint32_t *items; /**< [size] */
    uint32_t *place; /**< [capacity] Where a node stands in `items`, plus 1; 0: not there. */
    size_t size;
    const uint64_t *cost;  /**< [capacity] First key. */
    const uint32_t *links; /**< [capacity] Second key. */
} routes_i_heap;

/** @brief An empty heap over these keys; false when there is no memory. */
int routes_i_heap_new(routes_i_heap *heap, size_t capacity, const uint64_t *cost,
                      const uint32_t *links);

/** @brief Frees what the heap holds. */
void routes_i_heap_free(routes_i_heap *heap);

/** @brief Puts `item` in, or moves it up after its key fell. */
void routes_i_heap_lower(routes_i_heap *heap, uint32_t item);

/** @brief Takes the least item out; `size` must be above 0. */
uint32_t routes_i_heap_take(routes_i_heap *heap);

#endif
