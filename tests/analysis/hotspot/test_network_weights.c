/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit property memory thread */

#include "routes/network_weights.h"

#include <stdlib.h>

#include "core/memory.h"
#include "routes/path.h"
#include "support/check.h"

static int nothing_left(void **state)
{
    (void)state;
    return routes_i_memory_live() == 0 ? 0 : -1;
}

/* a -2- b -3- c, a -10- d, and c leads to a one way (1). Areas 0 .. 4 at a b c d b. */
static routes_graph *small(void)
{
    static const uint32_t from[] = {0, 1, 0, 2}, to[] = {1, 2, 3, 0};
    static const int64_t length[] = {2000000, 3000000, 10000000, 1000000};
    static const unsigned char both_ways[] = {1, 1, 1, 0};
    routes_graph_options options = ROUTES_GRAPH_OPTIONS;
    routes_graph *graph = NULL;
    routes_error err;
    options.both_ways = both_ways;
    assert_ok(routes_graph_new(&graph, 4, from, to, length, 4, &options, &err), &err);
    return graph;
}

static const uint32_t places[] = {0, 1, 2, 3, 1};

static void check_row(const routes_weights *weights, uint32_t area, size_t n,
                      const uint32_t *neighbours, const double *values)
{
    const uint32_t *row;
    const double *found;
    assert_int_equal(routes_weights_row(&row, &found, weights, area), n);
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(row[i], neighbours[i]);
        if (values)
            assert_near(found[i], values[i], 1e-15);
    }
}

static void ways_are_measured_in_their_direction(void **state)
{
    (void)state;
    routes_graph *graph = small();
    routes_weights *weights = NULL;
    routes_error err;
    assert_ok(routes_network_weights_band(&weights, graph, places, 5, 3.0, NULL, &err), &err);
    check_row(weights, 0, 2, (uint32_t[]){1, 4}, NULL);
    check_row(weights, 1, 3, (uint32_t[]){0, 2, 4}, NULL);
    check_row(weights, 2, 3, (uint32_t[]){0, 1, 4}, NULL); /* to a by the one way, 1 */
    check_row(weights, 3, 0, NULL, NULL);
    routes_weights_free(weights);
    /* From c: a 1, b and its twin 3. From d: a 10, b 12. */
    assert_ok(routes_network_weights_nearest(&weights, graph, places, 5, 2, NULL, &err), &err);
    check_row(weights, 2, 2, (uint32_t[]){0, 1}, NULL);
    check_row(weights, 3, 2, (uint32_t[]){0, 1}, NULL);
    check_row(weights, 1, 2, (uint32_t[]){0, 4}, NULL);
    routes_weights_free(weights);
    const uint32_t rank[] = {0, 4, 2, 3, 1};
    routes_distance_weights_options options = ROUTES_DISTANCE_WEIGHTS_OPTIONS;
    options.rank = rank;
    assert_ok(routes_network_weights_nearest(&weights, graph, places, 5, 2, &options, &err), &err);
    check_row(weights, 2, 2, (uint32_t[]){0, 4}, NULL);
    routes_weights_free(weights);
    options.both_ways = 1;
    options.with_self = 1;
    assert_ok(routes_network_weights_nearest(&weights, graph, places, 5, 1, &options, &err), &err);
    check_row(weights, 0, 4, (uint32_t[]){0, 2, 3, 4}, NULL);
    routes_weights_free(weights);
    routes_graph_free(graph);
}

static void kernels_go_by_the_way(void **state)
{
    (void)state;
    routes_graph *graph = small();
    routes_weights *weights = NULL;
    routes_error err;
    routes_distance_weights_options options = ROUTES_DISTANCE_WEIGHTS_OPTIONS;
    options.with_self = 1;
    assert_ok(routes_network_weights_kernel(&weights, graph, places, 5, ROUTES_KERNEL_TRIANGULAR,
                                            4.0, 0, &options, &err),
              &err);
    check_row(weights, 2, 4, (uint32_t[]){0, 1, 2, 4}, (double[]){0.75, 0.25, 1, 0.25});
    routes_weights_free(weights);
    options.with_self = 0;
    options.row_standardised = 1;
    assert_ok(routes_network_weights_kernel(&weights, graph, places, 5, ROUTES_KERNEL_UNIFORM, 0.0,
                                            3, &options, &err),
              &err);
    check_row(weights, 3, 3, (uint32_t[]){0, 1, 4}, (double[]){1 / 3.0, 1 / 3.0, 1 / 3.0});
    routes_weights_free(weights);
    assert_int_equal(routes_network_weights_kernel(&weights, graph, places, 5,
                                                   ROUTES_KERNEL_UNIFORM, 0.0, 1, NULL, &err),
                     ROUTES_E_DATA); /* the twin at b */
    assert_non_null(strstr(err.message, "area 1 all stand at its node"));
    assert_null(weights);
    routes_graph_free(graph);
}

/* Against all ways from each area, found one by one. */
static void random_graphs_agree_with_all_paths(void **state)
{
    (void)state;
    enum { NODES = 60, LINKS = 90, AREAS = 40 };
    uint64_t seed = 4;
    for (int round = 0; round < 30; round++) {
        uint32_t from[LINKS], to[LINKS], nodes[AREAS];
        int64_t length[LINKS];
        unsigned char both_ways[LINKS];
        routes_graph_options graph_options = ROUTES_GRAPH_OPTIONS;
        routes_graph *graph = NULL;
        routes_weights *band[3] = {0}, *nearest[3] = {0};
        routes_error err;
        for (size_t i = 0; i < LINKS; i++) {
            from[i] = (uint32_t)(draw(&seed) % NODES);
            to[i] = (uint32_t)(draw(&seed) % NODES);
            length[i] = (int64_t)(draw(&seed) % 5) * 1000000;
            both_ways[i] = draw(&seed) % 3 != 0;
        }
        for (size_t i = 0; i < AREAS; i++)
            nodes[i] = (uint32_t)(draw(&seed) % NODES);
        graph_options.both_ways = both_ways;
        assert_ok(routes_graph_new(&graph, NODES, from, to, length, LINKS, &graph_options, &err),
                  &err);
        size_t k = 1 + (size_t)(draw(&seed) % 6);
        double reach = (double)(1 + draw(&seed) % 9);
        for (unsigned t = 0; t < 3; t++) {
            routes_run run = ROUTES_RUN;
            routes_distance_weights_options options = ROUTES_DISTANCE_WEIGHTS_OPTIONS;
            run.threads = t * 3 + 1;
            options.run = &run;
            assert_ok(
                routes_network_weights_band(&band[t], graph, nodes, AREAS, reach, &options, &err),
                &err);
            assert_ok(
                routes_network_weights_nearest(&nearest[t], graph, nodes, AREAS, k, &options, &err),
                &err);
        }
        for (uint32_t a = 0; a < AREAS; a++) {
            routes_path *path = NULL;
            assert_ok(routes_path_new(&path, graph, nodes[a], NULL, &err), &err);
            const int64_t *costs = routes_path_costs(path);
            const uint32_t *row, *near;
            size_t count = routes_weights_row(&row, NULL, band[0], a), at = 0;
            size_t near_count = routes_weights_row(&near, NULL, nearest[0], a), near_at = 0;
            for (uint32_t b = 0; b < AREAS; b++) {
                int64_t cost = costs[nodes[b]];
                size_t before = 0; /* how many come before b */
                for (uint32_t c = 0; c < AREAS; c++)
                    before +=
                        c != a && costs[nodes[c]] >= 0 && costs[nodes[c]] < cost + (c < b ? 1 : 0);
                if (b == a || cost < 0)
                    continue;
                if ((double)cost <= reach * 1e6)
                    assert_true(at < count && row[at++] == b);
                if (before < k)
                    assert_true(near_at < near_count && near[near_at++] == b);
            }
            assert_int_equal(at, count);
            assert_int_equal(near_at, near_count);
            for (unsigned t = 1; t < 3; t++) {
                const uint32_t *other;
                assert_int_equal(routes_weights_row(&other, NULL, band[t], a), count);
                assert_memory_equal(other, row, count * sizeof *row);
                assert_int_equal(routes_weights_row(&other, NULL, nearest[t], a), near_count);
                assert_memory_equal(other, near, near_count * sizeof *near);
            }
            routes_path_free(path);
        }
        for (unsigned t = 0; t < 3; t++) {
            routes_weights_free(band[t]);
            routes_weights_free(nearest[t]);
        }
        routes_graph_free(graph);
    }
}

static void what_cannot_be_asked_is_refused(void **state)
{
    (void)state;
    routes_graph *graph = small();
    routes_weights *weights = NULL;
    routes_error err;
    const uint32_t wrong[] = {0, 4};
    assert_int_equal(routes_network_weights_nearest(&weights, graph, places, 5, 5, NULL, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_network_weights_nearest(&weights, NULL, places, 5, 1, NULL, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_network_weights_nearest(NULL, graph, places, 5, 1, NULL, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_network_weights_band(&weights, graph, places, 5, 0.0, NULL, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_network_weights_band(&weights, graph, wrong, 2, 1.0, NULL, &err),
                     ROUTES_E_DATA);
    assert_string_equal(err.message, "area 1 stands at node 4, must be below the 4 nodes");
    assert_int_equal(routes_network_weights_kernel(&weights, graph, places, 5, (routes_kernel)9,
                                                   1.0, 0, NULL, &err),
                     ROUTES_E_ARGUMENT);
    assert_null(weights);
    assert_ok(routes_network_weights_band(&weights, graph, NULL, 0, 1.0, NULL, &err), &err);
    assert_int_equal(routes_weights_areas(weights), 0);
    routes_weights_free(weights);
    routes_graph_free(graph);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    routes_graph *graph = small();
    long live = routes_i_memory_live();
    routes_status status = ROUTES_E_MEMORY;
    for (long n = 0; status == ROUTES_E_MEMORY; n++) {
        routes_distance_weights_options options = ROUTES_DISTANCE_WEIGHTS_OPTIONS;
        routes_weights *weights = NULL;
        options.both_ways = 1;
        options.row_standardised = 1;
        routes_i_memory_fail_after(n);
        status = routes_network_weights_nearest(&weights, graph, places, 5, 2, &options, NULL);
        routes_i_memory_fail_after(-1);
        assert_true(!status == (weights != NULL));
        routes_weights_free(weights);
        assert_int_equal(routes_i_memory_live(), live);
    }
    assert_int_equal(status, ROUTES_OK);
    routes_graph_free(graph);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ways_are_measured_in_their_direction),
        cmocka_unit_test(kernels_go_by_the_way),
        cmocka_unit_test(random_graphs_agree_with_all_paths),
        cmocka_unit_test(what_cannot_be_asked_is_refused),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests_name("network_weights", tests, NULL, nothing_left);
}
