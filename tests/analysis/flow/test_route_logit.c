/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit oracle property memory thread */
#define _POSIX_C_SOURCE 200809L

#include "routes/route_logit.h"

#include "core/memory.h"
#include "support/logit.h"

enum { TEXT = 512 };

static routes_status lay(routes_route_logit **made, const logit_case *one, double theta,
                         routes_route_logit_kind kind, double cutoff, routes_error *err)
{
    routes_route_logit_options options = ROUTES_ROUTE_LOGIT_OPTIONS;
    options.kind = kind;
    options.cutoff = cutoff;
    return routes_route_logit_new(made, one->net.graph, one->cost, &one->demands, theta, &options,
                                  err);
}

/* a - m at 8, m - d twice at 2, a - d at 10: three ways of 10. Path size of the first two is
 * 0.8 / 2 + 0.2 = 0.6. Plain: a third each; by path size 0.6 / 2.2 and 1 / 2.2. */
static void ways_that_overlap_are_shared_by_hand(void **state)
{
    (void)state;
    logit_case one = {.net = network_sized(4, 5)};
    const uint32_t from[] = {0, 1, 1, 0, 0}, to[] = {1, 2, 2, 2, 0};
    double cost[] = {8, 2, 2, 10, 0};
    for (size_t i = 0; i < 5; i++) {
        one.net.from[i] = from[i];
        one.net.to[i] = to[i];
        one.net.both_ways[i] = 1;
        one.net.reliability[i] = NAN;
    }
    network_build(&one.net);
    const uint32_t origin[] = {0, 0, 2}, destination[] = {2, 3, 2};
    const double volume[] = {66, 5, 7};
    one.cost = cost;
    one.demands = (routes_logit_demands){3, origin, destination, volume};
    routes_route_logit *made = NULL;
    routes_error err;
    assert_ok(lay(&made, &one, 0.5, ROUTES_ROUTE_LOGIT_PATH_SIZE, 0.0, &err), &err);
    routes_route_logit_rows rows = routes_route_logit_read(made);
    const size_t start[] = {0, 3, 3, 4};
    assert_memory_equal(rows.way_start, start, sizeof start);
    assert_near(rows.path_size[0], 1.0, 0.0);
    assert_near(rows.share[0], 1.0 / 2.2, 1e-15);
    assert_near(rows.path_size[1], 0.6, 1e-15);
    assert_near(rows.share[2], 0.6 / 2.2, 1e-15);
    assert_near(rows.share[3], 1.0, 0.0);
    assert_near(rows.cost[3], 0.0, 0.0);
    const double load[] = {36, 18, 18, 30, 0};
    for (size_t i = 0; i < 5; i++)
        assert_near(rows.load[i], load[i], 1e-14);
    routes_route_logit_free(made);

    /* All to the cheapest; and all alike. */
    cost[3] = 9.5;
    assert_ok(lay(&made, &one, INFINITY, ROUTES_ROUTE_LOGIT_PLAIN, 0.0, &err), &err);
    assert_near(routes_route_logit_read(made).load[3], 66.0, 0.0);
    routes_route_logit_free(made);
    assert_ok(lay(&made, &one, 0.0, ROUTES_ROUTE_LOGIT_PLAIN, 0.0, &err), &err);
    assert_near(routes_route_logit_read(made).load[3], 22.0, 1e-14);
    routes_route_logit_free(made);
    assert_ok(lay(&made, &one, 0.0, ROUTES_ROUTE_LOGIT_PLAIN, 1.02, &err), &err);
    assert_near(routes_route_logit_read(made).load[3], 66.0, 0.0);
    routes_route_logit_free(made);

    /* Ways without cost. */
    cost[0] = cost[1] = cost[2] = cost[3] = 0.0;
    assert_ok(lay(&made, &one, 1.0, ROUTES_ROUTE_LOGIT_PATH_SIZE, 0.0, &err), &err);
    assert_near(routes_route_logit_read(made).path_size[1], 0.75, 1e-15);
    routes_route_logit_free(made);
    routes_route_logit_free(NULL);
    one.cost = NULL;
    logit_free(&one);
}

static void write_way(char *to, const routes_route_logit_rows *rows, size_t way, const csv *links)
{
    size_t size = 0;
    to[0] = '\0';
    for (size_t i = rows->link_start[way]; i < rows->link_start[way + 1]; i++)
        size += (size_t)snprintf(to + size, TEXT - size, "%s%s", size ? " " : "",
                                 csv_at(links, rows->links[i], "id"));
}

static void check_shares(const logit_case *one, const routes_route_logit_rows *rows,
                         const csv *paths, const char *column, const char *folder)
{
    size_t met = 0;
    for (size_t i = 0; i < one->od.rows; i++)
        for (size_t way = rows->way_start[i]; way < rows->way_start[i + 1]; way++) {
            char text[TEXT];
            size_t row = 0;
            write_way(text, rows, way, &one->links);
            while (row < paths->rows &&
                   (strcmp(csv_at(paths, row, "path"), text) != 0 ||
                    strcmp(csv_at(paths, row, "origin"), csv_at(&one->od, i, "origin")) != 0))
                row++;
            if (row == paths->rows)
                fail_msg("%s: the way %s is not expected", folder, text);
            assert_near(rows->share[way], csv_number(paths, row, column), 1e-10);
            assert_near(rows->path_size[way], csv_number(paths, row, "path_size"), 1e-10);
            assert_near(rows->cost[way], csv_number(paths, row, "cost"), 1e-10);
            met++;
        }
    assert_int_equal(met, paths->rows);
}

static double cutoff_of(const logit_case *one)
{
    const char *at = strstr(one->json, "at most ");
    return at ? strtod(at + 8, NULL) : 0.0;
}

static void check_folder(const char *folder)
{
    static const char *const shares[] = {"logit_share", "path_size_logit_share"};
    static const char *const loads[] = {"logit", "path_size_logit"};
    logit_case one;
    char path[TEXT];
    csv links, paths;
    routes_error err;
    logit_read(&one, folder);
    snprintf(path, sizeof path, "%s/expected_links.csv", folder);
    assert_true(csv_read(&links, path));
    snprintf(path, sizeof path, "%s/expected_paths.csv", folder);
    assert_true(csv_read(&paths, path));
    for (int kind = 0; kind < 2; kind++) {
        routes_route_logit *made = NULL;
        assert_ok(lay(&made, &one, logit_number(&one, "\"theta\""), (routes_route_logit_kind)kind,
                      cutoff_of(&one), &err),
                  &err);
        routes_route_logit_rows rows = routes_route_logit_read(made);
        check_shares(&one, &rows, &paths, shares[kind], folder);
        for (size_t i = 0; i < links.rows; i++) {
            double want = csv_number(&links, i, loads[kind]);
            size_t link = csv_find(&one.links, "id", csv_at(&links, i, "id"));
            if (!(fabs(rows.load[link] - want) <= 1e-9 * want))
                fail_msg("%s: link %s carries %.17g, expected %.17g", folder,
                         csv_at(&links, i, "id"), rows.load[link], want);
        }
        routes_route_logit_free(made);
    }
    csv_free(&links);
    csv_free(&paths);
    logit_free(&one);
}

static void route_logit_agrees_with_the_oracle(void **state)
{
    (void)state;
    if (cases_each(ROUTES_SHARED "/oracles/logit_assignment", "expected_paths.csv", check_folder) ==
        0)
        skip();
}

/* Shares of a demand sum to 1, ways come cheapest first, and what enters a node leaves it. */
static void what_enters_a_node_leaves_it(void **state)
{
    (void)state;
    uint64_t seed = 21;
    for (int round = 0; round < 300; round++) {
        logit_case one;
        size_t nodes = 1 + draw(&seed) % 7;
        double over[LOGIT_NODES] = {0};
        routes_route_logit *made = NULL;
        routes_error err;
        logit_draw(&one, &seed, nodes, draw(&seed) % 14, 100);
        assert_ok(lay(&made, &one, draw_unit(&seed), (routes_route_logit_kind)(round % 2),
                      round % 3 ? 0.0 : 1.5, &err),
                  &err);
        routes_route_logit_rows rows = routes_route_logit_read(made);
        for (size_t i = 0; i < nodes; i++) {
            double sum = 0.0;
            for (size_t way = rows.way_start[i]; way < rows.way_start[i + 1]; way++) {
                assert_true(way == rows.way_start[i] || rows.cost[way] >= rows.cost[way - 1]);
                sum += rows.share[way];
            }
            if (rows.way_start[i] == rows.way_start[i + 1])
                continue;
            assert_near(sum, 1.0, 1e-14);
            over[one.from[i]] += one.volume[i];
            over[one.to[i]] -= one.volume[i];
        }
        for (size_t i = 0; i < one.net.links; i++) {
            over[one.net.from[i]] -= rows.load[i];
            over[one.net.to[i]] += rows.load[i];
        }
        for (size_t i = 0; i < nodes; i++)
            assert_near(over[i], 0.0, 1e-12);
        routes_route_logit_free(made);
        logit_free(&one);
    }
}

static void any_number_of_threads_gives_the_same_bits(void **state)
{
    (void)state;
    uint64_t seed = 5;
    logit_case one;
    double load[3][64];
    static const unsigned threads[] = {1, 2, 7};
    logit_draw(&one, &seed, 24, 40, 30);
    for (size_t i = 0; i < 3; i++) {
        routes_route_logit_options options = ROUTES_ROUTE_LOGIT_OPTIONS;
        routes_route_logit *made = NULL;
        routes_run run = ROUTES_RUN;
        routes_error err;
        run.threads = threads[i];
        options.run = &run;
        assert_ok(routes_route_logit_new(&made, one.net.graph, one.cost, &one.demands, 0.7,
                                         &options, &err),
                  &err);
        memcpy(load[i], routes_route_logit_read(made).load, 40 * sizeof(double));
        assert_memory_equal(load[i], load[0], 40 * sizeof(double));
        routes_route_logit_free(made);
    }
    logit_free(&one);
}

static int stop(double done, const char *what, void *user)
{
    (void)done;
    (void)user;
    assert_string_equal(what, "ways");
    return 1;
}

static void route_logit_refuses_bad_calls_and_can_be_stopped(void **state)
{
    (void)state;
    uint64_t seed = 3;
    logit_case one;
    routes_route_logit *made = NULL;
    routes_route_logit_options options = ROUTES_ROUTE_LOGIT_OPTIONS;
    routes_error err;
    logit_draw(&one, &seed, 20, 60, 0);
    assert_int_equal(
        routes_route_logit_new(NULL, one.net.graph, one.cost, &one.demands, 1, NULL, &err),
        ROUTES_E_ARGUMENT);
    assert_int_equal(lay(&made, &one, -1.0, ROUTES_ROUTE_LOGIT_PLAIN, 0.0, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(lay(&made, &one, 1.0, (routes_route_logit_kind)7, 0.0, &err),
                     ROUTES_E_ARGUMENT);
    assert_int_equal(lay(&made, &one, 1.0, ROUTES_ROUTE_LOGIT_PLAIN, 0.9, &err), ROUTES_E_ARGUMENT);
    options.most_ways = 50;
    assert_int_equal(
        routes_route_logit_new(&made, one.net.graph, one.cost, &one.demands, 1, &options, &err),
        ROUTES_E_DATA);
    assert_non_null(strstr(err.message, "ways; take a cutoff"));
    assert_null(made);
    routes_run run = ROUTES_RUN;
    run.progress = stop;
    options.run = &run;
    options.cutoff = 1.0;
    options.most_ways = 0;
    assert_int_equal(
        routes_route_logit_new(&made, one.net.graph, one.cost, &one.demands, 1, &options, &err),
        ROUTES_E_CANCELLED);
    logit_free(&one);
}

static void route_logit_survives_every_allocation_that_fails(void **state)
{
    (void)state;
    uint64_t seed = 9;
    logit_case one;
    routes_error err;
    logit_draw(&one, &seed, 5, 9, 0);
    long live = routes_i_memory_live();
    routes_status status = ROUTES_E_MEMORY;
    for (long allowed = 0; status == ROUTES_E_MEMORY && allowed < 400; allowed++) {
        routes_route_logit *made = NULL;
        routes_i_memory_fail_after(allowed);
        status = lay(&made, &one, 1.0, ROUTES_ROUTE_LOGIT_PLAIN, 0.0, &err);
        routes_i_memory_fail_after(-1);
        routes_route_logit_free(made);
        assert_int_equal(routes_i_memory_live(), live);
    }
    assert_int_equal(status, ROUTES_OK);
    logit_free(&one);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ways_that_overlap_are_shared_by_hand),
        cmocka_unit_test(route_logit_agrees_with_the_oracle),
        cmocka_unit_test(what_enters_a_node_leaves_it),
        cmocka_unit_test(any_number_of_threads_gives_the_same_bits),
        cmocka_unit_test(route_logit_refuses_bad_calls_and_can_be_stopped),
        cmocka_unit_test(route_logit_survives_every_allocation_that_fails),
    };
    return cmocka_run_group_tests_name("route_logit", tests, NULL, NULL);
}
