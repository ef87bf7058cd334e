/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: unit oracle property memory thread */

#include "routes/distance_weights.h"

#include <stdbool.h>

#include "core/memory.h"
#include "routes/geodesic.h"
#include "support/expected_weights.h"

enum { MOST = 200 };

static int nothing_left(void **state)
{
    (void)state;
    return routes_i_memory_live() == 0 ? 0 : -1;
}

static routes_distance_weights_options defaults(void)
{
    routes_distance_weights_options options = ROUTES_DISTANCE_WEIGHTS_OPTIONS;
    return options;
}

static routes_weights *nearest(const routes_point *points, size_t n, size_t k,
                               const routes_distance_weights_options *options)
{
    routes_weights *weights = NULL;
    routes_error err;
    assert_ok(routes_distance_weights_nearest(&weights, points, n, k, options, &err), &err);
    return weights;
}

static routes_weights *band(const routes_point *points, size_t n, double distance_m,
                            const routes_distance_weights_options *options)
{
    routes_weights *weights = NULL;
    routes_error err;
    assert_ok(routes_distance_weights_band(&weights, points, n, distance_m, options, &err), &err);
    return weights;
}

static routes_weights *kernel(const routes_point *points, size_t n, routes_kernel shape,
                              double bandwidth_m, size_t k,
                              const routes_distance_weights_options *options)
{
    routes_weights *weights = NULL;
    routes_error err;
    assert_ok(
        routes_distance_weights_kernel(&weights, points, n, shape, bandwidth_m, k, options, &err),
        &err);
    return weights;
}

static void check_row(const routes_weights *weights, uint32_t area, size_t n,
                      const uint32_t *neighbours)
{
    const uint32_t *row;
    assert_int_equal(routes_weights_row(&row, NULL, weights, area), n);
    for (size_t i = 0; i < n; i++)
        assert_int_equal(row[i], neighbours[i]);
}

static void same(const routes_weights *a, const routes_weights *b)
{
    assert_int_equal(routes_weights_areas(a), routes_weights_areas(b));
    for (uint32_t i = 0; i < routes_weights_areas(a); i++) {
        const uint32_t *p, *q;
        const double *v, *w;
        size_t n = routes_weights_row(&p, &v, a, i);
        assert_int_equal(routes_weights_row(&q, &w, b, i), n);
        assert_memory_equal(p, q, n * sizeof *p);
        assert_memory_equal(v, w, n * sizeof *v);
    }
}

/* 0 1 2 . 3 on a line: 1 has 0 and 2 as near as each other. */
static void ties_go_by_rank(void **state)
{
    (void)state;
    const routes_point points[] = {{0, 0}, {0.1, 0}, {0.2, 0}, {0.4, 0}};
    const uint32_t rank[] = {3, 2, 1, 0};
    for (int plane = 0; plane < 2; plane++) {
        routes_distance_weights_options options = defaults();
        options.plane = plane;
        routes_weights *weights = nearest(points, 4, 1, &options);
        check_row(weights, 0, 1, (uint32_t[]){1});
        check_row(weights, 1, 1, (uint32_t[]){0});
        check_row(weights, 2, 1, (uint32_t[]){1});
        check_row(weights, 3, 1, (uint32_t[]){2});
        routes_weights_free(weights);
        options.rank = rank;
        weights = nearest(points, 4, 1, &options);
        check_row(weights, 1, 1, (uint32_t[]){2});
        routes_weights_free(weights);
        options.both_ways = 1;
        options.with_self = 1;
        options.row_standardised = 1;
        weights = nearest(points, 4, 1, &options);
        check_row(weights, 1, 3, (uint32_t[]){0, 1, 2});
        check_row(weights, 2, 3, (uint32_t[]){1, 2, 3});
        routes_weights_free(weights);
    }
}

static void the_antimeridian_and_the_poles_are_places_like_others(void **state)
{
    (void)state;
    const routes_point points[] = {{179.9, 0}, {-179.9, 0}, {179.0, 0},
                                   {0, 89.9},  {180, 89.9}, {90, 88}};
    routes_weights *weights = nearest(points, 6, 1, NULL);
    check_row(weights, 0, 1, (uint32_t[]){1});
    check_row(weights, 1, 1, (uint32_t[]){0});
    check_row(weights, 3, 1, (uint32_t[]){4});
    check_row(weights, 5, 1, (uint32_t[]){3}); /* as far as 4, and first */
    routes_weights_free(weights);
    weights = band(points, 6, 23000, NULL); /* 0.2 degrees are 22.3 km */
    check_row(weights, 0, 1, (uint32_t[]){1});
    check_row(weights, 3, 1, (uint32_t[]){4});
    check_row(weights, 5, 0, NULL);
    routes_weights_free(weights);
}

static void points_in_one_place_are_nearest(void **state)
{
    (void)state;
    const routes_point points[] = {{100, 10}, {100, 10}, {100, 10}, {100.1, 10}};
    routes_weights *weights = nearest(points, 4, 2, NULL);
    check_row(weights, 0, 2, (uint32_t[]){1, 2});
    check_row(weights, 2, 2, (uint32_t[]){0, 1});
    check_row(weights, 3, 2, (uint32_t[]){0, 1});
    routes_weights_free(weights);
    weights = band(points, 4, 1.0, NULL);
    check_row(weights, 0, 2, (uint32_t[]){1, 2});
    check_row(weights, 3, 0, NULL);
    routes_weights_free(weights);
    routes_error err;
    assert_int_equal(routes_distance_weights_kernel(&weights, points, 4, ROUTES_KERNEL_UNIFORM, 0.0,
                                                    2, NULL, &err),
                     ROUTES_E_DATA);
    assert_non_null(strstr(err.message, "point 0 all lie in its place"));
}

/* A place of 0.9 degrees, at which another system's rounding would decide. */
static void the_distance_itself_counts(void **state)
{
    (void)state;
    routes_point points[10];
    routes_distance_weights_options options = defaults();
    options.plane = 1;
    for (size_t i = 0; i < 10; i++)
        points[i] = (routes_point){0.1 * (double)i, 0};
    routes_weights *weights = band(points, 10, 0.1, &options);
    for (uint32_t i = 0; i < 10; i++)
        assert_int_equal(routes_weights_row(NULL, NULL, weights, i), i == 0 || i == 9 ? 1 : 2);
    routes_weights_free(weights);
    for (int sphere = 0; sphere < 2; sphere++) {
        options = defaults();
        options.sphere = sphere;
        for (size_t i = 0; i < 10; i++)
            points[i] = (routes_point){100 + 0.1 * (double)i, 13};
        double step = sphere ? 2 * asin(sin(0.05 * acos(-1) / 180) * cos(13 * acos(-1) / 180)) *
                                   ROUTES_SPHERE_RADIUS_M
                             : routes_geodesic_distance(points[0], points[1]);
        weights = band(points, 10, step, &options);
        for (uint32_t i = 0; i < 10; i++)
            assert_int_equal(routes_weights_row(NULL, NULL, weights, i), i == 0 || i == 9 ? 1 : 2);
        routes_weights_free(weights);
    }
}

static const struct {
    const char *name;
    routes_kernel shape;
} shapes[] = {{"triangular", ROUTES_KERNEL_TRIANGULAR},
              {"uniform", ROUTES_KERNEL_UNIFORM},
              {"epanechnikov", ROUTES_KERNEL_EPANECHNIKOV},
              {"quartic", ROUTES_KERNEL_QUARTIC},
              {"gaussian", ROUTES_KERNEL_GAUSSIAN}};

static void weights_are_those_of_libpysal(void **state)
{
    (void)state;
    csv table, expected;
    routes_point points[64], plane_points[64];
    assert_true(csv_read(&table, ROUTES_TEST_DATA "/weights/points.csv"));
    assert_true(csv_read(&expected, ROUTES_TEST_DATA "/weights/expected.csv"));
    size_t n = table.rows;
    for (size_t i = 0; i < n; i++) {
        points[i] = (routes_point){csv_number(&table, i, "x"), csv_number(&table, i, "y")};
        plane_points[i] = (routes_point){points[i].lon + 180, points[i].lat};
    }
    routes_distance_weights_options plane = defaults(), sphere = defaults();
    plane.plane = 1;
    sphere.sphere = 1;
    struct {
        const char *rule;
        routes_weights *weights;
    } cases[] = {{"knn:1", nearest(points, n, 1, NULL)},
                 {"knn:5", nearest(points, n, 5, NULL)},
                 {"plane knn:4", nearest(plane_points, n, 4, &plane)},
                 {"plane band:12m", band(plane_points, n, 12, &plane)},
                 {"sphere band:900km", band(points, n, 900e3, &sphere)}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        expected_check(cases[i].weights, &expected, cases[i].rule, expected_number, NULL, 0);
        routes_weights_free(cases[i].weights);
    }
    plane.with_self = 1;
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        char rule[64];
        snprintf(rule, sizeof rule, "plane kernel:%s:20m", shapes[i].name);
        routes_weights *weights = kernel(plane_points, n, shapes[i].shape, 20, 0, &plane);
        expected_check(weights, &expected, rule, expected_number, NULL, 1e-12);
        routes_weights_free(weights);
        if (i != 0 && i != 4)
            continue;
        snprintf(rule, sizeof rule, "plane kernel:%s:6", shapes[i].name);
        weights = kernel(plane_points, n, shapes[i].shape, 0, 6, &plane);
        /* The farthest has 1 - 1 / 1.0000001 of the triangular one: nine digits cancel. */
        expected_check(weights, &expected, rule, expected_number, NULL, 1e-8);
        routes_weights_free(weights);
    }
    csv_free(&table);
    csv_free(&expected);
}

/* Pairs of which one way is within and the other not would show as a difference. */
static void a_band_is_what_the_ellipsoid_says(void **state)
{
    (void)state;
    uint64_t seed = 3;
    for (int round = 0; round < 20; round++) {
        routes_point points[MOST];
        size_t n = 2 + (size_t)(draw(&seed) % (MOST - 2));
        for (size_t i = 0; i < n; i++)
            points[i] = (routes_point){draw_unit(&seed) * 360 - 180, draw_unit(&seed) * 180 - 90};
        double reach = draw_unit(&seed) * (round % 4 == 0 ? 2.1e7 : 3e6) + 1;
        routes_weights *weights = band(points, n, reach, NULL);
        for (uint32_t i = 0; i < n; i++) {
            const uint32_t *row;
            size_t count = routes_weights_row(&row, NULL, weights, i), at = 0;
            for (uint32_t j = 0; j < n; j++) {
                bool within = i != j && routes_geodesic_distance(points[i], points[j]) <= reach;
                if (within)
                    assert_true(at < count && row[at] == j);
                at += within ? 1 : 0;
            }
            assert_int_equal(at, count);
        }
        routes_weights_free(weights);
    }
}

static void threads_and_order_change_nothing(void **state)
{
    (void)state;
    enum { N = 3000 };
    static routes_point points[N], shuffled[N];
    static uint32_t rank[N], place[N];
    uint64_t seed = 5;
    for (uint32_t i = 0; i < N; i++) {
        points[i] = (routes_point){100 + (double)(draw(&seed) % 60) * 0.1,
                                   10 + (double)(draw(&seed) % 60) * 0.1};
        rank[i] = i;
    }
    for (uint32_t i = 0; i < N; i++) {
        uint32_t to = (uint32_t)(draw(&seed) % (i + 1));
        place[i] = place[to];
        place[to] = i;
    }
    for (uint32_t i = 0; i < N; i++) { /* row i of the shuffled is point place[i] */
        shuffled[i] = points[place[i]];
        rank[i] = place[i];
    }
    const unsigned threads[] = {1, 2, 7};
    routes_weights *first[3] = {0};
    for (size_t t = 0; t < 3; t++) {
        routes_run run = ROUTES_RUN;
        routes_distance_weights_options options = defaults();
        run.threads = threads[t];
        options.run = &run;
        routes_weights *found[] = {nearest(points, N, 8, &options), band(points, N, 12e3, &options),
                                   kernel(points, N, ROUTES_KERNEL_GAUSSIAN, 30e3, 0, &options)};
        for (size_t i = 0; i < 3; i++) {
            if (t == 0) {
                first[i] = found[i];
                continue;
            }
            same(first[i], found[i]);
            routes_weights_free(found[i]);
        }
    }
    routes_distance_weights_options options = defaults();
    options.rank = rank;
    routes_weights *other = nearest(shuffled, N, 8, &options);
    for (uint32_t i = 0; i < N; i++) {
        const uint32_t *row, *wanted;
        size_t n = routes_weights_row(&row, NULL, other, i);
        assert_int_equal(routes_weights_row(&wanted, NULL, first[0], place[i]), n);
        uint64_t sum = 0, wanted_sum = 0;
        for (size_t k = 0; k < n; k++) {
            sum += (uint64_t)place[row[k]] * place[row[k]];
            wanted_sum += (uint64_t)wanted[k] * wanted[k];
        }
        assert_true(sum == wanted_sum);
    }
    routes_weights_free(other);
    for (size_t i = 0; i < 3; i++)
        routes_weights_free(first[i]);
}

static void what_cannot_be_asked_is_refused(void **state)
{
    (void)state;
    const routes_point points[] = {{0, 0}, {1, 1}, {2, 2}};
    const routes_point wrong[] = {{0, 0}, {NAN, 1}, {2, 91}};
    routes_distance_weights_options options = defaults();
    routes_weights *weights = NULL;
    routes_error err;
#define REFUSED(call, status, says)                                                                \
    do {                                                                                           \
        assert_int_equal(call, status);                                                            \
        assert_non_null(strstr(err.message, says));                                                \
        assert_null(weights);                                                                      \
    } while (0)
    REFUSED(routes_distance_weights_nearest(&weights, points, 3, 3, NULL, &err), ROUTES_E_ARGUMENT,
            "3 nearest are asked for, and each of the 3 areas has 2 others");
    REFUSED(routes_distance_weights_nearest(&weights, points, 3, 0, NULL, &err), ROUTES_E_ARGUMENT,
            "must be 1 or more");
    REFUSED(routes_distance_weights_nearest(&weights, points, 1, 1, NULL, &err), ROUTES_E_ARGUMENT,
            "has 0 others");
    REFUSED(routes_distance_weights_nearest(&weights, NULL, 0, 1, NULL, &err), ROUTES_E_ARGUMENT,
            "has 0 others");
    REFUSED(routes_distance_weights_nearest(&weights, NULL, 3, 1, NULL, &err), ROUTES_E_ARGUMENT,
            "points");
    REFUSED(routes_distance_weights_nearest(&weights, wrong, 3, 1, NULL, &err), ROUTES_E_DATA,
            "point 1");
    REFUSED(routes_distance_weights_band(&weights, points, 3, 0.0, NULL, &err), ROUTES_E_ARGUMENT,
            "distance_m is 0");
    REFUSED(routes_distance_weights_band(&weights, points, 3, NAN, NULL, &err), ROUTES_E_ARGUMENT,
            "distance_m is nan");
    REFUSED(routes_distance_weights_kernel(&weights, points, 3, ROUTES_KERNEL_UNIFORM, -1.0, 1,
                                           NULL, &err),
            ROUTES_E_ARGUMENT, "bandwidth_m is -1");
    REFUSED(
        routes_distance_weights_kernel(&weights, points, 3, (routes_kernel)9, 1.0, 1, NULL, &err),
        ROUTES_E_ARGUMENT, "kernel 9");
    REFUSED(routes_distance_weights_kernel(&weights, points, 3, ROUTES_KERNEL_UNIFORM, 0.0, 3, NULL,
                                           &err),
            ROUTES_E_ARGUMENT, "3 nearest");
    options.plane = 1;
    REFUSED(routes_distance_weights_nearest(&weights, wrong, 3, 1, &options, &err), ROUTES_E_DATA,
            "point 1 is nan");
    assert_int_equal(routes_distance_weights_nearest(NULL, points, 3, 1, NULL, &err),
                     ROUTES_E_ARGUMENT);
#undef REFUSED
    weights = band(NULL, 0, 1.0, NULL);
    assert_int_equal(routes_weights_areas(weights), 0);
    routes_weights_free(weights);
    weights = band(points, 1, 1.0, NULL);
    assert_int_equal(routes_weights_pairs(weights), 0);
    routes_weights_free(weights);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    const routes_point points[] = {{0, 0}, {1, 1}, {2, 2}, {1, 2}};
    for (int what = 0; what < 3; what++) {
        routes_status status = ROUTES_E_MEMORY;
        for (long n = 0; status == ROUTES_E_MEMORY; n++) {
            routes_distance_weights_options options = defaults();
            routes_weights *weights = NULL;
            options.both_ways = 1;
            routes_i_memory_fail_after(n);
            status =
                what == 0 ? routes_distance_weights_nearest(&weights, points, 4, 2, &options, NULL)
                : what == 1
                    ? routes_distance_weights_band(&weights, points, 4, 2e5, &options, NULL)
                    : routes_distance_weights_kernel(&weights, points, 4, ROUTES_KERNEL_QUARTIC,
                                                     0.0, 2, &options, NULL);
            routes_i_memory_fail_after(-1);
            assert_true(!status == (weights != NULL));
            routes_weights_free(weights);
            assert_int_equal(routes_i_memory_live(), 0);
        }
        assert_int_equal(status, ROUTES_OK);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ties_go_by_rank),
        cmocka_unit_test(the_antimeridian_and_the_poles_are_places_like_others),
        cmocka_unit_test(points_in_one_place_are_nearest),
        cmocka_unit_test(the_distance_itself_counts),
        cmocka_unit_test(weights_are_those_of_libpysal),
        cmocka_unit_test(a_band_is_what_the_ellipsoid_says),
        cmocka_unit_test(threads_and_order_change_nothing),
        cmocka_unit_test(what_cannot_be_asked_is_refused),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests_name("distance_weights", tests, NULL, nothing_left);
}
