/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit oracle property memory thread */

#include "routes/alternatives.h"

#include "core/memory.h"
#include "support/network.h"

static routes_alternatives *lay(const routes_graph *graph, const routes_demand_stops *demands,
                                const uint32_t *sites, size_t site_count,
                                const routes_alternatives_options *options)
{
    routes_alternatives *made = NULL;
    routes_error err;
    assert_ok(routes_alternatives_new(&made, graph, demands, sites, site_count, options, &err),
              &err);
    return made;
}

static void check_route(const routes_alternatives_rows *rows, size_t route, int64_t cost,
                        size_t nodes, const uint32_t *node, const uint32_t *link)
{
    assert_int_equal(rows->cost[route], cost);
    assert_int_equal(rows->node_start[route + 1] - rows->node_start[route], nodes);
    assert_int_equal(rows->link_start[route + 1] - rows->link_start[route], nodes - 1);
    assert_memory_equal(rows->nodes + rows->node_start[route], node, nodes * sizeof *node);
    if (nodes > 1)
        assert_memory_equal(rows->links + rows->link_start[route], link,
                            (nodes - 1) * sizeof *link);
}

/* From 0 to 4 over 1 (2 long), over 2 (4), over 3 (6); 5 hangs on 4, one link of 1; 6 is alone.
 * Links: 0-1, 1-4, 0-2, 2-4, 0-3, 3-4, 4-5. */
static routes_graph *fan(void)
{
    const uint32_t from[] = {0, 1, 0, 2, 0, 3, 4};
    const uint32_t to[] = {1, 4, 2, 4, 3, 4, 5};
    const int64_t length[] = {1, 1, 2, 2, 3, 3, 1};
    routes_graph *graph = NULL;
    routes_error err;
    assert_ok(routes_graph_new(&graph, 7, from, to, length, 7, NULL, &err), &err);
    return graph;
}

/*     0: 0 to 4; 1: 0 by 2 to 5; 2: no stops; 3: at 1 only; 4: 0 to 6, no way; 5: 1 to 5.
 * Held in turn: 3, 1, 4, 2. */
static void ways_avoid_what_is_held_one_after_another(void **state)
{
    (void)state;
    routes_graph *graph = fan();
    const size_t start[] = {0, 2, 5, 5, 6, 8, 10};
    const uint32_t stops[] = {0, 4, 0, 2, 5, 1, 0, 6, 1, 5};
    const uint32_t sites[] = {3, 1, 4, 2};
    const routes_demand_stops demands = {6, start, stops};
    routes_alternatives *made = lay(graph, &demands, sites, 4, NULL);
    routes_alternatives_rows rows = routes_alternatives_read(made);

    assert_int_equal(rows.demands, 6);
    assert_memory_equal(rows.route_start, ((size_t[]){0, 2, 3, 3, 4, 4, 5}), 7 * sizeof(size_t));
    check_route(&rows, 0, 2, 3, (uint32_t[]){0, 1, 4}, (uint32_t[]){0, 1});
    check_route(&rows, 1, 4, 3, (uint32_t[]){0, 2, 4}, (uint32_t[]){2, 3});
    check_route(&rows, 2, 5, 4, (uint32_t[]){0, 2, 4, 5}, (uint32_t[]){2, 3, 6});
    check_route(&rows, 3, 0, 1, (uint32_t[]){1}, NULL);
    check_route(&rows, 4, 2, 3, (uint32_t[]){1, 4, 5}, (uint32_t[]){1, 6});
    routes_alternatives_free(made);

    /* Over 2 before over 3: all three ways of demand 0; 4 is its end and is not avoided. */
    const uint32_t others[] = {1, 4, 2, 3};
    made = lay(graph, &demands, others, 4, NULL);
    rows = routes_alternatives_read(made);
    assert_int_equal(rows.route_start[1], 3);
    check_route(&rows, 2, 6, 3, (uint32_t[]){0, 3, 4}, (uint32_t[]){4, 5});
    routes_alternatives_free(made);

    /* What is closed anyway is never passed, also as a stop. */
    const unsigned char node_closed[] = {0, 1, 0, 0, 0, 0, 0};
    const unsigned char link_closed[] = {0, 0, 1, 0, 0, 0, 0};
    routes_alternatives_options options = ROUTES_ALTERNATIVES_OPTIONS;
    options.node_closed = node_closed;
    options.link_closed = link_closed;
    made = lay(graph, &demands, NULL, 0, &options);
    rows = routes_alternatives_read(made);
    assert_memory_equal(rows.route_start, ((size_t[]){0, 1, 2, 2, 2, 2, 2}), 7 * sizeof(size_t));
    check_route(&rows, 0, 6, 3, (uint32_t[]){0, 3, 4}, (uint32_t[]){4, 5});
    check_route(&rows, 1, 11, 6, (uint32_t[]){0, 3, 4, 2, 4, 5}, (uint32_t[]){4, 5, 3, 3, 6});
    routes_alternatives_free(made);
    routes_graph_free(graph);
    routes_alternatives_free(NULL);
}

/* Oracle: a search with the first k sites closed, for every k; the k-th way must be in the list,
 * and the list holds nothing else. */
static void ways_agree_with_a_search_for_each_number_of_sites(void **state)
{
    (void)state;
    enum { NODES = 9, DEMANDS = 12, SITES = 4 };
    uint64_t seed = 33;
    for (int round = 0; round < 200; round++) {
        network net = network_draw(&seed, NODES, draw(&seed) % 24, 4, 30);
        size_t start[DEMANDS + 1] = {0};
        uint32_t stops[2 * DEMANDS];
        uint32_t sites[SITES];
        routes_run run = ROUTES_RUN;
        routes_alternatives_options options = ROUTES_ALTERNATIVES_OPTIONS;
        run.threads = 1 + (unsigned)(round % 3);
        options.run = &run;
        for (size_t i = 0; i < DEMANDS; i++) {
            start[i + 1] = 2 * i + 2;
            stops[2 * i] = (uint32_t)(draw(&seed) % NODES);
            stops[2 * i + 1] = (uint32_t)(draw(&seed) % NODES);
        }
        for (size_t i = 0; i < SITES; i++)
            sites[i] = (uint32_t)(draw(&seed) % NODES);
        const routes_demand_stops demands = {DEMANDS, start, stops};
        routes_alternatives *made = lay(net.graph, &demands, sites, SITES, &options);
        routes_alternatives_rows rows = routes_alternatives_read(made);
        for (size_t d = 0; d < DEMANDS; d++) {
            uint32_t from = stops[2 * d];
            uint32_t to = stops[2 * d + 1];
            unsigned char closed[NODES] = {0};
            size_t at = rows.route_start[d];
            size_t past = rows.route_start[d + 1];
            for (size_t k = 0; k <= SITES; k++) {
                if (k > 0 && sites[k - 1] != from && sites[k - 1] != to)
                    closed[sites[k - 1]] = 1;
                routes_path_options search = ROUTES_PATH_OPTIONS;
                routes_path *path = NULL;
                routes_error err;
                search.node_closed = closed;
                assert_ok(routes_path_new(&path, net.graph, from, &search, &err), &err);
                if (!routes_path_reaches(path, to)) {
                    assert_int_equal(at, k == 0 ? past : past - 1);
                    routes_path_free(path);
                    break;
                }
                uint32_t nodes[NODES];
                uint32_t links[NODES];
                assert_ok(routes_path_read(nodes, links, path, to, &err), &err);
                size_t size = routes_path_size(path, to);
                assert_true(at < past);
                size_t known = rows.link_start[at + 1] - rows.link_start[at];
                if (k > 0 && (known != size || memcmp(rows.links + rows.link_start[at], links,
                                                      size * sizeof *links) != 0))
                    at++;
                check_route(&rows, at, routes_path_costs(path)[to], size + 1, nodes, links);
                routes_path_free(path);
                if (k == SITES)
                    assert_int_equal(at, past - 1);
            }
        }
        routes_alternatives_free(made);
        network_free(&net);
    }
}

static int stop(double done, const char *what, void *user)
{
    (void)done;
    (void)user;
    assert_string_equal(what, "laying lanes");
    return 1;
}

static void alternatives_refuse_bad_calls_and_can_be_stopped(void **state)
{
    (void)state;
    routes_graph *graph = fan();
    const size_t start[] = {0, 2};
    const size_t falls[] = {0, 2, 1};
    const size_t late[] = {1, 2};
    const uint32_t stops[] = {0, 4};
    const uint32_t far[] = {0, 7};
    const routes_demand_stops good = {1, start, stops};
    routes_alternatives *made = NULL;
    routes_error err;
    assert_int_equal(routes_alternatives_new(NULL, graph, &good, NULL, 0, NULL, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_alternatives_new(&made, NULL, &good, NULL, 0, NULL, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_alternatives_new(&made, graph, NULL, NULL, 0, NULL, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_alternatives_new(&made, graph, &good, NULL, 1, NULL, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_alternatives_new(&made, graph, &(routes_demand_stops){1, late, stops},
                                             NULL, 0, NULL, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_alternatives_new(&made, graph, &(routes_demand_stops){2, falls, stops},
                                             NULL, 0, NULL, &err),
                     ROUTES_E_ARGUMENT);
    assert_string_equal(err.message, "start[2] is 1, must be at least 2");
    assert_int_equal(routes_alternatives_new(&made, graph, &(routes_demand_stops){1, start, NULL},
                                             NULL, 0, NULL, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_alternatives_new(&made, graph, &(routes_demand_stops){1, start, far},
                                             NULL, 0, NULL, &err),
                     ROUTES_E_DATA);
    assert_string_equal(err.message, "stops[1] is 7, must be below 7");
    assert_int_equal(routes_alternatives_new(&made, graph, &good, far, 2, NULL, &err),
                     ROUTES_E_DATA);
    assert_string_equal(err.message, "sites[1] is 7, must be below 7");
    routes_alternatives_options options = ROUTES_ALTERNATIVES_OPTIONS;
    options.kind = ROUTES_PATH_RELIABILITY;
    assert_int_equal(routes_alternatives_new(&made, graph, &good, NULL, 0, &options, &err),
                     ROUTES_E_ARGUMENT);
    options.kind = ROUTES_PATH_TIME;
    assert_int_equal(routes_alternatives_new(&made, graph, &good, NULL, 0, &options, &err),
                     ROUTES_E_ARGUMENT);
    assert_string_equal(err.message, "the graph has no times to search by");
    routes_run run = ROUTES_RUN;
    run.progress = stop;
    options = (routes_alternatives_options)ROUTES_ALTERNATIVES_OPTIONS;
    options.run = &run;
    assert_int_equal(routes_alternatives_new(&made, graph, &good, NULL, 0, &options, &err),
                     ROUTES_E_CANCELLED);
    assert_null(made);
    made = lay(graph, &(routes_demand_stops){0, start, NULL}, NULL, 0, NULL);
    assert_int_equal(routes_alternatives_read(made).demands, 0);
    routes_alternatives_free(made);
    routes_graph_free(graph);
}

static void alternatives_survive_every_allocation_that_fails(void **state)
{
    (void)state;
    routes_graph *graph = fan();
    const size_t start[] = {0, 2, 5};
    const uint32_t stops[] = {0, 4, 0, 2, 5};
    const uint32_t sites[] = {1, 2, 3};
    const routes_demand_stops demands = {2, start, stops};
    long live = routes_i_memory_live();
    routes_status status = ROUTES_E_MEMORY;
    for (long allowed = 0; status == ROUTES_E_MEMORY; allowed++) {
        routes_alternatives *made = NULL;
        routes_error err;
        routes_i_memory_fail_after(allowed);
        status = routes_alternatives_new(&made, graph, &demands, sites, 3, NULL, &err);
        routes_i_memory_fail_after(-1);
        assert_true((status == ROUTES_OK) == (made != NULL));
        routes_alternatives_free(made);
        assert_int_equal(routes_i_memory_live(), live);
    }
    assert_int_equal(status, ROUTES_OK);
    routes_graph_free(graph);
    assert_int_equal(routes_i_memory_live(), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ways_avoid_what_is_held_one_after_another),
        cmocka_unit_test(ways_agree_with_a_search_for_each_number_of_sites),
        cmocka_unit_test(alternatives_refuse_bad_calls_and_can_be_stopped),
        cmocka_unit_test(alternatives_survive_every_allocation_that_fails),
    };
    return cmocka_run_group_tests_name("alternatives", tests, NULL, NULL);
}
