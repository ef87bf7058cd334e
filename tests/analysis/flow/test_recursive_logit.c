/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit oracle property memory thread */
#define _POSIX_C_SOURCE 200809L

#include "routes/recursive_logit.h"

#include "core/memory.h"
#include "support/logit.h"

enum { MOST = 24, MOST_LINKS = 512 };

static routes_status lay(double *load, double *expected, const logit_case *one, double theta,
                         const routes_run *run, routes_error *err)
{
    routes_recursive_logit_options options = ROUTES_RECURSIVE_LOGIT_OPTIONS;
    options.run = run;
    return routes_recursive_logit_compute(load, expected, one->net.graph, one->cost, &one->demands,
                                          theta, &options, err);
}

/* a - b there and back at cost c each, b - d one way at 0; from a to d. With w = exp(-c):
 * z(d) = 1, z(b) = 1 + w z(a), z(a) = w z(b), so that z(b) = 1 / (1 - w^2), z(a) = w / (1 - w^2).
 * At w = 1/2: z(a) = 2/3, z(b) = 4/3. From b a quarter of what comes goes back to a, and again:
 * a to b carries 1 / (1 - 1/4) = 4/3, b to a 1/3, b to d 1. */
static void a_circle_is_laid_by_hand(void **state)
{
    (void)state;
    const uint32_t from[] = {0, 1, 1, 2}, to[] = {1, 0, 2, 3};
    const double cost[] = {log(2.0), log(2.0), 0.0, 1.0};
    const unsigned char one_way[] = {0, 0, 0, 0};
    const int64_t length[] = {1, 1, 1, 1};
    const uint32_t origin[] = {0, 1, 2, 3, 0}, destination[] = {2, 2, 2, 2, 3};
    const double volume[] = {9, 0, 5, 7, 0};
    routes_graph_options how = ROUTES_GRAPH_OPTIONS;
    routes_logit_demands demands = {5, origin, destination, volume};
    routes_graph *graph = NULL;
    routes_error err;
    double load[4], expected[5];
    how.both_ways = one_way;
    assert_ok(routes_graph_new(&graph, 4, from, to, length, 4, &how, &err), &err);
    assert_ok(
        routes_recursive_logit_compute(load, expected, graph, cost, &demands, 1.0, NULL, &err),
        &err);
    assert_near(expected[0], -log(2.0 / 3.0), 1e-13);
    assert_near(expected[1], -log(4.0 / 3.0), 1e-13);
    assert_near(expected[2], 0.0, 0.0);
    assert_true(isnan(expected[3]));
    assert_near(expected[4], 1.0 - log(2.0 / 3.0), 1e-13);
    assert_near(load[0], 12.0, 1e-13);
    assert_near(load[1], 3.0, 1e-13);
    assert_near(load[2], 9.0, 1e-13);
    assert_near(load[3], 0.0, 0.0);

    /* At w = 1 the two nodes of the circle grow without end. */
    const double free_circle[] = {0.0, 0.0, 0.0, 1.0};
    assert_int_equal(routes_recursive_logit_compute(load, expected, graph, free_circle, &demands,
                                                    1.0, NULL, &err),
                     ROUTES_E_DATA);
    assert_string_equal(err.message, "spectral radius 1.000000 is not below 1: circles cost so "
                                     "little that walks do not end; take a larger theta");
    assert_near(load[0], 12.0, 1e-13);
    routes_graph_free(graph);
}

/* A circle that does not reach the destination is nobody's way: it is not asked about. */
static void circles_elsewhere_do_not_matter(void **state)
{
    (void)state;
    const uint32_t from[] = {0, 0, 2}, to[] = {1, 2, 2};
    const double cost[] = {2.0, 0.0, 0.0};
    const unsigned char one_way[] = {0, 0, 0};
    const int64_t length[] = {1, 1, 1};
    const uint32_t origin[] = {0}, destination[] = {1};
    routes_graph_options how = ROUTES_GRAPH_OPTIONS;
    routes_logit_demands demands = {1, origin, destination, NULL};
    routes_graph *graph = NULL;
    routes_error err;
    double load[3], expected[1];
    how.both_ways = one_way;
    assert_ok(routes_graph_new(&graph, 3, from, to, length, 3, &how, &err), &err);
    assert_ok(
        routes_recursive_logit_compute(load, expected, graph, cost, &demands, 3.0, NULL, &err),
        &err);
    assert_near(load[0], 1.0, 0.0);
    assert_near(load[1], 0.0, 0.0);
    assert_near(expected[0], 2.0, 1e-15);
    routes_graph_free(graph);
}

static void check_folder(const char *folder)
{
    logit_case one;
    char path[512];
    csv expected_links, expected_cost;
    double load[MOST_LINKS], expected[LOGIT_DEMANDS];
    routes_error err;
    logit_read(&one, folder);
    assert_ok(lay(load, expected, &one, logit_number(&one, "\"theta\""), NULL, &err), &err);
    snprintf(path, sizeof path, "%s/expected_links.csv", folder);
    assert_true(csv_read(&expected_links, path));
    for (size_t i = 0; i < expected_links.rows; i++) {
        double want = csv_number(&expected_links, i, "recursive_logit");
        size_t link = csv_find(&one.links, "id", csv_at(&expected_links, i, "id"));
        if (!(fabs(load[link] - want) <= 1e-9 * want))
            fail_msg("%s: link %s carries %.17g, expected %.17g", folder,
                     csv_at(&expected_links, i, "id"), load[link], want);
    }
    snprintf(path, sizeof path, "%s/expected_recursive_cost.csv", folder);
    assert_true(csv_read(&expected_cost, path));
    size_t laid = 0;
    for (size_t i = 0; i < one.od.rows; i++) {
        laid += isnan(expected[i]) ? 0 : 1;
        for (size_t row = 0; row < expected_cost.rows; row++)
            if (strcmp(csv_at(&expected_cost, row, "origin"), csv_at(&one.od, i, "origin")) == 0 &&
                strcmp(csv_at(&expected_cost, row, "destination"),
                       csv_at(&one.od, i, "destination")) == 0)
                assert_near(expected[i], csv_number(&expected_cost, row, "expected_least_cost"),
                            1e-10);
    }
    assert_int_equal(laid, expected_cost.rows);
    double small = logit_number(&one, "\"theta_too_small\"");
    if (!isnan(small)) {
        assert_int_equal(lay(load, expected, &one, small, NULL, &err), ROUTES_E_DATA);
        assert_non_null(strstr(err.message, "is not below 1"));
    }
    csv_free(&expected_links);
    csv_free(&expected_cost);
    logit_free(&one);
}

static void recursive_logit_agrees_with_the_oracle(void **state)
{
    (void)state;
    if (cases_each(ROUTES_SHARED "/oracles/logit_assignment", "expected_links.csv", check_folder) ==
        0)
        skip();
}

/* Twin: the dense matrix, by elimination with exchange of rows. Also its largest growth, by
 * squaring: the radius is below 1 when the powers go to nothing. */
struct dense {
    double m[MOST][MOST];
};

static void solve_dense(double *x, const struct dense *matrix, size_t n, int transposed)
{
    double a[MOST][MOST + 1];
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < n; k++)
            a[i][k] = (i == k) - (transposed ? matrix->m[k][i] : matrix->m[i][k]);
        a[i][n] = x[i];
    }
    for (size_t i = 0; i < n; i++) {
        size_t pivot = i;
        for (size_t r = i; r < n; r++)
            if (fabs(a[r][i]) > fabs(a[pivot][i]))
                pivot = r;
        for (size_t k = 0; k <= n; k++) {
            double swap = a[i][k];
            a[i][k] = a[pivot][k];
            a[pivot][k] = swap;
        }
        for (size_t r = 0; r < n; r++) {
            double factor = r == i ? 0.0 : a[r][i] / a[i][i];
            for (size_t k = i; k <= n && factor != 0.0; k++)
                a[r][k] -= factor * a[i][k];
        }
    }
    for (size_t i = 0; i < n; i++)
        x[i] = a[i][n] / a[i][i];
}

static double norm_of_power(const struct dense *matrix, size_t n)
{
    struct dense power = *matrix;
    double most = 0.0;
    for (int squared = 0; squared < 40 && most < 1e100; squared++) {
        struct dense next = {{{0}}};
        most = 0.0;
        for (size_t i = 0; i < n; i++)
            for (size_t j = 0; j < n; j++) {
                for (size_t k = 0; k < n; k++)
                    next.m[i][j] += power.m[i][k] * power.m[k][j];
                most = fmax(most, next.m[i][j]);
            }
        power = next;
    }
    return most;
}

static void fill_dense(struct dense *matrix, const logit_case *one, double theta, uint32_t to)
{
    *matrix = (struct dense){{{0}}};
    for (size_t i = 0; i < one->net.links; i++) {
        double weight = exp(-theta * one->cost[i]);
        uint32_t a = one->net.from[i], b = one->net.to[i];
        matrix->m[a][b] += a == to ? 0.0 : weight;
        if (one->net.both_ways[i] && a != b)
            matrix->m[b][a] += b == to ? 0.0 : weight;
    }
}

/* Whether every node that the walks may use reaches `to`: else the twin's matrix holds more. */
static int all_reach(const logit_case *one, uint32_t to)
{
    double x[MOST] = {0};
    x[to] = 1.0;
    for (size_t round = 0; round < one->net.nodes; round++)
        for (size_t i = 0; i < one->net.links; i++) {
            uint32_t a = one->net.from[i], b = one->net.to[i];
            x[a] = fmax(x[a], x[b]);
            x[b] = fmax(x[b], one->net.both_ways[i] ? x[a] : 0.0);
        }
    for (size_t i = 0; i < one->net.nodes; i++)
        if (x[i] == 0.0)
            return 0;
    return 1;
}

static void check_twin(const logit_case *one, double theta, uint32_t to, int *refused)
{
    struct dense matrix;
    double z[MOST] = {0}, flow[MOST] = {0}, load[MOST_LINKS], expected[LOGIT_DEMANDS];
    double wanted[MOST_LINKS] = {0};
    size_t n = one->net.nodes;
    routes_error err;
    if (!all_reach(one, to))
        return;
    fill_dense(&matrix, one, theta, to);
    logit_case to_one = *one;
    uint32_t destination[LOGIT_DEMANDS];
    for (size_t i = 0; i < one->demands.count; i++)
        destination[i] = to;
    to_one.demands.to = destination;
    routes_status status = lay(load, expected, &to_one, theta, NULL, &err);
    if (norm_of_power(&matrix, n) > 0.5) {
        assert_int_equal(status, ROUTES_E_DATA);
        ++*refused;
        return;
    }
    assert_ok(status, &err);
    z[to] = 1.0;
    solve_dense(z, &matrix, n, 0);
    struct dense chance = matrix;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < n; k++)
            chance.m[i][k] *= z[k] / z[i];
    for (size_t i = 0; i < one->demands.count; i++)
        flow[one->from[i]] += one->from[i] == to ? 0.0 : one->volume[i];
    solve_dense(flow, &chance, n, 1);
    for (size_t i = 0; i < one->net.links; i++) {
        uint32_t a = one->net.from[i], b = one->net.to[i];
        double weight = exp(-theta * one->cost[i]);
        wanted[i] += a == to ? 0.0 : flow[a] * weight * z[b] / z[a];
        if (one->net.both_ways[i] && a != b)
            wanted[i] += b == to ? 0.0 : flow[b] * weight * z[a] / z[b];
    }
    for (size_t i = 0; i < one->demands.count; i++)
        assert_near(expected[i], -log(z[one->from[i]]) / theta, 1e-9);
    for (size_t i = 0; i < one->net.links; i++)
        assert_near(load[i], wanted[i], 1e-7);
}

static void recursive_logit_agrees_with_a_matrix(void **state)
{
    (void)state;
    uint64_t seed = 1996;
    int refused = 0;
    static const double thetas[] = {0.3, 0.6, 1.0, 2.0};
    for (int round = 0; round < 400; round++) {
        logit_case one;
        size_t nodes = 2 + draw(&seed) % 7;
        logit_draw(&one, &seed, nodes, nodes + draw(&seed) % 8, round % 2 ? 40 : 0);
        check_twin(&one, thetas[round % 4], (uint32_t)(draw(&seed) % nodes), &refused);
        logit_free(&one);
    }
    assert_true(refused > 20 && refused < 300);
}

static void any_number_of_threads_gives_the_same_bits(void **state)
{
    (void)state;
    uint64_t seed = 11;
    logit_case one;
    double load[3][MOST_LINKS] = {{0}}, expected[3][LOGIT_DEMANDS] = {{0}};
    static const unsigned threads[] = {1, 2, 7};
    routes_error err;
    logit_draw(&one, &seed, 24, 60, 10);
    for (size_t i = 0; i < 3; i++) {
        routes_run run = ROUTES_RUN;
        run.threads = threads[i];
        assert_ok(lay(load[i], expected[i], &one, 4.0, &run, &err), &err);
        assert_memory_equal(load[i], load[0], sizeof load[0]);
        assert_memory_equal(expected[i], expected[0], sizeof expected[0]);
    }
    logit_free(&one);
}

static int stop(double done, const char *what, void *user)
{
    (void)done;
    assert_string_equal(what, "recursive logit");
    return ++*(int *)user > 2;
}

static void recursive_logit_refuses_bad_calls_and_can_be_stopped(void **state)
{
    (void)state;
    uint64_t seed = 3;
    logit_case one;
    double load[MOST_LINKS];
    routes_error err;
    logit_draw(&one, &seed, 5, 8, 0);
    assert_int_equal(
        routes_recursive_logit_compute(load, NULL, NULL, one.cost, &one.demands, 1.0, NULL, &err),
        ROUTES_E_ARGUMENT);
    static const double thetas[] = {0.0, -1.0, INFINITY, NAN};
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(lay(load, NULL, &one, thetas[i], NULL, &err), ROUTES_E_ARGUMENT);
    one.cost[3] = -1.0;
    assert_int_equal(lay(load, NULL, &one, 1.0, NULL, &err), ROUTES_E_DATA);
    assert_string_equal(err.message, "cost[3] is -1, must be from 0 up");
    one.cost[3] = 1.0;
    one.volume[2] = NAN;
    assert_int_equal(lay(load, NULL, &one, 3.0, NULL, &err), ROUTES_E_DATA);
    one.volume[2] = 1.0;
    one.to[4] = 5;
    assert_int_equal(lay(load, NULL, &one, 3.0, NULL, &err), ROUTES_E_DATA);
    assert_non_null(strstr(err.message, "must be below the 5 nodes"));
    one.to[4] = 0;
    int told = 0;
    routes_run run = ROUTES_RUN;
    run.progress = stop;
    run.progress_user = &told;
    assert_int_equal(lay(load, NULL, &one, 5.0, &run, &err), ROUTES_E_CANCELLED);
    one.demands.count = 0;
    assert_ok(lay(load, NULL, &one, 5.0, NULL, &err), &err);
    assert_near(load[0], 0.0, 0.0);
    logit_free(&one);
}

static void recursive_logit_survives_every_allocation_that_fails(void **state)
{
    (void)state;
    uint64_t seed = 9;
    logit_case one;
    double load[MOST_LINKS];
    routes_error err;
    logit_draw(&one, &seed, 5, 8, 0);
    long live = routes_i_memory_live();
    routes_status status = ROUTES_E_MEMORY;
    for (long allowed = 0; status == ROUTES_E_MEMORY && allowed < 400; allowed++) {
        routes_i_memory_fail_after(allowed);
        status = lay(load, NULL, &one, 5.0, NULL, &err);
        routes_i_memory_fail_after(-1);
        assert_int_equal(routes_i_memory_live(), live);
    }
    assert_int_equal(status, ROUTES_OK);
    logit_free(&one);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_circle_is_laid_by_hand),
        cmocka_unit_test(circles_elsewhere_do_not_matter),
        cmocka_unit_test(recursive_logit_agrees_with_the_oracle),
        cmocka_unit_test(recursive_logit_agrees_with_a_matrix),
        cmocka_unit_test(any_number_of_threads_gives_the_same_bits),
        cmocka_unit_test(recursive_logit_refuses_bad_calls_and_can_be_stopped),
        cmocka_unit_test(recursive_logit_survives_every_allocation_that_fails),
    };
    return cmocka_run_group_tests_name("recursive_logit", tests, NULL, NULL);
}
