/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Measures exact betweenness weighted by an origin-destination table, a source, beside igraph's C
 * library (igraph_betweenness_subset, nodes alone; ours gives nodes and links): seconds of
 * processor, in turn, on one core; then on two by the clock. Every source sends to all nodes.
 *
 * Without an argument: 99 856 nodes in a grid that is jittered, half of its cells crossed, about
 * 248 600 links numbered row by row. With a file: its links, `from,to,length_m` with nodes from 1.
 *
 * Bound on the grid: 6 times igraph. */
#define _POSIX_C_SOURCE 200809L

#include <math.h>
#include <stdlib.h>

#include <igraph/igraph.h>
#include <routes.h>

#include "stopwatch.h"

enum { SIDE = 316, OURS = 256, THEIRS = 16, ROUNDS = 3 };

struct net {
    size_t nodes, links, room;
    uint32_t *from, *to;
    int64_t *length;
    routes_graph *graph;
    igraph_t peer;
    igraph_vector_t weight;
};

static double draw(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (double)(*state >> 11) * 0x1p-53;
}

static void add(struct net *net, size_t from, size_t to, double metres)
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

static void draw_grid(struct net *net)
{
    static double x[SIDE * SIDE], y[SIDE * SIDE];
    uint64_t state = 2001;
    net->nodes = (size_t)SIDE * SIDE;
    for (size_t i = 0; i < net->nodes; i++) {
        x[i] = 200.0 * ((double)(i % SIDE) + 0.6 * draw(&state));
        y[i] = 200.0 * ((double)(i / SIDE) + 0.6 * draw(&state));
    }
    for (size_t i = 0; i < net->nodes; i++) {
        int right = i % SIDE < SIDE - 1, down = i / SIDE < SIDE - 1;
        const size_t ends[] = {i + 1, i + SIDE, i + SIDE + 1};
        const int there[] = {right, down, right && down && draw(&state) < 0.5};
        for (int k = 0; k < 3; k++)
            if (there[k])
                add(net, i, ends[k], hypot(x[ends[k]] - x[i], y[ends[k]] - y[i]));
    }
}

static int read_links(struct net *net, const char *name)
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
        add(net, from - 1, to - 1, metres);
        net->nodes = from > net->nodes ? from : net->nodes;
        net->nodes = to > net->nodes ? to : net->nodes;
    }
    if (file)
        fclose(file);
    return net->links > 0;
}

static void make_peer(struct net *net)
{
    igraph_vector_int_t ends;
    igraph_vector_int_init(&ends, (igraph_integer_t)(2 * net->links));
    igraph_vector_init(&net->weight, (igraph_integer_t)net->links);
    for (size_t i = 0; i < net->links; i++) {
        VECTOR(ends)[2 * i] = net->from[i];
        VECTOR(ends)[2 * i + 1] = net->to[i];
        /* igraph knows no length of 0. */
        VECTOR(net->weight)[i] = (double)(net->length[i] ? net->length[i] : 1);
    }
    igraph_create(&net->peer, &ends, (igraph_integer_t)net->nodes, 0);
    igraph_vector_int_destroy(&ends);
}

static size_t source(const struct net *net, size_t i, size_t count)
{
    return (i * net->nodes + net->nodes / 2) / count;
}

/* Sums over nodes what passes from `count` sources, as ours finds it. */
static double ours(const struct net *net, size_t count, unsigned threads, double weight)
{
    routes_betweenness_options options = ROUTES_BETWEENNESS_OPTIONS;
    routes_run run = ROUTES_RUN;
    routes_error err = {0};
    size_t demands = count * net->nodes;
    uint32_t *from = malloc(demands * sizeof *from), *to = malloc(demands * sizeof *to);
    double *volume = malloc(demands * sizeof *volume);
    double *through = malloc(net->nodes * sizeof *through);
    double *flow = malloc(net->links * sizeof *flow);
    double sum = 0.0;
    for (size_t i = 0; i < demands; i++) {
        from[i] = (uint32_t)source(net, i / net->nodes, count);
        to[i] = (uint32_t)(i % net->nodes);
        volume[i] = weight > 0.0 ? weight : 1.0 + (double)(i % 7);
    }
    run.threads = threads;
    options.from = from;
    options.to = to;
    options.volume = volume;
    options.demands = demands;
    options.run = &run;
    double work = stopwatch_work(), clock = stopwatch();
    if (routes_betweenness_compute(through, NULL, flow, NULL, net->graph, &options, &err)) {
        fprintf(stderr, "%s\n", err.message);
        exit(1);
    }
    work = stopwatch_work() - work;
    clock = stopwatch() - clock;
    for (size_t i = 0; i < net->nodes; i++)
        sum += through[i];
    free(from);
    free(to);
    free(volume);
    free(through);
    free(flow);
    return weight > 0.0 ? sum : (threads > 1 ? clock : work) / (double)count;
}

/* The same by igraph, and its seconds a source. */
static double theirs(const struct net *net, size_t count, double *sum)
{
    igraph_vector_int_t from;
    igraph_vector_t result;
    igraph_vs_t sources;
    igraph_vector_int_init(&from, (igraph_integer_t)count);
    igraph_vector_init(&result, 0);
    for (size_t i = 0; i < count; i++)
        VECTOR(from)[i] = (igraph_integer_t)source(net, i, count);
    igraph_vs_vector(&sources, &from);
    double work = stopwatch_work();
    igraph_betweenness_subset(&net->peer, &result, igraph_vss_all(), 0, sources, igraph_vss_all(),
                              &net->weight);
    work = stopwatch_work() - work;
    *sum = igraph_vector_sum(&result);
    igraph_vs_destroy(&sources);
    igraph_vector_destroy(&result);
    igraph_vector_int_destroy(&from);
    return work / (double)count;
}

int main(int argc, char **argv)
{
    struct net net = {0};
    routes_error err = {0};
    if (argc < 2)
        draw_grid(&net);
    else if (!read_links(&net, argv[1]))
        return 1;
    if (routes_graph_new(&net.graph, net.nodes, net.from, net.to, net.length, net.links, NULL,
                         &err)) {
        fprintf(stderr, "%s\n", err.message);
        return 1;
    }
    make_peer(&net);
    double best = INFINITY, peer = INFINITY, two = INFINITY, one = INFINITY, sum = 0.0;
    for (int round = 0; round < ROUNDS; round++) {
        best = fmin(best, ours(&net, OURS, 1, 0.0));
        peer = fmin(peer, theirs(&net, THEIRS, &sum));
        two = fmin(two, ours(&net, OURS, 2, 0.0));
        one = best;
    }
    /* igraph halves what it finds on links used both ways. */
    double same = ours(&net, THEIRS, 1, 1.0);
    figure("nodes", (double)net.nodes, "");
    figure("links", (double)net.links, "");
    figure("sum beside igraph's", fabs(same / (2.0 * sum)), "times");
    figure("ours, a source", 1e3 * best, "ms");
    figure("igraph, a source", 1e3 * peer, "ms");
    figure("ratio", peer / best, "times");
    figure("two cores by the clock", one / two, "times");
    return 0;
}
