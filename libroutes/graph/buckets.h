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

/** @brief So many make a chunk a line of the cache. */
#define ROUTES_I_CHUNK 14

/** @brief Some of the places in a bucket. */
typedef struct routes_i_chunk {
    uint32_t next; /**< The one filled before it, or UINT32_MAX. */
    uint32_t size;
    uint32_t place[ROUTES_I_CHUNK];
} routes_i_chunk;

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
    routes_i_chunk *chunk;
    uint32_t used;        /**< Chunks ever used in this search. */
    uint32_t spare;       /**< First of those that are free again, or UINT32_MAX. */
    routes_i_keyed *heap; /**< [arcs + nodes] or null */
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

/** @brief Adds an empty chunk to a bucket. */
uint32_t routes_i_buckets_open(routes_i_buckets *queue, uint32_t slot);

/** @brief Puts a place into a bucket that is not at hand, at most one turn ahead. */
static inline void routes_i_buckets_put(routes_i_buckets *queue, uint32_t place, uint64_t bucket)
{
    uint32_t slot = (uint32_t)bucket & queue->mask;
    uint32_t i = queue->head[slot];
    if (i == UINT32_MAX || queue->chunk[i].size == ROUTES_I_CHUNK)
        i = routes_i_buckets_open(queue, slot);
    routes_i_chunk *chunk = &queue->chunk[i];
    chunk->place[chunk->size++] = place;
}

#endif
