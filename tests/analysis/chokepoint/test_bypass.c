/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit oracle property memory thread */

#include "routes/bypass.h"

#include "core/memory.h"
#include "support/network.h"

static routes_bypass *hold(const network *net, const uint32_t *sites, size_t site_count,
                           const uint32_t *from, const uint32_t *to, size_t demands,
                           const routes_bypass_options *options)
{
    routes_bypass *bypass = NULL;
    routes_error err;
    assert_ok(
        routes_bypass_new(&bypass, net->graph, sites, site_count, from, to, demands, options, &err),
        &err);
    return bypass;
}

static void check_case(const routes_bypass_case *found, size_t demand, routes_bypass_kind kind,
                       int64_t cost, int64_t without, double ratio)
{
    assert_int_equal(found->demand, demand);
    assert_int_equal(found->kind, kind);
    assert_int_equal(found->cost, cost);
    assert_int_equal(found->cost_without, without);
    if (isnan(ratio))
        assert_true(isnan(found->ratio));
    else if (isinf(ratio))
        assert_true(isinf(found->ratio));
    else
        assert_near(found->ratio, ratio, 1e-15);
}

/* 0-1-2 with sides 2, a way round 0-3-2 with sides 5, a spur 2-4 of 1, and 5 alone.
 *     demand 0: 0 to 2, 4 long, over 1; without 1 it is 10: ratio 2.5
 *     demand 1: 0 to 4, 5 long, over 1 and 2; without 1 it is 11, without 2 there is no way
 *     demand 2: 1 to 4 begins at 1; without 2 there is no way
 *     demand 3: 3 to 3 passes nothing but its own end; demand 4: 0 to 5 has no way. */
static void what_is_cut_off_and_what_goes_round(void **state)
{
    (void)state;
    network net = network_sized(6, 5);
    const uint32_t from[] = {0, 1, 0, 3, 2};
    const uint32_t to[] = {1, 2, 3, 2, 4};
    const int64_t length[] = {2, 2, 5, 5, 1};
    for (size_t i = 0; i < 5; i++) {
        net.from[i] = from[i];
        net.to[i] = to[i];
        net.length[i] = length[i];
        net.both_ways[i] = 1;
    }
    network_build(&net);
    const uint32_t demand_from[] = {0, 0, 1, 3, 0};
    const uint32_t demand_to[] = {2, 4, 4, 3, 5};
    const uint32_t sites[] = {2, 1, 3};
    routes_bypass *bypass = hold(&net, sites, 3, demand_from, demand_to, 5, NULL);

    routes_bypass_site site = routes_bypass_at(bypass, 0);
    assert_int_equal(site.passing, 3);
    assert_int_equal(site.cut_off, 2);
    assert_int_equal(site.ends, 1);
    check_case(&site.cases[0], 0, ROUTES_BYPASS_END, 4, -1, NAN);
    check_case(&site.cases[1], 1, ROUTES_BYPASS_CUT_OFF, 5, -1, NAN);
    check_case(&site.cases[2], 2, ROUTES_BYPASS_CUT_OFF, 3, -1, NAN);
    site = routes_bypass_at(bypass, 1);
    assert_int_equal(site.passing, 3);
    assert_int_equal(site.cut_off, 0);
    check_case(&site.cases[0], 0, ROUTES_BYPASS_ROUND, 4, 10, 2.5);
    check_case(&site.cases[1], 1, ROUTES_BYPASS_ROUND, 5, 11, 2.2);
    check_case(&site.cases[2], 2, ROUTES_BYPASS_END, 3, -1, NAN);
    site = routes_bypass_at(bypass, 2);
    assert_int_equal(site.passing, 1);
    check_case(&site.cases[0], 3, ROUTES_BYPASS_END, 0, -1, NAN);
    routes_bypass_free(bypass);

    /* Links: the spur 4 has no way round, 1-2 has. With 3 closed anyway it has none either. */
    routes_bypass_options options = ROUTES_BYPASS_OPTIONS;
    const uint32_t links[] = {4, 1};
    options.sites_are_links = 1;
    bypass = hold(&net, links, 2, demand_from, demand_to, 3, &options);
    site = routes_bypass_at(bypass, 0);
    assert_int_equal(site.passing, 2);
    assert_int_equal(site.cut_off, 2);
    site = routes_bypass_at(bypass, 1);
    assert_int_equal(site.passing, 3);
    check_case(&site.cases[0], 0, ROUTES_BYPASS_ROUND, 4, 10, 2.5);
    check_case(&site.cases[2], 2, ROUTES_BYPASS_ROUND, 3, 13, 13.0 / 3.0);
    routes_bypass_free(bypass);

    const unsigned char closed[] = {0, 0, 0, 1, 0, 0};
    options.node_closed = closed;
    bypass = hold(&net, links, 2, demand_from, demand_to, 3, &options);
    assert_int_equal(routes_bypass_at(bypass, 1).cut_off, 3);
    routes_bypass_free(bypass);
    network_free(&net);
}

/* Two ways from 0 to 2 of length 0, and one of 3: the way round costs nothing, then infinitely
 * more. */
static void ways_of_no_length_have_a_ratio_too(void **state)
{
    (void)state;
    network net = network_sized(3, 3);
    const int64_t length[] = {0, 0, 3};
    for (size_t i = 0; i < 3; i++) {
        net.to[i] = 2;
        net.length[i] = length[i];
    }
    network_build(&net);
    routes_bypass_options options = ROUTES_BYPASS_OPTIONS;
    const uint32_t demand_from[] = {0};
    const uint32_t demand_to[] = {2};
    const uint32_t sites[] = {0};
    const unsigned char closed[] = {0, 1, 0};
    options.sites_are_links = 1;
    routes_bypass *bypass = hold(&net, sites, 1, demand_from, demand_to, 1, &options);
    check_case(routes_bypass_at(bypass, 0).cases, 0, ROUTES_BYPASS_ROUND, 0, 0, 1.0);
    routes_bypass_free(bypass);
    options.link_closed = closed;
    bypass = hold(&net, sites, 1, demand_from, demand_to, 1, &options);
    check_case(routes_bypass_at(bypass, 0).cases, 0, ROUTES_BYPASS_ROUND, 0, 3, INFINITY);
    routes_bypass_free(bypass);
    network_free(&net);
}

/* Oracle: distances of all pairs by relaxing every link as often as there are nodes, with a node
 * or a link left out. */
enum { NODES = 8, FAR = 1000000 };

static void all_distances(int64_t (*d)[NODES], const network *net, size_t without_node,
                          size_t without_link)
{
    for (size_t s = 0; s < NODES; s++) {
        for (size_t v = 0; v < NODES; v++)
            d[s][v] = s == v && s != without_node ? 0 : FAR;
        for (size_t pass = 0; pass < NODES; pass++)
            for (size_t i = 0; i < net->links; i++) {
                uint32_t a = net->from[i];
                uint32_t b = net->to[i];
                if (i == without_link || a == without_node || b == without_node)
                    continue;
                if (d[s][a] + net->length[i] < d[s][b])
                    d[s][b] = d[s][a] + net->length[i];
                if (net->both_ways[i] && d[s][b] + net->length[i] < d[s][a])
                    d[s][a] = d[s][b] + net->length[i];
            }
    }
}

static void cases_agree_with_distances_without_the_site(void **state)
{
    (void)state;
    enum { DEMANDS = 20 };
    uint64_t seed = 1982;
    for (int round = 0; round < 200; round++) {
        network net = network_draw(&seed, NODES, draw(&seed) % 18, 4, 30);
        routes_bypass_options options = ROUTES_BYPASS_OPTIONS;
        routes_run run = ROUTES_RUN;
        options.sites_are_links = round % 2;
        options.run = &run;
        run.threads = 1 + (unsigned)(round % 3);
        uint32_t sites[32];
        uint32_t from[DEMANDS];
        uint32_t to[DEMANDS];
        int64_t whole[NODES][NODES];
        int64_t left[NODES][NODES];
        size_t site_count = options.sites_are_links ? net.links : NODES;
        for (size_t i = 0; i < site_count; i++)
            sites[i] = (uint32_t)(site_count - 1 - i);
        for (size_t i = 0; i < DEMANDS; i++) {
            from[i] = (uint32_t)(draw(&seed) % NODES);
            to[i] = (uint32_t)(draw(&seed) % NODES);
        }
        all_distances(whole, &net, NODES, net.links);
        routes_bypass *bypass = hold(&net, sites, site_count, from, to, DEMANDS, &options);
        for (size_t s = 0; s < site_count; s++) {
            routes_bypass_site site = routes_bypass_at(bypass, s);
            int links = options.sites_are_links;
            size_t passed[DEMANDS] = {0};
            size_t cut_off = 0;
            all_distances(left, &net, links ? NODES : sites[s], links ? sites[s] : net.links);
            for (size_t k = 0; k < site.passing; k++) {
                const routes_bypass_case *at = &site.cases[k];
                size_t d = at->demand;
                int64_t expected = left[from[d]][to[d]];
                assert_true(k == 0 || d > site.cases[k - 1].demand);
                passed[d] = 1;
                assert_int_equal(at->cost, whole[from[d]][to[d]]);
                if (!links && (from[d] == sites[s] || to[d] == sites[s])) {
                    assert_int_equal(at->kind, ROUTES_BYPASS_END);
                } else {
                    cut_off += expected >= FAR;
                    assert_int_equal(at->kind,
                                     expected >= FAR ? ROUTES_BYPASS_CUT_OFF : ROUTES_BYPASS_ROUND);
                    assert_int_equal(at->cost_without, expected >= FAR ? -1 : expected);
                    assert_true(expected >= FAR || at->ratio >= 1.0);
                }
            }
            assert_int_equal(site.cut_off, cut_off);
            /* Holding what a best way does not pass does nothing to it. */
            for (size_t d = 0; d < DEMANDS; d++)
                if (!passed[d] && from[d] != to[d])
                    assert_int_equal(left[from[d]][to[d]], whole[from[d]][to[d]]);
        }
        routes_bypass_free(bypass);
        network_free(&net);
    }
}

static void any_number_of_threads_gives_the_same_answer(void **state)
{
    (void)state;
    enum { N = 60, DEMANDS = 100 };
    uint64_t seed = 5;
    network net = network_draw(&seed, N, 140, 9, 0);
    uint32_t sites[N];
    uint32_t from[DEMANDS];
    uint32_t to[DEMANDS];
    routes_run run = ROUTES_RUN;
    routes_bypass_options options = ROUTES_BYPASS_OPTIONS;
    options.run = &run;
    for (uint32_t i = 0; i < N; i++)
        sites[i] = i;
    for (size_t i = 0; i < DEMANDS; i++) {
        from[i] = (uint32_t)(draw(&seed) % N);
        to[i] = (uint32_t)(draw(&seed) % N);
    }
    routes_bypass *one = hold(&net, sites, N, from, to, DEMANDS, &options);
    run.threads = 4;
    routes_bypass *four = hold(&net, sites, N, from, to, DEMANDS, &options);
    for (size_t s = 0; s < N; s++) {
        routes_bypass_site a = routes_bypass_at(one, s);
        routes_bypass_site b = routes_bypass_at(four, s);
        assert_int_equal(a.passing, b.passing);
        for (size_t k = 0; k < a.passing; k++) {
            assert_int_equal(a.cases[k].demand, b.cases[k].demand);
            assert_int_equal(a.cases[k].cost_without, b.cases[k].cost_without);
        }
    }
    routes_bypass_free(one);
    routes_bypass_free(four);
    network_free(&net);
}

static int stop(double done, const char *what, void *user)
{
    (void)done;
    assert_string_equal(what, "ways round");
    return ++*(int *)user > 2;
}

static void bypass_refuses_bad_calls_and_can_be_stopped(void **state)
{
    (void)state;
    uint64_t seed = 5;
    network net = network_draw(&seed, 4, 8, 3, 0);
    const uint32_t sites[] = {1, 1};
    const uint32_t good[] = {0, 1};
    const uint32_t far[] = {0, 4};
    routes_bypass *bypass = NULL;
    routes_bypass_options options = ROUTES_BYPASS_OPTIONS;
    routes_error err;
    assert_int_equal(routes_bypass_new(NULL, net.graph, good, 2, good, good, 2, NULL, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_bypass_new(&bypass, NULL, good, 2, good, good, 2, NULL, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_bypass_new(&bypass, net.graph, NULL, 2, good, good, 2, NULL, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(routes_bypass_new(&bypass, net.graph, sites, 2, good, good, 2, NULL, &err),
                     ROUTES_E_DATA);
    assert_string_equal(err.message, "sites[1] and sites[0] are both 1");
    assert_int_equal(routes_bypass_new(&bypass, net.graph, far, 2, good, good, 2, NULL, &err),
                     ROUTES_E_DATA);
    assert_string_equal(err.message, "sites[1] is 4, must be below 4");
    assert_int_equal(routes_bypass_new(&bypass, net.graph, good, 2, good, far, 2, NULL, &err),
                     ROUTES_E_DATA);
    assert_string_equal(err.message, "demand 1 joins 1 and 4, must be below the 4 nodes");
    options.kind = ROUTES_PATH_RELIABILITY;
    assert_int_equal(routes_bypass_new(&bypass, net.graph, good, 2, good, good, 2, &options, &err),
                     ROUTES_E_ARGUMENT);
    int told = 0;
    routes_run run = ROUTES_RUN;
    options = (routes_bypass_options)ROUTES_BYPASS_OPTIONS;
    options.run = &run;
    run.progress = stop;
    run.progress_user = &told;
    assert_int_equal(routes_bypass_new(&bypass, net.graph, good, 2, good, good, 2, &options, &err),
                     ROUTES_E_CANCELLED);
    assert_null(bypass);
    bypass = hold(&net, NULL, 0, good, good, 2, NULL);
    routes_bypass_free(bypass);
    bypass = hold(&net, good, 2, NULL, NULL, 0, NULL);
    assert_int_equal(routes_bypass_at(bypass, 1).passing, 0);
    routes_bypass_free(bypass);
    routes_bypass_free(NULL);
    network_free(&net);
}

static void bypass_survives_every_allocation_that_fails(void **state)
{
    (void)state;
    uint64_t seed = 5;
    network net = network_draw(&seed, 5, 9, 3, 0);
    const uint32_t nodes[] = {0, 1, 2, 3, 4};
    const uint32_t others[] = {4, 3, 2, 1, 0};
    long live = routes_i_memory_live();
    routes_status status = ROUTES_E_MEMORY;
    for (long allowed = 0; status == ROUTES_E_MEMORY; allowed++) {
        routes_bypass *bypass = NULL;
        routes_error err;
        routes_i_memory_fail_after(allowed);
        status = routes_bypass_new(&bypass, net.graph, nodes, 5, nodes, others, 5, NULL, &err);
        routes_i_memory_fail_after(-1);
        assert_true((status == ROUTES_OK) == (bypass != NULL));
        routes_bypass_free(bypass);
        assert_int_equal(routes_i_memory_live(), live);
    }
    assert_int_equal(status, ROUTES_OK);
    network_free(&net);
    assert_int_equal(routes_i_memory_live(), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_cut_off_and_what_goes_round),
        cmocka_unit_test(ways_of_no_length_have_a_ratio_too),
        cmocka_unit_test(cases_agree_with_distances_without_the_site),
        cmocka_unit_test(any_number_of_threads_gives_the_same_answer),
        cmocka_unit_test(bypass_refuses_bad_calls_and_can_be_stopped),
        cmocka_unit_test(bypass_survives_every_allocation_that_fails),
    };
    return cmocka_run_group_tests_name("bypass", tests, NULL, NULL);
}
