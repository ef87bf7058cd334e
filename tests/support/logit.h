/* SPDX-License-Identifier: GPL-3.0-or-later */

/**
 * @file support/logit.h
 * @brief The folders of oracles/logit_assignment, and small networks with costs drawn at random.
 */
#ifndef ROUTES_TESTS_SUPPORT_LOGIT_H
#define ROUTES_TESTS_SUPPORT_LOGIT_H

#include "routes/route_logit.h"
#include "support/cases.h"
#include "support/network.h"

enum { LOGIT_NODES = 64, LOGIT_DEMANDS = 32 };

/** A network with costs and demands. */
typedef struct logit_case {
    network net;
    csv links, od;
    double *cost; /* [links] */
    char names[LOGIT_NODES][16];
    uint32_t from[LOGIT_DEMANDS], to[LOGIT_DEMANDS];
    double volume[LOGIT_DEMANDS];
    routes_logit_demands demands;
    char *json;
} logit_case;

static inline uint32_t logit_node(logit_case *one, const char *name)
{
    for (uint32_t i = 0; i < one->net.nodes; i++)
        if (strcmp(one->names[i], name) == 0)
            return i;
    assert_true(one->net.nodes < LOGIT_NODES && strlen(name) < sizeof one->names[0]);
    memcpy(one->names[one->net.nodes], name, strlen(name) + 1);
    return (uint32_t)one->net.nodes++;
}

/** The number of a key in case.json; NaN where it has none. */
static inline double logit_number(const logit_case *one, const char *key)
{
    const char *at = strstr(one->json, key);
    return at ? strtod(strchr(at, ':') + 1, NULL) : NAN;
}

static inline void logit_read(logit_case *one, const char *folder)
{
    char path[512];
    *one = (logit_case){0};
    snprintf(path, sizeof path, "%s/case.json", folder);
    one->json = csv_slurp(path);
    assert_non_null(one->json);
    snprintf(path, sizeof path, "%s/links.csv", folder);
    assert_true(csv_read(&one->links, path));
    snprintf(path, sizeof path, "%s/od.csv", folder);
    assert_true(csv_read(&one->od, path) && one->od.rows <= LOGIT_DEMANDS);
    one->net = network_sized(0, one->links.rows);
    one->cost = calloc(one->links.rows, sizeof *one->cost);
    assert_non_null(one->cost);
    for (size_t i = 0; i < one->links.rows; i++) {
        one->net.from[i] = logit_node(one, csv_at(&one->links, i, "from"));
        one->net.to[i] = logit_node(one, csv_at(&one->links, i, "to"));
        one->net.both_ways[i] = csv_number(&one->links, i, "directed") == 0.0;
        one->net.reliability[i] = NAN;
        one->cost[i] = csv_number(&one->links, i, "cost");
    }
    for (size_t i = 0; i < one->od.rows; i++) {
        one->from[i] = logit_node(one, csv_at(&one->od, i, "origin"));
        one->to[i] = logit_node(one, csv_at(&one->od, i, "destination"));
        one->volume[i] = csv_number(&one->od, i, "volume");
    }
    one->demands = (routes_logit_demands){one->od.rows, one->from, one->to, one->volume};
    network_build(&one->net);
}

/** Costs 0.5 to 3 in steps of a half, and as many demands as there are nodes. */
static inline void logit_draw(logit_case *one, uint64_t *seed, size_t nodes, size_t links,
                              unsigned one_way)
{
    *one = (logit_case){0};
    one->net = network_draw(seed, nodes, links, 3, one_way);
    one->cost = calloc(links + 1, sizeof *one->cost);
    assert_true(one->cost && nodes <= LOGIT_DEMANDS);
    for (size_t i = 0; i < links; i++)
        one->cost[i] = 0.5 * (double)(1 + draw(seed) % 6);
    for (size_t i = 0; i < nodes; i++) {
        one->from[i] = (uint32_t)(draw(seed) % nodes);
        one->to[i] = (uint32_t)(draw(seed) % nodes);
        one->volume[i] = (double)(draw(seed) % 5);
    }
    one->demands = (routes_logit_demands){nodes, one->from, one->to, one->volume};
}

static inline void logit_free(logit_case *one)
{
    if (one->json) {
        csv_free(&one->links);
        csv_free(&one->od);
    }
    free(one->json);
    free(one->cost);
    network_free(&one->net);
}

#endif
