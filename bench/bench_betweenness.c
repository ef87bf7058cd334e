/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Measures, beside igraph's C library in the same run, seconds of processor on one core, a source:
 * exact betweenness weighted by an origin-destination table (igraph_betweenness_subset, nodes
 * alone; ours gives nodes and links), every source sending to all nodes; and the distances to all
 * nodes (igraph_distances_dijkstra). Then ours on two cores by the clock.
 *
 * Without an argument: 99 856 nodes in a grid that is jittered, half of its cells crossed, about
 * 248 600 links numbered row by row. With a file: its links, `from,to,length_m` with nodes from 1.
 * With a second argument the grid or the file is written there too, for peers in other languages.
 *
 * Bounds on the grid: betweenness 6 times igraph, distances 8 times. */
#define _POSIX_C_SOURCE 200809L

#include <igraph/igraph.h>

#include "road_grid.h"
#include "stopwatch.h"

enum { SIDE = 316, OURS = 256, THEIRS = 16, ROUNDS = 5 };

struct peer {
    igraph_t graph;
    igraph_vector_t weight;
};

static void make_peer(struct peer *peer, const struct net *net)
{
    igraph_vector_int_t ends;
    igraph_vector_int_init(&ends, (igraph_integer_t)(2 * net->links));
    igraph_vector_init(&peer->weight, (igraph_integer_t)net->links);
    for (size_t i = 0; i < net->links; i++) {
        VECTOR(ends)[2 * i] = net->from[i];
        VECTOR(ends)[2 * i + 1] = net->to[i];
        /* igraph knows no length of 0. */
        VECTOR(peer->weight)[i] = (double)(net->length[i] ? net->length[i] : 1);
    }
    igraph_create(&peer->graph, &ends, (igraph_integer_t)net->nodes, 0);
    igraph_vector_int_destroy(&ends);
}

static size_t source(const struct net *net, size_t i, size_t count)
{
    return (i * net->nodes + net->nodes / 2) / count;
}

static void check(routes_status status, const routes_error *err)
{
    if (!status)
        return;
    fprintf(stderr, "%s\n", err->message);
    exit(1);
}

/* Seconds a source; with `weight` above 0 every demand is that, and `sum` is what passes. */
static double ours(const struct net *net, size_t count, unsigned threads, double weight,
                   double *sum)
{
    routes_betweenness_options options = ROUTES_BETWEENNESS_OPTIONS;
    routes_run run = ROUTES_RUN;
    routes_error err = {0};
    size_t demands = count * net->nodes;
    uint32_t *from = malloc(demands * sizeof *from), *to = malloc(demands * sizeof *to);
    double *volume = malloc(demands * sizeof *volume);
    double *through = malloc(net->nodes * sizeof *through);
    double *flow = malloc(net->links * sizeof *flow);
    if (!from || !to || !volume || !through || !flow)
        abort();
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
    check(routes_betweenness_compute(through, NULL, flow, NULL, net->graph, &options, &err), &err);
    work = stopwatch_work() - work;
    clock = stopwatch() - clock;
    *sum = 0.0;
    for (size_t i = 0; i < net->nodes; i++)
        *sum += through[i];
    free(from);
    free(to);
    free(volume);
    free(through);
    free(flow);
    return (threads > 1 ? clock : work) / (double)count;
}

/* The same by igraph. */
static double theirs(const struct peer *peer, const struct net *net, size_t count, double *sum)
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
    igraph_betweenness_subset(&peer->graph, &result, igraph_vss_all(), 0, sources, igraph_vss_all(),
                              &peer->weight);
    work = stopwatch_work() - work;
    *sum = igraph_vector_sum(&result);
    igraph_vs_destroy(&sources);
    igraph_vector_destroy(&result);
    igraph_vector_int_destroy(&from);
    return work / (double)count;
}

/* Distances from `count` nodes to all, their sum in metres, and the seconds a source. */
static double our_distances(const struct net *net, size_t count, double *sum)
{
    routes_error err = {0};
    uint32_t *from = malloc(count * sizeof *from);
    int64_t *distance = malloc(count * net->nodes * sizeof *distance);
    if (!from || !distance)
        abort();
    for (size_t i = 0; i < count; i++)
        from[i] = (uint32_t)source(net, i, count);
    double work = stopwatch_work();
    check(routes_distances_compute(distance, net->graph, from, count, NULL, &err), &err);
    work = stopwatch_work() - work;
    *sum = 0.0;
    for (size_t i = 0; i < count * net->nodes; i++)
        *sum += distance[i] > 0 ? 1e-6 * (double)distance[i] : 0.0;
    free(from);
    free(distance);
    return work / (double)count;
}

static double their_distances(const struct peer *peer, const struct net *net, size_t count,
                              double *sum)
{
    igraph_vector_int_t from;
    igraph_matrix_t result;
    igraph_vs_t sources;
    igraph_vector_int_init(&from, (igraph_integer_t)count);
    igraph_matrix_init(&result, 0, 0);
    for (size_t i = 0; i < count; i++)
        VECTOR(from)[i] = (igraph_integer_t)source(net, i, count);
    igraph_vs_vector(&sources, &from);
    double work = stopwatch_work();
    igraph_distances_dijkstra(&peer->graph, &result, sources, igraph_vss_all(), &peer->weight,
                              IGRAPH_ALL);
    work = stopwatch_work() - work;
    *sum = 0.0;
    for (igraph_integer_t i = 0; i < igraph_matrix_size(&result); i++)
        *sum += isfinite(VECTOR(result.data)[i]) ? 1e-6 * VECTOR(result.data)[i] : 0.0;
    igraph_vs_destroy(&sources);
    igraph_matrix_destroy(&result);
    igraph_vector_int_destroy(&from);
    return work / (double)count;
}

static void write_links(const struct net *net, const char *name)
{
    FILE *file = fopen(name, "w");
    if (!file)
        exit(1);
    fputs("from,to,length_m\n", file);
    for (size_t i = 0; i < net->links; i++)
        fprintf(file, "%lu,%lu,%.6f\n", (unsigned long)net->from[i] + 1,
                (unsigned long)net->to[i] + 1, 1e-6 * (double)net->length[i]);
    if (fclose(file))
        exit(1);
}

int main(int argc, char **argv)
{
    struct net net = {0};
    struct peer peer;
    if (argc < 2 || !*argv[1])
        net_grid(&net, SIDE);
    else if (!net_read(&net, argv[1]))
        return 1;
    net_build(&net);
    make_peer(&peer, &net);
    if (argc > 2)
        write_links(&net, argv[2]);
    double one = INFINITY, igraph = INFINITY, two = INFINITY, ignored;
    double distances = INFINITY, their = INFINITY, a, b, c, d;
    for (int round = 0; round < ROUNDS; round++) {
        one = fmin(one, ours(&net, OURS, 1, 0.0, &ignored));
        igraph = fmin(igraph, theirs(&peer, &net, THEIRS, &b));
        distances = fmin(distances, our_distances(&net, OURS, &ignored));
        their = fmin(their, their_distances(&peer, &net, THEIRS, &d));
        two = fmin(two, ours(&net, OURS, 2, 0.0, &ignored));
    }
    /* igraph halves what it finds on links used both ways. */
    ours(&net, THEIRS, 1, 1.0, &a);
    our_distances(&net, THEIRS, &c);
    figure("nodes", (double)net.nodes, "");
    figure("links", (double)net.links, "");
    figure("betweenness over igraph's", fabs(a / (2.0 * b)), "times");
    figure("betweenness, a source", 1e3 * one, "ms");
    figure("igraph, a source", 1e3 * igraph, "ms");
    figure("ratio", igraph / one, "times");
    figure("two cores by the clock", one / two, "times");
    figure("distances over igraph's", c / d, "times");
    figure("distances, a source", 1e3 * distances, "ms");
    figure("igraph, a source", 1e3 * their, "ms");
    figure("ratio", their / distances, "times");
    return 0;
}
