/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit oracle property memory */
#define _POSIX_C_SOURCE 200809L

#include "routes/disjoint.h"

#include "core/memory.h"
#include "routes/cut.h"
#include "support/network.h"

static routes_disjoint *search(const routes_graph *graph, uint32_t source, uint32_t target,
                               const routes_disjoint_options *options)
{
    routes_disjoint *ways = NULL;
    routes_error err;
    assert_ok(routes_disjoint_new(&ways, graph, source, target, options, &err), &err);
    return ways;
}

/* The ways are whole, simple, share no link (no node), and sum to the total. */
static void check_ways(const routes_disjoint *ways, const network *net, uint32_t source,
                       uint32_t target, int by_nodes)
{
    unsigned char *link_used = calloc(net->links + 1, 1);
    unsigned char *node_used = calloc(net->nodes, 1);
    int64_t total = 0;
    for (size_t i = 0; i < routes_disjoint_size(ways); i++) {
        routes_k_path way = routes_disjoint_at(ways, i);
        unsigned char *met = calloc(net->nodes, 1);
        int64_t cost = 0;
        assert_int_equal(way.nodes[0], source);
        assert_int_equal(way.nodes[way.size], target);
        for (size_t s = 0; s < way.size; s++) {
            uint32_t link = way.links[s];
            int forth = net->from[link] == way.nodes[s] && net->to[link] == way.nodes[s + 1];
            int back = net->to[link] == way.nodes[s] && net->from[link] == way.nodes[s + 1];
            assert_true(forth || (back && net->both_ways[link]));
            assert_false(link_used[link]++);
            assert_false(met[way.nodes[s]]++);
            if (s > 0 && by_nodes)
                assert_false(node_used[way.nodes[s]]++);
            cost += net->length[link];
        }
        assert_false(met[target]);
        assert_int_equal(cost, way.cost);
        assert_true(i == 0 || routes_disjoint_at(ways, i - 1).cost <= way.cost);
        total += cost;
        free(met);
    }
    assert_int_equal(total, routes_disjoint_total(ways));
    free(link_used);
    free(node_used);
}

/* Suurballe's trap: 0-1-2-3 is the shortest way, 3 long, and bars both others: 0-2 and 1-3 of 4.
 * The two together are 0-1-3 and 0-2-3, 10 long; those by nodes are the same. A third way 0-3 of 20
 * and its twin. Node 4 hangs on by one link that both directions of it cannot serve. */
static void the_shortest_way_may_not_be_among_them(void **state)
{
    (void)state;
    network net = network_sized(5, 8);
    const uint32_t from[] = {0, 1, 2, 0, 1, 0, 0, 3};
    const uint32_t to[] = {1, 2, 3, 2, 3, 3, 3, 4};
    const int64_t length[] = {1, 1, 1, 4, 4, 20, 20, 1};
    for (size_t i = 0; i < 8; i++) {
        net.from[i] = from[i];
        net.to[i] = to[i];
        net.length[i] = length[i];
        net.both_ways[i] = 1;
    }
    network_build(&net);
    routes_disjoint_options options = ROUTES_DISJOINT_OPTIONS;
    for (int of = 0; of < 2; of++) {
        options.of = (routes_disjoint_of)of;
        options.most = 2;
        routes_disjoint *ways = search(net.graph, 0, 3, &options);
        assert_int_equal(routes_disjoint_number(ways), 4);
        assert_int_equal(routes_disjoint_size(ways), 2);
        assert_int_equal(routes_disjoint_total(ways), 10);
        check_ways(ways, &net, 0, 3, of);
        routes_disjoint_free(ways);
        options.most = 0;
        ways = search(net.graph, 0, 3, &options);
        assert_int_equal(routes_disjoint_size(ways), 4);
        assert_int_equal(routes_disjoint_total(ways), 50);
        check_ways(ways, &net, 0, 3, of);
        routes_disjoint_free(ways);
        ways = search(net.graph, 0, 4, &options);
        assert_int_equal(routes_disjoint_number(ways), 1);
        assert_int_equal(routes_disjoint_total(ways), 4);
        routes_disjoint_free(ways);
    }
    unsigned char closed[8] = {0, 0, 0, 0, 0, 1, 1, 0}, node[5] = {0, 1, 0, 0, 0};
    options.link_closed = closed;
    options.node_closed = node;
    routes_disjoint *ways = search(net.graph, 0, 3, &options);
    assert_int_equal(routes_disjoint_number(ways), 1);
    assert_int_equal(routes_disjoint_total(ways), 5);
    routes_disjoint_free(ways);
    node[3] = 1;
    ways = search(net.graph, 0, 3, &options);
    assert_int_equal(routes_disjoint_number(ways), 0);
    assert_int_equal(routes_disjoint_size(ways), 0);
    routes_disjoint_free(ways);
    network_free(&net);
}

static int stop(double done, const char *what, void *user)
{
    (void)done;
    assert_string_equal(what, "disjoint ways");
    return ++*(int *)user > 1;
}

static void disjoint_refuses_bad_calls_and_can_be_stopped(void **state)
{
    (void)state;
    const uint32_t from[] = {0, 0};
    const uint32_t to[] = {1, 1};
    const int64_t length[] = {1, 1};
    routes_graph *graph = NULL;
    routes_disjoint *ways = NULL;
    routes_error err;
    routes_disjoint_options options = ROUTES_DISJOINT_OPTIONS;
    assert_ok(routes_graph_new(&graph, 2, from, to, length, 2, NULL, &err), &err);
    assert_int_equal(routes_disjoint_new(NULL, graph, 0, 1, NULL, &err), ROUTES_E_ARGUMENT);
    assert_int_equal(routes_disjoint_new(&ways, NULL, 0, 1, NULL, &err), ROUTES_E_ARGUMENT);
    assert_int_equal(routes_disjoint_new(&ways, graph, 2, 1, NULL, &err), ROUTES_E_ARGUMENT);
    assert_int_equal(routes_disjoint_new(&ways, graph, 1, 1, NULL, &err), ROUTES_E_ARGUMENT);
    assert_string_equal(err.message, "source and target are both 1");
    options.of = (routes_disjoint_of)2;
    assert_int_equal(routes_disjoint_new(&ways, graph, 0, 1, &options, &err), ROUTES_E_ARGUMENT);
    options = (routes_disjoint_options)ROUTES_DISJOINT_OPTIONS;
    options.kind = ROUTES_PATH_RELIABILITY;
    assert_int_equal(routes_disjoint_new(&ways, graph, 0, 1, &options, &err), ROUTES_E_ARGUMENT);
    assert_string_equal(err.message, "options.kind is 2, must be length or time");
    options.kind = ROUTES_PATH_TIME;
    assert_int_equal(routes_disjoint_new(&ways, graph, 0, 1, &options, &err), ROUTES_E_ARGUMENT);
    int told = 0;
    routes_run run = ROUTES_RUN;
    run.progress = stop;
    run.progress_user = &told;
    options = (routes_disjoint_options)ROUTES_DISJOINT_OPTIONS;
    options.run = &run;
    assert_int_equal(routes_disjoint_new(&ways, graph, 0, 1, &options, &err), ROUTES_E_CANCELLED);
    assert_null(ways);
    routes_disjoint_free(NULL);
    routes_graph_free(graph);
}

/* As in test_k_paths: the case of a name. */
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

/* Each number of ways, one by one, has the total that networkx gives it. */
static void check_totals(const network *net, const csv *expected, size_t row, int of)
{
    const char *text = csv_at(expected, row, of ? "node_totals" : "edge_totals");
    uint32_t source = (uint32_t)csv_number(expected, row, "source");
    uint32_t target = (uint32_t)csv_number(expected, row, "target");
    size_t number = (size_t)csv_number(expected, row, of ? "node_disjoint" : "edge_disjoint");
    routes_disjoint_options options = ROUTES_DISJOINT_OPTIONS;
    options.of = (routes_disjoint_of)of;
    for (size_t k = 1; k <= number; k++) {
        char *end;
        long total = strtol(text, &end, 10);
        text = *end ? end + 1 : end;
        options.most = k;
        routes_disjoint *ways = search(net->graph, source, target, &options);
        assert_int_equal(routes_disjoint_number(ways), number);
        assert_int_equal(routes_disjoint_size(ways), k);
        assert_int_equal(routes_disjoint_total(ways), total);
        check_ways(ways, net, source, target, of);
        routes_disjoint_free(ways);
    }
}

static void numbers_and_totals_agree_with_networkx(void **state)
{
    (void)state;
    csv graphs, expected;
    assert_true(csv_read(&graphs, ROUTES_TEST_DATA "/k_paths/graphs.csv"));
    assert_true(csv_read(&expected, ROUTES_TEST_DATA "/k_paths/expected.csv"));
    for (size_t i = 0; i < expected.rows; i++) {
        network net = read_case(&graphs, csv_at(&expected, i, "case"),
                                (size_t)csv_number(&expected, i, "nodes"));
        check_totals(&net, &expected, i, 0);
        check_totals(&net, &expected, i, 1);
        network_free(&net);
    }
    csv_free(&graphs);
    csv_free(&expected);
}

/* Oracle: every set of ways of a small graph: ways one after the other, each with a greater number
 * than the one before. */
enum { NODES = 6, LINKS = 11, MOST_WAYS = 4096 };

struct way {
    unsigned links, nodes; /* bits, nodes without the ends */
    int64_t length;
};

static struct way all[MOST_WAYS];
static size_t all_size;

static void enumerate(const network *net, struct way way, uint32_t at, unsigned met,
                      uint32_t target)
{
    if (at == target) {
        assert_true(all_size < MOST_WAYS);
        way.nodes &= ~(1u << target);
        all[all_size++] = way;
        return;
    }
    for (uint32_t i = 0; i < net->links; i++)
        for (int back = 0; back < 1 + net->both_ways[i]; back++) {
            uint32_t start = back ? net->to[i] : net->from[i];
            uint32_t end = back ? net->from[i] : net->to[i];
            struct way longer = {way.links | 1u << i, way.nodes | 1u << end,
                                 way.length + net->length[i]};
            if (start == at && !(met >> end & 1))
                enumerate(net, longer, end, met | 1u << end, target);
        }
}

/* The least total of `k` ways from `first` on that share nothing with those in use; -1: none. */
static int64_t least(size_t first, size_t k, unsigned links, unsigned nodes, int by_nodes)
{
    int64_t best = -1;
    if (k == 0)
        return 0;
    for (size_t i = first; i < all_size; i++) {
        if ((all[i].links & links) || (by_nodes && (all[i].nodes & nodes)))
            continue;
        int64_t rest = least(i + 1, k - 1, links | all[i].links, nodes | all[i].nodes, by_nodes);
        if (rest >= 0 && (best < 0 || rest + all[i].length < best))
            best = rest + all[i].length;
    }
    return best;
}

static void totals_agree_with_the_enumeration_of_all_sets(void **state)
{
    (void)state;
    uint64_t seed = 1974;
    for (int round = 0; round < 500; round++) {
        network net =
            network_draw(&seed, NODES, draw(&seed) % (LINKS + 1), 3, (unsigned)(round % 3) * 45);
        uint32_t target = 1 + (uint32_t)(draw(&seed) % (NODES - 1));
        routes_disjoint_options options = ROUTES_DISJOINT_OPTIONS;
        options.of = (routes_disjoint_of)(round % 2);
        all_size = 0;
        enumerate(&net, (struct way){0}, 0, 1, target);
        size_t number = 0;
        while (least(0, number + 1, 0, 0, round % 2) >= 0)
            number++;
        for (size_t k = 0; k <= number; k++) {
            options.most = k;
            routes_disjoint *ways = search(net.graph, 0, target, &options);
            size_t listed = k ? k : number;
            assert_int_equal(routes_disjoint_number(ways), number);
            assert_int_equal(routes_disjoint_size(ways), listed);
            assert_int_equal(routes_disjoint_total(ways), least(0, listed, 0, 0, round % 2));
            check_ways(ways, &net, 0, target, round % 2);
            routes_disjoint_free(ways);
        }
        network_free(&net);
    }
}

/* Property: as many ways as the minimum cut has links, on larger graphs with links of length 0. */
static void their_number_is_the_minimum_cut(void **state)
{
    (void)state;
    uint64_t seed = 84;
    for (int round = 0; round < 6; round++) {
        network net = network_draw(&seed, 120, 500, round % 2 ? 1 : 40, 30);
        const uint32_t source[] = {0}, target[] = {1};
        routes_cut *cut = NULL;
        routes_error err;
        assert_ok(routes_cut_new(&cut, net.graph, NULL, source, 1, target, 1, NULL, &err), &err);
        routes_disjoint *ways = search(net.graph, 0, 1, NULL);
        assert_int_equal(routes_disjoint_number(ways), routes_cut_value(cut));
        check_ways(ways, &net, 0, 1, 0);
        routes_disjoint_free(ways);
        routes_cut_free(cut);
        network_free(&net);
    }
}

static void every_allocation_of_disjoint_may_fail(void **state)
{
    (void)state;
    uint64_t seed = 5;
    network net = network_draw(&seed, 9, 40, 3, 0);
    routes_disjoint_options options = ROUTES_DISJOINT_OPTIONS;
    routes_disjoint *ways = NULL;
    routes_error err;
    options.of = ROUTES_DISJOINT_NODES;
    long before = routes_i_memory_live();
    for (long n = 0;; n++) {
        routes_i_memory_fail_after(n);
        routes_status status = routes_disjoint_new(&ways, net.graph, 0, 5, &options, &err);
        routes_i_memory_fail_after(-1);
        if (status == ROUTES_OK)
            break;
        assert_int_equal(status, ROUTES_E_MEMORY);
        assert_null(ways);
        assert_int_equal(routes_i_memory_live(), before);
    }
    assert_true(routes_disjoint_size(ways) > 1);
    routes_disjoint_free(ways);
    assert_int_equal(routes_i_memory_live(), before);
    network_free(&net);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_shortest_way_may_not_be_among_them),
        cmocka_unit_test(disjoint_refuses_bad_calls_and_can_be_stopped),
        cmocka_unit_test(numbers_and_totals_agree_with_networkx),
        cmocka_unit_test(totals_agree_with_the_enumeration_of_all_sets),
        cmocka_unit_test(their_number_is_the_minimum_cut),
        cmocka_unit_test(every_allocation_of_disjoint_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
