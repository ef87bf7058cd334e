/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file support/network.h
 * @brief Small graphs for tests: drawn at random, or read from an oracle's folder.
 */
#ifndef ROUTES_TESTS_SUPPORT_NETWORK_H
#define ROUTES_TESTS_SUPPORT_NETWORK_H

#include <stdio.h>
#include <stdlib.h>

#include "routes/decimal.h"
#include "routes/graph.h"
#include "support/check.h"
#include "support/csv.h"

/** Links as plain arrays, and the graph built from them. */
typedef struct network {
    size_t nodes;
    size_t links;
    uint32_t *from;
    uint32_t *to;
    int64_t *length;
    double *reliability;
    unsigned char *both_ways;
    routes_graph *graph;
} network;

static inline network network_sized(size_t nodes, size_t links)
{
    size_t room = links ? links : 1;
    network net = {.nodes = nodes, .links = links};
    net.from = calloc(room, sizeof *net.from);
    net.to = calloc(room, sizeof *net.to);
    net.length = calloc(room, sizeof *net.length);
    net.reliability = calloc(room, sizeof *net.reliability);
    net.both_ways = calloc(room, 1);
    assert_true(net.from && net.to && net.length && net.reliability && net.both_ways);
    return net;
}

static inline void network_build(network *net)
{
    routes_error err;
    routes_graph_options options = ROUTES_GRAPH_OPTIONS;
    options.reliability = net->reliability;
    options.both_ways = net->both_ways;
    assert_ok(routes_graph_new(&net->graph, net->nodes, net->from, net->to, net->length, net->links,
                               &options, &err),
              &err);
}

/**
 * A random multigraph: lengths 0 to `most` (few values, so that ties are common), self loops and
 * parallel links as they fall; `one_way` of 100 links go one way only.
 */
static inline network network_draw(uint64_t *seed, size_t nodes, size_t links, int64_t most,
                                   unsigned one_way)
{
    network net = network_sized(nodes, links);
    const double chances[] = {0.0, 0.25, 0.5, 0.5, 1.0, 1.0};
    for (size_t i = 0; i < links; i++) {
        net.from[i] = (uint32_t)(draw(seed) % nodes);
        net.to[i] = (uint32_t)(draw(seed) % nodes);
        net.length[i] = (int64_t)(draw(seed) % (uint64_t)(most + 1));
        net.reliability[i] = chances[draw(seed) % 6];
        net.both_ways[i] = draw(seed) % 100 >= one_way;
    }
    network_build(&net);
    return net;
}

/** Decimals of the weights in the oracles' tables. */
#define NETWORK_DECIMALS 6

/**
 * Reads `<folder>/nodes.csv` and `edges.csv` (from, to, weight where there is one), whose names
 * are kept in `names`; false when the folder holds none. All links go one way when `directed`.
 */
static inline int network_read(network *net, csv *names, const char *folder, int directed)
{
    char path[512];
    csv edges;
    snprintf(path, sizeof path, "%s/nodes.csv", folder);
    if (!csv_read(names, path))
        return 0;
    snprintf(path, sizeof path, "%s/edges.csv", folder);
    assert_true(csv_read(&edges, path));
    *net = network_sized(names->rows, edges.rows);
    for (size_t i = 0; i < edges.rows; i++) {
        routes_error err;
        net->from[i] = (uint32_t)csv_find(names, "node", csv_at(&edges, i, "from"));
        net->to[i] = (uint32_t)csv_find(names, "node", csv_at(&edges, i, "to"));
        net->length[i] = 1;
        if (csv_has(&edges, "weight"))
            assert_ok(routes_decimal_read(&net->length[i], csv_at(&edges, i, "weight"),
                                          NETWORK_DECIMALS, &err),
                      &err);
        net->reliability[i] = NAN;
        net->both_ways[i] = !directed;
    }
    csv_free(&edges);
    network_build(net);
    return 1;
}

static inline void network_free(network *net)
{
    free(net->from);
    free(net->to);
    free(net->length);
    free(net->reliability);
    free(net->both_ways);
    routes_graph_free(net->graph);
    *net = (network){0};
}

#endif
