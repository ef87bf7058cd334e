/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit oracle property memory */

#include "routes/component.h"

#include "core/memory.h"
#include "support/network.h"

/* 0 -> 2, 2 - 4, 1 - 3 and 3 - 3; 5 alone. */
static void components_are_numbered_by_their_lowest_node(void **state)
{
    (void)state;
    const uint32_t from[] = {0, 2, 3, 3};
    const uint32_t to[] = {2, 4, 1, 3};
    const int64_t length[] = {1, 1, 1, 0};
    const unsigned char both[] = {0, 0, 0, 0};
    routes_graph_options options = ROUTES_GRAPH_OPTIONS;
    routes_graph *graph = NULL;
    routes_error err;
    uint32_t component[6];
    size_t count = 0;
    options.both_ways = both;
    assert_ok(routes_graph_new(&graph, 6, from, to, length, 4, &options, &err), &err);

    assert_ok(routes_component_find(component, &count, graph, NULL, NULL, &err), &err);
    assert_int_equal(count, 3);
    assert_memory_equal(component, ((uint32_t[]){0, 1, 0, 1, 0, 2}), sizeof component);

    const unsigned char node_closed[] = {0, 0, 1, 0, 0, 0};
    assert_ok(routes_component_find(component, &count, graph, node_closed, NULL, &err), &err);
    assert_int_equal(count, 4);
    assert_memory_equal(component, ((uint32_t[]){0, 1, ROUTES_GRAPH_NONE, 1, 2, 3}),
                        sizeof component);

    const unsigned char link_closed[] = {0, 0, 1, 0};
    assert_ok(routes_component_find(component, NULL, graph, NULL, link_closed, &err), &err);
    assert_memory_equal(component, ((uint32_t[]){0, 1, 0, 2, 0, 3}), sizeof component);
    routes_graph_free(graph);
}

static void components_of_nothing_are_none(void **state)
{
    (void)state;
    routes_graph *graph = NULL;
    routes_error err;
    size_t count = 9;
    assert_ok(routes_graph_new(&graph, 0, NULL, NULL, NULL, 0, NULL, &err), &err);
    assert_ok(routes_component_find(NULL, &count, graph, NULL, NULL, &err), &err);
    assert_int_equal(count, 0);
    routes_graph_free(graph);
    assert_int_equal(routes_component_find(NULL, &count, NULL, NULL, NULL, &err),
                     ROUTES_E_ARGUMENT);
}

/* Oracle: give every node its own number and lower it along links until nothing changes. */
static void components_agree_with_lowering_numbers(void **state)
{
    (void)state;
    uint64_t seed = 3;
    for (int round = 0; round < 300; round++) {
        size_t nodes = 1 + draw(&seed) % 12;
        network net = network_draw(&seed, nodes, draw(&seed) % 14, 3, 50);
        unsigned char node_closed[12];
        unsigned char link_closed[14];
        uint32_t lowest[12];
        uint32_t component[12];
        size_t count = 0;
        routes_error err;
        for (size_t v = 0; v < nodes; v++) {
            node_closed[v] = draw(&seed) % 5 == 0;
            lowest[v] = (uint32_t)v;
        }
        for (size_t i = 0; i < net.links; i++)
            link_closed[i] = draw(&seed) % 5 == 0;
        for (size_t pass = 0; pass < nodes; pass++)
            for (size_t i = 0; i < net.links; i++) {
                uint32_t a = net.from[i];
                uint32_t b = net.to[i];
                if (link_closed[i] || node_closed[a] || node_closed[b])
                    continue;
                lowest[a] = lowest[b] = lowest[a] < lowest[b] ? lowest[a] : lowest[b];
            }
        assert_ok(
            routes_component_find(component, &count, net.graph, node_closed, link_closed, &err),
            &err);
        uint32_t next = 0;
        for (size_t v = 0; v < nodes; v++) {
            if (node_closed[v])
                assert_int_equal(component[v], ROUTES_GRAPH_NONE);
            else if (lowest[v] == v)
                assert_int_equal(component[v], next++);
            else
                assert_int_equal(component[v], component[lowest[v]]);
        }
        assert_int_equal(count, next);
        network_free(&net);
    }
}

static void component_without_memory_leaves_its_outputs(void **state)
{
    (void)state;
    uint64_t seed = 9;
    network net = network_draw(&seed, 3, 3, 3, 0);
    uint32_t component[3] = {7, 7, 7};
    size_t count = 7;
    routes_error err;
    routes_i_memory_fail_after(0);
    routes_status status = routes_component_find(component, &count, net.graph, NULL, NULL, &err);
    routes_i_memory_fail_after(-1);
    assert_int_equal(status, ROUTES_E_MEMORY);
    assert_int_equal(component[0], 7);
    assert_int_equal(count, 7);
    network_free(&net);
    assert_int_equal(routes_i_memory_live(), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(components_are_numbered_by_their_lowest_node),
        cmocka_unit_test(components_of_nothing_are_none),
        cmocka_unit_test(components_agree_with_lowering_numbers),
        cmocka_unit_test(component_without_memory_leaves_its_outputs),
    };
    return cmocka_run_group_tests_name("component", tests, NULL, NULL);
}
