/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Graphs for timings: a road-like grid of any size, or a table of links. */
#ifndef ROUTES_BENCH_ROAD_GRID_H
#define ROUTES_BENCH_ROAD_GRID_H

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <routes.h>

struct net {
    size_t nodes, links, room;
    uint32_t *from, *to;
    int64_t *length; /* micrometres */
    routes_graph *graph;
};

/* A small repeatable generator: the same graph on any machine. */
static double net_draw(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (double)(*state >> 11) * 0x1p-53;
}

static void net_add(struct net *net, size_t from, size_t to, double metres)
{
    if (net->links == net->room) {
        net->room = net->room ? 2 * net->room : 1024;
        net->from = realloc(net->from, net->room * sizeof *net->from);
        net->to = realloc(net->to, net->room * sizeof *net->to);
        net->length = realloc(net->length, net->room * sizeof *net->length);
        if (!net->from || !net->to || !net->length)
            abort();
    }
    net->from[net->links] = (uint32_t)from;
    net->to[net->links] = (uint32_t)to;
    net->length[net->links++] = (int64_t)llround(metres * 1e6);
}

/* `side` by `side` nodes, 200 m apart but for a jitter, joined to the right and down; half of the
 * cells are crossed by a diagonal. Numbered row by row. */
static inline void net_grid(struct net *net, size_t side)
{
    size_t nodes = side * side;
    double *x = malloc(nodes * sizeof *x);
    double *y = malloc(nodes * sizeof *y);
    uint64_t state = 2001;
    if (!x || !y)
        abort();
    net->nodes = nodes;
    for (size_t i = 0; i < nodes; i++) {
        x[i] = 200.0 * ((double)(i % side) + 0.6 * net_draw(&state));
        y[i] = 200.0 * ((double)(i / side) + 0.6 * net_draw(&state));
    }
    for (size_t i = 0; i < nodes; i++) {
        int right = i % side < side - 1, down = i / side < side - 1;
        const size_t ends[] = {i + 1, i + side, i + side + 1};
        const int there[] = {right, down, right && down && net_draw(&state) < 0.5};
        for (int k = 0; k < 3; k++)
            if (there[k])
                net_add(net, i, ends[k], hypot(x[ends[k]] - x[i], y[ends[k]] - y[i]));
    }
    free(x);
    free(y);
}

/* Links `from,to,length_m` with nodes from 1; 0 when there are none. */
static inline int net_read(struct net *net, const char *name)
{
    FILE *file = fopen(name, "r");
    char line[256];
    while (file && fgets(line, sizeof line, file)) {
        char *at = line;
        unsigned long from = strtoul(at, &at, 10);
        unsigned long to = *at == ',' ? strtoul(at + 1, &at, 10) : 0;
        double metres = *at == ',' ? strtod(at + 1, &at) : 0.0;
        if (from == 0 || to == 0)
            continue; /* the header */
        net_add(net, from - 1, to - 1, metres);
        net->nodes = from > net->nodes ? from : net->nodes;
        net->nodes = to > net->nodes ? to : net->nodes;
    }
    if (file)
        fclose(file);
    return net->links > 0;
}

/* Builds the graph, or ends the program. */
static inline void net_build(struct net *net)
{
    routes_error err = {0};
    if (routes_graph_new(&net->graph, net->nodes, net->from, net->to, net->length, net->links, NULL,
                         &err)) {
        fprintf(stderr, "%s\n", err.message);
        exit(1);
    }
}

#endif
