/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit oracle property memory thread */

#include "graph/igraph_bridge.h"

#include <pthread.h>

#include "core/memory.h"
#include "routes/component.h"
#include "routes/path.h"
#include "support/network.h"

struct passage {
    const routes_graph *graph;
    igraph_bool_t directed;
    routes_graph *back;
    routes_error err;
};

static igraph_error_t there_and_back(void *context)
{
    struct passage *passage = context;
    routes_i_igraph made;
    igraph_error_t code = routes_i_igraph_make(&made, passage->graph, passage->directed);
    if (code)
        return code;
    assert_int_equal(igraph_ecount(&made.graph), igraph_vector_int_size(&made.link));
    routes_status status =
        routes_i_igraph_read(&passage->back, &made.graph, &made.length_um, &passage->err);
    assert_int_equal(status, ROUTES_OK);
    routes_i_igraph_destroy(&made);
    return IGRAPH_SUCCESS;
}

static void a_graph_comes_back_as_it_went(void **state)
{
    (void)state;
    uint64_t seed = 4;
    for (int round = 0; round < 100; round++) {
        int one_way = round % 2;
        network net =
            network_draw(&seed, 1 + draw(&seed) % 8, draw(&seed) % 20, 9, one_way ? 100 : 0);
        struct passage passage = {.graph = net.graph, .directed = one_way};
        routes_error err;
        assert_ok(routes_i_igraph_run(there_and_back, &passage, NULL, &err), &err);
        size_t links = net.links;
        assert_int_equal(routes_graph_nodes(passage.back), net.nodes);
        assert_int_equal(routes_graph_links(passage.back), links);
        for (size_t i = 0; i < links; i++) {
            uint32_t from = routes_graph_from(passage.back)[i];
            uint32_t to = routes_graph_to(passage.back)[i];
            assert_true((from == net.from[i] && to == net.to[i]) ||
                        (!one_way && from == net.to[i] && to == net.from[i]));
            assert_int_equal(routes_graph_length_um(passage.back)[i], net.length[i]);
            assert_int_equal(routes_graph_both_ways(passage.back)[i], !one_way);
        }
        routes_graph_free(passage.back);
        network_free(&net);
    }
}

/* Distances of igraph, from node 0. */
struct distances {
    const routes_graph *graph;
    igraph_matrix_t found;
};

static igraph_error_t ask_distances(void *context)
{
    struct distances *ask = context;
    routes_i_igraph made;
    igraph_error_t code = routes_i_igraph_make(&made, ask->graph, 1);
    if (code)
        return code;
    code = igraph_distances_dijkstra(&made.graph, &ask->found, igraph_vss_1(0), igraph_vss_all(),
                                     &made.length_um, IGRAPH_OUT);
    routes_i_igraph_destroy(&made);
    return code;
}

static void distances_agree_with_igraph(void **state)
{
    (void)state;
    uint64_t seed = 6;
    for (int round = 0; round < 100; round++) {
        network net = network_draw(&seed, 40, 90, 1000, 50);
        struct distances ask = {.graph = net.graph};
        routes_error err;
        assert_int_equal(igraph_matrix_init(&ask.found, 0, 0), IGRAPH_SUCCESS);
        assert_ok(routes_i_igraph_run(ask_distances, &ask, NULL, &err), &err);
        routes_path *path = NULL;
        assert_ok(routes_path_new(&path, net.graph, 0, NULL, &err), &err);
        for (uint32_t v = 0; v < net.nodes; v++) {
            double expected = MATRIX(ask.found, 0, v);
            assert_near((double)routes_path_costs(path)[v], isinf(expected) ? -1.0 : expected, 0.0);
        }
        routes_path_free(path);
        igraph_matrix_destroy(&ask.found);
        network_free(&net);
    }
}

static igraph_error_t ask_components(void *context)
{
    struct distances *ask = context;
    routes_i_igraph made;
    igraph_integer_t count = 0;
    igraph_error_t code = routes_i_igraph_make(&made, ask->graph, 0);
    if (code)
        return code;
    code = igraph_connected_components(&made.graph, NULL, NULL, &count, IGRAPH_WEAK);
    if (!code)
        code = igraph_matrix_init(&ask->found, count, 0);
    routes_i_igraph_destroy(&made);
    return code;
}

static void components_agree_with_igraph(void **state)
{
    (void)state;
    uint64_t seed = 8;
    for (int round = 0; round < 100; round++) {
        network net = network_draw(&seed, 30, draw(&seed) % 40, 3, 50);
        struct distances ask = {.graph = net.graph};
        uint32_t component[30];
        size_t count = 0;
        routes_error err;
        assert_ok(routes_i_igraph_run(ask_components, &ask, NULL, &err), &err);
        assert_ok(routes_component_find(component, &count, net.graph, NULL, NULL, &err), &err);
        assert_int_equal(count, igraph_matrix_nrow(&ask.found));
        igraph_matrix_destroy(&ask.found);
        network_free(&net);
    }
}

/* An edge to a node that is not there, inside a function that igraph calls from another. */
static igraph_error_t go_wrong(void *context)
{
    (void)context;
    igraph_t graph;
    igraph_vector_int_t ends;
    igraph_error_t code = igraph_vector_int_init(&ends, 2);
    if (code)
        return code;
    VECTOR(ends)[0] = 0;
    VECTOR(ends)[1] = -7;
    code = igraph_create(&graph, &ends, 3, 0);
    igraph_vector_int_destroy(&ends);
    return code;
}

static igraph_error_t say_no_memory(void *context)
{
    (void)context;
    return IGRAPH_ENOMEM;
}

static int destroyed;

static void count_destroyed(void *thing)
{
    (void)thing;
    destroyed++;
}

static void host_handler(const char *reason, const char *file, int line, igraph_error_t code)
{
    (void)reason;
    (void)file;
    (void)line;
    (void)code;
}

static void errors_of_igraph_are_ours_and_the_host_keeps_its_own(void **state)
{
    (void)state;
    routes_error err = {0};
    igraph_error_handler_t *before = igraph_set_error_handler(host_handler);
    IGRAPH_FINALLY(count_destroyed, &err);

    assert_int_equal(routes_i_igraph_run(go_wrong, NULL, NULL, &err), ROUTES_E_DEPENDENCY);
    print_message("%s\n", err.message);
    assert_non_null(strstr(err.message, "igraph: "));
    assert_non_null(strstr(err.message, "ertex"));
    assert_int_equal(routes_i_igraph_run(say_no_memory, NULL, NULL, &err), ROUTES_E_MEMORY);
    assert_int_equal(routes_i_igraph_run(go_wrong, NULL, NULL, NULL), ROUTES_E_DEPENDENCY);

    assert_int_equal(destroyed, 0);
    assert_int_equal(IGRAPH_FINALLY_STACK_SIZE(), 1);
    IGRAPH_FINALLY_CLEAN(1);
    assert_ptr_equal(igraph_set_error_handler(before), host_handler);
}

static igraph_error_t warn(void *context)
{
    (void)context;
    igraph_warning("mind the gap", "here", 1);
    return IGRAPH_SUCCESS;
}

static void note(routes_log_level level, const char *text, void *user)
{
    assert_int_equal(level, ROUTES_LOG_WARNING);
    assert_string_equal(text, "igraph: mind the gap");
    ++*(int *)user;
}

static void warnings_of_igraph_go_to_the_log(void **state)
{
    (void)state;
    int noted = 0;
    routes_error err;
    routes_run run = ROUTES_RUN;
    run.log = note;
    run.log_user = &noted;
    assert_ok(routes_i_igraph_run(warn, NULL, &run, &err), &err);
    assert_ok(routes_i_igraph_run(warn, NULL, NULL, &err), &err);
    assert_int_equal(noted, 1);
}

static void *many_calls(void *context)
{
    (void)context;
    size_t wrong = 0;
    for (int i = 0; i < 200; i++) {
        routes_error err = {0};
        wrong += routes_i_igraph_run(go_wrong, NULL, NULL, &err) != ROUTES_E_DEPENDENCY;
        wrong += routes_i_igraph_run(say_no_memory, NULL, NULL, &err) != ROUTES_E_MEMORY;
    }
    return wrong ? context : NULL;
}

static void threads_may_all_use_igraph(void **state)
{
    (void)state;
    pthread_t threads[4];
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, many_calls, threads), 0);
    for (size_t i = 0; i < 4; i++) {
        void *wrong = NULL;
        pthread_join(threads[i], &wrong);
        assert_null(wrong);
    }
}

static void lengths_that_are_not_whole_are_refused(void **state)
{
    (void)state;
    const double bad[] = {-1.0, 0.5, NAN, INFINITY, 0x1p60};
    igraph_t source;
    igraph_vector_t lengths;
    assert_int_equal(igraph_small(&source, 2, 0, 0, 1, -1), IGRAPH_SUCCESS);
    assert_int_equal(igraph_vector_init(&lengths, 1), IGRAPH_SUCCESS);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        routes_graph *graph = NULL;
        routes_error err;
        VECTOR(lengths)[0] = bad[i];
        assert_int_equal(routes_i_igraph_read(&graph, &source, &lengths, &err), ROUTES_E_DATA);
        assert_non_null(strstr(err.message, "length_um[0] is "));
        assert_null(graph);
    }
    routes_graph *graph = NULL;
    routes_error err;
    assert_ok(routes_i_igraph_read(&graph, &source, NULL, &err), &err);
    assert_int_equal(routes_graph_length_um(graph)[0], 0);
    routes_graph_free(graph);
    assert_int_equal(igraph_vector_resize(&lengths, 2), IGRAPH_SUCCESS);
    assert_int_equal(routes_i_igraph_read(&graph, &source, &lengths, &err), ROUTES_E_ARGUMENT);
    igraph_vector_destroy(&lengths);

    routes_status status = ROUTES_E_MEMORY;
    for (long allowed = 0; status == ROUTES_E_MEMORY; allowed++) {
        routes_i_memory_fail_after(allowed);
        status = routes_i_igraph_read(&graph, &source, NULL, &err);
        routes_i_memory_fail_after(-1);
        routes_graph_free(graph);
        assert_int_equal(routes_i_memory_live(), 0);
    }
    assert_int_equal(status, ROUTES_OK);
    igraph_destroy(&source);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_graph_comes_back_as_it_went),
        cmocka_unit_test(distances_agree_with_igraph),
        cmocka_unit_test(components_agree_with_igraph),
        cmocka_unit_test(errors_of_igraph_are_ours_and_the_host_keeps_its_own),
        cmocka_unit_test(warnings_of_igraph_go_to_the_log),
        cmocka_unit_test(threads_may_all_use_igraph),
        cmocka_unit_test(lengths_that_are_not_whole_are_refused),
    };
    return cmocka_run_group_tests_name("igraph_bridge", tests, NULL, NULL);
}
