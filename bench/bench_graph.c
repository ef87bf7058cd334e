/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Measures a graph of a million links (or SIZE): building it, the bytes of a link at rest, the
 * shortest ways from one node to all others, and the cut nodes. A grid of roads, lengths of 1 to
 * 1000 m, numbered row by row.
 *
 * Bound: under 64 bytes a link at rest. */
#define _POSIX_C_SOURCE 200809L

#include <math.h>
#include <stdlib.h>

#include <routes.h>

#include "stopwatch.h"

/* A small repeatable generator: same lengths on any machine. */
static uint64_t draw(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return *state >> 33;
}

/* A grid of `side` by `side` nodes has 2 side (side - 1) links. */
static routes_graph *build(size_t side, routes_error *err)
{
    size_t links = 2 * side * (side - 1);
    uint32_t *from = calloc(links, sizeof *from);
    uint32_t *to = calloc(links, sizeof *to);
    int64_t *length = calloc(links, sizeof *length);
    routes_graph *graph = NULL;
    uint64_t state = 2001;
    size_t at = 0;
    for (size_t i = 0; from && to && length && i < side * side; i++) {
        for (int down = 0; down < 2; down++) {
            if (down ? i + side >= side * side : (i + 1) % side == 0)
                continue;
            from[at] = (uint32_t)i;
            to[at] = (uint32_t)(i + (down ? side : 1));
            length[at++] = (int64_t)(1 + draw(&state) % 1000) * 1000000;
        }
    }
    double start = stopwatch();
    if (at == links && !routes_graph_new(&graph, side * side, from, to, length, links, NULL, err))
        figure("graph built", stopwatch() - start, "s");
    free(from);
    free(to);
    free(length);
    return graph;
}

int main(int argc, char **argv)
{
    double size = argc > 1 ? atof(argv[1]) : 1e6;
    routes_error err = {0};
    routes_path *path = NULL;
    routes_articulation *cuts = NULL;
    routes_graph *graph = build((size_t)(0.5 + sqrt(size / 2.0)) + 1, &err);
    if (!graph)
        goto failed;
    figure("links", (double)routes_graph_links(graph), "");
    figure("nodes", (double)routes_graph_nodes(graph), "");
    figure("bytes a link", (double)routes_graph_bytes(graph) / (double)routes_graph_links(graph),
           "B");
    double start = stopwatch();
    if (routes_path_new(&path, graph, (uint32_t)(routes_graph_nodes(graph) / 2), NULL, &err))
        goto failed;
    figure("shortest ways to all", stopwatch() - start, "s");
    start = stopwatch();
    if (routes_articulation_new(&cuts, graph, NULL, &err))
        goto failed;
    figure("cut nodes", stopwatch() - start, "s");
    routes_articulation_free(cuts);
    routes_path_free(path);
    routes_graph_free(graph);
    return 0;
failed:
    fprintf(stderr, "%s\n", err.message);
    routes_path_free(path);
    routes_graph_free(graph);
    return 1;
}
