/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file analysis/chokepoint/articulation.h
 * @brief What the cut nodes and bridges of a graph are kept in.
 */
#ifndef ROUTES_ANALYSIS_CHOKEPOINT_ARTICULATION_H
#define ROUTES_ANALYSIS_CHOKEPOINT_ARTICULATION_H

#include "analysis/chokepoint/blocks.h"
#include "routes/articulation.h"

struct routes_articulation {
    routes_i_blocks blocks;
    size_t nodes;
    uint32_t *node;        /* [nodes] the cut nodes */
    size_t *piece_start;   /* [nodes + 1] */
    uint32_t *piece;       /* [piece_start[nodes]] sizes */
    uint32_t *node_number; /* [blocks.nodes] place among the cut nodes, or none */
    size_t bridges;
    routes_bridge *bridge;   /* [bridges] */
    uint32_t *bridge_number; /* [blocks.count] place among the bridges, or none */
    size_t *member_start;    /* [blocks.count + 1] */
    uint32_t *member;        /* [member_start[blocks.count]] nodes */
};

#endif
