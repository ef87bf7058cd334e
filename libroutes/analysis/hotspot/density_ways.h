/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file analysis/hotspot/density_ways.h
 * @brief The ways by which an event's mass reaches links.
 */
#ifndef ROUTES_ANALYSIS_HOTSPOT_DENSITY_WAYS_H
#define ROUTES_ANALYSIS_HOTSPOT_DENSITY_WAYS_H

#include "graph/heap.h"
#include "routes/density.h"

/** @brief Not that way. */
#define ROUTES_I_DENSITY_NOT (-1)

/**
 * @brief The network as places where link ends meet.
 *
 * Arc 2 l runs along link l from its `from`, arc 2 l + 1 from its `to`. The ends of links of length
 * 0 are one place, and those links are not there.
 */
typedef struct routes_i_density_net {
    const routes_graph *graph;
    const int64_t *length_um;
    size_t nodes;
    uint32_t *place; /**< [nodes] The node that stands for a node. */
    size_t *start;   /**< [nodes + 1] */
    uint32_t *arcs;  /**< [start[nodes]] Arcs that leave a place. */
} routes_i_density_net;

routes_status routes_i_density_net_new(routes_i_density_net *net, const routes_graph *graph,
                                       routes_error *err);
void routes_i_density_net_free(routes_i_density_net *net);

/**
 * @brief Mass on a link: a point at offset s has share * k(t), with t the least of those that
 *        are: before + s, after + length - s, |s - at|.
 */
typedef struct routes_i_density_part {
    int64_t before; /**< Length of the way to the link's `from`, or ROUTES_I_DENSITY_NOT. */
    int64_t after;  /**< To its `to`. */
    int64_t at;     /**< Offset of the event itself. */
    double share;
    uint32_t link;
} routes_i_density_part;

/** @brief All parts of one event. */
typedef struct routes_i_density_parts {
    routes_i_density_part *parts; /**< [count] */
    size_t count;
    size_t capacity;
} routes_i_density_parts;

/** @brief An event. */
typedef struct routes_i_density_event {
    uint32_t link;
    int64_t offset_um;
    double weight;
} routes_i_density_event;

/** @brief What a walk arrived with: on `arc`, after `length`. */
typedef struct routes_i_density_walk {
    int64_t length;
    double share;
    uint32_t arc;
} routes_i_density_walk;

/** @brief Scratch space of one worker. */
typedef struct routes_i_density_finder {
    const routes_i_density_net *net;
    const routes_density_options *use;
    int64_t reach;
    /* sharing: walks that wait, a heap by length, then arc */
    routes_i_density_walk *walks;
    size_t walk_count;
    size_t walk_capacity;
    /* simple: a search by length */
    routes_i_heap heap;
    uint64_t *cost;    /* [nodes] UINT64_MAX: not reached */
    uint32_t *zeros;   /* [nodes] second key of the heap */
    uint32_t *reached; /* [nodes] */
    size_t reached_count;
    unsigned char *taken; /* [links] */
} routes_i_density_finder;

routes_status routes_i_density_finder_new(routes_i_density_finder *finder,
                                          const routes_i_density_net *net, int64_t reach,
                                          const routes_density_options *use, routes_error *err);
void routes_i_density_finder_free(routes_i_density_finder *finder);

/**
 * @brief Fills `parts`, which keeps its space, with those of an event.
 * @retval ROUTES_E_ARGUMENT More than `use->most_paths`; the message lacks the event's number.
 */
routes_status routes_i_density_find(routes_i_density_parts *parts, routes_i_density_finder *finder,
                                    const routes_i_density_event *event, routes_error *err);

#endif
