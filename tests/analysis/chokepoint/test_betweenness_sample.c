/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit oracle property memory thread */
#define _POSIX_C_SOURCE 200809L

#include "routes/betweenness_sample.h"

#include "core/memory.h"
#include "support/check.h"
#include "support/network.h"

struct found {
    double *through, *plus, *flow;
    routes_betweenness_sampled sampled;
};

static struct found make_found(const network *net)
{
    struct found found = {.through = calloc(net->nodes + 1, sizeof(double)),
                          .plus = calloc(net->nodes + 1, sizeof(double)),
                          .flow = calloc(net->links + 1, sizeof(double))};
    assert_true(found.through && found.plus && found.flow);
    return found;
}

static void free_found(struct found *found)
{
    free(found->through);
    free(found->plus);
    free(found->flow);
}

static struct found draw_sample(const network *net,
                                const routes_betweenness_sample_options *options)
{
    struct found found = make_found(net);
    routes_error err;
    assert_ok(routes_betweenness_sample(found.through, found.plus, found.flow, &found.sampled,
                                        net->graph, options, &err),
              &err);
    return found;
}

/* Oracle: the exact result, with the same demands. */
static struct found compute(const network *net, const routes_betweenness_sample_options *sample)
{
    struct found found = make_found(net);
    routes_betweenness_options options = ROUTES_BETWEENNESS_OPTIONS;
    routes_betweenness_totals totals;
    routes_error err;
    options.from = sample->from;
    options.to = sample->to;
    options.volume = sample->volume;
    options.demands = sample->demands;
    options.kind = sample->kind;
    options.node_closed = sample->node_closed;
    options.link_closed = sample->link_closed;
    assert_ok(routes_betweenness_compute(found.through, found.plus, found.flow, &totals, net->graph,
                                         &options, &err),
              &err);
    found.sampled.served = totals.served;
    found.sampled.demand = totals.served + totals.unserved;
    return found;
}

static double worst(const double *a, const double *b, size_t n)
{
    double most = 0.0;
    for (size_t i = 0; i < n; i++)
        most = fmax(most, fabs(a[i] - b[i]));
    return most;
}

/* How far off the sample is, over the error that it states. */
static double miss(const network *net, const struct found *found, const struct found *exact)
{
    double most = fmax(worst(found->through, exact->through, net->nodes),
                       worst(found->plus, exact->plus, net->nodes));
    most = fmax(most, worst(found->flow, exact->flow, net->links));
    most = fmax(most, fabs(found->sampled.served - exact->sampled.served));
    return most / found->sampled.error;
}

/* Nodes in a circle with `links` more across, lengths 1 to 3: equal ways are common. */
static network draw_circle(uint64_t *seed, size_t nodes, size_t links)
{
    network net = network_sized(nodes, nodes + links);
    for (size_t i = 0; i < net.links; i++) {
        net.from[i] = (uint32_t)(i < nodes ? i : draw(seed) % nodes);
        net.to[i] = (uint32_t)(i < nodes ? (i + 1) % nodes : draw(seed) % nodes);
        net.length[i] = (int64_t)(1 + draw(seed) % 3);
        net.both_ways[i] = draw(seed) % 8 > 0;
    }
    network_build(&net);
    return net;
}

/* Graphs with and without links across, so that shares are small and large; half by a table of
 * demands; the bound at 80 % may fail one time in five, and hardly ever does, being a bound. */
static void error_is_within_the_bound_as_often_as_stated(void **state)
{
    (void)state;
    enum { ROUNDS = 36, DEMANDS = 4000 };
    static uint32_t from[DEMANDS], to[DEMANDS];
    static double volume[DEMANDS];
    uint64_t seed = 2016;
    int misses = 0;
    double most = 0.0;
    for (int round = 0; round < ROUNDS; round++) {
        static const size_t across[] = {0, 40, 600};
        network net = draw_circle(&seed, 600, across[round % 3]);
        routes_betweenness_sample_options options = ROUTES_BETWEENNESS_SAMPLE_OPTIONS;
        options.error = 0.2;
        options.confidence = 0.8;
        options.seed = (uint64_t)round;
        for (size_t i = 0; i < DEMANDS; i++) {
            from[i] = (uint32_t)(draw(&seed) % 600);
            to[i] = (uint32_t)(draw(&seed) % 600);
            volume[i] = (double)(draw(&seed) % 9);
        }
        if (round % 2) {
            options.from = from;
            options.to = to;
            options.volume = volume;
            options.demands = DEMANDS;
        }
        struct found exact = compute(&net, &options);
        struct found found = draw_sample(&net, &options);
        assert_near(found.sampled.demand, exact.sampled.demand, 1e-12);
        assert_true(found.sampled.error <= options.error * found.sampled.demand);
        if (found.sampled.samples > 0) {
            double off = miss(&net, &found, &exact);
            misses += off > 1.0;
            most = fmax(most, off);
        } else {
            assert_true(worst(found.through, exact.through, net.nodes) == 0.0);
        }
        free_found(&found);
        free_found(&exact);
        network_free(&net);
    }
    print_message("%d of %d outside the bound, at most %g of it\n", misses, ROUNDS, most);
    assert_true(misses <= ROUNDS / 5);
    assert_true(most > 0.0);
}

/* The mean over many samples of one graph comes to the exact result: no way is favoured. A sum of
 * hundreds of samples strays by its standard error, of which five are allowed. */
static void samples_are_right_on_average(void **state)
{
    (void)state;
    enum { NODES = 200, ROUNDS = 80 };
    uint64_t seed = 2019;
    network net = draw_circle(&seed, NODES, 150);
    routes_betweenness_sample_options options = ROUTES_BETWEENNESS_SAMPLE_OPTIONS;
    options.error = 0.4;
    options.confidence = 0.01;
    struct found exact = compute(&net, &options);
    static struct {
        double sum, square;
    } at[NODES];
    for (int round = 0; round < ROUNDS; round++) {
        options.seed = 100 + (uint64_t)round;
        struct found found = draw_sample(&net, &options);
        assert_true(found.sampled.samples > 0);
        for (size_t i = 0; i < NODES; i++) {
            at[i].sum += found.through[i];
            at[i].square += found.through[i] * found.through[i];
        }
        free_found(&found);
    }
    for (size_t i = 0; i < NODES; i++) {
        double mean = at[i].sum / ROUNDS;
        double spread = sqrt(fmax(at[i].square / ROUNDS - mean * mean, 0.0) / ROUNDS);
        assert_true(fabs(mean - exact.through[i]) <= 5.0 * spread + 1e-9);
    }
    free_found(&exact);
    network_free(&net);
}

/* A chain of pairs joined by links of no length, and double links of no length: ways inside a group
 * share a demand as the exact result has it. */
static void links_of_no_length_are_sampled_too(void **state)
{
    (void)state;
    enum { NODES = 300 };
    uint64_t seed = 3;
    network net = network_sized(NODES, 2 * NODES);
    for (uint32_t i = 0; i < 2 * NODES; i++) {
        net.from[i] = i / 2;
        net.to[i] = (i / 2 + 1 + i % 2) % NODES;
        net.length[i] = i / 2 % 3 ? (int64_t)(1 + draw(&seed) % 2) : 0;
        net.both_ways[i] = 1;
    }
    network_build(&net);
    routes_betweenness_sample_options options = ROUTES_BETWEENNESS_SAMPLE_OPTIONS;
    options.error = 0.15;
    struct found exact = compute(&net, &options);
    struct found found = draw_sample(&net, &options);
    assert_true(found.sampled.samples > 0);
    assert_true(miss(&net, &found, &exact) <= 1.0);
    free_found(&found);
    free_found(&exact);
    network_free(&net);
}

static void the_most_reliable_ways_are_sampled_too(void **state)
{
    (void)state;
    uint64_t seed = 11;
    network net = draw_circle(&seed, 300, 200);
    routes_graph_free(net.graph);
    for (size_t i = 0; i < net.links; i++)
        net.reliability[i] = 1.0 - (double)(draw(&seed) % 3) / 8.0;
    network_build(&net);
    routes_betweenness_sample_options options = ROUTES_BETWEENNESS_SAMPLE_OPTIONS;
    options.kind = ROUTES_PATH_RELIABILITY;
    options.error = 0.15;
    struct found exact = compute(&net, &options);
    struct found found = draw_sample(&net, &options);
    assert_true(found.sampled.samples > 0);
    assert_true(miss(&net, &found, &exact) <= 1.0);
    free_found(&found);
    free_found(&exact);
    network_free(&net);
}

static void any_number_of_threads_gives_the_same_bits(void **state)
{
    (void)state;
    uint64_t seed = 7;
    network net = draw_circle(&seed, 400, 300);
    static const unsigned threads[] = {1, 2, 7};
    struct found found[3];
    for (size_t i = 0; i < 3; i++) {
        routes_betweenness_sample_options options = ROUTES_BETWEENNESS_SAMPLE_OPTIONS;
        routes_run run = ROUTES_RUN;
        run.threads = threads[i];
        options.run = &run;
        options.error = 0.1;
        options.seed = 5;
        found[i] = draw_sample(&net, &options);
        assert_true(found[i].sampled.samples > 0);
        assert_int_equal(found[i].sampled.samples, found[0].sampled.samples);
        assert_memory_equal(&found[i].sampled.error, &found[0].sampled.error, sizeof(double));
        assert_memory_equal(found[i].through, found[0].through, net.nodes * sizeof(double));
        assert_memory_equal(found[i].plus, found[0].plus, net.nodes * sizeof(double));
        assert_memory_equal(found[i].flow, found[0].flow, net.links * sizeof(double));
    }
    for (size_t i = 0; i < 3; i++)
        free_found(&found[i]);
    network_free(&net);
}

/* Nothing, one node, no links, every node closed, a star, a demand from a node to itself alone. */
static void degenerate_graphs_have_a_result(void **state)
{
    (void)state;
    routes_betweenness_sample_options options = ROUTES_BETWEENNESS_SAMPLE_OPTIONS;
    for (size_t nodes = 0; nodes < 2; nodes++) {
        network net = network_sized(nodes, 0);
        network_build(&net);
        struct found found = draw_sample(&net, &options);
        assert_true(found.sampled.demand == 0.0 && found.sampled.error == 0.0);
        free_found(&found);
        network_free(&net);
    }

    options.error = 0.1;
    network net = network_sized(500, 0);
    network_build(&net);
    struct found found = draw_sample(&net, &options);
    assert_true(found.sampled.samples > 0);
    assert_true(found.sampled.served == 0.0);
    free_found(&found);
    network_free(&net);

    /* All but the demands of the middle itself pass it: a share of 498 of 500. */
    net = network_sized(500, 499);
    for (uint32_t i = 0; i < 499; i++) {
        net.to[i] = i + 1;
        net.length[i] = 1;
        net.both_ways[i] = 1;
    }
    network_build(&net);
    found = draw_sample(&net, &options);
    assert_true(found.sampled.samples > 0);
    assert_true(fabs(found.through[0] - 499.0 * 498.0) <= found.sampled.error);
    assert_near(found.sampled.served, found.sampled.demand, 1e-12);
    free_found(&found);
    unsigned char closed[500];
    memset(closed, 1, sizeof closed);
    options.node_closed = closed;
    found = draw_sample(&net, &options);
    assert_true(found.sampled.served == 0.0 && found.through[0] == 0.0);
    free_found(&found);
    options.node_closed = NULL;
    const uint32_t same[] = {4, 4};
    options.from = options.to = same;
    options.demands = 2;
    found = draw_sample(&net, &options);
    assert_true(found.sampled.demand == 0.0 && found.sampled.samples == 0);
    free_found(&found);
    network_free(&net);
}

static int stop(double done, const char *what, void *user)
{
    assert_true(done >= 0.0 && done <= 1.0);
    assert_string_equal(what, "betweenness");
    return ++*(int *)user > 2;
}

static void sampling_refuses_bad_calls_and_can_be_stopped(void **state)
{
    (void)state;
    uint64_t seed = 5;
    network net = draw_circle(&seed, 400, 100);
    routes_error err;
    routes_betweenness_sample_options options = ROUTES_BETWEENNESS_SAMPLE_OPTIONS;
    assert_int_equal(routes_betweenness_sample(NULL, NULL, NULL, NULL, NULL, NULL, &err),
                     ROUTES_E_ARGUMENT);
    options.error = 1.0;
    assert_int_equal(routes_betweenness_sample(NULL, NULL, NULL, NULL, net.graph, &options, &err),
                     ROUTES_E_ARGUMENT);
    assert_string_equal(err.message, "options.error is 1, must be above 0 and below 1");
    options.error = 0.1;
    options.confidence = -1.0;
    assert_int_equal(routes_betweenness_sample(NULL, NULL, NULL, NULL, net.graph, &options, &err),
                     ROUTES_E_ARGUMENT);
    assert_string_equal(err.message, "options.confidence is -1, must be above 0 and below 1");
    options.confidence = 0.9;
    int told = 0;
    routes_run run = ROUTES_RUN;
    run.progress = stop;
    run.progress_user = &told;
    options.run = &run;
    double through[400];
    assert_int_equal(
        routes_betweenness_sample(through, NULL, NULL, NULL, net.graph, &options, &err),
        ROUTES_E_CANCELLED);
    network_free(&net);
}

static void sampling_survives_every_allocation_that_fails(void **state)
{
    (void)state;
    uint64_t seed = 5;
    network net = draw_circle(&seed, 200, 100);
    static uint32_t from[600], to[600];
    for (uint32_t i = 0; i < 600; i++) {
        from[i] = i % 200;
        to[i] = i / 4;
    }
    long live = routes_i_memory_live();
    routes_status status = ROUTES_E_MEMORY;
    for (long allowed = 0; status == ROUTES_E_MEMORY; allowed++) {
        double through[200];
        routes_betweenness_sampled sampled;
        routes_error err;
        routes_betweenness_sample_options options = ROUTES_BETWEENNESS_SAMPLE_OPTIONS;
        options.error = 0.5;
        options.confidence = 0.1;
        options.from = from;
        options.to = to;
        options.demands = 600;
        routes_i_memory_fail_after(allowed);
        status =
            routes_betweenness_sample(through, NULL, NULL, &sampled, net.graph, &options, &err);
        routes_i_memory_fail_after(-1);
        assert_int_equal(routes_i_memory_live(), live);
        if (!status)
            assert_true(sampled.samples > 0);
    }
    assert_int_equal(status, ROUTES_OK);
    network_free(&net);
    assert_int_equal(routes_i_memory_live(), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(error_is_within_the_bound_as_often_as_stated),
        cmocka_unit_test(samples_are_right_on_average),
        cmocka_unit_test(links_of_no_length_are_sampled_too),
        cmocka_unit_test(the_most_reliable_ways_are_sampled_too),
        cmocka_unit_test(any_number_of_threads_gives_the_same_bits),
        cmocka_unit_test(degenerate_graphs_have_a_result),
        cmocka_unit_test(sampling_refuses_bad_calls_and_can_be_stopped),
        cmocka_unit_test(sampling_survives_every_allocation_that_fails),
    };
    return cmocka_run_group_tests_name("betweenness_sample", tests, NULL, NULL);
}
