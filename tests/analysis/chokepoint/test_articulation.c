/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit oracle property memory */
#define _POSIX_C_SOURCE 200809L

#include "routes/articulation.h"

#include "core/memory.h"
#include "graph/igraph_bridge.h"
#include "routes/component.h"
#include "support/cases.h"
#include "support/network.h"

#define ORACLE ROUTES_SHARED "/oracles/exact_small"

static routes_articulation *find(const routes_graph *graph)
{
    routes_articulation *found = NULL;
    routes_error err;
    assert_ok(routes_articulation_new(&found, graph, NULL, &err), &err);
    return found;
}

static void skip_without_oracle(size_t cases)
{
    if (cases > 0)
        return;
    print_message("skipped: no %s\n", ORACLE);
    skip();
}

/* Writes the numbers as "5|2". */
static void join(char *text, size_t room, const uint32_t *numbers, size_t n)
{
    size_t at = 0;
    text[0] = '\0';
    for (size_t i = 0; i < n; i++)
        at += (size_t)snprintf(text + at, room - at, i ? "|%lu" : "%lu", (unsigned long)numbers[i]);
}

/* Deletion test and igraph (see the oracle's README): every case with cut nodes. */
static void check_case(const char *folder)
{
    char file[1024];
    char text[4096];
    csv names;
    csv nodes;
    csv bridges;
    csv blocks;
    network net;
    assert_true(network_read(&net, &names, folder, 0));
    snprintf(file, sizeof file, "%s/expected_articulation.csv", folder);
    assert_true(csv_read(&nodes, file));
    snprintf(file, sizeof file, "%s/expected_bridges.csv", folder);
    assert_true(csv_read(&bridges, file));
    snprintf(file, sizeof file, "%s/expected_blocks.csv", folder);
    assert_true(csv_read(&blocks, file));
    routes_articulation *found = find(net.graph);

    assert_int_equal(routes_articulation_nodes(found), nodes.rows);
    for (size_t i = 0; i < nodes.rows; i++) {
        routes_cut_node cut = routes_articulation_node(found, i);
        size_t row = csv_find(&nodes, "node", csv_at(&names, cut.node, "node"));
        join(text, sizeof text, cut.sizes, cut.pieces);
        assert_string_equal(text, csv_at(&nodes, row, "piece_sizes"));
        assert_int_equal(cut.pieces, (int)csv_number(&nodes, row, "pieces"));
    }
    assert_int_equal(routes_articulation_bridges(found), bridges.rows);
    for (size_t i = 0; i < bridges.rows; i++) {
        snprintf(text, sizeof text, "%lu",
                 (unsigned long)routes_articulation_bridge(found, i).link + 1);
        csv_find(&bridges, "edge", text);
    }
    assert_int_equal(routes_articulation_blocks(found), blocks.rows);
    for (size_t i = 0; i < blocks.rows; i++) {
        routes_block block = routes_articulation_block(found, i);
        size_t at = 0;
        for (size_t k = 0; k < block.nodes; k++)
            at += (size_t)snprintf(text + at, sizeof text - at, k ? "|%s" : "%s",
                                   csv_at(&names, block.node[k], "node"));
        csv_find(&blocks, "nodes", text);
    }
    print_message("%s: %zu cut nodes, %zu bridges, %zu blocks\n", strrchr(folder, '/') + 1,
                  nodes.rows, bridges.rows, blocks.rows);
    routes_articulation_free(found);
    csv_free(&blocks);
    csv_free(&bridges);
    csv_free(&nodes);
    csv_free(&names);
    network_free(&net);
}

static void cut_nodes_bridges_and_blocks_agree_with_exact_cases(void **state)
{
    (void)state;
    skip_without_oracle(cases_each(ORACLE, "expected_articulation.csv", check_case));
}

/* A road 0-1-2 and a parallel road 1-2, a spur 2-3, a loop at 3:
 *     cut nodes 1 (0 | 2 3) and 2 (0 1 | 3); bridges 0-1 and 2-3.
 * Demands: 0 to 3, volume 10: parted by both, over both bridges; 0 to 2, not known: by 1, over the
 * first; 1 to 3, volume 5: by 2, over the second; 2 to 2 and 0 to the lone 4: by nothing. */
static void demands_are_parted_by_what_lies_between_their_ends(void **state)
{
    (void)state;
    const uint32_t from[] = {1, 1, 2, 3, 3};
    const uint32_t to[] = {0, 2, 1, 2, 3};
    const int64_t length[] = {1, 1, 1, 1, 1};
    const uint32_t demand_from[] = {0, 0, 1, 2, 0};
    const uint32_t demand_to[] = {3, 2, 3, 2, 4};
    const double volume[] = {10, NAN, 5, 7, 7};
    routes_graph *graph = NULL;
    routes_parted by_node[2];
    routes_parted by_bridge[2];
    routes_error err;
    assert_ok(routes_graph_new(&graph, 5, from, to, length, 5, NULL, &err), &err);
    routes_articulation *found = find(graph);

    assert_int_equal(routes_articulation_nodes(found), 2);
    assert_int_equal(routes_articulation_node(found, 0).node, 1);
    assert_int_equal(routes_articulation_node(found, 1).node, 2);
    assert_int_equal(routes_articulation_bridges(found), 2);
    routes_bridge bridge = routes_articulation_bridge(found, 0);
    assert_int_equal(bridge.link, 0);
    assert_int_equal(bridge.from_side, 3);
    assert_int_equal(bridge.to_side, 1);
    bridge = routes_articulation_bridge(found, 1);
    assert_int_equal(bridge.link, 3);
    assert_int_equal(bridge.from_side, 1);
    assert_int_equal(bridge.to_side, 3);

    assert_ok(routes_articulation_part(by_node, by_bridge, found, demand_from, demand_to, volume, 5,
                                       &err),
              &err);
    assert_int_equal(by_node[0].demands, 2);
    assert_int_equal(by_node[0].unknown, 1);
    assert_near(by_node[0].volume, 10.0, 0.0);
    assert_int_equal(by_node[1].demands, 2);
    assert_int_equal(by_node[1].unknown, 0);
    assert_near(by_node[1].volume, 15.0, 0.0);
    assert_int_equal(by_bridge[0].demands, 2);
    assert_near(by_bridge[0].volume, 10.0, 0.0);
    assert_int_equal(by_bridge[1].demands, 2);
    assert_near(by_bridge[1].volume, 15.0, 0.0);

    assert_ok(routes_articulation_part(by_node, NULL, found, demand_from, demand_to, NULL, 5, &err),
              &err);
    assert_int_equal(by_node[0].unknown, 2);
    routes_articulation_free(found);
    routes_graph_free(graph);
}

static void graphs_without_links_hold_together_in_nothing(void **state)
{
    (void)state;
    for (size_t nodes = 0; nodes < 3; nodes++) {
        routes_graph *graph = NULL;
        routes_error err;
        assert_ok(routes_graph_new(&graph, nodes, NULL, NULL, NULL, 0, NULL, &err), &err);
        routes_articulation *found = find(graph);
        assert_int_equal(routes_articulation_nodes(found), 0);
        assert_int_equal(routes_articulation_bridges(found), 0);
        assert_int_equal(routes_articulation_blocks(found), 0);
        routes_articulation_free(found);
        routes_graph_free(graph);
    }
}

static int stop(double done, const char *what, void *user)
{
    (void)done;
    (void)user;
    assert_string_equal(what, "cut nodes");
    return 1;
}

static void articulation_refuses_bad_calls_and_can_be_stopped(void **state)
{
    (void)state;
    uint64_t seed = 1;
    network net = network_draw(&seed, 3, 4, 1, 0);
    routes_articulation *found = NULL;
    routes_error err;
    assert_int_equal(routes_articulation_new(NULL, net.graph, NULL, &err), ROUTES_E_ARGUMENT);
    assert_int_equal(routes_articulation_new(&found, NULL, NULL, &err), ROUTES_E_ARGUMENT);
    routes_run run = ROUTES_RUN;
    routes_articulation_options options = ROUTES_ARTICULATION_OPTIONS;
    run.progress = stop;
    options.run = &run;
    assert_int_equal(routes_articulation_new(&found, net.graph, &options, &err),
                     ROUTES_E_CANCELLED);
    assert_null(found);

    found = find(net.graph);
    const uint32_t from[] = {0, 0};
    const uint32_t to[] = {1, 3};
    const double volume[] = {1, -1};
    assert_int_equal(routes_articulation_part(NULL, NULL, NULL, from, to, NULL, 1, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_articulation_part(NULL, NULL, found, from, NULL, NULL, 1, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_articulation_part(NULL, NULL, found, from, to, NULL, 2, &err),
                     ROUTES_E_DATA);
    assert_string_equal(err.message, "demand 1 joins 0 and 3, must be below the 3 nodes");
    assert_int_equal(routes_articulation_part(NULL, NULL, found, from, from, volume, 2, &err),
                     ROUTES_E_DATA);
    assert_string_equal(err.message, "volume[1] is -1, must be finite, 0 or above");
    assert_ok(routes_articulation_part(NULL, NULL, found, NULL, NULL, NULL, 0, &err), &err);
    routes_articulation_free(found);
    routes_articulation_free(NULL);
    network_free(&net);
}

/* Oracle: take each node and each link out and look at what is left. */
enum { NODES = 10 };

static void components_without(uint32_t *component, size_t *count, const network *net, size_t node,
                               size_t link)
{
    unsigned char node_closed[NODES] = {0};
    unsigned char link_closed[32] = {0};
    routes_error err;
    if (node < NODES)
        node_closed[node] = 1;
    if (link < net->links)
        link_closed[link] = 1;
    assert_ok(routes_component_find(component, count, net->graph, node_closed, link_closed, &err),
              &err);
}

/* The demands parted: joined in the whole graph, both ends left, and no longer joined. */
static size_t count_parted(const uint32_t *whole, const uint32_t *left, const uint32_t *from,
                           const uint32_t *to, size_t demands, size_t node, double *volume)
{
    size_t parted = 0;
    *volume = 0.0;
    for (size_t i = 0; i < demands; i++) {
        if (from[i] == node || to[i] == node || whole[from[i]] != whole[to[i]] ||
            left[from[i]] == left[to[i]])
            continue;
        parted++;
        *volume += (double)i;
    }
    return parted;
}

static void what_is_parted_agrees_with_taking_each_out(void **state)
{
    (void)state;
    enum { DEMANDS = 40 };
    uint64_t seed = 1972;
    for (int round = 0; round < 400; round++) {
        network net = network_draw(&seed, NODES, draw(&seed) % 16, 1, 30);
        uint32_t from[DEMANDS];
        uint32_t to[DEMANDS];
        double volume[DEMANDS];
        uint32_t whole[NODES];
        uint32_t left[NODES];
        size_t count_whole = 0;
        size_t count_left = 0;
        double expected = 0.0;
        for (size_t i = 0; i < DEMANDS; i++) {
            from[i] = (uint32_t)(draw(&seed) % NODES);
            to[i] = (uint32_t)(draw(&seed) % NODES);
            volume[i] = (double)i;
        }
        routes_articulation *found = find(net.graph);
        routes_parted by_node[NODES];
        routes_parted by_bridge[NODES];
        routes_error err;
        assert_ok(
            routes_articulation_part(by_node, by_bridge, found, from, to, volume, DEMANDS, &err),
            &err);
        components_without(whole, &count_whole, &net, NODES, net.links);

        size_t next = 0;
        for (uint32_t v = 0; v < NODES; v++) {
            components_without(left, &count_left, &net, v, net.links);
            size_t links = routes_graph_touching(NULL, NULL, net.graph, v);
            size_t others = 0;
            for (size_t u = 0; u < NODES; u++)
                others += u != v && whole[u] == whole[v];
            size_t pieces = count_left - (count_whole - 1);
            assert_true(links > 0 || pieces == 0);
            if (pieces < 2)
                continue;
            routes_cut_node cut = routes_articulation_node(found, next);
            assert_int_equal(cut.node, v);
            assert_int_equal(cut.pieces, pieces);
            for (size_t k = 0; k < pieces; k++) {
                others -= cut.sizes[k];
                assert_true(k == 0 || cut.sizes[k] <= cut.sizes[k - 1]);
            }
            assert_int_equal(others, 0);
            size_t parted = count_parted(whole, left, from, to, DEMANDS, v, &expected);
            assert_int_equal(by_node[next].demands, parted);
            assert_near(by_node[next].volume, expected, 0.0);
            next++;
        }
        assert_int_equal(routes_articulation_nodes(found), next);

        next = 0;
        for (uint32_t i = 0; i < net.links; i++) {
            components_without(left, &count_left, &net, NODES, i);
            if (count_left == count_whole)
                continue;
            routes_bridge bridge = routes_articulation_bridge(found, next);
            size_t from_side = 0;
            size_t to_side = 0;
            for (size_t v = 0; v < NODES; v++) {
                from_side += left[v] == left[net.from[i]];
                to_side += left[v] == left[net.to[i]];
            }
            assert_int_equal(bridge.link, i);
            assert_int_equal(bridge.from_side, from_side);
            assert_int_equal(bridge.to_side, to_side);
            size_t parted = count_parted(whole, left, from, to, DEMANDS, NODES, &expected);
            assert_int_equal(by_bridge[next].demands, parted);
            assert_near(by_bridge[next].volume, expected, 0.0);
            next++;
        }
        assert_int_equal(routes_articulation_bridges(found), next);
        routes_articulation_free(found);
        network_free(&net);
    }
}

/* igraph on larger graphs: the same cut nodes and bridges, and as many blocks. */
struct question {
    const routes_graph *graph;
    igraph_vector_int_t nodes;
    igraph_vector_int_t bridges;
    igraph_integer_t blocks;
};

static igraph_error_t ask(void *context)
{
    struct question *question = context;
    routes_i_igraph made;
    igraph_error_t code = routes_i_igraph_make(&made, question->graph, 0);
    if (code)
        return code;
    code = igraph_biconnected_components(&made.graph, &question->blocks, NULL, NULL, NULL,
                                         &question->nodes);
    if (!code)
        code = igraph_bridges(&made.graph, &question->bridges);
    routes_i_igraph_destroy(&made);
    return code;
}

static void cut_nodes_and_bridges_agree_with_igraph(void **state)
{
    (void)state;
    uint64_t seed = 12;
    for (int round = 0; round < 40; round++) {
        network net = network_draw(&seed, 500, 300 + draw(&seed) % 400, 1, 30);
        struct question question = {.graph = net.graph};
        routes_error err;
        assert_int_equal(igraph_vector_int_init(&question.nodes, 0), IGRAPH_SUCCESS);
        assert_int_equal(igraph_vector_int_init(&question.bridges, 0), IGRAPH_SUCCESS);
        assert_ok(routes_i_igraph_run(ask, &question, NULL, &err), &err);
        igraph_vector_int_sort(&question.nodes);
        igraph_vector_int_sort(&question.bridges);
        routes_articulation *found = find(net.graph);
        assert_int_equal(routes_articulation_blocks(found), question.blocks);
        assert_int_equal(routes_articulation_nodes(found), igraph_vector_int_size(&question.nodes));
        for (size_t i = 0; i < routes_articulation_nodes(found); i++)
            assert_int_equal(routes_articulation_node(found, i).node, VECTOR(question.nodes)[i]);
        assert_int_equal(routes_articulation_bridges(found),
                         igraph_vector_int_size(&question.bridges));
        for (size_t i = 0; i < routes_articulation_bridges(found); i++)
            assert_int_equal(routes_articulation_bridge(found, i).link,
                             VECTOR(question.bridges)[i]);
        routes_articulation_free(found);
        igraph_vector_int_destroy(&question.nodes);
        igraph_vector_int_destroy(&question.bridges);
        network_free(&net);
    }
}

/* A recursive walk would need a million frames here. Each inner node of a road parts it. */
static void a_road_of_a_million_nodes_needs_no_deep_stack(void **state)
{
    (void)state;
    enum { N = 1000000 };
    network net = network_sized(N, N - 1);
    for (size_t i = 0; i < N - 1; i++) {
        net.from[i] = (uint32_t)i;
        net.to[i] = (uint32_t)(i + 1);
    }
    network_build(&net);
    routes_articulation *found = find(net.graph);
    assert_int_equal(routes_articulation_nodes(found), N - 2);
    assert_int_equal(routes_articulation_bridges(found), N - 1);
    routes_cut_node cut = routes_articulation_node(found, 9);
    assert_int_equal(cut.node, 10);
    assert_int_equal(cut.sizes[0], N - 11);
    assert_int_equal(cut.sizes[1], 10);
    routes_articulation_free(found);
    network_free(&net);
}

static void articulation_survives_every_allocation_that_fails(void **state)
{
    (void)state;
    uint64_t seed = 9;
    network net = network_draw(&seed, 8, 9, 3, 0);
    long live = routes_i_memory_live();
    routes_status status = ROUTES_E_MEMORY;
    for (long allowed = 0; status == ROUTES_E_MEMORY; allowed++) {
        routes_articulation *found = NULL;
        routes_error err;
        routes_i_memory_fail_after(allowed);
        status = routes_articulation_new(&found, net.graph, NULL, &err);
        routes_i_memory_fail_after(-1);
        assert_true((status == ROUTES_OK) == (found != NULL));
        routes_articulation_free(found);
        assert_int_equal(routes_i_memory_live(), live);
    }
    assert_int_equal(status, ROUTES_OK);
    network_free(&net);
    assert_int_equal(routes_i_memory_live(), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cut_nodes_bridges_and_blocks_agree_with_exact_cases),
        cmocka_unit_test(demands_are_parted_by_what_lies_between_their_ends),
        cmocka_unit_test(graphs_without_links_hold_together_in_nothing),
        cmocka_unit_test(articulation_refuses_bad_calls_and_can_be_stopped),
        cmocka_unit_test(what_is_parted_agrees_with_taking_each_out),
        cmocka_unit_test(cut_nodes_and_bridges_agree_with_igraph),
        cmocka_unit_test(a_road_of_a_million_nodes_needs_no_deep_stack),
        cmocka_unit_test(articulation_survives_every_allocation_that_fails),
    };
    return cmocka_run_group_tests_name("articulation", tests, NULL, NULL);
}
