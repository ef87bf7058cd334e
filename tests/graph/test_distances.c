/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit oracle property memory thread */
#define _POSIX_C_SOURCE 200809L

#include "routes/distances.h"

#include "core/memory.h"
#include "graph/igraph_bridge.h"
#include "support/check.h"
#include "support/network.h"

enum { MOST = 64 };

/* Oracle: all pairs by Floyd 1962. */
static void floyd(int64_t (*d)[MOST], const network *net)
{
    for (size_t i = 0; i < net->nodes; i++)
        for (size_t j = 0; j < net->nodes; j++)
            d[i][j] = i == j ? 0 : -1;
    for (size_t i = 0; i < net->links; i++)
        for (int back = 0; back < 1 + net->both_ways[i]; back++) {
            int64_t *at = back ? &d[net->to[i]][net->from[i]] : &d[net->from[i]][net->to[i]];
            *at = *at < 0 || net->length[i] < *at ? net->length[i] : *at;
        }
    for (size_t k = 0; k < net->nodes; k++)
        for (size_t i = 0; i < net->nodes; i++)
            for (size_t j = 0; j < net->nodes; j++)
                if (d[i][k] >= 0 && d[k][j] >= 0 && (d[i][j] < 0 || d[i][k] + d[k][j] < d[i][j]))
                    d[i][j] = d[i][k] + d[k][j];
}

/* Lengths within one order of magnitude, six, and such as do not fit an arc; with some of 0. */
static network draw_network(uint64_t *seed, int round)
{
    static const uint64_t span[] = {3, 1000000, UINT64_C(1) << 40};
    network net = network_draw(seed, 1 + draw(seed) % 20, draw(seed) % 50, 3, 30);
    routes_graph_free(net.graph);
    for (size_t i = 0; i < net.links; i++)
        net.length[i] = round % 2 && draw(seed) % 4 == 0
                            ? 0
                            : (int64_t)(1 + draw(seed) * draw(seed) % span[round % 3]);
    network_build(&net);
    return net;
}

static void check_nearest(const network *net, const uint32_t *from, size_t count, int backward,
                          int64_t (*d)[MOST])
{
    int64_t distance[MOST];
    uint32_t nearest[MOST];
    routes_error err;
    routes_distances_options options = ROUTES_DISTANCES_OPTIONS;
    options.backward = backward;
    assert_ok(routes_distances_nearest(distance, nearest, net->graph, from, count, &options, &err),
              &err);
    for (size_t node = 0; node < net->nodes; node++) {
        int64_t best = -1;
        uint32_t which = ROUTES_GRAPH_NONE;
        for (size_t i = 0; i < count; i++) {
            int64_t at = backward ? d[node][from[i]] : d[from[i]][node];
            if (at >= 0 && (best < 0 || at < best)) {
                best = at;
                which = from[i];
            }
        }
        assert_int_equal(distance[node], best);
        assert_int_equal(nearest[node], which);
    }
}

static void distances_agree_with_all_pairs(void **state)
{
    (void)state;
    uint64_t seed = 1959;
    for (int round = 0; round < 300; round++) {
        static int64_t d[MOST][MOST], distance[8 * MOST];
        network net = draw_network(&seed, round);
        uint32_t from[8];
        size_t count = draw(&seed) % 8;
        routes_error err;
        for (size_t i = 0; i < count; i++)
            from[i] = (uint32_t)(draw(&seed) % net.nodes);
        floyd(d, &net);
        assert_ok(routes_distances_compute(distance, net.graph, from, count, NULL, &err), &err);
        for (size_t i = 0; i < count; i++)
            for (size_t node = 0; node < net.nodes; node++)
                assert_int_equal(distance[i * net.nodes + node], d[from[i]][node]);
        check_nearest(&net, from, count, 0, d);
        check_nearest(&net, from, count, 1, d);
        network_free(&net);
    }
}

struct ask {
    const network *net;
    igraph_matrix_t distance;
};

static igraph_error_t ask_igraph(void *context)
{
    struct ask *ask = context;
    routes_i_igraph made;
    igraph_error_t code = routes_i_igraph_make(&made, ask->net->graph, 1);
    if (code)
        return code;
    code = igraph_distances_dijkstra(&made.graph, &ask->distance, igraph_vss_all(),
                                     igraph_vss_all(), &made.length_um, IGRAPH_OUT);
    routes_i_igraph_destroy(&made);
    return code;
}

static void distances_agree_with_igraph(void **state)
{
    (void)state;
    uint64_t seed = 2001;
    network net = network_draw(&seed, MOST, 200, 3, 100);
    routes_graph_free(net.graph);
    for (size_t i = 0; i < net.links; i++)
        net.length[i] = (int64_t)(1 + draw(&seed) % 100000);
    network_build(&net);
    static int64_t distance[MOST * MOST];
    static uint32_t from[MOST];
    struct ask ask = {.net = &net};
    routes_error err;
    for (uint32_t i = 0; i < MOST; i++)
        from[i] = i;
    assert_int_equal(igraph_matrix_init(&ask.distance, 0, 0), IGRAPH_SUCCESS);
    assert_ok(routes_i_igraph_run(ask_igraph, &ask, NULL, &err), &err);
    assert_ok(routes_distances_compute(distance, net.graph, from, MOST, NULL, &err), &err);
    for (igraph_integer_t i = 0; i < MOST; i++)
        for (igraph_integer_t k = 0; k < MOST; k++) {
            double theirs = MATRIX(ask.distance, i, k);
            double ours = (double)distance[i * MOST + k];
            assert_true(isinf(theirs) ? ours == -1.0 : ours == theirs);
        }
    igraph_matrix_destroy(&ask.distance);
    network_free(&net);
}

/* 0-1-2-3-4 of 10 each, but 5 from 3 to 4: nothing beyond 20, nothing over a closed node. */
static void what_is_too_far_or_closed_has_no_way(void **state)
{
    (void)state;
    network net = network_sized(5, 4);
    for (uint32_t i = 0; i < 4; i++) {
        net.from[i] = i;
        net.to[i] = i + 1;
        net.length[i] = i == 3 ? 5 : 10;
        net.both_ways[i] = 1;
    }
    network_build(&net);
    const uint32_t from[] = {0, 4};
    int64_t distance[10];
    uint32_t nearest[5];
    routes_error err;
    routes_distances_options options = ROUTES_DISTANCES_OPTIONS;
    options.farthest = 20;
    assert_ok(routes_distances_compute(distance, net.graph, from, 2, &options, &err), &err);
    const int64_t within[] = {0, 10, 20, -1, -1, -1, -1, 15, 5, 0};
    assert_memory_equal(distance, within, sizeof within);
    const unsigned char closed[] = {0, 0, 0, 0, 1};
    options = (routes_distances_options)ROUTES_DISTANCES_OPTIONS;
    options.node_closed = closed;
    assert_ok(routes_distances_nearest(distance, nearest, net.graph, from, 2, &options, &err),
              &err);
    const int64_t one[] = {0, 10, 20, 30, -1};
    assert_memory_equal(distance, one, sizeof one);
    assert_int_equal(nearest[3], 0);
    assert_int_equal(nearest[4], ROUTES_GRAPH_NONE);
    /* Node 2 is 20 from 0 and 15 from 4; as near as to 3 it is to 1, which is named first. */
    assert_ok(routes_distances_nearest(distance, nearest, net.graph, from, 2, NULL, &err), &err);
    assert_int_equal(distance[2], 15);
    assert_int_equal(nearest[2], 4);
    const uint32_t sides[] = {3, 1};
    assert_ok(routes_distances_nearest(distance, nearest, net.graph, sides, 2, NULL, &err), &err);
    assert_int_equal(nearest[2], 3);
    network_free(&net);
}

static void any_number_of_threads_gives_the_same_bits(void **state)
{
    (void)state;
    uint64_t seed = 7;
    network net = network_draw(&seed, MOST, 200, 3, 10);
    static const unsigned threads[] = {1, 2, 7};
    static int64_t distance[3][MOST * MOST];
    uint32_t from[MOST];
    for (uint32_t i = 0; i < MOST; i++)
        from[i] = i;
    for (size_t i = 0; i < 3; i++) {
        routes_distances_options options = ROUTES_DISTANCES_OPTIONS;
        routes_run run = ROUTES_RUN;
        routes_error err;
        run.threads = threads[i];
        options.run = &run;
        assert_ok(routes_distances_compute(distance[i], net.graph, from, net.nodes, &options, &err),
                  &err);
        assert_memory_equal(distance[i], distance[0], sizeof distance[0]);
    }
    network_free(&net);
}

static int stop(double done, const char *what, void *user)
{
    (void)done;
    (void)user;
    assert_string_equal(what, "distances");
    return 1;
}

static void bad_calls_are_refused_and_work_can_be_stopped(void **state)
{
    (void)state;
    uint64_t seed = 5;
    network net = network_draw(&seed, 4, 8, 3, 0);
    const uint32_t far[] = {0, 4};
    int64_t distance[8];
    routes_error err;
    routes_run run = ROUTES_RUN;
    routes_distances_options options = ROUTES_DISTANCES_OPTIONS;
    assert_int_equal(routes_distances_compute(distance, NULL, far, 1, NULL, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_distances_compute(NULL, net.graph, far, 1, NULL, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_distances_nearest(NULL, NULL, net.graph, far, 1, NULL, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_distances_compute(distance, net.graph, NULL, 1, NULL, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_distances_compute(distance, net.graph, far, 2, NULL, &err),
                     ROUTES_E_DATA);
    assert_string_equal(err.message, "from[1] is 4, must be below the 4 nodes");
    options.farthest = -1;
    assert_int_equal(routes_distances_compute(distance, net.graph, far, 1, &options, &err),
                     ROUTES_E_ARGUMENT);
    options.farthest = 0;
    options.kind = ROUTES_PATH_RELIABILITY;
    assert_int_equal(routes_distances_compute(distance, net.graph, far, 1, &options, &err),
                     ROUTES_E_ARGUMENT);
    options.kind = ROUTES_PATH_TIME;
    assert_int_equal(routes_distances_nearest(distance, NULL, net.graph, far, 1, &options, &err),
                     ROUTES_E_ARGUMENT);
    options.kind = ROUTES_PATH_LENGTH;
    run.progress = stop;
    options.run = &run;
    assert_int_equal(routes_distances_compute(distance, net.graph, far, 1, &options, &err),
                     ROUTES_E_CANCELLED);
    assert_int_equal(routes_distances_nearest(distance, NULL, net.graph, far, 1, &options, &err),
                     ROUTES_E_CANCELLED);
    network_free(&net);
}

static void distances_survive_every_allocation_that_fails(void **state)
{
    (void)state;
    uint64_t seed = 5;
    network net = network_draw(&seed, 5, 9, 3, 0);
    const uint32_t from[] = {0, 3};
    long live = routes_i_memory_live();
    routes_status status = ROUTES_E_MEMORY;
    for (long allowed = 0; status == ROUTES_E_MEMORY; allowed++) {
        int64_t distance[10];
        uint32_t nearest[5];
        routes_error err;
        routes_i_memory_fail_after(allowed);
        status = routes_distances_compute(distance, net.graph, from, 2, NULL, &err);
        if (!status)
            status = routes_distances_nearest(distance, nearest, net.graph, from, 2, NULL, &err);
        routes_i_memory_fail_after(-1);
        assert_int_equal(routes_i_memory_live(), live);
    }
    assert_int_equal(status, ROUTES_OK);
    network_free(&net);
    assert_int_equal(routes_i_memory_live(), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(distances_agree_with_all_pairs),
        cmocka_unit_test(distances_agree_with_igraph),
        cmocka_unit_test(what_is_too_far_or_closed_has_no_way),
        cmocka_unit_test(any_number_of_threads_gives_the_same_bits),
        cmocka_unit_test(bad_calls_are_refused_and_work_can_be_stopped),
        cmocka_unit_test(distances_survive_every_allocation_that_fails),
    };
    return cmocka_run_group_tests_name("distances", tests, NULL, NULL);
}
