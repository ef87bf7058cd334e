/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file graph/graph.h
 * @brief What a graph is made of, for the searches that walk it.
 */
#ifndef ROUTES_GRAPH_GRAPH_H
#define ROUTES_GRAPH_GRAPH_H

#include "routes/graph.h"

/**
 * Compressed rows, one a node, and each row in three parts:
 *
 *     start[v] ..... both[v] ..... in[v] ..... start[v + 1]
 *     leaving only   both ways    entering only
 *
 * so that leaving and entering links are one stretch each, and one list serves
 * both directions.
 */
struct routes_graph {
    size_t nodes;
    size_t links;
    uint32_t *from;      /* [links] */
    uint32_t *to;        /* [links] */
    int64_t *length_um;  /* [links] */
    int64_t *time_ms;    /* [links] or null */
    double *reliability; /* [links] or null */
    unsigned char *both_ways;
    uint32_t *start; /* [nodes + 1] */
    uint32_t *both;  /* [nodes] */
    uint32_t *in;    /* [nodes] */
    uint32_t *end;   /* [start[nodes]] the node at the other end */
    uint32_t *link;  /* [start[nodes]] */
};

#endif
