/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit oracle property memory */
#define _POSIX_C_SOURCE 200809L

#include "routes/path.h"

#include "core/memory.h"
#include "support/cases.h"
#include "support/network.h"

static routes_path *search(const routes_graph *graph, uint32_t source,
                           const routes_path_options *options)
{
    routes_path *path = NULL;
    routes_error err;
    assert_ok(routes_path_new(&path, graph, source, options, &err), &err);
    return path;
}

static void check_way(const routes_path *path, uint32_t target, size_t size, const uint32_t *nodes,
                      const uint32_t *links)
{
    uint32_t found_nodes[16];
    uint32_t found_links[16];
    routes_error err;
    assert_int_equal(routes_path_size(path, target), size);
    assert_ok(routes_path_read(found_nodes, found_links, path, target, &err), &err);
    assert_memory_equal(found_nodes, nodes, (size + 1) * sizeof *nodes);
    if (size)
        assert_memory_equal(found_links, links, size * sizeof *links);
}

/* A square 0-1-3, 0-2-3 of sides 2, a diagonal 0-3 of 4, a parallel side 0-1 and a lone node 4.
 * To 3 all ways are 4 long: the diagonal has the fewest links. Without it 1 is the lower node,
 * and of the two links 0-1 the lower. */
static void equal_ways_are_told_apart_by_links_then_nodes(void **state)
{
    (void)state;
    const uint32_t from[] = {0, 2, 0, 3, 0, 0};
    const uint32_t to[] = {2, 3, 1, 1, 3, 1};
    const int64_t length[] = {2, 2, 2, 2, 4, 2};
    unsigned char link_closed[6] = {0};
    routes_path_options options = ROUTES_PATH_OPTIONS;
    routes_graph *graph = NULL;
    routes_error err;
    assert_ok(routes_graph_new(&graph, 5, from, to, length, 6, NULL, &err), &err);

    routes_path *path = search(graph, 0, NULL);
    assert_int_equal(routes_path_costs(path)[3], 4);
    check_way(path, 3, 1, (uint32_t[]){0, 3}, (uint32_t[]){4});
    check_way(path, 0, 0, (uint32_t[]){0}, NULL);
    assert_int_equal(routes_path_costs(path)[4], -1);
    assert_false(routes_path_reaches(path, 4));
    assert_int_equal(routes_path_size(path, 4), 0);
    assert_int_equal(routes_path_read(NULL, NULL, path, 4, &err), ROUTES_E_NOT_FOUND);
    assert_string_equal(err.message, "no way leads from node 0 to node 4");
    routes_path_free(path);

    link_closed[4] = 1;
    options.link_closed = link_closed;
    path = search(graph, 0, &options);
    check_way(path, 3, 2, (uint32_t[]){0, 1, 3}, (uint32_t[]){2, 3});
    routes_path_free(path);
    routes_graph_free(graph);
}

/* 0-1-2 with sides 1, and a way round of 5. */
static void a_closed_node_is_gone_round(void **state)
{
    (void)state;
    const uint32_t from[] = {0, 1, 0};
    const uint32_t to[] = {1, 2, 2};
    const int64_t length[] = {1, 1, 5};
    unsigned char closed[] = {0, 1, 0};
    routes_path_options options = ROUTES_PATH_OPTIONS;
    routes_graph *graph = NULL;
    routes_error err;
    assert_ok(routes_graph_new(&graph, 3, from, to, length, 3, NULL, &err), &err);
    options.node_closed = closed;

    routes_path *path = search(graph, 0, &options);
    assert_memory_equal(routes_path_costs(path), ((int64_t[]){0, -1, 5}), 3 * sizeof(int64_t));
    routes_path_free(path);
    path = search(graph, 1, &options);
    assert_memory_equal(routes_path_costs(path), ((int64_t[]){-1, -1, -1}), 3 * sizeof(int64_t));
    assert_int_equal(routes_path_read(NULL, NULL, path, 1, &err), ROUTES_E_NOT_FOUND);
    routes_path_free(path);
    routes_graph_free(graph);
}

static void time_is_another_cost(void **state)
{
    (void)state;
    const uint32_t from[] = {0, 0};
    const uint32_t to[] = {1, 1};
    const int64_t length[] = {1, 2};
    const int64_t time[] = {20, 10};
    routes_graph_options graph_options = ROUTES_GRAPH_OPTIONS;
    routes_path_options options = ROUTES_PATH_OPTIONS;
    routes_graph *graph = NULL;
    routes_error err;
    graph_options.time_ms = time;
    assert_ok(routes_graph_new(&graph, 2, from, to, length, 2, &graph_options, &err), &err);
    options.kind = ROUTES_PATH_TIME;
    routes_path *path = search(graph, 0, &options);
    assert_int_equal(routes_path_costs(path)[1], 10);
    check_way(path, 1, 1, (uint32_t[]){0, 1}, (uint32_t[]){1});
    routes_path_free(path);
    routes_graph_free(graph);
}

/* 0-1-2 with chances .9 and .9 = .81; 0-2 with .8; 0-3 with 0. */
static void the_most_reliable_way_multiplies_chances(void **state)
{
    (void)state;
    const uint32_t from[] = {0, 1, 0, 0};
    const uint32_t to[] = {1, 2, 2, 3};
    const int64_t length[] = {9, 9, 1, 1};
    const double chance[] = {0.9, 0.9, 0.8, 0.0};
    routes_graph_options graph_options = ROUTES_GRAPH_OPTIONS;
    routes_path_options options = ROUTES_PATH_OPTIONS;
    routes_graph *graph = NULL;
    routes_error err;
    graph_options.reliability = chance;
    assert_ok(routes_graph_new(&graph, 4, from, to, length, 4, &graph_options, &err), &err);
    options.kind = ROUTES_PATH_RELIABILITY;

    routes_path *path = search(graph, 0, &options);
    assert_int_equal(routes_path_kind_used(path), ROUTES_PATH_RELIABILITY);
    assert_null(routes_path_costs(path));
    assert_near(routes_path_reliabilities(path)[0], 1.0, 0.0);
    assert_near(routes_path_reliabilities(path)[2], 0.81, 1e-15);
    check_way(path, 2, 2, (uint32_t[]){0, 1, 2}, (uint32_t[]){0, 1});
    assert_false(routes_path_reaches(path, 3));
    assert_near(routes_path_reliabilities(path)[3], 0.0, 0.0);
    routes_path_free(path);

    /* A watched crossing at 1 halves the way through it: .405 against .8. */
    const double watched[] = {NAN, 0.5, 1.0, NAN};
    options.node_reliability = watched;
    path = search(graph, 0, &options);
    check_way(path, 2, 1, (uint32_t[]){0, 2}, (uint32_t[]){2});
    routes_path_free(path);
    path = search(graph, 1, &options);
    assert_near(routes_path_reliabilities(path)[1], 0.5, 0.0);
    assert_near(routes_path_reliabilities(path)[2], 0.45, 1e-15);
    routes_path_free(path);

    /* A source that is never left undetected. */
    const double shut[] = {0.0, 1.0, 1.0, 1.0};
    options.node_reliability = shut;
    path = search(graph, 0, &options);
    assert_false(routes_path_reaches(path, 0));
    routes_path_free(path);

    /* Other chances for the links, for this search only. */
    const double links[] = {0.1, 0.1, 0.8, 1.0};
    options.node_reliability = NULL;
    options.link_reliability = links;
    path = search(graph, 0, &options);
    assert_near(routes_path_reliabilities(path)[3], 1.0, 0.0);
    check_way(path, 2, 1, (uint32_t[]){0, 2}, (uint32_t[]){2});
    routes_path_free(path);
    routes_graph_free(graph);
}

/* Chances 1 all round, and .3 * .7 against .7 * .3, which differ as doubles may. */
static void equal_chances_go_by_fewest_links_then_lowest_node(void **state)
{
    (void)state;
    const uint32_t from[] = {0, 2, 0, 1, 3, 0, 5};
    const uint32_t to[] = {2, 3, 1, 3, 4, 5, 4};
    const int64_t length[] = {1, 1, 1, 1, 1, 1, 1};
    const double chance[] = {0.3, 0.7, 0.7, 0.3, 1.0, 0.21, 1.0};
    routes_graph_options graph_options = ROUTES_GRAPH_OPTIONS;
    routes_path_options options = ROUTES_PATH_OPTIONS;
    routes_graph *graph = NULL;
    routes_error err;
    graph_options.reliability = chance;
    assert_ok(routes_graph_new(&graph, 6, from, to, length, 7, &graph_options, &err), &err);
    options.kind = ROUTES_PATH_RELIABILITY;
    routes_path *path = search(graph, 0, &options);
    check_way(path, 3, 2, (uint32_t[]){0, 1, 3}, (uint32_t[]){2, 3});
    check_way(path, 4, 2, (uint32_t[]){0, 5, 4}, (uint32_t[]){5, 6});
    routes_path_free(path);
    routes_graph_free(graph);
}

static void where_no_chance_is_stated_the_shortest_way_is_taken(void **state)
{
    (void)state;
    const uint32_t from[] = {0, 1, 0};
    const uint32_t to[] = {1, 2, 2};
    const int64_t length[] = {1, 1, 5};
    const double none[] = {NAN, NAN, NAN};
    routes_graph_options graph_options = ROUTES_GRAPH_OPTIONS;
    routes_path_options options = ROUTES_PATH_OPTIONS;
    routes_error err;
    options.kind = ROUTES_PATH_RELIABILITY;
    for (int with = 0; with < 2; with++) {
        routes_graph *graph = NULL;
        graph_options.reliability = with ? none : NULL;
        options.node_reliability = with ? none : NULL;
        assert_ok(routes_graph_new(&graph, 3, from, to, length, 3, &graph_options, &err), &err);
        routes_path *path = search(graph, 0, &options);
        assert_int_equal(routes_path_kind_used(path), ROUTES_PATH_LENGTH);
        assert_null(routes_path_reliabilities(path));
        check_way(path, 2, 2, (uint32_t[]){0, 1, 2}, (uint32_t[]){0, 1});
        routes_path_free(path);
        routes_graph_free(graph);
    }
}

static int stop(double done, const char *what, void *user)
{
    (void)done;
    assert_string_equal(what, "path search");
    ++*(int *)user;
    return 1;
}

static void path_refuses_bad_calls_and_can_be_stopped(void **state)
{
    (void)state;
    const uint32_t from[] = {0};
    const uint32_t to[] = {1};
    const int64_t length[] = {1};
    const double bad[] = {0.5, 2.0};
    routes_graph *graph = NULL;
    routes_path *path = NULL;
    routes_error err;
    assert_ok(routes_graph_new(&graph, 2, from, to, length, 1, NULL, &err), &err);

    assert_int_equal(routes_path_new(NULL, graph, 0, NULL, &err), ROUTES_E_ARGUMENT);
    assert_int_equal(routes_path_new(&path, NULL, 0, NULL, &err), ROUTES_E_ARGUMENT);
    assert_int_equal(routes_path_new(&path, graph, 2, NULL, &err), ROUTES_E_ARGUMENT);
    assert_string_equal(err.message, "source is 2, must be below the 2 nodes");
    routes_path_options options = ROUTES_PATH_OPTIONS;
    options.kind = ROUTES_PATH_TIME;
    assert_int_equal(routes_path_new(&path, graph, 0, &options, &err), ROUTES_E_ARGUMENT);
    assert_string_equal(err.message, "the graph has no times to search by");
    options.kind = (routes_path_kind)9;
    assert_int_equal(routes_path_new(&path, graph, 0, &options, &err), ROUTES_E_ARGUMENT);
    options = (routes_path_options)ROUTES_PATH_OPTIONS;
    options.node_reliability = bad;
    assert_int_equal(routes_path_new(&path, graph, 0, &options, &err), ROUTES_E_DATA);
    assert_string_equal(err.message, "node_reliability[1] is 2, must be 0 to 1");
    options = (routes_path_options)ROUTES_PATH_OPTIONS;
    options.link_reliability = bad + 1;
    assert_int_equal(routes_path_new(&path, graph, 0, &options, &err), ROUTES_E_DATA);

    int told = 0;
    routes_run run = ROUTES_RUN;
    run.progress = stop;
    run.progress_user = &told;
    options = (routes_path_options)ROUTES_PATH_OPTIONS;
    options.run = &run;
    assert_int_equal(routes_path_new(&path, graph, 0, &options, &err), ROUTES_E_CANCELLED);
    assert_int_equal(told, 1);
    assert_null(path);

    path = search(graph, 0, NULL);
    assert_int_equal(routes_path_read(NULL, NULL, path, 2, &err), ROUTES_E_ARGUMENT);
    assert_int_equal(routes_path_read(NULL, NULL, NULL, 0, &err), ROUTES_E_ARGUMENT);
    assert_false(routes_path_reaches(path, 2));
    assert_int_equal(routes_path_size(path, 2), 0);
    routes_path_free(path);
    routes_path_free(NULL);
    routes_graph_free(graph);
}

static void check_distances(const char *folder)
{
    char file[1024];
    csv names;
    csv expected;
    network net;
    snprintf(file, sizeof file, "%s/case.json", folder);
    char *about = csv_slurp(file);
    int directed = about && strstr(about, "\"directed\": true");
    free(about);
    assert_true(network_read(&net, &names, folder, directed));
    snprintf(file, sizeof file, "%s/expected_distance.csv", folder);
    assert_true(csv_read(&expected, file));
    for (size_t i = 0; i < expected.rows; i++) {
        uint32_t origin = (uint32_t)csv_find(&names, "node", csv_at(&expected, i, "origin"));
        uint32_t destination =
            (uint32_t)csv_find(&names, "node", csv_at(&expected, i, "destination"));
        const char *text = csv_at(&expected, i, "distance");
        int64_t distance = -1;
        routes_error err;
        if (strcmp(text, "inf") != 0)
            assert_ok(routes_decimal_read(&distance, text, NETWORK_DECIMALS, &err), &err);
        routes_path *path = search(net.graph, origin, NULL);
        if (routes_path_costs(path)[destination] != distance)
            fail_msg("%s row %zu: %lld, expected %s", folder, i,
                     (long long)routes_path_costs(path)[destination], text);
        routes_path_free(path);
    }
    print_message("%s: %zu distances\n", strrchr(folder, '/') + 1, expected.rows);
    csv_free(&expected);
    csv_free(&names);
    network_free(&net);
}

/* Exact arithmetic, and path enumeration (see the oracle's README): every case with distances. */
static void distances_agree_with_exact_cases(void **state)
{
    (void)state;
    if (cases_each(ROUTES_SHARED "/oracles/exact_small", "expected_distance.csv",
                   check_distances) == 0) {
        print_message("skipped: no %s/oracles/exact_small\n", ROUTES_SHARED);
        skip();
    }
}

/* Oracle: every simple path, compared by the rule as it is written in the header. */
enum { NODES = 7, LINKS = 11 };

struct way {
    size_t size;
    uint32_t nodes[NODES + 1];
    uint32_t links[NODES];
    int64_t length;
    double chance;
};

/* Read back from the end: the lower node before, then the lower link. */
static int is_lower(const struct way *a, const struct way *b)
{
    for (size_t i = a->size; i > 0; i--) {
        if (a->nodes[i - 1] != b->nodes[i - 1])
            return a->nodes[i - 1] < b->nodes[i - 1];
        if (a->links[i - 1] != b->links[i - 1])
            return a->links[i - 1] < b->links[i - 1];
    }
    return 0;
}

static int is_better(const struct way *a, const struct way *b, int by_chance)
{
    if (by_chance) {
        if (fabs(a->chance - b->chance) > 1e-12 * fmax(a->chance, b->chance))
            return a->chance > b->chance;
    } else if (a->length != b->length) {
        return a->length < b->length;
    }
    if (a->size != b->size)
        return a->size < b->size;
    return is_lower(a, b);
}

/* All simple paths on from the end of `way`; recursion is at most NODES deep. */
static void enumerate(const network *net, struct way *way, struct way *best, int *found,
                      int by_chance)
{
    uint32_t at = way->nodes[way->size];
    if (!(by_chance && way->chance <= 0.0) &&
        (!found[at] || is_better(way, &best[at], by_chance))) {
        best[at] = *way;
        found[at] = 1;
    }
    for (uint32_t i = 0; i < net->links; i++) {
        for (int back = 0; back < 1 + net->both_ways[i]; back++) {
            uint32_t start = back ? net->to[i] : net->from[i];
            uint32_t end = back ? net->from[i] : net->to[i];
            int met = start != at;
            for (size_t k = 0; k <= way->size; k++)
                met = met || way->nodes[k] == end;
            if (met)
                continue;
            struct way longer = *way;
            longer.links[longer.size++] = i;
            longer.nodes[longer.size] = end;
            longer.length += net->length[i];
            longer.chance *= net->reliability[i];
            enumerate(net, &longer, best, found, by_chance);
        }
    }
}

static void ways_agree_with_the_enumeration_of_all(void **state)
{
    (void)state;
    uint64_t seed = 2001;
    for (int round = 0; round < 600; round++) {
        network net =
            network_draw(&seed, NODES, draw(&seed) % (LINKS + 1), 3, (unsigned)(round % 3) * 30);
        routes_path_options options = ROUTES_PATH_OPTIONS;
        int by_chance = round % 2;
        options.kind = by_chance && net.links ? ROUTES_PATH_RELIABILITY : ROUTES_PATH_LENGTH;
        struct way best[NODES];
        int found[NODES] = {0};
        struct way start = {.chance = 1.0};
        enumerate(&net, &start, best, found, by_chance);
        routes_path *path = search(net.graph, 0, &options);
        for (uint32_t v = 0; v < NODES; v++) {
            assert_int_equal(routes_path_reaches(path, v), found[v]);
            if (!found[v])
                continue;
            check_way(path, v, best[v].size, best[v].nodes, best[v].links);
            if (routes_path_costs(path))
                assert_int_equal(routes_path_costs(path)[v], best[v].length);
            else
                assert_near(routes_path_reliabilities(path)[v], best[v].chance, 1e-12);
        }
        routes_path_free(path);
        network_free(&net);
    }
}

/* Property: a link never leads to a node more cheaply than its best way, and every way adds up. */
static void large_graphs_hold_the_certificate(void **state)
{
    (void)state;
    enum { N = 5000, M = 12000 };
    uint64_t seed = 7;
    network net = network_draw(&seed, N, M, 5, 20);
    routes_path *path = search(net.graph, 3, NULL);
    const int64_t *cost = routes_path_costs(path);
    uint32_t *links = calloc(N, sizeof *links);
    assert_non_null(links);
    for (size_t i = 0; i < M; i++) {
        uint32_t from = net.from[i];
        uint32_t to = net.to[i];
        if (cost[from] >= 0)
            assert_true(cost[to] >= 0 && cost[to] <= cost[from] + net.length[i]);
        if (net.both_ways[i] && cost[to] >= 0)
            assert_true(cost[from] >= 0 && cost[from] <= cost[to] + net.length[i]);
    }
    for (uint32_t v = 0; v < N; v++) {
        if (!routes_path_reaches(path, v))
            continue;
        routes_error err;
        int64_t sum = 0;
        assert_ok(routes_path_read(NULL, links, path, v, &err), &err);
        for (size_t i = 0; i < routes_path_size(path, v); i++)
            sum += net.length[links[i]];
        assert_int_equal(sum, cost[v]);
    }
    free(links);
    routes_path_free(path);
    network_free(&net);
}

static void path_survives_every_allocation_that_fails(void **state)
{
    (void)state;
    uint64_t seed = 9;
    network net = network_draw(&seed, 6, 9, 3, 0);
    long live = routes_i_memory_live();
    for (int kind = 0; kind <= 2; kind += 2) {
        routes_path_options options = ROUTES_PATH_OPTIONS;
        options.kind = (routes_path_kind)kind;
        routes_status status = ROUTES_E_MEMORY;
        for (long allowed = 0; status == ROUTES_E_MEMORY; allowed++) {
            routes_path *path = NULL;
            routes_error err;
            routes_i_memory_fail_after(allowed);
            status = routes_path_new(&path, net.graph, 0, &options, &err);
            routes_i_memory_fail_after(-1);
            assert_true((status == ROUTES_OK) == (path != NULL));
            routes_path_free(path);
            assert_int_equal(routes_i_memory_live(), live);
        }
        assert_int_equal(status, ROUTES_OK);
    }
    network_free(&net);
    assert_int_equal(routes_i_memory_live(), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_ways_are_told_apart_by_links_then_nodes),
        cmocka_unit_test(a_closed_node_is_gone_round),
        cmocka_unit_test(time_is_another_cost),
        cmocka_unit_test(the_most_reliable_way_multiplies_chances),
        cmocka_unit_test(equal_chances_go_by_fewest_links_then_lowest_node),
        cmocka_unit_test(where_no_chance_is_stated_the_shortest_way_is_taken),
        cmocka_unit_test(path_refuses_bad_calls_and_can_be_stopped),
        cmocka_unit_test(distances_agree_with_exact_cases),
        cmocka_unit_test(ways_agree_with_the_enumeration_of_all),
        cmocka_unit_test(large_graphs_hold_the_certificate),
        cmocka_unit_test(path_survives_every_allocation_that_fails),
    };
    return cmocka_run_group_tests_name("path", tests, NULL, NULL);
}
