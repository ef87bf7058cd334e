/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Measures betweenness from a sample on 1 000 000 nodes and about 2 500 000 links (or SIDE by SIDE
 * nodes): every result within 0.01 of all demand at 99 %, on two cores. Beside it, by the same
 * library, how long a search from every node would take.
 *
 * Bound: a minute. */
#define _POSIX_C_SOURCE 200809L

#include "road_grid.h"
#include "stopwatch.h"

enum { SOURCES = 64 };

/* Seconds by the clock of an exact search from one node, on two cores. */
static double exact(const struct net *net, double *through)
{
    static uint32_t from[SOURCES * 64], to[SOURCES * 64];
    routes_betweenness_options options = ROUTES_BETWEENNESS_OPTIONS;
    routes_run run = ROUTES_RUN;
    routes_error err;
    uint64_t state = 7;
    for (size_t i = 0; i < SOURCES * 64; i++) {
        from[i] = (uint32_t)(i / 64 * net->nodes / SOURCES);
        to[i] = (uint32_t)(net_draw(&state) * (double)net->nodes);
    }
    run.threads = 2;
    options.run = &run;
    options.from = from;
    options.to = to;
    options.demands = (size_t)SOURCES * 64;
    double start = stopwatch();
    if (routes_betweenness_compute(through, NULL, NULL, NULL, net->graph, &options, &err))
        exit(1);
    return (stopwatch() - start) / SOURCES;
}

int main(int argc, char **argv)
{
    struct net net = {0};
    net_grid(&net, argc > 1 ? strtoul(argv[1], NULL, 10) : 1000);
    net_build(&net);
    routes_betweenness_sample_options options = ROUTES_BETWEENNESS_SAMPLE_OPTIONS;
    routes_betweenness_sampled sampled;
    routes_run run = ROUTES_RUN;
    routes_error err = {0};
    double *through = malloc(net.nodes * sizeof *through);
    double most = 0.0;
    run.threads = 2;
    options.run = &run;
    options.error = 0.01;
    options.confidence = 0.99;
    options.seed = 1;
    double each = exact(&net, through);
    double start = stopwatch(), work = stopwatch_work();
    if (routes_betweenness_sample(through, NULL, NULL, &sampled, net.graph, &options, &err)) {
        fprintf(stderr, "%s\n", err.message);
        return 1;
    }
    double clock = stopwatch() - start;
    for (size_t i = 0; i < net.nodes; i++)
        most = fmax(most, through[i] / sampled.demand);
    figure("nodes", (double)net.nodes, "");
    figure("links", (double)net.links, "");
    figure("samples", (double)sampled.samples, "");
    figure("error", sampled.error / sampled.demand, "of all demand");
    figure("greatest share", most, "of all demand");
    figure("two cores by the clock", clock, "s");
    figure("two cores, processor", stopwatch_work() - work, "s");
    figure("from every node by the clock, less than all of its ends", each * (double)net.nodes,
           "s");
    figure("ratio", each * (double)net.nodes / clock, "times");
    return 0;
}
