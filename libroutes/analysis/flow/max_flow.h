/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file analysis/flow/max_flow.h
 * @brief Maximum flow in whole numbers, on arcs in pairs.
 *
 * Arc 2i and arc 2i + 1 join the same two nodes, there and back; what flows
 * along one is room on the other. Whole numbers of 64 bits, where igraph's
 * doubles end at 2^53, and it can be stopped.
 */
#ifndef ROUTES_ANALYSIS_FLOW_MAX_FLOW_H
#define ROUTES_ANALYSIS_FLOW_MAX_FLOW_H

#include <stddef.h>
#include <stdint.h>

#include "core/run.h"

/** @brief Arcs, and the room left on them. */
typedef struct routes_i_flow {
    size_t nodes;
    size_t arcs;    /* an even number below UINT32_MAX */
    uint32_t *head; /* [arcs] the node an arc leads to; its own begin is the head of its twin */
    int64_t *room;  /* [arcs] what may still flow */
    size_t *start;  /* [nodes + 1] rows of `leaving` */
    uint32_t *leaving;
    uint32_t *level; /* [nodes] arcs to the sink */
    size_t *next;    /* [nodes] the arc to try next */
    uint32_t *list;  /* [nodes] the queue of a search, or the arcs of a way */
} routes_i_flow;

/** @brief Makes room for arcs; the caller fills `head` and `room`, then runs. */
routes_status routes_i_flow_new(routes_i_flow *flow, size_t nodes, size_t arcs, routes_error *err);

/** @brief Frees what was made; a zeroed flow is allowed. */
void routes_i_flow_free(routes_i_flow *flow);

/** @brief Puts an arc and its twin in place. @param[in] arc Even. */
void routes_i_flow_set(routes_i_flow *flow, size_t arc, uint32_t from, uint32_t to, int64_t there,
                       int64_t back);

/**
 * @brief Sends as much as can flow, `most` at most; all arcs are set.
 *
 * Dinic 1970: ways of the fewest arcs first.
 * @retval ROUTES_E_CANCELLED The caller said stop.
 */
routes_status routes_i_flow_run(int64_t *value, routes_i_flow *flow, uint32_t source, uint32_t sink,
                                int64_t most, const routes_run *run, routes_error *err);

/** @brief Marks by 1 what can be reached from a node along room that is left, or with `backwards`
 *         what can reach it. */
void routes_i_flow_reach(unsigned char *reached, routes_i_flow *flow, uint32_t node, int backwards);

/**
 * @brief Numbers the strongly connected parts of the room that is left: two nodes have one number
 *        where each can be reached from the other.
 * @param[out] part [nodes]
 * @param[out] room [3 * nodes] Scratch.
 */
void routes_i_flow_parts(uint32_t *part, uint32_t *room, routes_i_flow *flow);

#endif
