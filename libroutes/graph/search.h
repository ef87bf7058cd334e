/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file graph/search.h
 * @brief Shortest ways from one place or several, again and again over the same arcs.
 *
 * Nothing of the size of the graph is cleared between two searches: each one's distances are below
 * all of the one before.
 */
#ifndef ROUTES_GRAPH_SEARCH_H
#define ROUTES_GRAPH_SEARCH_H

#include "graph/buckets.h"

/** @brief Beyond this many ways the share of one is no longer a normal number. */
#define ROUTES_I_SEARCH_MOST_WAYS 1e280

/** @brief The arc by which a place is reached, and where it leaves. */
typedef struct routes_i_before {
    uint32_t place; /**< UINT32_MAX: there are several, from ties[arc] on. */
    uint32_t arc;
} routes_i_before;

/** @brief One of several arcs by which a place is reached over equal ways. */
typedef struct routes_i_tie {
    routes_i_before before;
    uint32_t next; /**< Or UINT32_MAX. */
} routes_i_tie;

/** @brief What a search writes. */
typedef struct routes_i_search {
    const routes_i_adjacency *arcs;
    uint64_t zero;      /**< The distance of the places searched from. */
    uint64_t past;      /**< Above every distance of this search. */
    uint64_t *distance; /**< [nodes] At `past` or above: not reached. */
    uint32_t *order;    /**< [nodes] Places in the order in which ways pass them. */
    size_t settled;
    routes_i_before *noted;  /**< Arcs to be tried. */
    routes_i_before *before; /**< [nodes] Or null. */
    routes_i_tie *ties;      /**< [arcs] Or null. */
    uint32_t tie_count;
    double *ways;     /**< [nodes] Shortest ways, by routes_i_search_count(); or null. */
    uint64_t ceiling; /**< The farthest distance wanted. */
    uint64_t span;    /**< Above the longest way. */
    routes_i_buckets queue;
} routes_i_search;

/** @brief What is searched. */
typedef struct routes_i_search_task {
    const uint32_t *from; /**< [size] Places. */
    size_t size;
    uint64_t farthest;      /**< Nothing beyond is reached; UINT64_MAX: all. */
    const uint64_t *wanted; /**< A bit a place, or null: all are wanted. */
    size_t wanted_count;    /**< After so many the search may end. */
} routes_i_search_task;

/** @brief Makes the buffers; with `tracing`, for what is `before` each place and the ways too. */
routes_status routes_i_search_make(routes_i_search *search, const routes_i_adjacency *arcs,
                                   bool tracing, routes_error *err);

/** @brief Frees the buffers; also after a failure. */
void routes_i_search_free(routes_i_search *search);

/**
 * @brief Searches. When it ends early, places may be reached that are not settled.
 * @return How many of the wanted places were not found; 0 where all are wanted.
 */
size_t routes_i_search_run(routes_i_search *search, const routes_i_search_task *task);

/**
 * @brief Counts the shortest ways to each settled place; where there are no ties, it is 1 to each.
 * @retval ROUTES_E_DATA More equal ways than can be counted.
 */
routes_status routes_i_search_count(routes_i_search *search, routes_error *err);

/** @brief Whether the search reached a place. */
static inline bool routes_i_search_reached(const routes_i_search *search, uint32_t place)
{
    return search->distance[place] < search->past;
}

#endif
