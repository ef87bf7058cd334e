/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Measures most-reliable-path interdiction on one core: seconds of processor to the proved best
 * plan. FOLDER holds instance<INSTANCE>_arcs.csv (from, to, reliability, reliability_sensor, cost)
 * and scenarios.csv (origin, destination, probability); SNIPNO says what a watched arc lets pass: 1
 * as the file says, 2 half, 3 a tenth, 4 nothing. With a file as last argument the
 * problem is written there for another solver: interdict_reliable.sh has HiGHS solve it, in turn.
 *
 *     bench_interdict_reliable FOLDER INSTANCE SNIPNO BUDGET [SECONDS] [MPS]
 *
 * Bound: a fifth of HiGHS's seconds with SNIPNO 3 and budget 30; a tenth is the goal. */
#define _POSIX_C_SOURCE 200809L

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <routes.h>

#include "stopwatch.h"

enum { ROOM = 8192 };

struct net {
    size_t nodes, links, scenarios;
    uint32_t from[ROOM], to[ROOM], origin[ROOM], destination[ROOM];
    double open[ROOM], watched[ROOM], weight[ROOM];
    double limit, began;
    int shown;
};

/* The lines behind the first, as numbers; an empty field is none. */
static size_t read_numbers(double (*row)[5], const char *path)
{
    char line[256];
    size_t rows = 0;
    FILE *file = fopen(path, "r");
    if (!file || !fgets(line, sizeof line, file)) {
        fprintf(stderr, "cannot read %s\n", path);
        exit(1);
    }
    while (rows < ROOM && fgets(line, sizeof line, file)) {
        char *at = line;
        for (int i = 0; i < 5; i++) {
            char *end;
            double value = strtod(at, &end);
            row[rows][i] = end == at ? NAN : value;
            at = strchr(at, ',');
            if (!at)
                break;
            at++;
        }
        rows++;
    }
    fclose(file);
    return rows;
}

static void read_net(struct net *net, const char *folder, const char *instance, double factor)
{
    static double row[ROOM][5];
    char path[1024];
    snprintf(path, sizeof path, "%s/instance%s_arcs.csv", folder, instance);
    net->links = read_numbers(row, path);
    for (size_t i = 0; i < net->links; i++) {
        net->from[i] = (uint32_t)row[i][0];
        net->to[i] = (uint32_t)row[i][1];
        net->open[i] = row[i][2];
        net->watched[i] = factor < 0 || isnan(row[i][3]) ? row[i][3] : factor * row[i][2];
        size_t most = net->from[i] > net->to[i] ? net->from[i] : net->to[i];
        net->nodes = most >= net->nodes ? most + 1 : net->nodes;
    }
    snprintf(path, sizeof path, "%s/scenarios.csv", folder);
    net->scenarios = read_numbers(row, path);
    for (size_t i = 0; i < net->scenarios; i++) {
        net->origin[i] = (uint32_t)row[i][0];
        net->destination[i] = (uint32_t)row[i][1];
        net->weight[i] = row[i][2];
    }
}

static int watch(double done, const char *what, void *user)
{
    struct net *net = user;
    double now = stopwatch_work() - net->began;
    (void)done;
    if (net->shown >= 0 && now > net->shown) {
        fprintf(stderr, "%7.1f s  %s\n", now, what);
        net->shown = (int)now + 1;
    }
    return net->limit > 0 && now > net->limit;
}

static routes_status solve(struct net *net, const routes_graph *graph,
                           const routes_interdict_reliable_options *options, routes_error *err)
{
    routes_interdict_scenarios scenarios = {net->scenarios, net->origin, net->destination,
                                            net->weight};
    routes_interdict_reliable *found;
    net->began = stopwatch_work();
    routes_status status = routes_interdict_reliable_new(&found, graph, &scenarios, options, err);
    double seconds = stopwatch_work() - net->began;
    if (status)
        return status;
    routes_interdict_reliable_plan plan = routes_interdict_reliable_plan_at(found, 0);
    printf("%-32s %14.10f\n", "value", plan.value);
    printf("%-32s %14.10f %s\n", "bound", plan.bound, plan.proved ? "proved" : "not proved");
    figure("nodes", (double)routes_interdict_reliable_searched(found), "");
    figure("seconds", seconds, "s");
    routes_interdict_reliable_free(found);
    return ROUTES_OK;
}

static routes_graph *lay(const struct net *net, routes_error *err)
{
    static const int64_t length[ROOM];
    static const unsigned char both_ways[ROOM];
    routes_graph_options options = ROUTES_GRAPH_OPTIONS;
    routes_graph *graph;
    options.reliability = net->open;
    options.both_ways = both_ways;
    if (routes_graph_new(&graph, net->nodes, net->from, net->to, length, net->links, &options, err))
        return NULL;
    return graph;
}

int main(int count, char **word)
{
    static struct net net;
    routes_error err;
    routes_interdict_reliable_options options = ROUTES_INTERDICT_RELIABLE_OPTIONS;
    routes_run run = ROUTES_RUN;
    const double factor[] = {-1, 0.5, 0.1, 0};
    int snipno = count > 4 ? atoi(word[3]) : 0;
    if (snipno < 1 || snipno > 4) {
        fprintf(stderr, "usage: %s FOLDER INSTANCE SNIPNO BUDGET [SECONDS] [MPS]\n", word[0]);
        return 2;
    }
    read_net(&net, word[1], word[2], factor[snipno - 1]);
    net.limit = count > 5 ? atof(word[5]) : 0;
    run.progress = watch;
    run.progress_user = &net;
    options.link_watched = net.watched;
    options.budget = atof(word[4]);
    options.run = &run;
    routes_graph *graph = lay(&net, &err);
    routes_status status = graph ? solve(&net, graph, &options, &err) : ROUTES_E_DATA;
    if (!status && count > 6) {
        routes_interdict_scenarios scenarios = {net.scenarios, net.origin, net.destination,
                                                net.weight};
        status = routes_interdict_reliable_write_mps(word[6], graph, &scenarios, &options, &err);
    }
    routes_graph_free(graph);
    if (status)
        fprintf(stderr, "%s\n", err.message);
    return status ? 1 : 0;
}
