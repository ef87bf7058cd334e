/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file graph/buckets.h
 * @brief The queue of a search over whole lengths: a circle of buckets, and a heap for the one at
 *        hand where its nodes must come in order.
 *
 * Where no length is under the width of a bucket, nothing in a bucket can change another's distance
 * and its nodes come in any order (E. A. Dinitz 1978; A. V. Goldberg 2001: the caliber).
 */
#ifndef ROUTES_GRAPH_BUCKETS_H
#define ROUTES_GRAPH_BUCKETS_H

#include <stdbool.h>

#include "graph/adjacency.h"

/** @brief A place in a bucket, and the next one there. */
typedef struct routes_i_entry {
    uint32_t place;
    uint32_t next;
} routes_i_entry;

/** @brief A place in the heap. */
typedef struct routes_i_keyed {
    uint64_t distance;
    uint32_t rank;
    uint32_t place;
} routes_i_keyed;

/** @brief The queue. Nothing is taken out when a distance falls: what is stale is told by its
 * distance. */
typedef struct routes_i_buckets {
    unsigned shift;  /**< A bucket is 2^shift wide. */
    uint32_t mask;   /**< Buckets in the circle, less 1. */
    bool sorted;     /**< The bucket at hand goes through the heap. */
    uint64_t at;     /**< The bucket at hand. */
    uint32_t *head;  /**< [mask + 1] First entry, or UINT32_MAX. */
    uint64_t *full;  /**< A bit a bucket: holds something. */
    uint64_t *words; /**< A bit a word of `full`. */
    uint32_t word_mask;
    routes_i_entry *entry; /**< [arcs + nodes] */
    uint32_t used;         /**< Entries ever used in this search. */
    uint32_t spare;        /**< First of those that are free again, or UINT32_MAX. */
    routes_i_keyed *heap;  /**< [arcs + nodes] or null */
    size_t size;
} routes_i_buckets;

/** @brief An empty queue for searches over these arcs; false when there is no memory. */
bool routes_i_buckets_make(routes_i_buckets *queue, const routes_i_adjacency *arcs);

/** @brief Frees what the queue holds; also after a failure. */
void routes_i_buckets_free(routes_i_buckets *queue);

/** @brief Throws out what is left. */
void routes_i_buckets_clear(routes_i_buckets *queue);

/** @brief Goes to the next bucket that holds something; false when there is none. */
bool routes_i_buckets_next(routes_i_buckets *queue);

/** @brief Puts a place into the heap. */
void routes_i_buckets_push(routes_i_buckets *queue, routes_i_keyed item);

/** @brief Takes the least place out of the heap; `size` must be above 0. */
routes_i_keyed routes_i_buckets_pop(routes_i_buckets *queue);

/** @brief Puts a place into a bucket that is not at hand, at most one turn ahead. */
static inline void routes_i_buckets_put(routes_i_buckets *queue, uint32_t place, uint64_t bucket)
{
    uint32_t i = queue->spare;
    if (i != UINT32_MAX)
        queue->spare = queue->entry[i].next;
    else
        i = queue->used++;
    uint32_t slot = (uint32_t)bucket & queue->mask;
    queue->entry[i] = (routes_i_entry){place, queue->head[slot]};
    queue->head[slot] = i;
    queue->full[slot / 64] |= UINT64_C(1) << slot % 64;
    queue->words[slot / 64 / 64] |= UINT64_C(1) << slot / 64 % 64;
}

#endif
