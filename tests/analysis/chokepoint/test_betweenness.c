/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit oracle property memory thread */
#define _POSIX_C_SOURCE 200809L

#include "routes/betweenness.h"

#include "core/memory.h"
#include "graph/igraph_bridge.h"
#include "support/cases.h"
#include "support/network.h"

enum { MOST = 256, MOST_LINKS = 1024 };

struct found {
    double through[MOST], plus[MOST], flow[MOST_LINKS];
    routes_betweenness_totals totals;
};

static struct found *compute(const network *net, const routes_betweenness_options *options)
{
    struct found *found = calloc(1, sizeof *found);
    routes_error err;
    assert_true(found && net->nodes <= MOST && net->links <= MOST_LINKS);
    assert_ok(routes_betweenness_compute(found->through, found->plus, found->flow, &found->totals,
                                         net->graph, options, &err),
              &err);
    return found;
}

/* Oracle: every simple way by depth-first search, the shortest of them counted. */
struct twin {
    const network *net;
    unsigned char on[MOST];
    uint32_t node[MOST], link[MOST];
    int64_t least;
    double ways;
    double through[MOST], plus[MOST], flow[MOST_LINKS], served, unserved;
};

/* With a share of 0 the ways are counted, otherwise each gets that share. */
static void follow(struct twin *twin, size_t deep, uint32_t at, uint32_t to, int64_t length,
                   double share)
{
    if (twin->least >= 0 && length > twin->least)
        return;
    twin->node[deep] = at;
    if (at == to) {
        if (share == 0.0) {
            twin->ways = length == twin->least ? twin->ways + 1.0 : 1.0;
            twin->least = length;
            return;
        }
        for (size_t i = 0; i < deep; i++)
            twin->flow[twin->link[i]] += share;
        for (size_t i = 1; i < deep; i++)
            twin->through[twin->node[i]] += share;
        return;
    }
    twin->on[at] = 1;
    for (uint32_t i = 0; i < twin->net->links; i++) {
        const uint32_t ends[] = {twin->net->from[i], twin->net->to[i]};
        for (int back = 0; back < 1 + twin->net->both_ways[i]; back++)
            if (ends[back] == at && !twin->on[ends[1 - back]]) {
                twin->link[deep] = i;
                follow(twin, deep + 1, ends[1 - back], to, length + twin->net->length[i], share);
            }
    }
    twin->on[at] = 0;
}

static void twin_add(struct twin *twin, uint32_t from, uint32_t to, double volume)
{
    if (from == to || volume == 0.0)
        return;
    twin->least = -1;
    twin->ways = 0.0;
    follow(twin, 0, from, to, 0, 0.0);
    if (twin->least < 0) {
        twin->unserved += volume;
        return;
    }
    twin->served += volume;
    twin->plus[from] += volume;
    twin->plus[to] += volume;
    follow(twin, 0, from, to, 0, volume / twin->ways);
}

static void check_twin(const struct twin *twin, const struct found *found)
{
    for (size_t i = 0; i < twin->net->nodes; i++) {
        assert_near(found->through[i], twin->through[i], 1e-12);
        assert_near(found->plus[i], twin->through[i] + twin->plus[i], 1e-12);
    }
    for (size_t i = 0; i < twin->net->links; i++)
        assert_near(found->flow[i], twin->flow[i], 1e-12);
    assert_near(found->totals.served, twin->served, 1e-12);
    assert_near(found->totals.unserved, twin->unserved, 1e-12);
}

/* A square 0-1-3-2-0 of sides 1, a spur 3-4 of 1 doubled, and 5 alone. From 0 to 4 there are four
 * ways: over 1 or 2, then by either of the two links. */
static void equal_ways_share_a_demand(void **state)
{
    (void)state;
    network net = network_sized(6, 6);
    const uint32_t from[] = {0, 1, 3, 2, 3, 4};
    const uint32_t to[] = {1, 3, 2, 0, 4, 3};
    for (size_t i = 0; i < 6; i++) {
        net.from[i] = from[i];
        net.to[i] = to[i];
        net.length[i] = 1;
        net.both_ways[i] = 1;
    }
    network_build(&net);
    const uint32_t origin[] = {0, 0, 2, 0};
    const uint32_t destination[] = {4, 5, 2, 1};
    const double volume[] = {8, 3, 100, 1};
    routes_betweenness_options options = ROUTES_BETWEENNESS_OPTIONS;
    options.from = origin;
    options.to = destination;
    options.volume = volume;
    options.demands = 4;
    struct found *found = compute(&net, &options);
    const double through[] = {0, 4, 4, 8, 0, 0};
    const double plus[] = {9, 5, 4, 8, 8, 0};
    const double flow[] = {5, 4, 4, 4, 4, 4};
    for (size_t i = 0; i < 6; i++) {
        assert_near(found->through[i], through[i], 1e-15);
        assert_near(found->plus[i], plus[i], 1e-15);
        assert_near(found->flow[i], flow[i], 1e-15);
    }
    assert_near(found->totals.served, 9.0, 1e-15);
    assert_near(found->totals.unserved, 3.0, 1e-15);
    free(found);

    /* With node 1 closed all goes over 2, and 1 cannot be reached. */
    const unsigned char closed[] = {0, 1, 0, 0, 0, 0};
    options.node_closed = closed;
    found = compute(&net, &options);
    assert_near(found->through[2], 8.0, 1e-15);
    assert_near(found->totals.unserved, 4.0, 1e-15);
    free(found);
    const unsigned char no_links[] = {1, 1, 1, 1, 1, 1};
    options.link_closed = no_links;
    found = compute(&net, &options);
    assert_near(found->totals.unserved, 12.0, 1e-15);
    free(found);
    network_free(&net);
}

static void betweenness_agrees_with_every_simple_way(void **state)
{
    (void)state;
    enum { DEMANDS = 12 };
    uint64_t seed = 2001;
    for (int round = 0; round < 400; round++) {
        static const unsigned one_way[] = {0, 30, 100};
        size_t nodes = 1 + draw(&seed) % 7;
        network net = network_draw(&seed, nodes, draw(&seed) % 13, 2, one_way[round % 3]);
        struct twin *twin = calloc(1, sizeof *twin);
        uint32_t from[DEMANDS], to[DEMANDS];
        double volume[DEMANDS];
        routes_betweenness_options options = ROUTES_BETWEENNESS_OPTIONS;
        assert_non_null(twin);
        twin->net = &net;
        for (size_t i = 0; i < DEMANDS; i++) {
            from[i] = (uint32_t)(draw(&seed) % nodes);
            to[i] = (uint32_t)(draw(&seed) % nodes);
            volume[i] = (double)(draw(&seed) % 5);
        }
        if (round % 2) {
            options.from = from;
            options.to = to;
            options.volume = volume;
            options.demands = DEMANDS;
            for (size_t i = 0; i < DEMANDS; i++)
                twin_add(twin, from[i], to[i], volume[i]);
        } else {
            for (uint32_t a = 0; a < nodes; a++)
                for (uint32_t b = 0; b < nodes; b++)
                    twin_add(twin, a, b, 1.0);
        }
        struct found *found = compute(&net, &options);
        check_twin(twin, found);
        free(found);
        free(twin);
        network_free(&net);
    }
}

/* From a micrometre to what fills the 63 bits, with and without links of length 0: buckets, the
 * heap and lengths that do not fit into an arc. */
static void lengths_of_any_size_are_told_apart(void **state)
{
    (void)state;
    static const int64_t sizes[] = {1, INT64_C(1) << 20, INT64_C(1) << 45, INT64_C(1) << 58};
    uint64_t seed = 1978;
    for (int round = 0; round < 300; round++) {
        size_t nodes = 2 + draw(&seed) % 5;
        network net = network_draw(&seed, nodes, 1 + draw(&seed) % 12, 2, 30);
        struct twin *twin = calloc(1, sizeof *twin);
        assert_non_null(twin);
        routes_graph_free(net.graph);
        for (size_t i = 0; i < net.links; i++)
            net.length[i] =
                (net.length[i] + round % 2) * sizes[draw(&seed) % (2 + (unsigned)round % 3)] / 2;
        net.length[0] = round % 4 ? net.length[0] : INT64_C(5) << 59;
        network_build(&net);
        twin->net = &net;
        for (uint32_t a = 0; a < nodes; a++)
            for (uint32_t b = 0; b < nodes; b++)
                twin_add(twin, a, b, 1.0);
        struct found *found = compute(&net, NULL);
        check_twin(twin, found);
        free(found);
        free(twin);
        network_free(&net);
    }
}

/* igraph, which knows no length of 0: nodes and links, every pair; lengths within one order of
 * magnitude, three, and six: the last is too wide for buckets. */
struct ask {
    const network *net;
    double cutoff; /* below 0: none */
    igraph_vector_t nodes, links;
    igraph_vector_int_t link;
};

static igraph_error_t ask_igraph(void *context)
{
    struct ask *ask = context;
    routes_i_igraph made;
    igraph_bool_t directed = !ask->net->both_ways[0];
    igraph_error_t code = routes_i_igraph_make(&made, ask->net->graph, directed);
    if (code)
        return code;
    code = igraph_betweenness_cutoff(&made.graph, &ask->nodes, igraph_vss_all(), directed,
                                     &made.length_um, ask->cutoff);
    if (!code)
        code = igraph_edge_betweenness_cutoff(&made.graph, &ask->links, directed, &made.length_um,
                                              ask->cutoff);
    routes_i_igraph_destroy(&made);
    return code;
}

static void betweenness_agrees_with_igraph(void **state)
{
    (void)state;
    uint64_t seed = 2008;
    for (int round = 0; round < 30; round++) {
        int one_way = round % 2;
        network net = network_draw(&seed, 40, 50 + draw(&seed) % 100, 3, one_way ? 100 : 0);
        routes_graph_free(net.graph);
        static const uint64_t span[] = {3, 1000, 1000000};
        for (size_t i = 0; i < net.links; i++)
            net.length[i] = 1 + (int64_t)(draw(&seed) % span[round % 3]);
        network_build(&net);
        /* Every third without an end; else ways of some links. Half a unit more, so that none is at
         * igraph's limit of doubles. */
        routes_betweenness_options options = ROUTES_BETWEENNESS_OPTIONS;
        options.farthest = round / 3 % 3 ? (int64_t)(span[round % 3] * (1 + draw(&seed) % 3)) : 0;
        struct ask ask = {.net = &net,
                          .cutoff = options.farthest ? (double)options.farthest + 0.5 : -1.0};
        routes_error err;
        assert_int_equal(igraph_vector_init(&ask.nodes, 0), IGRAPH_SUCCESS);
        assert_int_equal(igraph_vector_init(&ask.links, 0), IGRAPH_SUCCESS);
        assert_ok(routes_i_igraph_run(ask_igraph, &ask, NULL, &err), &err);
        struct found *found = compute(&net, &options);
        double pairs = one_way ? 1.0 : 2.0;
        for (size_t i = 0; i < net.nodes; i++)
            assert_near(found->through[i], pairs * VECTOR(ask.nodes)[i], 1e-11);
        for (size_t i = 0; i < net.links; i++)
            assert_near(found->flow[i], pairs * VECTOR(ask.links)[i], 1e-11);
        free(found);
        igraph_vector_destroy(&ask.nodes);
        igraph_vector_destroy(&ask.links);
        network_free(&net);
    }
}

/* a - b - c, one unit each, and c - d of length 0: within one unit a reaches b alone, b all others,
 * c and d each other and b. Of 12 ordered pairs a and c, a and d have no such way. */
static void ways_too_long_count_as_none(void **state)
{
    (void)state;
    network net = network_sized(4, 3);
    for (size_t i = 0; i < 3; i++) {
        net.from[i] = (uint32_t)i;
        net.to[i] = (uint32_t)i + 1;
        net.length[i] = i < 2;
        net.both_ways[i] = 1;
        net.reliability[i] = NAN;
    }
    network_build(&net);
    routes_betweenness_options options = ROUTES_BETWEENNESS_OPTIONS;
    options.farthest = 1;
    struct found *found = compute(&net, &options);
    assert_near(found->through[1], 0.0, 0.0);
    assert_near(found->through[2], 2.0, 0.0); /* b to d and back */
    assert_near(found->flow[0], 2.0, 0.0);
    assert_near(found->flow[1], 4.0, 0.0);
    assert_near(found->flow[2], 4.0, 0.0);
    assert_near(found->totals.served, 8.0, 0.0);
    assert_near(found->totals.unserved, 4.0, 0.0);
    free(found);
    options.farthest = 2;
    found = compute(&net, &options);
    assert_near(found->through[1], 4.0, 0.0);
    assert_near(found->totals.unserved, 0.0, 0.0);
    free(found);

    double through[4];
    routes_error err;
    options.farthest = -1;
    assert_int_equal(
        routes_betweenness_compute(through, NULL, NULL, NULL, net.graph, &options, &err),
        ROUTES_E_ARGUMENT);
    options.farthest = 1;
    options.kind = ROUTES_PATH_RELIABILITY;
    assert_int_equal(
        routes_betweenness_compute(through, NULL, NULL, NULL, net.graph, &options, &err),
        ROUTES_E_ARGUMENT);
    network_free(&net);
}

/* Oracle of the most reliable ways: all simple ways, those of the best product with the fewest
 * links. Chances are powers of 1/2, so that products are exact. */
struct surest {
    const network *net;
    const double *chance;
    unsigned char on[MOST];
    uint32_t node[MOST], link[MOST];
    double best, ways;
    size_t links;
    double through[MOST], plus[MOST], flow[MOST_LINKS], unserved;
};

static void go_surely(struct surest *twin, size_t deep, uint32_t at, uint32_t to, double chance,
                      double share)
{
    if (chance == 0.0)
        return;
    twin->node[deep] = at;
    if (at == to && share == 0.0) {
        bool better = chance > twin->best || (chance == twin->best && deep < twin->links);
        if (better)
            twin->ways = 0.0;
        if (better || (chance == twin->best && deep == twin->links)) {
            twin->best = chance;
            twin->links = deep;
            twin->ways += 1.0;
        }
    } else if (at == to && chance == twin->best && deep == twin->links) {
        for (size_t i = 0; i < deep; i++)
            twin->flow[twin->link[i]] += share;
        for (size_t i = 1; i < deep; i++)
            twin->through[twin->node[i]] += share;
    }
    if (at == to)
        return;
    twin->on[at] = 1;
    for (uint32_t i = 0; i < twin->net->links; i++) {
        const uint32_t ends[] = {twin->net->from[i], twin->net->to[i]};
        for (int back = 0; back < 1 + twin->net->both_ways[i]; back++)
            if (ends[back] == at && !twin->on[ends[1 - back]]) {
                double next = isnan(twin->chance[i]) ? chance : chance * twin->chance[i];
                twin->link[deep] = i;
                go_surely(twin, deep + 1, ends[1 - back], to, next, share);
            }
    }
    twin->on[at] = 0;
}

static void the_most_reliable_ways_agree_with_every_simple_way(void **state)
{
    (void)state;
    static const double chances[] = {1.0, 0.5, 0.25, 0.0, NAN};
    uint64_t seed = 1977;
    for (int round = 0; round < 300; round++) {
        static const unsigned one_way[] = {0, 30, 100};
        size_t nodes = 2 + draw(&seed) % 5;
        network net = network_draw(&seed, nodes, 1 + draw(&seed) % 11, 2, one_way[round % 3]);
        double chance[MOST_LINKS] = {0.5};
        routes_error err;
        for (size_t i = 1; i < net.links; i++)
            chance[i] = chances[draw(&seed) % 5];
        routes_graph_free(net.graph);
        routes_graph_options graph_options = ROUTES_GRAPH_OPTIONS;
        graph_options.reliability = chance;
        graph_options.both_ways = net.both_ways;
        assert_ok(routes_graph_new(&net.graph, nodes, net.from, net.to, net.length, net.links,
                                   &graph_options, &err),
                  &err);
        struct surest *twin = calloc(1, sizeof *twin);
        assert_non_null(twin);
        twin->net = &net;
        twin->chance = chance;
        for (uint32_t a = 0; a < nodes; a++)
            for (uint32_t b = 0; b < nodes; b++) {
                if (a == b)
                    continue;
                twin->best = 0.0;
                twin->ways = 0.0;
                go_surely(twin, 0, a, b, 1.0, 0.0);
                twin->unserved += twin->ways == 0.0;
                if (twin->ways == 0.0)
                    continue;
                twin->plus[a] += 1.0;
                twin->plus[b] += 1.0;
                go_surely(twin, 0, a, b, 1.0, 1.0 / twin->ways);
            }
        routes_betweenness_options options = ROUTES_BETWEENNESS_OPTIONS;
        options.kind = ROUTES_PATH_RELIABILITY;
        struct found *found = compute(&net, &options);
        for (size_t i = 0; i < nodes; i++) {
            assert_near(found->through[i], twin->through[i], 1e-12);
            assert_near(found->plus[i], twin->through[i] + twin->plus[i], 1e-12);
        }
        for (size_t i = 0; i < net.links; i++)
            assert_near(found->flow[i], twin->flow[i], 1e-12);
        assert_near(found->totals.unserved, twin->unserved, 1e-12);
        free(found);
        free(twin);
        network_free(&net);
    }
}

static void check_column(const char *folder, const char *file, const csv *names, const char *key,
                         const char *column, const double *found, size_t n)
{
    char path[512];
    csv expected;
    snprintf(path, sizeof path, "%s/%s", folder, file);
    if (!csv_read(&expected, path))
        return;
    if (csv_has(&expected, column)) {
        assert_int_equal(expected.rows, n);
        for (size_t row = 0; row < n; row++) {
            size_t at = csv_find(names, key, csv_at(&expected, row, key));
            double want = csv_number(&expected, row, column);
            if (!(fabs(found[at] - want) <= 1e-9 * fmax(1.0, fabs(want))))
                fail_msg("%s/%s: %s of %s is %.17g, expected %.17g", folder, file, column,
                         csv_at(&expected, row, key), found[at], want);
        }
    }
    csv_free(&expected);
}

/* The value of a key in case.json, which holds each on a line of its own. */
static int case_says(const char *folder, const char *key, double *number)
{
    char path[512];
    snprintf(path, sizeof path, "%s/case.json", folder);
    char *text = csv_slurp(path);
    char *at = text ? strstr(text, key) : NULL;
    int yes = 0;
    if (at) {
        at = strchr(at, ':') + 1;
        at += strspn(at, " \"");
        yes = strncmp(at, "true", 4) == 0;
        *number = strtod(at, NULL);
    }
    free(text);
    return yes;
}

static void check_folder(const char *folder)
{
    char path[512];
    network net;
    csv names, edges, od;
    double number = NAN;
    int directed = case_says(folder, "\"directed\"", &number);
    assert_true(network_read(&net, &names, folder, directed));
    snprintf(path, sizeof path, "%s/edges.csv", folder);
    assert_true(csv_read(&edges, path));
    snprintf(path, sizeof path, "%s/od.csv", folder);
    int has_od = csv_read(&od, path);
    struct found *found = compute(&net, NULL);
    check_column(folder, "expected_node_uniform.csv", &names, "node", "through", found->through,
                 net.nodes);
    check_column(folder, "expected_edge_uniform.csv", &edges, "edge", "flow", found->flow,
                 net.links);
    if (has_od) {
        routes_betweenness_options options = ROUTES_BETWEENNESS_OPTIONS;
        uint32_t *ends = calloc(2 * od.rows + 1, sizeof *ends);
        double *volume = calloc(od.rows + 1, sizeof *volume);
        assert_true(ends && volume);
        for (size_t i = 0; i < od.rows; i++) {
            ends[i] = (uint32_t)csv_find(&names, "node", csv_at(&od, i, "origin"));
            ends[od.rows + i] = (uint32_t)csv_find(&names, "node", csv_at(&od, i, "destination"));
            volume[i] = csv_number(&od, i, "demand");
        }
        options.from = ends;
        options.to = ends + od.rows;
        options.volume = volume;
        options.demands = od.rows;
        free(found);
        found = compute(&net, &options);
        number = NAN;
        case_says(folder, "\"unserved_demand\"", &number);
        if (!isnan(number))
            assert_near(found->totals.unserved, number, 1e-12);
        free(ends);
        free(volume);
        csv_free(&od);
    }
    /* Without demands of its own the expectation is of every pair. */
    check_column(folder, "expected_node.csv", &names, "node", "through", found->through, net.nodes);
    check_column(folder, "expected_node.csv", &names, "node", "through_plus_ends", found->plus,
                 net.nodes);
    check_column(folder, "expected_edge.csv", &edges, "edge", "flow", found->flow, net.links);
    free(found);
    csv_free(&edges);
    csv_free(&names);
    network_free(&net);
}

static void betweenness_agrees_with_the_oracles(void **state)
{
    (void)state;
    size_t cases =
        cases_each(ROUTES_SHARED "/oracles/exact_small", "expected_edge.csv", check_folder);
    cases += cases_each(ROUTES_SHARED "/oracles/od_betweenness", "expected_edge.csv", check_folder);
    if (cases == 0)
        skip();
}

static void any_number_of_threads_gives_the_same_bits(void **state)
{
    (void)state;
    uint64_t seed = 7;
    network net = network_draw(&seed, 200, 500, 3, 10);
    routes_graph_free(net.graph);
    for (size_t i = 0; i < net.links; i++)
        net.length[i] += i % 16 != 0;
    network_build(&net);
    static const unsigned threads[] = {1, 2, 7};
    struct found *found[3];
    for (size_t i = 0; i < 3; i++) {
        routes_betweenness_options options = ROUTES_BETWEENNESS_OPTIONS;
        routes_run run = ROUTES_RUN;
        run.threads = threads[i];
        options.run = &run;
        found[i] = compute(&net, &options);
        assert_memory_equal(found[i], found[0], sizeof *found[0]);
    }
    for (size_t i = 0; i < 3; i++)
        free(found[i]);
    network_free(&net);
}

/* Each origin's demands together, from the last origin to the first, and destination after
 * destination. */
static void rows_in_any_order_give_the_same_bits(void **state)
{
    (void)state;
    enum { NODES = 40, DEMANDS = NODES * NODES };
    uint64_t seed = 11;
    network net = network_draw(&seed, NODES, 80, 3, 40);
    static uint32_t from[DEMANDS], to[DEMANDS];
    static double volume[DEMANDS];
    struct found *found[3];
    for (int order = 0; order < 3; order++) {
        routes_betweenness_options options = ROUTES_BETWEENNESS_OPTIONS;
        for (uint32_t i = 0; i < DEMANDS; i++) {
            const uint32_t origin[] = {i / NODES, NODES - 1 - i / NODES, i % NODES};
            from[i] = origin[order];
            to[i] = order == 2 ? i / NODES : i % NODES;
            volume[i] = 1 + (from[i] * 7 + to[i]) % 5;
        }
        options.from = from;
        options.to = to;
        options.volume = volume;
        options.demands = DEMANDS;
        found[order] = compute(&net, &options);
        assert_memory_equal(found[order], found[0], sizeof *found[0]);
    }
    assert_true(found[0]->totals.unserved > 0.0);
    for (int order = 0; order < 3; order++)
        free(found[order]);
    network_free(&net);
}

static int stop(double done, const char *what, void *user)
{
    (void)done;
    assert_string_equal(what, "betweenness");
    return ++*(int *)user > 2;
}

static void betweenness_refuses_bad_calls_and_can_be_stopped(void **state)
{
    (void)state;
    uint64_t seed = 5;
    network net = network_draw(&seed, 4, 8, 3, 0);
    const uint32_t good[] = {0, 1};
    const uint32_t far[] = {0, 4};
    const double volume[] = {1, NAN};
    double through[4];
    routes_error err;
    routes_betweenness_options options = ROUTES_BETWEENNESS_OPTIONS;
    assert_int_equal(routes_betweenness_compute(through, NULL, NULL, NULL, NULL, NULL, &err),
                     ROUTES_E_ARGUMENT);
    options.from = good;
    options.demands = 2;
    assert_int_equal(
        routes_betweenness_compute(through, NULL, NULL, NULL, net.graph, &options, &err),
        ROUTES_E_ARGUMENT);
    options.to = far;
    assert_int_equal(
        routes_betweenness_compute(through, NULL, NULL, NULL, net.graph, &options, &err),
        ROUTES_E_DATA);
    assert_string_equal(err.message, "demand 1 joins 1 and 4, must be below the 4 nodes");
    options.to = good;
    options.volume = volume;
    assert_int_equal(
        routes_betweenness_compute(through, NULL, NULL, NULL, net.graph, &options, &err),
        ROUTES_E_DATA);
    assert_string_equal(err.message, "volume[1] is nan, must be a number from 0 up");
    options = (routes_betweenness_options)ROUTES_BETWEENNESS_OPTIONS;
    options.kind = (routes_path_kind)9;
    assert_int_equal(
        routes_betweenness_compute(through, NULL, NULL, NULL, net.graph, &options, &err),
        ROUTES_E_ARGUMENT);
    options.kind = ROUTES_PATH_TIME;
    assert_int_equal(
        routes_betweenness_compute(through, NULL, NULL, NULL, net.graph, &options, &err),
        ROUTES_E_ARGUMENT);
    int told = 0;
    routes_run run = ROUTES_RUN;
    options = (routes_betweenness_options)ROUTES_BETWEENNESS_OPTIONS;
    options.run = &run;
    run.progress = stop;
    run.progress_user = &told;
    assert_int_equal(
        routes_betweenness_compute(through, NULL, NULL, NULL, net.graph, &options, &err),
        ROUTES_E_CANCELLED);
    assert_ok(routes_betweenness_compute(NULL, NULL, NULL, NULL, net.graph, NULL, &err), &err);
    network_free(&net);
}

/* Twelve nodes all joined by links of no length, and a chain of 2000 doubled links: 2^1000 ways
 * and more are said, not guessed. No node, and one node, are no fault. */
static void what_cannot_be_counted_is_refused(void **state)
{
    (void)state;
    routes_error err;
    network net = network_sized(12, 66);
    size_t link = 0;
    for (uint32_t a = 0; a < 12; a++)
        for (uint32_t b = a + 1; b < 12; b++, link++) {
            net.from[link] = a;
            net.to[link] = b;
            net.both_ways[link] = 1;
        }
    network_build(&net);
    assert_int_equal(routes_betweenness_compute(NULL, NULL, NULL, NULL, net.graph, NULL, &err),
                     ROUTES_E_DATA);
    network_free(&net);

    net = network_sized(1001, 2000);
    for (uint32_t i = 0; i < 2000; i++) {
        net.from[i] = i / 2;
        net.to[i] = i / 2 + 1;
        net.length[i] = 1;
        net.both_ways[i] = 1;
    }
    network_build(&net);
    assert_int_equal(routes_betweenness_compute(NULL, NULL, NULL, NULL, net.graph, NULL, &err),
                     ROUTES_E_DATA);
    assert_string_equal(err.message, "node 931 has more than 1e+280 shortest ways from node 0");
    network_free(&net);

    for (size_t nodes = 0; nodes < 2; nodes++) {
        net = network_sized(nodes, 0);
        network_build(&net);
        struct found *found = compute(&net, NULL);
        assert_near(found->totals.served, 0.0, 0.0);
        free(found);
        network_free(&net);
    }
}

static void betweenness_survives_every_allocation_that_fails(void **state)
{
    (void)state;
    uint64_t seed = 5;
    network net = network_draw(&seed, 5, 9, 3, 0);
    routes_graph_free(net.graph);
    net.reliability[0] = 0.5;
    network_build(&net);
    const uint32_t nodes[] = {0, 1, 2, 3, 4};
    const uint32_t others[] = {4, 3, 2, 1, 0};
    long live = routes_i_memory_live();
    routes_status status = ROUTES_E_MEMORY;
    long kinds = 0;
    for (long allowed = 0; status == ROUTES_E_MEMORY; allowed++) {
        double through[5];
        routes_error err;
        routes_betweenness_options options = ROUTES_BETWEENNESS_OPTIONS;
        options.from = nodes;
        options.to = others;
        options.demands = 5;
        options.kind = kinds ? ROUTES_PATH_RELIABILITY : ROUTES_PATH_LENGTH;
        routes_i_memory_fail_after(allowed);
        status = routes_betweenness_compute(through, NULL, NULL, NULL, net.graph, &options, &err);
        routes_i_memory_fail_after(-1);
        assert_int_equal(routes_i_memory_live(), live);
        if (!status && kinds++ == 0) {
            status = ROUTES_E_MEMORY;
            allowed = -1;
        }
    }
    assert_int_equal(status, ROUTES_OK);
    network_free(&net);
    assert_int_equal(routes_i_memory_live(), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_ways_share_a_demand),
        cmocka_unit_test(betweenness_agrees_with_every_simple_way),
        cmocka_unit_test(lengths_of_any_size_are_told_apart),
        cmocka_unit_test(the_most_reliable_ways_agree_with_every_simple_way),
        cmocka_unit_test(betweenness_agrees_with_igraph),
        cmocka_unit_test(ways_too_long_count_as_none),
        cmocka_unit_test(betweenness_agrees_with_the_oracles),
        cmocka_unit_test(any_number_of_threads_gives_the_same_bits),
        cmocka_unit_test(rows_in_any_order_give_the_same_bits),
        cmocka_unit_test(betweenness_refuses_bad_calls_and_can_be_stopped),
        cmocka_unit_test(what_cannot_be_counted_is_refused),
        cmocka_unit_test(betweenness_survives_every_allocation_that_fails),
    };
    return cmocka_run_group_tests_name("betweenness", tests, NULL, NULL);
}
