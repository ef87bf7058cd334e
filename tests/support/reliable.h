/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file support/reliable.h
 * @brief Most reliable path interdiction as the oracles have it, and by the slow obvious way.
 */
#ifndef ROUTES_TESTS_SUPPORT_RELIABLE_H
#define ROUTES_TESTS_SUPPORT_RELIABLE_H

#include <stdio.h>
#include <stdlib.h>

#include "routes/interdict_reliable.h"
#include "support/network.h"

/** A problem with all of its arrays. */
typedef struct reliable {
    network net;
    double *link_watched;
    double *link_cost;
    double *node_watched; /* null: no node is a site */
    double *node_cost;
    uint32_t *origin;
    uint32_t *destination;
    double *weight;
    routes_interdict_scenarios scenarios;
    routes_interdict_reliable_options options;
} reliable;

static inline void reliable_free(reliable *problem)
{
    network_free(&problem->net);
    free(problem->link_watched);
    free(problem->link_cost);
    free(problem->node_watched);
    free(problem->node_cost);
    free(problem->origin);
    free(problem->destination);
    free(problem->weight);
    *problem = (reliable){0};
}

static inline void reliable_size(reliable *problem, size_t nodes, size_t links, size_t scenarios)
{
    *problem = (reliable){.net = network_sized(nodes, links),
                          .options = ROUTES_INTERDICT_RELIABLE_OPTIONS};
    problem->link_watched = calloc(links + 1, sizeof(double));
    problem->link_cost = calloc(links + 1, sizeof(double));
    problem->origin = calloc(scenarios + 1, sizeof(uint32_t));
    problem->destination = calloc(scenarios + 1, sizeof(uint32_t));
    problem->weight = calloc(scenarios + 1, sizeof(double));
    assert_true(problem->link_watched && problem->link_cost && problem->origin &&
                problem->destination && problem->weight);
    problem->scenarios = (routes_interdict_scenarios){scenarios, problem->origin,
                                                      problem->destination, problem->weight};
    problem->options.link_watched = problem->link_watched;
    problem->options.link_cost = problem->link_cost;
}

/** Reads a table of arcs; `factor` below 0: the watched chances of the file, else factor x chance.
 */
static inline int reliable_read(reliable *problem, const char *path, double factor,
                                size_t scenarios)
{
    csv arcs;
    size_t nodes = 0;
    if (!csv_read(&arcs, path))
        return 0;
    for (size_t i = 0; i < arcs.rows; i++) {
        size_t from = (size_t)csv_number(&arcs, i, "from");
        size_t to = (size_t)csv_number(&arcs, i, "to");
        nodes = from >= nodes ? from + 1 : nodes;
        nodes = to >= nodes ? to + 1 : nodes;
    }
    reliable_size(problem, nodes, arcs.rows, scenarios);
    for (size_t i = 0; i < arcs.rows; i++) {
        double cost = csv_number(&arcs, i, "cost");
        problem->net.from[i] = (uint32_t)csv_number(&arcs, i, "from");
        problem->net.to[i] = (uint32_t)csv_number(&arcs, i, "to");
        problem->net.reliability[i] = csv_number(&arcs, i, "reliability");
        problem->link_watched[i] = csv_number(&arcs, i, "reliability_sensor");
        problem->link_cost[i] = isnan(cost) ? 1 : cost;
        if (factor >= 0 && !isnan(problem->link_watched[i]))
            problem->link_watched[i] = factor * problem->net.reliability[i];
    }
    csv_free(&arcs);
    network_build(&problem->net);
    return 1;
}

/** An instance of the folder snip with its scenarios; false when it is not there. */
static inline int reliable_read_snip(reliable *problem, const char *folder, const char *instance,
                                     int snipno)
{
    const double factor[] = {-1, -1, 0.5, 0.1, 0};
    char path[512];
    csv scenarios;
    snprintf(path, sizeof path, "%s/scenarios.csv", folder);
    if (!csv_read(&scenarios, path))
        return 0;
    snprintf(path, sizeof path, "%s/instance%s_arcs.csv", folder, instance);
    int there = reliable_read(problem, path, factor[snipno], scenarios.rows);
    for (size_t i = 0; there && i < scenarios.rows; i++) {
        problem->origin[i] = (uint32_t)csv_number(&scenarios, i, "origin");
        problem->destination[i] = (uint32_t)csv_number(&scenarios, i, "destination");
        problem->weight[i] = csv_number(&scenarios, i, "probability");
    }
    csv_free(&scenarios);
    return there;
}

/**
 * The value of a plan by passing over all links until nothing changes, one scenario after another,
 * each from its origin.
 */
static inline double reliable_twin(const reliable *problem, const unsigned char *links,
                                   const unsigned char *nodes)
{
    const network *net = &problem->net;
    double *chance = calloc(net->nodes + 1, sizeof *chance);
    double value = 0;
    assert_non_null(chance);
    for (size_t k = 0; k < problem->scenarios.count; k++) {
        int changed = 1;
        for (size_t v = 0; v < net->nodes; v++)
            chance[v] = v == problem->origin[k];
        while (changed) {
            changed = 0;
            for (size_t i = 0; i < net->links; i++)
                for (int back = 0; back <= net->both_ways[i]; back++) {
                    uint32_t from = back ? net->to[i] : net->from[i];
                    uint32_t to = back ? net->from[i] : net->to[i];
                    double r = links && links[i] ? problem->link_watched[i] : net->reliability[i];
                    double at = chance[from] * r;
                    if (nodes && nodes[to])
                        at *= problem->node_watched[to];
                    if (at > chance[to] * (1 + 1e-15)) {
                        chance[to] = at;
                        changed = 1;
                    }
                }
        }
        value += problem->weight[k] * chance[problem->destination[k]];
    }
    free(chance);
    return value;
}

/** A plan's sites as one byte a link and a node. */
static inline void reliable_marks(unsigned char *links, unsigned char *nodes,
                                  const routes_interdict_reliable_plan *plan)
{
    for (size_t i = 0; i < plan->links; i++)
        links[plan->link[i]] = 1;
    for (size_t i = 0; i < plan->nodes; i++)
        nodes[plan->node[i]] = 1;
}

/** A plan is what it says: cost within the budget, bound below the value, the value that of the
 *  evaluation and of the twin. */
static inline void reliable_check(const reliable *problem,
                                  const routes_interdict_reliable_plan *plan, int twin)
{
    routes_error err;
    unsigned char *links = calloc(problem->net.links + 1, 1);
    unsigned char *nodes = calloc(problem->net.nodes + 1, 1);
    routes_interdict_reliable_effect effect = {0};
    double cost = 0;
    assert_true(links && nodes);
    reliable_marks(links, nodes, plan);
    for (size_t i = 0; i < plan->links; i++) {
        assert_true(i == 0 || plan->link[i - 1] < plan->link[i]);
        cost += problem->options.link_cost ? problem->options.link_cost[plan->link[i]] : 1;
    }
    for (size_t i = 0; i < plan->nodes; i++) {
        assert_true(i == 0 || plan->node[i - 1] < plan->node[i]);
        cost += problem->options.node_cost ? problem->options.node_cost[plan->node[i]] : 1;
    }
    assert_near(plan->cost, cost, 1e-12);
    assert_true(plan->cost <= plan->budget * (1 + 1e-9) + 1e-9);
    assert_true(plan->bound <= plan->value);
    assert_ok(routes_interdict_reliable_evaluate(&effect, problem->net.graph, &problem->scenarios,
                                                 links, nodes, &problem->options, &err),
              &err);
    assert_near(plan->value, effect.value, 1e-13);
    if (twin)
        assert_near(plan->value, reliable_twin(problem, links, nodes), 1e-12);
    free(links);
    free(nodes);
}

#endif
