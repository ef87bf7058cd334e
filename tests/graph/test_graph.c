/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit oracle property memory */

#include "routes/graph.h"

#include <stdlib.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "core/memory.h"
#include "support/network.h"

/* 0 -> 1 one way, 1 = 2 both ways, 2 - 2 a loop, 1 -> 0 one way and parallel. */
static routes_graph *small(void)
{
    const uint32_t from[] = {0, 1, 2, 1};
    const uint32_t to[] = {1, 2, 2, 0};
    const int64_t length[] = {5, 0, 7, 9};
    const unsigned char both[] = {0, 1, 0, 0};
    routes_graph_options options = ROUTES_GRAPH_OPTIONS;
    options.both_ways = both;
    routes_graph *graph = NULL;
    routes_error err;
    assert_ok(routes_graph_new(&graph, 3, from, to, length, 4, &options, &err), &err);
    return graph;
}

typedef size_t (*row_of)(const uint32_t **ends, const uint32_t **links, const routes_graph *graph,
                         uint32_t node);

static void check_row(row_of row, const routes_graph *graph, uint32_t node, size_t expected,
                      const uint32_t *expected_ends, const uint32_t *expected_links)
{
    const uint32_t *ends = NULL;
    const uint32_t *links = NULL;
    assert_int_equal(row(&ends, &links, graph, node), expected);
    assert_memory_equal(ends, expected_ends, expected * sizeof *ends);
    assert_memory_equal(links, expected_links, expected * sizeof *links);
}

static void graph_lists_the_links_of_a_node_by_direction(void **state)
{
    (void)state;
    routes_graph *graph = small();
    check_row(routes_graph_leaving, graph, 0, 1, (uint32_t[]){1}, (uint32_t[]){0});
    check_row(routes_graph_entering, graph, 0, 1, (uint32_t[]){1}, (uint32_t[]){3});
    check_row(routes_graph_leaving, graph, 1, 2, (uint32_t[]){0, 2}, (uint32_t[]){3, 1});
    check_row(routes_graph_entering, graph, 1, 2, (uint32_t[]){2, 0}, (uint32_t[]){1, 0});
    check_row(routes_graph_touching, graph, 1, 3, (uint32_t[]){0, 2, 0}, (uint32_t[]){3, 1, 0});
    check_row(routes_graph_leaving, graph, 2, 2, (uint32_t[]){1, 2}, (uint32_t[]){1, 2});
    check_row(routes_graph_entering, graph, 2, 2, (uint32_t[]){1, 2}, (uint32_t[]){1, 2});
    assert_int_equal(routes_graph_leaving(NULL, NULL, graph, 2), 2);
    routes_graph_free(graph);
}

static void graph_gives_back_what_it_was_given(void **state)
{
    (void)state;
    const uint32_t from[] = {0, 1};
    const uint32_t to[] = {1, 1};
    const int64_t length[] = {INT64_MAX - 1, 1};
    const int64_t time[] = {3, 4};
    const double reliability[] = {1.0, NAN};
    routes_graph_options options = ROUTES_GRAPH_OPTIONS;
    routes_graph *graph = NULL;
    routes_error err;

    assert_ok(routes_graph_new(&graph, 2, from, to, length, 2, &options, &err), &err);
    assert_int_equal(routes_graph_nodes(graph), 2);
    assert_int_equal(routes_graph_links(graph), 2);
    assert_memory_equal(routes_graph_from(graph), from, sizeof from);
    assert_memory_equal(routes_graph_to(graph), to, sizeof to);
    assert_memory_equal(routes_graph_length_um(graph), length, sizeof length);
    assert_memory_equal(routes_graph_both_ways(graph), "\1\1", 2);
    assert_null(routes_graph_time_ms(graph));
    assert_null(routes_graph_reliability(graph));
    routes_graph_free(graph);

    options.time_ms = time;
    options.reliability = reliability;
    assert_ok(routes_graph_new(&graph, 2, from, to, length, 2, &options, &err), &err);
    assert_memory_equal(routes_graph_time_ms(graph), time, sizeof time);
    assert_memory_equal(routes_graph_reliability(graph), reliability, sizeof reliability);
    routes_graph_free(graph);
    routes_graph_free(NULL);
}

static void graph_may_have_no_links_and_no_nodes(void **state)
{
    (void)state;
    routes_graph *graph = NULL;
    routes_error err;
    assert_ok(routes_graph_new(&graph, 0, NULL, NULL, NULL, 0, NULL, &err), &err);
    assert_int_equal(routes_graph_nodes(graph), 0);
    routes_graph_free(graph);
    assert_ok(routes_graph_new(&graph, 2, NULL, NULL, NULL, 0, NULL, &err), &err);
    assert_int_equal(routes_graph_touching(NULL, NULL, graph, 1), 0);
    routes_graph_free(graph);
}

static void graph_refuses_what_is_wrong(void **state)
{
    (void)state;
    const struct {
        uint32_t from;
        uint32_t to;
        int64_t length[2];
        int64_t time[2];
        double reliability;
        const char *says;
    } bad[] = {
        {0, 2, {1, 1}, {1, 1}, 1, "link 1 joins 0 and 2, must be below the 2 nodes"},
        {7, 0, {1, 1}, {1, 1}, 1, "link 1 joins 7 and 0, must be below the 2 nodes"},
        {0, 1, {1, -1}, {1, 1}, 1, "length_um[1] is -1, must be 0 or above"},
        {0, 1, {1, 1}, {-5, 1}, 1, "time_ms[0] is -5, must be 0 or above"},
        {0, 1, {INT64_MAX, 1}, {1, 1}, 1, "length_um adds up to more than 2^63 at link 1 of 2"},
        {0, 1, {1, 1}, {1, 1}, 1.01, "reliability[1] is 1.01, must be 0 to 1"},
        {0, 1, {1, 1}, {1, 1}, -INFINITY, "reliability[1] is -inf, must be 0 to 1"},
    };
    routes_error err;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        const uint32_t from[] = {0, bad[i].from};
        const uint32_t to[] = {1, bad[i].to};
        const double reliability[] = {0.5, bad[i].reliability};
        routes_graph_options options = ROUTES_GRAPH_OPTIONS;
        options.time_ms = bad[i].time;
        options.reliability = reliability;
        routes_graph *graph = (routes_graph *)&options;
        assert_int_equal(routes_graph_new(&graph, 2, from, to, bad[i].length, 2, &options, &err),
                         ROUTES_E_DATA);
        assert_string_equal(err.message, bad[i].says);
        assert_null(graph);
    }
    routes_graph *graph = NULL;
    const uint32_t ends[] = {0};
    assert_int_equal(routes_graph_new(NULL, 1, NULL, NULL, NULL, 0, NULL, &err), ROUTES_E_ARGUMENT);
    assert_int_equal(routes_graph_new(&graph, 1, ends, ends, NULL, 1, NULL, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_graph_new(&graph, UINT32_MAX, NULL, NULL, NULL, 0, NULL, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(
        routes_graph_new(&graph, 1, NULL, NULL, NULL, 0, &(routes_graph_options){.size = 3}, &err),
        ROUTES_E_ARGUMENT);
}

/* Oracle: look at every link for every node. */
static void graph_rows_agree_with_a_look_at_every_link(void **state)
{
    (void)state;
    uint64_t seed = 5;
    for (int round = 0; round < 200; round++) {
        network net = network_draw(&seed, 1 + draw(&seed) % 9, draw(&seed) % 30, 3, 40);
        size_t entries = 0;
        for (uint32_t v = 0; v < net.nodes; v++) {
            const uint32_t *ends;
            const uint32_t *links;
            size_t leaving = 0;
            size_t entering = 0;
            for (size_t i = 0; i < net.links; i++) {
                leaving += net.from[i] == v || (net.both_ways[i] && net.to[i] == v);
                entering += net.to[i] == v || (net.both_ways[i] && net.from[i] == v);
            }
            assert_int_equal(routes_graph_entering(&ends, &links, net.graph, v), entering);
            for (size_t i = 0; i < entering; i++)
                assert_true((net.to[links[i]] == v && net.from[links[i]] == ends[i]) ||
                            (net.both_ways[links[i]] && net.from[links[i]] == v &&
                             net.to[links[i]] == ends[i]));
            assert_int_equal(routes_graph_leaving(&ends, &links, net.graph, v), leaving);
            for (size_t i = 0; i < leaving; i++)
                assert_true((net.from[links[i]] == v && net.to[links[i]] == ends[i]) ||
                            (net.both_ways[links[i]] && net.to[links[i]] == v &&
                             net.from[links[i]] == ends[i]));
            entries += routes_graph_touching(NULL, NULL, net.graph, v);
        }
        size_t loops = 0;
        for (size_t i = 0; i < net.links; i++)
            loops += net.from[i] == net.to[i];
        assert_int_equal(entries, 2 * net.links - loops);
        network_free(&net);
    }
}

/* Bytes in use by the C library's allocator, whatever the library believes of itself; 0 where the
 * allocator does not tell. */
static size_t bytes_in_use(void)
{
#ifdef __GLIBC__
    struct mallinfo2 info = mallinfo2();
    return info.uordblks + info.hblkhd;
#else
    return 0;
#endif
}

/* Everything given, and as many nodes as links, which is more than a road network has. */
static void a_million_links_take_under_64_bytes_each(void **state)
{
    (void)state;
    enum { LINKS = 1000000, NODES = 1000000 };
    uint64_t seed = 1;
    network net = network_sized(NODES, LINKS);
    int64_t *time = calloc(LINKS, sizeof *time);
    assert_non_null(time);
    for (size_t i = 0; i < LINKS; i++) {
        net.from[i] = (uint32_t)(draw(&seed) % NODES);
        net.to[i] = (uint32_t)(draw(&seed) % NODES);
        net.both_ways[i] = 1;
    }
    routes_graph_options options = ROUTES_GRAPH_OPTIONS;
    options.time_ms = time;
    options.reliability = net.reliability;
    options.both_ways = net.both_ways;
    routes_error err;

    size_t before = bytes_in_use();
    assert_ok(
        routes_graph_new(&net.graph, NODES, net.from, net.to, net.length, LINKS, &options, &err),
        &err);
    size_t after = bytes_in_use();
    size_t said = routes_graph_bytes(net.graph);
    print_message("%.2f bytes a link as counted, %.2f as measured\n", (double)said / LINKS,
                  (double)(after - before) / LINKS);
    assert_true(said < (size_t)64 * LINKS);
    /* Under a sanitizer the allocator tells nothing. */
    if (after > before) {
        assert_true(after - before < (size_t)64 * LINKS);
        assert_true(after - before >= said);
    }
    network_free(&net);
    free(time);
}

static void graph_survives_every_allocation_that_fails(void **state)
{
    (void)state;
    const uint32_t from[] = {0, 1};
    const uint32_t to[] = {1, 2};
    const int64_t length[] = {1, 1};
    const double reliability[] = {0.5, 0.5};
    routes_graph_options options = ROUTES_GRAPH_OPTIONS;
    options.time_ms = length;
    options.reliability = reliability;
    routes_error err;
    routes_status status = ROUTES_E_MEMORY;
    long live = routes_i_memory_live();

    long allowed = 0;
    for (; status == ROUTES_E_MEMORY; allowed++) {
        routes_graph *graph = NULL;
        routes_i_memory_fail_after(allowed);
        status = routes_graph_new(&graph, 3, from, to, length, 2, &options, &err);
        routes_i_memory_fail_after(-1);
        assert_true((status == ROUTES_OK) == (graph != NULL));
        if (status)
            assert_string_equal(err.message, "no memory for 3 nodes and 2 links");
        routes_graph_free(graph);
        assert_int_equal(routes_i_memory_live(), live);
    }
    assert_int_equal(status, ROUTES_OK);
    assert_true(allowed > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(graph_lists_the_links_of_a_node_by_direction),
        cmocka_unit_test(graph_gives_back_what_it_was_given),
        cmocka_unit_test(graph_may_have_no_links_and_no_nodes),
        cmocka_unit_test(graph_refuses_what_is_wrong),
        cmocka_unit_test(graph_rows_agree_with_a_look_at_every_link),
        cmocka_unit_test(a_million_links_take_under_64_bytes_each),
        cmocka_unit_test(graph_survives_every_allocation_that_fails),
    };
    return cmocka_run_group_tests_name("graph", tests, NULL, NULL);
}
