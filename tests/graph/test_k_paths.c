/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit oracle property memory */
#define _POSIX_C_SOURCE 200809L

#include "routes/k_paths.h"

#include "core/memory.h"
#include "support/network.h"

static routes_k_paths *search(const routes_graph *graph, uint32_t source, uint32_t target, size_t k,
                              const routes_path_options *options)
{
    routes_k_paths *paths = NULL;
    routes_error err;
    assert_ok(routes_k_paths_new(&paths, graph, source, target, k, options, &err), &err);
    return paths;
}

static void check_way(const routes_k_paths *paths, size_t index, int64_t cost, size_t size,
                      const uint32_t *nodes, const uint32_t *links)
{
    routes_k_path way = routes_k_paths_at(paths, index);
    assert_int_equal(way.cost, cost);
    assert_int_equal(way.size, size);
    assert_memory_equal(way.nodes, nodes, (size + 1) * sizeof *nodes);
    if (size)
        assert_memory_equal(way.links, links, size * sizeof *links);
}

/* The graph of test_path: a square 0-1-3, 0-2-3 of sides 2, a diagonal 0-3 of 4, a parallel side
 * 0-1 and a lone node 4. Four ways from 0 to 3, all 4 long: the diagonal, over 1 by link 2 or 5,
 * over 2. From 0 to 2: 2 by link 0, then over 3 by the diagonal, 6, then 0-1-3-2 twice, 6. */
static void equal_ways_come_by_links_then_read_back_from_the_end(void **state)
{
    (void)state;
    const uint32_t from[] = {0, 2, 0, 3, 0, 0, 0};
    const uint32_t to[] = {2, 3, 1, 1, 3, 1, 0};
    const int64_t length[] = {2, 2, 2, 2, 4, 2, 0};
    routes_graph *graph = NULL;
    routes_error err;
    assert_ok(routes_graph_new(&graph, 5, from, to, length, 7, NULL, &err), &err);

    routes_k_paths *paths = search(graph, 0, 3, 10, NULL);
    assert_int_equal(routes_k_paths_kind_used(paths), ROUTES_PATH_LENGTH);
    assert_int_equal(routes_k_paths_size(paths), 4);
    check_way(paths, 0, 4, 1, (uint32_t[]){0, 3}, (uint32_t[]){4});
    check_way(paths, 1, 4, 2, (uint32_t[]){0, 1, 3}, (uint32_t[]){2, 3});
    check_way(paths, 2, 4, 2, (uint32_t[]){0, 1, 3}, (uint32_t[]){5, 3});
    check_way(paths, 3, 4, 2, (uint32_t[]){0, 2, 3}, (uint32_t[]){0, 1});
    assert_true(isnan(routes_k_paths_at(paths, 0).reliability));
    routes_k_paths_free(paths);

    paths = search(graph, 0, 2, 10, NULL);
    assert_int_equal(routes_k_paths_size(paths), 4);
    check_way(paths, 0, 2, 1, (uint32_t[]){0, 2}, (uint32_t[]){0});
    check_way(paths, 1, 6, 2, (uint32_t[]){0, 3, 2}, (uint32_t[]){4, 1});
    check_way(paths, 2, 6, 3, (uint32_t[]){0, 1, 3, 2}, (uint32_t[]){2, 3, 1});
    check_way(paths, 3, 6, 3, (uint32_t[]){0, 1, 3, 2}, (uint32_t[]){5, 3, 1});
    routes_k_paths_free(paths);

    paths = search(graph, 0, 0, 10, NULL);
    assert_int_equal(routes_k_paths_size(paths), 1);
    check_way(paths, 0, 0, 0, (uint32_t[]){0}, NULL);
    routes_k_paths_free(paths);
    paths = search(graph, 0, 4, 10, NULL);
    assert_int_equal(routes_k_paths_size(paths), 0);
    routes_k_paths_free(paths);
    routes_graph_free(graph);
}

/* 0-1-2 with chances .9 and .9 = .81; 0-2 with .8; a link without a chance 0-3-2 counts as 1, but
 * 3 is watched at .5; 0-2 once more with 0 is no way. */
static void the_most_reliable_ways_multiply_chances(void **state)
{
    (void)state;
    const uint32_t from[] = {0, 1, 0, 0, 3, 0};
    const uint32_t to[] = {1, 2, 2, 3, 2, 2};
    const int64_t length[] = {9, 9, 1, 1, 1, 1};
    const double chance[] = {0.9, 0.9, 0.8, NAN, NAN, 0.0};
    double watched[] = {NAN, NAN, NAN, 0.5};
    routes_graph_options graph_options = ROUTES_GRAPH_OPTIONS;
    routes_path_options options = ROUTES_PATH_OPTIONS;
    routes_graph *graph = NULL;
    routes_error err;
    graph_options.reliability = chance;
    assert_ok(routes_graph_new(&graph, 4, from, to, length, 6, &graph_options, &err), &err);
    options.kind = ROUTES_PATH_RELIABILITY;
    options.node_reliability = watched;
    routes_k_paths *paths = search(graph, 0, 2, 9, &options);
    assert_int_equal(routes_k_paths_kind_used(paths), ROUTES_PATH_RELIABILITY);
    assert_int_equal(routes_k_paths_size(paths), 3);
    check_way(paths, 0, -1, 2, (uint32_t[]){0, 1, 2}, (uint32_t[]){0, 1});
    check_way(paths, 1, -1, 1, (uint32_t[]){0, 2}, (uint32_t[]){2});
    check_way(paths, 2, -1, 2, (uint32_t[]){0, 3, 2}, (uint32_t[]){3, 4});
    assert_near(routes_k_paths_at(paths, 0).reliability, 0.81, 1e-15);
    assert_near(routes_k_paths_at(paths, 2).reliability, 0.5, 1e-15);
    routes_k_paths_free(paths);

    watched[0] = 0.0; /* a source that is never left undetected */
    paths = search(graph, 0, 2, 9, &options);
    assert_int_equal(routes_k_paths_size(paths), 0);
    routes_k_paths_free(paths);
    routes_graph_free(graph);

    /* Nothing is stated: the shortest. */
    assert_ok(routes_graph_new(&graph, 4, from, to, length, 6, NULL, &err), &err);
    options.node_reliability = NULL;
    paths = search(graph, 0, 2, 1, &options);
    assert_int_equal(routes_k_paths_kind_used(paths), ROUTES_PATH_LENGTH);
    check_way(paths, 0, 1, 1, (uint32_t[]){0, 2}, (uint32_t[]){2});
    routes_k_paths_free(paths);
    routes_graph_free(graph);
}

static void closed_nodes_and_links_are_on_no_way(void **state)
{
    (void)state;
    const uint32_t from[] = {0, 1, 0};
    const uint32_t to[] = {1, 2, 2};
    const int64_t length[] = {1, 1, 5};
    unsigned char node[] = {0, 1, 0}, link[] = {0, 0, 1};
    routes_path_options options = ROUTES_PATH_OPTIONS;
    routes_graph *graph = NULL;
    routes_error err;
    assert_ok(routes_graph_new(&graph, 3, from, to, length, 3, NULL, &err), &err);
    options.node_closed = node;
    routes_k_paths *paths = search(graph, 0, 2, 5, &options);
    assert_int_equal(routes_k_paths_size(paths), 1);
    check_way(paths, 0, 5, 1, (uint32_t[]){0, 2}, (uint32_t[]){2});
    routes_k_paths_free(paths);
    paths = search(graph, 1, 2, 5, &options);
    assert_int_equal(routes_k_paths_size(paths), 0);
    routes_k_paths_free(paths);
    paths = search(graph, 0, 1, 5, &options);
    assert_int_equal(routes_k_paths_size(paths), 0);
    routes_k_paths_free(paths);
    options.link_closed = link;
    paths = search(graph, 0, 2, 5, &options);
    assert_int_equal(routes_k_paths_size(paths), 0);
    routes_k_paths_free(paths);
    routes_graph_free(graph);
}

static int stop(double done, const char *what, void *user)
{
    (void)done;
    assert_string_equal(what, "best ways");
    return ++*(int *)user > 1;
}

static void k_paths_refuses_bad_calls_and_can_be_stopped(void **state)
{
    (void)state;
    const uint32_t from[] = {0, 0};
    const uint32_t to[] = {1, 1};
    const int64_t length[] = {1, 1};
    const double bad[] = {0.5, 2.0};
    routes_graph *graph = NULL;
    routes_k_paths *paths = NULL;
    routes_error err;
    assert_ok(routes_graph_new(&graph, 2, from, to, length, 2, NULL, &err), &err);
    assert_int_equal(routes_k_paths_new(NULL, graph, 0, 1, 1, NULL, &err), ROUTES_E_ARGUMENT);
    assert_int_equal(routes_k_paths_new(&paths, NULL, 0, 1, 1, NULL, &err), ROUTES_E_ARGUMENT);
    assert_int_equal(routes_k_paths_new(&paths, graph, 0, 2, 1, NULL, &err), ROUTES_E_ARGUMENT);
    assert_string_equal(err.message, "source is 0 and target 2, must be below the 2 nodes");
    assert_int_equal(routes_k_paths_new(&paths, graph, 0, 1, 0, NULL, &err), ROUTES_E_ARGUMENT);
    assert_string_equal(err.message, "k is 0, must be 1 or above");
    routes_path_options options = ROUTES_PATH_OPTIONS;
    options.kind = ROUTES_PATH_TIME;
    assert_int_equal(routes_k_paths_new(&paths, graph, 0, 1, 1, &options, &err), ROUTES_E_ARGUMENT);
    assert_string_equal(err.message, "the graph has no times to search by");
    options.kind = (routes_path_kind)9;
    assert_int_equal(routes_k_paths_new(&paths, graph, 0, 1, 1, &options, &err), ROUTES_E_ARGUMENT);
    options = (routes_path_options)ROUTES_PATH_OPTIONS;
    options.node_reliability = bad;
    assert_int_equal(routes_k_paths_new(&paths, graph, 0, 1, 1, &options, &err), ROUTES_E_DATA);
    assert_string_equal(err.message, "node_reliability[1] is 2, must be 0 to 1");

    int told = 0;
    routes_run run = ROUTES_RUN;
    run.progress = stop;
    run.progress_user = &told;
    options = (routes_path_options)ROUTES_PATH_OPTIONS;
    options.run = &run;
    assert_int_equal(routes_k_paths_new(&paths, graph, 0, 1, 9, &options, &err),
                     ROUTES_E_CANCELLED);
    assert_null(paths);
    routes_k_paths_free(NULL);
    routes_graph_free(graph);
}

/* Numbers parted by |, one after the other; false at the end. */
static int next_number(const char **text, long *number)
{
    char *end;
    if (!**text)
        return 0;
    *number = strtol(*text, &end, 10);
    *text = *end ? end + 1 : end;
    return 1;
}

static network read_case(const csv *graphs, const char *name, size_t nodes)
{
    network net = network_sized(nodes, graphs->rows);
    net.links = 0;
    for (size_t i = 0; i < graphs->rows; i++) {
        if (strcmp(csv_at(graphs, i, "case"), name) != 0)
            continue;
        net.from[net.links] = (uint32_t)csv_number(graphs, i, "from");
        net.to[net.links] = (uint32_t)csv_number(graphs, i, "to");
        net.length[net.links] = (int64_t)csv_number(graphs, i, "weight");
        net.reliability[net.links] = NAN;
        net.both_ways[net.links++] = *csv_at(graphs, i, "directed") == '0';
    }
    network_build(&net);
    return net;
}

static void lengths_agree_with_networkx(void **state)
{
    (void)state;
    enum { K = 60 };
    csv graphs, expected;
    assert_true(csv_read(&graphs, ROUTES_TEST_DATA "/k_paths/graphs.csv"));
    assert_true(csv_read(&expected, ROUTES_TEST_DATA "/k_paths/expected.csv"));
    for (size_t i = 0; i < expected.rows; i++) {
        network net = read_case(&graphs, csv_at(&expected, i, "case"),
                                (size_t)csv_number(&expected, i, "nodes"));
        routes_k_paths *paths = search(net.graph, (uint32_t)csv_number(&expected, i, "source"),
                                       (uint32_t)csv_number(&expected, i, "target"), K, NULL);
        const char *lengths = csv_at(&expected, i, "lengths");
        size_t count = 0;
        for (long length; next_number(&lengths, &length); count++) {
            assert_true(count < routes_k_paths_size(paths));
            assert_int_equal(routes_k_paths_at(paths, count).cost, length);
        }
        assert_int_equal(routes_k_paths_size(paths), count);
        routes_k_paths_free(paths);
        network_free(&net);
    }
    csv_free(&graphs);
    csv_free(&expected);
}

/* Oracle: every simple way of a small graph, sorted by the rule as it is written in the header. */
enum { NODES = 7, LINKS = 12, MOST_WAYS = 20000 };

struct way {
    size_t size;
    uint32_t nodes[NODES + 1];
    uint32_t links[NODES];
    int64_t length;
    double chance;
};

static struct way all[MOST_WAYS];
static size_t all_size;

static void enumerate(const network *net, const struct way *way, uint32_t target)
{
    uint32_t at = way->nodes[way->size];
    if (at == target) {
        assert_true(all_size < MOST_WAYS);
        all[all_size++] = *way;
        return;
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
            enumerate(net, &longer, target);
        }
    }
}

static int by_order(const void *left, const void *right)
{
    const struct way *a = left, *b = right;
    if (a->length != b->length)
        return a->length < b->length ? -1 : 1;
    if (a->size != b->size)
        return a->size < b->size ? -1 : 1;
    for (size_t i = a->size; i > 0; i--) {
        if (a->nodes[i - 1] != b->nodes[i - 1])
            return a->nodes[i - 1] < b->nodes[i - 1] ? -1 : 1;
        if (a->links[i - 1] != b->links[i - 1])
            return a->links[i - 1] < b->links[i - 1] ? -1 : 1;
    }
    return 0;
}

/* The most reliable ways are compared by chance alone, as the order of equal ones has a unit. */
static int by_chance(const void *left, const void *right)
{
    const struct way *a = left, *b = right;
    return (a->chance < b->chance) - (a->chance > b->chance);
}

static void ways_agree_with_the_enumeration_of_all(void **state)
{
    (void)state;
    uint64_t seed = 1971;
    for (int round = 0; round < 500; round++) {
        network net =
            network_draw(&seed, NODES, draw(&seed) % (LINKS + 1), 3, (unsigned)(round % 3) * 40);
        routes_path_options options = ROUTES_PATH_OPTIONS;
        int reliable = round % 4 == 3 && net.links;
        uint32_t target = (uint32_t)(draw(&seed) % NODES);
        size_t k = round % 5 == 0 ? MOST_WAYS : 1 + draw(&seed) % 12;
        options.kind = reliable ? ROUTES_PATH_RELIABILITY : ROUTES_PATH_LENGTH;
        struct way start = {.chance = 1.0};
        all_size = 0;
        enumerate(&net, &start, target);
        qsort(all, all_size, sizeof *all, reliable ? by_chance : by_order);
        while (reliable && all_size && all[all_size - 1].chance <= 0.0)
            all_size--;
        routes_k_paths *paths = search(net.graph, 0, target, k, &options);
        size_t expected = all_size < k ? all_size : k;
        assert_int_equal(routes_k_paths_size(paths), expected);
        for (size_t i = 0; i < expected && reliable; i++)
            assert_near(routes_k_paths_at(paths, i).reliability, all[i].chance, 1e-12);
        for (size_t i = 0; i < expected && !reliable; i++)
            check_way(paths, i, all[i].length, all[i].size, all[i].nodes, all[i].links);
        routes_k_paths_free(paths);
        network_free(&net);
    }
}

/* Property, on a larger graph: simple ways, whole, in order, each once; the first that of
 * routes_path_new(). */
static void large_graphs_hold_the_certificate(void **state)
{
    (void)state;
    enum { N = 3000, M = 7500, K = 120 };
    uint64_t seed = 11;
    network net = network_draw(&seed, N, M, 50, 20);
    routes_path *path = NULL;
    routes_error err;
    uint32_t nodes[N];
    assert_ok(routes_path_new(&path, net.graph, 3, NULL, &err), &err);
    assert_true(routes_path_reaches(path, 2000));
    assert_ok(routes_path_read(nodes, NULL, path, 2000, &err), &err);
    routes_k_paths *paths = search(net.graph, 3, 2000, K, NULL);
    assert_int_equal(routes_k_paths_size(paths), K);
    assert_int_equal(routes_k_paths_at(paths, 0).cost, routes_path_costs(path)[2000]);
    assert_memory_equal(routes_k_paths_at(paths, 0).nodes, nodes,
                        (routes_path_size(path, 2000) + 1) * sizeof *nodes);
    for (size_t i = 0; i < K; i++) {
        routes_k_path way = routes_k_paths_at(paths, i);
        unsigned char met[N] = {0};
        int64_t cost = 0;
        for (size_t s = 0; s < way.size; s++) {
            uint32_t link = way.links[s];
            int forth = net.from[link] == way.nodes[s] && net.to[link] == way.nodes[s + 1];
            int back = net.to[link] == way.nodes[s] && net.from[link] == way.nodes[s + 1];
            assert_true(forth || (back && net.both_ways[link]));
            assert_false(met[way.nodes[s]]++);
            cost += net.length[link];
        }
        assert_int_equal(cost, way.cost);
        if (i == 0)
            continue;
        routes_k_path before = routes_k_paths_at(paths, i - 1);
        assert_true(before.cost < way.cost || (before.cost == way.cost && before.size <= way.size));
        assert_false(before.size == way.size &&
                     memcmp(before.links, way.links, way.size * sizeof *way.links) == 0);
    }
    routes_k_paths_free(paths);
    routes_path_free(path);
    network_free(&net);
}

static void every_allocation_of_k_paths_may_fail(void **state)
{
    (void)state;
    uint64_t seed = 5;
    network net = network_draw(&seed, 9, 40, 3, 0);
    const double chance[9] = {1, 1, 1, 1, 1, 1, 1, 1, 1};
    routes_path_options options = ROUTES_PATH_OPTIONS;
    routes_k_paths *paths = NULL;
    routes_error err;
    options.kind = ROUTES_PATH_RELIABILITY;
    options.node_reliability = chance;
    long before = routes_i_memory_live();
    for (long n = 0;; n++) {
        routes_i_memory_fail_after(n);
        routes_status status = routes_k_paths_new(&paths, net.graph, 0, 5, 20, &options, &err);
        routes_i_memory_fail_after(-1);
        if (status == ROUTES_OK)
            break;
        assert_int_equal(status, ROUTES_E_MEMORY);
        assert_null(paths);
        assert_int_equal(routes_i_memory_live(), before);
    }
    assert_true(routes_k_paths_size(paths) > 1);
    routes_k_paths_free(paths);
    assert_int_equal(routes_i_memory_live(), before);
    network_free(&net);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_ways_come_by_links_then_read_back_from_the_end),
        cmocka_unit_test(the_most_reliable_ways_multiply_chances),
        cmocka_unit_test(closed_nodes_and_links_are_on_no_way),
        cmocka_unit_test(k_paths_refuses_bad_calls_and_can_be_stopped),
        cmocka_unit_test(lengths_agree_with_networkx),
        cmocka_unit_test(ways_agree_with_the_enumeration_of_all),
        cmocka_unit_test(large_graphs_hold_the_certificate),
        cmocka_unit_test(every_allocation_of_k_paths_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
